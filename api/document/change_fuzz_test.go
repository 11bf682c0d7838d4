// The laws of changes: nothing else is touched, what was JSON stays JSON, the
// meaning differs in that one thing, and what is taken back is as it was.

package document

import (
	"strconv"
	"strings"
	"testing"
)

// everyChange is what is tried at every value.
var everyChange = []string{
	"remove", "up", "down", "duplicate", "rename é\"\\", "string x¶\"é", "string ", "value [1, {\n  \"q\": 2\n}]",
	"add 0 new true", "add 1 new {}", "add 99 new {\n  \"k\": []\n}", "item 0 null", "item 1 []", `item 99 "x"`,
}

// FuzzChange checks every change at every value of a text: nothing else is
// touched, what was JSON stays JSON, and the tree differs in that one thing.
func FuzzChange(f *testing.F) {
	for _, s := range awkward {
		f.Add(s)
	}
	f.Add("{\"/\":1,\"~:\"2,\"a \x01\":3,\"x.y\":4,\"[0]\":5\x00\x046,\"\u00e9ooo}")
	f.Add(configuration(1, 2))
	for seed := range uint64(40) {
		w := newAuthor(seed)
		f.Add(w.write(w.value(4)))
	}
	f.Fuzz(func(t *testing.T, src string) {
		tree := parse(src)
		nodes := min(tree.Len(), 60)
		for i := range nodes {
			n := Node(i * tree.Len() / nodes)
			path := tree.Pointer(n)
			if m, ok := tree.Find(path); !ok || m != n {
				continue // a key that stands twice
			}
			for _, change := range everyChange {
				p, err := do(tree, path, change)
				if err != nil {
					continue
				}
				checkChange(t, tree, n, change, p)
			}
		}
	})
}

func checkChange(t *testing.T, tree *Tree, n Node, change string, p Patch) {
	t.Helper()
	src := tree.Source()
	got := p.Apply(src)
	word, _, _ := strings.Cut(change, " ")
	at := 0
	for _, s := range p.Splices {
		if s.From < at || s.To < s.From || s.To > len(src) {
			t.Fatalf("%q, %s of %q: splices %v", src, change, tree.Pointer(n), p.Splices)
		}
		at = s.To
	}
	lo, hi := touched(tree, n, word)
	if k := len(p.Splices); k > 0 && (p.Splices[0].From < lo || p.Splices[k-1].To > hi) {
		t.Fatalf("%q, %s of %q touches %v, more than [%d, %d)", src, change, tree.Pointer(n), p.Splices, lo, hi)
	}
	after := parse(got)
	if tree.Valid() && !after.Valid() {
		t.Fatalf("%q, %s of %q: no JSON any more: %q", src, change, tree.Pointer(n), got)
	}
	if !tree.Valid() && len(p.Splices) > 0 {
		// Nothing before the change is broken by it, or mended.
		from := p.Splices[0].From
		_, bad := Valid(src)
		if _, off := Valid(got); min(off, from) != min(bad, from) {
			t.Fatalf("%q, %s of %q: broken at %d, not %d: %q", src, change, tree.Pointer(n), off, bad, got)
		}
	}
	if !tree.Valid() || tree.Deep() || after.Deep() {
		return
	}
	if k := after.At(p.At); after.begin(k) != p.At {
		t.Fatalf("%q, %s of %q: nothing begins at %d of %q", src, change, tree.Pointer(n), p.At, got)
	}
	checkMeaning(t, tree, n, change, after, p)
	checkInverse(t, tree, n, word, after, p)
}

// touched returns the bytes a change may touch: the value or key itself, or it
// and the white space and commas up to its neighbours.
func touched(tree *Tree, n Node, word string) (lo, hi int) {
	lo, hi = tree.Span(n)
	switch word {
	case "value", "string", "add", "item":
		return lo, hi
	case "rename":
		lo, hi, _ = tree.KeySpan(n)
		return lo, hi
	}
	s, _ := tree.slot(n)
	switch word {
	case "up":
		o, _ := tree.slot(tree.childEndingAt(tree.Parent(n), s.before))
		return o.from, s.to
	case "down":
		o, _ := tree.slot(tree.NextSibling(n))
		return s.from, o.to
	case "remove":
		return s.before, s.behind
	}
	return s.to, s.to
}

// checkMeaning compares the tree after a change with what the change should
// make of the tree before, member by member.
func checkMeaning(t *testing.T, before *Tree, n Node, change string, after *Tree, p Patch) {
	t.Helper()
	word, rest, _ := strings.Cut(change, " ")
	want, n2 := plainTree(before, n)
	switch parent := want.parentOf(n2); word {
	case "remove":
		parent.items = append(parent.items[:n2.index:n2.index], parent.items[n2.index+1:]...)
	case "up":
		parent.items[n2.index], parent.items[n2.index-1] = parent.items[n2.index-1], parent.items[n2.index]
	case "down":
		parent.items[n2.index], parent.items[n2.index+1] = parent.items[n2.index+1], parent.items[n2.index]
	case "duplicate":
		twin := *parent.items[n2.index]
		if parent.kind == Object {
			twin.key = after.Key(after.At(p.At))
		}
		parent.items = append(parent.items[:n2.index+1:n2.index+1], append([]*plainNode{&twin}, parent.items[n2.index+1:]...)...)
	case "rename":
		n2.node.key = rest
	case "string":
		*n2.node = plainNode{key: n2.node.key, kind: String, text: strings.ReplaceAll(rest, "¶", "\n")}
	case "value":
		v, _ := plainTree(parse(rest), None)
		v.key = n2.node.key
		*n2.node = *v
	case "add", "item":
		first, json, _ := strings.Cut(rest, " ")
		key := ""
		if word == "add" {
			key, json, _ = strings.Cut(json, " ")
		}
		v, _ := plainTree(parse(json), None)
		v.key = key
		at, _ := strconv.Atoi(first)
		at = min(at, len(n2.node.items))
		n2.node.items = append(n2.node.items[:at:at], append([]*plainNode{v}, n2.node.items[at:]...)...)
	}
	if got, _ := plainTree(after, None); !got.same(want) {
		t.Fatalf("%q, %s of %q means something else: %q", before.Source(), change, before.Pointer(n), after.Source())
	}
}

// checkInverse takes a change back by another one.
func checkInverse(t *testing.T, before *Tree, n Node, word string, after *Tree, p Patch) {
	t.Helper()
	k := after.At(p.At)
	var back Patch
	var err error
	switch word {
	case "add", "item", "duplicate":
		if start, end := before.Span(n); word != "duplicate" && before.Count(n) == 0 && end-start > 2 {
			return // the white space between empty brackets is not kept
		}
		back, err = after.Remove(k)
	case "up":
		back, err = after.MoveDown(k)
	case "down":
		back, err = after.MoveUp(k)
	default:
		return
	}
	if err != nil || back.Apply(after.Source()) != before.Source() {
		t.Fatalf("%q, %s of %q gives %q and is taken back to %q (%v)", before.Source(), word, before.Pointer(n), after.Source(), back.Apply(after.Source()), err)
	}
}

// plainNode is a value without its spelling.
type plainNode struct {
	key, text string
	kind      Kind
	items     []*plainNode
}

// plainPlace is where a node came to be.
type plainPlace struct {
	node, parent *plainNode
	index        int
}

func (v *plainNode) parentOf(p plainPlace) *plainNode {
	if p.parent == nil {
		return v
	}
	return p.parent
}

// plainTree copies a tree and finds n in the copy.
func plainTree(t *Tree, n Node) (*plainNode, plainPlace) {
	var found plainPlace
	var build func(c Node, parent *plainNode, index int) *plainNode
	build = func(c Node, parent *plainNode, index int) *plainNode {
		v := &plainNode{key: t.Key(c), kind: t.Kind(c), text: t.StringValue(c)}
		if v.kind == Number {
			v.text = t.Text(c)
		}
		if c == n {
			found = plainPlace{v, parent, index}
		}
		for k, i := t.FirstChild(c), 0; k != None; k, i = t.NextSibling(k), i+1 {
			v.items = append(v.items, build(k, v, i))
		}
		return v
	}
	return build(t.Root(), nil, 0), found
}

func (v *plainNode) same(u *plainNode) bool {
	if v.key != u.key || v.kind != u.kind || v.text != u.text || len(v.items) != len(u.items) {
		return false
	}
	for i := range v.items {
		if !v.items[i].same(u.items[i]) {
			return false
		}
	}
	return true
}
