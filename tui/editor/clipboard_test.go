// This file tests cutting, copying and pasting beyond single lines.
package editor

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestFurtherClipboard(t *testing.T) {
	play(t, []scene{
		{"[日本|]語", "cut pasteinside pasteinside", "日本日本|語"},
		{"a[👩‍👩‍👧|]b", "cut", "a|b"},
		{"a[e\u0301|]b", "copy docend pasteinside", "ae\u0301be\u0301|"},
		{"a[\x00\xff|]b", "cut right pasteinside", "ab\x00\xff|"},
		{"[a\r\nb|]", "cut pasteinside", "a\r\nb|"},
		{"[a\tb|]c", "copy docend pasteinside", "a\tbca\tb|"},
		{"x[a|]y", "cut undo", "x[a|]y"},
		{"x[a|]y", "cut undo redo", "x|y"},
		{"a|\nb", "copy selectall pasteinside", "a\n|"},
		{"a\n|\nb", "cut pasteinside", "a\n\n|b"},
		{"a|", "cut pasteinside", "a\n|"},
		{"a|b", "paste'1' undo paste'2'", "a2|b"},
		{"a|", `paste'{"x": ‹1›}' '!'`, `a{"x": ‹1›}!|`},
		{"{|}", `paste'"a": "b\\"c"'`, `{"a": "b\\"c"|}`},
	})
}

// fullHost is a terminal that takes nothing.
type fullHost struct{ host }

func (h *fullHost) Copy(string, string) tea.Cmd { return nil }

func TestWhatIsTooLargeForTheTerminalCanBePastedHere(t *testing.T) {
	h := &fullHost{}
	m := New(h, Content{})
	m.Paste(strings.Repeat("x", 100_000))
	do(m, "selectall copy docend pasteinside")
	if got := m.buf.Text().Len(); got != 200_000 {
		t.Errorf("%d bytes after pasting", got)
	}
	if want := "Kept for pasting here only: 100,000 bytes are too many for a terminal's clipboard."; h.last() != want {
		t.Errorf("said %q", h.last())
	}
}
