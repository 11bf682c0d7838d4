// Package jsonview paints a window of JSON text: line numbers, colours,
// selection, matches, findings and folds, in exactly the cells asked for.
//
// It must never know a key, a message, an editor or a network. It paints what
// it is given and costs what is visible, whatever the size of the text and the
// length of its lines.
package jsonview

// This file describes a window: what is to be painted, and how its cells are
// divided between gutter and text.

import (
	"patchbay/api/document"
	"patchbay/tui/text"
)

// A Range is a stretch of the text: bytes [From, To).
type Range struct{ From, To int }

// A Mark shows a finding: a sign in the margin of its line and, when To is
// greater than From, the colour of its severity on the bytes [From, To).
type Mark struct {
	Line     int // line of the text, from 0
	Severity document.Severity
	From, To int // bytes
}

// Gutter says what stands left of the text.
type Gutter int

// The gutters.
const (
	Numbers Gutter = iota // margin sign, line number, fold sign
	None                  // one cell that only says "there is more to the left"
)

// Spaces says whether white space is drawn.
type Spaces int

// The ways of white space.
const (
	SpacesPlain  Spaces = iota
	SpacesMarked        // signs for spaces, tabs and line ends; odd spaces stand out
)

// A Window is what Paint needs. The zero value of everything but Text, Width
// and Height is a plain view of the top of the text; CursorLine 0 is a line,
// so a view without a cursor sets it to -1.
type Window struct {
	Text          text.Text
	Top           int // first line, from 0; a hidden one gives the next visible
	Left          int // cells scrolled to the right
	Width, Height int // cells and rows, gutter included
	Folds         *Folds
	Ruler         *Ruler // remembers how long lines lie on cells; may be nil
	Selection     text.Selection
	CursorLine    int     // line painted as the cursor's; -1 for none
	Matches       []Range // what a search found, sorted; only visible ones matter
	Current       Range   // the match the search stands on; empty for none
	Brackets      []int   // bytes to paint as the pair of brackets at the cursor
	Findings      []Mark  // sorted by line; only visible ones matter
	Gutter        Gutter
	Spaces        Spaces
}

// TextLeft returns the number of cells left of the text for a text of so many
// lines.
func TextLeft(lines int, g Gutter) int {
	if g == None {
		return 1
	}
	return 1 + digits(lines) + 1 + 1 // sign, number, fold, "more to the left"
}

// TextWidth returns how many cells of a window are left for text. The last
// cell of each row is kept for "there is more to the right". It is at least 1.
func TextWidth(width, lines int, g Gutter) int {
	return max(1, width-TextLeft(lines, g)-1)
}

// digits returns the width of the line numbers, at least three so that small
// texts do not jump sideways while they grow.
func digits(lines int) int {
	n := 1
	for ; lines >= 10; lines /= 10 {
		n++
	}
	return max(3, n)
}
