// This file points at things: what a click, a drag and the wheel do, at cells
// of the screen as it was drawn last.
package editor

import (
	"unicode"
	"unicode/utf8"

	"patchbay/tui/jsonview"
	"patchbay/tui/text"
)

// Grain is how much a click takes at once.
type Grain int

// The grains.
const (
	ByCharacter Grain = iota
	ByWord            // a double click
	ByLine            // a triple click
)

// pointer is what the mouse has done last.
type pointer struct {
	drag   dragging
	grain  Grain
	anchor stretch // what the click that began the drag took
	away   bool    // the drag has been below the first row
	hold   hold
	of     text.Text      // the text all this is about
	at     text.Selection // and the selection the view is held for
}

type dragging int

const (
	notDragging dragging = iota
	selecting            // in the text
)

// hold says how far drawing leaves the view as the mouse has put it, until the
// cursor moves or the text changes.
type hold int

const (
	letGo    hold = iota
	sideways      // it scrolls to the cursor, but not back to the left edge
	wholly        // it does not scroll
)

// holds returns how far the view is held now.
func (m *Model) holds() hold {
	p := &m.pointer
	if p.hold == letGo || !p.of.Same(m.buf.Text()) || p.at != m.buf.Selection() {
		return letGo
	}
	return p.hold
}

func (m *Model) holdView(h hold) {
	m.pointer.hold, m.pointer.of, m.pointer.at = h, m.buf.Text(), m.buf.Selection()
}

// Click presses the mouse on a cell. In the text it puts the cursor there or
// selects what the grain says; lists show what was clicked. Extending, it
// selects from where the cursor is.
func (m *Model) Click(x, y int, g Grain, e text.Extend) {
	m.pointer.drag = notDragging
	switch {
	case m.panel.state == panelOpen && y >= m.panel.at:
		m.clickPanel(m.panel.top+y-m.panel.at-1, g)
	case m.view == Form:
		m.clickForm(x, y, g, e)
	case y >= m.drawn.Height:
		if m.find != nil {
			m.clickFind(y - m.panel.at)
		}
	case m.outline.width > 0 && x > m.drawn.Width:
		m.GoToEntry(m.outline.top + y)
	case x < m.drawn.Width:
		m.clickText(x, y, g, e)
	}
}

func (m *Model) clickText(x, y int, g Grain, e text.Extend) {
	m.showText()
	hit := m.drawn.At(x, y)
	if hit.Where == jsonview.OnFoldSign {
		if !m.folds.Unfold(hit.Line) && m.folds.Fold(hit.Line) {
			m.outOfFold(hit.Line)
		}
		return
	}
	p := &m.pointer
	p.drag, p.grain, p.away = selecting, g, y > 0
	p.anchor = m.grain(hit.Off, g)
	if sel := m.buf.Selection(); e == text.Extending {
		p.anchor, p.grain = stretch{sel.Anchor, sel.Anchor}, ByCharacter
	}
	m.selectTo(hit.Off)
}

// outOfFold moves the cursor out of what has just been folded away.
func (m *Model) outOfFold(line int) {
	if t := m.buf.Text(); m.folds.Hidden(t.LineOf(m.buf.Selection().Head)) {
		m.toColumn(line, text.Moving)
	}
}

// Drag moves the mouse with the button held down: what is between the click
// and here is selected. At the upper and lower edge of the text it scrolls.
func (m *Model) Drag(x, y int) {
	p := &m.pointer
	if p.drag != selecting || m.focus != Text || !p.of.Same(m.buf.Text()) {
		return
	}
	w := m.drawn
	switch {
	case y >= w.Height:
		m.scrollTop(y - w.Height + 1)
		y = w.Height - 1
	case y == 0 && p.away:
		m.scrollTop(-1)
	}
	p.away = p.away || y > 0
	w.Top = m.top
	m.selectTo(w.At(x, y).Off)
}

// selectTo selects from what was clicked to an offset.
func (m *Model) selectTo(off int) {
	p := &m.pointer
	to := m.grain(off, p.grain)
	sel := text.Selection{Anchor: p.anchor.from, Head: max(p.anchor.to, to.to)}
	if to.from < p.anchor.from {
		sel = text.Selection{Anchor: p.anchor.to, Head: to.from}
	}
	m.buf.Select(sel)
	m.moved()
	m.holdView(sideways)
}

// Wheel turns the wheel over a cell: what is there scrolls by so many lines.
// The cursor of the text stays in sight, as does the picked row of a list; what
// is selected stays selected, and is left behind.
func (m *Model) Wheel(x, y, lines int) {
	switch {
	case m.panel.state == panelOpen && y >= m.panel.at:
		m.scrollPanel(lines)
	case m.view == Form:
		m.wheelForm(y, lines)
	case m.outline.width > 0 && x > m.drawn.Width:
		m.scrollOutline(lines, m.drawn.Height)
	case y < m.drawn.Height:
		m.scrollText(lines)
	}
}

func (m *Model) scrollText(lines int) {
	m.scrollTop(lines)
	if !m.buf.Selection().Empty() {
		m.holdView(wholly)
		return
	}
	top := m.folds.Row(m.top)
	row := m.folds.Row(m.buf.Text().LineOf(m.buf.Selection().Head))
	if in := min(max(row, top), top+m.rows-1); in != row {
		m.toColumn(min(m.folds.LineAt(in), m.lastVisible()), text.Moving)
		m.holdView(sideways)
	}
}

// scrollTop moves the first line on screen by visible lines.
func (m *Model) scrollTop(lines int) {
	bottom := max(0, m.folds.Row(m.lastVisible())-m.rows+1)
	m.top = m.folds.LineAt(min(max(m.folds.Row(m.top)+lines, 0), bottom))
}

// grain returns what a click at an offset takes.
func (m *Model) grain(off int, g Grain) stretch {
	t := m.buf.Text()
	switch g {
	case ByLine:
		line := t.LineOf(off)
		return stretch{t.LineStart(line), t.LineStart(line + 1)}
	case ByWord:
		return wordAround(t, off)
	}
	return stretch{off, off}
}

// maxWord bounds the words that a double click selects, in bytes to each side.
const maxWord = 64 << 10

// wordAround returns the word an offset is in, or the run of blanks, or else
// the one character there. It stays on its line.
func wordAround(t text.Text, off int) stretch {
	line := t.LineOf(off)
	start, end := max(t.LineStart(line), off-maxWord), min(t.LineEnd(line), off+maxWord)
	before, behind := t.Slice(start, off), t.Slice(off, end)
	r, _ := utf8.DecodeRuneInString(behind)
	kind := kindOf(r)
	if behind == "" || kind == other {
		return stretch{off, min(t.NextGrapheme(off), end)}
	}
	from, to := off, off
	for before != "" {
		r, n := utf8.DecodeLastRuneInString(before)
		if kindOf(r) != kind {
			break
		}
		before, from = before[:len(before)-n], from-n
	}
	for behind != "" {
		r, n := utf8.DecodeRuneInString(behind)
		if kindOf(r) != kind {
			break
		}
		behind, to = behind[n:], to+n
	}
	return stretch{t.Snap(from, text.Before), t.Snap(to, text.After)}
}

// kind tells the characters of words from others.
type kind int

const (
	other kind = iota
	ofWord
	blank
)

// kindOf returns the kind of a character. Marks and joiners go with the letters
// they stand behind.
func kindOf(r rune) kind {
	switch {
	case r == '_' || r == '\u200d' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
		return ofWord
	case r == ' ' || r == '\t':
		return blank
	}
	return other
}
