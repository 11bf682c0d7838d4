// sentence.go makes sentences of errors, which begin small and end without a
// full stop.
package cells

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Capital begins words with a capital letter.
func Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 || first == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// Sentence begins words with a capital letter and ends them with a full stop,
// unless they end with one or with a question mark.
func Sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") {
		return Capital(s)
	}
	return Capital(s) + "."
}
