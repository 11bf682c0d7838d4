// This file decides how large a box is and what is left for its content.
package dialog

import (
	"patchbay/tui/theme"
)

const (
	widest   = 76 // cells of a box that fits its content
	lowest   = 20 // lines of a screen below which a box may take its height
	narrow   = 12 // cells of a box below which its text has no margin
	squeezed = 40 // cells of a screen below which a box takes its width
)

// room is the largest box the size allows on a screen of w×h cells.
func (s Size) room(w, h int) (int, int) {
	if s == Full {
		return w, h
	}
	bw, bh := w, h
	if w >= squeezed {
		bw = min(w-4, widest)
	}
	if h >= lowest {
		bh = h * 4 / 5
	}
	return bw, bh
}

// inside is the size of the text within a box of w×h cells: without the
// border, and without a margin of one cell left and right.
func inside(w, h int) (int, int) {
	if w < 2 || h < 2 {
		return max(w, 1), max(h, 1)
	}
	if w < narrow {
		return max(w-2, 1), max(h-2, 1)
	}
	return w - 4, max(h-2, 1)
}

// outside is the width of the box for a text of w cells.
func outside(w int) int { return w + 4 }

// draw makes the finished box of w×h cells. The rows are as wide as inside
// says.
func draw(t theme.Theme, border theme.Role, title, foot string, rows []string, w, h int) string {
	if w >= narrow && h >= 2 {
		for i, r := range rows {
			rows[i] = " " + r
		}
	}
	return t.Draw(theme.Frame{Border: border, Title: title, Foot: foot, Lines: rows, Width: w, Height: h})
}

// margin is where the text of a box begins, in cells.
func margin(w, h int) (x, y int) {
	switch {
	case w < 2 || h < 2:
		return 0, 0
	case w < narrow:
		return 1, 1
	default:
		return 2, 1
	}
}
