// The built-in transport: TLS, proxy, connections, and who may be dialled.

package api

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"syscall"
	"time"
)

// idleTime is how long an unused connection is kept. Short, so that a read rarely
// meets a connection its server has just closed.
const idleTime = 20 * time.Second

// maxCAFile is the largest CA file that is read, in bytes.
const maxCAFile = 16 << 20

var errNotLoopback = errors.New("not a loopback address")

// proxyRefusal is a proxy's answer to CONNECT other than success.
type proxyRefusal struct{ status int }

func (e *proxyRefusal) Error() string { return "the proxy refused to connect" }

func newTransport(base *url.URL, o Options) (*http.Transport, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if o.CAFile != "" {
		pool, err := authorities(o.CAFile)
		if err != nil {
			return nil, err
		}
		config.RootCAs = pool
	}
	dialer := &net.Dialer{Timeout: o.Limits.Dial, KeepAlive: 15 * time.Second}
	if base.Scheme == "http" {
		// A name such as localhost leads where the system says; a credential in
		// plain text goes nowhere but here.
		dialer.Control = func(_, address string, _ syscall.RawConn) error {
			to, err := netip.ParseAddrPort(address)
			if err != nil || !to.Addr().IsLoopback() {
				return errNotLoopback
			}
			return nil
		}
	}
	return &http.Transport{
		Proxy: func(r *http.Request) (*url.URL, error) { return proxyFor(o, r) },
		OnProxyConnectResponse: func(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
			if answer.StatusCode != http.StatusOK {
				return &proxyRefusal{status: answer.StatusCode}
			}
			return nil
		},
		DialContext:            dialer.DialContext,
		TLSClientConfig:        config,
		TLSHandshakeTimeout:    o.Limits.TLS,
		MaxResponseHeaderBytes: o.Limits.Headers,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           2,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        idleTime,
		ReadBufferSize:         32 << 10,
		WriteBufferSize:        32 << 10,
	}, nil
}

// proxyFor chooses the proxy of a request: never one for this machine.
func proxyFor(o Options, r *http.Request) (*url.URL, error) {
	if isLoopback(r.URL.Hostname()) {
		return nil, nil
	}
	proxy, err := o.Proxy(r)
	if err != nil {
		return nil, &net.OpError{Op: opProxy, Err: errBadProxy}
	}
	return proxy, nil
}

// opProxy is how net/http marks a failure to reach the proxy.
const opProxy = "proxyconnect"

// errBadProxy stands for the original error, which may quote a password.
var errBadProxy = errors.New("the proxy address cannot be understood")

// authorities is the system's certificates and those in the file.
func authorities(file string) (*x509.CertPool, error) {
	refuse := func(reason string) (*x509.CertPool, error) {
		return nil, &InputError{Field: fieldCAFile, Reason: reason}
	}
	f, err := os.Open(file)
	if errors.Is(err, os.ErrNotExist) {
		return refuse("does not exist")
	}
	if err != nil {
		return refuse("cannot be opened")
	}
	defer f.Close()
	pem, err := io.ReadAll(io.LimitReader(f, maxCAFile))
	if err != nil {
		return refuse("cannot be read")
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return refuse("holds no certificate in PEM form")
	}
	return pool, nil
}
