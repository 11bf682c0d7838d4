// Comparing meaning: what two texts say, however they are written.

package document

import (
	"context"
	"slices"
	"strings"
)

// SameMeaning reports whether two texts say the same: members in any order,
// lists in order, any white space, strings with the same characters however
// they are escaped, numbers with exactly the same value however they are
// spelt. A key that stands several times counts as a sequence. A text that is
// not JSON means only itself; texts nested deeper than MaxDepth are compared
// token by token.
func SameMeaning(a, b string) bool {
	if a == b {
		return true
	}
	x, y := build(context.Background(), a), build(context.Background(), b)
	switch {
	case !x.valid || !y.valid:
		return false
	case x.deep || y.deep:
		return sameTokens(a, b)
	}
	return comparison{x, y}.same(x.Root(), y.Root())
}

// comparison compares nodes of one tree with nodes of another.
type comparison struct{ a, b *Tree }

// same reports whether n of a means what m of b means.
func (c comparison) same(n, m Node) bool {
	kind := c.a.Kind(n)
	if kind != c.b.Kind(m) {
		return false
	}
	if c.opaque(n, m) {
		return c.a.Text(n) == c.b.Text(m) || c.a.valid && c.b.valid && sameTokens(c.a.Text(n), c.b.Text(m))
	}
	switch kind {
	case Object:
		return c.sameMembers(n, m)
	case Array:
		if c.a.Count(n) != c.b.Count(m) {
			return false
		}
		x, y := c.a.FirstChild(n), c.b.FirstChild(m)
		for ; x != None; x, y = c.a.NextSibling(x), c.b.NextSibling(y) {
			if !c.same(x, y) {
				return false
			}
		}
		return true
	}
	return c.sameScalar(n, m)
}

// opaque reports whether one of the two has parts without nodes.
func (c comparison) opaque(n, m Node) bool {
	return (c.a.nodes[n].traits|c.b.nodes[m].traits)&opaque != 0
}

// sameScalar compares two values of one kind that are no containers.
func (c comparison) sameScalar(n, m Node) bool {
	x, y := c.a.Text(n), c.b.Text(m)
	switch {
	case x == y:
		return true
	case c.a.Kind(n) == Number:
		return sameNumber(x, y)
	case c.a.Kind(n) == String && (c.a.nodes[n].traits|c.b.nodes[m].traits)&lookAtValue != 0:
		return decode(x, keepHalves) == decode(y, keepHalves)
	}
	return false
}

func (c comparison) sameMembers(n, m Node) bool {
	if c.a.Count(n) != c.b.Count(m) {
		return false
	}
	x, y := c.a.FirstChild(n), c.b.FirstChild(m)
	for x != None && c.sameKey(x, y) {
		if !c.same(x, y) {
			return false
		}
		x, y = c.a.NextSibling(x), c.b.NextSibling(y)
	}
	if x == None {
		return true
	}
	// From here on the order differs.
	for _, p := range pairMembers(c.a, x, c.b, y) {
		if p.a == None || p.b == None || !c.same(p.a, p.b) {
			return false
		}
	}
	return true
}

func (c comparison) sameKey(n, m Node) bool {
	return meaningKey(c.a, n) == meaningKey(c.b, m)
}

// meaningKey is the key of a member for comparing: different halves of
// characters stay different, which they do not in Key.
func meaningKey(t *Tree, n Node) string {
	if t.nodes[n].traits&lookAtKey == 0 {
		return t.Key(n)
	}
	start, end, _ := t.KeySpan(n)
	return decode(t.src[start:end], keepHalves)
}

// memberPair is a member of one object and the one that answers to it in
// another, or None where there is no such.
type memberPair struct {
	key  string
	a, b Node
}

// pairMembers pairs the members from x on with those from y on: by key, and
// the first of a key with the first, the second with the second.
func pairMembers(a *Tree, x Node, b *Tree, y Node) []memberPair {
	var out []memberPair
	for x != None && y != None { // mostly they stand in the same order
		key := meaningKey(a, x)
		if key != meaningKey(b, y) {
			break
		}
		out = append(out, memberPair{key, x, y})
		x, y = a.NextSibling(x), b.NextSibling(y)
	}
	left, right := sortedMembers(a, x), sortedMembers(b, y)
	for len(left) > 0 || len(right) > 0 {
		switch {
		case len(right) == 0 || len(left) > 0 && left[0].key < right[0].key:
			out = append(out, memberPair{left[0].key, left[0].a, None})
			left = left[1:]
		case len(left) == 0 || right[0].key < left[0].key:
			out = append(out, memberPair{right[0].key, None, right[0].a})
			right = right[1:]
		default:
			out = append(out, memberPair{left[0].key, left[0].a, right[0].a})
			left, right = left[1:], right[1:]
		}
	}
	return out
}

func sortedMembers(t *Tree, n Node) []memberPair {
	var out []memberPair
	for ; n != None; n = t.NextSibling(n) {
		out = append(out, memberPair{key: meaningKey(t, n), a: n, b: None})
	}
	slices.SortStableFunc(out, func(x, y memberPair) int { return strings.Compare(x.key, y.key) })
	return out
}
