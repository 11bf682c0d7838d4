// This file holds the sheet: parts below each other, seen through a window, of
// which only the visible rows cost anything.
package dialog

import (
	"patchbay/tui/theme"
)

// A part is some rows of a sheet.
type part interface {
	// layOut prepares for rows of w cells and returns how many there are.
	layOut(t theme.Theme, w int) int
	// row draws row i in at most w cells.
	row(t theme.Theme, i, w int) string
}

// A sheet is what a long dialog shows. A change of the width measures all of
// it once.
type sheet struct {
	parts  []part
	starts []int // the first row of each part, and the number of all rows
	width  int
	glyphs theme.Glyphs
	scroll scroller
}

// show replaces the parts and goes to the first row.
func (s *sheet) show(parts []part) { *s = sheet{parts: parts} }

// rows draws a window of exactly h rows of at most w cells.
func (s *sheet) rows(t theme.Theme, w, h int) []string {
	if s.starts == nil || s.width != w || s.glyphs != t.Glyphs() {
		s.width, s.glyphs, s.starts = w, t.Glyphs(), []int{0}
		for _, p := range s.parts {
			s.starts = append(s.starts, s.starts[len(s.starts)-1]+p.layOut(t, w))
		}
	}
	s.scroll.fit(h, s.starts[len(s.starts)-1])
	out := make([]string, 0, h)
	at := 0
	for i := s.scroll.top; i < min(s.scroll.top+h, s.scroll.total); i++ {
		for s.starts[at+1] <= i {
			at++
		}
		out = append(out, s.parts[at].row(t, i-s.starts[at], w))
	}
	for len(out) < h {
		out = append(out, "")
	}
	return out
}
