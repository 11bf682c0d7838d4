// Carrying a save out: each step the save flow asks for, the dialog that shows
// where it stands, and the words for what it came to (outcome.go).

package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/config/state"
	"patchbay/tui/dialog"
	"patchbay/tui/editor"
	"patchbay/tui/saveflow"
	"patchbay/tui/text"
	"patchbay/tui/when"
)

// saving is the save that is going on.
type saving struct {
	flow     *saveflow.Flow
	session  Session // it stays with the session it was confirmed in
	work     *work   // the edit that is saved
	ref      api.Ref
	snapshot editor.Snapshot // what was on screen when it was confirmed
	read     opened          // what the last read returned, ready to be shown
	since    time.Time
	number   int // of the step that is out; later answers are stale
	cancel   context.CancelFunc
	dialog   *dialog.Message // nil while none is open
	watched  watching
	next     sequel
	unkept   error        // why the version that was replaced could not be kept
	without  []mergedStep // merges that what is sent is without
}

// watching says whether the user waits for the outcome or works on meanwhile.
type watching int

const (
	waitsForIt watching = iota
	worksOn
)

// sequel says what follows once the outcome is known.
type sequel int

const (
	nothingNext sequel = iota
	reviewNext         // ctrl+s was pressed while it was not known
)

func (s *saving) out() bool { return s.flow.Out() }

type saveReadMsg struct {
	number int
	read   opened
	seen   saveflow.Seen // compared where it was read, off the event loop
	meta   api.Meta
	err    error
}

type savePutMsg struct {
	number int
	meta   api.Meta
	err    error
	unkept error // why the version that was replaced could not be kept
	// unnoted is why the journal does not say that the save was sent.
	unnoted error
}

type saveDueMsg struct{ number int }

// confirmSave is the yes to the review. A save that is already out is never
// doubled, and what was not shown on this base is shown first.
func (a *App) confirmSave(s editor.Snapshot, base api.Connector, content saveflow.Content) tea.Cmd {
	switch {
	case a.session.Access == ReadOnly:
		a.Say(readOnlyWords)
		return nil
	case a.save != nil && a.save.out():
		a.Say("The save before is not finished yet.")
		return nil
	case !sameContent(a.editor.Snapshot(), s) || !saveflow.Same(saveflow.ContentOf(a.work.base), saveflow.ContentOf(base)):
		return a.review()
	}
	a.comparing.end()
	a.save = &saving{
		flow: saveflow.New(base, content), session: a.session, work: a.work,
		ref: a.work.ref, snapshot: s, since: a.clock.Now(), without: a.mergesUndone(),
	}
	return a.step(a.save.flow.Confirm())
}

// step carries out what the flow asks for.
func (a *App) step(step saveflow.Step) tea.Cmd {
	s := a.save
	a.calls++
	s.number = a.calls // an answer to any other step of any save is stale
	if step.Do == saveflow.Nothing {
		return a.settled()
	}
	a.showSaving()
	if step.After > 0 {
		number := s.number
		return tea.Batch(a.keepTime(), a.clock.After(step.After, func(time.Time) tea.Msg { return saveDueMsg{number} }))
	}
	return tea.Batch(a.keepTime(), a.call(step.Do))
}

// call makes the read or the one PUT. Only a read before sending is ever cancelled.
func (a *App) call(do saveflow.Action) tea.Cmd {
	s, session, layout := a.save, a.save.session, a.layout
	ctx, cancel := context.WithCancel(a.ctx)
	s.cancel = cancel
	number, ref, now := s.number, s.ref, a.clock.Now()
	if do == saveflow.Read {
		base, mine := s.flow.Base(), s.flow.Mine()
		return func() tea.Msg {
			defer cancel()
			m := saveReadMsg{number: number}
			var c api.Connector
			if c, m.meta, m.err = session.Connectors.Get(ctx, ref); m.err == nil {
				m.read, m.seen = show(ref, c, layout, now), saveflow.See(base, mine, c)
			}
			return m
		}
	}
	update, replaced, k := s.flow.Mine().Update(), version{session.Store, session.keyOf(ref), s.flow.Replaced(), now}, s.work.keeper
	waiting := a.versions
	return func() tea.Msg {
		defer cancel()
		var unnoted error
		if k != nil {
			unnoted = k.noteSave(state.SaveSent, now)
		}
		var unkept error
		if session.Store != nil {
			_ = waiting.keep() // what was read before comes before
			unkept = replaced.keep()
		}
		meta, err := session.Connectors.Update(ctx, ref, update)
		return savePutMsg{number, meta, err, unkept, unnoted}
	}
}

func (a *App) saveRead(m saveReadMsg) tea.Cmd {
	if a.save == nil || a.save.number != m.number {
		return nil
	}
	if a.save.session.Origin == a.session.Origin {
		a.rate.see(m.meta, a.clock.Now())
	}
	s := a.save
	if m.err == nil {
		s.read = m.read
	}
	cmd := a.step(s.flow.ReadSeen(m.seen, m.err, a.clock.Now()))
	return tea.Batch(cmd, a.keepVersions(s.session, s.ref, s.flow.Settled()...))
}

func (a *App) savePut(m savePutMsg) tea.Cmd {
	if a.save == nil || a.save.number != m.number {
		return nil
	}
	if a.save.session.Origin == a.session.Origin {
		a.rate.see(m.meta, a.clock.Now())
	}
	// A disk that fails does not stop a save that was confirmed.
	a.save.unkept = m.unkept
	noted := a.noted(a.save.work.keeper, m.unnoted)
	return tea.Batch(noted, a.step(a.save.flow.PutDone(m.err, a.clock.Now())))
}

func (a *App) saveDue(m saveDueMsg) tea.Cmd {
	if a.save == nil || a.save.number != m.number {
		return nil
	}
	return a.call(saveflow.Read)
}

// showSaving opens the dialog that tells where the save stands.
func (a *App) showSaving() {
	s := a.save
	if s.watched == worksOn {
		return // the outcome is told when it is known
	}
	if s.dialog != nil {
		s.dialog.SetChoices(a.savingChoices()...)
		s.dialog.Invalidate()
		return
	}
	s.dialog = dialog.NewMessage("Saving "+s.ref.Identifier, dialog.Plain, a.savingLines, a.savingChoices()...)
	a.stack.Push(s.dialog)
}

func (a *App) savingLines() []dialog.Line {
	s := a.save
	if s == nil {
		return nil
	}
	words := ""
	switch s.flow.State() {
	case saveflow.Checking:
		words = "Checking that nobody else saved meanwhile"
		if s.flow.Rereading() {
			words = "What was read may be older than what you started from. Reading again"
		}
	case saveflow.Sending:
		words = "Sending. What was confirmed is on its way; this cannot be stopped"
	case saveflow.Verifying:
		words = "Reading back what is live now"
		if !s.flow.Accepted() {
			words = "No clear answer came. Reading what is live to find out whether it was saved"
		} else if s.flow.Rereading() {
			words = "Accepted, but what is live is not yet what was sent. Reading again"
		}
	}
	return []dialog.Line{{Text: words + " · " + when.Took(a.clock.Now().Sub(s.since))}}
}

func (a *App) savingChoices() []dialog.Choice {
	switch a.save.flow.State() {
	case saveflow.Checking:
		return []dialog.Choice{{Key: "esc", Label: "stop; nothing was sent", Do: a.cancelSave}}
	case saveflow.Verifying:
		return []dialog.Choice{{Key: "esc", Label: "work on; the outcome will be told", Do: a.workOn}}
	}
	// While the PUT is out there is no way back, and no key that pretends to be one.
	return []dialog.Choice{{Key: "esc", Label: "please wait", Stay: dialog.Stays}}
}

// workOn leaves the save to itself while it is read back.
func (a *App) workOn() tea.Cmd {
	if a.save != nil {
		a.save.dialog, a.save.watched = nil, worksOn
	}
	return nil
}

func (a *App) cancelSave() tea.Cmd {
	if a.save == nil || !a.save.flow.Cancel() {
		return nil
	}
	a.save.cancel()
	a.endSave()
	a.Say("Stopped. Nothing was sent.")
	return nil
}

func (a *App) endSave() {
	a.closeSaving()
	a.save = nil
}

// closeSaving takes the dialog away that showed where the save stands.
func (a *App) closeSaving() {
	if a.save == nil || a.save.dialog == nil {
		return
	}
	a.stack.Remove(a.save.dialog)
	a.save.dialog = nil
	a.held = heldKey{key: "y", last: a.clock.Now()}
}

// nowLive makes what was read back the new base of the edit. from is what was on
// screen when that base was made: the text that was sent.
func (a *App) nowLive(s *saving, from editor.Snapshot) tea.Cmd {
	if s.session.Origin != a.session.Origin {
		return nil // another account is on screen; nothing of this one belongs there
	}
	cmd := a.seeLive(s.read)
	if a.work != s.work {
		return cmd // left meanwhile; its journal is compared at the next opening
	}
	a.work.saved = true
	a.takeMerges(s.without)
	now := a.editor.Snapshot()
	return tea.Batch(cmd, a.rebase(s.read.connector, from.Text, func() []editor.PartEdit { return editor.Between(from, now) }))
}

// seeLive shows what was read in the list and behind the editor.
func (a *App) seeLive(live opened) tea.Cmd {
	cmd := a.noteOpened(live)
	a.noteLive(live)
	if a.open != nil && a.open.ref == live.ref {
		a.show(live)
		cmd = tea.Batch(cmd, a.readTree())
	}
	return cmd
}

// rebase has the edit start from another Connector, shown as a text. edits work
// out, off the event loop, what makes of it what is on screen.
func (a *App) rebase(base api.Connector, shown text.Text, edits func() []editor.PartEdit) tea.Cmd {
	w := a.work
	w.base, w.baseText, w.accepted = base, shown, nil
	w.changed = w.differs(a.editor.Snapshot())
	old := w.keeper
	w.keeper = newKeeper(a.session.Store, a.keyOf(w.ref), base, shown, a.clock.Now())
	if old == nil || w.keeper == nil {
		return nil
	}
	w.keeper.replaces = old
	if w.changed {
		// What is not live is kept against the new base before the old journal goes.
		at := a.clock.Now()
		w.keeper.addLater(func() []state.Record { return recordsOf(edits(), at) })
		return a.flushAfter(w.keeper, flushDelay)
	}
	return a.closing(w.keeper.dropOld)
}

// closing runs an errand on a journal off the event loop.
func (a *App) closing(errand func() error) tea.Cmd {
	return a.remember(func(*state.Dir) error { return errand() })
}
