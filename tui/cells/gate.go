// gate.go is the last thing a frame passes before the terminal. It trusts
// nobody, our own screens included.
package cells

import "strings"

const (
	maxParams = 16 // of one SGR sequence; renderers crash from 33 on
	maxDigits = 3  // of one parameter
	maxTitle  = 256
)

// Gate returns the frame with everything made visible that is not printable
// text, a newline, or a sequence that sets colours and attributes (CSI … m with
// at most 16 parameters). A clean frame is returned as it is, uncopied.
func Gate(frame string) string {
	c := cleaner{src: frame}
	for at := 0; at < len(frame); {
		end := strings.IndexByte(frame[at:], '\n')
		if end < 0 {
			end = len(frame)
		} else {
			end += at
		}
		c.line(at, end)
		at = end + 1
	}
	return c.result()
}

// line lets one line through the gate.
func (c *cleaner) line(from, to int) {
	for i := from; i < to; {
		esc := strings.IndexByte(c.src[i:to], 0x1b)
		if esc < 0 {
			break
		}
		i += esc
		n := sgr(c.src[i:to])
		if n == 0 {
			i++
			continue
		}
		c.piece(from, i)
		i += n
		from = i
	}
	c.piece(from, to)
}

// sgr returns the size of the SGR sequence s begins with, 0 when it begins with
// anything else.
func sgr(s string) int {
	if len(s) < 3 || s[1] != '[' {
		return 0
	}
	params, digits := 1, 0
	for i := 2; i < len(s); i++ {
		switch b := s[i]; {
		case b >= '0' && b <= '9':
			if digits++; digits > maxDigits {
				return 0
			}
		case b == ';' || b == ':':
			digits = 0
			if params++; params > maxParams {
				return 0
			}
		case b == 'm':
			return i + 1
		default:
			return 0
		}
	}
	return 0
}

// GateTitle returns s fit for a window title: one cleaned line without any
// sequence, at most 256 characters.
func GateTitle(s string) string {
	s = Clean(s)
	runes, n := 0, 0
	for n < len(s) {
		size := clusterSize(s[n:])
		runes += strings.Count(s[n:n+size], "") - 1
		if runes > maxTitle {
			break
		}
		n += size
	}
	return s[:n]
}

// ASCIIMarks replaces the pictures of control characters and the ellipsis by
// ASCII characters of the same width, for terminals that lack them: ^ and ~.
func ASCIIMarks(s string) string {
	if asciiRun(s) == len(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= picturesBase && r <= picturesBase+0x21:
			return '^'
		case r == '…':
			return '~'
		}
		return r
	}, s)
}
