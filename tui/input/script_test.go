// The promise: a script of keys, answers, mouse reports and pastes arrives
// unchanged however it is split and delayed.

package input

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// What a terminal sends, unit by unit. Each kind is apart because not every
// kind can survive everything: escape and a letter with a pause between is the
// escape key and a letter.
var (
	characters = []string{"a", "Z", "{", "\"", "é", "漢", "👩‍👩‍👧", "e\u0301", " ", "\u00a0"}
	controls   = []string{"\r", "\t", "\x7f", "\x08", "\x00", "\x01", "\x11", "\x1c", "\x1f"}
	keys       = []string{
		"\x1b[A", "\x1b[1;5C", "\x1b[1;2R", "\x1bOP", "\x1bOA", "\x1b[3~", "\x1b[15;2~", "\x1b[Z", "\x1b[H", "\x1b[[A",
		"\x1b[97;5u", "\x1b[97;5:1u", "\x1b[97:65;2;65u", "\x1b[27;5;13~", "\x1b[57358u",
	}
	oldKeys = []string{"\x1b[3$", "\x1b[a", "\x1bOa", "\x1b[8^", "\x1b[7@", "\x1bOM", "\x1bO5P"}
	altKeys = []string{
		"\x1bb", "\x1bB", "\x1b-", "\x1b=", "\x1b ", "\x1b\r", "\x1b\t", "\x1b\x7f", "\x1b\x08", "\x1b\x01", "\x1b\x00", "\x1b\x1f", "\x1bé", "\x1b漢",
		"\x1b\x1b[A", "\x1b\x1b[3~", "\x1b\x1bOC",
	}
	answers = []string{
		"\x1b[?62;22c", "\x1b[>1;5802;0c", "\x1b[?6;1R", "\x1b[12;40R", "\x1b[?2026;2$y", "\x1b[?2027;0$y", "\x1b[4;1$y", "\x1b[?1u",
		"\x1b]10;rgb:ffff/ffff/ffff\x1b\\", "\x1b]11;rgb:1e1e/1e1e/2e2e\x07", "\x1b]12;#ffffff\x1b\\", "\x1b]52;c;aGVsbG8=\x07",
		"\x1bP1+r524742=38\x1b\\", "\x1bP0+r\x1b\\", "\x1bP>|XTerm(370)\x1b\\", "\x1bP!|7E565445\x1b\\", "\x1bP1$r0m\x1b\\",
		"\x1b[I", "\x1b[O", "\x1b[8;24;80t", "\x1b[48;24;80;480;640t", "\x1b[?997;1n", "\x1b[>4;2m", "\x1b[0n",
	}
	mouse = []string{"\x1b[<0;10;5M", "\x1b[<0;10;5m", "\x1b[<64;120;40M", "\x1b[M !!", "\x1b[M#\x9f\xfe", "\x1b[M \x00!"}
	paste = []string{"\x1b[200~{\"é\": [1, 2],\r\t\"漢\": null}\x1b[201~"}
)

// whatSlowLinesKeep is everything that survives pauses at any place.
func whatSlowLinesKeep() []string {
	return slices.Concat(characters, controls, keys, answers, mouse, paste, []string{"x"})
}

func everything() []string {
	return slices.Concat(characters, controls, keys, oldKeys, altKeys, answers, mouse, paste, []string{"x"})
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		g, w := "nothing", "nothing"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Fatalf("%s: message %d is\n%s\nwant\n%s", what, i, g, w)
		}
	}
}

// Unit by unit, a program is told exactly what Bubble Tea makes of the bytes
// when they come whole.
func TestWholeUnitsMeanWhatTheyMeantToBubbleTea(t *testing.T) {
	units := everything()
	want := toldByBubbleTea(t, units...)
	if len(want) < 60 {
		t.Fatalf("the script is only %d messages", len(want))
	}
	same(t, "in one piece", toldByReader(t, arrival{0, strings.Join(units, "")}), want)
}

func TestAnySplitShorterThanTheEscapeWaitChangesNothing(t *testing.T) {
	units := everything()
	script := strings.Join(units, "")
	want := toldByBubbleTea(t, units...)
	for i := 1; i < len(script); i++ {
		got := toldByReader(t, arrival{0, script[:i]}, arrival{40 * time.Millisecond, script[i:]})
		same(t, "split before byte "+quoteAt(script, i), got, want)
	}
	same(t, "byte by byte", toldByReader(t, apart(script, 40*time.Millisecond)...), want)
}

// Longer pauses leave all as it was, but that an escape before a pause is the
// escape key as well.
func TestLongPausesOnlyAddTheEscapeKey(t *testing.T) {
	units := whatSlowLinesKeep()
	script := strings.Join(units, "")
	want := toldByBubbleTea(t, units...)
	for _, pause := range []time.Duration{60, 200, 1000, 2900} {
		pause *= time.Millisecond
		for i := 1; i < len(script); i++ {
			got := toldByReader(t, arrival{0, script[:i]}, arrival{pause, script[i:]})
			same(t, pause.String()+" before byte "+quoteAt(script, i), withoutEscapes(got), want)
		}
	}
	same(t, "byte by byte", withoutEscapes(toldByReader(t, apart(script, 200*time.Millisecond)...)), want)
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 0))
		var arrivals []arrival
		for rest := script; rest != ""; {
			n := min(len(rest), 1+r.IntN(12))
			arrivals = append(arrivals, arrival{time.Duration(r.IntN(290)) * time.Millisecond, rest[:n]})
			rest = rest[n:]
		}
		same(t, "split at random", withoutEscapes(toldByReader(t, arrivals...)), want)
	}
}

// withoutEscapes leaves the escape key out and joins what was typed around it.
func withoutEscapes(lines []string) (out []string) {
	for _, l := range lines {
		if strings.HasPrefix(l, "<esc> ") {
			continue
		}
		if n := len(out) - 1; n >= 0 && strings.HasPrefix(l, "typed") && strings.HasPrefix(out[n], "typed") {
			out[n] = strings.TrimSuffix(out[n], `"`) + strings.TrimPrefix(l, `typed "`)
			continue
		}
		out = append(out, l)
	}
	return out
}

func apart(script string, pause time.Duration) (arrivals []arrival) {
	for i := range len(script) {
		arrivals = append(arrivals, arrival{pause, script[i : i+1]})
	}
	return arrivals
}

func quoteAt(script string, i int) string {
	return strings.ToValidUTF8(strings.ReplaceAll(script[max(0, i-8):i]+"|"+script[i:min(len(script), i+8)], "\x1b", "␛"), "?")
}

// Single cases, each in the words of what arrives.
func TestArrivals(t *testing.T) {
	const ms = time.Millisecond
	for _, c := range []struct {
		name string
		in   []arrival
		want string
	}{
		{"escape is the escape key", []arrival{{0, "\x1b"}}, "<esc>"},
		{"what only looks like the beginning of a paste begins none", []arrival{{0, "a\x1b[200;1~b\x1b[0200~c\x1b[200:1~d\x1b[201;1~e"}}, `"abcde"`},
		{"escape, and a letter after the wait", []arrival{{0, "\x1b"}, {51 * ms, "f"}}, `<esc> "f"`},
		{"escape, and a letter at once, is alt", []arrival{{0, "\x1b"}, {30 * ms, "f"}}, "<alt+f>"},
		{"alt and a letter waits for nothing", []arrival{{0, "\x1bf"}, {0, "g"}}, `<alt+f> "g"`},
		{"twice escape", []arrival{{0, "\x1b\x1b"}}, "<esc> <esc>"},
		{"twice escape, slowly", []arrival{{0, "\x1b"}, {200 * ms, "\x1b"}}, "<esc> <esc>"},
		{"escape right before a mouse report", []arrival{{0, "\x1b\x1b[<0;1;1M"}}, "<esc> MouseClick"},
		{"escape right before a paste", []arrival{{0, "\x1b\x1b[200~p\x1b[201~"}}, `<esc> paste"p"`},
		{"escape, then a bracket typed", []arrival{{0, "\x1b"}, {400 * ms, "["}, {100 * ms, "1"}}, `<esc> "[1"`},
		{"escape, then quickly a bracket typed", []arrival{{0, "\x1b"}, {150 * ms, "["}, {150 * ms, "]"}, {100 * ms, "x"}}, `<esc> "[]x"`},
		{"escape, then quickly a list", []arrival{{0, "\x1b"}, {150 * ms, "["}, {150 * ms, "1"}, {100 * ms, ","}}, `<esc> "[1,"`},
		{"escape, then quickly a word", []arrival{{0, "\x1b"}, {150 * ms, "O"}, {150 * ms, "K"}}, `<esc> "OK"`},
		{"alt+[", []arrival{{0, "\x1b["}}, "<alt+[>"},
		{"alt+[, then a quote typed", []arrival{{0, "\x1b["}, {200 * ms, `"`}}, `<alt+[> "\""`},
		{"alt+], then a letter typed", []arrival{{0, "\x1b]"}, {200 * ms, "b"}}, `<alt+]> "b"`},
		{"alt+shift+o, then a letter typed", []arrival{{0, "\x1bO"}, {200 * ms, "k"}}, `<alt+shift+o> "k"`},
		{"alt+shift+p, then a letter typed", []arrival{{0, "\x1bP"}, {200 * ms, "k"}}, `<alt+shift+p> "k"`},
		{"alt+shift+x, then a letter typed", []arrival{{0, "\x1bX"}, {200 * ms, "k"}}, `<alt+shift+x> "k"`},
		{"alt and a character of many bytes", []arrival{{0, "\x1b\xe6"}, {200 * ms, "\xbc\xa2"}}, "<alt+漢>"},
		{"an answer whose escape came long before", []arrival{{0, "\x1b"}, {4 * time.Second, "[?62;22c"}, {0, "x"}}, `<esc> PrimaryDeviceAttributes "x"`},
		{"an answer in two, the rest too late for typing", []arrival{{0, "\x1b"}, {200 * ms, "[?6"}, {2 * time.Second, "2c"}}, `<esc> PrimaryDeviceAttributes`},
		{"an unfinished sequence is dropped", []arrival{{0, "\x1b[1;"}, {4 * time.Second, "x"}}, `"x"`},
		{"an unfinished answer is dropped", []arrival{{0, "\x1b]11;rgb:"}, {4 * time.Second, "x"}}, `"x"`},
		{"an unfinished character is dropped", []arrival{{0, "\xe6\xbc"}, {4 * time.Second, "x"}}, `"x"`},
		{"a sequence ends what was unfinished", []arrival{{0, "\x1b[1;\x1b[A"}}, "<up>"},
		{"a key ends an answer that was begun", []arrival{{0, "\x1b]11;rgb:\x11"}}, "<ctrl+q>"},
		{"a key ends a sequence that was begun", []arrival{{0, "\x1b[1;\x11"}}, "<ctrl+q>"},
		{"bytes that are no text are no keys", []arrival{{0, "a\xff\x80b\xc3"}, {0, "c"}}, `"abc"`},
		{"the replacement character is one", []arrival{{0, "a\ufffdb"}}, `"a` + "\ufffd" + `b"`},
		{"unasked strings are dropped", []arrival{{0, "\x1b_Ga=1\x1b\\\x1b^x\x1b\\\x1bXy\x1b\\z"}}, `"z"`},
		{"an answer without content is dropped", []arrival{{0, "\x1b]11;\x07\x1b]\x07\x1bP\x1b\\\x1bP1;2\x1b\\z"}}, `"z"`},
		{"a title is dropped", []arrival{{0, "\x1b]lname ✓\x1b\\z"}}, `"z"`},
		{"an answer that is no ASCII is dropped", []arrival{{0, "\x1bP>|✓ term\x1b\\z"}}, `"z"`},
		{"33 parameters are dropped", []arrival{{0, "\x1b[" + strings.Repeat("1;", 33) + "1mz"}}, `"z"`},
		{"a number too large is dropped", []arrival{{0, "\x1b[<0;99999999999;1Mz"}}, `"z"`},
		{"1 MB of answer is dropped to its end", []arrival{{0, "\x1b]52;c;" + strings.Repeat("A", 1<<20) + "\x1b\\z"}}, `"z"`},
		{"1 MB of parameters is dropped to its end", []arrival{{0, "\x1b[" + strings.Repeat("1;", 1<<19) + "mz"}}, `"z"`},
		{"an end of paste alone is nothing", []arrival{{0, "\x1b[201~z"}}, `"z"`},
		{"a paste may hold an escape", []arrival{{0, "\x1b[200~a\x1b[31mb\x1bc\x1b[201~z"}}, `paste"a\x1b[31mb\x1bc" "z"`},
		{"a paste may hold a start marker", []arrival{{0, "\x1b[200~a\x1b[200~b\x1b[201~z"}}, `paste"a\x1b[200~b" "z"`},
		{"a paste may hold part of its end marker", []arrival{{0, "\x1b[200~a\x1b[20"}, {time.Second, "\x1b[201"}, {time.Second, "x\x1b[201~z"}}, `paste"a\x1b[20\x1b[201x" "z"`},
		{"a paste may hold anything", []arrival{{0, "\x1b[200~\x00\xff\ufffd\r\n\u202e\x1b[201~"}}, `paste"\x00\xff` + "\ufffd" + `\r\n\u202e"`},
		{"an empty paste", []arrival{{0, "\x1b[200~\x1b[201~z"}}, `paste"" "z"`},
		{"a paste pauses", []arrival{{0, "\x1b[200~a"}, {4900 * ms, "b"}, {4900 * ms, "\x1b[201~z"}}, `paste"ab" "z"`},
		{"a paste without an end is closed", []arrival{{0, "\x1b[200~abc"}, {6 * time.Second, "z"}}, `cut"abc" "z"`},
		{"a paste that stops within its end is closed", []arrival{{0, "\x1b[200~abc\x1b[20"}, {6 * time.Second, "z"}}, `cut"abc" "z"`},
		{"keys around pastes keep their order", []arrival{{0, "a\x1b[200~1\x1b[201~b\x1b[200~2\x1b[201~\x1b[A"}}, `"a" paste"1" "b" paste"2" <up>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := short(toldByReader(t, c.in...)); got != c.want {
				t.Errorf("told %s\nwant %s", got, c.want)
			}
		})
	}
}

// short puts what a program was told in few words.
func short(lines []string) string {
	var out []string
	for _, l := range lines {
		name, rest, _ := strings.Cut(l, " ")
		switch {
		case name == "typed":
			name = rest
		case strings.HasPrefix(l, "paste") || strings.HasPrefix(l, "cut"):
			name = l
		case strings.Contains(name, "."):
			_, name, _ = strings.Cut(name, ".")
			name = strings.TrimSuffix(strings.TrimSuffix(name, "Msg"), "Event")
		}
		out = append(out, name)
	}
	return strings.Join(out, " ")
}
