// buffer_test.go proves what undo takes back, and that nothing of the history
// is lost to the journal.
package text_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"patchbay/tui/text"
	"patchbay/tui/text/texttest"
)

// clock is a clock that stands still until it is moved.
type clock struct{ at time.Time }

func (c *clock) now() time.Time          { return c.at }
func (c *clock) advance(d time.Duration) { c.at = c.at.Add(d) }

// hands is a person at a buffer.
type hands struct {
	*text.Buffer
	clock *clock
}

func at(marked string) *hands {
	h := &hands{texttest.Buffer(marked), &clock{time.Unix(0, 0)}}
	h.SetClock(h.clock.now)
	return h
}

// types inserts letter by letter, 100 ms apart.
func (h *hands) types(s string) {
	for _, r := range s {
		h.clock.advance(100 * time.Millisecond)
		h.Insert(string(r))
	}
}

// undone returns what each undo shows, until nothing is left.
func (h *hands) undone() []string {
	var out []string
	for h.Undo() {
		out = append(out, texttest.Marked(h.Buffer))
	}
	return out
}

func TestWhatOneUndoTakesBack(t *testing.T) {
	for _, c := range []struct {
		name  string
		start string
		do    func(h *hands)
		want  string // after each undo
	}{
		{"a word", "|", func(h *hands) { h.types("hello") }, "|"},
		{"word by word", "|", func(h *hands) { h.types("one two  three") }, "one two  |·one |·|"},
		{"a pause", "|", func(h *hands) { h.types("ab"); h.clock.advance(time.Second); h.types("cd") }, "ab|·|"},
		{"no pause", "|", func(h *hands) { h.types("ab"); h.clock.advance(800 * time.Millisecond); h.types("cd") }, "|"},
		{"a break", "|", func(h *hands) { h.types("ab"); h.Break(); h.types("cd") }, "ab|·|"},
		{"a moved cursor", "|x", func(h *hands) { h.types("ab"); h.Move(text.Right, text.Moving); h.types("cd") }, "abx|·|x"},
		{"moved there and back", "|x", func(h *hands) {
			h.types("ab")
			h.Move(text.Left, text.Moving)
			h.Move(text.Right, text.Moving)
			h.types("cd")
		}, "ab|x·|x"},
		{"a line break", "|", func(h *hands) { h.types("ab\ncd") }, "ab\n|·ab|·|"},
		{"a replaced selection", "a[bc|]d", func(h *hands) { h.types("xyz") }, "a[bc|]d"},
		{"a paste", "|", func(h *hands) { h.types("ab"); h.Paste("PASTE"); h.types("cd") }, "abPASTE|·ab|·|"},
		{"backspaces", "foo bar|", func(h *hands) { h.Backspace(); h.Backspace() }, "foo bar|"},
		{"backspaces over a word", "foo bar|", func(h *hands) {
			for range 6 {
				h.Backspace()
			}
		}, "foo|·foo bar|"},
		{"a selection deleted", "ab[cd|]e", func(h *hands) { h.Backspace(); h.Backspace() }, "ab|e·ab[cd|]e"},
		{"deletes", "|abc", func(h *hands) { h.Delete(); h.Delete() }, "|abc"},
		{"backspace and delete", "ab|cd", func(h *hands) { h.Backspace(); h.Delete(); h.Backspace() }, "ab|cd"},
		{"typing after deleting", "ab|", func(h *hands) { h.Backspace(); h.types("c") }, "a|·ab|"},
		{"deleting after typing", "|", func(h *hands) { h.types("ab"); h.Backspace() }, "ab|·|"},
		{"deleted words", "one two|", func(h *hands) { h.DeleteWordLeft(); h.DeleteWordLeft() }, "one |·one two|"},
		{"inside what was put in", "|", func(h *hands) {
			h.Edit(text.Edit{{From: 0, To: 0, Insert: "()"}}, text.Cursor(1), text.Typing)
			h.types("x")
		}, "|"},
		{"many changes at once", "[a\nb|]", func(h *hands) { h.Indent("  ") }, "[a\nb|]"},
		{"nothing", "|", func(h *hands) {
			h.Backspace()
			h.Insert("")
			h.Paste("")
			h.Cut()
			h.Outdent(" ")
		}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := at(c.start)
			c.do(h)
			after := texttest.Marked(h.Buffer)
			undone := h.undone()
			if got := strings.Join(undone, "·"); got != c.want {
				t.Fatalf("undo shows %q, want %q", got, c.want)
			}
			for h.Redo() {
			}
			if got := texttest.Marked(h.Buffer); len(undone) > 0 && got != after {
				t.Errorf("redone it is %q, was %q", got, after)
			}
		})
	}
}

func TestAnEditAfterUndoEndsRedo(t *testing.T) {
	h := at("|")
	h.types("ab")
	h.Undo()
	h.types("c")
	if h.Redo() {
		t.Error("redo goes on after a new edit")
	}
	if undo, redo := h.Steps(); undo != 1 || redo != 0 {
		t.Errorf("%d steps back, %d forward", undo, redo)
	}
	if got := texttest.Marked(h.Buffer); got != "c|" {
		t.Errorf("the text is %q", got)
	}
}

func TestTypingAfterUndoIsAStepOfItsOwn(t *testing.T) {
	h := at("|")
	h.types("ab ")
	h.types("cd")
	h.Undo()
	h.types("x")
	h.Undo()
	if got := texttest.Marked(h.Buffer); got != "ab |" {
		t.Errorf("undo shows %q", got)
	}
}

func TestASelectionNeverCutsACharacter(t *testing.T) {
	s := "e\u0301x👩‍👩‍👧\r\n🇫🇮🇸🇪"
	b := text.NewBuffer(text.New(s))
	border := func(off int) bool { return b.Text().Snap(off, text.Before) == off }
	for a := -2; a < len(s)+2; a++ {
		for h := -2; h < len(s)+2; h++ {
			b.Select(text.Selection{Anchor: a, Head: h})
			got := b.Selection()
			if !border(got.Anchor) || !border(got.Head) {
				t.Fatalf("selecting %d…%d gives %v", a, h, got)
			}
		}
	}
	b.Edit(text.Edit{{From: 0, To: 1, Insert: "é"}}, text.Cursor(2), text.Single) // before the accent
	if !border(b.Selection().Head) {
		t.Error("an edit leaves the cursor inside a character")
	}
}

func TestBecomeKeepsTheCursorAndIsOneStep(t *testing.T) {
	b := texttest.Buffer("one\ntwo\nth|ree\nfour")
	b.Become(text.New("ONE\ntwo\nthree\nfour and five"))
	if got := texttest.Marked(b); got != "ONE\ntwo\nth|ree\nfour and five" {
		t.Errorf("the text is %q", got)
	}
	b.Undo()
	if got := texttest.Marked(b); got != "one\ntwo\nth|ree\nfour" {
		t.Errorf("undone it is %q", got)
	}
	rev := b.Revision()
	b.Become(b.Text())
	if b.Revision() != rev {
		t.Error("becoming the same text is a change")
	}
}

func TestTheRevisionGrowsWithTheTextAlone(t *testing.T) {
	b := texttest.Buffer("a|b")
	last := b.Revision()
	for _, c := range []struct {
		name    string
		do      func()
		changes bool
	}{
		{"insert", func() { b.Insert("x") }, true},
		{"select all", b.SelectAll, false},
		{"undo", func() { b.Undo() }, true},
		{"redo", func() { b.Redo() }, true},
		{"redo again", func() { b.Redo() }, false},
		{"insert nothing", func() { b.Move(text.DocEnd, text.Moving); b.Insert("") }, false},
	} {
		c.do()
		if grown := b.Revision() > last; grown != c.changes {
			t.Errorf("%s: the revision went from %d to %d", c.name, last, b.Revision())
		}
		last = b.Revision()
	}
}

// TestAnyScriptCanBeUndoneAndReplayed drives a buffer at random. Undoing all
// gives the first text, redoing all the last, and what Drain hands out, applied
// to the first text, gives the last one at every moment.
func TestAnyScriptCanBeUndoneAndReplayed(t *testing.T) {
	for seed := range uint64(60) {
		script(t, seed, "{\n  \"a\": [1, 2],\r\n\t\"é\": \"日本 👩‍👩‍👧‍👦\"\n}")
	}
}

func FuzzBuffer(f *testing.F) {
	f.Add(uint64(1), "")
	f.Add(uint64(2), "\xff\r\n\u0301")
	f.Fuzz(func(t *testing.T, seed uint64, s string) { script(t, seed, s[:min(len(s), 400)]) })
}

func script(t *testing.T, seed uint64, s string) {
	r := rand.New(rand.NewPCG(seed, 1))
	c := &clock{time.Unix(0, 0)}
	b := text.NewBuffer(text.New(s))
	b.SetClock(c.now)
	journal := text.New(s)
	var recorded []text.Step
	typed := []string{"a", " ", "\n", "\r\n", "é", "\u0301", "日", "👩", "\u200d", "\xff", "{}", "long paste\nof lines\n"}
	verbs := []func(){
		func() { b.Insert(typed[r.IntN(len(typed))]) }, func() { b.Insert(typed[r.IntN(len(typed))]) },
		func() { b.Paste(typed[r.IntN(len(typed))]) }, b.Backspace, b.Delete, b.DeleteWordLeft, b.DeleteWordRight,
		func() { b.Indent("\t") }, func() { b.Outdent("  ") },
		func() { b.Cut() }, func() { b.Undo() }, func() { b.Redo() }, b.Break, func() { c.advance(time.Second) },
		func() { b.Become(text.New(strings.ReplaceAll(b.Text().String(), "a", "bb"))) },
	}
	for range 150 {
		switch r.IntN(3) {
		case 0:
			b.Select(text.Selection{Anchor: r.IntN(b.Text().Len() + 1), Head: r.IntN(b.Text().Len() + 1)})
		case 1:
			b.Move(text.Motion(r.IntN(int(text.DocEnd)+1)), text.Extend(r.IntN(2)))
		}
		verbs[r.IntN(len(verbs))]()
		if b.Text().Len() > 4000 {
			b.SelectAll()
			b.Backspace()
		}
		drained := b.Drain()
		for _, step := range drained {
			journal, _ = journal.Apply(step.Edit)
		}
		recorded = append(recorded, drained...)
		if !journal.Equal(b.Text()) {
			t.Fatalf("seed %d: the drained edits give %q, the text is %q", seed, journal.String(), b.Text().String())
		}
		sel := b.Selection()
		if b.Text().Snap(sel.Head, text.Before) != sel.Head || b.Text().Snap(sel.Anchor, text.Before) != sel.Anchor {
			t.Fatalf("seed %d: the selection %v cuts a character of %q", seed, sel, b.Text().String())
		}
	}
	sameHistory(t, seed, b, s, recorded)
	last := b.Text()
	for b.Undo() {
	}
	for b.Redo() {
	}
	if !b.Text().Equal(last) {
		t.Fatalf("seed %d: undone and done again it is %q, was %q", seed, b.Text().String(), last.String())
	}
	for b.Undo() {
	}
	if got := b.Text().String(); got != s {
		t.Fatalf("seed %d: everything undone gives %q, want %q", seed, got, s)
	}
}
