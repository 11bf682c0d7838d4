//go:build unix

// The real program in a pseudo-terminal, watched through a terminal emulator.

package cli

import (
	"context"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// TestMain lets the test binary be the program: a real process with a real
// terminal, without building anything else.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "--as-editor" {
		os.Exit(asEditor(os.Args[2:]))
	}
	if os.Getenv("PATCHBAY_TEST_AS_PROGRAM") == "1" {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
		code := Run(ctx, System(), os.Args[1:])
		stop()
		os.Exit(code)
	}
	os.Exit(m.Run())
}

// program prepares a run of Patchbay with a home of its own.
func program(t testing.TB, home string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = []string{
		"PATCHBAY_TEST_AS_PROGRAM=1", "HOME=" + home, "TERM=xterm-256color", "PATH=" + os.Getenv("PATH"), "TMPDIR=" + home,
	}
	cmd.Dir = home
	return cmd
}

// terminal is a person's terminal with the program in it.
type terminal struct {
	t    testing.TB
	cmd  *exec.Cmd
	pty  *os.File
	mu   sync.Mutex
	news *sync.Cond
	emu  *vt.Emulator
	raw  []byte // everything the program wrote
	gone bool
	exit chan error
}

// patience bounds how long a screen is waited for; a machine under load is slow.
const patience = 30 * time.Second

// open starts cmd in a terminal of w×h cells.
func open(t testing.TB, cmd *exec.Cmd, w, h int) *terminal {
	t.Helper()
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)})
	if err != nil {
		t.Fatal(err)
	}
	return watch(t, cmd, f, w, h, cmd.Wait)
}

// watch follows a program that was started in the terminal f leads to. wait
// waits for its end.
func watch(t testing.TB, cmd *exec.Cmd, f *os.File, w, h int, wait func() error) *terminal {
	term := &terminal{t: t, cmd: cmd, pty: f, emu: vt.NewEmulator(w, h), exit: make(chan error, 1)}
	term.news = sync.NewCond(&term.mu)
	answers := make(chan struct{})
	go func() { // what the terminal answers to questions
		defer close(answers)
		buffer := make([]byte, 4096)
		for {
			n, err := term.emu.Read(buffer)
			if err != nil {
				return
			}
			f.Write(buffer[:n])
		}
	}()
	go func() {
		buffer := make([]byte, 64<<10)
		for {
			n, err := f.Read(buffer)
			term.mu.Lock()
			term.raw = append(term.raw, buffer[:n]...)
			term.emu.Write(buffer[:n])
			term.gone = err != nil
			term.news.Broadcast()
			term.mu.Unlock()
			if err != nil {
				term.exit <- wait()
				return
			}
		}
	}()
	t.Cleanup(func() {
		cmd.Process.Kill()
		f.Close()
		term.emu.InputPipe().(io.Closer).Close() // closing the emulator itself races with its Read
		<-answers
	})
	return term
}

// screen is what the terminal shows.
func (t *terminal) screen() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.emu.String()
}

// tail is the last of what the program wrote, for failures.
func (t *terminal) tail() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.raw[max(0, len(t.raw)-6000):])
}

// waitFor waits until the screen satisfies ok.
func (t *terminal) waitFor(what string, ok func(screen string) bool) *terminal {
	t.t.Helper()
	t.await(what, func() bool { return ok(t.emu.String()) })
	return t
}

// await waits until ok, asked after each piece of output with the lock held.
func (t *terminal) await(what string, ok func() bool) {
	t.t.Helper()
	late := false
	alarm := time.AfterFunc(patience, func() {
		t.mu.Lock()
		late = true
		t.news.Broadcast()
		t.mu.Unlock()
	})
	defer alarm.Stop()
	t.mu.Lock()
	defer t.mu.Unlock()
	for !ok() {
		if late || t.gone {
			t.t.Fatalf("waited for %s; the screen shows:\n%s", what, t.emu.String())
		}
		t.news.Wait()
	}
}

func (t *terminal) expect(texts ...string) *terminal {
	t.t.Helper()
	for _, text := range texts {
		t.waitFor("“"+text+"”", func(screen string) bool { return strings.Contains(screen, text) })
	}
	return t
}

// expectGone waits until a text is no longer shown.
func (t *terminal) expectGone(text string) *terminal {
	t.t.Helper()
	return t.waitFor("“"+text+"” to go", func(screen string) bool { return !strings.Contains(screen, text) })
}

// send types bytes as a keyboard does.
func (t *terminal) send(keys string) *terminal {
	t.t.Helper()
	if _, err := t.pty.Write([]byte(keys)); err != nil {
		t.t.Fatalf("typing: %v", err)
	}
	return t
}

// paste is text as a terminal pastes it.
func paste(text string) string { return "\x1b[200~" + text + "\x1b[201~" }

// code waits for the program's end and returns its exit code.
func (t *terminal) code() int {
	t.t.Helper()
	alarm := time.NewTimer(patience)
	defer alarm.Stop()
	select {
	case <-t.exit:
		return t.cmd.ProcessState.ExitCode()
	case <-alarm.C:
		t.t.Fatalf("the program did not end; the screen shows:\n%s", t.screen())
		return -1
	}
}

// Keys as a terminal without the Kitty protocol sends them.
const (
	enter  = "\r"
	esc    = "\x1b"
	ctrlQ  = "\x11"
	ctrlS  = "\x13"
	ctrlF  = "\x06"
	ctrlZ  = "\x1a"
	ctrlG  = "\x07"
	pgDown = "\x1b[6~"
	down   = "\x1b[B"
)
