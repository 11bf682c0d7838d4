// This file draws the rows.
package form

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/theme"
)

// Marks tells the worst finding between two offsets of the tree's text.
type Marks func(from, to int) (document.Severity, bool)

// View draws the rows: exactly h lines of exactly w cells. An entry, if there is
// one, is drawn in the current row or below it. The cursor is in it, or else on the
// current row; nil without the focus. The cost is that of the visible rows.
func (r *Rows) View(t theme.Theme, w, h int, focus field.Focus, marks Marks, e *Entry) ([]string, *tea.Cursor) {
	var typed []string
	var cursor *tea.Cursor
	more := 0 // lines that the entry takes beside the current row
	if e != nil && len(r.list) > 0 {
		indent := min(r.indent(r.Node(), w)+2, w-1)
		lead := t.Paint(theme.Accent, t.Glyph(theme.Pointer)) + strings.Repeat(" ", max(0, indent-1))
		more = 1
		if e.ask.Where == InRow {
			more = 0
		}
		box, at := e.view(t, max(1, w-indent-1), max(1, h-more))
		for _, line := range box {
			typed = append(typed, fit(lead+line, w))
			lead = strings.Repeat(" ", indent)
		}
		if at != nil {
			cursor = tea.NewCursor(indent+at.X, at.Y)
		}
		more += len(typed) - 1
	}
	r.follow(h, more)
	out := make([]string, 0, h)
	for row := r.top; row < len(r.list) && len(out) < h; row++ {
		if row != r.at {
			out = append(out, r.paint(t, row, w, field.Blurred, marks))
			continue
		}
		switch {
		case e == nil:
			if focus == field.Focused {
				cursor = tea.NewCursor(r.indent(r.list[row], w), len(out))
			}
			out = append(out, r.paint(t, row, w, focus, marks))
			continue
		case e.ask.Where == BelowRow:
			out = append(out, r.paint(t, row, w, field.Blurred, marks))
		}
		if cursor != nil {
			cursor.Y += len(out)
		}
		out = append(out, typed...)
	}
	for len(out) < h {
		out = append(out, strings.Repeat(" ", w))
	}
	if cursor != nil && (cursor.Y >= h || cursor.X >= w) {
		cursor = nil
	}
	return out[:h], cursor
}

// indent returns the cells left of the sign of a row: one level takes two, and
// the deepest rows share the last third.
func (r *Rows) indent(n document.Node, w int) int { return 2 + min(2*r.depth(n), w/3) }

// line gathers the pieces of one row until it is full.
type line struct {
	theme theme.Theme
	room  int
	flat  bool // in the colours of the current row
	b     strings.Builder
}

// put adds clean text, cut where the row ends.
func (l *line) put(r theme.Role, s string) {
	if l.room <= 0 || s == "" {
		return
	}
	if l.theme.Glyphs() == theme.ASCII {
		s = cells.ASCIIMarks(s)
	}
	s = cells.Truncate(s, l.room, l.theme.Glyph(theme.Ellipsis))
	l.room -= cells.Width(s)
	if l.flat {
		l.b.WriteString(s)
		return
	}
	l.b.WriteString(l.theme.Paint(r, s))
}

// paint draws one row, as the current one when it is focused.
func (r *Rows) paint(t theme.Theme, row, w int, focus field.Focus, marks Marks) string {
	n := r.list[row]
	l := &line{theme: t, room: w, flat: focus == field.Focused}
	if l.flat {
		l.put(theme.Accent, t.Glyph(theme.Pointer))
	} else {
		l.put(theme.Text, " ")
	}
	r.mark(l, n, marks)
	l.put(theme.Text, strings.Repeat(" ", r.indent(n, w)-2))
	foldable := r.Foldable(n)
	open := foldable && r.Open(n)
	switch {
	case open:
		l.put(theme.Dim, t.Glyph(theme.Fold)+" ")
	case foldable:
		l.put(theme.Dim, t.Glyph(theme.Unfold)+" ")
	default:
		l.put(theme.Text, "  ")
	}
	r.label(l, n, w)
	kind := r.tree.Kind(n)
	switch {
	case kind == document.Object || kind == document.Array:
		l.put(theme.Dim, size(r.tree, n))
		if foldable && !open && l.room > 12 {
			l.put(theme.Faint, "  "+preview(r.tree, n))
		}
	case kind == document.Invalid && preview(r.tree, n) == "":
		l.put(theme.Invalid, "(nothing)")
	default:
		l.put(role(kind), preview(r.tree, n))
	}
	l.put(theme.Text, strings.Repeat(" ", l.room))
	if l.flat {
		return t.Paint(theme.Selected, l.b.String())
	}
	return l.b.String()
}

// mark puts the sign of the worst finding in what the row stands for: itself,
// or all that is hidden in it.
func (r *Rows) mark(l *line, n document.Node, marks Marks) {
	from, to := r.tree.Span(n)
	if start, _, ok := r.tree.KeySpan(n); ok {
		from = start
	}
	if r.Foldable(n) && r.Open(n) {
		to, _ = r.tree.Span(n)
	}
	severity, found := marks(from, to)
	switch {
	case !found:
		l.put(theme.Text, " ")
	case severity == document.Error:
		l.put(theme.Error, l.theme.Glyph(theme.Cross))
	case severity == document.Warning:
		l.put(theme.Warning, l.theme.Glyph(theme.WarningSign))
	default:
		l.put(theme.Info, l.theme.Glyph(theme.InfoSign))
	}
}

// label puts what a row is called: its key, or its place in the list and its
// name.
func (r *Rows) label(l *line, n document.Node, w int) {
	t := r.tree
	switch t.Kind(t.Parent(n)) {
	case document.Object:
		name := cells.Truncate(cells.Clean(key(t, n)), max(12, w/2), l.theme.Glyph(theme.Ellipsis))
		if name == "" {
			name = `""`
		}
		l.put(theme.Key, name)
	case document.Array:
		l.put(theme.Faint, "["+strconv.Itoa(t.Index(n))+"]")
	default:
		l.put(theme.Heading, "Configuration")
	}
	if name := NameOf(t, n); name != "" && n != t.Root() {
		l.put(theme.Text, " "+cells.Truncate(cells.Clean(name), max(12, w/2), l.theme.Glyph(theme.Ellipsis)))
	}
	switch t.Kind(n) {
	case document.Object, document.Array:
		l.put(theme.Text, "  ")
	default:
		l.put(theme.Punct, ": ")
	}
}
