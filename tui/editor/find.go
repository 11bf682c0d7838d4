// This file searches: the find bar, going from match to match, and counting.
package editor

import (
	"sort"
	"strings"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/jsonview"
	"patchbay/tui/text"
)

// A query is what is searched.
type query struct {
	needle string
	fold   text.Case
}

// findBar is the open find bar.
type findBar struct {
	field  *field.Field
	origin int // where the search began
	state  findState
	hits   hits
}

type findState int

const (
	nothingAsked findState = iota
	onMatch
	noMatch
	wrapped // found by going on at the other end
)

// hits are the matches of one query in one text.
type hits struct {
	query  query
	of     text.Text
	known  bool
	starts []int
	more   bool // there are more than were counted
}

// maxHits bounds how many matches are counted.
const maxHits = 100_000

// OpenFind opens the find bar, with the selection as what to find if it is
// short and on one line, else with what was searched last.
func (m *Model) OpenFind() tea.Cmd {
	m.openFind()
	return m.Work()
}

func (m *Model) openFind() {
	m.view = JSON
	s := m.lastFor.needle
	if sel := m.buf.Selection(); !sel.Empty() && sel.Max()-sel.Min() <= 200 && m.find == nil {
		if selected := m.buf.Selected(); !strings.ContainsAny(selected, "\r\n") {
			s = selected
		}
	}
	if m.find == nil {
		m.find = &findBar{field: field.New(field.Options{Text: s, Rows: 1, Placeholder: "Type what to find"}), origin: m.buf.Selection().Min()}
	}
	m.find.field.SelectAll()
	m.setFocus(Find)
	m.searchAgain()
}

// closeFind closes the bar; the match stays selected.
func (m *Model) closeFind() {
	m.find = nil
	if m.focus == Find {
		m.setFocus(Text)
	}
}

// ToggleFindCase tells upper and lower case apart in searches, or no longer.
func (m *Model) ToggleFindCase() tea.Cmd {
	if m.lastFor.fold == text.Exact {
		m.lastFor.fold = text.Fold
	} else {
		m.lastFor.fold = text.Exact
	}
	m.searchAgain()
	return m.Work()
}

// searchAgain searches from where the search began, after what is searched has
// changed.
func (m *Model) searchAgain() {
	if m.find == nil {
		return
	}
	m.lastFor.needle = m.find.field.Value()
	if m.lastFor.needle == "" {
		m.find.state = nothingAsked
		m.buf.Select(text.Cursor(m.find.origin))
		m.moved()
		return
	}
	m.search(m.find.origin, 1)
	m.count()
}

// FindNext goes to the next match of what was searched last.
func (m *Model) FindNext() tea.Cmd {
	m.findStep(1)
	return m.Work()
}

// FindPrev goes to the match before.
func (m *Model) FindPrev() tea.Cmd {
	m.findStep(-1)
	return m.Work()
}

func (m *Model) findStep(step int) {
	if m.lastFor.needle == "" {
		if m.find == nil {
			m.openFind()
		}
		return
	}
	if m.find == nil && m.view == Form {
		m.showText()
	}
	sel := m.buf.Selection()
	from := sel.Max()
	if step < 0 {
		from = sel.Min()
	}
	state := m.search(from, step)
	if m.find == nil {
		switch state {
		case noMatch:
			m.host.Say("Not found.")
		case wrapped:
			m.host.Say("Searched on from the other end of the text.")
		}
		return
	}
	m.find.origin = m.buf.Selection().Min()
	m.count()
}

// search selects the next match from an offset on, or the last one before it.
func (m *Model) search(from, step int) findState {
	t, q := m.buf.Text(), m.lastFor
	state := onMatch
	var start, end int
	var ok bool
	if step > 0 {
		if start, end, ok = t.Find(from, q.needle, q.fold); !ok {
			state = wrapped
			start, end, ok = t.Find(0, q.needle, q.fold)
		}
	} else if start, end, ok = t.FindLast(from, q.needle, q.fold); !ok {
		state = wrapped
		start, end, ok = t.FindLast(t.Len(), q.needle, q.fold)
	}
	if !ok {
		state = noMatch
	} else {
		m.buf.Select(text.Selection{Anchor: start, Head: end})
		m.moved()
	}
	if m.find != nil {
		m.find.state = state
	}
	return state
}

// count counts the matches: at once in a small text, else by a command.
func (m *Model) count() {
	t, q := m.buf.Text(), m.lastFor
	if h := m.find.hits; h.of.Same(t) && h.query == q {
		return // counted, or being counted
	}
	if t.Len() <= atOnce {
		m.find.hits = countAll(t, q)
		return
	}
	m.find.hits = hits{query: q, of: t}
	owner := m.owner
	m.send(func() tea.Msg {
		found := countAll(t, q)
		return Reply{owner, func(m *Model) {
			if m.find != nil && m.find.hits.of.Same(t) && m.find.hits.query == q {
				m.find.hits = found
			}
		}}
	})
}

// countAll finds the matches. From each match on it looks at a short piece of
// the text, where many matches cost little; where there are few, the search
// through the whole text leaps over what is between them.
func countAll(t text.Text, q query) hits {
	const dense = 4 << 10
	overlap := 4 * len(q.needle) // no spelling of a character is longer than that
	h := hits{query: q, of: t, known: true}
	at, _, ok := t.Find(0, q.needle, q.fold)
	for ok {
		piece := text.New(t.Slice(at, at+dense+overlap))
		next := 0
		for {
			start, end, found := piece.Find(next, q.needle, q.fold)
			if !found || start >= dense {
				break
			}
			if len(h.starts) == maxHits {
				h.more = true
				return h
			}
			h.starts = append(h.starts, at+start)
			next = max(end, start+1)
		}
		at, _, ok = t.Find(at+max(next, dense), q.needle, q.fold)
	}
	return h
}

// findStatus says in words how the search stands.
func (m *Model) findStatus() string {
	f := m.find
	switch {
	case f.state == nothingAsked:
		return ""
	case f.state == noMatch:
		return "not found"
	case !f.hits.of.Same(m.buf.Text()) || f.hits.query != m.lastFor:
		return ""
	case !f.hits.known:
		return "counting…"
	}
	n := len(f.hits.starts)
	total := cells.Thousands(n)
	if f.hits.more {
		total += "+"
	}
	start := m.buf.Selection().Min()
	i := sort.SearchInts(f.hits.starts, start)
	if i < n && f.hits.starts[i] == start && !m.buf.Selection().Empty() {
		return cells.Thousands(i+1) + " of " + total
	}
	if n == 1 {
		return "1 match"
	}
	return total + " matches"
}

// visibleMatches returns the matches among what is on the screen: whole lines,
// and of long lines the part that shows.
func (m *Model) visibleMatches(lines []int, width int) []jsonview.Range {
	if m.find == nil || m.lastFor.needle == "" || len(lines) == 0 {
		return nil
	}
	const short = 4 << 10
	t := m.buf.Text()
	var out []jsonview.Range
	search := func(from, to int) {
		part := text.New(t.Slice(from, to))
		for at := 0; ; {
			start, end, ok := part.Find(at, m.lastFor.needle, m.lastFor.fold)
			if !ok {
				return
			}
			out = append(out, jsonview.Range{From: from + start, To: from + end})
			at = max(end, start+1)
		}
	}
	from := -1 // of the short lines not searched yet
	to := 0
	for _, line := range lines {
		start, end := t.LineStart(line), t.LineEnd(line)
		if end-start <= short {
			if from < 0 {
				from = start
			} else if start > to+1 {
				search(from, to)
				from = start
			}
			to = end
			continue
		}
		if from >= 0 {
			search(from, to)
			from = -1
		}
		at := m.ruler.Offset(t, line, m.left)
		search(max(start, at-len(m.lastFor.needle)-64), min(end, at+short+width))
	}
	if from >= 0 {
		search(from, to)
	}
	return out
}
