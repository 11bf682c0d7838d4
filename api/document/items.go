// Differences by path: which item of a list answers to which.

package document

// items compares two lists.
func (d *differ) items(n, m Node) {
	x, y := d.children(d.a, n), d.children(d.b, m)
	if len(x) == 0 || len(y) == 0 {
		for _, c := range x {
			d.one(Removed, c, None)
		}
		for _, c := range y {
			d.one(Added, None, c)
		}
		return
	}
	l := listMatch{d: d, x: x, y: y, to: make([]int, len(x)), from: make([]int, len(y)), moved: make([]bool, len(y))}
	l.match()
	for i, c := range x {
		if l.to[i] < 0 {
			d.one(Removed, c, None)
		}
	}
	for j, c := range y {
		i := l.from[j]
		if i < 0 {
			d.one(Added, None, c)
			continue
		}
		if l.moved[j] {
			d.one(Moved, x[i], c)
		}
		d.compare(x[i], c)
	}
}

func (d *differ) children(t *Tree, n Node) []Node {
	out := make([]Node, 0, t.Count(n))
	for c := t.FirstChild(n); c != None; c = t.NextSibling(c) {
		out = append(out, c)
	}
	return out
}

// listMatch matches the items x of one list with the items y of another. It
// takes about n log n steps for n items, whatever they are.
type listMatch struct {
	d        *differ
	x, y     []Node
	to, from []int  // index of the partner, -1 for none
	moved    []bool // of y
}

func (l *listMatch) match() {
	for i := range l.to {
		l.to[i] = -1
	}
	for j := range l.from {
		l.from[j] = -1
	}
	l.d.symbols.reset()
	a, named := l.number(l.d.a, l.x)
	b, also := l.number(l.d.b, l.y)
	symbols := l.d.symbols.count()
	runs := append(align(a, b, symbols), run{len(a), len(b), 0})
	for _, r := range runs {
		for k := range r.n {
			l.pair(r.a+k, r.b+k)
		}
	}
	l.elsewhere(a, b, symbols)
	i, j := 0, 0
	for _, r := range runs {
		l.gap(i, r.a, j, r.b, named, also)
		i, j = r.a+r.n, r.b+r.n
	}
}

func (l *listMatch) pair(i, j int) { l.to[i], l.from[j] = j, i }

// number gives each item a symbol: items with the same name have the same, and
// so have items without a name and with the same content.
func (l *listMatch) number(t *Tree, items []Node) (out []int32, named []bool) {
	out, named = make([]int32, len(items)), make([]bool, len(items))
	for i, c := range items {
		if _, name, ok := identity(t, c); ok {
			named[i] = true
			out[i] = l.d.symbols.named(name)
			continue
		}
		out[i] = l.d.symbols.hashed(l.d.hash(t, c))
	}
	return out, named
}

// elsewhere pairs items that have the same symbol but not the same order: they
// moved.
func (l *listMatch) elsewhere(a, b []int32, symbols int) {
	waiting := make([][]int, symbols)
	for i, s := range a {
		if l.to[i] < 0 {
			waiting[s] = append(waiting[s], i)
		}
	}
	for j, s := range b {
		if l.from[j] < 0 && len(waiting[s]) > 0 {
			l.pair(waiting[s][0], j)
			l.moved[j] = true
			waiting[s] = waiting[s][1:]
		}
	}
}

// gap pairs what is left between two places that stayed: first items that are
// the same but for their name, then items without a name by position.
func (l *listMatch) gap(i0, i1, j0, j1 int, named, also []bool) {
	type pair struct {
		i, j       int
		many, more bool
	}
	byRest := make(map[uint64]*pair)
	for i := i0; i < i1; i++ {
		if l.to[i] >= 0 || !named[i] {
			continue
		}
		if rest, ok := l.rest(l.d.a, l.x[i]); ok {
			if p, taken := byRest[rest]; taken {
				p.many = true
			} else {
				byRest[rest] = &pair{i: i, j: -1}
			}
		}
	}
	for j := j0; j < j1 && len(byRest) > 0; j++ {
		if l.from[j] >= 0 || !also[j] {
			continue
		}
		if rest, ok := l.rest(l.d.b, l.y[j]); ok {
			if p, there := byRest[rest]; there {
				p.more = p.j >= 0
				p.j = j
			}
		}
	}
	for _, p := range byRest {
		if !p.many && !p.more && p.j >= 0 {
			l.pair(p.i, p.j)
		}
	}
	free := func(i int) bool { return l.to[i] < 0 && !named[i] }
	j := j0
	for i := i0; i < i1; i++ {
		for j < j1 && (l.from[j] >= 0 || also[j]) {
			j++
		}
		if j >= j1 {
			return
		}
		if free(i) {
			l.pair(i, j)
		}
	}
}

// rest is the hash of a named item without its name. ok is false when there is
// nothing else in it.
func (l *listMatch) rest(t *Tree, n Node) (hash uint64, ok bool) {
	name, _, named := identity(t, n)
	if !named || t.Count(n) < 2 {
		return 0, false
	}
	return l.d.hash(t, n) - memberHash(t, name, l.d.hash(t, name)), true
}

// identity returns the member that names an item of a list, and its name. It
// is the first one there is of id, reportTypeId and name, if that is text or a
// number.
func identity(t *Tree, n Node) (member Node, name string, ok bool) {
	for _, key := range [...]string{"id", "reportTypeId", "name"} {
		m, there := t.Member(n, key)
		if !there {
			continue
		}
		switch t.Kind(m) {
		case String:
			text := plain(t.Text(m))
			if t.nodes[m].traits&lookAtValue != 0 {
				text = decode(t.Text(m), keepHalves)
			}
			return m, key + "=" + text, true
		case Number:
			return m, key + "#" + parseDecimal(t.Text(m)).canonical(), true
		}
		return None, "", false
	}
	return None, "", false
}

// symbols numbers names and hashes from 0.
type symbols struct {
	names map[string]int32
	sums  map[uint64]int32
}

func (s *symbols) reset()     { s.names, s.sums = make(map[string]int32), make(map[uint64]int32) }
func (s *symbols) count() int { return len(s.names) + len(s.sums) }

func (s *symbols) named(name string) int32 {
	id, ok := s.names[name]
	if !ok {
		id = int32(s.count())
		s.names[name] = id
	}
	return id
}

func (s *symbols) hashed(sum uint64) int32 {
	id, ok := s.sums[sum]
	if !ok {
		id = int32(s.count())
		s.sums[sum] = id
	}
	return id
}

// hash returns a number for the node n of one of the two trees that is equal
// for equal meanings. That two meanings share a number is improbable and does no
// harm: what is matched by it is compared afterwards.
func (d *differ) hash(t *Tree, n Node) uint64 {
	if d.hashA == nil {
		d.hashA, d.hashB = hashTree(d.a), hashTree(d.b)
	}
	if t == d.a {
		return d.hashA[n]
	}
	return d.hashB[n]
}

func hashTree(t *Tree) []uint64 {
	out := make([]uint64, len(t.nodes))
	for i := len(t.nodes) - 1; i >= 0; i-- {
		n := Node(i)
		h := mix(uint64(t.Kind(n)) + 1)
		switch t.Kind(n) {
		case Object: // a sum, because the order does not matter
			for c := t.FirstChild(n); c != None; c = t.NextSibling(c) {
				h += memberHash(t, c, out[c])
			}
		case Array:
			for c := t.FirstChild(n); c != None; c = t.NextSibling(c) {
				h = mix(h ^ out[c])
			}
		case Number:
			h ^= hashText(parseDecimal(t.Text(n)).canonical())
		case String:
			text := t.Text(n)
			if t.nodes[n].traits&lookAtValue != 0 {
				text = decode(text, keepHalves)
			} else {
				text = plain(text)
			}
			h ^= hashText(text)
		case Invalid:
			h ^= hashText(t.Text(n))
		}
		if t.nodes[n].traits&opaque != 0 {
			h = mix(h + 7)
		}
		out[i] = h
	}
	return out
}

func memberHash(t *Tree, n Node, value uint64) uint64 {
	return mix(hashText(meaningKey(t, n)) ^ mix(value))
}

// mix spreads the bits of a number over all of it.
func mix(x uint64) uint64 {
	x += 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

func hashText(s string) uint64 {
	h := uint64(len(s))
	for ; len(s) >= 8; s = s[8:] {
		h = mix(h ^ load(s, 0))
	}
	for i := 0; i < len(s); i++ {
		h = h*31 + uint64(s[i])
	}
	return mix(h)
}
