// Texts made to hurt: none may crash, or answer without limit. That none takes
// more than about linear time is what BenchmarkHostile shows.

package document

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
)

// hostilePieces are repeated until they hurt.
var hostilePieces = []string{
	"[", "{", "]", "}", "[}", "{]", `{"a":`, `[{`, ",", ":", `"`, `"a`, `"a:`, `"a":"`, "'", "'a", "‘a,", "„a,", "“", "`", "/*", "/*\n", "//", "#", "\\", `\"`, `"\`,
	"a", "a ", "a,", "a:", "a\n", `a"`, `a" `, "1", "1,", "-", "+1,", "0x,", "nul,", "é,", "\xff", "\xff,", "\u00a0", "\u00a0,", "\u200b\u00a0", ";", "=", "<", "{{", "{{a", "{{a}}",
	`"x"y`, `"x" y`, `"b\q" `, `"b\q":`, `"b\u12" `, "\"a\n", "\"a\nb", "\"a\nb\" ", `{"a":1 "b\q" `, `{"a" "b" `, `{"a":1},`, `{"a":1 b `, `[1 2 `, "\t\n", "\r", "{\n  [\n }\n", "\"\xed\xa0", `"\ud800",`, `"a b c" d e`, "} ] ",
}

var hostileStarts = []string{"", "[", `{"a":1,`, `{"k":[`}

func TestHostileTextsEnd(t *testing.T) {
	const size = 1_000
	for _, piece := range hostilePieces {
		for _, start := range hostileStarts {
			src := start + strings.Repeat(piece, size/len(piece))
			tr := parse(src)
			if tr.Valid() != json.Valid([]byte(src)) {
				t.Errorf("%q repeated is judged valid: %v", start+piece, tr.Valid())
			}
			if n := len(tr.Findings()); n == 0 || n > 8*MaxFindings {
				t.Errorf("%q repeated has %d findings", start+piece, n)
			}
			Diff(tr, parse(src[:len(src)/2]))
			Lines(src, src[:len(src)/2], 3)
			checkTree(t, tr)
		}
	}
}

func TestHostileValidTextsEnd(t *testing.T) {
	const n = 50_000
	key := strings.Repeat("k", 50_000)
	var keys, same strings.Builder
	for i := range n {
		comma(&keys, i)
		keys.WriteString(quote(strings.Repeat("x", i%7)+string(rune('a'+i%26))+strconv.Itoa(i)) + ":1")
		comma(&same, i)
		same.WriteString(`"a":1`)
	}
	for name, src := range map[string]string{
		"many levels":           strings.Repeat("[", n) + strings.Repeat("]", n),
		"many objects":          strings.Repeat(`{"a":`, n) + "1" + strings.Repeat("}", n),
		"many keys":             "{" + keys.String() + "}",
		"one key many times":    "{" + same.String() + "}",
		"a long string":         `{"a":"` + strings.Repeat("x", 10*n) + `"}`,
		"a long escaped string": `{"a":"` + strings.Repeat(`\"`, 5*n) + `"}`,
		"a long number":         `{"a":` + strings.Repeat("7", n) + `}`,
		"a long exponent":       `{"a":1e` + strings.Repeat("7", n) + `}`,
		"a tiny number":         `{"a":0.` + strings.Repeat("0", n) + `1e-99999999999}`,
		"long path, many finds": `{"` + key + `":{"` + key + `":[` + strings.TrimSuffix(strings.Repeat("1e999,", 5000), ",") + "]}}",
		"deep and wide":         strings.Repeat("[", 999) + strings.TrimSuffix(strings.Repeat("1,", n), ",") + strings.Repeat("]", 999),
		"equal items":           "{\"a\":[" + strings.TrimSuffix(strings.Repeat("1,2,3,", n/3), ",") + "]}",
		"items of one name":     `{"a":[` + strings.TrimSuffix(strings.Repeat(`{"id":"x","v":1},`, n/10), ",") + "]}",
		"invisible everywhere":  `{"id":"` + strings.Repeat("\u200b", n) + `"}`,
		"lines without end":     "{\"a\":1}" + strings.Repeat("\n", 5*n),
		"spaces without end":    "{\"a\":1}" + strings.Repeat(" ", 5*n),
	} {
		t.Run(name, func(t *testing.T) {
			tr := parse(src)
			if !tr.Valid() {
				t.Fatalf("judged invalid: %+v", tr.Findings()[0])
			}
			other := parse(strings.Replace(src, "1", "2", 3))
			for _, c := range Diff(tr, other) {
				if len(c.Pointer) > MaxPath {
					t.Fatal("a path without limit")
				}
			}
			for _, f := range tr.Findings() {
				if len(f.Pointer) > MaxPath || len(f.Message) > 1000 {
					t.Fatal("a finding without limit")
				}
			}
			if laid := Layout(src); len(laid) > 20*len(src)+1<<20 {
				t.Fatalf("layout of %d bytes has %d", len(src), len(laid))
			}
			Lines(src, strings.ReplaceAll(src, "1", "2"), 3)
			SameMeaning(src, src+" ")
			tr.Find(tr.Pointer(tr.At(len(src) / 2)))
		})
	}
}

func TestNestingHasNoLimitForJudging(t *testing.T) {
	for _, depth := range []int{1, 10, 200, 999, 1000, 1001, 9_999, 10_001, 1_000_000} {
		src := strings.Repeat("[", depth) + strings.Repeat("]", depth)
		tr := parse(src)
		if !tr.Valid() || tr.Deep() != (depth > MaxDepth) || tr.Len() != min(depth, MaxDepth+1) {
			t.Errorf("depth %d: valid %v, deep %v, %d nodes", depth, tr.Valid(), tr.Deep(), tr.Len())
		}
		if tr = parse(src[1:]); tr.Valid() {
			t.Errorf("depth %d with one bracket too many is judged valid", depth)
		}
		if start, end := tr.Span(tr.Root()); depth > 1 && (start != 0 || end < depth) {
			t.Errorf("depth %d: the root spans %d to %d", depth, start, end)
		}
	}
}

func TestDeepTextsCompareByTokens(t *testing.T) {
	deep := func(inside string) string {
		return `{"a":` + strings.Repeat("[", 1200) + inside + strings.Repeat("]", 1200) + `,"b":1}`
	}
	if !SameMeaning(deep("1"), deep(" 1 ")) || SameMeaning(deep("1"), deep("2")) {
		t.Error("deep texts must be compared token by token")
	}
	if n := len(Diff(parse(deep("1")), parse(deep("\n1")))); n != 0 {
		t.Errorf("%d changes by white space", n)
	}
	changes := Diff(parse(deep("1")), parse(deep("2")))
	if len(changes) != 1 || changes[0].Kind != Changed {
		t.Errorf("one change below the deepest node: %d changes", len(changes))
	}
}

func TestParseStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	tr := Parse(ctx, sized(1<<20))
	if !tr.Cancelled() || tr.Len() > 5000 {
		t.Errorf("cancelled %v after %d nodes", tr.Cancelled(), tr.Len())
	}
}
