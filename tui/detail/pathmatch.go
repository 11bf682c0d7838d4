// This file decides which values a typed path, or a part of one, means.

package detail

import (
	"math/bits"
	"strconv"
	"strings"

	"patchbay/api/document"
)

// hitsOf finds the topmost values whose path matches, in the order of the text:
// the one the path names, else those it is a part of, else those it may mean.
// What matches more closely hides what matches less.
func hitsOf(t *document.Tree, expr string) ([]document.Node, how) {
	if n, ok := t.Find(expr); ok {
		return []document.Node{n}, byPath
	}
	parts := split(expr)
	if len(parts) == 0 {
		return nil, byPart
	}
	for _, try := range []struct {
		meets func(key string, s segment) bool
		gaps  gaps
		how   how
	}{
		{isName, adjacent, byPart},
		{isPart, adjacent, byPart},
		{isPart, apart, byPart},
		{hasLetters, apart, byGuessing},
	} {
		if hits := walk(t, parts, try.meets, try.gaps); len(hits) > 0 {
			return hits, try.how
		}
	}
	return nil, byPart
}

// gaps is whether names may stand between those that meet two typed parts. The
// places in a list may always be left out; one that is typed follows at once.
type gaps int

const (
	adjacent gaps = iota
	apart
)

// segment is one part of a typed path.
type segment struct {
	lower string
	index int // -1 when it is no number
	any   bool
}

// maxParts is how many parts of a typed path are looked at.
const maxParts = 60

// split takes a typed path apart at dots, slashes and brackets.
func split(expr string) []segment {
	var out []segment
	for _, s := range strings.FieldsFunc(expr, func(r rune) bool { return strings.ContainsRune("./[]", r) }) {
		s = strings.Trim(strings.TrimSpace(s), "\"'")
		seg := segment{lower: strings.ToLower(s), index: -1, any: s == "*"}
		if i, err := strconv.Atoi(s); err == nil && i >= 0 {
			seg.index = i
		}
		if s != "" && len(out) < maxParts {
			out = append(out, seg)
		}
	}
	return out
}

func isName(key string, s segment) bool { return strings.ToLower(key) == s.lower }

func isPart(key string, s segment) bool { return strings.Contains(strings.ToLower(key), s.lower) }

// hasLetters is whether the letters of the part are in the key, in order.
func hasLetters(key string, s segment) bool {
	key = strings.ToLower(key)
	for _, r := range s.lower {
		_, rest, ok := strings.Cut(key, string(r))
		if !ok {
			return false
		}
		key = rest
	}
	return true
}

// matcher follows a typed path down the tree.
type matcher struct {
	t     *document.Tree
	parts []segment
	meets func(key string, s segment) bool
	gaps  gaps
	known []map[string]bool // by part: a Configuration repeats few names often
}

// progress says how far the typed path may have been followed: bit i is set when
// the first i parts were met on the way to a node.
type progress uint64

// walk finds the topmost nodes on whose way all parts are met, in order. It
// visits every node at most once, without recursion.
func walk(t *document.Tree, parts []segment, meets func(string, segment) bool, g gaps) []document.Node {
	m := &matcher{t: t, parts: parts, meets: meets, gaps: g, known: make([]map[string]bool, len(parts))}
	for i := range m.known {
		m.known[i] = map[string]bool{}
	}
	var hits []document.Node
	way := []progress{1} // of the ancestors
	for n := t.FirstChild(t.Root()); n >= 0; {
		p := m.follow(n, way[len(way)-1])
		if p>>len(parts)&1 == 1 {
			hits = append(hits, n)
		} else if child := t.FirstChild(n); child >= 0 {
			n, way = child, append(way, p)
			continue
		}
		for t.NextSibling(n) < 0 {
			n, way = t.Parent(n), way[:len(way)-1]
			if len(way) == 0 {
				return hits
			}
		}
		n = t.NextSibling(n)
	}
	return hits
}

// follow takes the progress of a node's parent one step on.
func (m *matcher) follow(n document.Node, from progress) progress {
	inList := m.t.Kind(m.t.Parent(n)) == document.Array
	next := progress(1)
	for rest := from; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(uint64(rest))
		if i == len(m.parts) {
			continue
		}
		if m.met(n, i, inList) {
			next |= 1 << (i + 1)
		}
		if (inList || m.gaps == apart) && m.parts[i].index < 0 {
			next |= 1 << i
		}
	}
	return next
}

func (m *matcher) met(n document.Node, part int, inList bool) bool {
	s := m.parts[part]
	switch {
	case s.any:
		return true
	case inList:
		return s.index >= 0 && m.t.Index(n) == s.index
	}
	key := m.t.Key(n)
	is, ok := m.known[part][key]
	if !ok {
		is = m.meets(key, s)
		m.known[part][key] = is
	}
	return is
}
