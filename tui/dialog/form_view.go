// This file draws a form.
package dialog

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/theme"
)

// View draws the form. On a small screen the blank lines go first, then the
// intro scrolls in what is left, then the fields do; the field with the focus
// and the choices are always seen if two rows are.
func (f *Form) View(t theme.Theme, w, h int) (string, *tea.Cursor) {
	if w < 1 || h < 1 {
		return "", nil
	}
	bw, _ := Fits.room(w, h)
	iw, ih := inside(bw, h)
	if f.lines == nil {
		f.lines, f.rows = []Line{}, nil
		if f.intro != nil {
			f.lines = append(f.lines, f.intro()...)
		}
	}
	if f.rows == nil || f.width != iw {
		f.rows, f.width = layOut(f.lines, iw), iw
	}
	choices := choiceRows(t, f.shown(), iw)
	state := f.state(t, iw)
	body, focus, cur := f.body(t, iw)

	room := ih - len(choices)
	if room < 1 && ih > 1 {
		choices, room = choices[:ih-1], 1
	} else if room < 1 {
		choices, room = nil, ih
	}
	from := 0
	if len(body) > room { // only what is around the focus
		from = max(min(focus-room/2, len(body)-room), 0)
		if focus > from+room-1 {
			from = focus - room + 1
		}
		body = body[from : from+room]
	}
	room -= len(body)
	state = state[:min(len(state), room)]
	room -= len(state)
	gaps := 0 // one after the intro, one before the choices
	if len(f.rows)+2 <= room {
		gaps = 2
	} else if len(f.rows) > 0 && room > 4 {
		gaps = 2
	}
	intro := min(len(f.rows), max(room-gaps, 0))
	f.scroll.fit(intro, len(f.rows))

	out := make([]string, 0, ih)
	for i := range intro {
		out = append(out, f.rows[f.scroll.top+i].paint(t))
	}
	if gaps > 0 && intro > 0 {
		out = append(out, "")
	}
	if cur != nil {
		x, y := margin(bw, h)
		cur.X += x
		cur.Y += y + len(out) - from
	}
	out = append(out, body...)
	out = append(out, state...)
	if gaps > 0 {
		out = append(out, "")
	}
	out = append(out, choices...)
	bh := min(len(out)+(h-ih), h)
	border := theme.Accent
	if f.problem != "" {
		border = theme.Error
	}
	return draw(t, border, cells.Clean(f.title), f.scroll.where(t), out, bw, bh), cur
}

// state is the error, else what is waited for, else nothing: at most three
// rows.
func (f *Form) state(t theme.Theme, w int) []string {
	words, sign, role := f.problem, theme.Cross, theme.Error
	if words == "" {
		words, sign, role = f.busy, theme.Bullet, theme.Info
	}
	if words == "" {
		return nil
	}
	rows := layOut([]Line{{Role: role, Text: t.Glyph(sign) + " " + words}}, w)
	if len(rows) > 3 {
		rows = rows[:3]
		rows[2].text, rows[2].cut = cells.Truncate(rows[2].text, w-1, ""), true
	}
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = r.paint(t)
	}
	return out
}

// body draws the fields. focus is the row of the field with the focus; the
// cursor is relative to the body.
func (f *Form) body(t theme.Theme, w int) (out []string, focus int, cur *tea.Cursor) {
	indent := ""
	if len(f.fields) > 1 && w > narrow {
		indent = "  " // below the labels, which the sign of the focus moves in
	}
	for i, x := range f.fields {
		out = append(out, f.head(t, x, i == f.focus, w))
		at := field.Blurred
		if i == f.focus && f.busy == "" {
			at = field.Focused
		}
		view, point := x.Field.View(t, w-len(indent), max(x.Rows, 1), at)
		if i == f.focus {
			focus = len(out)
		}
		if point != nil {
			cur = tea.NewCursor(point.X+len(indent), len(out)+point.Y)
			focus = cur.Y
		}
		for _, r := range rowsOf(view, max(x.Rows, 1)) {
			out = append(out, indent+r)
		}
		if x.Hint != "" {
			hint := cells.Truncate(cells.Clean(x.Hint), w-len(indent), t.Glyph(theme.Ellipsis))
			out = append(out, indent+t.Paint(theme.Dim, hint))
		}
	}
	return out, focus, cur
}

// rowsOf splits what a field drew into exactly n rows.
func rowsOf(view string, n int) []string {
	rows := strings.Split(view, "\n")
	for len(rows) < n {
		rows = append(rows, "")
	}
	return rows[:n]
}

// head is the line above a field: its label, and its count at the right edge.
func (f *Form) head(t theme.Theme, x FormField, focused bool, w int) string {
	role, sign := theme.Text, "  "
	if focused {
		role, sign = theme.Strong, t.Glyph(theme.Pointer)+" "
	}
	if len(f.fields) == 1 || w <= narrow {
		sign = ""
	}
	count, countRole := "", theme.Dim
	if limit := x.Field.Limit(); limit > 0 {
		n := x.Field.Count()
		count = fmt.Sprintf(" %s/%s", cells.Thousands(n), cells.Thousands(limit))
		switch over := x.Field.Over(); {
		case over > 0:
			count, countRole = fmt.Sprintf("%s, %s too long", count, cells.Thousands(over)), theme.Error
		case n*10 >= limit*9:
			countRole = theme.Warning
		}
	}
	if cells.Width(count) >= w {
		count = ""
	}
	label := cells.Truncate(sign+cells.Clean(x.Label), w-cells.Width(count), t.Glyph(theme.Ellipsis))
	label = cells.PadRight(label, w-cells.Width(count))
	return t.Paint(role, label) + t.Paint(countRole, count)
}
