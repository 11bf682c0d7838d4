// This file tests the way back from cells to bytes: it agrees with the paint.
package jsonview

import (
	"strings"
	"testing"

	"patchbay/tui/text"
)

func TestWhatIsInACell(t *testing.T) {
	folds := regionsOf(t, folded)
	folds.Fold(6) // "c" and the four lines below it
	tx := text.New(folded)
	for _, c := range []struct {
		top, x, y int
		where     Where
		line      int // and the offset within it
		off       int
	}{
		{0, 6, 0, OnText, 0, 0}, {0, 6, 1, OnText, 1, 0}, {0, 60, 0, OnText, 0, 1}, {0, 9, 6, OnText, 6, 3},
		{0, 6, 7, OnText, 11, 0}, {5, 6, 2, OnText, 11, 0}, {7, 6, 0, OnText, 11, 0}, {0, 60, 6, OnText, 6, 8},
		{0, 0, 1, OnGutter, 1, 0}, {0, 4, 0, OnFoldSign, 0, 0}, {0, 4, 6, OnFoldSign, 6, 0}, {0, 5, 6, OnGutter, 6, 0},
		{0, 6, 8, BelowText, 11, 1}, {0, 6, 99, BelowText, 11, 1}, {0, 6, -3, OnText, 0, 0}, {5, 6, -3, OnText, 2, 0},
	} {
		w := Window{Text: tx, Top: c.top, Width: 80, Height: 20, Folds: folds}
		if got, want := w.At(c.x, c.y), (Hit{c.where, c.line, tx.LineStart(c.line) + c.off}); got != want {
			t.Errorf("from line %d, cell %d, %d: %v, want %v", c.top, c.x, c.y, got, want)
		}
	}
}

// Every cell of a character leads to the character, in short lines and in long
// ones, however far they are scrolled.
func TestCellsLeadToTheirCharacters(t *testing.T) {
	short := "a\t日本\te\u0301 👩‍👩‍👧 \u202e\xff x"
	for name, s := range map[string]string{"short": short, "long": strings.Repeat(short, 400), "ASCII": strings.Repeat("0123456789", 2000)} {
		tx, ruler := text.New(s+"\r\nend"), &Ruler{}
		for _, left := range []int{0, 1, 3, 7, 20, 5001, 9999} {
			w := Window{Text: tx, Left: left, Width: 40, Height: 2, Ruler: ruler, Gutter: None}
			for x := 1; x < 40; x++ {
				off := w.At(x, 0).Off
				from := ruler.Column(tx, off)
				to := ruler.Column(tx, tx.NextGrapheme(off))
				if end := tx.LineEnd(0); off >= end-1 {
					to = left + x // behind the text
					from = min(from, to)
				} else if to == from {
					t.Errorf("%s: offset %d is no character", name, off)
				}
				if col := left + x - 1; off < tx.LineEnd(0)-1 && (col < from || col >= to) {
					t.Errorf("%s, left %d: cell %d leads to %d, which is in cells %d to %d", name, left, x, off, from, to)
				}
				if off != tx.Snap(off, text.Before) && off != tx.LineEnd(0) {
					t.Errorf("%s, left %d: cell %d leads into a character, %d", name, left, x, off)
				}
			}
		}
	}
}
