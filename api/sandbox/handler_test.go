// The contract: every limit, status and header of Get, Update and List.

package sandbox

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestGetAnswersTheWholeConnector(t *testing.T) {
	b := newBench(t, Options{})
	r := b.get("ABC12")
	want := `{"connector_identifier":"ABC12","name":"Sound","description":"A sound one","logo_url":null,` +
		`"created_at":"2025-01-01T00:00:00+00:00","updated_at":"2025-01-02T00:00:00+00:00",` +
		`"configuration":{"version":"1.0.0","configuration_json":` + soundJSON + `,` +
		`"created_at":"2025-01-01T00:00:00+00:00","updated_at":"2025-01-02T00:00:00+00:00"}}`
	if r.Status != 200 || r.Body != want {
		t.Errorf("got %d %s\nwant %s", r.Status, r.Body, want)
	}
	for name, value := range map[string]string{"Content-Type": "application/json", "Access-Control-Allow-Origin": "*",
		"X-RateLimit-Limit": "5000", "X-RateLimit-Remaining": "4999", "Content-Length": strconv.Itoa(len(want))} {
		if r.Header.Get(name) != value {
			t.Errorf("%s: %q, want %q", name, r.Header.Get(name), value)
		}
	}
}

func TestRefusalsOfThePath(t *testing.T) {
	b := newBench(t, Options{})
	for _, c := range []struct {
		method, path string
		status       int
		code         string
		says         string
	}{
		{"GET", "/v1/teams/0/connector_builder/connectors/ABC12", 400, "BAD_REQUEST", "team_id"},
		{"GET", "/v1/teams/-1/connector_builder/connectors/ABC12", 400, "BAD_REQUEST", "team_id"},
		{"GET", "/v1/teams/+1/connector_builder/connectors/ABC12", 400, "BAD_REQUEST", "team_id"},
		{"GET", "/v1/teams//connector_builder/connectors/ABC12", 400, "BAD_REQUEST", "team_id"},
		{"GET", "/v1/teams/1.0/connector_builder/connectors/ABC12", 400, "BAD_REQUEST", "team_id"},
		{"GET", "/v1/teams/9223372036854775808/connector_builder/connectors/ABC12", 400, "BAD_REQUEST", "team_id"},
		{"GET", "/v1/teams/9223372036854775807/connector_builder/connectors/ABC12", 404, "NOT_FOUND", ""},
		{"GET", teamPath + "/NOSUCH", 404, "NOT_FOUND", ""},
		{"GET", teamPath + "/abc12", 404, "NOT_FOUND", ""},
		{"GET", teamPath + "/", 400, "BAD_REQUEST", "connector_identifier"},
		{"GET", teamPath + "/A%20B", 400, "BAD_REQUEST", "connector_identifier"},
		{"GET", teamPath + "/A%2FB", 400, "BAD_REQUEST", "connector_identifier"},
		{"GET", teamPath + "/%C3%84", 400, "BAD_REQUEST", "connector_identifier"},
		{"GET", teamPath + "/" + strings.Repeat("a", 100), 404, "NOT_FOUND", ""},
		{"GET", teamPath + "/" + strings.Repeat("a", 101), 400, "BAD_REQUEST", "has 101"},
		{"GET", teamPath + "/ABC12/logs", 404, "NOT_FOUND", ""},
		{"GET", "/", 404, "NOT_FOUND", ""},
		{"DELETE", teamPath + "/ABC12", 405, "METHOD_NOT_ALLOWED", ""},
		{"POST", teamPath, 405, "METHOD_NOT_ALLOWED", ""},
		{"PUT", teamPath + "/NOSUCH", 404, "NOT_FOUND", ""},
		{"GET", teamPath + "?include_configs=maybe", 400, "BAD_REQUEST", "include_configs"},
		{"GET", "/v1/teams/5/connector_builder/connectors", 403, "FORBIDDEN", "936506"},
	} {
		body := ""
		if c.method == "PUT" {
			body = "{}"
		}
		r := b.send(c.method, c.path, body)
		if d := b.refusedAs(r, c.status, c.code); !strings.Contains(d, c.says) {
			t.Errorf("%s %s: description %q does not say %q", c.method, c.path, d, c.says)
		}
		if c.status == 405 && r.Header.Get("Allow") == "" {
			t.Errorf("%s %s: no Allow header", c.method, c.path)
		}
	}
}

func TestRefusalsOfTheBody(t *testing.T) {
	b := newBench(t, Options{})
	long := func(n int) string { return strings.Repeat("é", n) }
	for _, c := range []struct {
		name, body string
		status     int
		says       string
	}{
		{"nothing", "", 400, "empty"},
		{"blank", "  ", 400, "empty"},
		{"not JSON", "{\n  \"connector\": oops}", 400, "line 2, column 16"},
		{"cut short", `{"connector":`, 400, "unexpected end"},
		{"two values", `{} {}`, 400, "line 1, column 4"},
		{"byte order mark", "\ufeff{}", 400, "line 1, column 1"},
		{"not UTF-8", "{\"\xff\":1}", 400, "UTF-8"},
		{"a list", `[]`, 422, "body"},
		{"connector null", `{"connector":null}`, 422, "connector:"},
		{"connector a list", `{"connector":[]}`, 422, "connector:"},
		{"no name", `{"connector":{"description":""}}`, 422, "connector.name"},
		{"no description", `{"connector":{"name":"a"}}`, 422, "connector.description"},
		{"name a number", `{"connector":{"name":1,"description":""}}`, 422, "connector.name"},
		{"description null", `{"connector":{"name":"a","description":null}}`, 422, "connector.description"},
		{"name too long", both(long(256), "", "{}"), 422, "connector.name: this may have 255 characters at most, and has 256"},
		{"description too long", both("a", long(1001), "{}"), 422, "connector.description: this may have 1000 characters at most, and has 1001"},
		{"configuration text", `{"configuration":"{}"}`, 422, "configuration:"},
		{"no configuration_json", `{"configuration":{}}`, 422, "configuration.configuration_json"},
		{"configuration_json text", `{"configuration":{"configuration_json":"{}"}}`, 422, "configuration.configuration_json"},
		{"configuration_json list", `{"configuration":{"configuration_json":[]}}`, 422, "configuration.configuration_json"},
		{"configuration_json null", `{"configuration":{"configuration_json":null}}`, 422, "configuration.configuration_json"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code := map[int]string{400: "BAD_REQUEST", 422: "UNPROCESSABLE_ENTITY"}[c.status]
			d := b.refusedAs(b.put("ABC12", c.body, header("Content-Type", "application/json")), c.status, code)
			if !strings.Contains(d, c.says) {
				t.Errorf("description %q does not say %q", d, c.says)
			}
			got := b.stored("ABC12")
			if want := sound(); got.Name != want.Name || got.Configuration != want.Configuration || got.UpdatedAt != want.UpdatedAt {
				t.Error("a refused save changed the Connector")
			}
		})
	}
	for _, kind := range []string{"", "text/plain", "application/json; charset=latin1", "application/x-www-form-urlencoded"} {
		b.refusedAs(b.put("ABC12", both("a", "b", "{}"), header("Content-Type", kind)), 400, "BAD_REQUEST")
	}
	b.refusedAs(b.put("ABC12", both("a", "b", "{}"), header("Content-Encoding", "gzip")), 400, "BAD_REQUEST")
	b.saved(b.put("ABC12", both(long(255), long(1000), "{}"), header("Content-Type", "application/json; charset=UTF-8")))
}

func TestTheTwoHalvesOfASave(t *testing.T) {
	b := newBench(t, Options{})
	b.saved(b.put("ABC12", `{"connector":{"name":"New","description":""}}`))
	got := b.stored("ABC12")
	if got.Name != `"New"` || got.Description != `""` || got.Configuration != soundJSON {
		t.Errorf("after the first half: %+v", got)
	}
	if got.ConfigurationUpdatedAt != sound().ConfigurationUpdatedAt || got.Version != `"1.0.0"` {
		t.Error("the half that was not sent was touched")
	}
	if got.UpdatedAt != `"2026-03-04T05:06:07+00:00"` {
		t.Errorf("updated_at %s", got.UpdatedAt)
	}
	b.saved(b.put("ABC12", `{"configuration":{"configuration_json":{"a":1},"version":"9"}}`))
	got = b.stored("ABC12")
	if got.Name != `"New"` || got.Configuration != `{"a":1}` || got.Version != `"1.0.1"` {
		t.Errorf("after the second half: %+v", got)
	}
	// Two saves within one second still have two dates.
	if got.UpdatedAt != `"2026-03-04T05:06:08+00:00"` || got.ConfigurationUpdatedAt != `"2026-03-04T05:06:07+00:00"` {
		t.Errorf("dates %s, %s", got.UpdatedAt, got.ConfigurationUpdatedAt)
	}
	b.saved(b.put("ABC12", `{}`))
	if b.stored("ABC12") != got {
		t.Error("an empty body changed something")
	}
}

func TestAConfigurationComesBackByteForByte(t *testing.T) {
	b := newBench(t, Options{})
	for _, configuration := range []string{
		"{}", "{ }", " {\n\t\"a\" : 1\r\n}",
		`{"n":[12345678901234567890,1.10,1e400,-0,0.1E+2]}`,
		`{"a":1,"a":2,"\u0061":3}`, `{"z":1,"a":2}`, `{"s":"<>&\u003c\/\ud800 \u0000"}`,
		"{\"raw\":\"\u202e\u009b\ufeff\u2028\u007f\uffff\"}",
		`{"configuration":{"configuration_json":{}},"connector":"}\"{"}`,
		strings.Repeat(`{"a":[`, 4000) + strings.Repeat(`]}`, 4000),
	} {
		b.saved(b.put("ABC12", both("n", "d", configuration)))
		want := strings.Trim(configuration, " \t\r\n")
		if got := configurationOf(t, b.get("ABC12").Body); got != want {
			t.Errorf("sent %.80q, got %.80q", want, got)
		}
	}
	// Of a member that comes twice the last counts, also when it is spelled with escapes.
	b.saved(b.put("ABC12", `{"configuration":{"configuration_json":{"x":1}},"configu\u0072ation":{"configuration_json":{"x":2}}}`))
	if got := b.stored("ABC12").Configuration; got != `{"x":2}` {
		t.Errorf("stored %s", got)
	}
	if names := `"\u0041<é\ud83d\ude00"`; true {
		b.saved(b.put("ABC12", `{"connector":{"name":`+names+`,"description":"d"}}`))
		if got := b.stored("ABC12").Name; string(got) != names {
			t.Errorf("the name %s came back as %s", names, got)
		}
	}
}

func TestTheCredential(t *testing.T) {
	b := newBench(t, Options{Token: "right"})
	for value, status := range map[string]int{"": 401, "Bearer": 401, "Bearer ": 401, "Bearer wrong": 401, "wrong": 401,
		"Basic cmlnaHQ=": 401, "Bearer right": 200, "bearer right": 200, "right": 200} {
		r := b.get("ABC12", header("Authorization", value))
		if status == 401 {
			if d := b.refusedAs(r, 401, "UNAUTHORIZED"); strings.Contains(d, "wrong") {
				t.Errorf("%q: the credential is repeated: %q", value, d)
			}
		} else if r.Status != status {
			t.Errorf("%q: status %d", value, r.Status)
		}
	}
	any := newBench(t, Options{})
	any.refusedAs(any.get("ABC12", header("Authorization", "")), 401, "UNAUTHORIZED")
	if r := any.get("ABC12", header("Authorization", "Bearer whatever")); r.Status != 200 {
		t.Errorf("status %d", r.Status)
	}
}

func TestTheBudgetOfAnHour(t *testing.T) {
	b := newBench(t, Options{Hourly: 3})
	for want := 2; want >= 0; want-- {
		if got := b.get("ABC12").Header.Get("X-RateLimit-Remaining"); got != strconv.Itoa(want) {
			t.Errorf("remaining %s, want %d", got, want)
		}
	}
	b.watch.Advance(59*time.Minute + 30*time.Second)
	r := b.get("ABC12")
	b.refusedAs(r, 429, "TOO_MANY_REQUESTS")
	if r.Header.Get("Retry-After") != "30" || r.Header.Get("X-RateLimit-Remaining") != "0" {
		t.Errorf("headers %v", r.Header)
	}
	b.watch.Advance(30 * time.Second)
	if r := b.get("ABC12"); r.Status != 200 || r.Header.Get("X-RateLimit-Remaining") != "2" {
		t.Errorf("in the next hour: %d, %v", r.Status, r.Header)
	}
	for _, n := range []int{-1, 10001} {
		if _, err := New(Options{Hourly: n}); err == nil {
			t.Errorf("a budget of %d is accepted", n)
		}
	}
}

func TestTheList(t *testing.T) {
	b := newBench(t, Options{Connectors: []Stored{sound(), {Team: 7, Identifier: "OTHER", Name: `"x"`, Configuration: "{}"}}})
	type item struct {
		Identifier    string `json:"connector_identifier"`
		Name          *string
		Configuration json.RawMessage
	}
	read := func(path string) (list []item) {
		t.Helper()
		r := b.send("GET", path, "")
		var body struct {
			Count      *int
			Connectors []item
		}
		if err := json.Unmarshal([]byte(r.Body), &body); err != nil || r.Status != 200 {
			t.Fatalf("%d %v", r.Status, err)
		}
		if body.Count == nil || *body.Count != len(body.Connectors) {
			t.Errorf("count %v of %d", body.Count, len(body.Connectors))
		}
		return body.Connectors
	}
	list := read(teamPath + "?include_configs=false")
	seen := map[string]bool{}
	for _, c := range list {
		seen[c.Identifier] = true
		if c.Configuration != nil || c.Name == nil {
			t.Errorf("%s: Configuration %.20q, name %v", c.Identifier, c.Configuration, c.Name)
		}
	}
	for _, want := range append(contractIdentifiers(), "ABC12", largeIdentifier) {
		if !seen[want] {
			t.Errorf("%s is not in the list", want)
		}
	}
	if seen["OTHER"] {
		t.Error("a Connector of another team is in the list")
	}
	for _, c := range read(teamPath + "?include_configs=true") {
		if len(c.Configuration) == 0 {
			t.Errorf("%s comes without Configuration", c.Identifier)
		}
	}
	if other := read("/v1/teams/7/connector_builder/connectors"); len(other) != 1 || other[0].Identifier != "OTHER" {
		t.Errorf("team 7: %v", other)
	}
}

func TestAListEndsAtAThousand(t *testing.T) {
	var many []Stored
	for i := range 1200 {
		many = append(many, Stored{Team: 7, Identifier: "C" + strconv.Itoa(i), Configuration: "{}"})
	}
	b := newBench(t, Options{Connectors: many})
	if r := b.send("GET", "/v1/teams/7/connector_builder/connectors", ""); !strings.HasPrefix(r.Body, `{"count":1000,`) {
		t.Errorf("%.40q", r.Body)
	}
}

func TestRequestIDsDifferAndDoNotNeedRandomness(t *testing.T) {
	for _, o := range []Options{{}, {Random: failing{}}} {
		b := newBench(t, o)
		seen := map[string]bool{}
		for range 20 {
			r := b.get("NOSUCH")
			b.refusedAs(r, 404, "NOT_FOUND")
			seen[r.Body] = true
		}
		if len(seen) != 20 {
			t.Errorf("%d request ids for 20 requests", len(seen))
		}
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("no randomness") }

func TestWhatWasAskedIsRecordedWithoutTheCredential(t *testing.T) {
	b := newBench(t, Options{})
	b.token = "canary-credential"
	b.get("ABC12")
	b.put("ABC12", both("n", "d", `{"a": 1}`))
	b.put("put-lost", both("n", "d", `{"a": 1}`))
	b.send("GET", teamPath+"?include_configs=false", "")
	records := b.sandbox.Recorded()
	if len(records) != 4 {
		t.Fatalf("%d records", len(records))
	}
	put := records[1]
	if put.Method != "PUT" || put.Path != teamPath+"/ABC12" || put.Team != DefaultTeam || put.Identifier != "ABC12" || put.Status != 204 || put.Body != both("n", "d", `{"a": 1}`) {
		t.Errorf("recorded %+v", put)
	}
	if records[2].Status != 0 || records[3].Query != "include_configs=false" {
		t.Errorf("recorded %+v, %+v", records[2], records[3])
	}
	if all, _ := json.Marshal(records); strings.Contains(string(all), "canary") {
		t.Error("the credential is in the records")
	}
}

func TestTheRecordsStayBounded(t *testing.T) {
	var r recorder
	var last *Record
	for range 12 {
		last = r.add(Record{})
		r.body(last, strings.Repeat("x", 5<<20))
	}
	if len(r.list) != 6 || r.bytes != 30<<20 || r.list[5] != last {
		t.Errorf("%d records, %d bytes", len(r.list), r.bytes)
	}
	for range maxRecords + 5 {
		r.add(Record{})
	}
	if len(r.list) != maxRecords || r.bytes != 0 {
		t.Errorf("%d records, %d bytes", len(r.list), r.bytes)
	}
	r.body(last, "late")
	if r.bytes != 0 {
		t.Error("the body of a dropped record is counted")
	}
}
