// Three-way merge: deciding what becomes of a value, a key, a removed part.

package document

import (
	"cmp"
	"context"
	"slices"
)

// piece is a value of the merged text: a value as one side wrote it, or a
// container put together, or a clash. Which one it is, the pointers say.
type piece struct {
	side  side // whose text is the frame
	n     Node // of that side
	box   *box
	clash *conflict
}

func written(x side, n Node) piece { return piece{side: x, n: n} }

// conflict is a clash as nodes, by side. keys: it is about the keys.
type conflict struct {
	kind ClashKind
	b    Node
	n    [2]Node
	keys bool
}

// walk visits the clashes in the order of the merged text.
func (p piece) walk(visit func(*conflict)) {
	if p.clash != nil {
		visit(p.clash)
	}
	if p.box == nil {
		return
	}
	for _, e := range p.box.elements {
		if e.keyClash != nil {
			visit(e.keyClash)
		}
		e.value.walk(visit)
	}
}

// merger holds what the merge of three trees needs while it goes on.
type merger struct {
	ctx   context.Context
	base  *Tree
	v     [2]*version
	cross comparison  // of mine with theirs
	spelt [3][]uint64 // by node of base, mine and theirs: a hash of the tokens, once it is needed
	seat  [2][]int32  // by node: its place among the elements of its box, and one
	found [2][]change // by side: from the base to that side, what goes into the merged text
	// whole are containers of the base, with an answer on both sides, inside of
	// which the sides cannot be told apart: there one of them is chosen.
	whole map[Node]bool
	stale bool // whole has grown, and the plan does not know it yet
	steps int
}

func newMerger(ctx context.Context, base, mine, theirs *Tree) *merger {
	hashes := hashTree(base)
	g := &merger{ctx: ctx, base: base, cross: comparison{mine, theirs}, whole: map[Node]bool{}}
	for x, t := range []*Tree{mine, theirs} {
		if g.stopped() {
			return g
		}
		g.v[x] = newVersion(base, hashes, t)
		g.seat[x] = make([]int32, t.Len())
	}
	g.doubt()
	return g
}

// doubt takes back that a text has another key on one side where the other side
// has not left it as it was: that a short text went and came does not make the
// two one, and the edit of one would land in the other.
func (g *merger) doubt() {
	const long = 24          // bytes: a text that nobody writes twice by chance
	var times map[uint64]int // by hash: how often the base has a text
	hashes := g.v[onMine].d.hashA
	for s, v := range g.v {
		you := g.v[side(s).other()]
		for _, b := range v.keyed {
			if n := you.from[b]; n != None && you.same(b, n) {
				continue
			}
			if times == nil {
				times = map[uint64]int{}
				for n := range Node(g.base.Len()) {
					if g.base.Kind(n) == String {
						times[hashes[n]]++
					}
				}
			}
			if len(g.base.Text(b)) < long || times[hashes[b]] > 1 {
				v.from[b], v.to[v.from[b]] = None, None
			}
		}
	}
}

// rounds is how often a merge is planned anew because something moved across
// the border of a clash. Then the whole text becomes one clash.
const mergeRounds = 10

// run plans until nothing moves across the border of a clash.
func (g *merger) run() piece {
	if g.stopped() {
		return piece{}
	}
	g.breakCycles()
	for round := 0; ; round++ {
		if round == mergeRounds {
			g.whole[g.base.Root()] = true
		}
		g.stale = false
		g.found = [2][]change{}
		root := g.value(g.base.Root(), g.v[onMine].tree.Root(), g.v[onTheirs].tree.Root())
		g.widen(root)
		if !g.stale || g.stopped() || round > mergeRounds {
			return root
		}
	}
}

func (g *merger) stopped() bool { return g.ctx.Err() != nil }

// say notes a change of one side that goes into the merged text.
func (g *merger) say(x side, kind ChangeKind, b, n Node) {
	g.found[x] = append(g.found[x], change{kind: kind, a: b, b: n})
}

// changes writes out what was noted for a side.
func (g *merger) changes(x side) []Change {
	d := differ{comparison: g.v[x].d.comparison, found: g.found[x]}
	return d.list()
}

// alike reports whether a node of mine and one of theirs mean the same.
func (g *merger) alike(m, t Node) bool {
	return g.v[onMine].d.hashB[m] == g.v[onTheirs].d.hashB[t] && g.cross.same(m, t)
}

// holds reports whether something was moved into one of the two.
func (g *merger) holds(m, t Node) bool {
	return g.v[onMine].holds[m] || g.v[onTheirs].holds[t]
}

// value merges a value that all three have.
func (g *merger) value(b, m, t Node) piece {
	if g.steps++; g.steps&0xFFF == 0 && g.stopped() {
		return written(onMine, m)
	}
	base, mine, theirs := g.base.Text(b), g.v[onMine].tree.Text(m), g.v[onTheirs].tree.Text(t)
	if mine == theirs && !g.holds(m, t) {
		return written(onMine, m)
	}
	if g.whole[b] {
		if g.alike(m, t) {
			return written(onMine, m)
		}
		return clashed(BothMoved, b, m, t)
	}
	kind := g.base.Kind(b)
	if (kind == Object || kind == Array) && kind == g.v[onMine].tree.Kind(m) && kind == g.v[onTheirs].tree.Kind(t) {
		if g.respaced(b, m, t) {
			return written(onMine, m)
		}
		if kind == Object && g.repeats(b, m, t) {
			return clashed(RepeatedKey, b, m, t)
		}
		return g.container(kind, b, m, t)
	}
	sameMine, sameTheirs := g.v[onMine].same(b, m), g.v[onTheirs].same(b, t)
	switch {
	case mine == base || sameMine && !sameTheirs:
		return g.choose(onTheirs, b, t, sameTheirs)
	case theirs == base || sameTheirs:
		return g.choose(onMine, b, m, sameMine)
	case g.alike(m, t):
		return g.only(onMine, m)
	}
	return clashed(BothChanged, b, m, t)
}

// choose takes the value of the side that changed it, or spelt it otherwise.
func (g *merger) choose(x side, b, n Node, same bool) piece {
	kind := Changed
	if same {
		kind = Respelled
	}
	g.say(x, kind, b, n)
	return g.only(x, n)
}

func clashed(kind ClashKind, b, m, t Node) piece {
	return piece{side: onMine, n: m, clash: &conflict{kind: kind, b: b, n: [2]Node{m, t}}}
}

// respaced reports whether the three differ in white space at most.
func (g *merger) respaced(b, m, t Node) bool {
	mine, theirs := g.v[onMine], g.v[onTheirs]
	hash := mine.d.hashA[b]
	if mine.d.hashB[m] != hash || theirs.d.hashB[t] != hash {
		return false
	}
	if g.spelt[0] == nil {
		g.spelt = [3][]uint64{hashTokens(g.base), hashTokens(mine.tree), hashTokens(theirs.tree)}
	}
	hash = g.spelt[0][b]
	return g.spelt[1][m] == hash && g.spelt[2][t] == hash &&
		sameTokens(g.base.Text(b), mine.tree.Text(m)) && sameTokens(g.base.Text(b), theirs.tree.Text(t))
}

// hashTokens returns, by node, a number that is equal for equal tokens in the
// same order.
func hashTokens(t *Tree) []uint64 {
	out := make([]uint64, t.Len())
	for i := len(out) - 1; i >= 0; i-- {
		n := Node(i)
		kind := t.Kind(n)
		out[i] = mix(uint64(kind) + 1)
		if kind != Object && kind != Array {
			out[i] ^= hashText(t.Text(n))
		}
		for c := t.FirstChild(n); c != None; c = t.NextSibling(c) {
			out[i] = mix(out[i] ^ out[c])
			if kind == Object {
				out[i] = mix(out[i] ^ hashText(rawKey(t, c)))
			}
		}
	}
	return out
}

// only is a value that comes from one side as it is, but for what was moved
// into it and edited by the other side.
func (g *merger) only(x side, n Node) piece {
	v := g.v[x]
	if !v.holds[n] {
		return written(x, n)
	}
	at := [2]Node{None, None}
	at[x] = n
	return g.container(v.tree.Kind(n), None, at[onMine], at[onTheirs])
}

// key decides which side's key an element has.
func (g *merger) key(e *element) {
	if e.b == None || e.at[onMine] < 0 || e.at[onTheirs] < 0 {
		e.key = onMine
		if e.at[onMine] < 0 {
			e.key = onTheirs
		}
		return
	}
	m, t := e.n[onMine], e.n[onTheirs]
	mineTree, theirTree := g.v[onMine].tree, g.v[onTheirs].tree
	base, mine, theirs := rawKey(g.base, e.b), rawKey(mineTree, m), rawKey(theirTree, t)
	if mine == theirs {
		return
	}
	sameMine, sameTheirs := sameKeys(g.base, e.b, mineTree, m), sameKeys(g.base, e.b, theirTree, t)
	switch {
	case mine == base || sameMine && !sameTheirs:
		e.key = onTheirs
		g.sayKey(onTheirs, e.b, t, sameTheirs)
	case theirs == base || sameTheirs:
		g.sayKey(onMine, e.b, m, sameMine)
	case !sameKeys(mineTree, m, theirTree, t):
		e.keyClash = &conflict{kind: BothRenamed, b: e.b, n: e.n, keys: true}
	}
}

func (g *merger) sayKey(x side, b, n Node, same bool) {
	if same {
		g.found[x] = append(g.found[x], change{kind: Respelled, a: b, b: n, keys: true})
		return
	}
	g.say(x, Renamed, b, n)
}

func rawKey(t *Tree, n Node) string {
	start, end, _ := t.KeySpan(n)
	return t.src[start:end]
}

// sameKeys reports whether two members have keys that mean the same.
func sameKeys(a *Tree, n Node, b *Tree, m Node) bool {
	return meaningKey(a, n) == meaningKey(b, m)
}

// touched reports whether a side changed the meaning or the key of something
// that the other side removed. What the other side moved out of it lives on and
// does not count, and neither does another order.
func (g *merger) touched(x side, b, n Node) bool {
	me, you := g.v[x], g.v[x.other()]
	if g.base.isMember(b) && !sameKeys(g.base, b, me.tree, n) {
		return true
	}
	if me.same(b, n) {
		return false
	}
	kind := g.base.Kind(b)
	if kind != me.tree.Kind(n) || kind != Object && kind != Array {
		return true
	}
	for c := g.base.FirstChild(b); c != None; c = g.base.NextSibling(c) {
		if me.from[c] == None && you.from[c] == None {
			return true
		}
	}
	for c := me.tree.FirstChild(n); c != None; c = me.tree.NextSibling(c) {
		before := me.to[c]
		switch {
		case before == None || g.base.Parent(before) != b:
			return true
		case you.from[before] == None && g.touched(x, before, c):
			return true
		}
	}
	return false
}

// repeats reports whether one of three objects has a key several times, and
// both sides changed what stands under it, differently.
func (g *merger) repeats(b, m, t Node) bool {
	mine, theirs := g.v[onMine].tree, g.v[onTheirs].tree
	keys := map[string]bool{}
	for _, o := range []struct {
		t *Tree
		n Node
	}{{g.base, b}, {mine, m}, {theirs, t}} {
		for _, key := range repeated(o.t, o.n) {
			keys[key] = true
		}
	}
	if len(keys) == 0 {
		return false
	}
	x, y, z := valuesUnder(g.base, b, keys), valuesUnder(mine, m, keys), valuesUnder(theirs, t, keys)
	for key := range keys {
		if !sequence(g.v[onMine].same, x[key], y[key]) && !sequence(g.v[onTheirs].same, x[key], z[key]) && !sequence(g.alike, y[key], z[key]) {
			return true
		}
	}
	return false
}

// repeated returns the keys an object has more than once.
func repeated(t *Tree, n Node) []string {
	type keyed struct {
		sum uint64
		n   Node
	}
	sums := make([]keyed, 0, t.Count(n))
	for c := t.FirstChild(n); c != None; c = t.NextSibling(c) {
		sums = append(sums, keyed{hashText(meaningKey(t, c)), c})
	}
	slices.SortFunc(sums, func(x, y keyed) int { return cmp.Compare(x.sum, y.sum) })
	var out []string
	for i := 1; i < len(sums); i++ {
		if sums[i].sum == sums[i-1].sum {
			out = append(out, meaningKey(t, sums[i].n))
		}
	}
	return out
}

func valuesUnder(t *Tree, n Node, keys map[string]bool) map[string][]Node {
	out := map[string][]Node{}
	for c := t.FirstChild(n); c != None; c = t.NextSibling(c) {
		if key := meaningKey(t, c); keys[key] {
			out[key] = append(out[key], c)
		}
	}
	return out
}

func sequence(same func(n, m Node) bool, x, y []Node) bool {
	return slices.EqualFunc(x, y, same)
}
