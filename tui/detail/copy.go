// This file copies: the value under the cursor, its path, or all of it.

package detail

import (
	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
)

const stillReading = "The Configuration is still being read; that works in a moment."

// CopyValue copies the value the cursor is on: a string's text without its
// quotes and escapes, anything else as it stands in the Configuration.
func (m *Model) CopyValue() tea.Cmd {
	n, ok := m.node()
	if !ok {
		m.sayWhyNot()
		return nil
	}
	value := m.tree.Text(n)
	if m.tree.Kind(n) == document.String {
		value = m.tree.StringValue(n)
	}
	return m.host.Copy("The value of "+m.pathInWords(n), value)
}

// CopyPath copies the dotted path of the cursor.
func (m *Model) CopyPath() tea.Cmd {
	n, ok := m.node()
	if !ok {
		m.sayWhyNot()
		return nil
	}
	path := m.tree.Dotted(n)
	if path == "" {
		m.host.Say("The cursor is on the Configuration as a whole, which has no path.")
		return nil
	}
	return m.host.Copy("The path "+m.pathInWords(n), path)
}

// CopyAll copies the whole Configuration as it is shown.
func (m *Model) CopyAll() tea.Cmd {
	if m.phase != ready {
		m.host.Say("There is no Configuration to copy yet.")
		return nil
	}
	return m.host.Copy("The Configuration of "+m.content.Ref.String(), m.content.Text.String())
}

func (m *Model) sayWhyNot() {
	switch {
	case m.phase != ready:
		m.host.Say("There is no Configuration to copy from yet.")
	case m.tree == nil:
		m.host.Say(stillReading)
	default:
		m.host.Say("There is no value here.")
	}
}

// pathInWords is a path short enough for a notice.
func (m *Model) pathInWords(n document.Node) string {
	path := m.tree.Dotted(n)
	if path == "" {
		return "the Configuration"
	}
	const longest = 60 // code points
	if runes := []rune(path); len(runes) > longest {
		return "… " + string(runes[len(runes)-longest:])
	}
	return path
}
