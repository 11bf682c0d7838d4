// CB-SYN-005: characters that cannot be seen, or look like others.

package document

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// strictness says how much a string may hold.
type strictness uint8

const (
	prose        strictness = iota // text for people: only what nobody writes on purpose
	placeholders                   // the same, and inside of {{ }} as strict
	strict                         // keys, ids, addresses: nothing invisible, no look-alikes
)

// strictness returns what the text of a string is for, by its key and its form.
func (t *Tree) strictness(n Node) strictness {
	key, raw := t.Key(n), t.Text(n)
	if !t.isMember(n) {
		key = ""
	}
	switch {
	case key == "id" || key == "$schema" || strings.HasSuffix(key, "Id") || strings.HasSuffix(key, "_id"),
		strings.EqualFold(key, "url") || strings.HasSuffix(key, "Url") || strings.HasSuffix(key, "URL"),
		strings.HasPrefix(raw, `"http://`) || strings.HasPrefix(raw, `"https://`):
		return strict
	case strings.Contains(raw, "{{"):
		return placeholders
	}
	return prose
}

// checkHidden reports the first doubtful character of each kind of place in a
// string or key: one finding for a string, so that a hostile one is one line.
func checkHidden(src string, start, end int, how strictness, hidden *collector) {
	if hidden.full() {
		return
	}
	raw := src[start:end]
	latin, inside := false, false
	if how == strict {
		latin = strings.ContainsFunc(decode(raw, replaceHalves), asciiLetter)
	}
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRuneInString(raw[i:])
		if r == '\\' {
			var ok bool
			if r, size, ok = unicodeEscape(raw[i:]); !ok {
				i += 2
				continue
			}
		} else if r == utf8.RuneError && size == 1 {
			i++
			continue
		} else if r < 0x7F {
			if how == placeholders && strings.HasPrefix(raw[i:], "{{") {
				inside = strings.Contains(raw[i:], "}}")
			} else if inside && strings.HasPrefix(raw[i:], "}}") {
				inside = false
			}
			i++
			continue
		}
		if what := doubtful(r, how == strict || inside, latin); what != "" {
			text := excerpt(decode(raw, replaceHalves), 60)
			hidden.add(start+i, start+i+size, fmt.Sprintf(`There is %s in "%s": %s.`, what, text, named(r)))
			return
		}
		i += size
	}
}

// doubtful says what a character is that should not stand there, or "".
func doubtful(r rune, strictly, latin bool) string {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		if strictly {
			return "a line break or tab"
		}
	case r < 0x20 || r >= 0x7F && r < 0xA0:
		return "a control character"
	case r == 0xFEFF || bidirectional(r):
		return "an invisible character"
	case r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF:
		return "a character that is none"
	case !strictly:
	case invisible(r) != "":
		return "an invisible character"
	case strings.ContainsRune("“”„‟‘’‚‛«»‹›′″", r):
		return "a typographic quotation mark"
	case strings.ContainsRune("‐‑‒–—―−", r):
		return "a typographic dash"
	case r >= 0xFF01 && r <= 0xFF5E || r == '․' || r == '∕' || r == '⁄' || r == '：':
		return "a look-alike character"
	case unicode.Is(unicode.Mn, r):
		return "a combining mark"
	case latin && (unicode.Is(unicode.Cyrillic, r) || unicode.Is(unicode.Greek, r)):
		return "a look-alike letter"
	}
	return ""
}

// named tells a character by its number, which is always safe to show.
func named(r rune) string {
	if name := invisible(r); name != "" {
		return name
	}
	return fmt.Sprintf("U+%04X", r)
}

func asciiLetter(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }
