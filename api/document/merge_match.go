// Three-way merge: which value of a version answers to which of the base.

package document

// side is one of the two versions that are merged.
type side uint8

const (
	onMine side = iota
	onTheirs
)

func (x side) other() side { return 1 - x }

// version is one side, matched with the base.
type version struct {
	d     differ // from the base to this version
	base  *Tree
	tree  *Tree
	from  []Node        // by node of the base: the one that answers to it here, or None
	to    []Node        // the other way round
	moved []Node        // of the base: what stands in another container here
	holds map[Node]bool // containers here that hold something moved, at any depth
	keyed []Node        // of the base: plain values that seem to have another key here
}

// newVersion matches a tree with the base, whose hashes are given.
func newVersion(base *Tree, hashes []uint64, t *Tree) *version {
	v := &version{
		d:     differ{comparison: comparison{base, t}, hashA: hashes, hashB: hashTree(t)},
		base:  base,
		tree:  t,
		from:  make([]Node, base.Len()),
		to:    make([]Node, t.Len()),
		holds: map[Node]bool{},
	}
	for i := range v.from {
		v.from[i] = None
	}
	for i := range v.to {
		v.to[i] = None
	}
	v.match(base.Root(), t.Root())
	v.follow()
	return v
}

// pair makes two nodes answer to each other.
func (v *version) pair(n, m Node) { v.from[n], v.to[m] = m, n }

// match pairs two values and what is inside of them.
func (v *version) match(n, m Node) {
	if v.base.Text(n) == v.tree.Text(m) {
		for i := range v.base.nodes[n].after - n {
			v.pair(n+i, m+i)
		}
		return
	}
	v.pair(n, m)
	if v.base.Kind(n) != v.tree.Kind(m) {
		return
	}
	switch v.base.Kind(n) {
	case Object:
		v.matchMembers(n, m)
	case Array:
		v.matchItems(n, m)
	}
}

func (v *version) matchMembers(n, m Node) {
	var gone, came []Node
	for _, p := range pairMembers(v.base, v.base.FirstChild(n), v.tree, v.tree.FirstChild(m)) {
		switch {
		case p.b == None:
			gone = append(gone, p.a)
		case p.a == None:
			came = append(came, p.b)
		default:
			v.match(p.a, p.b)
		}
	}
	renamed := v.d.partners(gone, came)
	for _, x := range gone {
		if y, ok := renamed[x]; ok && distinctive(v.base, x) {
			v.match(x, y)
			if v.base.Kind(x) == String {
				v.keyed = append(v.keyed, x)
			}
		}
	}
}

// distinctive reports whether a value says enough to be known again under
// another key. That one switch went and another came does not make them one.
func distinctive(t *Tree, n Node) bool {
	switch t.Kind(n) {
	case Object, Array:
		return t.Count(n) > 0
	case String:
		return len(t.Text(n)) > len(`""`)
	}
	return false
}

func (v *version) matchItems(n, m Node) {
	x, y := v.d.children(v.base, n), v.d.children(v.tree, m)
	for len(x) > 0 && len(y) > 0 && v.base.Text(x[0]) == v.tree.Text(y[0]) {
		v.match(x[0], y[0])
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && v.base.Text(x[len(x)-1]) == v.tree.Text(y[len(y)-1]) {
		v.match(x[len(x)-1], y[len(y)-1])
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	if len(x) == 0 || len(y) == 0 {
		return
	}
	l := listMatch{d: &v.d, x: x, y: y, to: make([]int, len(x)), from: make([]int, len(y)), moved: make([]bool, len(y))}
	l.match()
	for i, j := range l.to {
		if j >= 0 && v.plausible(x[i], y[j]) {
			v.match(x[i], y[j])
		}
	}
	v.matchRenamed(x, y)
}

// matchRenamed matches items that got another name, or got one or lost it, and
// were changed as well, with what is left in the same place.
func (v *version) matchRenamed(x, y []Node) {
	const lookAt = 8
	at := make(map[Node]int, len(y)) // index in y
	for j, m := range y {
		at[m] = j
	}
	from := 0
	for _, n := range x {
		if m := v.from[n]; m != None {
			from = at[m] + 1
			continue
		}
		for j := from; j < min(from+lookAt, len(y)) && v.to[y[j]] == None; j++ {
			if v.alike(n, y[j]) {
				v.match(n, y[j])
				from = j + 1
				break
			}
		}
	}
}

// plausible reports whether two items may be the same one. Those without a name
// are matched by position, which alone is no reason to mix the members of two.
func (v *version) plausible(n, m Node) bool {
	kind := v.base.Kind(n)
	switch {
	case kind != v.tree.Kind(m):
		return false
	case kind != Object || v.d.hashA[n] == v.d.hashB[m]:
		return true
	}
	if _, _, ok := identity(v.base, n); ok {
		return true
	}
	common := 0
	for _, p := range pairMembers(v.base, v.base.FirstChild(n), v.tree, v.tree.FirstChild(m)) {
		if p.a != None && p.b != None {
			common++
		}
	}
	return 2*common >= max(v.base.Count(n), v.tree.Count(m))
}

// follow matches what left one container and came into another, and notes it.
func (v *version) follow() {
	gone := v.loose(v.base, v.from)
	came := v.loose(v.tree, v.to)
	whole := v.d.partners(gone, came)
	for _, n := range gone {
		if m, ok := whole[n]; ok {
			v.move(n, m)
		}
	}
	v.byName(gone, came)
	for i, m := range v.from {
		n := Node(i)
		if up := v.base.Parent(n); m == None || up == None || v.from[up] == v.tree.Parent(m) {
			continue
		}
		v.moved = append(v.moved, n)
		for c := v.tree.Parent(m); c != None && !v.holds[c]; c = v.tree.Parent(c) {
			v.holds[c] = true
		}
	}
}

// loose returns the containers without an answer that may be found elsewhere:
// those that are gone by themselves, and items with a name inside of those.
func (v *version) loose(t *Tree, answer []Node) []Node {
	var out []Node
	for i, m := range answer {
		n := Node(i)
		if m != None || t.Count(n) == 0 || t.Parent(n) == None {
			continue
		}
		if answer[t.Parent(n)] == None {
			if t.isMember(n) {
				continue
			}
			if _, _, ok := identity(t, n); !ok {
				continue
			}
		}
		out = append(out, n)
	}
	return out
}

// move matches two containers in different places, if one may have become the
// other.
func (v *version) move(n, m Node) {
	if v.from[n] != None || v.to[m] != None {
		return
	}
	alive := v.from[v.base.Parent(n)] != None && v.to[v.tree.Parent(m)] != None
	if alive || v.sameScope(n, m) {
		v.match(n, m)
	}
}

// sameScope reports whether two nodes stand in the same named item, such as a
// Report Type, or both in none. Fields of two Report Types can be alike without
// being the same.
func (v *version) sameScope(n, m Node) bool {
	a, b := scope(v.base, n), scope(v.tree, m)
	return a == None && b == None || a != None && v.from[a] == b
}

func scope(t *Tree, n Node) Node {
	for n = t.Parent(n); n != None; n = t.Parent(n) {
		if t.Kind(t.Parent(n)) == Array {
			if _, _, ok := identity(t, n); ok {
				return n
			}
		}
	}
	return None
}

// byName matches items that were moved and changed: with the same name, the
// only one of it on each side, and much in common.
func (v *version) byName(gone, came []Node) {
	type pair struct {
		n, m       Node
		many, more bool
	}
	byName := map[string]*pair{}
	for _, n := range gone {
		if name, ok := itemName(v.base, n); ok && v.from[n] == None {
			if p, taken := byName[name]; taken {
				p.many = true
			} else {
				byName[name] = &pair{n: n, m: None}
			}
		}
	}
	for _, m := range came {
		if name, ok := itemName(v.tree, m); ok && v.to[m] == None {
			if p, there := byName[name]; there {
				p.more = p.m != None
				p.m = m
			}
		}
	}
	for _, n := range gone {
		name, _ := itemName(v.base, n)
		if p := byName[name]; p != nil && p.n == n && !p.many && !p.more && p.m != None && v.close(n, p.m) {
			v.move(n, p.m)
		}
	}
}

func itemName(t *Tree, n Node) (string, bool) {
	if t.isMember(n) {
		return "", false
	}
	_, name, ok := identity(t, n)
	return name, ok
}

// alike reports whether two objects have so much in common that one became the
// other: most of what is not their name, and a container among it. Plain values
// such as types repeat everywhere.
func (v *version) alike(n, m Node) bool {
	if v.base.Kind(n) != Object || v.tree.Kind(m) != Object {
		return false
	}
	same, all, telling := 0, 0, false
	before, _, _ := identity(v.base, n)
	after, _, _ := identity(v.tree, m)
	for _, p := range pairMembers(v.base, v.base.FirstChild(n), v.tree, v.tree.FirstChild(m)) {
		if (p.a == None || p.a == before) && (p.b == None || p.b == after) {
			continue
		}
		all++
		if p.a != None && p.b != None && v.d.hashA[p.a] == v.d.hashB[p.b] {
			same++
			telling = telling || v.base.Count(p.a) > 0
		}
	}
	return telling && 2*same > all
}

// close reports whether at least half of the members of two objects are the
// same, and one at least. They have one name, which does not count.
func (v *version) close(n, m Node) bool {
	same := 0
	name, _, _ := identity(v.base, n)
	for _, p := range pairMembers(v.base, v.base.FirstChild(n), v.tree, v.tree.FirstChild(m)) {
		if p.a != None && p.b != None && p.a != name && v.d.hashA[p.a] == v.d.hashB[p.b] {
			same++
		}
	}
	return same > 0 && 2*same >= max(v.base.Count(n), v.tree.Count(m))-1
}

// same reports whether a node of the base and one of this version mean the same.
func (v *version) same(n, m Node) bool {
	return v.d.hashA[n] == v.d.hashB[m] && v.d.same(n, m)
}

// home reports whether the node m stands here in the container that answers to
// the one it stands in in the base.
func (v *version) home(m Node) bool {
	n := v.to[m]
	up := v.base.Parent(n)
	return up == None || v.from[up] == v.tree.Parent(m)
}
