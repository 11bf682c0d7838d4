// Adding, removing, duplicating and moving members and items, in the layout
// their siblings have.

package document

import (
	"strconv"
	"strings"
)

// AddMember puts a member into an object, before the one that stands at index;
// the number of members is the end. The value is a JSON text; one of several
// lines is moved to the indentation of its place. A key that stands there
// already is refused.
func (t *Tree) AddMember(object Node, index int, key, json string) (Patch, error) {
	if t.Kind(object) != Object {
		return Patch{}, unchangeable("Only an object has members.")
	}
	if t.taken(object, key) {
		return Patch{}, unchangeable(takenWords)
	}
	return t.add(object, index, Quote(key), json)
}

// AddItem puts an item into a list, in the manner of AddMember.
func (t *Tree) AddItem(list Node, index int, json string) (Patch, error) {
	if t.Kind(list) != Array {
		return Patch{}, unchangeable("Only a list has items.")
	}
	return t.add(list, index, "", json)
}

func (t *Tree) add(c Node, index int, key, json string) (Patch, error) {
	if err := t.acceptable(json); err != nil {
		return Patch{}, err
	}
	count := t.Count(c)
	index = min(max(index, 0), count)
	if count == 0 {
		return t.addFirst(c, key, json)
	}
	beside := t.child(c, min(index, count-1))
	if beside == None {
		return Patch{}, t.broken(t.Span(c))
	}
	s, err := t.slot(beside)
	if err != nil {
		return Patch{}, err
	}
	if key != "" {
		key += t.colon(beside)
	}
	gap := t.gap(beside, s)
	indent := t.lineIndent(s.from)
	if i := strings.LastIndexByte(gap, '\n'); i >= 0 && !strings.Contains(gap[i:], ",") {
		indent = gap[i+1:]
	}
	added := key + indented(json, indent)
	switch {
	case index == count:
		return insertion(s.to, gap, added, ""), nil
	case s.first:
		return insertion(s.from, "", added, gap), nil
	}
	return insertion(s.before, gap, added, ""), nil
}

func insertion(at int, before, added, behind string) Patch {
	return Patch{[]Splice{{at, at, before + added + behind}}, at + len(before)}
}

// child returns a member or item by its position. The last one is found without
// walking over the others.
func (t *Tree) child(c Node, index int) Node {
	if index == t.Count(c)-1 {
		if open, shut, err := t.inside(c); err == nil {
			if n := t.childEndingAt(c, back(t.src, open, shut)); n != None && t.NextSibling(n) == None {
				return n
			}
		}
	}
	n := t.FirstChild(c)
	for ; index > 0 && n != None; index-- {
		n = t.NextSibling(n)
	}
	return n
}

// addFirst puts something into an empty container: on a line of its own where
// containers beside it, or the one around it, are laid out so.
func (t *Tree) addFirst(c Node, key, json string) (Patch, error) {
	open, shut, err := t.inside(c)
	if err != nil {
		return Patch{}, err
	}
	if parent := t.Parent(c); parent != None && !t.valid {
		if _, err := t.slot(c); err != nil {
			return Patch{}, err
		}
	}
	if strings.Trim(t.src[open:shut], blanks) != "" {
		return Patch{}, t.broken(open, shut) // or nested too deep to be known
	}
	if key != "" {
		key += t.colon(c)
	}
	p := Patch{At: open}
	before, behind := "", ""
	indent := t.lineIndent(open)
	if pad, several := t.manner(c); several {
		inner := indent + t.unit()
		before, behind = t.eol()+inner, t.eol()+indent
		indent = inner
	} else {
		before, behind = pad, pad
	}
	p.Splices = []Splice{{open, shut, before + key + indented(json, indent) + behind}}
	p.At += len(before)
	return p, nil
}

// manner returns how the inside of an empty container is to be laid out: over
// several lines, or in one with a pad at both ends.
func (t *Tree) manner(c Node) (pad string, several bool) {
	parent := t.Parent(c)
	if parent == None {
		return "", true
	}
	const lookAt = 16
	model := t.FirstChild(parent)
	for range lookAt {
		if model == None {
			break
		}
		if t.Kind(model) == t.Kind(c) && t.Count(model) > 0 {
			start, _ := t.Span(model)
			space := t.src[start+1 : t.begin(t.FirstChild(model))]
			if strings.Contains(space, "\n") {
				return "", true
			}
			return strings.Trim(space, "\r"), false
		}
		model = t.NextSibling(model)
	}
	start, end := t.Span(parent)
	return "", strings.Contains(t.src[start:end], "\n")
}

// Remove takes a member or item out, with its comma and, where it has one, its
// line. What stands around it keeps its layout.
func (t *Tree) Remove(n Node) (Patch, error) {
	s, err := t.slot(n)
	if err != nil {
		return Patch{}, err
	}
	from, to := s.from, s.behind
	switch {
	case s.first && s.last:
		from, to = s.open, s.shut
	case s.last:
		from, to = s.before, s.to
	case !s.first && (!strings.Contains(t.src[s.before:s.from], "\n") || strings.Contains(t.src[s.to:s.behind], "\n")):
		// From behind the comma before it to behind its own: what follows keeps
		// the line break and the indentation it has.
		from = s.before + strings.IndexByte(t.src[s.before:s.from], ',') + 1
		to = s.to + strings.IndexByte(t.src[s.to:s.behind], ',') + 1
	}
	p := Patch{Splices: []Splice{{from, to, ""}}}
	switch {
	case s.first && s.last:
		p.At = t.begin(t.Parent(n))
	case s.last:
		p.At = t.begin(t.childEndingAt(t.Parent(n), s.before))
	default:
		p.At = s.behind - (to - from)
	}
	return p, nil
}

// childEndingAt returns the member or item of c that ends at off, or None.
func (t *Tree) childEndingAt(c Node, off int) Node {
	n := t.At(off)
	for n != None && t.Parent(n) != c {
		n = t.Parent(n)
	}
	return n
}

// Duplicate puts a copy of a member or item behind it. The copy of a member
// gets a key that is free: name2, name3 and so on.
func (t *Tree) Duplicate(n Node) (Patch, error) {
	s, err := t.slot(n)
	if err != nil {
		return Patch{}, err
	}
	copied := t.src[s.from:s.to]
	if start, end, ok := t.KeySpan(n); ok {
		copied = t.src[start:end-1] + strconv.Itoa(t.free(n)) + t.src[end-1:s.to]
	}
	gap := t.gap(n, s)
	if !s.last {
		next, err := t.slot(t.NextSibling(n))
		if err != nil {
			return Patch{}, err
		}
		gap = t.gap(t.NextSibling(n), next)
	}
	return insertion(s.to, gap, copied, ""), nil
}

// free returns the smallest number from 2 on that makes the key of n, with the
// number behind it, a key its object does not have.
func (t *Tree) free(n Node) int {
	key := t.Key(n)
	used := map[string]bool{}
	for c := t.FirstChild(t.Parent(n)); c != None; c = t.NextSibling(c) {
		if number, ok := strings.CutPrefix(t.Key(c), key); ok {
			used[number] = true
		}
	}
	k := 2
	for used[strconv.Itoa(k)] {
		k++
	}
	return k
}

// MoveUp exchanges a member or item with the one before it. The two stay as
// they are written, and so does what stands between them.
func (t *Tree) MoveUp(n Node) (Patch, error) {
	s, err := t.slot(n)
	if err != nil {
		return Patch{}, err
	}
	if s.first {
		return Patch{}, unchangeable("It is the first one already.")
	}
	other, err := t.slot(t.childEndingAt(t.Parent(n), s.before))
	if err != nil {
		return Patch{}, err
	}
	return t.exchange(other, s, other.from), nil
}

// MoveDown exchanges a member or item with the one behind it.
func (t *Tree) MoveDown(n Node) (Patch, error) {
	s, err := t.slot(n)
	if err != nil {
		return Patch{}, err
	}
	if s.last {
		return Patch{}, unchangeable("It is the last one already.")
	}
	other, err := t.slot(t.NextSibling(n))
	if err != nil {
		return Patch{}, err
	}
	return t.exchange(s, other, s.from+other.to-s.to), nil
}

// exchange puts two neighbours in each other's place; at is where the one that
// is moved will begin.
func (t *Tree) exchange(a, b slot, at int) Patch {
	first, second := t.src[a.from:a.to], t.src[b.from:b.to]
	if first == second {
		return Patch{At: at}
	}
	return Patch{[]Splice{{a.from, a.to, second}, {b.from, b.to, first}}, at}
}
