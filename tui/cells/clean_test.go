// clean_test.go proves that nothing dangerous or invisible gets through Clean,
// and that nothing else is touched.
package cells

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

func TestHostileTextIsShownNotObeyed(t *testing.T) {
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.text); got != c.shown {
				t.Errorf("%q is shown as %q, want %q", c.text, got, c.shown)
			}
			if got := Clean("é" + c.text + "日"); isUnsafe(got) != "" {
				t.Errorf("in the middle of text: %q holds %s", got, isUnsafe(got))
			}
		})
	}
	if len(hostile) < 66 {
		t.Errorf("the corpus has shrunk to %d entries", len(hostile))
	}
}

func TestHarmlessTextStaysAsItIs(t *testing.T) {
	for _, s := range harmless {
		if got := Clean(s); got != s {
			t.Errorf("%q is shown as %q", s, got)
		}
		if n := testing.AllocsPerRun(5, func() { Clean("plain ASCII text") }); n > 0 {
			t.Errorf("cleaning plain text makes %v allocations", n)
		}
	}
}

// isUnsafe says what s must not hold, "" when there is nothing.
func isUnsafe(s string) string {
	if !utf8.ValidString(s) {
		return "invalid UTF-8"
	}
	runes := []rune(s)
	for i, r := range runes {
		switch {
		case unicode.Is(unicode.Cc, r):
			return "a control character"
		case r == joiner:
			if i == 0 || i == len(runes)-1 || !unicode.Is(unicode.S, runes[i+1]) {
				return "a joiner that joins nothing"
			}
		case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
			return "an invisible character"
		case r == textStyle || r == emojiStyle:
			if i == 0 || runes[i-1] < 0x80 && !isKeycapBase(runes[i-1]) {
				return "a style that styles nothing"
			}
		case unicode.Is(unicode.Variation_Selector, r), unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r):
			return "an ignorable character"
		case !unicode.IsGraphic(r):
			return "a character that is not graphic"
		}
	}
	return ""
}

func FuzzClean(f *testing.F) {
	for _, c := range hostile {
		f.Add(c.text)
	}
	for _, s := range harmless {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if why := isUnsafe(got); why != "" {
			t.Fatalf("Clean(%q) = %q holds %s", s, got, why)
		}
		if again := Clean(got); again != got {
			t.Fatalf("Clean(%q) = %q, cleaned again %q", s, got, again)
		}
		if Gate(got) != got {
			t.Fatalf("Gate changes the clean %q to %q", got, Gate(got))
		}
		for _, line := range CleanLines(s) {
			if isUnsafe(line) != "" {
				t.Fatalf("CleanLines(%q) holds %s", s, isUnsafe(line))
			}
		}
	})
}

// TestEveryCharacter goes through all of Unicode: alone, after a letter and
// before one, each character is either shown in cells of its own or marked.
func TestEveryCharacter(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if r >= 0xd800 && r < 0xe000 || r >= 0x20000 && r < 0xe0000 && r%97 != 0 || r > 0xe0fff && r%997 != 0 {
			continue
		}
		s := string(r)
		shown := Clean(s)
		if why := isUnsafe(shown); why != "" {
			t.Errorf("%U is shown as %q: %s", r, shown, why)
		}
		if ansi.StringWidth(shown) < 1 {
			t.Errorf("%U is shown as %q in no cell", r, shown)
		}
		if n, w := alone(s + "a"); n > 0 && (n != len(s) || w != ansi.StringWidth(s)) {
			t.Errorf("%U takes %d cells, not %d", r, ansi.StringWidth(s), w)
		}
		if !stands(r) {
			if shown == s {
				t.Errorf("%U is shown, and may not stand alone", r)
			}
			continue
		}
		if clusterSize("a"+s) != 1 || clusterSize(s+"a") != len(s) {
			t.Errorf("%U joins its neighbours", r)
		}
		if isSimple(r) && (!unicode.IsGraphic(r) || leans(r) || leads(r) || clusterSize(s+s) != len(s)) {
			t.Errorf("%U is not simple", r)
		}
	}
}

func TestLinesAreSplitAndTabsAreSpaces(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", []string{""}},
		{"a\nb\r\nc", []string{"a", "b", "c"}},
		{"\tx\n", []string{"    x", ""}},
		{"a\rb\r", []string{"a␍b␍"}},
		{"\x1b[2J\n\u202e", []string{"␛[2J", `\u202e`}},
	} {
		if got := CleanLines(c.text); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestCutting(t *testing.T) {
	for _, c := range []struct {
		text string
		w    int
		want string
	}{
		{"abcdef", 6, "abcdef"}, {"abcdef", 5, "abcd…"}, {"abcdef", 1, "…"}, {"abcdef", 0, ""}, {"abcdef", -3, ""},
		{"日本語", 6, "日本語"}, {"日本語", 5, "日本…"}, {"日本語", 4, "日…"}, {"日本語", 2, "…"},
		{"👩‍👩‍👧‍👦x", 3, "👩‍👩‍👧‍👦x"}, {"👩‍👩‍👧‍👦xy", 3, "👩‍👩‍👧‍👦…"}, {"e\u0301e\u0301e\u0301", 2, "e\u0301…"},
	} {
		if got := Truncate(c.text, c.w, "…"); got != c.want {
			t.Errorf("Truncate(%q, %d) = %q, want %q", c.text, c.w, got, c.want)
		}
	}
	if got := Truncate("abcdef", 2, "..."); got != ".." {
		t.Errorf("a tail that does not fit is cut: %q", got)
	}
	if got := PadRight("日", 4); got != "日  " {
		t.Errorf("PadRight = %q", got)
	}
	if got := PadRight("long", 2); got != "long" {
		t.Errorf("PadRight cuts: %q", got)
	}
}

func TestWrapping(t *testing.T) {
	for _, c := range []struct {
		text string
		w    int
		want string
	}{
		{"", 5, ""},
		{"one two three", 7, "one two|three"},
		{"one two three", 8, "one two|three"},
		{"one two three", 5, "one|two|three"},
		{"abcdefgh", 3, "abc|def|gh"},
		{"ab cdefgh", 4, "ab|cdef|gh"},
		{"  indented text", 10, "  indented|text"},
		{"日本語テキスト", 4, "日本|語テ|キス|ト"},
		{"日本", 1, "日|本"},
		{"a b", 0, "a|b"},
		{"trailing   ", 8, "trailing"},
		{"a    b", 3, "a|b"},
		{"👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3, "👩‍👩‍👧‍👦|👩‍👩‍👧‍👦"},
	} {
		if got := strings.Join(Wrap(c.text, c.w), "|"); got != c.want {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.text, c.w, got, c.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("one two  three", 4)
	f.Add("日本語 e\u0301", 2)
	f.Fuzz(func(t *testing.T, s string, w int) {
		s, w = Clean(s), 2+(w&0xff)%40
		letters := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		lines := Wrap(s, w)
		for _, line := range lines {
			if Width(line) > w && clusterSize(line) < len(line) {
				t.Fatalf("a line of %d cells in %d: %q", Width(line), w, line)
			}
		}
		if got := strings.Join(lines, ""); letters(got) != letters(s) {
			t.Fatalf("Wrap(%q, %d) loses text: %q", s, w, lines)
		}
		if cut := Truncate(s, w, "…"); Width(cut) > w {
			t.Fatalf("Truncate(%q, %d) = %q is too wide", s, w, cut)
		}
		if padded := PadRight(s, w); Width(padded) < w {
			t.Fatalf("PadRight(%q, %d) is too narrow", s, w)
		}
	})
}

func TestCutKeepsCharactersWhole(t *testing.T) {
	for _, c := range []struct {
		s     string
		bytes int
		want  string
	}{
		{"", 0, ""}, {"abc", 3, "abc"}, {"abc", 9, "abc"}, {"abc", 2, "ab"}, {"abc", 0, ""},
		{"aé", 2, "a"}, {"aé", 3, "aé"}, {"日本", 5, "日"}, {"日本", 2, ""}, {"x😀y", 4, "x"}, {"x😀y", 5, "x😀"},
	} {
		if got := Cut(c.s, c.bytes); got != c.want {
			t.Errorf("%q cut to %d bytes is %q, want %q", c.s, c.bytes, got, c.want)
		}
	}
}
