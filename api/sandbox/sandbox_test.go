// What the tests of this package share: a sandbox with a clock of its own, and
// a client that speaks plain HTTP.

package sandbox

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// watch is a clock that moves only when told, or when someone sleeps.
type watch struct {
	mu    sync.Mutex
	now   time.Time
	slept time.Duration
}

func newWatch() *watch { return &watch{now: time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)} }

func (w *watch) Now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *watch) Advance(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *watch) Sleep(ctx context.Context, d time.Duration) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
	w.slept += d
	return nil
}

// bench is a sandbox with one sound Connector, ABC12, and a client for it.
type bench struct {
	t       *testing.T
	sandbox *Sandbox
	watch   *watch
	client  *http.Client
	base    string
	token   string
}

const soundJSON = "{\n  \"reporting\": {\"reportTypes\": []},\n  \"n\": 1.10\n}"

func sound() Stored {
	return Stored{Identifier: "ABC12", Name: `"Sound"`, Description: `"A sound one"`, LogoURL: "null",
		CreatedAt: `"2025-01-01T00:00:00+00:00"`, UpdatedAt: `"2025-01-02T00:00:00+00:00"`, Version: `"1.0.0"`,
		Configuration: soundJSON, ConfigurationCreatedAt: `"2025-01-01T00:00:00+00:00"`, ConfigurationUpdatedAt: `"2025-01-02T00:00:00+00:00"`}
}

func newBench(t *testing.T, o Options) *bench {
	t.Helper()
	w := newWatch()
	o.Now, o.Sleep = w.Now, w.Sleep
	if o.Connectors == nil {
		o.Connectors = []Stored{sound()}
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: Transport(s), CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	t.Cleanup(client.CloseIdleConnections)
	return &bench{t: t, sandbox: s, watch: w, client: client, base: "http://sandbox.test", token: "sandbox"}
}

// reply is an answer as a client sees it.
type reply struct {
	Status int
	Header http.Header
	Body   string
	Err    error // of the call, or of reading the body
}

// edit changes a request before it is sent.
type edit func(*http.Request)

func header(name, value string) edit {
	return func(r *http.Request) {
		if value == "" {
			r.Header.Del(name)
			return
		}
		r.Header.Set(name, value)
	}
}

func (b *bench) send(method, path, body string, edits ...edit) reply {
	b.t.Helper()
	r, err := http.NewRequest(method, b.base+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+b.token)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, e := range edits {
		e(r)
	}
	res, err := b.client.Do(r)
	if err != nil {
		return reply{Err: err}
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	return reply{res.StatusCode, res.Header, string(raw), err}
}

const teamPath = "/v1/teams/936506/connector_builder/connectors"

func (b *bench) get(identifier string, edits ...edit) reply {
	b.t.Helper()
	return b.send("GET", teamPath+"/"+identifier, "", edits...)
}

func (b *bench) put(identifier, body string, edits ...edit) reply {
	b.t.Helper()
	return b.send("PUT", teamPath+"/"+identifier, body, edits...)
}

// both is a PUT body with both halves.
func both(name, description, configuration string) string {
	return `{"connector":{"name":` + string(Text(name)) + `,"description":` + string(Text(description)) + `},"configuration":{"configuration_json":` + configuration + `}}`
}

// configurationOf cuts the Configuration out of an answer.
func configurationOf(t *testing.T, body string) string {
	t.Helper()
	at, ok := locate(body, "configuration", "configuration_json")
	if !ok {
		t.Fatalf("no Configuration in %.200q", body)
	}
	return body[at.from:at.to]
}

// stored is what the sandbox holds now.
func (b *bench) stored(identifier string) Stored {
	b.t.Helper()
	c, ok := b.sandbox.Get(DefaultTeam, identifier)
	if !ok {
		b.t.Fatalf("%s is not stored", identifier)
	}
	return c
}

var idForm = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)

// refusedAs checks an error answer against the contract: status, code, the
// form of the envelope, and the headers that belong to the status.
func (b *bench) refusedAs(r reply, status int, code string) (description string) {
	b.t.Helper()
	if r.Err != nil || r.Status != status {
		b.t.Fatalf("got status %d, error %v, body %.300q; want %d", r.Status, r.Err, r.Body, status)
	}
	var env struct {
		Meta struct {
			RequestID string `json:"request_id"`
		}
		Error struct{ Code, Message, Description string }
	}
	if err := json.Unmarshal([]byte(r.Body), &env); err != nil {
		b.t.Fatalf("the error body is not JSON: %v: %q", err, r.Body)
	}
	if !idForm.MatchString(env.Meta.RequestID) {
		b.t.Errorf("request_id %q is not of the form the contract names", env.Meta.RequestID)
	}
	if env.Error.Code != code || env.Error.Message == "" {
		b.t.Errorf("code %q, message %q; want code %q and a message", env.Error.Code, env.Error.Message, code)
	}
	present := func(name string, want bool) {
		if got := r.Header.Get(name) != ""; got != want {
			b.t.Errorf("status %d: header %s = %q, wanted: %v", status, name, r.Header.Get(name), want)
		}
	}
	present("Access-Control-Allow-Origin", true)
	present("X-RateLimit-Limit", status != 500)
	present("X-RateLimit-Remaining", status != 500)
	present("Retry-After", status == 429)
	present("WWW-Authenticate", status == 401)
	if status == 401 && !strings.HasPrefix(r.Header.Get("WWW-Authenticate"), "Bearer") {
		b.t.Errorf("WWW-Authenticate %q", r.Header.Get("WWW-Authenticate"))
	}
	if r.Header.Get("Content-Type") != "application/json" {
		b.t.Errorf("Content-Type %q", r.Header.Get("Content-Type"))
	}
	return env.Error.Description
}

func (b *bench) saved(r reply) {
	b.t.Helper()
	if r.Err != nil || r.Status != 204 || r.Body != "" {
		b.t.Fatalf("got status %d, error %v, body %q; want 204 and nothing", r.Status, r.Err, r.Body)
	}
}
