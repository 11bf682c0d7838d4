// patchbay save, as scripts use it: every way a save can end, its words and its
// exit code, with an API that does what the case says and a clock that never
// waits.

package cli

import (
	"bufio"
	"context"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"patchbay/api"
	"patchbay/api/sandbox"
	"patchbay/config"
	"patchbay/config/state"
)

// fakeClock moves when somebody waits.
type fakeClock struct {
	mu sync.Mutex
	at time.Time
	// patient: whoever is told to stop is given all the time there is to finish.
	patient bool
}

func (c *fakeClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *fakeClock) wait(ctx context.Context, d time.Duration) error {
	if c.patient && d == lastWords {
		<-ctx.Done()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if ctx.Err() == nil {
		c.at = c.at.Add(d)
	}
	return ctx.Err()
}

// remote is a Connector T1 on an API that does what the test says.
type remote struct {
	t     *testing.T
	box   *sandbox.Sandbox
	clock *fakeClock
	store string
	connectors
}

const wasLive = "{\"a\": 1,\t\"n\": 1.10}"

func newRemote(t *testing.T, fault func(sandbox.Request) sandbox.Fault) *remote {
	t.Helper()
	p := &remote{t: t, clock: &fakeClock{at: time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)}, store: t.TempDir()}
	box, err := sandbox.New(sandbox.Options{
		Now: p.clock.now, Fault: fault,
		Connectors: []sandbox.Stored{{Team: 936506, Identifier: "T1", Name: `"A\u0064s"`, Description: "null", Configuration: wasLive}},
	})
	if err != nil {
		t.Fatal(err)
	}
	p.box = box
	client, err := api.New(api.Options{
		BaseURL: "http://127.0.0.1", Transport: sandbox.Transport(box), Now: p.clock.now, Sleep: p.clock.wait,
		Authorization: func(context.Context) (string, error) { return "Bearer x", nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	p.connectors = client
	t.Cleanup(client.CloseIdle)
	return p
}

func (p *remote) settings() config.Settings {
	return config.Settings{
		Origin: "https://api.example", Paths: config.Paths{StateDir: p.store}, History: config.History{Days: 90, Megabytes: 200, Versions: 200},
	}
}

// save saves text with --yes and --base, or asks when there are answers.
func (p *remote) save(ctx context.Context, text, base string, answers ...string) checked {
	p.t.Helper()
	var out, words strings.Builder
	process := Process{Stdin: strings.NewReader(text), Stdout: &out, Stderr: &words, Environment: config.Environment{Now: p.clock.now}}
	job := saveJob{
		run: &run{Process: process}, clock: clock{p.clock.now, p.clock.wait}, ref: api.Ref{Team: 936506, Identifier: "T1"},
		file: "-", base: "base.json", hasBase: true, consent: given, answers: bufio.NewReader(strings.NewReader(strings.Join(answers, ""))),
	}
	if len(answers) > 0 {
		job.consent = asked
	}
	mine, err := job.readSource(ctx, "-")
	if err == nil {
		err = job.save(ctx, p.settings(), p.connectors, mine, &base)
	}
	code := 0
	if err != nil {
		var line string
		code, line = explain(err)
		words.WriteString(line + "\n")
	}
	return checked{out.String(), words.String(), code}
}

func (p *remote) live() string {
	s, _ := p.box.Get(936506, "T1")
	return string(s.Configuration)
}

// onGet and onPut are faults of one operation. GET 1 comes before the question,
// GET 2 is the check before sending, the others read back.
func onGet(from int, f sandbox.Fault) func(sandbox.Request) sandbox.Fault {
	return func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpGet && r.N >= from {
			return f
		}
		return sandbox.Fault{}
	}
}

func onPut(f sandbox.Fault) func(sandbox.Request) sandbox.Fault {
	return func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpUpdate {
			return f
		}
		return sandbox.Fault{}
	}
}

func both(a, b func(sandbox.Request) sandbox.Fault) func(sandbox.Request) sandbox.Fault {
	return func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpGet {
			return a(r)
		}
		return b(r)
	}
}

// stores is another writer.
func stores(text string) func(*sandbox.Stored) {
	return func(s *sandbox.Stored) { s.Configuration = sandbox.Literal(text) }
}

func TestWhatASaveComesTo(t *testing.T) {
	const (
		mine   = " {\"a\": 2,\t\"n\": 1.10, \"big\": 12345678901234567890}\n\n"
		theirs = `{"a": 3}`
	)
	cut := func(c sandbox.Commit) sandbox.Fault { return sandbox.Fault{Commit: c, Cut: sandbox.CutReply} }
	trimmed := strings.TrimSpace(mine) // no answer carries white space around a value
	for _, c := range []struct {
		name  string
		fault func(sandbox.Request) sandbox.Fault
		code  int
		words string // on either stream
		puts  int
		live  string
	}{
		{"saved", nil, 0, "Saved and live.\n", 1, trimmed},
		{"only the dates moved", onGet(2, sandbox.Fault{View: func(s *sandbox.Stored) { s.UpdatedAt = `"2030-01-01T00:00:00Z"` }}), 0, "Only the dates had changed", 1, trimmed},
		{"somebody saves before the check", onGet(2, sandbox.Fault{Before: stores(theirs)}), 3, "-{\"a\": 1,\t\"n\": 1.10}\n+{\"a\": 3}", 0, theirs},
		{"somebody renames it before the check", onGet(2, sandbox.Fault{Before: func(s *sandbox.Stored) { s.Name = sandbox.Text("B") }}), 3, "Name\n  - Ads\n  + B\n", 0, wasLive},
		{"stored again with other spacing before the check", onGet(2, sandbox.Fault{Before: sandbox.Normalise(sandbox.Compact)}), 3, "stored again with other spacing or order", 0, `{"a":1,"n":1.10}`},
		{"somebody saves the same before the check", onGet(2, sandbox.Fault{Before: stores(trimmed)}), 0, alreadyLive, 0, trimmed},
		{"the check fails", onGet(2, sandbox.Fault{Status: 500}), 69, "nothing was sent", 0, wasLive},
		{"deleted before the check", onGet(2, sandbox.Fault{Status: 404}), 1, "nothing was sent", 0, wasLive},
		{"the check is refused", onGet(2, sandbox.Fault{Status: 401}), 65, "nothing was sent", 0, wasLive},

		{"400", onPut(sandbox.Fault{Status: 400, Description: "no such thing"}), 1, "not saved: saving Connector T1 of team 936506: the request was refused (status 400)", 1, wasLive},
		{"401", onPut(sandbox.Fault{Status: 401}), 65, "not saved", 1, wasLive},
		{"403", onPut(sandbox.Fault{Status: 403}), 1, "not saved", 1, wasLive},
		{"404", onPut(sandbox.Fault{Status: 404}), 1, "not saved", 1, wasLive},
		{"422", onPut(sandbox.Fault{Status: 422, Description: "a: too small"}), 1, "a: too small", 1, wasLive},
		{"429 is not tried again", onPut(sandbox.Fault{Status: 429, RetryAfter: time.Second}), 1, "wait 1 s", 1, wasLive},
		{"500, not saved", onPut(sandbox.Fault{Status: 500}), 69, "not saved: no clear answer came to the save (status 500", 1, wasLive},
		{"500, saved all the same", onPut(sandbox.Fault{Status: 500, Commit: sandbox.CommitNow}), 0, "Saved and live.\n", 1, trimmed},
		{"200 is no success by itself", onPut(sandbox.Reply(200, "application/json", "{}")), 69, "not saved: no clear answer", 1, wasLive},
		{"a web page", onPut(sandbox.Reply(502, "text/html", "<html>")), 69, "not saved: no clear answer", 1, wasLive},
		{"the answer is lost", onPut(cut(sandbox.CommitNow)), 0, "Saved and live.\n", 1, trimmed},
		{"dropped", onPut(cut(sandbox.CommitNever)), 69, "not saved: no clear answer came to the save (the connection", 1, wasLive},
		{"kept late", onPut(sandbox.Fault{Commit: sandbox.CommitLate, Late: 9 * time.Second, Status: 500}), 0, "Saved and live.\n", 1, trimmed},
		{"unanswered, and somebody else is live", onPut(sandbox.Fault{Commit: sandbox.CommitNever, After: stores(theirs), Cut: sandbox.CutReply}), 4, "somebody else saved", 1, theirs},
		{"unanswered, and unreadable", both(onGet(3, sandbox.Fault{Status: 500}), onPut(cut(sandbox.CommitNow))), 4, "could not be read back", 1, trimmed},

		{"normalised", onPut(sandbox.Fault{Store: sandbox.Normalise(sandbox.Compact | sandbox.SortKeys)}), 0, "The platform stored it with other spacing, order or spelling", 1, `{"a":2,"big":12345678901234567890,"n":1.10}`},
		{"visible late", func(r sandbox.Request) sandbox.Fault {
			if r.Op == sandbox.OpGet && r.N >= 3 && r.N < 7 {
				return sandbox.Fault{Stale: 1}
			}
			return sandbox.Fault{}
		}, 0, "Saved and live.\n", 1, trimmed},
		{"never visible", onGet(3, sandbox.Fault{Stale: 1}), 4, "still returns the version from before", 1, trimmed},
		{"accepted, and unreadable for good", onGet(3, sandbox.Fault{Status: 403}), 4, "could not be read back", 1, trimmed},
		{"somebody saves right after", onPut(sandbox.Fault{After: stores(theirs)}), 3, "something else is live now", 1, theirs},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newRemote(t, c.fault)
			got := p.save(t.Context(), mine, wasLive)
			if got.code != c.code || !strings.Contains(got.stdout+got.stderr, c.words) {
				t.Errorf("code %d, want %d and %q\n%s%s", got.code, c.code, c.words, got.stdout, got.stderr)
			}
			if said := strings.Contains(got.stdout, "Saved and live.") || strings.Contains(got.stdout, alreadyLive); said != (c.code == 0) {
				t.Errorf("the word is wrong: %s", got.stdout)
			}
			if got.code != 0 && strings.Count(got.stderr, "\n") != 1 {
				t.Errorf("not one line: %s", got.stderr)
			}
			if sent := puts(p.box); len(sent) != c.puts {
				t.Errorf("%d PUTs, want %d", len(sent), c.puts)
			}
			if live := p.live(); live != c.live {
				t.Errorf("live is %q, want %q", live, c.live)
			}
		})
	}
}

// What goes over the wire is the file, byte for byte, and the name and
// description as they were read.
func TestTheBytesOfTheFileAreSent(t *testing.T) {
	const file = "\r\n{\"b\": 1e400,\t\"a\": \"\\ud800<\\/>\", \"a\": -0.0,\r\n\"n\": 12345678901234567890}\n\n"
	p := newRemote(t, nil)
	if got := p.save(t.Context(), file, wasLive); got.code != 0 {
		t.Fatalf("got %+v", got)
	}
	sent := puts(p.box)
	if len(sent) != 1 || !strings.Contains(sent[0], `"configuration_json":`+file+`}`) || !strings.Contains(sent[0], `"name":"A\u0064s"`) || !strings.Contains(sent[0], `"description":""`) {
		t.Errorf("sent %q", sent)
	}
}

// The version that is replaced, and the one that was saved, are kept.
func TestASaveIsInTheHistory(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault func(sandbox.Request) sandbox.Fault
		want  string
	}{
		{"saved", nil, `saved {"a": 2} replaced ` + wasLive + " fetched " + wasLive},
		{"refused", onPut(sandbox.Fault{Status: 422}), "replaced " + wasLive + " fetched " + wasLive},
		{"conflict", onGet(2, sandbox.Fault{Before: stores("{}")}), "fetched {} fetched " + wasLive},
		{"superseded", onPut(sandbox.Fault{After: stores("{}")}), `fetched {} saved {"a": 2} replaced ` + wasLive + " fetched " + wasLive},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newRemote(t, c.fault)
			p.save(t.Context(), `{"a": 2}`, wasLive)
			dir, err := state.Open(p.store, nil, p.clock.now)
			if err != nil {
				t.Fatal(err)
			}
			kept := keptIn(t, dir, state.Key{Origin: "https://api.example", Team: 936506, Identifier: "T1"})
			if got := strings.ReplaceAll(strings.TrimSpace(kept), "\n", " "); got != c.want {
				t.Errorf("kept %q, want %q", got, c.want)
			}
		})
	}
}

func TestADiskThatKeepsNothingDoesNotStopASave(t *testing.T) {
	p := newRemote(t, nil)
	p.store += "/file/below"
	if err := os.WriteFile(strings.TrimSuffix(p.store, "/below"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := p.save(t.Context(), `{"a": 2}`, wasLive); got.code != 0 || !strings.Contains(got.stderr, "nothing can be kept in the history on this machine") {
		t.Errorf("got %+v", got)
	}
}

// The base is what the work began with: what is live must still be it.
func TestTheBaseOfASave(t *testing.T) {
	const mine = `{"a": 2}`
	for _, c := range []struct {
		name, base, live string
		answers          []string
		code             int
		words            string
	}{
		{"still live", wasLive, wasLive, nil, 0, "Saved and live."},
		{"still live, with a line end of an editor", wasLive + "\r\n", wasLive, nil, 0, "Saved and live."},
		{"somebody saved since", wasLive, `{"a": 9}`, nil, 3, "changed   a\n  - 1\n  + 9\n"},
		{"somebody saved since, asked", wasLive, `{"a": 9}`, []string{"y\n"}, 3, "somebody else saved since base.json was read"},
		{"stored again with other spacing", wasLive, `{"n":1.10,"a":1}`, nil, 3, "with other spacing or order since base.json was read"},
		{"stored again with other spacing, asked", wasLive, `{"n":1.10,"a":1}`, []string{"y\n"}, 0, "Since --base was read it was stored again"},
		{"somebody saved the same since", wasLive, mine, nil, 0, alreadyLive},
		{"nothing was edited", wasLive, wasLive, nil, 0, "Saved and live."},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newRemote(t, nil)
			if c.live != wasLive {
				p.box.Change(936506, "T1", stores(c.live))
			}
			got := p.save(t.Context(), mine, c.base, c.answers...)
			if got.code != c.code || !strings.Contains(got.stdout+got.stderr, c.words) {
				t.Errorf("got %d\n%s%s", got.code, got.stdout, got.stderr)
			}
			want := c.live
			if c.code == 0 {
				want = mine
			}
			if p.live() != want {
				t.Errorf("live is %q", p.live())
			}
		})
	}
}

// Nothing goes live without a yes.
func TestTheQuestion(t *testing.T) {
	const question = "Save this to LIVE Connector T1 of team 936506? [y/N] "
	for answer, code := range map[string]int{
		"y\n": 0, "Y\n": 0, "yes\r\n": 0, " yes \n": 0,
		"n\n": 1, "\n": 1, "": 1, "y": 1, "yy\n": 1, "no, yes\n": 1, "\x1b\n": 1, "ja\n": 1,
	} {
		p := newRemote(t, nil)
		got := p.save(t.Context(), `{"a": 2}`, wasLive, answer)
		if got.code != code || len(puts(p.box)) != 1-code || !strings.Contains(got.stdout, "+{\"a\": 2}\n\n"+question) {
			t.Errorf("%q: %+v", answer, got)
		}
		if code == 1 && got.stderr != "not saved; nothing was sent\n" {
			t.Errorf("%q: said %q", answer, got.stderr)
		}
	}
}

// Errors that do not make a save impossible take a yes of their own.
func TestErrorsAskFirst(t *testing.T) {
	for answers, want := range map[string]error{"y\ny\n": nil, "n\ny\n": errNo, "y\n": errNo, "y\nn\n": errNo} {
		var out strings.Builder
		j := saveJob{run: &run{Process: Process{Stdout: &out}}, ref: api.Ref{Team: 1, Identifier: "T1"}, answers: bufio.NewReader(strings.NewReader(answers))}
		if err := j.confirm(t.Context(), 2); err != want {
			t.Errorf("%q: %v", answers, err)
		}
		if !strings.HasPrefix(out.String(), "2 findings of severity error. Save despite that? [y/N] ") {
			t.Errorf("asked %q", out.String())
		}
	}
}

// Stored again in other words between the question and the check: asked once
// more, and then the very save that was shown.
func TestRespelledWhileAsking(t *testing.T) {
	respelled := onGet(2, sandbox.Fault{Before: func(s *sandbox.Stored) {
		if s.Configuration == wasLive {
			sandbox.Normalise(sandbox.Compact)(s)
		}
	}})
	for again, code := range map[string]int{"y\n": 0, "\n": 1} {
		p := newRemote(t, respelled)
		got := p.save(t.Context(), `{"a": 2}`, wasLive, "y\n", again)
		if got.code != code || len(puts(p.box)) != 1-code || !strings.Contains(got.stdout, "stored again just now") {
			t.Errorf("%q: %+v", again, got)
		}
	}
}

// Told to stop: before the save is sent, nothing is; after it, what became of it
// is still found out, for a while.
func TestToldToStopWhileSaving(t *testing.T) {
	for _, c := range []struct {
		name    string
		when    func(sandbox.Request) bool
		fault   sandbox.Fault
		patient bool
		code    int
		words   string
		puts    int
	}{
		{"at the first read", func(r sandbox.Request) bool { return r.Op == sandbox.OpGet && r.N == 1 }, sandbox.Fault{Hold: time.Hour}, true, 1, "stopped\n", 0},
		{"at the check", func(r sandbox.Request) bool { return r.Op == sandbox.OpGet && r.N == 2 }, sandbox.Fault{Hold: time.Hour}, true, 1, "stopped; nothing was sent\n", 0},
		{"while it is out", func(r sandbox.Request) bool { return r.Op == sandbox.OpUpdate }, sandbox.Fault{}, true, 0, "told to stop, but the save was sent", 1},
		{"while it is out, and refused", func(r sandbox.Request) bool { return r.Op == sandbox.OpUpdate }, sandbox.Fault{Status: 422}, true, 1, "not saved", 1},
		{"while it is out, and nothing comes", func(r sandbox.Request) bool { return r.Op == sandbox.OpUpdate }, sandbox.Fault{Hold: time.Hour}, false, 4, "this command was told to stop", 1},
		{"while it is read back", func(r sandbox.Request) bool { return r.Op == sandbox.OpGet && r.N == 3 }, sandbox.Fault{}, true, 0, "told to stop, but the save was sent", 1},
		{"while it is read back, and nothing comes", func(r sandbox.Request) bool { return r.Op == sandbox.OpGet && r.N == 3 }, sandbox.Fault{Hold: time.Hour}, false, 4, "this command was told to stop", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			p := newRemote(t, func(r sandbox.Request) sandbox.Fault {
				if !c.when(r) {
					return sandbox.Fault{}
				}
				stop()
				return c.fault
			})
			p.clock.patient = c.patient
			got := p.save(ctx, `{"a": 2}`, wasLive)
			if got.code != c.code || !strings.Contains(got.stderr, c.words) || strings.Contains(got.stdout, "and live") != (c.code == 0) {
				t.Errorf("got %d\n%s%s", got.code, got.stdout, got.stderr)
			}
			if sent := puts(p.box); len(sent) != c.puts {
				t.Errorf("%d PUTs", len(sent))
			}
		})
	}
}

// stopping is an API whose read number n ends whoever asked.
type stopping struct {
	connectors
	n    int
	stop func()
}

func (s *stopping) Get(ctx context.Context, ref api.Ref) (api.Connector, api.Meta, error) {
	c, meta, err := s.connectors.Get(ctx, ref)
	if s.n--; s.n == 0 {
		s.stop()
	}
	return c, meta, err
}

// The last moment at which stopping still means that nothing was sent.
func TestToldToStopJustBeforeSending(t *testing.T) {
	for read, want := range map[int]int{1: 0, 2: 0, 3: 1} {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		p := newRemote(t, nil)
		p.clock.patient = true
		p.connectors = &stopping{p.connectors, read, stop}
		if got := p.save(ctx, `{"a": 2}`, wasLive); len(puts(p.box)) != want || got.code != 1-want {
			t.Errorf("at read %d: %d PUTs, got %+v", read, len(puts(p.box)), got)
		}
	}
}

// What can be judged by the arguments and files alone is, before anything is read
// from the platform.
func TestSaveRefuses(t *testing.T) {
	o := newOutside(t)
	good, base := o.file(t, "t.json", `{"a": 2}`), o.file(t, "base.json", `{"a": 1}`)
	bad, list := o.file(t, "bad.json", "{\n\"a\" 1}"), o.file(t, "list.json", "[]")
	readOnly := o.file(t, "ro.toml", "profile = \"x\"\n[profiles.x]\nread_only = true\n")
	for _, c := range []struct {
		name  string
		args  []string
		code  int
		words string
	}{
		{"--yes without --base", []string{good, "--yes"}, 64, "--yes needs --base"},
		{"no terminal", []string{good}, 64, "no terminal to ask on"},
		{"no terminal, with a base", []string{good, "--base", base}, 64, "no terminal to ask on"},
		{"no terminal, from a pipe", []string{"-"}, 64, "--yes"},
		{"both from a pipe", []string{"-", "--base", "-", "--yes"}, 64, "cannot both be standard input"},
		{"a base without a name", []string{good, "--base", "", "--yes"}, 64, "empty"},
		{"a file without a name", []string{"", "--base", base, "--yes"}, 64, "empty"},
		{"no file", nil, 64, "--help"},
		{"two files", []string{good, good}, 64, "--help"},
		{"not there", []string{good + "x", "--base", base, "--yes"}, 1, "there is no such file"},
		{"a base that is not there", []string{good, "--base", base + "x", "--yes"}, 1, "there is no such file"},
		{"not JSON", []string{bad, "--base", base, "--yes"}, 2, "bad.json:2:5: error CB-SYN-001 "},
		{"not an object", []string{list, "--base", base, "--yes"}, 2, "list.json:1:1: error CB-SYN-003 "},
		{"a base that is not JSON", []string{good, "--base", bad, "--yes"}, 64, "not what patchbay get printed"},
		{"read-only", []string{good, "--base", base, "--yes", "--read-only"}, 1, "read-only"},
		{"a read-only profile", []string{good, "--base", base, "--yes", "--config", readOnly}, 1, "read-only"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := o.run(t, strings.NewReader(`{"a": 2}`), append([]string{"save", "T3S70"}, c.args...)...)
			if got.code != c.code || got.stdout != "" || !strings.Contains(got.stderr, c.words) || strings.Count(got.stderr, "\n") != 1 {
				t.Errorf("got %+v", got)
			}
		})
	}
	if n := len(o.box.Recorded()); n > 0 {
		t.Errorf("%d calls", n)
	}
}

// The round a script makes: get, change, save, over a real connection.
func TestAScriptSaves(t *testing.T) {
	o := newOutside(t)
	base := o.run(t, nil, "get", "T3S70").stdout
	path := o.file(t, "base.json", base)
	mine := strings.Replace(base, "{", "{\n  \"note\": \"a\u202e\",", 1)

	got := o.run(t, strings.NewReader(mine), "save", "T3S70", "-", "--base", path, "--yes")
	if got.code != 0 || !strings.HasSuffix(got.stdout, "\nSaved and live.\n") || !strings.Contains(got.stdout, "added     note\n") || !strings.Contains(got.stderr, "-:2:13: warning CB-SYN-005 ") {
		t.Errorf("got %+v", got)
	}
	if live := o.run(t, nil, "get", "T3S70").stdout; live != mine || len(puts(o.box)) != 1 {
		t.Errorf("%d PUTs, live is %.100q", len(puts(o.box)), live)
	}
	if got := o.run(t, nil, "save", "T3S70", o.file(t, "mine.json", mine), "--base", path, "--yes"); got.code != 0 || got.stdout != alreadyLive+"\n" {
		t.Errorf("saved again: %+v", got)
	}
	again := o.run(t, strings.NewReader(base+" "), "save", "T3S70", "-", "--base", path, "--yes")
	if again.code != 3 || len(puts(o.box)) != 1 {
		t.Errorf("over an old base: %+v", again)
	}
}

// The Connectors of the sandbox that misbehave, as a script meets them.
func TestAScriptMeetsTrouble(t *testing.T) {
	for identifier, code := range map[string]int{
		"put-400": 1, "put-401": 65, "put-403": 1, "put-404": 1, "put-422": 1, "put-429": 1,
		"put-lost": 0, "put-normalised": 0, "get-403": 1, "get-404": 1, "get-html": 69,
		"put-conflict": 3,
	} {
		t.Run(identifier, func(t *testing.T) {
			o := newOutside(t)
			live, _ := o.box.Get(sandbox.DefaultTeam, identifier)
			base := o.file(t, "base.json", string(live.Configuration))
			mine := strings.Replace(string(live.Configuration), "{", `{"note": 1,`, 1)
			got := o.run(t, strings.NewReader(mine), "save", identifier, "-", "--base", base, "--yes")
			if got.code != code || len(puts(o.box)) > 1 {
				t.Errorf("%d PUTs, got %+v", len(puts(o.box)), got)
			}
		})
	}
}

// What takes long is told, over one line that is gone afterwards.
func TestWaitingIsToldOnOneLine(t *testing.T) {
	at := time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)
	ctx, stop := context.WithCancel(t.Context())
	ticks := 0
	var out strings.Builder
	p := &progress{stderr: &out, shown: seen, begun: at, clock: clock{
		now: func() time.Time { return at },
		wait: func(ctx context.Context, d time.Duration) error {
			at = at.Add(d)
			if ticks++; ticks == 4 {
				stop()
			}
			return ctx.Err()
		},
	}}
	p.tell(ctx, "Reading")
	if want := "\rReading: 0 s\rReading: 1 s\rReading: 2 s\r            \r"; out.String() != want {
		t.Errorf("wrote %q, want %q", out.String(), want)
	}
	p.width = 3
	p.note("kept\n")
	if !strings.HasSuffix(out.String(), "\r   \rpatchbay: kept␊\n") {
		t.Errorf("wrote %q", out.String())
	}
}
