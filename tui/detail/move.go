// This file moves: the cursor over the visible lines, and the page under it.

package detail

import (
	"patchbay/tui/field"
)

// cursorLine is the line of the text the cursor is on, from 0.
func (m *Model) cursorLine() int { return m.content.Text.LineOf(m.off) }

// lineHome is where the cursor goes on a line: its first byte that is not white
// space, within what Indent looks at.
func (m *Model) lineHome(line int) int {
	t := m.content.Text
	line = max(0, min(line, t.Lines()-1))
	return t.LineStart(line) + len(t.Indent(line))
}

// visible is the number of lines that are neither folded nor filtered away.
func (m *Model) visible() int { return m.folds().Row(m.content.Text.Lines()) }

// goToRow puts the cursor on a visible line, counted without the hidden ones.
func (m *Model) goToRow(row int) {
	n := m.visible()
	if n == 0 {
		return
	}
	m.off = m.lineHome(m.folds().LineAt(max(0, min(row, n-1))))
	if m.find.scrolled {
		m.left, m.find.scrolled = 0, false
	}
	m.follow = showCursor
}

func (m *Model) row() int { return m.folds().Row(m.cursorLine()) }

// step moves the cursor by lines; in the header it scrolls the page.
func (m *Model) step(rows int) {
	if m.part == onHeader {
		m.scroll, m.follow = max(0, m.scroll+rows), keepScroll
		return
	}
	if row := m.row(); rows < 0 && row == 0 {
		m.scroll = 0 // above the first line there is only the header
	} else {
		m.goToRow(row + rows)
	}
}

// page moves the page and the cursor together.
func (m *Model) page(rows int) {
	if m.part == onText {
		m.goToRow(m.row() + rows)
	}
	m.scroll = max(0, m.scroll+rows)
}

// Up moves a line up.
func (m *Model) Up() { m.step(-1) }

// Down moves a line down.
func (m *Model) Down() { m.step(1) }

// PageUp moves up by what is on screen, less one line.
func (m *Model) PageUp() { m.page(-max(1, m.room-1)) }

// PageDown moves down by what is on screen, less one line.
func (m *Model) PageDown() { m.page(max(1, m.room-1)) }

// HalfUp moves up by half of what is on screen.
func (m *Model) HalfUp() { m.page(-max(1, m.room/2)) }

// HalfDown moves down by half of what is on screen.
func (m *Model) HalfDown() { m.page(max(1, m.room/2)) }

// Home goes to the beginning, the header on screen.
func (m *Model) Home() {
	if m.part == onText {
		m.goToRow(0)
	}
	m.scroll = 0
}

// End goes to the last line; in the header, to the end of the header.
func (m *Model) End() {
	if m.part == onHeader {
		m.scroll = max(0, m.headerRows-m.room+1)
		return
	}
	m.goToRow(m.visible() - 1)
}

// sideways is how many cells Left and Right scroll.
const sideways = 8

// Left scrolls back to the left; at the left edge it folds what begins on the
// line, else goes to the line of what encloses it.
func (m *Model) Left() {
	if m.part == onHeader || m.phase != ready {
		return
	}
	if m.left > 0 {
		m.left = max(0, m.left-sideways)
		m.enterScrolled()
		return
	}
	line := m.cursorLine()
	if m.folds().Fold(line) {
		m.follow = showCursor
		return
	}
	if n, ok := m.node(); ok {
		for n = m.tree.Parent(n); n >= 0; n = m.tree.Parent(n) {
			start, _ := m.tree.Span(n)
			if key, _, ok := m.tree.KeySpan(n); ok {
				start = key
			}
			if at := m.content.Text.LineOf(start); at < line && !m.folds().Hidden(at) {
				m.off, m.follow = m.lineHome(at), showCursor
				return
			}
		}
	}
}

// Right opens what is folded on the line, else scrolls to the right as long as
// there is more of the line.
func (m *Model) Right() {
	if m.part == onHeader || m.phase != ready {
		return
	}
	line := m.cursorLine()
	if m.folds().Unfold(line) {
		return
	}
	// Asking for the column of the line's end would measure all of a long line.
	t := m.content.Text
	if m.textWidth > 0 && m.ruler.Offset(t, line, m.left+m.textWidth) < t.LineEnd(line) {
		m.left += sideways
		m.enterScrolled()
	}
}

// enterScrolled takes the cursor along when its line is scrolled sideways, so
// that the path tells of what is on screen.
func (m *Model) enterScrolled() {
	m.find.scrolled = false
	line := m.cursorLine()
	m.off = max(m.lineHome(line), m.ruler.Offset(m.content.Text, line, m.left))
}

// NextPart moves the focus between the header, shown whole, and the text.
func (m *Model) NextPart() {
	if m.part == onText {
		m.part, m.resume, m.scroll, m.follow = onHeader, m.scroll, 0, keepScroll
		return
	}
	m.part, m.scroll, m.follow = onText, m.resume, showCursor
}

// PrevPart is NextPart: there are two parts.
func (m *Model) PrevPart() { m.NextPart() }

// Back closes what is in front: the open input line, then the filter and the
// marks of a search. No means that there was nothing to close.
func (m *Model) Back() field.Handled {
	switch {
	case m.line != nil:
		m.dismiss()
	case m.filter.expr != "" || m.find.query != "":
		m.clearFilter()
		m.search("")
	case m.part == onHeader:
		m.NextPart()
	default:
		return field.No
	}
	return field.Yes
}
