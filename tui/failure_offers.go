// What can be done about an error (design, section 6): a row of choices for each
// status.

package tui

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/tui/cells"
	"patchbay/tui/dialog"
	"patchbay/tui/editor"
)

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
