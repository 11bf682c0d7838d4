// This file goes from match to match: at once where the next one is near, else
// away from the event loop; and it finds the matches that show.
package editor

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/jsonview"
	"patchbay/tui/text"
)

// landing is the match the search stands on.
type landing struct {
	of    text.Text
	sel   text.Selection // what it has selected
	query query
	match text.Match
}

// onMatch returns the match that the search went to, as long as it is what is
// selected.
func (m *Model) onMatch() (text.Match, bool) {
	l := &m.landed
	if l.query != m.lastFor || l.query.needle == "" || !l.of.Same(m.buf.Text()) || l.sel != m.buf.Selection() {
		return text.Match{}, false
	}
	return l.match, true
}

// A start is where a search goes on.
type start struct {
	off    int
	behind *text.Match // the match before, which ends at off now; nil for none
	step   int         // 1 forwards, -1 backwards
}

// A seeking is a search that has been sent out.
type seeking struct {
	stop context.CancelFunc
	step int
	more int // how many matches further to go once it has found one
}

// stopSeeking gives up a search that is going on. It reports whether there was
// one.
func (m *Model) stopSeeking() bool {
	if m.seeking == nil {
		return false
	}
	m.seeking.stop()
	m.seeking = nil
	return true
}

// searchAgain searches from where the search began, after what is searched has
// changed.
func (m *Model) searchAgain() {
	f := m.find
	if f == nil {
		return
	}
	m.lastFor.needle = f.field.Value()
	m.stopSeeking()
	if m.lastFor.needle == "" {
		f.state = nothingAsked
		if f.chosen.Empty() {
			m.buf.Select(text.Cursor(f.origin))
		} else {
			m.buf.Select(f.chosen)
		}
		m.moved()
		return
	}
	m.seek(start{off: f.origin, step: 1}, func(*Model) {})
	m.count()
}

// FindNext goes to the next match of what was searched last.
func (m *Model) FindNext() tea.Cmd {
	m.findStep(1)
	return m.Work()
}

// AcceptFind goes to the next match, with the bar still open. In the form the
// first match is what is wanted: the rows get the focus, and the bar goes once
// nothing is being searched any more.
func (m *Model) AcceptFind() tea.Cmd {
	if m.view == Form && m.lastFor.needle != "" {
		if m.seeking == nil {
			m.closeFind()
		} else {
			m.setFocus(Tree)
		}
		return m.Work()
	}
	return m.FindNext()
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
			m.searchAgain()
		}
		return
	}
	if m.find == nil && m.view == Form && m.focus != Tree {
		m.showText()
	}
	if s := m.seeking; s != nil && s.step == step {
		s.more++
		return
	}
	from := start{off: m.buf.Selection().Max(), step: step}
	if on, ok := m.onMatch(); step < 0 {
		from.off = m.buf.Selection().Min()
		if ok {
			from.off = on.From
		}
	} else if ok {
		from.off, from.behind = on.To, &on
	}
	m.seekOn(from)
}

// seekOn goes to a match from which later searches begin.
func (m *Model) seekOn(from start) {
	m.seek(from, func(m *Model) {
		if m.find != nil {
			m.find.origin = m.buf.Selection().Min()
		}
	})
	m.count()
}

// seek selects the match that comes next from a start, and then does what is to
// be done after it.
func (m *Model) seek(from start, then func(*Model)) {
	m.stopSeeking()
	t, q, in := m.buf.Text(), m.pattern(), m.searched()
	if q.fault != "" {
		m.sought(q, text.Match{}, faulty)
		return
	}
	if t.Len() <= atOnce {
		match, state := from.search(context.Background(), t, q.pattern, in)
		m.sought(q, match, state)
		then(m)
		return
	}
	if match, ok := from.near(t, q.pattern, in); ok {
		m.sought(q, match, onMatch)
		then(m)
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	s := &seeking{stop: stop, step: from.step}
	m.seeking = s
	if m.find != nil {
		m.find.state = searching
	} else {
		m.host.Say("Searching…")
	}
	owner := m.owner
	m.send(func() tea.Msg {
		defer stop()
		match, state := from.search(ctx, t, q.pattern, in)
		return Reply{owner, func(m *Model) {
			if m.seeking != s {
				return
			}
			m.seeking = nil
			if !m.buf.Text().Same(t) {
				if m.find != nil {
					m.find.state = nothingAsked // of this text; it is asked again with the next step
				}
				return
			}
			m.sought(q, match, state)
			then(m)
			for range s.more {
				m.findStep(s.step)
			}
		}}
	})
}

// near looks for the match as far as that is quick.
func (s start) near(t text.Text, p text.Pattern, in text.Range) (text.Match, bool) {
	if p.Near() == 0 {
		return text.Match{}, false
	}
	if s.step > 0 {
		in.To = min(in.To, max(in.From, s.off)+p.Near())
	} else {
		in.From = max(in.From, t.LineStart(t.LineOf(min(in.To, s.off)-p.Near())))
		if in.From < min(in.To, s.off)-2*p.Near() {
			return text.Match{}, false // a very long line
		}
	}
	return s.next(context.Background(), t, p, in)
}

// next returns the match that comes next in the range.
func (s start) next(ctx context.Context, t text.Text, p text.Pattern, in text.Range) (text.Match, bool) {
	switch {
	case s.step < 0:
		return p.Prev(ctx, t, in, s.off)
	case s.behind != nil:
		return p.After(ctx, t, in, *s.behind, s.off)
	}
	return p.Next(ctx, t, in, s.off)
}

// search returns the match that comes next, going on at the other end of the
// range.
func (s start) search(ctx context.Context, t text.Text, p text.Pattern, in text.Range) (text.Match, findState) {
	if match, ok := s.next(ctx, t, p, in); ok {
		return match, onMatch
	}
	around := start{off: in.From, step: s.step}
	if s.step < 0 {
		around.off = in.To + 1
	}
	if match, ok := around.next(ctx, t, p, in); ok {
		return match, wrapped
	}
	return text.Match{}, noMatch
}

// sought takes what a search has come to.
func (m *Model) sought(q compiled, match text.Match, state findState) {
	if state == onMatch || state == wrapped {
		m.buf.Select(text.Selection{Anchor: match.From, Head: match.To})
		m.landed = landing{m.buf.Text(), m.buf.Selection(), q.query, match}
		m.moved()
	}
	if m.find != nil {
		m.find.state = state
		return
	}
	switch state {
	case faulty:
		m.host.Say(cells.Sentence(q.fault))
	case noMatch:
		m.host.Say("Not found.")
	case wrapped:
		m.host.Say("Searched on from the other end of the text.")
	}
}

// shown are the matches among what was on the screen last.
type shown struct {
	sight   sight
	matches []jsonview.Range
}

// A sight is what is on the screen, and what is searched in it.
type sight struct {
	of          text.Text
	query       query
	in          text.Range
	first, last int // lines
	rows        int // from the first to the last; fewer than lines where some are folded away
	left, width int // cells
}

// visibleMatches returns the matches among what is on the screen: in whole
// lines, and of long lines in the part that shows.
func (m *Model) visibleMatches(lines []int, width int) []jsonview.Range {
	if m.find == nil || m.lastFor.needle == "" || m.find.state == faulty || len(lines) == 0 {
		return nil
	}
	now := sight{
		of: m.buf.Text(), query: m.lastFor, in: m.searched(),
		first: lines[0], last: lines[len(lines)-1], rows: len(lines), left: m.left, width: width,
	}
	if m.shown.sight == now {
		return m.shown.matches
	}
	var matches []jsonview.Range
	const short = 4 << 10
	t, p := now.of, m.pattern().pattern
	search := func(from, to int) {
		part := text.New(t.Slice(from, to))
		in := text.Range{From: max(now.in.From-from, 0), To: min(now.in.To, to) - from}
		p.Each(context.Background(), part, in, func(f text.Match) bool {
			matches = append(matches, jsonview.Range{From: from + f.From, To: from + f.To})
			return true
		})
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
		search(max(start, t.Snap(at-min(len(m.lastFor.needle), short)-64, text.Before)), min(end, at+short+width))
	}
	if from >= 0 {
		search(from, to)
	}
	m.shown = shown{now, matches}
	return matches
}
