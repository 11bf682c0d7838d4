// The checks of a Connector's name and description.

package document

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits of the platform, in code points.
const (
	MaxName        = 255
	MaxDescription = 1000
)

// CheckMetadata checks a name and a description: CB-META-001, CB-META-002, and
// CB-SYN-007 for bytes that are not UTF-8. The Pointer of a finding is "/name"
// or "/description", its offsets count in that text.
func CheckMetadata(name, description string) []Finding {
	var out []Finding
	add := func(id, field, text, message string, start int) {
		line, col := Position(text, start)
		out = append(out, Finding{ID: id, Severity: Error, Start: start, End: len(text),
			Line: line, Col: col, Message: message, Pointer: field})
	}
	n := CodePoints(name)
	if strings.TrimSpace(name) == "" {
		n = 0
	}
	if n == 0 || n > MaxName {
		add(nameLength, "/name", name, fmt.Sprintf("The name must have 1 to %d characters (now %d).", MaxName, n), beyond(name, MaxName))
	}
	if n := CodePoints(description); n > MaxDescription {
		add(aboutLength, "/description", description, fmt.Sprintf("The description may have %d characters (now %d).", MaxDescription, n), beyond(description, MaxDescription))
	}
	for _, f := range []struct{ pointer, text string }{{"/name", name}, {"/description", description}} {
		if !utf8.ValidString(f.text) {
			add(notUTF8, f.pointer, f.text, "These bytes are not text (UTF-8).", firstInvalid(f.text))
		}
	}
	return out
}

// beyond returns the offset of the first code point past n, or 0.
func beyond(s string, n int) int {
	for at := range s {
		if n == 0 {
			return at
		}
		n--
	}
	return 0
}

// firstInvalid returns the offset of the first byte that is not UTF-8.
func firstInvalid(s string) int {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(s)
}
