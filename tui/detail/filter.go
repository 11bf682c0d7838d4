// This file filters by path: which lines stay when a path, or a part of one, is typed.

package detail

import (
	"sort"
	"strings"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/jsonview"
)

// filter is a filter that is on. The zero value is off.
type filter struct {
	expr   string
	places int              // values whose path matches; their parts are not counted
	kept   []jsonview.Lines // lines shown, sorted and apart
	how    how
	state  filterState
}

type filterState int

const (
	filterOff filterState = iota
	filterOn
)

// how is how the path was understood.
type how int

const (
	byPath     how = iota // it is the path of one value
	byPart                // its parts are, or are in, names on the way, in order
	byGuessing            // the letters of each part are in a name on the way, in order
)

func (f *filter) on() bool { return f.state == filterOn }

// from is the first line at or below a line that the filter leaves, and whether
// it is that line; -1 without one.
func (f *filter) from(line int) (int, bool) {
	if !f.on() {
		return line, true
	}
	i := sort.Search(len(f.kept), func(i int) bool { return f.kept[i].Last >= line })
	switch {
	case i == len(f.kept):
		return -1, false
	case f.kept[i].First <= line:
		return line, true
	}
	return f.kept[i].First, false
}

// upTo is from, upwards.
func (f *filter) upTo(line int) (int, bool) {
	if !f.on() {
		return line, true
	}
	i := sort.Search(len(f.kept), func(i int) bool { return f.kept[i].First > line })
	switch {
	case i == 0:
		return -1, false
	case f.kept[i-1].Last >= line:
		return line, true
	}
	return f.kept[i-1].Last, false
}

// FilterPath shows only the lines whose path matches, and the lines that lead
// there. The expression is a dotted path, a JSON Pointer, or parts of one:
// "fields.id" finds every id below any fields, "[2]" the third of any list, and
// "*" stands for any one name. "" shows everything again.
func (m *Model) FilterPath(expr string) {
	expr = strings.TrimSpace(expr)
	switch {
	case expr == "":
		m.clearFilter()
	case m.phase != ready:
	case m.tree == nil:
		m.filter = filter{expr: expr} // SetTree applies it
	default:
		m.applyFilter(expr)
	}
}

func (m *Model) clearFilter() {
	if !m.filter.on() {
		m.filter = filter{}
		return
	}
	m.filter = filter{}
	m.filtered = jsonview.Folds{}
	m.reveal(&m.whole, m.cursorLine())
	m.recount()
}

// recount counts the matches of a search anew: a filter changes what is searched.
func (m *Model) recount() {
	if m.find.query != "" {
		m.countMatches()
	}
}

func (m *Model) applyFilter(expr string) {
	hits, how := hitsOf(m.tree, expr)
	m.filter = filter{expr: expr, state: filterOn, places: len(hits), how: how}
	lines, first := m.linesOf(hits)
	m.filter.kept = lines
	m.filtered = jsonview.Folds{}
	m.filtered.SetRegions(m.regions)
	m.filtered.Only(lines)
	m.recount()
	if first >= 0 {
		m.off, m.follow, m.part = m.lineHome(first), showCursor, onText
	}
}

// linesOf are the lines of the hits and the opening lines of all they stand in,
// sorted and apart; first is the first line of the first hit, or -1. The hits are
// in the order of the text, so the text is read once, from top to bottom.
func (m *Model) linesOf(hits []document.Node) (lines []jsonview.Lines, first int) {
	count := lineCount{src: m.tree.Source()}
	add := func(n document.Node, end int) {
		l := jsonview.Lines{First: count.at(begin(m.tree, n))}
		l.Last = count.at(end)
		if k := len(lines) - 1; k >= 0 && l.First <= lines[k].Last+1 {
			lines[k].Last = max(lines[k].Last, l.Last)
			return
		}
		lines = append(lines, l)
	}
	first = -1
	var way []document.Node
	done := 0 // end of the hit before
	for _, n := range hits {
		way = way[:0]
		for up := m.tree.Parent(n); up >= 0; up = m.tree.Parent(up) {
			if begin(m.tree, up) < done {
				break // the hit before stands in it too, and in all above it
			}
			way = append(way, up)
		}
		for i := len(way) - 1; i >= 0; i-- {
			start, _ := m.tree.Span(way[i])
			add(way[i], start)
		}
		if first < 0 {
			first = count.at(begin(m.tree, n))
		}
		_, done = m.tree.Span(n)
		add(n, done-1)
	}
	return lines, first
}

// lineCount counts lines up to offsets that never go back.
type lineCount struct {
	src       string
	off, line int
}

func (c *lineCount) at(off int) int {
	if off = min(off, len(c.src)); off > c.off {
		c.line += strings.Count(c.src[c.off:off], "\n")
		c.off = off
	}
	return c.line
}

// begin is where a node begins in the text, its key included.
func begin(t *document.Tree, n document.Node) int {
	if key, _, ok := t.KeySpan(n); ok {
		return key
	}
	start, _ := t.Span(n)
	return start
}

// filtering says in words what the filter shows, "" when it is off.
func (m *Model) filtering() string {
	f := &m.filter
	switch {
	case f.expr == "":
		return ""
	case !f.on():
		return "filter waits for the Configuration to be read"
	case f.places == 0:
		return "no path matches"
	}
	words := cells.Thousands(f.places) + " places"
	if f.places == 1 {
		words = "1 place"
	}
	if f.how == byGuessing {
		words += " that come close"
	}
	return words
}
