// A history made again from what was drained.

package text_test

import (
	"testing"

	"patchbay/tui/text"
)

// sameHistory replays what b drained since s and goes through both histories in
// step: to the end of redo, to the end of undo and back.
func sameHistory(t *testing.T, seed uint64, b *text.Buffer, s string, recorded []text.Step) {
	t.Helper()
	made := text.NewBuffer(text.New(s))
	if _, err := made.Replay(recorded); err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	again := text.NewBuffer(text.New(""))
	again.TakeOver(made)
	if again.Drain() != nil {
		t.Fatalf("seed %d: what was taken over is drained", seed)
	}
	for _, verb := range []func(*text.Buffer) bool{(*text.Buffer).Redo, (*text.Buffer).Undo, (*text.Buffer).Redo} {
		for more := true; more; {
			if !again.Text().Equal(b.Text()) {
				t.Fatalf("seed %d: made again it is %q, was %q", seed, again.Text().String(), b.Text().String())
			}
			more = verb(b)
			if verb(again) != more {
				t.Fatalf("seed %d: one history ends before the other at %q", seed, b.Text().String())
			}
			if more && again.Selection() != b.Selection() {
				t.Fatalf("seed %d: selected %v, was %v", seed, again.Selection(), b.Selection())
			}
		}
	}
}

func TestStepsThatDoNotFitAreRefused(t *testing.T) {
	for _, e := range []text.Edit{{{From: 2, To: 1}}, {{From: 0, To: 9}}, {{From: 1, To: 2}, {From: 0, To: 1}}} {
		b := text.NewBuffer(text.New("abc"))
		kinds, err := b.Replay([]text.Step{{Edit: text.Edit{{From: 3, To: 3, Insert: "d"}}}, {Edit: e}})
		if err == nil || len(kinds) != 1 || b.Text().String() != "abcd" {
			t.Errorf("%v: %v, %v, %q", e, kinds, err, b.Text().String())
		}
	}
}

// An undo of what the history does not hold, as after a journal was summed up,
// changes the text all the same, and is a step that can be undone.
func TestAnUndoOfSomethingUnknownIsAStep(t *testing.T) {
	b := text.NewBuffer(text.New(""))
	kinds, err := b.Replay([]text.Step{
		{Edit: text.Edit{{From: 0, To: 0, Insert: "one two three"}}},
		{Edit: text.Edit{{From: 7, To: 13}}, Kind: text.Undone},
		{Edit: text.Edit{{From: 7, To: 7, Insert: " three"}}, Kind: text.Redone},
		{Edit: text.Edit{{From: 0, To: 3}}, Kind: text.Undone},
		{Edit: text.Edit{{From: 0, To: 1}}, Kind: text.Joined},
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []text.StepKind{text.Began, text.Began, text.Began, text.Began, text.Joined} {
		if kinds[i] != want {
			t.Errorf("step %d became %v", i, kinds[i])
		}
	}
	for _, want := range []string{"two three", "one two three", "one two", "one two three", ""} {
		if got := b.Text().String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		b.Undo()
	}
	if undo, redo := b.Steps(); undo != 0 || redo != 4 {
		t.Errorf("%d to undo, %d to redo", undo, redo)
	}
}

// One typed journal of 100,000 steps in 10 MB: what opening one again costs,
// off the event loop.
func BenchmarkReplay(b *testing.B) {
	base := text.New(string(make([]byte, 10<<20)))
	steps := make([]text.Step, 100_000)
	for i := range steps {
		at := 5<<20 + i
		steps[i] = text.Step{Edit: text.Edit{{From: at, To: at, Insert: "x"}}, Before: text.Cursor(at), After: text.Cursor(at + 1)}
		if i%6 > 0 {
			steps[i].Kind = text.Joined
		}
	}
	for b.Loop() {
		if _, err := text.NewBuffer(base).Replay(steps); err != nil {
			b.Fatal(err)
		}
	}
}
