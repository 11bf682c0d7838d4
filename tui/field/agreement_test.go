// agreement_test.go proves that the packages a field is made of mean the same:
// text and cells by a character, theme and the gate by a frame, and that every
// view is exactly as large as asked for.
package field

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"patchbay/tui/cells"
	"patchbay/tui/text"
	"patchbay/tui/theme"
)

func themes() []theme.Theme {
	var all []theme.Theme
	for _, b := range []theme.Background{theme.Dark, theme.Light} {
		for _, c := range []theme.Colours{theme.TrueColour, theme.Colours256, theme.Colours16, theme.NoColour} {
			for _, g := range []theme.Glyphs{theme.Unicode, theme.ASCII} {
				all = append(all, theme.New(b, c, g))
			}
		}
	}
	return all
}

func TestTheGateLetsEveryThemePass(t *testing.T) {
	for _, th := range themes() {
		var frame strings.Builder
		for _, r := range theme.Roles() {
			frame.WriteString(th.Paint(r, "text é 日") + "\n")
			for _, over := range theme.Roles() {
				frame.WriteString(th.PaintOver(r, over) + "x" + theme.Reset)
			}
		}
		for g := theme.Horizontal; g <= theme.Dash; g++ {
			frame.WriteString(th.Glyph(g))
		}
		frame.WriteString("\n" + th.Draw(theme.Frame{Border: theme.Border, Title: "Title", Lines: []string{"one", th.Paint(theme.Key, "two")}, Width: 30, Height: 6}))
		if got := cells.Gate(frame.String()); got != frame.String() {
			t.Errorf("the gate changes %q to %q", frame.String(), got)
		}
	}
}

// borders checks that every cell begins and ends where a character of the text
// does, and that there is no character without a cell.
func borders(t *testing.T, s string) {
	t.Helper()
	txt := text.New(s)
	at := 0
	for _, c := range (*cells.Ruler)(nil).Layout(txt.Span(0, txt.Len()), 0, 1<<20) {
		if c.Off != at || txt.NextGrapheme(at) != c.Off+c.Len {
			t.Fatalf("a cell holds the bytes %d…%d, the character is %d…%d in %q", c.Off, c.Off+c.Len, at, txt.NextGrapheme(at), s)
		}
		at += c.Len
	}
	if at != len(s) {
		t.Fatalf("the cells end at %d of %d", at, len(s))
	}
}

func FuzzCharactersAndCellsAgree(f *testing.F) {
	for _, s := range []string{"", "e\u0301x", "👩‍👩‍👧‍👦🇫🇮🇸", "a\r\nb\r", "\xff\xc3\u0301", "क्षत्रिय", "\u0600a", "\u200d\u200d", "\x00\t\u202e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		borders(t, s[:min(len(s), 900)]) // longer characters are cut, on each side where it must
	})
}

// TestARulerFollowsAText edits a long line of a text and compares a ruler that
// lives through all edits with one that is new each time.
func TestARulerFollowsAText(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, s := range []string{strings.Repeat("abc日\t", 3000), strings.Repeat("x", 30_000), strings.Repeat("e\u0301\xff", 5000)} {
		txt := text.New("first\n" + s + "\nlast")
		old := new(cells.Ruler)
		for range 60 {
			line := txt.LineSpan(1)
			at, fresh := r.IntN(line.Len()+1), new(cells.Ruler)
			if a, b := old.ColumnOf(line, at), fresh.ColumnOf(line, at); a != b {
				t.Fatalf("byte %d is in column %d, with a new ruler %d", at, a, b)
			}
			col := fresh.ColumnOf(line, at)
			a, b := old.Layout(line, col, 80), fresh.Layout(line, col, 80)
			if len(a) != len(b) || len(a) > 0 && a[0] != b[0] {
				t.Fatalf("column %d is laid out as %v, with a new ruler %v", col, a, b)
			}
			from := txt.LineStart(1)
			where := from + txt.Span(from, txt.LineEnd(1)).Len()*r.IntN(100)/100
			e := text.Edit{{From: where, To: min(where+r.IntN(4), txt.LineEnd(1)), Insert: []string{"x", "\t", "日", "\u0301", ""}[r.IntN(5)]}}
			if r.IntN(4) == 0 { // a line above
				e = text.Edit{{From: 0, To: 0, Insert: "above "}}
			}
			txt, _ = txt.Apply(e)
		}
	}
}

func FuzzView(f *testing.F) {
	f.Add("日本語 text\r\n\x1b[2J\u202e e\u0301 👩‍👩‍👧‍👦", uint64(1))
	f.Add("", uint64(2))
	f.Add(strings.Repeat("\u0301", 40)+"\t\xff", uint64(3))
	th := theme.New(theme.Dark, theme.Colours256, theme.Unicode)
	f.Fuzz(func(t *testing.T, s string, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		fld := New(Options{Text: s, Rows: r.IntN(4), Masked: Masking(r.IntN(2)), Limit: r.IntN(20), Placeholder: s})
		for range 12 {
			w, h := 1+r.IntN(30), 1+r.IntN(4)
			focus := Focus(r.IntN(2))
			view, at := fld.View(th, w, h, focus)
			rows := strings.Split(view, "\n")
			if len(rows) != h {
				t.Fatalf("%d rows, want %d", len(rows), h)
			}
			for _, row := range rows {
				if got := ansi.StringWidth(row); got != w {
					t.Fatalf("a row of %d cells, want %d: %q", got, w, row)
				}
			}
			if (at != nil) != (focus == Focused) || at != nil && (at.X < 0 || at.X >= w || at.Y < 0 || at.Y >= h) {
				t.Fatalf("the cursor is at %v of %d×%d", at, w, h)
			}
			if cells.Gate(view) != view {
				t.Fatalf("the gate changes %q", view)
			}
			switch r.IntN(6) {
			case 0:
				fld.Move(text.Motion(r.IntN(int(text.DocEnd)+1)), text.Extend(r.IntN(2)))
			case 1:
				fld.Up(text.Moving)
			case 2:
				fld.Down(text.Extending)
			case 3:
				fld.Insert("日x\n")
			case 4:
				fld.Backspace()
			case 5:
				fld.Undo()
			}
		}
	})
}

func BenchmarkView(b *testing.B) {
	th := theme.New(theme.Dark, theme.Colours256, theme.Unicode)
	for name, opts := range map[string]Options{
		"one row":          {Text: strings.Repeat("name ", 50), Limit: 255},
		"four rows":        {Text: strings.Repeat("A description of many words. ", 34), Rows: 4, Limit: 1000},
		"one row of 10 MB": {Text: strings.Repeat("name ", 2<<20), Limit: 255},
	} {
		f := New(opts)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f.View(th, 76, max(1, opts.Rows), Focused)
			}
		})
	}
}
