// word.go finds the places word motions stop at: as in VS Code, words and runs
// of punctuation, with lines as borders.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type class int

const (
	space class = iota
	letter
	punctuation
	lineEnd
	nothing // before the start and after the end of the text
)

func classOf(r rune) class {
	switch {
	case r == '\n':
		return lineEnd
	case r == '_':
		return letter
	case r < utf8.RuneSelf:
		switch {
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
			return letter
		case r > ' ' && r < 0x7f:
			return punctuation
		}
		return space
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r), r == '\u200d':
		return letter
	case unicode.IsSpace(r):
		return space
	}
	return punctuation
}

// windowSize is what the scanners read at a time, in bytes.
const windowSize = 512

// scanner steps over the characters of a text without slicing for each one.
type scanner struct {
	text Text
	from int // offset of window in the text
	s    string
}

// at returns the class and size of the character that begins at off.
func (c *scanner) at(off int) (class, int) {
	if off >= c.text.Len() {
		return nothing, 0
	}
	if off < c.from || off+utf8.UTFMax > c.from+len(c.s) && c.from+len(c.s) < c.text.Len() {
		c.from, c.s = off, c.text.Slice(off, off+windowSize)
	}
	s := c.s[off-c.from:]
	if strings.HasPrefix(s, "\r\n") {
		return lineEnd, 2
	}
	r, n := utf8.DecodeRuneInString(s)
	return classOf(r), n
}

// before returns the class and size of the character that ends at off.
func (c *scanner) before(off int) (class, int) {
	if off <= 0 {
		return nothing, 0
	}
	if off > c.from+len(c.s) || off-utf8.UTFMax < c.from && c.from > 0 {
		c.from = max(off-windowSize, 0)
		c.s = c.text.Slice(c.from, off)
	}
	s := c.s[:off-c.from]
	if strings.HasSuffix(s, "\r\n") {
		return lineEnd, 2
	}
	r, n := utf8.DecodeLastRuneInString(s)
	return classOf(r), n
}

// maxWord is how far a word motion goes over characters of one class, in
// bytes: in megabytes without a space it stops on the way, at once.
const maxWord = 16 << 10

// forward moves over characters of class k and says what stands behind them.
func (c *scanner) forward(off int, k class) (int, class) {
	for from := off; ; {
		got, n := c.at(off)
		if got != k || n == 0 || off-from >= maxWord {
			return off, got
		}
		off += n
	}
}

func (c *scanner) backward(off int, k class) (int, class) {
	for from := off; ; {
		got, n := c.before(off)
		if got != k || n == 0 || from-off >= maxWord {
			return off, got
		}
		off -= n
	}
}

// NextWord returns the end of the next word or run of punctuation after off.
// One punctuation mark directly before a word goes with it. It stops at line
// ends; from a line end it goes on into the next line.
func (t Text) NextWord(off int) int {
	off = min(max(off, 0), t.Len())
	c := &scanner{text: t}
	if k, n := c.at(off); k == lineEnd {
		off += n
	}
	off, k := c.forward(off, space)
	if k == punctuation {
		_, one := c.at(off)
		end, next := c.forward(off, punctuation)
		if end != off+one || next != letter {
			return t.Snap(end, After)
		}
		off, k = end, letter
	}
	if k == letter {
		off, _ = c.forward(off, letter)
	}
	return t.Snap(off, After)
}

// PrevWord returns the start of the word or run of punctuation before off. One
// punctuation mark directly before a word goes with what stands before it. It
// stops at line starts; from a line start it goes on into the line before.
func (t Text) PrevWord(off int) int {
	off = min(max(off, 0), t.Len())
	from := off
	c := &scanner{text: t}
	if k, n := c.before(off); k == lineEnd {
		off -= n
	}
	off, k := c.backward(off, space)
	if k == punctuation {
		start, before := c.backward(off, punctuation)
		_, one := c.at(start)
		behind, _ := c.at(off)
		if start+one != off || behind != letter || off == from && before == nothing {
			return t.Snap(start, Before)
		}
		off, k = c.backward(start, space)
		if k == punctuation {
			off, _ = c.backward(off, punctuation)
			return t.Snap(off, Before)
		}
	}
	if k == letter {
		off, _ = c.backward(off, letter)
	}
	return t.Snap(off, Before)
}
