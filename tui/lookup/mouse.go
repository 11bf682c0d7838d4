// This file holds the verbs of the mouse.

package lookup

import "patchbay/tui/text"

// Clicked is what a click was on.
type Clicked int

// What may be clicked.
const (
	OnNothing Clicked = iota
	OnInput
	OnRow
)

// Click clicks on a cell of the screen as it was drawn last: a row is selected,
// the input gets the cursor.
func (m *Model) Click(x, y int, e text.Extend) Clicked {
	switch {
	case y == m.box.y && x >= m.box.x:
		m.input.Click(x-m.box.x, 0, e)
		return OnInput
	case y >= m.list && y < m.list+m.page && m.top+y-m.list < len(m.rows):
		m.move(m.top + y - m.list)
		return OnRow
	}
	return OnNothing
}

// Wheel scrolls the list by rows; the selection moves as little as it must.
func (m *Model) Wheel(rows int) {
	m.top = max(0, min(m.top+rows, len(m.rows)-m.page))
	if at := min(max(m.at, m.top), m.top+max(m.page, 1)-1); at != m.at {
		m.move(at)
	}
}
