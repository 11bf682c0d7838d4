// This file replaces matches: one at a time, or all of them as one step of
// undo, away from the event loop when the text is large.
package editor

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/text"
)

// OpenReplace opens the find bar with a row for what to put in place of
// matches. From what to find it goes on to that row.
func (m *Model) OpenReplace() tea.Cmd {
	if !m.editable() {
		return nil
	}
	from := m.focus
	seeded := false
	if !m.inBar() {
		seeded = m.openFind()
	}
	if m.find.with == nil {
		m.find.with = field.New(field.Options{Text: m.lastWith, Rows: 1, Placeholder: "Type what to put in its place, or nothing"})
	}
	if from == Find || seeded {
		m.toReplacement()
	}
	m.searchAgain()
	return m.Work()
}

func (m *Model) toReplacement() {
	m.find.with.SelectAll()
	m.setFocus(Replacement)
}

// OtherFindField goes from what to find to what to put in its place, or back.
// The row for it is opened when it is not there yet.
func (m *Model) OtherFindField() {
	switch {
	case m.find == nil:
	case m.find.with == nil:
		m.OpenReplace()
	case m.focus == Find:
		m.toReplacement()
	default:
		m.find.field.SelectAll()
		m.setFocus(Find)
	}
}

// replacing is what is put in place of what.
type replacing struct {
	compiled
	with text.Replacement
	in   text.Range
	eol  string
}

// replacing returns what the bar says; it says what is missing or wrong.
func (m *Model) replacing() (replacing, bool) {
	if !m.editable() {
		return replacing{}, false
	}
	r := replacing{compiled: m.pattern(), in: m.searched(), eol: m.eol()}
	switch {
	case m.lastFor.needle == "":
		m.host.Say("Type what to find first.")
		return r, false
	case r.fault != "":
		m.host.Say("Not replaced: " + r.fault + ".")
		return r, false
	}
	var err error
	if r.with, err = r.pattern.Replacement(m.find.with.Value()); err != nil {
		m.host.Say("Not replaced: " + err.Error() + ".")
		return r, false
	}
	return r, true
}

// ReplaceMatch replaces the match the search stands on and goes to the next
// one. When it stands on none it goes to the next one only.
func (m *Model) ReplaceMatch() tea.Cmd {
	if m.find == nil || m.find.with == nil {
		return m.OpenReplace()
	}
	m.replaceMatch()
	return m.Work()
}

func (m *Model) replaceMatch() {
	r, ok := m.replacing()
	if !ok {
		return
	}
	on, ok := m.onMatch()
	if !ok { // it may have been selected by hand, or by undo
		sel := m.buf.Selection()
		on, ok = r.pattern.Next(context.Background(), m.buf.Text(), text.Range{From: sel.Min(), To: sel.Max()}, sel.Min())
		ok = ok && !sel.Empty() && on.From == sel.Min() && on.To == sel.Max()
	}
	if !ok || on.From < r.in.From || on.To > r.in.To {
		m.findStep(1)
		return
	}
	s := r.with.For(m.buf.Text(), on, r.eol)
	end := on.From + len(s)
	if s != m.buf.Text().Slice(on.From, on.To) {
		m.buf.Edit(text.Edit{{From: on.From, To: on.To, Insert: s}}, text.Cursor(end), text.Single)
		m.changed()
		m.moved()
	}
	m.find.undoes = undoText
	m.seekOn(start{off: end, behind: &on, step: 1})
}

// ReplaceAll replaces all matches, in the selection when that is switched on,
// as one step of undo, and says how many there were.
func (m *Model) ReplaceAll() tea.Cmd {
	if m.find == nil || m.find.with == nil {
		return m.OpenReplace()
	}
	r, ok := m.replacing()
	if !ok {
		return nil
	}
	m.stopRewriting()
	m.stopSeeking()
	t := m.buf.Text()
	if t.Len() <= atOnce {
		m.replaced(r.all(context.Background(), t))
		return m.Work()
	}
	m.sendJob("Replacing…", "Not replaced: ", func(ctx context.Context) func(*Model) {
		done := r.all(ctx, t)
		return func(m *Model) { m.replaced(done) }
	})
	return m.Work()
}

// replacement is what replacing all matches comes to.
type replacement struct {
	text.Prepared
	replacing
	matches int
}

func (r replacing) all(ctx context.Context, t text.Text) replacement {
	e, n := r.pattern.ReplaceAll(ctx, t, r.in, r.with, r.eol)
	if ctx.Err() != nil {
		return replacement{}
	}
	return replacement{t.Prepare(e), r, n}
}

// replaced makes the edit, unless the text is no longer what it was made for.
func (m *Model) replaced(r replacement) {
	e := r.Edit()
	if !m.buf.Take(r.Prepared, m.buf.Selection().Map(e)) {
		m.host.Say("Not replaced: the text was changed meanwhile. Replace again.")
		return
	}
	m.changed()
	m.moved()
	words := "nothing to replace"
	if r.matches > 0 {
		words = cells.Thousands(r.matches) + " replaced"
	}
	if m.find != nil {
		m.find.state, m.find.told, m.find.undoes = replaced, told{words, m.buf.Text()}, undoText
	}
	switch {
	case r.matches == 0:
		m.host.Say("Nothing to replace: not found.")
	case r.matches == 1:
		m.host.Say("Replaced 1 match.")
	default:
		m.host.Say("Replaced " + cells.Thousands(r.matches) + " matches.")
	}
}
