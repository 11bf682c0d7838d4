// Text: a JSON string kept as it was spelled.

package api

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Text is a JSON string that keeps the literal it was received as, so that what
// nobody touched goes back as it came. The zero value is null. Immutable.
type Text struct {
	literal string // with its quotes; "" stands for null
}

// TextOf makes a Text of s. Only what JSON requires is escaped: quotes, the
// backslash and control characters. Bytes that are not UTF-8 become U+FFFD.
func TextOf(s string) Text {
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20:
			b.WriteString(`\u00`)
			b.WriteByte(hexDigits[r>>4])
			b.WriteByte(hexDigits[r&15])
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return Text{literal: b.String()}
}

const hexDigits = "0123456789abcdef"

// ParseText makes a Text of a JSON string literal, or of null, as Literal gives
// it. Anything else is refused with an *InputError.
func ParseText(literal string) (Text, error) {
	if literal == "null" {
		return Text{}, nil
	}
	s := scanner{src: literal}
	if literal == "" || literal[0] != '"' || !s.skip() || !s.end() {
		return Text{}, &InputError{Field: "text", Reason: "is not a JSON string"}
	}
	return Text{literal: literal[:s.pos]}, nil
}

// Null tells whether the value was null or missing.
func (t Text) Null() bool { return t.literal == "" }

// Literal is the JSON literal as received, quotes included; null for null.
func (t Text) Literal() string {
	if t.literal == "" {
		return "null"
	}
	return t.literal
}

// String is the decoded text, always valid UTF-8: lone surrogates and bytes that
// are not UTF-8 are U+FFFD. Null is "".
func (t Text) String() string {
	if t.literal == "" {
		return ""
	}
	return unquote(t.literal, replaceBroken)
}

// Same tells whether both stand for the same text, however spelled. Null is the
// same as "". Two different lone surrogates are not the same.
func (t Text) Same(u Text) bool {
	return t.literal == u.literal || t.exact() == u.exact()
}

func (t Text) exact() string {
	if t.literal == "" {
		return ""
	}
	return unquote(t.literal, keepBroken)
}

// sent is the literal for a request, where null is not allowed.
func (t Text) sent() string {
	if t.literal == "" {
		return `""`
	}
	return t.literal
}

// brokenText says what unquote does with what is not a character.
type brokenText int

const (
	replaceBroken brokenText = iota // by U+FFFD
	keepBroken                      // bytes as they are, a lone surrogate as three bytes
)

// unquote decodes a JSON string literal that the scanner has accepted.
func unquote(literal string, broken brokenText) string {
	s := literal[1 : len(literal)-1]
	if strings.IndexByte(s, '\\') < 0 {
		if broken == keepBroken || utf8.ValidString(s) {
			return s
		}
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 && broken == keepBroken {
				b = append(b, s[i])
			} else {
				b = utf8.AppendRune(b, r)
			}
			i += n
			continue
		}
		c := s[i+1]
		i += 2
		switch c {
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case 'n':
			b = append(b, '\n')
		case 'r':
			b = append(b, '\r')
		case 't':
			b = append(b, '\t')
		case 'u':
			r := hex4(s[i:])
			i += 4
			if utf16.IsSurrogate(r) {
				if len(s) >= i+6 && s[i] == '\\' && s[i+1] == 'u' {
					if pair := utf16.DecodeRune(r, hex4(s[i+2:])); pair != utf8.RuneError {
						b = utf8.AppendRune(b, pair)
						i += 6
						continue
					}
				}
				if broken == keepBroken {
					b = append(b, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
					continue
				}
			}
			b = utf8.AppendRune(b, r)
		default: // the quote, the backslash, the slash
			b = append(b, c)
		}
	}
	return string(b)
}

// hex4 is the value of the four hexadecimal digits s begins with.
func hex4(s string) rune {
	var r rune
	for i := range 4 {
		r = r<<4 | rune(hexValue(s[i]))
	}
	return r
}

func hexValue(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	default:
		return c - 'a' + 10
	}
}
