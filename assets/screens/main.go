// Command screens draws the pictures of the README from the real program: the
// robot user brings the App to a screen on the sandbox, and what the App would
// paint on a terminal becomes an SVG file. Run it with `make screens`. The
// files are the same bytes in every run, so a picture changes only when its
// screen does.
//
// It must never know how a screen is made: it presses keys and looks.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"patchbay/tui/tuitest"
)

// The size of the terminal in the pictures, in cells.
const (
	width  = 100
	height = 30
)

// folder is where the pictures go, seen from the root of the project.
const folder = "assets/screens"

// shot is one picture: a name, what a reader who cannot see it is told, the
// Connector to start on ("" for the lookup) and the way from there.
type shot struct {
	name, words string
	start       string
	walk        func(*tuitest.User)
}

var shots = []shot{
	{"lookup", "The lookup: the Connectors of a team, filtered while typing", "", func(u *tuitest.User) {
		u.Press("ctrl+t", "down", "down")
	}},
	{"detail", "Reading a Connector: its facts, and its Configuration with parts folded", "T3S70", func(u *tuitest.User) {
		u.Press("4", "down", "down", "down")
	}},
	{"editor", "The editor: the Configuration as JSON, with an outline beside it", "T3S70", change},
	{"review", "The review before a save: what will change, path by path and line by line", "T3S70", func(u *tuitest.User) {
		change(u)
		u.Press("ctrl+s")
	}},
	{"conflict", "A conflict: somebody else saved while this edit was being made", "put-conflict", func(u *tuitest.User) {
		u.Press("e", "end").Paste("\n  \"note\": \"checked\",").Press("ctrl+s", "y")
	}},
	{"error", "An error: this credential may not open the Connector", "get-403", func(*tuitest.User) {}},
}

// change edits two values of T3S70.
func change(u *tuitest.User) {
	u.Press("e")
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "screens:", err)
		os.Exit(1)
	}
}

func run() error {
	state, err := os.MkdirTemp("", "screens-*")
	if err != nil {
		return fmt.Errorf("making a place for the state: %w", err)
	}
	defer os.RemoveAll(state)
	for _, s := range shots {
		svg, err := s.draw(filepath.Join(state, s.name))
		if err != nil {
			return fmt.Errorf("drawing %s: %w", s.name, err)
		}
		if err := os.WriteFile(filepath.Join(folder, s.name+".svg"), svg, 0o644); err != nil {
			return fmt.Errorf("writing %s (run this from the root of the project): %w", s.name, err)
		}
	}
	return nil
}

// draw brings an App to the screen of the shot and draws it.
func (s shot) draw(state string) (svg []byte, err error) {
	room := &room{}
	defer room.close()
	defer func() {
		if stopped, ok := recover().(stop); ok {
			err = stopped
		}
	}()
	u := tuitest.Start(room, tuitest.Options{Width: width, Height: height, Start: s.start, StateDir: state})
	s.walk(u)
	view := u.App.View()
	p, err := read(view.Content, width, height)
	if err != nil {
		return nil, err
	}
	if c := view.Cursor; c != nil {
		p.block(c.X, c.Y)
	}
	u.End()
	return p.svg(view.WindowTitle, s.words), nil
}

// room stands in for the test that the robot user expects around it. Methods
// of testing.TB that it does not have are never called.
type room struct {
	testing.TB
	cleanups []func()
}

// stop is how a failure leaves the robot user: Fatal must not return.
type stop struct{ words string }

func (s stop) Error() string { return s.words }

func (r *room) Helper()                   {}
func (r *room) Cleanup(f func())          { r.cleanups = append(r.cleanups, f) }
func (r *room) Fatal(args ...any)         { panic(stop{fmt.Sprint(args...)}) }
func (r *room) Fatalf(f string, a ...any) { panic(stop{fmt.Sprintf(f, a...)}) }
func (r *room) Errorf(f string, a ...any) { panic(stop{fmt.Sprintf(f, a...)}) }

func (r *room) close() {
	for i := len(r.cleanups) - 1; i >= 0; i-- {
		r.cleanups[i]()
	}
}
