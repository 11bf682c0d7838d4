// What an answer loads as: leniently around the Configuration, exactly in it.

package api

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// faithful are Configurations that re-encoding would change.
var faithful = []string{
	`{"n":12345678901234567890}`, `{"n":1.10}`, `{"n":1e400}`, `{"n":-0}`, `{"n":1E+2}`,
	`{"a":1,"a":2}`, `{"z":1,"a":2,"m":3}`, `{"html":"<b>&amp;</b>"}`, `{"u":"\u003c"}`, `{"s":"\/"}`,
	`{"lone":"\ud800"}`, `{"lone":"\udc00\ud800"}`, "{\"bad\":\"\xff\xfe\xc0\"}", `{"nul":"\u0000"}`,
	"{\"sep\":\"\u2028\u2029\"}", "{ \"a\" :\t[ 1 ,\r\n 2 ] }", "{\r\n}", `{}`, `{ }`,
	`{"__proto__":{}}`, `{"configuration_json":{"configuration":1}}`, `{"data":{"connector_identifier":"X"}}`,
	"{\"bidi\":\"\u202e\"}", "{\"bom\":\"\uFEFF\"}", "{\"e\":\"e\u0301 é\"}",
	strings.Repeat(`{"a":`, 20_000) + "{}" + strings.Repeat("}", 20_000),
}

func TestConfigurationIsKeptByteForByte(t *testing.T) {
	for _, configuration := range faithful {
		c, reason, f := decodeConnector(answerWith(configuration))
		if reason != "" || f != noFault || c.Configuration.JSON != configuration || c.Configuration.Origin != AsReceived {
			t.Errorf("%.80q came back as %.80q (%s, %v)", configuration, c.Configuration.JSON, reason, f)
		}
		body, err := Update{Name: TextOf("n"), Configuration: configuration}.Body()
		if err != nil || !strings.Contains(string(body), `"configuration_json":`+configuration+`}}`) {
			t.Errorf("%.80q is not in the request as it is: %.160q (%v)", configuration, body, err)
		}
	}
}

func TestWhatAnAnswerLoadsAs(t *testing.T) {
	const empty = "{}"
	text := func(s string) Text { return TextOf(s) }
	config := func(c Configuration) Connector { return Connector{Configuration: c} }
	missing := Configuration{JSON: empty}
	for name, c := range map[string]struct {
		body string
		want Connector
	}{
		"every field": {
			`{"connector_identifier":"T3S70","name":"Acme","description":"d","logo_url":"https://x/y.png",` +
				`"created_at":"2025-01-01T00:00:00+00:00","updated_at":"2025-01-01","configuration":{"version":"1.0.0",` +
				`"configuration_json":{"a":1},"created_at":"c","updated_at":"u"}}`,
			Connector{"T3S70", text("Acme"), text("d"), "https://x/y.png", "2025-01-01T00:00:00+00:00", "2025-01-01",
				Configuration{"1.0.0", `{"a":1}`, AsReceived, "c", "u"}},
		},
		"nothing at all":                {`{}`, config(missing)},
		"a byte order mark":             {"\uFEFF{\"name\":\"n\"}", Connector{Name: text("n"), Configuration: missing}},
		"white space around":            {" \r\n{\"name\":\"n\"}\n", Connector{Name: text("n"), Configuration: missing}},
		"nulls":                         {`{"name":null,"description":null,"logo_url":null,"configuration":null}`, config(missing)},
		"numbers for text":              {`{"connector_identifier":7,"name":42,"description":true,"updated_at":1e3}`, Connector{Identifier: "7", Name: text("42"), Description: text("true"), UpdatedAt: "1e3", Configuration: missing}},
		"objects for text":              {`{"name":{"a":1},"description":[1],"logo_url":{}}`, config(missing)},
		"an empty Configuration":        {`{"configuration":{}}`, config(missing)},
		"an empty list around it":       {`{"configuration":[]}`, config(missing)},
		"a null document":               {`{"configuration":{"version":2,"configuration_json":null}}`, config(Configuration{Version: "2", JSON: empty})},
		"an empty list for it":          {`{"configuration":{"configuration_json":[ ]}}`, config(Configuration{JSON: empty, Origin: EmptyArray})},
		"unknown members":               {`{"x":[{"name":"no"}],"name":"n","configuration":{"y":{},"configuration_json":{"b":2}}}`, Connector{Name: text("n"), Configuration: Configuration{JSON: `{"b":2}`, Origin: AsReceived}}},
		"names of another case":         {`{"NAME":"no","Name":"no","name":"n","Configuration":{"configuration_json":{}}}`, Connector{Name: text("n"), Configuration: missing}},
		"names spelled with escapes":    {`{"n\u0061me":"n","configuration":{"configuration\u005fjson":{"a":1}}}`, Connector{Name: text("n"), Configuration: Configuration{JSON: `{"a":1}`, Origin: AsReceived}}},
		"a name twice":                  {`{"name":"first","name":"last"}`, Connector{Name: text("last"), Configuration: missing}},
		"a name, then null":             {`{"name":"first","name":null}`, config(missing)},
		"the Configuration twice":       {`{"configuration":{"version":"1","configuration_json":{"a":1}},"configuration":{"configuration_json":{"b":2}}}`, config(Configuration{JSON: `{"b":2}`, Origin: AsReceived})},
		"the document twice":            {`{"configuration":{"configuration_json":{"a":1},"configuration_json":{"b":2}}}`, config(Configuration{JSON: `{"b":2}`, Origin: AsReceived})},
		"a bad document, then a good":   {`{"configuration":{"configuration_json":7,"configuration_json":{}}}`, config(Configuration{JSON: `{}`, Origin: AsReceived})},
		"wrapped in data":               {`{"meta":{},"data":{"connector_identifier":"T","name":"n"}}`, Connector{Identifier: "T", Name: text("n"), Configuration: missing}},
		"data beside the real thing":    {`{"connector_identifier":"T","data":{"connector_identifier":"no"}}`, Connector{Identifier: "T", Configuration: missing}},
		"data that is no object":        {`{"name":"n","data":[1]}`, Connector{Name: text("n"), Configuration: missing}},
		"an error beside a Connector":   {`{"name":"n","error":{"code":"X"}}`, Connector{Name: text("n"), Configuration: missing}},
		"the literal of a name is kept": {`{"name":"\u0061\ud800"}`, Connector{Name: Text{`"\u0061\ud800"`}, Configuration: missing}},
	} {
		got, reason, f := decodeConnector(c.body)
		if reason != "" || f != noFault {
			t.Errorf("%s: refused: %q, fault %v", name, reason, f)
		} else if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", name, got, c.want)
		}
	}
}

func TestWhatIsNotAConnector(t *testing.T) {
	for body, want := range map[string]string{
		`null`: reasonNotConnector, `[]`: reasonNotConnector, `"x"`: reasonNotConnector, `7`: reasonNotConnector,
		`{"status":"ok"}`:                                                    reasonNotConnector,
		`{"meta":{},"error":{"code":"NOT_FOUND"}}`:                           reasonNotConnector,
		`{"data":{"status":"ok"}}`:                                           reasonNotConnector,
		`{"configuration":{"configuration_json":"{}"}}`:                      reasonConfiguration,
		`{"configuration":{"configuration_json":7}}`:                         reasonConfiguration,
		`{"configuration":{"configuration_json":false}}`:                     reasonConfiguration,
		`{"configuration":{"configuration_json":[{}]}}`:                      reasonConfiguration,
		`{"configuration":{"configuration_json":{},"configuration_json":7}}`: reasonConfiguration,
		`{"configuration":"{}"}`:                                             reasonConfiguration,
		`{"configuration":[{}]}`:                                             reasonConfiguration,
	} {
		if _, reason, f := decodeConnector(body); reason != want || f != noFault {
			t.Errorf("%s: %q, fault %v; want %q", body, reason, f, want)
		}
	}
	for body, want := range map[string]fault{
		``: cutShort, `{"name":"n"`: cutShort, `{"name":"n"} x`: notJSON, `{"name":'n'}`: notJSON,
		`{"configuration":{"configuration_json":{"a":1,}}}`: notJSON, `<html>`: notJSON,
		`{"configuration":{"configuration_json":{"a":1`: cutShort, "\xff\xfe{\x00}\x00": notJSON,
	} {
		if _, _, f := decodeConnector(body); f != want {
			t.Errorf("%q: fault %v, want %v", body, f, want)
		}
	}
}

func TestWhatAListLoadsAs(t *testing.T) {
	for body, want := range map[string]string{
		`{"count":2,"connectors":[{"connector_identifier":"A"},{"connector_identifier":"B"}]}`: "A B",
		`{"count":0,"connectors":[]}`:                                                                "",
		`{"connectors":null}`:                                                                        "",
		`{"data":{"connectors":[{"connector_identifier":"A"}]}}`:                                     "A",
		`{"connectors":[{"connector_identifier":"A"}],"data":{"connectors":[]}}`:                     "A",
		`{"connectors":[1,null,"x",{"connector_identifier":"A","configuration":7}]}`:                 "A",
		`{"connectors":[{"connector_identifier":"no"}],"connectors":[{"connector_identifier":"A"}]}`: "A",
		"\uFEFF" + `{"connectors":[{"connector_identifier":"A"}]}`:                                   "A",
	} {
		list, reason, f := decodeList(body)
		var got []string
		for _, c := range list {
			got = append(got, c.Identifier)
		}
		if reason != "" || f != noFault || strings.Join(got, " ") != want {
			t.Errorf("%s: got %q (%s, %v), want %q", body, got, reason, f, want)
		}
	}
	for _, body := range []string{`[]`, `{}`, `{"connectors":{}}`, `{"connectors":"x"}`, `null`, `{"error":{}}`} {
		if _, reason, f := decodeList(body); reason != reasonNotList || f != noFault {
			t.Errorf("%s: %q, fault %v", body, reason, f)
		}
	}
	if _, _, f := decodeList(`{"connectors":[{"name":`); f != cutShort {
		t.Errorf("a cut list: fault %v", f)
	}
}

func TestUpdateBody(t *testing.T) {
	name, err := ParseText(`"Acm\u0065 <b>"`)
	if err != nil {
		t.Fatal(err)
	}
	body, err := Update{Name: name, Configuration: " {\"a\":1.10}\n"}.Body()
	want := `{"connector":{"name":"Acm\u0065 <b>","description":""},"configuration":{"configuration_json":` + " {\"a\":1.10}\n" + `}}`
	if err != nil || string(body) != want {
		t.Errorf("got  %s (%v)\nwant %s", body, err, want)
	}
	for _, configuration := range []string{
		``, ` `, `null`, `[]`, `"{}"`, `7`, "\uFEFF{}", `{`, `{"a":1,}`, `{} {}`, `{}}`, `{}},"connector":{"name":"x"`, `{"a":tru}`,
	} {
		if body, err := (Update{Configuration: configuration}).Body(); err == nil {
			t.Errorf("%q was accepted: %s", configuration, body)
		}
	}
}

// Whatever valid object is stored comes out of an answer as it is, and goes into
// a request as it is, where the same cutting finds it again.
func FuzzCutAndConcatenate(f *testing.F) {
	for _, c := range faithful[:len(faithful)-1] {
		f.Add(c, "Acme")
	}
	f.Add("\n {\"a\":1} \t", "\"\\\x00")
	f.Fuzz(func(t *testing.T, configuration, name string) {
		body, err := Update{Name: TextOf(name), Description: TextOf(name), Configuration: configuration}.Body()
		trimmed := strings.Trim(configuration, " \t\r\n")
		valid := scanned(configuration) == noFault && trimmed[0] == '{'
		if valid != (err == nil) {
			t.Fatalf("%q: %v", configuration, err)
		}
		if !valid {
			return
		}
		if !json.Valid(body) && strings.Count(configuration, "[")+strings.Count(configuration, "{") < 9000 {
			t.Fatalf("the request is not JSON: %q", body)
		}
		if !strings.Contains(string(body), configuration) {
			t.Fatalf("%q is not in the request %q", configuration, body)
		}
		got, reason, fault := decodeConnector(answerWith(configuration))
		if reason != "" || fault != noFault || got.Configuration.JSON != trimmed {
			t.Fatalf("%q came back as %q", trimmed, got.Configuration.JSON)
		}
		// The request's own Configuration half has the shape of the answer's.
		again, _, fault := decodeConnector(string(body))
		if fault != noFault || again.Configuration.JSON != trimmed {
			t.Fatalf("the request holds %q, want %q", again.Configuration.JSON, trimmed)
		}
	})
}

func FuzzAnyAnswerIsSurvived(f *testing.F) {
	for _, s := range []string{``, `{}`, `null`, `{"data":{"name":1}}`, `{"configuration":[]}`, `{"error":"X","message":1}`, `<`, "\uFEFF"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		c, reason, f := decodeConnector(body)
		if f == noFault && reason == "" {
			if s := scanned(c.Configuration.JSON); s != noFault || c.Configuration.JSON[0] != '{' {
				t.Fatalf("%q loaded with the Configuration %q", body, c.Configuration.JSON)
			}
		}
		decodeList(body)
		kindOf(answer{body: body})
	})
}
