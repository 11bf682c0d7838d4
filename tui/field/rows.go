// rows.go breaks the text of a field of several rows into rows, and moves the
// cursor between them.
package field

import (
	"sort"

	"patchbay/tui/cells"
	"patchbay/tui/text"
)

// row is the bytes [from, to) shown in one row. A line break is in no row.
type row struct{ from, to int }

// rows is the text broken at one width. It is made anew when the text or the
// width changes.
type rows struct {
	revision uint64
	width    int
	list     []row
}

// wrapped returns the rows of the text at a width. One cell is kept free for
// the cursor at the end of a row.
func (f *Field) wrapped(width int) []row {
	width = max(width-1, 1)
	if f.rows.list != nil && f.rows.width == width && f.rows.revision == f.buffer.Revision() {
		return f.rows.list
	}
	t := f.buffer.Text()
	f.rows = rows{revision: f.buffer.Revision(), width: width}
	for i := range t.Lines() {
		f.rows.list = wrapLine(f.rows.list, t, row{t.LineStart(i), t.LineEnd(i)}, width)
	}
	return f.rows.list
}

// wrapLine appends the rows of one line: broken behind a space where there is
// one, else where the width ends.
func wrapLine(out []row, t text.Text, line row, width int) []row {
	var ruler *cells.Ruler
	for {
		cs := ruler.Layout(t.Span(line.from, line.to), 0, width+1)
		n := len(cs)
		for n > 1 && cs[n-1].Col+cs[n-1].Width > width {
			n--
		}
		if n == 0 || line.from+cs[n-1].Off+cs[n-1].Len == line.to {
			return append(out, line)
		}
		end := n
		for end > 0 && t.Slice(line.from+cs[end-1].Off, line.from+cs[end-1].Off+1) != " " {
			end--
		}
		if end == 0 {
			end = n
		}
		cut := line.from + cs[end-1].Off + cs[end-1].Len
		out = append(out, row{line.from, cut})
		line.from = cut
	}
}

// rowOf returns the row the offset is shown in. Where a row ends because the
// line is broken there, the offset belongs to the next row.
func rowOf(list []row, off int) int {
	return max(0, sort.Search(len(list), func(i int) bool { return list[i].from > off })-1)
}

// Up moves the cursor one row up; No when it is in the first one.
func (f *Field) Up(e text.Extend) Handled { return f.moveRow(-1, e) }

// Down moves the cursor one row down; No when it is in the last one.
func (f *Field) Down(e text.Extend) Handled { return f.moveRow(1, e) }

// moveRow uses the width the field was last drawn with; a field never drawn
// has one row for each line.
func (f *Field) moveRow(by int, e text.Extend) Handled {
	if f.opts.Rows <= 1 {
		return No
	}
	width := f.rows.width + 1
	if f.rows.width == 0 {
		width = 1 << 30
	}
	list := f.wrapped(width)
	head := f.buffer.Selection().Head
	at := rowOf(list, head)
	to := at + by
	if to < 0 || to >= len(list) {
		return No
	}
	t, goal := f.buffer.Text(), f.goal
	var ruler *cells.Ruler
	if goal < 0 {
		goal = ruler.ColumnOf(t.Span(list[at].from, list[at].to), head-list[at].from)
	}
	target := t.Span(list[to].from, list[to].to)
	off := list[to].from + ruler.OffsetAt(target, goal)
	if off == list[to].to && to+1 < len(list) && list[to+1].from == off {
		off = t.PrevGrapheme(off) // stay in this row
	}
	f.buffer.MoveTo(off, e)
	f.goal = goal
	return Yes
}
