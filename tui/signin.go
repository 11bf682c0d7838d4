// Signing in and moving between sessions: the welcome, the sign-in form that
// checks a credential before it is kept, profiles, teams, the sandbox.

package tui

import (
	"context"
	"errors"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/tui/cells"
	"patchbay/tui/dialog"
	"patchbay/tui/editor"
	"patchbay/tui/field"
)

// welcome is the first screen without a credential.
func (a *App) welcome() {
	var choices []dialog.Choice
	if a.session.SignIn.With != nil {
		choices = append(choices, dialog.Choice{Key: "s", Label: "sign in", Do: a.askSignIn})
	}
	if a.doors.Sandbox != nil {
		choices = append(choices, dialog.Choice{Key: "b", Label: "open the sandbox", Do: a.enterSandbox})
	}
	choices = append(choices, dialog.Choice{Key: "esc", Label: "close"})
	a.stack.Push(dialog.NewMessage("Welcome to Patchbay", dialog.Plain, func() []dialog.Line {
		return []dialog.Line{
			{Text: "An editor for Supermetrics Connectors. Every save is live at once, so nothing is sent that was not shown first."},
			{},
			{Text: "Sign in with an API key from the Supermetrics Hub, or look around in the sandbox: it needs no account and touches nothing real."},
			{},
			{Text: "Patchbay is not an official Supermetrics product."},
		}
	}, choices...))
}

func (a *App) askSignIn() tea.Cmd { return a.signInFor(nil) }

func (a *App) noSignIn() string {
	if a.session.SignIn.With == nil {
		return "Signing in is not possible here."
	}
	return ""
}

// signInFor asks for a credential and then goes on with what was being done.
func (a *App) signInFor(then func() tea.Cmd) tea.Cmd {
	team := ""
	if a.session.Team > 0 {
		team = strconv.FormatInt(a.session.Team, 10)
	}
	var form *dialog.Form
	form = dialog.NewForm("Sign in", func() []dialog.Line {
		return []dialog.Line{{Text: "The credential is checked first. It is then kept in " + cells.Clean(a.session.SignIn.KeepsIn) + ", readable only by you, for " + cells.Clean(a.session.Origin) + "."}}
	}, []dialog.FormField{
		{Label: "Team ID", Field: field.New(field.Options{Text: team, Rows: 1}), Check: checkTeam},
		{Label: "API key or token", Field: field.New(field.Options{Rows: 1, Masked: field.Dots}), Check: checkFilled},
	}, func(values []string) tea.Cmd {
		return a.trySignIn(form, values[0], values[1], then)
	}, dialog.Choice{Key: "esc", Label: "cancel", Do: func() tea.Cmd { a.signing.end(); return nil }})
	a.stack.Push(form)
	return nil
}

func checkTeam(s string) string {
	if _, err := api.ParseTeam(s); err != nil {
		return cells.Sentence(plainReason(err))
	}
	return ""
}

func checkFilled(s string) string {
	if s == "" {
		return "Paste or type the credential."
	}
	return ""
}

// signedInMsg answers the check of a typed credential.
type signedInMsg struct {
	call       int
	form       *dialog.Form
	session    Session
	credential string
	then       func() tea.Cmd
	meta       api.Meta
	err        error
}

// trySignIn calls List: 401 refuses, 200 keeps, anything else asks again.
func (a *App) trySignIn(form *dialog.Form, team, credential string, then func() tea.Cmd) tea.Cmd {
	number, err := api.ParseTeam(team)
	if err != nil {
		form.SetError(cells.Sentence(plainReason(err)))
		return nil
	}
	session, err := a.session.SignIn.With(number, credential)
	if err != nil {
		form.SetError(cells.Sentence(plainReason(err)))
		return nil
	}
	form.SetBusy("Checking the credential…")
	ctx, call := a.signing.begin(a.ctx)
	return func() tea.Msg {
		m := signedInMsg{call: call, form: form, session: session, credential: credential, then: then}
		_, m.meta, m.err = session.Connectors.List(ctx, number)
		return m
	}
}

func (a *App) signedIn(m signedInMsg) tea.Cmd {
	a.rate.see(m.meta, a.clock.Now())
	if !a.signing.done(m.call) || !a.stack.Holds(m.form) {
		return nil
	}
	m.form.SetBusy("")
	var answer *api.AnswerError
	switch {
	case m.err == nil:
		a.stack.Remove(m.form)
		return a.keepSignIn(m)
	case errors.As(m.err, &answer) && answer.Status == 401:
		m.form.SetError("The platform does not accept this credential.")
		return nil
	}
	a.stack.Push(dialog.NewMessage("The credential could not be checked", dialog.Warn, func() []dialog.Line {
		return []dialog.Line{{Text: cells.Sentence(plainReason(m.err))}, {Text: "Keep it all the same, in " + cells.Clean(a.session.SignIn.KeepsIn) + "?"}}
	},
		dialog.Choice{Key: "esc", Label: "back"},
		dialog.Choice{Key: "y", Label: "keep it", Do: func() tea.Cmd {
			a.stack.Remove(m.form)
			return a.keepSignIn(m)
		}},
	))
	return nil
}

// keepSignIn goes on with a session that was accepted and keeps its credential.
func (a *App) keepSignIn(m signedInMsg) tea.Cmd {
	a.Say("Signed in to team " + strconv.FormatInt(m.session.Team, 10) + ".")
	keep := a.session.SignIn.Keep
	if keep == nil {
		return a.goOnAs(m.session, m.then)
	}
	return tea.Batch(a.goOnAs(m.session, m.then), func() tea.Msg { return keptMsg{keep(m.credential)} })
}

// keptMsg says whether a credential could be kept.
type keptMsg struct{ err error }

func (a *App) signInKept(m keptMsg) tea.Cmd {
	if m.err != nil {
		a.Say("Signed in for this run only. The credential could not be kept: " + plainReason(m.err))
	}
	return nil
}

// goOnAs makes s the session and carries on with what was interrupted. An edit
// stays open as long as it is the same origin, and is never carried to another.
func (a *App) goOnAs(s Session, then func() tea.Cmd) tea.Cmd {
	if a.work != nil && s.Origin != a.session.Origin {
		a.Say(finishFirst)
		return nil
	}
	a.moveTo(s)
	if then != nil {
		return tea.Batch(then(), a.list(), a.remember(nil))
	}
	if a.open != nil && a.screen == onLookup && a.open.text.Len() == 0 {
		return tea.Batch(a.Open(a.open.ref), a.list(), a.remember(nil))
	}
	return tea.Batch(a.list(), a.remember(nil))
}

// moveTo changes the session. What belongs to the old one goes: its calls, its
// list and, at another origin, the Connector that was read there.
func (a *App) moveTo(s Session) {
	a.opening.end()
	a.listing.end()
	a.endBusy()
	if s.Origin != a.session.Origin {
		a.entries = entries{}
		a.failed = nil
		a.screen, a.open = onLookup, nil
		a.endHistory()
	}
	a.session = s
	a.rate = rateGauge{}
	a.entries.listed = nil
	a.lookup.SetTeam(s.Team)
	a.refreshEntries()
	if a.open != nil && !a.open.readAt.IsZero() {
		a.detail.SetContent(a.detailContent())
	}
	if a.editor != nil {
		access := editor.Editable
		if s.Access == ReadOnly {
			access = editor.ReadOnly
		}
		a.editor.SetAccess(access)
	}
}

// sessionMsg carries a session that was opened off the event loop.
type sessionMsg struct {
	call    int
	session Session
	err     error
	then    func() tea.Cmd
}

func (a *App) reread(then func() tea.Cmd) tea.Cmd {
	return a.openSession(then, a.session.SignIn.Again)
}

func (a *App) openSession(then func() tea.Cmd, open func(context.Context) (Session, error)) tea.Cmd {
	ctx, call := a.signing.begin(a.ctx)
	return tea.Batch(
		func() tea.Msg {
			s, err := open(ctx)
			return sessionMsg{call: call, session: s, err: err, then: then}
		},
		a.startBusy("Reading the credential", nil, func() tea.Cmd { a.signing.end(); a.endBusy(); return nil }),
	)
}

func (a *App) sessionReady(m sessionMsg) tea.Cmd {
	if !a.signing.done(m.call) {
		return nil
	}
	a.endBusy()
	if m.err != nil {
		a.Say(cells.Sentence(plainReason(m.err)))
		return nil
	}
	return a.goOnAs(m.session, m.then)
}

func (a *App) noProfiles() string {
	if a.doors.Switch == nil || len(a.doors.Profiles) == 0 {
		return "There are no other profiles in the settings."
	}
	return ""
}

func (a *App) askProfile() tea.Cmd {
	names := slices.Clone(a.doors.Profiles)
	items := make([]dialog.Item, len(names))
	for i, name := range names {
		items[i] = dialog.Item{Title: cells.Clean(name)}
		if name == a.session.Profile {
			items[i].Hint = "now"
		}
	}
	a.stack.Push(dialog.NewPicker("Change profile", items, func(i int) tea.Cmd {
		return a.openSession(a.backToLookup, func(ctx context.Context) (Session, error) { return a.doors.Switch(ctx, names[i]) })
	}))
	return nil
}

func (a *App) noSession() string {
	if !a.session.SignedIn() {
		return "Sign in first."
	}
	return ""
}

func (a *App) askTeam() tea.Cmd {
	value := ""
	if a.session.Team > 0 {
		value = strconv.FormatInt(a.session.Team, 10)
	}
	a.stack.Push(dialog.NewPrompt("Change team", "Team ID", value, checkTeam, func(s string) tea.Cmd {
		team, err := api.ParseTeam(s)
		if err != nil {
			return nil
		}
		session := a.session
		session.Team = team
		return a.goOnAs(session, a.backToLookup)
	}))
	return nil
}

// backToLookup shows the list, unless an edit is open.
func (a *App) backToLookup() tea.Cmd {
	if a.screen == onDetail {
		a.leaveDetail()
	}
	return nil
}

func (a *App) noSandboxDoor() string {
	switch {
	case a.session.Place == Sandbox:
		return "This is the sandbox."
	case a.doors.Sandbox == nil:
		return "There is no sandbox here."
	case a.work != nil:
		return "Finish the edit first."
	}
	return ""
}

func (a *App) enterSandbox() tea.Cmd {
	s, err := a.doors.Sandbox()
	if err != nil {
		a.Say("The sandbox could not be opened: " + plainReason(err))
		return nil
	}
	a.moveTo(s)
	a.Say("This is the sandbox: nothing here is real, and nothing is kept.")
	return tea.Batch(a.list(), a.remember(nil))
}
