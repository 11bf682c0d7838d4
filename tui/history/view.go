// This file draws the screen. It costs the visible rows only.

package history

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/theme"
	"patchbay/tui/when"
)

// factLines is how many lines below the list tell of the selected version.
const factLines = 2

// View draws the screen: exactly h lines of exactly w cells, and the cursor. A
// size below 1×1 gives "".
func (m *Model) View(t theme.Theme, w, h int) (string, *tea.Cursor) {
	if w < 1 || h < 1 {
		return "", nil
	}
	now := m.now()
	out := m.head(t, w)
	foot := m.foot(t, w, now)
	if len(out)+len(foot) > h-1 {
		foot = foot[max(0, len(foot)-1):] // the key hints or the filter line
	}
	if len(out) > h {
		out = out[:h]
	}
	room := max(0, h-len(out)-len(foot))
	out = append(out, m.body(t, w, room, len(out), now)...)
	out = append(out, foot...)
	out = out[:min(h, len(out))]
	var cursor *tea.Cursor
	if m.line != nil {
		line, at := m.filterLine(t, w)
		out[len(out)-1] = line
		if at != nil {
			cursor = tea.NewCursor(min(at.X, w-1), len(out)-1)
		}
	}
	return strings.Join(out, "\n"), cursor
}

// head is what the list is of.
func (m *Model) head(t theme.Theme, w int) []string {
	var out []string
	say := func(r theme.Role, words string) {
		for _, piece := range cells.Wrap(cells.Clean(words), w) {
			out = append(out, t.Line(theme.Text, w).Put(r, piece).String())
		}
	}
	say(theme.Title, "What this computer fetched and saved of "+m.content.Identifier+" – not a history of the platform")
	if m.content.Note != "" {
		say(theme.Warning, t.Glyph(theme.WarningSign)+" "+m.content.Note)
	}
	if m.unreadable > 0 {
		words := cells.Plural(m.unreadable, "entry") + " cannot be read and is left alone."
		if m.unreadable > 1 {
			words = cells.Thousands(m.unreadable) + " entries cannot be read and are left alone."
		}
		say(theme.Warning, t.Glyph(theme.WarningSign)+" "+words)
	}
	return out
}

// body is the list, or why there is none.
func (m *Model) body(t theme.Theme, w, room, from int, now time.Time) []string {
	var out []string
	say := func(r theme.Role, words string) {
		for _, piece := range cells.Wrap(words, w) {
			out = append(out, t.Line(theme.Text, w).Put(r, piece).String())
		}
	}
	m.page, m.list = 0, from+1
	switch {
	case m.phase == reading:
		say(theme.Info, "Reading the history "+t.Glyph(theme.Ellipsis))
	case len(m.rows) == 0 && m.filter != "":
		say(theme.Dim, "No version matches "+cells.Clean(cells.Cut(m.filter, searchedBytes))+".")
	case len(m.rows) == 0 && m.content.Note != "": // which says why
		say(theme.Text, "Nothing is kept.")
	case len(m.rows) == 0:
		say(theme.Text, "Nothing is kept yet.")
		say(theme.Dim, "Opening, reloading and saving this Connector here adds its versions, and so do patchbay get, diff and save on this computer.")
	case room > 1:
		c := columnsFor(w)
		out = append(out, c.headings(t, w))
		m.page = room - 1
		m.fit()
		for r := m.top; r < min(m.top+m.page, len(m.rows)); r++ {
			out = append(out, m.row(t, c, r, w, now))
		}
	}
	for len(out) < room {
		out = append(out, strings.Repeat(" ", w))
	}
	return out[:room]
}

// row draws one version.
func (m *Model) row(t theme.Theme, c columns, r, w int, now time.Time) string {
	it := &m.entries[m.rows[r]]
	e := it.entry
	base, pointer := theme.Text, " "
	if r == m.at {
		base, pointer = theme.Selected, t.Glyph(theme.Pointer)
	}
	mark := " "
	if m.marked == it.id {
		mark = t.Glyph(theme.Bullet)
	}
	l := t.Line(base, w).Put(theme.Accent, pointer+mark+" ")
	for i, width := range c.widths {
		if width == 0 {
			continue
		}
		role, words := theme.Text, ""
		switch i {
		case colWhen:
			words = stamp(e.At, now.Location())
		case colAgo:
			role, words = theme.Dim, when.Ago(e.At, now)
		case colWhy:
			role, words = whyRole(e.Why), e.Why.String()
		case colChanges:
			role, words = theme.Dim, m.remarks(t, it)
		case colSize:
			words = m.known(e, cells.Thousands(e.Size))
		case colVersion:
			words = m.known(e, cells.Clean(cells.Cut(e.Version, searchedBytes)))
		case colName:
			words = m.known(e, cells.Clean(cells.Cut(e.Name, searchedBytes)))
		case colWho:
			role, words = theme.Dim, m.known(e, cells.Clean(cells.Cut(e.Who, searchedBytes)))
		}
		cell(l, role, words, i, width)
	}
	return l.String()
}

func (m *Model) known(e Entry, words string) string {
	if !e.Known {
		return ""
	}
	return words
}

func whyRole(w Why) theme.Role {
	if w == Saved {
		return theme.Good
	}
	return theme.Text
}

// remarks are the marks and the changes in one column: the marks first.
func (m *Model) remarks(t theme.Theme, it *item) string {
	words := m.marksWords(it)
	changes := it.changes
	if changes == "" {
		changes = t.Glyph(theme.Ellipsis)
	}
	if words == "" {
		return changes
	}
	return words + " " + t.Glyph(theme.MiddleDot) + " " + changes
}

// marksWords say what else a version is. Of several with one content the newest is
// meant.
func (m *Model) marksWords(it *item) string {
	var words []string
	switch marks := it.entry.Marks; {
	case it.id == m.live:
		words = append(words, "live")
	case marks&Live != 0:
		words = append(words, "same as live")
	}
	if it.id == m.base {
		words = append(words, "edited from")
	}
	return strings.Join(words, ", ")
}

// foot tells of the selected version, and which keys there are.
func (m *Model) foot(t theme.Theme, w int, now time.Time) []string {
	out := []string{t.Line(theme.Text, w).Put(theme.Border, strings.Repeat(t.Glyph(theme.Horizontal), w)).String()}
	var facts []string
	if id, ok := m.Selected(); ok {
		facts = m.facts(t, &m.entries[id], now)
	}
	for i := range factLines {
		l := t.Line(theme.Text, w)
		if i < len(facts) {
			l.Put([...]theme.Role{theme.Text, theme.Dim}[i], facts[i])
		}
		out = append(out, l.String())
	}
	l := t.Line(theme.Text, w)
	for i, hint := range m.content.Hints {
		piece := hint.Key + " " + hint.Label
		if i > 0 {
			piece = "  " + piece
		}
		if cells.Width(piece) > l.Left() {
			break
		}
		if i > 0 {
			l.Gap(2)
		}
		l.Put(theme.ChoiceKey, hint.Key).Put(theme.Dim, " "+hint.Label)
	}
	return append(out, l.String())
}

// facts are all that is known of a version, in two lines.
func (m *Model) facts(t theme.Theme, it *item, now time.Time) []string {
	e, dot := it.entry, " "+t.Glyph(theme.MiddleDot)+" "
	first := []string{e.Why.String(), when.Absolute(e.At, when.Second, now.Location()) + " (" + when.Ago(e.At, now) + ")"}
	if !e.Known {
		return []string{strings.Join(first, dot), "being read"}
	}
	first = append(first, "by "+cells.Clean(cells.Cut(e.Who, searchedBytes)))
	if words := m.marksWords(it); words != "" {
		first = append(first, words)
	}
	name := cells.Clean(cells.Cut(e.Name, searchedBytes))
	if name == "" {
		name = "(no name)"
	}
	second := []string{cells.Plural(e.Size, "byte")}
	if it.changes != "" {
		second = append(second, it.changes)
	}
	if e.Version != "" {
		second = append(second, "version "+cells.Clean(cells.Cut(e.Version, searchedBytes)))
	}
	return []string{strings.Join(first, dot), strings.Join(append(second, name), dot)}
}

func (m *Model) filterLine(t theme.Theme, w int) (string, *field.Point) {
	label := " Filter "
	status := " " + cells.Thousands(len(m.rows)) + " of " + cells.Thousands(m.readable()) + " "
	if w < 40 {
		label, status = "", ""
	}
	box, at := m.line.View(t, max(1, w-len(label)-cells.Width(status)), 1, field.Focused)
	if at != nil {
		at.X += len(label)
	}
	return t.Paint(theme.Strong, label) + box + t.Paint(theme.Dim, status), at
}
