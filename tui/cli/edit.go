// The editor: signed in as resolved, or on the sandbox, until it quits.

package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"sync"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/term"

	"patchbay/api"
	"patchbay/api/schema"
	"patchbay/assets"
	"patchbay/config"
	"patchbay/config/state"
	"patchbay/tui"
	"patchbay/tui/theme"
)

// framesPerSecond is the most Bubble Tea draws; a key waits half a frame.
const framesPerSecond = 120

// edit runs the editor. args holds at most one [TEAM/]IDENTIFIER.
func (r *run) edit(ctx context.Context, args []string) error {
	s, err := r.settings()
	if err != nil {
		return err
	}
	calls, err := openDebugLog(s.DebugLog)
	if err != nil {
		return err
	}
	defer calls.close()
	e := &editing{run: r, settings: s, wire: wire{log: calls, progress: &tui.Progress{}}}
	defer e.close()
	// net/http complains to the standard logger, which would tear the screen.
	log.SetOutput(io.Discard)

	in, out, err := r.terminal()
	if err != nil {
		return err
	}
	options, err := e.options(ctx, args)
	if err != nil {
		return err
	}
	if w, h, err := term.GetSize(int(out.Fd())); err == nil {
		options.Width, options.Height = w, h
	}
	screen, err := openScreen(in, out, r.Environment)
	if err != nil {
		return err
	}
	defer screen.close()
	options.External = screen.external(r.Environment)
	app, err := tui.New(ctx, options)
	if err != nil {
		return err
	}
	program := tea.NewProgram(app, append(screen.keyboard.Options(), tea.WithOutput(out),
		tea.WithFPS(framesPerSecond), tea.WithoutSignalHandler(), tea.WithWindowSize(options.Width, options.Height))...)
	defer screen.quitsOnInterrupt(program)()
	// Told to stop, it quits as if asked to: killing it would close the terminal
	// under its reader.
	defer context.AfterFunc(ctx, program.Quit)()
	if _, err = program.Run(); err == nil {
		for _, pasted := range screen.keyboard.Last() {
			app.Update(pasted) // it came before the end, and is kept with the edit
		}
	}
	if closing := app.Close(); closing != nil {
		fmt.Fprintln(r.Stderr, "patchbay: the unsaved edit could not be kept on this machine: "+state.Reason(closing))
	}
	if app.SaveNotConfirmed() {
		return unconfirmedError{}
	}
	if errors.Is(err, tea.ErrProgramPanic) {
		return fmt.Errorf("something went wrong inside Patchbay; an unsaved edit is offered at the next start")
	}
	return err
}

// editing is what one run of the editor opened and has to close.
type editing struct {
	*run
	settings config.Settings
	wire     wire
	store    *state.Dir
	unkept   string // why there is no store
	sandbox  *sandboxHome
}

func (e *editing) close() { e.sandbox.close() }

// options gathers what the application is made from.
func (e *editing) options(ctx context.Context, args []string) (tui.Options, error) {
	s := e.settings
	o := tui.Options{Clock: tui.SystemClock{}, Remap: s.Keys, Look: look(s), Doors: e.doors(), Schema: builtInSchema}
	if s.Layout == config.Stored {
		o.Layout = tui.Stored
	}
	if s.Mouse {
		o.Mouse = tui.MouseOn
	}
	var err error
	if e.run.sandbox {
		o.Session, err = e.openSandbox()
		if err == nil && s.ReadOnly {
			o.Session.Access = tui.ReadOnly
		}
	} else {
		e.store, err = openStore(s.Paths.StateDir, s, e.Environment)
		if err != nil {
			e.unkept = err.Error()
			o.Notice = "Nothing can be kept on this machine: " + e.unkept
		}
		o.Session, err = e.session(ctx, s)
	}
	if err != nil {
		return o, err
	}
	if len(args) == 1 {
		o.Start, err = reference(args[0], o.Session.Team)
	}
	return o, err
}

// builtInSchema is the schema that is there without a network, read when it is
// needed first. Should it be unreadable, the form offers nothing by itself.
var builtInSchema = sync.OnceValue(func() *schema.Schema {
	s, err := schema.Parse(assets.ConnectorSchema())
	if err != nil {
		return nil
	}
	return s
})

// reference reads [TEAM/]IDENTIFIER.
func reference(arg string, team int64) (api.Ref, error) {
	ref, err := api.ParseRef(arg, team)
	if err != nil {
		return api.Ref{}, err
	}
	if ref.Team == 0 {
		return api.Ref{}, usageError{"which team? Write TEAM/IDENTIFIER, or give --team"}
	}
	return ref, nil
}

// session signs in with what the settings resolve to; without a credential it
// is signed out.
func (e *editing) session(ctx context.Context, s config.Settings) (tui.Session, error) {
	c, source, err := s.Credential(ctx)
	if err != nil {
		return tui.Session{}, err
	}
	return e.sessionWith(s, c, source.String())
}

// sessionWith makes a session of settings and a credential. It can be signed in
// to again, for these settings only.
func (e *editing) sessionWith(s config.Settings, c config.Credential, source string) (tui.Session, error) {
	session := tui.Session{
		Profile: s.Profile, Team: s.Team, Origin: s.Origin, Source: source,
		Store: e.store, Unkept: e.unkept, Progress: e.wire.progress, SignIn: e.signIn(s),
	}
	if s.ReadOnly {
		session.Access = tui.ReadOnly
	}
	if session.Team == 0 && e.store != nil {
		// A team that cannot be remembered has to be typed, no more.
		session.Team, _ = e.store.Team(s.Origin, s.Profile)
	}
	if c.Empty() {
		return session, nil
	}
	client, err := e.wire.client(s, c, interactive)
	if err != nil {
		return tui.Session{}, err
	}
	session.Connectors = client
	return session, nil
}

func (e *editing) signIn(s config.Settings) tui.SignIn {
	return tui.SignIn{
		With: func(team int64, credential string) (tui.Session, error) {
			c, err := config.ParseCredential(credential)
			if err != nil {
				return tui.Session{}, err
			}
			own := s
			own.Team = team
			return e.sessionWith(own, c, config.Source{Kind: config.FromPrompt}.String())
		},
		Keep: func(credential string) error {
			c, err := config.ParseCredential(credential)
			if err != nil {
				return err
			}
			return config.Keep(s.Paths, s.Origin, s.Profile, c)
		},
		KeepsIn: s.Paths.CredentialsFile,
		Again:   func(ctx context.Context) (tui.Session, error) { return e.session(ctx, s) },
	}
}

// doors are the other sessions the user can go to from inside the editor.
func (e *editing) doors() tui.Doors {
	d := tui.Doors{Sandbox: e.openSandbox}
	if e.run.sandbox {
		return d
	}
	d.Profiles = e.settings.Profiles
	d.Switch = func(ctx context.Context, profile string) (tui.Session, error) {
		flags := e.flags
		flags.Profile, flags.Team, flags.BaseURL = profile, "", ""
		flags.Given = nil
		other, err := config.Load(flags, e.Environment)
		if err != nil {
			return tui.Session{}, err
		}
		return e.session(ctx, other)
	}
	return d
}

// openSandbox starts the sandbox once and returns to it afterwards.
func (e *editing) openSandbox() (tui.Session, error) {
	if e.sandbox == nil {
		team := int64(0)
		if e.run.sandbox {
			team = e.settings.Team
		}
		home, err := e.wire.openSandbox(e.settings, e.Environment, team)
		if err != nil {
			return tui.Session{}, err
		}
		e.sandbox = home
	}
	return e.sandbox.visit()
}

// look turns the settings of the screen into the application's.
func look(s config.Settings) tui.Look {
	l := tui.Look{}
	switch s.Theme {
	case "dark":
		l.Background = tui.AlwaysDark
	case "light":
		l.Background = tui.AlwaysLight
	}
	if s.Glyphs == config.ASCII {
		l.Glyphs = theme.ASCII
	}
	switch s.Colours {
	case config.NoColours:
		l.Colours = theme.NoColour
	case config.Colours16:
		l.Colours = theme.Colours16
	case config.Colours256:
		l.Colours = theme.Colours256
	}
	return l
}
