// From settings to something that can be called: the client, the state
// directory, the sandbox in process.

package cli

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"time"

	"patchbay/api"
	"patchbay/api/sandbox"
	"patchbay/assets"
	"patchbay/config"
	"patchbay/config/state"
	"patchbay/tui"
)

// settings loads and checks the settings, the names of remapped keys included.
func (r *run) settings() (config.Settings, error) {
	s, err := config.Load(r.flags, r.Environment)
	if err != nil {
		return config.Settings{}, err
	}
	if err := checkKeys(s); err != nil {
		return config.Settings{}, err
	}
	return s, nil
}

// wire is what every client of this run shares.
type wire struct {
	log      *debugLog
	progress *tui.Progress
}

// client makes a client for the settings' origin. Waiting out a rate limit is
// left to the user where wait is zero.
func (w wire) client(s config.Settings, c config.Credential, limits api.Limits) (*api.Client, error) {
	o := api.Options{
		BaseURL:       s.BaseURL,
		Authorization: func(context.Context) (string, error) { return c.Header(s.Auth), nil },
		CAFile:        s.CAFile,
		UserAgent:     "patchbay/" + version(),
		Limits:        limits,
		Log:           w.log.record,
	}
	if w.progress != nil {
		o.Progress = w.progress.Set
	}
	client, err := api.New(o)
	if err != nil {
		return nil, fmt.Errorf("preparing to call the API: %w", err)
	}
	return client, nil
}

// openStore opens a state directory, with a history as the settings say.
func openStore(path string, s config.Settings, env config.Environment) (*state.Dir, error) {
	store, err := state.Open(path, nil, env.Now)
	if err != nil {
		return nil, err
	}
	store.Retain(retention(s))
	return store, nil
}

// sandboxHome is the sandbox in process, with a state directory that ends with
// the run.
type sandboxHome struct {
	wire      wire
	transport http.RoundTripper
	dir       string
	store     *state.Dir
	team      int64
}

// openSandbox starts the built-in sandbox. close removes what it kept.
func (w wire) openSandbox(s config.Settings, env config.Environment, team int64) (*sandboxHome, error) {
	box, err := sandbox.New(sandbox.Options{Seed: assets.Connectors()})
	if err != nil {
		return nil, fmt.Errorf("starting the sandbox: %w", err)
	}
	dir, err := os.MkdirTemp("", "patchbay-sandbox-")
	if err != nil {
		return nil, fmt.Errorf("making a directory for the sandbox: %w", err)
	}
	store, err := openStore(dir, s, env)
	if err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	if team == 0 {
		team = sandbox.DefaultTeam
	}
	return &sandboxHome{wire: w, transport: sandbox.Transport(box), dir: dir, store: store, team: team}, nil
}

// signIn is a session on the sandbox, which takes any credential.
func (h *sandboxHome) signIn(team int64, c config.Credential) (tui.Session, error) {
	client, err := api.New(api.Options{
		BaseURL:       "http://127.0.0.1",
		Authorization: func(context.Context) (string, error) { return c.Header(config.Bearer), nil },
		Transport:     h.transport,
		Limits:        interactive,
		Progress:      h.wire.progress.Set,
		Log:           h.wire.log.record,
	})
	if err != nil {
		return tui.Session{}, fmt.Errorf("preparing to call the sandbox: %w", err)
	}
	return tui.Session{
		Place: tui.Sandbox, Team: team, Origin: "sandbox", Source: "the sandbox",
		Connectors: client, Store: h.store, Progress: h.wire.progress,
		SignIn: tui.SignIn{
			With: func(team int64, credential string) (tui.Session, error) {
				c, err := config.ParseCredential(credential)
				if err != nil {
					return tui.Session{}, err
				}
				return h.signIn(team, c)
			},
			KeepsIn: "the memory of this program",
		},
	}, nil
}

// visit is the session the sandbox opens with.
func (h *sandboxHome) visit() (tui.Session, error) {
	c, err := config.ParseCredential("sandbox")
	if err != nil {
		return tui.Session{}, err
	}
	return h.signIn(h.team, c)
}

func (h *sandboxHome) close() {
	if h != nil {
		os.RemoveAll(h.dir)
	}
}

// interactive: an answer that asks to wait is shown as a countdown at once.
var interactive = api.Limits{RetryAfter: time.Nanosecond}
