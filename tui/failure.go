// Errors as dialogs: what happened in plain words, and what the platform said
// (design, section 6). The status decides; codes are shown.

package tui

import (
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/tui/cells"
	"patchbay/tui/dialog"
	"patchbay/tui/theme"
)

// doing is what was being done when an error came.
type doing int

const (
	openingIt doing = iota
	listingThem
	checkingIt // reading before a save; nothing was sent
	savingIt
)

// failure is an error as the user meets it.
type failure struct {
	doing  doing
	ref    api.Ref
	err    error
	retry  func() tea.Cmd // does again what failed; a save goes from its check on
	until  time.Time      // after a 429: when it may be tried again
	dialog *dialog.Message
	ready  bool // the wait is over and the offers have been renewed
}

// fail shows an error. It stays until it is closed and can be shown again.
func (a *App) fail(f failure) tea.Cmd {
	var gone *api.TransportError
	if errors.As(f.err, &gone) && gone.Hop == api.Canceled {
		return nil // the user stopped it and was told so
	}
	var answer *api.AnswerError
	if errors.As(f.err, &answer) && answer.Status == 429 {
		wait := answer.RetryAfter
		if !answer.RetryAfterSeen {
			wait = time.Minute
		}
		f.until = a.clock.Now().Add(wait)
		a.rate.wait(wait, a.clock.Now())
	}
	if answer != nil && (answer.Status == 400 || answer.Status == 422) && f.doing == savingIt {
		a.markRefused(answer)
	}
	return a.showFailure(&f)
}

func (a *App) showFailure(f *failure) tea.Cmd {
	a.failed = f
	f.dialog = dialog.NewMessage(a.failureTitle(f), dialog.Trouble, func() []dialog.Line { return a.failureLines(f) }, a.failureOffers(f)...)
	a.interrupt(f.dialog)
	return a.keepTime()
}

func (a *App) showLastError() tea.Cmd {
	if a.notConfirmed() {
		return a.unknown(a.save.flow)
	}
	return a.showFailure(a.failed)
}

func (a *App) noLastError() string {
	if a.failed == nil && !a.notConfirmed() {
		return "There was no error yet."
	}
	return ""
}

func (a *App) failureTitle(f *failure) string {
	switch f.doing {
	case openingIt:
		return cells.Clean(f.ref.Identifier) + " could not be opened"
	case listingThem:
		return "The Connectors could not be listed"
	}
	return "Not saved"
}

func (a *App) failureLines(f *failure) []dialog.Line {
	lines := []dialog.Line{{Role: theme.Strong, Text: cells.Clean(a.happened(f))}}
	if advice := a.advice(f); advice != "" {
		lines = append(lines, dialog.Line{Text: advice})
	}
	var answer *api.AnswerError
	if errors.As(f.err, &answer) {
		lines = append(lines, dialog.Line{})
		lines = append(lines, answerLines(answer)...)
	}
	if !f.until.IsZero() {
		left := f.until.Sub(a.clock.Now())
		switch {
		case left > 0:
			lines = append(lines, dialog.Line{Role: theme.Warning, Text: "Wait " + countdown(left)})
		default:
			lines = append(lines, dialog.Line{Role: theme.Good, Text: "The wait is over."})
		}
	}
	return lines
}

// answerLines is what the platform said, for the user and for support.
func answerLines(e *api.AnswerError) []dialog.Line {
	var lines []dialog.Line
	put := func(what, value string) {
		for i, part := range cells.CleanLines(value) {
			if i > 0 {
				what = strings.Repeat(" ", len(what))
			}
			if part != "" {
				lines = append(lines, dialog.Line{Text: fmt.Sprintf("%-13s %s", what, part), Spans: []dialog.Span{{From: 0, To: 13, Role: theme.Dim}}})
			}
		}
	}
	put("status", fmt.Sprint(e.Status))
	put("code", e.Code)
	put("message", e.Message)
	put("description", e.Description)
	put("Request ID", e.RequestID)
	put("sign-in asked", e.WWWAuthenticate)
	if e.Rate.Seen {
		put("rate limit", fmt.Sprintf("%s of %s left this hour", cells.Thousands(e.Rate.Remaining), cells.Thousands(e.Rate.Limit)))
	}
	if e.Body != api.Envelope {
		put("host", e.Host)
		put("answer type", e.ContentType)
		put("redirect to", e.Redirect)
	}
	return lines
}

// happened is one plain sentence.
func (a *App) happened(f *failure) string {
	if f.doing == savingIt && api.OutcomeUnknown(f.err) {
		return "No clear answer came to the save. Reading back what is live has shown that it did not arrive."
	}
	var answer *api.AnswerError
	if !errors.As(f.err, &answer) {
		return cells.Sentence(plainReason(f.err))
	}
	team := answer.Ref.Team
	switch s := answer.Status; {
	case answer.Redirect != "" || s >= 300 && s < 400:
		return "This is not the API: the host answered with a redirect, which is never followed."
	case answer.Body == api.HTML:
		return fmt.Sprintf("This is not the API: the host answered with a web page (status %d).", s)
	case s == 400:
		return "The platform could not accept the request."
	case s == 401:
		return "The credential is missing, wrong or expired."
	case s == 403:
		return fmt.Sprintf("This credential may not do this for team %d.", team)
	case s == 404 && f.doing == savingIt, s == 404 && f.doing == checkingIt:
		return "The Connector was deleted since you opened it, or you can no longer see it."
	case s == 404:
		return fmt.Sprintf("Team %d has no Connector %s, or this credential may not see it.", team, answer.Ref.Identifier)
	case s == 409 || s == 412:
		return "The platform says that somebody else changed the Connector meanwhile."
	case s == 413:
		return "The Configuration is too large for the platform."
	case s == 422:
		return "The platform's checks refused the Configuration."
	case s == 429:
		return "Too many requests: the hourly limit is used up."
	case s >= 500:
		return fmt.Sprintf("The platform had trouble answering (status %d).", s)
	}
	return cells.Sentence(plainReason(f.err))
}

// advice says what can be done, beyond the offers.
func (a *App) advice(f *failure) string {
	var answer *api.AnswerError
	kept := ""
	if f.doing == savingIt || f.doing == checkingIt {
		kept = " Nothing was saved; your text is as it was."
	}
	if !errors.As(f.err, &answer) {
		var cut *api.UnansweredError
		if errors.As(f.err, &cut) {
			return "What happened: " + cells.Sentence(cells.Clean(cut.Reason())) + kept
		}
		if f.doing == openingIt || f.doing == listingThem {
			return "Check the network, the proxy settings and the base URL (" + cells.Clean(a.session.Origin) + ")." + kept
		}
		return strings.TrimSpace(kept)
	}
	switch s := answer.Status; {
	case answer.Redirect != "" || s >= 300 && s < 400 || answer.Body == api.HTML:
		return "Check the base URL (" + cells.Clean(a.session.Origin) + ") and whether a proxy or a sign-in page of the network is in between." + kept
	case s == 401:
		return "Enter a credential, or have it read again from where it came (" + cells.Clean(a.session.Source) + ")." + kept
	case s == 403 && kept != "":
		return "Saving needs a key with the scope cb_connectors_write and the role Admin, Owner or Editor in the team." + kept
	case s == 403:
		return "Reading needs a key with the scope cb_connectors_read and access to the team."
	case s == 404 && kept != "":
		return "Write your text to a file so that nothing is lost." + kept
	case s == 404:
		return "Check the team ID and the Connector identifier."
	case s == 422 || s == 400:
		return strings.TrimSpace(kept)
	case s == 429 && kept != "":
		return "You can go on editing. Saving is offered again when the wait is over, and needs a new yes." + kept
	case s == 429:
		return "It is tried again by itself when the wait is over, while this stays open."
	}
	return strings.TrimSpace(kept)
}

// failureText is everything about an error as text to paste.
func (a *App) failureText(f *failure) string {
	var b strings.Builder
	b.WriteString(a.failureTitle(f) + "\n" + refWords(f.ref, "") + "\n")
	for _, line := range a.failureLines(f) {
		b.WriteString(line.Text + "\n")
	}
	return b.String()
}

// plainReason is an error in words that are safe to show.
func plainReason(err error) string { return cells.Clean(err.Error()) }
