// This file hands out what is to be done away from the event loop, and takes
// the answers.
package editor

import tea "charm.land/bubbletea/v2"

// atOnce is the size in bytes up to which a text is rewritten and searched on
// the spot. Larger ones go to a command.
const atOnce = 64 << 10

// A Reply is the answer of a command of an editor. Hand it to the Update of
// the editor on screen: an editor drops what it did not ask for, or has asked
// for again since.
type Reply struct {
	owner *ticket
	take  func(*Model)
}

// A ticket tells the editor that asked from all others.
type ticket struct{ _ byte }

// Work returns what is to be done away from the event loop, nil for nothing.
// It is to be asked for after every verb; each piece is handed out once.
func (m *Model) Work() tea.Cmd {
	m.readForForm()
	work := m.work
	m.work = nil
	return work
}

// send puts work into what Work hands out.
func (m *Model) send(work tea.Cmd) { m.work = tea.Batch(m.work, work) }

// Update takes a reply.
func (m *Model) Update(r Reply) {
	if r.owner == m.owner {
		r.take(m)
	}
}
