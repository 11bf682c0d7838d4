// Repair: single tokens, and what stands between them.

package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordLength returns the length of the name at the start of s, as JavaScript
// and Python write names in ASCII; 0 when there is none.
func wordLength(s string) int {
	n := 0
	for n < len(s) && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || s[n] == '_' || s[n] == '$' || n > 0 && s[n]-'0' <= 9) {
		n++
	}
	return n
}

// respelt returns how JSON writes a value of Python, "" for any other word.
func respelt(word string) string {
	switch word {
	case "True":
		return "true"
	case "False":
		return "false"
	case "None":
		return "null"
	}
	return ""
}

func isValueWord(word string) bool {
	return word == "true" || word == "false" || word == "null" || respelt(word) != ""
}

// word takes true, false, null and what Python calls them.
func (m *mender) word() bool {
	n := wordLength(m.src[m.i:])
	word := m.src[m.i : m.i+n]
	if !isValueWord(word) {
		return false
	}
	if as := respelt(word); as != "" {
		m.out = append(m.out, as...)
		m.i += n
		m.did[WordRespelt]++
		return true
	}
	m.keep(n)
	return true
}

// looseMarks are the quotation marks that JSON does not know, and what closes
// each. What may not stand inside would leave it open where the text ends.
var looseMarks = []struct{ open, close, not string }{
	{"'", "'", ""},
	{"“", "“”", `"`}, {"”", "“”", `"`}, {"„", "“”", `"`},
	{"‘", "‘’", ""}, {"’", "‘’", ""},
}

// quoted takes a text in quotation marks of any kind.
func (m *mender) quoted() bool {
	if m.src[m.i] == '"' {
		if end, _, ok := scanString(m.src, m.i); ok {
			m.keep(end - m.i)
			return true
		}
		return m.rewrite(`"`, `"`, "")
	}
	for _, q := range looseMarks {
		if strings.HasPrefix(m.src[m.i:], q.open) {
			m.did[MarksReplaced]++
			return m.rewrite(q.open, q.close, q.not)
		}
	}
	return false
}

// rewrite takes a text that begins with the mark open and writes it as JSON
// does, with the same characters. A line break or another control character in
// it is not understood, nor is an escape that languages read differently.
func (m *mender) rewrite(open, close, not string) bool {
	m.i += len(open)
	m.out = append(m.out, '"')
	for m.i < len(m.src) {
		r, size := utf8.DecodeRuneInString(m.src[m.i:])
		switch {
		case r == '\\':
			if !m.escape(open) {
				return false
			}
			continue
		case r < 0x20 || strings.ContainsRune(not, r):
			return false
		case r != utf8.RuneError && strings.ContainsRune(close, r):
			m.i += size
			m.out = append(m.out, '"')
			return true
		case r == '"':
			m.out = append(m.out, '\\')
		}
		m.keep(size)
	}
	return false
}

// escape takes the escape at i of a text that began with the mark open.
func (m *mender) escape(open string) bool {
	if end, ok := scanEscape(m.src, m.i); ok {
		m.keep(end - m.i)
		return true
	}
	rest := m.src[m.i+1:]
	switch {
	case strings.HasPrefix(rest, "'"):
		m.out = append(m.out, '\'')
		m.i += 2
		if open == "'" {
			return true // there it had to be written so
		}
	case len(rest) >= 3 && rest[0] == 'x' && hexDigit(rest[1]) >= 0 && hexDigit(rest[2]) >= 0:
		m.out = append(append(m.out, `\u00`...), rest[1:3]...)
		m.i += 4
	default:
		return false
	}
	m.did[EscapeRespelt]++
	return true
}

// space takes what stands between two tokens: white space stays, comments go.
// broke says that a line ended in it, or that it begins the text.
func (m *mender) space() (broke bool) {
	blanks := len(m.out) // where the blanks at the end of out begin
	own := m.i == 0      // nothing but blanks stands before, on the line
	for m.i < len(m.src) {
		c := m.src[m.i]
		switch {
		case c == ' ' || c == '\t':
			m.keep(1)
		case c == '\n' || c == '\r':
			m.keep(1)
			blanks, own, broke = len(m.out), true, true
		case c == '#' || c == '/':
			n := commentLength(m.src[m.i:])
			if n == 0 {
				return broke // no token begins so: refused later
			}
			broke = broke || own || strings.ContainsAny(m.src[m.i:m.i+n], "\r\n")
			m.dropComment(n, blanks, own)
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(m.src[m.i:])
			switch {
			case unicode.Is(unicode.Zs, r):
				m.out = append(m.out, ' ')
			case r != '\uFEFF' && r != '\u200B' && r != '\u2060':
				return broke
			}
			m.i += size
			m.did[SpaceReplaced]++
		default:
			return broke
		}
	}
	return broke
}

// commentLength returns the length of the comment at the start of s, its line
// end not included; 0 when there is none or it does not end.
func commentLength(s string) int {
	switch {
	case strings.HasPrefix(s, "/*"):
		if n := strings.Index(s[2:], "*/"); n >= 0 {
			return n + 4
		}
		return 0
	case s[0] == '#' || strings.HasPrefix(s, "//"):
		if n := strings.IndexAny(s, "\r\n"); n >= 0 {
			return n
		}
		return len(s)
	}
	return 0
}

// dropComment leaves a comment of n bytes out. One that stands alone on its
// line takes the line with it, one at the end of a line the blanks before it.
func (m *mender) dropComment(n, blanks int, own bool) {
	m.did[CommentRemoved]++
	m.i += n
	rest := m.i
	for rest < len(m.src) && (m.src[rest] == ' ' || m.src[rest] == '\t') {
		rest++
	}
	last := rest == len(m.src) || m.src[rest] == '\n' || m.src[rest] == '\r'
	switch {
	case last && own:
		if strings.HasPrefix(m.src[rest:], "\r\n") {
			rest++
		}
		m.i = min(rest+1, len(m.src))
		m.out = m.out[:blanks]
	case last:
		m.i = rest
		m.out = m.out[:blanks]
	case own || len(m.out) > blanks:
		m.i = rest
	}
}
