// The errors of the API as types: refused here, answered, unanswered, not sent.

package api

import (
	"errors"
	"time"
)

// Op is what was being done.
type Op int

const (
	OpGet    Op = iota + 1 // read one Connector
	OpUpdate               // save one Connector
	OpList                 // list the Connectors of a team
)

// String is one word for records: read, save or list.
func (o Op) String() string {
	switch o {
	case OpGet:
		return "read"
	case OpUpdate:
		return "save"
	case OpList:
		return "list"
	}
	return "call"
}

// InputError says what is wrong with something given to this package. Nothing
// was sent. It never repeats the value.
type InputError struct {
	Field  string // what it is about, in the user's words: "team ID"
	Reason string // continues the sentence that Field begins
}

func (e *InputError) Error() string { return e.Field + ": " + e.Reason }

// AnswerError is any answer that is not the success of its operation, which is
// 200 with a Connector (or a list of them) for reads and 204 for a save. Its
// strings are as received, without the credential, and must be cleaned before
// they are shown; only RequestID and Error are clean.
type AnswerError struct {
	Op             Op
	Ref            Ref // Identifier is "" for a list
	Status         int
	Code           string // of the error envelope, like the three after it; open-ended
	Message        string
	Description    string
	RequestID      string
	Rate           Rate
	RetryAfter     time.Duration // 0 to 24 hours
	RetryAfterSeen bool
	// WWWAuthenticate is the header of that name, at most 255 bytes of it.
	WWWAuthenticate string
	Body            BodyKind
	ContentType     string
	Redirect        string // the host a 3xx pointed to, "" when it named none
	Host            string // who was asked, with the port
	// Reason says in plain words what is wrong with a 200 that could not be used.
	Reason string
}

// BodyKind is what the body of an answer turned out to be.
type BodyKind int

const (
	Envelope  BodyKind = iota // the API's own error envelope
	HTML                      // a web page: not the API
	Empty                     // nothing
	OtherJSON                 // JSON, but neither the envelope nor what was asked for
	OtherType                 // neither JSON nor a web page
	TooLarge                  // over the cap; the rest was not read
	Cut                       // ended before it was whole
	Damaged                   // could not be unpacked: broken compression or framing
)

// UnansweredError means that at least a part of the request was sent and no
// answer came: it is not known whether the save was done.
type UnansweredError struct {
	Op   Op
	Ref  Ref
	Hop  Hop    // Read, Timeout, NotHTTP or Canceled
	Name string // who was asked
	Err  error
}

func (e *UnansweredError) Unwrap() error { return e.Err }

// TransportError means that a save was surely not sent, or that a read failed
// without an answer.
type TransportError struct {
	Op   Op
	Ref  Ref
	Hop  Hop
	Name string // the host the hop is about: the API's or the proxy's
	Err  error
}

func (e *TransportError) Unwrap() error { return e.Err }

// Hop is the place on the way to the API where a call failed.
type Hop int

const (
	DNS      Hop = iota + 1 // the name was not found
	Dial                    // no connection could be made
	Proxy                   // the proxy could not be reached, or refused
	TLS                     // the other side could not prove who it is
	Timeout                 // nothing came for too long
	Read                    // the connection was cut
	NotHTTP                 // what came is not HTTP
	Canceled                // the caller gave up
)

// String is one word for records.
func (h Hop) String() string {
	switch h {
	case DNS:
		return "dns"
	case Dial:
		return "dial"
	case Proxy:
		return "proxy"
	case TLS:
		return "tls"
	case Timeout:
		return "timeout"
	case Read:
		return "read"
	case NotHTTP:
		return "not-http"
	case Canceled:
		return "canceled"
	}
	return "unknown"
}

// OutcomeUnknown tells whether err leaves open if a save was done: it was not
// answered, or answered with neither 204 nor a 4xx.
func OutcomeUnknown(err error) bool {
	var unanswered *UnansweredError
	if errors.As(err, &unanswered) {
		return unanswered.Op == OpUpdate
	}
	var answer *AnswerError
	if errors.As(err, &answer) {
		return answer.Op == OpUpdate && (answer.Status < 400 || answer.Status > 499)
	}
	return false
}
