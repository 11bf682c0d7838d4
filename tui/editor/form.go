// This file is the form of the Configuration: its rows, which of them is
// current, and the tree they are made of.
//
// The cursor of the text is the place in the form too: the current row is the
// value the cursor is in. So both views are always at the same place, and undo
// brings the form back to where a change was made.
package editor

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/api/schema"
	"patchbay/tui/form"
	"patchbay/tui/text"
)

// treeView is the Configuration in rows.
type treeView struct {
	rows   form.Rows
	schema func() *schema.Schema // nil knows nothing
	entry  *form.Entry           // what is being typed in the current row; nil for nothing
	answer answer                // what becomes of it
	of     text.Text             // the text it was begun for
	then   func()                // what is to be done once the text of now has a tree

	reading  context.CancelFunc // stops the reading that is going on; nil without one
	revision uint64             // what it reads

	broken int // where the text is that a change was refused for; -1 for nowhere
	first  int // line of the screen the rows began at when last drawn
	told   about
}

// about is what is said about one place.
type about struct {
	tree  *document.Tree
	node  document.Node
	words string
}

// Busy reports whether the form waits for the text to be read: what is done to
// rows now would be done to rows of a text that is gone. Keys and pastes are to
// be kept until it no longer is, which is told by a Reply.
func (m *Model) Busy() bool {
	return m.view == Form && m.focus == Tree && m.tree.reading != nil && m.meaning.fresh() == nil
}

// InFront reports whether something is open in front of the text or the form
// that Back would close first.
func (m *Model) InFront() bool {
	return m.find != nil || m.seeking != nil || m.job != nil || m.panel.state == panelOpen || m.focus == Value
}

// GiveUp stops waiting for the text to be read and shows it as JSON.
func (m *Model) GiveUp() {
	m.stopReading()
	m.tree.then = nil
	m.showText()
}

func (m *Model) stopReading() {
	if m.tree.reading != nil {
		m.tree.reading()
		m.tree.reading = nil
	}
}

// readForForm reads the text if the form is shown and has no tree of the text
// of now: at once if it is small, else away from the event loop.
func (m *Model) readForForm() {
	v := &m.tree
	if m.view != Form || m.meaning.fresh() != nil {
		v.reading = nil
		return
	}
	rev, t := m.Revision(), m.buf.Text()
	if v.reading != nil && v.revision == rev {
		return
	}
	m.stopReading()
	if t.Len() <= atOnce {
		m.understood(rev, document.Parse(context.Background(), t.String()))
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	v.reading, v.revision = stop, rev
	owner := m.owner
	m.send(func() tea.Msg {
		defer stop()
		tree := document.Parse(ctx, t.String())
		return Reply{owner, func(m *Model) {
			if m.tree.reading == nil || m.tree.revision != rev || tree.Cancelled() {
				return
			}
			m.tree.reading = nil
			m.understood(rev, tree)
		}}
	})
}

func (m *Model) understood(rev uint64, tree *document.Tree) {
	m.SetMeaning(rev, tree, tree.Findings())
}

// followRows takes a tree of the text of now into the form, and does what
// waited for it.
func (m *Model) followRows() {
	tree := m.meaning.fresh()
	if m.view != Form || tree == nil {
		return
	}
	v := &m.tree
	if tree != v.rows.Tree() {
		at := m.rowPlace()
		v.rows.Follow(tree, at)
		if v.entry == nil {
			v.rows.Reveal(at)
		}
	}
	if then := v.then; then != nil {
		v.then = nil
		then()
	}
}

// showRows shows the form with the focus on one of its parts, the rows at the
// place of the cursor.
func (m *Model) showRows(f Focus) {
	m.view = Form
	m.setFocus(f)
	m.followRows()
	m.revealRow()
}

// revealRow makes the row current that the cursor is in, and opens what hides
// it.
func (m *Model) revealRow() {
	if m.view == Form && m.tree.entry == nil && m.rowsAreNow() {
		m.tree.rows.Reveal(m.rowPlace())
	}
}

// rowPlace returns the offset that says which row the cursor is in: its own, but
// from the blanks before a value on its line the value, and from the end of a
// line what ends there.
func (m *Model) rowPlace() int {
	t, off := m.buf.Text(), m.buf.Selection().Min()
	at := skipBlanks(t, off)
	if c, ok := t.Byte(at); ok && c != '\n' && c != '\r' {
		return at
	}
	for c, ok := t.Byte(off - 1); ok && (c == ' ' || c == '\t'); c, ok = t.Byte(off - 1) {
		off--
	}
	if c, _ := t.Byte(off - 1); c == ',' {
		off--
	}
	return off
}

// rowsAreNow reports whether the rows are those of the text of now.
func (m *Model) rowsAreNow() bool {
	tree := m.meaning.fresh()
	return tree != nil && tree == m.tree.rows.Tree()
}

// main returns what has the focus when nothing in front of it has.
func (m *Model) main() Focus {
	if m.view == Form {
		return Tree
	}
	return Text
}

// leaveRows lets go of the tree when the form is left; what is open stays known.
func (m *Model) leaveRows() {
	m.endEntry()
	m.tree.rows.Release()
	m.tree.then = nil
}

// onRows runs a movement on the rows and takes the cursor along.
func (m *Model) onRows(move func(r *form.Rows)) {
	if !m.ready() {
		return
	}
	move(&m.tree.rows)
	m.tree.broken = -1
	m.cursorToRow()
}

// cursorToRow puts the cursor of the text where the current row begins.
func (m *Model) cursorToRow() {
	if n := m.tree.rows.Node(); n != document.None {
		m.buf.Select(text.Cursor(begin(m.tree.rows.Tree(), n)))
		m.goal = -1
	}
}

// ready reports whether there are rows of the text of now, and says so if not.
func (m *Model) ready() bool {
	m.followRows()
	switch {
	case !m.rowsAreNow():
		m.host.Say("One moment: the Configuration is being read.")
	case m.tree.rows.Len() == 0:
		m.host.Say("There is nothing here yet. Begin in the JSON, with an object: {}")
	default:
		return true
	}
	return false
}

// moveRows moves by rows.
func (m *Model) moveRows(by int) { m.onRows(func(r *form.Rows) { r.Move(by) }) }

// pageRows moves by screens.
func (m *Model) pageRows(by int) { m.onRows(func(r *form.Rows) { r.Page(by) }) }

// moveInTree makes a motion of the text among the rows.
func (m *Model) moveInTree(motion text.Motion) {
	switch motion {
	case text.Left, text.WordLeft:
		m.TreeLeft()
	case text.Right, text.WordRight:
		m.TreeRight()
	case text.LineStart, text.SmartHome, text.DocStart:
		m.TreeFirst()
	case text.LineEnd, text.DocEnd:
		m.TreeLast()
	}
}

// TreeUp, TreeDown, TreeFirst and TreeLast move between the rows of the form.
func (m *Model) TreeUp()    { m.moveRows(-1) }
func (m *Model) TreeDown()  { m.moveRows(1) }
func (m *Model) TreeFirst() { m.onRows(func(r *form.Rows) { r.Move(-r.Len()) }) }
func (m *Model) TreeLast()  { m.onRows(func(r *form.Rows) { r.Move(r.Len()) }) }

// TreeLeft closes the object or list of the row, or else goes to what the row
// stands in.
func (m *Model) TreeLeft() {
	m.onRows(func(r *form.Rows) {
		if n := r.Node(); r.Foldable(n) && r.Open(n) && n != r.Tree().Root() {
			r.Collapse(n)
			return
		}
		r.Parent()
	})
}

// TreeRight opens the object or list of the row, or else goes to its first
// member or item.
func (m *Model) TreeRight() {
	m.onRows(func(r *form.Rows) {
		n := r.Node()
		switch {
		case !r.Foldable(n):
		case !r.Open(n):
			r.Expand(n)
		default:
			r.Move(1)
		}
	})
}

// TreeToggle opens or closes the object or list of the row.
func (m *Model) TreeToggle() {
	m.onRows(func(r *form.Rows) {
		switch n := r.Node(); {
		case !r.Foldable(n):
		case r.Open(n):
			r.Collapse(n)
		default:
			r.Expand(n)
		}
	})
}

// TreeExpandAll opens everything in the row, TreeCollapseAll closes everything.
func (m *Model) TreeExpandAll() { m.onRows(func(r *form.Rows) { r.ExpandAll(r.Node()) }) }

// TreeCollapseAll closes everything in the form.
func (m *Model) TreeCollapseAll() {
	m.onRows(func(r *form.Rows) { r.CollapseAll(r.Tree().Root()) })
}

// placeHere returns what the schema knows about a place.
func (m *Model) placeHere(n document.Node, below ...schema.Step) schema.Place {
	return form.PlaceOf(m.knowledge(), m.tree.rows.Tree(), n, below...)
}

// knowledge returns the schema, nil for none.
func (m *Model) knowledge() *schema.Schema {
	if m.tree.schema == nil {
		return nil
	}
	return m.tree.schema()
}

// aboutRow says what the current row is for, "" when that is not known.
func (m *Model) aboutRow() string {
	r := &m.tree.rows
	n := r.Node()
	if n == document.None || n == r.Tree().Root() {
		return ""
	}
	if a := &m.tree.told; a.tree != r.Tree() || a.node != n {
		*a = about{r.Tree(), n, form.About(m.placeHere(n))}
	}
	return m.tree.told.words
}
