// Package saveflow decides what a save does next: check, send once, read back,
// and name the outcome. It is a state machine of values and verbs. It must
// never do I/O, know a terminal, or wait: its caller carries out each Step and
// reports what came of it.
//
// The promises it keeps (design, section 5): nothing is sent before a check
// against what is live; there is at most one PUT for one confirmation; the
// word "saved" is only used after the answer was read back; whatever cannot
// be known is called unknown.
//
// Two things are out of its reach, and nothing here pretends otherwise. Between
// the check and the PUT somebody else may save; and a platform may commit an
// unanswered PUT, or show a committed one, only after patience has ended. A
// check that returns exactly the base, from a copy that lags behind somebody
// else's save, is of the first kind.
package saveflow

import (
	"time"

	"patchbay/api"
)

// State says where a save stands.
type State int

// The states in the order a save walks through them. A document that nobody
// touched has no Flow, so "clean" and "edited" are the caller's words.
const (
	Reviewing State = iota // shown, waiting for the confirmation
	Checking               // reading what is live, before sending
	Sending                // the one PUT is out
	Verifying              // reading back what is live, after sending
	Saved                  // verified: see Outcome
	Refused                // nothing was saved: see Cause
	Conflict               // live is not what the edit started from; nothing was sent
	Unknown                // sent, and no answer says what became of it: see Doubt
)

func (s State) String() string {
	return [...]string{"reviewing", "checking", "sending", "verifying", "saved", "refused", "conflict", "unknown"}[s]
}

// Action is what the caller has to do next.
type Action int

// The actions. A Read is a GET of the Connector, a Put is the one PUT.
const (
	Nothing Action = iota
	Read
	Put
)

// Step is one thing to do, after a pause that may be zero.
type Step struct {
	Do    Action
	After time.Duration
}

// Outcome says what a save that is over came to.
type Outcome int

// The outcomes of state Saved.
const (
	AsSent      Outcome = iota // live is byte for byte what was sent
	Normalised                 // live means the same, spelled or ordered differently
	AlreadyLive                // the check found the wanted content live: nothing had to be sent
	Superseded                 // accepted, and something else is read back
)

// Doubt says why a state Unknown is not known.
type Doubt int

// The doubts.
const (
	Unreadable  Doubt = iota // reading back failed
	StillOld                 // accepted, but reads keep returning the text from before
	OtherIsLive              // unanswered, and neither the old nor the sent content is read back
	Wavering                 // unanswered, and reads returned first the sent content, then the old
)

// Flow is one save of one Connector, from the review to its outcome.
type Flow struct {
	state   State
	base    api.Connector
	mine    Content
	live    api.Connector
	cause   error
	outcome Outcome
	doubt   Doubt

	accepted  bool  // a 204 was received
	resumed   bool  // sent by a program that ended before it knew
	answer    error // of the PUT
	likeness  Likeness
	dates     bool      // the check found other dates on the same content
	checkedAt time.Time // of the first check
	sentAt    time.Time // patience with reading back counts from here
	asked     time.Time // the read that is out did not begin before
	glimpsed  bool      // a read after the PUT returned the sent content
	pause     time.Duration
}

// New begins a save of mine, which was edited from base, in state Reviewing.
func New(base api.Connector, mine Content) *Flow {
	return &Flow{base: base, mine: mine}
}

// State says where the save stands.
func (f *Flow) State() State { return f.state }

// Base is the Connector the edit started from.
func (f *Flow) Base() api.Connector { return f.base }

// Mine is what the save wants to be live.
func (f *Flow) Mine() Content { return f.mine }

// Live is what the last successful read returned.
func (f *Flow) Live() api.Connector { return f.live }

// Cause is the error behind Refused or Unknown, nil when there is none.
func (f *Flow) Cause() error { return f.cause }

// Outcome qualifies state Saved.
func (f *Flow) Outcome() Outcome { return f.outcome }

// Doubt qualifies state Unknown.
func (f *Flow) Doubt() Doubt { return f.doubt }

// Likeness qualifies state Conflict: Respelled can simply go on, Different cannot.
func (f *Flow) Likeness() Likeness { return f.likeness }

// DatesMoved reports that the check found the same content under other dates.
func (f *Flow) DatesMoved() bool { return f.dates }

// Out reports that a PUT is on its way, or that its outcome is being read back.
func (f *Flow) Out() bool { return f.state == Sending || f.state == Verifying }

// Sent reports that a PUT went out at all.
func (f *Flow) Sent() bool { return !f.sentAt.IsZero() }

// Confirm is the user's yes to the review. Any other state ignores it, so that
// a key that repeats cannot save twice.
func (f *Flow) Confirm() Step {
	if f.state != Reviewing {
		return Step{}
	}
	f.state, f.checkedAt, f.asked, f.pause = Checking, time.Time{}, time.Time{}, 0
	return Step{Do: Read}
}

// Cancel takes back a confirmation while nothing has been sent. It reports
// whether it did.
func (f *Flow) Cancel() bool {
	if f.state != Checking {
		return false
	}
	f.state = Reviewing
	return true
}

// GoOn sends after a Conflict that is only another spelling of the base: the
// user saw it and pressed the key that goes on.
func (f *Flow) GoOn(now time.Time) Step {
	if f.state != Conflict || f.likeness != Respelled {
		return Step{}
	}
	return f.send(now)
}

// CheckAgain resumes reading back from Unknown.
func (f *Flow) CheckAgain(now time.Time) Step {
	if f.state != Unknown {
		return Step{}
	}
	f.state, f.sentAt, f.asked, f.pause = Verifying, now, now, 0
	return Step{Do: Read}
}

// ReadDone reports what a Read returned.
func (f *Flow) ReadDone(live api.Connector, err error, now time.Time) Step {
	if err != nil {
		return f.ReadSeen(Seen{}, err, now)
	}
	return f.ReadSeen(See(f.base, f.mine, live), nil, now)
}

// ReadSeen is ReadDone with the comparison done already.
func (f *Flow) ReadSeen(seen Seen, err error, now time.Time) Step {
	switch f.state {
	case Checking:
		return f.checked(seen, err, now)
	case Verifying:
		return f.verified(seen, err, now)
	}
	return Step{}
}

func (f *Flow) send(now time.Time) Step {
	f.state, f.sentAt, f.pause = Sending, now, 0
	return Step{Do: Put}
}

// PutDone reports what the PUT came to. Only a nil error is a 204.
func (f *Flow) PutDone(err error, now time.Time) Step {
	if f.state != Sending {
		return Step{}
	}
	f.answer, f.cause, f.sentAt, f.asked = err, err, now, now
	switch verdict(err) {
	case notSaved:
		f.state = Refused
		return Step{}
	case accepted:
		f.accepted = true
	}
	f.state = Verifying
	return Step{Do: Read}
}

// Rereading reports that reading did not settle it at once.
func (f *Flow) Rereading() bool {
	return (f.state == Checking || f.state == Verifying) && f.pause > 0
}

// Accepted reports that the platform answered 204.
func (f *Flow) Accepted() bool { return f.accepted }
