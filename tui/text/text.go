// Package text is an editable text with selection and undo.
//
// A Text is an immutable value; an Edit turns one Text into another and back;
// a Buffer is the pointer with verbs that holds the current Text, the
// selection and one history of undo. It must never know a terminal: no cells,
// no colours, no keys. Offsets are bytes, lines end at '\n' (a CR before it is
// content), and any bytes are legal: invalid UTF-8, NUL and lone CR are kept.
package text

// text.go is the value Text and how it is read.

import (
	"io"
	"strings"
)

// Text is an immutable text of any size. The zero value is empty. Copying,
// keeping and sharing a Text between goroutines costs nothing and needs no
// lock; a line or an offset is found in logarithmic time.
type Text struct{ root *node }

// New returns the text of s. It shares s and copies nothing.
func New(s string) Text { return Text{build(s)} }

// Len returns the size in bytes.
func (t Text) Len() int {
	if t.root == nil {
		return 0
	}
	return t.root.size
}

// Lines returns the number of lines: newlines + 1, so at least 1.
func (t Text) Lines() int {
	if t.root == nil {
		return 1
	}
	return t.root.newlines + 1
}

// String returns the whole text. It copies unless the text is still one piece
// of the string it was made from.
func (t Text) String() string { return t.Slice(0, t.Len()) }

// Slice returns the bytes [from, to), with both clamped to the text. It copies
// only when the bytes come from different places: never inside one chunk, and
// not in a part that was not edited.
func (t Text) Slice(from, to int) string {
	from, to = max(from, 0), min(to, t.Len())
	if from >= to {
		return ""
	}
	if n, at := t.leafAt(from); to-from <= n.size-at {
		return (*n.src)[n.off+at : n.off+at+to-from]
	}
	var src *string
	begin, end := 0, 0
	whole := t.root.walk(from, to, func(s *string, off, size int) bool {
		if src == nil {
			src, begin, end = s, off, off
		}
		if s != src || off != end {
			return false
		}
		end += size
		return true
	})
	if whole {
		return (*src)[begin:end]
	}
	var b strings.Builder
	b.Grow(to - from)
	t.root.walk(from, to, func(s *string, off, size int) bool {
		b.WriteString((*s)[off : off+size])
		return true
	})
	return b.String()
}

// leafAt returns the leaf that holds the byte at off, which is inside the text,
// and where in the leaf.
func (t Text) leafAt(off int) (*node, int) {
	n := t.root
	for n.height > 0 {
		for _, kid := range n.kids {
			if off < kid.size {
				n = kid
				break
			}
			off -= kid.size
		}
	}
	return n, off
}

// Line returns line i (the first is 0) without its '\n'. A line that may be
// very long is better read through LineSpan.
func (t Text) Line(i int) string { return t.Slice(t.lineRange(i)) }

// LineStart returns the offset where line i begins: 0 for i < 0, Len for a
// line after the last.
func (t Text) LineStart(i int) int {
	start, _ := t.lineStart(i)
	return start
}

// LineEnd returns the offset where line i ends: before its '\n', or Len for
// the last line.
func (t Text) LineEnd(i int) int {
	_, end := t.lineRange(max(i, 0))
	return end
}

// lineRange returns where line i begins and ends.
func (t Text) lineRange(i int) (start, end int) {
	start, ahead := t.lineStart(i)
	if at := strings.IndexByte(ahead, '\n'); at >= 0 && i >= 0 {
		return start, start + at // it ends in the leaf it begins in
	}
	if i+1 >= t.Lines() {
		return start, t.Len()
	}
	next, _ := t.lineStart(i + 1)
	return start, max(next-1, start)
}

// lineStart returns where line i begins, and the rest of the leaf from there
// on, which may be empty.
func (t Text) lineStart(i int) (start int, ahead string) {
	if i >= t.Lines() {
		return t.Len(), ""
	}
	if t.root == nil {
		return 0, ""
	}
	n, left, at := t.root, max(i, 0), 0
	for n.height > 0 {
		for _, kid := range n.kids {
			if left <= kid.newlines {
				n = kid
				break
			}
			left -= kid.newlines
			at += kid.size
		}
	}
	s, pos := n.chunk(), 0
	for ; left > 0; left-- {
		pos += strings.IndexByte(s[pos:], '\n') + 1
	}
	return at + pos, s[pos:]
}

// LineOf returns the line that holds the offset. A '\n' belongs to the line it
// ends. Offsets outside the text are clamped.
func (t Text) LineOf(off int) int {
	off = min(max(off, 0), t.Len())
	n, line := t.root, 0
	if n == nil {
		return 0
	}
	for n.height > 0 {
		last := len(n.kids) - 1
		for i, kid := range n.kids {
			if off < kid.size || i == last {
				n = kid
				break
			}
			off -= kid.size
			line += kid.newlines
		}
	}
	return line + strings.Count(n.chunk()[:off], "\n")
}

// Byte returns the byte at off, and false outside the text.
func (t Text) Byte(off int) (byte, bool) {
	if off < 0 || off >= t.Len() {
		return 0, false
	}
	n, at := t.leafAt(off)
	return (*n.src)[n.off+at], true
}

// Same says whether t and u are surely the same text because they are the same
// value. It never looks at the bytes.
func (t Text) Same(u Text) bool { return t.root == u.root }

// Equal says whether t and u hold the same bytes. Parts they share are not
// looked at: a text and what a few edits of the same length made of it are
// compared in logarithmic time.
func (t Text) Equal(u Text) bool {
	if t.root == u.root {
		return true
	}
	return t.Len() == u.Len() && t.Lines() == u.Lines() && commonPrefix(t, u) == t.Len()
}

// chunkSize bounds what Chunks hands out at once, in bytes.
const chunkSize = 64 << 10

// Chunks calls yield with the pieces of the text from offset from on, in
// order, until it returns false. Pieces are at most 64 KB and share the
// text's memory.
func (t Text) Chunks(from int, yield func(off int, chunk string) bool) {
	from = min(max(from, 0), t.Len())
	at := from
	var src *string
	begin, end := 0, 0
	flush := func() bool {
		if src == nil {
			return true
		}
		ok := yield(at, (*src)[begin:end])
		at += end - begin
		src = nil
		return ok
	}
	done := t.root.walk(from, t.Len(), func(s *string, off, size int) bool {
		if src != nil && (s != src || off != end || end-begin+size > chunkSize) {
			if !flush() {
				return false
			}
		}
		if src == nil {
			src, begin, end = s, off, off
		}
		end += size
		return true
	})
	if done {
		flush()
	}
}

// Reader returns a reader over the whole text.
func (t Text) Reader() io.Reader { return &reader{text: t} }

type reader struct {
	text Text
	off  int
}

func (r *reader) Read(p []byte) (int, error) {
	if r.off >= r.text.Len() {
		return 0, io.EOF
	}
	n := 0
	r.text.root.walk(r.off, min(r.off+len(p), r.text.Len()), func(s *string, off, size int) bool {
		n += copy(p[n:], (*s)[off:off+size])
		return true
	})
	r.off += n
	return n, nil
}
