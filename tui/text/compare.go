// compare.go finds out how far two texts are the same, without reading what
// they share.
package text

// commonPrefix returns the number of leading bytes that t and u share. Subtrees
// and memory they share at the same offset are not read, so that a text and
// what a few edits made of it are compared in logarithmic time.
func commonPrefix(t, u Text) int {
	a, b := newFront(t), newFront(u)
	total := 0
	for {
		x, y := a.top(), b.top()
		switch {
		case x == nil || y == nil:
			return total
		case x == y && a.from == b.from:
			total += x.size - a.from
			a.pop()
			b.pop()
		case x.height > y.height, x.height == y.height && x.height > 0:
			a.open()
		case x.height < y.height:
			b.open()
		default:
			n := min(x.size-a.from, y.size-b.from)
			if x.src != y.src || x.off+a.from != y.off+b.from {
				if same := samePrefix(x.chunk()[a.from:a.from+n], y.chunk()[b.from:b.from+n]); same < n {
					return total + same
				}
			}
			total += n
			a.skip(n)
			b.skip(n)
		}
	}
}

func samePrefix(x, y string) int {
	if x == y {
		return len(x)
	}
	for i := range len(x) {
		if x[i] != y[i] {
			return i
		}
	}
	return len(x)
}

// front is what is left of a text behind an offset, as whole subtrees: the
// next one last. Of the next one, if it is a leaf, from bytes are done with.
type front struct {
	left []*node
	from int
}

func newFront(t Text) *front {
	if t.root == nil {
		return &front{}
	}
	return &front{left: []*node{t.root}}
}

// top returns the next subtree, nil at the end of the text.
func (f *front) top() *node {
	if len(f.left) == 0 {
		return nil
	}
	return f.left[len(f.left)-1]
}

func (f *front) pop() {
	f.left = f.left[:len(f.left)-1]
	f.from = 0
}

// open puts the children of the next subtree in its place.
func (f *front) open() {
	kids := f.top().kids
	f.pop()
	for i := len(kids) - 1; i >= 0; i-- {
		f.left = append(f.left, kids[i])
	}
}

// skip moves on by n bytes within the next leaf.
func (f *front) skip(n int) {
	if f.from += n; f.from == f.top().size {
		f.pop()
	}
}
