// This file holds the verbs of the mouse.

package detail

import "patchbay/tui/jsonview"

// Click puts the cursor on the place of the text that was drawn last in a cell;
// on the sign beside what can be folded it folds or unfolds. What stands above
// and below the text does nothing.
func (m *Model) Click(x, y int) {
	row, ok := m.rowAt(y)
	if !ok {
		return
	}
	if m.part == onHeader {
		scroll := m.scroll
		m.NextPart()
		m.scroll = scroll
	}
	folds := m.folds()
	w := jsonview.Window{
		Text: m.content.Text, Left: m.left, Folds: folds, Ruler: &m.ruler, Gutter: jsonview.Numbers,
		Top: folds.LineAt(row),
	}
	hit := w.At(x, 0)
	if hit.Where == jsonview.OnFoldSign {
		if !folds.Unfold(hit.Line) {
			folds.Fold(hit.Line)
		}
		if line := m.cursorLine(); folds.Hidden(line) {
			m.off = m.lineHome(hit.Line)
		}
		return
	}
	m.off, m.follow = max(hit.Off, m.lineHome(hit.Line)), showCursor
}

// rowAt returns the visible line of the text on a line of the screen.
func (m *Model) rowAt(y int) (int, bool) {
	if m.phase != ready || y < 0 || y >= m.room {
		return 0, false
	}
	row := m.scroll + y - m.headerRows
	return row, row >= 0 && row < m.visible()
}

// Wheel scrolls the page by rows; the cursor moves as little as it must to stay
// in sight.
func (m *Model) Wheel(rows int) {
	if m.phase != ready {
		return
	}
	m.scroll = max(0, min(m.scroll+rows, m.headerRows+max(1, m.visible())-m.room))
	m.follow = keepScroll
	if m.part == onHeader {
		return
	}
	first := max(m.scroll-m.headerRows, 0)
	last := m.scroll + m.room - 1 - m.headerRows
	if at := min(max(m.row(), first), max(last, first)); at != m.row() {
		m.goToRow(at)
		m.follow = keepScroll
	}
}
