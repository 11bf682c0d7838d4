//go:build unix

// The journeys of a connector builder with the real program in a terminal.

package cli

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/assets"
)

// J6: a small change in the sandbox, from the list to Saved and live.
func TestAChangeGoesLiveInTheSandbox(t *testing.T) {
	term := open(t, program(t, t.TempDir(), "--sandbox"), 80, 24)
	term.expect("T3S70")
	term.send("T3S70").expect("T3S70").send(enter).expect("Configuration")
	term.send("e").expect("Ln 1")
	term.send(down + "\x1b[F" + ",").expect("edited")
	term.send("\x7f").expectGone("edited")
	term.send(enter + `"note": "x",`).expect(`"note": "x"`)
	term.send(ctrlS).expect("Review", "+ note").send("y").expect("Saved and live")
	term.send(esc).expect("of team 936506")
	term.send(ctrlQ)
	if code := term.code(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// recorder keeps what went over the wire.
type recorder struct {
	mu     sync.Mutex
	bodies []string
	next   http.Handler
}

func (r *recorder) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	if req.Method == http.MethodPut {
		body, _ := io.ReadAll(req.Body)
		r.mu.Lock()
		r.bodies = append(r.bodies, string(body))
		r.mu.Unlock()
		req.Body = io.NopCloser(strings.NewReader(string(body)))
	}
	r.next.ServeHTTP(w, req)
}

func serve(t *testing.T) (*recorder, *sandbox.Sandbox, string) {
	t.Helper()
	box, err := sandbox.New(sandbox.Options{Seed: assets.Connectors(), Token: "sandbox"})
	if err != nil {
		t.Fatal(err)
	}
	r := &recorder{next: box}
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	return r, box, server.URL
}

// The same over HTTP: one PUT, and its Configuration is the text of the editor.
func TestOnePutCarriesTheEditorsBytes(t *testing.T) {
	wire, box, url := serve(t)
	before, _ := box.Get(sandbox.DefaultTeam, "T3S70")
	cmd := program(t, t.TempDir(), "--base-url", url, "--team", "936506", "T3S70")
	cmd.Env = append(cmd.Env, "SUPERMETRICS_API_KEY=sandbox")
	term := open(t, cmd, 120, 40)
	term.expect("Configuration").send("e").expect("Ln 1")
	term.send("\x1b[F" + enter + `"n": 12345678901234567890, "f": 1.10,`).expect("1.10")
	term.send(ctrlS).expect("Review").send("y").expect("Saved and live")
	term.send(ctrlQ)
	term.code()

	if len(wire.bodies) != 1 {
		t.Fatalf("%d PUTs", len(wire.bodies))
	}
	after, _ := box.Get(sandbox.DefaultTeam, "T3S70")
	var body struct {
		Configuration struct {
			JSON json.RawMessage `json:"configuration_json"`
		} `json:"configuration"`
	}
	if err := json.Unmarshal([]byte(wire.bodies[0]), &body); err != nil {
		t.Fatal(err)
	}
	sent := string(body.Configuration.JSON)
	if sent != string(after.Configuration) {
		t.Error("what is stored is not what was sent")
	}
	want := strings.Replace(string(before.Configuration), "{\n", "{\n  \"n\": 12345678901234567890, \"f\": 1.10,\n", 1)
	if sent != want {
		t.Errorf("sent %.200q, want %.200q", sent, want)
	}
}

// J11: killed while typing, offered again, restored, saved.
func TestAKilledEditorOffersTheEdit(t *testing.T) {
	_, _, url := serve(t)
	home := t.TempDir()
	start := func() *terminal {
		cmd := program(t, home, "--base-url", url, "--team", "936506", "T3S70")
		cmd.Env = append(cmd.Env, "SUPERMETRICS_API_KEY=sandbox")
		return open(t, cmd, 100, 30)
	}
	term := start().expect("Configuration").send("e").expect("Ln 1")
	term.send("\x1b[F" + paste("\n  \"kept\": true,")).expect(`"kept": true`)
	waitForJournal(t, home, "kept")
	term.cmd.Process.Kill()
	term.code()

	again := start().expect("Unsaved edit")
	again.send("r").expect(`"kept": true`, "edited")
	again.send(ctrlS).expect("Review").send("y").expect("Saved and live")
	again.send(ctrlQ)
	again.code()

	third := start().expect("Configuration").expect(`"kept": true`)
	if strings.Contains(third.screen(), "Unsaved edit") {
		t.Error("a saved edit is offered again")
	}
}

// waitForJournal follows the state directory until a journal holds the word.
func waitForJournal(t *testing.T, home, word string) {
	t.Helper()
	deadline := time.After(patience)
	for {
		found := false
		filepath.WalkDir(home, func(path string, d os.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				if content, err := os.ReadFile(path); err == nil && strings.Contains(string(content), word) {
					found = true
					if info, err := d.Info(); err == nil && info.Mode().Perm() != 0o600 {
						t.Errorf("%s has mode %v", path, info.Mode().Perm())
					}
				}
			}
			return nil
		})
		if found {
			return
		}
		select {
		case <-deadline:
			t.Fatal("the edit did not reach the disk")
		default:
		}
	}
}

// SIGTERM and SIGHUP write what is pending.
func TestToldToStopItKeepsTheEdit(t *testing.T) {
	for _, signal := range []os.Signal{syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(signal.String(), func(t *testing.T) {
			_, _, url := serve(t)
			home := t.TempDir()
			start := func() *terminal {
				cmd := program(t, home, "--base-url", url, "--team", "936506", "T3S70")
				cmd.Env = append(cmd.Env, "SUPERMETRICS_API_KEY=sandbox")
				return open(t, cmd, 80, 24)
			}
			term := start().expect("Configuration").send("e").expect("Ln 1")
			term.send("zq").expect("zq")
			term.cmd.Process.Signal(signal)
			if code := term.code(); code != 0 {
				t.Errorf("exit code %d; the last it wrote: %q", code, term.tail())
			}
			start().expect("Unsaved edit")
		})
	}
}

// What comes without a terminal, with wrong flags, and the like: one line and
// the right exit code.
func TestExitCodes(t *testing.T) {
	_, _, url := serve(t)
	home := t.TempDir()
	broken := filepath.Join(home, "broken.toml")
	os.WriteFile(broken, []byte("profile = \"x\"\nnonsense = 1\n"), 0o600)
	badKeys := filepath.Join(home, "keys.toml")
	os.WriteFile(badKeys, []byte("[keys]\nsave = [\"ctrl+shift+s\"]\n"), 0o600)
	cases := []struct {
		name  string
		args  []string
		key   string
		code  int
		words string
	}{
		{"no terminal", []string{"--sandbox"}, "", 64, "terminal"},
		{"wrong flag", []string{"--nonsense"}, "", 64, "--nonsense"},
		{"credential flag", []string{"--token", "x"}, "", 64, "unknown flag"},
		{"wrong team", []string{"get", "--team", "0", "T3S70"}, "sandbox", 64, "team"},
		{"wrong identifier", []string{"get", "--team", "936506", "T3 S70"}, "sandbox", 64, "identifier"},
		{"no team", []string{"get", "T3S70", "--base-url", url}, "sandbox", 64, "team"},
		{"two arguments", []string{"get", "a", "b"}, "", 64, "help"},
		{"broken settings", []string{"--config", broken, "paths"}, "", 64, "broken.toml:2"},
		{"wrong key", []string{"--config", badKeys, "paths"}, "", 64, "keys.toml:2"},
		{"plain http elsewhere", []string{"get", "936506/T3S70", "--base-url", "http://example.com"}, "sandbox", 64, "https"},
		{"not signed in", []string{"get", "936506/T3S70", "--base-url", url}, "", 65, "signed in"},
		{"bad credential", []string{"get", "936506/T3S70", "--base-url", url}, "two\nlines", 65, "SUPERMETRICS_API_KEY"},
		{"wrong credential", []string{"get", "936506/T3S70", "--base-url", url}, "wrong", 65, "credential"},
		{"forbidden", []string{"get", "936506/get-403", "--base-url", url}, "sandbox", 1, "403"},
		{"not found", []string{"get", "936506/nobody", "--base-url", url}, "sandbox", 1, "404"},
		{"a web page", []string{"get", "936506/get-html", "--base-url", url}, "sandbox", 69, "web page"},
		{"server gone", []string{"get", "936506/T3S70", "--base-url", "http://127.0.0.1:1"}, "sandbox", 69, "127.0.0.1"},
		{"version", []string{"version"}, "", 0, ""},
		{"help", []string{"--help"}, "", 0, ""},
		{"completion", []string{"completion", "zsh"}, "", 0, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			cmd := program(t, home, c.args...)
			if c.key != "" {
				cmd.Env = append(cmd.Env, "SUPERMETRICS_API_KEY="+c.key)
			}
			var stderr strings.Builder
			cmd.Stderr = &stderr
			stdout, _ := cmd.Output()
			if code := cmd.ProcessState.ExitCode(); code != c.code {
				t.Errorf("exit code %d, want %d: %s", code, c.code, stderr.String())
			}
			if !strings.Contains(stderr.String(), c.words) {
				t.Errorf("said %q, which has no %q", stderr.String(), c.words)
			}
			if c.code != 0 && (strings.Count(stderr.String(), "\n") != 1 || len(stdout) > 0) {
				t.Errorf("not one line: stderr %q, stdout %q", stderr.String(), stdout)
			}
		})
	}
}

func TestGetPrintsTheBytes(t *testing.T) {
	_, box, url := serve(t)
	odd := "{\"n\":12345678901234567890, \"f\":1.10,\"e\":1e400,\t\"a\":1,\"a\":2,\"h\":\"<\\ud800\"}"
	box.Change(sandbox.DefaultTeam, "T3S70", func(s *sandbox.Stored) { s.Configuration = sandbox.Literal(odd) })
	cmd := program(t, t.TempDir(), "get", "936506/T3S70", "--base-url", url)
	cmd.Env = append(cmd.Env, "SUPERMETRICS_API_KEY=sandbox")
	out, err := cmd.Output()
	if err != nil || string(out) != odd {
		t.Errorf("got %q, %v", out, err)
	}
}

// The sandbox command says where it listens and serves until it is stopped.
func TestTheSandboxCommandServes(t *testing.T) {
	cmd := program(t, t.TempDir(), "sandbox", "--listen", "127.0.0.1:0", "--token", "other")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	url, found := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if err != nil || !found {
		t.Fatalf("first line %q, %v", line, err)
	}
	get := func(key string) int {
		c := program(t, t.TempDir(), "get", "936506/T3S70", "--base-url", url)
		c.Env = append(c.Env, "SUPERMETRICS_API_KEY="+key)
		c.Run()
		return c.ProcessState.ExitCode()
	}
	if code := get("other"); code != 0 {
		t.Errorf("exit code %d with the token", code)
	}
	if code := get("sandbox"); code != 65 {
		t.Errorf("exit code %d with another token", code)
	}
	cmd.Process.Signal(syscall.SIGTERM)
	if err := cmd.Wait(); err != nil {
		t.Errorf("stopped with %v", err)
	}
}
