// A real Bubble Tea program with fake time, so that what counts is tested:
// which messages come of bytes that arrive in pieces and late.

package input

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// arrival is a piece of input and how long after the one before it comes.
type arrival struct {
	after time.Duration
	bytes string
}

// line is a line from a terminal: what is sent comes out of Read, at most one
// piece a time.
type line struct {
	pieces chan string
	rest   string
}

func newLine() *line { return &line{pieces: make(chan string)} }

func (l *line) Read(p []byte) (int, error) {
	if l.rest == "" {
		piece, open := <-l.pieces
		if !open {
			return 0, io.EOF
		}
		l.rest = piece
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

// log is a program that writes down what it is told. Text that is typed is
// joined: how it is cut means nothing.
type log struct {
	lines *[]string
	typed *strings.Builder
}

func (l log) Init() tea.Cmd  { return nil }
func (l log) View() tea.View { return tea.NewView("") }
func (l log) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch m := msg.(type) {
	case tea.ColorProfileMsg, tea.EnvMsg, tea.PasteStartMsg, tea.PasteEndMsg, PasteBegins:
		return l, nil
	case tea.WindowSizeMsg:
		if m.Width == 0 {
			return l, nil
		}
	case tea.KeyPressMsg:
		if m.Text != "" {
			l.typed.WriteString(m.Text)
			return l, nil
		}
	}
	l.flush()
	words := fmt.Sprintf("%T %+v", msg, msg)
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		words = fmt.Sprintf("<%s> %+v", m, m.Key())
	case tea.PasteMsg:
		words = fmt.Sprintf("paste%q", m.Content)
	case PasteCut:
		words = fmt.Sprintf("cut%q", m.Content)
	}
	*l.lines = append(*l.lines, words)
	return l, nil
}

func (l log) flush() {
	if l.typed.Len() > 0 {
		*l.lines = append(*l.lines, fmt.Sprintf("typed %q", l.typed))
		l.typed.Reset()
	}
}

// told runs a program on what arrives, with our reader or without, and returns
// what it was told. Time is fake.
func told(t *testing.T, arrivals []arrival, reader func(io.Reader) *Reader) (lines []string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		wire := newLine()
		options := []tea.ProgramOption{
			tea.WithInput(wire), tea.WithOutput(io.Discard), tea.WithoutRenderer(), tea.WithoutSignalHandler(),
			tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithFPS(1),
		}
		var r *Reader
		if reader != nil {
			r = reader(wire)
			options = append(options, r.Options()...)
		}
		model := log{&lines, &strings.Builder{}}
		program := tea.NewProgram(model, options...)
		ended := make(chan error)
		go func() {
			_, err := program.Run()
			ended <- err
		}()
		for _, a := range arrivals {
			time.Sleep(a.after)
			wire.pieces <- a.bytes
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		program.Quit()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		close(wire.pieces)
		if r != nil {
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		}
		model.flush()
	})
	return lines
}

// toldByReader is what a program with our reader is told.
func toldByReader(t *testing.T, arrivals ...arrival) []string {
	t.Helper()
	return told(t, arrivals, func(r io.Reader) *Reader { return New(r, Limits{}, Clock{}) })
}

// toldByBubbleTea is what a program is told that gets every unit in one piece,
// with all the time it wants between.
func toldByBubbleTea(t *testing.T, units ...string) []string {
	t.Helper()
	var arrivals []arrival
	for _, u := range units {
		arrivals = append(arrivals, arrival{time.Second, u})
	}
	return told(t, arrivals, nil)
}
