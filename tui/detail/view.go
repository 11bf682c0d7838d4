// This file draws the screen.

package detail

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/jsonview"
	"patchbay/tui/theme"
	"patchbay/tui/when"
)

// wholeFrom is the height in lines from which the whole header is shown at once.
const wholeFrom = 40

// View draws the screen: exactly h lines of exactly w cells, and the cursor. A
// size below 1×1 gives "".
func (m *Model) View(t theme.Theme, w, h int) (string, *tea.Cursor) {
	if w < 1 || h < 1 {
		return "", nil
	}
	now := m.now()
	if m.phase != ready {
		return m.waiting(t, w, h, now), nil
	}
	room := h
	if h > 1 {
		room = h - 1 // the last line: the path, or what is being typed
	}
	d := brief
	if m.part == onHeader || h >= wholeFrom {
		d = whole
	}
	head := m.headerLines(t, w, d, now)
	m.settle(len(head), room, w)

	out := make([]string, 0, h)
	if m.scroll < len(head) {
		out = append(out, head[m.scroll:min(len(head), m.scroll+room)]...)
	}
	body, cursor := m.text(t, w, room-len(out), max(0, m.scroll-len(head)))
	if cursor != nil {
		cursor.Y += len(out)
	}
	out = append(out, body...)
	if room < h {
		last, at := m.lastLine(t, w)
		out = append(out, last)
		if m.line != nil {
			cursor = nil
			if at != nil {
				cursor = tea.NewCursor(min(w-1, at.X), h-1)
			}
		}
	}
	return strings.Join(out, "\n"), cursor
}

// settle makes the scroll fit what is drawn now: the header may have another
// height than before, lines may have been folded, the cursor may have moved.
func (m *Model) settle(headRows, room, w int) {
	if headRows != m.headerRows && m.scroll >= m.headerRows && m.headerRows > 0 && m.part == onText {
		m.scroll += headRows - m.headerRows // the same lines of text stay on screen
	}
	m.headerRows, m.room = headRows, room
	m.textWidth = jsonview.TextWidth(w, m.content.Text.Lines(), jsonview.Numbers)
	if m.follow == showCursor && m.part == onText {
		row := headRows + m.row()
		m.scroll = min(m.scroll, row)
		m.scroll = max(m.scroll, row-room+1)
		m.follow = keepScroll
	}
	m.scroll = max(0, min(m.scroll, headRows+max(1, m.visible())-room))
}

// text paints the text from a row of its visible lines on.
func (m *Model) text(t theme.Theme, w, rows, from int) ([]string, *tea.Cursor) {
	if rows < 1 {
		return nil, nil
	}
	if m.filter.on() && m.filter.places == 0 {
		return m.nothingMatches(t, w, rows), nil
	}
	folds := m.folds()
	top := folds.LineAt(from)
	line := -1
	if m.part == onText {
		line = m.cursorLine()
	}
	shown := folds.Visible(top, rows, m.content.Text.Lines())
	body := m.paint(t, jsonview.Window{
		Text: m.content.Text, Top: top, Left: m.left, Width: w, Height: rows,
		Folds: folds, Ruler: &m.ruler, CursorLine: line,
		Matches: m.visibleMatches(shown), Current: m.find.current,
		Findings: m.marks, Gutter: jsonview.Numbers,
	}, shown)
	if line < 0 || m.line != nil {
		return body, nil
	}
	gutter := jsonview.TextLeft(m.content.Text.Lines(), jsonview.Numbers)
	// Beside the text the cursor stands at its edge: it tells at least the line.
	x := min(max(gutter, gutter+m.ruler.Column(m.content.Text, m.off)-m.left), w-1)
	for y, l := range shown {
		if l == line {
			return body, tea.NewCursor(x, y)
		}
	}
	return body, nil
}

// paint paints the shown lines. What a filter leaves out is no fold: it gets
// neither a sign nor a count, so the stretches between are painted one by one.
func (m *Model) paint(t theme.Theme, w jsonview.Window, shown []int) []string {
	if !m.filter.on() {
		return jsonview.Paint(t, w)
	}
	rows := w.Height
	out := make([]string, 0, rows)
	for i := 0; i < len(shown); i += w.Height {
		w.Top, w.Height, w.Folds = shown[i], 1, &m.unfolded
		if m.filtered.Folded(shown[i]) {
			var fold jsonview.Folds
			if r, ok := m.filtered.Region(shown[i]); ok {
				fold.FoldLines(r)
			}
			w.Folds = &fold
		} else {
			for j := i + 1; j < len(shown) && shown[j] == shown[j-1]+1 && !m.filtered.Folded(shown[j]); j++ {
				w.Height++
			}
		}
		out = append(out, jsonview.Paint(t, w)...)
	}
	blank := strings.Repeat(" ", w.Width)
	for len(out) < rows {
		out = append(out, blank)
	}
	return out
}

func (m *Model) nothingMatches(t theme.Theme, w, rows int) []string {
	b := &headerBuilder{t: t, w: w}
	b.add("", theme.Text, "")
	b.wrapped(theme.Dim, "", "No path matches "+cells.Clean(cells.Cut(m.filter.expr, keptBytes))+
		". A dotted path, a JSON Pointer or a part of one works, such as reportTypes[0].fields or just id.", 0)
	for len(b.lines) < rows {
		b.add("", theme.Text, "")
	}
	return b.lines[:rows]
}

// lastLine is the open input line, or the path of the cursor.
func (m *Model) lastLine(t theme.Theme, w int) (string, *field.Point) {
	status := m.found()
	if m.line == nil {
		return m.pathLine(t, w, status), nil
	}
	label := " Find "
	if m.asks == forPath {
		label, status = " Filter by path ", m.filtering()
		if m.content.Text.Len() > filteredWhileTyping && m.line.Value() != m.filter.expr {
			status = "large: filters when accepted"
		}
	}
	if w < 40 {
		label, status = "", ""
	}
	room := max(1, w-len(label)-cells.Width(status)-2)
	box, at := m.line.View(t, room, 1, field.Focused)
	if at != nil {
		at.X += len(label)
	}
	rest := max(0, w-len(label)-room)
	status = cells.Truncate(status, max(0, rest-2), "")
	role := theme.Dim
	if status == "not found" || status == "no path matches" {
		role = theme.Warning
	}
	pad := strings.Repeat(" ", max(0, rest-cells.Width(status)-1))
	end := strings.Repeat(" ", max(0, rest-cells.Width(status)-len(pad)))
	return t.Paint(theme.Strong, label) + box + pad + t.Paint(role, status) + end, at
}

func (m *Model) pathLine(t theme.Theme, w int, status string) string {
	path, role := cells.Clean(cells.Cut(m.Path(), keptBytes)), theme.Accent
	switch {
	case m.part == onHeader:
		path, role = "About this Connector", theme.Dim
	case m.tree == nil:
		path, role = "Reading the structure "+t.Glyph(theme.Ellipsis), theme.Dim
	case path == "":
		path, role = "the whole Configuration", theme.Dim
	}
	if m.find.query != "" {
		status = "find " + cells.Truncate(cells.Clean(cells.Cut(m.find.query, keptBytes)), 24, t.Glyph(theme.Ellipsis)) + ": " + status
	}
	status = cells.Truncate(status, max(0, w/2), t.Glyph(theme.Ellipsis))
	room := max(0, w-2-cells.Width(status))
	if status != "" {
		room = max(0, room-1)
	}
	// The end of a long path tells more than its beginning.
	if over := cells.Width(path) - room; over > 0 {
		path = t.Glyph(theme.Ellipsis) + lastCells(path, max(0, room-1))
	}
	path = cells.Truncate(path, room, "")
	pad := max(0, w-1-cells.Width(path)-cells.Width(status)-1)
	line := " " + t.Paint(role, path) + strings.Repeat(" ", pad) + t.Paint(theme.Dim, status)
	if w < 3 {
		return strings.Repeat(" ", w)
	}
	return line + " "
}

// lastCells is the end of s that fits w cells.
func lastCells(s string, w int) string {
	for cells.Width(s) > w {
		head := cells.Truncate(s, max(1, cells.Width(s)-w), "")
		if head == "" {
			head = firstRune(s)
		}
		s = s[len(head):]
	}
	return s
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

// waiting is the screen without a Connector.
func (m *Model) waiting(t theme.Theme, w, h int, now time.Time) string {
	b := &headerBuilder{t: t, w: w}
	if m.phase == reading {
		words := "Reading " + cells.Clean(m.content.Ref.String()) + " " + t.Glyph(theme.Ellipsis)
		if d := now.Sub(m.since); d >= time.Second {
			words += " " + when.Took(d)
		}
		b.wrapped(theme.Info, "", words, 0)
	} else {
		b.wrapped(theme.Dim, "", "No Connector is open.", 0)
	}
	for len(b.lines) < h {
		b.add("", theme.Text, "")
	}
	return strings.Join(b.lines[:h], "\n")
}
