// The connection without a socket: streaming, cutting, cancelling.

package sandbox

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"
)

// inProcessClient runs a handler behind Transport, and sees to it that no
// goroutine outlives the test.
func inProcessClient(t *testing.T, h http.HandlerFunc) *http.Client {
	t.Helper()
	before := runtime.NumGoroutine()
	c := &http.Client{Transport: Transport(h)}
	t.Cleanup(func() {
		c.CloseIdleConnections()
		// The client and the contexts have goroutines of their own that end a
		// moment later; one that stays is a leak.
		for began := time.Now(); runtime.NumGoroutine() > before; runtime.Gosched() {
			if time.Since(began) > 10*time.Second {
				t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
			}
		}
	})
	return c
}

func TestAnAnswerStreams(t *testing.T) {
	next := make(chan struct{})
	c := inProcessClient(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Early", "yes")
		w.WriteHeader(201)
		w.Header().Set("X-Late", "no")
		<-next
		_, _ = io.WriteString(w, "one\n")
		<-next
		_, _ = io.WriteString(w, "two\n")
	})
	res, err := c.Get("http://host.test/path?q=1")
	if err != nil || res.StatusCode != 201 || res.Header.Get("X-Early") != "yes" || res.Header.Get("X-Late") != "" {
		t.Fatalf("%v %v", res, err)
	}
	lines := bufio.NewReader(res.Body)
	for _, want := range []string{"one\n", "two\n"} {
		next <- struct{}{}
		if got, err := lines.ReadString('\n'); got != want || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
	}
	if _, err := lines.ReadByte(); err != io.EOF {
		t.Errorf("at the end: %v", err)
	}
	res.Body.Close()
}

func TestTheHandlerSeesAServerRequest(t *testing.T) {
	c := inProcessClient(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		for name, v := range map[string][2]string{"host": {r.Host, "host.test:81"}, "method": {r.Method, "PUT"},
			"address": {r.RequestURI, "/a%20b?q=1"}, "body": {string(body), "text"}, "header": {r.Header.Get("X-Own"), "1"}} {
			if v[0] != v[1] {
				t.Errorf("%s: %q, want %q", name, v[0], v[1])
			}
		}
		w.WriteHeader(204)
	})
	r, _ := http.NewRequest("PUT", "http://host.test:81/a%20b?q=1", strings.NewReader("text"))
	r.Header.Set("X-Own", "1")
	res, err := c.Do(r)
	if err != nil || res.StatusCode != 204 || res.ContentLength != 0 {
		t.Fatalf("%v %v", res, err)
	}
	res.Body.Close()
}

func TestHowAConnectionEnds(t *testing.T) {
	for _, c := range []struct {
		name    string
		handler http.HandlerFunc
		call    error // of the call
		read    error // of reading the body
		body    string
	}{
		{"nothing at all", func(w http.ResponseWriter, r *http.Request) {}, nil, nil, ""},
		{"cut before the headers", func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }, io.EOF, nil, ""},
		{"cut after the headers", func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(200)
			panic(http.ErrAbortHandler)
		}, nil, io.ErrUnexpectedEOF, ""},
		{"cut in the body", func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "half")
			panic(http.ErrAbortHandler)
		}, nil, io.ErrUnexpectedEOF, "half"},
		{"less than announced", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "10")
			_, _ = io.WriteString(w, "half")
		}, nil, io.ErrUnexpectedEOF, "half"},
		{"more than announced", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "4")
			if _, err := io.WriteString(w, "whole and more"); !errors.Is(err, http.ErrContentLength) {
				panic("no error")
			}
		}, nil, nil, "whol"},
		{"informational first", func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(103)
			w.WriteHeader(200)
			_, _ = io.WriteString(w, "then")
		}, nil, nil, "then"},
	} {
		t.Run(c.name, func(t *testing.T) {
			res, err := inProcessClient(t, c.handler).Get("http://host.test/")
			if !errors.Is(err, c.call) || (err == nil) != (c.call == nil) {
				t.Fatalf("the call: %v", err)
			}
			if err != nil {
				return
			}
			defer res.Body.Close()
			body, err := io.ReadAll(res.Body)
			if !errors.Is(err, c.read) || (err == nil) != (c.read == nil) || string(body) != c.body {
				t.Errorf("read %q, %v", body, err)
			}
		})
	}
	_, err := inProcessClient(t, func(http.ResponseWriter, *http.Request) { panic("a bug") }).Get("http://host.test/")
	if err == nil || !strings.Contains(err.Error(), "a bug") {
		t.Errorf("a panic is told as %v", err)
	}
}

func TestCancelling(t *testing.T) {
	t.Run("before the answer, with a handler that waits for its context", func(t *testing.T) {
		in := make(chan struct{})
		c := inProcessClient(t, func(w http.ResponseWriter, r *http.Request) { close(in); <-r.Context().Done() })
		ctx, cancel := context.WithCancel(context.Background())
		go func() { <-in; cancel() }()
		r, _ := http.NewRequestWithContext(ctx, "GET", "http://host.test/", nil)
		if _, err := c.Do(r); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	})
	t.Run("before the answer, with a handler that waits for the body", func(t *testing.T) {
		in := make(chan struct{})
		body, stuck := io.Pipe()
		t.Cleanup(func() { stuck.Close() }) // after the client's own cleanup, which waits for the handler
		c := inProcessClient(t, func(w http.ResponseWriter, r *http.Request) { close(in); _, _ = io.ReadAll(r.Body) })
		ctx, cancel := context.WithCancel(context.Background())
		go func() { <-in; cancel() }()
		r, _ := http.NewRequestWithContext(ctx, "PUT", "http://host.test/", body)
		// Not through the client, which closes the body by itself.
		if _, err := c.Transport.RoundTrip(r); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	})
	t.Run("in the body", func(t *testing.T) {
		ended := make(chan error, 1)
		c := inProcessClient(t, func(w http.ResponseWriter, r *http.Request) {
			for {
				if _, err := io.WriteString(w, "more"); err != nil {
					ended <- err
					return
				}
			}
		})
		ctx, cancel := context.WithCancel(context.Background())
		r, _ := http.NewRequestWithContext(ctx, "GET", "http://host.test/", nil)
		res, err := c.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if _, err := io.ReadFull(res.Body, make([]byte, 6)); err != nil {
			t.Fatal(err)
		}
		cancel()
		if _, err := io.ReadAll(res.Body); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		if <-ended == nil {
			t.Error("the handler can still write")
		}
	})
	t.Run("by closing the body", func(t *testing.T) {
		c := inProcessClient(t, func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "some")
			<-r.Context().Done()
		})
		res, err := c.Get("http://host.test/")
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
	})
	t.Run("before it began", func(t *testing.T) {
		c := inProcessClient(t, func(w http.ResponseWriter, r *http.Request) { t.Error("the handler ran") })
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		r, _ := http.NewRequestWithContext(ctx, "GET", "http://host.test/", nil)
		if _, err := c.Do(r); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	})
	t.Run("by a time limit", func(t *testing.T) {
		c := inProcessClient(t, func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		c.Timeout = time.Millisecond
		if _, err := c.Get("http://host.test/"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
	})
}

func TestASlowConnectorCanBeCancelled(t *testing.T) {
	s, err := New(Options{}) // the real clock
	if err != nil {
		t.Fatal(err)
	}
	c := inProcessClient(t, s.ServeHTTP)
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	r, _ := http.NewRequestWithContext(ctx, "GET", "http://host.test"+teamPath+"/get-slow", nil)
	r.Header.Set("Authorization", "Bearer x")
	began := time.Now()
	if _, err := c.Do(r); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}
