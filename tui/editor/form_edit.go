// This file changes the Configuration from the form. Each change is one small
// edit of the text and one step of undo, made by api/document on the tree of
// the text of now.
package editor

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/form"
	"patchbay/tui/text"
)

// row returns the tree and the value of the current row for a change. ok is
// false, and it is said why, when nothing can be changed now.
func (m *Model) row() (t *document.Tree, n document.Node, ok bool) {
	if !m.editable() || !m.ready() {
		return nil, document.None, false
	}
	r := &m.tree.rows
	return r.Tree(), r.Node(), true
}

// patched makes a change, or says why it was refused. It reports whether the
// change stands, be it one that changes nothing.
func (m *Model) patched(p document.Patch, err error) bool {
	m.tree.broken = -1
	if err != nil {
		m.refusedChange(err)
		return false
	}
	if len(p.Splices) > 0 {
		m.apply(p)
		m.readForForm()
	}
	return true
}

// apply makes a change, as one step of undo.
func (m *Model) apply(p document.Patch) {
	m.buf.Edit(editOf(p), text.Cursor(p.At), text.Single)
	m.changed()
	m.closers = nil
}

// editOf is a change as an edit of the text.
func editOf(p document.Patch) text.Edit {
	e := make(text.Edit, len(p.Splices))
	for i, s := range p.Splices {
		e[i] = text.Change{From: s.From, To: s.To, Insert: s.Text}
	}
	return e
}

// refusedChange says why a change was refused. Where the text is broken, going
// to the JSON goes there.
func (m *Model) refusedChange(err error) {
	var refused *document.ChangeError
	if !errors.As(err, &refused) || refused.Off < 0 {
		m.host.Say(err.Error())
		return
	}
	m.tree.broken = refused.Off
	m.host.Say("Not while the text is broken here" + m.pressing(m.keys.Toggle, "goes there") + ". " + refused.Reason)
}

// pressing tells of the key that helps, if there is one.
func (m *Model) pressing(key, does string) string {
	if key == "" {
		return ""
	}
	return " (" + key + " " + does + ")"
}

// called returns what people would call a value: its key or its place in the
// list, and its name.
func called(t *document.Tree, n document.Node) string {
	path := t.Dotted(n)
	const longest = 32 // cells
	if t.Parent(n) == document.None {
		return "the Configuration"
	}
	path = cells.Clean(path)
	if cells.Width(path) > longest {
		path = "…" + lastCells(path, longest-1)
	}
	if name := form.NameOf(t, n); name != "" {
		path += " “" + cells.Truncate(cells.Clean(name), longest, "…") + "”"
	}
	return path
}

// lastCells returns at most so many cells from the end of clean text.
func lastCells(s string, w int) string {
	runes := []rune(s)
	for cells.Width(string(runes)) > w {
		runes = runes[1:]
	}
	return string(runes)
}

// TreeRemove takes the value of the row out, with its key.
func (m *Model) TreeRemove() {
	t, n, ok := m.row()
	if !ok {
		return
	}
	what := called(t, n)
	p, err := t.Remove(n)
	if m.patched(p, err) {
		m.host.Say("Removed " + what + m.pressing(m.keys.Undo, "brings it back") + ".")
	}
}

// TreeDuplicate puts a copy behind the value of the row and goes there.
func (m *Model) TreeDuplicate() {
	t, n, ok := m.row()
	if !ok {
		return
	}
	p, err := t.Duplicate(n)
	if !m.patched(p, err) {
		return
	}
	m.afterReading(func() {
		if t, n := m.tree.rows.Tree(), m.tree.rows.Node(); t.Kind(t.Parent(n)) == document.Object {
			m.host.Say("Duplicated as " + cells.Truncate(cells.Clean(t.Key(n)), 40, "…") + ".")
		} else {
			m.host.Say("Duplicated. What has to be unique, such as an ID, is the same in both.")
		}
	})
}

// TreeMoveUp exchanges the value of the row with the one before it.
func (m *Model) TreeMoveUp() { m.moveRow((*document.Tree).MoveUp) }

// TreeMoveDown exchanges the value of the row with the one behind it.
func (m *Model) TreeMoveDown() { m.moveRow((*document.Tree).MoveDown) }

func (m *Model) moveRow(move func(*document.Tree, document.Node) (document.Patch, error)) {
	t, n, ok := m.row()
	if !ok {
		return
	}
	p, err := move(t, n)
	if m.patched(p, err) && len(p.Splices) == 0 {
		m.buf.Select(text.Cursor(p.At)) // the two are the same
		m.revealRow()
	}
}

// TreeFlip turns yes into no and back, and opens or closes an object or a list.
func (m *Model) TreeFlip() {
	if !m.ready() {
		return
	}
	switch t, n := m.tree.rows.Tree(), m.tree.rows.Node(); t.Kind(n) {
	case document.Object, document.Array:
		m.TreeToggle()
	case document.True, document.False:
		if m.editable() {
			value := "true"
			if t.Kind(n) == document.True {
				value = "false"
			}
			m.patched(t.SetValue(n, value))
		}
	default:
		m.host.Say("Only yes/no values can be flipped.")
	}
}

// pasteOver puts what was pasted in the place of the value of the row: JSON,
// laid out like its neighbours unless the value was on one line, or anything else as a text. A text stays one
// unless what is pasted is an object, a list or a JSON string.
func (m *Model) pasteOver(s string) {
	t, n, ok := m.row()
	if !ok {
		return
	}
	json := strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
	valid, _ := document.Valid(json)
	kind := t.Kind(n)
	switch {
	case json == "":
		return
	case valid && (kind != document.String || strings.ContainsAny(json[:1], `{["`)):
		onOneLine := t.Count(n) > 0 && !strings.Contains(t.Text(n), "\n")
		if parent := t.Parent(n); parent != document.None && !onOneLine {
			json = t.Laid(parent, json)
		}
		m.patched(t.SetValue(n, json))
	case kind == document.Object || kind == document.Array:
		m.host.Say("What was pasted is not JSON: it cannot take the place of an object or a list.")
	default:
		m.patched(t.SetString(n, strings.TrimRight(strings.ReplaceAll(s, "\r\n", "\n"), "\r\n")))
	}
}

// copyRow copies the value of the row: a text as it reads to the terminal, and
// everything as it is written for pasting here.
func (m *Model) copyRow() tea.Cmd {
	if !m.ready() {
		return nil
	}
	t, n := m.tree.rows.Tree(), m.tree.rows.Node()
	m.clip = clip{t.Text(n), characters}
	value := t.Text(n)
	if t.Kind(n) == document.String {
		value = t.StringValue(n)
	}
	return m.host.Copy("The value of "+called(t, n), value)
}

// afterReading does something once the text of now has a tree: now if it has.
func (m *Model) afterReading(then func()) {
	if m.rowsAreNow() {
		then()
		return
	}
	m.tree.then = then
}
