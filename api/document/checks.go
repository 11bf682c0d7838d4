// The checks of the text: CB-SYN-002 to CB-SYN-008.

package document

import (
	"strings"
	"unicode/utf8"
)

// check runs the checks and orders everything found.
func (t *Tree) check() {
	t.checkEncoding()
	t.checkRoot()
	twice := &collector{t: t, id: keyTwice, rank: Warning}
	digits := &collector{t: t, id: inexact, rank: Warning}
	hidden := &collector{t: t, id: suspicious, rank: Warning}
	half := &collector{t: t, id: halfChar, rank: Warning}
	var keys keySet
	for i := range t.nodes {
		n, at := &t.nodes[i], Node(i)
		switch {
		case n.kind == Object && n.count > 0:
			t.checkKeys(at, &keys, twice, hidden)
		case n.kind == Number:
			checkNumber(t.src, int(n.start), int(n.end), digits)
		}
		if n.traits&lookAtKey != 0 && n.keyEnd > n.key && t.src[n.key] == '"' {
			checkHalves(t.src, int(n.key), int(n.keyEnd), half)
			checkHidden(t.src, int(n.key), int(n.keyEnd), strict, hidden)
		}
		if n.traits&lookAtValue != 0 {
			checkHalves(t.src, int(n.start), int(n.end), half)
			checkHidden(t.src, int(n.start), int(n.end), t.strictness(at), hidden)
		}
	}
	t.settle()
}

// checkEncoding finds bytes that are not UTF-8, one finding for each run of
// them, and a byte order mark.
func (t *Tree) checkEncoding() {
	if strings.HasPrefix(t.src, bom) {
		t.report(Finding{ID: orderMark, Severity: Error, End: len(bom),
			Message: "There is an invisible mark before the first character."})
	}
	if utf8.ValidString(t.src) {
		return
	}
	bad := &collector{t: t, id: notUTF8, rank: Error}
	if otherEncoding(t.src) != "" { // told once is enough
		at := firstInvalid(t.src)
		bad.add(at, min(at+2, len(t.src)), "These bytes are not text (UTF-8).")
		return
	}
	for i := 0; i < len(t.src) && !bad.full(); {
		// Whole pieces first: they are valid nearly always.
		if end := min(len(t.src), i+4096); utf8.ValidString(t.src[i:end]) {
			i = end
			continue
		}
		for stop := i + 4096; i < len(t.src) && i < stop; {
			r, size := utf8.DecodeRuneInString(t.src[i:])
			if r != utf8.RuneError || size > 1 {
				i += size
				continue
			}
			start := i
			for i < len(t.src) && r == utf8.RuneError && size == 1 {
				i++
				r, size = utf8.DecodeRuneInString(t.src[i:])
			}
			bad.add(start, i, "These bytes are not text (UTF-8).")
		}
	}
}

func (t *Tree) checkRoot() {
	root := t.Root()
	if k := t.Kind(root); root == None || k == Object || k == Invalid {
		return
	}
	start, end := t.Span(root)
	if t.Kind(root) == Array {
		end = start + 1
	}
	t.report(Finding{ID: notObject, Severity: Error, Start: start, End: end,
		Message: "A Configuration must be an object in curly braces."})
}

// keySet is working memory for finding keys that stand twice.
type keySet struct {
	list  []string
	first map[string]string // by the key in small letters, the first one spelt so
	other map[string]bool   // those that differ from their first
}

// few is up to how many keys are compared with each other; more go to a map.
const few = 12

// checkKeys finds keys that stand twice in one object, and keys that differ
// in small and capital letters only.
func (t *Tree) checkKeys(object Node, k *keySet, twice, hidden *collector) {
	many := t.Count(object) > few
	k.list = k.list[:0]
	if many {
		k.first, k.other = make(map[string]string, t.Count(object)), make(map[string]bool)
	}
	for c := t.FirstChild(object); c != None; c = t.NextSibling(c) {
		start, end, ok := t.KeySpan(c)
		if !ok {
			continue
		}
		key := plain(t.src[start:end])
		if t.nodes[c].traits&lookAtKey != 0 || t.src[start] != '"' {
			key = decode(t.src[start:end], keepHalves)
		}
		same, alike := false, ""
		text := utf8.ValidString(key) // else it has no small and capital letters
		if many {
			low := strings.ToLower(key)
			switch first, known := k.first[low]; {
			case !known:
				k.first[low] = key
			case first == key:
				same = true
			default:
				same, alike = k.other[key], first
				k.other[key] = true
			}
		} else {
			for _, other := range k.list {
				if len(other) != len(key) {
					continue
				}
				if other == key {
					same = true
				} else if alike == "" && strings.EqualFold(other, key) {
					alike = other
				}
			}
			k.list = append(k.list, key)
		}
		switch {
		case same && twice.full(): // and the rest is not worth a message
		case same:
			twice.add(start, end, `"`+excerpt(t.Key(c), 60)+`" appears twice here; only the last one would be kept.`)
		case alike != "" && text && !hidden.full():
			hidden.add(start, end, `"`+excerpt(t.Key(c), 60)+`" and "`+excerpt(alike, 60)+`" are two keys here: they differ in small and capital letters only.`)
		case key == "__proto__":
			hidden.add(start, end, `"__proto__" is a key that some programs drop.`)
		}
	}
}

// checkHalves finds escapes that are half a character.
func checkHalves(src string, start, end int, half *collector) {
	for i := start; i < end && !half.full(); {
		n := strings.IndexByte(src[i:end], '\\')
		if n < 0 {
			return
		}
		i += n
		r, size, ok := unicodeEscape(src[i:end])
		if !ok {
			i += 2
			continue
		}
		if r >= 0xD800 && r < 0xE000 {
			half.add(i, i+size, src[i:i+size]+" is half a character.")
		}
		i += size
	}
}
