// What counts as one escape sequence: where it ends, and whether it is sound
// enough to be handed on. Nothing here knows time.

package input

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

const escape = 0x1b

// verdict says what the beginning of some input is.
type verdict int

const (
	more   verdict = iota // the beginning of something: more bytes decide
	whole                 // one whole unit
	broken                // a sequence that can no longer become one
)

// measure reads the unit that b, which begins with an escape, begins with. n is
// how many bytes it takes; a broken one takes the bytes before the one that
// broke it. A lone escape followed by something else is whole, with n = 1.
func measure(b []byte) (n int, v verdict) {
	if len(b) == 1 {
		return 1, more
	}
	switch c := b[1]; {
	case c == escape:
		return altSequence(b)
	case c == '[':
		return csi(b)
	case c == 'O':
		return ss3(b)
	case isString(c):
		return controlString(b)
	case c < utf8.RuneSelf:
		return 2, whole // alt and a key
	case !utf8.FullRune(b[1:]):
		return len(b), more
	}
	if r, size := utf8.DecodeRune(b[1:]); r != utf8.RuneError {
		return 1 + size, whole
	}
	return 1, whole
}

// isString reports whether escape and c begin a string that ends with ST: OSC,
// DCS, APC, PM or SOS.
func isString(c byte) bool { return strings.IndexByte("]P_^X", c) >= 0 }

// altSequence reads two escapes. Terminals without modifier parameters send
// alt+up as escape and the sequence of up; anything else is the escape key,
// followed by what comes next.
func altSequence(b []byte) (int, verdict) {
	if len(b) == 2 {
		return 2, more
	}
	if b[2] != '[' && b[2] != 'O' {
		return 1, whole
	}
	n, v := measure(b[1:])
	switch {
	case v == more:
		return len(b), more
	case v == whole && plainKey(b[1:1+n]):
		return 1 + n, whole
	}
	return 1, whole
}

// plainKey reports whether a whole sequence is a cursor or function key without
// modifiers.
func plainKey(s []byte) bool {
	if s[1] == 'O' {
		return true
	}
	number := bytes.TrimRight(s[2:], "~")
	if len(number) < len(s)-2 {
		return len(number) > 0 && len(number) <= 2 && digits(number) == len(number)
	}
	return len(s) == 3 && strings.IndexByte("ABCDEFHPQRSZabcd", s[2]) >= 0
}

// csi reads a control sequence: parameters, intermediates, one final byte.
func csi(b []byte) (int, verdict) {
	if len(b) == 2 {
		return 2, more
	}
	switch b[2] {
	case 'M': // a mouse report of the oldest kind: three raw bytes follow
		for i := 3; i < min(len(b), 6); i++ {
			if b[i] < ' ' && b[i] != 0 {
				return i, broken
			}
		}
		if len(b) < 6 {
			return len(b), more
		}
		return 6, whole
	case '[': // a function key of the Linux console
		if len(b) == 3 {
			return 3, more
		}
		if b[3] < 'A' || b[3] > 'E' {
			return 3, broken
		}
		return 4, whole
	}
	i := 2
	for i < len(b) && b[i] >= 0x30 && b[i] <= 0x3f {
		i++
	}
	if i == 3 && len(b) > 3 && b[3] == '$' && b[2] >= '2' && b[2] <= '8' {
		return 4, whole // rxvt's shift and a key, which has no final byte
	}
	for i < len(b) && b[i] >= 0x20 && b[i] <= 0x2f {
		i++
	}
	if i == len(b) {
		return i, more
	}
	if b[i] < 0x40 || b[i] > 0x7e {
		return i, broken
	}
	return i + 1, whole
}

// ss3 reads a key of the application modes: perhaps a number, one character.
func ss3(b []byte) (int, verdict) {
	i := 2 + digits(b[2:])
	if i == len(b) {
		return i, more
	}
	if b[i] < 0x21 || b[i] > 0x7e {
		return i, broken
	}
	return i + 1, whole
}

// controlString reads a string up to ST, or BEL after OSC. Answers of terminals
// hold no control characters: one ends the string, so that a key such as
// ctrl+q is never swallowed by a string that was begun by mistake.
func controlString(b []byte) (int, verdict) {
	for i := 2; i < len(b); i++ {
		switch {
		case b[i] == 0x07 && b[1] == ']':
			return i + 1, whole
		case b[i] == escape && i+1 == len(b):
			return len(b), more
		case b[i] == escape && b[i+1] == '\\':
			return i + 2, whole
		case b[i] < ' ':
			return i, broken
		}
	}
	return len(b), more
}

func digits(b []byte) int {
	n := 0
	for n < len(b) && b[n] >= '0' && b[n] <= '9' {
		n++
	}
	return n
}

// Bounds of a sequence that is handed on: in bytes, in parameters, and in
// digits of one parameter. Beyond the last two Bubble Tea's decoder takes the
// rest of the sequence for typing, or counts with what overflowed.
const (
	maxSequence   = 4096
	maxParameters = 16
	maxDigits     = 9
)

// sound reports whether Bubble Tea's decoder takes the whole sequence s for one
// event at once. What is not sound is an answer nobody asked for.
func sound(s []byte) bool {
	switch s[1] {
	case '[':
		return s[2] == 'M' || soundParameters(s[2:]) && !likePaste(s)
	case 'O':
		return len(s) <= 3+maxDigits
	case ']':
		n := digits(s[2:])
		text := bytes.TrimRight(s[2+n:], "\x07\x1b\\")
		return n > 0 && n <= 4 && len(text) > 1 && text[0] == ';' && ascii(text)
	case 'P':
		text := s[2 : len(s)-2]
		return soundParameters(text) && ascii(text) && hasFinal(text)
	}
	return !isString(s[1]) // nothing asks for APC, PM or SOS
}

// likePaste reports whether the decoder takes the sequence s for a paste marker,
// whatever else it holds. The markers themselves never get here: one that did
// would make the program wait for an end that nobody sends.
func likePaste(s []byte) bool {
	if s[len(s)-1] != '~' {
		return false
	}
	number := bytes.TrimLeft(s[2:], "0")
	n := digits(number)
	return n == 3 && (string(number[:n]) == "200" || string(number[:n]) == "201")
}

func soundParameters(b []byte) bool {
	parameters, long := 1, 0
	for _, c := range b {
		switch {
		case c >= '0' && c <= '9':
			if long++; long > maxDigits {
				return false
			}
		case c == ';' || c == ':':
			long = 0
			if parameters++; parameters > maxParameters {
				return false
			}
		case c < 0x30 || c > 0x3f:
			return true
		}
	}
	return true
}

// hasFinal reports whether the text of a DCS begins as one must: parameters,
// intermediates, a final byte.
func hasFinal(b []byte) bool {
	b = bytes.TrimLeft(b, "0123456789:;<=>?")
	b = bytes.TrimLeft(b, " !\"#$%&'()*+,-./")
	return len(b) > 0 && b[0] >= 0x40
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

// like says how well b, from after an escape that was handed on as the escape
// key, goes with a sequence that a slow line cut there: more while it may be
// one, whole when it is one, broken when it is typing.
func like(b []byte) verdict {
	if len(b) == 0 {
		return more
	}
	body := b[1:]
	switch b[0] {
	case '[':
		return likeCSI(body)
	case 'O':
		if len(body) == 0 {
			return more
		}
		return when(strings.IndexByte("ABCDFHPQRS", body[0]) >= 0)
	case ']':
		n := digits(body)
		if n == len(body) && n <= 4 {
			return more
		}
		if n == 0 || n > 4 || body[n] != ';' {
			return broken
		}
	case 'P':
		rest := bytes.TrimLeft(body, "0123456789>")
		if len(rest) == 0 {
			return more
		}
		if strings.IndexByte("+$!|", rest[0]) < 0 {
			return broken
		}
	default:
		return broken
	}
	_, v := controlString(append([]byte{escape}, b...))
	return v
}

func likeCSI(body []byte) verdict {
	if len(body) == 0 {
		return more
	}
	if body[0] == 'M' || body[0] == '[' {
		_, v := csi(append([]byte{escape, '['}, body...))
		return v
	}
	rest := body
	if strings.IndexByte("<>?", rest[0]) >= 0 {
		rest = rest[1:]
	}
	parameters := len(rest)
	rest = bytes.TrimLeft(rest, "0123456789;:")
	parameters -= len(rest)
	switch {
	case len(rest) == 0:
		return more
	case rest[0] == '$':
		if len(rest) == 1 {
			return more
		}
		return when(rest[1] == 'y')
	case parameters == 0:
		return when(len(rest) == len(body) && strings.IndexByte("ABCDEFHIOPQRSZ", rest[0]) >= 0)
	}
	return when(strings.IndexByte("~ABCDEFHPQRSmMuntc", rest[0]) >= 0)
}

func when(ok bool) verdict {
	if ok {
		return whole
	}
	return broken
}
