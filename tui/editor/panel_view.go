// This file draws the list of findings. It costs the rows that are seen.
package editor

import (
	"strings"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/jsonview"
	"patchbay/tui/theme"
)

// panelHeight returns how many of h lines the list takes, its heading included:
// what it needs, at most a third.
func (m *Model) panelHeight(h int) int {
	if m.panel.state == panelClosed || h < 6 {
		return 0
	}
	return min(max(m.notes(), 1)+1, h/3)
}

// viewPanel draws the list in exactly h lines of w cells.
func (m *Model) viewPanel(t theme.Theme, w, h int) []string {
	p := &m.panel
	n := m.notes()
	p.rows = max(h-1, 0)
	p.pick = max(min(p.pick, n-1), 0)
	p.top = max(min(p.top, p.pick, n-p.rows), p.pick-p.rows+1, 0)
	lines := make([]string, 0, h)
	if h > 0 {
		lines = append(lines, m.panelHeading(t, w))
	}
	last := min(n, p.top+p.rows)
	wide := 0 // cells of the widest place in sight
	for i := p.top; i < last; i++ {
		wide = max(wide, len(m.placeOf(m.note(i))))
	}
	for i := p.top; i < last; i++ {
		lines = append(lines, m.paintNote(t, i, wide, w))
	}
	if n == 0 && h > 1 {
		words := "  No findings."
		if m.meaning.tree == nil {
			words = "  The text is still being read."
		}
		lines = append(lines, t.Paint(theme.Dim, fit(t, words, w)))
	}
	for len(lines) < h {
		lines = append(lines, strings.Repeat(" ", w))
	}
	return lines
}

// panelHeading counts the findings, and says which rows are seen.
func (m *Model) panelHeading(t theme.Theme, w int) string {
	errors, warnings := m.FindingCounts()
	words := " Findings"
	for _, c := range []struct {
		n    int
		noun string
	}{{errors, "error"}, {warnings, "warning"}, {m.notes() - errors - warnings, "info"}} {
		if c.n > 0 {
			words += " " + t.Glyph(theme.MiddleDot) + " " + cells.Plural(c.n, c.noun)
		}
	}
	if m.meaning.tree != nil && m.meaning.tree.FindingsCut() {
		words += " " + t.Glyph(theme.MiddleDot) + " only the first " + cells.Thousands(document.MaxFindings) + " of a kind are listed"
	}
	where := ""
	if p := &m.panel; m.notes() > p.rows && p.rows > 0 {
		where = cells.Thousands(p.top+1) + t.Glyph(theme.Dash) + cells.Thousands(min(p.top+p.rows, m.notes())) + " of " + cells.Thousands(m.notes()) + " "
	}
	role := theme.Heading
	if m.focus == Panel {
		role = theme.Accent
	}
	room := max(w-cells.Width(where), 0)
	return t.Paint(role, fit(t, words, room)) + t.Paint(theme.Dim, cells.Truncate(where, w, ""))
}

// saidOnce is how every fault of syntax ends. In a list it need not be repeated;
// the line about the place says it.
const saidOnce = " Nothing can be saved until the text is valid JSON."

// paintNote draws a row: sign, severity, place, message and ID.
func (m *Model) paintNote(t theme.Theme, i, wide, w int) string {
	n := m.note(i)
	role, sign := jsonview.SeverityLook(n.severity)
	mark := " "
	picked := i == m.panel.pick
	if picked {
		mark = t.Glyph(theme.Pointer)
	}
	head := mark + t.Glyph(sign) + " " + cells.PadRight(n.severity.String(), len("warning"))
	place := cells.PadRight(m.placeOf(n), wide)
	message := clean(t, strings.TrimSuffix(n.message, saidOnce))
	id := ""
	if n.id != "" {
		id = " (" + n.id + ")"
	}
	if room := w - cells.Width(head) - wide - 4 - len(id); room > 0 {
		message = cells.Truncate(message, room, t.Glyph(theme.Ellipsis)) + id
	}
	rest := "  " + place + "  " + message
	if picked && m.focus == Panel {
		return t.Paint(theme.Selected, fit(t, head+rest, w))
	}
	return t.Paint(role, cells.Truncate(head, w, "")) + t.Paint(theme.Text, fit(t, rest, max(w-cells.Width(head), 0)))
}
