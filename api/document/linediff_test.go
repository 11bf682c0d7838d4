// The line diff, as it is read.

package document

import (
	"fmt"
	"strings"
	"testing"
)

// read writes a line diff as a patch is written.
func read(lines []DiffLine) string {
	var b strings.Builder
	for _, l := range lines {
		switch l.Op {
		case Gap:
			fmt.Fprintf(&b, "… %d from %d/%d\n", l.Hidden, l.Old, l.New)
		case Same:
			fmt.Fprintf(&b, "  %s\n", l.Text)
		case Add:
			fmt.Fprintf(&b, "+ %s\n", l.Text)
		case Del:
			fmt.Fprintf(&b, "- %s\n", l.Text)
		}
	}
	return b.String()
}

func TestLines(t *testing.T) {
	ten := "1\n2\n3\n4\n5\n6\n7\n8\n9\n10"
	for _, c := range []struct {
		why, a, b string
		context   int
		want      string
	}{
		{"equal", ten, ten, 3, ""},
		{"one changed", ten, strings.Replace(ten, "5", "five", 1), 1, "… 3 from 1/1\n  4\n- 5\n+ five\n  6\n… 4 from 7/7\n"},
		{"no context", ten, strings.Replace(ten, "5", "five", 1), 0, "… 4 from 1/1\n- 5\n+ five\n… 5 from 6/6\n"},
		{"all of it", "1\n2", "1\n3", -1, "  1\n- 2\n+ 3\n"},
		{"two changes close together", ten, strings.NewReplacer("4", "four", "7", "seven").Replace(ten), 1, "… 2 from 1/1\n  3\n- 4\n+ four\n  5\n  6\n- 7\n+ seven\n  8\n… 2 from 9/9\n"},
		{"added at the front", "b\nc", "a\nb\nc", 1, "+ a\n  b\n… 1 from 2/3\n"},
		{"removed at the end", "a\nb\nc", "a\nb", 1, "… 1 from 1/1\n  b\n- c\n"},
		{"the last line break", "a\n", "a", 1, "  a\n- \n"},
		{"from nothing", "", "a\nb", 1, "- \n+ a\n+ b\n"},
		{"line ends", "a\r\nb", "a\nb", 0, "- a\r\n+ a\n… 1 from 2/2\n"},
		{"a whole object is added, not the halves of two", "[\n  {\n    \"id\": 1\n  },\n  {\n    \"id\": 3\n  }\n]", "[\n  {\n    \"id\": 1\n  },\n  {\n    \"id\": 2\n  },\n  {\n    \"id\": 3\n  }\n]", 1,
			"… 3 from 1/1\n    },\n+   {\n+     \"id\": 2\n+   },\n    {\n… 3 from 6/9\n"},
		{"a whole object is removed", "[\n  {\n    \"id\": 1\n  },\n  {\n    \"id\": 2\n  },\n  {\n    \"id\": 3\n  }\n]", "[\n  {\n    \"id\": 1\n  },\n  {\n    \"id\": 3\n  }\n]", 1,
			"… 3 from 1/1\n    },\n-   {\n-     \"id\": 2\n-   },\n    {\n… 3 from 9/6\n"},
	} {
		t.Run(c.why, func(t *testing.T) {
			if got := read(Lines(c.a, c.b, c.context)); got != c.want {
				t.Errorf("got:\n%swant:\n%s", got, c.want)
			}
		})
	}
}

func TestFewEditsAreFewLines(t *testing.T) {
	src := configuration(60, 40)
	n := 0
	for _, l := range Lines(src, edited(src), 3) {
		if l.Op == Add || l.Op == Del {
			n++
		}
	}
	if n != 2+2+3 {
		t.Errorf("three small edits are %d lines", n)
	}
	checkLines(t, src, edited(src))
}

func TestRewritesAreReadable(t *testing.T) {
	src := configuration(20, 30)
	checkLines(t, src, strings.ReplaceAll(src, "field_", "column_"))
	checkLines(t, src, "")
	checkLines(t, strings.Repeat("a\nb\n", 5000), strings.Repeat("b\nb\na\n", 4000))
}

func TestWhatIsComparedLineByLine(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		laidOut    bool
	}{
		{"both on lines", "{\n\"a\":1}", "{\n\"a\":2}", false},
		{"both on one line", `{"a":1}`, `{"a":2}`, false},
		{"one on one line", `{"a":1}`, "{\n\"a\":2}", true},
		{"only the layout differs", `{"a":1}`, "{\n  \"a\": 1\n}", true},
		{"a very long line", `{"a":"` + strings.Repeat("x", 2001) + `"}`, `{"a":1}`, true},
		{"not JSON", `{"a":1`, "{\n\"a\":2}", true},
	} {
		x, y, laidOut := Lineable(c.a, c.b)
		if laidOut != c.laidOut || (x == y) != (c.name == "only the layout differs") {
			t.Errorf("%s: laid out %v\n%s\n%s", c.name, laidOut, x, y)
		}
		if !laidOut && (x != c.a || y != c.b) {
			t.Errorf("%s: not as written\n%s\n%s", c.name, x, y)
		}
	}
}
