// The tree: positions, paths both ways, outline, counts, folds.

package document

import (
	"fmt"
	"strings"
	"testing"
)

const little = `{
  "$schema": "x",
  "authentication": {"type": "oauth2"},
  "reporting": {
    "reportTypes": [
      {"id": "ads", "title": "Ads",
       "dimensions": {"groups": [{"fields": [{"id": "date", "label": "Date"}, {"id": "name"}]}]},
       "metrics": {"groups": [{"fields": [{"id": "cost", "label": "C\u00f4st"}]}, {"label": "none"}]}},
      {"id": "raw", "fields": [{}]},
      {}
    ]
  },
  "secrets": {"items": [{"id": "s"}, {"id": "t"}, 3]},
  "own section": [1, {"x/y": {"~": true, "": null}}],
  "info": {}, "enabled": true
}`

func TestPathsBothWays(t *testing.T) {
	tr := parse(little)
	for _, c := range []struct{ pointer, dotted, text string }{
		{"", "", little},
		{"/$schema", "$schema", `"x"`},
		{"/reporting/reportTypes/0/id", "reporting.reportTypes[0].id", `"ads"`},
		{"/reporting/reportTypes/1/fields", "reporting.reportTypes[1].fields", "[{}]"},
		{"/own section/0", `["own section"][0]`, "1"},
		{"/own section/1/x~1y/~0", `["own section"][1]["x/y"]["~"]`, "true"},
		{"/own section/1/x~1y/", `["own section"][1]["x/y"][""]`, "null"},
	} {
		n, ok := tr.Find(c.pointer)
		m, also := tr.Find(c.dotted)
		if !ok || !also || n != m || tr.Text(n) != c.text {
			t.Errorf("%s finds %q, %s finds %q", c.pointer, tr.Text(n), c.dotted, tr.Text(m))
		}
		if tr.Pointer(n) != c.pointer || tr.Dotted(n) != c.dotted {
			t.Errorf("%s and %s, want %s and %s", tr.Pointer(n), tr.Dotted(n), c.pointer, c.dotted)
		}
	}
	for _, path := range []string{"$", "$.reporting", "reporting.reportTypes.0", "$.reporting.reportTypes[2]", `["reporting"]["reportTypes"][1]`} {
		if _, ok := tr.Find(path); !ok {
			t.Errorf("%s is a path people write", path)
		}
	}
	for _, path := range []string{"x", "/x", "reporting.", ".reporting", "reporting..reportTypes", "reporting.reportTypes[3]", "reporting.reportTypes[-1]", "reporting.reportTypes[00]", "reporting.reportTypes[1", "reporting.reportTypes[x]", "/reporting/reportTypes/01", "/reporting/reportTypes/-", `["reporting`, `["reporting"`, "reporting[0]", "/$schema/0", "reporting x"} {
		if n, ok := tr.Find(path); ok {
			t.Errorf("%s finds %q", path, tr.Text(n))
		}
	}
}

func TestOfAKeyTwiceTheLastIsFound(t *testing.T) {
	tr := parse(`{"a": 1, "b": 2, "a": 3}`)
	if n, _ := tr.Find("/a"); tr.Text(n) != "3" {
		t.Errorf("found %s", tr.Text(n))
	}
}

func TestAtTheCursor(t *testing.T) {
	// Each letter stands for the path that is told with the cursor before it.
	src := `{"a": [1, {"b": true}] , "c": "x"}`
	for _, c := range []struct {
		before string
		want   string
	}{
		{`{"a"`, ""}, {`"a"`, "a"}, {`: [`, "a"}, {`[1`, "a"}, {`1,`, "a[0]"}, {`, {`, "a[0]"}, {` {`, "a"}, {`{"b"`, "a[1]"}, {`b"`, "a[1].b"}, {`rue`, "a[1].b"}, {`}]`, "a[1].b"}, {`] ,`, "a[1]"}, {` ,`, "a"}, {`, "c"`, ""}, {`"c"`, "c"}, {`x"`, "c"}, {`}`, "a[1].b"},
	} {
		tr := parse(src)
		off := strings.Index(src, c.before)
		if got := tr.Dotted(tr.At(off)); got != c.want {
			t.Errorf("before %s: %q, want %q", c.before, got, c.want)
		}
	}
	tr := parse(" {} \n")
	for off := -1; off < 9; off++ {
		if tr.At(off) != tr.Root() {
			t.Errorf("at %d: %d", off, tr.At(off))
		}
	}
	if parse("").At(0) != None {
		t.Error("there is nothing in an empty text")
	}
}

func TestNodes(t *testing.T) {
	tr := parse(`{"k\u00e9y": [null, -1.50, "a\nb\ud83d\ude00", {}, false]}`)
	list, ok := tr.Member(tr.Root(), "kéy")
	if !ok || tr.Kind(list) != Array || tr.Count(list) != 5 || tr.Key(list) != "kéy" {
		t.Fatalf("the list: %v %v", ok, tr.Kind(list))
	}
	if start, end, ok := tr.KeySpan(list); !ok || tr.Source()[start:end] != `"k\u00e9y"` {
		t.Errorf("key span %d to %d", start, end)
	}
	var kinds []string
	for c := tr.FirstChild(list); c != None; c = tr.NextSibling(c) {
		kinds = append(kinds, fmt.Sprintf("%d %v %s", tr.Index(c), tr.Kind(c), tr.Text(c)))
	}
	want := `0 null null|1 number -1.50|2 text "a\nb\ud83d\ude00"|3 object {}|4 yes/no false`
	if got := strings.Join(kinds, "|"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	text, _ := tr.Item(list, 2)
	if tr.StringValue(text) != "a\nb😀" || tr.StringValue(list) != "" {
		t.Errorf("reads %q", tr.StringValue(text))
	}
	if _, ok := tr.Item(list, 5); ok {
		t.Error("there is no sixth item")
	}
	if half := parse(`["\ud83dx"]`); half.StringValue(1) != "\uFFFDx" {
		t.Errorf("half a character reads %q", half.StringValue(1))
	}
}

func TestNoNodeIsHarmless(t *testing.T) {
	tr := parse(`{"a":1}`)
	for _, n := range []Node{None, -7, 99} {
		start, end := tr.Span(n)
		_, _, key := tr.KeySpan(n)
		_, member := tr.Member(n, "a")
		_, item := tr.Item(n, 0)
		if tr.Kind(n) != Invalid || start+end != 0 || key || member || item || tr.Text(n)+tr.Key(n)+tr.StringValue(n)+tr.Pointer(n)+tr.Dotted(n) != "" ||
			tr.Count(n)+tr.Index(n) != 0 || tr.Parent(n) != None || tr.FirstChild(n) != None || tr.NextSibling(n) != None {
			t.Errorf("node %d answers", n)
		}
	}
}

func TestOutline(t *testing.T) {
	tr := parse(little)
	var got []string
	for _, e := range tr.Outline() {
		got = append(got, fmt.Sprintf("%s%s (%s) %d", strings.Repeat("  ", e.Level), e.Title, e.ID, e.Kind))
	}
	want := []string{
		"Authentication (authentication) 0", "Report Types (reporting) 0",
		"  Ads (ads) 1", "    Date (date) 2", "    name (name) 2", "    Côst (cost) 3",
		"  raw (raw) 1", "    Field 1 () 4", "  Report Type 3 () 1",
		"Secrets (secrets) 0", "own section (own section) 0",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("outline:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if c := tr.Counts(); c != (Counts{ReportTypes: 3, Fields: 4, Secrets: 2}) {
		t.Errorf("counts %+v", c)
	}
	if n, _ := tr.Find("reporting.reportTypes[0].metrics.groups[0].fields[0]"); tr.Outline()[5].Node != n {
		t.Error("an entry must lead to its place")
	}
	if c := parse(configuration(7, 9)).Counts(); c != (Counts{7, 63, 1}) {
		t.Errorf("counts %+v", c)
	}
	for _, src := range []string{"", "[]", `{"reporting": 1, "secrets": []}`, `{"reporting": {"reportTypes": {}}}`, `{"reporting": {"reportTypes": [1, null]}}`} {
		if c := parse(src).Counts(); c != (Counts{}) {
			t.Errorf("%s: %+v", src, c)
		}
	}
}

func TestWordsUsersSee(t *testing.T) {
	tr := parse(`{"authentication":{},"dataSourceUser":{},"accounts":{},"reporting":{},"defaultResponseHandler":{},"secrets":{},"signers":[],"metaInformation":{}}`)
	var got []string
	for _, e := range tr.Outline() {
		got = append(got, e.Title)
	}
	if s := strings.Join(got, ", "); s != "Authentication, Connection, Accounts, Report Types, Error handling, Secrets, Signers" {
		t.Errorf("sections: %s", s)
	}
	if s := fmt.Sprint(Error, Warning, Info, Invalid, True, Null, Moved, Renamed); s != "error warning info not JSON yes/no null moved renamed" {
		t.Errorf("words: %s", s)
	}
}

func TestFolds(t *testing.T) {
	tr := parse("{\n \"a\": [\n  1, [\n   2]\n ], \"b\": {}, \"c\": {\n }\n}\n")
	var got []string
	for _, f := range tr.Folds() {
		got = append(got, fmt.Sprintf("%d-%d level %d %s", f.StartLine, f.EndLine, f.Level, tr.Dotted(f.Node)))
	}
	want := "0-6 level 0 |1-4 level 1 a|2-3 level 2 a[1]|4-5 level 1 c"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("%s, want %s", s, want)
	}
}
