// Package tuitest is the robot user: it drives a tui.App in process against
// the sandbox, waits until the program is idle, and reads the screen. Tests
// written with it read like a manual:
//
//	u.Type("T3S70").Press("enter").Expect("Connector").Press("e").Type("x").Press("ctrl+s").Expect("Review")
//
// It must never sleep: time passes only when a test says so.
package tuitest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"patchbay/api"
	"patchbay/api/sandbox"
	"patchbay/api/schema"
	"patchbay/assets"
	"patchbay/config/state"
	"patchbay/tui"
)

// User sits in front of one App.
type User struct {
	t         testing.TB
	App       *tui.App
	Clock     *Clock
	Sandbox   *sandbox.Sandbox
	options   Options
	width     int
	height    int
	running   int // commands that have not returned; guarded by Clock.mu
	arrived   []tea.Msg
	quit      bool
	Clipboard []string // what was sent to the terminal's clipboard
	cancel    context.CancelFunc
}

// Options say how a User starts. The zero value starts on the lookup of the
// sandbox at 80×24, signed in to team 936506.
type Options struct {
	Width, Height int
	Start         string // "TEAM/IDENTIFIER"
	Team          int64
	StateDir      string   // "" makes one for the test
	Disk          state.FS // what the state directory lies on; nil is the real disk
	NoStore       bool
	SignedOut     bool
	ReadOnly      bool
	Fault         func(sandbox.Request) sandbox.Fault
	Connectors    []sandbox.Stored
	Transport     func(n tui.Connectors) tui.Connectors // wraps the client
	// Over serves the sandbox and returns the base URL it is reached at; nil keeps
	// it in process.
	Over     func(box *sandbox.Sandbox) (baseURL string)
	Remap    map[string][]string
	Look     tui.Look
	Layout   tui.Layout
	Profiles []string
	Keep     func(credential string) error
	Amend    func(*tui.Options) // the last word on what the App is made from
	Watch    func(tea.View)     // sees every frame the App draws
}

// seeds are the Connectors the sandbox starts with, read once.
var seeds = sync.OnceValues(func() ([]sandbox.Stored, error) {
	return sandbox.Load(assets.Connectors(), sandbox.DefaultTeam)
})

// builtInSchema is the schema the program comes with, read once.
var builtInSchema = sync.OnceValue(func() *schema.Schema {
	s, err := schema.Parse(assets.ConnectorSchema())
	if err != nil {
		panic("the built-in schema: " + err.Error())
	}
	return s
})

// Start makes an App and runs it until it is idle.
func Start(t testing.TB, o Options) *User {
	t.Helper()
	clock := NewClock()
	seeds, err := seeds()
	if err != nil {
		t.Fatal(err)
	}
	box, err := sandbox.New(sandbox.Options{
		Connectors: slices.Concat(seeds, o.Connectors), Fault: o.Fault, Now: clock.Now, Sleep: clock.Sleep, Random: &countingReader{},
	})
	if err != nil {
		t.Fatal(err)
	}
	if o.StateDir == "" {
		o.StateDir = t.TempDir()
	}
	u := &User{t: t, Clock: clock, Sandbox: box, options: o}
	u.open()
	return u
}

// Restart quits the App as a closed terminal would and starts another on the
// same sandbox and the same state directory.
func (u *User) Restart(o Options) *User {
	u.t.Helper()
	u.End()
	o.StateDir, o.Connectors = u.options.StateDir, nil
	u.options = o
	u.open()
	return u
}

// End lets the App write what is pending, as the end of the program does.
func (u *User) End() {
	u.t.Helper()
	if err := u.App.Close(); err != nil {
		u.t.Errorf("closing: %v", err)
	}
	u.cancel()
}

func (u *User) open() {
	u.t.Helper()
	o := u.options
	if o.Team == 0 {
		o.Team = sandbox.DefaultTeam
	}
	session := u.session(o, o.Team, "sandbox")
	if o.SignedOut {
		session.Connectors = nil
	}
	options := tui.Options{
		Session: session, Clock: u.Clock, Remap: o.Remap, Look: o.Look, Layout: o.Layout,
		Width: max(o.Width, 80), Height: max(o.Height, 24), Schema: builtInSchema,
		Doors: tui.Doors{
			Sandbox:  func() (tui.Session, error) { return u.session(o, o.Team, "sandbox"), nil },
			Profiles: o.Profiles,
			Switch: func(_ context.Context, profile string) (tui.Session, error) {
				s := u.session(o, o.Team, profile)
				s.Profile = profile
				return s, nil
			},
		},
	}
	if o.Width > 0 {
		options.Width, options.Height = o.Width, o.Height
	}
	if o.Start != "" {
		ref, err := api.ParseRef(o.Start, o.Team)
		if err != nil {
			u.t.Fatal(err)
		}
		options.Start = ref
	}
	if o.Amend != nil {
		o.Amend(&options)
	}
	ctx, cancel := context.WithCancel(context.Background())
	app, err := tui.New(ctx, options)
	if err != nil {
		u.t.Fatal(err)
	}
	u.App, u.cancel, u.quit = app, cancel, false
	u.width, u.height = options.Width, options.Height
	u.t.Cleanup(func() { cancel(); app.Close() })
	u.launch(app.Init())
	u.draw()
	u.settle()
}

func (u *User) session(o Options, team int64, credential string) tui.Session {
	u.t.Helper()
	base, transport := "http://127.0.0.1", sandbox.Transport(u.Sandbox)
	if o.Over != nil {
		base, transport = o.Over(u.Sandbox), nil
	}
	client, err := api.New(api.Options{
		BaseURL:       base,
		Authorization: func(context.Context) (string, error) { return "Bearer " + credential, nil },
		Transport:     transport,
		Limits:        api.Limits{RetryAfter: time.Nanosecond},
		Now:           u.Clock.Now,
		Sleep:         u.Clock.Sleep,
		Jitter:        func() float64 { return 0 },
	})
	if err != nil {
		u.t.Fatal(err)
	}
	s := tui.Session{
		Place: tui.Platform, Profile: "robot", Team: team, Origin: "sandbox", Source: "the test", Connectors: client,
		SignIn: tui.SignIn{
			With:    func(team int64, credential string) (tui.Session, error) { return u.session(o, team, credential), nil },
			Keep:    o.Keep,
			KeepsIn: "the credentials file",
			Again:   func(context.Context) (tui.Session, error) { return u.session(o, team, "reread"), nil },
		},
	}
	if o.Transport != nil {
		s.Connectors = o.Transport(client)
	}
	if o.ReadOnly {
		s.Access = tui.ReadOnly
	}
	if !o.NoStore {
		store, err := state.Open(o.StateDir, o.Disk, u.Clock.Now)
		if err != nil {
			u.t.Fatal(err)
		}
		s.Store = store
	}
	return s
}

// Press presses keys, one after the other, waiting until the App is idle after each.
func (u *User) Press(keys ...string) *User {
	u.t.Helper()
	for _, key := range keys {
		u.send(Key(key))
		u.settle()
	}
	return u
}

// Type types text, character by character.
func (u *User) Type(text string) *User {
	u.t.Helper()
	for _, r := range text {
		switch r {
		case '\n':
			u.send(Key("enter"))
		case ' ':
			u.send(Key("space"))
		default:
			u.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
	u.settle()
	return u
}

// Paste pastes text as a terminal does, in one piece.
func (u *User) Paste(text string) *User {
	u.t.Helper()
	u.send(tea.PasteMsg{Content: text})
	u.settle()
	return u
}

// Resize changes the terminal's size.
func (u *User) Resize(w, h int) *User {
	u.t.Helper()
	if w > 0 && h > 0 {
		u.width, u.height = w, h
	}
	u.send(tea.WindowSizeMsg{Width: w, Height: h})
	u.settle()
	return u
}

// Send gives the App any message, as the terminal would.
func (u *User) Send(msg tea.Msg) *User {
	u.t.Helper()
	u.send(msg)
	u.settle()
	return u
}

// Together sends messages without waiting in between, as a fast typist does.
func (u *User) Together(msgs ...tea.Msg) *User {
	u.t.Helper()
	for _, msg := range msgs {
		u.send(msg)
	}
	u.settle()
	return u
}

// Wait lets time pass.
func (u *User) Wait(d time.Duration) *User {
	u.t.Helper()
	limit := u.Clock.Now().Add(d)
	for {
		msg, ok := u.Clock.next(limit)
		if !ok {
			return u
		}
		if msg != nil {
			u.send(msg())
		}
		u.settle()
	}
}

// StateDir is where the App keeps what outlives it.
func (u *User) StateDir() string { return u.options.StateDir }

// HasQuit reports whether the App asked to end.
func (u *User) HasQuit() bool { return u.quit }

// Screen is what the user sees, without colours, one line a row.
func (u *User) Screen() string {
	u.t.Helper()
	return ansi.Strip(u.App.View().Content)
}

// Expect fails the test unless every text is on the screen.
func (u *User) Expect(texts ...string) *User {
	u.t.Helper()
	screen := u.Screen()
	flat := unwrap(screen)
	for _, text := range texts {
		if !strings.Contains(screen, text) && !strings.Contains(flat, text) {
			u.t.Fatalf("the screen does not show %q:\n%s", text, screen)
		}
	}
	return u
}

// ExpectNot fails the test if any text is on the screen.
func (u *User) ExpectNot(texts ...string) *User {
	u.t.Helper()
	screen := u.Screen()
	for _, text := range texts {
		if strings.Contains(screen, text) || strings.Contains(unwrap(screen), text) {
			u.t.Fatalf("the screen shows %q:\n%s", text, screen)
		}
	}
	return u
}

// unwrap joins what a dialog wrapped, so that a sentence can be looked for.
func unwrap(screen string) string {
	words := strings.FieldsFunc(screen, func(r rune) bool { return r == ' ' || r == '\n' || r == '│' || r == '|' })
	return strings.Join(words, " ")
}

// countingReader makes request ids that are the same in every run.
type countingReader struct{ n byte }

func (r *countingReader) Read(p []byte) (int, error) {
	for i := range p {
		r.n++
		p[i] = r.n
	}
	return len(p), nil
}

// Key makes the key press of a name such as "ctrl+s", "shift+tab" or "a".
func Key(name string) tea.KeyPressMsg {
	var mod tea.KeyMod
	rest := name
	for {
		before, after, found := strings.Cut(rest, "+")
		m, known := map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "alt": tea.ModAlt, "shift": tea.ModShift}[before]
		if !found || !known || after == "" {
			break
		}
		mod |= m
		rest = after
	}
	named := map[string]rune{
		"enter": tea.KeyEnter, "tab": tea.KeyTab, "esc": tea.KeyEscape, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "space": tea.KeySpace,
		"f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "f6": tea.KeyF6, "f7": tea.KeyF7, "f8": tea.KeyF8,
	}
	k := tea.KeyPressMsg{Mod: mod}
	if code, ok := named[rest]; ok {
		k.Code = code
		if rest == "space" && mod == 0 {
			k.Text = " "
		}
	} else {
		r := []rune(rest)
		if len(r) != 1 {
			panic(fmt.Sprintf("no key is named %q", name))
		}
		k.Code = r[0]
		if mod == 0 {
			k.Text = rest
		}
	}
	if got := k.String(); got != name {
		panic(fmt.Sprintf("key %q arrives as %q", name, got))
	}
	return k
}
