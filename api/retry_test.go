// What is tried again, after what wait, and what is not.

package api

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// clock is a time that passes only by sleeping.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func newClock() *clock { return &clock{now: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

// answers is a transport that gives one answer after the other, the last again.
func answers(raws ...string) roundTrip {
	n := 0
	return func(r *http.Request) (*http.Response, error) {
		header, body, _ := strings.Cut(raws[min(n, len(raws)-1)], "\n")
		n++
		status, retry, _ := strings.Cut(header, " ")
		resp := &http.Response{Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: -1, Request: r}
		for _, c := range status {
			resp.StatusCode = resp.StatusCode*10 + int(c-'0')
		}
		if retry != "" {
			resp.Header.Set("Retry-After", retry)
		}
		return resp, nil
	}
}

func TestWaitsOfARead(t *testing.T) {
	const half, one = 250 * time.Millisecond, 500 * time.Millisecond // with a jitter of 0.5
	for name, c := range map[string]struct {
		answers []string
		slept   []time.Duration
		told    string
	}{
		"success at once":            {[]string{"200\n{}"}, nil, "ok"},
		"one failure":                {[]string{"503", "200\n{}"}, []time.Duration{half}, "ok"},
		"two failures":               {[]string{"500", "502", "200\n{}"}, []time.Duration{half, one}, "ok"},
		"three failures":             {[]string{"500", "502", "504", "200\n{}"}, []time.Duration{half, one}, "504 empty"},
		"429 that says when":         {[]string{"429 3", "200\n{}"}, []time.Duration{3150 * time.Millisecond}, "ok"},
		"429 at the longest wait":    {[]string{"429 30", "200\n{}"}, []time.Duration{31500 * time.Millisecond}, "ok"},
		"429 past the longest wait":  {[]string{"429 31", "200\n{}"}, nil, "429 empty"},
		"429 for a day":              {[]string{"429 86400"}, nil, "429 empty"},
		"429 that does not say when": {[]string{"429", "200\n{}"}, []time.Duration{half}, "ok"},
		"429 now":                    {[]string{"429 0", "200\n{}"}, []time.Duration{0}, "ok"},
		"429 in the past":            {[]string{"429 -5", "200\n{}"}, []time.Duration{0}, "ok"},
		"429 three times":            {[]string{"429 1", "429 1", "429 1", "200\n{}"}, []time.Duration{1050 * time.Millisecond, 1050 * time.Millisecond}, "429 empty"},
		"429 over the whole time":    {[]string{"429 30", "429 30", "200\n{}"}, []time.Duration{31500 * time.Millisecond}, "429 empty"},
		"503 that says when":         {[]string{"503 2", "200\n{}"}, []time.Duration{2100 * time.Millisecond}, "ok"},
		"a refusal":                  {[]string{"404", "200\n{}"}, nil, "404 empty"},
		"an answer of no use":        {[]string{"200\n<html>", "200\n{}"}, nil, "200 html"},
	} {
		clock := newClock()
		client := newClient(t, Options{BaseURL: "https://api.example.com", Transport: answers(c.answers...), Now: clock.Now, Sleep: clock.Sleep})
		_, meta, err := client.Get(t.Context(), testRef)
		if got := told(err); got != c.told || !reflect.DeepEqual(clock.slept, c.slept) {
			t.Errorf("%s: %q after %v; want %q after %v", name, got, clock.slept, c.told, c.slept)
		}
		if !meta.At.Equal(clock.now) || meta.Attempts != len(clock.slept)+1 {
			t.Errorf("%s: meta %+v", name, meta)
		}
	}
}

// failing is a transport whose first calls fail with the error.
func failing(times int, err error, then roundTrip) (roundTrip, *int) {
	calls := new(int)
	return func(r *http.Request) (*http.Response, error) {
		if *calls++; *calls <= times {
			return nil, err
		}
		return then(r)
	}, calls
}

func TestASaveIsRepeatedOnlyWhenItSurelyDidNotRun(t *testing.T) {
	dial := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	for name, c := range map[string]struct {
		err      error
		put, get string
		puts     int
	}{
		"refused":             {dial(syscall.ECONNREFUSED), "ok", "ok", 3},
		"unreachable":         {dial(syscall.EHOSTUNREACH), "ok", "ok", 3},
		"name service down":   {dial(&net.DNSError{Err: "x", Name: "api.example.com", IsTemporary: true}), "ok", "ok", 3},
		"no such name":        {dial(&net.DNSError{Err: "x", Name: "api.example.com", IsNotFound: true}), "transport dns", "transport dns", 1},
		"proxy refused":       {&net.OpError{Op: "proxyconnect", Err: syscall.ECONNREFUSED}, "ok", "ok", 3},
		"cut":                 {io.EOF, "unanswered read", "ok", 1},
		"reset":               {&net.OpError{Op: "read", Err: syscall.ECONNRESET}, "unanswered read", "ok", 1},
		"not written":         {&net.OpError{Op: "write", Err: syscall.EPIPE}, "unanswered read", "ok", 1},
		"something unknown":   {errors.New("malformed HTTP response \"" + canary + "\""), "unanswered not-http", "transport not-http", 1},
		"HTTP/2 said go away": {errors.New("http2: server sent GOAWAY and closed the connection"), "unanswered read", "ok", 1},
	} {
		transport, calls := failing(2, c.err, answers("204"))
		client := newClient(t, Options{BaseURL: "https://api.example.com", Transport: transport})
		meta, err := client.Update(t.Context(), testRef, testUpdate)
		if got := told(err); got != c.put || *calls != c.puts || meta.Attempts != c.puts {
			t.Errorf("%s: a save says %q after %d calls, want %q after %d", name, got, *calls, c.put, c.puts)
		}
		checkWords(t, err)

		transport, _ = failing(2, c.err, answers("200\n{}"))
		client = newClient(t, Options{BaseURL: "https://api.example.com", Transport: transport})
		if _, _, err = client.Get(t.Context(), testRef); told(err) != c.get {
			t.Errorf("%s: a read says %q, want %q", name, told(err), c.get)
		}
		checkWords(t, err)
	}
}

func TestARepeatedSaveCarriesTheWholeBody(t *testing.T) {
	var body string
	transport, _ := failing(1, &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}, func(r *http.Request) (*http.Response, error) {
		b, err := io.ReadAll(r.Body)
		body = string(b)
		if r.GetBody != nil || r.ContentLength != int64(len(b)) {
			t.Errorf("GetBody set: %v, length %d of %d", r.GetBody != nil, r.ContentLength, len(b))
		}
		return &http.Response{StatusCode: 204}, err
	})
	first := transport
	transport = func(r *http.Request) (*http.Response, error) {
		io.CopyN(io.Discard, r.Body, 10) // what a transport took before it failed
		return first(r)
	}
	n := 0
	wrapped := roundTrip(func(r *http.Request) (*http.Response, error) {
		if n++; n == 1 {
			return transport(r)
		}
		return first(r)
	})
	client := newClient(t, Options{BaseURL: "https://api.example.com", Transport: wrapped})
	if _, err := client.Update(t.Context(), testRef, testUpdate); err != nil {
		t.Fatal(err)
	}
	if want, _ := testUpdate.Body(); body != string(want) {
		t.Errorf("sent %s", body)
	}
}

func TestTheCredentialIsAskedForOnceACall(t *testing.T) {
	asked := 0
	var sent []string
	next := answers("500", "500", "200\n{}")
	client := newClient(t, Options{
		BaseURL:       "https://api.example.com/prefix/",
		Authorization: func(context.Context) (string, error) { asked++; return "Bearer " + canary, nil },
		Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			sent = append(sent, r.Method+" "+r.URL.String()+" "+r.Header.Get("Authorization")+" "+r.Header.Get("Accept"))
			return next(r)
		}),
	})
	if _, _, err := client.Get(t.Context(), testRef); err != nil {
		t.Fatal(err)
	}
	want := "GET https://api.example.com/prefix/v1/teams/936506/connector_builder/connectors/T3S70 Bearer " + canary + " application/json"
	if asked != 1 || len(sent) != 3 || sent[0] != want || sent[2] != want {
		t.Errorf("asked %d times, sent %q", asked, sent)
	}
}

func TestACredentialThatCannotBeSentIsRefusedHere(t *testing.T) {
	for _, header := range []string{"Bearer a\nb", "Bearer a\r", "\x00", "Bearer “a”", "Bearer \x7f", "Bearer é"} {
		client := newClient(t, Options{
			BaseURL: "https://api.example.com", Transport: roundTrip(nil),
			Authorization: func(context.Context) (string, error) { return header, nil },
		})
		_, err := client.Update(t.Context(), testRef, testUpdate)
		if told(err) != "input credential" || strings.Contains(err.Error(), header) {
			t.Errorf("%q: %v", header, err)
		}
	}
	cause := errors.New("the helper failed")
	client := newClient(t, Options{
		BaseURL: "https://api.example.com", Transport: roundTrip(nil),
		Authorization: func(context.Context) (string, error) { return "", cause },
	})
	if _, _, err := client.List(t.Context(), 1); !errors.Is(err, cause) {
		t.Errorf("got %v", err)
	}
}

func TestNoCredentialSendsNoHeader(t *testing.T) {
	client := newClient(t, Options{
		BaseURL:       "https://api.example.com",
		Authorization: func(context.Context) (string, error) { return "", nil },
		Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			if _, there := r.Header["Authorization"]; there {
				t.Error("there is an Authorization header")
			}
			return answers("401")(r)
		}),
	})
	if _, _, err := client.Get(t.Context(), testRef); told(err) != "401 empty" {
		t.Error(err)
	}
}

func TestLogTellsEachAttemptAndNoSecret(t *testing.T) {
	var records []Record
	clock := newClock()
	client := newClient(t, Options{
		BaseURL: "https://api.example.com", Now: clock.Now, Sleep: clock.Sleep,
		Transport: answers("500\n"+errorBody("OOPS"), `200
{"connectors":[]}`),
		Log: func(r Record) { records = append(records, r) },
	})
	if _, _, err := client.List(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	if len(records) != 2 || records[0].Status != 500 || records[0].RequestID != "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN" ||
		records[1].Status != 200 || records[1].Attempt != 2 || records[1].Bytes == 0 ||
		records[1].Path != "/v1/teams/7/connector_builder/connectors?include_configs=false" {
		t.Errorf("%+v", records)
	}
}

func TestMetaIsFilledOnErrorsToo(t *testing.T) {
	s := raw(t, reply("404 No", "X-RateLimit-Limit: 5000\r\nX-RateLimit-Remaining: 4999\r\n", errorBody("NOT_FOUND")))
	client := newClient(t, Options{BaseURL: s.url()})
	_, meta, err := client.Get(t.Context(), testRef)
	var answer *AnswerError
	if !errors.As(err, &answer) {
		t.Fatal(err)
	}
	want := Rate{5000, 4999, true}
	if meta.Rate != want || answer.Rate != want || meta.Status != 404 || meta.RequestID != "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN" || meta.At.IsZero() {
		t.Errorf("meta %+v, answer %+v", meta, answer)
	}
	if answer.Message != "No." || answer.Description != "a.b: wrong" || answer.RequestID != meta.RequestID {
		t.Errorf("%+v", answer)
	}
}

func TestProgressIsTold(t *testing.T) {
	var last, total int64
	body := answerWith(sampleConfiguration(300_000, 2))
	s := raw(t, reply("200 OK", "", body))
	client := newClient(t, Options{BaseURL: s.url(), Progress: func(read, all int64) {
		if read <= last {
			t.Errorf("%d bytes after %d", read, last)
		}
		last, total = read, all
	}})
	if _, _, err := client.Get(t.Context(), testRef); err != nil {
		t.Fatal(err)
	}
	if last != int64(len(body)) || total != last {
		t.Errorf("told %d of %d, the answer has %d bytes", last, total, len(body))
	}
}

func TestGetRawIsTheAnswerAsItIs(t *testing.T) {
	for _, body := range []string{
		"\uFEFF {\"name\":\"a\",\n\"x\":1.10}\n", answerWith(`"not an object"`),
	} {
		client := newClient(t, Options{BaseURL: raw(t, reply("200 OK", "", body)).url()})
		got, _, err := client.GetRaw(t.Context(), testRef)
		if err != nil || string(got) != body {
			t.Errorf("got %q, %v", got, err)
		}
	}
	client := newClient(t, Options{BaseURL: raw(t, reply("200 OK", "", page)).url()})
	if _, _, err := client.GetRaw(t.Context(), testRef); told(err) != "200 html" {
		t.Errorf("a page: %v", err)
	}
}
