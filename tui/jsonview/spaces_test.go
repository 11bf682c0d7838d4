// This file tests how white space is shown: what stands for what, and that it
// moves nothing.
package jsonview

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"patchbay/api/document"
	"patchbay/tui/text"
	"patchbay/tui/theme"
)

func TestWhiteSpaceIsShown(t *testing.T) {
	for name, c := range map[string]struct {
		text, unicode, ascii string
		left                 int
	}{
		"spaces and tabs":          {text: "  a\tb ", unicode: "··a→b·", ascii: "..a>b."},
		"a tab fills its cells":    {text: "\ta\tb", unicode: "→   a→  b", ascii: ">   a>  b"},
		"line ends":                {text: "a\nb\r\nc", unicode: "a↵|b␍↵|c", ascii: "a$|b^$|c"},
		"a lone CR":                {text: "a\rb", unicode: "a␍b", ascii: "a^b"},
		"odd spaces":               {text: "a\u00a0b\u2003c\u202f", unicode: "a⍽b⍽c⍽", ascii: "a_b_c_"},
		"a wide space":             {text: "\u3000|", unicode: "⍽ |", ascii: "_ |"},
		"a space that is leant on": {text: " \u0301x", unicode: " \u0301x", ascii: " \u0301x"},
		"what has a mark anyway":   {text: "\u200b\u202e", unicode: `\u200b\u202e`, ascii: `\u200b\u202e`},
		"scrolled":                 {text: "abc d\nx\n", left: 2, unicode: "c·d↵||", ascii: "c.d$||"},
		"a full row":               {text: "0123456789abcd\n0123456789abc \n", unicode: "0123456789abcd|0123456789abc·|", ascii: "0123456789abcd|0123456789abc.|"},
	} {
		for th, want := range map[theme.Theme]string{bare: c.unicode, ascii: c.ascii} {
			tx := text.New(c.text)
			w := Window{Text: tx, Left: c.left, Width: 16, Height: tx.Lines(), Gutter: None, CursorLine: -1, Spaces: SpacesMarked}
			var rows []string
			for _, row := range Paint(th, w) {
				if n := ansi.StringWidth(row); n != w.Width {
					t.Errorf("%s: a row of %d cells: %q", name, n, row)
				}
				behindGutter := []rune(ansi.Strip(row))[1:]
				rows = append(rows, strings.TrimRight(string(behindGutter), " "))
			}
			if got := strings.Join(rows, "|"); got != want {
				t.Errorf("%s:\n got %q\nwant %q", name, got, want)
			}
		}
	}
}

// Every character stays in its column, whatever white space is around it.
func TestShownWhiteSpaceMovesNothing(t *testing.T) {
	for _, s := range []string{"{\t\"a\": [1, 2]}", "  日本 語\t\tx", "a\u3000b\u00a0c d\r\n", "\t \t \u2003\t|", "\x00 \x1b \u202e \xff "} {
		tx := text.New(s)
		for left := range 12 {
			w := Window{Text: tx, Left: left, Width: 14, Height: 1, Gutter: None, CursorLine: -1}
			wide := strings.NewReplacer("\u3000", "  ") // two cells
			plain := []rune(wide.Replace(ansi.Strip(Paint(bare, w)[0])))
			w.Spaces = SpacesMarked
			marked := []rune(ansi.Strip(Paint(bare, w)[0]))
			if len(plain) != len(marked) {
				t.Errorf("%q from %d: %q and %q", s, left, string(plain), string(marked))
				continue
			}
			for i, r := range plain {
				if r != marked[i] && r != ' ' && r != '\u00a0' && r != '\u2003' {
					t.Errorf("%q from %d: %q and %q", s, left, string(plain), string(marked))
				}
			}
		}
	}
}

// A finding about a space keeps its colour.
func TestAFindingColoursTheSignOfASpace(t *testing.T) {
	w := Window{Text: text.New("a b"), Width: 12, Height: 1, Gutter: None, CursorLine: -1, Spaces: SpacesMarked, Findings: []Mark{{Severity: document.Error, From: 1, To: 2}}}
	if row := Paint(coloured, w)[0]; !strings.Contains(row, coloured.On(theme.Error)+"·") {
		t.Errorf("%q", row)
	}
}

func BenchmarkPaintMarkedSpaces(b *testing.B) {
	tx := text.New(strings.Repeat("      \"label\": \"Campaign performance {{date}}\",\n", 1000))
	w := Window{Text: tx, Width: 200, Height: 60, CursorLine: 3, Spaces: SpacesMarked}
	b.ReportAllocs()
	for b.Loop() {
		Paint(coloured, w)
	}
}
