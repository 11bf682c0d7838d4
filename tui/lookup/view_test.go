// This file looks at whole screens: their sizes, colours, and hostile text on them.

package lookup

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"patchbay/api"
	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

func themes() map[string]theme.Theme {
	return map[string]theme.Theme{
		"dark":      theme.New(theme.Dark, theme.TrueColour, theme.Unicode),
		"light":     theme.New(theme.Light, theme.Colours256, theme.Unicode),
		"16":        theme.New(theme.Dark, theme.Colours16, theme.Unicode),
		"no colour": theme.New(theme.Dark, theme.NoColour, theme.ASCII),
		"zero":      {},
	}
}

// exact fails unless the view has h lines of w cells that pass the gate unchanged.
func exact(t *testing.T, view string, w, h int) {
	t.Helper()
	if cells.Gate(view) != view {
		t.Errorf("something on the screen does not pass the gate:\n%q", view)
	}
	lines := strings.Split(view, "\n")
	if len(lines) != h {
		t.Errorf("%d lines, want %d", len(lines), h)
	}
	for i, l := range lines {
		if got := ansi.StringWidth(l); got != w {
			t.Errorf("line %d has %d cells, want %d: %q", i, got, w, l)
		}
	}
}

var sizes = [][2]int{{60, 15}, {80, 23}, {120, 39}, {200, 59}, {1, 1}, {1, 15}, {15, 1}, {2, 2}, {7, 5}, {23, 6}, {30, 12}}

func TestEveryScreenHasTheExactSize(t *testing.T) {
	states := map[string]ListState{
		"not asked": {}, "loading": Loading(noon.Add(-time.Hour)), "loaded": Loaded(),
		"failed": Failed("the server answered 503, “Service Unavailable”, and then said nothing more for a long, long time"),
	}
	for name, th := range themes() {
		for said, state := range states {
			for _, typed := range []string{"", "t3s", "T3S70", "zzz!", "no such Connector anywhere, however long one searches for it"} {
				for _, ofTeam := range []int64{0, team} {
					m, _ := start(t, ofTeam, some()...)
					m.SetListState(state)
					m.Insert(typed)
					for _, size := range sizes {
						view, cursor := m.View(th, size[0], size[1])
						exact(t, view, size[0], size[1])
						if cursor == nil || cursor.X < 0 || cursor.X >= size[0] || cursor.Y >= size[1] {
							t.Errorf("cursor %v at %v", cursor, size)
						}
						if t.Failed() {
							t.Fatalf("%s, %s, %q, team %d, %v:\n%s", name, said, typed, ofTeam, size, ansi.Strip(view))
						}
					}
				}
			}
		}
	}
}

func TestTheScreenAtItsSmallest(t *testing.T) {
	m, _ := start(t, team, some()...)
	m.SetListState(Loaded())
	got := screen(m, 60, 15)
	want := strings.Join([]string{
		" Connectors of team 936506",
		" Find identifier, team/identifier, or part of a name",
		"",
		" 6 Connectors, 1 pinned, 1 with an unsaved edit",
		"  Identifier  Name                     Here",
		"› PIN01       Weather stations         ★ pinned",
		"  EDT01       Invoices                 ● unsaved edit",
		"  T3S70       Test Connector           opened 2 h ago",
		"  T3S71       Other test               opened 3 days ago",
		"  HB001       Harbor Ads",
		"  Z9999       Ärger im Büro",
		"", "", "",
		" (no description)",
	}, "\n")
	if trimmed(got) != want {
		t.Errorf("got:\n%s\nwant:\n%s", trimmed(got), want)
	}
}

func trimmed(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func TestWideScreensShowDescriptionAndUpdated(t *testing.T) {
	m, _ := start(t, team, some()...)
	m.SetListState(Loaded())
	expect(t, screen(m, 200, 59), "Description", "Campaigns and clicks", "Updated", "3 days ago")
	if strings.Contains(screen(m, 60, 15), "Campaigns") {
		t.Error("there is no room for descriptions in 60 cells")
	}
}

func TestColoursFollowTheTheme(t *testing.T) {
	m, _ := start(t, team, some()...)
	m.Insert("harbor")
	views := map[string]string{}
	for name, th := range themes() {
		views[name], _ = m.View(th, 80, 23)
	}
	if views["dark"] == views["light"] {
		t.Error("dark and light look the same")
	}
	if strings.Contains(views["no colour"], "38;") || strings.Contains(views["no colour"], "\x1b[3") {
		t.Errorf("colours where there are none: %q", views["no colour"])
	}
	if strings.Contains(views["zero"], "\x1b") {
		t.Errorf("sequences without a theme: %q", views["zero"])
	}
	if !strings.Contains(views["no colour"], "\x1b[") {
		t.Error("without colours the matched characters still stand out")
	}
}

func TestMatchedCharactersStandOut(t *testing.T) {
	th := theme.New(theme.Dark, theme.Colours256, theme.Unicode)
	m, _ := start(t, team, some()...)
	m.Insert("hrbr")
	view, _ := m.View(th, 80, 23)
	on := th.PaintOver(theme.Selected, theme.Match)
	for _, piece := range []string{on + "H", on + "rb", on + "r"} {
		if !strings.Contains(view, piece) {
			t.Errorf("%q is not on the screen", piece)
		}
	}
}

// hostile are texts that drive, break or deceive terminals that trust them.
var hostile = []string{
	"\x1b[31mred", "\x1b]0;title\a", "\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "\x1b[" + strings.Repeat("1;", 40) + "m",
	"\x1b]52;c;aGk=\x07", "\x1bPq#0\x1b\\", "\x1b[2J\x1b[H", "\x9b31m", "\u009b31m", "\u009d0;x\u009c", "a\rb", "a\nb\nc", "a\tb",
	"\x00\x07\x08\x0b\x0c\x7f", "\xff\xfe\x80", "\u202egnp.exe", "\u2066x\u2069", "\u200b\u2060\u200e", "\u2028\u2029", "\ufeffbom",
	"\U000e0041\U000e007f", "e" + strings.Repeat("\u0301", 300), "👩‍👩‍👧‍👦👨🏽‍🚀🇫🇮❤️", strings.Repeat("漢", 500), strings.Repeat("x", 10_000),
	"\u00ad\ufff9\ufffb", "שלום مرحبا", "a\u0300\u0301b", strings.Repeat("\x1b", 2000), "\x1b", "", " ", "\ue000\U0010ffff",
}

func TestHostileTextShowsAsMarksAndShiftsNothing(t *testing.T) {
	plain := make([]Entry, len(hostile))
	nasty := make([]Entry, len(hostile))
	for i, s := range hostile {
		ref := api.Ref{Team: team, Identifier: fmt.Sprintf("C%03d", i)}
		plain[i] = Entry{Ref: ref, Name: "x", Description: "x", UpdatedAt: "2026-03-11T12:00:00Z", Marks: Pinned}
		nasty[i] = Entry{Ref: ref, Name: s, Description: s, UpdatedAt: s, Marks: Pinned}
	}
	for name, th := range themes() {
		for _, size := range sizes {
			m, _ := start(t, team, nasty...)
			m.SetListState(Failed(hostile[0] + hostile[3]))
			for range nasty {
				view, _ := m.View(th, size[0], size[1])
				exact(t, view, size[0], size[1])
				if t.Failed() {
					t.Fatalf("%s at %v", name, size)
				}
				m.Down()
			}
		}
	}
	// Rows stay where they are: every identifier begins in the same cell.
	m, _ := start(t, team, nasty...)
	for _, line := range strings.Split(screen(m, 120, 59), "\n") {
		if i := strings.Index(line, "C0"); i >= 0 && ansi.StringWidth(line[:i]) != 2 && !strings.Contains(line, "/C0") {
			t.Errorf("a row is shifted: %q", line)
		}
	}
	m.SetEntries(nasty[:1])
	expect(t, screen(m, 120, 39), "␛[31mred")
}

func TestHostileIdentifiersAndInput(t *testing.T) {
	var entries []Entry
	for _, s := range hostile {
		entries = append(entries, Entry{Ref: api.Ref{Team: team, Identifier: s}, Name: "n"})
	}
	for _, s := range hostile {
		m, _ := start(t, team, entries...)
		m.Paste(s)
		for _, size := range sizes {
			view, _ := m.View(theme.New(theme.Light, theme.Colours256, theme.Unicode), size[0], size[1])
			exact(t, view, size[0], size[1])
		}
		if t.Failed() {
			t.Fatalf("%q", s)
		}
	}
}

func TestASelectedRowIsNotToldByColourAlone(t *testing.T) {
	m, _ := start(t, team, some()...)
	m.Down()
	view, _ := m.View(theme.Theme{}, 80, 23)
	expect(t, view, theme.Theme{}.Glyph(theme.Pointer)+" EDT01")
}
