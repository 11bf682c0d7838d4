// Errors as dialogs: what happened in plain words, what the platform said, and
// what can be done now (design, section 6). The status decides; codes are shown.

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
	"patchbay/tui/editor"
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

// failureOffers are the choices of a row of the design's table.
func (a *App) failureOffers(f *failure) []dialog.Choice {
	again := dialog.Choice{Key: "r", Label: "try again", Do: f.retry}
	closing := dialog.Choice{Key: "esc", Label: "close"}
	if f.doing == savingIt || f.doing == checkingIt {
		closing.Label = "go on editing"
	}
	copying := dialog.Choice{Key: "c", Label: "copy all", Stay: dialog.Stays, Do: func() tea.Cmd { return a.Copy("The error", a.failureText(f)) }}

	var answer *api.AnswerError
	if !errors.As(f.err, &answer) {
		return []dialog.Choice{again, copying, closing}
	}
	saving := f.doing == savingIt || f.doing == checkingIt
	var offers []dialog.Choice
	switch s := answer.Status; {
	case answer.Redirect != "" || s >= 300 && s < 400 || answer.Body == api.HTML:
		offers = []dialog.Choice{again}
	case s == 413 && saving:
		offers = []dialog.Choice{{Key: "x", Label: "write to a file", Do: a.askExport}}
	case (s == 409 || s == 412) && saving:
		offers = []dialog.Choice{{Key: "r", Label: "compare with what is live and save again", Do: f.retry}}
	case s == 400 || s == 422 || s == 413:
		if saving {
			offers = []dialog.Choice{{Key: "g", Label: "go to the place", Do: func() tea.Cmd { a.goToRefused(answer); return nil }}}
		} else {
			offers = []dialog.Choice{again}
		}
	case s == 401:
		if a.session.SignIn.With != nil {
			offers = append(offers, dialog.Choice{Key: "enter", Label: "enter a credential", Do: func() tea.Cmd { return a.signInFor(f.retry) }})
		}
		if a.session.SignIn.Again != nil {
			offers = append(offers, dialog.Choice{Key: "r", Label: "read it again", Do: func() tea.Cmd { return a.reread(f.retry) }})
		}
	case s == 403:
		offers = a.forbiddenOffers(f, saving)
	case s == 404 && saving:
		offers = []dialog.Choice{{Key: "x", Label: "write to a file", Do: a.askExport}}
	case s == 404:
		offers = []dialog.Choice{
			{Key: "t", Label: "change team", Do: a.askTeam},
			{Key: "i", Label: "correct the identifier", Do: func() tea.Cmd { return a.correct(f.ref) }},
			again,
		}
		if a.noHistory() == "" {
			offers = append(offers, dialog.Choice{Key: "v", Label: "history on this computer", Do: func() tea.Cmd { return a.historyOf(f.ref) }})
		}
	case s == 429:
		offers = a.waitOffers(f, saving)
	default:
		offers = []dialog.Choice{again}
	}
	return append(offers, copying, closing)
}

func (a *App) forbiddenOffers(f *failure, saving bool) []dialog.Choice {
	var offers []dialog.Choice
	if a.noProfiles() == "" {
		offers = append(offers, dialog.Choice{Key: "p", Label: "change profile", Do: a.askProfile})
	}
	offers = append(offers, dialog.Choice{Key: "t", Label: "change team", Do: a.askTeam})
	if saving {
		offers = append(offers, dialog.Choice{Key: "o", Label: "go on read-only", Do: func() tea.Cmd {
			a.session.Access = ReadOnly
			if a.editor != nil {
				a.editor.SetAccess(editor.ReadOnly)
			}
			a.Say("Saving is switched off until you change profile or restart.")
			return nil
		}})
	}
	return append(offers, dialog.Choice{Key: "a", Label: "copy a request for an admin", Stay: dialog.Stays, Do: func() tea.Cmd {
		return a.Copy("The request for an admin", adminRequest(f, saving))
	}})
}

// adminRequest is a text to send to whoever manages the keys.
func adminRequest(f *failure, saving bool) string {
	scope, verb := "cb_connectors_read", "read"
	if saving {
		scope, verb = "cb_connectors_write", "save"
	}
	text := fmt.Sprintf("Please let me %s the Connector %s of team %d in Connector Builder. My API key needs the scope %s, and I need the role Admin, Owner or Editor in the team.", verb, f.ref.Identifier, f.ref.Team, scope)
	var answer *api.AnswerError
	if errors.As(f.err, &answer) && answer.RequestID != "" {
		text += " The refused call has the Request ID " + cells.Clean(answer.RequestID) + "."
	}
	return text
}

// waitOffers: a read may be tried at any time and is tried at zero by itself; a
// save is only offered once the wait is over, and goes from its check on.
func (a *App) waitOffers(f *failure, saving bool) []dialog.Choice {
	if f.until.After(a.clock.Now()) {
		return nil
	}
	if saving {
		return []dialog.Choice{{Key: "y", Label: "save now, after checking again", Do: f.retry}}
	}
	return []dialog.Choice{{Key: "r", Label: "try again", Do: f.retry}}
}

// waitOver renews the offers of a 429 whose wait has ended; a read is tried
// again by itself while its dialog is open.
func (a *App) waitOver() tea.Cmd {
	f := a.failed
	if f == nil || f.ready || f.until.IsZero() || f.until.After(a.clock.Now()) || !a.stack.Holds(f.dialog) {
		return nil
	}
	f.ready = true
	if f.doing == savingIt || f.doing == checkingIt {
		f.dialog.SetChoices(a.failureOffers(f)...)
		f.dialog.Invalidate()
		return nil
	}
	a.stack.Remove(f.dialog)
	return f.retry()
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

// markRefused puts the platform's reason beside the place it names, if it names one.
func (a *App) markRefused(e *api.AnswerError) {
	if a.editor == nil {
		return
	}
	words := e.Description
	if words == "" {
		words = e.Message
	}
	place, ok := a.refusedPlace(e)
	if !ok {
		return
	}
	a.editor.MarkAt(place.part, place.offset, cells.Clean(words))
}

// refusedAt is a place in the editor that the platform refused.
type refusedAt struct {
	part   editor.Part
	offset int
}

// refusedPlace picks a path out of the platform's words, which promise none.
func (a *App) refusedPlace(e *api.AnswerError) (refusedAt, bool) {
	for _, words := range []string{e.Description, e.Message} {
		for _, word := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune(" '\"`“”,;()", r) }) {
			word = strings.TrimRight(word, ":.")
			switch strings.TrimPrefix(word, "connector.") {
			case "name":
				return refusedAt{part: editor.NamePart}, true
			case "description":
				return refusedAt{part: editor.DescriptionPart}, true
			}
			word = strings.TrimPrefix(strings.TrimPrefix(word, "configuration."), "configuration_json.")
			if !strings.ContainsAny(word, "./[") {
				continue
			}
			if offset, ok := a.editor.OffsetOf(word); ok {
				return refusedAt{editor.ConfigurationPart, offset}, true
			}
		}
	}
	return refusedAt{}, false
}

func (a *App) goToRefused(e *api.AnswerError) {
	if a.editor == nil {
		return
	}
	place, ok := a.refusedPlace(e)
	if !ok {
		a.Say("The platform named no place that could be found. Its words can be shown again from the palette.")
		return
	}
	a.screen = onEditor
	a.editor.ShowPart(place.part)
	if place.part == editor.ConfigurationPart {
		a.editor.GoToOffset(place.offset)
	}
}

// correct goes back to the lookup with the identifier typed in.
func (a *App) correct(ref api.Ref) tea.Cmd {
	if a.work != nil {
		a.Say(finishFirst)
		return nil
	}
	a.screen = onLookup
	a.lookup.Clear()
	a.lookup.Insert(ref.Identifier)
	return nil
}

// plainReason is an error in words that are safe to show.
func plainReason(err error) string { return cells.Clean(err.Error()) }
