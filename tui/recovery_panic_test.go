// A panic inside the program: Bubble Tea gives the terminal back, and what the
// journal still missed is written before the process ends.

package tui

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/config/state"
)

// stillClock does not go by itself and never has a message arrive later: nothing
// reaches the journal but by closing.
type stillClock struct{ now time.Time }

func (c stillClock) Now() time.Time                                     { return c.now }
func (stillClock) After(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil }

// breaks is an application that panics when it is told to.
type breaks struct {
	*App
	where place
}

// place is where it panics.
type place int

const (
	brokenUpdate place = iota
	brokenView
	brokenCommand
	brokenEditor // with the edit made, and not taken any further
)

type breakMsg struct{}

func (b *breaks) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, now := msg.(breakMsg); !now {
		_, cmd := b.App.Update(msg)
		return b, cmd
	}
	switch b.where {
	case brokenUpdate:
		panic("in Update")
	case brokenCommand:
		return b, func() tea.Msg { panic("in a command") }
	case brokenEditor:
		b.App.editor.Insert("!")
		panic("in the editor")
	}
	b.where = -1
	return b, nil
}

func (b *breaks) View() tea.View {
	if b.where == -1 {
		panic("in View")
	}
	return b.App.View()
}

func TestAPanicLosesNoEdit(t *testing.T) {
	for where, want := range []string{brokenUpdate: "{x}", brokenView: "{x}", brokenCommand: "{x}", brokenEditor: "{x!}"} {
		clock := stillClock{time.Unix(1_700_000_000, 0)}
		store, err := state.Open(t.TempDir(), nil, clock.Now)
		if err != nil {
			t.Fatal(err)
		}
		a, err := New(context.Background(), Options{Clock: clock, Width: 80, Height: 24, Session: Session{Origin: "sandbox", Store: store, Connectors: &api.Client{}}})
		if err != nil {
			t.Fatal(err)
		}
		ref := api.Ref{Team: 1, Identifier: "T3S70"}
		a.show(show(ref, api.Connector{Identifier: "T3S70", Configuration: api.Configuration{JSON: "{}"}}, Stored, clock.now))
		b := &breaks{App: a, where: place(where)}
		program := tea.NewProgram(b, tea.WithInput(nil), tea.WithOutput(io.Discard), tea.WithoutSignalHandler(), tea.WithWindowSize(80, 24))
		a.startWork(*a.open, 0)
		go func() {
			program.Send(tea.KeyPressMsg{Code: tea.KeyRight})
			program.Send(tea.KeyPressMsg{Code: 'x', Text: "x"})
			program.Send(breakMsg{})
		}()
		if _, err := program.Run(); !errors.Is(err, tea.ErrProgramPanic) {
			t.Fatalf("%d: ended with %v", where, err)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		found, err := store.Unsaved(a.keyOf(ref))
		if err != nil || len(found) != 1 {
			t.Fatalf("%d: %d edits found, %v", where, len(found), err)
		}
		if edit, err := replay(found[0]); err != nil || edit.now.Text.String() != want {
			t.Errorf("%d: restored %q, %v; want %q", where, edit.now.Text.String(), err, want)
		}
	}
}
