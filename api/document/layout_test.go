// White space between the tokens, and nothing else.

package document

import (
	"errors"
	"strings"
	"testing"
)

func TestLayout(t *testing.T) {
	for _, c := range []struct{ why, src, want string }{
		{"members and items on lines of their own", `{"a":1,"b":[true,null],"c":{"d":"x"}}`, "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ],\n  \"c\": {\n    \"d\": \"x\"\n  }\n}"},
		{"empty ones stay on one line", "{\"a\":{ },\"b\":[\n]}", "{\n  \"a\": {},\n  \"b\": []\n}"},
		{"numbers, escapes, key order and repeated keys stay", `{"b":1.10,"a":12345678901234567890,"b":1e400,"\u0061":"\u003c\/\ud800"}`, "{\n  \"b\": 1.10,\n  \"a\": 12345678901234567890,\n  \"b\": 1e400,\n  \"\\u0061\": \"\\u003c\\/\\ud800\"\n}"},
		{"white space inside of strings stays", "[\"a  b\u00a0, {}\"]", "[\n  \"a  b\u00a0, {}\"\n]"},
		{"bytes that are no text stay", "[\"\xff\"]", "[\n  \"\xff\"\n]"},
		{"a line break at the end stays", "{}\n", "{}\n"},
		{"several become one", " [1]\r\n\n", "[\n  1\n]\n"},
		{"a byte order mark stays", "\uFEFF[1]", "\uFEFF[\n  1\n]"},
		{"a lone value", " 1 ", "1"},
		{"laid out already", configuration(1, 4), configuration(1, 4)},
		{"not JSON", `{"a":1,}`, `{"a":1,}`},
		{"empty", "", ""},
		{"too deep", strings.Repeat("[", 1001) + strings.Repeat("]", 1001), strings.Repeat("[", 1001) + strings.Repeat("]", 1001)},
		{"out of all proportion", strings.Repeat("[", 900) + strings.Repeat("1,", 9000) + "1" + strings.Repeat("]", 900), strings.Repeat("[", 900) + strings.Repeat("1,", 9000) + "1" + strings.Repeat("]", 900)},
	} {
		if got := Layout(c.src); got != c.want {
			t.Errorf("%s: %.300q, want %.300q", c.why, got, c.want)
		}
	}
}

func TestNeedsLayout(t *testing.T) {
	x := strings.Repeat("x", 2000)
	for src, want := range map[string]bool{"": false, x: false, x + "y": true, x + "\n" + x: false, x + "\n" + x + "y": true, "a\n" + x + "y\nb": true, configuration(3, 9): false} {
		if NeedsLayout(src) != want {
			t.Errorf("%d bytes, %d lines: %v", len(src), strings.Count(src, "\n")+1, !want)
		}
	}
}

func TestFormatRefuses(t *testing.T) {
	deep := func(n int) string { return strings.Repeat(`{"a":`, n) + "1" + strings.Repeat("}", n) }
	for _, c := range []struct {
		why, src string
		off      int
		reason   string
	}{
		{"a stray comma", `{"a":1,}`, 7, "the text is not valid JSON from here on."},
		{"an empty text", "", 0, "the text is not valid JSON from here on."},
		{"a byte order mark", "\uFEFF{}", 0, "the text is not valid JSON from here on."},
		{"201 levels", deep(201), 1000, "the text is nested deeper than 200 levels here."},
		{"white space without end", strings.Repeat("[", 200) + strings.Repeat("1,", 50000) + "1" + strings.Repeat("]", 200), 0, "the text would grow out of all proportion."},
	} {
		for name, format := range map[string]func(string) (string, error){"Format": Format, "Minify": Minify} {
			out, err := format(c.src)
			var refused *FormatError
			if !errors.As(err, &refused) || refused.Off != c.off || refused.Error() != c.reason || out != c.src {
				t.Errorf("%s, %s: %+v", name, c.why, err)
			}
		}
	}
	if _, err := Format(deep(200)); err != nil {
		t.Errorf("200 levels: %v", err)
	}
}

func TestFormatAndMinify(t *testing.T) {
	src := "{ \"b\" : [ 1.10 , { } , [ ] , \"a  b\\\\\" ] ,\n\"a\":{\"x\":\"\\\"}\"}, \"b\":-0E+01 }\n"
	laid, err := Format(src)
	if want := "{\n  \"b\": [\n    1.10,\n    {},\n    [],\n    \"a  b\\\\\"\n  ],\n  \"a\": {\n    \"x\": \"\\\"}\"\n  },\n  \"b\": -0E+01\n}\n"; err != nil || laid != want {
		t.Errorf("%v %s", err, laid)
	}
	small, err := Minify(src)
	if want := `{"b":[1.10,{},[],"a  b\\"],"a":{"x":"\"}"},"b":-0E+01}`; err != nil || small != want {
		t.Errorf("%v %s", err, small)
	}
	// Short lists are not pulled together on one line.
	if laid, _ := Format("[1,2]"); laid != "[\n  1,\n  2\n]" {
		t.Errorf("%s", laid)
	}
}

func TestAFormatterThatChangesTokensIsRefused(t *testing.T) {
	for _, out := range []string{`[1.0,2]`, `[1]`, `[2,1]`, `[1,2,3]`, ``} {
		if got, err := unchanged(`[1,2]`, out); err == nil || got != `[1,2]` {
			t.Errorf("%q was taken", out)
		}
	}
}
