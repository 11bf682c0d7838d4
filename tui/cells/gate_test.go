// gate_test.go proves that a frame behind the gate is harmless to terminals and
// to the libraries that read it, and that our own frames pass unchanged.
package cells

import (
	"io"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

func TestOurOwnSequencesPass(t *testing.T) {
	for _, frame := range []string{
		"\x1b[m", "\x1b[0m", "\x1b[1;4;7m", "\x1b[38;5;245;48;5;16mtext\x1b[m", "\x1b[38;2;255;255;255m", "\x1b[4:3m",
		"│ \x1b[1mTitle\x1b[m │\n└───┘", "\x1b[" + strings.Repeat("1;", 15) + "1m",
		"a\x1b[31m\x1b[1mb\x1b[m", strings.Join(harmless, "\n"),
	} {
		if got := Gate(frame); got != frame {
			t.Errorf("%q becomes %q", frame, got)
		}
	}
}

func TestForeignSequencesAreShown(t *testing.T) {
	for _, c := range hostile {
		frame := "\x1b[1mtitle\x1b[m\n│" + c.text + "│\n\x1b[7mstatus\x1b[m"
		if got, bad := Gate(frame), foreign(Gate(frame)); bad != "" {
			t.Errorf("%s: %q lets %s through", c.name, got, bad)
		}
	}
	for name, c := range map[string][2]string{
		"17 parameters":       {"\x1b[" + strings.Repeat("1;", 16) + "1m", "␛[" + strings.Repeat("1;", 16) + "1m"},
		"a long parameter":    {"\x1b[1000m", "␛[1000m"},
		"an escape inside":    {"\x1b[1\x1b[1m", "␛[1\x1b[1m"},
		"a newline inside":    {"\x1b[1\nm", "␛[1\nm"},
		"an accent after it":  {"e\x1b[1m\u0301", "e\x1b[1m" + `\u0301`},
		"an accent on a line": {"e\n\u0301", "e\n" + `\u0301`},
		"a return":            {"a\r\nb", "a␍\nb"},
		"a tab":               {"a\tb", "a␉b"},
	} {
		if got := Gate(c[0]); got != c[1] {
			t.Errorf("%s: %q becomes %q, want %q", name, c[0], got, c[1])
		}
	}
}

// foreign returns what a frame holds that is neither text nor a newline nor a
// short SGR sequence. It does not use the gate's own parser.
func foreign(frame string) string {
	for _, line := range strings.Split(frame, "\n") {
		parts := strings.Split(line, "\x1b")
		if why := isUnsafe(parts[0]); why != "" {
			return why
		}
		for _, part := range parts[1:] {
			end := strings.IndexByte(part, 'm')
			if end < 1 || part[0] != '[' || strings.Trim(part[1:end], "0123456789;:") != "" ||
				strings.Count(part[:end], ";")+strings.Count(part[:end], ":") >= maxParams {
				return "a foreign sequence"
			}
			if why := isUnsafe(part[end+1:]); why != "" {
				return why
			}
		}
	}
	return ""
}

func FuzzGate(f *testing.F) {
	for _, c := range hostile {
		f.Add("\x1b[1mtitle\x1b[m\n" + c.text)
	}
	f.Add(strings.Join(harmless, "\x1b[7m"))
	f.Fuzz(func(t *testing.T, frame string) {
		got := Gate(frame)
		if bad := foreign(got); bad != "" {
			t.Fatalf("Gate(%q) = %q lets %s through", frame, got, bad)
		}
		if again := Gate(got); again != got {
			t.Fatalf("Gate(%q) = %q, gated again %q", frame, got, again)
		}
		if strings.Count(frame, "\n") != strings.Count(got, "\n") {
			t.Fatalf("Gate(%q) changes the number of lines", frame)
		}
		// What the renderer does with it: measure, decode, cut.
		ansi.StringWidth(got)
		ansi.Truncate(got, 20, "…")
		ansi.Cut(got, 3, 9)
		p := ansi.NewParser()
		for state, rest := byte(0), got; rest != ""; {
			_, _, n, next := ansi.DecodeSequence(rest, state, p)
			state, rest = next, rest[n:]
		}
		title := GateTitle(frame)
		if isUnsafe(title) != "" || len([]rune(title)) > maxTitle {
			t.Fatalf("GateTitle(%q) = %q", frame, title)
		}
	})
}

// FuzzTerminal paints a gated frame as the renderer does, and on an emulated
// terminal: nothing panics, the terminal does not answer, and rows below stay
// where they are.
func FuzzTerminal(f *testing.F) {
	for _, c := range hostile {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		term := vt.NewEmulator(60, 4)
		answered := make(chan string, 1)
		go func() {
			b, _ := io.ReadAll(term)
			answered <- string(b)
		}()
		line := Truncate(Clean(strings.ReplaceAll(s, "\n", "")), 50, "…")
		frame := Gate("\x1b[1mtop\x1b[m\n" + line + "\nbottom")
		canvas := lipgloss.NewCanvas(60, 4) // what panics on foreign sequences
		canvas.Compose(lipgloss.NewLayer(frame)).Render()
		if _, err := io.WriteString(term, strings.ReplaceAll(frame, "\n", "\r\n")); err != nil {
			t.Fatal(err)
		}
		rows := strings.Split(term.String(), "\n")
		// Closing the emulator itself races with its Read.
		if err := term.InputPipe().(io.Closer).Close(); err != nil {
			t.Fatal(err)
		}
		if got := <-answered; got != "" {
			t.Fatalf("the terminal answers %q", got)
		}
		if strings.TrimRight(rows[0], " \r") != "top" || strings.TrimRight(rows[2], " \r") != "bottom" {
			t.Fatalf("%q moves rows: %q", line, rows)
		}
	})
}

func TestATitleIsOneShortLine(t *testing.T) {
	for _, c := range [][2]string{
		{"Patchbay: T3S70", "Patchbay: T3S70"},
		{"a\x1b[1mb\nc\x07", "a␛[1mb␊c␇"},
		{strings.Repeat("x", 300), strings.Repeat("x", 256)},
		{strings.Repeat("👍🏽", 300), strings.Repeat("👍🏽", 128)},
	} {
		if got := GateTitle(c[0]); got != c[1] {
			t.Errorf("%.40q: %.80q", c[0], got)
		}
	}
}

func TestMarksInASCII(t *testing.T) {
	if got := ASCIIMarks("␛[2J ␀␡ cut… é"); got != "^[2J ^^ cut~ é" {
		t.Errorf("%q", got)
	}
	for _, c := range hostile {
		if a, b := Width(ASCIIMarks(c.shown)), Width(c.shown); a != b {
			t.Errorf("%s: %d cells in ASCII, %d otherwise", c.name, a, b)
		}
	}
}

func BenchmarkGate(b *testing.B) {
	row := "\x1b[38;5;245m 123 \x1b[m\x1b[38;5;75m\"reportTypes\"\x1b[m: \x1b[38;5;114m\"value é\"\x1b[m │ ─── "
	frame := strings.Repeat(row+"\n", 4096/len(row))
	for name, frame := range map[string]string{
		"4 KB frame":   frame,
		"4 KB of CJK":  strings.Repeat("日本語のテキスト\n", 4096/25),
		"4 KB hostile": strings.Repeat("\u202e\x07e\u0301👩‍👩‍👧 ", 4096/30),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(frame)))
			b.ReportAllocs()
			for b.Loop() {
				Gate(frame)
			}
		})
	}
}
