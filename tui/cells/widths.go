// widths.go remembers how wide clusters are. Texts repeat a few hundred of
// them, and judging one takes ten times as long as finding it again.
package cells

import "strings"

// Widths measures text and remembers the clusters it met. The zero value is
// ready; a nil Widths measures without remembering. It belongs to one
// goroutine.
type Widths struct{ of map[string]int }

// What is remembered at most: clusters, and the bytes of one.
const (
	maxWidths = 4096
	longWidth = 64
)

// ColumnOf is like the function ColumnOf.
func (m *Widths) ColumnOf(line string, off int) int {
	w := walk(String(line), place{})
	w.met = m
	return w.seek(min(max(off, 0), len(line)), far).col
}

func (m *Widths) remember(cluster string, width int) {
	if len(cluster) > longWidth || len(m.of) >= maxWidths {
		return
	}
	if m.of == nil {
		m.of = make(map[string]int)
	}
	m.of[strings.Clone(cluster)] = width // and not the text around it
}
