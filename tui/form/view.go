// This file draws the form.
package form

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/theme"
)

// descriptionRows is how many rows the description gets where there is room.
const descriptionRows = 5

// margin is the number of cells left and right of the fields.
const margin = 1

// View draws the form in w×h cells: exactly h lines of exactly w cells. The
// cursor is nil unless the form is focused.
func (m *Model) View(t theme.Theme, w, h int, focus field.Focus) (string, *tea.Cursor) {
	if w < 1 || h < 1 {
		return "", nil
	}
	rows := []string{}
	var cursor *tea.Cursor
	inner := max(1, w-2*margin)
	for p := Name; p <= Description; p++ {
		rows = append(rows, m.label(t, p, w, focus))
		tall := 1
		if p == Description {
			tall = min(descriptionRows, max(1, h-6))
		}
		on := field.Blurred
		if focus == field.Focused && p == m.focused {
			on = field.Focused
		}
		body, at := m.fields[p].View(t, inner, tall, on)
		if at != nil {
			cursor = tea.NewCursor(margin+at.X, len(rows)+at.Y)
		}
		for _, line := range strings.Split(body, "\n") {
			rows = append(rows, fit(strings.Repeat(" ", min(margin, w-1))+line, w))
		}
		rows = append(rows, fit(m.remark(t, p, inner), w))
	}
	for len(rows) < h {
		rows = append(rows, strings.Repeat(" ", w))
	}
	if cursor != nil && (cursor.Y >= h || cursor.X >= w) {
		cursor = nil
	}
	return strings.Join(rows[:h], "\n"), cursor
}

// Summary draws name and description in one line each: exactly two lines of
// exactly w cells, for when the place is needed for something else.
func (m *Model) Summary(t theme.Theme, w int) []string {
	out := make([]string, 0, Parts)
	for p := Name; p <= Description; p++ {
		l := &line{theme: t, room: w}
		count, role := m.count(p)
		label := " " + p.title() + "  "
		l.put(theme.Heading, label)
		room := l.room - len(count) - 3
		l.put(theme.Text, cells.PadRight(cells.Truncate(shown(t, m.fields[p].Value()), max(0, room), t.Glyph(theme.Ellipsis)), max(0, room)))
		l.put(theme.Text, "  ")
		l.put(role, count)
		l.put(theme.Text, strings.Repeat(" ", l.room))
		out = append(out, l.b.String())
	}
	return out
}

// FieldLines returns how many lines the fields need.
func FieldLines() int { return 3 + 1 + descriptionRows + 1 }

func (p Part) title() string {
	if p == Description {
		return "Description"
	}
	return "Name"
}

func (p Part) limit() int {
	if p == Description {
		return DescriptionLimit
	}
	return NameLimit
}

// label is the line above a field: its name, and its length of the limit.
func (m *Model) label(t theme.Theme, p Part, w int, focus field.Focus) string {
	count, role := m.count(p)
	title := theme.Heading
	sign := " "
	if focus == field.Focused && p == m.focused {
		sign = t.Glyph(theme.Pointer)
	}
	words := p.title()
	gap := w - 1 - len(words) - len(count) - margin
	if gap < 1 {
		return fit(t.Paint(theme.Accent, sign)+t.Paint(title, words), w)
	}
	return t.Paint(theme.Accent, sign) + t.Paint(title, words) + strings.Repeat(" ", gap) +
		t.Paint(role, count) + strings.Repeat(" ", margin)
}

// count is the length of a field, of its limit.
func (m *Model) count(p Part) (string, theme.Role) {
	n, limit := document.CodePoints(m.fields[p].Value()), p.limit()
	role := theme.Dim
	switch {
	case n > limit:
		role = theme.Error
	case n*10 >= limit*9:
		role = theme.Warning
	}
	return number(n) + "/" + number(limit), role
}

// remark is the line below a field: what is wrong with it, in words.
func (m *Model) remark(t theme.Theme, p Part, w int) string {
	value := m.fields[p].Value()
	n, limit := document.CodePoints(value), p.limit()
	role, sign, words := theme.Text, "", ""
	switch {
	case m.refused[p] != "":
		role, sign, words = theme.Error, t.Glyph(theme.Cross), cells.Clean(m.refused[p])
	case n > limit:
		role, sign, words = theme.Error, t.Glyph(theme.Cross), number(n-limit)+" too many: a "+strings.ToLower(p.title())+" has at most "+number(limit)+" characters"
	case p == Name && value == "":
		role, sign, words = theme.Error, t.Glyph(theme.Cross), "A name is needed"
	case n*10 >= limit*9:
		role, sign, words = theme.Warning, t.Glyph(theme.WarningSign), number(limit-n)+" left"
	default:
		return ""
	}
	return strings.Repeat(" ", margin) + t.Paint(role, cells.Truncate(sign+" "+words, w, t.Glyph(theme.Ellipsis)))
}

// number writes n ≥ 0 with commas between thousands.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// fit cuts and pads a line, which may hold SGR sequences, to exactly w cells.
func fit(s string, w int) string {
	n := ansi.StringWidth(s)
	if n > w {
		s = ansi.Truncate(s, w, "")
		n = ansi.StringWidth(s)
	}
	return s + strings.Repeat(" ", max(0, w-n))
}
