// This file is the find bar: what is searched, where, and in words how the
// search stands.
package editor

import (
	"context"
	"sort"
	"strings"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/text"
)

// A query is what is searched.
type query struct {
	needle string
	fold   text.Case
	syntax syntax
}

// A syntax says how a needle is read.
type syntax int

const (
	plainText syntax = iota
	expression
)

// compiled is the pattern of a query.
type compiled struct {
	query   query
	pattern text.Pattern
	fault   string // in plain words what is wrong with the expression; "" for nothing
}

// pattern returns the pattern of what is searched.
func (m *Model) pattern() compiled {
	if q := m.lastFor; m.compiled.query != q {
		m.compiled = compiled{query: q, pattern: text.Literal(q.needle, q.fold)}
		if q.syntax == expression {
			var err error
			if m.compiled.pattern, err = text.Regexp(q.needle, q.fold); err != nil {
				m.compiled.fault = err.Error()
			}
		}
	}
	return m.compiled
}

// findBar is the open find bar.
type findBar struct {
	field  *field.Field
	with   *field.Field // what to put in place of matches; nil while there is no row for it
	origin int          // where the search began
	state  findState
	told   told
	undoes undoes         // what undo takes back while the bar has the focus
	chosen text.Selection // what was selected when the bar was opened
	within *text.Range    // where it is searched; nil for everywhere
	hits   hits
	count  context.CancelFunc // stops the counting; nil when there was none
}

// told is how replacing all matches ended, and the text it ended with.
type told struct {
	words string
	of    text.Text
}

type findState int

const (
	nothingAsked findState = iota
	onMatch
	noMatch
	wrapped // found by going on at the other end
	searching
	faulty   // the expression is wrong
	replaced // all of them
)

// undoes says what was done last in the bar, and so what undo takes back.
type undoes int

const (
	undoField undoes = iota
	undoText
)

// hits are the matches of one query in one text, or in a range of it.
type hits struct {
	query  query
	of     text.Text
	in     text.Range
	known  bool
	starts []int
	more   bool // there are more than were counted
}

// about reports whether these are the matches of a query in a range of a text.
func (h hits) about(t text.Text, q query, in text.Range) bool {
	return h.of.Same(t) && h.query == q && h.in == in
}

// maxHits bounds how many matches are counted.
const maxHits = 100_000

// OpenFind opens the find bar, with the selection as what to find if it is
// short and on one line, else with what was searched last.
func (m *Model) OpenFind() tea.Cmd {
	m.openFind()
	m.searchAgain()
	return m.Work()
}

// openFind opens the bar, or goes to it, and reports whether the selection is
// what to find now.
func (m *Model) openFind() (seeded bool) {
	if m.focus == Name || m.focus == Description {
		m.showText()
	}
	sel := m.buf.Selection()
	if _, on := m.onMatch(); m.find == nil || m.focus == Text && !sel.Empty() && !on {
		if m.find == nil {
			m.find = m.newFindBar()
		}
		m.find.chosen, m.find.origin = sel, sel.Min()
		if s := m.buf.Selected; !sel.Empty() && sel.Max()-sel.Min() <= 200 && m.find.within == nil && !strings.ContainsAny(s(), "\r\n") {
			m.find.field.SetValue(m.quoted(s()))
			seeded = true
		}
	}
	m.find.field.SelectAll()
	m.setFocus(Find)
	return seeded
}

func (m *Model) newFindBar() *findBar {
	return &findBar{field: field.New(field.Options{Text: m.lastFor.needle, Rows: 1, Placeholder: "Type what to find"})}
}

// quoted returns what finds s as it is.
func (m *Model) quoted(s string) string {
	if m.lastFor.syntax == expression {
		return text.Quote(s)
	}
	return s
}

// closeFind closes the bar; the match stays selected.
func (m *Model) closeFind() {
	if m.inBar() {
		m.setFocus(m.main())
	}
	m.stopSeeking()
	if m.find.count != nil {
		m.find.count()
	}
	m.find = nil
}

// inBar reports whether typing goes to a field of the find bar.
func (m *Model) inBar() bool { return m.focus == Find || m.focus == Replacement }

// barEdited is called after a field of the bar may have changed.
func (m *Model) barEdited() {
	m.find.undoes = undoField
	if m.focus == Find {
		m.searchAgain()
	} else {
		m.lastWith = m.find.with.Value()
	}
}

// ToggleFindCase tells upper and lower case apart in searches, or no longer.
func (m *Model) ToggleFindCase() tea.Cmd {
	if m.lastFor.fold == text.Exact {
		m.lastFor.fold = text.Fold
		m.sayOption("Capitals do not matter in searches.")
	} else {
		m.lastFor.fold = text.Exact
		m.sayOption("Capitals matter in searches.")
	}
	m.searchAgain()
	return m.Work()
}

// ToggleFindExpression reads what to find as a regular expression, or as it is.
func (m *Model) ToggleFindExpression() tea.Cmd {
	if m.lastFor.syntax == plainText {
		m.lastFor.syntax = expression
		m.sayOption("Searches take regular expressions.")
	} else {
		m.lastFor.syntax = plainText
		m.sayOption("Searches take text as it is.")
	}
	m.searchAgain()
	return m.Work()
}

// sayOption says what has changed where no bar shows it.
func (m *Model) sayOption(s string) {
	if m.find == nil {
		m.host.Say(s)
	}
}

const selectFirst = "Select the part of the text to search in first."

// ToggleFindInSelection searches in what is selected only, or everywhere
// again. It opens the bar.
func (m *Model) ToggleFindInSelection() tea.Cmd {
	sel := m.buf.Selection()
	if m.find == nil {
		if sel.Empty() {
			m.host.Say(selectFirst)
			return nil
		}
		m.find = m.newFindBar()
		m.find.chosen = sel
		m.find.field.SelectAll()
		m.setFocus(Find)
	} else if _, on := m.onMatch(); sel.Empty() || on {
		sel = m.find.chosen
	}
	switch {
	case m.find.within != nil:
		m.find.within = nil
	case sel.Empty():
		m.host.Say(selectFirst)
		return nil
	default:
		m.find.chosen = sel
		m.find.within = &text.Range{From: sel.Min(), To: sel.Max()}
		m.find.origin = sel.Min()
	}
	m.searchAgain()
	return m.Work()
}

// searched returns the range that is searched.
func (m *Model) searched() text.Range {
	if m.find != nil && m.find.within != nil {
		return *m.find.within
	}
	return m.buf.Text().All()
}

// carryFind carries the places the bar remembers over an edit.
func (m *Model) carryFind(e text.Edit) {
	f := m.find
	if f == nil {
		return
	}
	f.origin = e.Map(f.origin, text.Before)
	f.chosen = f.chosen.Map(e)
	if f.within != nil {
		from := e.Map(f.within.From, text.Before)
		f.within = &text.Range{From: from, To: max(from, e.Map(f.within.To, text.After))}
	}
}

// count counts the matches: at once in a small text, else by a command.
func (m *Model) count() {
	if m.find == nil {
		return
	}
	t, q, in := m.buf.Text(), m.pattern(), m.searched()
	if m.find.hits.about(t, q.query, in) {
		return // counted, or being counted
	}
	if m.find.count != nil {
		m.find.count()
		m.find.count = nil
	}
	if t.Len() <= atOnce {
		m.find.hits = countAll(context.Background(), t, q, in)
		return
	}
	m.find.hits = hits{query: q.query, of: t, in: in}
	ctx, stop := context.WithCancel(context.Background())
	m.find.count = stop
	owner := m.owner
	m.send(func() tea.Msg {
		defer stop()
		found := countAll(ctx, t, q, in)
		return Reply{owner, func(m *Model) {
			if m.find == nil || ctx.Err() != nil && !found.known {
				return
			}
			if m.find.hits.about(t, q.query, in) {
				m.find.hits = found
			}
		}}
	})
}

// countAll finds the matches, as many as are counted.
func countAll(ctx context.Context, t text.Text, q compiled, in text.Range) hits {
	h := hits{query: q.query, of: t, in: in}
	q.pattern.Each(ctx, t, in, func(found text.Match) bool {
		if len(h.starts) == maxHits {
			h.more = true
			return false
		}
		h.starts = append(h.starts, found.From)
		return true
	})
	h.known = ctx.Err() == nil
	return h
}

// findStatus says in words how the search stands.
func (m *Model) findStatus() string {
	f := m.find
	switch f.state {
	case nothingAsked:
		return ""
	case faulty:
		return cells.Capital(m.pattern().fault)
	case searching:
		return "searching…"
	case noMatch:
		return "not found"
	case replaced:
		if f.told.of.Same(m.buf.Text()) {
			return f.told.words
		}
		return ""
	}
	switch {
	case !f.hits.about(m.buf.Text(), m.lastFor, m.searched()):
		return ""
	case !f.hits.known:
		return "counting…"
	}
	n := len(f.hits.starts)
	total := cells.Thousands(n)
	if f.hits.more {
		total = "more than " + total
	}
	if on, ok := m.onMatch(); ok {
		i := sort.SearchInts(f.hits.starts, on.From)
		if i < n && f.hits.starts[i] == on.From {
			return cells.Thousands(i+1) + " of " + total
		}
	}
	if n == 1 {
		return "1 match"
	}
	return total + " matches"
}
