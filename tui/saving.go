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
	"patchbay/tui/when"
)

// saving is the save that is going on.
type saving struct {
	flow     *saveflow.Flow
	ref      api.Ref
	snapshot editor.Snapshot // what was on screen when it was confirmed
	keeper   *keeper         // of the edit that is saved; may be nil
	since    time.Time
	number   int // of the step that is out; later answers are stale
	cancel   context.CancelFunc
	dialog   *dialog.Message // nil while none is open
	watched  watching
}

// watching says whether the user waits for the outcome or works on meanwhile.
type watching int

const (
	waitsForIt watching = iota
	worksOn
)

func (s *saving) out() bool {
	return s.flow.State() == saveflow.Sending || s.flow.State() == saveflow.Verifying
}

type saveReadMsg struct {
	number    int
	connector api.Connector
	meta      api.Meta
	err       error
}

type savePutMsg struct {
	number int
	meta   api.Meta
	err    error
}

type saveDueMsg struct{ number int }

// confirmSave is the yes to the review. A save that is already out is never doubled.
func (a *App) confirmSave(s editor.Snapshot, content saveflow.Content) tea.Cmd {
	if a.save != nil && a.save.out() {
		a.Say("The save before is not finished yet.")
		return nil
	}
	a.save = &saving{flow: saveflow.New(a.work.base, content), ref: a.work.ref, snapshot: s, keeper: a.work.keeper, since: a.clock.Now()}
	return a.step(a.save.flow.Confirm())
}

// step carries out what the flow asks for.
func (a *App) step(step saveflow.Step) tea.Cmd {
	s := a.save
	s.number++
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
	s, session := a.save, a.session
	ctx, cancel := context.WithCancel(a.ctx)
	s.cancel = cancel
	number, ref := s.number, s.ref
	if do == saveflow.Read {
		return func() tea.Msg {
			defer cancel()
			c, meta, err := session.Connectors.Get(ctx, ref)
			return saveReadMsg{number, c, meta, err}
		}
	}
	update, replaced, key, k := s.flow.Mine().Update(), s.flow.Live(), a.keyOf(ref), s.keeper
	now := a.clock.Now()
	return func() tea.Msg {
		defer cancel()
		// A disk that fails does not stop a save: the status bar tells that
		// nothing is protected.
		if k != nil {
			_ = k.noteSave(state.SaveSent, now)
		}
		if session.Store != nil {
			// The version being replaced is kept first.
			_ = session.Store.KeepVersion(key, versionOf(replaced), state.Replaced, now)
		}
		meta, err := session.Connectors.Update(ctx, ref, update)
		return savePutMsg{number, meta, err}
	}
}

func versionOf(c api.Connector) state.Content {
	return state.Content{
		Name: c.Name.Literal(), Description: c.Description.Literal(), Configuration: c.Configuration.JSON,
		UpdatedAt: c.UpdatedAt, ConfigurationUpdatedAt: c.Configuration.UpdatedAt, Version: c.Configuration.Version,
	}
}

func (a *App) saveRead(m saveReadMsg) tea.Cmd {
	a.rate.see(m.meta, a.clock.Now())
	if a.save == nil || a.save.number != m.number {
		return nil
	}
	return a.step(a.save.flow.ReadDone(m.connector, m.err, a.clock.Now()))
}

func (a *App) savePut(m savePutMsg) tea.Cmd {
	a.rate.see(m.meta, a.clock.Now())
	if a.save == nil || a.save.number != m.number {
		return nil
	}
	return a.step(a.save.flow.PutDone(m.err, a.clock.Now()))
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
	case saveflow.Sending:
		words = "Sending. What was confirmed is on its way; this cannot be stopped"
	case saveflow.Verifying:
		words = "Reading back what is live now"
		if !s.flow.Accepted() {
			words = "No clear answer came. Reading what is live to find out whether it was saved"
		} else if s.flow.Patience(a.clock.Now()) < 29*time.Second {
			words = "Accepted, but not visible yet. Reading again"
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
	if a.save != nil && a.save.dialog != nil {
		a.stack.Remove(a.save.dialog)
		a.held = heldKey{key: "y", last: a.clock.Now()}
	}
	a.save = nil
}

// nowLive makes what was read back the new base of the edit.
func (a *App) nowLive(live api.Connector, s editor.Snapshot) tea.Cmd {
	w := a.work
	if w == nil || w.ref != a.save.ref {
		return nil
	}
	w.base, w.baseText, w.saved = live, s.Text, true
	old := w.keeper
	w.keeper = newKeeper(a.session.Store, a.keyOf(w.ref), baseOf(live, s.Text), a.clock.Now())
	now := a.editor.Snapshot()
	w.changed = w.differs(now)
	cmds := []tea.Cmd{a.noteOpened(opened{ref: w.ref, connector: live})}
	if w.changed {
		// Typed while the save was verified: kept against the new base.
		cmds = append(cmds, a.keep(editor.Between(s, now), now))
	}
	if old != nil {
		cmds = append(cmds, a.remember(func(*state.Dir) error { return old.close(dropIt) }))
	}
	shown := show(w.ref, live, a.layout, a.clock.Now())
	a.show(shown)
	return tea.Batch(append(cmds, a.readTree())...)
}
