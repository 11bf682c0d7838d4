// The tree: what is where in the text, in flat arrays.

package document

// Node is one value of a Tree, with its key where it has one. Nodes are
// numbered in the order in which they begin in the text.
type Node int32

// None is the node that does not exist. Every method of Tree takes it, and
// any other number that is no node of the tree, and answers with nothing.
const None Node = -1

// Tree is the meaning of one text. It is never changed after Parse and may be
// read from several goroutines. It keeps the source string and about 32 bytes
// for each value.
type Tree struct {
	src       string
	nodes     []node
	valid     bool
	deep      bool
	cancelled bool
	cut       bool
	findings  []Finding
	folds     []Fold
	outline   []Entry
	counts    Counts
}

type node struct {
	start, end  uint32 // the value
	key, keyEnd uint32 // the key of a member, equal when it is missing; key is the index of an item
	parent      Node
	after       Node   // the first node behind this one and all below it
	count       uint32 // members or items
	kind        Kind
	traits      trait
}

// trait is what a later look at a node should know without reading its text.
type trait uint8

const (
	lookAtKey   trait = 1 << iota // the key has escapes or characters beyond ASCII
	lookAtValue                   // the string has escapes or characters beyond ASCII
	opaque                        // there is more inside than the tree shows
)

// has reports whether n is a node of the tree.
func (t *Tree) has(n Node) bool { return n >= 0 && int(n) < len(t.nodes) }

// Source returns the text the tree was made from.
func (t *Tree) Source() string { return t.src }

// Len returns the number of nodes.
func (t *Tree) Len() int { return len(t.nodes) }

// Root returns the outermost value, or None when the text holds no value.
func (t *Tree) Root() Node {
	if len(t.nodes) == 0 {
		return None
	}
	return 0
}

// Valid reports whether the text is JSON by RFC 8259; see the function Valid.
func (t *Tree) Valid() bool { return t.valid }

// Deep reports whether the text is nested deeper than MaxDepth, or longer than
// a tree can address (2 GiB), so that parts of it have no nodes.
func (t *Tree) Deep() bool { return t.deep }

// Cancelled reports whether the context ended before the work did. Such a tree
// is incomplete and its findings are not to be trusted.
func (t *Tree) Cancelled() bool { return t.cancelled }

// Kind returns what n is; Invalid for None.
func (t *Tree) Kind(n Node) Kind {
	if !t.has(n) {
		return Invalid
	}
	return t.nodes[n].kind
}

// Span returns where the value of n begins and ends, in bytes. A value that is
// missing has an empty span at the place where it should be.
func (t *Tree) Span(n Node) (start, end int) {
	if !t.has(n) {
		return 0, 0
	}
	return int(t.nodes[n].start), int(t.nodes[n].end)
}

// KeySpan returns where the key of a member begins and ends, its quotation
// marks included. ok is false for items, for the root, and where the key is
// missing in a broken text.
func (t *Tree) KeySpan(n Node) (start, end int, ok bool) {
	if !t.isMember(n) || t.nodes[n].key == t.nodes[n].keyEnd {
		return 0, 0, false
	}
	return int(t.nodes[n].key), int(t.nodes[n].keyEnd), true
}

func (t *Tree) isMember(n Node) bool {
	return t.has(n) && t.Kind(t.nodes[n].parent) == Object
}

// begin is where n begins, its key included.
func (t *Tree) begin(n Node) int {
	if start, _, ok := t.KeySpan(n); ok {
		return start
	}
	return int(t.nodes[n].start)
}

// Parent returns the container of n, or None for the root.
func (t *Tree) Parent(n Node) Node {
	if !t.has(n) {
		return None
	}
	return t.nodes[n].parent
}

// FirstChild returns the first member or item of n, or None.
func (t *Tree) FirstChild(n Node) Node {
	if !t.has(n) || t.nodes[n].count == 0 {
		return None
	}
	return n + 1
}

// NextSibling returns the member or item behind n in the same container, or None.
func (t *Tree) NextSibling(n Node) Node {
	if !t.has(n) {
		return None
	}
	next := t.nodes[n].after
	if !t.has(next) || t.nodes[next].parent != t.nodes[n].parent {
		return None
	}
	return next
}

// Count returns the number of members or items of n.
func (t *Tree) Count(n Node) int {
	if !t.has(n) {
		return 0
	}
	return int(t.nodes[n].count)
}

// Index returns the position of n in its container, from 0. For an item this
// costs nothing; for a member it walks over the members before it.
func (t *Tree) Index(n Node) int {
	if !t.has(n) || t.nodes[n].parent == None {
		return 0
	}
	if !t.isMember(n) {
		return int(t.nodes[n].key)
	}
	at := 0
	for c := t.FirstChild(t.nodes[n].parent); c != None && c != n; c = t.NextSibling(c) {
		at++
	}
	return at
}

// Key returns the key of a member as it reads once escapes are resolved, or ""
// for anything else. Half a character (a lone surrogate) reads as U+FFFD.
func (t *Tree) Key(n Node) string {
	start, end, ok := t.KeySpan(n)
	if !ok {
		return ""
	}
	if t.nodes[n].traits&lookAtKey == 0 && t.src[start] == '"' {
		return plain(t.src[start:end])
	}
	return decode(t.src[start:end], replaceHalves)
}

// Text returns the value of n as it is written.
func (t *Tree) Text(n Node) string {
	start, end := t.Span(n)
	return t.src[start:end]
}

// StringValue returns a string as it reads once escapes are resolved, or "" if
// n is not a string. Half a character (a lone surrogate) reads as U+FFFD.
func (t *Tree) StringValue(n Node) string {
	if t.Kind(n) != String {
		return ""
	}
	if t.nodes[n].traits&lookAtValue == 0 {
		return plain(t.Text(n))
	}
	return decode(t.Text(n), replaceHalves)
}

// Member returns the member of the object n with that key. When the key stands
// there more than once it is the last one, which is the one readers of JSON keep.
func (t *Tree) Member(n Node, key string) (Node, bool) {
	found := None
	if t.Kind(n) == Object {
		for c := t.FirstChild(n); c != None; c = t.NextSibling(c) {
			if _, _, ok := t.KeySpan(c); ok && t.Key(c) == key {
				found = c
			}
		}
	}
	return found, found != None
}

// Item returns the item of the list n at that index, from 0.
func (t *Tree) Item(n Node, index int) (Node, bool) {
	if t.Kind(n) != Array || index < 0 || index >= t.Count(n) {
		return None, false
	}
	c := t.FirstChild(n)
	for ; index > 0; index-- {
		c = t.NextSibling(c)
	}
	return c, true
}

// At returns the innermost value at the offset: the value that holds it, the
// member whose key holds it, or the container around it. The places directly
// before and behind a value belong to it. Outside of everything it is the root.
// It costs the logarithm of the number of nodes, and the depth.
func (t *Tree) At(off int) Node {
	lo, hi := 0, len(t.nodes) // the last node that begins at or before off
	for lo < hi {
		if mid := (lo + hi) / 2; t.begin(Node(mid)) <= off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	n := Node(lo - 1)
	for n > 0 && int(t.nodes[n].end) < off {
		n = t.nodes[n].parent
	}
	if n == None {
		return t.Root()
	}
	return n
}
