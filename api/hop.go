// Where a call failed, judged by the kind of error and how far it had come.

package api

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"syscall"
)

// tracks is how far an attempt came, as the transport told by httptrace.
type tracks struct {
	begun     bool        // the request was handed to the transport
	asked     atomic.Bool // a connection was asked for: the transport speaks httptrace
	handshake atomic.Bool // TLS began
	got       atomic.Bool // a connection was there; from now on bytes may have gone out
}

// follow makes the context tell tracks, and watchdog, how far the attempt comes.
func (t *tracks) follow(ctx context.Context, connected func()) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn:           func(string) { t.asked.Store(true) },
		TLSHandshakeStart: func() { t.handshake.Store(true) },
		GotConn: func(httptrace.GotConnInfo) {
			t.got.Store(true)
			connected()
		},
	})
}

// surelyNotSent tells whether no byte of the request can have gone out.
func (t *tracks) surelyNotSent(hop Hop) bool {
	if !t.begun {
		return true
	}
	if t.asked.Load() {
		return !t.got.Load()
	}
	return hop == DNS || hop == Dial || hop == Proxy || hop == TLS
}

// hopOf places an error of a transport that was not ended from here.
func hopOf(err error, t *tracks) Hop {
	var (
		refused *proxyRefusal
		op      *net.OpError
		dns     *net.DNSError
	)
	isOp := errors.As(err, &op)
	switch {
	case errors.As(err, &refused), isOp && (op.Op == opProxy || strings.HasPrefix(op.Op, "socks")):
		return Proxy
	case errors.As(err, &dns):
		return DNS
	case isTLS(err):
		return TLS
	case isOp && op.Op == "dial":
		return Dial
	case t.asked.Load() && !t.got.Load() && t.handshake.Load():
		return TLS
	case t.asked.Load() && !t.got.Load():
		return Dial
	case isCut(err):
		return Read
	}
	return NotHTTP
}

func isTLS(err error) bool {
	var (
		verify    *tls.CertificateVerificationError
		name      x509.HostnameError
		invalid   x509.CertificateInvalidError
		authority x509.UnknownAuthorityError
		roots     x509.SystemRootsError
		record    tls.RecordHeaderError
		op        *net.OpError
	)
	if errors.As(err, &op) && (op.Op == "remote error" || op.Op == "local error") {
		return true // an alert, sent or received
	}
	return errors.As(err, &verify) || errors.As(err, &name) || errors.As(err, &invalid) ||
		errors.As(err, &authority) || errors.As(err, &roots) || errors.As(err, &record) ||
		errors.Is(err, http.ErrSchemeMismatch)
}

// isCut tells of errors that mean the connection ended, not that what came over
// it was wrong. The errors of net/http's HTTP/2 have no exported type.
func isCut(err error) bool {
	var (
		op     *net.OpError
		number syscall.Errno
	)
	text := err.Error()
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.ErrClosedPipe) ||
		errors.Is(err, net.ErrClosed) || errors.As(err, &op) || errors.As(err, &number) ||
		timedOut(err) || errors.Is(err, context.Canceled) ||
		strings.HasPrefix(text, "http2: ") || strings.HasPrefix(text, "stream error: ") ||
		strings.HasPrefix(text, "http: server closed idle connection")
}

// passing tells whether a failure to connect may go away by itself in a second.
func passing(hop Hop, err error) bool {
	switch hop {
	case DNS:
		return !notFound(err)
	case Dial:
		return !errors.Is(err, errNotLoopback)
	case Proxy:
		var refused *proxyRefusal
		if errors.As(err, &refused) {
			return refused.status >= 500
		}
		return !errors.Is(err, errBadProxy)
	case TLS:
		return isCut(err) && !isTLS(err) // cut or too slow; what a certificate says stays
	}
	return false
}
