// buffer.go is the Buffer: the text being edited, its selection and its one
// history.
package text

import "time"

// Buffer holds a text that changes, the selection in it, and what can be
// undone. It belongs to one goroutine; what Text returns may be given away.
type Buffer struct {
	text     Text
	sel      Selection
	revision uint64
	now      func() time.Time
	history  history
	drained  []Step // since the last Drain
}

// NewBuffer returns a buffer on t with the cursor at its start.
func NewBuffer(t Text) *Buffer {
	return &Buffer{text: t, now: time.Now}
}

// SetClock sets where the time comes from that groups typing.
func (b *Buffer) SetClock(now func() time.Time) { b.now = now }

// Text returns the text as it is now: a snapshot that never changes.
func (b *Buffer) Text() Text { return b.text }

// Selection returns what is selected.
func (b *Buffer) Selection() Selection { return b.sel }

// Revision grows with every change of the text.
func (b *Buffer) Revision() uint64 { return b.revision }

// Select sets the selection, clamped to the text and moved out of the middle
// of grapheme clusters. Moving it closes the open group of undo.
func (b *Buffer) Select(s Selection) {
	s = b.snap(s, Before)
	if s != b.sel {
		b.sel = s
		b.Break()
	}
}

// snap returns the selection inside the text with both ends on borders of
// characters: a cursor goes to the side given, a selection becomes larger.
func (b *Buffer) snap(s Selection, cursor Bias) Selection {
	t := b.text
	s = s.clamp(t.Len())
	switch {
	case s.Empty():
		return Cursor(t.Snap(s.Head, cursor))
	case s.Anchor < s.Head:
		return Selection{t.Snap(s.Anchor, Before), t.Snap(s.Head, After)}
	}
	return Selection{t.Snap(s.Anchor, After), t.Snap(s.Head, Before)}
}

// Edit changes the text, sets the selection and records how to undo both. The
// selection is in coordinates of the text after the edit. An edit that changes
// nothing only selects; one that Apply would panic on panics here too.
func (b *Buffer) Edit(e Edit, sel Selection, g Group) {
	if e.Empty() {
		b.Select(sel)
		return
	}
	before := b.sel
	inverse := b.apply(e)
	b.sel = b.snap(sel, After)
	b.noted(b.history.record(e, inverse, before, b.sel, g, b.now()), before)
}

// Take makes a prepared edit as one step of undo, at no cost that grows with
// its changes. It does nothing and returns false when the text is no longer the
// one it was prepared for.
func (b *Buffer) Take(p Prepared, sel Selection) bool {
	if !b.text.Same(p.before) {
		return false
	}
	if p.edit.Empty() {
		b.Select(sel)
		return true
	}
	before := b.sel
	b.become(p.after, p.edit)
	b.sel = b.snap(sel, After)
	b.noted(b.history.record(p.edit, p.inverse, before, b.sel, Single, b.now()), before)
	return true
}

// Break closes the open group of undo, so that the next edit starts a new one.
func (b *Buffer) Break() { b.history.close() }

// Undo takes back the last group and restores the selection from before it.
// It returns false when there is nothing to undo.
func (b *Buffer) Undo() bool {
	g, ok := pop(&b.history.undo)
	if !ok {
		return false
	}
	b.history.close()
	first := len(b.drained)
	b.history.redo = append(b.history.redo, b.replay(g))
	b.sel = g.before
	b.notedAgain(first, Undone, g.after)
	return true
}

// Redo does again what the last Undo took back, with the selection after it.
func (b *Buffer) Redo() bool {
	g, ok := pop(&b.history.redo)
	if !ok {
		return false
	}
	b.history.close()
	first := len(b.drained)
	b.history.undo = append(b.history.undo, b.replay(g))
	b.sel = g.after
	b.notedAgain(first, Redone, g.before)
	return true
}

// Steps returns how many steps Undo and Redo could take. A change that joins
// the step before it leaves the number as it was.
func (b *Buffer) Steps() (undo, redo int) { return len(b.history.undo), len(b.history.redo) }

// Drain returns all edits since the last Drain in the order they happened,
// those made by Undo and Redo included. Applying them to the text of that time
// gives the text of now; Replay has them make the same history.
func (b *Buffer) Drain() []Step {
	out := b.drained
	b.drained = nil
	return out
}

// Become turns the text into t by the smallest edits that can be found
// quickly, as one step of undo; the selection is carried along.
func (b *Buffer) Become(t Text) {
	e := Between(b.text, t)
	b.Edit(e, b.sel.Map(e), Single)
}

// replay applies the edits of a group, last first, and returns the group that
// takes that back.
func (b *Buffer) replay(g group) group {
	back := group{before: g.before, after: g.after}
	for i := len(g.edits) - 1; i >= 0; i-- {
		back.edits = append(back.edits, b.apply(g.edits[i]))
	}
	return back
}

func (b *Buffer) apply(e Edit) (inverse Edit) {
	after, inverse := b.text.Apply(e)
	b.become(after, e)
	return inverse
}

// become makes t, which e has made of the text, the text.
func (b *Buffer) become(t Text, e Edit) {
	b.text = t
	b.revision++
	b.drained = append(b.drained, Step{Edit: e})
}
