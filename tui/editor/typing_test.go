// This file tests typing, line by line in marked text.
package editor

import (
	"strings"
	"testing"
	"time"
)

func TestTyping(t *testing.T) {
	play(t, []scene{
		{"|", `'a'`, "a|"},
		{"a|c", `'b'`, "ab|c"},
		{"a[b|]c", `'x'`, "ax|c"},
		{"a[|b]c", `'x'`, "ax|c"},
		{"|", `'日本'`, "日本|"},
		{"|", `'e\u'`, `e\u|`},
		{"x|", `'👩‍👩‍👧'`, "x👩‍👩‍👧|"},
		{"x👩‍👩‍👧|", "backspace", "x|"},
		{"|👩‍👩‍👧x", "delete", "|x"},
		{"e\u0301|", "backspace", "|"},
		{"a\r\n|b", "backspace", "a|b"},
		{"a|\r\nb", "delete", "a|b"},
		{"\xff|", "backspace", "|"},
		{"\x00|", "backspace", "|"},
		{"|", "backspace", "|"},
		{"|", "delete", "|"},
		{"[abc|]", "backspace", "|"},
		{"[abc|]", "delete", "|"},
		{"one two|", "wordback", "one |"},
		{"one |two", "worddelete", "one |"},
		{"one\n|two", "wordback", "one|two"},
	})
}

func TestClosingByItself(t *testing.T) {
	play(t, []scene{
		{"|", `'{'`, "{|}"},
		{"‹|›", `'{'`, "‹{|}›"},
		{`{"a": |}`, `'{'`, `{"a": {|}}`},
		{"|", `'"'`, `"|"`},
		{`{|}`, `'"'`, `{"|"}`},
		{"|x", `'{'`, "{|x"},
		{"|x", `'"'`, `"|x`},
		{`"a|"`, `'{'`, `"a{|"`},
		{`"a|" `, `'"'`, `"a"|" `},
		{`x|`, `'"'`, `x"|`},
		{`"|"`, `'{'`, `"{|"`},
		{`{{|`, `'{'`, `{{{|}`},
		{"|", `'"a"'`, `"a"|`},
		{"|", `'{}'`, "{}|"},
		{"|", `'{"a": "b"}'`, `{"a": "b"}|`},
		{"|", `'"a\"b"'`, `"a\"b"|`},
		{"|", `'"a\"'`, `"a\"|"`},
		{"|", `'"a\\"'`, `"a\\"|`},
		{"|", `'{' left right '}'`, "{}|}"},
		{"|", `'{' right '}'`, "{}}|"},
		{"|", `'{x}'`, "{x}|"},
		{"|}", `'}'`, "}|}"},
		{"{|}", `'}'`, "{}|}"},
		{"|", `'{' backspace`, "|"},
		{"|", `'"' backspace`, "|"},
		{"{|}", `backspace`, "|}"},
		{"|", `'{x' backspace backspace`, "|"},
		{"|", `'{' delete`, "{|"},
		{"|", `'{' delete '}'`, "{}|"},
		{`[abc|]`, `'"'`, `"|"`},
		{`[abc|]`, `'{'`, `{|}`},
		{`[abc|]x`, `'{'`, `{|x`},
		{`[abc|]`, `'"new"'`, `"new"|`},
		{"|", `paste'{'`, "{|"},
		{"|", `paste'{"a": ‹'`, `{"a": ‹|`},
		{"|", `paste'"' 'x'`, `"x|`},
		{`"{{|}}"`, `'date'`, `"{{date|}}"`},
		{`"|"`, `'{{date}}'`, `"{{date}}|"`},
	})
}

func TestTheBracketPairsOfLists(t *testing.T) {
	m, _ := open("|")
	m.Insert("[")
	m.Insert("1")
	m.Insert("]")
	if got := m.buf.Text().String(); got != "[1]" || m.buf.Selection().Head != 3 {
		t.Errorf("typing a list gives %q with the cursor at %d", got, m.buf.Selection().Head)
	}
}

func TestNewline(t *testing.T) {
	play(t, []scene{
		{"{|}", "newline", "{\n  |\n}"},
		{"  {|}", "newline", "  {\n    |\n  }"},
		{"‹|›", "newline", "‹\n  |\n›"},
		{"{|", "newline", "{\n  |"},
		{`{"a": {|}}`, "newline", "{\"a\": {\n  |\n}}"},
		{"{\n  \"a\": 1,|\n}", "newline", "{\n  \"a\": 1,\n  |\n}"},
		{"{\n  \"a\": 1|}", "newline", "{\n  \"a\": 1\n|}"},
		{"{\n  \"a\": {\n    \"b\": 1|}\n}", "newline", "{\n  \"a\": {\n    \"b\": 1\n  |}\n}"},
		{"  \"a\":|   1", "newline", "  \"a\":\n  |1"},
		{"|  a", "newline", "\n|a"},
		{"  |  a", "newline", "  \n  |a"},
		{"{ | }", "newline", "{ \n  |\n}"},
		{"{\t|\t}", "newline", "{\t\n  |\n}"},
		{"\"{|\"", "newline", "\"{\n|\""},
		{"{\n\t\"a\": {|}\n}", "newline", "{\n\t\"a\": {\n\t\t|\n\t}\n}"},
		{"{\n    \"a\": {|}\n}", "newline", "{\n    \"a\": {\n        |\n    }\n}"},
		{"{\r\n  \"a\": 1|\r\n}", "newline", "{\r\n  \"a\": 1\r\n  |\r\n}"},
		{"{\r\n  \"a\": {|}\r\n}", "newline", "{\r\n  \"a\": {\r\n    |\r\n  }\r\n}"},
		{"a\r\nb|", "newline", "a\r\nb\r\n|"},
		{"a[b|]c", "newline", "a\n|c"},
		{"{[x|]}", "newline", "{\n  |\n}"},
		{"  a|", `newline 'b'`, "  a\n  b|"},
		{"|", `'{' newline '"a": 1'`, "{\n  \"a\": 1|\n}"},
		{"{\n  \"a\": {\n    |\n", `'}'`, "{\n  \"a\": {\n  }|\n"},
		{"{\n      |", `'}'`, "{\n}|"},
		{"{\n  \"a\": 1, |", `'}'`, "{\n  \"a\": 1, }|"},
		{"  |", `'}'`, "  }|"},
	})
}

func TestBackspaceInIndentation(t *testing.T) {
	play(t, []scene{
		{"{\n  x\n    |a", "backspace", "{\n  x\n  |a"},
		{"{\n  x\n   |a", "backspace", "{\n  x\n  |a"},
		{"  |a", "backspace", "|a"},
		{" |a", "backspace", "|a"},
		{"a    |", "backspace", "a   |"},
		{"\t\t|a", "backspace", "\t|a"},
		{"{\n    \"a\": 1\n        |x\n}", "backspace", "{\n    \"a\": 1\n    |x\n}"},
	})
}

func TestIndentation(t *testing.T) {
	play(t, []scene{
		{"|a", "indent", "  |a"},
		{"a|", "indent", "a |"},
		{"ab|", "indent", "ab  |"},
		{"日|", "indent", "日  |"},
		{"a[b|]c", "indent", "a |c"},
		{"{\n\t\"a\": 1|\n}", "indent", "{\n\t\"a\": 1\t|\n}"},
		{"[a\nb|]", "indent", "[  a\n  b|]"},
		{"[|a\nb]", "indent", "[|  a\n  b]"},
		{"[a\n\nb|]", "indent", "[  a\n\n  b|]"},
		{"[a\n|]b", "indent", "[  a\n|]b"},
		{"  a|", "outdent", "a|"},
		{" a|", "outdent", "a|"},
		{"  x\n    a|", "outdent", "  x\n  a|"},
		{"\ta|", "outdent", "a|"},
		{"a|", "outdent", "a|"},
		{"[  a\n    b|]", "outdent", "[a\n  b|]"},
		{"  [  a\n  b|]", "indent outdent", "  [  a\n  b|]"},
	})
}

func TestLines(t *testing.T) {
	play(t, []scene{
		{"a|\nb", "duplicate", "a\na|\nb"},
		{"a\nb|", "duplicate", "a\nb\nb|"},
		{"[a\nb|]\nc", "duplicate", "a\nb\n[a\nb|]\nc"},
		{"a\r\n|b\r\nc", "duplicate", "a\r\nb\r\n|b\r\nc"},
		{"a\r\nb|", "duplicate", "a\r\nb\r\nb|"},
		{"a\nb|", "moveup", "b|\na"},
		{"a|\nb", "moveup", "a|\nb"},
		{"a|\nb", "movedown", "b\na|"},
		{"a\nb|", "movedown", "a\nb|"},
		{"a\n[b\nc|]\nd", "moveup", "[b\nc|]\na\nd"},
		{"a\n[b\nc|]\nd", "movedown", "a\nd\n[b\nc|]"},
		{"a\n[b\n|]c", "moveup", "[b\n|]a\nc"},
		{"a\r\nb|", "moveup", "b|\r\na"},
		{"a|\r\nb", "movedown", "b\r\na|"},
		{"a\nb|\nc", "deleteline", "a\n|c"},
		{"a\nb|", "deleteline", "|a"},
		{"a|", "deleteline", "|"},
		{"a\n[b\nc|]\nd", "deleteline", "a\n|d"},
		{"a\r\nb|\r\nc", "deleteline", "a\r\n|c"},
		{"a\r\nb|", "deleteline", "|a"},
	})
}

func TestClipboard(t *testing.T) {
	play(t, []scene{
		{"a[b|]c", "cut pasteinside", "ab|c"},
		{"a[b|]c", "copy right pasteinside", "abb|c"},
		{"a[b|]c", "cut right pasteinside", "acb|"},
		{"[a|]bc", "copy selectall pasteinside", "a|"},
		{"a\nb|c\nd", "cut", "a\n|d"},
		{"a\nb|c\nd", "copy pasteinside", "a\nbc\nb|c\nd"},
		{"a\nb|c\nd", "cut pasteinside", "a\nbc\n|d"},
		{"a\r\nb|", "copy pasteinside", "a\r\nb\r\nb|"},
		{"a[\r\n|]b", "copy right pasteinside", "a\r\n\r\n|b"},
		{"|", "pasteinside", "|"},
		{"ab|", "selectall cut", "|"},
	})
}

func TestPasteIsOneStepAndKeepsTheLineEndsOfTheText(t *testing.T) {
	play(t, []scene{
		{"|", `paste'a\rb'`, "a\nb|"},
		{"|", `paste'a\r\nb'`, "a\nb|"},
		{"|\r\n", `paste'a\nb\rc\r\nd'`, "a\r\nb\r\nc\r\nd|\r\n"},
		{"x[y|]z", `paste'{\n}'`, "x{\n}|z"},
		{"{\n  |\n}", `paste'"a": {\n    "b": 1\n  }'`, "{\n  \"a\": {\n    \"b\": 1\n  }|\n}"},
	})
	m, _ := open("a|b")
	big := strings.Repeat(`{"id": "clicks", "n": 1},`+"\n", 5<<20/26)
	m.Paste(big)
	if len(m.history.undo) != 1 || m.buf.Text().Len() != len(big)+2 {
		t.Fatalf("a paste of 5 MB: %d steps, %d bytes", len(m.history.undo), m.buf.Text().Len())
	}
	m.Undo()
	if got := marked(m); got != "a|b" {
		t.Errorf("undone: %.40q", got)
	}
}

func TestCutAndCopySayWhatTheySend(t *testing.T) {
	for _, c := range []struct{ before, script, copied, said string }{
		{"a[b|]c", "copy", "selection: b", ""},
		{"a[b|]c", "cut", "selection: b", ""},
		{"a\nb|\nc", "copy", "line: b\n", ""},
		{"|", "copy", "", "Nothing is selected."},
		{"|", "pasteinside", "", "Nothing was cut or copied here yet. Paste from elsewhere with your terminal's own paste."},
		{"|", "form selectall copy", "selection: Shop", ""},
	} {
		m, h := open(c.before)
		do(m, c.script)
		if got := strings.Join(h.copied, "|"); got != c.copied || h.last() != c.said {
			t.Errorf("%q %s: copied %q, said %q", c.before, c.script, got, h.last())
		}
	}
}

func TestReadOnlyRefusesEveryChange(t *testing.T) {
	for _, verb := range []string{"'x'", "paste'x'", "newline", "backspace", "delete", "wordback", "worddelete", "cut", "copy pasteinside",
		"undo", "redo", "indent", "outdent", "duplicate", "moveup", "movedown", "deleteline", "format", "form 'x'", "form backspace"} {
		m, h := open("{\n  [\"a|]\": 1\n}")
		m.SetAccess(ReadOnly)
		before := m.Snapshot()
		do(m, verb)
		after := m.Snapshot()
		if !after.Text.Equal(before.Text) || after.Name != before.Name || m.Drain() != nil {
			t.Errorf("%s changed a read-only Connector", verb)
		}
		if h.last() != "Opened read-only: nothing can be changed here." {
			t.Errorf("%s said %q", verb, h.last())
		}
	}
	m, _ := open("a|b ab")
	m.SetAccess(ReadOnly)
	do(m, "find 'ab'")
	if got := marked(m); got != "ab [ab|]" && got != "[ab|] ab" {
		t.Errorf("finding in a read-only Connector: %q", got)
	}
}

func TestTypingIsUndoneInWords(t *testing.T) {
	m, _ := open("|")
	now := time.Now()
	m.buf.SetClock(func() time.Time { return now })
	for _, r := range "one two" {
		m.Insert(string(r))
	}
	var states []string
	for len(m.history.undo) > 0 {
		m.Undo()
		states = append(states, m.buf.Text().String())
	}
	if len(states) < 2 || len(states) > 3 || states[len(states)-1] != "" {
		t.Errorf("undo went through %q", states)
	}
}
