// The sandbox behind a port.

package sandbox

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Times of the server. An answer may be slow on purpose, so writing has long.
const (
	headerTime   = 10 * time.Second
	readTime     = 2 * time.Minute
	writeTime    = 5 * time.Minute
	idleTime     = 2 * time.Minute
	stopTime     = 4 * time.Second
	maxHeaderLen = 64 << 10
)

// Serve answers requests on the listener until the context ends, and then stops
// within 5 seconds. It closes the listener. Requests that name a foreign host,
// or come from a foreign web page, are refused: a page that points its own name
// at this machine must not reach the sandbox.
func Serve(ctx context.Context, l net.Listener, s *Sandbox) error {
	requests, cut := context.WithCancel(context.Background())
	defer cut()
	server := &http.Server{
		Handler:           s.guarded(reach(l.Addr())),
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeaderLen,
		ErrorLog:          log.New(io.Discard, "", 0), // it would quote what clients send
		BaseContext:       func(net.Listener) context.Context { return requests },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	cut() // slow answers end at once
	grace, done := context.WithTimeout(context.Background(), stopTime)
	defer done()
	if err := server.Shutdown(grace); err != nil {
		_ = server.Close()
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// scope says from where a listener can be reached.
type scope int

const (
	thisMachine scope = iota
	network
)

func reach(a net.Addr) scope {
	if tcp, ok := a.(*net.TCPAddr); ok && !tcp.IP.IsLoopback() {
		return network
	}
	return thisMachine
}

// guarded refuses foreign Host and Origin headers before anything else.
func (s *Sandbox) guarded(from scope) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reason := ""
		if !known(r.Host, from) {
			reason = "Host: the sandbox answers under its address only, such as 127.0.0.1 or localhost"
		}
		for _, origin := range r.Header.Values("Origin") {
			if u, err := url.Parse(origin); err != nil || u.Host == "" || !known(u.Host, from) {
				reason = "Origin: the sandbox does not answer other web pages"
			}
		}
		if reason == "" {
			s.ServeHTTP(w, r)
			return
		}
		a := (&refusal{status: http.StatusForbidden, description: reason}).answer(s.requestID())
		a.finish(s.opts.Hourly, s.left())
		s.send(w, r, a, Fault{})
	})
}

// known reports whether a host, with or without port, is this server by
// address. A name other than localhost never is.
func known(host string, from scope) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.TrimSuffix(strings.TrimPrefix(name, "["), "]")
	if strings.EqualFold(strings.TrimSuffix(name, "."), "localhost") {
		return true
	}
	ip := net.ParseIP(name)
	return ip != nil && (ip.IsLoopback() || from == network)
}

// left is what remains of the budget, without spending any of it.
func (s *Sandbox) left() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.budget.left(s.opts.Now(), s.opts.Hourly)
}
