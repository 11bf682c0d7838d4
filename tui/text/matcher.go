// matcher.go compares one needle, with or without regard to case, and scans a
// string for it.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Case says whether upper and lower case are told apart in a search.
type Case int

const (
	Exact Case = iota
	Fold       // Unicode simple folding: é finds É, k finds the Kelvin sign
)

// matcher finds one needle. To be fast when folding it looks only for the
// spellings of one character of the needle, the anchor, and compares the rest
// where it finds one. It is immutable.
type matcher struct {
	needle  string
	fold    Case
	longest int      // bytes of the longest match
	anchor  []string // spellings of the anchor
	before  int      // bytes from the start of a match to the anchor
}

func newMatcher(needle string, fold Case) *matcher {
	m := &matcher{needle: needle, fold: fold, longest: len(needle)}
	if fold == Exact {
		return m
	}
	m.longest = 0
	best := 1 << 30
	fixed := true // all spellings of all characters so far have the same size
	cased := false
	for i, at := 0, 0; i < len(needle); {
		r, n := utf8.DecodeRuneInString(needle[i:])
		spellings := orbit(r, needle[i:i+n])
		if fixed {
			if c := commonness(spellings); c < best {
				best, m.anchor, m.before = c, spellings, at
			}
		}
		cased = cased || len(spellings) > 1
		longest := 0
		for _, s := range spellings {
			fixed = fixed && len(s) == n
			longest = max(longest, len(s))
		}
		m.longest += longest
		i += n
		at += n
	}
	// Without letters the search is exact, unless an invalid byte in the needle
	// must not match a part of a character.
	if !cased && utf8.ValidString(needle) {
		m.fold = Exact
	}
	return m
}

// orbit returns all spellings of a character that fold to the same, itself
// first. An invalid byte has only itself.
func orbit(r rune, s string) []string {
	out := []string{s}
	if r == utf8.RuneError {
		return out
	}
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		out = append(out, string(f))
	}
	return out
}

// commonness guesses how often the spellings of a character occur in JSON: the
// rarest is the best anchor.
func commonness(spellings []string) int {
	if len(spellings[0]) > 1 {
		return 0
	}
	const frequent = ` "etaionrsl:,dmcpu_{}[]0hfgywb./1v23k-` // most frequent first
	c := spellings[0][0]
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	if i := strings.IndexByte(frequent, c); i >= 0 {
		return len(frequent) - i
	}
	return 0
}

// scan looks through one string for a matcher, from its start on. It remembers
// where each spelling of the anchor comes next, so that many matches cost one
// pass over the string.
type scan struct {
	m    *matcher
	s    string
	next [8]int // by spelling: where it occurs next; not yet looked for where it is behind
}

func (m *matcher) scan(s string) scan {
	c := scan{m: m, s: s}
	for i := range c.next {
		c.next[i] = -1
	}
	return c
}

// find returns the first match that begins at from or later, and its size, or
// -1.
func (c *scan) find(from int) (at, size int) {
	m := c.m
	if from >= len(c.s) {
		return -1, 0
	}
	if m.fold == Exact {
		if i := strings.Index(c.s[from:], m.needle); i >= 0 {
			return from + i, len(m.needle)
		}
		return -1, 0
	}
	for pos := from + m.before; ; pos++ {
		nearest := len(c.s)
		for i, a := range m.anchor {
			if c.next[i] < pos {
				c.next[i] = indexFrom(c.s, a, pos)
			}
			nearest = min(nearest, c.next[i])
		}
		if pos = nearest; pos == len(c.s) {
			return -1, 0
		}
		if n := m.match(c.s[pos-m.before:]); n > 0 {
			return pos - m.before, n
		}
	}
}

// indexFrom is where sub occurs at or after from, or len(s).
func indexFrom(s, sub string, from int) int {
	if from < len(s) {
		if i := strings.Index(s[from:], sub); i >= 0 {
			return from + i
		}
	}
	return len(s)
}

// match returns the size of the folded match s begins with, or 0.
func (m *matcher) match(s string) int {
	at := 0
	for i := 0; i < len(m.needle); {
		if at >= len(s) {
			return 0
		}
		a, b := m.needle[i], s[at]
		if a < utf8.RuneSelf && b < utf8.RuneSelf {
			if a != b && (lower(a) != lower(b) || lower(a) < 'a' || lower(a) > 'z') {
				return 0
			}
			i++
			at++
			continue
		}
		r, n := utf8.DecodeRuneInString(m.needle[i:])
		u, k := utf8.DecodeRuneInString(s[at:])
		if r == utf8.RuneError || u == utf8.RuneError {
			if m.needle[i:i+n] != s[at:at+k] {
				return 0
			}
		} else if r != u && !folds(r, u) {
			return 0
		}
		i += n
		at += k
	}
	return at
}

func lower(c byte) byte { return c | 0x20 }

func folds(r, u rune) bool {
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		if f == u {
			return true
		}
	}
	return false
}
