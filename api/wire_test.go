// Servers of raw bytes on the loopback, and what the calls say to them.

package api

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

// canary is a credential that must come back in nothing.
const canary = "otok_canary_1f3a9c77"

var testRef = Ref{Team: 936506, Identifier: "T3S70"}

var testUpdate = Update{Name: TextOf("Acme"), Description: TextOf("d"), Configuration: `{"n":1.10}`}

// newClient makes a Client that sends the canary and never sleeps.
func newClient(t *testing.T, o Options) *Client {
	t.Helper()
	if o.Authorization == nil {
		o.Authorization = func(context.Context) (string, error) { return "Bearer " + canary, nil }
	}
	if o.Sleep == nil {
		o.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	}
	if o.Jitter == nil {
		o.Jitter = func() float64 { return 0.5 }
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.CloseIdle)
	return c
}

// net/http reports bytes nobody asked for through the standard logger.
func TestMain(m *testing.M) {
	log.SetOutput(io.Discard)
	os.Exit(m.Run())
}

// roundTrip is a transport made of a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// wire is a server that answers requests with whatever a script writes.
type wire struct {
	listener net.Listener
	mu       sync.Mutex
	requests []string // whole requests, as received
	wait     sync.WaitGroup
}

// script answers one request; n counts from 1. The connection is closed after
// it unless it says to keep it.
type script func(w io.Writer, n int) (keep bool)

// serve answers each whole request by the script.
func serve(t *testing.T, answer script) *wire {
	return serveConns(t, func(s *wire, conn net.Conn) {
		in := bufio.NewReader(conn)
		for {
			n, err := s.receive(in)
			if err != nil || !answer(conn, n) {
				return
			}
		}
	})
}

// serveConns hands each connection to the function and closes it afterwards.
func serveConns(t *testing.T, handle func(*wire, net.Conn)) *wire {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &wire{listener: listener}
	s.wait.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			s.wait.Go(func() {
				defer conn.Close()
				handle(s, conn)
			})
		}
	})
	t.Cleanup(s.close)
	return s
}

func (s *wire) close() {
	s.listener.Close()
	s.wait.Wait()
}

// receive reads one whole request and notes it.
func (s *wire) receive(in *bufio.Reader) (int, error) {
	r, err := http.ReadRequest(in)
	if err != nil {
		return 0, err
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, r.Method+" "+r.URL.String()+" "+string(body))
	return len(s.requests), nil
}

func (s *wire) url() string { return "http://" + s.listener.Addr().String() }

// count is how many requests of a method were received.
func (s *wire) count(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, r := range s.requests {
		if strings.HasPrefix(r, method+" ") {
			n++
		}
	}
	return n
}

// request is the n-th request received, from 0.
func (s *wire) request(n int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests[n]
}

// raw is a server that answers everything with the same bytes.
func raw(t *testing.T, answer string) *wire {
	return serve(t, func(w io.Writer, _ int) bool {
		io.WriteString(w, answer)
		return false
	})
}

// reply writes an answer with its right length.
func reply(status, headers, body string) string {
	return fmt.Sprintf("HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n%s", status, headers, len(body), body)
}

var kindNames = map[BodyKind]string{
	Envelope: "envelope", HTML: "html", Empty: "empty", OtherJSON: "other-json", OtherType: "other-type",
	TooLarge: "too-large", Cut: "cut", Damaged: "damaged",
}

// told is an error in short: what kind, which status, which code, which hop.
func told(err error) string {
	var (
		answer     *AnswerError
		unanswered *UnansweredError
		transport  *TransportError
		input      *InputError
	)
	switch {
	case err == nil:
		return "ok"
	case errors.As(err, &answer):
		return strings.TrimSpace(fmt.Sprintf("%d %s %s", answer.Status, kindNames[answer.Body], answer.Code))
	case errors.As(err, &unanswered):
		return "unanswered " + unanswered.Hop.String()
	case errors.As(err, &transport):
		return "transport " + transport.Hop.String()
	case errors.As(err, &input):
		return "input " + input.Field
	}
	return "other: " + err.Error()
}

// checkWords fails when the words of an error are not plain and short, or when
// the credential is anywhere in its chain or its fields.
func checkWords(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		return
	}
	words := err.Error()
	if len(words) > 6000 || words == "" {
		t.Errorf("the words are %d bytes long", len(words))
	}
	if !utf8.ValidString(words) {
		t.Errorf("%q is not UTF-8", words)
	}
	for _, r := range words {
		if !unicode.IsPrint(r) {
			t.Errorf("%q in the words of %q", r, words)
		}
	}
	for _, chain := range []string{"net/http", "dial tcp", "EOF", "0x", "context ", "malformed", "%!"} {
		if strings.Contains(words, chain) {
			t.Errorf("%q in the words of %q", chain, words)
		}
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		for _, form := range []string{e.Error(), fmt.Sprintf("%+v %#v", e, e)} {
			if strings.Contains(form, canary) {
				t.Errorf("the credential is in %s", form)
			}
		}
	}
	var answer *AnswerError
	if errors.As(err, &answer) && strings.Contains(fmt.Sprintf("%+v", *answer), canary) {
		t.Errorf("the credential is in %+v", *answer)
	}
}
