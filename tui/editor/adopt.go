// This file takes over what was made of the Configuration elsewhere.
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
