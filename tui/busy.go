// What takes longer than a blink is shown: what is being done, for how long,
// how far it has come, and the key that cancels it.

package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/dialog"
	"patchbay/tui/theme"
	"patchbay/tui/when"
)

// blink is how long something may take before it is shown.
const blink = 300 * time.Millisecond

// busy is the one thing that is being done while the user waits.
type busy struct {
	number   int
	what     string // "Reading T3S70"
	since    time.Time
	progress *Progress
	cancel   func() tea.Cmd // nil when it cannot be cancelled
	dialog   *dialog.Message
}

type busyDueMsg struct{ number int }

// startBusy says that the user waits for what. The dialog opens after a blink.
func (a *App) startBusy(what string, progress *Progress, cancel func() tea.Cmd) tea.Cmd {
	number := 1
	if a.busy != nil {
		number = a.busy.number + 1
	}
	a.endBusy()
	a.busy = &busy{number: number, what: what, since: a.clock.Now(), progress: progress, cancel: cancel}
	progress.Reset()
	return a.clock.After(blink, func(time.Time) tea.Msg { return busyDueMsg{number} })
}

// endBusy closes the dialog, if it had opened.
func (a *App) endBusy() {
	if a.busy == nil {
		return
	}
	if a.busy.dialog != nil {
		a.stack.Remove(a.busy.dialog)
	}
	a.busy = &busy{number: a.busy.number + 1} // stale alarms find another number
}

// waiting reports whether the user waits for something.
func (a *App) waiting() bool { return a.busy != nil && a.busy.what != "" }

func (a *App) showBusy(m busyDueMsg) tea.Cmd {
	if !a.waiting() || a.busy.number != m.number || a.busy.dialog != nil {
		return nil
	}
	b := a.busy
	var choices []dialog.Choice
	if b.cancel != nil {
		choices = append(choices, dialog.Choice{Key: "esc", Label: "cancel", Do: b.cancel})
	}
	b.dialog = dialog.NewMessage("One moment", dialog.Plain, func() []dialog.Line {
		lines := []dialog.Line{{Text: cells.Clean(b.what) + " · " + when.Took(a.clock.Now().Sub(b.since))}}
		if part, known := b.progress.Fraction(); known {
			lines = append(lines, dialog.Line{Text: a.bar(part, 40), Wrap: dialog.Cut})
		}
		return lines
	}, choices...)
	a.stack.Push(b.dialog)
	return a.keepTime()
}

// bar is a progress bar of w cells.
func (a *App) bar(part float64, w int) string {
	full := int(part * float64(w))
	t := a.theme()
	return strings.Repeat(t.Glyph(theme.ProgressFull), full) + strings.Repeat(t.Glyph(theme.ProgressEmpty), w-full)
}
