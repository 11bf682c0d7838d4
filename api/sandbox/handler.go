// One request from its first byte to its answer: route, budget, credential,
// limits, faults, state.

package sandbox

import (
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// maxBody is the most bytes a PUT may have. The contract names no limit; this
// one keeps a slip from filling the memory.
const maxBody = 256 << 20

// maxIdentifier and maxListed are limits of the contract.
const (
	maxIdentifier = 100
	maxListed     = 1000
)

// call is one request while it is being answered.
type call struct {
	Request
	credential string
	remaining  int
	requestID  string
	record     *Record
}

func (c *call) key() key { return key{c.Team, c.Identifier} }

// ServeHTTP answers one request. Where the connection is to be cut it panics
// with http.ErrAbortHandler, as net/http wants it.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c, err := s.begin(r)
	var f Fault
	if err == nil {
		f = s.fault(c)
	}
	var a *Answer
	if err == nil {
		a, err = s.perform(w, r, c, f)
	}
	var refused *refusal
	switch {
	case errors.As(err, &refused):
		a = refused.answer(c.requestID)
	case err != nil: // the client has gone, or the fault cuts the request
		panic(http.ErrAbortHandler)
	}
	a.finish(s.opts.Hourly, c.remaining)
	if f.Answer != nil {
		f.Answer(a)
	}
	if f.Cut != CutReply && f.Cut != CutReset {
		s.answered(c, a.Status)
	}
	s.send(w, r, a, f)
}

// begin judges what is known before the body: route, budget, credential.
func (s *Sandbox) begin(r *http.Request) (*call, error) {
	c := &call{requestID: s.requestID(), credential: credential(r.Header)}
	c.Method, c.At = r.Method, s.opts.Now()
	routed := c.route(r)

	s.mu.Lock()
	defer s.mu.Unlock()
	c.record = s.records.add(Record{At: c.At, Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.RawQuery, Team: c.Team, Identifier: c.Identifier})
	remaining, wait := s.budget.take(c.At, s.opts.Hourly)
	c.remaining = remaining
	if wait > 0 {
		return c, &refusal{status: http.StatusTooManyRequests, retryAfter: wait,
			description: "The sandbox allows " + strconv.Itoa(s.opts.Hourly) + " requests an hour."}
	}
	if err := s.authenticate(c); err != nil {
		return c, err
	}
	if routed != nil {
		return c, routed
	}
	k := counted{c.key(), c.Op}
	s.counts[k]++
	c.N = s.counts[k]
	return c, nil
}

// route reads the path and the method.
func (c *call) route(r *http.Request) error {
	segments := strings.Split(strings.TrimPrefix(r.URL.EscapedPath(), "/"), "/")
	if len(segments) < 5 || len(segments) > 6 || segments[0] != "v1" || segments[1] != "teams" ||
		segments[3] != "connector_builder" || segments[4] != "connectors" {
		return &refusal{status: http.StatusNotFound, description: "The sandbox serves Get connector, Update connector and List connectors only."}
	}
	team, fault := teamOf(unescaped(segments[2]))
	if fault != "" {
		return &refusal{status: http.StatusBadRequest, description: "team_id: " + fault}
	}
	c.Team = team
	if len(segments) == 5 {
		if r.Method != http.MethodGet {
			return &refusal{status: http.StatusMethodNotAllowed, allow: "GET", description: "The list can only be read here."}
		}
		c.Op = OpList
		return nil
	}
	identifier := unescaped(segments[5])
	if fault := identifierFault(identifier); fault != "" {
		return &refusal{status: http.StatusBadRequest, description: "connector_identifier: " + fault}
	}
	c.Identifier = identifier
	switch r.Method {
	case http.MethodGet:
		c.Op = OpGet
	case http.MethodPut:
		c.Op = OpUpdate
	default:
		return &refusal{status: http.StatusMethodNotAllowed, allow: "GET, PUT", description: "A Connector can be read and updated here."}
	}
	return nil
}

// unescaped undoes percent-encoding in one segment of a path.
func unescaped(segment string) string {
	if plain, err := url.PathUnescape(segment); err == nil {
		return plain
	}
	return segment
}

// identifierFault says what is wrong with an identifier, or "".
func identifierFault(identifier string) string {
	if identifier == "" {
		return "this is empty"
	}
	for _, r := range identifier {
		if !(r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' || r == '-') {
			return "this may have letters, digits, _ and - only"
		}
	}
	if n := utf8.RuneCountInString(identifier); n > maxIdentifier {
		return "this may have " + strconv.Itoa(maxIdentifier) + " characters at most, and has " + strconv.Itoa(n)
	}
	return ""
}

// credential reads the Authorization header: "Bearer x", or x alone. Two
// headers, or none, are no credential.
func credential(h http.Header) string {
	values := h.Values("Authorization")
	if len(values) != 1 {
		return ""
	}
	v := strings.TrimSpace(values[0])
	if len(v) >= 7 && strings.EqualFold(v[:7], "Bearer ") {
		v = strings.TrimSpace(v[7:])
	}
	if strings.EqualFold(v, "Bearer") {
		return ""
	}
	return v
}

// authenticate judges the credential. Callers hold the lock.
func (s *Sandbox) authenticate(c *call) error {
	if c.credential == "" {
		return &refusal{status: http.StatusUnauthorized, description: "Send the credential as Authorization: Bearer <credential>."}
	}
	if s.opts.Token == "" || s.memory.renewed() && (c.Op == OpList || renews(c.Identifier)) ||
		subtle.ConstantTimeCompare([]byte(c.credential), []byte(s.opts.Token)) == 1 {
		return nil
	}
	return &refusal{status: http.StatusUnauthorized, challenge: `Bearer realm="sandbox", error="invalid_token"`,
		description: "The sandbox does not accept this credential."}
}

// fault decides what goes wrong: what the test scripted, else what the
// identifier is made for.
func (s *Sandbox) fault(c *call) Fault {
	if s.opts.Fault != nil {
		if f := s.opts.Fault(c.Request); !f.none() {
			return f
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if b := s.behaving[c.Identifier]; b != nil && c.Team == s.opts.Team {
		return b(&s.memory, c)
	}
	return Fault{}
}

// perform carries the request out, in the order Fault describes.
func (s *Sandbox) perform(w http.ResponseWriter, r *http.Request, c *call, f Fault) (*Answer, error) {
	if f.Cut == CutRequest {
		return nil, http.ErrAbortHandler
	}
	body, err := s.body(w, r, c)
	if err != nil {
		return nil, err
	}
	if err := s.wait(r, f.Delay); err != nil {
		return nil, err
	}
	a, err := s.act(c, f, r, body)
	if waitErr := s.wait(r, f.Hold); waitErr != nil {
		return nil, waitErr
	}
	return a, err
}

func (s *Sandbox) wait(r *http.Request, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	return s.opts.Sleep(r.Context(), d)
}

// body reads the body of a PUT and judges whether it can be read at all.
func (s *Sandbox) body(w http.ResponseWriter, r *http.Request, c *call) (string, error) {
	if c.Op != OpUpdate {
		return "", nil
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return "", &refusal{status: http.StatusRequestEntityTooLarge, description: "body: the sandbox takes 256 MiB at most"}
	}
	if err != nil {
		return "", http.ErrAbortHandler
	}
	s.mu.Lock()
	s.records.body(c.record, string(raw))
	s.mu.Unlock()
	return string(raw), nil
}

// readable judges headers and syntax of a PUT.
func readable(r *http.Request, body string) error {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset := params["charset"]
	if err != nil || kind != "application/json" || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return &refusal{status: http.StatusBadRequest, description: "Content-Type: this must be application/json"}
	}
	if e := r.Header.Get("Content-Encoding"); e != "" && !strings.EqualFold(e, "identity") {
		return &refusal{status: http.StatusBadRequest, description: "Content-Encoding: the sandbox reads plain bodies only"}
	}
	if fault := syntaxFault(body); fault != "" {
		return &refusal{status: http.StatusBadRequest, description: "The body is not JSON: " + fault}
	}
	return nil
}

// act does what the request asks, under the lock.
func (s *Sandbox) act(c *call, f Fault, r *http.Request, body string) (*Answer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle()
	e := s.entry(c.key())
	if e != nil && f.Before != nil {
		s.write(e, f.Before, f.Dates)
		_ = s.keep()
	}
	var a *Answer
	var err error
	switch c.Op {
	case OpGet:
		a, err = s.get(e, f)
	case OpUpdate:
		a, err = s.update(c, f, r, body)
	case OpList:
		a, err = s.list(c, f, r)
	}
	if f.Status != 0 {
		a, err = nil, &refusal{status: f.Status, description: f.Description, retryAfter: f.RetryAfter}
	}
	if e != nil && f.After != nil {
		s.write(e, f.After, f.Dates)
		_ = s.keep()
	}
	return a, err
}

func (s *Sandbox) get(e *entry, f Fault) (*Answer, error) {
	if e == nil {
		return nil, &refusal{status: http.StatusNotFound}
	}
	c := e.now
	if n := min(f.Stale, len(e.past)); n > 0 {
		c = e.past[len(e.past)-n]
	}
	if f.View != nil {
		f.View(&c)
	}
	return jsonAnswer(http.StatusOK, c.full()), nil
}

func (s *Sandbox) update(c *call, f Fault, r *http.Request, body string) (*Answer, error) {
	if f.Status != 0 && f.Commit == CommitByStatus {
		return nil, nil // refused before the body is looked at
	}
	if err := readable(r, body); err != nil {
		return nil, err
	}
	if s.entries[c.key()] == nil {
		return nil, &refusal{status: http.StatusNotFound}
	}
	u, err := parseUpdate(body)
	if err != nil {
		return nil, &refusal{status: http.StatusUnprocessableEntity, description: err.Error()}
	}
	switch f.Commit {
	case CommitNever:
	case CommitLate:
		s.late = append(s.late, lateCommit{c.At.Add(f.Late), c.key(), u, f})
	default:
		if err := s.commit(c.key(), u, f); err != nil {
			return nil, &refusal{status: http.StatusInternalServerError, description: "The sandbox could not keep this save, so it was not made."}
		}
	}
	return &Answer{Status: http.StatusNoContent, Header: http.Header{}}, nil
}

func (s *Sandbox) list(c *call, f Fault, r *http.Request) (*Answer, error) {
	form := withoutConfiguration
	switch r.URL.Query().Get("include_configs") {
	case "", "false", "0":
	case "true", "1":
		form = withConfiguration
	default:
		return nil, &refusal{status: http.StatusBadRequest, description: "include_configs: this must be true or false"}
	}
	var listed []string
	for _, k := range s.order {
		if k.team != c.Team || len(listed) == maxListed {
			continue
		}
		if form == withConfiguration {
			s.entry(k)
		}
		shown := s.entries[k].now
		if f.View != nil {
			f.View(&shown)
		}
		listed = append(listed, shown.object(form))
	}
	if len(listed) == 0 && c.Team != s.opts.Team {
		return nil, &refusal{status: http.StatusForbidden,
			description: "The sandbox has no Connectors for team " + strconv.FormatInt(c.Team, 10) + "; its team is " + strconv.FormatInt(s.opts.Team, 10) + "."}
	}
	return jsonAnswer(http.StatusOK, `{"count":`+strconv.Itoa(len(listed))+`,"connectors":[`+strings.Join(listed, ",")+`]}`), nil
}

// requestID makes an id of 32 characters the contract allows.
func (s *Sandbox) requestID() string {
	var raw [24]byte
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := io.ReadFull(s.opts.Random, raw[:]); err != nil {
		s.unnamed++
		return "sandbox-" + strconv.FormatUint(s.unnamed, 10)
	}
	return base64.RawURLEncoding.EncodeToString(raw[:])
}
