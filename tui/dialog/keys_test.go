// This file holds what the tests of every dialog share: keys, screens, themes.
package dialog

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"patchbay/tui/theme"
)

var update = flag.Bool("update", false, "write the expected screens instead of comparing them")

var namedKeys = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd,
	"delete": tea.KeyDelete, "f1": tea.KeyF1, "f5": tea.KeyF5,
}

// key makes the key press whose String() is name.
func key(t testing.TB, name string) tea.KeyPressMsg {
	t.Helper()
	k, rest := tea.Key{}, name
	for _, m := range []struct {
		word string
		mod  tea.KeyMod
	}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"shift+", tea.ModShift}} {
		if strings.HasPrefix(rest, m.word) {
			k.Mod |= m.mod
			rest = strings.TrimPrefix(rest, m.word)
		}
	}
	switch code, ok := namedKeys[rest]; {
	case ok:
		k.Code = code
	case rest == "space":
		k.Code, k.Text = ' ', " "
	default:
		r := []rune(rest)
		k.Code = r[0]
		if k.Mod == 0 {
			k.Text = rest
		}
	}
	if got := tea.KeyPressMsg(k).String(); got != name {
		t.Fatalf("key %q comes out as %q", name, got)
	}
	return tea.KeyPressMsg(k)
}

// press gives the dialog keys, one after the other, and returns what the last
// one did.
func press(t testing.TB, d Dialog, keys ...string) Outcome {
	t.Helper()
	var out Outcome
	for _, k := range keys {
		out = d.Press(key(t, k))
	}
	return out
}

// everyKey is a key of each sort a terminal sends.
func everyKey() []string {
	all := []string{"space", "shift+tab", "ctrl+space", "alt+left", "ctrl+left", "shift+up"}
	for name := range namedKeys {
		all = append(all, name)
	}
	for c := '!'; c <= '~'; c++ {
		all = append(all, string(c))
	}
	for c := 'a'; c <= 'z'; c++ {
		all = append(all, "ctrl+"+string(c), "alt+"+string(c))
	}
	return all
}

// plain is the theme whose only sequences are bold, underline and reverse.
var plain = sync.OnceValue(func() theme.Theme { return theme.New(theme.Dark, theme.NoColour, theme.Unicode) })

// screen shows the dialog over a screen of dots, without colours.
func screen(t testing.TB, d Dialog, w, h int) string {
	t.Helper()
	out, _ := compose(t, plain(), d, w, h)
	return ansi.Strip(out)
}

func compose(t testing.TB, th theme.Theme, d Dialog, w, h int) (string, *tea.Cursor) {
	t.Helper()
	var s Stack
	s.Push(d)
	base := strings.Repeat(strings.Repeat(".", w)+"\n", h)
	return s.Compose(th, base, w, h)
}

// sizes are those the design names.
var sizes = [][2]int{{60, 16}, {80, 24}, {200, 60}}

// golden compares the dialog on screens of the usual sizes with testdata. What
// is left of the dots around the box is cut, so that the files stay small.
func golden(t *testing.T, name string, d func() Dialog) {
	t.Helper()
	for _, size := range sizes {
		w, h := size[0], size[1]
		got := screen(t, d(), w, h) + "\n"
		file := filepath.Join("testdata", fmt.Sprintf("%s-%dx%d.txt", name, w, h))
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is now\n%s\nbut was\n%s", file, got, want)
		}
		for _, b := range []theme.Background{theme.Dark, theme.Light} {
			for _, c := range []theme.Colours{theme.TrueColour, theme.Colours16, theme.NoColour} {
				out, _ := compose(t, theme.New(b, c, theme.Unicode), d(), w, h)
				if ansi.Strip(out)+"\n" != got {
					t.Errorf("%s: background %d, colours %d say something else:\n%s", file, b, c, ansi.Strip(out))
				}
			}
		}
	}
}

// checkFrame fails unless the frame is h rows of at most w cells that hold
// nothing but printable text and the theme's sequences.
func checkFrame(t testing.TB, frame string, w, h int) {
	t.Helper()
	rows := strings.Split(frame, "\n")
	if len(rows) != h {
		t.Fatalf("%d×%d: %d rows", w, h, len(rows))
	}
	for _, r := range rows {
		if n := ansi.StringWidth(r); n > w {
			t.Fatalf("%d×%d: a row of %d cells: %q", w, h, n, r)
		}
		for i := 0; i < len(r); i++ {
			if r[i] == 0x1b {
				end := strings.IndexByte(r[i:], 'm')
				if end < 0 || end > 30 || strings.Trim(r[i+1:i+end], "[0123456789;") != "" {
					t.Fatalf("%d×%d: not a sequence of ours: %q", w, h, r[i:])
				}
				i += end
			} else if r[i] < 0x20 || r[i] == 0x7f {
				t.Fatalf("%d×%d: control byte in %q", w, h, r)
			}
		}
		for _, c := range ansi.Strip(r) {
			if c >= 0x80 && c < 0xa0 || c == 0xfffd || c == 0x202e || c == 0x200b || c == 0x2066 || c == 0xfeff || c == 0x2028 || c >= 0xe0000 && c < 0xe0080 {
				t.Fatalf("%d×%d: %U in %q", w, h, c, r)
			}
		}
	}
}

// hostile are strings that must not do anything to a terminal.
var hostile = []string{
	"\x1b[31mred\x1b[2J\x1b]0;title\x07\x1b]52;c;aGk=\x07", "\x1b[" + strings.Repeat("1;", 40) + "m", "a\r\nb\tc\x00d\x7f",
	"\x9b31m\xff\xfe \u0085\u009b", "\u202eevil\u2066\u200b\ufeff\u2028", "e" + strings.Repeat("\u0301", 300),
	strings.Repeat("宽", 500), "👩‍👩‍👧‍👦 \U000e0041 ️", strings.Repeat("x", 5000), "\n\n\n", "\x1b", "\x1b[", "",
}

// checkEverySize draws the dialog at sizes from nothing to large.
func checkEverySize(t testing.TB, d Dialog) {
	t.Helper()
	th := theme.New(theme.Dark, theme.TrueColour, theme.Unicode)
	for _, w := range []int{-1, 0, 1, 2, 5, 11, 12, 39, 40, 60, 200} {
		for _, h := range []int{-1, 0, 1, 2, 3, 5, 8, 16, 60} {
			box, _ := d.View(th, w, h)
			if w < 1 || h < 1 {
				if box != "" {
					t.Fatalf("%d×%d: drew %q", w, h, box)
				}
				continue
			}
			rows := strings.Split(box, "\n")
			for _, r := range rows {
				if ansi.StringWidth(r) != ansi.StringWidth(rows[0]) {
					t.Fatalf("%d×%d: rows of %d and %d cells:\n%s", w, h, ansi.StringWidth(rows[0]), ansi.StringWidth(r), ansi.Strip(box))
				}
			}
			if ansi.StringWidth(rows[0]) > w || len(rows) > h {
				t.Fatalf("%d×%d: a box of %d×%d", w, h, ansi.StringWidth(rows[0]), len(rows))
			}
			frame, cur := compose(t, th, d, w, h)
			checkFrame(t, frame, w, h)
			if cur != nil && (cur.X < 0 || cur.X >= w || cur.Y < 0 || cur.Y >= h) {
				t.Fatalf("%d×%d: cursor at %d, %d", w, h, cur.X, cur.Y)
			}
		}
	}
}

// scrollKeys are the keys that scroll a text; no others may.
var scrollKeys = []string{"up", "down", "k", "j", "pgup", "pgdown", "space", "ctrl+u", "ctrl+d", "home", "end", "g", "G"}
