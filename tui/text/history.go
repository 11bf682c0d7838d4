// history.go groups edits into the steps that undo and redo take.
package text

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Group says how an edit joins the one before it into one step of undo.
type Group int

const (
	Single   Group = iota // never joins: a paste, a format, a replace
	Typing                // joins typing directly before it, word by word
	Deleting              // joins deleting directly beside it, word by word
)

// pause is the time without an edit that ends a group.
const pause = time.Second

// group is one step of undo: the edits that take it back, to be applied last
// first, and the selections on both sides of it.
type group struct {
	edits         []Edit
	before, after Selection
}

// history is the stack of undo and the stack of redo. It is unlimited; it
// keeps only what was removed and where, not texts.
type history struct {
	undo, redo []group
	open       run
}

// run is the group that further typing or deleting may still join. The zero
// value is closed.
type run struct {
	kind  Group
	at    time.Time
	ended wordPart // what the last change typed or deleted
}

// wordPart tells the two sides of a word end apart.
type wordPart int

const (
	inWord wordPart = iota
	inSpace
)

func (h *history) close() { h.open = run{} }

// record keeps the inverse of an edit that was just made, and says whether it
// began a step or joined the one before.
func (h *history) record(e, inverse Edit, before, after Selection, g Group, now time.Time) StepKind {
	kind := Began
	if h.joins(e, inverse, before, g, now) {
		kind = Joined
	}
	h.keep(kind, inverse, before, after)
	h.open = run{kind: g, at: now, ended: partOf(touched(e, inverse))}
	return kind
}

// keep puts an inverse on the stack of undo, in a group of its own or in the
// last one. What could be redone cannot be any more.
func (h *history) keep(kind StepKind, inverse Edit, before, after Selection) {
	h.redo = nil
	if kind != Joined || len(h.undo) == 0 {
		h.undo = append(h.undo, group{edits: []Edit{inverse}, before: before, after: after})
		return
	}
	last := &h.undo[len(h.undo)-1]
	last.after = after
	tail := &last.edits[len(last.edits)-1]
	if merged, ok := merge(*tail, inverse); ok {
		*tail = merged
	} else {
		last.edits = append(last.edits, inverse)
	}
}

// joins says whether an edit belongs to the open group. Whatever moves the
// cursor closes the group, so here the cursor is where the last edit left it.
func (h *history) joins(e, inverse Edit, before Selection, g Group, now time.Time) bool {
	if g == Single || h.open.kind != g || len(h.undo) == 0 || len(e) != 1 || !before.Empty() {
		return false
	}
	if now.Sub(h.open.at) >= pause {
		return false
	}
	last := h.undo[len(h.undo)-1]
	tail := last.edits[len(last.edits)-1]
	if len(tail) != 1 || h.open.ended == inSpace && partOf(touched(e, inverse)) == inWord {
		return false
	}
	c, undo := e[0], tail[0]
	if g == Typing { // inside or at the end of what was typed last
		return c.From == c.To && undo.From <= c.From && c.From <= undo.To && !strings.Contains(c.Insert, "\n")
	}
	// Directly left of what was deleted last, or directly right of it.
	return c.Insert == "" && undo.From == undo.To && (c.To == undo.From || c.From == undo.From)
}

// merge joins the inverses of two neighbouring changes into one.
func merge(first, second Edit) (Edit, bool) {
	if len(first) != 1 || len(second) != 1 {
		return nil, false
	}
	a, b := first[0], second[0]
	switch {
	case b.Insert == "" && a.From <= b.From && b.From <= a.To: // typed on
		return Edit{{a.From, a.To + b.To - b.From, a.Insert}}, true
	case a.From == a.To && b.From == b.To && b.From+len(b.Insert) == a.From: // deleted to the left
		return Edit{{b.From, b.From, b.Insert + a.Insert}}, true
	case a.From == a.To && b.From == b.To && b.From == a.From: // deleted to the right
		return Edit{{a.From, a.From, a.Insert + b.Insert}}, true
	}
	return nil, false
}

// touched returns the text that an edit typed, or deleted when it typed none.
func touched(e, inverse Edit) string {
	if len(e) != 1 {
		return ""
	}
	if e[0].Insert != "" {
		return e[0].Insert
	}
	return inverse[0].Insert
}

func partOf(s string) wordPart {
	if r, _ := utf8.DecodeLastRuneInString(s); s != "" && unicode.IsSpace(r) {
		return inSpace
	}
	return inWord
}

func pop(stack *[]group) (group, bool) {
	n := len(*stack)
	if n == 0 {
		return group{}, false
	}
	g := (*stack)[n-1]
	(*stack)[n-1] = group{}
	*stack = (*stack)[:n-1]
	return g, true
}
