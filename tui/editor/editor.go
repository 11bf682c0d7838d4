// Package editor is the screen that edits one Connector: its Configuration as
// JSON text, its name and description as a form, with one history of undo over
// all three.
//
// It must never know a key, the network or the disk. It is told what to do
// through verbs, asks for what it cannot do through Host, and is told what the
// text means from outside.
package editor

// This file holds the Model, what it is made from, and what it may ask for.

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/schema"
	"patchbay/tui/form"
	"patchbay/tui/jsonview"
	"patchbay/tui/text"
)

// Access says whether the Connector may be changed.
type Access int

// The kinds of access.
const (
	Editable Access = iota
	ReadOnly
)

// Content is what the editor opens with.
type Content struct {
	Name, Description string
	Configuration     text.Text
	Access            Access
	Clock             func() time.Time // groups typing for undo; nil is the wall clock
	// Schema describes Configurations; nil, or a nil schema, knows nothing.
	Schema func() *schema.Schema
	Keys   Keys
}

// Keys are names of keys for words such as "Undo brings it back"; "" for none.
type Keys struct {
	Undo   string
	Toggle string // between the form and the JSON
	Repair string // what was pasted
}

// Host is what the editor asks of the application.
type Host interface {
	// Copy sends text to the terminal's clipboard; what names it in messages,
	// such as "selection".
	Copy(what, text string) tea.Cmd
	// Say shows one line to the user.
	Say(string)
}

// A View is one of the two ways to see the Connector.
type View int

// The views.
const (
	JSON View = iota
	Form
)

// Focus names what typing goes to.
type Focus int

// What may have the focus.
const (
	Text        Focus = iota // the Configuration
	Name                     // of the form
	Description              // of the form
	Find                     // the find bar
	Outline                  // the list of sections, Report Types and Fields
	Replacement              // what to put in place of matches
	Tree                     // the rows of the form
	Value                    // a value being edited in a row of the form
	Panel                    // the list of findings
)

// A Model is the editor of one Connector. Use New. It belongs to one
// goroutine; snapshots may be given away.
type Model struct {
	host    Host
	access  Access
	buf     *text.Buffer // the Configuration
	form    *form.Model
	tree    treeView
	keys    Keys
	history history
	journal []PartEdit

	view  View
	focus Focus

	unit    string // one level of indentation
	closers []pair // brackets and quotes that were closed by themselves
	clip    clip

	folds *jsonview.Folds
	ruler *jsonview.Ruler
	top   int // first line on screen
	left  int // cells scrolled to the right
	rows  int // rows of text when last drawn
	goal  int // column that moving up and down aims at; -1 for none

	find     *findBar // nil while closed
	lastFor  query    // what was searched last
	lastWith string   // what was put in its place last
	compiled compiled
	landed   landing
	seeking  *seeking // the search that is going on; nil without one
	shown    shown
	owner    *ticket // of the work that was sent out
	work     tea.Cmd
	outline  outline
	meaning  meaning
	refused  []refusal
	paired   bracketCache
	job      *job  // the work on the whole text that is going on; nil without any
	grown    grown // how the selection was grown

	panel   panel
	offer   mending // of a repair; offered says whether it still stands
	spaces  jsonview.Spaces
	pointer pointer
	drawn   jsonview.Window // the text as it was drawn last
}

// New returns an editor of the content with the cursor at its start.
func New(h Host, c Content) *Model {
	if c.Clock == nil {
		c.Clock = time.Now
	}
	m := &Model{
		host: h, access: c.Access,
		buf:  text.NewBuffer(c.Configuration),
		form: form.New(c.Name, c.Description, c.Clock),
		goal: -1, rows: 1,
		owner:   new(ticket),
		lastFor: query{fold: text.Fold},

		tree: treeView{schema: c.Schema, broken: -1},
		keys: c.Keys,
	}
	m.buf.SetClock(c.Clock)
	m.attach()
	return m
}

// attach makes everything that hangs on the text anew.
func (m *Model) attach() {
	t := m.buf.Text()
	m.folds, m.ruler = &jsonview.Folds{}, &jsonview.Ruler{}
	m.unit = indentUnit(t)
	m.meaning = meaning{text: t}
	m.outline.follow()
}

// Typing returns what typing goes to.
func (m *Model) Typing() Focus { return m.focus }

// SetAccess changes whether the Connector may be changed, say when the
// platform has refused a save for want of rights.
func (m *Model) SetAccess(a Access) { m.access = a }

// editable reports whether the content may be changed, and says so if not.
func (m *Model) editable() bool {
	if m.access == ReadOnly {
		m.host.Say("Opened read-only: nothing can be changed here.")
		return false
	}
	return true
}

// setFocus gives the focus to a part of the screen. Typing before and after it
// are separate steps of undo.
func (m *Model) setFocus(f Focus) {
	if m.focus != f {
		for p := range parts {
			m.buffer(p).Break()
		}
		if f == Panel {
			m.enterPanel()
		}
	}
	if f != Value {
		m.endEntry()
	}
	m.focus = f
	switch f {
	case Name:
		m.form.Focus(form.Name)
	case Description:
		m.form.Focus(form.Description)
	}
}

// ToggleForm changes between the JSON and the form at the same place.
func (m *Model) ToggleForm() {
	if m.view == JSON {
		m.showForm(Tree)
		return
	}
	broken := m.tree.broken
	m.showText()
	if broken >= 0 {
		m.GoToOffset(broken)
	}
}

// showForm shows the form with the focus on one of its parts. The find bar
// belongs to the text and is closed.
func (m *Model) showForm(f Focus) {
	if m.find != nil {
		m.closeFind()
	}
	m.outline.follow()
	m.showRows(f)
}

// Show shows a view, at the same place. At the very start the form begins with
// the name.
func (m *Model) Show(v View) {
	switch {
	case m.view == v:
	case v == Form && m.buf.Selection() == text.Cursor(0):
		m.showForm(Name)
	default:
		m.ToggleForm()
	}
}

// Start shows a view at a byte of the Configuration.
func (m *Model) Start(v View, off int) {
	m.showText()
	m.GoToOffset(off)
	m.Show(v)
}

// ShowPart shows a part and gives it the focus.
func (m *Model) ShowPart(p Part) {
	switch p {
	case NamePart:
		m.showForm(Name)
	case DescriptionPart:
		m.showForm(Description)
	default:
		m.showText()
	}
}

// showText shows the JSON with the focus on the text.
func (m *Model) showText() {
	if m.view == Form {
		m.leaveRows()
	}
	m.view = JSON
	m.setFocus(Text)
}

// NextField moves the focus to the next part of the screen.
func (m *Model) NextField() { m.turn(1) }

// PrevField moves the focus to the part of the screen before.
func (m *Model) PrevField() { m.turn(-1) }

func (m *Model) turn(step int) {
	ring := []Focus{Text}
	if m.view == Form {
		ring = []Focus{Name, Description, Tree}
	} else {
		if m.find != nil {
			ring = append(ring, Find)
			if m.find.with != nil {
				ring = append(ring, Replacement)
			}
		}
		if m.outline.width > 0 {
			ring = append(ring, Outline)
		}
	}
	if m.panel.state == panelOpen {
		ring = append(ring, Panel)
	}
	at := 0
	for i, f := range ring {
		if f == m.focus {
			at = i
		}
	}
	m.setFocus(ring[(at+step+len(ring))%len(ring)])
	switch m.focus {
	case Outline:
		m.outline.follow()
	case Tree:
		m.showRows(Tree)
	}
}

// Back leaves what is open in front of the text: the find bar, the outline,
// the form. It reports whether there was anything.
func (m *Model) Back() bool {
	switch {
	case m.focus == Value:
		m.endEntry()
	case m.stopRewriting():
	case m.focus == Panel:
		m.closePanel()
	case m.focus == Text && m.dismissOffer():
	case m.find != nil:
		m.closeFind()
	case m.stopSeeking():
		m.host.Say("The search was stopped.")
	case m.panel.state == panelOpen:
		m.closePanel()
	case m.view == Form:
		m.showText()
	case m.focus != Text:
		m.setFocus(Text)
	case !m.buf.Selection().Empty():
		m.buf.Select(text.Cursor(m.buf.Selection().Head))
	default:
		return false
	}
	return true
}
