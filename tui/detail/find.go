// This file finds text in the shown Configuration.

package detail

import (
	"slices"
	"strings"

	"patchbay/tui/cells"
	"patchbay/tui/jsonview"
	"patchbay/tui/text"
)

// find is a search that is on. The zero value is off.
type find struct {
	query    string
	fold     text.Case
	current  jsonview.Range // the match the search stands on; empty without one
	starts   []int          // of all matches, when they are few enough to count
	total    total
	scrolled bool // it scrolled the page sideways
}

// total is what is known of the number of matches.
type total int

const (
	counted total = iota
	tooMany
	uncounted
)

// Matches are counted up to countedMatches, and in texts of up to countedBytes.
const (
	countedMatches = 1000
	countedBytes   = 16 << 20
)

// search sets what is searched for and counts it, without moving.
func (m *Model) search(s string) {
	scrolled := m.find.scrolled
	m.find = find{query: s, scrolled: scrolled}
	if s == "" || m.phase != ready {
		m.find.query = ""
		return
	}
	if s == strings.ToLower(s) {
		m.find.fold = text.Fold
	}
	m.countMatches()
}

func (m *Model) countMatches() {
	m.find.starts, m.find.total = nil, counted
	if m.content.Text.Len() > countedBytes {
		m.find.total = uncounted
		return
	}
	for r, ok := m.matchAt(0); ok; r, ok = m.matchAt(r.To) {
		if len(m.find.starts) == countedMatches {
			m.find.total = tooMany
			return
		}
		m.find.starts = append(m.find.starts, r.From)
	}
}

// matchAt is the first match at or after an offset, among the lines the filter leaves.
func (m *Model) matchAt(from int) (jsonview.Range, bool) {
	t := m.content.Text
	for {
		start, end, ok := t.Find(from, m.find.query, m.find.fold)
		if !ok {
			return jsonview.Range{}, false
		}
		next, kept := m.filter.from(t.LineOf(start))
		if kept {
			return jsonview.Range{From: start, To: max(end, start+1)}, true
		}
		if next < 0 {
			return jsonview.Range{}, false
		}
		from = t.LineStart(next)
	}
}

// matchBefore is the last match that begins before an offset.
func (m *Model) matchBefore(before int) (jsonview.Range, bool) {
	t := m.content.Text
	for {
		start, end, ok := t.FindLast(before, m.find.query, m.find.fold)
		if !ok {
			return jsonview.Range{}, false
		}
		prev, kept := m.filter.upTo(t.LineOf(start))
		if kept {
			return jsonview.Range{From: start, To: max(end, start+1)}, true
		}
		if prev < 0 {
			return jsonview.Range{}, false
		}
		before = t.LineEnd(prev) + 1
	}
}

// findFrom goes to the first match at or after an offset, or round to the first of all.
func (m *Model) findFrom(off int) {
	if m.find.query == "" {
		return
	}
	r, ok := m.matchAt(off)
	if !ok {
		r, ok = m.matchAt(0)
	}
	m.stand(r, ok)
}

// FindNext goes to the next match; after the last, to the first.
func (m *Model) FindNext() {
	if m.nothingSought() {
		return
	}
	from := m.off
	if m.onMatch() {
		from = m.find.current.To
	}
	m.findFrom(from)
	m.sayIfMissing()
}

// FindPrev goes to the match before; before the first, to the last.
func (m *Model) FindPrev() {
	if m.nothingSought() {
		return
	}
	from := m.off
	if m.onMatch() {
		from = m.find.current.From
	}
	r, ok := m.matchBefore(from)
	if !ok {
		r, ok = m.matchBefore(m.content.Text.Len() + 1)
	}
	m.stand(r, ok)
	m.sayIfMissing()
}

// onMatch is whether the cursor has not left the match it was taken to.
func (m *Model) onMatch() bool {
	return m.find.current.To > m.find.current.From && m.find.current.From == m.off
}

func (m *Model) nothingSought() bool {
	if m.find.query == "" {
		m.host.Say("Nothing is searched for yet.")
		return true
	}
	return false
}

func (m *Model) sayIfMissing() {
	if m.line == nil && m.find.current.To == 0 {
		m.host.Say("Not found.")
	}
}

// stand puts the cursor on a match.
func (m *Model) stand(r jsonview.Range, ok bool) {
	m.find.current = jsonview.Range{}
	if !ok {
		return
	}
	m.find.current = r
	m.off, m.part = r.From, onText
	m.reveal(m.folds(), m.cursorLine())
	column := m.ruler.Column(m.content.Text, r.From)
	if width := max(1, m.textWidth); column < m.left || column >= m.left+width {
		m.left = max(0, column-width/3)
		if column < width {
			m.left = 0
		}
		m.find.scrolled = true
	}
}

// found says in words what the search found, "" when it is off.
func (m *Model) found() string {
	f := &m.find
	switch {
	case f.query == "":
		return ""
	case f.current.To == 0 && len(f.starts) == 0:
		return "not found"
	case f.total == uncounted:
		return "found"
	}
	all := cells.Thousands(len(f.starts))
	if f.total == tooMany {
		all = "over " + all
	}
	if i, ok := slices.BinarySearch(f.starts, f.current.From); ok && f.current.To > 0 {
		return cells.Thousands(i+1) + " of " + all
	}
	if len(f.starts) == 1 {
		return "1 match"
	}
	return all + " matches"
}

// visibleMatches are the matches on the given lines, near what is on screen of
// lines longer than longLine bytes.
func (m *Model) visibleMatches(lines []int) []jsonview.Range {
	const (
		longLine  = 8 << 10
		longQuery = 256 // of a longer one only the match it stands on is painted
	)
	if m.find.query == "" || len(m.find.query) > longQuery {
		return nil
	}
	t := m.content.Text
	var out []jsonview.Range
	for _, line := range lines {
		start, end := t.LineStart(line), t.LineEnd(line)
		if end-start > longLine {
			start = max(start, m.ruler.Offset(t, line, m.left)-len(m.find.query))
			end = min(end, start+longLine)
		}
		part := text.New(t.Slice(start, end))
		for at := 0; ; {
			from, to, ok := part.Find(at, m.find.query, m.find.fold)
			if !ok {
				break
			}
			out = append(out, jsonview.Range{From: start + from, To: start + to})
			at = max(to, from+1)
		}
	}
	return out
}
