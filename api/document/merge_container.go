// Three-way merge: which members or items a merged container has.

package document

// box is a container put together from both sides. One of them, the frame,
// gives it its brackets and its layout: mine if it is there.
type box struct {
	kind     Kind
	b        Node    // None: the base does not have it
	n        [2]Node // None: this side does not have it
	elements []element
}

// element is one member or item of a box.
type element struct {
	b        Node     // in the base, or None
	n        [2]Node  // what answers to it on each side, wherever that stands, or None
	at       [2]int32 // its index in the container of each side; -1 where it is not in that
	key      side     // whose key it has
	keyClash *conflict
	value    piece
}

func (e *element) both() bool { return e.at[onMine] >= 0 && e.at[onTheirs] >= 0 }

// container merges containers of one kind. b is None where the base has none,
// m or t where that side has none.
func (g *merger) container(kind Kind, b, m, t Node) piece {
	x := &box{kind: kind, b: b, n: [2]Node{m, t}}
	before := [2]int{len(g.found[onMine]), len(g.found[onTheirs])}
	for s := range g.v {
		tree := g.v[s].tree
		at := int32(0)
		for c := tree.FirstChild(x.n[s]); c != None; c = tree.NextSibling(c) {
			g.arrive(x, side(s), c, at)
			at++
		}
	}
	g.pairAdded(x)
	for i := range x.elements {
		g.settle(x, &x.elements[i])
	}
	kindOfClash, clash := BothAdded, g.collide(x)
	if !clash && !g.order(x) {
		kindOfClash, clash = BothMoved, true
	}
	if clash {
		for s, n := range before {
			g.found[s] = g.found[s][:n]
		}
		return clashed(kindOfClash, b, m, t)
	}
	p := piece{side: onMine, n: m, box: x}
	if m == None {
		p.side, p.n = onTheirs, t
	}
	return p
}

// arrive adds what one side has at an index of a container, if it belongs there
// in the merged text.
func (g *merger) arrive(x *box, s side, c Node, at int32) {
	me, you := g.v[s], g.v[s.other()]
	e := element{b: me.to[c], n: [2]Node{None, None}, at: [2]int32{-1, -1}}
	e.n[s], e.at[s] = c, at
	if e.b != None {
		other := you.from[e.b]
		e.n[s.other()] = other
		there := x.n[s.other()]
		atHome := x.b != None && g.base.Parent(e.b) == x.b
		switch {
		case other == None:
			if atHome && !g.touched(s, e.b, c) {
				g.say(s.other(), Removed, e.b, None)
				return
			}
			kind := ChangedRemoved
			if s == onTheirs {
				kind = RemovedChanged
			}
			e.value = piece{side: s, n: c, clash: &conflict{kind: kind, b: e.b, n: e.n}}
		case there != None && you.tree.Parent(other) == there:
			if s == onTheirs { // mine brought it
				x.elements[g.seat[onMine][other]-1].at[onTheirs] = at
				return
			}
		case atHome:
			return // the other side moved it, and it stands there
		case !you.home(other):
			g.clashAround(e.b)
		default:
			g.say(s, Moved, e.b, c)
		}
	}
	x.elements = append(x.elements, e)
	g.seat[s][c] = int32(len(x.elements))
}

// settle decides on the key and the value of an element.
func (g *merger) settle(x *box, e *element) {
	if x.kind == Object {
		g.key(e)
	}
	m, t := e.n[onMine], e.n[onTheirs]
	switch {
	case e.value.clash != nil:
	case e.b != None && m != None && t != None:
		e.value = g.value(e.b, m, t)
	case m != None && t != None: // added by both
		switch {
		case !g.alike(m, t):
			e.value = piece{side: onMine, n: m, clash: &conflict{kind: BothAdded, b: None, n: e.n}}
		case g.holds(m, t):
			e.value = g.container(g.v[onMine].tree.Kind(m), None, m, t)
		default:
			e.value = written(onMine, m)
		}
	case m != None:
		e.value = g.add(x, onMine, m)
	default:
		e.value = g.add(x, onTheirs, t)
	}
}

// add is an element that only one side has.
func (g *merger) add(x *box, s side, n Node) piece {
	if x.n[s.other()] != None { // else it came with its container
		g.say(s, Added, None, n)
	}
	return g.only(s, n)
}

// pairAdded finds what both sides added alike: members with the same key, items
// with the same name, and items without a name that have the same content and
// were put in the same place.
func (g *merger) pairAdded(x *box) {
	type name struct {
		text string
		sum  uint64
		in   int // the element before it that both have, and one
	}
	nameOf := func(s side, n Node, in int) name {
		t := g.v[s].tree
		if x.kind == Object {
			return name{text: meaningKey(t, n)}
		}
		if _, text, ok := identity(t, n); ok {
			return name{text: text}
		}
		return name{sum: g.v[s].d.hashB[n], in: in}
	}
	seated := func(s side, visit func(i, in int)) {
		in := 0
		t := g.v[s].tree
		for c := t.FirstChild(x.n[s]); c != None; c = t.NextSibling(c) {
			seat := int(g.seat[s][c])
			if s == onTheirs && g.v[s].to[c] != None {
				if m := g.v[onMine].from[g.v[s].to[c]]; m != None && g.v[onMine].tree.Parent(m) == x.n[onMine] {
					seat = int(g.seat[onMine][m])
				}
			}
			if seat == 0 {
				continue
			}
			if e := &x.elements[seat-1]; e.both() {
				in = seat
			} else if e.b == None {
				visit(seat-1, in)
			}
		}
	}
	if x.n[onMine] == None || x.n[onTheirs] == None || !g.added(x, onMine) || !g.added(x, onTheirs) {
		return
	}
	waiting := map[name][]int{}
	seated(onMine, func(i, in int) {
		key := nameOf(onMine, x.elements[i].n[onMine], in)
		waiting[key] = append(waiting[key], i)
	})
	twins := map[int]bool{}
	seated(onTheirs, func(i, in int) {
		e := x.elements[i]
		key := nameOf(onTheirs, e.n[onTheirs], in)
		if w := waiting[key]; len(w) > 0 {
			twin := &x.elements[w[0]]
			twin.n[onTheirs], twin.at[onTheirs] = e.n[onTheirs], e.at[onTheirs]
			waiting[key] = w[1:]
			twins[i] = true
		}
	})
	kept := x.elements[:0]
	for i, e := range x.elements {
		if !twins[i] {
			kept = append(kept, e)
		}
	}
	x.elements = kept
}

// added reports whether only that side has an element the base does not have.
func (g *merger) added(x *box, s side) bool {
	for i := range x.elements {
		if e := &x.elements[i]; e.b == None && e.at[s] >= 0 && e.at[s.other()] < 0 {
			return true
		}
	}
	return false
}

// collide reports whether a key or the name of an item would, or after a choice
// might, stand in a container more often than on either side.
func (g *merger) collide(x *box) bool {
	now, twice := make(map[string]int, len(x.elements)), false
	for i := range x.elements {
		names, n := g.names(x.kind, &x.elements[i])
		for _, name := range names[:n] {
			now[name]++
			twice = twice || now[name] > 1
		}
	}
	if !twice {
		return false
	}
	for s := range g.v {
		tree := g.v[s].tree
		there := map[string]int{}
		for c := tree.FirstChild(x.n[s]); c != None; c = tree.NextSibling(c) {
			if name, ok := nameIn(x.kind, tree, c); ok {
				there[name]++
			}
		}
		for name, n := range there {
			if n >= now[name] {
				delete(now, name)
			}
		}
	}
	for _, n := range now {
		if n > 1 {
			return true
		}
	}
	return false
}

// names returns the n names an element may have in the merged text: one, two
// where a person chooses, or none.
func (g *merger) names(kind Kind, e *element) (names [2]string, n int) {
	take := func(name string, ok bool) {
		if ok {
			names[n] = name
			n++
		}
	}
	if kind == Object && e.keyClash == nil {
		take(nameIn(kind, g.v[e.key].tree, e.n[e.key]))
		return names, n
	}
	mine, named := nameIn(kind, g.v[onMine].tree, e.n[onMine])
	theirs, also := nameIn(kind, g.v[onTheirs].tree, e.n[onTheirs])
	before, _ := nameIn(kind, g.base, e.b)
	open := e.keyClash != nil || e.value.clash != nil
	if theirs == mine || open || theirs != before {
		take(theirs, also)
	}
	if theirs != mine && (open || mine != before) {
		take(mine, named)
	}
	return names, n
}

// nameIn is what tells a member or an item of a text from its neighbours, if
// anything does.
func nameIn(kind Kind, t *Tree, n Node) (name string, ok bool) {
	if n == None {
		return "", false
	}
	if kind == Object {
		return meaningKey(t, n), true
	}
	_, name, ok = identity(t, n)
	return name, ok
}
