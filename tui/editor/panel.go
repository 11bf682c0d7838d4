// This file is the list of findings below the text or the form: all of them,
// in the order of the text, one of them picked.
package editor

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/tui/form"
	"patchbay/tui/text"
)

// panel is the list and the place in it.
type panel struct {
	state  panelState
	pick   int   // row
	top    int   // first row on screen
	at     int   // line of the screen the list began at when last drawn
	rows   int   // rows of findings on screen when last drawn
	from   Focus // what had the focus before
	origin origin
	about  aboutFindings
}

type panelState int

const (
	panelClosed panelState = iota
	panelOpen
)

// An origin is where one was before walking through the list.
type origin struct {
	of        text.Text
	selection text.Selection
	top, left int
}

// aboutFindings are the findings about one name and one description.
type aboutFindings struct {
	known    bool
	revision uint64 // of both
	list     []document.Finding
}

// A note is one row of the list.
type note struct {
	part     Part
	off      int // bytes of the part
	severity document.Severity
	id       string // "" when the platform refused the place
	message  string
}

// TogglePanel opens the list of findings with the focus in it. From elsewhere
// it gives an open list the focus, and in the list it closes it.
func (m *Model) TogglePanel() {
	if m.focus == Panel {
		m.closePanel()
		return
	}
	m.panel.state = panelOpen
	m.setFocus(Panel)
}

// enterPanel picks what the cursor is at, and remembers where one came from. It
// is called before the list gets the focus.
func (m *Model) enterPanel() {
	p := &m.panel
	p.from = m.focus
	p.origin = origin{m.buf.Text(), m.buf.Selection(), m.top, m.left}
	p.pick = m.rowFrom(m.buf.Selection().Head)
}

// closePanel closes the list and goes back to where one was before it had the
// focus.
func (m *Model) closePanel() {
	o := m.panel.origin
	if m.focus == Panel && o.of.Same(m.buf.Text()) {
		m.buf.Select(o.selection)
		m.moved()
		m.top, m.left = o.top, o.left
	}
	m.panel.state = panelClosed
	if m.focus != Panel {
		return
	}
	switch back := m.panel.from; {
	case m.view == Form && back == Value:
		m.setFocus(Tree)
	case m.view == Form || m.find != nil && (back == Find || back == Replacement):
		m.setFocus(back)
	default:
		m.setFocus(Text)
	}
}

// aboutNotes returns the findings about the name and the description.
func (m *Model) aboutNotes() []document.Finding {
	a := &m.panel.about
	name, description := m.form.Field(form.Name), m.form.Field(form.Description)
	rev := name.Buffer().Revision() + description.Buffer().Revision()
	if !a.known || a.revision != rev {
		before := len(a.list)
		*a = aboutFindings{true, rev, document.CheckMetadata(name.Value(), description.Value())}
		if m.panel.pick >= before {
			m.panel.pick += len(a.list) - before // the same row
		}
	}
	return a.list
}

// above returns how many rows stand above the findings of the text: those
// about name and description, and what the platform refused.
func (m *Model) above() int { return len(m.aboutNotes()) + len(m.refused) }

// notes returns how many rows there are.
func (m *Model) notes() int { return m.above() + len(m.meaning.findings) }

// note returns a row, with its place in the text of now.
func (m *Model) note(i int) note {
	about := m.aboutNotes()
	if i < len(about) {
		f := about[i]
		return note{PartOf(f), f.Start, f.Severity, f.ID, f.Message}
	}
	if i -= len(about); i < len(m.refused) {
		r := m.refused[i]
		return note{ConfigurationPart, r.off, document.Error, "", r.message}
	}
	f := m.meaning.findings[i-len(m.refused)]
	// The place is told beside the message, and as it is now.
	message := strings.TrimPrefix(f.Message, fmt.Sprintf("Line %d, column %d: ", f.Line, f.Col))
	return note{ConfigurationPart, m.meaning.now(f.Start), f.Severity, f.ID, message}
}

// PartOf returns the part that a finding of document.CheckMetadata is about.
func PartOf(f document.Finding) Part {
	if f.Pointer == "/description" {
		return DescriptionPart
	}
	return NamePart
}

// rowFrom returns the row of the first finding of the text at an offset or
// behind it, or else the last row.
func (m *Model) rowFrom(off int) int {
	k := &m.meaning
	at := k.then(off)
	i := sort.Search(len(k.findings), func(i int) bool {
		f := k.findings[i]
		return f.Start >= at || f.End > at
	})
	return max(min(m.above()+i, m.notes()-1), 0)
}

// keepPick runs a change of the findings so that the same one stays picked, or
// else the one that takes its place.
func (m *Model) keepPick(change func()) {
	k := &m.meaning
	i := m.panel.pick - m.above()
	if m.panel.state == panelClosed || i < 0 || i >= len(k.findings) {
		change()
		return
	}
	id, off := k.findings[i].ID, k.now(k.findings[i].Start)
	change()
	off = k.then(off)
	j := sort.Search(len(k.findings), func(i int) bool { return k.findings[i].Start >= off })
	m.panel.pick = m.above() + min(j, max(len(k.findings)-1, 0))
	for ; j < len(k.findings) && k.findings[j].Start == off; j++ {
		if k.findings[j].ID == id {
			m.panel.pick = m.above() + j
			return
		}
	}
}

// movePanel moves the pick by so many rows and shows the place.
func (m *Model) movePanel(step int) {
	n := m.notes()
	if n == 0 {
		return
	}
	m.pickRow(min(max(m.panel.pick+step, 0), n-1))
}

// pickRow picks a row and shows its place in the text, which gets the focus
// only from GoToPicked.
func (m *Model) pickRow(i int) {
	m.panel.pick = i
	if n := m.note(i); n.part == ConfigurationPart && m.view == JSON {
		m.buf.Select(text.Cursor(n.off))
		m.moved()
	}
}

// GoToPicked goes to the picked finding: the place gets the focus, the list
// stays open.
func (m *Model) GoToPicked() {
	if m.notes() == 0 {
		return
	}
	n := m.note(min(m.panel.pick, m.notes()-1))
	if n.part != ConfigurationPart {
		m.ShowPart(n.part)
		return
	}
	m.GoToOffset(n.off)
}

// PanelDown and PanelUp move by a row of the list, PanelFirst and PanelLast to
// its ends.
func (m *Model) PanelDown()  { m.movePanel(1) }
func (m *Model) PanelUp()    { m.movePanel(-1) }
func (m *Model) PanelFirst() { m.movePanel(-m.notes()) }
func (m *Model) PanelLast()  { m.movePanel(m.notes()) }

// copyPicked copies the picked finding in words.
func (m *Model) copyPicked() tea.Cmd {
	if m.notes() == 0 {
		return nil
	}
	n := m.note(min(m.panel.pick, m.notes()-1))
	return m.host.Copy("finding", n.severity.String()+" "+m.placeOf(n)+" "+n.words())
}

// placeOf says where a finding is: line and column from 1, the column in code
// points, or the name of the part.
func (m *Model) placeOf(n note) string {
	switch n.part {
	case NamePart:
		return "Name"
	case DescriptionPart:
		return "Description"
	}
	t := m.buf.Text()
	return strconv.Itoa(t.LineOf(n.off)+1) + ":" + strconv.Itoa(m.ruler.CodePoints(t, n.off)+1)
}

// words returns the message with its ID.
func (n note) words() string {
	if n.id == "" {
		return n.message
	}
	return n.message + " (" + n.id + ")"
}
