// This file answers which lines are visible, given what is folded away.
package jsonview

import "sort"

// A run is a stretch of hidden lines; before counts the lines hidden by the
// runs above it.
type run struct{ first, last, before int }

// endOfText is a line no text reaches.
const endOfText = 1 << 40

// rebuild joins what the folds and the filter hide into runs.
func (f *Folds) rebuild() {
	f.hidden = f.hidden[:0]
	next := 0 // of only
	gap := func() (run, bool) {
		switch {
		case f.filter == showAll || next > len(f.only):
			return run{}, false
		case next == len(f.only):
			next++
			first := 0
			if n := len(f.only); n > 0 {
				first = f.only[n-1].Last + 1
			}
			return run{first: first, last: endOfText}, true
		default:
			first := 0
			if next > 0 {
				first = f.only[next-1].Last + 1
			}
			next++
			return run{first: first, last: f.only[next-1].First - 1}, true
		}
	}
	g, more := gap()
	for _, r := range f.folded {
		for more && g.first <= r.First+1 {
			f.hide(g)
			g, more = gap()
		}
		f.hide(run{first: r.First + 1, last: r.Last})
	}
	for more {
		f.hide(g)
		g, more = gap()
	}
	before := 0
	for i := range f.hidden {
		f.hidden[i].before = before
		before += f.hidden[i].last - f.hidden[i].first + 1
	}
}

// hide adds a run that begins no earlier than the last one.
func (f *Folds) hide(r run) {
	if r.last < r.first {
		return
	}
	if n := len(f.hidden); n > 0 && r.first <= f.hidden[n-1].last+1 {
		f.hidden[n-1].last = max(f.hidden[n-1].last, r.last)
		return
	}
	f.hidden = append(f.hidden, r)
}

// covering returns the run that ends at or after the line, if any.
func (f *Folds) covering(line int) (run, bool) {
	if f == nil {
		return run{}, false
	}
	i := sort.Search(len(f.hidden), func(i int) bool { return f.hidden[i].last >= line })
	if i == len(f.hidden) {
		return run{}, false
	}
	return f.hidden[i], true
}

// Hidden reports whether the line is folded away.
func (f *Folds) Hidden(line int) bool {
	r, ok := f.covering(line)
	return ok && r.first <= line
}

// HiddenAfter returns how many lines are hidden right below the line.
func (f *Folds) HiddenAfter(line int) int {
	r, ok := f.covering(line + 1)
	if !ok || r.first > line+1 {
		return 0
	}
	return r.last - line
}

// NextVisible returns the first visible line below the line. It may be past
// the end of the text.
func (f *Folds) NextVisible(line int) int {
	if r, ok := f.covering(line + 1); ok && r.first <= line+1 {
		return r.last + 1
	}
	return line + 1
}

// PrevVisible returns the last visible line above the line, or -1.
func (f *Folds) PrevVisible(line int) int {
	if r, ok := f.covering(line - 1); ok && r.first <= line-1 {
		return r.first - 1
	}
	return line - 1
}

// Row returns how many visible lines are above the line.
func (f *Folds) Row(line int) int {
	if f == nil {
		return line
	}
	i := sort.Search(len(f.hidden), func(i int) bool { return f.hidden[i].last >= line })
	switch {
	case i < len(f.hidden) && f.hidden[i].first <= line:
		return f.hidden[i].first - f.hidden[i].before
	case i < len(f.hidden):
		return line - f.hidden[i].before
	case i > 0:
		last := f.hidden[i-1]
		return line - last.before - (last.last - last.first + 1)
	default:
		return line
	}
}

// LineAt returns the visible line with so many visible lines above it. It may
// be past the end of the text.
func (f *Folds) LineAt(row int) int {
	if f == nil {
		return row
	}
	i := sort.Search(len(f.hidden), func(i int) bool { return f.hidden[i].first-f.hidden[i].before > row })
	if i == 0 {
		return row
	}
	last := f.hidden[i-1]
	return row + last.before + last.last - last.first + 1
}

// Visible returns the visible lines of a window of n rows that begins at the
// line top, for a text of total lines.
func (f *Folds) Visible(top, n, total int) []int {
	lines := make([]int, 0, max(n, 0))
	if f.Hidden(top) {
		top = f.NextVisible(top)
	}
	for ; len(lines) < n && top < total; top = f.NextVisible(top) {
		lines = append(lines, top)
	}
	return lines
}
