// mouse_test.go clicks into fields.
package field

import (
	"testing"

	"patchbay/tui/text"
	"patchbay/tui/theme"
)

func TestAClickPutsTheCursorWhereItIs(t *testing.T) {
	th := theme.New(theme.Dark, theme.NoColour, theme.Unicode)
	for _, c := range []struct {
		text string
		rows int
		x, y int
		want int
	}{
		{"abc", 1, 0, 0, 0}, {"abc", 1, 2, 0, 2}, {"abc", 1, 9, 0, 3}, {"abc", 1, -3, 0, 0}, {"", 1, 4, 0, 0},
		{"日本", 1, 1, 0, 0}, {"日本", 1, 2, 0, 3}, {"日本", 1, 3, 0, 3}, {"e\u0301x", 1, 1, 0, 3},
		{"one two three", 3, 1, 1, 9}, {"one two three", 3, 9, 0, 7}, {"one two three", 3, 9, 1, 13}, {"one\ntwo", 3, 1, 1, 5}, {"one\ntwo", 3, 9, 0, 3}, {"one", 3, 1, 9, 1},
	} {
		f := New(Options{Text: c.text, Rows: c.rows})
		f.buffer.Select(text.Cursor(0))
		f.View(th, 10, c.rows, Focused)
		f.Click(c.x, c.y, text.Moving)
		if got := f.buffer.Selection(); got != text.Cursor(c.want) {
			t.Errorf("%q, a click on %d, %d: %v, want %d", c.text, c.x, c.y, got, c.want)
		}
	}
	long := New(Options{Text: "0123456789abcdef", Rows: 1})
	long.View(th, 10, 1, Focused)
	long.Click(0, 0, text.Moving)
	if got := long.buffer.Selection(); got != text.Cursor(7) {
		t.Errorf("in a field scrolled sideways: %v", got)
	}
	masked := New(Options{Text: "日本語", Rows: 1, Masked: Dots})
	masked.View(th, 10, 1, Focused)
	masked.Click(2, 0, text.Moving)
	masked.Click(0, 0, text.Extending)
	if got := masked.buffer.Selection(); got != (text.Selection{Anchor: 6, Head: 0}) {
		t.Errorf("in a masked field: %v", got)
	}
}
