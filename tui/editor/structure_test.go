// This file tests what moves and selects by values: grow and shrink, siblings,
// parent and child.
package editor

import (
	"strings"
	"testing"

	"patchbay/tui/text"
)

func TestGrow(t *testing.T) {
	play(t, []scene{
		// In a string: word, content, string, member, members, object, all.
		{`{"a": "one t|wo"}`, "grow", `{"a": "one [two|]"}`},
		{`{"a": "one t|wo"}`, "grow grow", `{"a": "[one two|]"}`},
		{`{"a": "one t|wo"}`, "grow grow grow", `{"a": ["one two"|]}`},
		{`{"a": "one t|wo"}`, "grow grow grow grow", `{["a": "one two"|]}`},
		{`{"a": "one t|wo"}`, "grow grow grow grow grow", `[{"a": "one two"}|]`},
		{`{"a": "t|wo"}`, "grow grow", `{"a": ["two"|]}`},
		{` {"a": 1|} `, "grow grow grow grow", `[ {"a": 1} |]`},
		{`{"a": 1, "b": 2|}`, "grow grow grow", `{["a": 1, "b": 2|]}`},
		{`{"a": 1, "b": 2|}`, "grow grow grow grow", `[{"a": 1, "b": 2}|]`},
		{`|{}`, "grow grow grow", `[{}|]`},
		{`|`, "grow", `|`},
		// From other places.
		{`{"a|b": 1}`, "grow", `{"[ab|]": 1}`},
		{`{"ab"|: 1}`, "grow", `{["ab"|]: 1}`},
		{`{|"ab": 1}`, "grow", `{["ab"|]: 1}`},
		{`{"ab":| 1}`, "grow", `{["ab": 1|]}`},
		{`{"ab": |1}`, "grow", `{"ab": [1|]}`},
		{`{"ab": 12.5|0e3}`, "grow", `{"ab": [12.50e3|]}`},
		{`{"ab": tr|ue}`, "grow", `{"ab": [true|]}`},
		{`{"a": ‹1, 2|›}`, "grow grow", `{"a": ‹[1, 2|]›}`},
		{`{"a": ‹1, 2|›}`, "grow grow grow", `{"a": [‹1, 2›|]}`},
		{`{"a": ‹1, 2|›}`, "grow grow grow grow", `{["a": ‹1, 2›|]}`},
		{`{"a": ‹1,| 2›}`, "grow", `{"a": ‹[1, 2|]›}`},
		{`{"a": ‹ | ›}`, "grow", `{"a": [‹  ›|]}`},
		{`{"a": |‹1›}`, "grow", `{"a": [‹1›|]}`},
		{`{"a": ‹1›|}`, "grow", `{"a": [‹1›|]}`},
		{`{"a": ‹‹1›,‹|2››}`, "grow grow grow", `{"a": ‹[‹1›,‹2›|]›}`},
		{`{"a": "[x, y|] z"}`, "grow", `{"a": "[x, y z|]"}`},
		{`{[|"a": 1, ]"b": 2}`, "grow", `{["a": 1, "b": 2|]}`},
		{`{"a": "x|"}`, "grow", `{"a": "[x|]"}`},
		{`{"a": "|"}`, "grow", `{"a": [""|]}`},
		{`{"a": "x | y"}`, "grow", `{"a": "[x  y|]"}`},
		// What spans lines keeps its first line in view.
		{"{\n  \"a\": {\n    \"b\": |1\n  }\n}", "grow grow grow", "{\n  \"a\": [|{\n    \"b\": 1\n  }]\n}"},
		{"{\n  \"a\": 1|,\n  \"b\": 2\n}", "grow grow grow", "{\n  [|\"a\": 1,\n  \"b\": 2]\n}"},
		{"{\r\n  \"a\": 1|\r\n}\r\n", "grow grow grow", "[|{\r\n  \"a\": 1\r\n}]\r\n"},
		{"{\r\n  \"a\": 1|\r\n}\r\n", "grow grow grow grow", "[|{\r\n  \"a\": 1\r\n}\r\n]"},
		// Words of any script, escapes, placeholders.
		{`{"a": "日本|語 x"}`, "grow", `{"a": "[日本語|] x"}`},
		{"{\"a\": \"re\u0301s|ume\u0301 x\"}", "grow", "{\"a\": \"[re\u0301sume\u0301|] x\"}"},
		{`{"a": "x 👩‍👩|‍👧 y"}`, "grow", `{"a": "[x 👩‍👩‍👧 y|]"}`},
		{`{"a": "{{account|.id}}"}`, "grow", `{"a": "{{[account|].id}}"}`},
		{`{"a": "one\ntw|o"}`, "grow", `{"a": "one\n[two|]"}`},
		{`{"a": "\u00e9t|e"}`, "grow", `{"a": "\u00e9[te|]"}`},
		{`{"a": "x\|n y"}`, "grow", `{"a": "[x\n y|]"}`},
		{`{"a": "snake_cas|e-x"}`, "grow", `{"a": "[snake_case|]-x"}`},
		{"{\"a\": \"x\xff|y\"}", "grow", "{\"a\": \"x\xff[y|]\"}"},
		{"{\"a\": \"x\x00y|\"}", "grow", "{\"a\": \"x\x00[y|]\"}"},
		// Broken text still has values.
		{`{"a": ‹1, 2|`, "grow grow", `{"a": ‹[1, 2|]`},
		{`{"a": tru|, "b": 1}`, "grow", `{"a": [tru|], "b": 1}`},
	})
}

func TestShrinkGoesBackTheWayItCame(t *testing.T) {
	play(t, []scene{
		{`{"a": "one t|wo"}`, "grow shrink", `{"a": "one t|wo"}`},
		{`{"a": "one t|wo"}`, "grow grow grow shrink", `{"a": "[one two|]"}`},
		{`{"a": "one t|wo"}`, "grow grow grow grow grow grow shrink shrink shrink", `{"a": "[one two|]"}`},
		{`{"a": "[|one] two"}`, "grow shrink", `{"a": "[|one] two"}`},
		{`{"a": "one t|wo"}`, "shrink", `{"a": "one t|wo"}`},
		{`{"a": "one t|wo"}`, "grow shrink shrink", `{"a": "one t|wo"}`},
		{`{"a": "one t|wo"}`, "grow grow left shrink", `{"a": "|one two"}`},
		{`{"a": "one t|wo"}`, "grow left+ shrink", `{"a": "one [tw|]o"}`},
		{`{"a": "one t|wo"}`, "grow 'x' shrink", `{"a": "one x|"}`},
		{`{"a": "one t|wo"}`, "grow 'x' undo shrink", `{"a": "one [two|]"}`},
		{`{"a": "one t|wo"}`, "grow left grow shrink", `{"a": "one |two"}`},
		{"{\n  \"a\": {\n    \"b\": |1\n  }\n}", "grow grow grow grow grow shrink shrink shrink shrink", "{\n  \"a\": {\n    \"b\": [1|]\n  }\n}"},
	})
}

func TestGrowEndsWithEverythingSelected(t *testing.T) {
	m, h := open(` {"a": ‹{"b": "x y|"}›} `)
	for range 50 {
		m.Grow()
	}
	if got := marked(m); got != `[ {"a": ‹{"b": "x y"}›} |]` || h.last() != "All of the text is selected." {
		t.Errorf("%s, said %q", got, h.last())
	}
	for range 50 {
		m.Shrink()
	}
	if got := marked(m); got != ` {"a": ‹{"b": "x y|"}›} ` || h.last() != "The selection was not grown." {
		t.Errorf("%s, said %q", got, h.last())
	}
}

func TestSiblings(t *testing.T) {
	play(t, []scene{
		{`{|"a": 1, "b": 2}`, "next", `{"a": 1, |"b": 2}`},
		{`{"a": |1, "b": 2}`, "next", `{"a": 1, |"b": 2}`},
		{`{"a": 1|, "b": 2}`, "next", `{"a": 1, |"b": 2}`},
		{`{"a": 1,| "b": 2}`, "next", `{"a": 1, |"b": 2}`},
		{`{"a": 1, |"b": 2}`, "prev", `{|"a": 1, "b": 2}`},
		{`{"a": 1, "b": 2|}`, "prev", `{|"a": 1, "b": 2}`},
		{`{"a": 1, |"b": 2}`, "next", `{"a": 1, |"b": 2}`},
		{`{|"a": 1, "b": 2}`, "prev", `{|"a": 1, "b": 2}`},
		{`‹|1, 2, 3›`, "next next", `‹1, 2, |3›`},
		{`‹1, 2, |3›`, "prev prev", `‹|1, 2, 3›`},
		{`‹1,|2›`, "prev", `‹|1,2›`},
		{`{|"a": {"x": 1}, "b": 2}`, "next", `{"a": {"x": 1}, |"b": 2}`},
		{`{"a": |{"x": 1}, "b": 2}`, "next", `{"a": {"x": 1}, |"b": 2}`},
		{`{"a": {"x": 1}, |"b": 2}`, "prev", `{|"a": {"x": 1}, "b": 2}`},
		{`{"a": ["x": 1|]}`, "next", `{"a": ["x": 1|]}`},
		{`{["a": 1|], "b": 2}`, "next", `{"a": 1, |"b": 2}`},
		{`{"l": ‹[1, 2|]›, "b": 2}`, "next", `{"l": ‹1, 2›, |"b": 2}`},
		{`{"a": 1, "[|b]": 2}`, "prev", `{|"a": 1, "b": 2}`},
		{"{\n| \"a\": 1,\n  \"b\": 2\n}", "next", "{\n \"a\": 1,\n  |\"b\": 2\n}"},
		{"{\n  \"a\": 1,|\n  \"b\": 2\n}", "next", "{\n  \"a\": 1,\n  |\"b\": 2\n}"},
		{"{\n  \"a\": {\n  }|,\n  \"b\": 2\n}", "next", "{\n  \"a\": {\n  },\n  |\"b\": 2\n}"},
		{"{\n  \"a\": 1,\n  \"b\": 2|\n}", "prev", "{\n  |\"a\": 1,\n  \"b\": 2\n}"},
		{"{\r\n  \"a\": 1|,\r\n  \"b\": 2\r\n}", "next", "{\r\n  \"a\": 1,\r\n  |\"b\": 2\r\n}"},
		{`{"日本": "語|", "é": 2}`, "next", `{"日本": "語", |"é": 2}`},
		{`{"a": ‹1 2|`, "prev", `{"a": ‹|1 2`},
	})
}

func TestParentAndChild(t *testing.T) {
	play(t, []scene{
		{`{"a": {"x": |1}}`, "parent", `{|"a": {"x": 1}}`},
		{`{"a": {"x": |1}}`, "parent parent", `|{"a": {"x": 1}}`},
		{`{"a": ‹1, |2›}`, "parent", `{|"a": ‹1, 2›}`},
		{`{"l": ‹{"x": |1}›}`, "parent", `{"l": ‹|{"x": 1}›}`},
		{"{\n  \"a\": {\n    \"b\": 1\n  |}\n}", "parent", "{\n  |\"a\": {\n    \"b\": 1\n  }\n}"},
		{"{\n  \"a\": {\n    \"b\": 1\n  |}\n}", "parent parent", "|{\n  \"a\": {\n    \"b\": 1\n  }\n}"},
		{"{\n  \"a\": {\n|\n    \"b\": 1\n  }\n}", "parent", "{\n  |\"a\": {\n\n    \"b\": 1\n  }\n}"},
		{`|{"a": {"x": 1}}`, "child", `{|"a": {"x": 1}}`},
		{`{|"a": {"x": 1}}`, "child", `{"a": {|"x": 1}}`},
		{`|{"a": ‹{"x": 1}›}`, "child child child", `{"a": ‹{|"x": 1}›}`},
		{`{|"a": ‹1, 2›}`, "child parent", `{|"a": ‹1, 2›}`},
	})
}

func TestAtTheEndsOfValuesTheEditorSaysSo(t *testing.T) {
	for _, c := range []struct{ before, script, said string }{
		{`{"a": 1, |"b": 2}`, "next", "No value follows in this object."},
		{`‹1, |2›`, "next", "No value follows in this list."},
		{`{|"a": 1}`, "prev", "No value stands before this one in this object."},
		{`‹|1›`, "prev", "No value stands before this one in this list."},
		{`|{"a": 1}`, "next", "This is the outermost value."},
		{`|{"a": 1}`, "prev", "This is the outermost value."},
		{`|{"a": 1}`, "parent", "This is the outermost value."},
		{`{"a": |{}}`, "child", "This object is empty."},
		{`{"a": |‹›}`, "child", "This list is empty."},
		{`{"a": |1}`, "child", "Only objects and lists hold values."},
		{`|`, "next", "There is no value in this text."},
		{`|`, "parent", "There is no value in this text."},
	} {
		t.Run(c.script+" "+c.before, func(t *testing.T) {
			m, h := open(c.before)
			do(m, c.script)
			if h.last() != c.said || marked(m) != c.before {
				t.Errorf("said %q, now %s", h.last(), marked(m))
			}
		})
	}
}

func TestMovingByValuesOpensWhatIsFolded(t *testing.T) {
	const doc = "{\n  \"a\": {\n    \"x\": 1\n  },\n  \"b\": {\n    \"y\": 2\n  }\n}"
	play(t, []scene{
		{strings.Replace(doc, `"a"`, `|"a"`, 1), "understand fold next", strings.Replace(doc, `"b"`, `|"b"`, 1)},
		{strings.Replace(doc, `"a"`, `|"a"`, 1), "understand fold child", strings.Replace(doc, `"x"`, `|"x"`, 1)},
		{strings.Replace(doc, `"b"`, `|"b"`, 1), "understand fold child up", strings.Replace(doc, `"b"`, `"b|"`, 1)},
	})
	m, _ := open(strings.Replace(doc, `"a"`, `|"a"`, 1))
	do(m, "understand fold child")
	if m.folds.Hidden(2) {
		t.Error("the child is folded away")
	}
}

func TestValuesOfALargeTextAreKnownOnceItIsRead(t *testing.T) {
	m, h := open("|")
	m.Paste(large(200 << 10))
	for _, verb := range []string{"grow", "next", "prev", "parent", "child"} {
		h.said = nil
		do(m, "docstart "+verb)
		if h.last() != "The text is still being read. Try again in a moment." || m.buf.Selection() != text.Cursor(0) {
			t.Errorf("%s: said %q", verb, h.last())
		}
	}
	understand(m)
	do(m, "docstart child child child")
	if got := m.Path(); got != "reporting.reportTypes[0]" {
		t.Errorf("now at %q", got)
	}
	// What was typed since is carried along, until the text has been read again.
	do(m, "up end newline '\"new\": 1,' down next next child")
	if got, line := m.Path(), m.buf.Text().LineOf(m.buf.Selection().Head); got != "reporting.reportTypes[2].id" || line != 17 {
		t.Errorf("after typing at %q, line %d", got, line)
	}
	do(m, "grow grow grow")
	if got := m.buf.Selected(); !strings.HasPrefix(got, `"id": "type_2",`) || !strings.HasSuffix(got, `"hidden": false`) {
		t.Errorf("grown to %q", got)
	}
	m.SetMeaning(m.Revision(), nil, nil)
	do(m, "docstart grow")
	if h.last() != "The text is still being read. Try again in a moment." {
		t.Errorf("said %q", h.last())
	}
}

func TestVeryDeepTextIsGrownByWholeContainers(t *testing.T) {
	m, _ := open(strings.Repeat("‹", 1200) + "1|" + strings.Repeat("›", 1200))
	do(m, "grow")
	if got := len(m.buf.Selected()); got != 401 {
		t.Errorf("%d bytes selected, want what is deeper than 1,000 levels", got)
	}
	do(m, "grow grow")
	if got := len(m.buf.Selected()); got < 403 {
		t.Errorf("%d bytes selected", got)
	}
}
