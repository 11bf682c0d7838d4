// This file works on whole lines: indentation, duplicating, moving, deleting.
package editor

import (
	"strings"

	"patchbay/tui/text"
)

// maxIndent is the longest indentation that is understood, in bytes.
const maxIndent = 1000

// indentUnit returns one level of indentation as the text uses it: two spaces
// unless its first indented line says otherwise.
func indentUnit(t text.Text) string {
	const lookAt = 4 << 10
	for _, line := range strings.Split(t.Slice(0, lookAt), "\n") {
		trimmed := strings.TrimLeft(line, " \t")
		lead := line[:len(line)-len(trimmed)]
		switch {
		case lead == "" || strings.TrimSpace(trimmed) == "":
		case lead[0] == '\t':
			return "\t"
		case len(lead) <= 8 && strings.Trim(lead, " ") == "":
			return lead
		}
	}
	return "  "
}

// Indent moves the selected lines one level in; without a selection of several
// lines it puts spaces up to the next level in place of the selection. In the
// form it goes on to the next field.
func (m *Model) Indent() {
	switch m.focus {
	case Text:
		m.edit(nil, m.indent)
	case Find:
	default:
		m.NextField()
	}
}

func (m *Model) indent() {
	t, sel := m.buf.Text(), m.buf.Selection()
	if t.LineOf(sel.Min()) != t.LineOf(sel.Max()) {
		m.buf.Indent(m.unit)
		return
	}
	insert := m.unit
	if m.unit != "\t" {
		n := len(m.unit)
		insert = m.unit[:n-m.ruler.Column(t, sel.Min())%n]
	}
	m.buf.Insert(insert)
}

// Outdent moves the selected lines, or the line of the cursor, one level out.
// In the form it goes back to the field before.
func (m *Model) Outdent() {
	switch m.focus {
	case Text:
		m.edit(nil, func() { m.buf.Outdent(m.unit) })
	case Find:
	default:
		m.PrevField()
	}
}

// onText runs a change of the Configuration; other parts have no lines.
func (m *Model) onText(change func()) {
	if m.focus == Text {
		m.edit(nil, change)
	}
}

// DuplicateLine puts a copy of the selected lines below them.
func (m *Model) DuplicateLine() { m.onText(m.buf.DuplicateLine) }

// MoveLineUp exchanges the selected lines with the line above.
func (m *Model) MoveLineUp() { m.onText(m.buf.MoveLineUp) }

// MoveLineDown exchanges the selected lines with the line below.
func (m *Model) MoveLineDown() { m.onText(m.buf.MoveLineDown) }

// DeleteLine deletes the selected lines.
func (m *Model) DeleteLine() { m.onText(m.buf.DeleteLine) }
