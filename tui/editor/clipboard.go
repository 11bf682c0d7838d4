// This file cuts, copies and pastes: into the terminal's clipboard through the
// host, and into one of its own for pasting here.
package editor

import (
	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/text"
)

// A clip is what was cut or copied last in this editor.
type clip struct {
	text string
	kind clipKind
}

type clipKind int

const (
	characters clipKind = iota
	wholeLine           // copied without a selection: pasted above the line
)

// SelectAll selects all of the text, or of the field.
func (m *Model) SelectAll() {
	if f := m.field(); f != nil {
		f.SelectAll()
		return
	}
	if m.focus == Text {
		m.buf.SelectAll()
		m.goal = -1
	}
}

// Copy copies the selection, or without one the line of the cursor.
func (m *Model) Copy() tea.Cmd {
	if f := m.field(); f != nil {
		return m.keep(clip{f.Copy(), characters})
	}
	if m.focus == Panel {
		return m.copyPicked()
	}
	if m.focus == Tree {
		return m.copyRow()
	}
	if m.focus != Text {
		return nil
	}
	if m.buf.Selection().Empty() {
		from, to := m.wholeLine()
		return m.keep(clip{m.buf.Text().Slice(from, to), wholeLine})
	}
	return m.keep(clip{m.buf.Selected(), characters})
}

// Cut copies like Copy and deletes what it copied.
func (m *Model) Cut() tea.Cmd {
	if m.inBar() {
		cmd := m.keep(clip{m.field().Cut(), characters})
		m.barEdited()
		return cmd
	}
	if m.focus == Outline || m.focus == Panel || !m.editable() {
		return nil
	}
	cmd := m.Copy()
	if m.focus == Tree {
		m.TreeRemove()
		return cmd
	}
	m.edit(func(f *field.Field) { f.Cut() }, func() {
		if m.buf.Selection().Empty() {
			m.deleteBlock()
		} else {
			m.buf.Cut()
		}
	})
	return cmd
}

// wholeLine returns the line of the cursor with its line end and with what is
// folded into it.
func (m *Model) wholeLine() (from, to int) {
	t, b := m.buf.Text(), m.block()
	return t.LineStart(b.first), t.LineStart(b.last + 1)
}

func (m *Model) keep(c clip) tea.Cmd {
	if c.text == "" {
		m.host.Say("Nothing is selected.")
		return nil
	}
	m.clip = c
	what := "selection"
	if c.kind == wholeLine {
		what = "line"
	}
	sent := m.host.Copy(what, c.text)
	if sent == nil {
		m.host.Say("Kept for pasting here only: " + cells.Thousands(len(c.text)) + " bytes are too many for a terminal's clipboard.")
	}
	return sent
}

// PasteInternal pastes what was cut or copied last in this editor, byte for
// byte.
func (m *Model) PasteInternal() {
	if m.clip.text == "" {
		m.host.Say("Nothing was cut or copied here yet. Paste from elsewhere with your terminal's own paste.")
		return
	}
	if m.focus == Tree {
		m.pasteOver(m.clip.text)
		return
	}
	m.edit(func(f *field.Field) { f.Paste(m.clip.text) }, func() {
		if m.clip.kind == characters || !m.buf.Selection().Empty() {
			m.pasteText(m.clip.text)
			return
		}
		t, head := m.buf.Text(), m.buf.Selection().Head
		at := t.LineStart(t.LineOf(head))
		s := m.clip.text
		if s[len(s)-1] != '\n' {
			s += m.eol()
		}
		m.buf.Edit(text.Edit{{From: at, To: at, Insert: s}}, text.Cursor(head+len(s)), text.Single)
	})
}
