// Building a tree from any text: what lies between the tokens.

package document

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// space moves over white space, and over comments and invisible characters,
// which it names. It keeps the indentation of the line.
func (p *parser) space() {
	src := p.src
	line := -1
	if p.i == 0 {
		line = 0
	}
	for p.i < len(src) {
		c := src[p.i]
		switch {
		case c == '\n':
			p.i++
			line = p.i
		case c == ' ' || c == '\t' || c == '\r':
			for p.i++; p.i+8 <= len(src) && load(src, p.i) == ones*' '; {
				p.i += 8
			}
		case c > ' ' && c < 0x7F && c != '/' && c != '#':
			if line >= 0 {
				p.indent, p.lineFirst = p.i-line, p.i
			}
			return
		default:
			if n, why := p.notSpace(src[p.i:]); n > 0 {
				p.fault(p.i, p.i+n, why)
				p.i += n
				break
			}
			if line >= 0 {
				p.indent, p.lineFirst = p.i-line, p.i
			}
			return
		}
	}
}

// notSpace measures a comment or a run of one invisible character at i, where s
// begins. n is 0 when there is neither.
func (p *parser) notSpace(s string) (n int, why string) {
	const comments = "JSON has no comments"
	switch {
	case strings.HasPrefix(s, "/*"):
		if !p.endless {
			if n = strings.Index(s[2:], "*/"); n >= 0 {
				return n + 4, comments
			}
			p.endless = true
		}
		return p.lineEnd(p.i) - p.i, "this comment is never closed, and " + comments
	case strings.HasPrefix(s, "//") || s[0] == '#':
		return p.lineEnd(p.i) - p.i, comments
	case s[0] == '/':
		return 0, ""
	case p.i == 0 && strings.HasPrefix(s, bom):
		return len(bom), "an invisible byte order mark stands before the text"
	}
	r, size := utf8.DecodeRuneInString(s)
	name := invisible(r)
	if name == "" || r == utf8.RuneError && size == 1 {
		return 0, ""
	}
	for n = size; strings.HasPrefix(s[n:], s[:size]); {
		n += size
	}
	return n, "an invisible character stands here: " + name
}

// bom is the byte order mark in UTF-8.
const bom = "\uFEFF"

// invisible returns the name of a character that cannot be seen where it
// stands, or that looks like a plain space and is none; else "".
func invisible(r rune) string {
	name := ""
	switch {
	case r == ' ' || r == '\t' || r == '\n' || r == '\r':
		return ""
	case r == 0xA0:
		name = "no-break space"
	case r == 0xAD:
		name = "soft hyphen"
	case r == 0x200B || r == 0x2060:
		name = "zero-width space"
	case r == 0x200C || r == 0x200D:
		name = "zero-width joiner"
	case r == 0xFEFF:
		name = "byte order mark"
	case r < 0x20 || r >= 0x7F && r < 0xA0:
		name = "control character"
	case bidirectional(r):
		name = "text direction mark"
	case r >= 0xE0000 && r <= 0xE007F:
		name = "tag character"
	case r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF:
		name = "variation selector"
	case r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0:
		name = "filler"
	case unicode.Is(unicode.Zs, r):
		name = "space that is no plain space"
	case unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r):
		name = "line separator"
	case unicode.Is(unicode.Cf, r):
		name = "format character"
	default:
		return ""
	}
	return fmt.Sprintf("%s (U+%04X)", name, r)
}

// bidirectional reports whether r changes the direction text is shown in.
func bidirectional(r rune) bool {
	return r == 0x61C || r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}
