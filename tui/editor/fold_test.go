// This file tests that what is folded stays folded whatever is edited.
package editor

import (
	"slices"
	"strings"
	"testing"
)

// foldedLines returns the lines that something is folded into.
func foldedLines(m *Model) (lines []int) {
	for line := range m.buf.Text().Lines() {
		if m.folds.Folded(line) {
			lines = append(lines, line)
		}
	}
	return lines
}

func TestFoldsSurviveEditing(t *testing.T) {
	wide := strings.NewReplacer("\n  ", "\n        ", ": ", " :").Replace(folding)
	for _, c := range []struct {
		why, before, script string
		folded              []int
	}{
		{"a line typed above", at(folding, `"b"`), "understand fold docstart end newline '\"x\": 0,'", []int{5}},
		{"a paste of lines above", at(folding, `"b"`), "understand fold docstart end paste'\n\"x\": 0,\n\"y\": 0,'", []int{6}},
		{"a line deleted above", at(folding, `"b"`), "understand fold docstart down deleteline", []int{3}},
		{"typing in its first line", at(folding, `"b"`), "understand fold right 'long' ", []int{4}},
		{"erasing in its first line", at(folding, `"b"`), "understand fold right delete backspace", []int{4}},
		{"typing in front of it", at(folding, `"b"`), "understand fold '  '", []int{4}},
		{"a new line in front of it", at(folding, `"b"`), "understand fold newline", []int{5}},
		{"typing below", at(folding, `"a"`), "understand fold docend up end 'x'", []int{1}},
		{"typing undone", at(folding, `"b"`), "understand fold docstart end newline 'x' undo undo", []int{4}},
		{"and made again", at(folding, `"b"`), "understand fold docstart end newline 'x' undo undo redo redo", []int{5}},
		{"formatting what is laid out otherwise", at(wide, `"b"`), "understand fold format", []int{4}},
		{"formatting undone", at(wide, `"b"`), "understand fold format undo", []int{4}},
		{"formatting made again", at(wide, `"b"`), "understand fold format undo redo", []int{4}},
		{"formatting a selection above it", at(strings.Replace(folding, `"x": 1`, `"x":‹1›`, 1), `"b"`), "understand fold goto'3' end left+ left+ left+ format", []int{6}},
		{"minifying what stands above it", at(folding, `"b"`), "understand fold goto'a' grow grow minify", []int{2}},
		{"sorting takes it along", at(strings.NewReplacer(`"a"`, `"z"`).Replace(folding), `"z"`), "understand fold goto'c' sort", []int{5}},
		{"sorting leaves it", at(strings.NewReplacer(`"c"`, `"0"`).Replace(folding), `"b"`), "understand fold goto'0' sort", []int{5}},
		{"replacing all, elsewhere", at(folding, `"b"`), "understand fold replace 'x' otherfield 'x1' replaceall back", []int{4}},
		{"replacing all, in its first line", at(folding, `"b"`), "understand fold replace 'b' otherfield 'bb' replaceall back", []int{4}},
		{"replacing all with lines", at(folding, `"b"`), "understand fold replace '{' otherfield paste'{\n' replaceall back", []int{4}},
		{"indenting", at(folding, `"b"`), "understand fold indent", []int{4}},
		{"two of them", at(folding, `"b"`), "understand fold up up up fold docstart end newline format", []int{1, 4}},
		{"one in another", at(folding, `2`), "understand fold fold docstart '  ' ", []int{0, 4}},
	} {
		t.Run(c.why, func(t *testing.T) {
			m, _ := open(c.before)
			do(m, c.script)
			if got := foldedLines(m); !slices.Equal(got, c.folded) {
				t.Errorf("folded at %v, want %v of\n%s", got, c.folded, marked(m))
			}
		})
	}
}

func TestFoldsOpenWhenTheirBracketGoes(t *testing.T) {
	for why, script := range map[string]string{
		"the first line is joined to the next": "end delete",
		"the first line is deleted":            "deleteline",
		"the text is minified":                 "minify",
	} {
		m, _ := open(at(folding, `"b"`))
		do(m, "understand fold "+script)
		if got := foldedLines(m); got != nil {
			t.Errorf("%s: folded at %v of %q", why, got, marked(m))
		}
	}
}

func TestFoldsOfALargeTextSurviveFormatting(t *testing.T) {
	m, _ := open("|")
	m.Paste(strings.ReplaceAll(large(1<<20), "\n  ", "\n      ")) // more gaps than are changed one by one
	do(m, "docstart")
	understand(m)
	do(m, "goto'reporting.reportTypes[1000]' fold goto'reporting.reportTypes[2000]' fold docstart format")
	for _, path := range []string{"reporting.reportTypes[1000]", "reporting.reportTypes[2000]"} {
		understand(m)
		off, _ := m.OffsetOf(path)
		if !m.folds.Folded(m.buf.Text().LineOf(off)) {
			t.Errorf("%s is open", path)
		}
	}
	if got := foldedLines(m); len(got) != 2 {
		t.Errorf("folded at %v", got)
	}
}
