// Options and Limits: everything a Client is told when it is made.

package api

import (
	"context"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// Options are the settings of a Client. Only BaseURL is required.
type Options struct {
	// BaseURL is where the API lives: https, or http to this machine only; a
	// path is kept as a prefix.
	BaseURL string
	// Authorization gives the value of the header of that name, once a call.
	// "" sends none. Nil sends none.
	Authorization func(ctx context.Context) (header string, err error)
	// Transport replaces the built-in one. The limits on dialling, TLS and
	// headers, CAFile and Proxy are then its own affair. It should honour
	// net/http/httptrace; where it does not, a failed save counts as unanswered
	// unless the error is plainly one of connecting.
	Transport http.RoundTripper
	// CAFile names a PEM file of authorities trusted besides the system's.
	CAFile string
	// Proxy chooses the proxy of a request; nil means the environment's. It is
	// never asked about this machine.
	Proxy func(*http.Request) (*url.URL, error)
	// UserAgent is sent with each request; "" means "patchbay".
	UserAgent string
	Limits    Limits

	Now    func() time.Time
	Sleep  func(ctx context.Context, d time.Duration) error // an error only when ctx is done
	Jitter func() float64                                   // 0 up to, not including, 1

	// Progress is told how many bytes of the answer to a read of one Connector
	// have come, after decompression, and how many there will be; total is -1
	// when that is not known. It is called from the goroutine of the call.
	Progress func(read, total int64)
	// Log is told about each attempt. A Record holds no credential and no body.
	Log func(Record)
}

// Limits bound what a call may take. A zero field has the default named.
type Limits struct {
	Answer    int64 // bytes of a 200, after decompression: 128 MiB
	ErrorBody int64 // bytes of any other answer: 64 KiB
	Headers   int64 // bytes of the headers of an answer: 64 KiB

	Dial       time.Duration // 5 s
	TLS        time.Duration // the handshake: 5 s
	FirstByte  time.Duration // from the request sent to the headers of its answer: 30 s
	NoProgress time.Duration // without one byte, either way: 15 s
	Read       time.Duration // a whole read, all attempts and waits: 60 s
	Save       time.Duration // a whole save: 120 s

	Attempts   int           // 3
	RetryAfter time.Duration // the longest wait a server may ask of a read before it is tried again: 30 s
}

func (l Limits) withDefaults() Limits {
	return Limits{
		Answer:     orDefault(l.Answer, 128<<20),
		ErrorBody:  orDefault(l.ErrorBody, 64<<10),
		Headers:    orDefault(l.Headers, 64<<10),
		Dial:       orDefault(l.Dial, 5*time.Second),
		TLS:        orDefault(l.TLS, 5*time.Second),
		FirstByte:  orDefault(l.FirstByte, 30*time.Second),
		NoProgress: orDefault(l.NoProgress, 15*time.Second),
		Read:       orDefault(l.Read, 60*time.Second),
		Save:       orDefault(l.Save, 120*time.Second),
		Attempts:   orDefault(l.Attempts, 3),
		RetryAfter: orDefault(l.RetryAfter, 30*time.Second),
	}
}

func orDefault[T int | int64 | time.Duration](value, standard T) T {
	if value <= 0 {
		return standard
	}
	return value
}

// Record is one attempt, for a log. Its strings are visible-safe.
type Record struct {
	At        time.Time // when the attempt began
	Op        Op
	Method    string
	Path      string // with its query, without the host
	Attempt   int    // 1 is the first
	Status    int    // 0 without an answer
	Hop       Hop    // where it failed; 0 with an answer
	Duration  time.Duration
	Bytes     int64 // of the body of the answer, as far as it was read
	RequestID string
}

func (o Options) withDefaults() Options {
	if o.UserAgent == "" {
		o.UserAgent = "patchbay"
	}
	if o.Proxy == nil {
		o.Proxy = http.ProxyFromEnvironment
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Jitter == nil {
		o.Jitter = rand.Float64
	}
	o.Limits = o.Limits.withDefaults()
	return o
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// parseBaseURL accepts https, and http to this machine. What is refused is not
// repeated: it may hold a password.
func parseBaseURL(s string) (*url.URL, error) {
	refuse := func(reason string) (*url.URL, error) {
		return nil, &InputError{Field: fieldBaseURL, Reason: reason}
	}
	s = strings.TrimSpace(s)
	if s == "" {
		return refuse("is empty")
	}
	u, err := url.Parse(s)
	if err != nil || u.Opaque != "" || u.Hostname() == "" {
		return refuse("is not an address like https://api.example.com")
	}
	switch {
	case u.User != nil:
		return refuse("must not hold a user name or password")
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(s, "#"):
		return refuse("must not hold a query (?) or a fragment (#)")
	case u.Port() != "" && !validPort(u.Port()):
		return refuse("has a port that is not from 1 to 65535")
	case u.Scheme == "https":
	case u.Scheme == "http" && isLoopback(u.Hostname()):
	case u.Scheme == "http":
		return refuse("must begin with https://; http:// is for this machine only")
	default:
		return refuse("must begin with https://")
	}
	if u.Path == "" {
		u.Path = "/" // else JoinPath makes a path without its first slash
	}
	return u, nil
}

func validPort(s string) bool {
	n, ok := digits(s, 65535)
	return ok && n > 0
}

// isLoopback tells whether a host, without its port, is this machine.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}
