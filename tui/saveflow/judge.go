// What a read means: before the PUT whether it may go out, after it what became
// of it; and how long to go on reading.

package saveflow

import (
	"errors"
	"time"

	"patchbay/api"
	"patchbay/tui/when"
)

// How long reading goes on. A check may reach a copy that lags behind; an
// accepted save may become visible late (design 5.5: up to 30 s), and before it
// the text of somebody who saved just before it; an unanswered save may be
// committed late.
const (
	checkPatience      = 10 * time.Second
	acceptedPatience   = 30 * time.Second
	otherPatience      = 10 * time.Second
	unansweredPatience = 15 * time.Second
	longestPause       = 4 * time.Second
)

// Seen is what a Read returned, compared with what the save is about.
type Seen struct {
	live   api.Connector
	toBase Likeness // to what the edit started from
	mine   Likeness // to what the save wants to be live
}

// See compares. Other spelling costs two parses of the Configurations, so where
// time matters it is called away from whoever holds the Flow.
func See(base api.Connector, mine Content, live api.Connector) Seen {
	content := ContentOf(live)
	return Seen{live: live, toBase: Compare(ContentOf(base), content), mine: Compare(mine, content)}
}

func (f *Flow) checked(seen Seen, err error, now time.Time) Step {
	if err != nil {
		f.state, f.cause = Refused, err
		return Step{}
	}
	if f.checkedAt.IsZero() {
		f.checkedAt, f.asked = now, now
	}
	f.live, f.likeness = seen.live, seen.toBase
	if f.likeness != Identical && !f.later() {
		// Perhaps only a version from before the base, from a copy that lags.
		if step, more := f.again(now, f.checkedAt.Add(checkPatience)); more {
			return step
		}
	}
	switch {
	case seen.mine == Identical:
		f.state, f.outcome = Saved, AlreadyLive
	case f.likeness == Identical:
		f.dates = f.live.UpdatedAt != f.base.UpdatedAt || f.live.Configuration.UpdatedAt != f.base.Configuration.UpdatedAt
		return f.send(now)
	default:
		f.state = Conflict
	}
	return Step{}
}

// verified says what a read after the PUT means. A word that would be wrong if
// the read came from a copy that lags is held back until patience ends.
func (f *Flow) verified(seen Seen, err error, now time.Time) Step {
	if err != nil {
		var answer *api.AnswerError
		if errors.As(err, &answer) && answer.Status >= 400 && answer.Status < 500 {
			// Reading again would get the same answer and spend the rate budget.
			return f.doubtful(Unreadable, err)
		}
		if step, more := f.again(now, f.sentAt.Add(f.patience())); more {
			return step
		}
		return f.doubtful(Unreadable, err)
	}
	f.live = seen.live
	if seen.mine != Different && seen.toBase == Different {
		f.glimpsed = true
	}
	if step, more := f.again(now, f.sentAt.Add(f.doubting(seen))); more {
		return step
	}
	switch {
	case seen.mine == Identical:
		return f.savedAs(AsSent)
	case seen.mine == Respelled && (seen.toBase == Different || f.accepted):
		return f.savedAs(Normalised)
	case seen.toBase == Identical || seen.toBase == Respelled && seen.mine == Different && !f.later():
		switch {
		case f.accepted:
			return f.doubtful(StillOld, nil)
		case f.glimpsed:
			return f.doubtful(Wavering, f.answer)
		}
		f.state, f.cause = Refused, f.answer
		return Step{}
	case f.accepted:
		return f.savedAs(Superseded)
	}
	return f.doubtful(OtherIsLive, f.answer)
}

// patience is how long the outcome of the PUT may stay open.
func (f *Flow) patience() time.Duration {
	if f.accepted || f.resumed {
		return acceptedPatience
	}
	return unansweredPatience
}

// doubting is how long after the PUT a later read may still change what seen
// means.
func (f *Flow) doubting(seen Seen) time.Duration {
	switch {
	case seen.toBase == Identical:
		return f.patience() // the save may become visible, or be committed, yet
	case f.accepted && (seen.mine == Identical || seen.mine == Respelled && seen.toBase == Different):
		return 0
	case seen.toBase == Respelled && seen.mine == Different, !f.later():
		// An earlier version may be any text, also the one that was sent: an old
		// version put back.
		return f.patience()
	case seen.toBase == Different && seen.mine != Different:
		return 0
	case f.accepted:
		return otherPatience
	}
	return f.patience()
}

// later reports that what was read is no version from before the base: one of
// its dates is later, or none can be compared. A platform whose dates stand
// still or go back costs patience, never a wrong word.
func (f *Flow) later() bool {
	whole, known := after(f.live.UpdatedAt, f.base.UpdatedAt)
	part, knownToo := after(f.live.Configuration.UpdatedAt, f.base.Configuration.UpdatedAt)
	return whole || part || !known && !knownToo
}

func after(date, than string) (later, known bool) {
	a, _, ok := when.Parse(date)
	b, _, okToo := when.Parse(than)
	return ok && okToo && a.After(b), ok && okToo
}

func (f *Flow) savedAs(o Outcome) Step {
	f.state, f.outcome, f.cause = Saved, o, nil
	return Step{}
}

func (f *Flow) doubtful(d Doubt, cause error) Step {
	f.state, f.doubt, f.cause = Unknown, d, cause
	return Step{}
}

// again reads once more after a growing pause, until a read that did not begin
// before end has come back: how old a slow answer is, nobody knows.
func (f *Flow) again(now, end time.Time) (step Step, more bool) {
	if !f.asked.Before(end) {
		return Step{}, false
	}
	f.pause = min(max(2*f.pause, 500*time.Millisecond), longestPause)
	wait := max(0, min(f.pause, end.Sub(now)))
	f.asked = now.Add(wait)
	return Step{Do: Read, After: wait}, true
}

// What an answer to a PUT says about the outcome.
type meaning int

const (
	accepted meaning = iota
	notSaved
	notKnown
)

// verdict classifies by status alone (design 5.5–5.7): a 4xx changed nothing,
// an error from before the request was sent neither, everything else is not known.
func verdict(err error) meaning {
	switch {
	case err == nil:
		return accepted
	case api.OutcomeUnknown(err):
		return notKnown
	}
	return notSaved
}
