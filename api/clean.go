// plain: foreign text made safe for the one line of an error or a record.

package api

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain makes s one line of printable text of at most limit runes. White space
// is one space, what cannot be seen becomes a mark such as \u202e, a byte that
// is not UTF-8 one such as \xff.
func plain(s string, limit int) string {
	var b strings.Builder
	runes, space, marks := 0, false, 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		one := s[i : i+n]
		i += n
		if marks++; !unicode.In(r, unicode.Mn, unicode.Me) {
			marks = 0
		}
		switch {
		case r == ' ' || r == '\n' || r == '\r' || r == '\t':
			space = runes > 0
			continue
		case r == utf8.RuneError && n == 1:
			one = fmt.Sprintf(`\x%02x`, one[0])
		case !unicode.IsPrint(r) || unseen(r) || marks > maxMarks:
			one = fmt.Sprintf(`\u%04x`, r)
		}
		if space {
			one, space = " "+one, false
		}
		if runes += utf8.RuneCountInString(one); runes > limit {
			b.WriteString("...")
			break
		}
		b.WriteString(one)
	}
	return b.String()
}

// maxMarks is how many combining marks may follow each other.
const maxMarks = 4

// unseen tells of runes that count as printable and show nothing: variation
// selectors, the grapheme joiner and the Hangul fillers.
func unseen(r rune) bool {
	return unicode.Is(unicode.Variation_Selector, r) || r == 0x034F ||
		r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0
}
