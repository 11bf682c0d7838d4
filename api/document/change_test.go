// Changes of one value: what they write, what they leave, what they refuse.

package document

import (
	"strconv"
	"strings"
	"testing"
)

// do makes a change that is named by a word, at a path: "remove", "up", "down",
// "duplicate", "rename KEY", "string TEXT", "value JSON", "add INDEX KEY JSON",
// "item INDEX JSON".
func do(t *Tree, path, change string) (Patch, error) {
	n, ok := t.Find(path)
	if !ok {
		panic("no " + path)
	}
	word, rest, _ := strings.Cut(change, " ")
	first, json, _ := strings.Cut(rest, " ")
	index, _ := strconv.Atoi(first)
	switch word {
	case "remove":
		return t.Remove(n)
	case "up":
		return t.MoveUp(n)
	case "down":
		return t.MoveDown(n)
	case "duplicate":
		return t.Duplicate(n)
	case "rename":
		return t.Rename(n, rest)
	case "string":
		return t.SetString(n, strings.ReplaceAll(rest, "¶", "\n"))
	case "value":
		return t.SetValue(n, rest)
	case "item":
		return t.AddItem(n, index, json)
	case "add":
		key, value, _ := strings.Cut(json, " ")
		return t.AddMember(n, index, key, value)
	}
	panic("no change " + word)
}

func TestChanges(t *testing.T) {
	const laid = "{\n  \"a\": 1,\n  \"b\": {},\n  \"c\": [\n    1,\n    2\n  ]\n}\n"
	for _, c := range []struct{ src, path, change, want string }{
		// Values.
		{`{"a": 1.50 , "b":2}`, "a", "value true", `{"a": true , "b":2}`},
		{`[1]`, "", `value {"a":1}`, `{"a":1}`},
		{" [1]\n", "", `value 2`, " 2\n"},
		{laid, "b", "value {\n\"x\": 1\n}", "{\n  \"a\": 1,\n  \"b\": {\n  \"x\": 1\n  },\n  \"c\": [\n    1,\n    2\n  ]\n}\n"},
		{laid, "c[1]", "value {\n  \"x\": 1\n}", "{\n  \"a\": 1,\n  \"b\": {},\n  \"c\": [\n    1,\n    {\n      \"x\": 1\n    }\n  ]\n}\n"},
		{laid, "b", "value   [ ]  ", "{\n  \"a\": 1,\n  \"b\": [ ],\n  \"c\": [\n    1,\n    2\n  ]\n}\n"},
		// Strings keep the spelling of what is not changed.
		{`["caf\u00e9 \/x"]`, "[0]", "string café /x", `["caf\u00e9 \/x"]`},
		{`["caf\u00e9 \/x"]`, "[0]", "string café /y", `["caf\u00e9 \/y"]`},
		{`["caf\u00e9 \/x"]`, "[0]", "string Café /x", `["Caf\u00e9 \/x"]`},
		{`["caf\u00e9 \/x"]`, "[0]", "string caf /x", `["caf \/x"]`},
		{`[""]`, "[0]", "string é\"\\¶", `["é\"\\\n"]`},
		{`["aa"]`, "[0]", "string aaa", `["aaa"]`},
		{`["aba"]`, "[0]", "string aa", `["aa"]`},
		{`["\ud83dX\ude00"]`, "[0]", "string ��", `["��"]`},
		{`["\ud83dXY"]`, "[0]", "string �X", `["\ud83dX"]`},
		{`["\ud83d\ude00"]`, "[0]", "string 😀!", `["\ud83d\ude00!"]`},
		{`[12]`, "[0]", "string 12", `["12"]`},
		// Keys.
		{`{"a" : 1}`, "a", "rename b", `{"b" : 1}`},
		{`{"caf\u00e9":1}`, "café", "rename cafés", `{"caf\u00e9s":1}`},
		{`{"a":1}`, "a", "rename a", `{"a":1}`},
		{`{"a":1,"a":2}`, "a", "rename b", `{"a":1,"b":2}`},
		// Removing: one line, several lines, first, last, only, both commas.
		{`[1, 2, 3]`, "[0]", "remove", `[2, 3]`},
		{`[1, 2, 3]`, "[1]", "remove", `[1, 3]`},
		{`[1, 2, 3]`, "[2]", "remove", `[1, 2]`},
		{`[ 1 ]`, "[0]", "remove", `[]`},
		{`{"a":1,"b":2}`, "a", "remove", `{"b":2}`},
		{laid, "a", "remove", "{\n  \"b\": {},\n  \"c\": [\n    1,\n    2\n  ]\n}\n"},
		{laid, "b", "remove", "{\n  \"a\": 1,\n  \"c\": [\n    1,\n    2\n  ]\n}\n"},
		{laid, "c", "remove", "{\n  \"a\": 1,\n  \"b\": {}\n}\n"},
		{laid, "c[0]", "remove", "{\n  \"a\": 1,\n  \"b\": {},\n  \"c\": [\n    2\n  ]\n}\n"},
		{"{\r\n\t\"a\": 1,\r\n\t\"b\": 2,\r\n\t\"c\": 3\r\n}", "b", "remove", "{\r\n\t\"a\": 1,\r\n\t\"c\": 3\r\n}"},
		{"[1, 2,\n 3]", "[1]", "remove", "[1,\n 3]"},
		{"[\n  1, 2,\n  3\n]", "[0]", "remove", "[\n  2,\n  3\n]"},
		{"[\n  0,\n  1, 2\n]", "[1]", "remove", "[\n  0,\n  2\n]"},
		{"[\n    1\n  , 2\n  , 3\n]", "[1]", "remove", "[\n    1\n  , 3\n]"},
		{"[\n  1,\n\n  2,\n\n  3\n]", "[1]", "remove", "[\n  1,\n\n  3\n]"},
		{"[\n  1,\n  2 ,\n  3\n]", "[1]", "remove", "[\n  1,\n  3\n]"},
		// Adding, in the layout of the siblings.
		{`[1, 2]`, "", "item 2 3", `[1, 2, 3]`},
		{`[1, 2]`, "", "item 1 3", `[1, 3, 2]`},
		{`[1, 2]`, "", "item 0 3", `[3, 1, 2]`},
		{`[1,2]`, "", "item 9 3", `[1,2,3]`},
		{`[1]`, "", "item 1 3", `[1, 3]`},
		{`{"a":[1]}`, "a", "item 1 3", `{"a":[1,3]}`},
		{`[ 1 ]`, "", "item 1 3", `[ 1, 3 ]`},
		{`{"a":1}`, "", "add 1 b 2", `{"a":1,"b":2}`},
		{`{"a" : 1, "c" : 3}`, "", "add 1 b 2", `{"a" : 1, "b" : 2, "c" : 3}`},
		{`{ "a": 1 }`, "", "add 1 b 2", `{ "a": 1, "b": 2 }`},
		{laid, "", `add 1 x "y"`, "{\n  \"a\": 1,\n  \"x\": \"y\",\n  \"b\": {},\n  \"c\": [\n    1,\n    2\n  ]\n}\n"},
		{laid, "", `add 0 x "y"`, "{\n  \"x\": \"y\",\n  \"a\": 1,\n  \"b\": {},\n  \"c\": [\n    1,\n    2\n  ]\n}\n"},
		{laid, "c", `item 2 {}`, "{\n  \"a\": 1,\n  \"b\": {},\n  \"c\": [\n    1,\n    2,\n    {}\n  ]\n}\n"},
		{laid, "c", "item 2 {\n  \"id\": \"\"\n}", "{\n  \"a\": 1,\n  \"b\": {},\n  \"c\": [\n    1,\n    2,\n    {\n      \"id\": \"\"\n    }\n  ]\n}\n"},
		{"[\n  1,\n\n  2\n]", "", "item 2 3", "[\n  1,\n\n  2,\n  3\n]"},
		{"[\n    1\n  , 2\n]", "", "item 2 3", "[\n    1\n  , 2\n  , 3\n]"},
		{"[\r\n\t1\r\n]", "", "item 1 2", "[\r\n\t1,\r\n\t2\r\n]"},
		// Empty containers open like the rest.
		{laid, "b", "add 0 x 1", "{\n  \"a\": 1,\n  \"b\": {\n    \"x\": 1\n  },\n  \"c\": [\n    1,\n    2\n  ]\n}\n"},
		{"{\n\t\"a\": []\n}", "a", "item 0 1", "{\n\t\"a\": [\n\t\t1\n\t]\n}"},
		{"{\r\n  \"a\": []\r\n}", "a", "item 0 1", "{\r\n  \"a\": [\r\n    1\r\n  ]\r\n}"},
		{`{"a":{}}`, "a", "add 0 b 1", `{"a":{"b":1}}`},
		{`{"a": {}, "b": { "c": 1 }}`, "a", "add 0 x 1", `{"a": { "x": 1 }, "b": { "c": 1 }}`},
		{"[\n  {\"a\": [1], \"b\": []},\n  {}\n]", "[0].b", "item 0 2", "[\n  {\"a\": [1], \"b\": [2]},\n  {}\n]"},
		{"[\n  {\"a\": [1], \"b\": []},\n  {}\n]", "[1]", "add 0 a []", "[\n  {\"a\": [1], \"b\": []},\n  {\"a\": []}\n]"},
		{`{}`, "", "add 0 a 1", "{\n  \"a\": 1\n}"},
		{"[ ]", "", "item 0 1", "[\n  1\n]"},
		// Duplicating.
		{`[1, 2]`, "[0]", "duplicate", `[1, 1, 2]`},
		{`[1]`, "[0]", "duplicate", `[1, 1]`},
		{`{"a":1}`, "a", "duplicate", `{"a":1,"a2":1}`},
		{`{"a":1,"a2":2,"a3":3}`, "a", "duplicate", `{"a":1,"a4":1,"a2":2,"a3":3}`},
		{`{"caf\u00e9" : [ 1 ], "b" : 2}`, "café", "duplicate", `{"caf\u00e9" : [ 1 ], "caf\u00e92" : [ 1 ], "b" : 2}`},
		{laid, "c", "duplicate", "{\n  \"a\": 1,\n  \"b\": {},\n  \"c\": [\n    1,\n    2\n  ],\n  \"c2\": [\n    1,\n    2\n  ]\n}\n"},
		// Moving.
		{`[1, 2 ,3]`, "[1]", "up", `[2, 1 ,3]`},
		{`[1, 2 ,3]`, "[1]", "down", `[1, 3 ,2]`},
		{laid, "c", "up", "{\n  \"a\": 1,\n  \"c\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}\n"},
		{`[1, 1]`, "[1]", "up", `[1, 1]`},
		// Broken elsewhere is no obstacle.
		{`{"a": [1, 2], "b": tru}`, "a[0]", "value 3", `{"a": [3, 2], "b": tru}`},
		{`{"a": [1, 2], "b": tru}`, "a", "value {}", `{"a": {}, "b": tru}`},
		{`{"b": tru, "a": [1, 2]}`, "a", "item 2 3", `{"b": tru, "a": [1, 2, 3]}`},
		{`{"b": tru, "a": []}`, "a", "item 0 3", `{"b": tru, "a": [3]}`},
	} {
		tree := parse(c.src)
		p, err := do(tree, c.path, c.change)
		if err != nil {
			t.Errorf("%q, %s %s: %v", c.src, c.path, c.change, err)
			continue
		}
		got := p.Apply(c.src)
		if got != c.want {
			t.Errorf("%q, %s %s:\n got %q\nwant %q", c.src, c.path, c.change, got, c.want)
		}
		after := parse(got)
		if n := after.At(p.At); after.begin(n) != p.At {
			t.Errorf("%q, %s %s: nothing begins at %d of %q", c.src, c.path, c.change, p.At, got)
		}
	}
}

func TestRefusedChanges(t *testing.T) {
	for _, c := range []struct {
		src, path, change, words string
		off                      int
	}{
		{`{"a":1,"b":2}`, "a", "rename b", "of that key already", -1},
		{`{"a":1}`, "", "add 0 a 1", "of that key already", -1},
		{`{"a":1}`, "", "add 0 b x", "not a JSON value", -1},
		{`{"a":1}`, "a", "value 1 2", "not a JSON value", -1},
		{`{"a":1}`, "a", "add 0 b 1", "Only an object", -1},
		{`{"a":1}`, "", "item 0 1", "Only a list", -1},
		{`[1]`, "[0]", "rename a", "Only members", -1},
		{`[1]`, "[0]", "up", "first one already", -1},
		{`[1]`, "[0]", "down", "last one already", -1},
		{`[1]`, "", "remove", "stands in nothing else", -1},
		{`[1]`, "", "duplicate", "stands in nothing else", -1},
		{`{"a":1 "b":2}`, "a", "remove", "comma", 7},
		{`{"a":1 "b":2}`, "b", "value 3", "comma", 7},
		{`{"a":1,,"b":2}`, "b", "up", "comma", 7},
		{`[1,2,]`, "[1]", "duplicate", "comma", 4},
		{`[1,2,]`, "", "item 2 3", "comma", 4},
		{`{"a":tru}`, "a", "value 1", "", 5},
		{`{"a":1,"b":2`, "b", "remove", "never closed", 0},
		{`{"a":1,"b":[}`, "b", "item 0 1", "", 12},
		{`{'a':1}`, "a", "rename b", "", 1},
		{strings.Repeat("[", 1002) + "1" + strings.Repeat("]", 1002), strings.Repeat("[0]", 1000), "item 0 1", "", 1001},
	} {
		p, err := do(parse(c.src), c.path, c.change)
		refused, ok := err.(*ChangeError)
		if !ok {
			t.Errorf("%.40q, %.20s %s: not refused: %v", c.src, c.path, c.change, p)
			continue
		}
		if refused.Off != c.off || !strings.Contains(refused.Reason, c.words) || !strings.HasSuffix(refused.Reason, ".") {
			t.Errorf("%.40q, %.20s %s: refused at %d: %s", c.src, c.path, c.change, refused.Off, refused.Reason)
		}
	}
}

func TestQuote(t *testing.T) {
	for s, want := range map[string]string{
		"": `""`, "é日😀": `"é日😀"`, "a\"b\\c/": `"a\"b\\c/"`, "\n\r\t\b\f\x00\x1f\x7f": `"\n\r\t\b\f\u0000\u001f` + "\x7f\"", "\u2028": "\"\u2028\"",
	} {
		if got := Quote(s); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
}

func TestNewValuesAreLaidOutLikeTheirNeighbours(t *testing.T) {
	for _, c := range []struct{ src, path, json, want string }{
		{`{"a":[]}`, "a", `{"id": "", "x": []}`, `{"id":"","x":[]}`},
		{`{"a": []}`, "a", `{"id": "", "x": []}`, `{"id": "", "x": []}`},
		{"{\n  \"a\": []\n}", "a", `{"id": "", "x": [1]}`, "{\n  \"id\": \"\",\n  \"x\": [\n    1\n  ]\n}"},
		{"{\r\n\t\"a\": []\r\n}", "a", `{"id": "", "x": [1]}`, "{\r\n\t\"id\": \"\",\r\n\t\"x\": [\r\n\t\t1\r\n\t]\r\n}"},
		{"{\n  \"a\": [{\"b\": 1}]\n}", "a", `{"b": 2}`, `{"b": 2}`},
		{"{\n  \"a\": 1\n}", "", `""`, `""`},
	} {
		tree := parse(c.src)
		n, _ := tree.Find(c.path)
		if got := tree.Laid(n, c.json); got != c.want {
			t.Errorf("%q, in %q: %q, want %q", c.src, c.path, got, c.want)
		}
	}
}
