//go:build unix

// J15: Patchbay in a pipe, as a script meets it: plain lines, one after the other,
// and an exit code for each way it can end.

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"patchbay/api/sandbox"
)

func TestAScriptGoesTheWholeWay(t *testing.T) {
	_, box, url := serve(t)
	home := t.TempDir()
	run := func(code int, words string, args ...string) (stdout string) {
		t.Helper()
		cmd := program(t, home, append([]string{"--base-url", url, "--team", "936506"}, args...)...)
		cmd.Env = append(cmd.Env, "SUPERMETRICS_API_KEY=sandbox")
		var stderr strings.Builder
		cmd.Stderr = &stderr
		out, _ := cmd.Output()
		if got := cmd.ProcessState.ExitCode(); got != code || !strings.Contains(string(out)+stderr.String(), words) {
			t.Fatalf("%v: exit code %d, want %d and %q\n%s%s", args, got, code, words, out, stderr.String())
		}
		if strings.Contains(string(out)+stderr.String(), "\x1b") {
			t.Errorf("%v: an escape sequence in a pipe", args)
		}
		return string(out)
	}
	file := func(name, text string) string {
		if err := os.WriteFile(filepath.Join(home, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}

	// Nothing interactive starts in a pipe, and nothing is saved without a yes.
	run(64, "terminal")
	base := file("base.json", run(0, "", "get", "T3S70"))
	text, _ := os.ReadFile(filepath.Join(home, base))
	mine := file("mine.json", strings.Replace(string(text), "{", "{\n  \"note\": \"x\",", 1))
	run(64, "no terminal to ask on", "save", "T3S70", mine)

	// Look first.
	run(0, "", "check", mine)
	run(2, "CB-SYN-001", "check", file("broken.json", string(text)+"}"))
	run(0, "added     note", "diff", "T3S70", mine)

	// Save; a second time there is nothing to do; over an old base it is a conflict.
	run(2, "CB-SYN-001", "save", "T3S70", "broken.json", "--base", base, "--yes")
	run(0, "Saved and live.", "save", "T3S70", mine, "--base", base, "--yes")
	run(0, "Live already", "save", "T3S70", mine, "--base", base, "--yes")
	run(3, "somebody else saved", "save", "T3S70", base, "--base", base, "--yes")
	box.Change(sandbox.DefaultTeam, "T3S70", func(s *sandbox.Stored) { s.Configuration = `{"theirs": 1}` })
	run(3, "nothing was sent", "save", "T3S70", base, "--base", mine, "--yes")

	// Refused, not signed in, not there.
	for id, code := range map[string]int{"put-422": 1, "put-401": 65, "put-lost": 0} {
		stored, _ := box.Get(sandbox.DefaultTeam, id)
		began := file(id+".json", string(stored.Configuration))
		run(code, "", "save", id, file(id+".mine.json", strings.Replace(string(stored.Configuration), "{", "{\"note\": 1,", 1)), "--base", began, "--yes")
	}
	run(1, "404", "get", "nobody")
	run(69, "127.0.0.1", "get", "T3S70", "--base-url", "http://127.0.0.1:1")
}
