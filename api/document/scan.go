// Judging a text by the grammar of RFC 8259, and by nothing else.

package document

import "math/bits"

// Valid reports whether src is one JSON text by the grammar of RFC 8259. It
// has no limit of nesting and uses no recursion; memory is one bit a level.
//
// When src is not valid, off is the offset of the first byte that cannot
// continue a JSON text; it is len(src) when the text ends too early. When src
// is valid, off is len(src).
//
// The grammar is about characters. Bytes that are not UTF-8 inside a string do
// not make a text invalid here (CB-SYN-007 names them); a byte order mark does,
// because the grammar has no place for it.
func Valid(src string) (ok bool, off int) {
	var open nesting
	i := skipSpace(src, 0)
	want := wantValue
	for {
		if i >= len(src) {
			return false, len(src)
		}
		c := src[i]
		switch want {
		case wantMember:
			if c == '}' {
				i++
				want = wantNext
				open.pop()
				break
			}
			fallthrough
		case wantKey:
			if c != '"' {
				return false, i
			}
			end, _, good := scanString(src, i)
			if !good {
				return false, end
			}
			i = skipSpace(src, end)
			if i >= len(src) || src[i] != ':' {
				return false, i
			}
			i++
			want = wantValue
		case wantItem, wantValue:
			switch {
			case c == '"':
				end, _, good := scanString(src, i)
				if !good {
					return false, end
				}
				i = end
				want = wantNext
			case c == '{':
				open.push(Object)
				i++
				want = wantMember
			case c == '[':
				open.push(Array)
				i++
				want = wantItem
			case c == ']' && want == wantItem:
				open.pop()
				i++
				want = wantNext
			case c == '-' || c-'0' <= 9:
				end, good := scanNumber(src, i)
				if !good {
					return false, end
				}
				i = end
				want = wantNext
			default:
				_, end, good := scanLiteral(src, i)
				if !good {
					return false, end
				}
				i = end
				want = wantNext
			}
		case wantNext:
			switch {
			case c == ',' && open.top() == Object:
				want = wantKey
			case c == ',':
				want = wantValue
			case c == '}' && open.top() == Object, c == ']' && open.top() == Array:
				open.pop()
			default:
				return false, i
			}
			i++
		}
		i = skipSpace(src, i)
		if want == wantNext && open.depth == 0 {
			return i == len(src), i
		}
	}
}

// What the grammar allows next.
const (
	wantValue  = iota // a value
	wantItem          // a value, or the end of an empty list
	wantKey           // a key
	wantMember        // a key, or the end of an empty object
	wantNext          // a comma, or the end of what is open
)

// nesting remembers which kinds of containers are open, one bit each.
type nesting struct {
	bits  []uint64
	depth int
}

func (s *nesting) push(k Kind) {
	word, bit := s.depth>>6, uint64(1)<<(s.depth&63)
	if word == len(s.bits) {
		s.bits = append(s.bits, 0)
	}
	if k == Object {
		s.bits[word] |= bit
	} else {
		s.bits[word] &^= bit
	}
	s.depth++
}

func (s *nesting) pop() { s.depth-- }

// top is the innermost open kind. Something must be open.
func (s *nesting) top() Kind {
	at := s.depth - 1
	if s.bits[at>>6]>>(at&63)&1 == 1 {
		return Object
	}
	return Array
}

// load reads eight bytes of s from i on, the first one lowest.
func load(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// skipSpace returns the offset of the first byte from i on that is not white
// space as JSON knows it.
func skipSpace(src string, i int) int {
	for i < len(src) {
		switch src[i] {
		case ' ':
			for i+8 <= len(src) && load(src, i) == ones*' ' {
				i += 8
			}
			for i < len(src) && src[i] == ' ' {
				i++
			}
		case '\n', '\t', '\r':
			i++
		default:
			return i
		}
	}
	return i
}

// look says what a closer look at a string may find.
type look uint8

const (
	escaped look = 1 << iota // holds a backslash
	wide                     // holds bytes beyond printable ASCII
)

// scanString reads the string that begins with the quotation mark at i. end is
// the offset behind its closing mark, or of the byte that is wrong.
func scanString(src string, i int) (end int, seen look, ok bool) {
	i++
	for {
		for i+8 <= len(src) {
			w := load(src, i)
			quote, slash := w^ones*'"', w^ones*'\\'
			special := ((w-ones*0x20)&^w | (quote-ones)&^quote | (slash-ones)&^slash) & highs
			// Adding 1 carries DEL over to the bytes beyond ASCII. What it carries
			// further makes a closer look, and no harm.
			beyond := (w | (w + ones)) & highs
			if special != 0 { // its lowest bit is exact, those above may be borrowed
				plain := bits.TrailingZeros64(special) &^ 7
				if beyond&(1<<plain-1) != 0 {
					seen |= wide
				}
				i += plain >> 3
				break
			}
			if beyond != 0 {
				seen |= wide
			}
			i += 8
		}
		if i >= len(src) {
			return len(src), seen, false
		}
		switch c := src[i]; {
		case c == '"':
			return i + 1, seen, true
		case c == '\\':
			seen |= escaped
			n, good := scanEscape(src, i)
			if !good {
				return n, seen, false
			}
			i = n
		case c < 0x20:
			return i, seen, false
		default:
			if c >= 0x7F {
				seen |= wide
			}
			i++
		}
	}
}

// scanEscape reads the escape whose backslash is at i.
func scanEscape(src string, i int) (end int, ok bool) {
	i++
	if i >= len(src) {
		return i, false
	}
	switch src[i] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return i + 1, true
	case 'u':
		for n := 0; n < 4; n++ {
			i++
			if i >= len(src) || hexDigit(src[i]) < 0 {
				return i, false
			}
		}
		return i + 1, true
	}
	return i, false
}

// hexDigit returns the value of a hexadecimal digit, or -1.
func hexDigit(c byte) rune {
	switch {
	case c-'0' <= 9:
		return rune(c - '0')
	case c-'a' <= 5:
		return rune(c-'a') + 10
	case c-'A' <= 5:
		return rune(c-'A') + 10
	}
	return -1
}

// scanNumber reads the longest number that begins at i, where a digit or a
// minus stands. When a digit is missing, end is the place where it should be.
func scanNumber(src string, i int) (end int, ok bool) {
	if src[i] == '-' {
		i++
	}
	switch {
	case i >= len(src) || src[i]-'0' > 9:
		return i, false
	case src[i] == '0':
		i++
	default:
		i = skipDigits(src, i)
	}
	if i < len(src) && src[i] == '.' {
		start := i + 1
		if i = skipDigits(src, start); i == start {
			return i, false
		}
	}
	if i < len(src) && src[i]|0x20 == 'e' {
		i++
		if i < len(src) && (src[i] == '+' || src[i] == '-') {
			i++
		}
		start := i
		if i = skipDigits(src, start); i == start {
			return i, false
		}
	}
	return i, true
}

func skipDigits(src string, i int) int {
	for i < len(src) && src[i]-'0' <= 9 {
		i++
	}
	return i
}

// scanLiteral reads true, false or null at i. end is the offset behind it, or
// of the first byte that differs.
func scanLiteral(src string, i int) (kind Kind, end int, ok bool) {
	word := ""
	switch src[i] {
	case 't':
		kind, word = True, "true"
	case 'f':
		kind, word = False, "false"
	case 'n':
		kind, word = Null, "null"
	default:
		return Invalid, i, false
	}
	for n := 0; n < len(word); n++ {
		if i+n >= len(src) || src[i+n] != word[n] {
			return Invalid, i + n, false
		}
	}
	return kind, i + len(word), true
}
