// What the errors say: plain English, one line, no foreign bytes, no Go chains.

package api

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"time"
)

// doing says what was being done to which Connector.
func doing(op Op, ref Ref) string {
	identifier := plain(ref.Identifier, MaxIdentifier)
	switch op {
	case OpUpdate:
		return fmt.Sprintf("saving Connector %s of team %d", identifier, ref.Team)
	case OpList:
		return fmt.Sprintf("listing the Connectors of team %d", ref.Team)
	default:
		return fmt.Sprintf("reading Connector %s of team %d", identifier, ref.Team)
	}
}

func (e *AnswerError) Error() string {
	var b strings.Builder
	b.WriteString(doing(e.Op, e.Ref))
	b.WriteString(": ")
	b.WriteString(e.happened())
	if e.Code != "" {
		b.WriteString(", " + plain(e.Code, 100))
	}
	for _, s := range []string{e.Message, e.Description} {
		if s = plain(s, 500); s != "" {
			b.WriteString(": " + strings.TrimRight(s, "."))
		}
	}
	if e.RetryAfterSeen {
		fmt.Fprintf(&b, "; wait %d s", int(e.RetryAfter/time.Second))
	}
	if e.RequestID != "" {
		b.WriteString("; Request ID " + e.RequestID)
	}
	if OutcomeUnknown(e) {
		b.WriteString("; " + outcomeUnknown)
	}
	return b.String()
}

const outcomeUnknown = "it is not known whether it was saved"

// happened is the answer in words, with the status.
func (e *AnswerError) happened() string {
	host := plain(e.Host, 255)
	switch {
	case e.Redirect != "":
		return fmt.Sprintf("%s tried to redirect to %s (status %d): this is not the API, check the base URL",
			host, plain(e.Redirect, 255), e.Status)
	case e.Status >= 300 && e.Status < 400:
		return fmt.Sprintf("%s tried to redirect (status %d): this is not the API, check the base URL", host, e.Status)
	case e.Status >= 400 && e.Body == Envelope:
		return fmt.Sprintf("%s (status %d)", meaning(e.Status), e.Status)
	case e.Status >= 400:
		return fmt.Sprintf("%s (status %d; the answer %s)", meaning(e.Status), e.Status, e.Body)
	case e.Reason != "":
		return fmt.Sprintf("%s (status %d)", e.Reason, e.Status)
	case e.Body == HTML:
		return fmt.Sprintf("%s answered with a web page (status %d): this is not the API, check the base URL and any proxy",
			host, e.Status)
	}
	return fmt.Sprintf("%s gave an unexpected answer (status %d; the answer %s)", host, e.Status, e.Body)
}

// String continues the sentence that begins with "the answer".
func (k BodyKind) String() string {
	switch k {
	case Envelope:
		return "is an error of the API"
	case HTML:
		return "is a web page, so this may not be the API"
	case Empty:
		return "is empty"
	case OtherJSON:
		return "is JSON of another kind"
	case OtherType:
		return "is not JSON"
	case TooLarge:
		return "is too large"
	case Cut:
		return "was cut off before its end"
	case Damaged:
		return "arrived damaged and cannot be unpacked"
	}
	return "is unknown"
}

// meaning is the status in words; the reason phrase of the answer is never used.
func meaning(status int) string {
	switch status {
	case http.StatusBadRequest:
		return "the request was refused"
	case http.StatusUnauthorized:
		return "the credential is missing, wrong or expired"
	case http.StatusForbidden:
		return "this credential may not do this for this team"
	case http.StatusNotFound:
		return "no such Connector for this team"
	case http.StatusConflict, http.StatusPreconditionFailed:
		return "the Connector was changed by someone else"
	case http.StatusRequestEntityTooLarge:
		return "too large for the server"
	case http.StatusUnprocessableEntity:
		return "the server's checks refused it"
	case http.StatusTooManyRequests:
		return "too many requests"
	}
	if status >= 500 && status < 600 {
		return "the server failed"
	}
	return "unexpected answer"
}

func (e *UnansweredError) Error() string {
	s := doing(e.Op, e.Ref) + ": sent, but not answered: " + reason(e.Hop, e.Name, e.Err)
	if e.Op == OpUpdate {
		s += "; " + outcomeUnknown
	}
	return s
}

// Reason is why there is no answer, in plain words.
func (e *UnansweredError) Reason() string { return reason(e.Hop, e.Name, e.Err) }

func (e *TransportError) Error() string {
	s := doing(e.Op, e.Ref) + ": " + reason(e.Hop, e.Name, e.Err)
	if e.Op == OpUpdate {
		s += "; nothing was sent"
	}
	return s
}

// Reason is what failed, in plain words.
func (e *TransportError) Reason() string { return reason(e.Hop, e.Name, e.Err) }

// reason says what failed at the hop. Only the kind of err is used, never its
// text, which may quote what came from the network.
func reason(hop Hop, name string, err error) string {
	name = plain(name, 255)
	switch hop {
	case DNS:
		if notFound(err) {
			return fmt.Sprintf("the name %s does not exist (DNS)", name)
		}
		return fmt.Sprintf("the name %s could not be looked up (DNS): is this machine online?", name)
	case Dial:
		return fmt.Sprintf("no connection to %s: %s", name, dialReason(err))
	case Proxy:
		var refused *proxyRefusal
		if errors.As(err, &refused) {
			return fmt.Sprintf("the proxy %s refused to connect (status %d)", name, refused.status)
		}
		return fmt.Sprintf("the proxy %s could not be used: %s", name, dialReason(err))
	case TLS:
		return fmt.Sprintf("no secure connection to %s: %s", name, tlsReason(err))
	case Timeout:
		var s *stall
		if errors.As(err, &s) {
			return s.words(name)
		}
		return fmt.Sprintf("%s took too long", name)
	case Read:
		return fmt.Sprintf("the connection to %s was cut", name)
	case NotHTTP:
		return fmt.Sprintf("what %s answered is not HTTP, or its headers are too large", name)
	case Canceled:
		return "cancelled"
	}
	return fmt.Sprintf("the call to %s failed", name)
}

func notFound(err error) bool {
	var dns *net.DNSError
	return errors.As(err, &dns) && dns.IsNotFound
}

// The numbers Windows gives; its syscall package has other ones under the names
// every system shares.
const (
	wsaNetUnreachable  = syscall.Errno(10051)
	wsaTimedOut        = syscall.Errno(10060)
	wsaRefused         = syscall.Errno(10061)
	wsaHostUnreachable = syscall.Errno(10065)
)

func dialReason(err error) string {
	is := func(targets ...error) bool {
		for _, t := range targets {
			if errors.Is(err, t) {
				return true
			}
		}
		return false
	}
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns):
		return "its name could not be looked up"
	case is(syscall.ECONNREFUSED, wsaRefused):
		return "it refused the connection; nothing listens there"
	case is(syscall.ENETUNREACH, syscall.EHOSTUNREACH, wsaNetUnreachable, wsaHostUnreachable):
		return "it cannot be reached; is this machine online?"
	case is(os.ErrDeadlineExceeded, syscall.ETIMEDOUT, wsaTimedOut) || timedOut(err):
		return "it did not answer in time"
	case is(errNotLoopback):
		return "plain http is for this machine only, and the name leads elsewhere"
	}
	return "it could not be reached"
}

func timedOut(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}

func tlsReason(err error) string {
	var (
		name      x509.HostnameError
		invalid   x509.CertificateInvalidError
		authority x509.UnknownAuthorityError
		roots     x509.SystemRootsError
		verify    *tls.CertificateVerificationError
		record    tls.RecordHeaderError
	)
	switch {
	case errors.As(err, &name):
		return "its certificate is for another name"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "its certificate has expired or is not valid yet; is the clock of this machine right?"
	case errors.As(err, &authority):
		return "its certificate comes from an authority this machine does not trust; a company's own can be given as CA file"
	case errors.As(err, &roots):
		return "this machine has no trusted certificates"
	case errors.As(err, &invalid), errors.As(err, &verify):
		return "its certificate is not valid"
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch):
		return "it does not speak TLS"
	case err != nil && strings.Contains(err.Error(), "protocol version"): // these errors have no exported type
		return "it offers no TLS version from 1.2 on"
	case timedOut(err):
		return "the TLS handshake took too long"
	}
	return "the TLS handshake failed"
}
