//go:build unix

// patchbay check as a real process: pipes that are files, and its completion.

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestCheckReadsANamedPipe(t *testing.T) {
	home := t.TempDir()
	pipe := filepath.Join(home, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := program(t, home, "check", "pipe")
	var out strings.Builder
	cmd.Stdout = &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(pipe, []byte("[1]"), 0); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if want := "pipe:1:1: error CB-SYN-003 A Configuration must be an object in curly braces.\n"; out.String() != want || cmd.ProcessState.ExitCode() != 2 {
		t.Errorf("code %d, %q", cmd.ProcessState.ExitCode(), out.String())
	}
}

// The other end of the pipe says nothing, and somebody presses ctrl+c.
func TestCheckLetsGoOfANamedPipe(t *testing.T) {
	home := t.TempDir()
	pipe := filepath.Join(home, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	term := open(t, program(t, home, "check", "pipe"), 80, 24)
	writer, err := os.OpenFile(pipe, os.O_WRONLY, 0) // waits for the program to open its end
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close()
	term.send("\x03").expect("stopped")
	if code := term.code(); code != 1 {
		t.Errorf("exit code %d", code)
	}
}

func TestTheShellCompletesCheck(t *testing.T) {
	for args, want := range map[string]string{
		"chec":             "check\t",
		"check --form":     "--format",
		"check --format ":  "text\njson\n:4",
		"check t":          ":0", // the shell's own file names
		"check t.json t":   ":4",
		"check -":          "--format",
		"check --format=j": "json",
	} {
		cmd := program(t, t.TempDir(), append([]string{"__complete"}, strings.Split(args, " ")...)...)
		out, err := cmd.Output()
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("%s: %q, %v", args, out, err)
		}
	}
}
