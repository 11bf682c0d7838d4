// This file tells, in the user's words, how the lookup finds, sorts and opens.

package lookup

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"patchbay/api"
	"patchbay/tui/theme"
)

var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

const team = 936506

// host remembers what the screen asked for.
type host struct{ opened, pinned, said []string }

func (h *host) Open(ref api.Ref) tea.Cmd { h.opened = append(h.opened, ref.String()); return nil }
func (h *host) Pin(ref api.Ref) tea.Cmd  { h.pinned = append(h.pinned, ref.String()); return nil }
func (h *host) Say(text string)          { h.said = append(h.said, text) }

func start(t testing.TB, ofTeam int64, entries ...Entry) (*Model, *host) {
	t.Helper()
	h := &host{}
	m := New(h, ofTeam, func() time.Time { return noon })
	m.SetEntries(entries)
	return m, h
}

func entry(identifier, name string, marks Marks) Entry {
	return Entry{Ref: api.Ref{Team: team, Identifier: identifier}, Name: name, Marks: marks}
}

func recent(identifier, name string, ago time.Duration) Entry {
	e := entry(identifier, name, Recent)
	e.OpenedAt = noon.Add(-ago)
	return e
}

// some is a small list as a builder may have it.
func some() []Entry {
	harbor := entry("HB001", "Harbor Ads", 0)
	harbor.Description = "Campaigns and clicks of Harbor Ads"
	harbor.UpdatedAt = "2026-03-11T12:00:00Z"
	return []Entry{
		entry("Z9999", "Ärger im Büro", 0),
		harbor,
		recent("T3S70", "Test Connector", 2*time.Hour),
		recent("T3S71", "Other test", 3*24*time.Hour),
		entry("PIN01", "Weather stations", Pinned),
		entry("EDT01", "Invoices", Unsaved),
	}
}

// listed are the identifiers of the rows, an offer in brackets.
func listed(m *Model) string {
	var out []string
	for _, r := range m.rows {
		if r.item == offered {
			out = append(out, "["+r.ref.String()+"]")
		} else {
			out = append(out, r.ref.Identifier)
		}
	}
	return strings.Join(out, " ")
}

// screen is what is on the screen, without colours.
func screen(m *Model, w, h int) string {
	view, _ := m.View(theme.New(theme.Dark, theme.Colours256, theme.Unicode), w, h)
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

func TestTheListPutsFirstWhatIsNearest(t *testing.T) {
	m, _ := start(t, team, some()...)
	if got, want := listed(m), "PIN01 EDT01 T3S70 T3S71 HB001 Z9999"; got != want {
		t.Errorf("listed %s, want %s: pinned, unsaved, recent by time, then by name", got, want)
	}
}

func TestTheFirstFrameIsUsefulBeforeAnyAnswer(t *testing.T) {
	m, h := start(t, team, recent("T3S70", "Test Connector", 2*time.Hour), entry("PIN01", "Weather stations", Pinned))
	m.SetListState(Loading(noon.Add(-2 * time.Second)))
	shown := screen(m, 80, 23)
	expect(t, shown, "Reading the list of team 936506 … 2 s", "T3S70", "opened 2 h ago", "PIN01", "pinned")
	if _, cursor := m.View(theme.Theme{}, 80, 23); cursor == nil || cursor.Y != 1 {
		t.Errorf("the cursor %v is not in the input", cursor)
	}
	m.Down()
	m.Open()
	if len(h.opened) != 1 || h.opened[0] != "936506/T3S70" {
		t.Errorf("opened %v", h.opened)
	}
}

func TestAFailedListDoesNotBlockOpeningByIdentifier(t *testing.T) {
	m, h := start(t, team)
	m.SetListState(Failed("the credential may not list Connectors"))
	for _, size := range [][2]int{{60, 15}, {80, 23}, {200, 59}} {
		expect(t, screen(m, size[0], size[1]), "could not be read: ", "Opening a Connector by its identifier works.")
	}
	m.Insert("T3S70")
	expect(t, screen(m, 60, 15), "Open T3S70 in team 936506")
	m.Open()
	if strings.Join(h.opened, " ") != "936506/T3S70" {
		t.Errorf("opened %v", h.opened)
	}
}

func TestTypingFilters(t *testing.T) {
	for typed, want := range map[string]string{
		"":             "PIN01 EDT01 T3S70 T3S71 HB001 Z9999",
		"harbor":       "HB001 [936506/harbor]",
		"hrbr":         "HB001 [936506/hrbr]",
		"HARBOR ADS":   "HB001",
		"T3S70":        "T3S70",
		"t3s70":        "T3S70 [936506/t3s70]",
		" T3S70 ":      "T3S70",
		"T3S7":         "T3S70 T3S71 [936506/T3S7]",
		"936506/T3S71": "T3S71",
		"936506/T3S7":  "T3S70 T3S71 [936506/T3S7]",
		"7/T3S70":      "[7/T3S70]",
		"test":         "T3S70 T3S71 PIN01 [936506/test]", // weaTher STations: last
		"büro":         "Z9999",
		"NOPE1":        "[936506/NOPE1]",
		"no such one!": "",
	} {
		m, _ := start(t, team, some()...)
		m.SetListState(Loaded())
		m.Insert(typed)
		if got := listed(m); got != want {
			t.Errorf("typed %q: listed %s, want %s", typed, got, want)
		}
	}
}

func TestWhatIsTypedExactlyComesFirst(t *testing.T) {
	m, h := start(t, team, entry("T3S70X", "T3S70 copy", Pinned), entry("T3S70", "Zebra", 0))
	m.SetListState(Loaded())
	m.Insert("T3S70")
	m.Open()
	if strings.Join(h.opened, " ") != "936506/T3S70" {
		t.Errorf("opened %v", h.opened)
	}
}

func TestAnotherTeamsConnectorIsNeverOpenedUnasked(t *testing.T) {
	theirs := Entry{Ref: api.Ref{Team: 7, Identifier: "T3S70"}, Name: "Theirs", Marks: Recent | Pinned}
	m, h := start(t, team, theirs)
	m.SetListState(Loaded())
	expect(t, screen(m, 80, 23), "7/T3S70")
	m.Insert("T3S70")
	m.Open()
	m.Clear()
	m.Insert("7/T3S70")
	m.Open()
	if got, want := strings.Join(h.opened, " "), "936506/T3S70 7/T3S70"; got != want {
		t.Errorf("opened %s, want %s", got, want)
	}
}

func TestWithoutTheListAnIdentifierGoesBeforeWhatLooksLikeIt(t *testing.T) {
	m, h := start(t, team, entry("T3S701", "Another", Recent))
	m.SetListState(Loading(noon))
	m.Insert("T3S70")
	m.Open()
	if strings.Join(h.opened, " ") != "936506/T3S70" {
		t.Errorf("opened %v", h.opened)
	}
}

func TestTheSelectionStaysOnItsConnectorWhenTheListArrives(t *testing.T) {
	m, _ := start(t, team, recent("T3S70", "Test Connector", time.Hour), recent("T3S71", "Other", 2*time.Hour))
	m.SetListState(Loading(noon))
	m.Down()
	m.SetEntries(append(some(), entry("AAAAA", "Aardvark", Pinned)))
	m.SetListState(Loaded())
	if ref, err := m.SelectedRef(); err != nil || ref.Identifier != "T3S71" {
		t.Errorf("selected %v %v", ref, err)
	}
}

func TestWhatWasTypedIsFoundWhenTheListArrives(t *testing.T) {
	m, _ := start(t, team)
	m.SetListState(Loading(noon))
	m.Insert("T3S70")
	if got := listed(m); got != "[936506/T3S70]" {
		t.Fatalf("listed %s", got)
	}
	m.SetEntries(some())
	m.SetListState(Loaded())
	if got := listed(m); got != "T3S70" {
		t.Errorf("listed %s", got)
	}
	if ref, _ := m.SelectedRef(); ref.Identifier != "T3S70" {
		t.Errorf("selected %v", ref)
	}
}

func TestWithoutATeamTheTeamMustBeTyped(t *testing.T) {
	m, h := start(t, 0)
	expect(t, screen(m, 80, 23), "936506/T3S70")
	m.Insert("T3S70")
	if len(m.rows) != 0 {
		t.Errorf("listed %s", listed(m))
	}
	m.Open()
	if len(h.opened) != 0 || len(h.said) != 1 || !strings.Contains(strings.ToLower(h.said[0]), "team") {
		t.Errorf("opened %v, said %q", h.opened, h.said)
	}
	m.Clear()
	m.Insert("936506/T3S70")
	m.Open()
	if strings.Join(h.opened, " ") != "936506/T3S70" {
		t.Errorf("opened %v", h.opened)
	}
}

func TestInvalidInputSaysWhyBelowTheInput(t *testing.T) {
	for _, typed := range []string{"what?", "a b!", strings.Repeat("x", 101), "0/T3S70", "936506/"} {
		m, _ := start(t, team)
		m.Insert(typed)
		lines := strings.Split(screen(m, 80, 23), "\n")
		if !strings.Contains(lines[2], "✗") || len(strings.TrimSpace(lines[2])) < 12 {
			t.Errorf("typed %q: %q below the input", typed, lines[2])
		}
	}
}

func TestEmptyListsSayHowToGoOn(t *testing.T) {
	m, h := start(t, team)
	m.SetListState(Loaded())
	expect(t, screen(m, 60, 15), "Team 936506 has no Connectors.", "936506/T3S70")
	m.Open()
	if len(h.said) != 1 {
		t.Errorf("said %q", h.said)
	}
	m.SetEntries(some())
	m.Insert("zzz!")
	expect(t, screen(m, 60, 15), "No Connector matches.", "type its identifier")
}

func TestMarksAreWords(t *testing.T) {
	e := recent("T3S70", "Test", 2*time.Hour)
	e.Marks |= Pinned | Unsaved
	m, _ := start(t, team, e)
	expect(t, screen(m, 200, 59), "pinned, ● unsaved edit, opened 2 h ago")
	expect(t, screen(m, 60, 15), "pinned", "unsaved edit")
}

func TestRepeatsAreMerged(t *testing.T) {
	named := entry("T3S70", "Test", Pinned)
	m, _ := start(t, team, recent("T3S70", "", time.Hour), named, named)
	if got := listed(m); got != "T3S70" {
		t.Fatalf("listed %s", got)
	}
	if e := m.items[0].entry; e.Marks != Pinned|Recent || e.Name != "Test" || e.OpenedAt.IsZero() {
		t.Errorf("merged to %+v", e)
	}
}

func TestPinAndMove(t *testing.T) {
	m, h := start(t, team, some()...)
	screen(m, 60, 15)
	m.End()
	m.Down()
	m.TogglePin()
	m.Home()
	m.Up()
	m.TogglePin()
	m.PageDown()
	m.TogglePin()
	if got, want := strings.Join(h.pinned, " "), "936506/Z9999 936506/PIN01 936506/Z9999"; got != want {
		t.Errorf("pinned %s, want %s", got, want)
	}
}

func TestClear(t *testing.T) {
	m, _ := start(t, team, some()...)
	if m.Clear() {
		t.Error("there was nothing to clear")
	}
	m.Paste("harbor\n")
	if !m.Clear() || m.input.Value() != "" || len(m.rows) != 6 {
		t.Errorf("input %q, %d rows", m.input.Value(), len(m.rows))
	}
}

func TestALongListScrollsWithTheSelection(t *testing.T) {
	var many []Entry
	for i := range 100 {
		many = append(many, entry(fmt.Sprintf("C%04d", i), fmt.Sprintf("Connector %04d", i), 0))
	}
	m, _ := start(t, team, many...)
	screen(m, 80, 23)
	for range 57 {
		m.Down()
	}
	expect(t, screen(m, 80, 23), "C0057")
	m.End()
	expect(t, screen(m, 80, 23), "C0099")
	m.Home()
	expect(t, screen(m, 80, 23), "C0000")
}

func TestTextsWithoutEndAreKeptShort(t *testing.T) {
	endless := strings.Repeat("é", 1<<19)
	it := items([]Entry{{Name: endless, Description: endless, UpdatedAt: endless}}, 1)[0]
	for what, s := range map[string]string{"name": it.name, "description": it.description, "timestamp": it.entry.UpdatedAt, "search": it.search} {
		if len(s) > keptBytes || !strings.HasSuffix(s, "é") {
			t.Errorf("%d bytes of the %s are kept", len(s), what)
		}
	}
}
