// This file tells, in the user's words, how a Connector is read.

package detail

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"patchbay/api"
	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/text"
	"patchbay/tui/theme"
)

var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

var ref = api.Ref{Team: 936506, Identifier: "T3S70"}

// host remembers what the screen asked for.
type host struct{ what, copied, said []string }

func (h *host) Copy(what, s string) tea.Cmd {
	h.what, h.copied = append(h.what, what), append(h.copied, s)
	return nil
}
func (h *host) Say(s string) { h.said = append(h.said, s) }

const small = `{
  "name": "Harbor \u0041ds",
  "secrets": {
    "items": [
      {"id": "api_key"}
    ]
  },
  "reporting": {
    "reportTypes": [
      {
        "id": "campaigns",
        "fields": [
          {
            "id": "date",
            "type": "dimension"
          },
          {
            "id": "clicks",
            "type": "metric"
          }
        ]
      },
      {
        "id": "orders",
        "fields": []
      }
    ]
  },
  "limit": 12345678901234567890
}`

func connector(json string) api.Connector {
	return api.Connector{
		Identifier:  "T3S70",
		Name:        api.TextOf("Harbor Ads"),
		Description: api.TextOf("Daily campaign results"),
		LogoURL:     "https://assets.example/logo.png",
		CreatedAt:   "2025-01-01T00:00:00+00:00",
		UpdatedAt:   "2026-03-11T12:00:00Z",
		Configuration: api.Configuration{
			Version: "1.0.0", JSON: json, Origin: api.AsReceived,
			CreatedAt: "2025-01-01", UpdatedAt: "2026-03-14T10:00:00Z",
		},
	}
}

func contentOf(json string) Content {
	return Content{Ref: ref, Connector: connector(json), Text: text.New(json), ReadAt: noon}
}

// reader opens a Configuration, meaning included, and draws it once at 80×24.
func reader(t testing.TB, json string) (*Model, *host) {
	t.Helper()
	h := &host{}
	m := New(h, func() time.Time { return noon })
	c := contentOf(json)
	c.Tree = document.Parse(context.Background(), json)
	m.SetContent(c)
	screen(m, 80, 23)
	return m, h
}

var dark = theme.New(theme.Dark, theme.Colours256, theme.Unicode)

// screen is what is on the screen, without colours.
func screen(m *Model, w, h int) string {
	view, _ := m.View(dark, w, h)
	return ansi.Strip(view)
}

func expect(t *testing.T, shown string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(shown, w) {
			t.Errorf("%q is not on the screen:\n%s", w, shown)
		}
	}
}

func refuse(t *testing.T, shown string, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(shown, w) {
			t.Errorf("%q is on the screen:\n%s", w, shown)
		}
	}
}

// Find searches for s from the cursor on, as typing it into the bar does.
func (m *Model) Find(s string) {
	m.search(s)
	m.findFrom(m.off)
}

// at puts the cursor on the line that holds the words.
func at(t testing.TB, m *Model, words string) {
	t.Helper()
	i := strings.Index(m.content.Text.String(), words)
	if i < 0 {
		t.Fatalf("%q is not in the Configuration", words)
	}
	m.off = m.lineHome(m.content.Text.LineOf(i))
}

func typed(m *Model, s string) {
	for _, r := range s {
		m.Press(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func TestTheHeaderTellsEverything(t *testing.T) {
	m, _ := reader(t, small)
	m.NextPart()
	expect(t, screen(m, 80, 39),
		"Harbor Ads", "T3S70", "936506", "Daily campaign results", "https://assets.example/logo.png",
		"2025-01-01 00:00 UTC (1 year ago)", "2026-03-11 12:00 UTC (3 days ago)",
		"version 1.0.0", "2025-01-01 (1 year ago)", "2026-03-14 10:00 UTC (2 h ago)",
		cells.Thousands(len(small))+" bytes, 30 lines", "2 Report Types, 2 Fields, 1 Secret", "1 warning",
		"2026-03-14 12:00 UTC (just now)")
}

func TestTheBriefHeaderLeavesRoomForTheText(t *testing.T) {
	m, _ := reader(t, small)
	shown := screen(m, 80, 23)
	expect(t, shown, "Harbor Ads", "T3S70 of team 936506", "version 1.0.0", "updated 3 days ago",
		"Daily campaign results", "2 Report Types", `"reportTypes": [`)
	m.PageDown()
	shown = screen(m, 80, 23)
	refuse(t, shown, "T3S70 of team")
	expect(t, shown, `"limit": 12345678901234567890`)
	m.Home()
	expect(t, screen(m, 80, 23), "T3S70 of team 936506")
}

func TestTimesThatDoNotParseAreShownAsTheyCame(t *testing.T) {
	m, _ := reader(t, small)
	c := m.content
	c.Connector.CreatedAt, c.Connector.UpdatedAt = "last \x1b[31mTuesday", ""
	m.SetContent(c)
	m.NextPart()
	expect(t, screen(m, 80, 39), "last ␛[31mTuesday", "not told")
}

func TestLongDescriptionsCollapseUntilTheHeaderIsEntered(t *testing.T) {
	m, _ := reader(t, small)
	c := m.content
	c.Connector.Description = api.TextOf(strings.Repeat("word ", 150) + "end.\nSecond paragraph")
	m.SetContent(c)
	refuse(t, screen(m, 80, 23), "Second paragraph")
	expect(t, screen(m, 80, 23), "…")
	m.NextPart()
	expect(t, screen(m, 80, 39), "Second paragraph")
	m.NextPart()
	refuse(t, screen(m, 80, 23), "Second paragraph")
}

func TestMissingMetadataIsSaid(t *testing.T) {
	h := &host{}
	m := New(h, func() time.Time { return noon })
	expect(t, screen(m, 60, 15), "No Connector is open.")
	m.SetContent(Content{Ref: ref, Text: text.New("{}"), Connector: api.Connector{Configuration: api.Configuration{JSON: "{}", Origin: api.Missing}}})
	expect(t, screen(m, 80, 23), "(no name)", "(no description)", "held no Configuration", "{}", "being counted")
	m.NextPart()
	expect(t, screen(m, 80, 39), "not told", "none")
	m.SetContent(Content{Ref: ref, Text: text.New("{}"), Connector: api.Connector{Configuration: api.Configuration{JSON: "{}", Origin: api.EmptyArray}}})
	expect(t, screen(m, 80, 23), "an empty list, [],")
}

func TestReadingIsSaidWithItsTime(t *testing.T) {
	m := New(&host{}, func() time.Time { return noon })
	m.SetReading(ref, noon.Add(-2*time.Second))
	expect(t, screen(m, 60, 15), "Reading 936506/T3S70 … 2 s")
	m.SetContent(contentOf(small))
	expect(t, screen(m, 80, 23), "Reading the structure", "being counted", `"name"`)
}

func TestBrokenJSONIsPlainTextAndSaysWhy(t *testing.T) {
	m, h := reader(t, "{\n  \"a\": 1,,\n  \"b\": 2\n}")
	expect(t, screen(m, 100, 23), "not valid JSON (line 2, column ", "plain text", `"b": 2`, "1 error")
	m.Find("b")
	m.FilterPath("b")
	m.FoldLevel(1)
	m.CopyAll()
	if len(h.copied) != 1 || h.copied[0] != m.content.Text.String() {
		t.Errorf("copied %q", h.copied)
	}
}

func TestADocumentNestedTooDeeplyStaysReadable(t *testing.T) {
	deep := strings.Repeat("[\n", 1200) + strings.Repeat("]\n", 1200)
	m, _ := reader(t, `{"a":`+deep+`}`)
	expect(t, screen(m, 100, 23), "nested more than 1,000 levels deep")
	m.FoldLevel(3)
	m.ToggleFold()
	m.End()
	screen(m, 100, 23)
}

func TestLaidOutIsSaid(t *testing.T) {
	m, _ := reader(t, small)
	c := m.content
	c.Spacing, c.Connector.Configuration.JSON = LaidOut, "{}"
	c.Access = ReadOnly
	m.SetContent(c)
	expect(t, screen(m, 100, 23), "2 bytes, 30 lines as laid out here, stored on 1 line", "read-only")
	m.NextPart()
	expect(t, screen(m, 100, 39), "read-only")
}

func TestTheLastLineIsThePathOfTheCursor(t *testing.T) {
	m, _ := reader(t, small)
	for words, want := range map[string]string{
		`"campaigns"`: "reporting.reportTypes[0].id",
		`"orders"`:    "reporting.reportTypes[1].id",
		`"limit"`:     "limit",
		`"fields": [`: "reporting.reportTypes[0].fields",
	} {
		at(t, m, words)
		if got := m.Path(); got != want {
			t.Errorf("on %s: path %q, want %q", words, got, want)
		}
		lines := strings.Split(screen(m, 80, 23), "\n")
		if last := lines[len(lines)-1]; !strings.Contains(last, want) {
			t.Errorf("the last line is %q", last)
		}
	}
	if got, want := m.Position(), "line 12 of 30"; got == "" || strings.Count(got, " ") != strings.Count(want, " ") {
		t.Errorf("position %q", got)
	}
}

func TestCopy(t *testing.T) {
	m, h := reader(t, small)
	at(t, m, `"name"`)
	m.CopyValue()
	m.CopyPath()
	at(t, m, `"limit"`)
	m.CopyValue()
	at(t, m, `"items"`)
	m.CopyPath()
	at(t, m, `{`)
	m.CopyPath()
	m.CopyAll()
	want := []string{"Harbor Ads", "name", "12345678901234567890", "secrets.items", small}
	if fmt.Sprint(h.copied) != fmt.Sprint(want) {
		t.Errorf("copied %q, want %q", h.copied, want)
	}
	if got := strings.Join(h.what, "; "); got != "The value of name; The path name; The value of limit; The path secrets.items; The Configuration of 936506/T3S70" {
		t.Errorf("said %s", got)
	}
	if len(h.said) != 1 || !strings.Contains(h.said[0], "no path") {
		t.Errorf("said %q", h.said)
	}
}

func TestCopyBeforeThereIsMeaningSaysWait(t *testing.T) {
	h := &host{}
	m := New(h, func() time.Time { return noon })
	m.CopyValue()
	m.CopyAll()
	m.SetContent(contentOf(small))
	m.CopyValue()
	m.CopyPath()
	if len(h.copied) != 0 || len(h.said) != 4 {
		t.Errorf("copied %q, said %q", h.copied, h.said)
	}
}

func TestReloadingKeepsTheLine(t *testing.T) {
	m, _ := reader(t, small)
	at(t, m, `"clicks"`)
	line := m.cursorLine()
	m.Find("metric")
	m.SetContent(contentOf(small))
	m.SetTree(document.Parse(context.Background(), small))
	if m.cursorLine() != line+1 { // where the search went
		t.Errorf("line %d, want %d", m.cursorLine(), line+1)
	}
	other := contentOf(small)
	other.Ref.Identifier = "OTHER"
	m.SetContent(other)
	if m.Offset() != 0 {
		t.Errorf("another Connector opens at byte %d", m.Offset())
	}
}

func TestATreeOfAnotherTextIsIgnored(t *testing.T) {
	m := New(&host{}, func() time.Time { return noon })
	m.SetContent(contentOf(small))
	m.SetTree(document.Parse(context.Background(), `{"a":1}`))
	m.SetTree(nil)
	if m.tree != nil {
		t.Error("taken")
	}
}

func TestEscClosesWhatIsInFrontFirst(t *testing.T) {
	m, _ := reader(t, small)
	m.Find("id")
	m.FilterPath("fields")
	m.OpenFind()
	m.NextPart()
	m.OpenFilter()
	for i, want := range []field.Handled{field.Yes, field.Yes, field.No} {
		if got := m.Back(); got != want {
			t.Errorf("back %d: %v", i, got)
		}
	}
	m.NextPart()
	if m.Back() != field.Yes || m.Back() != field.No {
		t.Error("back leaves the header first")
	}
}
