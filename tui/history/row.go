// This file builds one line of exact width, in columns that adapt to the screen.

package history

import (
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
	why := "replaced by a save"
	if w >= 90 {
		why = Merged.String()
	}
	take(colWhy, len(why))
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
	l := t.Line(theme.Text, w).Gap(gutter)
	for i, width := range c.widths {
		if width > 0 {
			cell(l, theme.Heading, headings[i], i, width)
		}
	}
	return l.String()
}

// cell writes a column and the gap after it. Numbers stand at its right edge.
func cell(l *theme.Line, role theme.Role, s string, col, w int) {
	if col == colSize {
		right := max(0, w-cells.Width(s))
		l.Gap(right)
		w -= right
	}
	l.Cell(role, s, w).Gap(columnGap)
}
