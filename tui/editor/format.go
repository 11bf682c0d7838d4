// This file formats the Configuration, and takes the answers of work that was
// done away from the event loop.
package editor

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/tui/text"
)

// atOnce is the size in bytes up to which a text is formatted and searched on
// the spot. Larger ones go to a command.
const atOnce = 256 << 10

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

// Format lays the Configuration out with tokens as they are: one step of undo,
// by the smallest edits. It refuses text that is not JSON or is nested too
// deep, and goes to the fault.
func (m *Model) Format() {
	if !m.editable() {
		return
	}
	before := m.buf.Text()
	if before.Len() <= atOnce {
		m.formatted(before, format(before))
		return
	}
	m.host.Say("Formatting…")
	owner := m.owner
	m.send(func() tea.Msg {
		f := format(before)
		return Reply{owner, func(m *Model) { m.formatted(before, f) }}
	})
}

// formatting is what came out of formatting a text.
type formatting struct {
	edit text.Edit
	err  error
}

func format(before text.Text) formatting {
	after, err := document.Format(before.String())
	if err != nil {
		return formatting{err: err}
	}
	return formatting{edit: text.Between(before, text.New(after))}
}

func (m *Model) formatted(before text.Text, f formatting) {
	var fault *document.FormatError
	switch {
	case !m.buf.Text().Same(before):
		m.host.Say("The text was changed while it was being formatted. Format again.")
	case errors.As(f.err, &fault):
		m.GoToOffset(fault.Off)
		m.host.Say("Not formatted: " + fault.Reason)
	case f.err != nil:
		m.host.Say("Not formatted: " + f.err.Error())
	case f.edit.Empty():
		m.host.Say("It is formatted already.")
	default:
		after, _ := before.Apply(f.edit)
		sel := m.buf.Selection()
		at := text.Selection{Anchor: sameInk(before, after, sel.Anchor), Head: sameInk(before, after, sel.Head)}
		m.buf.Edit(f.edit, at, text.Single)
		m.changed()
		m.moved()
		m.host.Say("Formatted.")
	}
}

// sameInk returns the offset of after with as many bytes that are not white
// space before it as there are before off: the same place of a text that
// differs in white space only.
func sameInk(before, after text.Text, off int) int {
	ink := 0
	before.Chunks(0, func(at int, s string) bool {
		for i := 0; i < len(s); i++ {
			if at+i >= off {
				return false
			}
			if !isBlank(s[i]) {
				ink++
			}
		}
		return true
	})
	if ink == 0 {
		return 0
	}
	out := after.Len()
	after.Chunks(0, func(at int, s string) bool {
		for i := 0; i < len(s); i++ {
			if isBlank(s[i]) {
				continue
			}
			if ink--; ink == 0 {
				out = at + i + 1
				return false
			}
		}
		return true
	})
	// Within a string the blanks before the place are the same in both.
	for n := 1; off-n >= 0; n++ {
		a, _ := before.Byte(off - n)
		b, ok := after.Byte(out)
		if !isBlank(a) || !ok || a != b || a == '\n' {
			break
		}
		out++
	}
	return out
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
