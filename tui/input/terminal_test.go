//go:build !windows

// The file of a terminal, handed back and forth between two programs.

package input

import (
	"errors"
	"io"
	"os"
	"testing"
)

// While the reader pauses, what is sent belongs to the other program; what was
// read before does not get lost.
func TestAPausedReaderTakesNothing(t *testing.T) {
	in, keyboard, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer keyboard.Close()
	send := func(s string) {
		if _, err := keyboard.WriteString(s); err != nil {
			t.Fatal(err)
		}
	}
	r, err := Open(in, Limits{}, Clock{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Fd() != in.Fd() {
		t.Error("it is not the file of the terminal")
	}
	for range 3 {
		send("ab\x1b[A")
		if got := next(t, r); got != "ab" {
			t.Errorf("read %q", got)
		}
		r.Pause() // the arrow has been read already, and waits
		if _, err := r.Read(make([]byte, 10)); !errors.Is(err, io.EOF) {
			t.Errorf("a paused reader reads: %v", err)
		}
		send("for vim")
		if got := next(t, in); got != "for vim" {
			t.Errorf("the other program reads %q", got)
		}
		if err := r.Resume(); err != nil {
			t.Fatal(err)
		}
		if got := next(t, r); got != "\x1b[A" {
			t.Errorf("after the pause it reads %q", got)
		}
	}
	waits := make(chan error)
	go func() {
		_, err := r.Read(make([]byte, 10))
		waits <- err
	}()
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if err := <-waits; !errors.Is(err, io.EOF) {
		t.Errorf("a read that waits at the end: %v", err)
	}
	if err := r.Resume(); err != nil {
		t.Error(err)
	}
	if _, err := r.Read(make([]byte, 10)); !errors.Is(err, io.EOF) {
		t.Errorf("after Close it reads: %v", err)
	}
}
