// Nothing waits for ever: each limit with the default time, on a fake clock.

package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// silent is a transport that never answers.
func silent(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// uploading is a transport that takes a body in steps, then never answers.
func uploading(step time.Duration) roundTrip {
	return func(r *http.Request) (*http.Response, error) {
		for buffer := make([]byte, 1); ; time.Sleep(step) {
			if r.Context().Err() != nil {
				return nil, r.Context().Err()
			}
			if _, err := r.Body.Read(buffer); err != nil {
				return silent(r)
			}
		}
	}
}

// drip is a body that gives one byte a step until its context ends.
type drip struct {
	ctx  context.Context
	step time.Duration
}

func (d drip) Read(p []byte) (int, error) {
	select {
	case <-d.ctx.Done():
		return 0, d.ctx.Err()
	case <-time.After(d.step):
		p[0] = ' '
		return 1, nil
	}
}

func (d drip) Close() error { return nil }

// dripping is a transport whose answer comes one byte a step.
func dripping(status int, step time.Duration) roundTrip {
	return func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: status, Header: http.Header{}, ContentLength: -1, Body: drip{r.Context(), step}}, nil
	}
}

// answeringEarly is a transport that has its answer while the body still goes
// out; the body of the answer never comes.
func answeringEarly(r *http.Request) (*http.Response, error) {
	go func() {
		for buffer := make([]byte, 1); ; {
			r.Body.Read(buffer)
			select {
			case <-r.Context().Done():
				return
			case <-time.After(10 * time.Second):
			}
		}
	}()
	return dripping(422, time.Hour)(r)
}

func TestNothingWaitsForEver(t *testing.T) {
	read := func(c *Client, ctx context.Context) error { _, _, err := c.Get(ctx, testRef); return err }
	save := func(c *Client, ctx context.Context) error { _, err := c.Update(ctx, testRef, testUpdate); return err }
	for name, c := range map[string]struct {
		call      func(*Client, context.Context) error
		transport roundTrip
		told      string
		after     time.Duration
		words     string
	}{
		"a read without an answer":      {read, silent, "transport timeout", 30 * time.Second, "gave no answer within 30 s"},
		"a save without an answer":      {save, uploading(0), "unanswered timeout", 30 * time.Second, "gave no answer within 30 s"},
		"a read that stops":             {read, dripping(200, time.Hour), "transport timeout", 15 * time.Second, "sent nothing more for 15 s"},
		"a read that drips":             {read, dripping(200, 14*time.Second), "transport timeout", 60 * time.Second, "took longer than 60 s"},
		"a save that is not taken":      {save, uploading(16 * time.Second), "unanswered timeout", 15 * time.Second, "took nothing more for 15 s"},
		"a save that is taken in drips": {save, uploading(10 * time.Second), "unanswered timeout", 120 * time.Second, "took longer than 120 s"},
		"a refusal that stops":          {read, dripping(404, time.Hour), "404 cut", 15 * time.Second, ""},
		"a refused save that stops":     {save, dripping(422, time.Hour), "422 cut", 15 * time.Second, ""},
		"a save refused early":          {save, answeringEarly, "422 cut", 15 * time.Second, ""},
		"a refused save that drips":     {save, dripping(422, 14*time.Second), "422 cut", 120 * time.Second, ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client := newClient(t, Options{BaseURL: "https://api.example.com", Transport: c.transport})
				began := time.Now()
				err := c.call(client, t.Context())
				if took := time.Since(began); told(err) != c.told || took < c.after || took > c.after+10*time.Second {
					t.Errorf("%q after %v, want %q after %v", told(err), took, c.told, c.after)
				}
				checkWords(t, err)
				if reason, ok := err.(interface{ Reason() string }); ok && reason.Reason() != "api.example.com "+c.words {
					t.Errorf("says %q", reason.Reason())
				}
			})
		})
	}
}

func TestGivingUpEndsACallAtOnce(t *testing.T) {
	for name, c := range map[string]struct {
		transport roundTrip
		get, put  string
	}{
		"while waiting for an answer": {silent, "transport canceled", "unanswered canceled"},
		"while the answer comes":      {dripping(200, time.Second), "transport canceled", "200 cut"},
		"while an error comes":        {dripping(403, time.Second), "transport canceled", "403 cut"},
		"while waiting to try again":  {answers("429 20"), "transport canceled", "429 empty"},
	} {
		synctest.Test(t, func(t *testing.T) {
			client := newClient(t, Options{BaseURL: "https://api.example.com", Transport: c.transport, Sleep: sleep})
			try := func(call func(ctx context.Context) error) string {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				began := time.Now()
				time.AfterFunc(5500*time.Millisecond, cancel)
				err := call(ctx)
				if took := time.Since(began); took > 5500*time.Millisecond {
					t.Errorf("%s: it took %v", name, took)
				}
				checkWords(t, err)
				return told(err)
			}
			if got := try(func(ctx context.Context) error { _, _, err := client.Get(ctx, testRef); return err }); got != c.get {
				t.Errorf("%s: a read says %q, want %q", name, got, c.get)
			}
			if got := try(func(ctx context.Context) error { _, err := client.Update(ctx, testRef, testUpdate); return err }); got != c.put {
				t.Errorf("%s: a save says %q, want %q", name, got, c.put)
			}
		})
	}
}

func TestACallGivenUpBeforeItBeganSendsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	client := newClient(t, Options{BaseURL: "https://api.example.com", Transport: roundTrip(nil)})
	if _, err := client.Update(ctx, testRef, testUpdate); told(err) != "transport canceled" || OutcomeUnknown(err) || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestAReaderThatGivesNothingEnds(t *testing.T) {
	client := newClient(t, Options{BaseURL: "https://api.example.com", Transport: roundTrip(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(idleReader{}), ContentLength: -1}, nil
	})})
	if _, _, err := client.Get(t.Context(), testRef); told(err) != "200 cut" {
		t.Errorf("got %v", err)
	}
}

type idleReader struct{}

func (idleReader) Read([]byte) (int, error) { return 0, nil }

func TestDefaultLimits(t *testing.T) {
	want := Limits{128 << 20, 64 << 10, 64 << 10, 5 * time.Second, 5 * time.Second, 30 * time.Second, 15 * time.Second,
		60 * time.Second, 120 * time.Second, 3, 30 * time.Second}
	if got := (Limits{}).withDefaults(); got != want {
		t.Errorf("got %+v", got)
	}
	c := newClient(t, Options{BaseURL: "https://api.example.com"})
	if c.own.MaxResponseHeaderBytes != 64<<10 || c.own.TLSHandshakeTimeout != 5*time.Second || c.own.MaxIdleConns != 2 {
		t.Errorf("the transport has other limits: %+v", c.own)
	}
}
