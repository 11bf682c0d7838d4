// This file looks at whole screens: their sizes, colours, hostile text, and what
// drawing costs.

package detail

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"patchbay/api"
	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/text"
	"patchbay/tui/theme"
)

func themes() map[string]theme.Theme {
	return map[string]theme.Theme{
		"dark":      dark,
		"light":     theme.New(theme.Light, theme.Colours256, theme.Unicode),
		"16":        theme.New(theme.Dark, theme.Colours16, theme.Unicode),
		"no colour": theme.New(theme.Dark, theme.NoColour, theme.ASCII),
		"zero":      {},
	}
}

var sizes = [][2]int{{60, 15}, {80, 23}, {120, 39}, {200, 59}, {1, 1}, {1, 15}, {15, 1}, {2, 2}, {7, 5}, {23, 6}, {30, 12}}

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

func everySize(t *testing.T, m *Model, what string) {
	t.Helper()
	eachSize(t, m, what, themes(), sizes)
}

func eachSize(t *testing.T, m *Model, what string, themes map[string]theme.Theme, sizes [][2]int) {
	t.Helper()
	for name, th := range themes {
		for _, size := range sizes {
			view, cursor := m.View(th, size[0], size[1])
			exact(t, view, size[0], size[1])
			if cursor != nil && (cursor.X < 0 || cursor.X >= size[0] || cursor.Y < 0 || cursor.Y >= size[1]) {
				t.Errorf("cursor at %d,%d", cursor.X, cursor.Y)
			}
			if t.Failed() {
				t.Fatalf("%s, %s at %v:\n%s", what, name, size, ansi.Strip(view))
			}
		}
	}
}

func TestEveryScreenHasTheExactSize(t *testing.T) {
	m := New(&host{}, func() time.Time { return noon })
	everySize(t, m, "nothing open")
	m.SetReading(ref, noon.Add(-time.Hour))
	everySize(t, m, "reading")
	m.SetContent(contentOf(small))
	everySize(t, m, "no tree yet")
	m, _ = reader(t, small)
	everySize(t, m, "open")
	m.NextPart()
	everySize(t, m, "header")
	m.PageDown()
	everySize(t, m, "header scrolled")
	m.NextPart()
	m.End()
	everySize(t, m, "end")
	m.OpenFind()
	typed(m, "a text to find that is much longer than the line it is typed into, even at 120 cells")
	everySize(t, m, "find")
	m.Back()
	m.FoldLevel(1)
	everySize(t, m, "folded")
	m.OpenFilter()
	typed(m, "nothing-like-that-anywhere")
	everySize(t, m, "nothing matches")
	m.Back()
	m.FilterPath("fields")
	everySize(t, m, "filtered")
}

func trimmed(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func TestTheScreenAtItsSmallest(t *testing.T) {
	m, _ := reader(t, small)
	lines := strings.Split(trimmed(screen(m, 60, 15)), "\n")
	for i, want := range map[int]string{
		0: " Harbor Ads",
		1: " T3S70 of team 936506 · version 1.0.0 · updated 3 days ago",
		2: " Daily campaign results",
		4: " Findings: ! 1 warning",
	} {
		if lines[i] != want {
			t.Errorf("line %d is %q, want %q", i, lines[i], want)
		}
	}
	if !strings.HasPrefix(lines[5], "── Configuration ") {
		t.Errorf("line 5 is %q", lines[5])
	}
	if !strings.HasSuffix(lines[6], "{") || !strings.Contains(lines[7], `"name"`) {
		t.Errorf("the text begins %q, %q", lines[6], lines[7])
	}
}

func TestColoursFollowTheTheme(t *testing.T) {
	m, _ := reader(t, small)
	views := map[string]string{}
	for name, th := range themes() {
		views[name], _ = m.View(th, 80, 23)
	}
	if views["dark"] == views["light"] {
		t.Error("dark and light look the same")
	}
	if strings.Contains(views["no colour"], "38;") {
		t.Error("colours where there are none")
	}
	if strings.Contains(views["zero"], "\x1b") {
		t.Error("sequences without a theme")
	}
}

// hostile are texts that drive, break or deceive terminals that trust them.
var hostile = []string{
	"\x1b[31mred", "\x1b]0;title\a", "\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "\x1b[" + strings.Repeat("1;", 40) + "m",
	"\x1b]52;c;aGk=\x07", "\x1bPq#0\x1b\\", "\x1b[2J\x1b[H", "\x9b31m", "\u009b31m", "\u009d0;x\u009c", "a\rb", "a\nb\nc", "a\tb",
	"\x00\x07\x08\x0b\x0c\x7f", "\xff\xfe\x80", "\u202egnp.exe", "\u2066x\u2069", "\u200b\u2060\u200e", "\u2028\u2029", "\ufeffbom",
	"\U000e0041\U000e007f", "e" + strings.Repeat("\u0301", 300), "👩‍👩‍👧‍👦👨🏽‍🚀🇫🇮❤️", strings.Repeat("漢", 500), strings.Repeat("x", 10_000),
	"\u00ad\ufff9\ufffb", "שלום مرحبا", "a\u0300\u0301b", strings.Repeat("\x1b", 2000), "\x1b", "", " ", "\ue000\U0010ffff",
	strings.Repeat("line\n", 300),
}

func TestHostileTextShowsAsMarksAndShiftsNothing(t *testing.T) {
	two := map[string]theme.Theme{"dark": dark, "no colour": themes()["no colour"]}
	few := [][2]int{{60, 15}, {80, 23}, {200, 59}, {1, 1}}
	look := func(m *Model, what string) { t.Helper(); eachSize(t, m, what, two, few) }
	for i, s := range hostile {
		json := "{\n  \"" + s + "\": \"" + s + "\",\n  \"b\": [1, 2]\n}"
		c := Content{
			Ref: api.Ref{Team: 1, Identifier: s}, Text: text.New(json), ReadAt: noon,
			Connector: api.Connector{
				Identifier: s, Name: api.TextOf(s), Description: api.TextOf(s), LogoURL: s, CreatedAt: s, UpdatedAt: s,
				Configuration: api.Configuration{Version: s, JSON: json, CreatedAt: s, UpdatedAt: s, Origin: api.AsReceived},
			},
			Tree: document.Parse(context.Background(), json),
		}
		m := New(&host{}, func() time.Time { return noon })
		m.SetContent(c)
		what := fmt.Sprintf("hostile text %d", i)
		look(m, what)
		m.NextPart()
		look(m, what+" in the header")
		m.NextPart()
		m.Down()
		look(m, what+" at its path")
		m.Find(s)
		m.FilterPath(s)
		look(m, what+" searched and filtered")
		m.OpenFind()
		m.Paste(s)
		look(m, what+" typed")
		m.SetReading(c.Ref, noon)
		look(m, what+" being read")
	}
}

func TestEscapesAreShownNotObeyed(t *testing.T) {
	m, _ := reader(t, small)
	c := m.content
	c.Connector.Name = api.TextOf("\x1b[31mred")
	m.SetContent(c)
	expect(t, screen(m, 80, 23), "␛[31mred")
}

// megabyte is a Configuration of about 1 MB.
func megabyte() string {
	var b strings.Builder
	b.WriteString("{\n  \"reporting\": {\n    \"reportTypes\": [")
	for i := 0; b.Len() < 1<<20; i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "\n      {\n        \"id\": \"report_%d\",\n        \"fields\": [", i)
		for f := range 30 {
			if f > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "\n          {\n            \"id\": \"field_%d\",\n            \"label\": \"Field %d\",\n            \"type\": \"metric\",\n            \"value\": %d\n          }", f, f, f*i)
		}
		b.WriteString("\n        ]\n      }")
	}
	b.WriteString("\n    ]\n  }\n}")
	return b.String()
}

func BenchmarkView(b *testing.B) {
	m, _ := reader(b, megabyte())
	for name, prepare := range map[string]func(){
		"top": m.Home, "end": m.End, "finding": func() { m.Find("field_7") }, "filtered": func() { m.FilterPath("fields.id") },
	} {
		b.Run(name, func(b *testing.B) {
			prepare()
			for b.Loop() {
				m.View(dark, 200, 59)
			}
		})
		m.Find("")
		m.FilterPath("")
	}
}

func BenchmarkVerbs(b *testing.B) {
	m, _ := reader(b, megabyte())
	for name, verb := range map[string]func(){
		"page": m.PageDown, "find": func() { m.Find("field_29") }, "find nothing": func() { m.Find("nowhere to be found") },
		"filter": func() { m.FilterPath("fields.id") }, "fold": func() { m.FoldLevel(3) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				verb()
			}
		})
		m.Find("")
		m.FilterPath("")
		m.UnfoldAll()
		m.Home()
	}
}
