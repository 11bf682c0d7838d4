// This file offers to repair what was pasted when it is nearly JSON, and
// repairs a selection when asked to. Nothing is changed unasked: a paste stays
// as it is until the offer is taken.
package editor

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/text"
	"patchbay/tui/theme"
)

// A mending is a repair of a stretch of one text, ready to be made.
type mending struct {
	of   text.Text // of any other text it says nothing
	edit text.Edit // empty when there is nothing to mend
	did  []document.Mending
	ok   bool // the stretch is JSON once the edit is made
}

// examine finds out whether and how the bytes [from, to) of a text can be
// repaired.
func examine(t text.Text, from, to int) mending {
	src := t.Slice(from, to)
	repaired, did, ok := document.Repair(src)
	m := mending{of: t, did: did, ok: ok}
	for _, c := range text.Between(text.New(src), text.New(repaired)) {
		m.edit = append(m.edit, text.Change{From: c.From + from, To: c.To + from, Insert: c.Insert})
	}
	return m
}

// examineThen examines a stretch of the text of now and hands on what came
// out, unless the text has changed meanwhile.
func (m *Model) examineThen(from, to int, then func(*Model, mending)) {
	t := m.buf.Text()
	if to-from <= atOnce {
		then(m, examine(t, from, to))
		return
	}
	owner := m.owner
	m.send(func() tea.Msg {
		found := examine(t, from, to)
		return Reply{owner, func(m *Model) {
			if m.buf.Text().Same(t) {
				then(m, found)
			}
		}}
	})
}

// pasteText pastes into the Configuration, byte for byte. When that is nearly
// JSON, a repair is offered. Within a string it is text, whatever it looks like.
func (m *Model) pasteText(s string) {
	from := m.buf.Selection().Min()
	inString := m.ruler.InString(m.buf.Text(), from)
	m.buf.Paste(s)
	m.changed()
	if !inString {
		m.examineThen(from, from+len(s), func(m *Model, found mending) { m.offer = found })
	}
}

// offered returns the repair that is offered, if there is one. It is gone with
// the next change of the text, undo included.
func (m *Model) offered() (mending, bool) {
	return m.offer, len(m.offer.did) > 0 && m.offer.of.Same(m.buf.Text())
}

// dismissOffer takes the offer back and reports whether there was one on screen.
func (m *Model) dismissOffer() bool {
	_, ok := m.offered()
	m.offer = mending{}
	return ok && m.view == JSON
}

// RepairPaste makes the repair that is offered: one step of undo, which leads
// back to what was pasted.
func (m *Model) RepairPaste() {
	o, ok := m.offered()
	if !ok {
		m.host.Say("Nothing was pasted that can be repaired.")
		return
	}
	m.mend(o, "Undo gives back what was pasted.")
}

// RepairSelection repairs what is selected: one step of undo.
func (m *Model) RepairSelection() {
	sel := m.buf.Selection()
	switch {
	case m.focus != Text || sel.Empty():
		m.host.Say("Select the text to be repaired first.")
		return
	case !m.editable():
		return
	case sel.Max()-sel.Min() > atOnce:
		m.host.Say("Examining the selection…")
	}
	m.examineThen(sel.Min(), sel.Max(), func(m *Model, found mending) {
		switch {
		case !found.ok:
			m.host.Say("The selection cannot be repaired without guessing.")
		case len(found.did) == 0:
			m.host.Say("The selection is JSON already.")
		default:
			m.mend(found, "Undo takes it back.")
		}
	})
}

// mend makes a repair of the text of now.
func (m *Model) mend(r mending, afterwards string) {
	if !m.editable() {
		return
	}
	sel := m.buf.Selection()
	m.buf.Edit(r.edit, text.Selection{Anchor: r.edit.Map(sel.Anchor, text.After), Head: r.edit.Map(sel.Head, text.After)}, text.Single)
	m.offer = mending{}
	m.changed()
	m.showText()
	m.moved()
	words := mendings(r.did)
	if len(r.did) > 1 { // the whole list does not fit in one line of 80 cells
		words = "changes of " + strconv.Itoa(len(r.did)) + " kinds"
	}
	m.host.Say("Repaired: " + words + ". " + afterwards)
}

// mendings says in words what a repair did, or would do.
func mendings(did []document.Mending) string {
	words := make([]string, len(did))
	for i, d := range did {
		words[i] = d.String()
	}
	return strings.Join(words, ", ")
}

// offerLines says what is offered, in at most so many lines.
func (m *Model) offerLines(t theme.Theme, w, most int) []string {
	o, ok := m.offered()
	if !ok || most < 1 {
		return nil
	}
	if m.panel.state == panelOpen {
		most = 1 // the text needs the room
	}
	how := m.keys.Repair
	if how == "" {
		how = "“Repair what was pasted” in the palette"
	}
	return said(t, theme.Info, theme.InfoSign, "What was pasted is not JSON. "+how+" repairs it: "+mendings(o.did)+".", w, most)
}

// said lays words out in at most so many lines of w cells, with a sign before
// the first.
func said(t theme.Theme, role theme.Role, sign theme.Glyph, words string, w, most int) []string {
	words = clean(t, words)
	lines := []string{words}
	if most > 1 && w > 20 {
		lines = cells.Wrap(words, w-2)
	}
	if len(lines) > most {
		lines[most-1] += t.Glyph(theme.Ellipsis)
		lines = lines[:most]
	}
	for i, s := range lines {
		lead := t.Glyph(sign) + " "
		if i > 0 {
			lead = "  "
		}
		lines[i] = t.Paint(role, fit(t, lead+s, w))
	}
	return lines
}
