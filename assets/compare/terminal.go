//go:build unix

// The terminal the editors run in: a pseudo-terminal, and an emulator that
// answers what a program asks and shows what it drew.

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// The size of the terminal, in cells.
const width, height = 120, 40

const (
	patience = 60 * time.Second      // for one thing to be shown
	silence  = 60 * time.Millisecond // after which a frame is taken for whole
)

// terminal is one program in a pseudo-terminal.
type terminal struct {
	cmd  *exec.Cmd
	pty  *os.File
	emu  *vt.Emulator
	done sync.WaitGroup

	mu    sync.Mutex
	wrote int       // bytes so far
	first time.Time // when the first byte since the last key came
	last  time.Time // when the last byte came
	ended bool
}

// open starts a program in a terminal.
func open(argv, env []string) (*terminal, error) {
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Env = append(os.Environ(), append([]string{"TERM=xterm-256color", "COLORTERM="}, env...)...)
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: width, Rows: height})
	if err != nil {
		return nil, err
	}
	t := &terminal{cmd: cmd, pty: f, emu: vt.NewEmulator(width, height), last: time.Now()}
	t.done.Go(func() {
		buffer := make([]byte, 64<<10)
		for {
			n, err := f.Read(buffer)
			now := time.Now()
			t.mu.Lock()
			if t.first.IsZero() {
				t.first = now
			}
			t.wrote, t.last = t.wrote+n, now
			t.emu.Write(buffer[:n])
			t.ended = err != nil
			t.mu.Unlock()
			if err != nil {
				return
			}
		}
	})
	t.done.Go(func() { _, _ = io.Copy(f, t.emu) }) // the terminal's answers
	return t, nil
}

func (t *terminal) close() {
	_ = t.cmd.Process.Kill()
	_ = t.cmd.Wait()
	_ = t.pty.Close()
	_ = t.emu.InputPipe().(io.Closer).Close()
	t.done.Wait()
}

func (t *terminal) send(keys string) {
	t.mu.Lock()
	t.first = time.Time{}
	t.mu.Unlock()
	_, _ = io.WriteString(t.pty, keys)
}

// press sends one key, and returns how long it took until the first byte of the
// answer and how many bytes the answer had.
func (t *terminal) press(key string) (time.Duration, int, error) {
	t.mu.Lock()
	before := t.wrote
	t.mu.Unlock()
	start := time.Now()
	t.send(key)
	if _, err := t.watch(func() bool { return !t.first.IsZero() && t.wrote > before }); err != nil {
		return 0, 0, err
	}
	t.mu.Lock()
	wait := t.first.Sub(start)
	t.mu.Unlock()
	t.pause()
	t.mu.Lock()
	defer t.mu.Unlock()
	return wait, t.wrote - before, nil
}

// pause waits as long as a person does, never the same, so that keys do not
// fall in step with a program's clock.
func (t *terminal) pause() {
	t.mu.Lock()
	uneven := time.Duration(t.wrote*7919%17) * time.Millisecond
	t.mu.Unlock()
	time.Sleep(20*time.Millisecond + uneven)
}

// settle waits until the program has been silent for a while.
func (t *terminal) settle() {
	time.Sleep(silence)
	_, _ = t.watch(func() bool { return time.Since(t.last) > silence })
}

// until waits for a text on the screen and returns when it came.
func (t *terminal) until(text string) (time.Time, error) {
	return t.watch(func() bool { return strings.Contains(t.emu.String(), text) })
}

// untilGone waits until a text is on the screen no longer.
func (t *terminal) untilGone(text string) (time.Time, error) {
	return t.watch(func() bool { return !strings.Contains(t.emu.String(), text) })
}

// watch asks ok, with the lock held, after every piece of output and now and
// then, and returns when the output came that made it true.
func (t *terminal) watch(ok func() bool) (time.Time, error) {
	deadline := time.Now().Add(patience)
	seen := -1
	for time.Now().Before(deadline) {
		t.mu.Lock()
		if t.wrote != seen || time.Since(t.last) > silence {
			seen = t.wrote
			if ok() {
				at := t.last
				t.mu.Unlock()
				return at, nil
			}
		}
		ended, screen := t.ended, t.emu
		if ended {
			last := screen.String()
			t.mu.Unlock()
			return time.Time{}, fmt.Errorf("the program ended:\n%s", last)
		}
		t.mu.Unlock()
		time.Sleep(100 * time.Microsecond)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return time.Time{}, fmt.Errorf("not seen within %s; the screen shows:\n%s", patience, t.emu.String())
}

// resident is the bytes of memory the program holds; 0 where that is not known.
func (t *terminal) resident() int {
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", t.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(content))
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.Atoi(fields[1])
	return pages * os.Getpagesize()
}
