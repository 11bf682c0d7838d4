// This file holds the verbs: moving, marking, and the filter line.

package history

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/field"
)

// Select selects an entry, if it is listed.
func (m *Model) Select(id int) {
	if row, found := slices.BinarySearch(m.rows, id); found {
		m.move(row)
	}
}

// fit scrolls until the selected row is on a screen of the size drawn last.
func (m *Model) fit() {
	m.top = max(0, min(m.top, m.at, len(m.rows)-m.page))
	m.top = max(m.top, m.at-max(m.page, 1)+1)
}

func (m *Model) move(to int) { m.at = max(0, min(to, len(m.rows)-1)) }

// Up selects the row above.
func (m *Model) Up() { m.move(m.at - 1) }

// Down selects the row below.
func (m *Model) Down() { m.move(m.at + 1) }

// PageUp moves up by what is on screen, less one row.
func (m *Model) PageUp() { m.move(m.at - max(1, m.page-1)) }

// PageDown moves down by what is on screen, less one row.
func (m *Model) PageDown() { m.move(m.at + max(1, m.page-1)) }

// HalfUp moves up by half of what is on screen.
func (m *Model) HalfUp() { m.move(m.at - max(1, m.page/2)) }

// HalfDown moves down by half of what is on screen.
func (m *Model) HalfDown() { m.move(m.at + max(1, m.page/2)) }

// Home selects the newest version.
func (m *Model) Home() { m.move(0) }

// End selects the oldest version.
func (m *Model) End() { m.move(len(m.rows) - 1) }

// ToggleMark marks the selected version for a comparison, or takes the mark away.
// At most one is marked.
func (m *Model) ToggleMark() {
	id, ok := m.Selected()
	switch {
	case !ok:
		m.host.Say("There is no version to mark.")
	case m.marked == id:
		m.marked = none
	default:
		m.marked = id
	}
}

// OpenFilter opens the filter line.
func (m *Model) OpenFilter() {
	m.line = field.New(field.Options{Text: m.filter, Rows: 1, Placeholder: "date, reason, name or version"})
	m.line.SelectAll()
}

// Filtering reports whether the filter line is open: keys then go to Press.
func (m *Model) Filtering() bool { return m.line != nil }

// Press gives a key to the filter line and says whether it was for it.
func (m *Model) Press(k tea.KeyPressMsg) field.Handled {
	handled := field.No
	m.typing(func() { handled = m.line.Press(k) })
	return handled
}

// Paste puts a pasted text into the filter line.
func (m *Model) Paste(s string) { m.typing(func() { m.line.Paste(s) }) }

func (m *Model) typing(edit func()) {
	if m.line == nil {
		return
	}
	edit()
	if v := m.line.Value(); v != m.filter {
		m.filter = v
		m.refilter()
	}
}

// Accept closes the filter line and keeps what it left.
func (m *Model) Accept() { m.line = nil }

// Back closes what is in front: the filter line with its filter, the filter, the
// mark. No means that there was nothing to close.
func (m *Model) Back() field.Handled {
	switch {
	case m.line != nil || m.filter != "":
		m.line, m.filter = nil, ""
		m.refilter()
	case m.marked != none:
		m.marked = none
	default:
		return field.No
	}
	return field.Yes
}

// Click selects the row at a line of the screen as it was drawn last.
func (m *Model) Click(y int) {
	if row := m.top + y - m.list; y >= m.list && y < m.list+m.page && row < len(m.rows) {
		m.move(row)
	}
}

// Wheel scrolls the list by rows; the selection moves as little as it must.
func (m *Model) Wheel(rows int) {
	m.top = max(0, min(m.top+rows, len(m.rows)-m.page))
	m.move(min(max(m.at, m.top), m.top+max(m.page, 1)-1))
}
