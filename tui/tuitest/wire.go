// A real TCP connection between the client and the API, which a test cuts where
// it likes.

package tuitest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"

	"patchbay/api/sandbox"
)

// Serve answers for a sandbox at an address of this machine until the test ends.
func Serve(t testing.TB, box *sandbox.Sandbox) (address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- sandbox.Serve(ctx, l, box) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("serving the sandbox: %v", err)
		}
	})
	return l.Addr().String()
}

// Call is one request on a Wire, as its head tells.
type Call struct {
	Method string
	Path   string // without the query
	N      int    // the how-manieth request of this method and path, from 1
	Line   int    // bytes of the request line
	Head   int    // bytes of request line and headers
	Size   int    // bytes of the whole request
}

// Cut is where the connection of one call ends: after Up bytes of the request
// were passed on, or after Down bytes of the answer to all of it were.
type Cut struct {
	Up, Down int
	End      End
}

// All is every byte there is. Unread, as Up, is not even one.
const (
	All    = math.MaxInt
	Unread = -1
)

// Sound is no cut.
var Sound = Cut{Up: All, Down: All}

// End is how a connection ends.
type End int

// FIN ends it in order, RST breaks it.
const (
	FIN End = iota
	RST
)

// Wire passes calls on from its Address to an API, and cuts what its plan says.
type Wire struct {
	Address string // host:port
	plan    func(Call) Cut
	blind   func(connection int) Cut // instead of plan: bytes are not looked at
	api     string
	mu      sync.Mutex
	l       net.Listener
	open    map[net.Conn]bool
	calls   map[string]int
	ended   bool
	running sync.WaitGroup
}

// NewWire leads to the API at address. The plan is asked before anything of a
// call is passed on; calls may come at the same time.
func NewWire(t testing.TB, address string, plan func(Call) Cut) *Wire {
	t.Helper()
	w := &Wire{plan: plan, api: address}
	w.start(t)
	return w
}

// NewPipe is a Wire that does not look at what it carries, such as TLS: a
// connection, counted from 1, is cut after so many bytes either way.
func NewPipe(t testing.TB, address string, plan func(connection int) Cut) *Wire {
	t.Helper()
	w := &Wire{blind: plan, api: address}
	w.start(t)
	return w
}

func (w *Wire) start(t testing.TB) {
	t.Helper()
	w.open, w.calls = map[net.Conn]bool{}, map[string]int{}
	w.listen(t, "127.0.0.1:0")
	w.Address = w.l.Addr().String()
	t.Cleanup(func() {
		w.mu.Lock()
		w.ended = true
		w.mu.Unlock()
		w.Refuse()
		w.mu.Lock()
		for c := range w.open {
			c.Close()
		}
		w.mu.Unlock()
		w.running.Wait()
	})
}

func (w *Wire) listen(t testing.TB, address string) {
	t.Helper()
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	w.mu.Lock()
	w.l = l
	w.mu.Unlock()
	w.running.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			w.running.Go(func() { w.carry(c) })
		}
	})
}

// Refuse lets no new connection be made; Restore does again.
func (w *Wire) Refuse() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.l.Close()
}

// Restore undoes Refuse.
func (w *Wire) Restore(t testing.TB) {
	t.Helper()
	w.listen(t, w.Address)
}

// hold keeps a connection to be closed with the test. It reports whether there
// is still a test.
func (w *Wire) hold(c net.Conn) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended {
		c.Close()
		return false
	}
	w.open[c] = true
	return true
}

// end ends a connection.
func (w *Wire) end(c net.Conn, how End) {
	if tcp, ok := c.(*net.TCPConn); ok && how == RST {
		_ = tcp.SetLinger(0)
	}
	c.Close()
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.open, c)
}

// carry passes on the calls of one connection, one after the other.
func (w *Wire) carry(client net.Conn) {
	how := FIN
	defer func() { w.end(client, how) }()
	if !w.hold(client) {
		return
	}
	server, err := net.Dial("tcp", w.api)
	if err != nil || !w.hold(server) {
		return
	}
	defer func() { w.end(server, how) }()
	if w.blind != nil {
		how = w.pipe(client, server)
		return
	}
	requests, answers := bufio.NewReader(client), new(bytes.Buffer)
	replies := bufio.NewReader(io.TeeReader(server, answers))
	for {
		head, call, err := w.head(requests)
		if err != nil {
			return
		}
		cut := w.plan(call)
		how = cut.End
		if cut.Up < call.Size {
			if cut.Up > 0 {
				_, _ = server.Write(head[:min(cut.Up, call.Head)])
				_, _ = io.CopyN(server, requests, int64(max(0, cut.Up-call.Head)))
			}
			return
		}
		if _, err := server.Write(head); err != nil {
			return
		}
		if _, err := io.CopyN(server, requests, int64(call.Size-call.Head)); err != nil {
			return
		}
		answers.Reset()
		whole := w.answer(replies, call.Method)
		passed := answers.Bytes()[:min(cut.Down, answers.Len())]
		if _, err := client.Write(passed); err != nil || !whole || len(passed) < answers.Len() {
			return
		}
	}
}

// pipe passes bytes on both ways until one way ends or is cut.
func (w *Wire) pipe(client, server net.Conn) End {
	w.mu.Lock()
	w.calls[""]++
	n := w.calls[""]
	w.mu.Unlock()
	cut := w.blind(n)
	ended := make(chan End, 2)
	pass := func(to, from net.Conn, most int) {
		if passed, _ := io.CopyN(to, from, int64(most)); passed == int64(most) {
			ended <- cut.End
			return
		}
		ended <- FIN
	}
	w.running.Go(func() { pass(server, client, cut.Up) })
	w.running.Go(func() { pass(client, server, cut.Down) })
	return <-ended
}

// head reads request line and headers.
func (w *Wire) head(from *bufio.Reader) ([]byte, Call, error) {
	var head []byte
	var call Call
	for {
		line, err := from.ReadBytes('\n')
		if err != nil {
			return nil, call, err
		}
		head = append(head, line...)
		if call.Line == 0 {
			call.Line = len(line)
		}
		if len(bytes.TrimSpace(line)) == 0 {
			break
		}
		name, value, _ := strings.Cut(string(line), ":")
		if strings.EqualFold(name, "Content-Length") {
			n, err := strconv.Atoi(strings.TrimSpace(value))
			if err != nil {
				return nil, call, err
			}
			call.Size = n
		}
	}
	words := strings.Fields(string(head[:call.Line]))
	if len(words) < 2 {
		return nil, call, errors.New("no request line")
	}
	call.Method = words[0]
	call.Path, _, _ = strings.Cut(words[1], "?")
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls[call.Method+call.Path]++
	call.N = w.calls[call.Method+call.Path]
	call.Head = len(head)
	call.Size += call.Head
	return head, call, nil
}

// answer reads one answer to its end and reports whether the connection can go on.
func (w *Wire) answer(from *bufio.Reader, method string) bool {
	r, err := http.ReadResponse(from, &http.Request{Method: method})
	if err != nil {
		return false
	}
	defer r.Body.Close()
	_, err = io.Copy(io.Discard, r.Body)
	return err == nil && !r.Close
}
