// This file tests where the cursor goes.
package editor

import (
	"strings"
	"testing"

	"patchbay/tui/cells"
)

func TestMotions(t *testing.T) {
	play(t, []scene{
		{"a|b", "left", "|ab"},
		{"a|b", "right", "ab|"},
		{"|ab", "left", "|ab"},
		{"ab|", "right", "ab|"},
		{"a|b", "right+", "a[b|]"},
		{"a|b", "left+", "[|a]b"},
		{"a[bc|]d", "left", "a|bcd"},
		{"a[bc|]d", "right", "abc|d"},
		{"a[|bc]d", "right", "abc|d"},
		{"a|👩‍👩‍👧b", "right", "a👩‍👩‍👧|b"},
		{"ae\u0301|b", "left", "a|e\u0301b"},
		{"a|\r\nb", "right", "a\r\n|b"},
		{"one| two", "wordright", "one two|"},
		{"one two|", "wordleft", "one |two"},
		{"one two|", "wordleft+", "one [|two]"},
		{"a\nb|c\nd", "docstart", "|a\nbc\nd"},
		{"a\nb|c\nd", "docend", "a\nbc\nd|"},
		{"a\nb|c\nd", "docend+", "a\nb[c\nd|]"},
		{"  a|b", "home", "  |ab"},
		{"  |ab", "home", "|  ab"},
		{"|  ab", "home", "  |ab"},
		{"  a|b", "home+", "  [|a]b"},
		{"a|b", "end", "ab|"},
		{"a|b\r\nc", "end", "ab|\r\nc"},
		{"a|b", "end+", "a[b|]"},
		{"|ab", "selectall", "[ab|]"},
	})
}

func TestUpAndDownKeepTheColumn(t *testing.T) {
	play(t, []scene{
		{"abc|\nx\nabc", "down", "abc\nx|\nabc"},
		{"abc|\nx\nabc", "down down", "abc\nx\nabc|"},
		{"abc\nx\nabc|", "up up", "abc|\nx\nabc"},
		{"abc|\nx\nabc", "down left down", "abc\nx\n|abc"},
		{"ab|c", "down", "abc|"},
		{"ab|c", "up", "|abc"},
		{"ab|c", "down+", "ab[c|]"},
		{"ab|c\nxyz", "down+", "ab[c\nxy|]z"},
		{"[ab|]c\nxyz", "down", "abc\nxy|z"},
		{"日本|\nabcdef", "down", "日本\nabcd|ef"},
		{"abc|d\n日本", "down", "abcd\n日|本"},
		{"\tx|\nabcdefg", "down", "\tx\nabcde|fg"},
		{"abc|\r\nx\r\nabc", "down", "abc\r\nx|\r\nabc"},
		{"abc|\r\nabc", "down up", "abc|\r\nabc"},
		{"a\n|", "down", "a\n|"},
	})
}

// numbered is a text of n lines, 0 to n-1.
func numbered(n int) string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = strings.Repeat("x", i%7) + cells.Thousands(i)
	}
	return strings.Join(lines, "\n")
}

func TestPagesKeepTheRowOfTheCursor(t *testing.T) {
	m, _ := open("|" + numbered(200))
	do(m, "drawn down down down drawn")
	rows := m.rows
	for _, step := range []struct {
		verb      string
		line, top int
	}{
		{"pagedown", 3 + rows - 1, rows - 1},
		{"pagedown", 3 + 2*(rows-1), 2 * (rows - 1)},
		{"pageup", 3 + rows - 1, rows - 1},
		{"pageup", 3, 0},
		{"pageup", 0, 0},
		{"docend", 199, 200 - rows},
		{"pagedown", 199, 200 - rows},
	} {
		do(m, step.verb+" drawn")
		line := m.buf.Text().LineOf(m.buf.Selection().Head)
		if line != step.line || m.top != step.top {
			t.Errorf("after %s: line %d, first line %d; want %d, %d", step.verb, line, m.top, step.line, step.top)
		}
	}
}

func TestBrackets(t *testing.T) {
	play(t, []scene{
		{`|{"a": ‹1, 2›}`, "bracket", `{"a": ‹1, 2›|}`},
		{`{"a": ‹1, 2›|}`, "bracket", `|{"a": ‹1, 2›}`},
		{`{"a": |‹1, 2›}`, "bracket", `{"a": ‹1, 2|›}`},
		{`{"a": ‹1, 2›}|`, "bracket", `{|"a": ‹1, 2›}`},
		{`{"a": ‹1|, 2›}`, "bracket", `{"a": |‹1, 2›}`},
		{`|{"a": "}"}`, "bracket", `{"a": "}"|}`},
		{`{"a": "{"|}`, "bracket", `|{"a": "{"}`},
		{`|{"a": "\"}"}`, "bracket", `{"a": "\"}"|}`},
		{`|{"a": "\\"}`, "bracket", `{"a": "\\"|}`},
		{"|{\"a\": \"}\n}", "bracket", "{\"a\": \"}\n|}"},
		{"|{", "bracket", "|{"},
		{"a|b", "bracket", "a|b"},
		{"|{›", "bracket", "|{›"},
	})
}

func TestBracketsAgreeWithAndWithoutTheTree(t *testing.T) {
	const doc = `{"a": [1, {"b": "]}"}, [[]], "x\"["], "c": {}}`
	blind, _ := open("|")
	blind.Paste(doc)
	seeing, _ := open("|")
	seeing.Paste(doc)
	understand(seeing)
	for at := range doc {
		a, ok1 := blind.partner(at, verbBudget)
		b, ok2 := seeing.treePartner(at)
		if blindAt, is := blind.bracketAt(at); is && blindAt == at && (!ok1 || !ok2 || a != b) {
			t.Errorf("bracket at %d: %d, %v by reading; %d, %v by the tree", at, a, ok1, b, ok2)
		}
	}
}

func TestBracketsAreFoundFarAway(t *testing.T) {
	far := `{"s": "` + strings.Repeat("x}", 200_000) + `"` + strings.Repeat(`, {"a": "{"}`, 20_000) + "}"
	m, _ := open("|")
	m.Paste(far)
	m.buf.Move(0, 0)
	do(m, "docstart bracket")
	if at := m.buf.Selection().Head; at != len(far)-1 {
		t.Errorf("from the start one comes to %d, want %d", at, len(far)-1)
	}
	do(m, "bracket")
	if at := m.buf.Selection().Head; at != 0 {
		t.Errorf("and back to %d, want 0", at)
	}
}

func TestFolding(t *testing.T) {
	const doc = "{\n  \"a\": {\n    \"b\": 1\n  },\n  \"c\": ‹\n    2\n  ›\n}"
	at := func(marker string) string { return strings.Replace(doc, marker, "|"+marker, 1) }
	play(t, []scene{
		{at(`"b"`), "understand fold down", strings.Replace(doc, `"c"`, `"c|"`, 1)},
		{at(`"a"`), "understand fold down", at(`"c"`)},
		{at(`"a"`), "understand fold unfold down", strings.Replace(doc, `    "b"`, `  |  "b"`, 1)},
		{at(`"a"`), "understand fold end right", strings.Replace(doc, `    "b"`, `|    "b"`, 1)},
	})
	m, h := open(at(`2`))
	do(m, "understand fold fold fold")
	if got := m.lastVisible(); got != 0 {
		t.Errorf("folded from inside out, the last visible line is %d, want 0", got)
	}
	do(m, "fold")
	if h.last() != "There is nothing to fold here." {
		t.Errorf("nothing left to fold: said %q", h.last())
	}
	do(m, "unfold")
	if m.folds.HiddenAfter(0) != 0 {
		t.Error("unfold left the root folded")
	}
	do(m, "unfold")
	if h.last() != "Nothing is folded here." {
		t.Errorf("nothing to unfold: said %q", h.last())
	}
}

func TestTheCursorIsNeverFoldedAway(t *testing.T) {
	for _, script := range []string{"fold end right", "fold down left", "fold find '2'", "fold goto'6'", "fold goto'c'", "fold docend up bracket"} {
		m, _ := open("{\n  \"a\": 1,\n  |\"c\": ‹\n    2,\n    2\n  ›\n}")
		do(m, "understand "+script)
		if m.folds.Hidden(m.buf.Text().LineOf(m.buf.Selection().Head)) {
			t.Errorf("after %s the cursor is folded away", script)
		}
	}
}

func TestFoldsSurviveEdits(t *testing.T) {
	m, _ := open("{|\n  \"a\": {\n    \"b\": 1\n  },\n  \"c\": 2\n}")
	do(m, "understand down fold up end newline '\"x\": 0,'")
	if !m.folds.Folded(2) || m.folds.HiddenAfter(2) != 2 {
		t.Errorf("a line typed above: folded %v, %d hidden", m.folds.Folded(2), m.folds.HiddenAfter(2))
	}
	do(m, "undo undo undo undo undo undo undo undo undo")
	if !m.folds.Folded(1) || m.folds.HiddenAfter(1) != 2 {
		t.Errorf("and undone: folded %v, %d hidden", m.folds.Folded(1), m.folds.HiddenAfter(1))
	}
}
