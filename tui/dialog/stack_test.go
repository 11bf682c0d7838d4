// These tests hold the rules of the stack: who receives input, what happens in
// which order, and when a dialog is deaf.
package dialog

import (
	"reflect"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/theme"
)

// spy records what it receives and answers as told.
type spy struct {
	got  []string
	next Outcome
	cur  *tea.Cursor
	box  string
}

func (s *spy) Press(k tea.KeyPressMsg) Outcome { s.got = append(s.got, k.String()); return s.next }
func (s *spy) Paste(p string) Outcome          { s.got = append(s.got, "paste "+p); return s.next }
func (s *spy) View(theme.Theme, int, int) (string, *tea.Cursor) {
	if s.box == "" {
		return "+--+\n|ab|\n+--+", s.cur
	}
	return s.box, s.cur
}

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func at(ms int) time.Time { return noon.Add(time.Duration(ms) * time.Millisecond) }

func TestOnlyTheFrontReceivesInput(t *testing.T) {
	var s Stack
	below, front := &spy{}, &spy{}
	s.Push(below)
	s.Push(front)
	s.Press(key(t, "y"), at(0))
	s.Paste("text", at(1))
	if len(below.got) != 0 || !reflect.DeepEqual(front.got, []string{"y", "paste text"}) {
		t.Errorf("below %q, front %q", below.got, front.got)
	}
	if s.Front() != Dialog(front) || s.Empty() || !s.Holds(below) || !s.Holds(front) || s.Holds(&spy{}) {
		t.Error("the one pushed last is in front")
	}
	s.Remove(front)
	s.Press(key(t, "n"), at(2))
	if !reflect.DeepEqual(below.got, []string{"n"}) {
		t.Errorf("below %q", below.got)
	}
}

func TestAnEmptyStackTakesInputQuietly(t *testing.T) {
	var s Stack
	if s.Press(key(t, "y"), at(0)) != nil || s.Paste("x", at(0)) != nil || s.Front() != nil || !s.Empty() {
		t.Error("an empty stack does nothing")
	}
	s.Remove(&spy{})
}

func TestTheConsequenceRunsAfterTheDialogIsGone(t *testing.T) {
	var s Stack
	next := &spy{}
	asked := &spy{}
	asked.next = Outcome{Close: true, Then: func() tea.Cmd {
		if !s.Empty() {
			t.Error("the dialog was still open")
		}
		s.Push(next)
		return func() tea.Msg { return "done" }
	}}
	s.Push(asked)
	cmd := s.Press(key(t, "y"), at(0))
	if cmd == nil || cmd() != "done" {
		t.Error("the command of the consequence must come back")
	}
	if s.Front() != Dialog(next) || s.Holds(asked) {
		t.Error("the consequence opened the next dialog")
	}
}

func TestADialogThatStaysRunsItsConsequenceToo(t *testing.T) {
	var s Stack
	ran := 0
	stays := &spy{next: Outcome{Then: func() tea.Cmd { ran++; return nil }}}
	s.Push(stays)
	s.Press(key(t, "c"), at(0))
	if ran != 1 || s.Front() != Dialog(stays) {
		t.Errorf("ran %d times, in front %v", ran, s.Front())
	}
}

func TestClosingTakesOffTheOneThatAnswered(t *testing.T) {
	var s Stack
	a, b, c := &spy{}, &spy{}, &spy{}
	s.Push(a)
	s.Push(c)
	s.Push(b)
	s.Remove(a)
	if s.Holds(a) || !s.Holds(c) || s.Front() != Dialog(b) {
		t.Error("one below was taken off and the others stay")
	}
	b.next.Close = true
	s.Press(key(t, "esc"), at(0))
	if s.Front() != Dialog(c) {
		t.Error("the one below comes to the front")
	}
}

// A dialog that opens by itself while someone types must not take the keys
// under way for answers.
func TestAnInterruptIsDeafUntilTypingPauses(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []int // before it opens at 1000, ms
		then []int // while it is open
		want int   // keys it hears
	}{
		{"nothing was ever typed", nil, []int{1001}, 1},
		{"typing paused before", []int{500}, []int{1001, 1002}, 2},
		{"typing goes on", []int{800, 950}, []int{1050, 1200, 1600}, 0},
		{"typing goes on, then pauses", []int{950}, []int{1050, 1549, 2049, 2060}, 2},
		{"a pause that began before it opened does not count", []int{600}, []int{1150}, 0},
		{"a pause since it opened", []int{999}, []int{1500}, 1},
		{"just too short", []int{999}, []int{1499, 1998}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s Stack
			for _, ms := range c.keys {
				s.NoteKey(at(ms))
			}
			d := &spy{next: Outcome{}}
			s.Interrupt(d, at(1000))
			for _, ms := range c.then {
				s.NoteKey(at(ms)) // the root notes each key before it routes it
				s.Press(key(t, "y"), at(ms))
			}
			if len(d.got) != c.want {
				t.Errorf("heard %d keys, want %d", len(d.got), c.want)
			}
		})
	}
}

func TestADeafDialogHidesInputFromThoseBelowAndIsDeafToPaste(t *testing.T) {
	var s Stack
	below, d := &spy{}, &spy{}
	s.Push(below)
	s.NoteKey(at(0))
	s.Interrupt(d, at(100))
	s.Press(key(t, "y"), at(150))
	s.Paste("y", at(200))
	if len(below.got)+len(d.got) != 0 {
		t.Errorf("below heard %q, deaf heard %q", below.got, d.got)
	}
	s.Paste("y", at(800))
	if len(d.got) != 1 {
		t.Error("after a pause a paste is heard")
	}
}

func TestADialogTheUserAskedForListensAtOnce(t *testing.T) {
	var s Stack
	d := &spy{}
	s.NoteKey(at(0))
	s.Push(d)
	s.Press(key(t, "y"), at(1))
	if len(d.got) != 1 {
		t.Error("it must listen")
	}
}
