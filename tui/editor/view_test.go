// This file tests what is on the screen.
package editor

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"patchbay/tui/cells"
	"patchbay/tui/text"
	"patchbay/tui/theme"
)

var sizes = [][2]int{{60, 16}, {80, 24}, {200, 60}, {119, 10}, {120, 30}, {10, 3}, {1, 1}}

// themes are all ways a terminal can look.
var themes = map[string]theme.Theme{
	"dark":      theme.New(theme.Dark, theme.Colours256, theme.Unicode),
	"light":     theme.New(theme.Light, theme.Colours256, theme.Unicode),
	"16":        theme.New(theme.Dark, theme.Colours16, theme.Unicode),
	"no colour": plain,
	"ASCII":     theme.New(theme.Dark, theme.NoColour, theme.ASCII),
}

// checkFrame fails unless a frame is h lines of w cells with nothing foreign.
func checkFrame(t *testing.T, what, frame string, w, h int) {
	t.Helper()
	lines := strings.Split(frame, "\n")
	if len(lines) != h {
		t.Errorf("%s: %d lines, want %d", what, len(lines), h)
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n != w {
			t.Errorf("%s: line %d is %d cells wide, want %d: %q", what, i, n, w, l)
		}
	}
	if clean := cells.Gate(frame); clean != frame {
		t.Errorf("%s: something foreign would reach the terminal", what)
	}
}

// screens are editors in different states.
func screens() map[string]*Model {
	out := map[string]*Model{}
	add := func(name, before, script string) {
		m, _ := open(before)
		do(m, script)
		out[name] = m
	}
	add("text", "|"+sample, "understand")
	add("selection", "{\n  [\"reporting\": {\n    |]\"x\": ‹1›\n}", "understand")
	add("finding", "{\n  \"a\": tru|\n}", "understand")
	add("find bar", "|"+sample, "understand find 'id' findnext")
	add("not found", "|"+sample, "find 'xyz'")
	add("folded", "|"+sample, "understand down fold")
	add("form", "|"+sample, "understand form")
	add("form without a tree", "|"+sample, "form nextfield nextfield")
	add("description", "|"+sample, "understand form newline selectall '"+strings.Repeat("word ", 210)+"'")
	add("long line", "{\"a\": \""+strings.Repeat("x", 20_000)+"|\"}", "understand")
	add("wide characters", strings.Repeat("日本語", 100)+"|"+strings.Repeat("日本語", 100), "left left")
	add("empty", "|", "")
	return out
}

func TestEveryScreenIsExactlyItsSize(t *testing.T) {
	for name, m := range screens() {
		for look, th := range themes {
			for _, size := range sizes {
				frame, cursor := m.View(th, size[0], size[1])
				what := fmt.Sprintf("%s, %s, %d×%d", name, look, size[0], size[1])
				checkFrame(t, what, frame, size[0], size[1])
				if cursor == nil && size[0] >= 60 && m.Typing() != Outline {
					t.Errorf("%s: no cursor", what)
				}
			}
		}
	}
}

func TestColoursNeverChangeTheWords(t *testing.T) {
	for name, m := range screens() {
		for _, size := range sizes[:3] {
			want, at := m.View(plain, size[0], size[1])
			for _, look := range []string{"dark", "light", "16"} {
				got, cursor := m.View(themes[look], size[0], size[1])
				if ansi.Strip(got) != ansi.Strip(want) {
					t.Errorf("%s, %s, %v: other words than without colours", name, look, size)
				}
				if (at == nil) != (cursor == nil) || at != nil && *at != *cursor {
					t.Errorf("%s, %s, %v: another cursor", name, look, size)
				}
			}
		}
	}
}

func TestWhatIsOnAScreenOf60By16(t *testing.T) {
	for name, want := range map[string]string{
		"finding": `
    1▾ {
✗   2    "a": tru
    3  }`,
		"folded": `
    1▾ {
    2▸   "reporting": { … 5 lines },
    8    "a/b": 1
    9  }`,
		"find bar": `
 Find id                                             2 of 2 `,
		"not found": `
 Find xyz                                         not found `,
		"form": `
›Name                                                4/255
 Shop

 Description                                         6/1,000
 Orders`,
	} {
		m := screens()[name]
		frame, _ := m.View(plain, 60, 16)
		if !strings.Contains(squeeze(ansi.Strip(frame)), squeeze(want)) {
			t.Errorf("%s: want%s\ngot\n%s", name, want, ansi.Strip(frame))
		}
	}
}

// squeeze takes white space at the ends of lines away, and makes runs of it
// within lines one space.
func squeeze(s string) string {
	lines := strings.Split(strings.Trim(s, "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.Join(strings.Fields(l), " ")
	}
	return strings.Join(lines, "\n")
}

func TestTheCursorStandsOnItsCharacter(t *testing.T) {
	for _, c := range []struct{ marked, script, under string }{
		{"{\n  |\"a\": 1\n}", "", `"`},
		{"{\n  \"日本|語\": 1\n}", "", "語"},
		{"\t|x", "", "x"},
		{numbered(100) + "\nab|cd", "", "c"},
		{"|" + strings.Repeat("0123456789", 5000), "end left left", "8"},
		{"|" + strings.Repeat("0123456789", 5000), "end home right right right", "3"},
		{"\x1b\x00|y", "", "y"},
		{"e\u0301|z", "", "z"},
		{"|" + sample, "understand down fold down", " "},
	} {
		for _, size := range sizes[:3] {
			m, _ := open(c.marked)
			do(m, c.script)
			frame, cursor := m.View(plain, size[0], size[1])
			row := strings.Split(ansi.Strip(frame), "\n")[cursor.Y]
			if got := ansi.Cut(row, cursor.X, cursor.X+ansi.StringWidth(c.under)); got != c.under {
				t.Errorf("%.20q %s %v: the cursor stands on %q, want %q", c.marked, c.script, size, got, c.under)
			}
		}
	}
}

func TestTheOutlineStandsBesideTheTextWhereThereIsRoom(t *testing.T) {
	m, _ := open("{\"reporting\": {\"reportTypes\": ‹\n{\"id\": \"one\", \"label\": \"First\"},\n{\"id\": \"two\", \"label\": \"Second|\"}\n›}}")
	understand(m)
	frame, _ := m.View(plain, 120, 20)
	if !strings.Contains(frame, "Report Types") || !strings.Contains(frame, "› ") {
		t.Errorf("no outline at 120 cells:\n%s", ansi.Strip(frame))
	}
	for _, line := range strings.Split(ansi.Strip(frame), "\n") {
		if strings.Contains(line, "›") && !strings.Contains(line, "Second") && !strings.Contains(line, "two") {
			t.Errorf("another entry is marked: %s", line)
		}
	}
	if frame, _ := m.View(plain, 119, 20); strings.Contains(frame, "Report Types") {
		t.Error("an outline at 119 cells")
	}
	m.View(plain, 120, 20)
	do(m, "nextfield up newline")
	if m.Typing() != Text || m.buf.Text().LineOf(m.buf.Selection().Head) != 1 {
		t.Errorf("picking the entry above goes to line %d, focus %d", m.buf.Text().LineOf(m.buf.Selection().Head), m.Typing())
	}
}

// hostile is every byte, and what terminals and eyes fall for.
func hostile() string {
	var b strings.Builder
	for c := range 256 {
		b.WriteByte(byte(c))
	}
	for r := rune(0x80); r < 0xa0; r++ {
		b.WriteRune(r)
	}
	b.WriteString("\x1b[" + strings.Repeat("1;", 40) + "m")
	b.WriteString("\x1b]0;title\x07\x1b]52;c;aGk=\x1b\\\x1bP1$r\x1b\\\x9b31m")
	for _, r := range []rune{0x202e, 0x2066, 0x2069, 0x200b, 0x200d, 0x2060, 0xfeff, 0xfff9, 0xad, 0x2028, 0x2029, 0xe0041, 0xfe0f, 0x61c, 0x115f, 0x3164} {
		b.WriteString("a" + string(r) + "b")
	}
	b.WriteString("e" + strings.Repeat("\u0301", 300) + "\U0001F468\u200d\U0001F469" + strings.Repeat("﷽", 30))
	return b.String()
}

func TestHostileTextReachesNoTerminal(t *testing.T) {
	bad := hostile()
	docs := map[string]string{
		"bare":      bad,
		"in values": `{"a": "` + bad + `", "` + bad + `": [` + bad + `]}`,
		"one line":  strings.Repeat(strings.ReplaceAll(bad, "\n", ""), 30),
		"sections":  `{"reporting": {"reportTypes": [{"id": "` + strings.ReplaceAll(strings.ReplaceAll(bad, `"`, ""), `\`, "") + `"}]}}`,
	}
	for name, doc := range docs {
		m := New(&host{}, Content{Name: bad, Description: bad, Configuration: text.New(doc)})
		understand(m)
		for _, script := range []string{"", "docend", "end", "home", "form", "nextfield", "nextfield", "form find", "paste'" + strings.ReplaceAll(bad, "'", "") + "'", "back", "bracket nextfinding"} {
			do(m, script)
			for look, th := range themes {
				for _, size := range sizes[:5] {
					frame, _ := m.View(th, size[0], size[1])
					checkFrame(t, fmt.Sprintf("%s, after %.20q, %s, %v", name, script, look, size), frame, size[0], size[1])
				}
			}
		}
		if got := m.Snapshot(); got.Name != bad || got.Text.String() != doc {
			t.Errorf("%s: looking at it changed it", name)
		}
	}
}
