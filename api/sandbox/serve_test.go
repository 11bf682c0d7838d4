// The sandbox on a real loopback socket.

package sandbox

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// served puts a bench on a loopback port. stop ends the server and returns what
// Serve returned.
func served(t *testing.T, o Options) (b *bench, address string, stop func() error) {
	t.Helper()
	b = newBench(t, o)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, l, b.sandbox) }()
	stop = sync.OnceValue(func() error { cancel(); return <-ended })
	t.Cleanup(func() { _ = stop() })
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	b.client = &http.Client{Transport: transport}
	b.base = "http://" + l.Addr().String()
	return b, l.Addr().String(), stop
}

func TestASaveOverASocket(t *testing.T) {
	b, _, stop := served(t, Options{Token: "sandbox"})
	b.refusedAs(b.get("ABC12", header("Authorization", "Bearer other")), 401, "UNAUTHORIZED")
	b.saved(b.put("ABC12", both("n", "d", `{ "a" : 1.10 }`)))
	if got := configurationOf(t, b.get("ABC12").Body); got != `{ "a" : 1.10 }` {
		t.Errorf("stored %s", got)
	}
	if r := b.get(largeIdentifier); r.Err != nil || len(r.Body) < 600<<10 {
		t.Errorf("the large one: %d bytes, %v", len(r.Body), r.Err)
	}
	if r := b.get("hostile"); r.Err != nil || r.Status != 200 {
		t.Errorf("the hostile one: %d, %v", r.Status, r.Err)
	}
	if err := stop(); err != nil {
		t.Errorf("stopping: %v", err)
	}
	if r := b.get("ABC12"); r.Err == nil {
		t.Error("it answers after it was stopped")
	}
}

func TestCutsOverASocket(t *testing.T) {
	b, _, _ := served(t, Options{Fault: script(OpUpdate, Fault{Cut: CutRequest}, Fault{Cut: CutReset})})
	for _, identifier := range []string{"put-lost", "put-dropped"} {
		if r := b.put(identifier, change); !errors.Is(r.Err, io.EOF) {
			t.Errorf("%s: %d, %v", identifier, r.Status, r.Err)
		}
	}
	if b.stored("put-lost").Name != `"Changed"` || b.stored("put-dropped").Name == `"Changed"` {
		t.Error("saved and dropped are mixed up")
	}
	if r := b.get("get-cut"); !errors.Is(r.Err, io.ErrUnexpectedEOF) || r.Body == "" {
		t.Errorf("get-cut: %d, %v", r.Status, r.Err)
	}
	if r := b.put("ABC12", both("n", "d", mine)); r.Err == nil || b.stored("ABC12").Configuration == mine {
		t.Errorf("cut while sending: %d", r.Status)
	}
	if r := b.put("ABC12", both("n", "d", mine)); r.Err == nil || b.stored("ABC12").Configuration != mine {
		t.Errorf("reset: %d, %v", r.Status, r.Err)
	}
}

func TestForeignPagesAreRefused(t *testing.T) {
	b, address, _ := served(t, Options{})
	_, port, _ := net.SplitHostPort(address)
	host := func(h string) edit { return func(r *http.Request) { r.Host = h } }
	for _, c := range []struct {
		name string
		edit edit
		good bool
	}{
		{"own address", host(address), true},
		{"localhost", host("localhost:" + port), true},
		{"localhost, other port (a forwarded one)", host("LOCALHOST:9"), true},
		{"IPv6 loopback", host("[::1]:" + port), true},
		{"a name", host("rebind.example:" + port), false},
		{"a name that begins well", host("127.0.0.1.rebind.example"), false},
		{"localhost as a domain", host("x.localhost.example"), false},
		{"another address", host("192.0.2.7:" + port), false},
		{"own page", header("Origin", "http://"+address), true},
		{"foreign page", header("Origin", "https://rebind.example"), false},
		{"a page without origin", header("Origin", "null"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := b.get("ABC12", c.edit)
			if c.good {
				if r.Status != 200 {
					t.Errorf("refused: %d %s", r.Status, r.Body)
				}
				return
			}
			b.refusedAs(r, 403, "FORBIDDEN")
		})
	}
	if n := len(b.sandbox.Recorded()); n != 5 {
		t.Errorf("%d requests came through", n)
	}
	// HTTP/1.0 may come without any Host.
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET %s HTTP/1.0\r\nAuthorization: Bearer x\r\n\r\n", teamPath)
	if line, _ := bufio.NewReader(conn).ReadString('\n'); !strings.Contains(line, "403") {
		t.Errorf("without Host: %q", line)
	}
}

func TestWhoMayReachAnOpenListener(t *testing.T) {
	for host, want := range map[string]map[scope]bool{
		"192.0.2.7:8787": {thisMachine: false, network: true},
		"[2001:db8::1]":  {thisMachine: false, network: true},
		"127.8.8.8":      {thisMachine: true, network: true},
		"sandbox.lan":    {thisMachine: false, network: false},
		"":               {thisMachine: false, network: false},
	} {
		for from, good := range want {
			if known(host, from) != good {
				t.Errorf("%q from %d: %v", host, from, !good)
			}
		}
	}
	if reach(&net.TCPAddr{IP: net.IPv4zero}) != network || reach(&net.TCPAddr{IP: net.IPv6loopback}) != thisMachine {
		t.Error("reach")
	}
}

func TestStoppingEndsSlowAnswers(t *testing.T) {
	sleeping := make(chan struct{})
	var once sync.Once
	s, err := New(Options{Connectors: []Stored{sound()}, Sleep: func(ctx context.Context, _ time.Duration) error {
		once.Do(func() { close(sleeping) })
		<-ctx.Done()
		return ctx.Err()
	}})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, l, s) }()
	answered := make(chan error, 1)
	go func() {
		r, _ := http.NewRequest("GET", "http://"+l.Addr().String()+teamPath+"/get-slow", nil)
		r.Header.Set("Authorization", "Bearer x")
		transport := &http.Transport{DisableKeepAlives: true}
		_, err := transport.RoundTrip(r)
		answered <- err
	}()
	<-sleeping
	began := time.Now()
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("Serve: %v", err)
	}
	if err := <-answered; err == nil {
		t.Error("the slow answer came after all")
	}
	if took := time.Since(began); took > stopTime-time.Second {
		t.Errorf("stopping took %v", took)
	}
}

func TestAListenerThatFailsIsTold(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if err := Serve(context.Background(), l, newBench(t, Options{}).sandbox); err == nil {
		t.Error("no error")
	}
}
