// layout.go lays one line of editable text on cells.
package cells

import "math"

// tabStop is the distance of tab stops in cells.
const tabStop = 4

// Cell is one grapheme cluster of a line and the cells it takes.
type Cell struct {
	Off, Len   int    // bytes in the line
	Col, Width int    // cells; Width is at least 1
	Show       string // what to paint; "" means the bytes themselves
	Mark       bool   // a mark stands for something invisible
}

// Bytes is anything that can be read by ranges of bytes.
type Bytes = interface {
	Len() int
	Slice(from, to int) string
}

// Layout returns the cells of a line that intersect the columns
// [fromCol, fromCol+width). Tab stops are every four cells; what cannot be
// shown takes the width of its mark. The line must not hold a newline that is
// meant to break it: it would be shown as ␊. What lies left of fromCol is
// measured each time, at 1 to 2 GB a second for ASCII: a Ruler remembers.
func Layout(line string, fromCol, width int) []Cell {
	return (*Ruler)(nil).Layout(String(line), fromCol, width)
}

// ColumnOf returns the column of the cluster that holds byte off; for the end
// of the line, the column after its last cell.
func ColumnOf(line string, off int) int {
	return (*Ruler)(nil).ColumnOf(String(line), off)
}

// OffsetAt returns where the cluster at column col begins, or the length of
// the line when col is behind its end.
func OffsetAt(line string, col int) int {
	return (*Ruler)(nil).OffsetAt(String(line), col)
}

// place is a border between two clusters.
type place struct{ off, col int }

// walker goes through a line cluster by cluster without holding more of it
// than a window.
type walker struct {
	line Bytes
	size int
	at   place
	base int    // offset of buf
	buf  string // a window of the line
	met  *Widths
}

// window is what a walker reads at a time, in bytes.
const window = 4096

func walk(line Bytes, from place) *walker {
	return &walker{line: line, size: line.Len(), at: from, base: from.off}
}

func (w *walker) done() bool { return w.at.off >= w.size }

// ahead returns the text from the current place on: at least want bytes, or
// up to the end of the line.
func (w *walker) ahead(want int) string {
	skip := w.at.off - w.base
	if len(w.buf)-skip < want && w.base+len(w.buf) < w.size {
		w.base = w.at.off
		w.buf = w.line.Slice(w.base, w.base+max(window, want))
		skip = 0
	}
	return w.buf[skip:]
}

// plain returns how many single-cell ASCII characters come next, as far as the
// window shows.
func (w *walker) plain() int {
	s := w.ahead(64)
	n := asciiRun(s)
	if n > 0 && (n < len(s) && s[n] >= 0x80 || n == len(s) && w.at.off+n < w.size) {
		n-- // something may lean on the last one
	}
	return n
}

// cluster returns the next cluster.
func (w *walker) cluster() string {
	s := w.ahead(64)
	n := clusterSize(s)
	if n+4 >= len(s) && w.at.off+len(s) < w.size {
		s = w.ahead(maxCluster + 4)
		n = clusterSize(s)
	}
	return s[:n]
}

// next steps over one cluster and returns its cell.
func (w *walker) next() Cell {
	if n, width := alone(w.ahead(64)); n > 0 {
		c := Cell{Off: w.at.off, Len: n, Col: w.at.col, Width: width}
		w.at.off += n
		w.at.col += width
		return c
	}
	s := w.cluster()
	c := Cell{Off: w.at.off, Len: len(s), Col: w.at.col, Width: 1}
	if s == "\t" {
		c.Width = tabStop - w.at.col%tabStop
		c.Show = "    "[:c.Width]
	} else if len(s) > 1 || s[0] < 0x20 || s[0] >= 0x7f {
		show, width, how := judge(s)
		c.Width = width
		if how == marked {
			c.Show, c.Mark = show, true
		}
	}
	w.at.off += c.Len
	w.at.col += c.Width
	return c
}

// step goes over one cluster, as next does, without saying how it is shown.
func (w *walker) step() {
	if w.met == nil {
		w.next()
		return
	}
	if n, width := alone(w.ahead(64)); n > 0 {
		w.at.off += n
		w.at.col += width
		return
	}
	s := w.cluster()
	if width, known := w.met.of[s]; known {
		w.at.off += len(s)
		w.at.col += width
		return
	}
	if width := w.next().Width; s != "\t" {
		w.met.remember(s, width)
	}
}

// seek goes on to the last border that is neither behind off nor behind col.
func (w *walker) seek(off, col int) place {
	for !w.done() && w.at.off < off && w.at.col < col {
		if n := min(w.plain(), off-w.at.off, col-w.at.col); n > 0 {
			w.at.off += n
			w.at.col += n
			continue
		}
		before := w.at
		w.step()
		if w.at.off > off || w.at.col > col {
			w.at = before
			break
		}
	}
	return w.at
}

// cells returns the cells from the current place up to column end.
func (w *walker) cells(end int) []Cell {
	out := make([]Cell, 0, min(end-w.at.col, w.size-w.at.off, 512))
	for !w.done() && w.at.col < end {
		n := min(w.plain(), end-w.at.col)
		for range n {
			out = append(out, Cell{Off: w.at.off, Len: 1, Col: w.at.col, Width: 1})
			w.at.off++
			w.at.col++
		}
		if n == 0 {
			out = append(out, w.next())
		}
	}
	return out
}

// Far is a limit that no line reaches.
const far = math.MaxInt
