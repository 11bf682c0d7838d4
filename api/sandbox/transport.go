// The sandbox without a port: an http.RoundTripper that runs a handler in
// process and keeps what is awkward about a real connection.

package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
)

// Transport returns an http.RoundTripper that hands each request to h.
//
// The answer streams: the headers arrive while the handler still writes. When
// the context ends, RoundTrip and every Read return at once, and the context of
// the handler ends too. A handler that panics with http.ErrAbortHandler, or
// that writes less than its Content-Length, cuts the connection: before the
// headers this is an error that wraps io.EOF, in the body it is
// io.ErrUnexpectedEOF. No redirect is followed and nothing is unpacked.
//
// Each request runs in one goroutine, which ends with the answer. Closing the
// idle connections of the client (http.Client.CloseIdleConnections) waits for
// all of them.
func Transport(h http.Handler) http.RoundTripper { return &inProcess{handler: h} }

// inProcess is the RoundTripper.
type inProcess struct {
	handler http.Handler
	running sync.WaitGroup
}

// CloseIdleConnections waits until no handler runs any more. Their contexts
// must have ended or their answers must have been read or closed.
func (t *inProcess) CloseIdleConnections() { t.running.Wait() }

// RoundTrip runs the handler and returns its answer as soon as it has headers.
func (t *inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(r.Context())
	e := newExchange(r, cancel)
	if err := context.Cause(ctx); err != nil {
		closeBody(r)
		cancel(nil)
		return nil, err
	}
	served := serverRequest(r, ctx)
	stop := context.AfterFunc(r.Context(), func() { e.fail(context.Cause(r.Context())) })
	t.running.Add(1)
	go func() {
		defer t.running.Done()
		defer closeBody(r)
		defer stop()
		e.run(t.handler, served)
	}()
	select {
	case <-e.headers:
	case <-r.Context().Done():
		err := context.Cause(r.Context())
		e.fail(err)
		return nil, err
	}
	return e.response()
}

// serverRequest is the request as a server would see it.
func serverRequest(r *http.Request, ctx context.Context) *http.Request {
	served := r.Clone(ctx)
	served.RequestURI = r.URL.RequestURI()
	served.RemoteAddr = "127.0.0.1:1"
	served.Proto, served.ProtoMajor, served.ProtoMinor = "HTTP/1.1", 1, 1
	if served.Host == "" {
		served.Host = r.URL.Host
	}
	if served.Method == "" {
		served.Method = http.MethodGet
	}
	if served.Body == nil {
		served.Body = http.NoBody
	}
	return served
}

func closeBody(r *http.Request) {
	if r.Body != nil {
		_ = r.Body.Close()
	}
}

// exchange is one request and its answer. The handler writes into it, and the
// client reads the body from the pipe.
type exchange struct {
	request *http.Request
	cancel  context.CancelCauseFunc
	headers chan struct{} // closed when there are headers, or never will be
	reader  *io.PipeReader
	writer  *io.PipeWriter

	mu      sync.Mutex
	own     http.Header // the handler's
	sent    http.Header // as they were when the headers went out
	status  int
	length  int64 // as declared; -1 when it was not
	written int64
	err     error // why there are no headers
	settled sync.Once
}

func newExchange(r *http.Request, cancel context.CancelCauseFunc) *exchange {
	e := &exchange{request: r, cancel: cancel, headers: make(chan struct{}), own: make(http.Header), length: -1}
	e.reader, e.writer = io.Pipe()
	return e
}

// run calls the handler and ends the exchange the way a connection would end.
func (e *exchange) run(h http.Handler, served *http.Request) {
	defer func() {
		switch p := recover(); p {
		case nil:
			e.finish()
		case http.ErrAbortHandler:
			e.cut(io.ErrUnexpectedEOF)
		default:
			e.cut(fmt.Errorf("the handler panicked: %v", p))
		}
		e.cancel(nil)
	}()
	h.ServeHTTP(e, served)
}

// finish ends an exchange whose handler has returned.
func (e *exchange) finish() {
	e.WriteHeader(http.StatusOK) // unless the handler did
	e.mu.Lock()
	short := e.length >= 0 && e.written < e.length && bodyAllowed(e.request.Method, e.status)
	e.mu.Unlock()
	if short {
		_ = e.writer.CloseWithError(io.ErrUnexpectedEOF)
		return
	}
	_ = e.writer.Close()
}

// cut ends an exchange whose handler gave up.
func (e *exchange) cut(err error) {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		e.noHeaders(fmt.Errorf("the connection was cut before an answer: %w", io.EOF))
	} else {
		e.noHeaders(err)
	}
	_ = e.writer.CloseWithError(err)
}

// fail ends an exchange the client no longer waits for.
func (e *exchange) fail(err error) {
	e.noHeaders(err)
	_ = e.writer.CloseWithError(err) // reads give err, writes of the handler fail
	e.cancel(err)
	closeBody(e.request) // a handler that still reads it is not kept waiting
}

func (e *exchange) noHeaders(err error) {
	e.settled.Do(func() {
		e.mu.Lock()
		e.err = err
		e.mu.Unlock()
		close(e.headers)
	})
}

// Header is for the handler.
func (e *exchange) Header() http.Header { return e.own }

// WriteHeader sends the headers. Informational ones are not final.
func (e *exchange) WriteHeader(status int) {
	if status >= 100 && status < 200 && status != http.StatusSwitchingProtocols {
		return
	}
	e.settled.Do(func() {
		e.mu.Lock()
		e.status, e.sent = status, e.own.Clone()
		if n, err := strconv.ParseInt(e.own.Get("Content-Length"), 10, 64); err == nil && n >= 0 {
			e.length = n
		}
		e.mu.Unlock()
		close(e.headers)
	})
}

// Write sends a piece of the body, and waits until the client has read it.
func (e *exchange) Write(p []byte) (int, error) {
	if _, ok := e.own["Content-Type"]; !ok && len(p) > 0 {
		e.own.Set("Content-Type", http.DetectContentType(p))
	}
	e.WriteHeader(http.StatusOK)
	e.mu.Lock()
	status, room := e.status, int64(len(p))
	if e.length >= 0 {
		room = min(room, e.length-e.written)
	}
	e.written += room
	e.mu.Unlock()
	if !bodyAllowed(e.request.Method, status) {
		return 0, http.ErrBodyNotAllowed
	}
	n, err := e.writer.Write(p[:room])
	if err == nil && room < int64(len(p)) {
		err = http.ErrContentLength
	}
	return n, err
}

// Flush does nothing: every Write is on its way at once.
func (e *exchange) Flush() { e.WriteHeader(http.StatusOK) }

// response is the answer as the client sees it.
func (e *exchange) response() (*http.Response, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.err != nil {
		return nil, e.err
	}
	res := &http.Response{
		Status:        strconv.Itoa(e.status) + " " + http.StatusText(e.status),
		StatusCode:    e.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        e.sent,
		Body:          &answerBody{e},
		ContentLength: e.length,
		Request:       e.request,
	}
	if !bodyAllowed(e.request.Method, e.status) {
		res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(nil)), 0
		_ = e.reader.Close() // a handler that writes all the same is not kept waiting
	}
	return res, nil
}

// answerBody reads the answer. Closing it early ends the handler.
type answerBody struct{ e *exchange }

func (b *answerBody) Read(p []byte) (int, error) { return b.e.reader.Read(p) }

func (b *answerBody) Close() error {
	b.e.cancel(context.Canceled)
	return b.e.reader.Close()
}

func bodyAllowed(method string, status int) bool {
	return method != http.MethodHead && status >= 200 && status != http.StatusNoContent && status != http.StatusNotModified
}
