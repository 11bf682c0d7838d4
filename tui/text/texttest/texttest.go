// Package texttest is the marked-text notation of editor tests: a text with
// the selection drawn into it, so that a case is one line. It is for tests and
// must never be imported by the program.
//
//	foo|bar     a cursor after foo
//	foo[ba|]r   "ba" selected, the head on the right
//	foo[|ba]r   "ba" selected, the head on the left
//
// The marks cannot be part of the text: JSON arrays and pipes are written with
// the stand-ins ‹ › and ¦, which Parse turns into [ ] and | and Format back.
package texttest

import (
	"fmt"
	"strings"

	"patchbay/tui/text"
)

var (
	unescape = strings.NewReplacer("‹", "[", "›", "]", "¦", "|")
	escape   = strings.NewReplacer("[", "‹", "]", "›", "|", "¦")
)

// Parse returns the text and the selection of a marked text. It panics when
// the marks make no sense: a test with a wrong case must not pass.
func Parse(marked string) (string, text.Selection) {
	head := strings.IndexByte(marked, '|')
	open, shut := strings.IndexByte(marked, '['), strings.IndexByte(marked, ']')
	switch {
	case strings.Count(marked, "|") != 1,
		strings.Count(marked, "[") > 1, strings.Count(marked, "[") != strings.Count(marked, "]"):
	case open < 0:
		before, after := unescape.Replace(marked[:head]), unescape.Replace(marked[head+1:])
		return before + after, text.Cursor(len(before))
	case open+1 == head && head < shut, open < head && head+1 == shut:
		before := unescape.Replace(marked[:open])
		inside := unescape.Replace(strings.Replace(marked[open+1:shut], "|", "", 1))
		sel := text.Selection{Anchor: len(before), Head: len(before) + len(inside)}
		if open+1 == head {
			sel.Anchor, sel.Head = sel.Head, sel.Anchor
		}
		return before + inside + unescape.Replace(marked[shut+1:]), sel
	}
	panic(fmt.Sprintf("texttest: %q needs one | and at most one pair [ ] around it", marked))
}

// Format draws a selection into a text: the inverse of Parse.
func Format(s string, sel text.Selection) string {
	before, inside, after := escape.Replace(s[:sel.Min()]), escape.Replace(s[sel.Min():sel.Max()]), escape.Replace(s[sel.Max():])
	switch {
	case sel.Empty():
		return before + "|" + after
	case sel.Head > sel.Anchor:
		return before + "[" + inside + "|]" + after
	}
	return before + "[|" + inside + "]" + after
}

// Buffer returns a buffer with the text and selection of a marked text.
func Buffer(marked string) *text.Buffer {
	s, sel := Parse(marked)
	b := text.NewBuffer(text.New(s))
	b.Select(sel)
	return b
}

// Marked returns the text of a buffer with its selection drawn into it.
func Marked(b *text.Buffer) string { return Format(b.Text().String(), b.Selection()) }
