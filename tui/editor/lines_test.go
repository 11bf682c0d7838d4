// This file tests whole lines and what is folded into them.
package editor

import (
	"slices"
	"strings"
	"testing"
)

// folding is a text of three members, the first two of which can be folded.
const folding = "{\n  \"a\": {\n    \"x\": 1\n  },\n  \"b\": ‹\n    2\n  ›,\n  \"c\": 3\n}"

// at puts the cursor before a marker.
func at(doc, marker string) string { return strings.Replace(doc, marker, "|"+marker, 1) }

func TestFoldedLinesGoAsAWhole(t *testing.T) {
	const (
		a = "  \"a\": {\n    \"x\": 1\n  },\n"
		b = "  \"b\": ‹\n    2\n  ›,\n"
		c = "  \"c\": 3\n"
	)
	play(t, []scene{
		{at(folding, `"b"`), "understand fold up up up fold movedown", at("{\n"+b+a+c+"}", `"a"`)},
		{at(folding, `"a"`), "understand fold down fold moveup", at("{\n"+b+a+c+"}", `"b"`)},
		{at(folding, `"a"`), "understand fold movedown", "{\n  \"b\": ‹\n" + at(a, `"a"`) + "    2\n  ›,\n" + c + "}"},
		{at(folding, `"c"`), "understand up up up fold down moveup", at("{\n"+a+c+b+"}", `"c"`)},
		{at(folding, `"a"`), "understand down down down fold up up up movedown", "{\n    \"x\": 1\n  |\"a\": {\n  },\n" + b + c + "}"},
		{at(folding, `"a"`), "understand fold deleteline", "{\n|" + b + c + "}"},
		{at(folding, `"a"`), "understand fold cut", "{\n|" + b + c + "}"},
		{at(folding, `"a"`), "understand fold cut down down down pasteinside", "{\n" + b + a + "|" + c + "}"},
		{at(folding, `"a"`), "understand fold copy docend pasteinside", "{\n" + a + b + c + a + "}|"},
		{at(folding, `"a"`), "understand fold deleteline undo", at(folding, `"a"`)},
		{at(folding, `"a"`), "understand fold movedown undo", at(folding, `"a"`)},
		{at(folding, `"a"`), "understand fold movedown moveup", at(folding, `"a"`)},
		{at(folding, `"a"`), "understand fold movedown movedown moveup moveup", at(folding, `"a"`)},
		{at(folding, `"a"`), "understand fold moveup", at(a+"{\n"+b+c+"}", `"a"`)},
		{at(folding, `"b"`), "understand fold fold deleteline", "|"},
		{at(folding, `"a"`), "understand fold down+ deleteline", "{\n|    2\n  ›,\n" + c + "}"},
	})
	m, _ := open(at(folding, `"a"`))
	do(m, "understand fold duplicate")
	if got, want := marked(m), "{\n"+a+at(a, `"a"`)+b+c+"}"; got != want {
		t.Errorf("duplicated:\n got %q\nwant %q", got, want)
	}
	if !m.folds.Folded(1) || !m.folds.Folded(4) {
		t.Error("the copy of a fold, or the fold, is open")
	}
}

func TestFoldsStayFoldedWhenLinesMove(t *testing.T) {
	for _, c := range []struct {
		before, script string
		folded         []int
	}{
		{at(folding, `"a"`), "understand fold movedown", []int{2}},
		{at(folding, `"a"`), "understand fold movedown moveup", []int{1}},
		{at(folding, `"a"`), "understand fold movedown movedown", []int{3}},
		{at(folding, `"b"`), "understand fold up up up fold movedown", []int{1, 4}},
		{at(folding, `"a"`), "understand fold down fold moveup", []int{1, 4}},
		{at(folding, `"c"`), "understand up up up fold down moveup", []int{5}},
		{at(folding, `"a"`), "understand fold docend up duplicate", []int{1}},
		{at(folding, `"a"`), "understand fold docend up deleteline", []int{1}},
		{at(folding, `"b"`), "understand fold up up up fold movedown undo", []int{1}},
	} {
		t.Run(c.script, func(t *testing.T) {
			m, _ := open(c.before)
			do(m, c.script)
			if got := foldedLines(m); !slices.Equal(got, c.folded) {
				t.Errorf("folded at %v, want %v of %q", got, c.folded, marked(m))
			}
		})
	}
}

func TestDeletingToTheEndsOfALine(t *testing.T) {
	play(t, []scene{
		{"ab|cd\nx", "deletestart", "|cd\nx"},
		{"ab|cd\nx", "deleteend", "ab|\nx"},
		{"x\n|cd", "deletestart", "x\n|cd"},
		{"cd|\nx", "deleteend", "cd|\nx"},
		{"ab|cd\r\nx", "deleteend", "ab|\r\nx"},
		{"  ab|", "deletestart", "|"},
		{"a[b|]cd", "deletestart", "a|cd"},
		{"a[b\nc|]d", "deleteend", "a|d"},
		{"日本|語", "deletestart", "|語"},
		{"ab|cd", "deleteend 'x' deletestart", "|"},
		{"|one two", "find 'xyz' deletestart 'two'", "one [two|]"},
		{"|one two", "find 'twoxyz' left left left deleteend", "one [two|]"},
	})
}

func TestFurtherLines(t *testing.T) {
	play(t, []scene{
		{"a|\nb\nc", "movedown movedown", "b\nc\na|"},
		{"a\nb\nc|", "moveup moveup", "c|\na\nb"},
		{"a\nb|\n", "movedown", "a\n\nb|"},
		{"a|\r\nb\r\nc", "movedown", "b\r\na|\r\nc"},
		{"[a\r\nb|]\r\nc", "movedown", "c\r\n[a\r\nb|]"},
		{"a\r\n[b|]\r\nc", "moveup", "[b|]\r\na\r\nc"},
		{"a\n[|b\nc]\nd", "movedown", "a\nd\n[|b\nc]"},
		{"日本|\nb", "movedown", "b\n日本|"},
		{"|", "movedown moveup duplicate", "\n|"},
		{"a\nb|", "movedown moveup movedown", "a\nb|"},
		{"[a\n|]b", "duplicate", "a\n[a\n|]b"},
		{"a\n[|b]\nc", "duplicate", "a\nb\n[|b]\nc"},
		{"a\n|\nb", "duplicate", "a\n\n|\nb"},
		{"a\n\n|", "duplicate", "a\n\n\n|"},
		{"[a\nb\nc|]", "deleteline", "|"},
		{"a\n[|b\n]c", "deleteline", "a\n|c"},
		{"a\nb\n|", "deleteline", "a\n|b"},
		{"\xff|\n\x00", "movedown", "\x00\n\xff|"},
		{"e\u0301|\nb", "duplicate", "e\u0301\ne\u0301|\nb"},
		{"a\nb|\nc", "deleteline deleteline deleteline", "|"},
		{"a\nb|\nc", "duplicate duplicate undo", "a\nb\nb|\nc"},
		{"a\r\n\xff|\x00\r\nb", "deleteline", "a\r\n|b"},
		{"a\r\n日|", "deleteline", "|a"},
		{"👩‍👩‍👧|", "duplicate", "👩‍👩‍👧\n👩‍👩‍👧|"},
		{"a\r\n\xff|", "duplicate", "a\r\n\xff\r\n\xff|"},
		{"a\r\nb\n|c", "moveup", "a\r\n|c\nb"},
		{"|\ta\r\nb", "movedown", "b\r\n|\ta"},
		{"a\n\u0301|b", "moveup", "\u0301|b\na"},
	})
}

func TestMovingLinesReplacesOnlyWhatMoves(t *testing.T) {
	m, _ := open("{\n  \"a\": |1,\n  \"b\": 2\n}")
	do(m, "movedown")
	edits := m.Drain()
	if len(edits) != 1 || len(edits[0].Edit) != 2 || edits[0].Edit[0].Insert != "  \"b\": 2\n" {
		t.Errorf("edits %+v", edits)
	}
}
