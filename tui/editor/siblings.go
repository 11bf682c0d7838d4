// This file moves from value to value: to the next and the previous one of a
// container, to the container, into it.
package editor

import (
	"strings"

	"patchbay/api/document"
	"patchbay/tui/text"
)

// NextSibling moves to the next member or item of the same container.
func (m *Model) NextSibling() {
	m.amongValues(func(s shape, n document.Node) (document.Node, string) {
		return s.NextSibling(n), s.alone(n, "No value follows in this ")
	})
}

// PrevSibling moves to the member or item before.
func (m *Model) PrevSibling() {
	m.amongValues(func(s shape, n document.Node) (document.Node, string) {
		return s.PrevSibling(n), s.alone(n, "No value stands before this one in this ")
	})
}

// ParentValue moves to the start of the container, or on a later line of a
// container first to its own start.
func (m *Model) ParentValue() {
	m.amongValues(func(s shape, n document.Node) (document.Node, string) {
		t := m.buf.Text()
		if s.FirstChild(n) != document.None && t.LineOf(s.member(n).from) != t.LineOf(m.buf.Selection().Head) {
			return n, ""
		}
		return s.Parent(n), outermost
	})
}

// FirstChild moves to the first member or item of the value.
func (m *Model) FirstChild() {
	m.amongValues(func(s shape, n document.Node) (document.Node, string) {
		switch s.Kind(n) {
		case document.Object, document.Array:
			return s.FirstChild(n), "This " + s.Kind(n).String() + " is empty."
		}
		return document.None, "Only objects and lists hold values."
	})
}

const outermost = "This is the outermost value."

// alone says of a value that nothing is beside it in its container.
func (s shape) alone(n document.Node, words string) string {
	if s.Parent(n) == document.None {
		return outermost
	}
	return words + s.Kind(s.Parent(n)).String() + "."
}

// amongValues moves from the value at the cursor to the one that step returns,
// or says why there is none.
func (m *Model) amongValues(step func(s shape, n document.Node) (document.Node, string)) {
	if m.focus != Text {
		return
	}
	s, ok := m.shape()
	if !ok {
		return
	}
	n := m.valueHere(s)
	if n == document.None {
		m.host.Say("There is no value in this text.")
		return
	}
	to, words := step(s, n)
	if to == document.None {
		m.host.Say(words)
		return
	}
	m.buf.Select(text.Cursor(s.member(to).from))
	m.moved()
}

// valueHere returns the value that the cursor is in, or that is selected. In
// the indentation of a line it is the first one of the line, behind a comma the
// one before it.
func (m *Model) valueHere(s shape) document.Node {
	t, sel := m.buf.Text(), m.buf.Selection()
	if sel.Empty() {
		return s.at(standing(t, sel.Head))
	}
	n := s.at(sel.Min())
	for s.Parent(n) != document.None {
		if c := s.member(n); c.from <= sel.Min() && sel.Max() <= c.to {
			break
		}
		n = s.Parent(n)
	}
	return n
}

// standing moves a place between values to the one it belongs to in its line.
func standing(t text.Text, at int) int {
	start := max(t.LineStart(t.LineOf(at)), at-maxIndent)
	before := t.Slice(start, at)
	if c, ok := t.Byte(at); ok && !isBlank(c) && c != ',' {
		return at
	}
	if strings.Trim(before, " \t") == "" {
		return skipBlanks(t, at)
	}
	return start + len(strings.TrimRight(before, " \t,"))
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
