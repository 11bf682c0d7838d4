// This file tests the colours of a line.
package jsonview

import (
	"strings"
	"testing"

	"patchbay/tui/theme"
)

// letters stand for roles in tests.
var letters = map[theme.Role]byte{
	theme.Text: ' ', theme.Key: 'k', theme.String: 's', theme.Number: 'n', theme.Literal: 'l',
	theme.Punct: 'p', theme.Invalid: '!', theme.Accent: 'a',
}

// colours returns the letter of the role of each byte.
func colours(l lexer) string {
	var b strings.Builder
	for b.Len() < len(l.s) {
		from := b.Len()
		end, role := l.next()
		b.WriteString(strings.Repeat(string(letters[role]), end-from))
	}
	return b.String()
}

func TestColoursOfALine(t *testing.T) {
	for line, want := range map[string]string{
		``:                      ``,
		`{"a": 1}`:              `pkkkp np`,
		`"a" : "b",`:            `kkk p sssp`,
		`["x", -1.5e+3]`:        `psssp nnnnnnnp`,
		`true false null`:       `llll lllll llll`,
		`tru 01 1. .5 +1 NaN -`: `!!! !! !! !! !! !!! !`,
		`"a\"b": "\\",`:         `kkkkkkp ssssp`,
		`"\q": 1`:               `k!!kp n`,
		`"x\q"`:                 `ss!!s`,
		`"\u00e9 \u00x"`:        `ssssssss!!!!ss`,
		`"open`:                 `sssss`,
		`"open\`:                `ssssss`,
		`"`:                     `s`,
		`"{{date}} and {{x"`:    `saaaaaaaasssssssss`,
		`"{{a}}": "{{b}}"`:      `kkkkkkkp saaaaas`,
		`'a' // c`:              `!!! !! !`,
		`é`:                     `!!`,
		"\t[ ]\r":               " p p ",
		`{"a":{"b":[{}]}}`:      `pkkkppkkkppppppp`,
		`"a" "b":`:              `sss kkkp`,
		`1"a"`:                  `nsss`,
	} {
		if got := colours(enter(line, outside)); got != want {
			t.Errorf("\n%s\n%s, want\n%s", line, got, want)
		}
	}
}

func TestALineEnteredInsideAString(t *testing.T) {
	for _, c := range []struct {
		line string
		at   place
		want string
	}{
		{`bc": 1`, inString, `kkkp n`},
		{`bc", 1`, inString, `sssp n`},
		{`"b": 1`, inEscape, `kkkp n`},
		{`still inside`, inString, `ssssssssssss`},
		{`"`, inEscape, `s`},
		{``, inEscape, ``},
	} {
		if got := colours(enter(c.line, c.at)); got != c.want {
			t.Errorf("\n%s\n%s, want\n%s", c.line, got, c.want)
		}
	}
}

// FuzzLexer: every byte gets a colour, and the place behind any prefix is the
// one that a line cut there has to be entered at.
func FuzzLexer(f *testing.F) {
	for _, s := range []string{`{"a": "b\"c", "d": [1, true]}`, `"\\\"`, `"{{x}}\u00`, "\x00\xff\"", `"a":"b":"c`} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, s string, cut int) {
		l := enter(s, outside)
		last := 0
		for last < len(s) {
			end, role := l.next()
			if end <= last || end > len(s) {
				t.Fatalf("stretch [%d, %d) of %q", last, end, s)
			}
			if _, ok := letters[role]; !ok {
				t.Fatalf("role %d in %q", role, s)
			}
			last = end
		}
		cut = min(max(cut, 0), len(s))
		if a, b := follow(s, outside), follow(s[cut:], follow(s[:cut], outside)); a != b {
			t.Fatalf("%q cut at %d ends at %d, whole at %d", s, cut, b, a)
		}
	})
}
