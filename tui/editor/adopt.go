// This file takes over what was made of the content elsewhere.
package editor

import "patchbay/tui/text"

// MayEdit reports whether the content may be changed, and says so if not.
func (m *Model) MayEdit() bool { return m.editable() }

// Adopt makes the edit that turns before into what became of it elsewhere: one
// step of undo, with the cursor where it was in what stayed. It does nothing
// and reports false when the text is no longer before, or may not be changed.
func (m *Model) Adopt(before text.Text, e text.Edit) bool {
	if !m.buf.Text().Same(before) || !m.editable() {
		return false
	}
	m.buf.Edit(e, m.buf.Selection().Map(e), text.Single)
	m.changed()
	m.moved()
	return true
}

// AdoptAll makes the content what became of a snapshot elsewhere: other texts of
// name and description, and a prepared edit of the Configuration. It is one step
// of undo, with the cursor where it was in what stayed. It does nothing and
// reports false when the content is no longer that of the snapshot, or may not
// be changed.
func (m *Model) AdoptAll(before Snapshot, name, description string, configuration text.Prepared) bool {
	now := m.Snapshot()
	if now.Name != before.Name || now.Description != before.Description || !now.Text.Same(before.Text) || !m.editable() {
		return false
	}
	m.together(func() {
		m.buffer(NamePart).Become(text.New(name))
		m.changed()
		m.buffer(DescriptionPart).Become(text.New(description))
		m.changed()
		m.buf.Take(configuration, m.buf.Selection().Map(configuration.Edit()))
		m.changed()
	})
	m.moved()
	return true
}
