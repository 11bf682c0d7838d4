//go:build unix

// Every way to stop the program, in the middle of a key, of a paste and of a
// save: the edit is offered at the next start, the terminal is as it was, and
// the exit code tells whether a save was out (hazard D6).

package cli

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"patchbay/api/sandbox"
	"patchbay/assets"
	"patchbay/config/state"
)

// desk is a Connector, a state directory, and a platform that can be made to
// keep a save waiting.
type desk struct {
	home, url string
	door      *door
}

// fate says what becomes of a save that is kept waiting.
type fate int

const (
	stored    fate = iota // it is live; only the answer waits
	forgotten             // it is never carried out
)

// door is the platform. A PUT waits in it until it is opened.
type door struct {
	next  http.Handler
	fate  fate
	came  chan struct{} // closed once a PUT waits
	once  sync.Once
	opens chan struct{}
}

func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPut {
		d.next.ServeHTTP(w, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	answer := httptest.NewRecorder()
	if d.fate == stored {
		d.next.ServeHTTP(answer, r)
	}
	d.once.Do(func() { close(d.came) })
	<-d.opens
	if d.fate == forgotten {
		panic(http.ErrAbortHandler)
	}
	w.WriteHeader(answer.Code)
}

// open lets every PUT go on.
func (d *door) open() { close(d.opens) }

func newDesk(t *testing.T, f fate) *desk {
	t.Helper()
	box, err := sandbox.New(sandbox.Options{Seed: assets.Connectors(), Token: "sandbox"})
	if err != nil {
		t.Fatal(err)
	}
	box.Change(sandbox.DefaultTeam, "T3S70", func(s *sandbox.Stored) { s.Configuration = blankPage })
	d := &desk{home: t.TempDir(), door: &door{next: box, fate: f, came: make(chan struct{}), opens: make(chan struct{})}}
	server := httptest.NewServer(d.door)
	t.Cleanup(server.Close)
	d.url = server.URL
	return d
}

func (d *desk) key() state.Key {
	return state.Key{Origin: d.url, Team: sandbox.DefaultTeam, Identifier: "T3S70"}
}

func (d *desk) stateDir() string { return filepath.Join(d.home, "kept") }

func (d *desk) start(t *testing.T) *held {
	cmd := program(t, d.home, "--base-url", d.url, "--team", "936506", "--state-dir", d.stateDir(), "T3S70")
	cmd.Env = append(cmd.Env, "SUPERMETRICS_API_KEY=sandbox")
	return openHeld(t, cmd, 100, 30)
}

// edit opens the editor with the mouse on and types a little.
func (d *desk) edit(t *testing.T) *held {
	term := d.start(t)
	term.expect("Configuration").send("e").expect("Ln 1")
	term.send("\x1bm") // alt+m: the mouse
	term.send(down+down+"12,").expect("12,9", "edited")
	return term
}

// left is the edit that will be offered, judged from outside; "" when there is
// none.
func (d *desk) left(t *testing.T) string {
	t.Helper()
	out, err := readRemains(d.stateDir(), d.key(), liveNow(t, d.url, "T3S70"))
	if err != nil {
		t.Error(err)
	}
	if out.pending == nil {
		return ""
	}
	return out.pending.configuration
}

// offered starts again and restores the edit.
func (d *desk) offered(t *testing.T) {
	t.Helper()
	d.start(t).expect(offer).send("r").expectGone(offer).expect("Ln 3", "12,")
}

// stops are the ways a program ends that is not killed, the polite one first.
var stops = []struct {
	name string
	stop func(t *testing.T, h *held)
	gone bool // the terminal goes with it
}{
	{"quit", func(t *testing.T, h *held) { h.send(ctrlQ).expect("unsaved edit?").send("q") }, false},
	{"SIGTERM", func(t *testing.T, h *held) { h.cmd.Process.Signal(syscall.SIGTERM) }, false},
	{"SIGHUP", func(t *testing.T, h *held) { h.cmd.Process.Signal(syscall.SIGHUP) }, false},
	{"SIGINT", func(t *testing.T, h *held) { h.cmd.Process.Signal(os.Interrupt) }, false},
	{"terminal closed", func(t *testing.T, h *held) { h.pty.Close() }, true},
}

// bigPaste is 5 MB of numbers.
var bigPaste = strings.Repeat("123456789,\r", 5<<20/11)

func TestStoppedAnywhereItKeepsTheEdit(t *testing.T) {
	t.Parallel()
	for _, s := range stops {
		t.Run(s.name+" in the middle of a key", func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, forgotten)
			h := d.edit(t)
			h.send("3").expect("12,39").send("\x1b[1;")
			s.stop(t, h)
			h.ended(t, 0, s.gone)
			if got, want := d.left(t), strings.Replace(blankPage, "9", "12,39", 1); got != want {
				t.Errorf("left %q, want %q", got, want)
			}
			d.offered(t)
		})
		t.Run(s.name+" in the middle of a paste", func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, forgotten)
			h := d.edit(t)
			h.send("\x1b[200~" + bigPaste[:len(bigPaste)/2]).expect("Receiving a paste")
			if s.name == "quit" { // a key would be pasted: the terminal has to have gone silent
				h.expect("The paste stopped before its end")
			}
			s.stop(t, h)
			h.ended(t, 0, s.gone)
			before, after, _ := strings.Cut(blankPage, "9")
			got, whole := strings.CutPrefix(d.left(t), before+"12,")
			got, tail := strings.CutSuffix(got, "9"+after)
			if !whole || !tail || !strings.HasPrefix(bigPaste, strings.ReplaceAll(got, "\n", "\r")) {
				t.Errorf("left %d bytes that are not the edit and the beginning of the paste: %.200q", len(got), got)
			}
			// What the program had not read yet is the terminal's: a few KB, and of
			// one that is closed all of it.
			const unread = 64 << 10
			if !s.gone && len(got) < len(bigPaste)/2-unread {
				t.Errorf("%d of the %d bytes that came were kept", len(got), len(bigPaste)/2)
			}
		})
	}
}

// ended waits for the end, and looks at the exit code and at the terminal.
func (h *held) ended(t *testing.T, code int, gone bool) {
	t.Helper()
	if got := h.code(); got != code {
		t.Errorf("exit code %d, want %d; the last it wrote: %q", got, code, h.tail())
	}
	if !gone {
		h.checkLeft(t)
	}
}

// A program stopped while a save is out says so with its exit code, keeps the
// edit, and knows at the next start what became of the save.
func TestStoppedInTheMiddleOfASave(t *testing.T) {
	t.Parallel()
	for _, s := range stops[1:] {
		for _, f := range []fate{stored, forgotten} {
			t.Run(s.name+map[fate]string{stored: ", stored", forgotten: ", forgotten"}[f], func(t *testing.T) {
				t.Parallel()
				d := newDesk(t, f)
				h := d.edit(t)
				h.send(ctrlS).expect("Review").send("y")
				<-d.door.came
				s.stop(t, h)
				h.ended(t, 4, s.gone)
				d.door.open()
				again := d.start(t)
				if f == forgotten { // it may still become visible: that is waited for, unless one goes on
					again.expect(doubt).send(esc).expect(offer).send("r").expectGone(offer).expect("12,9")
					return
				}
				again.expect("Configuration", "12,9")
				if strings.Contains(again.screen(), offer) {
					t.Errorf("a save that is live is offered as an edit:\n%s", again.screen())
				}
			})
		}
	}
}

// Asked to quit while a save is out, it waits for the outcome.
func TestAskedToQuitItWaitsForTheSave(t *testing.T) {
	t.Parallel()
	d := newDesk(t, stored)
	h := d.edit(t)
	h.send(ctrlS).expect("Review").send("y")
	<-d.door.came
	h.expect("Saving").send(ctrlQ).expect("on its way")
	d.door.open()
	h.ended(t, 0, false)
	if left := d.left(t); left != "" {
		t.Errorf("the edit is left: %q", left)
	}
}

// Patchbay has no key that suspends it. Stopped from outside and continued, it
// goes on as if nothing had been.
func TestStoppedAndContinuedItGoesOn(t *testing.T) {
	t.Parallel()
	d := newDesk(t, stored)
	h := d.edit(t)
	halt := func() { h.cmd.Process.Signal(syscall.SIGSTOP) }
	goOn := func() { h.cmd.Process.Signal(syscall.SIGCONT) }

	h.send("3\x1b[")
	halt()
	h.send("D4")
	goOn()
	h.expect("12,439")

	h.send("\x1b[C,\x1b[200~" + bigPaste[:len(bigPaste)/2])
	halt()
	rest := make(chan struct{})
	go func() { // more than the terminal holds: it waits for the program
		defer close(rest)
		io.WriteString(h.pty, bigPaste[len(bigPaste)/2:]+"\x1b[201~7,")
	}()
	goOn()
	<-rest
	h.expect("7,9")

	h.send(ctrlZ + ctrlZ).expect("12,43,9").send(ctrlS).expect("Review").send("y")
	<-d.door.came
	halt()
	d.door.open()
	goOn()
	h.expect("Saved and live")
	h.send(ctrlQ)
	h.ended(t, 0, false)
	if got, want := liveNow(t, d.url, "T3S70").configuration, strings.Replace(blankPage, "9", "12,43,9", 1); got != want {
		t.Errorf("live is %q, want %q", got, want)
	}
}
