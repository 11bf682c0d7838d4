// Pastes on a slow line: that one is being received, and that one did not
// arrive whole, is said.

package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/input"
)

// pasting is the paste that is being received.
type pasting struct {
	number int
	going  bool
	said   bool
}

type pasteDueMsg struct{ number int }

const receiving = "Receiving a paste…"

// pasteBegins waits a blink before it says so: most pastes are there by then.
func (a *App) pasteBegins() tea.Cmd {
	a.pasting = pasting{number: a.pasting.number + 1, going: true}
	number := a.pasting.number
	return a.clock.After(blink, func(time.Time) tea.Msg { return pasteDueMsg{number} })
}

func (a *App) pasteDue(m pasteDueMsg) {
	if a.pasting.going && a.pasting.number == m.number {
		a.pasting.said = true
		a.Say(receiving)
	}
}

// pasteIsHere ends what pasteBegins began.
func (a *App) pasteIsHere() {
	if a.pasting.said && a.notice.text == receiving {
		a.notice.clear()
	}
	a.pasting.going, a.pasting.said = false, false
}

// pasteCut takes what came of a paste, and says what is wrong with it.
func (a *App) pasteCut(m input.PasteCut) tea.Cmd {
	a.pasteIsHere()
	if m.Ending == input.TooLong {
		a.Say("Not pasted: it is larger than " + cells.Thousands(m.Limit) + " bytes.")
		return nil
	}
	cmd := a.paste(m.Content)
	a.Say("The paste stopped before its end: " + cells.Thousands(len(m.Content)) + " bytes came. Look at them before you save.")
	return cmd
}
