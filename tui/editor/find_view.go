// This file draws the find bar: a row for what to find and one for what to put
// in its place.
package editor

import (
	"strings"

	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/text"
	"patchbay/tui/theme"
)

// viewFind draws the bar, and says where the cursor is in it.
func (m *Model) viewFind(t theme.Theme, w, h int) ([]string, *field.Point) {
	f := m.find
	if f.with == nil || h < 2 {
		if m.focus == Replacement && f.with != nil { // there is room for one row only
			row, at := m.viewBarRow(t, w, " Replace ", f.with, "", Replacement)
			return []string{row}, at
		}
		row, at := m.viewBarRow(t, w, " Find ", f.field, m.findWords(t, w-6), Find)
		return []string{row}, at
	}
	upper, at := m.viewBarRow(t, w, " Find    ", f.field, m.findWords(t, w-9), Find)
	lower, below := m.viewBarRow(t, w, " Replace ", f.with, "", Replacement)
	if below != nil {
		below.Y++
		at = below
	}
	return []string{upper, lower}, at
}

// viewBarRow draws a field behind its label, with words at the right.
func (m *Model) viewBarRow(t theme.Theme, w int, label string, f *field.Field, words string, of Focus) (string, *field.Point) {
	room := w - len(label) - cells.Width(words)
	if room < 2 {
		return fit(t, "", w), nil
	}
	focus := field.Blurred
	if m.focus == of {
		focus = field.Focused
	}
	body, at := f.View(t, room, 1, focus)
	if at != nil {
		at.X += len(label)
	}
	role := theme.Dim
	if m.find.state == noMatch || m.find.state == faulty {
		role = theme.Warning
	}
	return t.Paint(theme.Heading, label) + body + t.Paint(role, words), at
}

// minFindField is how many cells what to find is left at least.
const minFindField = 12

// findWords says how the search stands and what is switched on, as fully as
// there is room for beside the field. What is wrong goes first.
func (m *Model) findWords(t theme.Theme, w int) string {
	status := m.findStatus()
	for _, options := range m.findOptions() {
		words := strings.Join(append(nonEmpty(status), options...), " "+t.Glyph(theme.MiddleDot)+" ")
		if words == "" {
			return ""
		}
		words = clean(t, " "+words+" ")
		if cells.Width(words) <= w-minFindField {
			return words
		}
	}
	if status == "" || w < 2*minFindField {
		return ""
	}
	return cells.Truncate(clean(t, " "+status+" "), w-minFindField, t.Glyph(theme.Ellipsis))
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// findOptions names what is switched on, from the longest way to the shortest.
func (m *Model) findOptions() [][]string {
	var long, middle, short []string
	if m.lastFor.fold == text.Exact {
		long, middle, short = append(long, "case matters"), append(middle, "case matters"), append(short, "case")
	}
	if m.lastFor.syntax == expression {
		long, middle, short = append(long, "regular expression"), append(middle, "regexp"), append(short, "regexp")
	}
	if in := m.find.within; in != nil {
		where := "in selection"
		tx := m.buf.Text()
		if first, last := tx.LineOf(in.From), tx.LineOf(max(in.From, in.To-1)); last > first {
			where += ", lines " + cells.Thousands(first+1) + "-" + cells.Thousands(last+1)
		}
		long, middle, short = append(long, where), append(middle, "in selection"), append(short, "selection")
	}
	return [][]string{long, middle, short, nil}
}

// clickFind gives the focus to the row of the bar that was clicked, counted from
// its last one: -1 is that.
func (m *Model) clickFind(row int) {
	switch {
	case row == -1 && m.find.with != nil:
		m.setFocus(Replacement)
	case row == -1, row == -2 && m.find.with != nil:
		m.setFocus(Find)
	}
}
