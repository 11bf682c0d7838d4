// This file draws the screen.

package lookup

import (
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/theme"
	"patchbay/tui/when"
)

// View draws the screen: exactly h lines of exactly w cells, and the cursor in
// the input. A size below 1×1 gives "".
func (m *Model) View(t theme.Theme, w, h int) (string, *tea.Cursor) {
	if w < 1 || h < 1 {
		return "", nil
	}
	now := m.now()
	input, cursor := m.inputLine(t, w)
	above := []string{input}
	if h >= 6 {
		above = []string{m.titleLine(t, w), input}
		above = append(above, m.wordsOnInput(t, w))
		above = append(above, m.wordsOnList(t, w, now)...)
		m.box.y = 1
		if cursor != nil {
			cursor.Y = 1
		}
	}
	var below []string
	if h >= 12 && len(m.rows) > 0 {
		below = m.selected(t, w, h, now)
	}
	room := max(0, h-len(above)-len(below))
	rows := m.rowLines(t, w, room, now)
	m.list = len(above)
	if len(m.rows) > 0 {
		m.list += len(rows) - min(m.page, len(m.rows)-m.top) // below the headings
	}
	out := append(above, rows...)
	blank := strings.Repeat(" ", w)
	for len(out) < h-len(below) {
		out = append(out, blank)
	}
	out = append(out, below...)
	return strings.Join(out[:h], "\n"), cursor
}

func (m *Model) titleLine(t theme.Theme, w int) string {
	l := t.Line(theme.Text, w).Gap(1).Put(theme.Title, "Connectors")
	if m.team > 0 {
		l.Put(theme.Dim, " of team "+strconv.FormatInt(m.team, 10))
	}
	return l.String()
}

func (m *Model) inputLine(t theme.Theme, w int) (string, *tea.Cursor) {
	const label = " Find "
	shown := label
	if w < 24 {
		shown = ""
	}
	room := max(1, w-len(shown)-1)
	m.box = box{x: len(shown)}
	view, at := m.input.View(t, room, 1, field.Focused)
	pad := strings.Repeat(" ", max(0, w-len(shown)-room))
	if at == nil {
		return t.Paint(theme.Strong, shown) + view + pad, nil
	}
	return t.Paint(theme.Strong, shown) + view + pad, tea.NewCursor(min(w-1, len(shown)+at.X), 0)
}

// wordsOnInput is the line right below the input: what was made of it.
func (m *Model) wordsOnInput(t theme.Theme, w int) string {
	l := t.Line(theme.Text, w).Gap(1)
	switch {
	case m.filter.query == "":
	case m.filter.matched == 0 && m.filter.reason != "":
		l.Put(theme.Error, t.Glyph(theme.Cross)+" The "+m.filter.reason+".")
	case m.filter.matched == 0:
		l.Put(theme.Dim, "Not among the Connectors listed here; opening it asks the platform.")
	default:
		l.Put(theme.Dim, strconv.Itoa(m.filter.matched)+" of "+count(len(m.items), "Connector")+" "+matches(m.filter.matched))
	}
	return l.String()
}

func matches(n int) string {
	if n == 1 {
		return "matches"
	}
	return "match"
}

// wordsOnList says how reading the list stands, in one to three lines.
func (m *Model) wordsOnList(t theme.Theme, w int, now time.Time) []string {
	one := func(role theme.Role, words string) []string {
		return []string{t.Line(theme.Text, w).Gap(1).Put(role, words).String()}
	}
	team := strconv.FormatInt(m.team, 10)
	switch {
	case m.state.phase == loading:
		words := "Reading the list of team " + team + " " + t.Glyph(theme.Ellipsis)
		if d := now.Sub(m.state.since); d >= time.Second {
			words += " " + when.Took(d)
		}
		return one(theme.Info, words)
	case m.state.phase == failed:
		words := t.Glyph(theme.WarningSign) + " The list of team " + team + " could not be read: " +
			strings.TrimRight(cells.Clean(m.state.reason), ". ") + "."
		const still = "Opening a Connector by its identifier works."
		if cells.Width(words)+1+len(still) <= w-2 {
			return one(theme.Warning, words+" "+still)
		}
		parts := cells.Wrap(words, max(1, w-4))
		out := one(theme.Warning, parts[0])
		if len(parts) > 1 {
			out = append(out, one(theme.Warning, "  "+strings.Join(parts[1:], " "))...)
		}
		return append(out, one(theme.Text, still)...)
	case m.team == 0:
		return one(theme.Info, t.Glyph(theme.InfoSign)+" No team is set: type team/identifier, such as 936506/T3S70.")
	case len(m.items) > 0:
		return one(theme.Dim, m.summary())
	}
	return one(theme.Text, "")
}

// summary counts the list.
func (m *Model) summary() string {
	pinned, unsaved := 0, 0
	for i := range m.items {
		if m.items[i].entry.Marks&Pinned != 0 {
			pinned++
		}
		if m.items[i].entry.Marks&Unsaved != 0 {
			unsaved++
		}
	}
	s := count(len(m.items), "Connector")
	if pinned > 0 {
		s += ", " + strconv.Itoa(pinned) + " pinned"
	}
	if unsaved > 0 {
		s += ", " + strconv.Itoa(unsaved) + " with an unsaved edit"
	}
	return s
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// rowLines draws the headings and the rows that fit, or says in words why there are none.
func (m *Model) rowLines(t theme.Theme, w, h int, now time.Time) []string {
	if h < 1 {
		return nil
	}
	if len(m.rows) == 0 {
		return m.nothing(t, w, h)
	}
	var out []string
	c := layOut(m.widths, w)
	if h > 2 && m.filter.matched > 0 {
		out = append(out, c.headings(t, w))
		h--
	}
	m.page = h
	m.top = max(0, min(m.top, m.at, len(m.rows)-h))
	m.top = max(m.top, m.at-h+1)
	for i := m.top; i < min(len(m.rows), m.top+h); i++ {
		r := &m.rows[i]
		base, pointer := theme.Text, " "
		if i == m.at {
			base, pointer = theme.Selected, t.Glyph(theme.Pointer)
		}
		l := t.Line(base, w).Put(theme.Accent, pointer).Gap(gutterCells - 1)
		if r.item == offered {
			offer(l, cells.Clean(r.ref.Identifier), r.ref.Team)
		} else {
			c.entry(l, &m.items[r.item], r.hits, now)
		}
		out = append(out, l.String())
	}
	return out
}

// nothing says why no row is listed and how to go on.
func (m *Model) nothing(t theme.Theme, w, h int) []string {
	example := "T3S70"
	if m.team == 0 {
		example = "936506/T3S70"
	}
	var words []string
	switch {
	case m.filter.query != "":
		words = []string{
			"No Connector matches.",
			"To open one that is not listed, type its identifier, such as T3S70 or 936506/T3S70.",
		}
	case m.state.phase == loaded && m.team > 0:
		words = []string{
			"Team " + strconv.FormatInt(m.team, 10) + " has no Connectors.",
			"To open one of another team, type team/identifier, such as 936506/T3S70.",
		}
	default:
		words = []string{
			"No Connector was opened on this machine yet.",
			"To open one, type its identifier, such as " + example + ".",
		}
	}
	out := []string{strings.Repeat(" ", w)}
	for _, s := range words {
		for _, part := range cells.Wrap(s, max(1, w-2)) {
			out = append(out, t.Line(theme.Text, w).Gap(1).Put(theme.Dim, part).String())
		}
	}
	return out[:min(len(out), h)]
}

// selected tells of the selected row what its columns may have had no room for:
// one line on a low screen, else a rule and two.
func (m *Model) selected(t theme.Theme, w, h int, now time.Time) []string {
	r := &m.rows[m.at]
	facts := t.Line(theme.Text, w).Gap(1)
	about := t.Line(theme.Text, w).Gap(1)
	if r.item == offered {
		facts.Put(theme.Dim, cells.Clean(r.ref.String()))
		about.Put(theme.Dim, "Not listed; opening it asks the platform for "+cells.Clean(r.ref.String())+".")
	} else {
		it := &m.items[r.item]
		dot := " " + t.Glyph(theme.MiddleDot) + " "
		facts.Put(theme.Dim, cells.Clean(r.ref.String()))
		if it.name != "" {
			facts.Put(theme.Dim, dot+it.name)
		}
		if it.entry.UpdatedAt != "" {
			facts.Put(theme.Dim, dot+"updated "+cells.Clean(when.Stamp(it.entry.UpdatedAt, now)))
		}
		if it.entry.Marks != 0 && facts.Left() > len(wordUnsaved)+8 {
			facts.Put(theme.Dim, dot)
			putMarks(facts, it.entry, facts.Left(), now)
		}
		if it.description == "" {
			about.Put(theme.Dim, "(no description)")
		} else {
			about.Put(theme.Dim, it.description)
		}
	}
	if h < 20 {
		return []string{about.String()}
	}
	rule := t.Paint(theme.Border, strings.Repeat(t.Glyph(theme.Horizontal), w))
	return []string{rule, facts.String(), about.String()}
}
