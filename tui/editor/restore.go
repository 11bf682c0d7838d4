// This file makes a history of edits again that was written down: away from the
// event loop, and then taken over as a whole.
package editor

import (
	"slices"

	"patchbay/tui/form"
	"patchbay/tui/text"
)

// A Restored is the content of an editor that was made again from edits, with
// all that can be undone. It belongs to one goroutine, and to the Model once
// that took it over.
type Restored struct {
	buffers [parts]*text.Buffer
	history history
	last    Part // that was edited last
}

// NewRestored begins with the content the first edit was made in.
func NewRestored(name, description string, configuration text.Text) *Restored {
	r := &Restored{last: ConfigurationPart}
	for p, t := range [parts]text.Text{text.New(name), text.New(description), configuration} {
		r.buffers[p] = text.NewBuffer(t)
	}
	return r
}

// Replay makes further edits again, in their order. The edits of one undo are
// given together. An edit that does not fit its text is an error.
func (r *Restored) Replay(edits []PartEdit) error {
	var steps []text.Step
	for i := 0; i < len(edits); {
		p := edits[i].Part
		steps = steps[:0]
		for ; i < len(edits) && edits[i].Part == p; i++ {
			steps = append(steps, edits[i].Step)
		}
		kinds, err := r.buffers[p].Replay(steps)
		for n, k := range kinds {
			r.history.follow(entry{part: p, join: edits[i-len(steps)+n].Join}, k)
		}
		if err != nil {
			return err
		}
		r.last = p
	}
	return nil
}

// follow keeps the order of steps over the parts.
func (h *history) follow(e entry, k text.StepKind) {
	switch k {
	case text.Began:
		if len(h.undo) == 0 {
			e.join = ByItself
		}
		h.undo, h.redo = append(h.undo, e), nil
		h.steps[e.part]++
	case text.Joined:
		// Of the step before, whatever that was.
	case text.Undone:
		h.undo, e = takeLast(h.undo, e.part)
		h.redo = append(h.redo, e)
		h.steps[e.part]--
	case text.Redone:
		h.redo, e = takeLast(h.redo, e.part)
		h.undo = append(h.undo, e)
		h.steps[e.part]++
	}
}

// takeLast takes the last entry of a part out of a list.
func takeLast(list []entry, p Part) ([]entry, entry) {
	for i := len(list) - 1; i >= 0; i-- {
		if e := list[i]; e.part == p {
			return slices.Delete(list, i, i+1), e
		}
	}
	return list, entry{part: p}
}

// Snapshot returns the content as it is after the edits so far.
func (r *Restored) Snapshot() Snapshot {
	s := Snapshot{
		Name: r.buffers[NamePart].Text().String(), Description: r.buffers[DescriptionPart].Text().String(),
		Text: r.buffers[ConfigurationPart].Text(), Selection: r.buffers[ConfigurationPart].Selection(),
	}
	for p, b := range r.buffers {
		s.Place.Selection[p] = b.Selection()
	}
	return s
}

// Last is the part that was edited last.
func (r *Restored) Last() Part { return r.last }

// Restore makes the content and the history of a new editor those of r, which
// is given up. Nothing of it is in the next Drain.
func (m *Model) Restore(r *Restored) {
	for p, b := range r.buffers {
		m.buffer(Part(p)).TakeOver(b)
	}
	m.history = r.history
	m.attach()
	m.form.Accept(form.Name)
	m.form.Accept(form.Description)
	if r.last == ConfigurationPart {
		m.moved()
	}
}
