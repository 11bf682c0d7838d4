// Time, as the application sees it: injected, so that tests never wait.

package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// Clock tells the time and delivers messages later.
type Clock interface {
	Now() time.Time
	// After returns a command whose message, made by f, arrives once d has passed.
	After(d time.Duration, f func(time.Time) tea.Msg) tea.Cmd
}

// SystemClock is the clock of the machine.
type SystemClock struct{}

// Now is the local time.
func (SystemClock) Now() time.Time { return time.Now() }

// After waits on a timer of the runtime.
func (SystemClock) After(d time.Duration, f func(time.Time) tea.Msg) tea.Cmd {
	return tea.Tick(d, f)
}
