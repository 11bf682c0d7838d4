// Package field is a text field of one or few rows over tui/text.
//
// It edits any text without changing a byte of it, keeps the cursor in sight,
// and draws itself. It must never know what the text is for, where it stands
// on the screen, or a clipboard. Widths are cells, limits are code points.
package field

// field.go is the Field: its text and the verbs on it.

import (
	"strings"
	"unicode/utf8"

	"patchbay/tui/cells"
	"patchbay/tui/text"
)

// Masking says whether the text may be read on the screen.
type Masking int

const (
	Plain Masking = iota
	Dots          // a dot for each character; nothing can be copied out
)

// Options is what a field is made of.
type Options struct {
	Text        string
	Rows        int // rows it is shown in; up to 1: one line, and no newline can be typed
	Masked      Masking
	Placeholder string // shown while the field is empty
	Limit       int    // code points, 0 for none; more can be typed and is shown as too much
}

// Field is a text field. It belongs to one goroutine.
type Field struct {
	opts   Options
	buffer *text.Buffer

	ruler cells.Ruler
	left  int // one row: first column shown
	top   int // several rows: first row shown
	goal  int // column that Up and Down aim at; -1 when it is the cursor's
	rows  rows
	count count
}

// count is the number of code points of one revision of the text.
type count struct {
	known    bool
	revision uint64
	points   int
	limitAt  int // offset of the first code point over the limit
}

// New returns a field with the cursor at the end of its text.
func New(opts Options) *Field {
	f := &Field{opts: opts, buffer: text.NewBuffer(text.New(opts.Text)), goal: -1}
	f.buffer.Select(text.Cursor(len(opts.Text)))
	return f
}

// Value returns the text.
func (f *Field) Value() string { return f.buffer.Text().String() }

// SetValue replaces the text, as it is, and puts the cursor at its end. It can
// be undone like any other edit.
func (f *Field) SetValue(s string) {
	all := text.Edit{{From: 0, To: f.buffer.Text().Len(), Insert: s}}
	if s != f.Value() {
		f.buffer.Edit(all, text.Cursor(len(s)), text.Single)
	}
	f.buffer.Select(text.Cursor(len(s)))
	f.goal = -1
}

// Buffer returns what the field edits.
func (f *Field) Buffer() *text.Buffer { return f.buffer }

// Count returns the length in code points.
func (f *Field) Count() int { return f.measure().points }

// Limit returns the limit in code points, 0 for none.
func (f *Field) Limit() int { return f.opts.Limit }

// Over returns by how many code points the text is too long.
func (f *Field) Over() int {
	if f.opts.Limit == 0 {
		return 0
	}
	return max(0, f.Count()-f.opts.Limit)
}

func (f *Field) measure() count {
	if f.count.known && f.count.revision == f.buffer.Revision() {
		return f.count
	}
	s := f.Value()
	c := count{known: true, revision: f.buffer.Revision(), points: utf8.RuneCountInString(s), limitAt: len(s)}
	if f.opts.Limit > 0 && c.points > f.opts.Limit {
		n := 0
		for at := range s {
			if n == f.opts.Limit {
				c.limitAt = at
				break
			}
			n++
		}
	}
	f.count = c
	return c
}

// Insert types s in place of the selection.
func (f *Field) Insert(s string) {
	f.goal = -1
	f.buffer.Insert(f.fitting(s))
}

// Paste puts s in place of the selection as one step of undo.
func (f *Field) Paste(s string) {
	f.goal = -1
	f.buffer.Paste(f.fitting(strings.TrimRight(s, f.trailing())))
}

// trailing is what is dropped from the end of a paste: a line copied with its
// line break is still one line.
func (f *Field) trailing() string {
	if f.opts.Rows > 1 {
		return ""
	}
	return "\r\n"
}

var (
	oneLine  = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")
	lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")
)

// fitting makes newlines spaces where there is only one line, and plain where
// there are several.
func (f *Field) fitting(s string) string {
	if f.opts.Rows > 1 {
		return lineEnds.Replace(s) // terminals paste line ends as carriage returns
	}
	return oneLine.Replace(s)
}

// Backspace deletes the selection, or the character before the cursor.
func (f *Field) Backspace() { f.do((*text.Buffer).Backspace) }

// Delete deletes the selection, or the character after the cursor.
func (f *Field) Delete() { f.do((*text.Buffer).Delete) }

// DeleteWordLeft deletes the selection, or up to the start of the word.
func (f *Field) DeleteWordLeft() {
	if f.opts.Masked == Dots {
		f.do((*text.Buffer).DeleteToLineStart)
		return
	}
	f.do((*text.Buffer).DeleteWordLeft)
}

// DeleteWordRight deletes the selection, or up to the end of the word.
func (f *Field) DeleteWordRight() {
	if f.opts.Masked == Dots {
		f.do((*text.Buffer).DeleteToLineEnd)
		return
	}
	f.do((*text.Buffer).DeleteWordRight)
}

// DeleteToLineStart deletes the selection, or up to the start of the line.
func (f *Field) DeleteToLineStart() { f.do((*text.Buffer).DeleteToLineStart) }

// Undo takes back the last step; false when there is none.
func (f *Field) Undo() bool {
	f.goal = -1
	return f.buffer.Undo()
}

// Redo does it again; false when there is nothing to redo.
func (f *Field) Redo() bool {
	f.goal = -1
	return f.buffer.Redo()
}

// SelectAll selects the whole text.
func (f *Field) SelectAll() { f.do((*text.Buffer).SelectAll) }

func (f *Field) do(verb func(*text.Buffer)) {
	f.goal = -1
	verb(f.buffer)
}

// Copy returns the selected text, "" when the field is masked.
func (f *Field) Copy() string {
	if f.opts.Masked == Dots {
		return ""
	}
	return f.buffer.Selected()
}

// Cut deletes the selected text and returns it. A masked field keeps it.
func (f *Field) Cut() string {
	if f.opts.Masked == Dots {
		return ""
	}
	f.goal = -1
	return f.buffer.Cut()
}

// Move moves the cursor. In a masked field words are not told apart.
func (f *Field) Move(m text.Motion, e text.Extend) {
	if f.opts.Masked == Dots {
		switch m {
		case text.WordLeft:
			m = text.DocStart
		case text.WordRight:
			m = text.DocEnd
		}
	}
	f.goal = -1
	f.buffer.Move(m, e)
}
