// This file holds the input line at the bottom: searching and filtering while typing.

package detail

import (
	tea "charm.land/bubbletea/v2"

	"patchbay/tui/field"
)

// asks is what the open input line is for.
type asks int

const (
	forText asks = iota
	forPath
)

// filteredWhileTyping is the size in bytes up to which the filter follows every
// key. A larger Configuration is filtered when the line is accepted.
const filteredWhileTyping = 1 << 20

// OpenFind opens the line for a text to find, with the last one in it.
func (m *Model) OpenFind() { m.openLine(forText, m.find.query, "text to find") }

// OpenFilter opens the line for a path to filter by, with the last one in it.
func (m *Model) OpenFilter() {
	m.openLine(forPath, m.filter.expr, "path or a part of one, such as fields.id")
}

func (m *Model) openLine(a asks, value, placeholder string) {
	if m.phase != ready {
		m.host.Say("There is no Configuration to search yet.")
		return
	}
	if m.part == onHeader {
		m.NextPart()
	}
	m.asks, m.origin = a, m.off
	m.line = field.New(field.Options{Text: value, Rows: 1, Placeholder: placeholder})
	m.line.SelectAll()
}

// Searching reports whether an input line is open: keys then go to Press.
func (m *Model) Searching() bool { return m.line != nil }

// Press gives a key to the open input line and says whether it was for it.
func (m *Model) Press(k tea.KeyPressMsg) field.Handled {
	handled := field.No
	m.typing(func() { handled = m.line.Press(k) })
	return handled
}

// Paste puts a pasted text into the open input line.
func (m *Model) Paste(s string) { m.typing(func() { m.line.Paste(s) }) }

func (m *Model) typing(edit func()) {
	if m.line == nil {
		return
	}
	before := m.line.Value()
	edit()
	value := m.line.Value()
	switch {
	case value == before:
	case m.asks == forText:
		m.search(value)
		m.off = m.origin
		m.findFrom(m.origin)
		m.leaveHidden()
	case m.content.Text.Len() <= filteredWhileTyping || value == "":
		m.FilterPath(value)
	}
}

// Accept closes the input line and keeps what it found.
func (m *Model) Accept() {
	if m.line == nil {
		return
	}
	value := m.line.Value()
	m.line = nil
	if m.asks == forPath {
		m.FilterPath(value)
		if m.filter.on() && m.filter.places == 0 {
			m.host.Say("No path matches; everything is shown again.")
			m.clearFilter()
		}
		return
	}
	if value != "" && m.find.current.To == 0 {
		m.findFrom(m.off)
		m.sayIfMissing()
	}
}

// dismiss closes the input line and takes back what it did.
func (m *Model) dismiss() {
	a := m.asks
	m.line = nil
	if a == forPath {
		m.clearFilter()
	} else {
		m.search("")
	}
	m.off, m.left = m.origin, 0
	m.reveal(m.folds(), m.cursorLine())
}
