// mouse.go is a field under the mouse.
package field

import "patchbay/tui/text"

// Click puts the cursor at a cell of the field as it was drawn last, counted
// from its upper left corner. What is clicked outside of the text is its
// nearest place on that row.
func (f *Field) Click(x, y int, e text.Extend) {
	f.goal = -1
	x = max(x, 0)
	if f.opts.Rows <= 1 {
		f.buffer.MoveTo(f.at(row{0, f.buffer.Text().Len()}, f.left+x), e)
		return
	}
	list := f.wrapped(f.rows.width + 1)
	i := min(max(f.top+y, 0), len(list)-1)
	off := f.at(list[i], x)
	if off == list[i].to && i+1 < len(list) && list[i+1].from == off {
		off = f.buffer.Text().PrevGrapheme(off) // stay in this row
	}
	f.buffer.MoveTo(off, e)
}

// at returns the offset of the character at a column of a row.
func (f *Field) at(r row, col int) int {
	for _, c := range f.line(r).cells(col, 1) {
		return c.Off
	}
	return r.to
}
