// The terminal, shared: read through the input reader, and handed to the user's
// own editor while that runs.

package cli

import (
	"io"
	"os"
	"os/exec"
	"os/signal"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"patchbay/config"
	"patchbay/tui"
	"patchbay/tui/input"
)

// screen is the terminal of the editor.
type screen struct {
	in, out  *os.File
	keyboard *input.Terminal
	signals  chan os.Signal // that a terminal sends to every program in it
	lent     atomic.Bool    // another program has the terminal
}

// openScreen begins to read the terminal. With a network between (the program
// was started over SSH) an escape may come apart from what follows it.
func openScreen(in, out *os.File, env config.Environment) (*screen, error) {
	var limits input.Limits
	if env.Getenv("SSH_CONNECTION") != "" {
		limits.Escape = input.SlowEscape
	}
	keyboard, err := input.Open(in, limits, input.Clock{})
	if err != nil {
		return nil, err
	}
	s := &screen{in: in, out: out, keyboard: keyboard, signals: make(chan os.Signal, 1)}
	// From here on they are heard here only: the same key may be meant for
	// another program. They are never ignored, which that would inherit.
	signal.Reset(os.Interrupt)
	signal.Notify(s.signals, os.Interrupt)
	return s, nil
}

func (s *screen) close() {
	signal.Stop(s.signals)
	_ = s.keyboard.Close() // the program is over; there is nothing to tell
}

// quitsOnInterrupt makes an interrupt quit the program, until stop. While another
// program has the terminal, what comes from the keyboard is for that alone.
func (s *screen) quitsOnInterrupt(p *tea.Program) (stop func()) {
	over, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-s.signals:
				if !s.lent.Load() {
					p.Quit()
					return
				}
			case <-over:
				return
			}
		}
	}()
	return func() {
		close(over)
		<-ended
	}
}

// handOver gives the terminal to a command and sends what ended makes after it.
// Reading stops before Bubble Tea lets go of the terminal: not a key that is
// meant for the command is taken.
func (s *screen) handOver(c *exec.Cmd, ended func(error) tea.Msg) tea.Cmd {
	return func() tea.Msg {
		s.lent.Store(true)
		signal.Notify(s.signals, keyboardSignals...)
		s.keyboard.Pause()
		return tea.Exec(&guest{c, s}, func(err error) tea.Msg {
			if resuming := s.keyboard.Resume(); err == nil {
				err = resuming
			}
			signal.Stop(s.signals)
			signal.Notify(s.signals, os.Interrupt)
			s.lent.Store(false)
			return ended(err)
		})()
	}
}

// guest is a command that has the terminal.
type guest struct {
	*exec.Cmd
	screen *screen
}

// Run implements tea.ExecCommand.
func (g *guest) Run() error {
	g.Stdin, g.Stdout, g.Stderr = g.screen.in, g.screen.out, g.screen.out
	err := g.Cmd.Run()
	if resuming := g.screen.keyboard.Resume(); err == nil {
		err = resuming
	}
	return err
}

// Bubble Tea offers its own input and output. They are not files, and a command
// on a terminal needs one.

func (*guest) SetStdin(io.Reader)  {}
func (*guest) SetStdout(io.Writer) {}
func (*guest) SetStderr(io.Writer) {}

// external is the editor the environment names.
func (s *screen) external(env config.Environment) *tui.External {
	e := &tui.External{Environment: config.WithoutCredential(os.Environ()), Run: s.handOver, Command: "vi"}
	if env.GOOS == "windows" {
		e.Command = "notepad"
	}
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if command := env.Getenv(name); command != "" {
			e.Command, e.Variable = command, name
			break
		}
	}
	return e
}
