// This file draws the editor.
package editor

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/jsonview"
	"patchbay/tui/theme"
)

// View draws the editor: exactly h lines of exactly w cells, joined by
// newlines, and where the cursor is. It scrolls so that the cursor is in
// sight, and costs what is visible.
func (m *Model) View(t theme.Theme, w, h int) (string, *tea.Cursor) {
	if w < 1 || h < 1 {
		return "", nil
	}
	var lines []string
	var cursor *tea.Cursor
	low := m.panelHeight(h)
	m.panel.at = h - low
	if m.view == Form {
		lines, cursor = m.viewForm(t, w, h-low)
	} else {
		lines, cursor = m.viewText(t, w, h-low)
	}
	if low > 0 {
		lines = append(lines, m.viewPanel(t, w, low)...)
	}
	if cursor != nil && (cursor.X < 0 || cursor.X >= w || cursor.Y < 0 || cursor.Y >= h) {
		cursor = nil
	}
	return strings.Join(lines, "\n"), cursor
}

// viewText draws the JSON, what stands below it, and the outline beside it.
func (m *Model) viewText(t theme.Theme, w, h int) ([]string, *tea.Cursor) {
	side := 0
	if w >= wideEnough {
		side = min(max(w/4, 30), 44)
	}
	m.outline.width = side
	if side == 0 && m.focus == Outline {
		m.setFocus(Text) // there is no room for it any more
	}
	textWidth := w
	if side > 0 {
		textWidth = w - side - 1
	}
	below, cursor := m.below(t, w, h)
	rows := h - len(below)
	m.rows = max(1, rows)
	window, at := m.window(textWidth, rows)
	lines := jsonview.Paint(t, window)
	if side > 0 {
		rule := t.Paint(theme.Border, t.Glyph(theme.Vertical))
		for i, entry := range m.paintOutline(t, side, rows) {
			lines[i] += rule + entry
		}
	}
	switch m.focus {
	case Text:
		cursor = at
	case Find, Replacement:
		if cursor != nil {
			cursor.Y += rows
		}
	default:
		cursor = nil
	}
	return append(lines, below...), cursor
}

// window describes what is painted of the text, and where the cursor is in it.
func (m *Model) window(width, rows int) (jsonview.Window, *tea.Cursor) {
	t, sel := m.buf.Text(), m.buf.Selection()
	room := jsonview.TextWidth(width, t.Lines(), jsonview.Numbers)
	m.follow(rows, room)
	line := t.LineOf(sel.Head)
	w := jsonview.Window{
		Text: t, Top: m.top, Left: m.left, Width: width, Height: rows,
		Folds: m.folds, Ruler: m.ruler,
		Selection: sel, CursorLine: line,
		Brackets: m.brackets(),
		Spaces:   m.spaces,
	}
	visible := m.folds.Visible(m.top, rows, t.Lines())
	w.Matches = m.visibleMatches(visible, room)
	if on, ok := m.onMatch(); ok && m.find != nil {
		w.Selection.Anchor = w.Selection.Head
		w.Current = jsonview.Range{From: on.From, To: on.To}
	}
	w.Findings = m.marks(visible)
	x := jsonview.TextLeft(t.Lines(), jsonview.Numbers) + m.ruler.Column(t, sel.Head) - m.left
	y := m.folds.Row(line) - m.folds.Row(m.top)
	m.drawn = w
	if y < 0 || y >= rows {
		return w, nil // left behind by the wheel
	}
	return w, tea.NewCursor(x, y)
}

// marks returns the findings on visible lines; of long lines those near what
// shows of it.
func (m *Model) marks(visible []int) []jsonview.Mark {
	if len(m.meaning.findings) == 0 && len(m.refused) == 0 {
		return nil
	}
	const long, perLine = 4 << 10, 64
	t := m.buf.Text()
	var out []jsonview.Mark
	for _, line := range visible {
		from, to := t.LineStart(line), t.LineEnd(line)
		if to-from > long {
			from = max(from, m.ruler.Offset(t, line, m.left)-long)
			to = min(to, from+3*long)
		}
		for _, f := range m.between(from, to, perLine) {
			out = append(out, jsonview.Mark{Line: line, Severity: f.Severity, From: f.Start, To: f.End})
		}
	}
	return out
}

// below returns the lines under the text: the finding the cursor stands on,
// and the find bar with its cursor.
func (m *Model) below(t theme.Theme, w, h int) ([]string, *tea.Cursor) {
	var lines []string
	var cursor *tea.Cursor
	if h >= 6 {
		lines = m.offerLines(t, w, min(3, h/4))
	}
	if f, ok := m.findingHere(); ok && h >= 3 {
		lines = append(lines, findingLines(t, f, w, max(1, min(3, h/4)))...)
	}
	if m.find != nil && h >= 2 {
		bar, at := m.viewFind(t, w, h/2)
		if at != nil {
			cursor = tea.NewCursor(at.X, at.Y+len(lines))
		}
		lines = append(lines, bar...)
	}
	return lines, cursor
}

// findingLines says a finding in words, in at most so many lines, at
// least one.
func findingLines(t theme.Theme, f document.Finding, w, most int) []string {
	role, sign := jsonview.SeverityLook(f.Severity)
	words := f.Message
	if f.ID != "" {
		words += " (" + f.ID + ")"
	}
	return said(t, role, sign, words, w, most)
}

// clean makes words from outside safe to show.
func clean(t theme.Theme, words string) string {
	words = cells.Clean(shortened(words))
	if t.Glyphs() == theme.ASCII {
		words = cells.ASCIIMarks(words)
	}
	return words
}

// fit cuts and pads clean words to exactly w cells.
func fit(t theme.Theme, words string, w int) string {
	return cells.PadRight(cells.Truncate(words, w, t.Glyph(theme.Ellipsis)), w)
}
