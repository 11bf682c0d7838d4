// This file finds the bracket that belongs to another one: in the tree while
// it is fresh, else by reading a bounded part of the text.
package editor

import (
	"strings"

	"patchbay/api/document"
	"patchbay/tui/text"
)

const (
	// How many bytes may be read to find a bracket: for every frame, for a key
	// that types, and when asked for.
	viewBudget = 16 << 10
	typeBudget = 256 << 10
	verbBudget = 4 << 20
	// readAhead is how much is read at a time, in bytes.
	readAhead = 16 << 10
)

// bracketCache is the pair at the cursor as last found.
type bracketCache struct {
	known    bool
	revision uint64
	head     int
	pair     []int
}

// brackets returns the bracket at the cursor and its partner, for the view.
func (m *Model) brackets() []int {
	head := m.buf.Selection().Head
	if c := m.paired; c.known && c.head == head && c.revision == m.buf.Revision() {
		return c.pair
	}
	c := bracketCache{known: true, revision: m.buf.Revision(), head: head}
	if at, ok := m.bracketAt(head); ok {
		if other, ok := m.partner(at, viewBudget); ok {
			c.pair = []int{min(at, other), max(at, other)}
		}
	}
	m.paired = c
	return c.pair
}

// bracketAt returns the bracket behind the cursor, or else the one before it.
func (m *Model) bracketAt(head int) (int, bool) {
	t := m.buf.Text()
	for _, at := range []int{head, head - 1} {
		if c, ok := t.Byte(at); ok && isBracket(c) && !m.ruler.InString(t, at) {
			return at, true
		}
	}
	return 0, false
}

func isBracket(c byte) bool { return c == '{' || c == '}' || c == '[' || c == ']' }

// MatchingBracket moves from a bracket to its partner, and from elsewhere to
// the bracket that opens what the cursor is in.
func (m *Model) MatchingBracket() {
	if m.focus != Text {
		return
	}
	head := m.buf.Selection().Head
	at, ok := m.bracketAt(head)
	if ok {
		other, found := m.partner(at, verbBudget)
		if !found {
			m.host.Say("No matching bracket found.")
			return
		}
		// From either side of the bracket one comes to the same side.
		if at < head {
			other++
		}
		m.buf.MoveTo(other, text.Moving)
		m.moved()
		return
	}
	open, found := m.opener(head, verbBudget)
	if !found {
		m.host.Say("The cursor is not inside brackets.")
		return
	}
	m.buf.MoveTo(open, text.Moving)
	m.moved()
}

// partner returns the bracket that belongs to the one at the offset.
func (m *Model) partner(at, budget int) (int, bool) {
	if other, ok := m.treePartner(at); ok {
		return other, true
	}
	t := m.buf.Text()
	c, _ := t.Byte(at)
	var other int
	var ok bool
	if isOpening(c) {
		if other, ok = m.closer(at+1, budget); ok {
			d, _ := t.Byte(other)
			ok = closes(c, d)
		}
	} else if other, ok = m.opener(at, budget); ok {
		d, _ := t.Byte(other)
		ok = closes(d, c)
	}
	return other, ok
}

// treePartner asks the tree, if it is of this very text.
func (m *Model) treePartner(at int) (int, bool) {
	tree := m.meaning.fresh()
	if tree == nil {
		return 0, false
	}
	for n := tree.At(at); n != document.None; n = tree.Parent(n) {
		start, end := tree.Span(n)
		c, _ := m.buf.Text().Byte(start)
		d, _ := m.buf.Text().Byte(end - 1)
		switch {
		case start < at && at < end-1:
			return 0, false
		case end-start < 2 || !closes(c, d):
		case at == start:
			return end - 1, true
		case at == end-1:
			return start, true
		}
	}
	return 0, false
}

// closer returns the bracket that closes what is open at the offset, which is
// outside strings.
func (m *Model) closer(at, budget int) (int, bool) {
	depth, inString, escape := 0, false, false
	found := -1
	m.buf.Text().Chunks(at, func(off int, s string) bool {
		for i := 0; i < len(s); i++ {
			if off+i-at > budget {
				return false
			}
			switch c := s[i]; {
			case c == '\n':
				inString, escape = false, false
			case escape:
				escape = false
			case inString && c == '\\':
				escape = true
			case c == '"':
				inString = !inString
			case inString:
			case isOpening(c):
				depth++
			case c == '}' || c == ']':
				if depth == 0 {
					found = off + i
					return false
				}
				depth--
			}
		}
		return true
	})
	return found, found >= 0
}

// openerTyping returns the bracket that is open at the offset, for a key that
// types. One that is too far away to be read for is in the tree, which may be
// carried along over the last edits.
func (m *Model) openerTyping(at int) (int, bool) {
	open, ok := m.opener(at, typeBudget)
	if k := &m.meaning; !ok && at > typeBudget && k.tree != nil {
		off := k.then(at)
		for n := k.tree.At(off); n != document.None; n = k.tree.Parent(n) {
			if from, to := k.tree.Span(n); from < off && off < to && k.tree.FirstChild(n) != document.None {
				return k.now(from), true
			}
		}
	}
	return open, ok
}

// opener returns the bracket that is open at the offset. It reads backwards in
// blocks that begin at a line, or, in a long line, where it is known whether
// that is inside a string.
func (m *Model) opener(at, budget int) (int, bool) {
	t, depth := m.buf.Text(), 0
	var marks []int
	for at > 0 && budget > 0 {
		from := max(0, at-readAhead)
		s := t.Slice(from, at)
		budget -= len(s)
		inString := false
		if from > 0 {
			if i := strings.IndexByte(s, '\n'); i >= 0 && i+1 < len(s) {
				from, s = from+i+1, s[i+1:]
			} else {
				inString = m.ruler.InString(t, from)
			}
		}
		marks = appendBrackets(marks[:0], s, inString)
		for i := len(marks) - 1; i >= 0; i-- {
			switch {
			case !isOpening(s[marks[i]]):
				depth++
			case depth == 0:
				return from + marks[i], true
			default:
				depth--
			}
		}
		at = from
	}
	return 0, false
}

// appendBrackets appends the offsets of the brackets of s outside strings.
func appendBrackets(marks []int, s string, inString bool) []int {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\n':
			inString = false
		case inString && c == '\\' && i+1 < len(s) && s[i+1] != '\n':
			i++
		case c == '"':
			inString = !inString
		case !inString && isBracket(c):
			marks = append(marks, i)
		}
	}
	return marks
}
