// Exit codes, and the one line an error becomes.

package cli

import (
	"context"
	"errors"

	"patchbay/api"
	"patchbay/config"
)

// The exit codes (design, section 1).
const (
	exitDone        = 0
	exitRefused     = 1
	exitFindings    = 2
	exitConflict    = 3
	exitUnknown     = 4
	exitUsage       = 64
	exitSignIn      = 65
	exitUnavailable = 69
)

// usageError is a wrong flag or argument, or no terminal.
type usageError struct{ words string }

func (e usageError) Error() string { return e.words }

// signInError says that nobody is signed in.
type signInError struct{ words string }

func (e signInError) Error() string { return e.words }

// unconfirmedError: the program ended while a save was on its way.
type unconfirmedError struct{}

func (unconfirmedError) Error() string {
	return "a save was on its way and its outcome is not known; the edit is kept and compared at the next opening"
}

// explain turns an error into its exit code and its line. The line is not
// cleaned yet.
func explain(err error) (int, string) {
	var (
		unconfirmed unconfirmedError
		findings    findingsError
		conflict    conflictError
		unknown     unknownError
		unsaved     notSavedError
		usage       usageError
		signIn      signInError
		problem     *config.Problem
		credential  *config.CredentialError
		input       *api.InputError
		answer      *api.AnswerError
		transport   *api.TransportError
		unanswered  *api.UnansweredError
	)
	switch {
	case errors.As(err, &unconfirmed), errors.As(err, &unknown):
		return exitUnknown, err.Error()
	case errors.As(err, &conflict):
		return exitConflict, err.Error()
	case errors.As(err, &unsaved):
		code, _ := explain(unsaved.cause)
		return code, unsaved.words
	case errors.As(err, &findings):
		return exitFindings, ""
	case errors.As(err, &usage), errors.As(err, &problem), errors.As(err, &input):
		return exitUsage, err.Error()
	case errors.As(err, &signIn), errors.As(err, &credential):
		return exitSignIn, err.Error()
	case errors.As(err, &answer):
		return ofStatus(answer), answer.Error()
	case errors.As(err, &transport):
		if transport.Hop == api.Canceled || errors.Is(err, context.Canceled) {
			return exitRefused, "stopped"
		}
		return exitUnavailable, transport.Error()
	case errors.As(err, &unanswered):
		return exitUnavailable, unanswered.Error()
	}
	return exitRefused, err.Error()
}

func ofStatus(e *api.AnswerError) int {
	switch {
	case e.Status == 401:
		return exitSignIn
	case e.Status >= 400 && e.Status < 500 && e.Body != api.HTML:
		return exitRefused
	}
	return exitUnavailable // the platform is in trouble, or this is not the API
}
