// This file lays the boxes of the open dialogs over the screen, row by row.
package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"patchbay/tui/theme"
)

// Compose draws the dialogs over the base, back to front, each in the middle.
// The result has exactly h rows of at most w cells. The cursor is the front
// dialog's, even when it has none. With no dialog open it is the base, cut to
// that size.
func (s *Stack) Compose(t theme.Theme, base string, w, h int) (string, *tea.Cursor) {
	if w < 1 || h < 1 {
		return "", nil
	}
	rows := make([]string, h)
	for i := range rows {
		row, rest, _ := strings.Cut(base, "\n")
		rows[i], base = cutRow(row, w), rest
	}
	var cursor *tea.Cursor
	for i := range s.layers {
		box, cur := s.layers[i].dialog.View(t, w, h)
		boxRows := strings.Split(box, "\n")
		if len(boxRows) > h {
			boxRows = boxRows[:h]
		}
		bw := min(ansi.StringWidth(boxRows[0]), w)
		x, y := (w-bw)/2, (h-len(boxRows))/2
		for j, row := range boxRows {
			rows[y+j] = lay(rows[y+j], row, x, bw)
		}
		cursor = nil
		if cur != nil && cur.X >= 0 && cur.X < bw && cur.Y >= 0 && cur.Y < len(boxRows) {
			moved := *cur
			moved.X += x
			moved.Y += y
			cursor = &moved
		}
	}
	return strings.Join(rows, "\n"), cursor
}

// lay puts top, bw cells wide, over the row at column x. What is left of the
// row on both sides keeps its colours. A wide character under an edge of the
// box is cut: its other half becomes a space.
func lay(row, top string, x, bw int) string {
	left := walk(row, place{}, x)
	right := walk(row, left, x+bw)
	var b strings.Builder
	b.Grow(len(row) + len(top) + 16)
	b.WriteString(row[:left.at])
	if left.pen != "" {
		b.WriteString(theme.Reset)
	}
	pad(&b, x-left.col)
	top = cutRow(top, bw)
	b.WriteString(top)
	pad(&b, bw-ansi.StringWidth(top))
	if i := strings.LastIndexByte(top, '\x1b'); i >= 0 && !strings.HasPrefix(top[i:], theme.Reset) {
		b.WriteString(theme.Reset)
	}
	if right.col < x+bw && right.at < len(row) {
		_, n := ansi.FirstGraphemeCluster(row[right.at:], ansi.GraphemeWidth)
		beyond := walk(row, right, right.col+n)
		pad(&b, beyond.col-(x+bw))
		right = beyond
	}
	if right.at < len(row) {
		b.WriteString(right.pen)
		b.WriteString(row[right.at:])
	}
	return b.String()
}

// cutRow returns the row cut to w cells.
func cutRow(row string, w int) string {
	if len(row) <= w {
		return row
	}
	end := walk(row, place{}, w)
	if end.at == len(row) {
		return row
	}
	if end.pen != "" {
		return row[:end.at] + theme.Reset
	}
	return row[:end.at]
}

// A place is somewhere in a row of text and SGR sequences.
type place struct {
	at  int    // bytes
	col int    // cells
	pen string // the sequences since the last reset: what opens the pen here
}

// walk goes on from a place to the last one at or before the column, with the
// sequences that stand there taken in.
func walk(row string, p place, col int) place {
	for p.at < len(row) {
		c := row[p.at]
		if c == '\x1b' {
			end := p.at + 1
			if end < len(row) && row[end] == '[' {
				for end++; end < len(row) && (row[end] < 0x40 || row[end] > 0x7e); end++ {
				}
			}
			end = min(end+1, len(row))
			seq := row[p.at:end]
			if seq == theme.Reset || seq == "\x1b[0m" {
				p.pen = ""
			} else {
				p.pen += seq
			}
			p.at = end
			continue
		}
		if c >= 0x20 && c < 0x7f && (p.at+1 == len(row) || row[p.at+1] < 0x80) {
			if p.col == col {
				return p
			}
			p.at, p.col = p.at+1, p.col+1
			continue
		}
		cluster, n := ansi.FirstGraphemeCluster(row[p.at:], ansi.GraphemeWidth)
		if p.col+n > col || len(cluster) == 0 {
			return p
		}
		p.at, p.col = p.at+len(cluster), p.col+n
	}
	return p
}

func pad(b *strings.Builder, n int) {
	for ; n > 0; n-- {
		b.WriteByte(' ')
	}
}
