// step.go is the Step: an edit together with its place in the history, so that
// a history that was written down can be made again.
package text

import (
	"fmt"
	"slices"
)

// StepKind says what an edit was to undo and redo.
type StepKind int

const (
	Began  StepKind = iota // it began a step of undo
	Joined                 // it belongs to the step of the edit before it
	Undone                 // undo made it
	Redone                 // redo made it
)

// Step is an edit that was made, and the selections on both sides of it. Undo
// and redo of a step of several edits drain the first as Undone or Redone and
// the others as Joined.
type Step struct {
	Edit          Edit
	Kind          StepKind
	Before, After Selection
}

// noted completes the edit that was drained last.
func (b *Buffer) noted(kind StepKind, before Selection) {
	last := &b.drained[len(b.drained)-1]
	last.Kind, last.Before, last.After = kind, before, b.sel
}

// notedAgain completes what undo or redo drained from first on.
func (b *Buffer) notedAgain(first int, kind StepKind, before Selection) {
	for i := first; i < len(b.drained); i++ {
		b.drained[i].Kind, b.drained[i].Before, b.drained[i].After = kind, before, b.sel
		kind = Joined
	}
}

// Replay makes steps again that another buffer drained, starting from the same
// text, and does for the history what they did there. Selections are taken as
// they are, inside the text. Nothing is drained for them.
//
// It returns the kinds the steps had here: an undo or redo of something this
// history does not hold is a step like any other, since the text counts and not
// how it came about. Steps that do not fit the text are an error; the buffer is
// then as it was before the one that does not fit.
func (b *Buffer) Replay(steps []Step) ([]StepKind, error) {
	b.Break()
	kinds := make([]StepKind, 0, len(steps))
	for i := 0; i < len(steps); {
		n := 1
		if k := steps[i].Kind; k == Undone || k == Redone {
			for i+n < len(steps) && steps[i+n].Kind == Joined {
				n++
			}
		}
		done, err := b.replayOne(steps[i : i+n])
		if err != nil {
			return kinds, fmt.Errorf("step %d: %w", i+1, err)
		}
		kinds = append(kinds, done...)
		i += n
	}
	return kinds, nil
}

// replayOne makes one edit again, or the edits of one undo or redo.
func (b *Buffer) replayOne(steps []Step) ([]StepKind, error) {
	before, after := b.text.Len(), b.text
	inverses := make([]Edit, len(steps))
	for i, s := range steps {
		if !s.Edit.Fits(after.Len()) {
			return nil, fmt.Errorf("an edit does not fit its text of %d bytes", after.Len())
		}
		after, inverses[i] = after.Apply(s.Edit)
	}
	b.text = after
	b.revision++
	last := steps[len(steps)-1]
	b.sel = last.After.clamp(after.Len())

	from, to := &b.history.undo, &b.history.redo
	if steps[0].Kind == Redone {
		from, to = to, from
	}
	kinds := make([]StepKind, len(steps))
	switch steps[0].Kind {
	case Undone, Redone:
		if n := len(*from); n > 0 && (*from)[n-1].makes(steps) {
			g, _ := pop(from)
			*to = append(*to, group{edits: inverses, before: g.before, after: g.after})
			for i, s := range steps {
				kinds[i] = s.Kind
			}
			return kinds, nil
		}
		for i := range steps[1:] {
			kinds[i+1] = Joined
		}
	default:
		kinds[0] = steps[0].Kind
		if len(b.history.undo) == 0 {
			kinds[0] = Began
		}
	}
	for i, s := range steps {
		b.history.keep(kinds[i], inverses[i], s.Before.clamp(before), s.After.clamp(after.Len()))
	}
	return kinds, nil
}

// makes reports whether undoing or redoing the group makes exactly these edits.
func (g group) makes(steps []Step) bool {
	if len(g.edits) != len(steps) {
		return false
	}
	for i, s := range steps {
		if !slices.Equal(g.edits[len(g.edits)-1-i], s.Edit) {
			return false
		}
	}
	return true
}

// Fits reports whether an edit can be applied to a text of size bytes.
func (e Edit) Fits(size int) bool {
	last := 0
	for _, c := range e {
		if c.From < last || c.To < c.From || c.To > size {
			return false
		}
		last = c.To
	}
	return true
}

// TakeOver makes the text, the selection and the history those of another
// buffer, which is given up. Nothing is drained for it.
func (b *Buffer) TakeOver(other *Buffer) {
	b.text, b.history = other.text, other.history
	b.sel = b.snap(other.sel, Before)
	b.revision++
	b.drained = nil
	b.Break()
}
