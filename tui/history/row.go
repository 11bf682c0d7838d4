// This file builds one line of exact width, in columns that adapt to the screen.

package history

import (
	"strings"

	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// The columns, in their order.
const (
	colWhen = iota
	colAgo
	colWhy
	colChanges
	colSize
	colVersion
	colName
	colWho
	columnCount
)

var headings = [columnCount]string{"When", "", "Why", "Changes", "Bytes", "Version", "Name", "Who"}

const (
	gutter    = 3 // the pointer at the selected row, the mark, a space
	columnGap = 2
)

// columns are the widths in use, in cells; 0 is left out.
type columns struct{ widths [columnCount]int }

// columnsFor divides the width: when, why and what changed always, then how long
// ago, and on wide screens the rest. What is left out stands below the list for the
// selected version.
func columnsFor(w int) columns {
	var c columns
	room := w - gutter
	take := func(col, cells int) {
		c.widths[col] = max(0, min(cells, room))
		room = max(0, room-cells-columnGap)
	}
	take(colWhen, len("2006-01-02 15:04"))
	take(colWhy, len("replaced by a save"))
	if w >= 76 {
		take(colAgo, len("11 months ago"))
	}
	if w >= 120 {
		take(colSize, len("100,000,000"))
		take(colVersion, len("Version"))
		take(colName, min(30, room/3))
	}
	if w >= 150 {
		take(colWho, 24)
	}
	take(colChanges, room)
	return c
}

func (c columns) headings(t theme.Theme, w int) string {
	l := newRow(t, theme.Text, w).gap(gutter)
	for i, width := range c.widths {
		if width > 0 {
			l.cell(theme.Heading, headings[i], i, width)
		}
	}
	return l.String()
}

// row collects pieces of one line until its width is used up. All texts given to
// it are safe to show.
type row struct {
	t    theme.Theme
	base theme.Role // lies under everything; Text is nothing
	left int        // cells still free
	b    strings.Builder
}

func newRow(t theme.Theme, base theme.Role, w int) *row {
	return &row{t: t, base: base, left: max(0, w)}
}

// put writes as much of s as fits; a cut is shown.
func (r *row) put(role theme.Role, s string) *row {
	if cells.Width(s) > r.left {
		s = cells.Truncate(s, r.left, r.t.Glyph(theme.Ellipsis))
	}
	if s == "" {
		return r
	}
	r.left -= cells.Width(s)
	on := r.t.On(role)
	if r.base != theme.Text {
		on = r.t.PaintOver(r.base, role)
	}
	r.b.WriteString(on)
	r.b.WriteString(s)
	if on != "" {
		r.b.WriteString(theme.Reset)
	}
	return r
}

// gap writes n spaces.
func (r *row) gap(n int) *row { return r.put(theme.Text, strings.Repeat(" ", max(0, min(n, r.left)))) }

// cell writes s in exactly the width of a column and the gap after it. Numbers
// stand at its right edge.
func (r *row) cell(role theme.Role, s string, col, w int) *row {
	if cells.Width(s) > w {
		s = cells.Truncate(s, w, r.t.Glyph(theme.Ellipsis))
	}
	pad := w - cells.Width(s)
	if col == colSize {
		r.gap(pad)
		pad = 0
	}
	return r.put(role, s).gap(pad + columnGap)
}

// String is the line, filled to its width.
func (r *row) String() string {
	r.gap(r.left)
	return r.b.String()
}
