// The built-in transport on real sockets: connections, redirects, the cut line.

package api

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Whatever place a redirect names, nothing goes there, and the error names it.
func TestRedirectsAreNotFollowed(t *testing.T) {
	var visits atomic.Int64
	other := serveConns(t, func(*wire, net.Conn) { visits.Add(1) })
	for _, status := range []int{301, 302, 303, 307, 308} {
		for location, host := range map[string]string{
			other.url() + "/v1": other.listener.Addr().String(),
			strings.Replace(other.url(), "http", "https", 1):   other.listener.Addr().String(),
			"//" + other.listener.Addr().String() + "/":        other.listener.Addr().String(),
			"http://user:pw@" + other.listener.Addr().String(): other.listener.Addr().String(),
			"ftp://elsewhere.example/":                         "elsewhere.example",
			"/v2/teams":                                        "", // the host that was asked
		} {
			s := raw(t, reply(fmt.Sprintf("%d Go", status), "Location: "+location+"\r\n", ""))
			if host == "" {
				host = s.listener.Addr().String()
			}
			client := newClient(t, Options{BaseURL: s.url()})
			_, _, get := client.Get(t.Context(), testRef)
			_, put := client.Update(t.Context(), testRef, testUpdate)
			for _, err := range []error{get, put} {
				answer, ok := err.(*AnswerError)
				if !ok || answer.Status != status || answer.Redirect != host || !strings.Contains(err.Error(), host) {
					t.Errorf("%d to %s: %v", status, location, err)
				}
				checkWords(t, err)
			}
			if s.count("GET") != 1 || s.count("PUT") != 1 {
				t.Errorf("%d to %s: asked %d and %d times", status, location, s.count("GET"), s.count("PUT"))
			}
		}
	}
	if n := visits.Load(); n != 0 {
		t.Errorf("%d connections were made to where the redirects led", n)
	}
}

// The stages at which a line can be cut while a save is under way.
func TestACutLineIsToldByItsStage(t *testing.T) {
	big := Update{Name: TextOf("n"), Configuration: sampleConfiguration(8<<20, 2)}
	for name, c := range map[string]struct {
		handle func(net.Conn)
		told   string
	}{
		"at once":          {func(net.Conn) {}, "unanswered read"},
		"in the headers":   {func(c net.Conn) { io.CopyN(io.Discard, c, 20) }, "unanswered read"},
		"in the body":      {func(c net.Conn) { io.CopyN(io.Discard, c, 1<<20) }, "unanswered read"},
		"after the body":   {func(c net.Conn) { readRequest(c) }, "unanswered read"},
		"in the answer":    {func(c net.Conn) { readRequest(c); io.WriteString(c, "HTTP/1.1 204 No Content\r\nX: y") }, "unanswered read"},
		"after the answer": {func(c net.Conn) { readRequest(c); io.WriteString(c, "HTTP/1.1 204 No Content\r\n\r\n") }, "ok"},
	} {
		var conns atomic.Int64
		s := serveConns(t, func(_ *wire, conn net.Conn) {
			conns.Add(1)
			c.handle(conn)
		})
		client := newClient(t, Options{BaseURL: s.url()})
		_, err := client.Update(t.Context(), testRef, big)
		if told(err) != c.told || conns.Load() != 1 {
			t.Errorf("cut %s: %q over %d connections, want %q", name, told(err), conns.Load(), c.told)
		}
		checkWords(t, err)
	}
}

func readRequest(conn net.Conn) {
	if r, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
		io.Copy(io.Discard, r.Body)
	}
}

func TestNobodyListens(t *testing.T) {
	s := serveConns(t, func(*wire, net.Conn) {})
	s.close()
	client := newClient(t, Options{BaseURL: s.url()})
	meta, err := client.Update(t.Context(), testRef, testUpdate)
	if told(err) != "transport dial" || meta.Attempts != 3 || OutcomeUnknown(err) {
		t.Errorf("a save: %v after %d attempts", err, meta.Attempts)
	}
	if !strings.Contains(err.Error(), "refused the connection") {
		t.Errorf("says %q", err)
	}
	checkWords(t, err)
	if _, meta, err = client.Get(t.Context(), testRef); told(err) != "transport dial" || meta.Attempts != 3 {
		t.Errorf("a read: %v after %d attempts", err, meta.Attempts)
	}
}

// net/http sends a request again by itself when a kept connection turns out to
// be dead. Not a save.
func TestASaveThatIsReadAndNotAnsweredIsSentOnce(t *testing.T) {
	s := serve(t, func(w io.Writer, n int) bool {
		if n == 1 {
			io.WriteString(w, reply("200 OK", "", answerWith("{}")))
			return true
		}
		return false // the save was read; no answer
	})
	client := newClient(t, Options{BaseURL: s.url()})
	if _, _, err := client.Get(t.Context(), testRef); err != nil {
		t.Fatal(err)
	}
	_, err := client.Update(t.Context(), testRef, testUpdate)
	if told(err) != "unanswered read" || s.count("PUT") != 1 {
		t.Errorf("%v; sent %d times", err, s.count("PUT"))
	}
}

// Reads keep their connection. A save has one of its own, so that a server that
// hangs up after an answer cannot make its outcome unknown.
func TestConnections(t *testing.T) {
	var mu sync.Mutex
	var conns []string // the methods each connection carried
	s := serveConns(t, func(s *wire, conn net.Conn) {
		mu.Lock()
		n := len(conns)
		conns = append(conns, "")
		mu.Unlock()
		for in := bufio.NewReader(conn); ; {
			r, err := http.ReadRequest(in)
			if err != nil {
				return
			}
			io.Copy(io.Discard, r.Body)
			mu.Lock()
			conns[n] += r.Method
			mu.Unlock()
			if r.Method == http.MethodPut {
				io.WriteString(conn, "HTTP/1.1 204 No Content\r\n\r\n")
			} else {
				io.WriteString(conn, reply("200 OK", "", answerWith("{}")))
			}
		}
	})
	clock := newClock()
	client := newClient(t, Options{BaseURL: s.url(), Now: clock.Now})
	save := func() {
		_, _, before := client.Get(t.Context(), testRef)
		_, err := client.Update(t.Context(), testRef, testUpdate)
		_, _, after := client.Get(t.Context(), testRef)
		if before != nil || err != nil || after != nil {
			t.Fatal(before, err, after)
		}
	}
	save()
	// After a rest, as when a lid was closed, the kept connection is not trusted.
	clock.Sleep(t.Context(), time.Hour)
	save()
	mu.Lock()
	defer mu.Unlock()
	if got := strings.Join(conns, " "); got != "GETGET PUT GETGET PUT" {
		t.Errorf("the connections carried %s", got)
	}
}

// The bytes on the wire are the editor's bytes.
func TestTheConfigurationIsSentByteForByte(t *testing.T) {
	s := serve(t, func(w io.Writer, _ int) bool {
		io.WriteString(w, "HTTP/1.1 204 No Content\r\n\r\n")
		return true
	})
	client := newClient(t, Options{BaseURL: s.url()})
	defer client.CloseIdle()
	for i, configuration := range append(faithful, " \n"+sampleConfiguration(3<<20, 4)+"\n") {
		if _, err := client.Update(t.Context(), testRef, Update{Name: TextOf("n"), Configuration: configuration}); err != nil {
			t.Fatal(err)
		}
		if got := s.request(i); !strings.HasSuffix(got, `"configuration_json":`+configuration+"}}") {
			t.Errorf("%.80q was sent as %.200q", configuration, got)
		}
	}
}

// A server may refuse a large body before it has read it.
func TestAnEarlyRefusalIsHeard(t *testing.T) {
	s := serveConns(t, func(_ *wire, conn net.Conn) {
		if _, err := http.ReadRequest(bufio.NewReader(conn)); err != nil {
			return
		}
		io.WriteString(conn, reply("413 Too Large", "Connection: close\r\n", errorBody("TOO_LARGE")))
		io.Copy(io.Discard, conn)
	})
	client := newClient(t, Options{BaseURL: s.url()})
	_, err := client.Update(t.Context(), testRef, Update{Name: TextOf("n"), Configuration: sampleConfiguration(8<<20, 0)})
	if told(err) != "413 envelope TOO_LARGE" {
		t.Error(err)
	}
}

// A real server that accepts and says nothing: giving up ends the call.
func TestGivingUpOnARealConnection(t *testing.T) {
	got := make(chan string, 8)
	done := make(chan struct{})
	s := serve(t, func(_ io.Writer, n int) bool {
		got <- "request"
		<-done
		return false
	})
	client := newClient(t, Options{BaseURL: s.url()})
	try := func(call func(ctx context.Context) error) string {
		ctx, cancel := context.WithCancel(t.Context())
		var wait sync.WaitGroup
		wait.Go(func() {
			<-got
			cancel()
		})
		err := call(ctx)
		wait.Wait()
		return told(err)
	}
	if got := try(func(ctx context.Context) error { _, _, err := client.Get(ctx, testRef); return err }); got != "transport canceled" {
		t.Errorf("a read says %q", got)
	}
	if got := try(func(ctx context.Context) error { _, err := client.Update(ctx, testRef, testUpdate); return err }); got != "unanswered canceled" {
		t.Errorf("a save says %q", got)
	}
	close(done)
}

// localhost is what the system says it is; plain http goes to this machine only.
func TestPlainHTTPStaysOnThisMachine(t *testing.T) {
	client := newClient(t, Options{BaseURL: "http://localhost:1"})
	for _, address := range []string{"192.0.2.1:80", "[2001:db8::1]:80", "10.0.0.1:80"} {
		conn, err := client.own.DialContext(t.Context(), "tcp", address)
		if err == nil {
			conn.Close()
		}
		if err == nil || !strings.Contains(err.Error(), errNotLoopback.Error()) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestTheProxyIsNeverAskedAboutThisMachine(t *testing.T) {
	asked := false
	s := raw(t, reply("200 OK", "", answerWith("{}")))
	client := newClient(t, Options{BaseURL: s.url(), Proxy: func(*http.Request) (*url.URL, error) { asked = true; return nil, nil }})
	if _, _, err := client.Get(t.Context(), testRef); err != nil || asked {
		t.Errorf("%v; asked %v", err, asked)
	}
}
