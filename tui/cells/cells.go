// Package cells says how text lies on the cells of a terminal, and what may
// reach a terminal at all.
//
// It knows widths, grapheme clusters and which characters are dangerous or
// cannot be seen. It must never know what the text means, where it is on the
// screen, or what colour it has. Columns and widths are cells; offsets are
// bytes.
package cells

// cells.go measures, cuts and wraps strings that Clean has been through.

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Width returns the cells that a cleaned string without sequences takes.
func Width(s string) int {
	if asciiRun(s) == len(s) {
		return len(s)
	}
	return ansi.StringWidth(s)
}

// Cut returns at most the given number of bytes from the start of s, and never
// half a code point. It is for text that is too long to be cleaned and measured
// whole; what is to fit into cells is for Truncate.
func Cut(s string, bytes int) string {
	if len(s) <= bytes {
		return s
	}
	for bytes > 0 && !utf8.RuneStart(s[bytes]) {
		bytes--
	}
	return s[:bytes]
}

// Truncate returns s when it fits into w cells, else as much of it as fits
// together with tail. When not even tail fits, tail is cut.
func Truncate(s string, w int, tail string) string {
	if len(s) <= w || Width(s) <= w { // no character is wider than its bytes
		return s
	}
	room := w - Width(tail)
	if room < 0 {
		return tail[:fit(tail, max(w, 0))]
	}
	return s[:fit(s, room)] + tail
}

// fit returns how many bytes of s, in whole clusters, fit into w cells.
func fit(s string, w int) int {
	n, col := 0, 0
	for n < len(s) {
		size := clusterSize(s[n:])
		width := Width(s[n : n+size])
		if col+width > w {
			break
		}
		n += size
		col += width
	}
	return n
}

// PadRight fills s with spaces up to w cells. What is wider stays as it is.
func PadRight(s string, w int) string {
	if n := w - Width(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}

// Wrap breaks a cleaned string into lines of at most w cells, at spaces where
// it can, inside words where it must. Spaces at a break are dropped, those at
// the start are kept. The result has at least one line; a cluster wider than
// w stands alone.
func Wrap(s string, w int) []string {
	w = max(w, 1)
	var lines []string
	for {
		n := fit(s, w)
		if n == len(s) {
			return append(lines, s)
		}
		cut, next := n, n
		if s[n] != ' ' {
			if at := strings.LastIndexByte(s[:n], ' '); at >= 0 && strings.Trim(s[:at], " ") != "" {
				cut, next = at, at+1
			} else if n == 0 {
				cut = clusterSize(s)
				next = cut
			}
		}
		lines = append(lines, strings.TrimRight(s[:cut], " "))
		s = strings.TrimLeft(s[next:], " ")
		if s == "" {
			return lines
		}
	}
}

// asciiRun returns how many bytes of s, from its start, are printable ASCII.
// It looks at eight bytes at a time, since it runs over lines of megabytes.
func asciiRun(s string) int {
	const high = 0x8080808080808080
	i := 0
	for ; i+8 <= len(s); i += 8 {
		b := s[i : i+8]
		x := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		// The top bit of a byte is set by 0x80…, by less than 0x20, or by 0x7f.
		if (x|(x-0x2020202020202020)|(x+0x0101010101010101))&high != 0 {
			break
		}
	}
	for i < len(s) && s[i] >= 0x20 && s[i] < 0x7f {
		i++
	}
	return i
}
