//go:build !windows

// The terminal of this process as a source: a file that Bubble Tea can switch
// to raw mode, and whose reading can be interrupted.

package input

import (
	"fmt"
	"os"

	tea "charm.land/bubbletea/v2"
	"github.com/muesli/cancelreader"
)

// Terminal is a Reader of a terminal. To Bubble Tea it is the file of the
// terminal, which it needs for raw mode.
//
// It has no Name, on purpose: with one, Bubble Tea would wait on the descriptor
// itself, and never learn of what the Reader holds.
type Terminal struct {
	*Reader
	file *os.File
}

// Open begins to read a terminal. The file stays the caller's.
func Open(f *os.File, l Limits, c Clock) (*Terminal, error) {
	r := newReader(func() (source, error) { return cancelreader.NewReader(f) }, l, c)
	if err := r.Resume(); err != nil {
		return nil, fmt.Errorf("reading the terminal: %w", err)
	}
	return &Terminal{r, f}, nil
}

// Options make a program read from t.
func (t *Terminal) Options() []tea.ProgramOption {
	return []tea.ProgramOption{tea.WithInput(t), tea.WithFilter(t.Filter)}
}

// Fd is the descriptor of the terminal.
func (t *Terminal) Fd() uintptr { return t.file.Fd() }

// Write writes to the terminal.
func (t *Terminal) Write(p []byte) (int, error) { return t.file.Write(p) }
