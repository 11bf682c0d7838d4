// Hostile text where it does not come with a Connector: errors and headers, the
// list, the session, profiles, file names, and what this machine keeps.

package tui_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"patchbay/api"
	"patchbay/api/sandbox"
	"patchbay/config/state"
	"patchbay/tui"
	"patchbay/tui/tuitest"
)

// failing is a platform whose calls end as a test says; nil errors pass through.
type failing struct {
	tui.Connectors
	get, update, list error
	listed            []api.Connector // in place of the platform's list
}

func (f *failing) Get(ctx context.Context, ref api.Ref) (api.Connector, api.Meta, error) {
	if f.get != nil {
		return api.Connector{}, api.Meta{}, f.get
	}
	return f.Connectors.Get(ctx, ref)
}

func (f *failing) Update(ctx context.Context, ref api.Ref, u api.Update) (api.Meta, error) {
	if f.update != nil {
		return api.Meta{}, f.update
	}
	return f.Connectors.Update(ctx, ref, u)
}

func (f *failing) List(ctx context.Context, team int64) ([]api.Connector, api.Meta, error) {
	if f.list != nil || f.listed != nil {
		return f.listed, api.Meta{}, f.list
	}
	return f.Connectors.List(ctx, team)
}

// hostileErrors are errors of every kind with s in all they carry.
func hostileErrors(op api.Op, s string) []error {
	ref := api.Ref{Team: sandbox.DefaultTeam, Identifier: s}
	answer := func(status int, body api.BodyKind) error {
		redirect := ""
		if status == 302 {
			redirect = s
		}
		return &api.AnswerError{
			Op: op, Ref: ref, Status: status, Code: s, Message: s, Description: s + " /reporting " + s, RequestID: s,
			WWWAuthenticate: s, Body: body, ContentType: s, Redirect: redirect, Host: s, Reason: s,
			RetryAfter: 2 * time.Second, RetryAfterSeen: true,
		}
	}
	list := []error{
		errors.New(s), &api.InputError{Field: s, Reason: s},
		&api.UnansweredError{Op: op, Ref: ref, Hop: api.Read, Name: s, Err: errors.New(s)},
		answer(200, api.OtherType), answer(302, api.Empty), answer(418, api.OtherJSON), answer(500, api.HTML), answer(503, api.Envelope),
	}
	for _, status := range []int{400, 401, 403, 404, 413, 422, 429} {
		list = append(list, answer(status, api.Envelope))
	}
	for _, hop := range []api.Hop{api.DNS, api.Proxy, api.TLS} {
		list = append(list, &api.TransportError{Op: op, Ref: ref, Hop: hop, Name: s, Err: errors.New(s)})
	}
	return list
}

func TestHostileErrorsOfReads(t *testing.T) {
	t.Parallel()
	eachHostileText(t, oddTexts, func(t *testing.T, on terminalKind, text string) {
		platform := &failing{list: errors.New(text)}
		u := facing(t, on, text, tuitest.Options{NoStore: true, Profiles: []string{text, "work"}, Transport: func(n tui.Connectors) tui.Connectors {
			platform.Connectors = n
			return platform
		}})
		u.Type("T3S70")
		errs := hostileErrors(api.OpGet, text)
		for i := range 6 { // the rest have their turn with the next texts
			err := errs[(len(text)+i*3)%len(errs)]
			platform.get = err
			u.Press("enter").Wait(time.Second)
			if !strings.Contains(u.Screen(), "could not be opened") {
				t.Fatalf("no dialog for %.100q:\n%s", err, u.Screen())
			}
			u.Press("end", "a", "c")
			switch i % 4 { // the other offers: whatever they open is closed again
			case 0:
				u.Press("r")
			case 1:
				u.Press("p", "esc", "t", "esc")
			case 2:
				u.Wait(3 * time.Second)
			}
			u.Press("esc", "esc", "esc").Type("T3S70")
		}
		expectPlainClipboard(t, u)
	})
}

func TestHostileErrorsOfSaves(t *testing.T) {
	t.Parallel()
	eachHostileText(t, evenTexts, func(t *testing.T, on terminalKind, text string) {
		platform := &failing{}
		u := facing(t, on, text, tuitest.Options{NoStore: true, Start: "T3S70", Transport: func(n tui.Connectors) tui.Connectors {
			platform.Connectors = n
			return platform
		}})
		u.Press("e", "end").Paste("\n  \"note\": \"x\",")
		errs := hostileErrors(api.OpUpdate, text)
		for i := range 3 { // the rest have their turn with the next texts
			err := errs[(len(text)+i*7)%len(errs)]
			platform.update = err
			u.Press("ctrl+s").Expect("Review").Press("y").Wait(2 * time.Second)
			if strings.Contains(u.Screen(), "No clear answer") {
				u.Wait(40 * time.Second)
			}
			u.Press("end", "c", "g", "esc", "esc", "esc").Wait(time.Second)
			platform.update = nil
			if !strings.Contains(u.Screen(), "note") { // an offer led away; the edit is still open
				return
			}
		}
		expectPlainClipboard(t, u)
	})
}

// expectPlainClipboard: what is copied of an error is pasted into tickets and
// terminals, so it is as clean as the screen.
func expectPlainClipboard(t *testing.T, u *tuitest.User) {
	t.Helper()
	for _, copied := range u.Clipboard {
		for _, line := range strings.Split(copied, "\n") {
			if fault := textFault(line); fault != "" {
				t.Fatalf("copied %s: %.300q", fault, line)
			}
		}
	}
}

// Identifiers, names and dates of a list that nobody checked.
func TestAHostileList(t *testing.T) {
	t.Parallel()
	platform := &failing{}
	for _, text := range hostileTexts {
		platform.listed = append(platform.listed, api.Connector{Identifier: text, Name: api.TextOf(text), Description: api.TextOf(text), UpdatedAt: text})
	}
	for _, on := range terminalKinds {
		u := facing(t, on, "é", tuitest.Options{Transport: func(n tui.Connectors) tui.Connectors {
			platform.Connectors = n
			return platform
		}})
		for range len(hostileTexts) / on.h {
			u.Press("pgdown", "ctrl+t", "down")
		}
		u.Press("ctrl+end", "enter", "f1", "esc", "ctrl+home", "enter")
		u.Restart(tuitest.Options{Width: on.w, Height: on.h})
	}
}

// Profile, origin, source, the place of the credentials, the notice at the
// start, and errors of the doors.
func TestAHostileSession(t *testing.T) {
	t.Parallel()
	eachHostileText(t, oddTexts, func(t *testing.T, on terminalKind, text string) {
		fails := errors.New(text)
		u := facing(t, on, text, tuitest.Options{
			NoStore: true, Start: "get-401", Profiles: []string{text, text + "2", "work"},
			Amend: func(o *tui.Options) {
				o.Notice = text
				o.Session.Profile, o.Session.Origin, o.Session.Source, o.Session.Place = text, text, text, tui.Platform
				o.Session.SignIn.KeepsIn = text
				o.Session.SignIn.Again = func(context.Context) (tui.Session, error) { return tui.Session{}, fails }
				o.Doors.Switch = func(context.Context, string) (tui.Session, error) { return tui.Session{}, fails }
				o.Doors.Sandbox = func() (tui.Session, error) { return tui.Session{}, fails }
				signIn := o.Session.SignIn.With
				o.Session.SignIn.With = func(team int64, credential string) (tui.Session, error) {
					if credential == "refused" {
						return tui.Session{}, fails
					}
					s, err := signIn(team, credential)
					s.Origin, s.Source, s.Profile, s.Store = text, text, text, nil
					return s, err
				}
				o.Session.SignIn.Keep = func(string) error { return fails }
			},
		})
		u.Expect("could not be opened")
		u.Press("end", "r").Press("ctrl+p").Paste("last error").Press("enter").Press("enter").Paste("refused\n").Press("enter", "esc", "esc")
		for _, command := range []string{"change profile", "open the sandbox", "change team"} {
			u.Press("ctrl+p").Paste(command).Press("enter").Paste(text).Press("down", "enter", "esc", "esc")
		}
		u.Press("ctrl+p").Paste("sign in, or").Press("enter").Paste(text).Press("tab").Paste(text).Press("enter", "esc")
		u.Press("ctrl+p").Paste("sign in, or").Press("enter", "tab").Paste("good").Press("enter").Wait(time.Second).Press("esc")
		u.Type("T3S70").Press("enter").Wait(time.Second).Press("e", "end").Paste("\n  \"note\": \"x\",").Press("ctrl+s", "end", "esc", "ctrl+q", "esc")
	})
}

// What this machine keeps: journals with hostile bases, edits and hosts, names
// of recent and pinned Connectors.
func TestHostileTextKeptOnThisMachine(t *testing.T) {
	t.Parallel()
	eachHostileText(t, evenTexts, func(t *testing.T, on terminalKind, text string) {
		folder := t.TempDir()
		leaveHostileWork(t, folder, text)
		u := facing(t, on, text, tuitest.Options{StateDir: folder, Connectors: []sandbox.Stored{hostileConnector(text)}})
		u.Press("down", "down").Paste("AAA").Press("enter").Wait(time.Second).Expect("Unsaved edit")
		u.Press("s", "pgdown", "end", "esc", "d", "esc", "r").Wait(time.Second).Expect("edited")
		u.Press("ctrl+end", "ctrl+z", "f2", "esc", "ctrl+q", "esc")
	})
}

func leaveHostileWork(t *testing.T, folder, text string) {
	t.Helper()
	now := tuitest.NewClock().Now
	store, err := state.Open(folder, nil, now)
	if err != nil {
		t.Fatal(err)
	}
	key := state.Key{Origin: "sandbox", Team: sandbox.DefaultTeam, Identifier: "AAA"}
	plainly := literal(strings.ToValidUTF8(text, "?"))
	base := state.Base{Content: state.Content{Name: plainly, Description: plainly, Configuration: "{" + literal(text) + ": 1}", UpdatedAt: text, ConfigurationUpdatedAt: text, Version: text}}
	j, err := store.Begin(key, base, state.Session{Start: now(), PID: 1 << 30, Host: text})
	if err != nil {
		t.Fatal(err)
	}
	err = j.Append([]state.Record{
		{Part: state.Name, Changes: []state.Change{{Insert: text + "n"}}, At: now()},
		{Part: state.Description, Changes: []state.Change{{Insert: text + "d"}}, At: now()},
		{Part: state.Configuration, Changes: []state.Change{{From: 1, To: 1, Insert: literal(text) + ": " + literal(text) + ", "}}, At: now()},
	})
	if err == nil {
		err = j.Close()
	}
	for _, id := range []string{"AAA", "BBB"} {
		key.Identifier = id
		err = errors.Join(err, store.Opened(key, text), store.SetPinned(key, text, state.Pin))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A state directory and a file to write whose names are hostile, and journals
// that are damaged.
func TestHostileFileNames(t *testing.T) {
	t.Parallel()
	eachHostileText(t, oddTexts, func(t *testing.T, on terminalKind, text string) {
		name := strings.NewReplacer("/", "", "\x00", "").Replace(text)
		name = "n" + strings.ToValidUTF8(name[:min(len(name), 60)], "\u202e")
		folder := filepath.Join(t.TempDir(), name)
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		leaveHostileWork(t, folder, "x")
		for _, path := range journals(t, folder) {
			content, err := os.ReadFile(path)
			if err == nil {
				err = os.WriteFile(path, append([]byte(text), content...), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		u := facing(t, on, text, tuitest.Options{StateDir: folder, Connectors: []sandbox.Stored{hostileConnector("x")}})
		u.Paste("AAA").Press("enter").Wait(time.Second).Press("end", "esc", "esc").Press("e")
		target := filepath.Join(folder, name+".json")
		for range 3 { // written, exists already, cannot be written
			u.Press("ctrl+p").Paste("write the text").Press("enter", "ctrl+a").Paste(target).Press("enter").Wait(time.Second)
			u.Press("esc")
			if u.App.View(); strings.Contains(u.Screen(), "exists") {
				target = filepath.Join(folder, "missing", name)
			}
		}
	})
}

func journals(t *testing.T, folder string) (paths []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && strings.Contains(path, "journal") {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d journals, %v", len(paths), err)
	}
	return paths
}
