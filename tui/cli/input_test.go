//go:build unix

// What a terminal sends besides keys, into the real program.

package cli

import (
	"strings"
	"testing"
)

// T3: nothing that a terminal answers is typed, and the key after it arrives.
func TestAnswersOfTheTerminalAreNotTyped(t *testing.T) {
	term := open(t, program(t, t.TempDir(), "--sandbox", "936506/T3S70"), 100, 30)
	term.expect("Configuration").send("e").expect("Ln 1, Col 1")
	for i, answer := range []string{
		"\x1b[?62;22c", "\x1b[>1;5802;0c", "\x1b[?6;1R", "\x1b[?2026;2$y", "\x1b[?1u", "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", "\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
		"\x1bP1+r524742=38\x1b\\", "\x1bP>|XTerm(370)\x1b\\", "\x1b_Gi=1;OK\x1b\\", "\x1b[<0;10;5M", "\x1b[M !!", "\x1b[I", "\x1b[O",
		"\x1b[" + strings.Repeat("1;", 40) + "1m", "\x1b]52;c;" + strings.Repeat("QUFB", 50000) + "\x07", "\xff\xfe\x9b",
	} {
		before, after := answer[:len(answer)/2], answer[len(answer)/2:]
		term.send(before).send(after).send("w").expect(strings.Repeat("w", i+1) + "{")
	}
	// A paste holds anything, and is one step.
	term.send(paste("a\x1b[Ab\x11c\x1b[200~d")).expect("edited").send(ctrlZ).expect("w{")
	term.send(paste(strings.Repeat("0123456789", 100_000) + "END")).expect("END{")
}
