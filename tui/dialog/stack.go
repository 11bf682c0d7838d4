// This file routes input to the front-most dialog and holds the rule that a
// dialog which opened by itself is deaf until typing pauses.
package dialog

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Pause is how long nothing must be typed before a dialog that opened by
// itself listens: the keys still under way were meant for something else.
const Pause = 500 * time.Millisecond

// A Stack holds the open dialogs, the last one in front. The zero value is
// empty and ready. Input has exactly one receiver, the front; what lies below
// never sees it. Keys that work above every dialog (help and quit) are taken
// by the caller before the stack is asked.
type Stack struct {
	layers  []layer
	lastKey time.Time
}

type layer struct {
	dialog Dialog
	deaf   bool
	opened time.Time // of a deaf dialog
}

// Push opens a dialog the user asked for, in front.
func (s *Stack) Push(d Dialog) {
	s.layers = append(s.layers, layer{dialog: d})
}

// Interrupt opens a dialog the user did not ask for, in front. If a key was
// pressed within the last Pause, it is deaf to keys and pastes until none was
// for that long.
func (s *Stack) Interrupt(d Dialog, now time.Time) {
	typing := !s.lastKey.IsZero() && now.Sub(s.lastKey) < Pause
	s.layers = append(s.layers, layer{dialog: d, deaf: typing, opened: now})
}

// NoteKey says that a key was pressed or something pasted, whoever received
// it. The root calls it for each, also while no dialog is open.
func (s *Stack) NoteKey(now time.Time) {
	for i := range s.layers {
		l := &s.layers[i]
		quiet := s.lastKey
		if l.opened.After(quiet) {
			quiet = l.opened
		}
		if l.deaf && now.Sub(quiet) >= Pause {
			l.deaf = false
		}
	}
	s.lastKey = now
}

// Remove takes the dialog off, wherever it is in the stack. One that is not
// there is ignored.
func (s *Stack) Remove(d Dialog) {
	for i := len(s.layers) - 1; i >= 0; i-- {
		if s.layers[i].dialog == d {
			s.layers = append(s.layers[:i:i], s.layers[i+1:]...)
			return
		}
	}
}

// Front returns the dialog that receives input, nil when none is open.
func (s *Stack) Front() Dialog {
	if len(s.layers) == 0 {
		return nil
	}
	return s.layers[len(s.layers)-1].dialog
}

// Empty reports whether no dialog is open.
func (s *Stack) Empty() bool { return len(s.layers) == 0 }

// Holds reports whether d is on the stack.
func (s *Stack) Holds(d Dialog) bool {
	return slices.ContainsFunc(s.layers, func(l layer) bool { return l.dialog == d })
}

// Press gives the key to the front dialog, unless that one is deaf.
func (s *Stack) Press(k tea.KeyPressMsg, now time.Time) tea.Cmd {
	return s.receive(now, func(d Dialog) Outcome { return d.Press(k) })
}

// Paste gives pasted text to the front dialog, unless that one is deaf.
func (s *Stack) Paste(text string, now time.Time) tea.Cmd {
	return s.receive(now, func(d Dialog) Outcome { return d.Paste(text) })
}

func (s *Stack) receive(now time.Time, give func(Dialog) Outcome) tea.Cmd {
	s.NoteKey(now)
	if len(s.layers) == 0 || s.layers[len(s.layers)-1].deaf {
		return nil
	}
	front := s.Front()
	out := give(front)
	if out.Close {
		s.Remove(front)
	}
	if out.Then == nil {
		return nil
	}
	return out.Then()
}
