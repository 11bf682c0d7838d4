// edit.go is the value Edit: what turns one Text into another, how it is
// undone, and where offsets go.
package text

import "fmt"

// Change replaces the bytes [From, To) by Insert.
type Change struct {
	From, To int
	Insert   string
}

// Edit is a list of changes, all in coordinates of the text before the edit,
// sorted and not overlapping. Changes may touch; insertions at one offset keep
// the order of the list.
type Edit []Change

// Bias says to which side of inserted text an offset goes.
type Bias int

const (
	Before Bias = iota
	After
)

// bulk is the number of changes from which an edit rebuilds the touched leaves
// in one pass instead of cutting and joining the tree for each change.
const bulk = 64

// Apply returns the text after e, and the edit that undoes it. It panics when
// e is not sorted, overlaps or reaches outside the text: that is a mistake of
// the caller, and going on would destroy text.
func (t Text) Apply(e Edit) (Text, Edit) {
	e.check(t.Len())
	inverse := make(Edit, len(e))
	shift := 0
	for i, c := range e {
		from := c.From + shift
		inverse[i] = Change{From: from, To: from + len(c.Insert), Insert: t.Slice(c.From, c.To)}
		shift += len(c.Insert) - (c.To - c.From)
	}
	if len(e) >= bulk {
		return Text{rebuild(t.root, e)}, inverse
	}
	root, size := t.root, t.Len()
	for i := len(e) - 1; i >= 0; i-- { // from the back, so that offsets hold
		c := e[i]
		if c.From == c.To && c.Insert == "" {
			continue
		}
		head := slice(root, 0, c.From)
		tail := slice(root, c.To, size)
		root = join(join(head, build(c.Insert)), tail)
		size += len(c.Insert) - (c.To - c.From)
	}
	return Text{root}, inverse
}

// Prepared is an edit with all that it does to one text, made ready away from
// the buffer that is to take it: for edits of so many changes that they would
// hold up whoever types. It is an immutable value.
type Prepared struct {
	before, after Text
	edit, inverse Edit
}

// Prepare makes an edit of t ready. It panics where Apply does.
func (t Text) Prepare(e Edit) Prepared {
	after, inverse := t.Apply(e)
	return Prepared{t, after, e, inverse}
}

// Edit returns the edit that was prepared.
func (p Prepared) Edit() Edit { return p.edit }

func (e Edit) check(size int) {
	last := 0
	for i, c := range e {
		if c.From < last || c.To < c.From || c.To > size {
			panic(fmt.Sprintf("text: change %d replaces [%d, %d): it must begin at or after %d and end at or before %d",
				i, c.From, c.To, last, size))
		}
		last = c.To
	}
}

// Empty says whether e changes nothing.
func (e Edit) Empty() bool {
	for _, c := range e {
		if c.From != c.To || c.Insert != "" {
			return false
		}
	}
	return true
}

// Map returns where an offset of the text before the edit is after it. An
// offset strictly inside a replaced range, or at a pure insertion, goes to the
// side b of what was inserted; the ends of a replaced range stay its ends.
func (e Edit) Map(off int, b Bias) int {
	shift := 0
	for _, c := range e {
		if off < c.From {
			break
		}
		if off > c.To || (off == c.To && c.From < c.To) {
			shift += len(c.Insert) - (c.To - c.From)
			continue
		}
		// c.From ≤ off ≤ c.To: at an insertion, at the start or inside.
		if c.From < c.To && off == c.From || b == Before {
			return c.From + shift
		}
		if c.From < c.To {
			return c.From + shift + len(c.Insert)
		}
		shift += len(c.Insert) // after this insertion, and after further ones here
	}
	return off + shift
}

// rebuild applies many changes in one pass over the leaves: leaves without a
// change are shared, the others are copied together with what is inserted.
func rebuild(root *node, e Edit) *node {
	var b builder
	at := 0
	size := 0
	if root != nil {
		size = root.size
	}
	keep := func(to int) {
		if at < to {
			root.walk(at, to, func(src *string, off, n int) bool {
				b.add(src, off, n)
				return true
			})
		}
	}
	for _, c := range e {
		keep(c.From)
		b.addString(c.Insert)
		at = c.To
	}
	keep(size)
	return b.tree()
}

// builder collects pieces into leaves of legal size.
type builder struct {
	leaves  []*node
	pending []byte
}

// add takes a piece of at most one leaf.
func (b *builder) add(src *string, off, size int) {
	if len(b.pending) == 0 && size >= minLeaf {
		b.leaves = append(b.leaves, leaf(src, off, size))
		return
	}
	b.pending = append(b.pending, (*src)[off:off+size]...)
	b.flush(maxLeaf)
}

func (b *builder) addString(s string) {
	b.pending = append(b.pending, s...)
	b.flush(maxLeaf)
}

// flush turns pending bytes into leaves once there are at least limit.
func (b *builder) flush(limit int) {
	if len(b.pending) < limit || len(b.pending) == 0 {
		return
	}
	s := string(b.pending)
	b.pending = b.pending[:0]
	count := (len(s) + maxLeaf - 1) / maxLeaf
	from := 0
	for i := range count {
		to := wholeRune(s, len(s)*(i+1)/count)
		b.leaves = append(b.leaves, leaf(&s, from, to-from))
		from = to
	}
}

func (b *builder) tree() *node {
	rest := string(b.pending)
	var root *node
	if len(b.leaves) > 0 {
		root = grow(b.leaves)
	}
	return join(root, build(rest))
}
