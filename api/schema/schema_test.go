// What is known about places, by the built-in schema and by small ones.
package schema

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// builtIn reads the schema that is built into the program.
func builtIn(t testing.TB) *Schema {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("..", "..", "assets", "schema", "connector.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// value is a document of the tests.
type value struct{ of any }

func doc(src string) Value {
	if src == "" {
		return nil
	}
	var v any
	if err := json.Unmarshal([]byte(src), &v); err != nil {
		panic(err)
	}
	return value{v}
}

func (v value) Type() Types { return typeOf(v.written()) }

func (v value) written() string {
	b, _ := json.Marshal(v.of)
	return string(b)
}

func (v value) JSON() string {
	if v.Type().Has(Object | List) {
		return ""
	}
	return v.written()
}

func (v value) Member(key string) (Value, bool) {
	m, _ := v.of.(map[string]any)
	next, ok := m[key]
	return value{next}, ok
}

func (v value) Item(i int) (Value, bool) {
	l, _ := v.of.([]any)
	if i < 0 || i >= len(l) {
		return nil, false
	}
	return value{l[i]}, true
}

// path reads "a.0.b": numbers are items.
func path(s string) (out []Step) {
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == '.' }) {
		if i, err := strconv.Atoi(word); err == nil {
			out = append(out, Step{Index: i, Item: true})
		} else {
			out = append(out, Step{Key: word})
		}
	}
	return out
}

func names(p Place) string {
	var out []string
	for _, k := range p.Keys {
		name := k.Name
		if k.Need == Required {
			name += "!"
		}
		out = append(out, name)
	}
	return strings.Join(out, " ")
}

func TestTheBuiltInSchema(t *testing.T) {
	s := builtIn(t)
	adapter := `{"reporting":{"reportTypes":[{"request":{"response":{"dataAdapters":{"items":[{"type":"append_key","config":{}}]}}}}]}}`
	at := "reporting.reportTypes.0.request.response.dataAdapters.items.0"
	for _, c := range []struct {
		doc, path, title, keys string
		types                  Types
		values, examples       int
		empty                  string
	}{
		{"", "", "Connector Configuration", "$schema authentication dataSourceUser accounts reporting defaultResponseHandler signers secrets info metaInformation", Object, 0, 0, "{}"},
		{"", "authentication.type", "Type", "", Text, 9, 0, `"user_input"`},
		{"", "reporting.reportTypes", "Report Types", "", List, 0, 0, "[]"},
		{"", "reporting.reportTypes.7", "Report Type", "id! title hidden config request dimensions metrics decoration", Object, 0, 0, "{}"},
		{"", "reporting.reportTypes.0.metrics", "Metrics", "groups", Object, 0, 0, "{}"},
		{"", "reporting.reportTypes.0.metrics.groups.0.fields.3", "Field", "id! label description dataType aggregationType value operations", Object, 0, 0, "{}"},
		{"", "reporting.reportTypes.0.metrics.groups.0.fields.3.aggregationType", "Aggregation", "", Text, 0, 4, `""`},
		{"", "reporting.reportTypes.0.hidden", "Hidden", "", YesNo, 0, 0, "false"},
		{"", "reporting.reportTypes.0.request.method", "Method", "", Text, 4, 0, `"GET"`},
		{"", "reporting.reportTypes.0.request.type", "Request type", "", Text, 2, 0, `"sync"`},
		{"", "reporting.reportTypes.0.request.chainedRequest.chainedRequest", "Chained request", "type method url headers parameters body builderType config response chainedRequest", Object, 0, 0, "{}"},
		{"", "defaultResponseHandler.retry.maxRetries", "Most retries", "", Integer, 0, 1, "0"},
		{"", "no.such", "", "", 0, 0, 0, ""},
		{"", "reporting.reportTypes.x", "", "", 0, 0, 0, ""},
		// What stands in the document decides.
		{adapter, at + ".config", "Append key", "dataPath! keyName! dataType skipNonArrayValues", Object, 0, 0, "{}"},
		{adapter, at + ".config.dataType", "What a key holds", "", Text, 2, 0, `"object"`},
		{"", at + ".config", "Adapter settings", "", Object, 0, 0, "{}"},
		{adapter, at, "Data adapter", "type! config!", Object, 0, 0, "{}"},
		{"", at, "Data adapter", "type! config", Object, 0, 0, "{}"},
		{`{"secrets":{"items":[{"classification":"secret"},{"classification":"pii"}]}}`, "secrets.items.0.source", "Source of a value classified as secret", "", Text, 0, 2, `""`},
		{`{"secrets":{"items":[{"classification":"secret"},{"classification":"pii"}]}}`, "secrets.items.1.source", "Source", "", Text, 0, 3, `""`},
	} {
		p := s.At(doc(c.doc), path(c.path)...)
		if p.Title != c.title || names(p) != c.keys || p.Types != c.types || len(p.Values) != c.values || len(p.Examples) != c.examples || p.Empty() != c.empty {
			t.Errorf("%s: %q, keys %q, types %b, values %q, examples %q, empty %q", c.path, p.Title, names(p), p.Types, p.Values, p.Examples, p.Empty())
		}
		if known(p) != (c.title != "") {
			t.Errorf("%s: known is %v", c.path, known(p))
		}
	}
}

func TestSmallSchemas(t *testing.T) {
	for _, c := range []struct {
		schema, doc, path string
		want              func(Place) bool
	}{
		{`true`, "", "a", func(p Place) bool { return !known(p) }},
		{`{"$ref":"#"}`, "", "a", func(p Place) bool { return !known(p) }},
		{`{"$defs":{"a/b~c":{"title":"x"}},"$ref":"#/$defs/a~1b~0c"}`, "", "", func(p Place) bool { return p.Title == "x" }},
		{`{"$ref":"#/$defs/none","title":"t"}`, "", "", func(p Place) bool { return p.Title == "t" }},
		{`{"$ref":"https://example.org/other"}`, "", "", func(p Place) bool { return !known(p) }},
		{`{"allOf":[{"$ref":"#/allOf/1"},{"type":["string","null"]},{"type":"string"}]}`, "", "", func(p Place) bool { return p.Types == Text }},
		{`{"anyOf":[{"const":1},{"const":"b"}]}`, "", "", func(p Place) bool {
			return slices.Equal(p.Values, []string{"1", `"b"`}) && p.Types == Number|Integer|Text
		}},
		{`{"enum":["<&>"," "]}`, "", "", func(p Place) bool { return p.Values[0] == `"<&>"` }},
		{`{"oneOf":[{"properties":{"k":{"const":"a"},"x":{"title":"A"}},"required":["k"]},{"properties":{"k":{"const":"b"},"y":{}},"required":["k"]}]}`, `{"k":"b"}`, "", func(p Place) bool { return names(p) == "k! y" }},
		{`{"oneOf":[{"properties":{"k":{"const":"a"},"x":{"title":"A"}}},{"properties":{"k":{"const":"b"},"y":{}}}]}`, `{"k":"\u0061"}`, "x", func(p Place) bool { return p.Title == "A" }},
		{`{"if":{"properties":{"k":{"enum":[1]}}},"then":{"title":"one"},"else":{"title":"other"}}`, `{"k":2}`, "", func(p Place) bool { return p.Title == "other" }},
		{`{"if":{"not":{"type":"object"}},"then":{"title":"no"},"else":{"title":"object"}}`, `{}`, "", func(p Place) bool { return p.Title == "object" }},
		{`{"patternProperties":{"^x-":{"type":"boolean"},"(":{}},"additionalProperties":{"type":"integer"}}`, "", "x-a", func(p Place) bool { return p.Types == YesNo }},
		{`{"patternProperties":{"^x-":{"type":"boolean"}},"additionalProperties":{"type":"integer"}}`, "", "y", func(p Place) bool { return p.Types == Integer }},
		{`{"prefixItems":[{"title":"first"}],"items":{"title":"rest"}}`, "", "0", func(p Place) bool { return p.Title == "first" }},
		{`{"prefixItems":[{"title":"first"}],"items":{"title":"rest"}}`, "", "1", func(p Place) bool { return p.Title == "rest" }},
		{`{"items":[{"title":"first"}]}`, "", "1", func(p Place) bool { return !known(p) }},
		{`{"type":"array","default":[ 1, 2 ]}`, "", "", func(p Place) bool { return p.Empty() == "[1,2]" }},
		{`{"type":"null"}`, "", "", func(p Place) bool { return p.Empty() == "null" }},
		{`{"properties":{"a":{}}}`, "", "", func(p Place) bool { return p.Empty() == "{}" }},
		{`{"title":7,"type":9,"enum":3,"required":"x","items":1,"allOf":{},"properties":[]}`, "", "", func(p Place) bool { return p.Title == "" && p.Types == 0 }},
	} {
		s, err := Parse([]byte(c.schema))
		if err != nil {
			t.Errorf("%s: %v", c.schema, err)
			continue
		}
		if p := s.At(doc(c.doc), path(c.path)...); !c.want(p) {
			t.Errorf("%s, %s, at %q: %+v", c.schema, c.doc, c.path, p)
		}
	}
}

func TestWhatIsNoSchemaIsRefused(t *testing.T) {
	for _, src := range []string{"", "{", "[]", `"x"`, `{} {}`, "{\"a\":}", strings.Repeat("[", 300) + strings.Repeat("]", 300)} {
		if _, err := Parse([]byte(src)); err == nil && src != `"x"` || err != nil && !strings.HasPrefix(err.Error(), "reading the schema: ") {
			t.Errorf("%.20q: %v", src, err)
		}
	}
	var none *Schema
	if known(none.At(nil, Step{Key: "a"})) {
		t.Error("no schema knows something")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`{"$ref":"#","allOf":[{"$ref":"#/allOf/0"}],"anyOf":[{"$ref":"#/anyOf"}],"properties":{"a":{"$ref":"#"}}}`, `{"a":{"a":1}}`)
	f.Add(`{"if":{"$ref":"#"},"then":{"items":{"$ref":"#"}},"not":{"$ref":"#"}}`, `{"a":1}`)
	f.Fuzz(func(t *testing.T, src, document string) {
		s, err := Parse([]byte(src))
		if err != nil {
			return
		}
		var v any
		if json.Unmarshal([]byte(document), &v) != nil {
			return
		}
		for _, p := range []string{"", "a", "a.a.a", "0.1"} {
			place := s.At(value{v}, path(p)...)
			for _, text := range append(append(place.Values, place.Examples...), place.Empty()) {
				if text != "" && !json.Valid([]byte(text)) {
					t.Fatalf("%s at %q: %q", src, p, text)
				}
			}
		}
	})
}

func BenchmarkBuiltIn(b *testing.B) {
	src, err := os.ReadFile(filepath.Join("..", "..", "assets", "schema", "connector.schema.json"))
	if err != nil {
		b.Fatal(err)
	}
	b.Run("parse", func(b *testing.B) {
		for b.Loop() {
			if _, err := Parse(src); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("at", func(b *testing.B) {
		s := builtIn(b)
		steps := path("reporting.reportTypes.0.metrics.groups.0.fields.3.aggregationType")
		for b.Loop() {
			s.At(nil, steps...)
		}
	})
}

// known reports whether the schema says anything about a place.
func known(p Place) bool {
	return p.Title != "" || p.Description != "" || p.Types != 0 || p.Values != nil || p.Keys != nil
}
