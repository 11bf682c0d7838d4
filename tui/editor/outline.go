// This file is the outline: the sections, Report Types and Fields of the
// Configuration, beside the text where there is room and below the form.
package editor

import (
	"sort"
	"strings"

	"patchbay/api/document"
	"patchbay/tui/theme"
)

// wideEnough is the width in cells from which the outline stands beside the
// text.
const wideEnough = 120

// outline is the list and the place in it.
type outline struct {
	of      *document.Tree
	entries []document.Entry
	width   int // cells beside the text when last drawn, 0 when it is not shown
	pick    int // picked entry while it has the focus; -1 follows the cursor
	top     int
	left    int // the pick that the wheel has left behind; -1 for none
}

// follow picks what the cursor of the text is in.
func (o *outline) follow() { o.pick, o.left = -1, -1 }

// entries returns the outline of the last known tree.
func (m *Model) entries() []document.Entry {
	o := &m.outline
	if o.of != m.meaning.tree {
		o.of, o.entries = m.meaning.tree, nil
		if o.of != nil {
			o.entries = o.of.Outline()
		}
		o.pick = min(o.pick, len(o.entries)-1)
	}
	if o.pick < 0 {
		o.pick = -1
	}
	return o.entries
}

// Outline returns the sections, Report Types and Fields of the Configuration,
// for choosing one of them by name. GoToEntry goes there.
func (m *Model) Outline() []document.Entry { return m.entries() }

// GoToEntry goes to an entry of Outline.
func (m *Model) GoToEntry(i int) {
	entries := m.entries()
	if i < 0 || i >= len(entries) {
		return
	}
	m.GoToOffset(m.meaning.now(begin(m.outline.of, entries[i].Node)))
}

// current returns the innermost entry that the cursor is in, or -1.
func (m *Model) current(entries []document.Entry) int {
	tree := m.outline.of
	at := m.meaning.then(m.buf.Selection().Head)
	i := sort.Search(len(entries), func(i int) bool { return begin(tree, entries[i].Node) > at }) - 1
	for level := 1 << 30; i >= 0; i-- {
		if entries[i].Level >= level {
			continue
		}
		level = entries[i].Level
		if _, end := tree.Span(entries[i].Node); at <= end {
			return i
		}
	}
	return -1
}

// picked returns the entry that is shown as picked.
func (m *Model) picked(entries []document.Entry) int {
	if m.outline.pick >= 0 {
		return m.outline.pick
	}
	return m.current(entries)
}

// movePick moves the pick by so many entries.
func (m *Model) movePick(step int) {
	entries := m.entries()
	if len(entries) > 0 {
		m.outline.pick = min(max(m.picked(entries)+step, 0), len(entries)-1)
	}
}

// openPlace goes to the picked entry.
func (m *Model) openPlace() {
	m.GoToEntry(m.picked(m.entries()))
}

// paintOutline returns rows lines of exactly width cells.
func (m *Model) paintOutline(t theme.Theme, width, rows int) []string {
	entries := m.entries()
	picked := m.picked(entries)
	out := make([]string, 0, rows)
	switch {
	case m.meaning.tree == nil:
		out = append(out, t.Paint(theme.Dim, fit(t, " Reading the Configuration"+t.Glyph(theme.Ellipsis), width)))
	case len(entries) == 0:
		out = append(out, t.Paint(theme.Dim, fit(t, " No sections yet", width)))
	}
	o := &m.outline
	if picked >= 0 && picked != o.left && (picked < o.top || picked >= o.top+rows) {
		// A third down, so that paging through the text seldom scrolls the list.
		o.top = picked - rows/3
	}
	o.top = max(0, min(o.top, len(entries)-rows))
	for i := o.top; i < len(entries) && len(out) < rows; i++ {
		out = append(out, m.paintEntry(t, entries[i], i == picked, width))
	}
	for len(out) < rows {
		out = append(out, strings.Repeat(" ", width))
	}
	return out[:rows]
}

func (m *Model) paintEntry(t theme.Theme, e document.Entry, picked bool, width int) string {
	sign := " "
	role := theme.Text
	switch e.Kind {
	case document.Section:
		role = theme.Heading
	case document.ReportType:
	default:
		role = theme.Dim
	}
	if picked {
		sign = t.Glyph(theme.Pointer)
		role = theme.Accent
		if m.focus == Outline {
			role = theme.Selected
		}
	}
	words := sign + strings.Repeat("  ", min(max(e.Level, 0), 6)) + " " + clean(t, e.Title)
	return t.Paint(role, fit(t, words, width))
}

// shortened cuts what is too long for any row before it is cleaned and
// measured.
func shortened(s string) string {
	const most = 1000 // bytes
	return s[:min(len(s), most)]
}
