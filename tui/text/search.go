// search.go finds plain text in a Text, with or without regard to case.
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

// searchWindow is what is searched at a time, in bytes. A window also shows what
// a match that begins in it may need, and never ends inside its last character.
const searchWindow = 256 << 10

// Find returns the first match of needle at or after from. A folded match may
// be longer or shorter than the needle.
func (t Text) Find(from int, needle string, fold Case) (start, end int, ok bool) {
	if needle == "" {
		return 0, 0, false
	}
	m := newMatcher(needle, fold)
	for from = max(from, 0); from < t.Len(); from += searchWindow {
		w := t.Slice(from, from+searchWindow+m.longest+utf8.UTFMax)
		if at, n := m.find(w, 0); at >= 0 && at < searchWindow {
			return from + at, from + at + n, true
		}
	}
	return 0, 0, false
}

// FindLast returns the last match of needle that begins before the offset.
func (t Text) FindLast(before int, needle string, fold Case) (start, end int, ok bool) {
	if needle == "" {
		return 0, 0, false
	}
	m := newMatcher(needle, fold)
	for to := min(before, t.Len()); to > 0; to -= searchWindow {
		from := max(to-searchWindow, 0)
		w := t.Slice(from, to+m.longest+utf8.UTFMax)
		last, size := -1, 0
		for at, n := m.find(w, 0); at >= 0 && at < to-from; at, n = m.find(w, at+1) {
			last, size = at, n
		}
		if last >= 0 {
			return from + last, from + last + size, true
		}
	}
	return 0, 0, false
}

// matcher finds one needle. To be fast when folding it looks only for the
// spellings of one character of the needle, the anchor, and compares the rest
// where it finds one.
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

// find returns the first match in s that begins at from or later, and its
// size, or -1.
func (m *matcher) find(s string, from int) (at, size int) {
	if from >= len(s) {
		return -1, 0
	}
	if m.fold == Exact {
		if i := strings.Index(s[from:], m.needle); i >= 0 {
			return from + i, len(m.needle)
		}
		return -1, 0
	}
	// next holds for each spelling where it occurs next, at or after pos.
	var next [8]int
	pos := from + m.before
	for i, a := range m.anchor {
		next[i] = indexFrom(s, a, pos)
	}
	for {
		pos = len(s)
		for i := range m.anchor {
			pos = min(pos, next[i])
		}
		if pos == len(s) {
			return -1, 0
		}
		if n := m.match(s[pos-m.before:]); n > 0 {
			return pos - m.before, n
		}
		for i, a := range m.anchor {
			if next[i] == pos {
				next[i] = indexFrom(s, a, pos+1)
			}
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
