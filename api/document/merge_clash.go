// Three-way merge: how far a clash reaches. Who settles a clash chooses between
// two values, so nothing that lives on may be inside of it on one side and
// outside on the other. Where something is, the clash grows until it is not.

package document

// clashAround makes the innermost container that holds a node of the base on
// both sides a clash as a whole.
func (g *merger) clashAround(b Node) {
	m, t := g.v[onMine].from[b], g.v[onTheirs].from[b]
	for up := g.base.Parent(b); up != None; up = g.base.Parent(up) {
		a, c := g.v[onMine].from[up], g.v[onTheirs].from[up]
		if a == None || c == None || !within(g.v[onMine].tree, m, a) || !within(g.v[onTheirs].tree, t, c) {
			continue
		}
		g.stale = g.stale || !g.whole[up]
		g.whole[up] = true
		return
	}
}

// within reports whether a node is another one or inside of it.
func within(t *Tree, n, container Node) bool {
	return n >= container && n < t.nodes[container].after
}

// widen looks for what moved across the border of a clash.
func (g *merger) widen(root piece) {
	moved := [2][]Node{g.v[onMine].moved, g.v[onTheirs].moved}
	if len(moved[onMine])+len(moved[onTheirs]) == 0 {
		return
	}
	var inside [2]map[Node]*conflict
	for s := range inside {
		inside[s] = map[Node]*conflict{}
	}
	root.walk(func(c *conflict) {
		if c.keys {
			return
		}
		for s, n := range c.n {
			if n != None {
				inside[s][n] = c
			}
		}
	})
	if len(inside[onMine])+len(inside[onTheirs]) == 0 {
		return
	}
	around := func(s side, n Node) *conflict {
		for ; n != None; n = g.v[s].tree.Parent(n) {
			if c := inside[s][n]; c != nil {
				return c
			}
		}
		return nil
	}
	for _, nodes := range moved {
		for _, b := range nodes {
			m, t := g.v[onMine].from[b], g.v[onTheirs].from[b]
			if m == None || t == None {
				continue
			}
			if around(onMine, m) != around(onTheirs, t) {
				g.clashAround(b)
			}
		}
	}
}

// breakCycles finds what one side moved into something that the other side
// moved into it, directly or in several steps.
func (g *merger) breakCycles() {
	mine, theirs := map[Node]bool{}, map[Node]bool{}
	for _, b := range g.v[onMine].moved {
		mine[b] = true
	}
	for _, b := range g.v[onTheirs].moved {
		theirs[b] = true
	}
	if len(mine) == 0 || len(theirs) == 0 {
		return
	}
	// up is the container around a value in the merged text: as a node of the
	// base if it is one, else of a side.
	up := func(s side, n Node, based bool) (side, Node, bool) {
		if based {
			switch {
			case mine[n]:
				s, n = onMine, g.v[onMine].from[n]
			case theirs[n]:
				s, n = onTheirs, g.v[onTheirs].from[n]
			default:
				return s, g.base.Parent(n), true
			}
		}
		n = g.v[s].tree.Parent(n)
		if n != None && g.v[s].to[n] != None {
			return s, g.v[s].to[n], true
		}
		return s, n, false
	}
	for _, b := range g.v[onMine].moved {
		if g.v[onTheirs].from[b] == None {
			continue
		}
		s, n, based := onMine, b, true
		for steps := 0; n != None; steps++ {
			if steps > 3*MaxDepth {
				g.clashAround(b)
				break
			}
			s, n, based = up(s, n, based)
		}
	}
}

// clash writes a clash out.
func (g *merger) clash(c *conflict) Clash {
	out := Clash{Kind: c.kind}
	mine, theirs := g.v[onMine].tree, g.v[onTheirs].tree
	for _, w := range []struct {
		to *Written
		t  *Tree
		n  Node
	}{{&out.Base, g.base, c.b}, {&out.Mine, mine, c.n[onMine]}, {&out.Theirs, theirs, c.n[onTheirs]}} {
		if w.n != None {
			w.to.There = true
			w.to.Text, w.to.Span = extract(w.t, w.n, c.keys)
		}
	}
	if m := c.n[onMine]; m != None {
		out.Pointer, out.Dotted = paths(mine, m)
	} else {
		out.Pointer, out.Dotted = paths(theirs, c.n[onTheirs])
	}
	return out
}
