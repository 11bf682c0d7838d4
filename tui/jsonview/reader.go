// This file reads the visible pieces of lines out of a text, a screen at a
// time, whatever the length of the lines.
package jsonview

import (
	"strings"

	"patchbay/tui/text"
)

// lineRange is where a line lies in the text: [start, end) without its line
// end, be it LF or CR LF, behind which next is; ended says that it has one.
type lineRange struct {
	line, start, end, next int
	ended                  bool
}

// A reader finds lines that are asked for from top to bottom. It looks them up
// in a piece of the text it has at hand.
type reader struct {
	text  text.Text
	last  lineRange
	next  int // start of the line after last; 0 before the first call
	piece string
	off   int // of piece in the text
}

// pieceSize is how much of the text a reader takes at a time, in bytes.
const pieceSize = 16 << 10

func (r *reader) line(i int) lineRange {
	l := lineRange{line: i, ended: i+1 < r.text.Lines()}
	if r.next > 0 && i == r.last.line+1 {
		l.start = r.next
	} else {
		l.start = r.text.LineStart(i)
	}
	if l.start < r.off || l.start >= r.off+len(r.piece) {
		r.off = l.start
		r.piece = r.text.Slice(l.start, l.start+pieceSize)
	}
	n := strings.IndexByte(r.piece[l.start-r.off:], '\n')
	switch {
	case n >= 0:
		l.end = l.start + n
	case l.ended:
		l.end = r.text.LineEnd(i)
	default:
		l.end = r.text.Len()
	}
	l.next = l.end + 1
	r.last, r.next = l, l.next
	if l.ended && l.end > l.start && r.text.Slice(l.end-1, l.end) == "\r" {
		l.end--
	}
	return l
}

// A start is where the visible part of a line begins: a piece of the line from
// byte off of the text on, of which the first skip cells are left of the
// window. The piece begins at the column phase, modulo tabStop, and at a place
// in the grammar.
type start struct {
	off        int
	bytes      string
	skip       int // cells
	phase      int
	at         place
	hiddenLeft bool
	more       bool // the line goes on behind the piece
}

// at returns where the window's part of a line begins when it is scrolled left
// cells to the right. The piece holds at least what a very wide window shows.
func (r *Ruler) at(t text.Text, l lineRange, left int) start {
	const wide = 4 << 10 // bytes that fill any screen, and end no word too soon
	if l.end-l.start < longLine {
		return start{
			off: l.start, bytes: t.Slice(l.start, l.end), skip: left,
			hiddenLeft: left > 0 && l.end > l.start,
		}
	}
	s, rest := r.seek(t, l.line, columns, left)
	end := min(l.end, s.off+len(rest)+wide)
	return start{
		off: s.off, bytes: t.Slice(s.off, end), skip: left - s.col,
		phase: s.col % tabStop, at: s.at, hiddenLeft: left > 0, more: end < l.end,
	}
}
