// This file joins the three parts of a Connector: their buffers, one history
// of undo over them, their revision, and the edits that the journal keeps.
package editor

import (
	"slices"

	"patchbay/tui/field"
	"patchbay/tui/form"
	"patchbay/tui/jsonview"
	"patchbay/tui/text"
)

// A Part is one of the three texts of a Connector.
type Part int

// The parts.
const (
	NamePart Part = iota
	DescriptionPart
	ConfigurationPart
)

const parts = ConfigurationPart + 1

// A PartEdit is one edit of one part, with its place in the history of undo.
type PartEdit struct {
	Part Part
	text.Step
	Join Joining // of the step it begins
}

// history is the order in which the parts were changed: one entry for each
// step of undo that a buffer keeps.
type history struct {
	undo, redo []entry
	steps      [parts]int // of undo in each buffer, as last seen
	marks      int        // given so far
}

// An entry is a step of undo of one part.
type entry struct {
	part Part
	join Joining
	mark int // 0 is none
}

// Joining says whether a step of one part is undone and redone by itself.
type Joining int

const (
	ByItself Joining = iota
	WithLast         // together with the step before it, of whatever part
)

// together makes all that do changes one step of undo, whatever its parts.
func (m *Model) together(do func()) {
	first, drained := len(m.history.undo), len(m.journal)
	do()
	for i := first + 1; i < len(m.history.undo); i++ {
		m.history.undo[i].join = WithLast
	}
	began := 0
	for i := drained; i < len(m.journal); i++ {
		if m.journal[i].Kind == text.Began {
			if began++; began > 1 {
				m.journal[i].Join = WithLast
			}
		}
	}
}

// Mark marks the last step of undo, and returns the mark. There has to be a step.
func (m *Model) Mark() int {
	m.history.marks++
	m.history.undo[len(m.history.undo)-1].mark = m.history.marks
	return m.history.marks
}

// Holds reports whether a marked step is in the content: it was not taken back, or
// was made again.
func (m *Model) Holds(mark int) bool {
	return slices.ContainsFunc(m.history.undo, func(e entry) bool { return e.mark == mark })
}

// buffer returns the buffer of a part.
func (m *Model) buffer(p Part) *text.Buffer {
	switch p {
	case NamePart:
		return m.form.Field(form.Name).Buffer()
	case DescriptionPart:
		return m.form.Field(form.Description).Buffer()
	default:
		return m.buf
	}
}

// formPart returns the part of the form that edits a part.
func formPart(p Part) form.Part {
	if p == DescriptionPart {
		return form.Description
	}
	return form.Name
}

// Revision grows with every change of the name, the description or the
// Configuration.
func (m *Model) Revision() uint64 {
	var rev uint64
	for p := range parts {
		rev += m.buffer(p).Revision()
	}
	return rev
}

// Drain returns the edits since the last Drain, each part's in the order they
// were made, those of undo and redo included.
func (m *Model) Drain() []PartEdit {
	out := m.journal
	m.journal = nil
	return out
}

// Undo takes back the last change of any part, and shows where.
func (m *Model) Undo() {
	if m.focus == Value {
		m.edit(func(f *field.Field) { f.Undo() }, nil)
		return
	}
	if m.inBar() && m.find.undoes == undoField {
		m.field().Undo()
		m.barEdited()
		return
	}
	if !m.editable() {
		return
	}
	if len(m.history.undo) == 0 {
		m.host.Say("Nothing to undo.")
		return
	}
	last := m.history.undo[len(m.history.undo)-1].part
	for again := true; again; {
		n := len(m.history.undo)
		e := m.history.undo[n-1]
		m.history.undo = m.history.undo[:n-1]
		m.history.redo = append(m.history.redo, e)
		m.history.steps[e.part]--
		m.buffer(e.part).Undo()
		m.take(e.part, m.buffer(e.part).Drain())
		again = e.join == WithLast
	}
	m.replayed(last)
}

// Redo makes the change again that Undo took back last.
func (m *Model) Redo() {
	if m.focus == Value {
		m.edit(func(f *field.Field) { f.Redo() }, nil)
		return
	}
	if m.inBar() {
		m.field().Redo()
		m.barEdited()
		return
	}
	if !m.editable() {
		return
	}
	if len(m.history.redo) == 0 {
		m.host.Say("Nothing to redo.")
		return
	}
	var last Part
	for again := true; again; {
		n := len(m.history.redo)
		e := m.history.redo[n-1]
		m.history.redo = m.history.redo[:n-1]
		m.history.undo = append(m.history.undo, e)
		m.history.steps[e.part]++
		m.buffer(e.part).Redo()
		m.take(e.part, m.buffer(e.part).Drain())
		last, again = e.part, n > 1 && m.history.redo[n-2].join == WithLast
	}
	m.replayed(last)
}

// replayed shows the part that undo or redo has changed, of several the one
// that was changed last.
func (m *Model) replayed(p Part) {
	m.closers = nil
	if p == ConfigurationPart && m.view == Form {
		m.setFocus(Tree)
	} else {
		m.ShowPart(p)
	}
	if p == ConfigurationPart {
		m.moved()
	}
}

// changed is called after every verb that may have changed a part: it brings
// the history, the journal and everything that hangs on offsets up to date.
func (m *Model) changed() {
	for p := range parts {
		b := m.buffer(p)
		edits := b.Drain()
		if len(edits) == 0 {
			continue
		}
		steps, _ := b.Steps()
		for ; m.history.steps[p] < steps; m.history.steps[p]++ {
			m.history.undo = append(m.history.undo, entry{part: p})
		}
		m.history.redo = nil
		m.take(p, edits)
	}
}

// maxRuled is how many changes of one edit are followed in lines that are
// measured.
const maxRuled = 256

// take hands edits of a part to everything that hangs on offsets.
func (m *Model) take(p Part, steps []text.Step) {
	for _, s := range steps {
		m.journal = append(m.journal, PartEdit{Part: p, Step: s})
	}
	if p != ConfigurationPart {
		m.form.Accept(formPart(p))
		return
	}
	rev := m.Revision()
	for i, s := range steps {
		e := s.Edit
		m.carryFind(e)
		before := m.meaning.text
		after := m.buf.Text()
		if i+1 < len(steps) {
			after, _ = before.Apply(e)
		}
		m.folds.Edited(before, e)
		m.tree.rows.Edited(e)
		if len(e) > maxRuled {
			m.ruler = &jsonview.Ruler{} // measuring a long line again costs less
		} else {
			m.ruler.Edited(before, after, e)
		}
		m.meaning.edited(rev, after, e)
		m.top = after.LineOf(e.Map(before.LineStart(m.top), text.Before))
		m.closers = mapPairs(m.closers, e)
		for i := range m.refused {
			m.refused[i].off = e.Map(m.refused[i].off, text.Before)
		}
	}
	m.paired = bracketCache{}
	m.goal = -1
}

// Snapshot is the content of the editor and where one is in it.
type Snapshot struct {
	Name, Description string
	Text              text.Text
	Selection         text.Selection
	Place             Place
}

// A Place is where one is in the editor: what is shown, what has the focus,
// what is selected and how far it is scrolled.
type Place struct {
	View      View
	Focus     Focus
	Selection [3]text.Selection // by Part
	Top, Left int               // first line, cells
}

// Snapshot returns the content as it is now. It costs nothing to take and to
// keep.
func (m *Model) Snapshot() Snapshot {
	return Snapshot{
		Name:        m.form.Field(form.Name).Value(),
		Description: m.form.Field(form.Description).Value(),
		Text:        m.buf.Text(),
		Selection:   m.buf.Selection(),
		Place:       m.Place(),
	}
}

// Place returns where one is in the editor.
func (m *Model) Place() Place {
	p := Place{View: m.view, Focus: m.focus, Top: m.top, Left: m.left}
	for part := range parts {
		p.Selection[part] = m.buffer(part).Selection()
	}
	return p
}

// RestorePlace goes back to a place of the same or of a similar text.
func (m *Model) RestorePlace(p Place) {
	for part := range parts {
		m.buffer(part).Select(p.Selection[part])
	}
	if m.view == Form && p.View != Form {
		m.leaveRows()
	}
	m.view = p.View
	focus := p.Focus
	if focus == Find && m.find == nil || focus == Replacement && (m.find == nil || m.find.with == nil) || focus == Outline && m.view == JSON || focus == Value {
		focus = m.main()
	}
	m.setFocus(focus)
	m.goal = -1
	m.reveal()
	m.top = min(max(p.Top, 0), m.buf.Text().Lines()-1)
	m.left = max(p.Left, 0)
}

// Replace makes the content that of a snapshot, by the smallest edits, as one
// step of undo. Undo goes back to what was there.
func (m *Model) Replace(s Snapshot) {
	m.together(func() {
		m.buffer(NamePart).Become(text.New(s.Name))
		m.changed()
		m.buffer(DescriptionPart).Become(text.New(s.Description))
		m.changed()
		m.buf.Become(s.Text)
		m.changed()
	})
	m.closers = nil
	m.unit = indentUnit(s.Text)
	m.RestorePlace(s.Place)
	m.buf.Select(s.Selection)
	m.moved()
}

// Between returns the edits that turn the content of one snapshot into that of
// another.
func Between(a, b Snapshot) []PartEdit {
	var out []PartEdit
	add := func(p Part, from, to text.Text, before, after text.Selection) {
		if e := text.Between(from, to); !e.Empty() {
			out = append(out, PartEdit{Part: p, Step: text.Step{Edit: e, Before: before, After: after}})
		}
	}
	was, is := a.Place.Selection, b.Place.Selection
	add(NamePart, text.New(a.Name), text.New(b.Name), was[NamePart], is[NamePart])
	add(DescriptionPart, text.New(a.Description), text.New(b.Description), was[DescriptionPart], is[DescriptionPart])
	add(ConfigurationPart, a.Text, b.Text, a.Selection, b.Selection)
	return out
}

// mapPairs moves pairs with an edit and drops those it touches.
func mapPairs(pairs []pair, e text.Edit) []pair {
	for i, p := range pairs {
		pairs[i] = pair{e.Map(p.open, text.After), e.Map(p.close, text.After)}
		for _, c := range e {
			if c.From <= p.open && p.open < c.To || c.From <= p.close && p.close < c.To {
				pairs[i] = pair{-1, -1}
			}
		}
	}
	return slices.DeleteFunc(pairs, func(p pair) bool { return p.open < 0 })
}
