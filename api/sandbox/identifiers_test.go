// Every identifier that misbehaves, as someone meets it.

package sandbox

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// contractIdentifiers are the ones the design names.
func contractIdentifiers() []string {
	return strings.Fields("get-401 get-403 get-404 get-429 get-500 get-html get-slow get-cut " +
		"put-400 put-401 put-403 put-404 put-422 put-429 put-500 put-conflict put-lost put-dropped put-normalised hostile")
}

// change is a PUT body that renames a Connector and changes its Configuration.
var change = both("Changed", "by a test", `{ "z": 1, "a": 1.10 }`)

func TestGetFaults(t *testing.T) {
	b := newBench(t, Options{})
	b.refusedAs(b.get("get-403"), 403, "FORBIDDEN")
	b.refusedAs(b.put("get-403", change), 403, "FORBIDDEN")
	b.refusedAs(b.get("get-404"), 404, "NOT_FOUND")
	b.refusedAs(b.get("get-500"), 500, "INTERNAL_SERVER_ERROR")
	if r := b.get("get-html"); r.Status != 200 || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") || !strings.HasPrefix(r.Body, "<!DOCTYPE html>") {
		t.Errorf("get-html: %d %v %.40q", r.Status, r.Header, r.Body)
	}
	whole := b.stored("get-cut").full()
	if r := b.get("get-cut"); !errors.Is(r.Err, io.ErrUnexpectedEOF) || r.Status != 200 || !strings.HasPrefix(whole, r.Body) || r.Body == "" {
		t.Errorf("get-cut: %d, %v, %d bytes", r.Status, r.Err, len(r.Body))
	}
	if r := b.get("get-slow"); r.Status != 200 || b.watch.slept != 20*time.Second {
		t.Errorf("get-slow: %d after %v", r.Status, b.watch.slept)
	}
}

func TestTheCredentialOfTheFirstCallIsRefused(t *testing.T) {
	b := newBench(t, Options{Token: "first"})
	second := header("Authorization", "Bearer second")
	b.token = "first"
	b.refusedAs(b.get("get-401", second), 401, "UNAUTHORIZED") // not the token of this sandbox: no first call yet
	for range 2 {
		b.refusedAs(b.get("get-401"), 401, "UNAUTHORIZED")
	}
	if r := b.get("get-401", second); r.Status != 200 {
		t.Errorf("the other credential: %d", r.Status)
	}
	b.refusedAs(b.get("ABC12", second), 401, "UNAUTHORIZED") // everywhere else the sandbox wants its own

	b = newBench(t, Options{})
	if r := b.get("put-401"); r.Status != 200 {
		t.Fatalf("put-401 does not open: %d", r.Status)
	}
	b.refusedAs(b.put("put-401", change), 401, "UNAUTHORIZED")
	if r := b.get("put-401", second); r.Status != 200 || strings.Contains(r.Body, "Changed") {
		t.Errorf("after the refusal: %d %.80q", r.Status, r.Body)
	}
	b.saved(b.put("put-401", change, second))
	b.refusedAs(b.put("put-401", change), 401, "UNAUTHORIZED")
}

func TestWaitThenWorks(t *testing.T) {
	for _, c := range []struct {
		name string
		call func(b *bench) reply
		good int
	}{
		{"get-429", func(b *bench) reply { return b.get("get-429") }, 200},
		{"put-429", func(b *bench) reply { return b.put("put-429", change) }, 204},
	} {
		b := newBench(t, Options{})
		r := c.call(b)
		b.refusedAs(r, 429, "TOO_MANY_REQUESTS")
		if r.Header.Get("Retry-After") != "3" {
			t.Errorf("%s: Retry-After %q", c.name, r.Header.Get("Retry-After"))
		}
		b.watch.Advance(2500 * time.Millisecond)
		if r := c.call(b); r.Status != 429 || r.Header.Get("Retry-After") != "1" {
			t.Errorf("%s, too early: %d, Retry-After %q", c.name, r.Status, r.Header.Get("Retry-After"))
		}
		b.watch.Advance(500 * time.Millisecond)
		for range 2 {
			if r := c.call(b); r.Status != c.good {
				t.Errorf("%s, after the wait: %d", c.name, r.Status)
			}
		}
	}
}

func TestRefusedSavesSaveNothing(t *testing.T) {
	for identifier, want := range map[string]struct {
		status int
		code   string
	}{
		"put-400": {400, "BAD_REQUEST"}, "put-403": {403, "FORBIDDEN"}, "put-404": {404, "NOT_FOUND"},
		"put-422": {422, "UNPROCESSABLE_ENTITY"}, "put-500": {500, "INTERNAL_SERVER_ERROR"},
	} {
		b := newBench(t, Options{})
		before := b.get(identifier)
		if before.Status != 200 {
			t.Errorf("%s does not open: %d", identifier, before.Status)
		}
		d := b.refusedAs(b.put(identifier, change), want.status, want.code)
		if want.status == 422 || want.status == 400 {
			place, _, _ := strings.Cut(d, ":")
			steps := strings.FieldsFunc(place, func(r rune) bool { return strings.ContainsRune(".[]", r) })
			if _, ok := locate(configurationOf(t, before.Body), steps...); !ok && place != "connector.name" {
				t.Errorf("%s names a place that is not there: %q", identifier, d)
			}
		}
		if after := b.get(identifier); after.Body != before.Body {
			t.Errorf("%s: a refused save changed the Connector", identifier)
		}
	}
}

func TestLostAndDroppedSaves(t *testing.T) {
	b := newBench(t, Options{})
	for identifier, kept := range map[string]bool{"put-lost": true, "put-dropped": false} {
		if r := b.put(identifier, change); !errors.Is(r.Err, io.EOF) {
			t.Errorf("%s: status %d, error %v; want a cut connection", identifier, r.Status, r.Err)
		}
		if got := strings.Contains(b.get(identifier).Body, `{ "z": 1, "a": 1.10 }`); got != kept {
			t.Errorf("%s: saved %v", identifier, got)
		}
	}
}

func TestSomeoneElseSavesOncePerOpening(t *testing.T) {
	b := newBench(t, Options{})
	for round, label := range []string{"Clicks (all)", "Link clicks"} {
		opened := b.get("put-conflict")
		checked := b.get("put-conflict")
		if checked.Body == opened.Body || !strings.Contains(checked.Body, `"label": "`+label+`"`) {
			t.Fatalf("round %d: the check finds no change to %q", round, label)
		}
		before, after := configurationOf(t, opened.Body), configurationOf(t, checked.Body)
		old := []string{"Clicks", "Clicks (all)"}[round]
		if strings.Replace(after, `"`+label+`"`, `"`+old+`"`, 1) != before {
			t.Error("the other writer touched more than one label")
		}
		if i := strings.Index(opened.Body, "updated_at"); opened.Body[:i+40] == checked.Body[:i+40] {
			t.Error("updated_at did not move")
		}
		reloaded := b.get("put-conflict")
		if recheck := b.get("put-conflict"); recheck.Body != reloaded.Body {
			t.Error("a second conflict after the reload")
		}
		b.saved(b.put("put-conflict", both("Mine", "", after)))
		if verified := b.get("put-conflict"); configurationOf(t, verified.Body) != after {
			t.Error("the save was not kept")
		}
	}
	// Where there is no label left to rename, the description tells.
	b.saved(b.put("put-conflict", change))
	b.get("put-conflict")
	b.get("put-conflict")
	if r := b.get("put-conflict"); !strings.Contains(r.Body, "Checked by someone else") {
		t.Errorf("no change without labels: %.200q", r.Body)
	}
}

func TestNormalisedSave(t *testing.T) {
	b := newBench(t, Options{})
	b.saved(b.put("put-normalised", change))
	if got := configurationOf(t, b.get("put-normalised").Body); got != `{"a":1.10,"z":1}` {
		t.Errorf("stored as %s", got)
	}
}

func TestMisbehavingConnectorsSayWhatTheyDo(t *testing.T) {
	b := newBench(t, Options{})
	names := map[Literal]bool{}
	for _, m := range misbehaving() {
		c := b.stored(m.identifier)
		if names[c.Name] || utf8.RuneCountInString(c.Name.Value()) > maxName || utf8.RuneCountInString(c.Description.Value()) > maxDescription {
			t.Errorf("%s: name %s", m.identifier, c.Name)
		}
		names[c.Name] = true
		if fault := syntaxFault(string(c.Configuration)); fault != "" {
			t.Errorf("%s: %s", m.identifier, fault)
		}
		if !strings.Contains(string(c.Configuration), ".example/v1/"+m.identifier) {
			t.Errorf("%s shares its Configuration", m.identifier)
		}
	}
}

func TestHostileTextComesBackByteForByte(t *testing.T) {
	b := newBench(t, Options{})
	opened := b.get("hostile")
	if !json.Valid([]byte(opened.Body)) || !utf8.ValidString(opened.Body) {
		t.Fatal("the answer is not JSON")
	}
	configuration := configurationOf(t, opened.Body)
	name, description := string(b.stored("hostile").Name), string(b.stored("hostile").Description)
	b.saved(b.put("hostile", `{"connector":{"name":"Renamed","description":`+description+`},"configuration":{"configuration_json":`+configuration+`}}`))
	if got := configurationOf(t, b.get("hostile").Body); got != configuration {
		t.Error("the Configuration came back changed")
	}
	b.saved(b.put("hostile", `{"connector":{"name":`+name+`,"description":`+description+`}}`))
	if got := b.stored("hostile"); string(got.Name) != name || string(got.Description) != description {
		t.Error("name or description came back changed")
	}
}

func TestEveryHostileStringIsHostile(t *testing.T) {
	c := hostile(DefaultTeam)
	parts := map[string]Literal{"name": c.Name, "description": c.Description, "logo_url": c.LogoURL, "created_at": c.CreatedAt,
		"updated_at": c.UpdatedAt, "version": c.Version, "configuration.created_at": c.ConfigurationCreatedAt, "configuration.updated_at": c.ConfigurationUpdatedAt}
	check := func(what, s string) {
		if !strings.ContainsAny(s, "\x1b\u009b") {
			t.Errorf("%s has no terminal escape: %q", what, s)
		}
		if !strings.ContainsAny(s, "\u202e\u2066") {
			t.Errorf("%s has no bidirectional mark: %q", what, s)
		}
		if !strings.ContainsAny(s, "\x00\a\b\r\n") {
			t.Errorf("%s has no control character: %q", what, s)
		}
	}
	for what, l := range parts {
		check(what, l.Value())
	}
	for what, limit := range map[string]int{"created_at": 30, "updated_at": 30, "configuration.created_at": 30, "configuration.updated_at": 30, "version": 20, "name": maxName, "description": maxDescription, "logo_url": 2048} {
		if n := utf8.RuneCountInString(parts[what].Value()); n > limit {
			t.Errorf("%s has %d characters, over the limit of %d", what, n, limit)
		}
	}
	var walk func(v json.RawMessage)
	n := 0
	walk = func(v json.RawMessage) {
		members(string(v), 0, func(_ string, s span) bool { walk(v[s.from:s.to]); return true })
		items(string(v), 0, func(s span) bool { walk(v[s.from:s.to]); return true })
		if isString(Literal(v)) {
			n++
			check("a string of the Configuration", Literal(v).Value())
		}
	}
	walk(json.RawMessage(c.Configuration))
	if n < 100 {
		t.Errorf("only %d strings", n)
	}
	text := string(c.Configuration)
	for _, all := range [][]string{hostileEscapes(), hostileControls(), hostileRaw()} {
		for _, piece := range all {
			if !strings.Contains(text, piece) {
				t.Errorf("%q does not come up", piece)
			}
		}
	}
	if !strings.Contains(string(c.Name), `\u001b[`+strings.Repeat("1;", 39)+`1m`) {
		t.Error("the name has no sequence with 40 parameters")
	}
}

func TestTheLargeConnector(t *testing.T) {
	b := newBench(t, Options{})
	c := b.stored(largeIdentifier)
	if got := configurationOf(t, b.get(largeIdentifier).Body); got != string(c.Configuration) {
		t.Error("the answer is another one")
	}
	if len(c.Configuration) < 600<<10 {
		t.Errorf("%d bytes are not large", len(c.Configuration))
	}
	if c.Configuration != largeConfiguration() {
		t.Error("not the same bytes every time")
	}
	var doc struct {
		Reporting struct {
			ReportTypes []struct {
				ID         string
				Dimensions struct {
					Groups []struct{ Fields []struct{ ID, Label string } }
				}
				Metrics struct {
					Groups []struct{ Fields []struct{ ID, Label string } }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(c.Configuration), &doc); err != nil {
		t.Fatal(err)
	}
	runtime, fields := map[string]bool{}, 0
	for _, r := range doc.Reporting.ReportTypes {
		labels := map[string]bool{}
		for _, g := range append(r.Dimensions.Groups, r.Metrics.Groups...) {
			for _, f := range g.Fields {
				fields++
				if id := r.ID + "_" + f.ID; runtime[id] || labels[f.Label] {
					t.Errorf("%s comes twice", id)
				}
				runtime[r.ID+"_"+f.ID], labels[f.Label] = true, true
			}
		}
	}
	if len(doc.Reporting.ReportTypes) != 40 || fields != 1800 {
		t.Errorf("%d Report Types, %d Fields: the description says otherwise", len(doc.Reporting.ReportTypes), fields)
	}
}

func BenchmarkLarge(b *testing.B) {
	for b.Loop() {
		largeConfiguration()
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
