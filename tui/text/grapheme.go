// grapheme.go finds the borders of grapheme clusters: what a reader takes for
// one character and a cursor steps over at once.
package text

import (
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// maxCluster is the most bytes taken as one cluster. Real ones stay under 64;
// the bound keeps a step cheap in a megabyte of combining marks.
const maxCluster = 1024

// NextGrapheme returns the first cluster border after off, or Len. "\r\n" is
// one cluster, and so is each byte that is not valid UTF-8.
func (t Text) NextGrapheme(off int) int {
	size := t.Len()
	if off >= size {
		return size
	}
	if off < 0 {
		return 0
	}
	// Two plain characters in a row: the usual case.
	w := t.Slice(off-1, off+2)
	if off == 0 {
		w = " " + w
	}
	if plain(w[0]) && plain(w[1]) && (len(w) == 2 || plain(w[2])) {
		return off + 1
	}
	at := t.border(off)
	for at <= off {
		at += t.cluster(at)
	}
	return at
}

// PrevGrapheme returns the last cluster border before off, or 0.
func (t Text) PrevGrapheme(off int) int {
	off = min(off, t.Len())
	if off <= 0 {
		return 0
	}
	w := t.Slice(off-2, off+1)
	if off >= 2 && plain(w[0]) && plain(w[1]) {
		return off - 1
	}
	at := t.border(off - 1)
	for {
		next := at + t.cluster(at)
		if next >= off {
			return at
		}
		at = next
	}
}

// Snap returns off when it is a cluster border, else the border before it or
// after it. The result is inside the text.
func (t Text) Snap(off int, b Bias) int {
	off = min(max(off, 0), t.Len())
	if off == 0 || off == t.Len() {
		return off
	}
	next := t.NextGrapheme(off - 1)
	if next == off {
		return off
	}
	if b == After {
		return next
	}
	return t.PrevGrapheme(off)
}

// plain says that a cluster border lies between two such bytes, and that none
// of them joins what stands further left.
func plain(b byte) bool { return b < utf8.RuneSelf && b != '\r' && b != '\n' }

// cluster returns the size of the cluster that begins at off, which must be a
// border inside the text.
func (t Text) cluster(off int) int {
	for window := 64; ; window *= 4 {
		window = min(window, maxCluster)
		s := t.Slice(off, off+window)
		n := clusterSize(s)
		if n+utf8.UTFMax < len(s) || off+len(s) == t.Len() {
			return n
		}
		if window == maxCluster {
			return min(n, wholeRune(s, len(s)-1))
		}
	}
}

// clusterSize returns the size of the cluster s begins with; s is not empty.
func clusterSize(s string) int {
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		if s[0] == '\r' && len(s) > 1 && s[1] == '\n' {
			return 2
		}
		return 1
	}
	it := graphemes.FromString(s)
	it.Next()
	n := len(it.Value())
	for i := 0; i < n; { // an invalid byte stands alone
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			return max(i, 1)
		}
		i += size
	}
	return n
}

// border returns a cluster border at or before off that can be told from its
// surroundings alone, looking back at most maxCluster bytes.
func (t Text) border(off int) int {
	for window := 64; ; window *= 4 {
		window = min(window, maxCluster)
		from := max(off-window, 0)
		s := t.Slice(from, off+utf8.UTFMax)
		if from > 0 { // do not take half a character for an invalid byte
			n := firstRune(s)
			from, s = from+n, s[n:]
		}
		if at := lastBorder(s, off-from); at >= 0 {
			return from + at
		}
		if from == 0 {
			return 0
		}
		if window == maxCluster {
			return from
		}
	}
}

// firstRune returns where the first whole character of s begins.
func firstRune(s string) int {
	for i := 0; i < len(s) && i < utf8.UTFMax; i++ {
		if utf8.RuneStart(s[i]) {
			return i
		}
	}
	return 0
}

// lastBorder returns the last sure cluster border at or before off in s, or -1.
// Between two characters there is one for sure when the pair alone breaks and
// the left one does not lean on what stands before it: then no rule that looks
// further left (emoji joiners, flags, conjuncts) can apply.
func lastBorder(s string, off int) int {
	right, width := runeAt(s, off)
	for at := right; at > 0; {
		left, size := runeAt(s, at-1)
		l, r := s[left:left+size], s[at:at+width]
		if left+size != at { // cannot happen: characters tile the text
			return -1
		}
		if breaks(l, r) && breaks("a", l) {
			return at
		}
		at, width = left, size
	}
	return -1
}

// runeAt returns where the character that holds byte off begins, and its size.
// An invalid byte is a character of its own.
func runeAt(s string, off int) (start, size int) {
	if off >= len(s) {
		return len(s), 0
	}
	for back := 0; back < utf8.UTFMax && off-back >= 0; back++ {
		if utf8.RuneStart(s[off-back]) {
			if _, n := utf8.DecodeRuneInString(s[off-back:]); back < n {
				return off - back, n
			}
			break
		}
	}
	return off, 1
}

// breaks says whether there is a cluster border between two characters that
// stand alone.
func breaks(left, right string) bool {
	if right == "" {
		return true
	}
	if left[0] < utf8.RuneSelf && right[0] < utf8.RuneSelf {
		return left != "\r" || right != "\n"
	}
	if len(left) == 1 && left[0] >= utf8.RuneSelf || len(right) == 1 && right[0] >= utf8.RuneSelf {
		return true // an invalid byte
	}
	return clusterSize(left+right) == len(left)
}
