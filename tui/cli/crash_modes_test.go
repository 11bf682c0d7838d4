//go:build unix

// The state a terminal is left in: what the system keeps of it, and the modes
// the program switched on and has to switch off again.

package cli

import (
	"os"
	"os/exec"
	"reflect"
	"strings"
	"syscall"
	"testing"

	"github.com/creack/pty"
	"golang.org/x/term"
)

// held is a terminal that outlives the program in it.
type held struct {
	*terminal
	before, after *term.State // as the system keeps it; after is set once the program has ended
}

// openHeld starts cmd in a terminal whose state is looked at afterwards.
func openHeld(t *testing.T, cmd *exec.Cmd, w, h int) *held {
	t.Helper()
	f, tty, err := pty.Open()
	if err == nil {
		err = pty.Setsize(f, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)})
	}
	if err != nil {
		t.Fatal(err)
	}
	out := &held{before: stateOf(t, tty)}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() {
		err := cmd.Wait()
		out.after, _ = term.GetState(int(tty.Fd()))
		tty.Close() // only now does the other end see that the program has gone
		ended <- err
	}()
	out.terminal = watch(t, cmd, f, w, h, func() error { return <-ended })
	return out
}

func stateOf(t *testing.T, tty *os.File) *term.State {
	t.Helper()
	s, err := term.GetState(int(tty.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// checkLeft reports what the program, which has ended, left changed.
func (h *held) checkLeft(t *testing.T) {
	t.Helper()
	if !reflect.DeepEqual(h.before, h.after) {
		t.Errorf("the terminal was %+v and is %+v", h.before, h.after)
	}
	for _, fault := range modesLeft(string(h.raw)) {
		t.Errorf("the terminal is left with %s", fault)
	}
}

// modesLeft lists the modes that are not as they were before raw was written.
func modesLeft(raw string) (faults []string) {
	resting := map[string]bool{"7": true, "25": true} // on in a terminal at rest: wrapping, the cursor
	on := map[string]bool{}
	var order []string
	keyboards := 0
	for _, p := range takeApart(raw) {
		switch {
		case p.kind != csi:
		case p.private == "?" && (p.final == "h" || p.final == "l"):
			for mode := range strings.SplitSeq(p.parameters, ";") {
				if _, known := on[mode]; !known {
					order = append(order, mode)
				}
				on[mode] = p.final == "h"
			}
		case p.final == "u" && p.private == ">":
			keyboards++
		case p.final == "u" && p.private == "<":
			keyboards--
		}
	}
	for _, mode := range order {
		if on[mode] != resting[mode] {
			faults = append(faults, "mode "+mode+map[bool]string{true: " on", false: " off"}[on[mode]])
		}
	}
	if keyboards > 0 {
		faults = append(faults, "another keyboard protocol")
	}
	return faults
}
