// Differences by path: what changed in meaning, and where.

package document

import (
	"cmp"
	"slices"
)

// ChangeKind is what happened to a value.
type ChangeKind uint8

const (
	Added ChangeKind = iota
	Removed
	Changed   // the value is another one
	Moved     // it stands elsewhere: in another place of its list, or in another container
	Renamed   // the value is the same under another key of the same object
	Respelled // the meaning is the same: escapes, digits, or the order of an object's members
)

// String returns the word users see.
func (k ChangeKind) String() string {
	switch k {
	case Added:
		return "added"
	case Removed:
		return "removed"
	case Changed:
		return "changed"
	case Moved:
		return "moved"
	case Renamed:
		return "renamed"
	}
	return "respelled"
}

// Change is one difference.
type Change struct {
	Kind ChangeKind
	// Pointer and Dotted are the path in the text after the change; that of a
	// Removed value is its path before. Paths of more than MaxPath bytes are
	// left out; the spans always stand.
	Pointer, Dotted string
	// From and FromDotted are the path before, of what was Moved or Renamed.
	From, FromDotted string
	// Before and After are the values as they are written, parts of the two
	// sources. They may be long. A respelled key has the keys here.
	Before, After string
	// BeforeSpan and AfterSpan are where those stand, in bytes. That of a value
	// that is not there is empty and at 0.
	BeforeSpan, AfterSpan [2]int
}

// Diff returns what changed in meaning from a to b, in the order of b, then
// what was removed in the order of a. White space is no change. Two texts that
// mean the same differ in Respelled changes at most, and the other way round:
// without another change than those they mean the same.
//
// Members are matched by key. Items of lists are matched by their id,
// reportTypeId or name, else by content, else by position; an item that only
// changed its index because others came or went has not moved. A Moved item
// may have changes inside as well, which are listed on their own.
func Diff(a, b *Tree) []Change {
	d := differ{comparison: comparison{a, b}}
	switch n, m := a.Root(), b.Root(); {
	case n == None && m == None:
	case n == None:
		d.one(Added, None, m)
	case m == None:
		d.one(Removed, n, None)
	default:
		d.compare(n, m)
	}
	d.findMoves()
	return d.list()
}

// differ collects changes as pairs of nodes and writes them out at the end.
type differ struct {
	comparison
	found        []change
	hashA, hashB []uint64
	symbols      symbols
}

type change struct {
	kind ChangeKind
	a, b Node
	keys bool // it is about the keys
}

func (d *differ) one(kind ChangeKind, n, m Node) {
	d.found = append(d.found, change{kind: kind, a: n, b: m})
}

// compare lists the changes between two values that answer to each other.
func (d *differ) compare(n, m Node) {
	kind := d.a.Kind(n)
	switch {
	case kind != d.b.Kind(m):
		d.one(Changed, n, m)
	case d.opaque(n, m):
		if !d.same(n, m) {
			d.one(Changed, n, m)
		}
	case kind == Object:
		d.members(n, m)
	case kind == Array:
		d.items(n, m)
	case d.a.Text(n) == d.b.Text(m):
	case d.sameScalar(n, m):
		d.one(Respelled, n, m)
	default:
		d.one(Changed, n, m)
	}
}

// members compares two objects.
func (d *differ) members(n, m Node) {
	pairs := pairMembers(d.a, d.a.FirstChild(n), d.b, d.b.FirstChild(m))
	var gone, came []Node
	common := pairs[:0]
	for _, p := range pairs {
		switch {
		case p.b == None:
			gone = append(gone, p.a)
		case p.a == None:
			came = append(came, p.b)
		default:
			common = append(common, p)
		}
	}
	slices.SortFunc(common, func(x, y memberPair) int { return cmp.Compare(x.b, y.b) })
	if !slices.IsSortedFunc(common, func(x, y memberPair) int { return cmp.Compare(x.a, y.a) }) {
		d.one(Respelled, n, m)
	}
	for _, p := range common {
		if d.rawKey(d.a, p.a) != d.rawKey(d.b, p.b) {
			d.found = append(d.found, change{kind: Respelled, a: p.a, b: p.b, keys: true})
		}
		d.compare(p.a, p.b)
	}
	d.renames(gone, came)
}

func (d *differ) rawKey(t *Tree, n Node) string {
	start, end, _ := t.KeySpan(n)
	return t.src[start:end]
}

// renames reports members that are gone and members that came. A value that
// is gone once and came once has a new key.
func (d *differ) renames(gone, came []Node) {
	partner := d.partners(gone, came)
	for _, n := range gone {
		if _, ok := partner[n]; !ok {
			d.one(Removed, n, None)
		}
	}
	renamed := make(map[Node]Node, len(partner))
	for n, m := range partner {
		renamed[m] = n
	}
	for _, m := range came {
		if n, ok := renamed[m]; ok {
			d.one(Renamed, n, m)
		} else {
			d.one(Added, None, m)
		}
	}
}

// partners pairs the nodes of a with those of b that mean the same, where
// there is exactly one of a kind on each side.
func (d *differ) partners(gone, came []Node) map[Node]Node {
	if len(gone) == 0 || len(came) == 0 {
		return nil
	}
	type pair struct {
		n, m       Node
		many, more bool
	}
	byHash := make(map[uint64]*pair, len(gone))
	for _, n := range gone {
		if p, ok := byHash[d.hash(d.a, n)]; ok {
			p.many = true
		} else {
			byHash[d.hash(d.a, n)] = &pair{n: n, m: None}
		}
	}
	for _, m := range came {
		if p, ok := byHash[d.hash(d.b, m)]; ok {
			p.more = p.m != None
			p.m = m
		}
	}
	out := make(map[Node]Node)
	for _, p := range byHash {
		if !p.many && !p.more && p.m != None && d.same(p.n, p.m) {
			out[p.n] = p.m
		}
	}
	return out
}

// findMoves turns a container that is gone in one place and came in another
// into one that moved.
func (d *differ) findMoves() {
	var gone, came []Node
	for _, c := range d.found {
		switch {
		case c.kind == Removed && d.a.Count(c.a) > 0:
			gone = append(gone, c.a)
		case c.kind == Added && d.b.Count(c.b) > 0:
			came = append(came, c.b)
		}
	}
	partner := d.partners(gone, came)
	if len(partner) == 0 {
		return
	}
	from := make(map[Node]Node, len(partner))
	for n, m := range partner {
		from[m] = n
	}
	kept := d.found[:0]
	for _, c := range d.found {
		if c.kind == Removed {
			if _, ok := partner[c.a]; ok {
				continue
			}
		}
		if n, ok := from[c.b]; ok && c.kind == Added {
			c = change{kind: Moved, a: n, b: c.b}
		}
		kept = append(kept, c)
	}
	d.found = kept
}

// list writes the changes out.
func (d *differ) list() []Change {
	slices.SortStableFunc(d.found, func(x, y change) int {
		if (x.kind == Removed) != (y.kind == Removed) {
			if x.kind == Removed {
				return 1
			}
			return -1
		}
		if x.kind == Removed {
			return cmp.Compare(x.a, y.a)
		}
		return cmp.Compare(x.b, y.b)
	})
	out := make([]Change, 0, len(d.found))
	for _, f := range d.found {
		c := Change{Kind: f.kind}
		if f.a != None {
			c.Before, c.BeforeSpan = extract(d.a, f.a, f.keys)
		}
		if f.b != None {
			c.After, c.AfterSpan = extract(d.b, f.b, f.keys)
			c.Pointer, c.Dotted = paths(d.b, f.b)
		} else {
			c.Pointer, c.Dotted = paths(d.a, f.a)
		}
		if f.kind == Moved || f.kind == Renamed {
			c.From, c.FromDotted = paths(d.a, f.a)
		}
		out = append(out, c)
	}
	return out
}

func extract(t *Tree, n Node, keys bool) (string, [2]int) {
	start, end := t.Span(n)
	if keys {
		start, end, _ = t.KeySpan(n)
	}
	return t.src[start:end], [2]int{start, end}
}

func paths(t *Tree, n Node) (pointer, dotted string) {
	if t.pathSize(n) > MaxPath {
		return "", ""
	}
	return t.Pointer(n), t.Dotted(n)
}
