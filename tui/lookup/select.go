// This file holds the verbs: typing, moving the selection, opening and pinning.

package lookup

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/tui/cells"
	"patchbay/tui/field"
)

// Insert types s into the input.
func (m *Model) Insert(s string) { m.typing(func() { m.input.Insert(s) }) }

// Paste puts a pasted text into the input.
func (m *Model) Paste(s string) { m.typing(func() { m.input.Paste(s) }) }

// Press gives a key to the input and says whether it was for it.
func (m *Model) Press(k tea.KeyPressMsg) field.Handled {
	var handled field.Handled
	m.typing(func() { handled = m.input.Press(k) })
	return handled
}

// Clear empties the input. It returns false when there was nothing to empty.
func (m *Model) Clear() bool {
	if m.input.Value() == "" {
		return false
	}
	m.typing(func() { m.input.SetValue("") })
	return true
}

func (m *Model) typing(edit func()) {
	before := m.input.Value()
	edit()
	if m.input.Value() != before {
		m.refilter()
	}
}

// Up selects the row above.
func (m *Model) Up() { m.move(m.at - 1) }

// Down selects the row below.
func (m *Model) Down() { m.move(m.at + 1) }

// PageUp moves the selection up by what is on screen.
func (m *Model) PageUp() { m.move(m.at - m.pageStep()) }

// PageDown moves the selection down by what is on screen.
func (m *Model) PageDown() { m.move(m.at + m.pageStep()) }

// Home selects the first row.
func (m *Model) Home() { m.move(0) }

// End selects the last row.
func (m *Model) End() { m.move(len(m.rows) - 1) }

// pageStep leaves one row of the old page on screen.
func (m *Model) pageStep() int { return max(1, m.page-1) }

func (m *Model) move(to int) {
	m.choice = byUser
	m.selectRow(to)
}

// Open opens the selected Connector; without one it says why not.
func (m *Model) Open() tea.Cmd {
	ref, err := m.SelectedRef()
	if err != nil {
		m.host.Say(cells.Sentence(err.Error()))
		return nil
	}
	return m.host.Open(ref)
}

// TogglePin pins or unpins the selected Connector; without one it says why not.
func (m *Model) TogglePin() tea.Cmd {
	ref, err := m.SelectedRef()
	if err != nil {
		m.host.Say(cells.Sentence(err.Error()))
		return nil
	}
	return m.host.Pin(ref)
}

// SelectedRef is the Connector that Open would open. The error says in plain
// words why there is none.
func (m *Model) SelectedRef() (api.Ref, error) {
	if len(m.rows) > 0 {
		return m.chosen, nil
	}
	if m.filter.query == "" {
		return api.Ref{}, errors.New("nothing to open yet: type the identifier of a Connector")
	}
	return api.Ref{}, errors.New("nothing to open: the " + m.filter.reason)
}

func (m *Model) selectRow(i int) {
	if len(m.rows) == 0 {
		m.at, m.chosen = 0, api.Ref{}
		return
	}
	m.at = min(max(0, i), len(m.rows)-1)
	m.chosen = m.rows[m.at].ref
}

// keepSelection finds the selected Connector again in a new list. Exactly what
// was typed goes before a row nobody chose: it is what Open is expected to open.
func (m *Model) keepSelection() {
	if m.choice == byItself && m.filter.exact >= 0 {
		m.selectRow(m.filter.exact)
		return
	}
	for i := range m.rows {
		if m.rows[i].ref == m.chosen {
			m.selectRow(i)
			return
		}
	}
	m.selectRow(m.at)
}

// reasonOf is an input error as the end of a sentence that "the" begins.
func reasonOf(err error) string {
	var input *api.InputError
	if errors.As(err, &input) {
		return cells.Clean(input.Field + " " + input.Reason)
	}
	return "input cannot be used: " + cells.Clean(err.Error())
}
