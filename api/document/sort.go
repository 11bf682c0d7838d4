// Sorting the members of objects by their keys.

package document

import (
	"slices"
	"strings"
)

// Reach says how far sorting goes.
type Reach int

// The reaches.
const (
	Here  Reach = iota // one object
	Below              // and every object inside of it
)

// Sorting is what came of sorting.
type Sorting struct {
	Rewrite
	Object   Node // the outermost object that was to be sorted
	Objects  int  // how many objects got another order
	Repeated int  // how many keys stand more than once in an object; they kept their order
}

// SortKeys puts the members of an object into the order of their keys, by code
// points of what the keys mean, not of how they are escaped. The object is the
// innermost one that holds the bytes [from, to), or the one those bytes are.
//
// Members move as a whole, byte for byte; the commas and the white space
// between them stay where they are. Members with the same key keep their
// order. It refuses what Format refuses; the error is a *FormatError.
func SortKeys(t *Tree, from, to int, reach Reach) (Sorting, error) {
	if err := wellFormed(t.src); err != nil {
		return Sorting{}, err
	}
	first, last := t.run(from, to)
	n := first
	if first != last {
		n = t.Parent(first)
	}
	for n != None && t.Kind(n) != Object {
		n = t.Parent(n)
	}
	if n == None {
		return Sorting{}, &FormatError{Off: from, Reason: "there is no object around this place."}
	}
	s := sorter{t: t, reach: reach, w: mover{src: t.src}, found: Sorting{Object: n}}
	s.w.out.Grow(len(t.src))
	start, end := t.Span(n)
	s.w.keep(0, start)
	s.members(n, start, end)
	s.w.keep(end, len(t.src))
	s.found.Rewrite = s.w.rewrite()
	return s.found, nil
}

type sorter struct {
	t     *Tree
	w     mover
	reach Reach
	found Sorting
}

// members writes a container that spans [start, end), its key before it
// included or not. It calls itself: a well-formed text is at most FormatDepth
// levels deep.
func (s *sorter) members(n Node, start, end int) {
	first := s.t.FirstChild(n)
	if first == None {
		s.w.keep(start, end)
		return
	}
	order := s.order(n)
	s.w.keep(start, s.t.begin(first))
	i := 0
	for slot := first; slot != None; i++ {
		s.member(order, slot, i)
		_, at := s.t.Span(slot)
		if slot = s.t.NextSibling(slot); slot != None {
			s.w.space(at, s.t.begin(slot))
		} else {
			s.w.space(at, end-1)
		}
	}
	s.w.keep(end-1, end)
}

// member writes what stands in a slot.
func (s *sorter) member(order []Node, slot Node, i int) {
	if order != nil {
		slot = order[i]
	}
	start := s.t.begin(slot)
	_, end := s.t.Span(slot)
	if kind := s.t.Kind(slot); s.reach == Below && (kind == Object || kind == Array) {
		s.members(slot, start, end)
		return
	}
	s.w.keep(start, end)
}

// order returns the members of an object in the order of their keys, nil when
// that is the order they have, and for lists.
func (s *sorter) order(n Node) []Node {
	if s.t.Kind(n) != Object {
		return nil
	}
	type named struct {
		key string
		n   Node
	}
	all := make([]named, 0, s.t.Count(n))
	for c := s.t.FirstChild(n); c != None; c = s.t.NextSibling(c) {
		all = append(all, named{s.t.Key(c), c})
	}
	byKey := func(a, b named) int { return strings.Compare(a.key, b.key) }
	sorted := slices.IsSortedFunc(all, byKey)
	if !sorted {
		s.found.Objects++
		slices.SortStableFunc(all, byKey)
	}
	for i := 1; i < len(all); i++ {
		if all[i].key == all[i-1].key && (i < 2 || all[i-2].key != all[i].key) {
			s.found.Repeated++
		}
	}
	if sorted {
		return nil
	}
	order := make([]Node, len(all))
	for i, m := range all {
		order[i] = m.n
	}
	return order
}
