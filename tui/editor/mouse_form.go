// This file is the mouse over the form.
package editor

import (
	"patchbay/tui/form"
	"patchbay/tui/text"
)

// clickForm puts the cursor into a field or makes a row current; a double click
// on a row is what enter is. While a value is being typed in a row, the rows
// are not for the mouse.
func (m *Model) clickForm(x, y int, g Grain, e text.Extend) {
	head := m.tree.first - 1 // lines of name and description; below is the heading of the rows
	switch {
	case m.focus == Value:
	case y < head && head == form.Parts: // a line each
		m.ShowPart(Part(y))
	case y < head:
		e := e
		if m.field() == nil {
			e = text.Moving
		}
		part := NamePart
		if m.form.Click(x, y, e) == form.Description {
			part = DescriptionPart
		}
		m.ShowPart(part)
	case y >= m.tree.first:
		onRow := false
		m.setFocus(Tree)
		m.onRows(func(r *form.Rows) { onRow = r.Click(y - m.tree.first) })
		if onRow && g == ByWord {
			m.TreeEnter()
		}
	}
}

// wheelForm scrolls the rows.
func (m *Model) wheelForm(y, lines int) {
	if m.focus != Value && y >= m.tree.first {
		m.onRows(func(r *form.Rows) { r.Scroll(lines) })
	}
}
