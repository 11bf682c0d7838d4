//go:build unix

// A place that cannot keep the edit: the program says that it is not protected,
// editing goes on, and protection comes back with the place.

package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"patchbay/config/state"
)

var notProtected = regexp.MustCompile(`(?i)not protected`)

// expectProtected waits until the status bar says what it says of an edit that
// is kept; unprotected until it says that it is not.
func (h *held) expectProtected() {
	h.t.Helper()
	h.waitFor("protection", func(screen string) bool {
		bar := lastLine(screen)
		return strings.Contains(bar, "edited") && !notProtected.MatchString(bar)
	})
}

func (h *held) expectUnprotected() {
	h.t.Helper()
	h.waitFor("the warning", func(screen string) bool { return notProtected.MatchString(lastLine(screen)) })
}

// troubles are places that go and come back without the rights of root.
type trouble struct {
	name       string
	spoil      func(t *testing.T, d *desk, h *held)
	mend       func(t *testing.T, d *desk, h *held) // nil where the program makes the place again itself
	firstWrite bool                                 // spoiled before anything was typed
}

func troubles() []trouble {
	must := func(t *testing.T, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	out := []trouble{
		{"the state directory is removed", func(t *testing.T, d *desk, _ *held) {
			// Moved first: what is written meanwhile must not come in between.
			must(t, os.Rename(d.stateDir(), d.stateDir()+".gone"))
			must(t, os.RemoveAll(d.stateDir()+".gone"))
		}, nil, false},
		{"a file is in its place", func(t *testing.T, d *desk, _ *held) {
			must(t, os.Rename(d.stateDir(), d.stateDir()+".away"))
			must(t, os.WriteFile(d.stateDir(), []byte("in the way"), 0o600))
		}, func(t *testing.T, d *desk, _ *held) {
			must(t, os.Remove(d.stateDir()))
			must(t, os.Rename(d.stateDir()+".away", d.stateDir()))
		}, false},
		{"a file is in its place from the beginning", func(t *testing.T, d *desk, _ *held) {
			must(t, os.RemoveAll(d.journals()))
			must(t, os.WriteFile(d.journals(), []byte("in the way"), 0o600))
		}, func(t *testing.T, d *desk, _ *held) {
			must(t, os.Remove(d.journals()))
		}, true},
	}
	if os.Geteuid() != 0 { // root may write everywhere
		out = append(out, trouble{"it may not be written to", func(t *testing.T, d *desk, _ *held) {
			must(t, os.Chmod(d.journals(), 0o500))
		}, func(t *testing.T, d *desk, _ *held) {
			must(t, os.Chmod(d.journals(), 0o700))
		}, true})
	}
	return append(out, troublesOfThisSystem()...)
}

// journals is where the journals of a desk are.
func (d *desk) journals() string { return filepath.Join(d.stateDir(), "journals") }

// stricken is one program in trouble.
type stricken struct {
	trouble
	*desk
	*held
	typed string
}

func (s *stricken) types(t *testing.T, keys string) {
	t.Helper()
	s.typed += keys
	s.send(keys).expect(s.typed + "9")
}

// All of them at once, since most of it is waiting for the next try.
func TestWithoutAPlaceItIsNotProtectedAndGoesOn(t *testing.T) {
	t.Parallel()
	var all []*stricken
	each := func(do func(s *stricken)) {
		for _, s := range all {
			do(s)
			if t.Failed() {
				t.Fatalf("this was: %s", s.name)
			}
		}
	}
	for _, trouble := range troubles() {
		all = append(all, &stricken{trouble: trouble, desk: newDesk(t, stored)})
	}
	each(func(s *stricken) { s.held = s.start(t) })
	each(func(s *stricken) {
		s.expect("Configuration").send("e").expect("Ln 1").send(down + down)
		if !s.firstWrite {
			s.types(t, "12,")
			s.waitUntilKept(t, s.text())
		}
		s.spoil(t, s.desk, s.held)
	})
	each(func(s *stricken) { s.types(t, "34,") })
	each(func(s *stricken) { s.expectUnprotected() })
	each(func(s *stricken) {
		s.types(t, "56,")
		if s.mend != nil {
			s.mend(t, s.desk, s.held)
		}
		s.types(t, "78,")
	})
	each(func(s *stricken) { s.expectProtected() })
	each(func(s *stricken) {
		s.cmd.Process.Kill()
		s.code()
		if got := s.left(t); got != s.text() {
			t.Errorf("left %q, want %q", got, s.text())
		}
		s.start(t).expect(offer).send("r").expectGone(offer).expect(s.typed + "9")
	})
}

// text is what the edit has to be.
func (s *stricken) text() string { return strings.Replace(blankPage, "9", s.typed+"9", 1) }

// waitUntilKept waits until a journal leads to a text.
func (d *desk) waitUntilKept(t *testing.T, want string) {
	t.Helper()
	store, err := state.Open(d.stateDir(), nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	look, late := time.NewTicker(5*time.Millisecond), time.NewTimer(patience)
	defer look.Stop()
	defer late.Stop()
	for {
		found, err := store.Unsaved(d.key())
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if _, edited, _, err := carryOut(f); err == nil && edited.configuration == want {
				return
			}
		}
		select {
		case <-look.C:
		case <-late.C:
			t.Fatalf("%q did not reach the disk", want)
		}
	}
}

// Where nothing can be kept from the start, that is said, and what is typed can
// still be saved.
func TestWithoutAPlaceFromTheStartItStillSaves(t *testing.T) {
	t.Parallel()
	d := newDesk(t, stored)
	d.door.open()
	if err := os.WriteFile(d.stateDir(), []byte("in the way"), 0o600); err != nil {
		t.Fatal(err)
	}
	h := d.edit(t)
	h.expectUnprotected()
	h.send(ctrlS).expect("Review").send("y").expect("Saved and live")
	h.send(ctrlQ)
	h.ended(t, 0, false)
	if got, want := liveNow(t, d.url, "T3S70").configuration, strings.Replace(blankPage, "9", "12,9", 1); got != want {
		t.Errorf("live is %q, want %q", got, want)
	}
}
