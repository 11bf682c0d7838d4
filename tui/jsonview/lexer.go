// This file colours JSON: it splits one line, or a part of one, into stretches
// of one role. A JSON string cannot hold a line end, so no line depends on
// another, and a line may be entered anywhere once it is known whether that
// place is inside a string.
package jsonview

import (
	"strings"

	"patchbay/tui/theme"
)

// A place says where in the grammar of a line one stands.
type place uint8

const (
	outside  place = iota // between or inside tokens other than strings
	inString              // behind an opening quote
	inEscape              // in a string, behind a backslash
	places
)

// follow returns the place after s for someone who entered it at p.
func follow(s string, p place) place {
	for {
		switch p {
		case outside:
			i := strings.IndexByte(s, '"')
			if i < 0 {
				return outside
			}
			s, p = s[i+1:], inString
		case inString:
			i := stringStop(s)
			if i == len(s) {
				return inString
			}
			p = inEscape
			if s[i] == '"' {
				p = outside
			}
			s = s[i+1:]
		default:
			if s == "" {
				return inEscape
			}
			s, p = s[1:], inString
		}
	}
}

// stringStop returns the first quote or backslash of s, or its length.
func stringStop(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] == '"' || s[i] == '\\' {
			return i
		}
	}
	return len(s)
}

// A lexer walks over s. Bytes 0x80 and above outside strings are no JSON.
type lexer struct {
	s     string
	pos   int
	at    place
	text  theme.Role // of the string being walked over
	close int        // its closing quote, or len(s)
}

// enter begins at the start of s, which stands at the given place of its line.
func enter(s string, at place) lexer {
	l := lexer{s: s, at: at}
	if at != outside {
		l.open(at)
	}
	return l
}

// open finds the end of the string that is being entered, and whether it is a
// key: a key is followed by a colon.
func (l *lexer) open(at place) {
	i := l.pos
	for {
		if at == inEscape {
			i, at = i+1, inString
		}
		if i >= len(l.s) {
			l.close, l.text, l.at = len(l.s), theme.String, inString
			return
		}
		i += stringStop(l.s[i:])
		if i < len(l.s) && l.s[i] == '"' {
			break
		}
		i, at = i+1, inEscape
		if i > len(l.s) {
			i = len(l.s)
		}
	}
	l.close, l.text, l.at = i, theme.String, inString
	for i++; i < len(l.s) && isSpace(l.s[i]); i++ {
	}
	if i < len(l.s) && l.s[i] == ':' {
		l.text = theme.Key
	}
}

// next returns the end of the stretch that begins at the lexer's position and
// its role. At the end of s it returns len(s).
func (l *lexer) next() (int, theme.Role) {
	if l.pos >= len(l.s) {
		return len(l.s), theme.Text
	}
	var role theme.Role
	if l.at == inString {
		role = l.insideString()
	} else {
		role = l.token()
	}
	return l.pos, role
}

// insideString walks to the end of the string, or over one escape that is
// wrong, or over one Placeholder.
func (l *lexer) insideString() theme.Role {
	for i := l.pos; ; i++ {
		if i >= l.close {
			end := min(l.close+1, len(l.s))
			l.pos, l.at = end, outside
			return l.text
		}
		switch l.s[i] {
		case '\\':
			n, ok := escape(l.s[i:])
			if ok {
				i += n - 1
				continue
			}
			if i > l.pos {
				l.pos = i
				return l.text
			}
			l.pos = min(i+n, l.close)
			return theme.Invalid
		case '{':
			n := placeholder(l.s[i:l.close])
			if n == 0 || l.text == theme.Key {
				continue
			}
			if i > l.pos {
				l.pos = i
				return l.text
			}
			l.pos = i + n
			return theme.Accent
		}
	}
}

// escape returns the length of the escape at the start of s and whether JSON
// has it.
func escape(s string) (int, bool) {
	if len(s) < 2 {
		return len(s), true // cut by the window: do not accuse
	}
	switch s[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2, true
	case 'u':
		for i := 2; i < 6; i++ {
			if i >= len(s) {
				return len(s), true
			}
			if !isHex(s[i]) {
				return i, false
			}
		}
		return 6, true
	}
	return 2, false
}

// placeholder returns the length of the {{…}} at the start of s, or 0.
func placeholder(s string) int {
	const longest = 200
	if len(s) < 4 || s[1] != '{' {
		return 0
	}
	i := strings.Index(s[2:min(len(s), longest)], "}}")
	if i < 0 {
		return 0
	}
	return i + 4
}

// token walks over one token outside strings, or over white space.
func (l *lexer) token() theme.Role {
	c := l.s[l.pos]
	switch {
	case isSpace(c):
		for l.pos++; l.pos < len(l.s) && isSpace(l.s[l.pos]); l.pos++ {
		}
		return theme.Text
	case isPunct(c):
		for l.pos++; l.pos < len(l.s) && isPunct(l.s[l.pos]); l.pos++ {
		}
		return theme.Punct
	case c == '"':
		start := l.pos
		l.pos++
		l.open(inString)
		l.pos = start
		return l.firstOfString()
	}
	start := l.pos
	for l.pos++; l.pos < len(l.s); l.pos++ {
		if c := l.s[l.pos]; isSpace(c) || isPunct(c) || c == '"' {
			break
		}
	}
	return word(l.s[start:l.pos])
}

// firstOfString walks over the opening quote and on to what insideString
// stops at, as one stretch where it can.
func (l *lexer) firstOfString() theme.Role {
	quote := l.pos
	l.pos++
	role := l.insideString()
	if role != l.text {
		// A wrong escape or a Placeholder follows the quote at once.
		l.pos, l.at = quote+1, inString
		return l.text
	}
	return role
}

// word judges what stands between white space, punctuation and strings.
func word(s string) theme.Role {
	switch s {
	case "true", "false", "null":
		return theme.Literal
	}
	if isNumber(s) {
		return theme.Number
	}
	return theme.Invalid
}

// isNumber follows the grammar of RFC 8259.
func isNumber(s string) bool {
	i := 0
	digits := func() bool {
		from := i
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		return i > from
	}
	if i < len(s) && s[i] == '-' {
		i++
	}
	if i < len(s) && s[i] == '0' {
		i++
	} else if !digits() {
		return false
	}
	if i < len(s) && s[i] == '.' {
		i++
		if !digits() {
			return false
		}
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if !digits() {
			return false
		}
	}
	return i == len(s)
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func isPunct(c byte) bool {
	return c == '{' || c == '}' || c == '[' || c == ']' || c == ':' || c == ','
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
