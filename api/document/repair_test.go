// Tests of Repair: what it mends, what it refuses, and what it never does.

package document

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func done(did []Mending) string {
	words := make([]string, len(did))
	for i, m := range did {
		words[i] = m.String()
	}
	return strings.Join(words, ", ")
}

func TestRepairMends(t *testing.T) {
	for _, c := range []struct{ src, want, did string }{
		// Comments.
		{"{\n  // why\n  \"a\": 1\n}", "{\n  \"a\": 1\n}", "1 comment removed"},
		{"{\n  \"a\": 1, // why\n  \"b\": 2 # so\n}", "{\n  \"a\": 1,\n  \"b\": 2\n}", "2 comments removed"},
		{"{\r\n  # why\r\n  \"a\": 1\r\n}", "{\r\n  \"a\": 1\r\n}", "1 comment removed"},
		{"# why\r{}", "{}", "1 comment removed"},
		{"{ /* x */ \"a\": /* y */ 1 /* z */ }", "{ \"a\": 1 }", "3 comments removed"},
		{"[1/* x */,2/**/]", "[1,2]", "2 comments removed"},
		{"{\n  /* a\n     b */\n  \"a\": 1\n}", "{\n  \"a\": 1\n}", "1 comment removed"},
		{"{\n  /* a */ \"a\": 1\n}", "{\n  \"a\": 1\n}", "1 comment removed"},
		{"{} // the end", "{}", "1 comment removed"},
		{"// a\n// b\n\n{}\n// c", "\n{}\n", "3 comments removed"},
		{"[\"http://x # y /* z */\", 1] // c", "[\"http://x # y /* z */\", 1]", "1 comment removed"},
		// Commas.
		{"[1, 2,]", "[1, 2]", "1 trailing comma removed"},
		{"{\n  \"a\": [1,\n  ],\n}", "{\n  \"a\": [1\n  ]\n}", "2 trailing commas removed"},
		{"[1, // one\n]", "[1\n]", "1 comment removed, 1 trailing comma removed"},
		{"{\n  \"a\": 1\n  \"b\": {}\n  \"c\": 3\n}", "{\n  \"a\": 1,\n  \"b\": {},\n  \"c\": 3\n}", "2 missing commas added"},
		{"[1 // one\n 2]", "[1,\n 2]", "1 comment removed, 1 missing comma added"},
		{"{\"a\": 1}\n{\"a\": 2}", "{\"a\": 1},\n{\"a\": 2}", "1 missing comma added"},
		// Texts and keys.
		{"{'a': 'it\\'s \"x\"'}", `{"a": "it's \"x\""}`, "2 texts put in double quotation marks"},
		{`{'a': '\n\u00e9\\\x41'}`, `{"a": "\n\u00e9\\\u0041"}`, "2 texts put in double quotation marks, 1 escape written as JSON"},
		{`["it\'s"]`, `["it's"]`, "1 escape written as JSON"},
		{"{“a”: „b“, ‘c’: ”d”}", `{"a": "b", "c": "d"}`, "4 texts put in double quotation marks"},
		{"{a: 1, _b$2: 2, nullable: 3}", `{"a": 1, "_b$2": 2, "nullable": 3}`, "3 keys put in quotation marks"},
		{"{\"a\": True, \"b\": [False, None]}", `{"a": true, "b": [false, null]}`, "3 words of Python written as JSON"},
		{"{\u00a0\"a\":\u20031}", `{ "a": 1}`, "2 odd spaces made plain"},
		{"\ufeff{}", "{}", "1 odd space made plain"},
		// Fragments.
		{"a: 1, b: 2,", `"a": 1, "b": 2,`, "2 keys put in quotation marks"},
		{", 'a': 1", `, "a": 1`, "1 text put in double quotation marks"},
		{"'a', 'b'", `"a", "b"`, "2 texts put in double quotation marks"},
		{"\"a\": [1,],\n\"b\": 2", "\"a\": [1],\n\"b\": 2", "1 trailing comma removed"},
		{"True", "true", "1 word of Python written as JSON"},
		{"{\n  // one\n  'a': 1,\n  b: 2,\n}", "{\n  \"a\": 1,\n  \"b\": 2\n}", "1 comment removed, 1 trailing comma removed, 1 text put in double quotation marks, 1 key put in quotation marks"},
	} {
		got, did, ok := Repair(c.src)
		if !ok || got != c.want || done(did) != c.did {
			t.Errorf("%q: %v\n got %q, %s\nwant %q, %s", c.src, ok, got, done(did), c.want, c.did)
		}
		checkRepaired(t, c.src)
	}
}

func TestRepairLeavesJSONAlone(t *testing.T) {
	for _, src := range []string{
		"{}", " [1, 2.50e+3, \"a\\u00e9\", null]\n", `"a": 1, "b": 2`, `"a": 1,`, ",1", "1,", `"a"`, "true", "1, 2\n",
		`{"a": "// no # comment /* here */", "it's": "“x”, True"}`, "\r\n{\r\n}\r\n", "[\"\xff\"]", "{\"a\" \n:\n1}",
	} {
		got, did, ok := Repair(src)
		if !ok || got != src || did != nil {
			t.Errorf("%q becomes %q, %s, %v", src, got, done(did), ok)
		}
	}
}

func TestRepairRefusesToGuess(t *testing.T) {
	for _, src := range []string{
		"", " \n", "// only words", "hello", "hello world", "two words: 1", "{", "}", "[1", "1]", "[1}", "{\"a\"}", "{\"a\":}", "{\"a\" 1}",
		"[1 2]", "[1,,2]", "[,1]", "{,}", ",", ",,1", "[1,,]", "{\"a\": 1 \"b\": 2}", "[a]", "{\"a\": b}", "[undefined]", "[NaN]", "[+1]", "[.5]", "[01]", "[1.]", "[0x10]",
		"['a]", "['a\nb']", "[\"a\nb\"]", "[\"a\tb\"]", `['\q']`, `["\x4"]`, "[“a \"b\" c”]", "[“He said “hi””]", "['''a''']", "[u'a']", "[('a')]", "{True: 1}",
		"/* never closed", "{} /", "{};", "<a/>", "a = 1", "\"a\": 1]", "\"a\": 1, 2", "1, \"a\": 2", "`a`", "[1] // ok\n}", "{} {}", "\x00", "\xff", "{\u2028}",
	} {
		if got, did, ok := Repair(src); ok || got != src || did != nil {
			t.Errorf("%q becomes %q, %s", src, got, done(did))
		}
	}
}

// checkRepaired holds Repair to its laws on one text.
func checkRepaired(t *testing.T, src string) {
	t.Helper()
	got, did, ok := Repair(src)
	if !ok {
		if got != src || did != nil {
			t.Fatalf("%q was refused and became %q", src, got)
		}
		return
	}
	if (did == nil) != (got == src) && did == nil {
		t.Fatalf("%q became %q, and nothing was said", src, got)
	}
	if !validFragment(got) {
		t.Fatalf("%q became %q, which is no JSON", src, got)
	}
	again, did, ok := Repair(got)
	if again != got || did != nil || !ok {
		t.Fatalf("%q became %q and then %q, %s", src, got, again, done(did))
	}
	if validFragment(src) && got != src {
		t.Fatalf("%q is JSON and became %q", src, got)
	}
}

// validFragment judges a fragment by the grammar alone.
func validFragment(src string) bool {
	const space = " \t\r\n"
	inner := strings.Trim(src, space)
	inner = strings.Trim(strings.TrimSuffix(strings.TrimPrefix(inner, ","), ","), space)
	if inner == "" {
		return false
	}
	items, _ := Valid("[" + inner + "]")
	members, _ := Valid("{" + inner + "}")
	return items || members
}

// damage writes a value as people do: with comments, other quotation marks,
// bare keys, commas too many and too few, the words of Python.
func damage(r *rand.Rand, depth int) (nearly, right string) {
	space := func() string {
		return []string{"", " ", "\n", "\r\n  ", " // c'\n", " /* \"x */ ", "# {\n", "\u00a0", "\t"}[r.IntN(9)]
	}
	text := func() (string, string) {
		s := []string{"", "a", "it's", `say "x"`, "日本", "// x", "# y", "true", "a, b", "“q", `\`}[r.IntN(11)]
		json := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
		switch r.IntN(3) {
		case 0:
			return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'", json
		case 1:
			if !strings.ContainsAny(s, "\"“\\") {
				return "“" + s + "”", json
			}
		}
		return json, json
	}
	switch kind := r.IntN(5); {
	case depth == 0 || kind == 0:
		pair := [][2]string{{"True", "true"}, {"None", "null"}, {"false", "false"}, {"-1.50e3", "-1.50e3"}, {"{}", "{}"}, {"[]", "[]"}}[r.IntN(6)]
		return pair[0], pair[1]
	case kind == 1:
		return text()
	default:
		open, shut := "[", "]"
		if kind > 2 {
			open, shut = "{", "}"
		}
		near, real := open, open
		n := r.IntN(4)
		for i := range n {
			near += space()
			if open == "{" {
				key, good := text()
				if r.IntN(3) == 0 {
					key, good = fmt.Sprintf("k%d", i), fmt.Sprintf(`"k%d"`, i)
				}
				near += key + space() + ":" + space()
				real += good + ":"
			}
			item, good := damage(r, depth-1)
			near, real = near+item+space(), real+good
			switch {
			case i+1 < n:
				real += ","
				near += []string{",", ",", "\n"}[r.IntN(3)]
			case r.IntN(2) == 0:
				near += ","
			}
		}
		return near + space() + shut, real + shut
	}
}

// What people write and what they mean by it.
func TestRepairKeepsTheMeaning(t *testing.T) {
	for seed := range uint64(3000) {
		nearly, right := damage(rand.New(rand.NewPCG(seed, 1)), 4)
		got, _, ok := Repair(nearly)
		if !ok || !SameMeaning(got, right) {
			t.Fatalf("%q\nbecame %q, %v\nand means %q", nearly, got, ok, right)
		}
		checkRepaired(t, nearly)
	}
}

func FuzzRepair(f *testing.F) {
	for seed := range uint64(20) {
		nearly, _ := damage(rand.New(rand.NewPCG(seed, 2)), 3)
		f.Add(nearly)
	}
	f.Add("{'a': “b”, c: True, // d\n e: [1,],}")
	f.Add("\ufeff, \"a\": 1 /* b */")
	f.Fuzz(func(t *testing.T, src string) {
		checkRepaired(t, src)
		if ok, _ := Valid(src); ok {
			if got, did, ok := Repair(src); got != src || did != nil || !ok {
				t.Fatalf("valid %q became %q", src, got)
			}
		}
		// A repaired text has a tree without faults.
		if got, _, ok := Repair("[" + src + "]"); ok && !Parse(context.Background(), got).Valid() {
			t.Fatalf("%q became %q", src, got)
		}
	})
}

// Texts that are nothing but things to mend, or to look far ahead for, cost
// what their length says: compare the two sizes.
func BenchmarkRepair(b *testing.B) {
	for name, piece := range map[string]string{
		"JSON": "{\"id\": \"a\", \"n\": 1.5},\n", "code": "{id: 'a', n: True,}, // c\n", "comments": "/**/", "blanks": "   /**/", "commas": "[,", "lines": "1\n", "marks": "“”\n", "open": "/*",
	} {
		for _, size := range []int{1 << 20, 8 << 20} {
			src := strings.Repeat(piece, size/len(piece))
			b.Run(fmt.Sprintf("%s/%dMB", name, size>>20), func(b *testing.B) {
				b.SetBytes(int64(len(src)))
				for b.Loop() {
					Repair(src)
				}
			})
		}
	}
}
