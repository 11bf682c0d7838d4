// This file tests the rows on the screen, and measures what they cost.
package jsonview

import (
	"context"
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/text"
	"patchbay/tui/theme"
)

var (
	bare     = theme.New(theme.Dark, theme.NoColour, theme.Unicode)
	coloured = theme.New(theme.Dark, theme.Colours256, theme.Unicode)
	ascii    = theme.New(theme.Light, theme.NoColour, theme.ASCII)
)

// words returns the rows of a window without colours and trailing spaces.
func words(w Window) []string {
	rows := Paint(bare, w)
	for i := range rows {
		rows[i] = strings.TrimRight(ansi.Strip(rows[i]), " ")
	}
	return rows
}

func TestWhatAWindowShows(t *testing.T) {
	long := "{\"a\": \"" + strings.Repeat("0123456789", 2000) + "\"}"
	folds := regionsOf(t, folded)
	folds.Fold(6)
	for name, c := range map[string]struct {
		w    Window
		want string
	}{
		"numbers":                {Window{Text: text.New("{\n  1\n}"), Width: 20, Height: 4}, "   1  {|   2    1|   3  }|"},
		"no gutter":              {Window{Text: text.New("{\n  1\n}"), Width: 20, Height: 3, Gutter: None}, " {|   1| }"},
		"from line 2":            {Window{Text: text.New("a\nb\nc"), Top: 1, Width: 20, Height: 2}, "   2  b|   3  c"},
		"CRLF":                   {Window{Text: text.New("a\r\nb\r\n"), Width: 20, Height: 2}, "   1  a|   2  b"},
		"a lone CR":              {Window{Text: text.New("a\rb\r"), Width: 20, Height: 1}, "   1  a␍b␍"},
		"tabs":                   {Window{Text: text.New("\ta\tb"), Width: 20, Height: 1}, "   1      a   b"},
		"marked spaces":          {Window{Text: text.New("\ta b"), Width: 20, Height: 1, Spaces: SpacesMarked}, "   1  →   a·b"},
		"a fold":                 {Window{Text: text.New(folded), Top: 5, Width: 40, Height: 3, Folds: folds}, "   6    },|   7▸   \"c\": [ … 4 lines ]|  12  }"},
		"cut on the right":       {Window{Text: text.New(long), Width: 20, Height: 1}, "   1  {\"a\": \"012345…"},
		"cut on both sides":      {Window{Text: text.New(long), Left: 10_007, Width: 20, Height: 1}, "   1 …0123456789012…"},
		"the end of a long line": {Window{Text: text.New(long), Left: 20_003, Width: 20, Height: 1}, "   1 …6789\"}"},
		"behind the end":         {Window{Text: text.New("abc\n" + long), Left: 50, Width: 20, Height: 1}, "   1 …"},
		"half a wide character":  {Window{Text: text.New("日本語"), Left: 1, Width: 10, Height: 1}, "   1 … 本…"},
		"a finding": {Window{Text: text.New("a\nb\nc"), Width: 20, Height: 3,
			Findings: []Mark{{Line: 1, Severity: document.Info}, {Line: 1, Severity: document.Error}, {Line: 2, Severity: document.Warning}}}, "   1  a|✗  2  b|!  3  c"},
		"marks of what cannot be seen": {Window{Text: text.New("\x1b[0m\u202e\x00"), Width: 30, Height: 1}, "   1  ␛[0m\\u202e␀"},
		"no room for text":             {Window{Text: text.New("abc"), Width: 5, Height: 1}, ""},
	} {
		for i := range c.w.Findings {
			c.w.Findings[i].From, c.w.Findings[i].To = 0, 0
		}
		c.w.CursorLine = -1
		if got := strings.Join(words(c.w), "|"); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
	row := Paint(ascii, Window{Text: text.New("\x1b" + strings.Repeat("x", 99)), Width: 12, Height: 1})[0]
	for i := range len(row) {
		if row[i] >= 0x80 {
			t.Fatalf("not ASCII: %q", row)
		}
	}
}

// pens returns for each byte of the first row's text the sequence it is
// painted with.
func pens(row string, left int) []string {
	var out []string
	pen := ""
	for i := 0; i < len(row); {
		if row[i] == '\x1b' {
			end := i + strings.IndexByte(row[i:], 'm') + 1
			if pen = row[i:end]; pen == theme.Reset {
				pen = ""
			}
			i = end
			continue
		}
		out = append(out, pen)
		i++
	}
	return out[left:]
}

func TestWhatLiesOverTheColours(t *testing.T) {
	const doc = `{"ab": [1, 2]}` + "\n"
	on := coloured.PaintOver
	for name, c := range map[string]struct {
		w     Window
		at    int
		want  string
		other int // a byte that must be as in a plain window
	}{
		"selection":              {Window{Selection: text.Selection{Anchor: 1, Head: 5}}, 2, on(theme.Selection, theme.Key), 8},
		"selection backwards":    {Window{Selection: text.Selection{Anchor: 5, Head: 1}}, 2, on(theme.Selection, theme.Key), 5},
		"a selected line end":    {Window{Selection: text.Selection{Anchor: 13, Head: 15}}, 14, on(theme.Selection, theme.Text), 15},
		"a match":                {Window{Matches: []Range{{1, 5}, {8, 9}}}, 8, on(theme.Match, theme.Number), 11},
		"the current match":      {Window{Matches: []Range{{1, 5}, {8, 9}}, Current: Range{8, 9}}, 8, on(theme.CurrentMatch, theme.Number), 11},
		"brackets":               {Window{Brackets: []int{7, 12}}, 12, on(theme.Bracket, theme.Punct), 13},
		"a finding":              {Window{Findings: []Mark{{0, document.Error, 8, 9}}}, 8, coloured.On(theme.Error), 11},
		"a finding in a match":   {Window{Matches: []Range{{8, 9}}, Findings: []Mark{{0, document.Warning, 8, 9}}}, 8, on(theme.Match, theme.Warning), 11},
		"the line of the cursor": {Window{CursorLine: 0}, 8, on(theme.CursorLine, theme.Number), -1},
	} {
		c.w.Text, c.w.Width, c.w.Height = text.New(doc), 40, 1
		if name != "the line of the cursor" {
			c.w.CursorLine = -1
		}
		left := TextLeft(2, Numbers)
		if len(c.w.Findings) > 0 {
			_, sign := SeverityLook(c.w.Findings[0].Severity)
			left += len(coloured.Glyph(sign)) - 1
		}
		got := pens(Paint(coloured, c.w)[0], left)
		if got[c.at] != c.want {
			t.Errorf("%s: byte %d is painted with %q, want %q", name, c.at, got[c.at], c.want)
		}
		plain := pens(Paint(coloured, Window{Text: c.w.Text, Width: 40, Height: 1, CursorLine: -1})[0], TextLeft(2, Numbers))
		if c.other >= 0 && got[c.other] != plain[c.other] {
			t.Errorf("%s: byte %d is painted with %q, without it with %q", name, c.other, got[c.other], plain[c.other])
		}
	}
}

func TestColoursDoNotDependOnTheScroll(t *testing.T) {
	// ASCII, so that bytes are cells.
	doc := text.New(strings.Repeat(`{"key": "a \"quoted\" value", "n": 12.5, "t": true, "x": [null]},`, 400))
	r := &Ruler{}
	for _, left := range []int{1, 60, 2047, 4095, 4100, 9_999, 20_000} {
		row := func(r *Ruler, left int) []string {
			rows := Paint(coloured, Window{Text: doc, Left: left, Width: 80, Height: 1, Ruler: r, CursorLine: -1, Gutter: None})
			return pens(rows[0], len("…"))
		}
		a, b := row(r, left), row(&Ruler{}, left+1)
		for i := range 70 {
			if a[i+1] != b[i] {
				t.Fatalf("cell %d is %q when scrolled to %d, %q when scrolled to %d", left+1+i, a[i+1], left, b[i], left+1)
			}
		}
	}
}

func TestWordsDoNotDependOnTheScroll(t *testing.T) {
	doc := strings.Repeat("日本\tab\u0301c\x00", 900)
	want := ""
	for _, c := range cells.Layout(doc, 0, 1<<20) {
		if c.Show == "" {
			c.Show = doc[c.Off : c.Off+c.Len]
		}
		want += c.Show
	}
	r := &Ruler{}
	for left := 0; left < 9000; left += 211 {
		row := words(Window{Text: text.New(doc), Left: left, Width: 60, Height: 1, Ruler: r, CursorLine: -1, Gutter: None})[0]
		got := ansi.Cut(row, 3, 55)
		if expect := ansi.Cut(want, left+2, left+54); strings.TrimSpace(got) != strings.TrimSpace(expect) {
			t.Fatalf("scrolled to %d: %q, want %q", left, got, expect)
		}
	}
}

// FuzzPaint: any text, scrolled anywhere, gives rows of the exact width with
// nothing foreign in them.
func FuzzPaint(f *testing.F) {
	f.Add("{\"a\": \"\x1b[31m\u202e\x00\xff\"}\r\n\t日本e\u0301👩‍👩‍👧", 0, 3, 40)
	f.Add("\x1b["+strings.Repeat("1;", 40)+"m\x9b\u009b\u2028", 0, 0, 20)
	f.Add(strings.Repeat("日\t", 3000), 0, 4001, 33)
	f.Add("e"+strings.Repeat("\u0301", 5000), 0, 1, 80)
	f.Add(folded, 2, 0, 7)
	f.Fuzz(func(t *testing.T, s string, top, left, width int) {
		top, left, width = min(max(top, 0), 1000), min(max(left, 0), 10_000), min(max(width, 1), 300)
		tx := text.New(s)
		folds := &Folds{}
		folds.SetRegions(document.Parse(context.Background(), s).Folds())
		folds.Fold(top)
		w := Window{Text: tx, Top: top, Left: left, Width: width, Height: 5, Folds: folds, Ruler: &Ruler{},
			Selection: text.Selection{Anchor: left, Head: top}, CursorLine: top, Matches: []Range{{1, 4}}, Brackets: []int{0},
			Findings: []Mark{{0, document.Error, 0, 3}}}
		for _, th := range []theme.Theme{bare, coloured, ascii} {
			for _, spaces := range []Spaces{SpacesPlain, SpacesMarked} {
				w.Spaces = spaces
				rows := Paint(th, w)
				if len(rows) != 5 {
					t.Fatalf("%d rows", len(rows))
				}
				for _, row := range rows {
					if n := ansi.StringWidth(row); n != width {
						t.Fatalf("%d cells instead of %d: %q", n, width, row)
					}
					if cells.Gate(row) != row || strings.Contains(row, "\n") {
						t.Fatalf("foreign bytes in %q", row)
					}
				}
			}
		}
	})
}

func TestPaintingCostsWhatIsVisible(t *testing.T) {
	rnd := rand.New(rand.NewSource(4))
	doc := text.New(strings.Repeat("{\"a\": [1, 2, \"日本\"]}, ", 100_000))
	r := &Ruler{}
	r.Column(doc, doc.Len())
	allocated := testing.AllocsPerRun(20, func() {
		Paint(coloured, Window{Text: doc, Left: rnd.Intn(1 << 20), Width: 120, Height: 40, Ruler: r})
	})
	if allocated > 400 {
		t.Errorf("%v allocations for a window of a line of 2 MB", allocated)
	}
}

func large(n int) string {
	var b strings.Builder
	b.WriteString("{\n  \"reporting\": {\n    \"reportTypes\": [\n")
	for b.Len() < n {
		b.WriteString("      {\n        \"id\": \"campaign_performance\",\n        \"label\": \"Campaign performance {{date}}\",\n        \"weight\": 12.50,\n        \"hidden\": false\n      },\n")
	}
	b.WriteString("      null\n    ]\n  }\n}\n")
	return b.String()
}

func BenchmarkPaint(b *testing.B) {
	docs := map[string]string{
		"1MB":              large(1 << 20),
		"10MB-in-one-line": strings.ReplaceAll(large(10<<20), "\n", " "),
		"CJK":              strings.ReplaceAll(large(1<<20), "performance", "広告キャンペーン"),
	}
	for name, doc := range docs {
		for _, size := range [][2]int{{120, 40}, {200, 60}} {
			b.Run(fmt.Sprintf("%s/%d×%d", name, size[0], size[1]), func(b *testing.B) {
				w := Window{Text: text.New(doc), Width: size[0], Height: size[1], Folds: &Folds{}, Ruler: &Ruler{}}
				if w.Top = w.Text.Lines() / 2; w.Text.Lines() == 1 {
					w.Left = 5 << 20
				}
				w.CursorLine = w.Top + 3
				b.ReportAllocs()
				for b.Loop() {
					Paint(coloured, w)
				}
			})
		}
	}
}
