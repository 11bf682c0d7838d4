// Differences by path, in the words of someone who changed something.

package document

import (
	"fmt"
	"strings"
	"testing"
)

// changes lists a diff as "kind path (from path) before → after".
func changes(a, b string) []string {
	var out []string
	for _, c := range Diff(parse(a), parse(b)) {
		s := fmt.Sprintf("%v %s", c.Kind, c.Dotted)
		if c.FromDotted != "" {
			s += " from " + c.FromDotted
		}
		switch c.Kind {
		case Changed, Respelled:
			s += " " + c.Before + " → " + c.After
		case Added:
			s += " " + c.After
		case Removed:
			s += " " + c.Before
		}
		out = append(out, s)
	}
	return out
}

func TestDiff(t *testing.T) {
	fields := `{"fields": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}, {"id": "c", "label": "C"}]}`
	for _, c := range []struct{ did, a, b, want string }{
		{"nothing", fields, fields, ""},
		{"spaced it out", `{"a":[1,{"b":2}]}`, "{ \"a\" : [ 1 ,\n{\"b\":2}]}\n", ""},
		{"changed a value", `{"a": {"b": 1}}`, `{"a": {"b": 2}}`, "changed a.b 1 → 2"},
		{"changed the kind of a value", `{"a": {"b": 1}}`, `{"a": [1]}`, `changed a {"b": 1} → [1]`},
		{"turned a switch", `{"a": true}`, `{"a": false}`, "changed a true → false"},
		{"added a key", `{"a": 1}`, `{"a": 1, "b": {"c": 2}}`, `added b {"c": 2}`},
		{"removed a key", `{"a": 1, "b": 2}`, `{"a": 1}`, `removed b 2`},
		{"renamed a key", `{"auth": {"type": "x"}, "b": 1}`, `{"authentication": {"type": "x"}, "b": 1}`, "renamed authentication from auth"},
		{"renamed a key and changed it", `{"auth": {"type": "x"}}`, `{"authentication": {"type": "y"}}`, `added authentication {"type": "y"} | removed auth {"type": "x"}`},
		{"renamed one of two like it", `{"a": 1, "b": 1}`, `{"c": 1, "d": 1}`, "added c 1 | added d 1 | removed a 1 | removed b 1"},
		{"reordered keys", `{"a": 1, "b": 2}`, `{"b": 2, "a": 1}`, `respelled  {"a": 1, "b": 2} → {"b": 2, "a": 1}`},
		{"spelled a number otherwise", `{"a": 1.0}`, `{"a": 1}`, "respelled a 1.0 → 1"},
		{"spelled a text otherwise", `{"a": "\u00e9\/"}`, `{"a": "é/"}`, `respelled a "\u00e9\/" → "é/"`},
		{"spelled a key otherwise", `{"\u0061": 1}`, `{"a": 1}`, `respelled a "\u0061" → "a"`},
		{"changed a digit beyond a float", `{"a": 12345678901234567890}`, `{"a": 12345678901234567891}`, "changed a 12345678901234567890 → 12345678901234567891"},
		{"changed half a character", `{"a": "\ud800"}`, `{"a": "\ud801"}`, `changed a "\ud800" → "\ud801"`},

		{"added a Field in the middle", fields, strings.Replace(fields, `{"id": "b"`, `{"id": "n"}, {"id": "b"`, 1), `added fields[1] {"id": "n"}`},
		{"removed the first Field", fields, strings.Replace(fields, `{"id": "a", "label": "A"}, `, "", 1), `removed fields[0] {"id": "a", "label": "A"}`},
		{"changed a Field's label", fields, strings.Replace(fields, `"B"`, `"Bee"`, 1), `changed fields[1].label "B" → "Bee"`},
		{"removed one and changed the next", fields, strings.Replace(strings.Replace(fields, `{"id": "a", "label": "A"}, `, "", 1), `"B"`, `"Bee"`, 1), `changed fields[0].label "B" → "Bee" | removed fields[0] {"id": "a", "label": "A"}`},
		{"moved the last Field to the front", fields, `{"fields": [{"id": "c", "label": "C"}, {"id": "a", "label": "A"}, {"id": "b", "label": "B"}]}`, "moved fields[0] from fields[2]"},
		{"moved and changed it", fields, `{"fields": [{"id": "c", "label": "Sea"}, {"id": "a", "label": "A"}, {"id": "b", "label": "B"}]}`, `moved fields[0] from fields[2] | changed fields[0].label "C" → "Sea"`},
		{"swapped two", fields, `{"fields": [{"id": "b", "label": "B"}, {"id": "a", "label": "A"}, {"id": "c", "label": "C"}]}`, "moved fields[1] from fields[0]"},
		{"renamed a Field's id", fields, strings.Replace(fields, `"id": "b"`, `"id": "bee"`, 1), `changed fields[1].id "b" → "bee"`},
		{"replaced a Field by another", fields, strings.Replace(fields, `{"id": "b", "label": "B"}`, `{"id": "n", "label": "N"}`, 1), `added fields[1] {"id": "n", "label": "N"} | removed fields[1] {"id": "b", "label": "B"}`},
		{"renamed a header", `[{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]`, `[{"name": "A", "value": "1"}, {"name": "X-B", "value": "2"}]`, `changed [1].name "B" → "X-B"`},
		{"joined another Report Type", `[{"reportTypeId": "a", "link": {"x": 1}}]`, `[{"reportTypeId": "a", "link": {"x": 2}}]`, "changed [0].link.x 1 → 2"},
		{"two Fields of one id", `[{"id": "a", "v": 1}, {"id": "a", "v": 2}]`, `[{"id": "a", "v": 1}, {"id": "a", "v": 3}]`, "changed [1].v 2 → 3"},
		{"ids that are numbers", `[{"id": 1, "v": 1}, {"id": 2, "v": 2}]`, `[{"id": 2.0, "v": 2}]`, `respelled [0].id 2 → 2.0 | removed [0] {"id": 1, "v": 1}`},

		{"added to a list of texts", `["a", "b"]`, `["a", "x", "b"]`, `added [1] "x"`},
		{"removed one of equal items", `[1, 2, 1]`, `[2, 1]`, "removed [0] 1"},
		{"changed an item without a name", `[{"v": 1}, {"v": 2}, {"v": 3}]`, `[{"v": 1}, {"v": 9}, {"v": 3}]`, "changed [1].v 2 → 9"},
		{"moved a text", `["a", "b", "c"]`, `["c", "a", "b"]`, "moved [0] from [2]"},
		{"emptied a list", `{"a": [1, {"b": 2}]}`, `{"a": []}`, `removed a[0] 1 | removed a[1] {"b": 2}`},
		{"filled a list", `[]`, `[1]`, "added [0] 1"},

		{"moved a Field to another group", `{"x": [{"id": "a", "v": 1}], "y": [{"id": "b"}]}`, `{"x": [], "y": [{"id": "b"}, {"v": 1, "id": "a"}]}`, "moved y[1] from x[0]"},
		{"took a key twice apart", `{"a": 1, "a": 2}`, `{"a": 1}`, "removed a 2"},
		{"swapped a key that stands twice", `{"a": 1, "a": 2}`, `{"a": 2, "a": 1}`, "changed a 1 → 2 | changed a 2 → 1"},
		{"wrote the first text", ``, `{"a": 1}`, `added  {"a": 1}`},
		{"deleted it all", `{"a": 1}`, ``, `removed  {"a": 1}`},
		{"broke it", `{"a": 1, "b": 2}`, `{"a": tru, "b": 2}`, "changed a 1 → tru"},
	} {
		t.Run(c.did, func(t *testing.T) {
			if got := strings.Join(changes(c.a, c.b), " | "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestChangesCarryTheirPlaces(t *testing.T) {
	a, b := `{"l": [{"id": "x"}, {"id": "y", "v": 1}]}`, `{"l": [{"id": "y", "v": 2}, {"id": "x"}], "~/": 1}`
	got := Diff(parse(a), parse(b))
	if len(got) != 3 {
		t.Fatalf("%+v", got)
	}
	changed, moved, added := got[0], got[1], got[2]
	if moved.Kind != Moved || moved.Pointer != "/l/1" || moved.From != "/l/0" || moved.Before != `{"id": "x"}` {
		t.Errorf("%+v", moved)
	}
	if changed.Kind != Changed || b[changed.AfterSpan[0]:changed.AfterSpan[1]] != "2" || a[changed.BeforeSpan[0]:changed.BeforeSpan[1]] != "1" {
		t.Errorf("%+v", changed)
	}
	if added.Pointer != "/~0~1" || added.Dotted != `["~/"]` || added.BeforeSpan != [2]int{} {
		t.Errorf("%+v", added)
	}
}

func TestDiffOfALargeConfiguration(t *testing.T) {
	src := configuration(40, 30)
	got := changes(src, edited(src))
	want := []string{
		`changed reporting.reportTypes[0].dimensions.groups[0].fields[7].label "Field 7" → "Clicks"`,
		`changed reporting.reportTypes[9].id "report_9" → "report_nine"`,
		"added reporting.reportTypes[39].metrics.groups[0].fields[19] {\n                  \"id\": \"new\"\n                }",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestSameMeaning(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{`{"a":1,"b":[2]}`, "{\n \"b\": [ 2.0 ],\n \"\\u0061\": 1e0 }", true},
		{`[1,2]`, `[2,1]`, false},
		{`{"a":1,"a":2}`, `{"a":2}`, false},
		{`{"a":1,"a":2}`, `{"a":2,"a":1}`, false},
		{`{"a":1,"b":0,"a":2}`, `{"b":0,"a":1,"a":2}`, true},
		{`{"a":null}`, `{}`, false},
		{`"1"`, `1`, false},
		{`"\ud800"`, `"\uFFFD"`, false},
		{`"\ud83d\ude00"`, `"😀"`, true},
		{`12345678901234567890`, `12345678901234567891`, false},
		{`0`, `-0`, false},
		{`{`, `{`, true},
		{`{`, ` {`, false},
		{`{}`, ``, false},
		{"\uFEFF{}", `{}`, false},
	} {
		if got := SameMeaning(c.a, c.b); got != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}
