// This file edits values, keys and types in the rows of the form.
package editor

import (
	"strconv"
	"strings"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/form"
	"patchbay/tui/text"
)

// maxEntry is the largest text in bytes that is edited in a row.
const maxEntry = 64 << 10

// TreeEnter edits the value of the row, or opens or closes an object or a list.
func (m *Model) TreeEnter() {
	if !m.ready() {
		return
	}
	switch t, n := m.tree.rows.Tree(), m.tree.rows.Node(); t.Kind(n) {
	case document.Object, document.Array:
		if t.Count(n) == 0 {
			m.TreeAdd()
			return
		}
		m.TreeToggle()
	default:
		m.editValue()
	}
}

// editValue begins an entry for the value of the row, with the control that
// belongs there.
func (m *Model) editValue() {
	t, n, ok := m.row()
	if !ok {
		return
	}
	place := m.placeHere(n)
	control := form.ControlOf(t.Kind(n), place)
	kind, value := t.Kind(n), t.Text(n)
	switch {
	case kind == document.Invalid:
		m.refusedChange(brokenAt(t, n))
		return
	case control == form.TypeControl:
		m.TreeChangeType()
		return
	case len(value) > maxEntry:
		m.host.Say("This text of " + cells.Thousands(len(value)) + " bytes is too long for a row. Edit it as JSON.")
		return
	case kind == document.String:
		value = t.StringValue(n)
	case kind == document.Null:
		value = ""
	}
	m.begin(form.AskFor(control, valueLabel(t, n), value, place), answer{
		change: func(s string) (document.Patch, error) {
			switch {
			case s == value: // how it is written stays
				return document.Patch{}, nil
			case control == form.TextControl:
				return t.SetString(n, s)
			}
			return t.SetValue(n, strings.TrimSpace(s))
		},
		rescue: func(s string) (document.Patch, error) { return t.SetString(n, s) },
	})
}

// brokenAt refuses a change of what is no value.
func brokenAt(t *document.Tree, n document.Node) error {
	_, err := t.SetValue(n, "null")
	if err == nil {
		err = &document.ChangeError{Off: begin(t, n), Reason: "There is no value here."}
	}
	return err
}

// valueLabel is what stands before the field of a value.
func valueLabel(t *document.Tree, n document.Node) string {
	switch t.Kind(t.Parent(n)) {
	case document.Object:
		return cells.Cut(t.Key(n), 200) + ":"
	case document.Array:
		return "[" + strconv.Itoa(t.Index(n)) + "]:"
	}
	return "value:"
}

// An answer is what becomes of a text that is typed in a row.
type answer struct {
	// change is the change that taking a text makes; none when it has no splices.
	change func(string) (document.Patch, error)
	// rescue keeps a text that may not stand there, for a crash; nil gives it up.
	rescue func(string) (document.Patch, error)
	// taken makes the change, or says why it was refused; nil does just that.
	taken func(string, document.Patch, error)
}

// begin begins an entry in the current row.
func (m *Model) begin(ask form.Ask, a answer) {
	m.tree.entry, m.tree.answer, m.tree.of = form.NewEntry(ask), a, m.buf.Text()
	m.setFocus(Value)
}

// endEntry ends an entry without taking it.
func (m *Model) endEntry() {
	m.tree.entry, m.tree.answer = nil, answer{}
	if m.focus == Value {
		m.focus = Tree
	}
}

// ValueAccept takes what was typed. What may not stand there is refused in
// words, and the entry stays.
func (m *Model) ValueAccept() { m.Commit() }

// Commit takes what is being typed in a row of the form, if anything is. It
// reports whether nothing is left that could not be taken.
func (m *Model) Commit() bool {
	v := &m.tree
	if v.entry == nil {
		return true
	}
	value, ok := v.entry.Accept()
	if !ok {
		return false
	}
	a := v.answer
	m.endEntry()
	m.followRows()
	if !m.buf.Text().Same(v.of) {
		m.host.Say("The text was changed while this was typed. Nothing was taken.")
		return true
	}
	p, err := a.change(value)
	if a.taken == nil {
		m.patched(p, err)
	} else {
		a.taken(value, p, err)
	}
	return true
}

// Untaken returns the edit that would take what is being typed in a row as it
// stands, for keeping it: a crash must not lose it. ok is false when nothing is
// being typed, or it changes nothing.
func (m *Model) Untaken() (e PartEdit, ok bool) {
	v := &m.tree
	if v.entry == nil || !m.buf.Text().Same(v.of) {
		return PartEdit{}, false
	}
	typed := v.entry.Field().Value()
	p, err := v.answer.change(typed)
	if err != nil && v.answer.rescue != nil {
		p, err = v.answer.rescue(typed)
	}
	edit, sel := editOf(p), m.buf.Selection()
	return PartEdit{Part: ConfigurationPart, Step: text.Step{Edit: edit, Before: sel, After: sel.Map(edit)}}, err == nil && len(p.Splices) > 0
}

// ValueLineBreak breaks the line of the text that is being typed.
func (m *Model) ValueLineBreak() {
	if e := m.tree.entry; e != nil {
		e.LineBreak()
	}
}

// ValueComplete takes the choice that what was typed begins.
func (m *Model) ValueComplete() {
	if e := m.tree.entry; e != nil {
		e.Complete()
	}
}

// TreeRename gives the member of the row another key.
func (m *Model) TreeRename() {
	t, n, ok := m.row()
	if !ok {
		return
	}
	if _, _, member := t.KeySpan(n); !member {
		m.host.Say("Only members of an object have a key. Items of a list are known by their place.")
		return
	}
	parent := t.Parent(n)
	m.begin(form.Ask{
		Label: "key:", Text: t.Key(n), Choices: form.KnownKeys(m.knowledge(), t, parent),
		Check: func(key string) string { return keyFault(t, parent, key, n) },
	}, answer{change: func(key string) (document.Patch, error) { return t.Rename(n, key) }})
}

// keyFault says why a key cannot be given to a member of an object, "" when it
// can.
func keyFault(t *document.Tree, object document.Node, key string, except document.Node) string {
	if key == "" {
		return "A key is needed."
	}
	if n, taken := t.Member(object, key); taken && n != except && (except == document.None || t.Key(except) != key) {
		return "There is a member of that key already."
	}
	return ""
}

// TreeAdd adds a member to the object or an item to the list of the row, at its
// end. On any other value it adds one behind it.
func (m *Model) TreeAdd() {
	t, n, ok := m.row()
	if !ok {
		return
	}
	if k := t.Kind(n); k == document.Object || k == document.Array {
		m.add(n, t.Count(n))
		return
	}
	m.TreeAddBehind()
}

// TreeAddBehind adds a member or an item behind that of the row.
func (m *Model) TreeAddBehind() {
	t, n, ok := m.row()
	if !ok {
		return
	}
	parent := t.Parent(n)
	if parent == document.None {
		m.host.Say("Nothing can stand beside the Configuration itself.")
		return
	}
	m.add(parent, t.Index(n)+1)
}

// add adds to an object, whose key is asked for first, or to a list.
func (m *Model) add(c document.Node, index int) {
	t := m.tree.rows.Tree()
	if t.Kind(c) == document.Array {
		p, err := t.AddItem(c, index, t.Laid(c, form.NewItem(m.knowledge(), t, c)))
		m.added(p, err)
		return
	}
	m.begin(form.Ask{
		Label: "new key:", Where: form.BelowRow, Choices: form.KnownKeys(m.knowledge(), t, c),
		Check: func(key string) string { return keyFault(t, c, key, document.None) },
	}, answer{
		change: func(key string) (document.Patch, error) {
			return t.AddMember(c, index, key, t.Laid(c, form.NewMember(m.knowledge(), t, c, key)))
		},
		taken: func(_ string, p document.Patch, err error) { m.added(p, err) },
	})
}

// added goes on to edit what was added: the value itself, or the first one in
// it that wants to be filled in.
func (m *Model) added(p document.Patch, err error) {
	if !m.patched(p, err) {
		return
	}
	m.afterReading(func() {
		r := &m.tree.rows
		t := r.Tree()
		for n := r.Node(); n != document.None; n = t.FirstChild(n) {
			switch t.Kind(n) {
			case document.Object, document.Array:
				r.Expand(n)
				continue
			}
			r.GoTo(begin(t, n))
			m.cursorToRow()
			m.editValue()
			return
		}
	})
}

// TreeChangeType makes the value of the row another type: the same in the other
// spelling where there is one, else an empty one.
func (m *Model) TreeChangeType() {
	t, n, ok := m.row()
	if !ok {
		return
	}
	now, _ := form.TypeOf(t.Kind(n))
	ask := form.Ask{Label: "type:", Text: now.Text, Freedom: form.OnlyChoices}
	for _, one := range form.AllTypes() {
		ask.Choices = append(ask.Choices, one.Choice)
	}
	other := func(chosen string) (document.Kind, bool) {
		for _, one := range form.AllTypes() {
			if one.Text == chosen && one.Kind != now.Kind {
				return one.Kind, true
			}
		}
		return now.Kind, false
	}
	m.begin(ask, answer{
		change: func(chosen string) (document.Patch, error) {
			if kind, ok := other(chosen); ok {
				return t.SetValue(n, form.Converted(t, n, kind))
			}
			return document.Patch{}, nil
		},
		taken: func(chosen string, p document.Patch, err error) {
			kind, ok := other(chosen)
			if !ok || !m.patched(p, err) {
				return
			}
			if t.Count(n) > 0 {
				m.host.Say("What was in it is gone" + m.pressing(m.keys.Undo, "brings it back") + ".")
			}
			if t.Kind(n) == document.Null && (kind == document.String || kind == document.Number) {
				m.afterReading(m.editValue)
			}
		},
	})
}
