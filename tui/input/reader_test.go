// The Reader: what it does for the program that reads it, for the program that
// takes its place, and for whoever closes it.

package input

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// next reads one unit.
func next(t *testing.T, r io.Reader) string {
	t.Helper()
	buffer := make([]byte, 4096)
	n, err := r.Read(buffer)
	if err != nil {
		t.Fatalf("reading: %v", err)
	}
	return string(buffer[:n])
}

func TestFiveMegabytesOfPasteArriveUnchanged(t *testing.T) {
	content := strings.Repeat("{\"é\": \"漢\",\r\t\"\x1b[A\": 1}", 5<<20/24)
	var arrivals []arrival
	for rest := "a\x1b[200~" + content + "\x1b[201~b"; rest != ""; {
		n := min(4093, len(rest))
		arrivals = append(arrivals, arrival{time.Duration(n%7) * time.Millisecond, rest[:n]})
		rest = rest[n:]
	}
	got := toldByReader(t, arrivals...)
	if len(got) != 3 || got[0] != `typed "a"` || got[2] != `typed "b"` {
		t.Fatalf("%d messages", len(got))
	}
	same(t, "the paste", got[1:2], toldByReader(t, arrival{0, "\x1b[200~" + content + "\x1b[201~"}))
	if len(got[1]) < len(content) {
		t.Errorf("only %d bytes were pasted", len(got[1]))
	}
}

// A program that is busy reads late. What came in time is not taken for late.
func TestABusyProgramLosesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLine()
		r := New(l, Limits{}, Clock{})
		l.pieces <- "\x1b"
		time.Sleep(10 * time.Millisecond)
		l.pieces <- "[A"
		time.Sleep(10 * time.Second)
		if got := next(t, r); got != "\x1b[A" {
			t.Errorf("read %q", got)
		}
		close(l.pieces)
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestEachReadIsOneUnitAndCutsNoCharacter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLine()
		r := New(l, Limits{}, Clock{})
		l.pieces <- "ab\x1b[A\x1b[B漢漢漢"
		for _, want := range []string{"ab", "\x1b[A", "\x1b[B"} {
			if got := next(t, r); got != want {
				t.Errorf("read %q, want %q", got, want)
			}
		}
		small := make([]byte, 4)
		for range 3 {
			if n, _ := r.Read(small); string(small[:n]) != "漢" {
				t.Errorf("read %q", small[:n])
			}
		}
		l.pieces <- "\x1b"
		close(l.pieces)
		if got := next(t, r); got != "\x1b[27u" {
			t.Errorf("the last byte arrives as %q", got)
		}
		if _, err := r.Read(small); !errors.Is(err, io.EOF) {
			t.Errorf("at the end: %v", err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
}

// The time is the clock's that is given.
func TestTheClockDecidesWhenEscapeIsTheKey(t *testing.T) {
	now := make(chan time.Time, 8)
	alarm := make(chan time.Time)
	asked := make(chan time.Duration, 8)
	l := newLine()
	r := New(l, Limits{Escape: SlowEscape}, Clock{
		Now:   func() time.Time { return <-now },
		After: func(d time.Duration) <-chan time.Time { asked <- d; return alarm },
	})
	now <- noon // when it came
	now <- noon // when it was looked at
	l.pieces <- "\x1b"
	done := make(chan string)
	go func() { done <- next(t, r) }()
	if d := <-asked; d != SlowEscape {
		t.Errorf("it waits %v", d)
	}
	now <- noon.Add(SlowEscape)
	now <- noon.Add(SlowEscape)
	alarm <- noon.Add(SlowEscape)
	if got := <-done; got != "\x1b[27u" {
		t.Errorf("read %q", got)
	}
	now <- noon
	close(l.pieces)
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}
