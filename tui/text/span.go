// span.go is a range of a Text read as a thing of its own: one long line, say,
// for whoever lays it out without copying it.
package text

// Bytes is anything that can be read by ranges of bytes.
type Bytes = interface {
	Len() int
	Slice(from, to int) string
}

// Span is the bytes [from, to) of a Text. It is an immutable value.
type Span struct {
	text     Text
	from, to int
}

// Span returns the bytes [from, to), clamped to the text.
func (t Text) Span(from, to int) Span {
	from = min(max(from, 0), t.Len())
	return Span{t, from, min(max(to, from), t.Len())}
}

// LineSpan returns line i without its '\n'.
func (t Text) LineSpan(i int) Span { return t.Span(t.lineRange(i)) }

// Len returns the size in bytes.
func (s Span) Len() int { return s.to - s.from }

// Slice returns the bytes [from, to) of the span, clamped to it.
func (s Span) Slice(from, to int) string {
	return s.text.Slice(s.from+max(from, 0), s.from+min(to, s.Len()))
}

// Shared returns how many bytes at the start of s are surely the same as in
// old, judged by shared memory alone: it never reads the text. It is a lower
// bound; after an edit it ends at most one chunk before the first changed
// byte. What is not a Span shares nothing.
func (s Span) Shared(old Bytes) int {
	o, ok := old.(Span)
	if !ok {
		return 0
	}
	if s == o {
		return s.Len()
	}
	if s.from >= s.to || o.from >= o.to {
		return 0
	}
	n, i := s.text.leafAt(s.from)
	m, j := o.text.leafAt(o.from)
	if n.src != m.src || n.off+i != m.off+j { // usual: lines that have nothing to do with each other
		return 0
	}
	a, b := newCursor(s.text, s.from, s.to), newCursor(o.text, o.from, o.to)
	shared := 0
	for a.next() && b.next() {
		n := min(a.size, b.size)
		if a.src != b.src || a.off != b.off {
			break
		}
		shared += n
		a.skip(n)
		b.skip(n)
	}
	return shared
}

// cursor walks over the leaves of a text one piece at a time, so that two
// texts can be walked side by side.
type cursor struct {
	path []step // from the root to the parent of the current leaf
	left int    // bytes of the range not yet handed out, current piece included
	src  *string
	off  int
	size int // bytes left in the current piece
}

type step struct {
	n    *node
	next int // child to visit next
}

func newCursor(t Text, from, to int) *cursor {
	c := &cursor{left: to - from}
	if c.left <= 0 {
		return c
	}
	n := t.root
	for n.height > 0 {
		for i, kid := range n.kids {
			if from < kid.size {
				c.path = append(c.path, step{n, i + 1})
				n = kid
				break
			}
			from -= kid.size
		}
	}
	c.take(n, from)
	return c
}

func (c *cursor) take(n *node, from int) {
	c.src, c.off, c.size = n.src, n.off+from, min(n.size-from, c.left)
}

// next makes sure there is a current piece; false at the end of the range.
func (c *cursor) next() bool {
	if c.left <= 0 {
		return false
	}
	if c.size > 0 {
		return true
	}
	for {
		top := &c.path[len(c.path)-1]
		if top.next == len(top.n.kids) {
			c.path = c.path[:len(c.path)-1]
			continue
		}
		n := top.n.kids[top.next]
		top.next++
		for n.height > 0 {
			c.path = append(c.path, step{n, 1})
			n = n.kids[0]
		}
		c.take(n, 0)
		return true
	}
}

func (c *cursor) skip(n int) {
	c.off += n
	c.size -= n
	c.left -= n
}
