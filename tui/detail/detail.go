// This file holds the model of the screen: what it is given and what it asks for.

// Package detail is the screen that shows one Connector: its facts, and below
// them its Configuration to read, fold, search, filter and copy from. Nothing
// here can change anything.
//
// It must never know key names, the API's calls or a clipboard: it is given
// values, and asks its Host to copy. It reads no clock; the time is injected.
package detail

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/jsonview"
	"patchbay/tui/text"
)

// Host is what the screen asks of the application.
type Host interface {
	// Copy hands text to the clipboard; what says in words what it is.
	Copy(what, text string) tea.Cmd
	// Say shows a one-line notice.
	Say(text string)
}

// Spacing says where the white space of the shown Configuration comes from.
type Spacing int

// The spacings.
const (
	AsStored Spacing = iota
	LaidOut          // white space between tokens was changed for reading
)

// Access says what may be done with the Connector elsewhere.
type Access int

// The accesses.
const (
	Editable Access = iota
	ReadOnly
)

// Content is what is shown. Its texts are as they came, hostile or not.
type Content struct {
	Ref       api.Ref
	Connector api.Connector
	Text      text.Text      // the Configuration as shown
	Spacing   Spacing        // of Text
	Tree      *document.Tree // of Text; nil until it is ready, see SetTree
	ReadAt    time.Time
	Access    Access
	Note      string // what must be known before reading it, one sentence; may be empty
}

// Model is the screen. It belongs to the event loop.
type Model struct {
	host    Host
	now     func() time.Time
	phase   phase
	since   time.Time // when the first read began
	content Content
	shape   string // how the Configuration lies on lines, in words
	version int    // grows with every change of what the header tells

	tree     *document.Tree
	counts   document.Counts
	tally    tally
	marks    []jsonview.Mark
	regions  []document.Fold
	whole    jsonview.Folds // folds of the whole text
	filtered jsonview.Folds // folds among the lines a filter leaves
	unfolded jsonview.Folds // knows what can be folded, folds nothing
	ruler    jsonview.Ruler

	off    int // byte of the text the cursor is on
	left   int // cells scrolled to the right
	scroll int // rows scrolled off: first the header's, then the text's
	resume int // scroll to return to when the header loses the focus
	follow follow
	part   part

	// As last drawn: verbs that move by what is on screen need them.
	headerRows, room, textWidth int
	header                      header

	line   *field.Field // the open input line; nil when closed
	asks   asks
	origin int // cursor when the line was opened
	find   find
	filter filter
}

// phase is whether there is something to show.
type phase int

const (
	empty phase = iota
	reading
	ready
)

// part is the part of the screen that has the focus.
type part int

const (
	onText part = iota
	onHeader
)

// follow is whether drawing scrolls until the cursor is on screen.
type follow int

const (
	keepScroll follow = iota
	showCursor
)

// New makes a screen with nothing to show.
func New(host Host, now func() time.Time) *Model {
	return &Model{host: host, now: now}
}

// SetReading says that a Connector is being read since the time given, and that
// there is nothing of it to show yet.
func (m *Model) SetReading(ref api.Ref, since time.Time) {
	*m = Model{host: m.host, now: m.now, phase: reading, since: since, version: m.version + 1}
	m.content.Ref = ref
}

// SetContent shows a Connector. When it is the one already shown, the cursor
// stays on its line.
func (m *Model) SetContent(c Content) {
	same := m.phase == ready && m.content.Ref == c.Ref
	line, scroll := m.cursorLine(), m.scroll
	query, expr := m.find.query, m.filter.expr
	*m = Model{
		host: m.host, now: m.now, phase: ready, version: m.version + 1, content: c,
		shape: shape(c), headerRows: m.headerRows, room: m.room, textWidth: m.textWidth,
	}
	if same {
		m.off = m.lineHome(line)
		m.scroll, m.follow = scroll, showCursor
		m.search(query)
		m.filter.expr = expr
	}
	if c.Tree != nil {
		m.SetTree(c.Tree)
	}
}

// SetTree gives the meaning of the shown text. A tree of another text is ignored.
func (m *Model) SetTree(tree *document.Tree) {
	if tree == nil || len(tree.Source()) != m.content.Text.Len() {
		return
	}
	m.version++
	m.tree = tree
	m.counts = tree.Counts()
	m.takeFindings(tree.Findings())
	m.regions = tree.Folds()
	m.whole.SetRegions(m.regions)
	m.unfolded.SetRegions(m.regions)
	if m.filter.expr != "" {
		off := m.off
		m.applyFilter(m.filter.expr)
		if _, kept := m.filter.from(m.content.Text.LineOf(off)); kept {
			m.off = off // nobody asked to move
		}
	}
}

// DropTree forgets the meaning of the shown text while nobody looks at it. What
// was learned from it stays on screen.
func (m *Model) DropTree() { m.tree, m.content.Tree = nil, nil }

// Offset is the byte of the shown text the cursor is on.
func (m *Model) Offset() int { return m.off }

// Path is the dotted path of the cursor, as it is in the Configuration; "" for
// the Configuration as a whole, and while its structure is not known.
func (m *Model) Path() string {
	n, ok := m.node()
	if !ok {
		return ""
	}
	return m.tree.Dotted(n)
}

// Position says in words where the cursor is.
func (m *Model) Position() string {
	if m.phase != ready {
		return ""
	}
	return "line " + cells.Thousands(m.cursorLine()+1) + " of " + cells.Thousands(m.content.Text.Lines())
}

// node is the value or member the cursor is on.
func (m *Model) node() (document.Node, bool) {
	if m.tree == nil || m.phase != ready {
		return document.None, false
	}
	n := m.tree.At(m.off)
	return n, n != document.None
}

// folds are the folds of what is listed now.
func (m *Model) folds() *jsonview.Folds {
	if m.filter.on() {
		return &m.filtered
	}
	return &m.whole
}
