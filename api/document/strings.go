// Reading the strings of JSON: escapes resolved, nothing invented.

package document

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// halves says what becomes of half a character, an escape such as \ud800
// without its other half.
type halves uint8

const (
	replaceHalves halves = iota // U+FFFD, for showing
	keepHalves                  // three bytes of its own, so that different halves stay different
)

// plain returns the inside of a string that is known to hold no escapes.
func plain(raw string) string {
	if len(raw) >= 2 && raw[len(raw)-1] == '"' {
		return raw[1 : len(raw)-1]
	}
	return strings.TrimPrefix(raw, `"`) // not closed
}

// decode returns what a string or key reads as. It takes broken ones too: an
// unknown escape stands for itself, an unclosed string ends with its text, and
// what does not begin with a double quotation mark loses the marks around it.
func decode(raw string, h halves) string {
	if !strings.HasPrefix(raw, `"`) {
		return strings.Trim(raw, "'`\"“”„‘’ ")
	}
	raw = raw[1:]
	at := strings.IndexAny(raw, `\"`)
	if at < 0 {
		return raw
	}
	if raw[at] == '"' {
		return raw[:at]
	}
	var b strings.Builder
	b.Grow(len(raw))
	for i := 0; i < len(raw); {
		switch raw[i] {
		case '"':
			return b.String()
		case '\\':
			i += appendEscape(&b, raw[i:], h)
		default:
			next := strings.IndexAny(raw[i:], `\"`)
			if next < 0 {
				next = len(raw) - i
			}
			b.WriteString(raw[i : i+next])
			i += next
		}
	}
	return b.String()
}

// appendEscape writes what the escape at the start of s stands for and returns
// its length.
func appendEscape(b *strings.Builder, s string, h halves) int {
	if len(s) < 2 {
		b.WriteString(s)
		return len(s)
	}
	switch s[1] {
	case 'b':
		b.WriteByte('\b')
	case 'f':
		b.WriteByte('\f')
	case 'n':
		b.WriteByte('\n')
	case 'r':
		b.WriteByte('\r')
	case 't':
		b.WriteByte('\t')
	case '"', '\\', '/':
		b.WriteByte(s[1])
	case 'u':
		r, n, ok := unicodeEscape(s)
		switch {
		case !ok:
			b.WriteString(s[:2])
			return 2
		case utf16.IsSurrogate(r) && h == keepHalves:
			b.Write([]byte{0xE0 | byte(r>>12), 0x80 | byte(r>>6)&0x3F, 0x80 | byte(r)&0x3F})
		default:
			b.WriteRune(r) // U+FFFD for half a character
		}
		return n
	default:
		b.WriteByte('\\')
		return 1
	}
	return 2
}

// unicodeEscape reads the \u escape at the start of s, both halves of a pair at
// once. A lone half is returned as the surrogate it is.
func unicodeEscape(s string) (r rune, n int, ok bool) {
	r, ok = fourHex(s)
	if !ok {
		return 0, 0, false
	}
	if utf16.IsSurrogate(r) {
		if low, good := fourHex(s[6:]); good {
			if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
				return pair, 12, true
			}
		}
	}
	return r, 6, true
}

// fourHex reads the code unit of a \u escape at the start of s.
func fourHex(s string) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	r := rune(0)
	for i := 2; i < 6; i++ {
		d := hexDigit(s[i])
		if d < 0 {
			return 0, false
		}
		r = r<<4 | d
	}
	return r, true
}

// excerpt shortens a text of the document for a message: at most n code points.
func excerpt(s string, n int) string {
	for at := range s {
		if n == 0 {
			return s[:at] + "…"
		}
		n--
	}
	return s
}
