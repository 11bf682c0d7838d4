// pattern_test.go proves that searches with patterns find what the same
// expression finds in a string, one line a case, and by a law.
package text

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func pattern(tb testing.TB, source string, fold Case) Pattern {
	tb.Helper()
	p, err := Regexp(source, fold)
	if err != nil {
		tb.Fatalf("%q: %v", source, err)
	}
	return p
}

// drawn returns s with the matches of p in brackets, and an empty one as ¦.
func drawn(s string, p Pattern, in Range) string {
	var b strings.Builder
	at := 0
	p.Each(context.Background(), New(s), in, func(m Match) bool {
		b.WriteString(s[at:m.From])
		if m.Empty() {
			b.WriteString("¦")
		} else {
			b.WriteString("‹" + s[m.From:m.To] + "›")
		}
		at = m.To
		return true
	})
	return b.String() + s[at:]
}

func TestExpressions(t *testing.T) {
	for _, c := range []struct {
		source string
		fold   Case
		want   string // the text with its matches marked
	}{
		{`o`, Exact, "f‹o›‹o›\nO"},
		{`o`, Fold, "f‹o›‹o›\n‹O›"},
		{`É`, Fold, "caf‹é› CAF‹É›"},
		{`a.c`, Exact, "‹abc› a\nc ‹a\tc›"},
		{`\d+`, Exact, "a‹12›b‹3›"},
		{`^`, Exact, "¦a\n¦\n¦b\n¦"},
		{`$`, Exact, "a¦\n¦\nb¦"},
		{`^`, Exact, "¦"},
		{`$`, Exact, "a¦\r\nb¦\r\n¦"},
		{`^b`, Exact, "ab\n‹b›"},
		{`a$`, Exact, "‹a›\r\nab\r\n‹a›"},
		{`^a$`, Exact, "aa\n‹a›\naa"},
		{`\bcat\b`, Exact, "concat ‹cat› cats"},
		{`x*`, Exact, "¦a‹xx›b¦"},
		{`x*?`, Exact, "¦a¦x¦b¦"},
		{`"[^"]*"`, Exact, "{‹\"a\"›: ‹\"b\"›, \"c\n‹\"d\"›"},
		{`\s+`, Exact, "a‹ ›\n‹  ›b‹ \t›\r\n"},
		{`[^a]`, Exact, "a\n‹b›\r\na"},
		{`,\n`, Exact, "a‹,\n›b‹,\n›"},
		{`\n`, Exact, "a‹\n›b‹\r\n›‹\r\n›"},
		{`,\s*\n\s*\}`, Exact, "{a‹,\n }›\n{b‹,\r\n}›"},
		{`a[\s\S]b`, Exact, "‹a\nb›‹axb›"},
		{`(?s)a.b`, Exact, "‹a\nb›‹axb›"},
		{`(?s)a.*b`, Exact, "‹a\nb axb›c"},
		{`[^"\n]+`, Exact, "‹a›\n‹b›"},
		{`\Aa`, Exact, "‹a›a\na"},
		{`a\z`, Exact, "a\na‹a›"},
		{`\x0a`, Exact, "a‹\n›b"},
		{`.`, Exact, "‹\x00›‹\xff›‹日›\n"},
		{`[日本]+`, Exact, "‹日本›語"},
		{`(?i)ab`, Exact, "‹AB›‹ab›"},
		{`a|ab`, Exact, "‹a›b"},
		{`ab|a`, Exact, "‹ab›"},
		{`(a)(b)?`, Exact, "‹ab›‹a›"},
		{`\Qa.b`, Exact, "axb‹a.b›"},
		{`\$\{\w+\}`, Exact, "‹${x}› $y"},
		{"\u0301", Exact, "e‹\u0301›"},
		{`x*`, Exact, "¦e\u0301¦👩‍👩‍👧¦\r\n¦🇫🇮¦"}, // never inside a character
		{``, Exact, "abc"},
		{`\r`, Exact, "a\r\nb‹\r›c"},
		{`a\r\n`, Exact, "‹a\r\n›a\n"},
		{`K`, Fold, "‹k›‹K›‹\u212a›"},
		{`[[:upper:]]\w`, Exact, "‹Ab›c ‹De›"},
		{`\pL+`, Exact, "1‹é日›2"},
	} {
		s := strings.NewReplacer("‹", "", "›", "", "¦", "").Replace(c.want)
		if got := drawn(s, pattern(t, c.source, c.fold), Range{0, len(s)}); got != c.want {
			t.Errorf("%s finds %q, want %q", c.source, got, c.want)
		}
	}
}

func TestARangeIsSearchedWithRegardToWhatStandsAroundIt(t *testing.T) {
	for _, c := range []struct{ source, text, want string }{ // the range in [ ]
		{`a`, "a[aba]a", "a‹a›b‹a›a"},
		{`^a`, "a[a\na]", "aa\n‹a›"},
		{`a$`, "[a\na]a", "‹a›\naa"},
		{`\bb`, "a[b b]", "ab ‹b›"},
		{`a+`, "a[aba]a", "a‹a›baa"}, // the last one does not lie in the range
		{`^`, "a\n[b\nc\n]d", "a\n¦b\n¦c\nd"},
		{`^`, "[a\nb]", "¦a\n¦b"},
		{`$`, "[a\nb]\nc", "a¦\nb¦\nc"},
		{`x*`, "[]a", "¦a"},
		{`a\nb`, "a[\nba\nb]", "a\nb‹a\nb›"},
	} {
		from, to := strings.IndexByte(c.text, '['), strings.IndexByte(c.text, ']')-1
		s := strings.NewReplacer("[", "", "]", "").Replace(c.text)
		if got := drawn(s, pattern(t, c.source, Exact), Range{from, to}); got != c.want {
			t.Errorf("%s in %q finds %q, want %q", c.source, c.text, got, c.want)
		}
	}
	if got := drawn("aaaa", Literal("aa", Exact), Range{1, 4}); got != "a‹aa›a" {
		t.Errorf("plain: %q", got)
	}
	if got := drawn("abab", Literal("AB", Fold), Range{0, 3}); got != "‹ab›ab" {
		t.Errorf("plain, without case: %q", got)
	}
}

func TestABadExpressionIsSaidInPlainWords(t *testing.T) {
	for source, want := range map[string]string{
		`[a`:                                   "a bracket is not closed",
		`(a`:                                   "a parenthesis is not closed",
		`a)`:                                   "a parenthesis is closed that was not opened",
		`*a`:                                   "there is nothing before * to repeat",
		`a**`:                                  "two repetitions follow one another: **",
		`a{2000}`:                              "a repetition is too large or runs backwards: {2000}",
		`a{3,2}`:                               "a repetition is too large or runs backwards: {3,2}",
		`a\`:                                   `the backslash at the end has nothing behind it`,
		`\y`:                                   `\y has no meaning; a backslash itself is written \\`,
		`(a)\1`:                                `\1 has no meaning; a backslash itself is written \\`,
		`[z-a]`:                                "there is no such range or class of characters: z-a",
		`\p{Klingon}`:                          `there is no such range or class of characters: \p{Klingon}`,
		`(?P<a b>c)`:                           "the name of a group is not right: (?P<a b>",
		`(?=a)`:                                "looking ahead or behind is not possible: (?=",
		`(?<!a)`:                               "looking ahead or behind is not possible: (?<!",
		`(?z)`:                                 "(?z has no meaning at the start of a parenthesis",
		"\xff":                                 "the expression holds bytes that are not a character",
		`[^a]{999}[^b]{999}[^c]{999}[^d]{999}`: "the expression is too large",
		`((((a{9}){9}){9}`:                     "a parenthesis is not closed",
		strings.Repeat("(", 2000) + strings.Repeat(")", 2000): "the expression is nested too deep",
	} {
		_, err := Regexp(source, Fold)
		if err == nil || err.Error() != want {
			t.Errorf("%.30s: %v, want %q", source, err, want)
		}
	}
}

func TestWhatIsPutInPlaceOfMatches(t *testing.T) {
	for _, c := range []struct {
		source, replacement, eol, text, want string
		matches                              int
	}{
		{`(\w+)@(\w+)`, `$2 at $1`, "\n", "me@home", "home at me", 1},
		{`(\w+)@(\w+)`, `${2}0$10`, "\n", "me@home", "home0me0", 1},
		{`(?P<who>\w+)@`, `<${who}>`, "\n", "me@home", "<me>home", 1},
		{`(?<who>\w+)@`, `${who}`, "\n", "me@home", "mehome", 1},
		{`b+`, `[$0|$&]`, "\n", "abbc", "a[bb|bb]c", 1},
		{`b`, `$$1$`, "\n", "abc", "a$1$c", 1},
		{`b`, `$x`, "\n", "abc", "a$xc", 1},
		{`, `, `,\n`, "\n", "a, b, c", "a,\nb,\nc", 2},
		{`, `, `,\n`, "\r\n", "a, b", "a,\r\nb", 1},
		{`b`, `\\n\t\q\`, "\n", "abc", "a\\n\t\\q\\c", 1},
		{`(a)|(b)`, `<$1$2>`, "\n", "ab", "<a><b>", 2},
		{`^`, `  `, "\n", "a\r\nb", "  a\r\n  b", 2},
		{`$`, `,`, "\n", "a\r\nb", "a,\r\nb,", 2},
		{`x*`, `-`, "\n", "axxb", "-a-b-", 3},
		{`x*`, `-`, "\n", "e\u0301\r\n", "-e\u0301-\r\n-", 3},
		{`\n`, ``, "\n", "a\r\nb\nc", "abc", 2},
		{`a`, `a`, "\n", "aa", "aa", 2},
		{`\x{301}`, ``, "\n", "e\u0301", "e", 1},
		{`\xff`, `y`, "\n", "\xff\u00ff", "\xffy", 1},
		{`\x00`, `0`, "\n", "a\x00b", "a0b", 1},
		{`👩`, `👨`, "\n", "👩‍👧", "👨‍👧", 1},
		{`(.)\n(.)`, `$2\n$1`, "\n", "a\nb", "b\na", 1},
	} {
		p := pattern(t, c.source, Exact)
		r, err := p.Replacement(c.replacement)
		if err != nil {
			t.Errorf("%s: %v", c.replacement, err)
			continue
		}
		text := New(c.text)
		e, n := p.ReplaceAll(context.Background(), text, text.All(), r, c.eol)
		got, _ := text.Apply(e)
		if got.String() != c.want || n != c.matches {
			t.Errorf("%s by %s in %q: %q, %d matches, want %q, %d", c.source, c.replacement, c.text, got.String(), n, c.want, c.matches)
		}
	}
	for replacement, want := range map[string]string{
		"$2":      "the expression has no group 2",
		"${nope}": "the expression has no group named nope",
		"${1":     "the brace behind the dollar sign is not closed",
		"${-1}":   "the expression has no group -1",
	} {
		if _, err := pattern(t, "(a)", Exact).Replacement(replacement); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %q", replacement, err, want)
		}
	}
	if _, err := pattern(t, "a", Exact).Replacement("$1"); err == nil || err.Error() != "the expression has no groups in parentheses" {
		t.Errorf("no groups: %v", err)
	}
	r, _ := Literal("$1", Exact).Replacement(`\n${x}`)
	if got := r.For(New("a$1"), Match{From: 1, To: 3}, "\n"); got != `\n${x}` {
		t.Errorf("for plain text the replacement is %q", got)
	}
	same, n := Literal("a", Fold).ReplaceAll(context.Background(), New("aA"), Range{0, 2}, Replacement{[]piece{{"a", -1}}}, "\n")
	if n != 2 || !slices.Equal(same, Edit{{1, 2, "a"}}) {
		t.Errorf("what stays as it is takes part in the edit: %v, %d", same, n)
	}
}

// reference finds the matches in a string of characters of one code point each,
// line by line.
func reference(s string, source string, fold Case) []Range {
	flags := "(?m)"
	if fold == Fold {
		flags = "(?mi)"
	}
	re := regexp.MustCompile(flags + source)
	var out []Range
	for at := 0; ; {
		line, rest, more := strings.Cut(s[at:], "\n")
		for _, m := range re.FindAllStringIndex(strings.TrimSuffix(line, "\r"), -1) {
			out = append(out, Range{at + m[0], at + m[1]})
		}
		if !more {
			return out
		}
		at = len(s) - len(rest)
	}
}

func matches(p Pattern, t Text, in Range) (out []Range) {
	p.Each(context.Background(), t, in, func(m Match) bool {
		out = append(out, Range{m.From, m.To})
		return true
	})
	return out
}

func backwards(p Pattern, t Text, in Range) (out []Range) {
	for before := in.To + 1; ; {
		m, ok := p.Prev(context.Background(), t, in, before)
		if !ok {
			slices.Reverse(out)
			return out
		}
		out = append(out, Range{m.From, m.To})
		before = m.From
	}
}

var expressions = []string{`a`, `ab|b`, `^`, `$`, `x*`, `a+b*`, `\b`, `\w+`, `[^a]+`, `^\s*`, `(a)(b)?`, `"[^"]*"`, `.*`, `b$`, `^a.`, `日`, `bb`, `a\d*b`, `(?:ab)+x`}

func FuzzExpressions(f *testing.F) {
	f.Add("ab\nxx ab\r\n\"a\"b", uint64(1), uint8(3))
	f.Add("日ab\xff\x00b", uint64(2), uint8(8))
	f.Fuzz(func(t *testing.T, s string, seed uint64, which uint8) {
		r := rand.New(rand.NewPCG(seed, 8))
		s = strings.Map(func(r rune) rune { // one code point, one character
			if r < 0x80 || r >= '日' && r < 0xA000 {
				return r
			}
			return 'b'
		}, strings.Repeat(s, 1+r.IntN(6)))
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "") // a reference that knows no CRLF…
		if r.IntN(2) == 0 {
			s = strings.ReplaceAll(s, "\n", "\r\n")
		}
		if len(s) > 3000 {
			return
		}
		source := expressions[int(which)%len(expressions)]
		fold := Case(r.IntN(2))
		p := pattern(t, source, fold)
		text := chopped(s, seed)
		want := reference(s, source, fold)
		if got := matches(p, text, text.All()); !slices.Equal(got, want) {
			t.Fatalf("%s in %q: %v, want %v", source, s, got, want)
		}
		if got := backwards(p, text, text.All()); !slices.Equal(got, want) {
			t.Fatalf("%s in %q backwards: %v, want %v", source, s, got, want)
		}
	})
}

// FuzzPatterns asks of any expression and any text only that matches are in
// order, whole and inside the range, and that a search ends.
func FuzzPatterns(f *testing.F) {
	for _, source := range append(expressions, `\n`, `(?s).`, `[\s\S]*?b`, `\x{301}?`, `(?i)K*`, `\A|\z`, `\pM`) {
		f.Add(source, "a\r\ne\u0301👩‍👩‍👧\xff\n\x00K\u212a", uint64(1))
	}
	f.Fuzz(func(t *testing.T, source, s string, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 9))
		p, err := Regexp(source, Case(r.IntN(2)))
		if err != nil {
			if !plainWords(err.Error()) {
				t.Fatalf("%q: %v", source, err)
			}
			return
		}
		if len(s) > 1000 || len(source) > 100 {
			return
		}
		text := chopped(s, seed)
		in := Range{r.IntN(len(s) + 1), r.IntN(len(s) + 1)}
		if in.From > in.To {
			in.From, in.To = in.To, in.From
		}
		last := Range{-1, -1}
		for _, m := range matches(p, text, in) {
			if m.From < last.To || m.From < in.From || m.To > in.To || m.From == m.To && (m.From == last.To || text.Snap(m.From, Before) != m.From) {
				t.Fatalf("%s in %q%v: a match at %v behind %v", source, s, in, m, last)
			}
			last = m
		}
		backwards(p, text, in)
		e, _ := p.ReplaceAll(context.Background(), text, in, Replacement{[]piece{{"é\n", -1}, {"", 0}}}, "\n")
		text.Apply(e)
	})
}

// plainWords says whether an error could come from a person.
func plainWords(s string) bool {
	return !strings.Contains(s, "error parsing") && !strings.Contains(s, "regexp: ")
}

func TestExpressionsInTextsOfManyWindows(t *testing.T) {
	line := "  \"id\": \"click_12\", x\r\n"
	long := strings.Repeat(`{"id": "k", "n": 12}, `, 7_000) // one line of 150 KB
	for name, s := range map[string]string{
		"many lines":            strings.Repeat(line, 9_000),
		"one long line":         long,
		"long among short":      strings.Repeat(line, 3000) + long + "\n" + strings.Repeat(line, 3000),
		"a line of a window":    strings.Repeat("a", lineWindow) + "\n" + strings.Repeat("b", lineWindow-1) + "\nab12",
		"a line of two":         "x\n" + strings.Repeat("ab ", 2*lineWindow/3) + "\r\nab12",
		"nothing but line ends": strings.Repeat("\n", 3*lineWindow),
	} {
		for _, source := range []string{`\d+`, `"k?`, `^`, `b$`, `nowhere\d`, `\bk\b`, `1(2)`, `[^ ]+x`, `\w+`, `[^k]+`} {
			t.Run(name+" "+source, func(t *testing.T) {
				p := pattern(t, source, Exact)
				want := reference(s, source, Exact)
				for how, text := range both(s) {
					if got := matches(p, text, text.All()); !slices.Equal(got, want) {
						t.Fatalf("%s: %s", how, difference(got, want))
					}
				}
				text := New(s)
				for _, i := range []int{0, len(want) / 2, len(want) - 1} {
					if i < 0 || i >= len(want) {
						continue
					}
					if m, ok := p.Prev(context.Background(), text, text.All(), want[i].From+1); !ok || m.From != want[i].From {
						t.Fatalf("backwards to %v: %v, %v", want[i], m, ok)
					}
					if m, ok := p.Next(context.Background(), text, text.All(), want[i].From); !ok || m.From != want[i].From {
						t.Fatalf("forwards to %v: %v, %v", want[i], m, ok)
					}
				}
			})
		}
	}
}

func difference(got, want []Range) string {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return fmt.Sprintf("match %d is %v, want %v", i, got[i], want[i])
		}
	}
	return fmt.Sprintf("%d matches, want %d", len(got), len(want))
}

func TestALongMatchIsFollowedToItsEnd(t *testing.T) {
	value := strings.Repeat("v", 5*lineWindow)
	for name, s := range map[string]string{
		"in a line":    `{"a": "` + value + `", "b": 1}`,
		"over lines":   "[\n" + strings.Repeat(value+"\n", 12) + "]",
		"up to an end": "x" + strings.Repeat(value, 3),
	} {
		source, want := `v+`, strings.Count(s, "v")
		if name == "over lines" {
			source, want = `\[[\s\S]*`, len(s)
		}
		m, ok := pattern(t, source, Exact).Next(context.Background(), New(s), Range{0, len(s)}, 0)
		if !ok || m.To-m.From != want {
			t.Errorf("%s: %d bytes, want %d", name, m.To-m.From, want)
		}
	}
}

func TestAMatchAtTheEndOfAWindowIsTheSameAsElsewhere(t *testing.T) {
	for at := 2*lineWindow - 12; at < 2*lineWindow+3; at++ {
		s := strings.Repeat(".", at) + "a" + strings.Repeat("-", 1000) + `"` + strings.Repeat(".", 2*lineWindow)
		m, ok := pattern(t, `a[^"]*"|a`, Exact).Next(context.Background(), New(s), Range{0, len(s)}, 0)
		if !ok || m.From != at || m.To != at+1002 {
			t.Errorf("at %d: %d…%d, %v", at, m.From, m.To, ok)
		}
	}
}

func TestASearchThatIsCalledOffFindsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	text := New("needle")
	for _, p := range []Pattern{Literal("needle", Fold), pattern(t, "ne+dle", Exact), pattern(t, `(?s)n.*`, Exact)} {
		if _, ok := p.Next(ctx, text, text.All(), 0); ok {
			t.Error("a match is found all the same")
		}
		if _, ok := p.Prev(ctx, text, text.All(), 6); ok {
			t.Error("a match is found backwards all the same")
		}
	}
}

func TestBehindAMatchTheEmptyOneDoesNotCount(t *testing.T) {
	text := New("xxaxb")
	p := pattern(t, "x*", Exact)
	m, _ := p.Next(context.Background(), text, text.All(), 0)
	var got []Range
	for ok := true; ok; m, ok = p.After(context.Background(), text, text.All(), m, m.To) {
		got = append(got, Range{m.From, m.To})
	}
	if want := []Range{{0, 2}, {3, 4}, {5, 5}}; !slices.Equal(got, want) {
		t.Errorf("from match to match: %v, want %v", got, want)
	}
}

func TestAPreparedEditIsTakenByTheTextItWasMadeFor(t *testing.T) {
	b := NewBuffer(New("aba"))
	b.Select(Cursor(2))
	p := b.Text().Prepare(Edit{{0, 1, "x"}, {2, 3, "x"}})
	if !b.Take(p, Cursor(3)) || b.Text().String() != "xbx" || b.Selection() != Cursor(3) {
		t.Errorf("taken: %q, %v", b.Text().String(), b.Selection())
	}
	if b.Take(p, Cursor(0)) {
		t.Error("taken twice")
	}
	if len(b.Drain()) != 1 || !b.Undo() || b.Text().String() != "aba" || b.Selection() != Cursor(2) || b.Undo() {
		t.Errorf("undone: %q, %v", b.Text().String(), b.Selection())
	}
	if rev := b.Revision(); !b.Take(b.Text().Prepare(nil), Cursor(1)) || b.Revision() != rev || b.Selection() != Cursor(1) {
		t.Error("taking nothing is a change")
	}
}
