// This file draws the form.
package editor

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/form"
	"patchbay/tui/theme"
)

const (
	// tallEnough is the height in lines from which name and description keep
	// their fields while the rows have the focus.
	tallEnough = 40
	// longRead is the size in bytes from which a text takes longer to read than a
	// blink, so that it is said.
	longRead = 16 << 20
	// aboutLines is how many lines say what a place is for.
	aboutLines = 2
)

// viewForm draws name and description, the rows of the Configuration, and below
// them what is to be known about the current one.
func (m *Model) viewForm(t theme.Theme, w, h int) ([]string, *tea.Cursor) {
	m.outline.width = 0
	lines, cursor := m.formHead(t, w, h)
	if len(lines) >= h {
		m.tree.first = h
		return lines[:h], cursor
	}
	lines = append(lines, m.rowsHead(t, w))
	below, at := m.belowRows(t, w, h-len(lines))
	if at != nil {
		cursor = tea.NewCursor(at.X, at.Y+h-len(below))
	}
	m.tree.first = len(lines)
	tall := h - len(lines) - len(below)
	focus, entry := field.Focused, m.tree.entry
	if m.focus == Name || m.focus == Description {
		focus = field.Blurred
	}
	rows, in := m.tree.rows.View(t, w, tall, focus, m.worstBetween, entry)
	if m.tree.rows.Len() == 0 && tall > 0 {
		rows[0] = t.Paint(theme.Dim, fit(t, clean(t, m.noRows()), w))
	}
	if m.focus == Tree || m.focus == Value {
		cursor = nil
		if in != nil {
			cursor = tea.NewCursor(in.X, in.Y+len(lines))
		}
	}
	lines = append(append(lines, rows...), below...)
	return lines[:h], cursor
}

// formHead draws name and description: in their fields while they have the
// focus or there is room, else in a line each.
func (m *Model) formHead(t theme.Theme, w, h int) ([]string, *tea.Cursor) {
	inFields := m.focus == Name || m.focus == Description
	if !inFields && h < tallEnough {
		if h < form.Parts+3 {
			return nil, nil
		}
		return m.form.Summary(t, w), nil
	}
	upper := min(form.FieldLines(), h)
	if h-upper < 3 {
		upper = h
	}
	focus := field.Blurred
	if inFields {
		focus = field.Focused
	}
	body, cursor := m.form.View(t, w, upper, focus)
	return strings.Split(body, "\n"), cursor
}

// rowsHead is the line above the rows: where one is, whether the text is JSON,
// and how large it is.
func (m *Model) rowsHead(t theme.Theme, w int) string {
	size := m.buf.Text()
	right := cells.Thousands(size.Lines()) + " lines, " + cells.Thousands(size.Len()) + " bytes "
	left, role := "", theme.Heading
	r := &m.tree.rows
	switch tree := r.Tree(); {
	case tree == nil:
	case m.meaning.fresh() == nil && size.Len() >= longRead:
		left = "Reading" + t.Glyph(theme.Ellipsis)
	case !tree.Valid():
		left, role = t.Glyph(theme.Cross)+" Not JSON: mend it in the JSON", theme.Error
		if key := m.keys.Toggle; key != "" {
			left += " (" + key + ")"
		}
	case tree.Deep():
		left, role = t.Glyph(theme.WarningSign)+" Nested too deep to show all of it", theme.Warning
	default:
		left = tree.Dotted(r.Node())
	}
	room := w - len(right) - 2
	left = clean(t, left)
	if cells.Width(left) > room {
		left = t.Glyph(theme.Ellipsis) + lastCells(left, max(0, room-1))
	}
	if room < 8 {
		return t.Paint(theme.Heading, fit(t, "", w))
	}
	return t.Paint(role, " "+cells.PadRight(left, room)) + t.Paint(theme.Dim, fit(t, " "+right, w-1-room))
}

// noRows says why there are no rows.
func (m *Model) noRows() string {
	if m.meaning.tree == nil {
		return " Reading the Configuration…"
	}
	return " Nothing here yet. Begin in the JSON, with an object: {}"
}

// worstBetween returns the worst finding between two offsets of the rows' tree.
func (m *Model) worstBetween(from, to int) (worst document.Severity, found bool) {
	const looked = 64
	for _, f := range m.between(m.meaning.now(from), m.meaning.now(to), looked) {
		worst, found = max(worst, f.Severity), true
	}
	return worst, found
}

// belowRows returns the lines under the rows: the finding of the current row or
// else what the row is for, and the find bar with its cursor.
func (m *Model) belowRows(t theme.Theme, w, h int) ([]string, *tea.Cursor) {
	const rowsFirst = 5
	if h < rowsFirst {
		return nil, nil
	}
	var lines []string
	if f, ok := m.findingInRow(); ok {
		lines = findingLines(t, f, w, max(1, min(3, h/4)))
	} else if words := m.aboutRow(); words != "" && m.focus == Tree {
		lines = said(t, theme.Dim, theme.InfoSign, words, w, min(aboutLines, h/4))
	}
	if m.find == nil {
		return lines, nil
	}
	bar, at := m.viewFind(t, w, h/2)
	var cursor *tea.Cursor
	if at != nil {
		cursor = tea.NewCursor(at.X, at.Y+len(lines))
	}
	return append(lines, bar...), cursor
}

// findingInRow returns the first finding in what the current row shows.
func (m *Model) findingInRow() (document.Finding, bool) {
	r := &m.tree.rows
	n := r.Node()
	if n == document.None || m.focus == Value {
		return document.Finding{}, false
	}
	from := begin(r.Tree(), n)
	start, to := r.Tree().Span(n)
	if r.Foldable(n) && r.Open(n) {
		to = start
	}
	found := m.between(m.meaning.now(from), m.meaning.now(to), 1)
	if len(found) == 0 {
		return document.Finding{}, false
	}
	return found[0], true
}
