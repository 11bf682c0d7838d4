// verbs.go is what a person does to a Buffer: typing, deleting, and working on
// whole lines.
package text

import "strings"

// Insert types s in place of the selection.
func (b *Buffer) Insert(s string) {
	b.replace(b.sel.Min(), b.sel.Max(), s, Typing)
}

// Paste puts s in place of the selection as one step of undo.
func (b *Buffer) Paste(s string) {
	b.replace(b.sel.Min(), b.sel.Max(), s, Single)
}

// Backspace deletes the selection, or the character before the cursor.
func (b *Buffer) Backspace() { b.deleteTo(b.text.PrevGrapheme(b.sel.Head), Deleting) }

// Delete deletes the selection, or the character after the cursor.
func (b *Buffer) Delete() { b.deleteTo(b.text.NextGrapheme(b.sel.Head), Deleting) }

// DeleteWordLeft deletes the selection, or up to the start of the word before
// the cursor; at a line start only the line break.
func (b *Buffer) DeleteWordLeft() {
	head := b.sel.Head
	to := b.text.PrevWord(head)
	if start := b.text.LineStart(b.text.LineOf(head)); head == start {
		to = b.text.PrevGrapheme(head)
	}
	b.deleteTo(to, Single)
}

// DeleteWordRight deletes the selection, or up to the end of the word after
// the cursor; at a line end only the line break.
func (b *Buffer) DeleteWordRight() {
	head := b.sel.Head
	to := b.text.NextWord(head)
	if head >= b.text.contentEnd(b.text.LineOf(head)) {
		to = b.text.NextGrapheme(head)
	}
	b.deleteTo(to, Single)
}

// DeleteToLineStart deletes the selection, or up to the start of the line.
func (b *Buffer) DeleteToLineStart() { b.deleteTo(b.target(LineStart), Single) }

// DeleteToLineEnd deletes the selection, or up to the end of the line.
func (b *Buffer) DeleteToLineEnd() { b.deleteTo(b.target(LineEnd), Single) }

// Cut deletes the selection and returns it; without a selection it does nothing.
func (b *Buffer) Cut() string {
	s := b.Selected()
	if s != "" {
		b.replace(b.sel.Min(), b.sel.Max(), "", Single)
	}
	return s
}

func (b *Buffer) deleteTo(off int, g Group) {
	if !b.sel.Empty() {
		b.replace(b.sel.Min(), b.sel.Max(), "", Single)
		return
	}
	b.replace(min(b.sel.Head, off), max(b.sel.Head, off), "", g)
}

func (b *Buffer) replace(from, to int, s string, g Group) {
	e := Edit{{from, to, s}}
	if e.Empty() {
		return
	}
	b.Edit(e, Cursor(from+len(s)), g)
}

// lines returns the first and last line the selection touches. A selection
// that ends at the start of a line does not touch that line.
func (b *Buffer) lines() (first, last int) {
	first = b.text.LineOf(b.sel.Min())
	last = b.text.LineOf(b.sel.Max())
	if last > first && b.text.LineStart(last) == b.sel.Max() {
		last--
	}
	return first, last
}

// Indent puts unit before every line the selection touches that is not empty.
func (b *Buffer) Indent(unit string) {
	var e Edit
	first, last := b.lines()
	for i := first; i <= last; i++ {
		if at := b.text.LineStart(i); at < b.text.LineEnd(i) || first == last {
			e = append(e, Change{at, at, unit})
		}
	}
	b.shiftLines(e)
}

// Outdent takes up to len(unit) spaces, or one tab, from the front of every
// line the selection touches.
func (b *Buffer) Outdent(unit string) {
	var e Edit
	first, last := b.lines()
	for i := first; i <= last; i++ {
		lead := b.text.Indent(i)
		n := min(len(unit), len(lead)-len(strings.TrimLeft(lead, " ")))
		if strings.HasPrefix(lead, "\t") {
			n = 1
		}
		if n > 0 {
			at := b.text.LineStart(i)
			e = append(e, Change{at, at + n, ""})
		}
	}
	b.shiftLines(e)
}

// shiftLines makes an edit at line starts and carries the selection along with
// the text it was in. A selection keeps the indentation it begins before.
func (b *Buffer) shiftLines(e Edit) {
	if e.Empty() {
		return
	}
	sel := Selection{e.Map(b.sel.Anchor, After), e.Map(b.sel.Head, After)}
	if !b.sel.Empty() {
		lo := e.Map(b.sel.Min(), Before)
		if b.sel.Anchor < b.sel.Head {
			sel.Anchor = lo
		} else {
			sel.Head = lo
		}
	}
	b.Edit(e, sel, Single)
}
