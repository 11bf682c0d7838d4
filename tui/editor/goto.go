// This file goes to places: lines, columns, paths; and says where one is.
package editor

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/text"
)

// parseNow is the size in bytes up to which a text is parsed on the spot to
// find a path in it; for larger ones the last tree has to do.
const parseNow = 256 << 10

// GoTo goes to a line ("120"), a line and a column in code points ("120:4"), a
// dotted path ("reporting.reportTypes[3].fields") or a JSON Pointer. The error
// is for the user.
func (m *Model) GoTo(expr string) error {
	expr = strings.TrimSpace(expr)
	if expr == "" {
		return errors.New("type a line, line:column, or a path such as reporting.reportTypes[3]")
	}
	if line, column, ok := lineAndColumn(expr); ok {
		t := m.buf.Text()
		if line < 1 {
			return errors.New("lines count from 1")
		}
		if line > t.Lines() {
			return fmt.Errorf("there are only %s lines", cells.Thousands(t.Lines()))
		}
		off := m.ruler.OffsetOfCodePoint(t, line-1, max(column, 1)-1)
		m.GoToOffset(off)
		return nil
	}
	off, ok := m.OffsetOf(expr)
	if !ok {
		if m.meaning.tree == nil {
			return errors.New("the paths of this text are not known yet; try again in a moment")
		}
		return fmt.Errorf("there is no %s in this Configuration", cells.Truncate(cells.Clean(expr), 60, "…"))
	}
	m.GoToOffset(off)
	return nil
}

// lineAndColumn reads "120" and "120:4".
func lineAndColumn(s string) (line, column int, ok bool) {
	l, c, both := strings.Cut(s, ":")
	line, err := strconv.Atoi(strings.TrimSpace(l))
	if err != nil {
		return 0, 0, false
	}
	if both {
		if column, err = strconv.Atoi(strings.TrimSpace(c)); err != nil {
			return 0, 0, false
		}
	}
	return line, column, true
}

// OffsetOf returns where the member or item at a dotted path or a JSON Pointer
// begins.
func (m *Model) OffsetOf(path string) (int, bool) {
	tree, now := m.meaning.tree, m.meaning.now
	if m.meaning.fresh() == nil && m.buf.Text().Len() <= parseNow {
		tree = document.Parse(context.Background(), m.buf.Text().String())
		now = func(off int) int { return off }
	}
	if tree == nil {
		return 0, false
	}
	n, ok := tree.Find(path)
	if !ok {
		return 0, false
	}
	return now(begin(tree, n)), true
}

// begin returns where a node begins: at its key if it has one.
func begin(tree *document.Tree, n document.Node) int {
	if start, _, ok := tree.KeySpan(n); ok {
		return start
	}
	start, _ := tree.Span(n)
	return start
}

// GoToOffset goes to a byte of the Configuration: in the form as long as that is
// shown and the text is JSON, else in the text.
func (m *Model) GoToOffset(off int) {
	if tree := m.meaning.fresh(); m.view == Form && tree != nil && tree.Valid() {
		m.buf.Select(text.Cursor(off))
		m.showRows(Tree)
		return
	}
	m.showText()
	m.buf.Select(text.Cursor(off))
	m.moved()
}

// Path returns the dotted path of the value at the cursor, as far as it is
// known. It may hold anything that keys hold: clean it before it is shown.
func (m *Model) Path() string {
	k := &m.meaning
	if k.tree == nil {
		return ""
	}
	n := k.tree.At(k.then(m.buf.Selection().Head))
	if n == document.None {
		return ""
	}
	return k.tree.Dotted(n)
}

// Position says for the status bar where the cursor is: line and column from
// 1, the column in code points, and how much is selected.
func (m *Model) Position() string {
	switch m.focus {
	case Name:
		return "Name"
	case Description:
		return "Description"
	}
	t, sel := m.buf.Text(), m.buf.Selection()
	s := "Ln " + cells.Thousands(t.LineOf(sel.Head)+1) + ", Col " + cells.Thousands(m.ruler.CodePoints(t, sel.Head)+1)
	if sel.Empty() {
		return s
	}
	const countable = 64 << 10
	if first, last := t.LineOf(sel.Min()), t.LineOf(sel.Max()); sel.Max()-sel.Min() > countable {
		return s + " (" + cells.Thousands(last-first+1) + " lines selected)"
	}
	return s + " (" + cells.Thousands(utf8.RuneCountInString(m.buf.Selected())) + " selected)"
}
