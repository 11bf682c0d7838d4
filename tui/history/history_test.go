// What the screen lists, what it asks for, and how it draws.

package history

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"patchbay/tui/field"
	"patchbay/tui/theme"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

type told struct{ said []string }

func (h *told) Say(text string) { h.said = append(h.said, text) }

// versions are n entries, one an hour, all read: fetched, saved, replaced in turn.
func versions(n int) (entries []Entry, facts []Facts) {
	for i := range n {
		entries = append(entries, Entry{At: noon.Add(-time.Duration(i) * time.Hour), Why: []Why{Saved, Replaced, Fetched}[i%3]})
		facts = append(facts, Facts{Known: true, Who: "this computer", Name: fmt.Sprint("Larkspur ", i), Version: fmt.Sprintf("1.0.%d", n-i), Size: 38600 + i})
	}
	return entries, facts
}

// listing is a screen with n versions.
func listing(n int) (*Model, *told) {
	h := &told{}
	m := New(h, func() time.Time { return noon.Add(time.Minute) }, Content{Identifier: "T3S70", Hints: []Hint{{"r", "restore"}, {"enter", "changes to live"}, {"esc", "back"}}})
	entries, facts := versions(n)
	m.SetEntries(entries, 0)
	m.Learn(0, facts)
	return m, h
}

var plain = theme.New(theme.Dark, theme.NoColour, theme.Unicode)

func screenOf(m *Model, t theme.Theme, w, h int) string {
	view, _ := m.View(t, w, h)
	return ansi.Strip(view)
}

// whole fails unless the screen is exactly w×h cells.
func whole(t *testing.T, m *Model, th theme.Theme, w, h int) string {
	t.Helper()
	view := screenOf(m, th, w, h)
	lines := strings.Split(view, "\n")
	if len(lines) != h {
		t.Fatalf("%d lines, want %d:\n%s", len(lines), h, view)
	}
	for i, l := range lines {
		if ansi.StringWidth(l) != w {
			t.Fatalf("line %d has %d cells, want %d:\n%s", i+1, ansi.StringWidth(l), w, view)
		}
	}
	return view
}

func shows(t *testing.T, view string, want ...string) {
	t.Helper()
	flat := strings.Join(strings.Fields(view), " ")
	for _, text := range want {
		if !strings.Contains(flat, strings.Join(strings.Fields(text), " ")) {
			t.Errorf("does not show %q:\n%s", text, view)
		}
	}
}

func TestItIsNeverTakenForThePlatformsHistory(t *testing.T) {
	for _, size := range [][2]int{{60, 15}, {80, 23}, {200, 59}} {
		m, _ := listing(40)
		m.Explain(0, "3 changed, 1 added")
		view := whole(t, m, plain, size[0], size[1])
		shows(t, view, "What this computer fetched and saved of T3S70 – not a history of the platform",
			"2026-03-04 12:00", "saved here", "replaced by a save", "3 changed, 1 added", "38,600 bytes", "r restore")
		if size[0] > 60 {
			shows(t, view, "Larkspur 0")
		}
	}
}

func TestEverySizeAndEveryThemeIsExact(t *testing.T) {
	m, _ := listing(5)
	m.OpenFilter()
	for _, th := range []theme.Theme{plain, theme.New(theme.Light, theme.TrueColour, theme.ASCII), theme.New(theme.Dark, theme.Colours16, theme.Unicode)} {
		for _, open := range []bool{true, false} {
			if !open {
				m.Accept()
			}
			for w := 1; w < 130; w += 7 {
				for h := 1; h < 30; h++ {
					whole(t, m, th, w, h)
				}
			}
		}
	}
	if ascii := screenOf(m, theme.New(theme.Dark, theme.NoColour, theme.ASCII), 80, 23); strings.ContainsAny(ascii, "›•…─") {
		t.Errorf("signs that are not ASCII:\n%s", ascii)
	}
}

func TestTextsOfOthersAreShownHarmless(t *testing.T) {
	m, _ := listing(3)
	bad := "a\x1b[31mb\u202ec\n\x9bd" + strings.Repeat("W", 5000)
	m.content.Identifier = "T3\x1b[2J"
	m.Learn(0, []Facts{{Known: true, Who: bad, Name: bad, Version: bad}})
	m.Explain(0, "gone\x07")
	for _, w := range []int{60, 80, 200} {
		view := whole(t, m, plain, w, 20)
		if strings.ContainsAny(view, "\x1b\u202e\x07\u009b") || !utf8.ValidString(view) {
			t.Errorf("a control character got through:\n%q", view)
		}
	}
}

func TestWhatIsSaidWhenThereIsNothing(t *testing.T) {
	m := New(&told{}, func() time.Time { return noon }, Content{Identifier: "T3S70", Note: "Keeping a history is switched off in the settings; nothing new is added."})
	shows(t, whole(t, m, plain, 60, 15), "Reading the history", "switched off")
	m.SetEntries(nil, 0)
	shows(t, whole(t, m, plain, 60, 15), "Nothing is kept.", "switched off")
	m = New(&told{}, func() time.Time { return noon }, Content{Identifier: "T3S70"})
	m.SetEntries(nil, 0)
	shows(t, whole(t, m, plain, 60, 15), "Nothing is kept yet", "patchbay get, diff and save")
	if _, ok := m.Selected(); ok {
		t.Error("a version is selected where there is none")
	}
	m.ToggleMark()
	for _, verb := range []func(){m.Up, m.Down, m.PageUp, m.PageDown, m.HalfUp, m.HalfDown, m.Home, m.End, func() { m.Wheel(3) }, func() { m.Click(3) }} {
		verb()
		whole(t, m, plain, 60, 15)
	}
}

func TestWhatCannotBeReadIsCountedAndNotListed(t *testing.T) {
	m, _ := listing(0)
	entries, facts := versions(4)
	facts[1], facts[2] = Facts{}, Facts{}
	m.SetEntries(entries, 1)
	m.Down()
	m.Down()
	m.Down()
	m.Learn(0, facts[:3])
	shows(t, whole(t, m, plain, 80, 20), "3 entries cannot be read and are left alone", "being read")
	m.Learn(3, facts[3:])
	m.Learn(0, facts[:3]) // told twice, counted once
	view := whole(t, m, plain, 80, 20)
	shows(t, view, "3 entries cannot be read")
	if strings.Count(view, "2026-03-04") != 3 { // two rows, and the selected one below
		t.Errorf("listed all the same:\n%s", view)
	}
	if id, ok := m.Selected(); !ok || id != 3 {
		t.Errorf("the selected version changed to %d", id)
	}
	if before, ok := m.Before(0); !ok || before != 3 {
		t.Errorf("the version before is %d", before)
	}
	if _, ok := m.Before(3); ok {
		t.Error("there is a version before the oldest")
	}
}

func TestMovingThroughTenThousand(t *testing.T) {
	m, _ := listing(10_000)
	at := func(verb func(), want int) {
		t.Helper()
		verb()
		view := whole(t, m, plain, 80, 20)
		id, _ := m.Selected()
		if id != want || !strings.Contains(view, "›") {
			t.Fatalf("at %d, want %d:\n%s", id, want, view)
		}
	}
	whole(t, m, plain, 80, 20)
	page := m.page
	at(m.Down, 1)
	at(m.Up, 0)
	at(m.Up, 0)
	at(m.PageDown, page-1)
	at(m.HalfDown, page-1+page/2)
	at(m.HalfUp, page-1)
	at(m.PageUp, 0)
	at(m.End, 9_999)
	at(m.Down, 9_999)
	at(func() { m.Click(m.list) }, 10_000-page)
	at(func() { m.Wheel(-3) }, 10_000-page)
	at(func() { m.Wheel(-30) }, 9_966)
	at(m.Home, 0)
	if m.Position() != "version 1 of 10,000" {
		t.Error(m.Position())
	}
	if cost := testing.AllocsPerRun(3, func() { m.View(plain, 80, 20) }); cost > 3000 {
		t.Errorf("drawing costs %v allocations: more than the visible rows", cost)
	}
}

func TestFiltering(t *testing.T) {
	m, _ := listing(100)
	m.Down()
	m.Down()
	m.OpenFilter()
	for _, c := range []struct {
		typed string
		rows  int
	}{{"SAVED", 34}, {"replaced", 33}, {"larkspur 99", 1}, {"2026-03-04 09", 1}, {"1.0.100", 1}, {"nothing of it", 0}, {"", 100}} {
		m.line.SetValue("")
		m.Paste(c.typed)
		if len(m.rows) != c.rows {
			t.Errorf("%q lists %d, want %d", c.typed, len(m.rows), c.rows)
		}
		whole(t, m, plain, 80, 20)
	}
	if id, _ := m.Selected(); id != 0 && id != 2 {
		t.Errorf("selected %d", id)
	}
	m.Paste("saved")
	m.Accept()
	if m.Filtering() || len(m.rows) != 34 || m.Back() != field.Yes || len(m.rows) != 100 {
		t.Errorf("%d rows", len(m.rows))
	}
	m.ToggleMark()
	if _, ok := m.Marked(); !ok || m.Back() != field.Yes || m.Back() != field.No {
		t.Error("esc takes the mark away first, then leaves")
	}
	m.OpenFilter()
	shows(t, whole(t, m, plain, 80, 20), "Filter", "100 of 100")
}

func TestOneVersionIsMarkedAtATime(t *testing.T) {
	m, _ := listing(5)
	m.ToggleMark()
	m.Down()
	m.ToggleMark()
	if id, ok := m.Marked(); !ok || id != 1 || !strings.Contains(screenOf(m, plain, 80, 20), "›•") {
		t.Errorf("marked %d", id)
	}
	m.ToggleMark()
	if _, ok := m.Marked(); ok {
		t.Error("still marked")
	}
}

func TestOfVersionsWithOneContentTheNewestIsLive(t *testing.T) {
	m, _ := listing(0)
	entries, facts := versions(4)
	facts[1].Marks, facts[3].Marks = Live|Base, Live|Base
	m.SetEntries(entries, 0)
	m.Learn(0, facts)
	view := whole(t, m, plain, 120, 20)
	if strings.Count(view, "same as live") != 1 || strings.Count(view, "live, edited from") != 1 || strings.Count(view, "edited from") != 1 {
		t.Errorf("\n%s", view)
	}
}

func TestItAsksToExplainWhatIsOnScreen(t *testing.T) {
	m, _ := listing(100)
	whole(t, m, plain, 80, 20)
	var asked []int
	for {
		id, before, ok := m.Unexplained()
		if !ok {
			break
		}
		if before != id+1 {
			t.Errorf("%d against %d", id, before)
		}
		asked = append(asked, id)
		m.Explain(id, "1 changed")
	}
	if len(asked) != m.page || asked[0] != 0 {
		t.Errorf("asked for %v, a page has %d rows", asked, m.page)
	}
	m.End()
	last := -2
	for {
		id, before, ok := m.Unexplained()
		if !ok {
			break
		}
		if id == 99 {
			last = before
		}
		m.Explain(id, "x")
	}
	if last != none {
		t.Errorf("the oldest is compared with %d", last)
	}
}

func BenchmarkViewOfTenThousand(b *testing.B) {
	m, _ := listing(10_000)
	th := theme.New(theme.Dark, theme.Colours256, theme.Unicode)
	for b.Loop() {
		m.View(th, 200, 59)
	}
}
