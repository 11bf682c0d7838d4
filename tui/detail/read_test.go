// This file tells how people move, fold, search and filter.

package detail

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/theme"
)

func TestMoving(t *testing.T) {
	m, _ := reader(t, small)
	m.Down()
	m.Down()
	if m.cursorLine() != 2 {
		t.Errorf("line %d after two lines down", m.cursorLine())
	}
	m.Up()
	m.End()
	if m.cursorLine() != 29 {
		t.Errorf("line %d at the end", m.cursorLine())
	}
	screen(m, 80, 23)
	m.HalfUp()
	screen(m, 80, 23)
	if m.cursorLine() != 29-11 {
		t.Errorf("line %d half a page up", m.cursorLine())
	}
	m.PageUp()
	m.PageUp()
	screen(m, 80, 23)
	if m.cursorLine() != 0 || m.scroll != 0 {
		t.Errorf("line %d, scroll %d at the beginning", m.cursorLine(), m.scroll)
	}
	m.HalfDown()
	if m.cursorLine() != 11 {
		t.Errorf("line %d half a page down", m.cursorLine())
	}
}

func TestTheCursorIsAlwaysOnScreen(t *testing.T) {
	for _, size := range [][2]int{{60, 15}, {80, 23}, {200, 59}, {60, 5}} {
		m, _ := reader(t, strings.Replace(small, `"limit"`, strings.Repeat("\n", 90)+`"limit"`, 1))
		verbs := []func(){m.Down, m.Down, m.PageDown, m.Up, m.HalfDown, m.PageDown, m.End, m.Up, m.PageUp, m.HalfUp, m.Home, m.NextPart, m.PageDown, m.NextPart, m.Down}
		for i, verb := range verbs {
			verb()
			_, cursor := m.View(dark, size[0], size[1])
			if m.part == onText && (cursor == nil || cursor.Y >= size[1]-1) {
				t.Errorf("%v: after verb %d the cursor is not on screen", size, i)
			}
		}
	}
}

func TestLeftFoldsAndThenClimbs(t *testing.T) {
	m, _ := reader(t, small)
	at(t, m, `"clicks"`)
	m.Left()
	if got := m.Path(); got != "reporting.reportTypes[0].fields[1]" {
		t.Errorf("climbed to %s", got)
	}
	m.Left()
	refuse(t, screen(m, 80, 39), `"clicks"`)
	m.Right()
	expect(t, screen(m, 80, 39), `"clicks"`)
	m.Left()
	m.Left()
	if got := m.Path(); got != "reporting.reportTypes[0].fields" {
		t.Errorf("climbed to %s", got)
	}
	at(t, m, "{")
	m.Left()
	m.Left()
	screen(m, 80, 23)
}

func TestRightScrollsLongLines(t *testing.T) {
	m, _ := reader(t, "{\n  \"long\": [\""+strings.Repeat("x", 300)+"\", \"the end\"]\n}")
	m.Down()
	refuse(t, screen(m, 80, 23), "the end")
	for range 100 {
		m.Right()
		screen(m, 80, 23)
	}
	expect(t, screen(m, 80, 23), "the end")
	if m.left > 320 {
		t.Errorf("scrolled %d cells", m.left)
	}
	for m.left > 0 {
		m.Left()
	}
	expect(t, screen(m, 80, 23), `"long"`)
}

func TestFolding(t *testing.T) {
	m, _ := reader(t, small)
	m.FoldLevel(1)
	shown := screen(m, 80, 39)
	expect(t, shown, `"reporting"`, `"limit"`)
	refuse(t, shown, `"reportTypes"`)
	m.FoldLevel(2)
	shown = screen(m, 80, 39)
	expect(t, shown, `"reportTypes"`)
	refuse(t, shown, `"campaigns"`)
	m.UnfoldAll()
	at(t, m, `"clicks"`)
	m.ToggleFold()
	shown = screen(m, 80, 39)
	refuse(t, shown, `"clicks"`)
	expect(t, shown, `"date"`, `"orders"`)
	m.ToggleFold()
	expect(t, screen(m, 80, 39), `"clicks"`)
	at(t, m, `"clicks"`)
	m.FoldLevel(1)
	if m.Path() != "reporting" {
		t.Errorf("folding away the cursor left it on %s", m.Path())
	}
}

func TestFind(t *testing.T) {
	m, h := reader(t, small)
	m.OpenFind()
	if !m.Searching() {
		t.Fatal("no input line")
	}
	typed(m, "fields")
	expect(t, screen(m, 80, 23), "Find", "1 of 2")
	m.FindNext()
	if m.Path() != "reporting.reportTypes[1].fields" {
		t.Errorf("found %s", m.Path())
	}
	expect(t, screen(m, 80, 23), "2 of 2")
	m.Accept()
	if m.Searching() {
		t.Error("the line is still open")
	}
	expect(t, screen(m, 80, 23), "find fields: 2 of 2")
	m.FindNext()
	if m.Path() != "reporting.reportTypes[0].fields" {
		t.Errorf("found %s", m.Path())
	}
	m.FindPrev()
	m.FindPrev()
	if m.Path() != "reporting.reportTypes[0].fields" {
		t.Errorf("found %s", m.Path())
	}
	m.Find("CLICKS")
	m.FindNext()
	if len(h.said) != 1 || !strings.Contains(h.said[0], "Not found") {
		t.Errorf("said %q", h.said)
	}
	m.Find("clicks")
	expect(t, screen(m, 80, 23), "find clicks: 1 of 1")
	m.Find("")
	m.FindNext()
	if len(h.said) != 2 {
		t.Errorf("said %q", h.said)
	}
}

func TestFindingOpensWhatIsFolded(t *testing.T) {
	m, _ := reader(t, small)
	m.FoldLevel(1)
	m.Find("clicks")
	expect(t, screen(m, 80, 23), `"clicks"`)
}

func TestEscInTheFindLineGoesBack(t *testing.T) {
	m, _ := reader(t, small)
	m.Down()
	m.OpenFind()
	typed(m, "orders")
	if m.cursorLine() == 1 {
		t.Error("did not follow the typing")
	}
	m.Back()
	if m.cursorLine() != 1 || m.find.query != "" || m.Searching() {
		t.Errorf("line %d, still searching for %q", m.cursorLine(), m.find.query)
	}
}

func TestFindScrollsSideways(t *testing.T) {
	m, _ := reader(t, "{\n  \"long\": [\""+strings.Repeat("x", 5000)+"\", \"the end\"],\n  \"after\": 1\n}")
	m.Find("the end")
	shown := screen(m, 80, 23)
	expect(t, shown, "the end")
	if m.Path() != "long[1]" {
		t.Errorf("path %s", m.Path())
	}
	m.Down()
	expect(t, screen(m, 80, 23), `"after"`)
}

func TestVeryManyMatchesAreNotAllCounted(t *testing.T) {
	m, _ := reader(t, `{"a": "`+strings.Repeat("x ", 5000)+`"}`)
	m.Find("x")
	expect(t, screen(m, 80, 23), "1 of over 1,000")
}

func TestFilterByPath(t *testing.T) {
	for expr, want := range map[string]struct{ shown, hidden string }{
		"reporting.reportTypes[1]":  {`"orders"`, `"campaigns"`},
		"/reporting/reportTypes/1":  {`"orders"`, `"campaigns"`},
		"fields.id":                 {`"clicks"`, `"campaigns"`},
		"FIELDS":                    {`"metric"`, `"campaigns"`},
		"reportTypes[0].id":         {`"campaigns"`, `"orders"`},
		"reportTypes.*.fields.*.id": {`"date"`, `"metric"`},
		"rprtng.flds":               {`"clicks"`, `"campaigns"`},
		"limit":                     {`12345678901234567890`, `"reporting"`},
		"[1].type":                  {`"metric"`, `"dimension"`},
	} {
		m, _ := reader(t, small)
		m.FilterPath(expr)
		shown := screen(m, 80, 39)
		expect(t, shown, want.shown, "filtered by")
		refuse(t, shown, want.hidden)
		if t.Failed() {
			t.Fatalf("filter %q", expr)
		}
		m.FilterPath("")
		expect(t, screen(m, 80, 45), want.shown, want.hidden)
	}
}

func TestFilterShowsTheWayThere(t *testing.T) {
	m, _ := reader(t, small)
	m.FilterPath("type")
	shown := screen(m, 80, 39)
	expect(t, shown, `"reporting": {`, `"reportTypes": [`, `"fields": [`, `"dimension"`, `"metric"`, "2 places")
	refuse(t, shown, dark.Glyph(theme.Unfold)) // what is left out is not folded
	at(t, m, `"reportTypes"`)
	m.ToggleFold()
	expect(t, screen(m, 80, 39), "… 18 lines ]")
	m.ToggleFold()
	m.FilterPath("type")
	if m.Path() != "reporting.reportTypes[0].fields[0].type" {
		t.Errorf("the cursor is on %s", m.Path())
	}
}

func TestFilterWhileTyping(t *testing.T) {
	m, h := reader(t, small)
	at(t, m, `"orders"`)
	line := m.cursorLine()
	m.OpenFilter()
	typed(m, "secr")
	expect(t, screen(m, 80, 23), "Filter by path", `"secrets"`, "1 place")
	m.Back()
	if m.cursorLine() != line {
		t.Errorf("line %d, want %d", m.cursorLine(), line)
	}
	expect(t, screen(m, 80, 45), `"limit"`)
	m.OpenFilter()
	typed(m, "zzz")
	expect(t, screen(m, 80, 23), "No path matches zzz")
	m.Down()
	m.PageDown()
	m.End()
	m.Accept()
	expect(t, screen(m, 80, 45), `"limit"`)
	if len(h.said) != 1 {
		t.Errorf("said %q", h.said)
	}
	m.OpenFilter()
	typed(m, "limit")
	m.Accept()
	refuse(t, screen(m, 80, 23), `"secrets"`)
	if m.Searching() {
		t.Error("still typing")
	}
}

func TestFindStaysWithinTheFilter(t *testing.T) {
	m, _ := reader(t, small)
	m.FilterPath("reportTypes[1]")
	m.Find("id")
	expect(t, screen(m, 80, 23), "1 of 1")
	m.FindNext()
	if m.Path() != "reporting.reportTypes[1].id" {
		t.Errorf("found %s", m.Path())
	}
	m.FindPrev()
	if m.Path() != "reporting.reportTypes[1].id" {
		t.Errorf("found %s", m.Path())
	}
	m.FilterPath("")
	expect(t, screen(m, 80, 23), " of 5")
}

func TestKeysWithoutAnInputLineAreNotTaken(t *testing.T) {
	m, _ := reader(t, small)
	m.Press(tea.KeyPressMsg{Code: 'x', Text: "x"})
	m.Paste("x")
	m.Accept()
	if m.Searching() || m.find.query != "" {
		t.Error("typed into nothing")
	}
}
