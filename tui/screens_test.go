// Every screen as it was approved, at three sizes, dark, light and without
// colours. After a change on purpose: go test ./tui -run Screens -update, and
// read the difference.

package tui_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"patchbay/api/sandbox"
	"patchbay/tui"
	"patchbay/tui/theme"
	"patchbay/tui/tuitest"
)

var update = flag.Bool("update", false, "write the approved screens anew")

// approvedScreens are the screens and how a user gets to them.
var approvedScreens = []struct {
	name    string
	options tuitest.Options
	walk    func(u *tuitest.User)
}{
	{"lookup", tuitest.Options{}, func(u *tuitest.User) { u.Press("down") }},
	{"lookup-filtered", tuitest.Options{}, func(u *tuitest.User) { u.Type("put-4") }},
	{"detail", tuitest.Options{}, func(u *tuitest.User) { fromTheList(u, "T3S70"); u.Press("down", "down") }},
	{"editor", tuitest.Options{}, func(u *tuitest.User) {
		fromTheList(u, "T3S70")
		added(u.Press("e", "end")).Press("down", "shift+right", "shift+right").Wait(time.Second)
	}},
	{"editor-finding", tuitest.Options{}, func(u *tuitest.User) {
		fromTheList(u, "T3S70")
		u.Press("e", "end").Type(",").Wait(time.Second).Press("f8")
	}},
	{"form", tuitest.Options{}, func(u *tuitest.User) { fromTheList(u, "T3S70"); u.Press("f", "end").Type("!").Wait(time.Second) }},
	{"form-rows", tuitest.Options{}, func(u *tuitest.User) { reportTypeInRows(u).Press("space", "down", "right") }},
	{"form-value", tuitest.Options{}, func(u *tuitest.User) { reportTypeInRows(u).Press("right", "down", "enter", "down") }},
	{"form-new-key", tuitest.Options{}, func(u *tuitest.User) { reportTypeInRows(u).Press("a") }},
	{"review", tuitest.Options{}, func(u *tuitest.User) {
		fromTheList(u, "T3S70")
		u.Press("f", "end").Type("!").Press("f2", "ctrl+home", "end")
		added(u).Press("ctrl+s").Expect("Review")
	}},
	{"history", tuitest.Options{}, func(u *tuitest.User) { threeVersions(u).Press("v", "down", "space", "down") }},
	{"history-changes", tuitest.Options{}, func(u *tuitest.User) { threeVersions(u).Press("v", "down", "enter") }},
	{"history-version", tuitest.Options{}, func(u *tuitest.User) { threeVersions(u).Press("v", "down", "o") }},
	{"conflict", tuitest.Options{}, func(u *tuitest.User) {
		fromTheList(u, "put-conflict")
		added(u.Press("e", "end")).Press("ctrl+s").Expect("Review").Press("y").Wait(time.Second)
	}},
	{"conflict-clash", tuitest.Options{}, func(u *tuitest.User) {
		fromTheList(u, "put-conflict")
		replaces(u.Press("e"), `"label": "Clicks"`, `"label": "Taps"`)
		saves(u).Press("n", "m")
	}},
	{"error-403", tuitest.Options{}, func(u *tuitest.User) { fromTheList(u, "get-403"); u.Wait(time.Second) }},
	{"error-429", tuitest.Options{}, func(u *tuitest.User) { fromTheList(u, "get-429"); u.Wait(time.Second) }},
	{"busy", tuitest.Options{}, func(u *tuitest.User) { fromTheList(u, "get-slow"); u.Wait(3 * time.Second) }},
	{"saving", tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpUpdate {
			return sandbox.Fault{Delay: time.Minute}
		}
		return sandbox.Fault{}
	}}, func(u *tuitest.User) {
		fromTheList(u, "T3S70")
		added(u.Press("e", "end")).Press("ctrl+s").Expect("Review").Press("y").Wait(2 * time.Second)
	}},
	{"welcome", tuitest.Options{SignedOut: true}, func(*tuitest.User) {}},
	{"sign-in", tuitest.Options{SignedOut: true}, func(u *tuitest.User) { u.Press("s").Paste("secret") }},
	{"help", tuitest.Options{}, func(u *tuitest.User) { u.Press("f1") }},
	{"palette", tuitest.Options{}, func(u *tuitest.User) { fromTheList(u, "T3S70"); u.Press("e", "ctrl+p").Paste("re") }},
	{"quit", tuitest.Options{}, func(u *tuitest.User) { fromTheList(u, "T3S70"); added(u.Press("e", "end")).Press("ctrl+q") }},
}

// approvedSizes are the terminals every screen is approved on.
var approvedSizes = [][2]int{{60, 16}, {80, 24}, {200, 60}}

// fromTheList opens a Connector once the list is there: read at the same time,
// the two calls come in any order and the rate budget with them.
func fromTheList(u *tuitest.User, id string) { u.Paste(id).Press("enter") }

// threeVersions saves once, so that there is a history.
func threeVersions(u *tuitest.User) *tuitest.User {
	fromTheList(u, "T3S70")
	u.Wait(time.Hour).Press("e", "end")
	added(u).Press("ctrl+s").Expect("Review").Press("y").Expect("Saved and live").Press("esc").Wait(time.Second)
	return u
}

// reportTypeInRows goes to the request of the first Report Type in the form.
func reportTypeInRows(u *tuitest.User) *tuitest.User {
	fromTheList(u, "T3S70")
	return u.Press("f", "tab", "tab", "ctrl+g").Type("reporting.reportTypes[0].request").Press("enter")
}

func TestScreens(t *testing.T) {
	t.Parallel()
	for _, s := range approvedScreens {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			for _, size := range approvedSizes {
				o := s.options
				o.Width, o.Height = size[0], size[1]
				u := tuitest.Start(t, o)
				s.walk(u)
				compare(t, fmt.Sprintf("%s-%dx%d", s.name, size[0], size[1]), trimmed(u.Screen()))
				if fault := viewFault(u.App.View(), size[0], size[1], map[string]bool{}); fault != "" {
					t.Error(fault)
				}
			}
			o := s.options
			o.Look.Glyphs = theme.ASCII
			u := tuitest.Start(t, o)
			s.walk(u)
			compare(t, s.name+"-ascii", trimmed(u.Screen()))
		})
	}
}

// The colours of a few screens, with the sequences to be read: ␛ for escape.
func TestScreensInColour(t *testing.T) {
	t.Parallel()
	looks := []struct {
		name       string
		background tui.Background
		colours    colorprofile.Profile
	}{
		{"dark", tui.AlwaysDark, colorprofile.TrueColor},
		{"light", tui.AlwaysLight, colorprofile.ANSI256},
		{"dark-16", tui.AlwaysDark, colorprofile.ANSI},
		{"none", tui.AlwaysDark, colorprofile.ASCII},
	}
	for _, s := range approvedScreens {
		switch s.name {
		case "lookup", "detail", "editor", "review", "error-429":
		default:
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			plain := ""
			for _, look := range looks {
				o := s.options
				o.Width, o.Height, o.Look.Background = 80, 24, look.background
				u := tuitest.Start(t, o).Send(tea.ColorProfileMsg{Profile: look.colours})
				s.walk(u)
				frame := u.App.View().Content
				compare(t, s.name+"-"+look.name, trimmed(strings.ReplaceAll(frame, "\x1b", "␛")))
				if stripped := ansi.Strip(frame); plain != "" && stripped != plain {
					t.Errorf("%s says other words than with other colours", look.name)
				} else {
					plain = stripped
				}
				if look.colours == colorprofile.ASCII && (strings.Contains(frame, "38;5;") || strings.Contains(frame, "48;5;")) {
					t.Error("colours where there are none")
				}
			}
		})
	}
}

// trimmed is a screen without the blanks at the ends of its lines.
func trimmed(screen string) string {
	lines := strings.Split(screen, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// compare holds a screen against the approved one of that name.
func compare(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; approve it with -update", err)
	}
	if got == string(want) {
		return
	}
	was, is := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range max(len(was), len(is)) {
		var before, after string
		if i < len(was) {
			before = was[i]
		}
		if i < len(is) {
			after = is[i]
		}
		if before != after {
			t.Errorf("%s, line %d:\n  approved %s\n  now      %s\nIf that is meant: go test ./tui -run Screens -update", path, i+1, before, after)
			return
		}
	}
}

// Every approved screen is still shown by a test.
func TestNoApprovedScreenIsLeftOver(t *testing.T) {
	files, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		known := false
		for _, s := range approvedScreens {
			known = known || strings.HasPrefix(f.Name(), s.name+"-")
		}
		if !known {
			t.Errorf("testdata/%s is of no screen", f.Name())
		}
	}
}
