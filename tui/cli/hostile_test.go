//go:build unix

// The real program with a Connector full of escapes: no stray byte reaches the
// terminal, and what was not touched is saved as it was.

package cli

import (
	"strings"
	"testing"

	"patchbay/api/sandbox"
)

// everything is all that was written to the terminal.
func (t *terminal) everything() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.raw)
}

// terminalReplies are what terminals answer to questions nobody asked again:
// colours, positions, versions, a clipboard, a mouse, a focus.
const terminalReplies = "\x1b]10;rgb:ffff/ffff/ffff\x07" + "\x1b]11;rgb:0000/0000/0000\x1b\\" + "\x1b]52;c;c2VjcmV0\x07" +
	"\x1b[?62;22c" + "\x1b[>0;276;0c" + "\x1b[12;40R" + "\x1b[?2026;2$y" + "\x1bP>|xterm(390)\x1b\\" +
	"\x1b[<0;10;10M" + "\x1b[<0;10;10m" + "\x1b[I" + "\x1b[O" + "\x1b[?997;1n"

func TestNoStrayByteReachesTheTerminal(t *testing.T) {
	for name, env := range map[string][]string{
		"256 colours": nil,
		"true colour": {"COLORTERM=truecolor"},
		"16 colours":  {"TERM=xterm"},
		"no colour":   {"NO_COLOR=1"},
		"screen":      {"TERM=screen-256color"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wire, box, url := serve(t)
			before, _ := box.Get(sandbox.DefaultTeam, "hostile")
			args := []string{"--base-url", url, "--team", "936506"}
			if name == "screen" {
				args = append(args, "--ascii")
			}
			cmd := program(t, t.TempDir(), args...)
			cmd.Env = append(append(cmd.Env, "SUPERMETRICS_API_KEY=sandbox"), env...)
			term := open(t, cmd, 100, 30)
			term.expect("Find").send("hostile").expect("Find hostile").send(enter).expect("Hostile text", "reporting")
			term.send("0" + strings.Repeat(pgDown, 3)).send("G").send("g").send("?").expect("Keys: reading").send(esc).expectGone("Keys: reading")
			term.send("e").expect("Ln 1").send("\x1b[1;5F").expectGone("Ln 1,").send(terminalReplies).send("\x1b[1;5H").expect("Ln 1, Col 1")
			term.send("\x10").expect("Commands").send(esc).expectGone("Commands")
			term.send("\x1bOQ").expect("/1,000") // f2: the form
			term.send("\t\x1b[F!").expect("edited").send(ctrlS).expect("Review", "Hostile text")
			term.send("\x1b[F").send(pgDown).send("y").expect("Saved and live").send(ctrlQ)
			if code := term.code(); code != 0 {
				t.Errorf("exit code %d", code)
			}
			for _, fault := range strayBytes(term.everything()) {
				t.Errorf("the terminal was sent %s", fault)
			}
			after, _ := box.Get(sandbox.DefaultTeam, "hostile")
			if after.Name == before.Name || after.Configuration != before.Configuration || after.Description != before.Description {
				t.Error("a save of the name alone changed something else, or nothing")
			}
			if len(wire.bodies) != 1 || !strings.Contains(wire.bodies[0], string(before.Configuration)) || !strings.Contains(wire.bodies[0], string(before.Description)) {
				t.Errorf("%d PUTs, or one that does not carry what was read", len(wire.bodies))
			}
		})
	}
}
