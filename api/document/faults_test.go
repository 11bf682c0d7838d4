// What people do to JSON, and what they are told: CB-SYN-001.

package document

import (
	"fmt"
	"strings"
	"testing"
)

// told lists the faults of a text as "line:column words".
func told(t *Tree) []string {
	var out []string
	for _, f := range t.Findings() {
		if f.ID != syntax {
			continue
		}
		words := strings.TrimPrefix(f.Message, fmt.Sprintf("Line %d, column %d: ", f.Line, f.Col))
		words = strings.TrimSuffix(words, ". Nothing can be saved until the text is valid JSON.")
		out = append(out, fmt.Sprintf("%d:%d %s", f.Line, f.Col, words))
	}
	return out
}

func TestFaultsArePlain(t *testing.T) {
	for _, c := range []struct{ did, src, want string }{
		{"opened nothing", "", "1:1 there is no value: the text is empty"},
		{"left a comma behind the last key", `{"a": 1,}`, "1:8 this comma is one too many: no key follows it"},
		{"left a comma behind the last item", "[\n  1,\n]", "2:4 this comma is one too many: no value follows it"},
		{"moved a section and left its comma", "{\n  \"a\": 1,\n  ,\n  \"b\": 2\n}", "3:3 a comma stands where a key is expected"},
		{"typed two commas", `[1,,2]`, "1:4 a comma stands where a value is expected"},
		{"forgot the comma before a key", "{\n  \"a\": 1\n  \"b\": 2\n}", "3:3 a comma is missing before this key"},
		{"forgot the comma after an object", `{"a": {"x": 1} "b": 2}`, "1:16 a comma is missing before this key"},
		{"forgot the comma before a bare key", `{"a": 1 b: 2}`, "1:9 a comma is missing before this key | 1:9 this key needs double quotation marks around it"},
		{"forgot the comma before an item", `["a" "b"]`, "1:6 a comma is missing before this value"},
		{"forgot the comma between objects", "[\n  {\"id\": 1}\n  {\"id\": 2}\n]", "3:3 a comma is missing before this value"},
		{"forgot the colon", `{"a" 1}`, "1:6 a colon is missing before this value"},
		{"typed two colons", `{"a":: 1}`, "1:6 there is one colon too many"},
		{"wrote = for :", `{"a" = 1}`, "1:6 a colon is expected here, not ="},
		{"wrote => for :", `{"a" => 1}`, "1:6 a colon is expected here, not ="},
		{"wrote ; for ,", `{"a": 1; "b": 2}`, "1:8 a comma is expected here, not a semicolon"},
		{"wrote : for ,", `[1:2]`, "1:3 a colon stands in a list: only objects in curly braces have keys"},
		{"wrote no value", `{"a": , "b": 1}`, "1:7 a value is missing before this comma"},
		{"wrote no value at the end", `{"a": }`, "1:5 a value is missing after this colon"},
		{"wrote a key only", `{"a"}`, "1:2 this key has no value"},
		{"wrote a key only, then another", `{"a" "b": 1}`, "1:2 this key has no value, and a comma is missing after it"},
		{"wrote no key", `{: 1}`, "1:2 a key is missing before this colon"},
		{"put an object where a key belongs", `{{"a": 1}}`, "1:2 a key is missing before this value"},
		{"did not close a string", "{\n  \"a\": \"x,\n  \"b\": 1\n}", "2:8 this string is not closed: a quotation mark is missing behind it"},
		{"did not close the last string", `{"a": "x}`, "1:7 this string is not closed: a quotation mark is missing behind it"},
		{"did not close a string before a key, in one line", `{"a": [{"b": "x}, {"b": 1}], "c": 2}`, "1:14 this string is not closed: a quotation mark is missing behind it"},
		{"did not close a string before a text, in one line", `["a, "b", "c"]`, "1:2 this string is not closed: a quotation mark is missing behind it"},
		{"did not close a key before a number, in one line", `{"a: 1, "b": 2}`, "1:2 this key is not closed: a quotation mark is missing behind it"},
		{"did not close a key", "{\n  \"a: 1,\n  \"b\": 2\n}", "2:3 this key is not closed: a quotation mark is missing behind it"},
		{"did not close a key before text", `{"a: "x", "b": 1}`, "1:2 this key is not closed: a quotation mark is missing behind it"},
		{"did not open a key", `{a": 1}`, "1:2 the opening quotation mark of this key is missing"},
		{"did not open a string", `{"a": x", "b": 1}`, "1:7 the opening quotation mark of this text is missing"},
		{"put quotes into a string", `{"a": "say "yes" now", "b": 1}`, `1:12 a quotation mark inside a text must be written as \"`},
		{"put quotes around a word of a long line", `{"a": "say "yes" now", "b": "` + strings.Repeat("x", 3000) + `"}`, `1:12 a quotation mark inside a text must be written as \"`},
		{"pasted a query over several lines", "{\n  \"q\": \"query {\n    rows\n  }\",\n  \"b\": 1\n}", `2:16 a line break inside a text must be written as \n`},
		{"typed a tab into a string", "[\"a\tb\"]", `1:4 a tab inside a text must be written as \t`},
		{"pasted a control character", "[\"a\x1bb\"]", `1:4 the control character U+001B inside a text must be written as \u001b`},
		{"wrote a Windows path", `["C:\data"]`, `1:5 \d is not an escape JSON knows: write \\ for a backslash`},
		{"cut an escape short", `["\u12"]`, `1:3 \u needs four hexadecimal digits`},
		{"used single quotes", `{'a': 'b'}`, "1:2 text needs double quotation marks, not single ones | 1:7 text needs double quotation marks, not single ones"},
		{"pasted from a word processor", `{“a”: 1}`, "1:2 text needs straight double quotation marks, not typographic ones"},
		{"used backticks", "{\"a\": `b`}", "1:7 text needs double quotation marks, not backticks"},
		{"wrote a bare key", `{a: 1}`, "1:2 this key needs double quotation marks around it"},
		{"wrote bare text", "{\n  \"a\": Campaign performance,\n  \"b\": 1\n}", "2:8 this text needs double quotation marks around it"},
		{"wrote a bare address", `{"a": https://x.example/v1, "b": 1}`, "1:7 this text needs double quotation marks around it"},
		{"wrote a bare placeholder", `{"a": {{account.id}}, "b": 1}`, "1:7 a placeholder needs double quotation marks around it"},
		{"wrote Python", `{"a": True, "b": None, "c": nan}`, "1:7 write true in small letters | 1:18 write null instead of None | 1:29 nan is not a number JSON knows: write null, or text in double quotation marks"},
		{"wrote numbers as elsewhere", `[+1, .5, 1., 007, 0xFF, 1_000, 1e, -]`, "1:2 a number may not begin with + | 1:6 a digit is missing before the decimal point | 1:10 a digit is missing after the decimal point | 1:14 a number may not begin with a needless 0 | 1:19 numbers are written with decimal digits only | 1:25 a number may not contain _ | 1:32 a digit is missing after the exponent sign | 1:36 a digit is missing after the minus sign"},
		{"wrote a bare date", `{"a": 2024-01-31}`, "1:7 this is neither a number nor text: text needs double quotation marks"},
		{"left a comment", "{\n  // later\n  \"a\": 1 /* x */\n}", "2:3 JSON has no comments | 3:10 JSON has no comments"},
		{"did not end a comment", "{/* x\n\"a\": 1}", "1:2 this comment is never closed, and JSON has no comments"},
		{"pasted a no-break space", "{\"a\":\u00a01}", "1:6 an invisible character stands here: no-break space (U+00A0)"},
		{"left a merge conflict", "{\n  \"a\": 1,\n<<<<<<< mine\n  \"b\": 2\n}", "3:1 this does not belong here: <<<<<<< mine"},
		{"did not close the list", `{"a": [1, 2}`, "1:12 a ] is missing before this }"},
		{"closed the list with a brace", `{"a": [1, 2}}`, "1:12 a ] is expected here, not }"},
		{"did not close an object, in lines", "{\n  \"a\": {\n    \"b\": 1,\n  \"c\": 2\n}", "2:8 this { is never closed"},
		{"did not close an object, in one line", `{"a": {"b": 1}`, "1:1 this { is never closed"},
		{"did not close anything", `{"a": [`, "1:1 this { is never closed | 1:7 this [ is never closed"},
		{"closed the list with a brace, in lines", "{\n \"a\": [\n  1\n },\n \"b\": 2\n}", "4:2 a ] is expected here, not }"},
		{"did not close a list inside, in lines", "{\n  \"a\": {\n    \"b\": [\n      1\n  },\n  \"c\": 2\n}", "3:10 this [ is never closed"},
		{"did not close a Field of a list, in lines", "{\n  \"f\": [\n    {\n      \"id\": 1\n    ,\n    {\n      \"id\": 2\n    }\n  ]\n}", "3:5 this { is never closed"},
		{"did not close two, in lines", "{\n  \"a\": {\n    \"b\": 1,\n  \"c\": {\n    \"d\": 2,\n  \"e\": 3\n}", "2:8 this { is never closed | 4:8 this { is never closed"},
		{"does not indent and did not close", "{\n\"a\": {\n\"b\": 1,\n\"c\": 2\n}\n", "2:6 this { is never closed"},
		{"wrote text that begins like a number", `[1.5.5, --1, 1a2]`, "1:2 this is neither a number nor text: text needs double quotation marks | 1:9 this is not a number | 1:14 this is neither a number nor text: text needs double quotation marks"},
		{"closed twice, in lines", "{\n  \"a\": {\n    \"b\": 1\n  }\n  },\n  \"c\": 2\n}", "5:3 this } is one too many"},
		{"closed everything too early", `{"a": 1}, "b": 2}`, "1:8 this bracket closes the whole text too early"},
		{"closed once more", `{}}`, "1:3 this } closes nothing"},
		{"pasted a second text", "{}\n{}", "2:1 the text has ended before this: only one value may stand here"},
		{"wrote a word before it", `Configuration: {"a": 1}`, "1:1 this is not JSON: a Configuration begins with {"},
		{"opened a web page", "<!doctype html>\n<html>", "1:1 this is not JSON: a Configuration begins with {"},
		{"broke it in two places", "{\n  \"a\": 1,,\n  \"b\": [1 2],\n  \"c\": tru\n}", "2:10 a comma stands where a key is expected | 3:11 a comma is missing before this value | 4:8 this text needs double quotation marks around it"},
		{"typed a quotation mark twice before a key", `{""a": 1, "b": 2}`, "1:2 there is one quotation mark too many"},
		{"typed a quotation mark twice behind a key", `{"a"": 1, "b": 2}`, "1:5 there is one quotation mark too many"},
		{"typed a quotation mark twice before a text", `{"a": ""x", "b": 2}`, `1:8 a quotation mark inside a text must be written as \"`},
		{"typed a quotation mark twice behind a text", `{"a": "x"", "b": 2}`, "1:10 there is one quotation mark too many"},
		{"put a quotation mark into a key", `{"na"me": 1, "b": 2}`, `1:5 a quotation mark inside a text must be written as \"`},
		{"left a quotation mark alone on a line", "{\n  \"a\": {\n    \"b\": 1\n  \"},\n  \"c\": 2\n}", "4:3 there is one quotation mark too many"},
		{"put a quotation mark before a brace", "{\n  \"a\": \"{\n    \"b\": 1\n  }\n}", "2:8 there is one quotation mark too many"},
		{"kept a key open with a backslash", `{"a\": "x", "b": 2}`, "1:2 this key is not closed: a quotation mark is missing behind it"},
		{"broke the line inside a text", "{\n  \"a\": \"Field\n 7\",\n  \"b\": 1\n}", `2:14 a line break inside a text must be written as \n`},
		{"broke the line inside a key", "{\n  \"na\nme\": 1,\n  \"b\": 1\n}", `2:6 a line break inside a text must be written as \n`},
		{"typed a letter behind a key", `{"a"x: 1, "b": 2}`, "1:5 this does not belong here: x"},
		{"typed a letter before a key", "{\n  \"a\": 1,x\n  \"b\": 2\n}", "2:10 this does not belong here: x"},
		{"typed a letter before an object", "[{\"a\": 1},x\n{\"a\": 2}]", "1:11 this does not belong here: x"},
		{"typed a slash behind an object", `[{"a": 1}/, {"a": 2}]`, "1:10 this does not belong here: /"},
		{"typed a comma before the colon", `{"a",: 1, "b": 2}`, "1:5 this does not belong here: ,"},
		{"typed a comma behind the colon", `{"a":, 1, "b": 2}`, "1:6 this comma is one too many"},
		{"typed a comma before a text", `{"a":, "x", "b": 2}`, "1:6 this comma is one too many"},
		{"typed a colon behind a member", "{\n  \"a\": 1:,\n  \"b\": 2\n}", "2:9 there is one colon too many"},
		{"typed a colon for a comma", `{"a": 1: "b": 2}`, "1:8 a comma is expected here, not a colon"},
		{"typed a colon behind a comma", `{"a": 1,: "b": 2}`, "1:9 there is one colon too many"},
		{"typed a colon behind an item", `[1:, 2]`, "1:3 there is one colon too many"},
		{"did not open an object", "[\n  {\"id\": 1},\n  \"id\": 2, \"x\": 3},\n  {\"id\": 4}\n]", "3:3 a { is missing before this key"},
		{"did not open the object of a key", `{"a": {"v": "s": 1, "t": 2}}, "b": 3}`, "1:13 a { is missing before this key"},
		{"opened an object too much", "{\n  \"a\": 1,\n  {\"b\": 2,\n  \"c\": 3\n}", "3:3 this { is one too many"},
		{"opened a list too much", `{"a": 1, ["b": 2, "c": {"d": 4}}`, "1:10 this [ is one too many"},
		{"opened a list too much behind an item", `[{"a": 1}[, {"a": 2}]`, "1:10 this [ is one too many"},
		{"closed an object too early", "[{\n  \"a\": 1}\n  \"b\": 2},\n  {\"a\": 3}\n]", "2:9 this } is one too many"},
		{"closed a list too early", `{"a": [{"b": 1}], {"b": 2}, {"b": 3}], "c": 4}`, "1:16 this ] is one too many"},
		{"closed a list that is none", `{"a": {"b": 1], "c": 2}}`, "1:14 this ] is one too many"},
		{"put keys into a list", `{"a": ["x": 1, "y": 2]}`, "1:11 a colon stands in a list: only objects in curly braces have keys"},
		{"did not close a list before a key", `{"a": [1, 2, "b": 3}`, "1:14 a ] is missing before this key"},
		{"did not close an object in a list", `{"a": [{"b": 1, {"b": 2}]}`, "1:17 a } is missing before this {"},
		{"saved it as UTF-16", "{\x00\"\x00a\x00\"\x00:\x001\x00}\x00", "1:1 this is UTF-16 text: JSON is UTF-8, so it has to be saved as UTF-8"},
		{"did nearly everything", "{\n  a: 'x',\n  \"b\" 1,\n  \"c\": [1 2,],\n  \"d\": tru, // no\n  \"e\": \"\\q\",\n}\n}", "2:3 this key needs double quotation marks around it | 2:6 text needs double quotation marks, not single ones | 3:7 a colon is missing before this value | 4:11 a comma is missing before this value | 4:12 this comma is one too many: no value follows it | 5:8 this text needs double quotation marks around it | 5:13 JSON has no comments | 6:9 \\q is not an escape JSON knows: write \\\\ for a backslash | 6:12 this comma is one too many: no key follows it | 8:1 this } closes nothing"},
		{"counts in code points", "{\"é😀\" 1}", "1:7 a colon is missing before this value"},
	} {
		t.Run(c.did, func(t *testing.T) {
			want := strings.Split(c.want, " | ")
			got := told(parse(c.src))
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("%s\ntold:\n  %s\nwant:\n  %s", c.src, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
			}
		})
	}
}

// However the text is broken, what lies around the fault keeps its meaning.
func TestTheRestKeepsItsMeaning(t *testing.T) {
	for _, c := range []struct{ did, src, path, want string }{
		{"missing comma", `{"a": 1 "b": {"c": 2}}`, "b.c", "2"},
		{"unclosed string", "{\n  \"a\": \"x,\n  \"b\": 1\n}", "b", "1"},
		{"unclosed string itself", "{\n  \"a\": \"x,\n  \"b\": 1\n}", "a", `"x`},
		{"unclosed key", "{\n  \"a: 1,\n  \"b\": 2\n}", "a", "1"},
		{"unclosed object in lines", "{\n  \"a\": {\n    \"b\": 1,\n  \"c\": [\n    2\n  ]\n}", "c[0]", "2"},
		{"extra brace in lines", "{\n  \"a\": {\n    \"b\": 1\n  }\n  },\n  \"c\": 2\n}", "c", "2"},
		{"closed too early", `{"a": 1}, "b": 2}`, "b", "2"},
		{"wrong bracket", `{"a": [1, 2}, "b": 3}`, "a[1]", "2"},
		{"bare key", `{a: {b: 1}}`, "a.b", "1"},
		{"quotes inside", `{"a": "say "yes" now", "b": 1}`, "b", "1"},
		{"bare placeholder", `{"a": {{account.id}}, "b": 1}`, "b", "1"},
		{"no value", `{"a": , "b": 1}`, "b", "1"},
		{"comments", "{/* x */ \"a\" /* y */ : // z\n 1}", "a", "1"},
		{"the end is missing", `{"a": [{"b": 1`, "a[0].b", "1"},
	} {
		t.Run(c.did, func(t *testing.T) {
			tr := parse(c.src)
			n, ok := tr.Find(c.path)
			if !ok || tr.Text(n) != c.want {
				t.Errorf("%s at %s is %q (%v), want %q", c.src, c.path, tr.Text(n), ok, c.want)
			}
		})
	}
}

// One mistake is told once, or twice, and where it is: whatever single sign is
// left out, doubled or put in anywhere, in thousands of lines or in one.
func TestOneMistakeIsToldWhereItIs(t *testing.T) {
	laidOut := configuration(7, 45) // 3,000 lines
	for _, c := range []struct {
		name, src       string
		most, near, tie int // findings; lines or columns away; how many may be far
	}{
		{"laid out", laidOut, 2, 12, 8},
		{"in one line", small(t, laidOut), 5, 400, 8},
	} {
		told, far := 0, 0
		mistake := func(at int, did, broken string) {
			tr := parse(broken)
			if tr.Valid() {
				return
			}
			faults := 0
			line, col := Position(broken, at)
			for _, f := range tr.Findings() {
				if f.ID != syntax {
					continue
				}
				faults++
				if off := max(f.Line-line, line-f.Line, (f.Col-col)/c.near, (col-f.Col)/c.near); c.name == "laid out" && max(f.Line-line, line-f.Line) > c.near || c.name != "laid out" && off > 0 {
					far++
				}
			}
			told++
			if faults > c.most {
				t.Errorf("%s, %s at %q: %d faults: %q", c.name, did, broken[max(0, at-20):at]+"⟦"+broken[at:min(len(broken), at+20)], faults, toldFirst(tr, 4))
			}
		}
		signs := []string{"{", "}", "[", "]", `"`, ",", ":", "'", `\`, "\n", "/", "1", "x"}
		for n, at := 0, len(c.src)/7; at < len(c.src)-500 && told < 500; n, at = n+1, at+97 {
			s := signs[n%len(signs)]
			mistake(at, "put in "+s, c.src[:at]+s+c.src[at:])
			if next := strings.IndexAny(c.src[at:], `{}[]",:`); next >= 0 {
				at := at + next
				mistake(at, "left out "+c.src[at:at+1], c.src[:at]+c.src[at+1:])
				mistake(at, "doubled "+c.src[at:at+1], c.src[:at+1]+c.src[at:])
			}
		}
		if told < 400 || far > c.tie {
			t.Errorf("%s: %d mistakes, %d told far away", c.name, told, far)
		}
	}
}

func toldFirst(t *Tree, n int) []string {
	all := told(t)
	return all[:min(n, len(all))]
}

func TestFaultsAreBounded(t *testing.T) {
	tr := parse("[" + strings.Repeat("a,", 5000) + "1]")
	if n := len(told(tr)); n != MaxFindings || !tr.FindingsCut() {
		t.Errorf("%d faults, cut %v", n, tr.FindingsCut())
	}
	if tr.Count(tr.Root()) != 5001 {
		t.Errorf("the tree has %d items", tr.Count(tr.Root()))
	}
	// One missing bracket in a large Configuration is one fault.
	whole := configuration(3, 30)
	one := strings.Replace(whole, "                },\n", "                ,\n", 1)
	if got := told(parse(one)); len(got) != 1 {
		t.Errorf("one bracket missing: %q", got)
	}
}
