// The checks that warn: what is found, where, and what is left alone.

package document

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// found lists findings as "ID line:column pointer".
func found(t *Tree) []string {
	var out []string
	for _, f := range t.Findings() {
		out = append(out, fmt.Sprintf("%s %d:%d %s", strings.TrimPrefix(f.ID, "CB-SYN-"), f.Line, f.Col, f.Pointer))
	}
	return out
}

func TestFindings(t *testing.T) {
	for _, c := range []struct{ why, src, want string }{
		{"nothing wrong", configuration(2, 6), ""},
		{"an empty object is fine", `{}`, ""},
		{"a key twice", `{"a": 1, "b": {"a": 2}, "a": 3}`, "002 1:25 /a"},
		{"a key twice through an escape", `{"a": 1, "\u0061": 2}`, "002 1:10 /a"},
		{"a key three times", `{"a": 1, "a": 2, "a": 3}`, "002 1:10 /a | 002 1:18 /a"},
		{"a key twice among many", `{` + manyKeys(30) + `,"k7":1}`, "002 1:232 /k7"},
		{"keys that differ in capitals", `{"Name": 1, "name": 2}`, "005 1:13 /name"},
		{"keys that differ in capitals among many", `{` + manyKeys(30) + `,"K7":1}`, "005 1:232 /K7"},
		{"different halves are different keys", `{"\ud800": 1, "\ud801": 2}`, "006 1:3 /\uFFFD | 006 1:16 /\uFFFD"},
		{"__proto__", `{"__proto__": 1}`, "005 1:2 /__proto__"},
		{"a list", `[1]`, "003 1:1 "},
		{"a text", ` "x"`, "003 1:2 "},
		{"null", "null", "003 1:1 "},
		{"a byte order mark", "\uFEFF{}", "001 1:1  | 008 1:1 "},
		{"no UTF-8 in a value", "{\"a\": \"x\xff\xfey\xc3\"}", "007 1:9 /a | 007 1:12 /a"},
		{"no UTF-8 in a key", "{\"\xe9\": 1}", "007 1:3 /\xe9"},
		{"half a character", `{"a": "x\ud83d", "b": "\ude00", "c": "\ud83d\ude00"}`, "006 1:9 /a | 006 1:24 /b"},
		{"the halves the wrong way round", `{"a": "\ude00\ud83d"}`, "006 1:8 /a | 006 1:14 /a"},
		{"an escaped backslash is no escape", `{"a": "\\ud83d"}`, ""},
		{"numbers that come back", `{"a": [0, 1, -1, 0.1, 1.10, 100, 1e5, 1E+300, 123456789012345, 9007199254740992, 0.30000000000000004, 5e-324, 1.7976931348623157e308]}`, ""},
		{"zero in many spellings", `[0.000, 0e99999, 0E-99999999999999999999]`, "003 1:1 "},
		{"an integer beyond 2^53", `{"a": 9007199254740993}`, "004 1:7 /a"},
		{"a long id", `{"a": 12345678901234567890}`, "004 1:7 /a"},
		{"too many digits", `{"a": 0.12345678901234567890}`, "004 1:7 /a"},
		{"too large", `{"a": 1e400}`, "004 1:7 /a"},
		{"too small", `{"a": 1e-400}`, "004 1:7 /a"},
		{"an exponent without end", `{"a": 1e99999999999999999999}`, "004 1:7 /a"},
		{"minus zero", `{"a": [-0, -0.0]}`, "004 1:8 /a/0 | 004 1:12 /a/1"},
		{"a zero-width space in an id", "{\"id\": \"a\u200bb\"}", "005 1:10 /id"},
		{"the same, escaped", `{"id": "a\u200bb"}`, "005 1:10 /id"},
		{"a no-break space in a key", "{\"re\u00a0port\": 1}", "005 1:5 /re\u00a0port"},
		{"smart quotes in an address", "{\"url\": \"https://x.example/“a”\"}", "005 1:28 /url"},
		{"an address under another key", "{\"a\": \"https://x.example/\u200b\"}", "005 1:26 /a"},
		{"a Cyrillic letter in a key", "{\"sc\u043epe\": 1}", "005 1:5 /sc\u043epe"},
		{"a key in Cyrillic is fine", `{"ключ": 1}`, ""},
		{"a dash in a Report Type ID", "{\"reportTypeId\": \"a–b\"}", "005 1:20 /reportTypeId"},
		{"a no-break space in a placeholder", "{\"value\": \"a\u00a0{{user.\u00a0x}}\u00a0b\"}", "005 1:21 /value"},
		{"no-break spaces, quotes and accents in text are fine", "{\"description\": \"Größe\u00a0“5” – naïve 👨‍👩‍👧\"}", ""},
		{"text that changes its direction", "{\"description\": \"a\u202eb\"}", "005 1:19 /description"},
		{"NUL in text", `{"description": "a\u0000b"}`, "005 1:19 /description"},
		{"an escape sequence in text", `{"description": "\u001b[31m"}`, "005 1:18 /description"},
		{"a character that is none", "{\"description\": \"\uFFFF\"}", "005 1:18 /description"},
		{"line breaks in text are fine", `{"description": "a\r\n\tb"}`, ""},
		{"a line break in an id", `{"id": "a\n"}`, ""},
		{"a line break in an id, by number", `{"id": "a\u000a"}`, "005 1:10 /id"},
		{"broken text has warnings too", `{"a": 1e400 "a": 2}`, "004 1:7 /a | 001 1:13 /a | 002 1:13 /a"},
		{"in the order of the text", "{\n\"a\": \"\\ud800\",\n\"a\": 1e999\n}", "006 2:7 /a | 002 3:1 /a | 004 3:6 /a"},
		{"columns are code points", "{\"é\": \"😀\", \"é\": 1}", "002 1:12 /é"},
	} {
		t.Run(c.why, func(t *testing.T) {
			if got := strings.Join(found(parse(c.src)), " | "); got != c.want {
				t.Errorf("%s\nfound %s\nwant  %s", c.src, got, c.want)
			}
		})
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		comma(&b, i)
		fmt.Fprintf(&b, `"k%d":1`, i)
	}
	return b.String()
}

func TestFindingsSayWhatToDo(t *testing.T) {
	for src, want := range map[string]string{
		`{"a": 1,}`:                        "Line 1, column 8: this comma is one too many: no key follows it. Nothing can be saved until the text is valid JSON.",
		`{"a": 1, "\u0061": 2}`:            `"a" appears twice here; only the last one would be kept.`,
		`[]`:                               "A Configuration must be an object in curly braces.",
		`{"a": 12345678901234567890}`:      "12345678901234567890 may be rounded; write it as text if every digit matters.",
		"{\"id\": \"a\u200bb\"}":           "There is an invisible character in \"a\u200bb\": zero-width space (U+200B).",
		`{"a": "\ud800"}`:                  `\ud800 is half a character.`,
		"{\"a\": \"\xff\"}":                "These bytes are not text (UTF-8).",
		`{"id": "` + long("é“", 99) + `"}`: "There is a typographic quotation mark in \"" + strings.Repeat("é“", 30) + "…\": U+201C.",
	} {
		fs := parse(src).Findings()
		if len(fs) != 1 || fs[0].Message != want {
			t.Errorf("%s: %+v, want %s", src, fs, want)
		}
	}
}

func long(s string, n int) string { return strings.Repeat(s, n) }

func TestSeverities(t *testing.T) {
	want := map[string]Severity{syntax: Error, keyTwice: Warning, notObject: Error, inexact: Warning, suspicious: Warning, halfChar: Warning, notUTF8: Error, orderMark: Error}
	seen := map[string]bool{}
	for _, src := range []string{"\uFEFF[1e999,\"\\ud800\xff\u202e\"]", `{"a":1,"a":2,}`, `[]`} {
		for _, f := range parse(src).Findings() {
			seen[f.ID] = true
			if f.Severity != want[f.ID] {
				t.Errorf("%s is a %v, want %v", f.ID, f.Severity, want[f.ID])
			}
		}
	}
	if len(seen) != len(want) {
		t.Errorf("only %v were seen", seen)
	}
}

func TestMetadata(t *testing.T) {
	name, about := strings.Repeat("é", 255), strings.Repeat("😀", 1000)
	for _, c := range []struct{ why, name, about, want string }{
		{"as long as they may be", name, about, ""},
		{"no description", "x", "", ""},
		{"name empty", "", "x", "CB-META-001 /name: The name must have 1 to 255 characters (now 0)."},
		{"name blank", " \t\u00a0", "x", "CB-META-001 /name: The name must have 1 to 255 characters (now 0)."},
		{"name too long", name + "e", "x", "CB-META-001 /name: The name must have 1 to 255 characters (now 256)."},
		{"combining marks count", strings.Repeat("e\u0301", 128), "x", "CB-META-001 /name: The name must have 1 to 255 characters (now 256)."},
		{"description too long", "x", about + "!", "CB-META-002 /description: The description may have 1000 characters (now 1001)."},
		{"both", "", about + "!", "CB-META-001 /name: The name must have 1 to 255 characters (now 0). | CB-META-002 /description: The description may have 1000 characters (now 1001)."},
		{"not UTF-8", "a\xff", "ok", "CB-SYN-007 /name: These bytes are not text (UTF-8)."},
	} {
		var got []string
		for _, f := range CheckMetadata(c.name, c.about) {
			got = append(got, f.ID+" "+f.Pointer+": "+f.Message)
			if f.Severity != Error {
				t.Errorf("%s: severity %v", c.why, f.Severity)
			}
		}
		if s := strings.Join(got, " | "); s != c.want {
			t.Errorf("%s: %s, want %s", c.why, s, c.want)
		}
	}
	if fs := CheckMetadata(name+"\nxy", ""); fs[0].Start != len(name) || fs[0].Line != 1 || fs[0].Col != 256 {
		t.Errorf("the place where a name gets too long: %+v", fs)
	}
}

func TestNumbersByValue(t *testing.T) {
	same := [][2]string{{"1", "1.0"}, {"10", "1e1"}, {"10", "1E+01"}, {"0.1", "1e-1"}, {"100e-2", "1"}, {"0", "0.00e5"}, {"-1.50", "-15e-1"}, {"12345678901234567890", "1234567890123456789e1"}, {"1e400", "10e399"}, {"-0", "-0.0"}}
	different := [][2]string{{"1", "-1"}, {"0", "-0"}, {"1", "10"}, {"1", "1.0000000000000000000000000001"}, {"9007199254740992", "9007199254740993"}, {"1e400", "1e401"}, {"1e99999999999999999999", "1e99999999999999999998"}}
	for _, p := range same {
		if !sameNumber(p[0], p[1]) || parseDecimal(p[0]).canonical() != parseDecimal(p[1]).canonical() {
			t.Errorf("%s is %s", p[0], p[1])
		}
	}
	for _, p := range different {
		if sameNumber(p[0], p[1]) || parseDecimal(p[0]).canonical() == parseDecimal(p[1]).canonical() {
			t.Errorf("%s is not %s", p[0], p[1])
		}
	}
}

func TestPosition(t *testing.T) {
	src := "aé\n\r\n😀x"
	var got [][2]int
	for _, off := range []int{-1, 0, 1, 3, 4, 5, 6, 10, 11, 99} {
		line, col := Position(src, off)
		got = append(got, [2]int{line, col})
	}
	want := [][2]int{{1, 1}, {1, 1}, {1, 2}, {1, 3}, {2, 1}, {2, 2}, {3, 1}, {3, 2}, {3, 3}, {3, 3}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
