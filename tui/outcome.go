// The words for what a save came to. "Saved and live" is said here and only
// for an outcome that was read back.

package tui

import (
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/tui/dialog"
	"patchbay/tui/editor"
	"patchbay/tui/saveflow"
	"patchbay/tui/theme"
)

// settled tells the user what the save came to.
func (a *App) settled() tea.Cmd {
	flow := a.save.flow
	switch flow.State() {
	case saveflow.Saved:
		return a.savedAs(flow)
	case saveflow.Refused:
		return a.refused(flow)
	case saveflow.Conflict:
		return a.conflict(flow)
	case saveflow.Unknown:
		return a.unknown(flow)
	}
	return nil
}

func (a *App) savedAs(flow *saveflow.Flow) tea.Cmd {
	s := a.save
	if flow.Outcome() == saveflow.Superseded {
		return a.superseded(s)
	}
	cmd := a.nowLive(s, s.snapshot)
	a.endSave()
	switch flow.Outcome() {
	case saveflow.AsSent:
		a.Say(a.savedWords(s))
		if s.next == reviewNext && a.work == s.work && a.unsaved() {
			cmd = tea.Batch(cmd, a.review())
		}
		return cmd
	case saveflow.AlreadyLive:
		a.Say("Saved and live: the platform already had exactly this, so nothing was sent.")
		return cmd
	case saveflow.Normalised:
		return tea.Batch(cmd, a.compare(comparison{
			title: "Saved and live", kind: dialog.Good,
			intro: "The platform stored the Configuration with other spacing, order or spelling. Its meaning is what you saved.",
			from:  flow.Mine(), to: saveflow.ContentOf(flow.Live()),
			choices: a.seenChoices(),
		}))
	}
	return cmd
}

// superseded: accepted, and something else is live. What the edit started from
// stays, so that saving again finds what is live and merges the two.
func (a *App) superseded(s *saving) tea.Cmd {
	flow, k, now := s.flow, s.work.keeper, a.clock.Now()
	s.work.accepted = &accepted{flow.Mine(), s.since}
	var cmd tea.Cmd
	if s.session.Origin == a.session.Origin {
		cmd = a.seeLive(s.read)
	}
	a.endSave()
	settle := settling(k, now)
	return tea.Batch(cmd, settle, a.compare(comparison{
		title: "Accepted, but something else is live now", kind: dialog.Warn,
		intro: "The platform accepted your save. What is live now differs from it: somebody saved after you, or the platform changed what it stored. Your text is still in the editor; saving it again merges the two first. Changed from yours to what is live:",
		from:  flow.Mine(), to: saveflow.ContentOf(flow.Live()),
		choices: []dialog.Choice{
			{Key: "r", Label: "reload", Do: a.reloadLive},
			{Key: "esc", Label: "go on editing"},
		},
	}))
}

// seenChoices close a comparison that only had to be seen, and end the program
// when the user waited for that.
func (a *App) seenChoices() []dialog.Choice {
	if a.waitingToQuit() {
		return []dialog.Choice{{Key: "enter", Label: "quit", Do: a.quit}, {Key: "esc", Label: "stay"}}
	}
	return []dialog.Choice{{Key: "enter", Label: "go on"}, {Key: "esc", Label: "go on"}}
}

// savedWords name the Connector when the user is elsewhere by now, and say what
// was not kept or not sent.
func (a *App) savedWords(s *saving) string {
	words := "Saved and live."
	if a.work != s.work {
		words = s.ref.Identifier + " of team " + strconv.FormatInt(s.ref.Team, 10) + ": saved and live."
	}
	if a.work == s.work && a.work != nil && a.work.changed {
		words = "Saved and live; what you typed since is not."
	}
	if s.flow.DatesMoved() {
		words += " Only the dates had changed meanwhile."
	}
	if s.unkept != nil {
		words += " The version it replaced could not be kept: " + diskReason(s.unkept)
	}
	return words
}

// refusedElsewhere tells of a save that failed after its edit was left.
func (a *App) refusedElsewhere(f failure) {
	lines := []dialog.Line{
		{Role: theme.Strong, Text: a.happened(&f)},
		{Text: "The edit was left meanwhile. If it was kept, it is offered when " + f.ref.Identifier + " is opened."},
	}
	a.interrupt(dialog.NewMessage(f.ref.Identifier+" was not saved", dialog.Trouble, func() []dialog.Line { return lines }))
}

// refused: nothing was saved; same text, same cursor, the reason beside it.
func (a *App) refused(flow *saveflow.Flow) tea.Cmd {
	w, ref, snapshot, next := a.save.work, a.save.ref, a.save.snapshot, a.save.next
	k, now := w.keeper, a.clock.Now()
	a.endSave()
	settle := settling(k, now)
	doing := checkingIt
	if flow.Sent() {
		doing = savingIt
	}
	if a.work != w {
		a.refusedElsewhere(failure{doing: doing, ref: ref, err: flow.Cause()})
		return settle
	}
	if next == reviewNext {
		a.Say("The save before did not go live.")
		return tea.Batch(settle, a.review())
	}
	return tea.Batch(settle, a.fail(failure{doing: doing, ref: ref, err: flow.Cause(), retry: func() tea.Cmd {
		if a.work != w {
			return nil
		}
		return a.confirmSave(snapshot, flow.Base(), flow.Mine())
	}}))
}

func sameContent(a, b editor.Snapshot) bool {
	return a.Name == b.Name && a.Description == b.Description && a.Text.Equal(b.Text)
}

// unknown: sent, and nobody can say yet what became of it.
func (a *App) unknown(flow *saveflow.Flow) tea.Cmd {
	s := a.save
	if flow.Doubt() == saveflow.OtherIsLive && s.next == reviewNext && a.work == s.work {
		// That will not change any more; a save on top of it meets it and merges.
		a.endSave()
		a.Say("What is live is neither your text nor the one you started from.")
		return tea.Batch(settling(s.work.keeper, a.clock.Now()), a.review())
	}
	a.closeSaving()
	words := map[saveflow.Doubt]string{
		saveflow.Unreadable:  "The save was sent, and what is live could not be read back.",
		saveflow.StillOld:    "The platform accepted the save, but still returns the version from before.",
		saveflow.OtherIsLive: "The save was sent and not confirmed. What is live now is neither your text nor the one you started from: somebody else saved, or the platform changed what it stored.",
		saveflow.Wavering:    "The save was sent and not confirmed. Reading it back returned your text once, and the one from before later.",
	}[flow.Doubt()]
	lines := []dialog.Line{{Text: words}, {Text: "It is not known whether your save is live. Your text stays in the editor and on this machine."}}
	if flow.Cause() != nil {
		lines = append(lines, dialog.Line{Text: plainReason(flow.Cause())})
	}
	a.interrupt(dialog.NewMessage("Not known whether it was saved", dialog.Warn, func() []dialog.Line { return lines },
		dialog.Choice{Key: "c", Label: "check now", Do: func() tea.Cmd {
			if a.save != s {
				return nil
			}
			return a.checkAgain(nothingNext)
		}},
		dialog.Choice{Key: "r", Label: "reload what is live", Do: a.reloadLive},
		dialog.Choice{Key: "esc", Label: "work on"},
	))
	return nil
}

// checkAgain reads what became of a save whose outcome is not known.
func (a *App) checkAgain(next sequel) tea.Cmd {
	s := a.save
	s.watched, s.next, s.since = waitsForIt, next, a.clock.Now()
	return a.step(s.flow.CheckAgain(s.since))
}

// conflict: somebody else saved before; nothing was sent.
func (a *App) conflict(flow *saveflow.Flow) tea.Cmd {
	s := a.save
	a.closeSaving()
	if flow.Likeness() != saveflow.Respelled {
		return a.mergeLive(s)
	}
	return a.compare(comparison{
		title: "Stored again with other spacing or order", kind: dialog.Question,
		intro: "Since you opened it, the Configuration was stored again: same meaning, other bytes. Nothing of yours was sent yet.",
		from:  saveflow.ContentOf(flow.Base()), to: saveflow.ContentOf(flow.Live()),
		choices: []dialog.Choice{
			{Key: "g", Label: "go on and save", Do: func() tea.Cmd {
				if a.save != s {
					return nil
				}
				return a.step(flow.GoOn(a.clock.Now()))
			}},
			{Key: "esc", Label: "go on editing", Do: func() tea.Cmd { return a.dropSave(s) }},
		},
	})
}

// reloadLive leaves the edit, kept, and opens what is live.
func (a *App) reloadLive() tea.Cmd {
	if a.save != nil && !a.save.out() {
		a.endSave()
	}
	if a.work == nil {
		return nil
	}
	if a.work.changed && (a.work.keeper == nil || a.work.unprotected != "") {
		a.Say("Your edit could not be kept on this machine, so it stays open. Write it to a file first.")
		return nil
	}
	ref := a.work.ref
	return a.leaveTo(keepIt, func() tea.Cmd { return a.Open(ref) })
}

// refWords names a Connector in full.
func refWords(ref api.Ref, name string) string {
	if name == "" {
		return fmt.Sprintf("%s of team %d", ref.Identifier, ref.Team)
	}
	return fmt.Sprintf("%s “%s” of team %d", ref.Identifier, name, ref.Team)
}
