// This file tests the list of findings: what it lists, how one walks through
// it, and that it keeps its place while the text changes.
package editor

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"patchbay/api/document"
	"patchbay/tui/text"
	"patchbay/tui/text/texttest"
	"patchbay/tui/theme"
)

// threeFaults has three faults, in lines 2, 3 and 5, and a warning in line 4.
const threeFaults = "{\n  \"a\": tru,\n  \"b\" 1,\n  \"d\": 123456789012345678901234567890,\n  \"c\": [1 2]\n}"

// listed returns the lines of the panel, its heading first.
func listed(m *Model, w, h int) []string {
	frame, _ := m.View(plain, w, h)
	rows := strings.Split(ansi.Strip(frame), "\n")[m.panel.at:]
	for i := range rows {
		rows[i] = strings.TrimRight(rows[i], " ")
	}
	return rows
}

// openUnderstood returns an editor of a text, the cursor at its start, that
// knows what the text means.
func openUnderstood(s string) (*Model, *host) {
	m, h := open(texttest.Format(s, text.Cursor(0)))
	understand(m)
	return m, h
}

func openPanel(s string) (*Model, *host) {
	m, h := openUnderstood(s)
	m.TogglePanel()
	return m, h
}

func TestThePanelListsAllFindings(t *testing.T) {
	m, _ := openPanel(threeFaults)
	got := listed(m, 80, 24)
	if len(got) != 5 || got[0] != " Findings · 3 errors · 1 warning" {
		t.Errorf("%q", got)
	}
	for i, want := range []string{"›✗ error    2:8", " ✗ error    3:7", " ! warning  4:8", " ✗ error    5:11"} {
		if i+1 >= len(got) || !strings.HasPrefix(got[i+1], want) || strings.Contains(got[i+1], "Line ") || strings.Contains(got[i+1], "Nothing can") || len([]rune(got[i+1])) > 80 || !strings.HasSuffix(got[i+1], ")") {
			t.Errorf("row %d of %q, want %q", i, got, want)
		}
	}
	m.form.Field(0).SetValue("")
	m.changed()
	m.MarkAt(ConfigurationPart, 4, "not liked by the platform")
	got = listed(m, 80, 24)
	if got[0] != " Findings · 5 errors · 1 warning" || !strings.HasPrefix(got[1], " ✗ error    Name") || !strings.Contains(got[2], "2:3   not liked by the platform") || !strings.HasPrefix(got[3], "›✗ error    2:8") {
		t.Errorf("%q", got)
	}
	if errors, warnings := m.FindingCounts(); errors != 5 || warnings != 1 {
		t.Errorf("%d, %d", errors, warnings)
	}

	empty, _ := openPanel("{}")
	if got := listed(empty, 80, 24); fmt.Sprint(got) != "[ Findings   No findings.]" {
		t.Errorf("%q", got)
	}
	do(empty, "down up end picked copy")
	unread, _ := open("|{}")
	unread.TogglePanel()
	if got := listed(unread, 80, 24); !strings.Contains(got[1], "still being read") {
		t.Errorf("%q", got)
	}
}

func TestWalkingThroughThePanel(t *testing.T) {
	for _, c := range []struct{ script, at, focus string }{
		{"panel", "1:1", "panel"},
		{"panel down", "3:7", "panel"},
		{"panel down down", "4:8", "panel"},
		{"panel end", "5:11", "panel"},
		{"panel end down home", "2:8", "panel"},
		{"panel drawn pagedown", "5:11", "panel"},
		{"panel down picked", "3:7", "text"},
		{"panel down back", "1:1", "text"},
		{"panel down panel", "1:1", "text"},
		{"goto'4' panel", "4:1", "panel"},
		{"goto'4' panel picked", "4:8", "text"},
		{"goto'4' panel up picked panel", "3:7", "panel"},
		{"panel nextfinding nextfinding", "3:7", "panel"},
		{"panel prevfinding", "5:11", "panel"},
		{"panel prevfinding up", "4:8", "panel"},
		{"panel picked 'x' panel down back", "2:9", "text"},
		{"panel nextfield", "1:1", "text"},
		{"panel nextfield nextfield", "1:1", "panel"},
		{"panel nextfield back", "1:1", "text"},
		{"find panel back", "1:1", "find"},
		{"form panel down picked", "3:7", "text"},
		{"form panel down", "1:1", "panel"},
		{"form panel nextfinding", "2:8", "text"},
		// What belongs to the text does nothing to it from here.
		{"panel backspace delete newline wordback moveup duplicate left right cut deleteline", "1:1", "panel"},
	} {
		m, _ := openUnderstood(threeFaults)
		do(m, c.script)
		tx, head := m.buf.Text(), m.buf.Selection().Head
		line := tx.LineOf(head)
		at := fmt.Sprintf("%d:%d", line+1, head-tx.LineStart(line)+1)
		focus := map[Focus]string{Text: "text", Panel: "panel", Find: "find"}[m.Typing()]
		if at != c.at || focus != c.focus {
			t.Errorf("%s: %s in the %s, want %s in the %s", c.script, at, focus, c.at, c.focus)
		}
		if !strings.Contains(c.script, "'x'") && m.buf.Text().String() != threeFaults {
			t.Errorf("%s changed the text to %q", c.script, m.buf.Text().String())
		}
	}
}

func TestFindingsOfNameAndDescriptionLeadThere(t *testing.T) {
	m, _ := openUnderstood(threeFaults)
	m.form.Field(1).SetValue(strings.Repeat("x", 1001))
	m.changed()
	do(m, "panel home")
	if got := listed(m, 80, 24)[1]; !strings.HasPrefix(got, "›✗ error    Description  The description") {
		t.Errorf("%q", got)
	}
	do(m, "picked")
	if m.Typing() != Description || m.view != Form {
		t.Errorf("led to %v", m.Typing())
	}
}

// The picked finding stays picked while others come and go above it.
func TestThePickedFindingStaysPicked(t *testing.T) {
	for _, c := range []struct{ name, before, after, want string }{
		{"text above", "{", "{\n\n", "8:11"},
		{"a fault above goes", "\"b\" 1", "\"b\": 1", "5:11"},
		{"a fault above comes", "\"a\": tru", "\"a\" tru", "5:11"},
		{"it is mended itself", "[1 2]", "[1, 2]", "4:8"},
	} {
		m, _ := openPanel(threeFaults)
		do(m, "end")
		s := strings.Replace(threeFaults, c.before, c.after, 1)
		s = strings.Replace(s, "{\n\n\n", "{\n\n\n\n", 1) // lines move too
		m.buf.Become(text.New(s))
		m.changed()
		cursor := m.buf.Selection()
		understand(m)
		n := m.note(m.panel.pick)
		if got := m.placeOf(n); got != c.want {
			t.Errorf("%s: %s is picked, want %s", c.name, got, c.want)
		}
		if m.buf.Selection() != cursor {
			t.Errorf("%s: the cursor moved by itself", c.name)
		}
	}
}

// What was on screen is on screen again when the list is closed.
func TestClosingThePanelGoesBackToTheSameScreen(t *testing.T) {
	m, _ := openUnderstood("[" + strings.Repeat("1,\n", 50) + "tru" + strings.Repeat(",\n1", 50) + "]")
	do(m, "goto'20' drawn wheel'9,1,4' drawn")
	before := listed(m, 80, 24)
	m.panel.at = 0
	do(m, "panel down drawn back drawn")
	m.panel.at = 0
	if after := listed(m, 80, 24); m.top != 4 || fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("now from line %d", m.top)
	}
}

func TestPlacesInThePanelFollowTheTyping(t *testing.T) {
	m, _ := openPanel(threeFaults)
	do(m, "back docstart '\n\n' panel")
	if got := listed(m, 80, 24)[1]; !strings.Contains(got, "4:8") {
		t.Errorf("%q", got)
	}
}

func TestThePanelOfVeryManyFindings(t *testing.T) {
	var b strings.Builder
	b.WriteString("[\n")
	for i := range 3000 {
		fmt.Fprintf(&b, "tru\n{\"a\": 123456789012345678901234567890, \"a\": %d}\n", i)
	}
	m, _ := openPanel(b.String())
	got := listed(m, 100, 24)
	if len(got) != 8 || !strings.Contains(got[0], "only the first 1,000 of a kind are listed") || !strings.Contains(got[0], "1–7 of ") {
		t.Errorf("%q", got[0])
	}
	do(m, "end")
	n := m.notes()
	if got := listed(m, 100, 24); !strings.Contains(got[0], fmt.Sprintf("of %s", thousands(n))) || !strings.HasPrefix(got[7], "›") {
		t.Errorf("%q", got)
	}
}

func thousands(n int) string { return fmt.Sprintf("%d,%03d", n/1000, n%1000) }

func TestThePanelUnderTheMouse(t *testing.T) {
	m, _ := openPanel(threeFaults)
	do(m, "drawn click'10,21'")
	if m.panel.pick != 1 || m.Typing() != Panel {
		t.Errorf("a click picks row %d, focus %v", m.panel.pick, m.Typing())
	}
	do(m, "click'10,19'") // the heading
	if m.panel.pick != 1 || m.Typing() != Panel {
		t.Errorf("a click on the heading picks row %d, focus %v", m.panel.pick, m.Typing())
	}
	do(m, "double'10,22'")
	if got := marked(m); m.Typing() != Text || !strings.Contains(got, "\"d\": |123") {
		t.Errorf("a double click leads to %q, focus %v", got, m.Typing())
	}
	small, _ := openPanel(threeFaults)
	small.View(plain, 60, 9)
	small.Wheel(10, 8, 1)
	if got := listed(small, 60, 9); !strings.HasPrefix(got[1], "›✗ error    3:7") || !strings.Contains(got[0], "2–3 of 4") {
		t.Errorf("%q", got)
	}
}

func TestThePanelNeverTakesMoreThanAThird(t *testing.T) {
	m, _ := openPanel(strings.Repeat("tru\n", 200))
	for h := 1; h < 40; h++ {
		m.View(plain, 80, h)
		if low := h - m.panel.at; low > h/3 || h >= 6 && low < 2 {
			t.Errorf("%d of %d lines", low, h)
		}
	}
}

// The colours are not what tells: the words and signs are there without them.
func TestSeveritiesAreToldInWords(t *testing.T) {
	for severity, want := range map[document.Severity]string{document.Error: "✗ error", document.Warning: "! warning", document.Info: "i info"} {
		m, _ := open("|{}")
		m.SetMeaning(0, nil, []document.Finding{{ID: "X-1", Severity: severity, Message: "something \x1b[31m\u202e"}})
		m.TogglePanel()
		if got := listed(m, 80, 24); len(got) < 2 || !strings.Contains(got[1], want) || strings.ContainsAny(got[1], "\x1b\u202e") {
			t.Errorf("%q", got)
		}
	}
}

// BenchmarkPanel moves through 8,000 findings, with a frame after each move.
func BenchmarkPanel(b *testing.B) {
	th := theme.New(theme.Dark, theme.Colours256, theme.Unicode)
	s := large(10 << 20)
	m := New(&host{}, Content{Configuration: text.New(s)})
	var findings []document.Finding
	for i := range 8000 {
		findings = append(findings, document.Finding{ID: "CB-SYN-005", Severity: document.Warning, Start: i * 1200, End: i*1200 + 4, Message: "There is something in it."})
	}
	m.SetMeaning(0, nil, findings)
	m.TogglePanel()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m.movePanel(1 - 2*(i/5000%2))
		m.View(th, 200, 60)
	}
}
