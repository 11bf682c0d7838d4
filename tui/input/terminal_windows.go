// The console of Windows. It delivers records, not bytes that can be cut, and
// Bubble Tea knows a console only by its own file: that file is handed on as it
// is, and nothing here stands in front of it.

package input

import (
	"os"

	tea "charm.land/bubbletea/v2"
)

// Terminal is the console.
type Terminal struct{ file *os.File }

// Open returns the console. The limits and the clock have no use here.
func Open(f *os.File, _ Limits, _ Clock) (*Terminal, error) { return &Terminal{f}, nil }

// Options make a program read from the console.
func (t *Terminal) Options() []tea.ProgramOption { return []tea.ProgramOption{tea.WithInput(t.file)} }

// Pause does nothing: Bubble Tea itself stops reading a console.
func (t *Terminal) Pause() {}

// Resume does nothing.
func (t *Terminal) Resume() error { return nil }

// Close does nothing: the file is the caller's.
func (t *Terminal) Close() error { return nil }

// Last returns nothing: what the console held stays there.
func (t *Terminal) Last() []tea.Msg { return nil }
