// tree.go holds the balanced tree of chunks that a Text is made of: building,
// joining and slicing. Nothing outside this file makes or changes a node.
package text

import "strings"

// The shape of the tree. A leaf holds minLeaf…maxLeaf bytes and an inner node
// minKids…maxKids children; only the root may hold fewer. With these numbers
// a text of 100 MB is five levels deep and its tree takes about 5 MB.
const (
	minLeaf = 512
	maxLeaf = 2048
	minKids = 8
	maxKids = 16
)

// node is a leaf or an inner node. Nodes are never changed once built, so
// texts share them freely, across goroutines too. A nil node is the empty text.
//
// A leaf does not hold its own string but a range of the string it came from.
// Neighbouring leaves of one origin can therefore be read as one string
// without copying, however the text was cut.
type node struct {
	size     int // bytes below this node
	newlines int // '\n' bytes below this node
	height   int // 0 for a leaf
	kids     []*node
	src      *string // leaf: where the bytes are
	off      int     // leaf: where they begin in *src
}

func (n *node) chunk() string { return (*n.src)[n.off : n.off+n.size] }

// full says whether n may stand below another node.
func (n *node) full() bool {
	if n.height == 0 {
		return n.size >= minLeaf
	}
	return len(n.kids) >= minKids
}

func leaf(src *string, off, size int) *node {
	return &node{
		size:     size,
		newlines: strings.Count((*src)[off:off+size], "\n"),
		src:      src,
		off:      off,
	}
}

func inner(kids []*node) *node {
	n := &node{height: kids[0].height + 1, kids: kids}
	for _, k := range kids {
		n.size += k.size
		n.newlines += k.newlines
	}
	return n
}

// build makes a tree over s without copying it.
func build(s string) *node {
	if s == "" {
		return nil
	}
	count := (len(s) + maxLeaf - 1) / maxLeaf
	slab := make([]node, count)
	leaves := make([]*node, count)
	from := 0
	for i := range slab {
		to := wholeRune(s, len(s)*(i+1)/count)
		slab[i] = node{size: to - from, newlines: strings.Count(s[from:to], "\n"), src: &s, off: from}
		leaves[i] = &slab[i]
		from = to
	}
	return grow(leaves)
}

// grow puts inner nodes over nodes of one height until one root is left. The
// children are spread evenly, so that every node is full.
func grow(level []*node) *node {
	for len(level) > 1 {
		count := (len(level) + maxKids - 1) / maxKids
		up := make([]*node, count)
		from := 0
		for i := range up {
			to := len(level) * (i + 1) / count
			up[i] = inner(level[from:to:to])
			from = to
		}
		level = up
	}
	return level[0]
}

// wholeRune moves a cut back by up to three bytes so that it does not fall
// inside a UTF-8 sequence. Invalid text is cut where asked.
func wholeRune(s string, cut int) int {
	for back := 0; back < 4 && cut-back > 0 && cut-back < len(s); back++ {
		if s[cut-back]&0xC0 != 0x80 {
			return cut - back
		}
	}
	return cut
}

// join returns the text of a followed by the text of b. It costs the
// difference of their heights and copies less than two leaves.
func join(a, b *node) *node {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case a.height < b.height:
		if a.height == b.height-1 && a.full() {
			return spread([]*node{a}, b.kids)
		}
		first := join(a, b.kids[0])
		if first.height == b.height {
			return spread(first.kids, b.kids[1:])
		}
		return spread([]*node{first}, b.kids[1:])
	case a.height > b.height:
		last := len(a.kids) - 1
		if b.height == a.height-1 && b.full() {
			return spread(a.kids, []*node{b})
		}
		tail := join(a.kids[last], b)
		if tail.height == a.height {
			return spread(a.kids[:last], tail.kids)
		}
		return spread(a.kids[:last], []*node{tail})
	case a.full() && b.full():
		return inner([]*node{a, b})
	case a.height == 0:
		return joinLeaves(a, b)
	default:
		return spread(a.kids, b.kids)
	}
}

// spread puts two runs of nodes of one height under one node, or under two
// full nodes below a new one.
func spread(a, b []*node) *node {
	kids := make([]*node, 0, len(a)+len(b))
	kids = append(append(kids, a...), b...)
	if len(kids) <= maxKids {
		return inner(kids)
	}
	cut := min(maxKids, len(kids)-minKids)
	return inner([]*node{inner(kids[:cut:cut]), inner(kids[cut:])})
}

// joinLeaves joins two leaves of which at least one is too small to stand
// alone: as one leaf, or as two of about the same size.
func joinLeaves(a, b *node) *node {
	src, off, size := a.src, a.off, a.size+b.size
	if a.src != b.src || a.off+a.size != b.off {
		s := a.chunk() + b.chunk()
		src, off = &s, 0
	}
	if size <= maxLeaf {
		return &node{size: size, newlines: a.newlines + b.newlines, src: src, off: off}
	}
	cut := wholeRune((*src)[off:off+size], size/2)
	return inner([]*node{leaf(src, off, cut), leaf(src, off+cut, size-cut)})
}

// slice returns the tree of the bytes [from, to) of n. Whole subtrees are
// shared. The caller keeps 0 ≤ from ≤ to ≤ n.size.
func slice(n *node, from, to int) *node {
	if from >= to {
		return nil
	}
	if from == 0 && to == n.size {
		return n
	}
	if n.height == 0 {
		return leaf(n.src, n.off+from, to-from)
	}
	var out *node
	at := 0
	for i := 0; i < len(n.kids) && at < to; i++ {
		kid := n.kids[i]
		if at+kid.size <= from {
			at += kid.size
			continue
		}
		if from <= at && at+kid.size <= to {
			first := i
			for i < len(n.kids) && at+n.kids[i].size <= to {
				at += n.kids[i].size
				i++
			}
			run := n.kids[first:i:i]
			i--
			if len(run) == 1 {
				out = join(out, run[0])
			} else {
				out = join(out, inner(run))
			}
			continue
		}
		out = join(out, slice(kid, max(from-at, 0), min(to-at, kid.size)))
		at += kid.size
	}
	return out
}

// walk calls yield for the pieces of leaves that make up [from, to), in order,
// until it returns false; walk then returns false too.
func (n *node) walk(from, to int, yield func(src *string, off, size int) bool) bool {
	if n == nil || from >= to {
		return true
	}
	if n.height == 0 {
		return yield(n.src, n.off+from, to-from)
	}
	at := 0
	for _, kid := range n.kids {
		if at >= to {
			break
		}
		if at+kid.size > from {
			if !kid.walk(max(from-at, 0), min(to-at, kid.size), yield) {
				return false
			}
		}
		at += kid.size
	}
	return true
}
