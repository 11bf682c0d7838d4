// Three-way merge: in which order the elements of a container stand.

package document

import (
	"cmp"
	"slices"
)

// placing puts the elements of one box into their order. What both sides have
// stands in an order of its own; what one side brought stands behind what it
// stands behind there, as far as the other side did not move that.
type placing struct {
	x     *box
	seq   [2][]int  // by side and index there: the element, or -1
	stay  []int     // the elements that both sides have, in their order
	moved [2][]bool // by side and element: this side moved it; nil: it moved none
}

// order sorts the elements of a box. It reports false when what the sides did
// to the order of a list does not go together. Members then stand as in mine.
func (g *merger) order(x *box) bool {
	p := placing{x: x}
	for s := range p.seq {
		p.seq[s] = make([]int, g.v[s].tree.Count(x.n[s]))
		for i := range p.seq[s] {
			p.seq[s][i] = -1
		}
	}
	same, last, extra := true, int32(-1), false
	for i := range x.elements { // those of mine come first, in their order
		e := &x.elements[i]
		for s, at := range e.at {
			if at >= 0 {
				p.seq[s][at] = i
			}
		}
		if e.both() {
			p.stay = append(p.stay, i)
			same = same && e.at[onTheirs] > last
			last = e.at[onTheirs]
		}
		extra = extra || e.at[onMine] < 0
	}
	if same && !extra {
		return true
	}
	if !same && !g.reorder(&p) {
		if x.kind == Array {
			return false
		}
		p.moved[onTheirs] = nil
	}
	g.sayMoves(&p)
	p.place()
	return true
}

// reorder finds the order of what both sides have, where theirs differs from
// mine: two elements change places if one side at least changed theirs. It
// reports false, and leaves the order of mine, when that is no order or when
// both moved one item to different places.
func (g *merger) reorder(p *placing) bool {
	x := p.x
	var atHome []int // the base has them here as well
	for _, i := range p.stay {
		if e := &x.elements[i]; e.b != None && x.b != None && g.base.Parent(e.b) == x.b {
			atHome = append(atHome, i)
		}
	}
	slices.SortFunc(atHome, func(i, j int) int { return cmp.Compare(x.elements[i].b, x.elements[j].b) })
	for s := range p.moved {
		p.moved[s] = make([]bool, len(x.elements))
		runs := make([]run, len(atHome))
		for k, i := range atHome {
			runs[k] = run{i, int(x.elements[i].at[s]), 1}
			p.moved[s][i] = true
		}
		for _, r := range rising(runs) {
			p.moved[s][r.a] = false
		}
	}
	if x.kind == Array && !p.movedAlike() {
		return false
	}
	merged := slices.Clone(atHome)
	slices.SortFunc(merged, func(i, j int) int {
		a, b := &x.elements[i], &x.elements[j]
		inBase := cmp.Compare(a.b, b.b)
		for s := range a.at {
			if there := cmp.Compare(a.at[s], b.at[s]); there != inBase {
				return there
			}
		}
		return inBase
	})
	// The rule gives an order only if it makes no circles.
	n := len(x.elements)
	mine, theirs := p.common(onMine, atHome), p.common(onTheirs, atHome)
	byMine, byTheirs, all := swaps(atHome, mine, n), swaps(atHome, theirs, n), swaps(atHome, merged, n)
	if byMine+swaps(mine, merged, n) != all || byTheirs+swaps(theirs, merged, n) != all ||
		2*all != byMine+byTheirs+swaps(mine, theirs, n) {
		return false
	}
	p.bring(merged)
	return true
}

// common returns some elements in the order of a side.
func (p *placing) common(s side, some []int) []int {
	out := slices.Clone(some)
	slices.SortFunc(out, func(i, j int) int { return cmp.Compare(p.x.elements[i].at[s], p.x.elements[j].at[s]) })
	return out
}

// bring makes an order of what the base has here one of all that both sides
// have: what both brought stands behind what it stands behind in mine.
func (p *placing) bring(order []int) {
	behind := make(map[int][]int, len(order))
	known := make(map[int]bool, len(order))
	for _, i := range order {
		known[i] = true
	}
	last := -1
	for _, i := range p.stay {
		if known[i] {
			last = i
		} else {
			behind[last] = append(behind[last], i)
		}
	}
	p.stay = slices.Clone(behind[-1])
	for _, i := range order {
		p.stay = append(p.stay, i)
		p.stay = append(p.stay, behind[i]...)
	}
}

// movedAlike reports whether what both sides moved was put in the same places.
func (p *placing) movedAlike() bool {
	both := slices.DeleteFunc(slices.Clone(p.stay), func(i int) bool { return !p.moved[onMine][i] || !p.moved[onTheirs][i] })
	if !slices.Equal(both, p.common(onTheirs, both)) {
		return false
	}
	mine, theirs := p.before(onMine), p.before(onTheirs)
	return !slices.ContainsFunc(both, func(i int) bool { return mine[i] != theirs[i] })
}

// before returns, by element, the one that nobody moved and that stands nearest
// before it on a side, or -1.
func (p *placing) before(s side) []int {
	out := make([]int, len(p.x.elements))
	last := -1
	for _, i := range p.seq[s] {
		if i < 0 {
			continue
		}
		out[i] = last
		if p.x.elements[i].both() && !p.moved[onMine][i] && !p.moved[onTheirs][i] {
			last = i
		}
	}
	return out
}

// sayMoves notes what one side alone moved, unless the other side has the order
// that came of it.
func (g *merger) sayMoves(p *placing) {
	for s := range p.moved {
		if p.moved[s] == nil || slices.Equal(p.stay, p.common(side(s).other(), p.stay)) {
			continue
		}
		for i, moved := range p.moved[s] {
			if other := p.moved[side(s).other()]; !moved || other != nil && other[i] {
				continue
			}
			if p.x.kind == Object {
				g.say(side(s), Respelled, p.x.b, p.x.n[s])
				break
			}
			g.say(side(s), Moved, p.x.elements[i].b, p.x.elements[i].n[s])
		}
	}
}

// place sorts the elements: in front of all, and behind each that both have,
// first what mine brought there and then what theirs did.
func (p *placing) place() {
	n := len(p.x.elements)
	var first [2][]int // in front of all
	var put [2][][]int // behind an element
	for s := range put {
		put[s] = make([][]int, n)
		anchor := -1
		for _, i := range p.seq[s] {
			switch {
			case i < 0:
			case p.x.elements[i].both():
				if other := p.moved[side(s).other()]; other == nil || !other[i] {
					anchor = i
				}
			case anchor < 0:
				first[s] = append(first[s], i)
			default:
				put[s][anchor] = append(put[s][anchor], i)
			}
		}
	}
	order := slices.Concat(first[onMine], first[onTheirs])
	for _, i := range p.stay {
		order = append(order, i)
		order = append(order, put[onMine][i]...)
		order = append(order, put[onTheirs][i]...)
	}
	sorted := make([]element, n)
	for i, j := range order {
		sorted[i] = p.x.elements[j]
	}
	p.x.elements = sorted
}

// swaps counts the pairs that stand in another order in b than in a. Both hold
// the same numbers, below n.
func swaps(a, b []int, n int) int {
	place := make([]int, n)
	for i, x := range b {
		place[x] = i
	}
	tree := make([]int, len(b)+1) // a Fenwick tree: how many places up to here are taken
	count := 0
	for done, x := range a {
		count += done
		for i := place[x] + 1; i > 0; i &= i - 1 {
			count -= tree[i]
		}
		for i := place[x] + 1; i < len(tree); i += i & -i {
			tree[i]++
		}
	}
	return count
}
