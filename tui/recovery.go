// Unsaved edits found on this machine: offered on opening, restored, put off, or
// discarded after asking. One never goes into another Connector.

package tui

import (
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/config/state"
	"patchbay/tui/cells"
	"patchbay/tui/dialog"
	"patchbay/tui/editor"
	"patchbay/tui/theme"
	"patchbay/tui/when"
)

// foundEdit is an unsaved edit as its journal tells it.
type foundEdit struct {
	found state.Found
	edit  replayed
	err   error     // why it cannot be restored
	left  *leftSave // a save of it whose outcome is not known; nil without one
	told  verdict   // what is known by now of such a save
}

// unsaved is what this machine keeps of a Connector that is not live.
type unsaved struct {
	edits  []foundEdit   // newest first
	others []state.Found // open in another Patchbay at this moment
	said   string        // what was found out meanwhile, for the status bar; may be empty
}

// findUnsaved reads what this machine keeps of ref. Edits that came to nothing,
// and those that turn out to be live, are removed in passing; those of a living
// owner, or of one that may live, are never touched. told says what is known by
// now of saves that were not confirmed, by the path of their journals.
func findUnsaved(s Session, ref api.Ref, live api.Connector, told map[string]verdict, now time.Time) (u unsaved) {
	if s.Store == nil {
		return u
	}
	all, err := s.Store.Unsaved(s.keyOf(ref))
	if err != nil {
		return u // an unreadable state directory is said when an edit is to be kept
	}
	for _, f := range all {
		if told[f.Path].kind == movedSave {
			continue // it could not be removed
		}
		if f.Owner == state.Alive && f.Err == nil {
			u.others = append(u.others, f)
			continue
		}
		e := foundEdit{found: f, err: f.Err, told: told[f.Path]}
		if e.err == nil {
			e.edit, e.err = replay(f)
		}
		if e.err == nil && !f.Sent.IsZero() && e.told.words == "" {
			e.left = leftBehind(e, live, now)
		}
		if e.err == nil && e.left == nil && (f.Sent.IsZero() || e.told.kind == settledSave) && (e.edit.nothingLeft() || e.edit.isLive(live)) {
			if f.Owner == state.Unsure || f.Discard() == nil {
				continue
			}
		}
		u.edits = append(u.edits, e)
	}
	return u
}

// offerFound goes on with what was found: first saves that were not confirmed,
// then the edits, one after the other.
func (a *App) offerFound(u unsaved, told map[string]verdict, open func(dialog.Dialog)) tea.Cmd {
	a.open.others = u.others
	if u.said != "" {
		a.Say(u.said)
	}
	for _, e := range u.edits {
		if e.left != nil {
			return a.checkLeft(e, told)
		}
	}
	a.offerRecovery(u.edits, 1, open)
	return nil
}

// offerRecovery asks what to do with the newest unsaved edit, the nth of all.
// open puts the question on the stack.
func (a *App) offerRecovery(found []foundEdit, nth int, open func(dialog.Dialog)) {
	if len(found) == 0 {
		return
	}
	e, rest := found[0], found[1:]
	title := "Unsaved edit"
	if nth > 1 || len(rest) > 0 {
		title = fmt.Sprintf("Unsaved edit %d of %d", nth, nth+len(rest))
	}
	next := func() tea.Cmd { a.offerRecovery(rest, nth+1, a.stack.Push); return nil }
	o := offered{edit: e, ref: a.open.ref, again: func() tea.Cmd { a.offerRecovery(found, nth, a.stack.Push); return nil }, next: next}
	choices := []dialog.Choice{
		{Key: "r", Label: "restore", Do: func() tea.Cmd { return a.restoreFound(o) }},
		{Key: "s", Label: "show", Do: func() tea.Cmd { return a.showFound(o) }},
		{Key: "d", Label: "discard…", Do: func() tea.Cmd { return a.discardFound(o) }},
		{Key: "esc", Label: "later", Do: next},
	}
	if e.err != nil {
		choices = choices[3:]
		if !errors.Is(e.err, state.ErrVersion) {
			choices = append([]dialog.Choice{{Key: "p", Label: "put it aside; it is not offered again", Do: func() tea.Cmd {
				return tea.Batch(a.putAside(e.found), next())
			}}}, choices...)
		}
	}
	lines := a.offerLines(e)
	open(dialog.NewMessage(title, dialog.Question, func() []dialog.Line { return lines }, choices...))
}

// offered is an unsaved edit while the user decides about it.
type offered struct {
	edit  foundEdit
	ref   api.Ref
	again func() tea.Cmd // asks once more
	next  func() tea.Cmd // goes on to the next found edit
}

func (a *App) offerLines(e foundEdit) []dialog.Line {
	lines := []dialog.Line{{Role: titleRole, Text: a.foundWords(e)}}
	say := func(words string) { lines = append(lines, dialog.Line{Text: words}) }
	if e.err != nil {
		say("It cannot be restored: " + plainReason(e.err) + ". It is left where it is: " + cells.Clean(e.found.Path))
		return lines
	}
	if e.told.words != "" {
		lines = append(lines, dialog.Line{Role: theme.Warning, Text: e.told.words})
	}
	if e.found.Owner == state.Unsure {
		say("It was made on another computer (" + whoWords(e.found, a.clock.Now()) + "). Patchbay may still have it open there; what is restored is a copy.")
	}
	if e.found.Torn > 0 {
		say(cells.Plural(int(e.found.Torn), "byte") + " at its end were cut off and cannot be restored.")
	}
	if !e.edit.onBase(a.open.connector) {
		say("What is live has changed since that edit began. Saving it will show both and merge them.")
	}
	return lines
}

func (a *App) foundWords(e foundEdit) string {
	if e.found.LastEdit.IsZero() {
		return "There is an unsaved edit that cannot be read."
	}
	now := a.clock.Now()
	words := "Unsaved edit of " + when.Clock(e.found.LastEdit, now)
	if when.Today(e.found.LastEdit, now) {
		words += " today"
	}
	words += ", " + cells.Plural(e.found.Edits, "change")
	if e.err == nil {
		words += ", a text of " + cells.Plural(e.edit.now.Text.Len(), "byte")
	}
	return words + ". Last changed " + when.Ago(e.found.LastEdit, now) + "."
}

// recovery handles what was found out about unsaved edits and their owners.
func (a *App) recovery(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case recoveredMsg:
		return a.recovered(msg)
	case foundShownMsg:
		return a.foundShown(msg)
	case leftDueMsg:
		return a.leftDue(msg)
	case leftReadMsg:
		return a.leftRead(msg)
	case foundAgainMsg:
		return a.foundAgain(msg)
	case othersMsg:
		return a.othersFound(msg)
	case joinedMsg:
		return a.joined(msg)
	}
	return nil
}

// recoveredMsg carries a found edit that is ready to be edited.
type recoveredMsg struct {
	call    int
	offered offered
	edit    replayed // only its base
	made    *editor.Restored
	resume  *state.Journal
	// records are what the resumed journal holds.
	records []state.Record
	err     error
}

// restoreFound takes the journal over and opens the editor on its text.
func (a *App) restoreFound(o offered) tea.Cmd {
	_, call := a.recovering.begin(a.ctx)
	start := a.clock.Now()
	take := func() tea.Msg {
		m := recoveredMsg{call: call, offered: o}
		var base state.Base
		if m.resume, base, m.records, m.err = o.edit.found.Resume(state.ThisSession(start)); m.err != nil {
			return m
		}
		m.edit = begun(base)
		if m.made, m.err = m.edit.restore(m.records); m.err != nil {
			_ = m.resume.Close() // nothing was added; it is offered again
			m.resume = nil
		}
		return m
	}
	return tea.Batch(take, a.startBusy("Restoring the unsaved edit of "+o.ref.Identifier, nil, func() tea.Cmd {
		a.recovering.end()
		a.endBusy()
		return o.again()
	}))
}

func (a *App) recovered(m recoveredMsg) tea.Cmd {
	ref := m.offered.ref
	if !a.recovering.done(m.call) || a.open == nil || a.open.ref != ref || a.work != nil {
		if m.resume != nil {
			return a.remember(func(*state.Dir) error { return m.resume.Close() })
		}
		return nil
	}
	a.endBusy()
	if m.err != nil {
		words := "The unsaved edit could not be restored: " + diskReason(m.err) + "."
		a.interrupt(dialog.NewMessage("Not restored", dialog.Warn, func() []dialog.Line { return dialog.Lines(words) },
			dialog.Choice{Key: "esc", Label: "look again what is kept", Do: func() tea.Cmd { return a.Open(ref) }}))
		return nil
	}
	r := m.edit
	a.newWork(opened{ref: ref, connector: r.base, text: r.baseText})
	var sent *sentNote
	if f := m.offered.edit.found; !f.Sent.IsZero() {
		sent = &sentNote{f.Sent, f.SentRecords}
	}
	a.work.keeper.resume(m.resume, m.records, sent)
	a.editor.Restore(m.made)
	if last := m.made.Last(); last != editor.ConfigurationPart {
		a.work.entered = editor.Form
		a.editor.ShowPart(last)
	}
	a.work.changed = a.work.differs(a.editor.Snapshot())
	a.Say("Restored. " + a.keys.hint("undo") + " goes back step by step.")
	return tea.Batch(a.meaningSoon(), a.readTree())
}

func (a *App) discardFound(o offered) tea.Cmd {
	e := o.edit
	words := a.foundWords(e) + " It cannot be brought back."
	throw := func() tea.Cmd {
		return a.rememberOr("The unsaved edit was not discarded", func(*state.Dir) error { return e.found.Discard() })
	}
	if e.found.Owner == state.Unsure { // its owner may live: its text stays on the disk
		words = a.foundWords(e) + " It is put aside and not offered again. Should Patchbay still have it open on the other computer, it goes on there."
		throw = func() tea.Cmd { return a.putAside(e.found) }
	}
	a.stack.Push(dialog.NewQuestion("d", "Discard the unsaved edit?", func() []dialog.Line { return dialog.Lines(words) },
		dialog.Choice{Label: "keep it", Do: o.again},
		dialog.Choice{Key: "D", Label: "discard", Do: func() tea.Cmd { return tea.Batch(o.next(), throw()) }},
	))
	return nil
}

// putAside has a journal offered no more, and says where it is.
func (a *App) putAside(f state.Found) tea.Cmd {
	return a.rememberOr("The unsaved edit was not put aside", func(*state.Dir) error { _, err := f.SetAside(); return err })
}
