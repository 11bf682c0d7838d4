// This file grows the selection to the enclosing value, and shrinks it the way
// it came.
package editor

import (
	"context"
	"strings"

	"patchbay/api/document"
	"patchbay/tui/text"
)

// shape is the tree of the text of now, or of an older one with its offsets
// carried along.
type shape struct {
	*document.Tree
	meaning *meaning // nil when the tree is of the text of now
}

// shape returns the tree to move by. While the text of a large Configuration
// is being read there may be none, which is said.
func (m *Model) shape() (shape, bool) {
	k := &m.meaning
	switch {
	case k.fresh() != nil:
		return shape{Tree: k.tree}, true
	case k.text.Len() <= atOnce:
		return shape{Tree: document.Parse(context.Background(), k.text.String())}, true
	case k.tree != nil:
		return shape{k.tree, k}, true
	}
	m.host.Say("The text is still being read. Try again in a moment.")
	return shape{}, false
}

// span returns where a value is in the text of now.
func (s shape) span(n document.Node) stretch { return s.now(s.Span(n)) }

// member returns where a value is with its key.
func (s shape) member(n document.Node) stretch {
	_, end := s.Span(n)
	return s.now(begin(s.Tree, n), end)
}

// content returns where the members or items of a container are.
func (s shape) content(n document.Node) stretch {
	_, end := s.Span(s.LastChild(n))
	return s.now(begin(s.Tree, s.FirstChild(n)), end)
}

func (s shape) now(from, to int) stretch {
	if s.meaning == nil {
		return stretch{from, to}
	}
	return stretch{s.meaning.now(from), s.meaning.now(to)}
}

// at returns the value that a place of now belongs to.
func (s shape) at(off int) document.Node {
	if s.meaning != nil {
		off = s.meaning.then(off)
	}
	return s.At(off)
}

// grown is how the selection was grown, for the way back.
type grown struct {
	revision uint64
	steps    []text.Selection // what was selected before each step
	now      text.Selection   // what the last step selected
}

// Grow selects what encloses the selection: from the cursor on a word of a
// string, the whole of its content, the string with its quotation marks, the
// member with its key, all members of the object, the object, and so on up to
// the whole text.
func (m *Model) Grow() {
	if m.focus != Text {
		return
	}
	s, ok := m.shape()
	if !ok {
		return
	}
	sel := m.buf.Selection()
	now := stretch{sel.Min(), sel.Max()}
	next, ok := m.enclosing(s, now)
	if !ok {
		m.host.Say("All of the text is selected.")
		return
	}
	if !m.sinceGrown() {
		m.grown.steps = nil
	}
	// The first line of what spans several stays in view.
	to := text.Selection{Anchor: next.from, Head: next.to}
	if t := m.buf.Text(); t.LineOf(next.from) != t.LineOf(next.to) {
		to = text.Selection{Anchor: next.to, Head: next.from}
	}
	m.buf.Select(to)
	m.moved()
	m.grown = grown{m.buf.Revision(), append(m.grown.steps, sel), m.buf.Selection()}
}

// Shrink goes back from a grown selection the way it came.
func (m *Model) Shrink() {
	if m.focus != Text {
		return
	}
	n := len(m.grown.steps)
	if n == 0 || !m.sinceGrown() {
		m.grown = grown{}
		m.host.Say("The selection was not grown.")
		return
	}
	m.buf.Select(m.grown.steps[n-1])
	m.moved()
	m.grown.steps, m.grown.now = m.grown.steps[:n-1], m.buf.Selection()
}

// sinceGrown reports whether nothing has happened to text and selection since
// it was grown.
func (m *Model) sinceGrown() bool {
	return m.grown.revision == m.buf.Revision() && m.grown.now == m.buf.Selection()
}

// enclosing returns the smallest stretch that is larger than the one given and
// that one would want to select.
func (m *Model) enclosing(s shape, now stretch) (stretch, bool) {
	t := m.buf.Text()
	n := s.at(now.from)
	if from, to, ok := s.KeySpan(n); ok {
		if out, ok := inToken(t, s.now(from, to), now); ok {
			return out, true
		}
	}
	if out, ok := inToken(t, s.span(n), now); ok && s.FirstChild(n) == document.None {
		return out, true
	}
	for ; n != document.None; n = s.Parent(n) {
		if s.FirstChild(n) != document.None {
			if c := s.content(n); c.larger(now) {
				return c, true
			}
		}
		for _, c := range []stretch{s.span(n), s.member(n)} {
			if c.larger(now) {
				return c, true
			}
		}
	}
	all := stretch{0, t.Len()}
	return all, all.larger(now)
}

// larger reports whether the stretch holds all of another one and more.
func (s stretch) larger(than stretch) bool {
	return s.from <= than.from && than.to <= s.to && s != than
}

// inToken returns what to select next inside of a token: the word at the
// cursor, what stands between the quotation marks, the token.
func inToken(t text.Text, token, now stretch) (stretch, bool) {
	if c, ok := t.Byte(token.from); ok && c == '"' && token.to-token.from >= 2 {
		content := stretch{token.from + 1, token.to - 1}
		if content.from <= now.from && now.to <= content.to {
			if word := wordAt(t, content, now.from); word.larger(now) {
				return word, true
			}
		}
		if content.larger(now) {
			return content, true
		}
	}
	return token, token.larger(now)
}

// wordReach is the length in bytes up to which a word is looked for on either
// side of the cursor.
const wordReach = 512

// wordAt returns the letters, digits and underscores around a place within the
// content of a string; the letters of an escape are not among them.
func wordAt(t text.Text, content stretch, at int) stretch {
	from, to := max(content.from, at-wordReach), min(content.to, at+wordReach)
	before, after := t.Slice(from, at), t.Slice(at, to)
	word := stretch{from + len(before) - len(wordEnd(before)), at + len(after) - len(strings.TrimLeftFunc(after, inWord))}
	if escaped(t, word.from) {
		word.from += escapeLength(t, word.from)
	}
	return word
}

// wordEnd returns the letters a string ends with.
func wordEnd(s string) string { return s[len(strings.TrimRightFunc(s, inWord)):] }

// escapeLength is how many letters of an escape stand behind its backslash.
func escapeLength(t text.Text, at int) int {
	if c, _ := t.Byte(at); c == 'u' {
		return 5
	}
	return 1
}

func inWord(r rune) bool { return kindOf(r) == ofWord }
