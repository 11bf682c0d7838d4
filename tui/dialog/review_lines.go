// This file holds the part of the review that shows the changed lines. Tens of
// thousands scroll at once: how many rows each takes is found once for a
// width, and only visible lines are cleaned and painted.
package dialog

import (
	"fmt"
	"sort"
	"strings"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// maxDiffLine is how many bytes of one line are shown. The list by path shows
// what changed in the rest.
const maxDiffLine = 4000

type lineList struct {
	lines  []document.DiffLine
	digits int     // of the largest line number
	starts []int32 // the first row of each line, and the number of rows

	// The line that was broken into pieces last: its rows are drawn one after
	// the other.
	last, lastRoom int
	lastPieces     []string
}

func newLineList(lines []document.DiffLine) *lineList {
	top := 0
	for _, l := range lines {
		top = max(top, l.Old, l.New)
	}
	return &lineList{lines: lines, digits: len(fmt.Sprint(top)), last: -1}
}

// gutter is the width of number and sign before a line.
func (l *lineList) gutter(w int) int {
	if w < 3*(l.digits+3) {
		return 2
	}
	return l.digits + 3
}

func (l *lineList) layOut(_ theme.Theme, w int) int {
	room := max(w-l.gutter(w), 1)
	l.starts = make([]int32, 1, len(l.lines)+1)
	at := int32(0)
	for _, x := range l.lines {
		n := 1
		if x.Op != document.Gap && !fits(x.Text, room) {
			n = max(len(broken(x.Text, room)), 1)
		}
		at += int32(n)
		l.starts = append(l.starts, at)
	}
	return int(at)
}

// fits reports, without laying the line out, that it surely fits w cells.
func fits(s string, w int) bool {
	if len(s) > w {
		return false
	}
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}

// broken is the line as it is drawn, in pieces of at most w cells: everything
// invisible is marked, a tab takes four cells with its mark, a very long line
// is cut and its size said.
func broken(s string, w int) []string {
	size := len(s)
	s = strings.ReplaceAll(cells.Cut(s, maxDiffLine), "\t", "\t   ")
	out := pieces(cells.Clean(s), w)
	if size > maxDiffLine {
		out = append(out, cells.Truncate("(cut; the line has "+count(size, "byte")+")", w, ""))
	}
	return out
}

// pieces breaks a line wherever w cells are full: in a diff every character
// counts, so no space is dropped.
func pieces(s string, w int) []string {
	var out []string
	for s != "" {
		end := walk(s, place{}, w)
		if end.at == 0 { // a character wider than the row
			return append(out, strings.Repeat("?", w))
		}
		out = append(out, s[:end.at])
		s = s[end.at:]
	}
	return out
}

func (l *lineList) row(t theme.Theme, i, w int) string {
	at := sort.Search(len(l.lines), func(n int) bool { return int(l.starts[n+1]) > i })
	x := l.lines[at]
	if x.Op == document.Gap {
		dots := strings.Repeat(t.Glyph(theme.MiddleDot), 3)
		words := dots + " unchanged " + dots
		if x.Hidden > 0 {
			words = dots + " " + count(x.Hidden, "unchanged line") + " " + dots
		}
		return t.Paint(theme.Dim, cells.Truncate(words, w, ""))
	}
	gutter := l.gutter(w)
	part := i - int(l.starts[at])
	if room := max(w-gutter, 1); l.last != at || l.lastRoom != room {
		l.last, l.lastRoom, l.lastPieces = at, room, broken(x.Text, room)
	}
	text := ""
	if part < len(l.lastPieces) {
		text = l.lastPieces[part]
	}
	number, sign, role := x.New, " ", theme.Text
	switch x.Op {
	case document.Add:
		sign, role = "+", theme.Added
	case document.Del:
		number, sign, role = x.Old, "-", theme.Removed
	}
	lead := ""
	if gutter > 2 {
		lead = strings.Repeat(" ", gutter-2)
		if part == 0 {
			lead = fmt.Sprintf("%*d ", gutter-3, number)
		}
	}
	return t.Paint(theme.Faint, lead) + t.Paint(role, sign+" "+text)
}
