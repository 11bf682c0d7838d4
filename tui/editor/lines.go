// This file works on whole lines: indentation, duplicating, moving, deleting.
package editor

import (
	"patchbay/api/document"
	"patchbay/tui/field"
	"patchbay/tui/jsonview"
	"patchbay/tui/text"
)

// maxIndent is the longest indentation that is understood, in bytes.
const maxIndent = 1000

// indentUnit returns one level of indentation as the text uses it.
func indentUnit(t text.Text) string { return document.IndentUnit(t.Slice(0, 4<<10)) }

// Indent moves the selected lines one level in; without a selection of several
// lines it puts spaces up to the next level in place of the selection. In the
// form it goes on to the next field.
func (m *Model) Indent() {
	switch m.focus {
	case Text:
		m.edit(nil, m.indent)
	case Find, Replacement:
		m.OtherFindField()
	default:
		m.NextField()
	}
}

func (m *Model) indent() {
	t, sel := m.buf.Text(), m.buf.Selection()
	if t.LineOf(sel.Min()) != t.LineOf(sel.Max()) {
		m.buf.Indent(m.unit)
		return
	}
	insert := m.unit
	if m.unit != "\t" {
		n := len(m.unit)
		insert = m.unit[:n-m.ruler.Column(t, sel.Min())%n]
	}
	m.buf.Insert(insert)
}

// Outdent moves the selected lines, or the line of the cursor, one level out.
// In the form it goes back to the field before.
func (m *Model) Outdent() {
	switch m.focus {
	case Text:
		m.edit(nil, func() { m.buf.Outdent(m.unit) })
	case Find, Replacement:
		m.OtherFindField()
	default:
		m.PrevField()
	}
}

// onText runs a change of the Configuration; other parts have no lines.
func (m *Model) onText(change func()) {
	if m.focus == Text {
		m.edit(nil, change)
	}
}

// A block is whole lines: first to last, counted from 0. Lines folded away
// belong to the line they are folded into, so that a fold is never torn.
type block struct{ first, last int }

// block returns the lines the selection touches. One that ends at the start of
// a line does not touch that line.
func (m *Model) block() block {
	t, sel := m.buf.Text(), m.buf.Selection()
	b := block{t.LineOf(sel.Min()), t.LineOf(sel.Max())}
	if b.last > b.first && t.LineStart(b.last) == sel.Max() {
		b.last--
	}
	if m.folds.Hidden(b.first) {
		b.first = m.folds.PrevVisible(b.first)
	}
	return m.whole(b)
}

// whole adds what is folded away below the last line.
func (m *Model) whole(b block) block {
	b.last += m.folds.HiddenAfter(b.last)
	return b
}

// contentEnd returns the offset where a line ends, before its line break.
func contentEnd(t text.Text, line int) int { return t.LineStart(line+1) - len(t.LineBreak(line)) }

// lineBreakAt returns the line break of a line, or of the one above when it is
// the last.
func lineBreakAt(t text.Text, line int) string {
	for ; line >= 0; line-- {
		if s := t.LineBreak(line); s != "" {
			return s
		}
	}
	return "\n"
}

// foldsIn returns what is folded in a block, apart from folds within folds.
func (m *Model) foldsIn(b block) []jsonview.Lines {
	if m.folds.Row(b.last+1)-m.folds.Row(b.first) == b.last+1-b.first {
		return nil
	}
	var out []jsonview.Lines
	for line := b.first; line <= b.last; line = m.folds.NextVisible(line) {
		if n := m.folds.HiddenAfter(line); n > 0 {
			out = append(out, jsonview.Lines{First: line, Last: line + n})
		}
	}
	return out
}

// foldMoved folds what was folded before it came to stand so many lines below.
func (m *Model) foldMoved(folded []jsonview.Lines, by int) {
	m.changed()
	for _, r := range folded {
		m.folds.FoldLines(jsonview.Lines{First: r.First + by, Last: r.Last + by})
	}
}

// onLines makes an edit of whole lines and moves the selection by so many
// bytes.
func (m *Model) onLines(e text.Edit, by int) {
	sel := m.buf.Selection()
	m.buf.Edit(e, text.Selection{Anchor: sel.Anchor + by, Head: sel.Head + by}, text.Single)
}

// DuplicateLine puts a copy of the selected lines below them and selects the
// same in it.
func (m *Model) DuplicateLine() {
	m.onText(func() {
		t, b := m.buf.Text(), m.block()
		at := contentEnd(t, b.last)
		s := lineBreakAt(t, b.last) + t.Slice(t.LineStart(b.first), at)
		folded := m.foldsIn(b)
		m.onLines(text.Edit{{From: at, To: at, Insert: s}}, len(s))
		m.foldMoved(folded, b.last+1-b.first)
	})
}

// MoveLineUp exchanges the selected lines with the line above, or with all
// that is folded into it.
func (m *Model) MoveLineUp() {
	m.onText(func() {
		t, b := m.buf.Text(), m.block()
		above := m.folds.PrevVisible(b.first)
		if above < 0 {
			return
		}
		from, mid, end := t.LineStart(above), t.LineStart(b.first), contentEnd(t, b.last)
		folded := m.foldsIn(block{above, b.first - 1})
		m.onLines(text.Edit{
			{From: from, To: mid},
			{From: end, To: end, Insert: t.LineBreak(b.first-1) + t.Slice(from, contentEnd(t, b.first-1))},
		}, from-mid)
		m.foldMoved(folded, b.last+1-b.first)
	})
}

// MoveLineDown exchanges the selected lines with the line below, or with all
// that is folded into it.
func (m *Model) MoveLineDown() {
	m.onText(func() {
		t, b := m.buf.Text(), m.block()
		if b.last+1 >= t.Lines() {
			return
		}
		below := m.whole(block{b.last + 1, b.last + 1})
		from, mid, end := t.LineStart(b.first), contentEnd(t, b.last), contentEnd(t, below.last)
		s := t.Slice(t.LineStart(below.first), end) + t.LineBreak(b.last)
		folded := m.foldsIn(below)
		m.onLines(text.Edit{{From: from, To: from, Insert: s}, {From: mid, To: end}}, len(s))
		m.foldMoved(folded, b.first-below.first)
	})
}

// DeleteLine deletes the selected lines. The cursor goes to the line that takes
// their place, or else to the one above.
func (m *Model) DeleteLine() { m.onText(m.deleteBlock) }

func (m *Model) deleteBlock() {
	t, b := m.buf.Text(), m.block()
	from, to := t.LineStart(b.first), t.LineStart(b.last+1)
	at := from
	if b.last+1 >= t.Lines() && b.first > 0 { // the last line goes with the break before it
		from, at = contentEnd(t, b.first-1), t.LineStart(m.folds.PrevVisible(b.first))
	}
	m.buf.Edit(text.Edit{{From: from, To: to}}, text.Cursor(at), text.Single)
}

// DeleteToLineStart deletes the selection, or to the start of the line.
func (m *Model) DeleteToLineStart() {
	m.edit((*field.Field).DeleteToLineStart, func() { m.buf.DeleteToLineStart() })
}

// DeleteToLineEnd deletes the selection, or to the end of the line; at the end
// of a line nothing.
func (m *Model) DeleteToLineEnd() {
	m.edit(func(f *field.Field) { f.Buffer().DeleteToLineEnd() }, func() { m.buf.DeleteToLineEnd() })
}
