// This file types: characters, pastes, new lines, deleting, and the brackets
// and quotes that close themselves.
package editor

import (
	"strings"
	"unicode/utf8"

	"patchbay/tui/field"
	"patchbay/tui/form"
	"patchbay/tui/text"
)

// A pair is an opening bracket or quote that was typed and the closing one
// that came by itself. Typing the closing one steps over it, and deleting the
// opening one deletes both, as long as the cursor has stayed between them.
type pair struct{ open, close int }

// field returns the field that has the focus, nil when it is none.
func (m *Model) field() *field.Field {
	switch m.focus {
	case Name:
		return m.form.Field(form.Name)
	case Description:
		return m.form.Field(form.Description)
	case Find:
		return m.find.field
	case Replacement:
		return m.find.with
	case Value:
		return m.tree.entry.Field()
	default:
		return nil
	}
}

// edit runs one change of what has the focus: of a field, or of the text. The
// outline and the findings cannot be changed.
func (m *Model) edit(inField func(f *field.Field), inText func()) {
	switch f := m.field(); {
	case m.inBar():
		inField(f)
		m.barEdited()
	case m.focus == Value:
		inField(f)
		m.tree.entry.Typed()
	case m.focus == Outline || m.focus == Panel || m.focus == Tree || !m.editable():
	case f != nil:
		inField(f)
		m.changed()
	default:
		inText()
		m.changed()
		m.moved()
	}
}

// Insert types s.
func (m *Model) Insert(s string) {
	m.edit(func(f *field.Field) { f.Insert(s) }, func() { m.typeText(s) })
}

// Paste puts s in place of the selection as one step of undo. Line ends become
// those of the text: terminals send them as CR.
func (m *Model) Paste(s string) {
	if m.focus == Tree {
		m.pasteOver(s)
		return
	}
	m.edit(func(f *field.Field) { f.Paste(s) }, func() { m.pasteText(lineEnds(s, m.eol())) })
}

// lineEnds makes every line end of s the given one.
func lineEnds(s, eol string) string {
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	if eol != "\n" {
		s = strings.ReplaceAll(s, "\n", eol)
	}
	return s
}

// typeText types into the Configuration.
func (m *Model) typeText(s string) {
	t, sel := m.buf.Text(), m.buf.Selection()
	if len(s) == 1 && (sel.Empty() || s == "{" || s == "[" || s == `"`) {
		switch s[0] {
		case '"':
			if sel.Empty() && !escaped(t, sel.Head) && m.stepOver(s) {
				return
			}
			if m.roomBehind(sel.Max()) && !m.ruler.InString(t, sel.Min()) && !wordBefore(t, sel.Min()) {
				m.insertPair(`"`, `"`)
				return
			}
		case '{', '[':
			if m.roomBehind(sel.Max()) && !m.ruler.InString(t, sel.Min()) {
				m.insertPair(s, closing(s[0]))
				return
			}
		case '}', ']':
			if m.stepOver(s) || m.outdentClosing(s) {
				return
			}
		}
	}
	m.buf.Insert(s)
}

func closing(open byte) string {
	if open == '{' {
		return "}"
	}
	return "]"
}

// roomBehind reports whether what follows an offset lets a bracket close by
// itself: white space, the end, or what may stand behind a value or a key.
func (m *Model) roomBehind(off int) bool {
	c, ok := m.buf.Text().Byte(off)
	return !ok || strings.IndexByte(" \t\r\n,:]}", c) >= 0
}

// wordBefore reports whether a quote at the offset would end something rather
// than begin a string.
func wordBefore(t text.Text, off int) bool {
	c, ok := t.Byte(off - 1)
	return ok && (c == '"' || c == '\\' || c >= utf8.RuneSelf || isWord(c))
}

// escaped reports whether the character at the offset is behind a backslash
// that has not been used up.
func escaped(t text.Text, off int) bool {
	n := 0
	for c, ok := t.Byte(off - 1); ok && c == '\\'; c, ok = t.Byte(off - 1 - n) {
		n++
	}
	return n%2 == 1
}

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}

func (m *Model) insertPair(open, shut string) {
	sel := m.buf.Selection()
	at := sel.Min()
	m.buf.Edit(text.Edit{{From: at, To: sel.Max(), Insert: open + shut}}, text.Cursor(at+len(open)), text.Typing)
	m.changed()
	m.closers = append(m.closers, pair{at, at + len(open)})
}

// stepOver moves over a closing character that came by itself.
func (m *Model) stepOver(s string) bool {
	head := m.buf.Selection().Head
	for i, p := range m.closers {
		if c, _ := m.buf.Text().Byte(p.close); p.close == head && c == s[0] {
			m.closers = append(m.closers[:i:i], m.closers[i+1:]...)
			m.buf.Select(text.Cursor(head + 1))
			return true
		}
	}
	return false
}

// outdentClosing types a closing bracket on a line that is blank before the
// cursor, in line with its opening bracket.
func (m *Model) outdentClosing(s string) bool {
	t, head := m.buf.Text(), m.buf.Selection().Head
	line := t.LineOf(head)
	start := t.LineStart(line)
	if head == start || strings.Trim(t.Slice(start, head), " \t") != "" {
		return false
	}
	open, ok := m.openerTyping(head)
	if !ok {
		return false
	}
	indent := t.Indent(t.LineOf(open))
	if len(indent) >= head-start {
		return false
	}
	m.buf.Edit(text.Edit{{From: start, To: head, Insert: indent + s}}, text.Cursor(start+len(indent)+1), text.Typing)
	return true
}

// Newline begins a new line with the right indentation. In one-line fields it
// goes on to the next field, in the find bar to the next match, in the outline
// to the place.
func (m *Model) Newline() {
	switch m.focus {
	case Name:
		m.NextField()
	case Find:
		m.findStep(1)
	case Replacement:
		m.replaceMatch()
	case Outline:
		m.openPlace()
	default:
		m.edit(func(f *field.Field) { f.Insert("\n") }, m.newline)
	}
}

func (m *Model) newline() {
	t, sel := m.buf.Text(), m.buf.Selection()
	from, to := sel.Min(), sel.Max()
	line := t.LineOf(from)
	indent := t.Indent(line)
	if n := from - t.LineStart(line); n < len(indent) {
		indent = indent[:n]
	}
	eol := m.eol()
	before, after := besides(t, from, to)
	inside := m.ruler.InString(t, from)
	switch {
	case inside:
		// A string cannot hold a line end; whoever breaks it means to.
	case isOpening(before) && closes(before, after):
		// Between {} the new line is a block of its own.
		insert := eol + indent + m.unit + eol + indent
		at := from + len(eol) + len(indent) + len(m.unit)
		m.buf.Edit(text.Edit{{From: from, To: skipBlanks(t, to), Insert: insert}}, text.Cursor(at), text.Typing)
		return
	case isOpening(before):
		indent += m.unit
	case after == '}' || after == ']':
		if open, ok := m.openerTyping(to); ok {
			indent = t.Indent(t.LineOf(open))
		}
	}
	if !inside {
		to = skipBlanks(t, to)
	}
	insert := eol + indent
	m.buf.Edit(text.Edit{{From: from, To: to, Insert: insert}}, text.Cursor(from+len(insert)), text.Typing)
}

// besides returns the bytes nearest to a range within its line that are not
// blank, 0 for none.
func besides(t text.Text, from, to int) (before, after byte) {
	start := max(t.LineStart(t.LineOf(from)), from-256)
	if s := strings.TrimRight(t.Slice(start, from), " \t"); s != "" {
		before = s[len(s)-1]
	}
	if c, ok := t.Byte(skipBlanks(t, to)); ok {
		after = c
	}
	return before, after
}

// skipBlanks returns the first offset from off on that holds no space or tab.
func skipBlanks(t text.Text, off int) int {
	for c, ok := t.Byte(off); ok && (c == ' ' || c == '\t'); c, ok = t.Byte(off) {
		off++
	}
	return off
}

func isOpening(c byte) bool { return c == '{' || c == '[' }

func closes(open, shut byte) bool {
	return open == '{' && shut == '}' || open == '[' && shut == ']'
}

// eol returns the line end of the line at the cursor, or of the line before it
// when it is the last one.
func (m *Model) eol() string {
	t := m.buf.Text()
	line := t.LineOf(m.buf.Selection().Min())
	if line+1 == t.Lines() {
		line--
	}
	if line >= 0 {
		end := t.LineEnd(line)
		if c, ok := t.Byte(end - 1); ok && c == '\r' && end > t.LineStart(line) {
			return "\r\n"
		}
	}
	return "\n"
}

// Backspace deletes the selection, or the character before the cursor. In the
// indentation of a line it deletes one level, and between a pair that has just
// closed itself it deletes both.
func (m *Model) Backspace() {
	m.edit(func(f *field.Field) { f.Backspace() }, func() {
		t, sel := m.buf.Text(), m.buf.Selection()
		if !sel.Empty() {
			m.buf.Backspace()
			return
		}
		for _, p := range m.closers {
			if p.close == sel.Head && p.open+1 == p.close {
				m.buf.Edit(text.Edit{{From: p.open, To: p.close + 1}}, text.Cursor(p.open), text.Deleting)
				return
			}
		}
		start := t.LineStart(t.LineOf(sel.Head))
		blanks := sel.Head - start
		if n := len(m.unit); blanks > 1 && blanks <= maxIndent && strings.Trim(t.Slice(start, sel.Head), " ") == "" && m.unit != "\t" {
			level := (blanks-1)%n + 1
			m.buf.Edit(text.Edit{{From: sel.Head - level, To: sel.Head}}, text.Cursor(sel.Head-level), text.Deleting)
			return
		}
		m.buf.Backspace()
	})
}

// Delete deletes the selection, or the character after the cursor; in the rows
// of the form the value.
func (m *Model) Delete() {
	if m.focus == Tree {
		m.TreeRemove()
		return
	}
	m.edit((*field.Field).Delete, func() { m.buf.Delete() })
}

// DeleteWordLeft deletes the selection, or to the start of the word.
func (m *Model) DeleteWordLeft() {
	m.edit((*field.Field).DeleteWordLeft, func() { m.buf.DeleteWordLeft() })
}

// DeleteWordRight deletes the selection, or to the end of the word.
func (m *Model) DeleteWordRight() {
	m.edit((*field.Field).DeleteWordRight, func() { m.buf.DeleteWordRight() })
}
