// This file draws an entry.
package form

import (
	"strings"

	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/theme"
)

// choiceRows is how many choices are seen at once.
const choiceRows = 7

// view draws the entry in at most h lines of at most w cells: the field behind
// its label, the choices, and why it was not accepted or what it is for. The
// field is always seen.
func (e *Entry) view(t theme.Theme, w, h int) ([]string, *field.Point) {
	label := cells.Truncate(cells.Clean(e.ask.Label), max(1, w/3), t.Glyph(theme.Ellipsis)) + " "
	if t.Glyphs() == theme.ASCII {
		label = cells.ASCIIMarks(label)
	}
	left := cells.Width(label)
	room := max(1, w-left)
	foot := e.foot(t, w)
	tall := max(1, min(e.rows(room), h-min(len(foot), h-1)))
	body, at := e.field.View(t, room, tall, field.Focused)
	if at != nil {
		at.X += left
	}
	var out []string
	for i, row := range strings.Split(body, "\n") {
		lead := t.Paint(theme.Strong, label)
		if i > 0 {
			lead = strings.Repeat(" ", left)
		}
		out = append(out, lead+row)
	}
	seen := max(0, min(len(e.shown), choiceRows, h-len(out)-len(foot)))
	at0 := max(e.picked, 0)
	e.top = max(0, min(e.top, at0, len(e.shown)-seen))
	e.top = max(e.top, at0-seen+1)
	wide := 0
	for i := e.top; i < e.top+seen; i++ {
		wide = max(wide, min(cells.Width(shown(t, e.shown[i].Text)), w/2))
	}
	for i := e.top; i < e.top+seen; i++ {
		out = append(out, e.row(t, e.shown[i], i == e.picked, wide, w))
	}
	foot = foot[:max(0, min(len(foot), h-len(out)))]
	return append(out, foot...), at
}

// rows returns how many rows the text takes in that many cells, up to manyRows.
func (e *Entry) rows(room int) int {
	if e.ask.Lines == OneLine {
		return 1
	}
	n := 0
	value := e.field.Value()
	if len(value) > manyRows*4*room {
		return manyRows
	}
	for _, l := range cells.CleanLines(value) {
		n += 1 + cells.Width(l)/room
	}
	return min(n, manyRows)
}

// row draws one choice.
func (e *Entry) row(t theme.Theme, c Choice, picked bool, wide, w int) string {
	l := &line{theme: t, room: w, flat: picked}
	lead := "  "
	if picked {
		lead = t.Glyph(theme.Pointer) + " "
	}
	l.put(theme.Accent, lead)
	l.put(theme.Choice, cells.PadRight(cells.Truncate(shown(t, c.Text), wide, t.Glyph(theme.Ellipsis)), wide))
	if c.About != "" {
		l.put(theme.Dim, "  "+shown(t, c.About))
	}
	l.put(theme.Text, strings.Repeat(" ", l.room))
	if picked {
		return t.Paint(theme.Selected, l.b.String())
	}
	return l.b.String()
}

// foot returns the lines below the field and its choices.
func (e *Entry) foot(t theme.Theme, w int) []string {
	role, words := theme.Dim, e.ask.About
	if e.fault != "" {
		role, words = theme.Error, t.Glyph(theme.Cross)+" "+e.fault
	}
	if words == "" {
		return nil
	}
	const most = 2
	lines := cells.Wrap(shown(t, words), w)
	if len(lines) > most {
		lines = lines[:most]
		lines[most-1] = cells.Truncate(lines[most-1], w-1, "") + t.Glyph(theme.Ellipsis)
	}
	for i, s := range lines {
		lines[i] = t.Paint(role, s)
	}
	return lines
}

// shown makes words from outside safe to show.
func shown(t theme.Theme, s string) string {
	s = cells.Clean(cells.Cut(s, glance))
	if t.Glyphs() == theme.ASCII {
		s = cells.ASCIIMarks(s)
	}
	return s
}
