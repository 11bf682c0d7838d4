// A whole call: the credential, the attempts, the waits between, the verdict.

package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// call makes the attempts of a request. The error is the verdict on the last
// one: nil for the status that is success, else one of the three error types, an
// *InputError, or that of Authorization.
func (c *Client) call(parent context.Context, r *request) (answer, Meta, error) {
	limit := c.limits.Read
	if r.op == OpUpdate {
		limit = c.limits.Save
	}
	ctx, stop := context.WithTimeoutCause(parent, limit, &stall{stage: overall, after: limit})
	defer stop()
	began := c.options.Now()
	c.refresh(began)
	if err := c.authorize(ctx, r); err != nil {
		return answer{}, Meta{At: c.options.Now()}, err
	}
	for n := 1; ; n++ {
		started := c.options.Now()
		a, err := c.attempt(ctx, r)
		now := c.options.Now()
		if err == nil {
			err = c.verdict(r, a, now)
		}
		meta := metaOf(r, a, err, now, n)
		c.record(r, a, err, started, meta)
		wait, again := c.again(r, a, err, n)
		if !again || now.Add(wait).Sub(began) > limit {
			return a, meta, err
		}
		if c.options.Sleep(ctx, wait) != nil {
			if parent.Err() != nil {
				err = c.failure(ctx, r, new(tracks), context.Cause(ctx))
			}
			return a, meta, err
		}
	}
}

// authorize asks for the header and checks it before net/http could quote it.
func (c *Client) authorize(ctx context.Context, r *request) error {
	if c.options.Authorization == nil {
		return nil
	}
	header, err := c.options.Authorization(ctx)
	if ctx.Err() != nil {
		return c.failure(ctx, r, new(tracks), context.Cause(ctx))
	}
	if err != nil {
		return fmt.Errorf("get the credential: %w", err)
	}
	for i := 0; i < len(header); i++ {
		if header[i] < ' ' || header[i] > '~' {
			return &InputError{Field: fieldCredential, Reason: "holds a character that cannot be sent, such as a line break or a curly quote"}
		}
	}
	r.authorization = header
	return nil
}

// verdict judges an answer by its status alone: nil or an *AnswerError.
func (c *Client) verdict(r *request, a answer, now time.Time) error {
	if r.op == OpUpdate && a.status == http.StatusNoContent {
		return nil
	}
	if r.op != OpUpdate && a.status == http.StatusOK && a.reading == whole {
		return nil
	}
	return c.refusal(r, a, now)
}

// refusal is the error of an answer that is not the success of its operation.
func (c *Client) refusal(r *request, a answer, now time.Time) *AnswerError {
	kind, told := kindOf(a)
	wait, waitSeen := retryAfter(a.header, now)
	e := &AnswerError{
		Op: r.op, Ref: r.ref, Status: a.status, Host: c.base.Host,
		Code:            r.hide(told.code),
		Message:         r.hide(told.message),
		Description:     r.hide(told.description),
		RequestID:       requestID(r.hide(told.requestID), r.hide(a.header.Get("X-Request-Id"))),
		Rate:            rateOf(a.header),
		RetryAfter:      wait,
		RetryAfterSeen:  waitSeen,
		WWWAuthenticate: r.hide(atMost(a.header.Get("WWW-Authenticate"), 255)),
		Body:            kind,
		ContentType:     r.hide(atMost(a.header.Get("Content-Type"), 255)),
	}
	if kind == TooLarge && a.status == http.StatusOK && r.op != OpUpdate {
		e.Reason = fmt.Sprintf("the answer is larger than %d MiB, the most that is read", c.limits.Answer>>20)
	}
	if a.status >= 300 && a.status < 400 {
		e.Redirect = r.hide(redirectHost(c.base, a.header.Get("Location")))
	}
	return e
}

// unusable is the error of a 200 whose body is not what was asked for.
func (c *Client) unusable(r *request, a answer, reason string) error {
	e := c.refusal(r, a, c.options.Now())
	e.Reason = reason
	return e
}

// redirectHost is where a Location leads, without a user name or password.
func redirectHost(base *url.URL, location string) string {
	if location == "" {
		return ""
	}
	to, err := base.Parse(location)
	if err != nil {
		return ""
	}
	return atMost(to.Host, 255)
}

// atMost is the first n bytes of s.
func atMost(s string, n int) string {
	return s[:min(len(s), n)]
}

func metaOf(r *request, a answer, err error, now time.Time, attempts int) Meta {
	m := Meta{Status: a.status, At: now, Attempts: attempts}
	if a.status == 0 {
		return m
	}
	m.Rate = rateOf(a.header)
	m.RequestID = requestID("", r.hide(a.header.Get("X-Request-Id")))
	var told *AnswerError
	if errors.As(err, &told) {
		m.RequestID = told.RequestID
	}
	return m
}

func (c *Client) record(r *request, a answer, err error, started time.Time, m Meta) {
	if c.options.Log == nil {
		return
	}
	record := Record{
		At: started, Op: r.op, Method: r.method, Path: c.base.JoinPath(r.path).EscapedPath(),
		Attempt: m.Attempts, Status: a.status, Duration: m.At.Sub(started),
		Bytes: int64(len(a.body)), RequestID: m.RequestID,
	}
	if r.query != "" {
		record.Path += "?" + r.query
	}
	var unanswered *UnansweredError
	var transport *TransportError
	switch {
	case errors.As(err, &unanswered):
		record.Hop = unanswered.Hop
	case errors.As(err, &transport):
		record.Hop = transport.Hop
	}
	c.options.Log(record)
}

const (
	backoffBase = 500 * time.Millisecond
	backoffMax  = 8 * time.Second
)

// again tells whether another attempt is made, and after what wait. A save is
// repeated only when no connection could be made, so that it surely did not run.
func (c *Client) again(r *request, a answer, err error, attempt int) (time.Duration, bool) {
	if err == nil || attempt >= c.limits.Attempts {
		return 0, false
	}
	backoff := min(backoffBase<<(attempt-1), backoffMax)
	wait := time.Duration(c.options.Jitter() * float64(backoff))

	var transport *TransportError
	if errors.As(err, &transport) {
		if transport.Hop == Read {
			return wait, r.op != OpUpdate
		}
		return wait, passing(transport.Hop, transport.Err)
	}
	var told *AnswerError
	if r.op == OpUpdate || !errors.As(err, &told) {
		return 0, false
	}
	switch told.Status {
	case http.StatusOK:
		return wait, a.reading == cut
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		if !told.RetryAfterSeen {
			return wait, true
		}
		if told.RetryAfter > c.limits.RetryAfter {
			return 0, false
		}
		late := c.options.Jitter() * float64(told.RetryAfter) / 10
		return told.RetryAfter + time.Duration(late), true
	case http.StatusInternalServerError, http.StatusBadGateway, http.StatusGatewayTimeout:
		return wait, true
	}
	return 0, false
}
