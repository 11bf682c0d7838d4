// Faults a test can script: what goes wrong with one request, as one value.

package sandbox

import (
	"net/http"
	"time"
)

// Op is one operation of the API.
type Op int

// The operations the sandbox knows. OpOther is every other request.
const (
	OpOther Op = iota
	OpGet
	OpUpdate
	OpList
)

// Request is what a scripted fault is decided on.
type Request struct {
	Op         Op
	Method     string
	Team       int64
	Identifier string // empty for OpList
	N          int    // the how-manieth request of this Op for this Connector, from 1
	At         time.Time
}

// Fault is what goes wrong with one request. The zero Fault is a sound answer,
// and every member works together with every other. In order of effect:
//
//	Cut (CutRequest) → Delay → Before → commit → After → Hold → Answer → Pace → Cut
//
// A writer (Before, After, View, Store) changes the Stored it is given. It must
// not call the Sandbox, and it may be called again when a late commit falls due.
type Fault struct {
	Delay  time.Duration // wait before anything happens
	Before func(*Stored) // another writer saves before this request looks
	After  func(*Stored) // another writer saves between this request and its answer

	Commit Commit        // whether a PUT is kept
	Late   time.Duration // with CommitLate: how long after the request
	Store  func(*Stored) // what a PUT really stores; see Normalise
	Dates  Dates         // which dates a save leaves behind

	Stale int           // a GET shows the Connector as it was this many saves ago
	View  func(*Stored) // what a GET shows, without storing it

	Hold        time.Duration // wait after everything has happened, before answering
	Status      int           // refuse with this status and the error body of the API
	Description string        // error.description of that body
	RetryAfter  time.Duration // with a 429; rounded up to whole seconds
	Answer      func(*Answer) // the last word on status, headers and body
	Pace        Pace          // sends the body in pieces
	Cut         Cut           // where the connection ends
}

// Answer is an answer before it is sent. A Content-Length in Header is sent as
// it stands, also when it is wrong.
type Answer struct {
	Status int
	Header http.Header
	Body   string
}

// Commit says whether a PUT is kept.
type Commit int

// CommitByStatus keeps a PUT unless Status refuses it.
const (
	CommitByStatus Commit = iota
	CommitNow             // kept, whatever the answer says
	CommitNever           // not kept, whatever the answer says
	CommitLate            // kept Fault.Late after the request, at the next look
)

// Cut says where the connection ends.
type Cut int

// CutNothing leaves the connection alone.
const (
	CutNothing Cut = iota
	CutRequest     // before the body of the request is read; nothing is kept
	CutReply       // before the first byte of the answer
	CutReset       // as CutReply, with a reset where there is a real socket
	CutHeaders     // after the headers of the answer
	CutBody        // in the middle of the body of the answer
)

// Dates says which dates a save leaves behind.
type Dates int

// DatesAdvance makes every save later than the one before, by a second at
// least.
const (
	DatesAdvance Dates = iota
	DatesKept          // the dates stay as they were
	DatesBack          // the dates go an hour back
	DatesClock         // the clock to the second: two saves in one second look alike
)

// Pace sends the body of an answer in pieces of Bytes, with Every between two
// of them. The zero Pace sends all at once.
type Pace struct {
	Bytes int
	Every time.Duration
}

// none reports whether the fault is the zero Fault.
func (f Fault) none() bool {
	return f.Delay == 0 && f.Before == nil && f.After == nil &&
		f.Commit == CommitByStatus && f.Late == 0 && f.Store == nil && f.Dates == DatesAdvance &&
		f.Stale == 0 && f.View == nil &&
		f.Hold == 0 && f.Status == 0 && f.Description == "" && f.RetryAfter == 0 && f.Answer == nil &&
		f.Pace == Pace{} && f.Cut == CutNothing
}

// All runs several writers one after the other, as one writer.
func All(writers ...func(*Stored)) func(*Stored) {
	return func(c *Stored) {
		for _, w := range writers {
			w(c)
		}
	}
}

// Reply is a Fault that answers with exactly this instead of what the API
// would say. Nothing is kept.
func Reply(status int, contentType, body string) Fault {
	return Fault{Commit: CommitNever, Answer: func(a *Answer) {
		a.Status, a.Body = status, body
		a.Header.Set("Content-Type", contentType)
	}}
}
