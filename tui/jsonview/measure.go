// This file measures short stretches of a line, and finds where a long line
// may be cut without tearing a character.
package jsonview

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"patchbay/tui/cells"
)

// plain reports whether every byte of s is one cell that shows itself.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// columnIn returns how many cells the first off bytes of s take when s begins
// at the column phase, modulo tabStop, of its line.
func columnIn(s string, phase, off int) int {
	off = min(off, len(s))
	if plain(s[:off]) {
		return off
	}
	if phase == 0 || strings.IndexByte(s[:off], '\t') < 0 {
		return cells.ColumnOf(s, off)
	}
	return cells.ColumnOf(strings.Repeat(" ", phase)+s, phase+off) - phase
}

// offsetIn returns the byte of s that starts the character at a cell column of
// s, when s begins at the column phase of its line.
func offsetIn(s string, phase, col int) int {
	if plain(s[:min(len(s), col+1)]) {
		return min(col, len(s))
	}
	if phase == 0 || strings.IndexByte(s, '\t') < 0 {
		return cells.OffsetAt(s, col)
	}
	return max(0, cells.OffsetAt(strings.Repeat(" ", phase)+s, phase+col)-phase)
}

// cut returns where s may be cut at or after byte want: best beside JSON
// punctuation, so that no number or word is torn, else between two ASCII
// characters, else between two letters. It is at most len(s) and at least 1.
func cut(s string, want int) int {
	if want >= len(s) {
		return len(s)
	}
	second, third := 0, 0
	for i := max(want, 1); i < len(s); i++ {
		a, b := s[i-1], s[i]
		if printable(a) && printable(b) {
			if isPunct(a) || isPunct(b) || a == ' ' || b == ' ' {
				return i
			}
			if second == 0 {
				second = i
			}
			continue
		}
		if third == 0 && second == 0 && utf8.RuneStart(b) && apart(s, i) {
			third = i
		}
	}
	if second > 0 {
		return second
	}
	if third > 0 {
		return third
	}
	for i := want; i < len(s); i++ {
		if utf8.RuneStart(s[i]) {
			return i
		}
	}
	return len(s)
}

func printable(c byte) bool { return c >= ' ' && c <= '~' }

// apart reports whether the code points around byte i are letters or digits
// that never join into one character.
func apart(s string, i int) bool {
	a, _ := utf8.DecodeLastRuneInString(s[:i])
	b, _ := utf8.DecodeRuneInString(s[i:])
	return alone(a) && alone(b)
}

func alone(r rune) bool {
	if r == utf8.RuneError || !unicode.In(r, unicode.L, unicode.Nd) {
		return false
	}
	// Hangul parts join into syllables; these vowels count as marks.
	return !unicode.Is(unicode.Hangul, r) && r != 0x0e33 && r != 0x0eb3
}
