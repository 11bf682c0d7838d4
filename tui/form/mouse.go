// This file is the mouse over the form, at cells of what was drawn last.
package form

import "patchbay/tui/text"

// Click puts the cursor into the field at a cell of the fields, and returns
// which one that is.
func (m *Model) Click(x, y int, e text.Extend) Part {
	const below = 3 // the name: its label, its field, the remark on it
	p, row := Name, 0
	if y >= below {
		p, row = Description, y-below-1
	}
	m.fields[p].Click(x-margin, row, e)
	return p
}

// Click makes the row current that is on a line of the rows, and reports
// whether there is one.
func (r *Rows) Click(y int) bool {
	row := r.top + y
	if y < 0 || y >= r.tall || row >= len(r.list) {
		return false
	}
	r.at = row
	return true
}

// Scroll scrolls by so many rows; the current row changes as little as it must
// to stay in sight.
func (r *Rows) Scroll(rows int) {
	r.top = max(0, min(r.top+rows, len(r.list)-r.tall))
	r.at = max(0, min(max(r.at, r.top), r.top+r.tall-1, len(r.list)-1))
}
