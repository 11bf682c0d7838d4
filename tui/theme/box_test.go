// These tests hold the promises of a box: its size is exact, whatever is in it.
package theme

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestBoxLooksLikeABox(t *testing.T) {
	th := New(Dark, NoColour, Unicode)
	got := ansi.Strip(th.Draw(Frame{Border: Border, Title: "Save", Lines: []string{"one", "a longer line that is cut"}, Width: 16, Height: 5}))
	want := strings.Join([]string{
		"┌─ Save ───────┐",
		"│one           │",
		"│a longer line…│",
		"│              │",
		"└──────────────┘",
	}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFrameHasWordsInItsFootAndAnASCIIForm(t *testing.T) {
	th := New(Light, NoColour, ASCII)
	got := ansi.Strip(th.Draw(Frame{Border: Error, Title: "A title too long to show", Foot: "1-3 of 9", Lines: []string{"x"}, Width: 18, Height: 3}))
	want := strings.Join([]string{
		"+- A title too~ -+",
		"|x               |",
		"+- 1-3 of 9 -----+",
	}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestBoxSizeIsExactAndThePenIsResetAtEachLineEnd(t *testing.T) {
	lines := []string{
		"plain", "", "\x1b[31mred without an end", "日本語日本語日本語", "\x1b[1mbold\x1b[m and then a long plain tail that is cut",
		"two\nlines in one", "é́́ combining", strings.Repeat("wide 宽 ", 40),
	}
	everyTheme(t, func(t *testing.T, th Theme) {
		for _, title := range []string{"", "T", "A title 日本 of some length"} {
			for w := -1; w < 24; w++ {
				for h := -1; h < 12; h++ {
					got := th.Draw(Frame{Border: Border, Title: title, Lines: lines, Width: w, Height: h})
					if w < 1 || h < 1 {
						if got != "" {
							t.Fatalf("%d×%d: %q", w, h, got)
						}
						continue
					}
					rows := strings.Split(got, "\n")
					if len(rows) != h {
						t.Fatalf("%d×%d: %d rows", w, h, len(rows))
					}
					for _, row := range rows {
						if ansi.StringWidth(row) != w {
							t.Fatalf("%d×%d title %q: row %q is %d cells", w, h, title, row, ansi.StringWidth(row))
						}
						if open := strings.LastIndex(row, "\x1b["); open >= 0 && !strings.HasPrefix(row[open:], Reset) {
							t.Fatalf("%d×%d: the pen stays down after %q", w, h, row)
						}
					}
				}
			}
		}
	})
}

func BenchmarkBox(b *testing.B) {
	th := New(Dark, TrueColour, Unicode)
	lines := make([]string, 38)
	for i := range lines {
		lines[i] = th.Paint(Key, `"name"`) + ": " + th.Paint(String, `"a value of a usual length"`)
	}
	for b.Loop() {
		th.Draw(Frame{Border: Border, Title: "Review", Lines: lines, Width: 120, Height: 40})
	}
}
