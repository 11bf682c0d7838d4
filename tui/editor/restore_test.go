// An editor that was made again from the edits of another.
package editor

import (
	"slices"
	"testing"

	"patchbay/tui/text"
)

// restored is an editor that took over what was made again on doc.
func restored(made *Restored, doc string) *Model {
	m := New(&host{}, Content{Name: "n", Description: "d", Configuration: text.New(doc)})
	m.Restore(made)
	return m
}

// sameSteps goes through both histories in step, from the end of redo to its
// beginning and back.
func sameSteps(t *testing.T, a, b *Model) {
	t.Helper()
	same := func(after string) {
		t.Helper()
		x, y := a.Snapshot(), b.Snapshot()
		if x.Name != y.Name || x.Description != y.Description || !x.Text.Equal(y.Text) {
			t.Fatalf("%s: %q, %q, %q made again is %q, %q, %q", after, x.Name, x.Description, x.Text.String(), y.Name, y.Description, y.Text.String())
		}
		if !slices.Equal(a.history.undo, b.history.undo) || !slices.Equal(a.history.redo, b.history.redo) {
			t.Fatalf("%s: %v and %v made again is %v and %v", after, a.history.undo, a.history.redo, b.history.undo, b.history.redo)
		}
	}
	for len(a.history.redo) > 0 || len(b.history.redo) > 0 {
		a.Redo()
		b.Redo()
	}
	same("all redone")
	for len(a.history.undo) > 0 || len(b.history.undo) > 0 {
		a.Undo()
		b.Undo()
		same("undone")
		if x, y := a.buf.Selection(), b.buf.Selection(); a.history.redo[len(a.history.redo)-1].part == ConfigurationPart && x != y {
			t.Fatalf("%v is selected, made again %v", x, y)
		}
	}
	for len(a.history.redo) > 0 || len(b.history.redo) > 0 {
		a.Redo()
		b.Redo()
		same("redone")
	}
}

func TestARestoredEditorGoesOnAsTheOneBefore(t *testing.T) {
	m, _ := open("|{}")
	made := NewRestored("Shop", "Orders", text.New("{}"))
	for _, script := range []string{"'{\"a\"'", "form 'x' nextfield newline 'y'", "undo undo undo", "redo", "selectall paste'z' undo", "form newline"} {
		do(m, script)
		if err := made.Replay(m.Drain()); err != nil {
			t.Fatal(err)
		}
	}
	b := New(&host{}, Content{Name: "Shop", Description: "Orders", Configuration: text.New("{}")})
	b.Restore(made)
	if b.Drain() != nil {
		t.Error("what was restored is drained again")
	}
	sameSteps(t, m, b)
	b.Drain()
	do(b, "form 'new'")
	steps := b.Drain()
	if len(steps) == 0 || steps[0].Kind != text.Began {
		t.Errorf("typing on joins what was restored: %+v", steps)
	}
	if got := state(b); got == state(m) {
		t.Errorf("nothing was typed: %s", got)
	}
}

func TestEditsThatDoNotFitAreRefused(t *testing.T) {
	made := NewRestored("n", "d", text.New("{}"))
	if made.Replay([]PartEdit{{Part: NamePart, Step: text.Step{Edit: text.Edit{{From: 2, To: 2, Insert: "x"}}}}}) == nil {
		t.Error("an edit beyond the end of the name was made")
	}
	// An undo whose order over the parts makes no sense still leads to its text.
	err := made.Replay([]PartEdit{
		{Part: NamePart, Step: text.Step{Edit: text.Edit{{From: 1, To: 1, Insert: "x"}}}},
		{Part: DescriptionPart, Step: text.Step{Edit: text.Edit{{From: 1, To: 1, Insert: "y"}}}},
		{Part: NamePart, Step: text.Step{Edit: text.Edit{{From: 1, To: 2}}, Kind: text.Undone}},
		{Part: NamePart, Step: text.Step{Edit: text.Edit{{From: 1, To: 1, Insert: "x"}}, Kind: text.Redone}},
		{Part: DescriptionPart, Step: text.Step{Edit: text.Edit{{From: 0, To: 2}}, Kind: text.Redone}},
	})
	if s := made.Snapshot(); err != nil || s.Name != "nx" || s.Description != "" {
		t.Errorf("%q, %q, %v", s.Name, s.Description, err)
	}
}

func TestOneStepOverSeveralPartsStaysOne(t *testing.T) {
	m, _ := open("|{}")
	made := NewRestored("Shop", "Orders", text.New("{}"))
	do(m, "'{'")
	m.Replace(Snapshot{Name: "Other", Description: "Parts", Text: text.New("{\"a\": 1}")})
	if err := made.Replay(m.Drain()); err != nil {
		t.Fatal(err)
	}
	b := New(&host{}, Content{Name: "Shop", Description: "Orders", Configuration: text.New("{}")})
	b.Restore(made)
	for _, each := range []*Model{m, b} {
		each.Undo()
		if s := each.Snapshot(); s.Name != "Shop" || s.Description != "Orders" {
			t.Fatalf("undone in part: %q, %q", s.Name, s.Description)
		}
	}
	sameSteps(t, m, b)
}
