// This file builds one line of exact width from painted pieces.

package theme

import (
	"strings"

	"patchbay/tui/cells"
)

// Line collects pieces of one line until its width is used up. All texts given
// to it are safe to show.
type Line struct {
	Theme
	base Role
	left int // cells still free
	b    strings.Builder
}

// Line begins a line of so many cells. base lies under everything; Text is nothing.
func (t Theme) Line(base Role, width int) *Line {
	l := &Line{Theme: t, base: base, left: max(0, width)}
	l.b.Grow(l.left + 64)
	return l
}

// Left is how many cells are still free.
func (l *Line) Left() int { return l.left }

// Put writes as much of s as fits; a cut is shown.
func (l *Line) Put(r Role, s string) *Line {
	w := cells.Width(s)
	if w > l.left {
		s = cells.Truncate(s, l.left, l.Glyph(Ellipsis))
		w = cells.Width(s)
	}
	l.left -= w
	on := l.On(r)
	if l.base != Text {
		on = l.PaintOver(l.base, r)
	}
	if on == "" || s == "" {
		l.b.WriteString(s)
		return l
	}
	l.b.WriteString(on)
	l.b.WriteString(s)
	l.b.WriteString(Reset)
	return l
}

// Gap writes n spaces.
func (l *Line) Gap(n int) *Line { return l.Put(Text, strings.Repeat(" ", max(0, min(n, l.left)))) }

// Cell writes s in exactly w cells.
func (l *Line) Cell(r Role, s string, w int) *Line {
	if cells.Width(s) > w {
		s = cells.Truncate(s, w, l.Glyph(Ellipsis))
	}
	before := l.left
	l.Put(r, s)
	return l.Gap(w - (before - l.left))
}

// String is the line, filled to its width.
func (l *Line) String() string {
	l.Gap(l.left)
	return l.b.String()
}
