//go:build unix

// The terminal handed to another editor and back, with real processes: the
// editor is this test's own binary.

package cli

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// asEditor is an editor for tests. It says what it was given, and does what is
// typed, a line at a time: "put TEXT" puts TEXT behind the first brace and ends,
// "write TEXT" does so and goes on, "fail" ends with status 3, "die" kills it,
// "quit" ends it.
func asEditor(args []string) int {
	file := args[len(args)-1]
	put := func(text string) {
		old, err := os.ReadFile(file)
		if err == nil {
			err = os.WriteFile(file, bytes.Replace(old, []byte("{"), []byte("{"+text), 1), 0o600)
		}
		if err != nil {
			fmt.Println("editor:", err)
		}
	}
	fmt.Printf("\x1b[H\x1b[2Jeditor: %q key=%q\r\n", args[:len(args)-1], os.Getenv("SUPERMETRICS_API_KEY"))
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		verb, text, _ := strings.Cut(in.Text(), " ")
		switch verb {
		case "put":
			put(text)
			return 0
		case "write":
			put(text)
			fmt.Println("editor: written")
		case "fail":
			return 3
		case "die":
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
		case "quit":
			return 0
		}
	}
	return 4
}

// outsideEditor opens T3S70 in the editor of Patchbay, at line 2, and starts
// the other editor.
func outsideEditor(t *testing.T, home string) *terminal {
	t.Helper()
	_, _, url := serve(t)
	cmd := program(t, home, "--base-url", url, "--team", "936506", "T3S70")
	cmd.Env = append(cmd.Env, "SUPERMETRICS_API_KEY=sandbox", "VISUAL='"+cmd.Path+"' --as-editor \"two words\"", "EDITOR=/no/such/editor")
	term := open(t, cmd, 100, 30)
	term.expect("Configuration").send("e").expect("Ln 1").send(down).expect("Ln 2")
	return term.send(ctrlO).expect(`editor: ["two words"] key=""`)
}

const ctrlO = "\x0f"

// left lists what is left of files that were handed out.
func left(t *testing.T, home string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(home, "patchbay-*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// since returns what the program has written from an offset on, and counts.
func (t *terminal) since(off int) (out string, length int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.raw[off:]), len(t.raw)
}

func TestTheTerminalGoesToAnotherEditorAndComesBack(t *testing.T) {
	home := t.TempDir()
	term := outsideEditor(t, home)
	handing, n := term.since(0)
	for _, mode := range []string{"1049", "2004"} { // the second screen, pastes in brackets
		if on, off := strings.LastIndex(handing, "\x1b[?"+mode+"h"), strings.LastIndex(handing, "\x1b[?"+mode+"l"); on < 0 || off < on {
			t.Errorf("mode %s was left on for the other editor", mode)
		}
	}
	files := left(t, home)
	if len(files) != 1 {
		t.Fatalf("handed out: %q", files)
	}
	if info, err := os.Stat(files[0]); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v, %v", info.Mode(), err)
	}
	term.send("put \"made\": 1,\r").expect(`"made": 1,`, "not saved yet", "edited")
	back, _ := term.since(n)
	for _, mode := range []string{"1049", "2004"} {
		if strings.LastIndex(back, "\x1b[?"+mode+"h") < 0 {
			t.Errorf("mode %s is off after the other editor", mode)
		}
	}
	term.send(paste("PASTED")).expect("PASTED").send("typed").expect("PASTEDtyped").send(ctrlZ + ctrlZ).expectGone("PASTED").expect("made")
	term.send(ctrlZ).expectGone("made").expectGone("edited")
	if files := left(t, home); len(files) != 0 {
		t.Errorf("left behind: %q", files)
	}
	// And again, with another end each time. ctrl+c and ctrl+\ reach both
	// programs; only the one that has the terminal acts.
	for i, c := range []struct{ typed, says string }{
		{"quit\r", "Unchanged in"},
		{"fail\r", "ended with exit status 3. Nothing was changed."},
		{"die\r", "was ended from outside (signal: killed)."},
		{"\x03", "was ended from outside (signal: interrupt)."},
		{"\x03", "was ended from outside (signal: interrupt)."},
		{"\x1c", "ended with exit status 2. Nothing was changed."},
		{"quit\r", "Unchanged in"},
	} {
		term.send(ctrlO)
		term.await("the other editor", func() bool { return bytes.Count(term.raw, []byte("editor: [")) == i+2 })
		term.send(c.typed).expect(c.says)
	}
	term.send("y").expect("edited").send("\x7f").expectGone("edited").send(ctrlQ)
	if code := term.code(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if files := left(t, home); len(files) != 0 {
		t.Errorf("left behind: %q", files)
	}
}

// Told to end while the other editor runs: that is told as well, what it had
// written is offered at the next start, and no file stays behind.
func TestBeingToldToEndWhileAnotherEditorRuns(t *testing.T) {
	for _, told := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP} {
		home := t.TempDir()
		term := outsideEditor(t, home).send("write \"made\": 1,\r").expect("editor: written")
		term.cmd.Process.Signal(told)
		term.code()
		waitForJournal(t, filepath.Join(home, ".local"), "made")
		if files := left(t, home); len(files) != 0 {
			t.Errorf("after %v there is left behind: %q", told, files)
		}
	}
}

// Typing that runs ahead of the program arrives, in order, and none of it goes
// to the wrong program.
func TestTypingAheadOfAnotherEditorArrives(t *testing.T) {
	home := t.TempDir()
	term := outsideEditor(t, home)
	term.send("quit\r").expect("Unchanged in")
	term.send("abc").expect("abc").send("\x7f\x7f\x7f").expectGone("abc")
	term.send(strings.Repeat("é漢", 200)).expect(strings.Repeat("é漢", 5)).expect("Col 401")
}
