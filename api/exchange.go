// One attempt: a request out, the whole answer in, within the limits.

package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// request is one call as it goes out; the same for each attempt.
type request struct {
	op            Op
	ref           Ref
	method        string
	path          string // below the base URL
	query         string
	body          []string // nil for reads
	authorization string
}

// secret is the credential inside the Authorization header, "" when it is too
// short to be told from ordinary words.
func (r *request) secret() string {
	s := r.authorization[strings.LastIndexByte(r.authorization, ' ')+1:]
	if len(s) < 8 {
		return ""
	}
	return s
}

// hide removes the credential from text that came back from the server.
func (r *request) hide(s string) string {
	secret := r.secret()
	if secret == "" {
		return s
	}
	return strings.ReplaceAll(s, secret, "••••••")
}

// hideIn replaces an error whose text quotes the credential.
func (r *request) hideIn(err error) error {
	if secret := r.secret(); secret != "" && strings.Contains(err.Error(), secret) {
		return errors.New("an error that quoted the credential")
	}
	return err
}

// answer is what came back, and how much of its body.
type answer struct {
	status  int // 0: no answer
	header  http.Header
	body    string
	reading reading
}

// reading says how the reading of a body ended.
type reading int

const (
	whole reading = iota
	cut
	damaged
	tooLarge
)

// attempt sends the request once. The error, if any, is an *UnansweredError or a
// *TransportError; with an answer of any status there is none.
func (c *Client) attempt(parent context.Context, r *request) (answer, error) {
	var t tracks
	if parent.Err() != nil {
		return answer{}, c.failure(parent, r, &t, context.Cause(parent))
	}
	ctx, cancel := context.WithCancelCause(parent)
	defer cancel(nil)
	dog := watch(c.limits, cancel)
	defer dog.stop()

	transport, connected := c.reads, waiting
	if r.op == OpUpdate {
		transport, connected = c.saves, sending
	}
	req := c.newRequest(t.follow(ctx, func() { dog.progress(connected) }), r, dog)
	t.begun = true
	resp, err := transport.RoundTrip(req)
	if err == nil && resp == nil {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return answer{}, c.failure(ctx, r, &t, err)
	}
	if resp.Body == nil {
		resp.Body = http.NoBody
	}
	defer resp.Body.Close()
	dog.progress(receiving)

	a := answer{status: resp.StatusCode, header: resp.Header}
	if a.status < 200 || a.status == http.StatusNoContent {
		return a, nil // nothing to read, whatever follows
	}
	a.body, a.reading, err = c.readBody(resp, r, dog)
	if err != nil && ctx.Err() != nil && r.op != OpUpdate && (parent.Err() != nil || a.status == http.StatusOK) {
		return answer{}, c.failure(ctx, r, &t, err)
	}
	return a, nil
}

// newRequest makes the HTTP request. It has no GetBody, so that net/http cannot
// send a save a second time.
func (c *Client) newRequest(ctx context.Context, r *request, dog *watchdog) *http.Request {
	u := c.base.JoinPath(r.path)
	u.RawQuery = r.query
	req := &http.Request{
		Method: r.method, URL: u, Host: u.Host,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{
			"Accept":     {"application/json"},
			"User-Agent": {c.options.UserAgent},
		},
	}
	if r.authorization != "" {
		req.Header.Set("Authorization", r.authorization)
	}
	if r.body != nil {
		req.Header.Set("Content-Type", "application/json")
		up := &upload{parts: slices.Clone(r.body), dog: dog}
		for _, p := range r.body {
			up.left += int64(len(p))
		}
		req.ContentLength = up.left
		req.Body = up
	}
	return req.WithContext(ctx)
}

// upload reads the pieces of a body one after the other.
type upload struct {
	parts []string
	left  int64 // bytes
	dog   *watchdog
}

func (u *upload) Read(p []byte) (int, error) {
	for len(u.parts) > 0 && u.parts[0] == "" {
		u.parts = u.parts[1:]
	}
	if len(u.parts) == 0 {
		return 0, io.EOF
	}
	n := copy(p, u.parts[0])
	u.parts[0] = u.parts[0][n:]
	if u.left -= int64(n); u.left > 0 {
		u.dog.progress(sending)
	} else {
		u.dog.progress(waiting)
	}
	return n, nil
}

func (u *upload) Close() error { return nil }

const (
	readSize = 64 << 10
	// maxGrow is how much is set aside on the word of a Content-Length alone.
	maxGrow = 16 << 20
	// maxIdleReads is how often a reader may give nothing without an error.
	maxIdleReads = 100
)

// readBody reads a body up to the cap of its status. The error is the reader's.
func (c *Client) readBody(resp *http.Response, r *request, dog *watchdog) (string, reading, error) {
	limit := c.limits.ErrorBody
	success := resp.StatusCode == http.StatusOK && r.op != OpUpdate
	if success {
		limit = c.limits.Answer
		if resp.ContentLength > limit {
			return "", tooLarge, nil
		}
	}
	report := func(int64) {}
	if success && r.op == OpGet && c.options.Progress != nil {
		report = func(n int64) { c.options.Progress(n, resp.ContentLength) }
	}
	var body strings.Builder
	if resp.ContentLength > 0 {
		body.Grow(int(min(resp.ContentLength, limit, maxGrow)))
	}
	buffer := make([]byte, readSize)
	for idle := 0; ; {
		n, err := resp.Body.Read(buffer)
		if n > 0 {
			idle = 0
			dog.progress(receiving)
			if room := limit - int64(body.Len()); int64(n) > room {
				body.Write(buffer[:room])
				return body.String(), tooLarge, nil
			}
			body.Write(buffer[:n])
			report(int64(body.Len()))
		}
		switch {
		case errors.Is(err, io.ErrUnexpectedEOF):
			return body.String(), cut, err
		case err == io.EOF:
			return body.String(), whole, nil
		case err != nil && isCut(err):
			return body.String(), cut, err
		case err != nil:
			return body.String(), damaged, err
		case n == 0:
			if idle++; idle > maxIdleReads {
				return body.String(), cut, io.ErrNoProgress
			}
		}
	}
}

// failure makes the error of an attempt without an answer.
func (c *Client) failure(ctx context.Context, r *request, t *tracks, err error) error {
	hop, name := Hop(0), c.base.Host
	ended := ctx.Err() != nil
	if ended {
		err = context.Cause(ctx)
		hop = Canceled
		if timedOut(err) || errors.Is(err, context.DeadlineExceeded) {
			hop = Timeout
		}
	} else {
		hop = hopOf(err, t)
		err = r.hideIn(err)
	}
	if hop == Proxy {
		name = c.proxyName(r)
	}
	if r.op == OpUpdate && !t.surelyNotSent(hop) {
		return &UnansweredError{Op: r.op, Ref: r.ref, Hop: hop, Name: name, Err: err}
	}
	return &TransportError{Op: r.op, Ref: r.ref, Hop: hop, Name: name, Err: err}
}

// proxyName is the host of the proxy in use, without any password.
func (c *Client) proxyName(r *request) string {
	proxy, err := proxyFor(c.options, &http.Request{Method: r.method, URL: c.base})
	if err != nil || proxy == nil {
		return "from the settings"
	}
	return proxy.Host
}

// resume is how long a client may rest before its kept connections are given up.
// Measured on the wall clock, which goes on while a computer sleeps.
const resume = idleTime

// refresh drops kept connections that have probably died unseen.
func (c *Client) refresh(now time.Time) {
	last := c.last.Swap(now.UnixNano())
	if last != 0 && now.Sub(time.Unix(0, last)) > resume {
		c.CloseIdle()
	}
}
