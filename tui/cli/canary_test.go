//go:build unix

// A canary credential through every way it can go: it comes out nowhere but in
// the Authorization header and the file of credentials.

package cli

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/assets"
	"patchbay/tui/dialog"
)

const (
	canary      = "CanaryK7q92LmZp4vXw8"
	wrongCanary = "WrongK1d83RnYt6bHc5"
)

// forms are the canaries as they may be spelled.
func forms() (all []string) {
	for _, c := range []string{canary, wrongCanary} {
		all = append(all, c, strings.ToLower(c), c[:12], c[8:], hex.EncodeToString([]byte(c)), fmt.Sprintf("% x", c), url.QueryEscape(c))
		for shift := range 3 { // base64 of a text that holds it somewhere
			encoded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", shift) + c))
			all = append(all, encoded[4:len(encoded)-4])
		}
	}
	return all
}

// expectNoCanary searches text for every form.
func expectNoCanary(t *testing.T, where, text string) {
	t.Helper()
	for _, form := range forms() {
		if i := strings.Index(text, form); i >= 0 {
			t.Errorf("%s holds the credential: %.120q", where, text[max(0, i-40):])
			return
		}
	}
}

// expectNoCanaryBelow searches every file below a directory, packed ones too,
// except the file of credentials. It returns how many it read.
func expectNoCanaryBelow(t *testing.T, home string) (files int) {
	t.Helper()
	err := filepath.WalkDir(home, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || d.Name() == "credentials.json" {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		expectNoCanary(t, "the path "+path, path)
		expectNoCanary(t, path, string(content))
		if packed, err := gzip.NewReader(bytes.NewReader(content)); err == nil {
			unpacked, _ := io.ReadAll(packed)
			expectNoCanary(t, path+", unpacked", string(unpacked))
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	return files
}

// echoes are the ways a server can throw the credential back.
var echoes = []string{"400", "401", "403", "404", "409", "422", "429", "500", "503", "302", "html", "json", "status-line", "headers", "no-http", "cut", "gone"}

// echo answers with all it was sent, the way named.
func echo(w http.ResponseWriter, r *http.Request, way string) {
	sent := r.Header.Get("Authorization")
	bare := strings.TrimPrefix(sent, "Bearer ")
	raw := func(answer string) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		io.WriteString(conn, answer)
		conn.Close()
	}
	h := w.Header()
	for _, name := range []string{"X-Request-Id", "WWW-Authenticate", "X-RateLimit-Remaining", "Retry-After", "Warning", "Set-Cookie"} {
		h.Set(name, sent)
	}
	body := fmt.Sprintf(`{"meta": {"request_id": %q}, "error": {"code": %q, "message": "you sent %s", "description": "again: %s and %s"}}`, bare, bare, sent, bare, base64.StdEncoding.EncodeToString([]byte(bare)))
	body = strings.ReplaceAll(body, base64.StdEncoding.EncodeToString([]byte(bare)), "") // encoded by a server it is no secret we could know
	switch way {
	case "html":
		h.Set("Content-Type", "text/html; x="+bare)
		io.WriteString(w, "<html>"+sent+"</html>")
	case "json":
		h.Set("Content-Type", "application/json")
		io.WriteString(w, `{"authorization": "`+sent+`"}`)
	case "302":
		h.Set("Location", "http://"+bare+".example/"+bare+"?key="+bare)
		w.WriteHeader(302)
	case "status-line":
		raw("HTTP/1.1 " + bare + " " + sent + "\r\n\r\n")
	case "headers":
		raw("HTTP/1.1 200 OK\r\n" + bare + "\r\n" + sent + "\x00: x\r\n\r\n")
	case "no-http":
		raw(sent + "\n" + bare + "\n")
	case "cut":
		raw("HTTP/1.1 200 " + sent + "\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{\"name\": \"" + bare)
	case "gone":
		raw("")
	default:
		status, _ := strconv.Atoi(way)
		h.Set("Content-Type", "application/json")
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// echoServer is a sandbox that takes the canary, and echoes on the identifiers
// echo-…, on saves while told to, and to whoever comes with another credential.
type echoServer struct {
	url  string
	puts atomic.Value // the way saves are echoed, "" for a sound answer
}

func serveEcho(t *testing.T) *echoServer {
	t.Helper()
	box, err := sandbox.New(sandbox.Options{Seed: assets.Connectors(), Token: canary})
	if err != nil {
		t.Fatal(err)
	}
	s := &echoServer{}
	s.puts.Store("")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		way, onPath := strings.CutPrefix(r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:], "echo-")
		put := s.puts.Load().(string)
		switch {
		case onPath:
			echo(w, r, way)
		case r.Method == http.MethodPut && put != "":
			io.Copy(io.Discard, r.Body)
			echo(w, r, put)
		case r.Header.Get("Authorization") != "Bearer "+canary:
			echo(w, r, "401")
		default:
			box.ServeHTTP(w, r)
		}
	}))
	server.Config.ErrorLog = nil
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

// insist presses a key until it works: a dialog that opened by itself is deaf
// for a moment after typing.
func (t *terminal) insist(key, shows string) *terminal {
	t.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		t.send(key)
		again := make(chan struct{})
		alarm := time.AfterFunc(dialog.Pause+100*time.Millisecond, func() {
			t.mu.Lock()
			close(again)
			t.news.Broadcast()
			t.mu.Unlock()
		})
		t.waitFor("“"+shows+"”", func(screen string) bool {
			select {
			case <-again:
				return true
			default:
				return strings.Contains(screen, shows)
			}
		})
		alarm.Stop()
		if strings.Contains(t.screen(), shows) {
			return t
		}
		if time.Now().After(deadline) {
			t.t.Fatalf("pressed %q for long; the screen shows:\n%s", key, t.screen())
		}
	}
}

// clipboard is what was sent to the terminal's clipboard, decoded.
func (t *terminal) clipboard() (copied []string) {
	for _, p := range takeApart(t.everything()) {
		if rest, ok := strings.CutPrefix(p.text, "52;c;"); ok && p.kind == osc {
			content, err := base64.StdEncoding.DecodeString(rest)
			if err != nil {
				t.t.Errorf("a clipboard that does not decode: %q", rest)
			}
			copied = append(copied, string(content))
		}
	}
	return copied
}

// expectClean searches what a terminal was sent, and the files of the home.
func (t *terminal) expectClean(test *testing.T, home string) {
	test.Helper()
	expectNoCanary(test, "the terminal", t.everything())
	expectNoCanary(test, "the screen", strings.Join(strings.Fields(t.screen()), ""))
	for _, copied := range t.clipboard() {
		expectNoCanary(test, "the clipboard", copied)
	}
	if expectNoCanaryBelow(test, home) == 0 {
		test.Error("no file was searched")
	}
}

func TestTheCredentialOfTheEnvironmentLeaksNowhere(t *testing.T) {
	t.Parallel()
	server, home := serveEcho(t), t.TempDir()
	log := filepath.Join(home, "debug.log")
	cmd := program(t, home, "--base-url", server.url, "--team", "936506", "--debug-log", log)
	cmd.Env = append(cmd.Env, "SUPERMETRICS_API_KEY="+canary)
	term := open(t, cmd, 100, 40)
	term.expect("T3S70")
	for _, way := range []string{"401", "302", "json", "no-http"} {
		term.send("echo-" + way).expect("Find echo-" + way).send(enter).expect("could not be opened")
		term.insist("c", "sent to the terminal").send(esc).expectGone("could not be opened").send(esc).expectGone("echo-" + way)
	}
	term.send("T3S70").expect("Find T3S70").send(enter).expect("5 Report Types").send("C").expect("sent to the terminal")
	term.send("e").expect("Ln 1").send("\x1b[F" + paste("\n  \"kept\": true,")).expect(`"kept": true`)
	for _, way := range []string{"400", "401"} {
		server.puts.Store(way)
		term.send(ctrlS).expect("Review").send("y").expect("Not saved", way).insist("c", "sent to the terminal").send(esc).expectGone("Not saved")
	}
	server.puts.Store("")
	term.send(ctrlS).expect("Review").send("y").expect("Saved and live")
	term.send(paste("\n  \"unsaved\": true,")).expect(`"unsaved": true`)
	waitForJournal(t, home, "unsaved")
	term.send(ctrlQ).expect("Quit with an unsaved edit?").send("q")
	if code := term.code(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if len(term.clipboard()) < 7 {
		t.Errorf("%d copies", len(term.clipboard()))
	}
	term.expectClean(t, home)
	if content, err := os.ReadFile(log); err != nil || !strings.Contains(string(content), "echo-401") {
		t.Errorf("the debug log tells of no call: %v", err)
	}
}

func TestATypedCredentialIsKeptInOnePlaceAndShownNowhere(t *testing.T) {
	t.Parallel()
	server, home := serveEcho(t), t.TempDir()
	start := func() *terminal {
		return open(t, program(t, home, "--base-url", server.url, "--team", "936506", "--debug-log", filepath.Join(home, "debug.log")), 100, 30)
	}
	term := start().expect("Welcome").send("s").expect("Sign in", "API key")
	for _, key := range wrongCanary { // typed, character by character
		term.send(string(key))
	}
	term.send(enter).expect("does not accept")
	term.send(strings.Repeat("\x7f", len(wrongCanary))).send(paste(canary + "\n")).send(enter).expect("Signed in to team 936506")
	term.send("T3S70").expect("Find T3S70").send(enter).expect("5 Report Types").send(ctrlQ)
	term.code()
	term.expectClean(t, home)

	kept := 0
	filepath.WalkDir(home, func(path string, d os.DirEntry, err error) error {
		if content, err := os.ReadFile(path); err == nil && strings.Contains(string(content), canary) {
			kept++
			if info, err := d.Info(); err != nil || info.Mode().Perm() != 0o600 || d.Name() != "credentials.json" {
				t.Errorf("kept in %s, %v", path, info.Mode())
			}
			if strings.Contains(string(content), wrongCanary) {
				t.Error("a refused credential was kept")
			}
		}
		return nil
	})
	if kept != 1 {
		t.Errorf("kept in %d files", kept)
	}
	again := start().expect("T3S70").send("T3S70").expect("Find T3S70").send(enter).expect("5 Report Types").send(ctrlQ)
	again.code()
	again.expectClean(t, home)
}

// A dump of all goroutines, as SIGQUIT makes it, tells no credential.
func TestADumpTellsNoCredential(t *testing.T) {
	t.Parallel()
	server, home := serveEcho(t), t.TempDir()
	cmd := program(t, home, "--base-url", server.url, "936506/T3S70")
	cmd.Env = append(cmd.Env, "SUPERMETRICS_API_KEY="+canary)
	term := open(t, cmd, 100, 30).expect("5 Report Types")
	term.cmd.Process.Signal(syscall.SIGQUIT)
	if code := term.code(); code != 2 {
		t.Errorf("exit code %d", code)
	}
	if !strings.Contains(term.everything(), "goroutine") {
		t.Error("there was no dump")
	}
	expectNoCanary(t, "the dump", term.everything())
}

// What scripts see: the errors of get, with every echo and every bad credential.
func TestErrorsOfGetTellNoCredential(t *testing.T) {
	t.Parallel()
	server, home := serveEcho(t), t.TempDir()
	log := filepath.Join(home, "debug.log")
	run := func(t *testing.T, credential string, args ...string) (code int) {
		t.Helper()
		cmd := program(t, home, append([]string{"get", "--base-url", server.url, "--debug-log", log}, args...)...)
		if credential != "" {
			cmd.Env = append(cmd.Env, "SUPERMETRICS_API_KEY="+credential)
		}
		var out, errs strings.Builder
		cmd.Stdout, cmd.Stderr = &out, &errs
		cmd.Run()
		expectNoCanary(t, "standard output", out.String())
		expectNoCanary(t, "standard error", errs.String())
		if strings.Count(errs.String(), "\n") > 1 || strayBytes(errs.String()) != nil {
			t.Errorf("said %q", errs.String())
		}
		return cmd.ProcessState.ExitCode()
	}
	t.Run("calls", func(t *testing.T) {
		if code := run(t, canary, "936506/T3S70"); code != 0 {
			t.Errorf("exit code %d with the right credential", code)
		}
		for _, way := range echoes {
			t.Run(way, func(t *testing.T) {
				t.Parallel()
				if code := run(t, canary, "936506/echo-"+way); code == 0 {
					t.Error("took the echo for an answer")
				}
			})
		}
		bad := map[string]string{
			"line break": canary + "\nx", "return": canary + "\rx", "escape": canary + "\x1b[2J", "not ASCII": "“" + canary + "”",
			"too long": strings.Repeat(canary, 1<<12), "word twice": "Bearer Bearer " + canary, "refused": wrongCanary,
		}
		for name, credential := range bad {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				if code := run(t, credential, "936506/T3S70"); code != exitSignIn {
					t.Errorf("exit code %d", code)
				}
			})
		}
		helpers := map[string]string{"fails": `echo ` + canary + `; echo ` + canary + ` >&2; exit 3`, "says nonsense": `printf '` + canary + `\033[2J\n'`, "works": `echo ` + canary}
		for name, script := range helpers {
			t.Run("helper "+name, func(t *testing.T) {
				t.Parallel()
				settings := filepath.Join(t.TempDir(), "config.toml")
				content := fmt.Sprintf("[profiles.p]\napi_key_command = [\"sh\", \"-c\", %s]\n", strconv.Quote(strings.ReplaceAll(script, `\`, `\\`)))
				content = strings.ReplaceAll(content, `\\\\`, `\\`)
				if err := os.WriteFile(settings, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
				want := exitSignIn
				if name == "works" {
					want = exitDone
				}
				if code := run(t, "", "--config", settings, "--profile", "p", "936506/T3S70"); code != want {
					t.Errorf("exit code %d", code)
				}
			})
		}
	})
	if expectNoCanaryBelow(t, home) == 0 {
		t.Error("no file was searched")
	}
}

// A server that keeps a save waiting is told to stop: what is said of the
// unknown outcome tells no credential either.
func TestAnUnknownOutcomeTellsNoCredential(t *testing.T) {
	t.Parallel()
	for _, way := range []string{"500", "cut", "no-http"} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			server, home := serveEcho(t), t.TempDir()
			server.puts.Store(way)
			cmd := program(t, home, "--base-url", server.url, "936506/T3S70")
			cmd.Env = append(cmd.Env, "SUPERMETRICS_API_KEY="+canary)
			term := open(t, cmd, 100, 30).expect("5 Report Types")
			term.send("e").expect("Ln 1").send("\x1b[F" + paste("\n  \"kept\": true,")).expect(`"kept": true`)
			term.send(ctrlS).expect("Review").send("y").waitFor("what became of the save", func(screen string) bool {
				return strings.Contains(screen, "No clear answer") || strings.Contains(screen, "Not saved")
			})
			waitForJournal(t, home, "kept")
			term.cmd.Process.Signal(syscall.SIGTERM)
			term.code()
			term.expectClean(t, home)
		})
	}
}
