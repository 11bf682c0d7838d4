// This file moves the cursor, through folds and over pages, and keeps it on
// the screen.
package editor

import (
	"patchbay/tui/field"
	"patchbay/tui/text"
)

// moved is called after the cursor of the text has moved for any reason but up
// and down.
func (m *Model) moved() {
	m.goal = -1
	m.settled()
}

// settled opens what hides the cursor and forgets pairs it has left.
func (m *Model) settled() {
	m.reveal()
	head := m.buf.Selection().Head
	kept := m.closers[:0]
	for _, p := range m.closers {
		if p.open < head && head <= p.close {
			kept = append(kept, p)
		}
	}
	m.closers = kept
}

func (m *Model) reveal() {
	m.folds.Reveal(m.buf.Text().LineOf(m.buf.Selection().Head))
	m.revealRow()
}

// move makes a motion in what has the focus.
func (m *Model) move(motion text.Motion, e text.Extend) {
	if f := m.field(); f != nil {
		f.Move(motion, e)
		return
	}
	if m.focus == Outline {
		switch motion {
		case text.DocStart, text.LineStart, text.SmartHome:
			m.movePick(-len(m.entries()))
		case text.DocEnd, text.LineEnd:
			m.movePick(len(m.entries()))
		}
		return
	}
	if m.focus == Tree {
		m.moveInTree(motion)
		return
	}
	if m.focus == Panel {
		switch motion {
		case text.DocStart, text.LineStart, text.SmartHome:
			m.PanelFirst()
		case text.DocEnd, text.LineEnd:
			m.PanelLast()
		}
		return
	}
	m.buf.Move(motion, e)
	m.moved()
}

// Left moves one character to the left.
func (m *Model) Left(e text.Extend) { m.move(text.Left, e) }

// Right moves one character to the right.
func (m *Model) Right(e text.Extend) { m.move(text.Right, e) }

// WordLeft moves to the start of the word.
func (m *Model) WordLeft(e text.Extend) { m.move(text.WordLeft, e) }

// WordRight moves to the end of the word.
func (m *Model) WordRight(e text.Extend) { m.move(text.WordRight, e) }

// LineStart moves to the first character of the line that is not blank, and
// from there to the start of the line.
func (m *Model) LineStart(e text.Extend) { m.move(text.SmartHome, e) }

// LineEnd moves to the end of the line.
func (m *Model) LineEnd(e text.Extend) { m.move(text.LineEnd, e) }

// DocStart moves to the start.
func (m *Model) DocStart(e text.Extend) { m.move(text.DocStart, e) }

// DocEnd moves to the end.
func (m *Model) DocEnd(e text.Extend) { m.move(text.DocEnd, e) }

// Up moves one visible line up.
func (m *Model) Up(e text.Extend) { m.vertical(-1, e) }

// Down moves one visible line down.
func (m *Model) Down(e text.Extend) { m.vertical(1, e) }

// PageUp moves one screen up and keeps the cursor on its row.
func (m *Model) PageUp(e text.Extend) { m.page(-1, e) }

// PageDown moves one screen down and keeps the cursor on its row.
func (m *Model) PageDown(e text.Extend) { m.page(1, e) }

func (m *Model) vertical(step int, e text.Extend) {
	switch m.focus {
	case Find, Replacement:
		if m.find.with != nil {
			m.OtherFindField()
		} else {
			m.findStep(step)
		}
	case Outline:
		m.movePick(step)
	case Panel:
		m.movePanel(step)
	case Tree:
		m.moveRows(step)
	case Value:
		m.tree.entry.Next(step, e)
	case Text:
		m.climb(step, e)
	default:
		m.inField(step, e)
	}
}

// inField moves within a field, and out of it at its edge.
func (m *Model) inField(step int, e text.Extend) {
	f := m.field()
	if step < 0 {
		if f.Up(e) == field.No && e == text.Moving && m.focus != Name {
			m.PrevField()
		}
		return
	}
	if f.Down(e) == field.No && e == text.Moving {
		m.NextField()
	}
}

// climb moves the cursor of the text by visible lines, aiming at the column it
// had when the climb began.
func (m *Model) climb(lines int, e text.Extend) {
	t := m.buf.Text()
	head := m.buf.Selection().Head
	line := t.LineOf(head)
	row := m.folds.Row(line) + lines
	switch last := m.lastVisible(); {
	case row < 0:
		m.buf.MoveTo(0, e)
		m.moved()
		return
	case m.folds.LineAt(row) > last && line == last:
		m.buf.MoveTo(t.LineEnd(last), e)
		m.moved()
		return
	default:
		line = min(m.folds.LineAt(row), last)
	}
	m.toColumn(line, e)
}

// toColumn moves the cursor to the column it aims at in another line.
func (m *Model) toColumn(line int, e text.Extend) {
	t := m.buf.Text()
	goal := m.goal
	if goal < 0 {
		goal = m.ruler.Column(t, m.buf.Selection().Head)
	}
	m.buf.MoveTo(m.ruler.Offset(t, line, goal), e)
	m.settled()
	m.goal = goal
}

// lastVisible returns the last line that is not folded away.
func (m *Model) lastVisible() int {
	last := m.buf.Text().Lines() - 1
	if m.folds.Hidden(last) {
		last = m.folds.PrevVisible(last)
	}
	return max(last, 0)
}

// page moves by a screen, less one line that stays for orientation.
func (m *Model) page(step int, e text.Extend) {
	rows := max(1, m.rows-1)
	switch m.focus {
	case Outline:
		m.movePick(step * rows)
		return
	case Panel:
		m.movePanel(step * max(1, m.panel.rows-1))
		return
	case Tree:
		m.pageRows(step)
		return
	case Text:
	default:
		return
	}
	m.climb(step*rows, e)
	bottom := max(0, m.folds.Row(m.lastVisible())-m.rows+1)
	m.top = m.folds.LineAt(min(max(m.folds.Row(m.top)+step*rows, 0), bottom))
}

// follow scrolls so that the cursor is in a window of rows lines and width
// cells. A cursor that has gone far is shown in the middle.
func (m *Model) follow(rows, width int) {
	t := m.buf.Text()
	head := m.buf.Selection().Head
	held := m.holds()
	if held == wholly {
		return
	}
	row := m.folds.Row(t.LineOf(head))
	top := m.folds.Row(min(max(m.top, 0), t.Lines()-1))
	switch {
	case row < top-rows || row > top+2*rows:
		top = row - rows/2
	case row < top:
		top = row
	case row >= top+rows:
		top = row - rows + 1
	}
	top = min(top, m.folds.Row(m.lastVisible())-rows+1)
	m.top = m.folds.LineAt(max(top, 0))

	col := m.ruler.Column(t, head)
	switch {
	case col < m.left:
		m.left = max(0, col-width/4)
	case col >= m.left+width:
		m.left = col - width + 1 + width/4
	}
	if held == letGo && col < width && m.left > 0 && col < width*3/4 {
		m.left = 0
	}
}
