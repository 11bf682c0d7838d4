// This file tests what rewrites the text: format, minify, sort.
package editor

import (
	"strings"
	"testing"
)

func TestFormat(t *testing.T) {
	play(t, []scene{
		{`{"a":1,"b":‹1,2|›}`, "format", "{\n  \"a\": 1,\n  \"b\": ‹\n    1,\n    2|\n  ›\n}"},
		{`{"a":  "x  |y"}`, "format", "{\n  \"a\": \"x  |y\"\n}"},
		{"|{\"n\": 12345678901234567890, \"m\": 1.10}", "format", "|{\n  \"n\": 12345678901234567890,\n  \"m\": 1.10\n}"},
		{"{\n  \"a\": |1\n}", "format", "{\n  \"a\": |1\n}"},
		{"|{\"a\": ,}", "format", "{\"a\": |,}"},
		{"|{", "format", "{|"},
	})
	for before, want := range map[string]string{
		"|{\"a\":1}":        "Formatted.",
		"|{\n  \"a\": 1\n}": "It is formatted already.",
		"|" + strings.Repeat("‹", 300) + strings.Repeat("›", 300): "Not formatted: ",
	} {
		m, h := open(before)
		do(m, "format")
		if !strings.HasPrefix(h.last(), want) {
			t.Errorf("formatting %.20q said %q", before, h.last())
		}
	}
}

func TestFormattingALargeTextDoesNotHoldUpTyping(t *testing.T) {
	m, h := open("|")
	m.Paste("[" + strings.Repeat(`{"a":1},`, 50_000) + "0]")
	m.Format()
	work := m.Work()
	if work == nil || h.last() != "Formatting…" {
		t.Fatalf("said %q", h.last())
	}
	deliver(m, work())
	if h.last() != "Formatted." || m.buf.Text().Lines() < 100_000 {
		t.Fatalf("said %q, %d lines", h.last(), m.buf.Text().Lines())
	}
	do(m, "undo docend")
	m.Format()
	work = m.Work()
	m.Insert(" ")
	deliver(m, work())
	if h.last() != "Not formatted: the text was changed meanwhile. Format again." {
		t.Errorf("said %q", h.last())
	}
}

func TestFormatSelection(t *testing.T) {
	play(t, []scene{
		{`{"x":1,"a": [‹1,2›|],"b":{"c":1}}`, "format", "{\"x\":1,\"a\": [‹\n    1,\n    2\n  ›|],\"b\":{\"c\":1}}"},
		{`{"x":1,"a":‹1,[2|]›,"b":{"c":1}}`, "format", `{"x":1,"a":‹1,[2|]›,"b":{"c":1}}`},
		{`{"x":1,["a":‹1,2›|],"b":{"c":1}}`, "format", "{\"x\":1,[\"a\": ‹\n    1,\n    2\n  ›|],\"b\":{\"c\":1}}"},
		{`{"x":1,"[|a":{},"b]":{"c":1}}`, "format", "{\"x\":1,\"[|a\": {},\n  \"b]\": {\n    \"c\": 1\n  }}"},
		{`{"a":{["b" :1|],"c" :2},"d" :3}`, "format", `{"a":{["b": 1|],"c" :2},"d" :3}`},
		{`{"a":‹1,2›,"b":‹3,4›,"c":|‹5›}`, "grow format", "{\"a\":‹1,2›,\"b\":‹3,4›,\"c\":[‹\n    5\n  ›|]}"},
		{"{\n[      \"a\":1,\n \"b\":2,\n|]\"c\":3\n}", "format", "{\n  [\"a\": 1,\n  \"b\": 2,\n|]\"c\":3\n}"},
		{"{\r\n  \"a\":[‹1›|],\r\n  \"b\":2\r\n}", "format", "{\r\n  \"a\":[‹\r\n    1\r\n  ›|],\r\n  \"b\":2\r\n}"},
		{"{\"a\":[‹1.10,1e5,\"\\u00e9\"›|],\"a\":2}", "format", "{\"a\":[‹\n    1.10,\n    1e5,\n    \"\\u00e9\"\n  ›|],\"a\":2}"},
		{`[{"a":1}|]`, "format", "[{\n  \"a\": 1\n}|]"},
		{`{"a":[1|],}`, "format", `{"a":1,|}`},
	})
}

func TestMinify(t *testing.T) {
	play(t, []scene{
		{"{\n  \"a\": |1\n}", "minify", `{"a":|1}`},
		{"{\r\n\t\"a\" : ‹ 1 , 2| › }\r\n", "minify", `{"a":‹1,2|›}`},
		{"{ \"a\": \"x  y\\u0020|\" }", "minify", `{"a":"x  y\u0020|"}`},
		{"{ \"a\": 1.50, \"a\": 1E+2| }", "minify", `{"a":1.50,"a":1E+2|}`},
		{"{\n  \"a\": [‹\n    1\n  ›|],\n  \"b\": 2\n}", "minify", "{\n  \"a\": [‹1›|],\n  \"b\": 2\n}"},
		{"{\n  [\"a\": 1,\n  \"b\"|]: 2,\n  \"c\": 3\n}", "minify", "{\n  [\"a\":1,\"b\"|]:2,\n  \"c\": 3\n}"},
		{"{\"a\": 1| 2}", "minify", "{\"a\": 1 |2}"},
		{`{"a":1|}`, "minify", `{"a":1|}`},
		{"{\n  \"a\": |1\n}", "minify format", "{\n  \"a\": |1\n}"},
	})
}

func TestSortKeys(t *testing.T) {
	play(t, []scene{
		{`|{"b": 1, "a": 2}`, "sort", `|{"a": 2, "b": 1}`},
		{`{"b": 1|, "a": 2}`, "sort", `{"a": 2, "b": 1|}`},
		{`{"b": 1, |"a": 2}`, "sort", `{|"a": 2, "b": 1}`},
		{`{"b": "x|y", "a": 2}`, "sort", `{"a": 2, "b": "x|y"}`},
		{`{"b": "[xy|]", "a": 2}`, "sort", `{"a": 2, "b": "[xy|]"}`},
		{`[{"b": 1, "a": 2}|]`, "sort", `[{"a": 2, "b": 1}|]`},
		{"{\n  \"b\": {\n    \"y\": 1,\n    |\"x\": 2\n  },\n  \"a\": 3\n}", "sort", "{\n  \"b\": {\n    |\"x\": 2,\n    \"y\": 1\n  },\n  \"a\": 3\n}"},
		{"|{\n  \"b\": {\n    \"y\": 1,\n    \"x\": 2\n  },\n  \"a\": 3\n}", "sort", "|{\n  \"a\": 3,\n  \"b\": {\n    \"y\": 1,\n    \"x\": 2\n  }\n}"},
		{"|{\n  \"b\": {\n    \"y\": 1,\n    \"x\": 2\n  },\n  \"a\": 3\n}", "sortbelow", "|{\n  \"a\": 3,\n  \"b\": {\n    \"x\": 2,\n    \"y\": 1\n  }\n}"},
		{"{\n  \"b\": {\n    \"y\": |1,\n    \"x\": 2\n  },\n  \"a\": 3\n}", "docstart sortbelow", "|{\n  \"a\": 3,\n  \"b\": {\n    \"x\": 2,\n    \"y\": 1\n  }\n}"},
		{"{\r\n  \"b\": 1,|\r\n  \"a\": 2\r\n}\r\n", "sort", "{\r\n  \"a\": 2,\r\n  \"b\": 1|\r\n}\r\n"},
		{`{"l": ‹3, 1|, 2›, "a": 0}`, "sort", `{"a": 0, "l": ‹3, 1|, 2›}`},
		{`|{"b": 1, "a": 1, "b": 2, "a": 2}`, "sort", `|{"a": 1, "a": 2, "b": 1, "b": 2}`},
		{`|{"é": 1, "\u0065": 2.0}`, "sort", `|{"\u0065": 2.0, "é": 1}`},
		{`|{"a": 1, "b": 2}`, "sort", `|{"a": 1, "b": 2}`},
		{`|{"b": 1, "a": 2,}`, "sort", `{"b": 1, "a": 2,|}`},
		{`|{"b": 1, "a": 2}`, "sort undo", `|{"b": 1, "a": 2}`},
	})
}

func TestRewritingSaysWhatItDid(t *testing.T) {
	deep := "|" + strings.Repeat(`{"b":`, 300) + "1" + strings.Repeat("}", 300)
	for _, c := range []struct{ before, script, said string }{
		{`{"a":[‹1›|]}`, "format", "Formatted the selection."},
		{"{\n  \"a\": [1|]\n}", "format", "The selection is formatted already."},
		{"{\"a\": \"x‹y|›z\"}", "format", "Formatted."},
		{"{\"‹a|›\": \"xyz\"}", "format", "Formatted."},
		{"|{ }", "minify", "Minified: 1 bytes of white space taken away."},
		{"|{}", "minify", "There is no white space between tokens to take away."},
		{"|{,}", "minify", "Not minified: the text is not valid JSON from here on."},
		{"|{,}", "format", "Not formatted: the text is not valid JSON from here on."},
		{"|{,}", "sort", "Not sorted: the text is not valid JSON from here on."},
		{deep, "minify", "Not minified: the text is nested deeper than 200 levels here."},
		{deep, "sortbelow", "Not sorted: the text is nested deeper than 200 levels here."},
		{"‹1|›", "sort", "Not sorted: there is no object around this place."},
		{`|{"b":1,"a":2}`, "sort", "Sorted the keys of one object in the Configuration."},
		{`{"x":{"b":1,|"a":2}}`, "sort", "Sorted the keys of one object in x."},
		{`|{"b":{"d":1,"c":1},"a":2}`, "sortbelow", "Sorted the keys of 2 objects in the Configuration."},
		{`|{"a":1,"b":2}`, "sort", "The keys of the Configuration are in order already."},
		{`|{"b":1,"a":2,"a":3}`, "sort", "Sorted the keys of one object in the Configuration. One key stands more than once and kept its order."},
		{`|{"b":1,"a":2,"a":3,"b":1}`, "sort", "Sorted the keys of one object in the Configuration. 2 keys stand more than once and kept their order."},
	} {
		t.Run(c.script+" "+c.said, func(t *testing.T) {
			m, h := open(c.before)
			do(m, c.script)
			if h.last() != c.said {
				t.Errorf("said %q, want %q", h.last(), c.said)
			}
		})
	}
}

func TestARewritingCanBeStopped(t *testing.T) {
	m, h := open("|")
	m.Paste(large(200 << 10))
	for _, verb := range []func(*Model){(*Model).Format, (*Model).Minify, (*Model).SortKeys, (*Model).SortKeysBelow} {
		before := m.buf.Text()
		verb(m)
		work := m.Work()
		if work == nil || !strings.HasSuffix(h.last(), "…") {
			t.Fatalf("a large text: said %q", h.last())
		}
		if !m.Back() || !strings.HasPrefix(h.last(), "Not ") || !strings.HasSuffix(h.last(), ": stopped.") {
			t.Errorf("stopped: said %q", h.last())
		}
		h.said = nil
		deliver(m, work())
		if !m.buf.Text().Same(before) || h.said != nil {
			t.Errorf("what was stopped came all the same: said %q", h.said)
		}
	}
	// The last one asked for wins.
	m.Format()
	first := m.Work()
	m.Minify()
	second := m.Work()
	deliver(m, second())
	deliver(m, first())
	if m.buf.Text().Lines() != 1 || !strings.HasPrefix(h.last(), "Minified: ") {
		t.Errorf("%d lines, said %q", m.buf.Text().Lines(), h.last())
	}
}

func TestRewritingALargeTextIsOneStep(t *testing.T) {
	for _, verb := range []string{"format", "minify", "sort", "sortbelow"} {
		m, _ := open("|")
		m.Paste(`{"z":1,"a":` + large(1<<20) + "}")
		if verb == "sort" || verb == "sortbelow" {
			do(m, "docstart")
		}
		before, steps := m.buf.Text(), len(m.history.undo)
		do(m, verb)
		if m.buf.Text().Equal(before) || len(m.history.undo) != steps+1 {
			t.Errorf("%s: %d steps of undo", verb, len(m.history.undo)-steps)
		}
		m.Undo()
		if !m.buf.Text().Equal(before) {
			t.Errorf("%s: not undone", verb)
		}
	}
}
