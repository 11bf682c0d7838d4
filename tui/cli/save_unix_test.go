//go:build unix

// patchbay save and diff at a person's terminal.

package cli

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"patchbay/api/sandbox"
)

// at is a signed-in run of the program in the user's home.
func (o *outside) at(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := program(t, o.home, append(args, "--team", "936506", "--base-url", o.url)...)
	cmd.Env = append(cmd.Env, "SUPERMETRICS_API_KEY=sandbox")
	return cmd
}

func TestAPersonIsAsked(t *testing.T) {
	const question = "Save this to LIVE Connector T3S70 of team 936506? [y/N]"
	for _, c := range []struct {
		name, answer, words string
		code                int
	}{
		{"yes", "y\r", "Saved and live.", 0},
		{"no", "n\r", "not saved; nothing was sent", 1},
		{"enter", "\r", "not saved; nothing was sent", 1},
		{"ctrl+c", "\x03", "stopped; nothing was sent", 1},
		{"ctrl+d", "\x04", "not saved; nothing was sent", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOutside(t)
			o.stored(`{"a": 1}`)
			o.file(t, "t.json", `{"a": 2}`)
			term := open(t, o.at(t, "save", "T3S70", "t.json"), 80, 24).expect(`T3S70 "Ads" of team 936506`, "changed   a", question)
			term.send(c.answer)
			if code := term.code(); code != c.code || !strings.Contains(term.screen(), c.words) {
				t.Errorf("code %d\n%s", code, term.screen())
			}
			if len(puts(o.box)) != 1-c.code {
				t.Errorf("%d PUTs", len(puts(o.box)))
			}
		})
	}
}

// A pipe on either side is nobody to ask.
func TestNobodyIsAskedThroughAPipe(t *testing.T) {
	o := newOutside(t)
	o.file(t, "t.json", "{}")
	cmd := o.at(t, "save", "T3S70", "t.json")
	cmd.Stdout = &strings.Builder{} // standard input and error are the terminal
	term := open(t, cmd, 80, 24)
	if code := term.code(); code != 64 || !strings.Contains(term.screen(), "no terminal to ask on") {
		t.Errorf("code %d\n%s", code, term.screen())
	}
}

// The platform takes its time, and the person is told what is waited for.
func TestWaitingIsTold(t *testing.T) {
	o := newOutside(t)
	o.file(t, "t.json", "{}")
	term := open(t, o.at(t, "diff", "get-slow", "t.json"), 80, 24).expect("Reading what is live: 0 s")
	term.cmd.Process.Signal(syscall.SIGTERM)
	if code := term.code(); code != 1 || strings.Contains(term.screen(), "Reading") || !strings.Contains(term.screen(), "patchbay: stopped") {
		t.Errorf("code %d\n%s", code, term.screen())
	}
}

func TestDiffSendsNoStrayByteToATerminal(t *testing.T) {
	o := newOutside(t)
	before, _ := o.box.Get(sandbox.DefaultTeam, "hostile")
	o.file(t, "t.json", strings.Replace(string(before.Configuration), "{", "{\t\"new\u202e\": \"\\u001b[2J\u200b\",", 1))
	for _, args := range [][]string{{"diff", "hostile", "t.json"}, {"diff", "hostile", "t.json", "--ascii"}, {"save", "hostile", "t.json"}} {
		term := open(t, o.at(t, args...), 100, 60)
		if args[0] == "save" {
			term.expect("[y/N]").send("y\r")
		}
		if code := term.code(); code != 0 {
			t.Errorf("%q: exit code %d\n%s", args, code, term.screen())
		}
		for _, fault := range strayBytes(term.everything()) {
			t.Errorf("%q: the terminal was sent %s", args, fault)
		}
	}
}
