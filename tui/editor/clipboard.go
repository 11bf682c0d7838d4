// This file cuts, copies and pastes: into the terminal's clipboard through the
// host, and into one of its own for pasting here.
package editor

import (
	tea "charm.land/bubbletea/v2"

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
	if m.focus == Find {
		cmd := m.keep(clip{m.find.field.Cut(), characters})
		m.searchAgain()
		return cmd
	}
	if m.focus == Outline || !m.editable() {
		return nil
	}
	cmd := m.Copy()
	m.edit(func(f *field.Field) { f.Cut() }, func() {
		if m.buf.Selection().Empty() {
			m.buf.DeleteLine()
		} else {
			m.buf.Cut()
		}
	})
	return cmd
}

// wholeLine returns the line of the cursor with its line end.
func (m *Model) wholeLine() (from, to int) {
	t := m.buf.Text()
	line := t.LineOf(m.buf.Selection().Head)
	return t.LineStart(line), t.LineStart(line + 1)
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
	return m.host.Copy(what, c.text)
}

// PasteInternal pastes what was cut or copied last in this editor, byte for
// byte.
func (m *Model) PasteInternal() {
	if m.clip.text == "" {
		m.host.Say("Nothing was cut or copied here yet. Paste from elsewhere with your terminal's own paste.")
		return
	}
	m.edit(func(f *field.Field) { f.Paste(m.clip.text) }, func() {
		if m.clip.kind == characters || !m.buf.Selection().Empty() {
			m.buf.Paste(m.clip.text)
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
