// scanner: one strict pass over JSON text that cuts values out without decoding.

package api

import "math/bits"

// scanner walks JSON text once, judged by RFC 8259 alone: no depth limit, no
// recursion over the text, one bit of memory a level. Bytes that are not UTF-8
// are let through inside strings, as they are what was received.
type scanner struct {
	src   string
	pos   int // byte offset of what is read next
	fault fault
	nest  []uint64 // one bit a level of skip: set for an object, clear for an array
}

// fault says how the text failed to be JSON.
type fault int

const (
	noFault  fault = iota
	cutShort       // the text ended where more had to come
	notJSON        // a byte that cannot stand where it stands
)

// fail records why the text is not JSON; pos stays where it went wrong.
func (s *scanner) fail(at int) bool {
	s.pos = min(at, len(s.src))
	s.fault = notJSON
	if at >= len(s.src) {
		s.fault = cutShort
	}
	return false
}

// space moves past white space.
func (s *scanner) space() { s.pos = skipSpace(s.src, s.pos) }

// end moves past white space and tells whether nothing follows; pos then stays
// at the end of the last value.
func (s *scanner) end() bool {
	at := skipSpace(s.src, s.pos)
	if at < len(s.src) {
		return s.fail(at)
	}
	return true
}

// first is the first byte of the value at pos after white space, or 0 at the end.
func (s *scanner) first() byte {
	s.space()
	if s.pos >= len(s.src) {
		return 0
	}
	return s.src[s.pos]
}

// cut moves past one value of any kind and gives its exact text.
func (s *scanner) cut() (string, bool) {
	s.space()
	from := s.pos
	if !s.skip() {
		return "", false
	}
	return s.src[from:s.pos], true
}

// object walks the object at pos. For each member visit gets the decoded name,
// with pos at the value, and must move past exactly that value.
func (s *scanner) object(visit func(name string) bool) bool {
	if s.first() != '{' {
		return s.fail(s.pos)
	}
	s.pos++
	if s.first() == '}' {
		s.pos++
		return true
	}
	for {
		s.space()
		from := s.pos
		value, ok := s.member(from)
		if !ok {
			return false
		}
		name := unquote(s.src[from:s.pos], keepBroken)
		s.pos = value
		if !visit(name) {
			return false
		}
		switch s.first() {
		case ',':
			s.pos++
		case '}':
			s.pos++
			return true
		default:
			return s.fail(s.pos)
		}
	}
}

// array walks the array at pos; visit must move past exactly one value.
func (s *scanner) array(visit func() bool) bool {
	if s.first() != '[' {
		return s.fail(s.pos)
	}
	s.pos++
	if s.first() == ']' {
		s.pos++
		return true
	}
	for {
		s.space()
		if !visit() {
			return false
		}
		switch s.first() {
		case ',':
			s.pos++
		case ']':
			s.pos++
			return true
		default:
			return s.fail(s.pos)
		}
	}
}

// member reads a name and its colon. pos is left at the end of the name; value
// is where its value begins.
func (s *scanner) member(at int) (value int, ok bool) {
	if at >= len(s.src) || s.src[at] != '"' {
		return 0, s.fail(at)
	}
	end, ok := s.str(at)
	if !ok {
		return 0, false
	}
	s.pos = end
	colon := skipSpace(s.src, end)
	if colon >= len(s.src) || s.src[colon] != ':' {
		return 0, s.fail(colon)
	}
	return skipSpace(s.src, colon+1), true
}

// skip moves past one value of any kind and any depth.
func (s *scanner) skip() bool {
	src := s.src
	at, depth := s.pos, 0
	for {
		at = skipSpace(src, at)
		if at >= len(src) {
			return s.fail(at)
		}
		var ok bool
		switch c := src[at]; c {
		case '"':
			if at, ok = s.str(at); !ok {
				return false
			}
		case '{':
			at = skipSpace(src, at+1)
			if at < len(src) && src[at] == '}' {
				at++
				break
			}
			s.open(depth, 1)
			depth++
			if at, ok = s.member(at); !ok {
				return false
			}
			continue
		case '[':
			at = skipSpace(src, at+1)
			if at < len(src) && src[at] == ']' {
				at++
				break
			}
			s.open(depth, 0)
			depth++
			continue
		case 't':
			if at, ok = s.word(at, "true"); !ok {
				return false
			}
		case 'f':
			if at, ok = s.word(at, "false"); !ok {
				return false
			}
		case 'n':
			if at, ok = s.word(at, "null"); !ok {
				return false
			}
		default:
			if at, ok = s.number(at); !ok {
				return false
			}
		}
		// A value has ended: close what ends with it, then find the next one.
		for {
			if depth == 0 {
				s.pos = at
				return true
			}
			at = skipSpace(src, at)
			if at >= len(src) {
				return s.fail(at)
			}
			level := depth - 1
			inObject := s.nest[level>>6]>>(level&63)&1 == 1
			c := src[at]
			if c == ',' {
				at++
				if inObject {
					if at, ok = s.member(skipSpace(src, at)); !ok {
						return false
					}
				}
				break
			}
			if inObject && c != '}' || !inObject && c != ']' {
				return s.fail(at)
			}
			at++
			depth--
		}
	}
}

// open notes what kind of container begins at the level.
func (s *scanner) open(level int, object uint64) {
	if level>>6 == len(s.nest) {
		s.nest = append(s.nest, 0)
	}
	bit := level & 63
	s.nest[level>>6] = s.nest[level>>6]&^(1<<bit) | object<<bit
}

// word moves past true, false or null.
func (s *scanner) word(at int, word string) (int, bool) {
	for i := range len(word) {
		if at+i >= len(s.src) || s.src[at+i] != word[i] {
			return 0, s.fail(at + i)
		}
	}
	return at + len(word), true
}

// number moves past a number.
func (s *scanner) number(at int) (int, bool) {
	src := s.src
	if at < len(src) && src[at] == '-' {
		at++
	}
	switch {
	case at >= len(src):
		return 0, s.fail(at)
	case src[at] == '0':
		at++
	default:
		var ok bool
		if at, ok = s.digits(at); !ok {
			return 0, false
		}
	}
	if at < len(src) && src[at] == '.' {
		var ok bool
		if at, ok = s.digits(at + 1); !ok {
			return 0, false
		}
	}
	if at < len(src) && (src[at] == 'e' || src[at] == 'E') {
		at++
		if at < len(src) && (src[at] == '+' || src[at] == '-') {
			at++
		}
		return s.digits(at)
	}
	return at, true
}

// digits moves past one digit or more.
func (s *scanner) digits(at int) (int, bool) {
	from := at
	for at < len(s.src) && s.src[at]-'0' <= 9 {
		at++
	}
	if at == from {
		return 0, s.fail(at)
	}
	return at, true
}

// str moves past the string whose opening quote is at the offset.
func (s *scanner) str(at int) (int, bool) {
	src := s.src
	at++
	for {
		// Eight bytes at a time until one is a quote, a backslash or a control.
		for at+8 <= len(src) {
			w := word64(src, at)
			if special := quoteOrEscape(w); special != 0 {
				at += bits.TrailingZeros64(special) >> 3
				break
			}
			at += 8
		}
		for at < len(src) && src[at] >= ' ' && src[at] != '"' && src[at] != '\\' {
			at++
		}
		if at >= len(src) {
			return 0, s.fail(at)
		}
		switch src[at] {
		case '"':
			return at + 1, true
		case '\\':
			next, ok := s.escape(at + 1)
			if !ok {
				return 0, false
			}
			at = next
		default:
			return 0, s.fail(at)
		}
	}
}

// escape moves past what follows a backslash.
func (s *scanner) escape(at int) (int, bool) {
	if at >= len(s.src) {
		return 0, s.fail(at)
	}
	switch s.src[at] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return at + 1, true
	case 'u':
		for i := at + 1; i <= at+4; i++ {
			if i >= len(s.src) || !isHex(s.src[i]) {
				return 0, s.fail(i)
			}
		}
		return at + 5, true
	}
	return 0, s.fail(at)
}

func isHex(c byte) bool {
	return c-'0' <= 9 || c|0x20-'a' <= 5
}

// word64 is the eight bytes at the offset, the first one lowest.
func word64(s string, at int) uint64 {
	b := s[at : at+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// quoteOrEscape has the high bit set in the lowest byte of w that is a quote, a
// backslash or a control character; it is 0 when there is none. Bits above the
// lowest set one mean nothing.
func quoteOrEscape(w uint64) uint64 {
	quote := w ^ ones*'"'
	slash := w ^ ones*'\\'
	return ((w-ones*0x20)&^w | (quote-ones)&^quote | (slash-ones)&^slash) & highs
}

// skipSpace is the first offset from at on that is not white space.
func skipSpace(src string, at int) int {
	if at < len(src) && src[at] > ' ' {
		return at
	}
	for at < len(src) {
		switch src[at] {
		case ' ':
			for at+8 <= len(src) && word64(src, at) == ones*' ' {
				at += 8
			}
			for at < len(src) && src[at] == ' ' {
				at++
			}
		case '\n', '\r', '\t':
			at++
		default:
			return at
		}
	}
	return at
}
