// The passing of time on screen: once a second while something counts, once a
// minute otherwise, so that an idle editor sends nothing to the terminal.

package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/dialog"
)

// ticker makes sure that exactly one tick is due.
type ticker struct {
	number int
	every  time.Duration
}

type tickMsg struct{ number int }

// keepTime has the next tick come at the pace that is needed now.
func (a *App) keepTime() tea.Cmd {
	every := time.Minute
	if a.counting() {
		every = time.Second
	}
	if a.ticker.every != 0 && a.ticker.every <= every {
		return nil // the tick that is due comes soon enough
	}
	a.ticker.number++
	a.ticker.every = every
	number := a.ticker.number
	return a.clock.After(every, func(time.Time) tea.Msg { return tickMsg{number} })
}

// counting reports whether seconds are shown anywhere.
func (a *App) counting() bool {
	now := a.clock.Now()
	return a.waiting() || a.listing.out() || a.save != nil || a.confirming != nil || a.waitingToQuit() || a.rate.until.After(now) ||
		a.failed != nil && !a.failed.ready && !a.failed.until.IsZero() && a.stack.Holds(a.failed.dialog)
}

func (a *App) tick(m tickMsg) tea.Cmd {
	if m.number != a.ticker.number {
		return nil
	}
	a.ticker.every = 0
	for _, live := range a.liveDialogs() {
		live.Invalidate()
	}
	cmd := a.waitOver()
	return tea.Batch(cmd, a.keepTime())
}

// liveDialogs are the open dialogs that show seconds.
func (a *App) liveDialogs() []*dialog.Message {
	var live []*dialog.Message
	if a.busy != nil && a.busy.dialog != nil {
		live = append(live, a.busy.dialog)
	}
	if a.confirming != nil && a.confirming.dialog != nil {
		live = append(live, a.confirming.dialog)
	}
	if a.save != nil && a.save.dialog != nil {
		live = append(live, a.save.dialog)
	}
	if a.quitting.dialog != nil {
		live = append(live, a.quitting.dialog)
	}
	if a.failed != nil && a.failed.dialog != nil {
		live = append(live, a.failed.dialog)
	}
	return live
}
