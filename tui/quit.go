// Quitting: at once when nothing is unsaved, after a question otherwise, and
// never while a save is on its way without saying so.

package tui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/dialog"
	"patchbay/tui/saveflow"
	"patchbay/tui/when"
)

// quitPatience is how long quitting waits for a save that is on its way.
const quitPatience = 20 * time.Second

// quitting is the wait for a save before the program ends.
type quitting struct {
	until  time.Time
	dialog *dialog.Message
	asked  bool // ctrl+q was pressed once while the terminal was too small
}

type quitDueMsg struct{ until time.Time }

// closedMsg says that a journal was closed; then is what was waiting for it.
type closedMsg struct {
	err  error
	then func() tea.Cmd
}

func (a *App) quit() tea.Cmd {
	typed, _ := a.takeTyped()
	return tea.Batch(typed, a.quitNow())
}

func (a *App) quitNow() tea.Cmd {
	switch {
	case a.stack.Holds(a.quitting.dialog):
		return nil // asked already, or waiting; the dialog says for what
	case a.save != nil && a.save.out():
		return a.waitToQuit()
	case !a.unsaved():
		return a.finish(dropIt)
	case a.save != nil:
		a.cancelSave() // only checking: nothing was sent, and nothing will be
	}
	if a.tooSmall() {
		return a.quitUnseen()
	}
	var offers []dialog.Choice
	switch {
	case a.session.Place == Sandbox:
		offers = append(offers, dialog.Choice{Key: "q", Label: "quit", Do: func() tea.Cmd { return a.finish(keepIt) }})
	case a.work.unprotected == "":
		offers = append(offers, dialog.Choice{Key: "q", Label: "quit; offer the edit again next time", Do: func() tea.Cmd { return a.finish(keepIt) }})
	}
	offers = append(offers, dialog.Choice{Key: "D", Label: "discard it and quit", Do: func() tea.Cmd { return a.finish(dropIt) }})
	words := "The edit of " + a.work.ref.Identifier + " is not live. "
	if a.notConfirmed() {
		words = "It is not known whether the save of " + a.work.ref.Identifier + " is live. "
	}
	words += a.keptWords()
	a.quitting.dialog = dialog.NewQuestion("ctrl+q", "Quit with an unsaved edit?", func() []dialog.Line { return dialog.Lines(words) },
		dialog.Choice{Label: "go on editing"}, offers...)
	a.stack.Push(a.quitting.dialog)
	return nil
}

// quitUnseen quits from a terminal too small for a question: at the second
// press, and the edit is kept.
func (a *App) quitUnseen() tea.Cmd {
	if !a.quitting.asked {
		a.quitting.asked = true
		return nil
	}
	return a.finish(keepIt)
}

// notConfirmed reports a save whose outcome nobody knows.
func (a *App) notConfirmed() bool {
	return a.save != nil && a.save.flow.State() == saveflow.Unknown
}

// waitToQuit shows the deadline of a save that is on its way.
func (a *App) waitToQuit() tea.Cmd {
	until := a.clock.Now().Add(quitPatience)
	a.stack.Remove(a.quitting.dialog)
	a.quitting.until = until
	a.quitting.dialog = dialog.NewMessage("A save is on its way", dialog.Warn, func() []dialog.Line {
		return []dialog.Line{
			{Text: "Waiting for the outcome for another " + when.Took(max(0, until.Sub(a.clock.Now()))) + "."},
			{Text: "If none comes, your edit stays on this machine as not confirmed and is offered next time."},
		}
	}, dialog.Choice{Key: "esc", Label: "stay", Do: func() tea.Cmd { a.quitting = quitting{}; return nil }})
	a.stack.Push(a.quitting.dialog)
	return tea.Batch(a.keepTime(), a.clock.After(quitPatience, func(time.Time) tea.Msg { return quitDueMsg{until} }))
}

func (a *App) quitDue(m quitDueMsg) tea.Cmd {
	if !a.waitingToQuit() || a.quitting.until != m.until {
		return nil
	}
	return a.end(keepIt)
}

// waitingToQuit reports that the program ends as soon as the save is settled.
func (a *App) waitingToQuit() bool {
	return !a.quitting.until.IsZero() && a.stack.Holds(a.quitting.dialog)
}

// thenQuit ends the program once the save it waited for is settled.
func (a *App) thenQuit(cmd tea.Cmd) tea.Cmd {
	if !a.waitingToQuit() || a.save != nil && a.save.out() {
		return cmd
	}
	a.stack.Remove(a.quitting.dialog)
	a.quitting = quitting{}
	if a.unsaved() || a.comparing.out() {
		return cmd // not saved, or stored otherwise: stay, the outcome is on screen
	}
	return tea.Batch(cmd, a.end(dropIt))
}

// finish ends the program, after waiting for a save that went out meanwhile.
func (a *App) finish(f fate) tea.Cmd {
	if a.save != nil && a.save.out() {
		return a.waitToQuit()
	}
	return a.end(f)
}

// end closes the journal and ends the program.
func (a *App) end(f fate) tea.Cmd {
	if a.work == nil || a.work.keeper == nil {
		return tea.Quit
	}
	k := a.work.keeper
	return func() tea.Msg { return closedMsg{err: k.close(f), then: func() tea.Cmd { return tea.Quit }} }
}

// closed goes on with what waited for the journal. An edit that could not be
// kept stays open instead.
func (a *App) closed(m closedMsg) tea.Cmd {
	a.leaving = nil
	var left leftBehindError
	switch {
	case errors.As(m.err, &left):
		cmd := tea.Batch(m.then(), a.remember(nil))
		a.Say(left.words())
		return cmd
	case m.err != nil && a.work != nil:
		again := a.unkept(a.work.keeper, m.err)
		a.Say("Not left: the unsaved edit could not be kept on this machine: " + a.work.unprotected + ".")
		return again
	}
	return tea.Batch(m.then(), a.remember(nil))
}
