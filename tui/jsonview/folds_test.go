// This file tests the folds: what they hide and how they move.
package jsonview

import (
	"context"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"patchbay/api/document"
	"patchbay/tui/text"
)

const folded = `{
  "a": {
    "b": [
      1
    ]
  },
  "c": [
    {
      "d": 2
    }
  ]
}`

func regionsOf(t *testing.T, s string) *Folds {
	t.Helper()
	f := &Folds{}
	f.SetRegions(document.Parse(context.Background(), s).Folds())
	return f
}

func TestWhatAFoldHides(t *testing.T) {
	f := regionsOf(t, folded)
	if !f.Fold(1) || f.Fold(1) || f.Fold(3) {
		t.Error("line 1 folds once, line 3 never")
	}
	if got := f.Visible(0, 99, 12); !slices.Equal(got, []int{0, 1, 6, 7, 8, 9, 10, 11}) {
		t.Errorf("visible: %v", got)
	}
	if f.HiddenAfter(1) != 4 || f.HiddenAfter(0) != 0 || f.NextVisible(1) != 6 || f.PrevVisible(6) != 1 {
		t.Errorf("hidden after 1: %d; next of 1: %d; before 6: %d", f.HiddenAfter(1), f.NextVisible(1), f.PrevVisible(6))
	}
	if got := f.Visible(3, 2, 12); !slices.Equal(got, []int{6, 7}) {
		t.Errorf("a window that begins at a hidden line shows %v", got)
	}
	if !f.Reveal(3) || f.Hidden(3) || f.Reveal(3) {
		t.Error("revealing line 3")
	}
	if !f.Fold(6) || !f.Folded(6) || !f.Unfold(6) || f.Folded(6) || f.Unfold(6) || f.Fold(3) {
		t.Error("folding and opening")
	}
}

func TestFoldLevelFoldsWhatIsBelowToo(t *testing.T) {
	tree := document.Parse(context.Background(), folded)
	f := &Folds{}
	f.FoldLevel(tree, 1)
	if got := f.Visible(0, 99, 12); !slices.Equal(got, []int{0, 1, 6, 11}) {
		t.Errorf("level 1: %v", got)
	}
	f.Unfold(1)
	if got := f.Visible(0, 99, 12); !slices.Equal(got, []int{0, 1, 2, 5, 6, 11}) {
		t.Errorf("opened: %v", got)
	}
	f.FoldLevel(tree, 2)
	if got := f.Visible(0, 99, 12); !slices.Equal(got, []int{0, 1, 2, 5, 6, 7, 10, 11}) {
		t.Errorf("level 2: %v", got)
	}
	f.UnfoldAll()
	if got := f.Visible(0, 99, 12); len(got) != 12 {
		t.Errorf("all open: %v", got)
	}
	if r, ok := f.Enclosing(3); !ok || r != (Lines{2, 4}) {
		t.Errorf("around line 3: %v, %v", r, ok)
	}
	if r, ok := f.Enclosing(5); !ok || r != (Lines{1, 5}) {
		t.Errorf("around line 5: %v, %v", r, ok)
	}
}

func TestOnlySomeLines(t *testing.T) {
	f := regionsOf(t, folded)
	f.Fold(7)
	f.Only([]Lines{{1, 1}, {6, 9}})
	if got := f.Visible(0, 99, 12); !slices.Equal(got, []int{1, 6, 7}) {
		t.Errorf("filtered: %v", got)
	}
	if f.Row(6) != 1 || f.LineAt(1) != 6 || f.LineAt(0) != 1 {
		t.Errorf("row of 6: %d; lines of rows: %d, %d", f.Row(6), f.LineAt(0), f.LineAt(1))
	}
	f.Only(nil)
	if got := f.Visible(0, 99, 12); len(got) != 0 {
		t.Errorf("nothing left: %v", got)
	}
	f.Reveal(3)
	if got := f.Visible(0, 99, 12); f.Hidden(3) || len(got) != 10 {
		t.Errorf("revealed: %v", got)
	}
}

func TestANilFoldsFoldsNothing(t *testing.T) {
	var f *Folds
	if got := f.Visible(1, 2, 9); !slices.Equal(got, []int{1, 2}) || f.Row(3) != 3 || f.LineAt(3) != 3 || f.Hidden(1) || f.Folded(1) || f.HiddenAfter(1) != 0 {
		t.Errorf("visible %v", got)
	}
}

// TestRowsAndLinesAgree holds Row, LineAt, NextVisible and PrevVisible to
// Visible, for any folds.
func TestRowsAndLinesAgree(t *testing.T) {
	rnd := rand.New(rand.NewSource(3))
	for range 200 {
		f := &Folds{}
		const total = 40
		for range rnd.Intn(8) {
			first := rnd.Intn(total - 1)
			f.FoldLines(Lines{first, first + 1 + rnd.Intn(total-1-first)})
		}
		if rnd.Intn(3) == 0 {
			f.Only([]Lines{{2, 2 + rnd.Intn(5)}, {15, 15 + rnd.Intn(10)}})
		}
		visible := f.Visible(0, total, total)
		for row, line := range visible {
			if f.Row(line) != row || f.LineAt(row) != line || f.Hidden(line) {
				t.Fatalf("line %d in row %d: Row %d, LineAt %d; visible %v", line, row, f.Row(line), f.LineAt(row), visible)
			}
			if row > 0 && (f.PrevVisible(line) != visible[row-1] || f.NextVisible(visible[row-1]) != line) {
				t.Fatalf("around line %d of %v: %d before it", line, visible, f.PrevVisible(line))
			}
		}
		for line := range total {
			if f.Hidden(line) == slices.Contains(visible, line) {
				t.Fatalf("line %d of %v", line, visible)
			}
		}
	}
}

func TestFoldsMoveWithEdits(t *testing.T) {
	at := func(marker string) int { return strings.Index(folded, marker) }
	for name, c := range map[string]struct {
		edit text.Edit
		line int // of the fold of "c" afterwards, -1 when it must open
	}{
		"a character typed on its line":      {text.Edit{{From: at(`"c"`) + 2, To: at(`"c"`) + 2, Insert: "x"}}, 6},
		"a line above":                       {text.Edit{{From: at(`"a"`), To: at(`"a"`), Insert: "\n"}}, 7},
		"two lines above":                    {text.Edit{{From: 0, To: 0, Insert: "\n\n"}}, 8},
		"lines removed above":                {text.Edit{{From: at("\n    \"b\""), To: at("\n  },"), Insert: ""}}, 3},
		"its line begun anew":                {text.Edit{{From: at(`"c"`), To: at(`"c"`), Insert: "\n"}}, 7},
		"its line broken before the bracket": {text.Edit{{From: at(`"c"`) + 3, To: at(`"c"`) + 3, Insert: "\n"}}, 7},
		"its line joined with the one above": {text.Edit{{From: at("\n  \"c\""), To: at(`"c"`), Insert: ""}}, 5},
		"its line end removed":               {text.Edit{{From: at("[\n    {") + 1, To: at("    {"), Insert: ""}}, -1},
		"a line behind its bracket":          {text.Edit{{From: at("[\n    {") + 1, To: at("[\n    {") + 1, Insert: "\n"}}, -1},
		"a line below it":                    {text.Edit{{From: len(folded) - 1, To: len(folded) - 1, Insert: "\n"}}, 6},
		"a line above and a character on it": {text.Edit{{From: 0, To: 0, Insert: "\n"}, {From: at(`"c"`), To: at(`"c"`), Insert: "x"}}, 7},
		"it is removed":                      {text.Edit{{From: at(`"c"`), To: len(folded) - 1, Insert: ""}}, -1},
	} {
		f := regionsOf(t, folded)
		f.Fold(6)
		before := text.New(folded)
		f.Edited(before, c.edit)
		after, _ := before.Apply(c.edit)
		got := -1
		for line := range after.Lines() {
			if f.Folded(line) {
				got = line
			}
		}
		if got != c.line {
			t.Errorf("%s: folded at line %d, want %d", name, got, c.line)
		}
		if c.line >= 0 && f.HiddenAfter(got) != 4 {
			t.Errorf("%s: %d lines hidden, want 4", name, f.HiddenAfter(got))
		}
	}
}

func TestRegionsAreFoundAfterEdits(t *testing.T) {
	f := regionsOf(t, folded)
	tx := text.New(folded)
	for range 3 {
		e := text.Edit{{From: tx.LineEnd(0), To: tx.LineEnd(0), Insert: "\n  \"n\": 0,"}}
		f.Edited(tx, e)
		tx, _ = tx.Apply(e)
	}
	if r, ok := f.Region(9); !ok || r != (Lines{9, 13}) {
		t.Errorf("the list is at %v, %v", r, ok)
	}
	if _, ok := f.Region(2); ok {
		t.Error("a new line is said to fold")
	}
	for range maxShifts {
		e := text.Edit{{From: 0, To: 0, Insert: "\n"}}
		f.Edited(tx, e)
		tx, _ = tx.Apply(e)
	}
	if _, ok := f.Region(9 + maxShifts); ok {
		t.Error("regions carried over more edits than they may be")
	}
}
