// This file folds and unfolds at the cursor.
package editor

import (
	"patchbay/api/document"
	"patchbay/tui/jsonview"
	"patchbay/tui/text"
)

// Fold folds the innermost object or list around the cursor that has lines of
// its own and is open. The cursor stays visible.
func (m *Model) Fold() {
	if m.focus != Text {
		return
	}
	lines, ok := m.foldable()
	if !ok {
		m.host.Say("There is nothing to fold here.")
		return
	}
	m.folds.FoldLines(lines)
	if t := m.buf.Text(); m.folds.Hidden(t.LineOf(m.buf.Selection().Head)) {
		m.toColumn(lines.First, text.Moving)
	}
}

// foldable finds what Fold folds.
func (m *Model) foldable() (jsonview.Lines, bool) {
	t, k := m.buf.Text(), &m.meaning
	head := m.buf.Selection().Head
	line := t.LineOf(head)
	if r, ok := m.folds.Region(line); ok && !m.folds.Folded(line) {
		return r, true
	}
	if k.tree == nil {
		return jsonview.Lines{}, false
	}
	for n := k.tree.At(k.then(head)); n != document.None; n = k.tree.Parent(n) {
		if kind := k.tree.Kind(n); kind != document.Object && kind != document.Array {
			continue
		}
		start, end := k.tree.Span(n)
		r := jsonview.Lines{First: t.LineOf(k.now(start)), Last: t.LineOf(k.now(max(start, end-1)))}
		if r.First < r.Last && !m.folds.Folded(r.First) {
			return r, true
		}
	}
	return jsonview.Lines{}, false
}

// Unfold opens what is folded on the line of the cursor.
func (m *Model) Unfold() {
	if m.focus != Text {
		return
	}
	if !m.folds.Unfold(m.buf.Text().LineOf(m.buf.Selection().Head)) {
		m.host.Say("Nothing is folded here.")
	}
}
