// motion.go moves the cursor of a Buffer by characters, words and lines. What
// needs columns (up, down, page) is left to those who know cells.
package text

// Motion names where the cursor goes.
type Motion int

const (
	Left Motion = iota
	Right
	WordLeft
	WordRight
	LineStart
	LineEnd
	SmartHome // first character that is not white space, from there the line start
	DocStart
	DocEnd
)

// Extend says whether a motion leaves the selection or makes it larger.
type Extend int

const (
	Moving Extend = iota
	Extending
)

// Move moves the cursor. Without extending, Left and Right put the cursor on
// the side of a selection instead of moving on.
func (b *Buffer) Move(m Motion, e Extend) {
	if e == Moving && !b.sel.Empty() {
		switch m {
		case Left:
			b.Select(Cursor(b.sel.Min()))
			return
		case Right:
			b.Select(Cursor(b.sel.Max()))
			return
		}
	}
	b.MoveTo(b.target(m), e)
}

// MoveTo moves the cursor to an offset.
func (b *Buffer) MoveTo(off int, e Extend) {
	if e == Extending {
		b.Select(Selection{b.sel.Anchor, off})
		return
	}
	b.Select(Cursor(off))
}

// SelectAll selects the whole text, with the cursor at its end.
func (b *Buffer) SelectAll() { b.Select(Selection{0, b.text.Len()}) }

// Selected returns the selected text.
func (b *Buffer) Selected() string { return b.text.Slice(b.sel.Min(), b.sel.Max()) }

func (b *Buffer) target(m Motion) int {
	t, at := b.text, b.sel.Head
	switch m {
	case Left:
		return t.PrevGrapheme(at)
	case Right:
		return t.NextGrapheme(at)
	case WordLeft:
		return t.PrevWord(at)
	case WordRight:
		return t.NextWord(at)
	case LineStart:
		return t.LineStart(t.LineOf(at))
	case LineEnd:
		return t.contentEnd(t.LineOf(at))
	case SmartHome:
		start := t.LineStart(t.LineOf(at))
		if text := t.Indent(t.LineOf(at)); at != start+len(text) {
			return start + len(text)
		}
		return start
	case DocStart:
		return 0
	case DocEnd:
		return t.Len()
	}
	return at
}

// contentEnd is the end of line i before its "\n" or "\r\n".
func (t Text) contentEnd(i int) int {
	end := t.LineEnd(i)
	if c, ok := t.Byte(end - 1); ok && c == '\r' && end < t.Len() && end > t.LineStart(i) {
		return end - 1
	}
	return end
}

// LineBreak returns what line i ends with: "\n", "\r\n", or "" for the last.
func (t Text) LineBreak(i int) string {
	return t.Slice(t.contentEnd(i), t.LineStart(i+1))
}

// Indent returns the spaces and tabs line i begins with, at most 64 KB of them.
func (t Text) Indent(i int) string {
	span := t.LineSpan(i)
	s := span.Slice(0, min(span.Len(), chunkSize))
	for n := range len(s) {
		if s[n] != ' ' && s[n] != '\t' {
			return s[:n]
		}
	}
	return s
}
