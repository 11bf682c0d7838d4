// ruler.go remembers columns inside long lines, so that a line of megabytes is
// measured once and not for every frame.
package cells

import "sort"

// Line is one line of text without its newline, as tui/text hands it out.
type Line interface {
	Bytes
	// Shared returns how many bytes at the start are surely the same as in an
	// older line, without reading either. 0 is always right.
	Shared(old Bytes) int
}

// String is a Line over a string.
type String string

// Len returns the size in bytes.
func (s String) Len() int { return len(s) }

// Slice returns the bytes [from, to), clamped to the string.
func (s String) Slice(from, to int) string {
	from, to = max(from, 0), min(to, len(s))
	if from >= to {
		return ""
	}
	return string(s[from:to])
}

// Shared returns the whole length for the same string, else 0.
func (s String) Shared(old Bytes) int {
	if o, ok := old.(String); ok && s == o {
		return len(s)
	}
	return 0
}

const (
	longLine   = 2 << 10 // bytes from which a line is remembered
	stride     = 4 << 10 // bytes between two remembered places
	rulerLines = 64      // lines remembered
)

// Ruler measures lines and remembers places in the long ones. The zero value
// is ready; a nil Ruler measures without remembering. It finds out by itself
// what an edit has left valid. It belongs to one goroutine.
type Ruler struct {
	long []*measured // the latest used first
}

// measured is what is known of one long line.
type measured struct {
	line   Line
	places []place // every stride bytes from the start on
	whole  bool    // the last place is the end of the line
}

// Layout is like the function Layout for lines of any length.
func (r *Ruler) Layout(line Line, fromCol, width int) []Cell {
	if width <= 0 {
		return nil
	}
	fromCol = max(fromCol, 0)
	w := walk(line, r.before(line, far, fromCol))
	w.seek(far, fromCol)
	return w.cells(fromCol + width)
}

// ColumnOf is like the function ColumnOf for lines of any length.
func (r *Ruler) ColumnOf(line Line, off int) int {
	off = min(max(off, 0), line.Len())
	return walk(line, r.before(line, off, far)).seek(off, far).col
}

// OffsetAt is like the function OffsetAt for lines of any length.
func (r *Ruler) OffsetAt(line Line, col int) int {
	return walk(line, r.before(line, far, max(col, 0))).seek(far, max(col, 0)).off
}

// before returns a remembered place at or before the offset and the column.
func (r *Ruler) before(line Line, off, col int) place {
	if r == nil || line.Len() <= longLine || off == 0 || col == 0 {
		return place{}
	}
	m := r.find(line)
	m.measure(off, col)
	i := sort.Search(len(m.places), func(i int) bool {
		return m.places[i].off > off || m.places[i].col > col
	})
	return m.places[i-1]
}

// find returns what is known of the line, or of the older line that it shares
// most with, cut back to what they share.
func (r *Ruler) find(line Line) *measured {
	best, most := -1, 0
	for i, m := range r.long {
		if n := line.Shared(m.line); n > most {
			best, most = i, n
			if n == line.Len() && n == m.line.Len() {
				break
			}
		}
	}
	var m *measured
	switch {
	case best >= 0:
		m = r.long[best]
	case len(r.long) < rulerLines:
		m = &measured{}
		r.long = append(r.long, m)
		best = len(r.long) - 1
	default:
		best = len(r.long) - 1
		m = &measured{}
	}
	copy(r.long[1:best+1], r.long[:best])
	r.long[0] = m
	m.adopt(line, most)
	return m
}

// adopt makes m what is known of line, of which the first shared bytes are as
// they were. Clusters may reach over the first changed byte, so places closer
// to it than a cluster are dropped.
func (m *measured) adopt(line Line, shared int) {
	if m.line != nil && shared == line.Len() && shared == m.line.Len() {
		m.line = line
		return
	}
	m.line, m.whole = line, false
	n := sort.Search(len(m.places), func(i int) bool { return m.places[i].off > shared-maxCluster })
	m.places = m.places[:n]
	if n == 0 {
		m.places = append(m.places, place{})
	}
}

// measure goes on measuring until a place behind the offset or the column, or
// the end, is known.
func (m *measured) measure(off, col int) {
	last := m.places[len(m.places)-1]
	if m.whole || last.off > off || last.col > col {
		return
	}
	w := walk(m.line, last)
	for !m.whole && last.off <= off && last.col <= col {
		last = w.seek(last.off+stride, far)
		m.whole = w.done()
		if !m.whole {
			m.places = append(m.places, last)
		}
	}
}
