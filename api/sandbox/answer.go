// Answers: the error body, the headers, and the ways of sending them, whole or
// in part.

package sandbox

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// refusal is an error answer before its envelope.
type refusal struct {
	status      int
	description string
	retryAfter  time.Duration // with 429
	challenge   string        // with 401
	allow       string        // with 405
}

func (r *refusal) Error() string { return strconv.Itoa(r.status) + ": " + r.description }

// codes are the code and the message the API gives with each status.
func codes(status int) (code, message string) {
	switch status {
	case http.StatusBadRequest:
		return "BAD_REQUEST", "The request was invalid."
	case http.StatusUnauthorized:
		return "UNAUTHORIZED", "Authentication is required."
	case http.StatusForbidden:
		return "FORBIDDEN", "You do not have access to this resource."
	case http.StatusNotFound:
		return "NOT_FOUND", "The requested resource was not found."
	case http.StatusMethodNotAllowed:
		return "METHOD_NOT_ALLOWED", "This method is not available here."
	case http.StatusConflict:
		return "CONFLICT_ERROR", "The request conflicts with the current state."
	case http.StatusRequestEntityTooLarge:
		return "PAYLOAD_TOO_LARGE", "The request body is too large."
	case http.StatusUnprocessableEntity:
		return "UNPROCESSABLE_ENTITY", "Validation failed for the request parameters."
	case http.StatusTooManyRequests:
		return "TOO_MANY_REQUESTS", "Rate limit exceeded. Retry later."
	case http.StatusInternalServerError:
		return "INTERNAL_SERVER_ERROR", "An unexpected error occurred."
	case http.StatusServiceUnavailable:
		return "SERVICE_UNAVAILABLE", "The service is unavailable for the moment."
	}
	text := http.StatusText(status)
	if text == "" {
		text = "Status " + strconv.Itoa(status)
	}
	return "HTTP_" + strconv.Itoa(status), text + "."
}

// maxErrorDescription is the limit of error.description, in code points.
const maxErrorDescription = 2048

// envelope is the body every documented error has.
func (r *refusal) envelope(requestID string) string {
	code, message := codes(r.status)
	var b strings.Builder
	fmt.Fprintf(&b, `{"meta":{"request_id":%s},"error":{"code":%s,"message":%s`, Text(requestID), Text(code), Text(message))
	if r.description != "" {
		text := []rune(r.description)
		fmt.Fprintf(&b, `,"description":%s`, Text(string(text[:min(len(text), maxErrorDescription)])))
	}
	b.WriteString("}}")
	return b.String()
}

// answer turns a refusal into an Answer.
func (r *refusal) answer(requestID string) *Answer {
	a := jsonAnswer(r.status, r.envelope(requestID))
	if r.status == http.StatusTooManyRequests {
		a.Header.Set("Retry-After", strconv.Itoa(wholeSeconds(r.retryAfter)))
	}
	if r.status == http.StatusUnauthorized {
		challenge := r.challenge
		if challenge == "" {
			challenge = `Bearer realm="sandbox"`
		}
		a.Header.Set("WWW-Authenticate", challenge)
	}
	if r.allow != "" {
		a.Header.Set("Allow", r.allow)
	}
	return a
}

func jsonAnswer(status int, body string) *Answer {
	return &Answer{Status: status, Body: body, Header: http.Header{"Content-Type": {"application/json"}}}
}

// wholeSeconds rounds a wait up and keeps it in what Retry-After may say.
func wholeSeconds(d time.Duration) int {
	return min(max(int((d+time.Second-1)/time.Second), 1), 86400)
}

// finish adds the headers every answer has. 500 carries no rate headers.
func (a *Answer) finish(limit, remaining int) {
	a.Header.Set("Access-Control-Allow-Origin", "*")
	if a.Status == http.StatusInternalServerError {
		return
	}
	if a.Status == http.StatusTooManyRequests {
		remaining = 0
	}
	a.Header.Set("X-RateLimit-Limit", strconv.Itoa(limit))
	a.Header.Set("X-RateLimit-Remaining", strconv.Itoa(remaining))
}

// send writes the answer, at the pace and up to the cut the fault asks for.
// A cut ends in http.ErrAbortHandler, which closes the connection.
func (s *Sandbox) send(w http.ResponseWriter, r *http.Request, a *Answer, f Fault) {
	switch f.Cut {
	case CutReply:
		panic(http.ErrAbortHandler)
	case CutReset:
		reset(w)
		return
	}
	for name, values := range a.Header {
		w.Header()[name] = values
	}
	if a.Status >= http.StatusOK && a.Status != http.StatusNoContent && a.Status != http.StatusNotModified && w.Header().Get("Content-Length") == "" {
		w.Header().Set("Content-Length", strconv.Itoa(len(a.Body)))
	}
	w.WriteHeader(a.Status)
	body := a.Body
	switch f.Cut {
	case CutHeaders:
		body = ""
	case CutBody:
		body = body[:len(body)/2]
	}
	s.sendBody(w, r, body, f.Pace)
	if f.Cut != CutNothing {
		flush(w)
		panic(http.ErrAbortHandler)
	}
}

func (s *Sandbox) sendBody(w http.ResponseWriter, r *http.Request, body string, p Pace) {
	for p.Bytes > 0 && len(body) > p.Bytes {
		if _, err := io.WriteString(w, body[:p.Bytes]); err != nil {
			return // the client has gone
		}
		body = body[p.Bytes:]
		flush(w)
		if s.opts.Sleep(r.Context(), p.Every) != nil {
			panic(http.ErrAbortHandler)
		}
	}
	if body != "" {
		_, _ = io.WriteString(w, body) // a client that has gone needs no answer
	}
}

func flush(w http.ResponseWriter) { _ = http.NewResponseController(w).Flush() }

// reset closes the connection so that the client sees a reset where there is a
// TCP socket, and a cut elsewhere.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
