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
	"time"

	"patchbay/tui/tuitest"
)

// folder is where the pictures go, seen from the root of the project.
const folder = "assets/screens"

// shot is one picture: a name, what a reader who cannot see it is told, the
// size of the terminal in cells, and the way there from the lookup. One thing
// follows the other: two calls at once would answer in any order.
type shot struct {
	name, words   string
	width, height int
	walk          func(*tuitest.User)
}

var shots = []shot{
	{"lookup", "The lookup: the Connectors of a team, with what is pinned and edited on this machine", 120, 30, func(u *tuitest.User) {
		u.Type("Copperfield").Press("ctrl+t", "esc")
		enter(u, "T3S70")
		u.Press("e", "end").Paste("\n  \"note\": \"\",").Press("esc", "l", "esc", "esc")
		u.Press("down").Expect("pinned", "unsaved edit")
	}},
	{"detail", "Reading a Connector: its facts, and its Configuration with parts folded", 100, 30, func(u *tuitest.User) {
		enter(u, "T3S70")
		u.Press("2", "down", "down", "down", "down").Expect("Larkspur Ads", "Report Types", "Findings")
	}},
	{"editor", "The editor: the Configuration as JSON, with its outline beside it", 120, 32, func(u *tuitest.User) {
		rename(u)
		u.Wait(time.Second).Expect("edited", "Clicks (all)", "CTR")
	}},
	{"form", "The form: the Configuration as a tree, with what the schema says about the current value", 100, 30, func(u *tuitest.User) {
		enter(u, "T3S70")
		u.Press("f", "tab", "tab", "/").Type("campaign_performance").Press("enter", "up", "right", "down", "down").Wait(time.Second).Expect("Campaign performance")
	}},
	{"review", "The review before a save: what will change, part by part, before anything is sent", 100, 30, func(u *tuitest.User) {
		rename(u)
		u.Press("f2", "tab", "end").Type(" EU").Press("ctrl+s").Expect("Review", "Clicks (all)", "Larkspur Ads EU")
	}},
	{"conflict", "A conflict: somebody else saved while this edit was being made", 100, 24, func(u *tuitest.User) {
		enter(u, "put-conflict")
		u.Press("e", "end").Paste("\n  \"note\": \"checked\",").Press("ctrl+s", "y").Expect("Somebody else saved")
	}},
	{"error", "An error: this credential may not open the Connector, and what can be done", 100, 30, func(u *tuitest.User) {
		enter(u, "get-403")
		u.Expect("could not be opened")
	}},
}

// enter opens a Connector by typing its identifier.
func enter(u *tuitest.User, identifier string) {
	u.Type(identifier).Press("enter")
}

// rename gives two Metrics of T3S70 other labels.
func rename(u *tuitest.User) {
	enter(u, "T3S70")
	u.Press("e", "alt+g").Type("Click-through").Press("enter", "down", "down", "end", "left", "left", "ctrl+w", "ctrl+w", "ctrl+w", "ctrl+w").Type("CTR")
	u.Press("alt+g").Type("Clicks").Press("enter", "down", "down", "end", "left", "left").Type(" (all)")
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
		switch cause := recover().(type) {
		case nil:
		case stop:
			err = cause
		default:
			panic(cause)
		}
	}()
	u := tuitest.Start(room, tuitest.Options{Width: s.width, Height: s.height, StateDir: state})
	s.walk(u)
	view := u.App.View()
	p, err := read(view.Content, s.width, s.height)
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
