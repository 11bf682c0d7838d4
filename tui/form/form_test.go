// This file tests the form: counts, limits, sizes, focus.
package form

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/theme"
)

var plain = theme.New(theme.Dark, theme.NoColour, theme.Unicode)

func view(m *Model, w, h int) string {
	s, _ := m.View(plain, w, h, field.Focused)
	return ansi.Strip(s)
}

func TestLengthsAreCountedInCodePointsAndSaid(t *testing.T) {
	for _, c := range []struct {
		name, description string
		want              []string
		not               string
	}{
		{"Shop", "", []string{"4/255", "0/1,000"}, "left"},
		{"日本", "e\u0301", []string{"2/255", "2/1,000"}, "left"},
		{"", "", []string{"0/255", "A name is needed"}, "left"},
		{strings.Repeat("x", 229), "", []string{"229/255"}, "left"},
		{strings.Repeat("x", 230), "", []string{"230/255", "! 25 left"}, "too many"},
		{strings.Repeat("日", 255), "", []string{"255/255", "! 0 left"}, "too many"},
		{strings.Repeat("x", 256), "", []string{"256/255", "✗ 1 too many: a name has at most 255 characters"}, "left"},
		{"a", strings.Repeat("x", 1000), []string{"1,000/1,000", "! 0 left"}, "too many"},
		{"a", strings.Repeat("x", 1234), []string{"1,234/1,000", "✗ 234 too many: a description has at most 1,000 characters"}, "left"},
	} {
		got := view(New(c.name, c.description, nil), 80, 12)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%.10q, %.10q: %q is missing in\n%s", c.name, c.description, want, got)
			}
		}
		if strings.Contains(got, c.not) {
			t.Errorf("%.10q, %.10q: %q in\n%s", c.name, c.description, c.not, got)
		}
	}
}

func TestTheFormIsExactlyItsSizeAndClean(t *testing.T) {
	bad := "\x1b[31m\x00\u202e日本\n" + strings.Repeat("\x1b[1;", 50) + "\xff"
	for _, m := range []*Model{New("Shop", "Orders", nil), New(bad, bad, nil), New(strings.Repeat(bad, 20), strings.Repeat(bad, 50), nil)} {
		m.Refuse(Name, bad)
		for _, size := range [][2]int{{60, 16}, {80, 24}, {200, 60}, {20, 5}, {3, 2}, {1, 1}} {
			for p := Name; p <= Description; p++ {
				m.Focus(p)
				for _, th := range []theme.Theme{plain, theme.New(theme.Dark, theme.Colours256, theme.Unicode), theme.New(theme.Light, theme.Colours16, theme.ASCII)} {
					s, cursor := m.View(th, size[0], size[1], field.Focused)
					lines := strings.Split(s, "\n")
					if len(lines) != size[1] {
						t.Errorf("%v: %d lines", size, len(lines))
					}
					for _, l := range lines {
						if n := ansi.StringWidth(l); n != size[0] {
							t.Errorf("%v: a line of %d cells: %q", size, n, l)
						}
					}
					if cells.Gate(s) != s {
						t.Errorf("%v: foreign bytes in the form", size)
					}
					if cursor == nil && size[0] >= 20 && size[1] >= 8 {
						t.Errorf("%v: no cursor", size)
					}
				}
			}
		}
	}
}

func TestTheFocusIsShownAndHoldsTheCursor(t *testing.T) {
	m := New("Shop", "Orders", nil)
	for p, label := range map[Part]string{Name: "›Name", Description: "›Description"} {
		m.Focus(p)
		if got := view(m, 80, 12); !strings.Contains(got, label) || strings.Count(got, "›") != 1 {
			t.Errorf("focus on %d:\n%s", p, got)
		}
	}
	s, cursor := m.View(plain, 80, 12, field.Blurred)
	if cursor != nil || strings.Contains(s, "›") {
		t.Error("a blurred form shows a focus")
	}
	m.Focus(Description)
	_, cursor = m.View(plain, 80, 12, field.Focused)
	if at := fmt.Sprint(cursor.X, cursor.Y); at != "7 4" {
		t.Errorf("the cursor is at %s, want behind the description at 7 4", at)
	}
}

func TestARefusalStaysUntilItIsAccepted(t *testing.T) {
	m := New("Shop", "", nil)
	m.Refuse(Name, "taken already")
	if got := view(m, 80, 12); !strings.Contains(got, "✗ taken already") {
		t.Errorf("not said:\n%s", got)
	}
	m.Accept(Name)
	if got := view(m, 80, 12); strings.Contains(got, "taken") {
		t.Errorf("still said:\n%s", got)
	}
}
