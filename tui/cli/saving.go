// Carrying a save out: each step the save flow asks for, what happens when the
// command is told to stop meanwhile, and the words for what it came to. "Live"
// is said only of what was read back.

package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"patchbay/api"
	"patchbay/tui/saveflow"
)

// lastWords is how long a save that was sent is followed after the command was
// told to stop.
const lastWords = 10 * time.Second

// connectors is the part of the API these commands use.
type connectors interface {
	Get(ctx context.Context, ref api.Ref) (api.Connector, api.Meta, error)
	Update(ctx context.Context, ref api.Ref, u api.Update) (api.Meta, error)
}

// saving is one save, from its confirmation to its outcome.
type saving struct {
	flow       *saveflow.Flow
	sent       string // the bytes to send: those of the flow, and the white space around them
	connectors connectors
	ref        api.Ref
	history    *history
	clock      clock
	progress   *progress
}

// errNothingSent: told to stop before anything was sent.
var errNothingSent = errors.New("stopped; nothing was sent")

// errGivenUp: told to stop after the save was sent, and not known by then.
var errGivenUp = errors.New("this command was told to stop")

// follow carries out step and those the flow asks for after it. It returns nil
// when the flow has come to its end, else errNothingSent or errGivenUp. Before
// the PUT the end of ctx stops it at once; after it, lastWords later.
func (s *saving) follow(ctx context.Context, step saveflow.Step) error {
	stopped := errNothingSent
	for ; step.Do != saveflow.Nothing; step = s.carryOut(ctx, step) {
		if step.Do == saveflow.Put {
			s.history.keep(s.flow.Replaced())
			if ctx.Err() != nil {
				return stopped
			}
			late, release := s.outlive(ctx)
			defer release()
			ctx, stopped = late, errGivenUp
		}
		if ctx.Err() != nil {
			return stopped
		}
	}
	unfinished := s.flow.State() == saveflow.Unknown || s.flow.State() == saveflow.Refused && !s.flow.Sent()
	if unfinished && ctx.Err() != nil {
		return stopped
	}
	s.history.keep(s.flow.Settled()...)
	return nil
}

// carryOut does what the flow asks for, after its pause, and reports it.
func (s *saving) carryOut(ctx context.Context, step saveflow.Step) (next saveflow.Step) {
	s.progress.during(s.doing(step.Do), func() {
		if step.Do == saveflow.Put {
			update := s.flow.Mine().Update()
			update.Configuration = s.sent
			_, err := s.connectors.Update(ctx, s.ref, update)
			next = s.flow.PutDone(err, s.clock.now())
			return
		}
		live, err := api.Connector{}, s.clock.wait(ctx, step.After)
		if err == nil {
			live, _, err = s.connectors.Get(ctx, s.ref)
		}
		next = s.flow.ReadDone(live, err, s.clock.now())
	})
	return next
}

func (s *saving) doing(do saveflow.Action) string {
	switch {
	case do == saveflow.Put:
		return "Sending"
	case !s.flow.Sent() && s.flow.Rereading():
		return "What was read may be older than before; reading again"
	case !s.flow.Sent():
		return "Checking that nobody else saved meanwhile"
	case !s.flow.Accepted():
		return "No clear answer; reading whether it was saved"
	case s.flow.Rereading():
		return "Accepted, but what is live is not yet what was sent; reading again"
	}
	return "Reading back what is live"
}

// outlive returns a context for what is not to be cut short: it ends lastWords
// after ctx. release ends it, and whatever it still says.
func (s *saving) outlive(ctx context.Context) (late context.Context, release func()) {
	late, cancel := context.WithCancel(context.WithoutCancel(ctx))
	var following sync.WaitGroup
	following.Add(1)
	idle := context.AfterFunc(ctx, func() {
		defer following.Done()
		s.progress.note(fmt.Sprintf("told to stop, but the save was sent: finding out what became of it takes up to %d s", int(lastWords/time.Second)))
		_ = s.clock.wait(late, lastWords) // either way it is over
		cancel()
	})
	return late, func() {
		cancel()
		if idle() {
			following.Done()
		}
		following.Wait()
	}
}

// notSavedError says that nothing was saved. Its exit code is that of its cause.
type notSavedError struct {
	words string
	cause error
}

func (e notSavedError) Error() string { return e.words }
func (e notSavedError) Unwrap() error { return e.cause }

// notSaved is the error of a flow that was refused.
func notSaved(f *saveflow.Flow) error {
	cause := f.Cause()
	var answer *api.AnswerError
	var unanswered *api.UnansweredError
	reason := ""
	switch {
	case !f.Sent():
		return notSavedError{"not saved, nothing was sent: " + cause.Error(), cause}
	case !api.OutcomeUnknown(cause):
		return notSavedError{"not saved: " + cause.Error(), cause}
	case errors.As(cause, &answer):
		reason = fmt.Sprintf("status %d", answer.Status)
		if answer.RequestID != "" {
			reason += ", Request ID " + answer.RequestID
		}
	case errors.As(cause, &unanswered):
		reason = unanswered.Reason()
	}
	return notSavedError{"not saved: no clear answer came to the save (" + reason + "), and what is live is still the text from before", cause}
}

// conflictError says that somebody else saved as well.
type conflictError struct{ words string }

func (e conflictError) Error() string { return e.words }

// unknownError says that a save was sent and nobody knows what became of it.
type unknownError struct{ words string }

func (e unknownError) Error() string { return e.words }

// notKnown is the error of a flow that ended without an answer.
func notKnown(f *saveflow.Flow, ended error) error {
	why := map[saveflow.Doubt]string{
		saveflow.Unreadable:  "what is live could not be read back",
		saveflow.StillOld:    "the platform accepted it, but still returns the version from before",
		saveflow.OtherIsLive: "no clear answer came, and what is live is neither FILE nor the version from before: somebody else saved, or the platform changed what it stored",
		saveflow.Wavering:    "no clear answer came, and reading it back returned FILE once, and the version from before later",
	}[f.Doubt()]
	if ended != nil {
		why = ended.Error()
	} else if f.Doubt() == saveflow.Unreadable && f.Cause() != nil {
		why += " (" + f.Cause().Error() + ")"
	}
	return unknownError{"the save was sent and it is not known whether it is live: " + why + "; patchbay diff tells later: nothing differs once FILE is live"}
}

// outcome tells what a flow came to, and returns the error that is its exit
// code. ended is what follow returned.
func (s *saving) outcome(ctx context.Context, p printer, ended error) error {
	f := s.flow
	// After a save was sent the outcome is told whole, whoever said stop.
	ctx = context.WithoutCancel(ctx)
	switch {
	case errors.Is(ended, errNothingSent):
		return ended
	case ended != nil, f.State() == saveflow.Unknown:
		return notKnown(f, ended)
	case f.State() == saveflow.Refused:
		return notSaved(f)
	case f.State() == saveflow.Conflict:
		p.contents(ctx, saveflow.ContentOf(f.Base()), saveflow.ContentOf(f.Live()), s.ref.Identifier+", as it was read", s.ref.Identifier+", live")
		_ = p.flush(ctx)
		if f.Likeness() == saveflow.Respelled {
			return conflictError{"not saved: the Configuration was stored again with other spacing or order since it was read; nothing was sent"}
		}
		return conflictError{"not saved: somebody else saved since it was read, as shown; nothing was sent"}
	}
	words := "Saved and live."
	switch f.Outcome() {
	case saveflow.AlreadyLive:
		words = alreadyLive
	case saveflow.Normalised:
		words = "Saved and live. The platform stored it with other spacing, order or spelling, as shown; the meaning is the same."
	case saveflow.Superseded:
		words = ""
	}
	if f.DatesMoved() {
		words += " Only the dates had changed meanwhile."
	}
	if f.Outcome() == saveflow.Normalised || f.Outcome() == saveflow.Superseded {
		p.contents(ctx, f.Mine(), saveflow.ContentOf(f.Live()), "what was saved", s.ref.Identifier+", live")
		p.say("")
	}
	if words != "" {
		p.say(strings.TrimSpace(words))
	}
	_ = p.flush(ctx) // the save is live, whether or not somebody reads about it
	if f.Outcome() == saveflow.Superseded {
		return conflictError{"the platform accepted the save, but something else is live now, as shown: somebody saved after it, or the platform changed it"}
	}
	return nil
}

const alreadyLive = "Live already: nothing had to be sent."
