// Journeys with the mouse.

package tui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui"
	"patchbay/tui/tuitest"
)

// withMouse starts with the mouse switched on in the settings.
func withMouse(o tuitest.Options) tuitest.Options {
	o.Amend = func(p *tui.Options) { p.Mouse = tui.MouseOn }
	return o
}

func TestTheMouseIsOffUntilAskedFor(t *testing.T) {
	modes := map[tea.MouseMode]bool{}
	u := tuitest.Start(t, tuitest.Options{Watch: func(v tea.View) { modes[v.MouseMode] = true }})
	u.Type("T3S70").ClickOn("T3S70").Press("enter", "e")
	before := u.Screen()
	if u.Click(20, 5, 3).Wheel(20, 5, 3).Drag([2]int{8, 2}, [2]int{20, 4}).Screen() != before {
		t.Error("the mouse is off and does something")
	}
	if modes[tea.MouseModeCellMotion] || modes[tea.MouseModeAllMotion] {
		t.Error("the mouse is taken from the terminal")
	}
	u.Press("alt+m").Expect("Mouse on: hold shift to select with the terminal.").Click(20, 5, 1).Expect("Ln 6, Col 14")
	if !modes[tea.MouseModeCellMotion] {
		t.Error("the terminal is not asked for the mouse")
	}
	u.Press("alt+m").Expect("Mouse off").Click(8, 1, 1).Expect("Ln 6, Col 14")
}

func TestTheMouseInTheLookupAndTheDetail(t *testing.T) {
	u := tuitest.Start(t, withMouse(tuitest.Options{}))
	u.ClickOn("T3S70").Expect("›")
	x, y := u.Find("T3S70")
	if row := rowOf(u, y); !strings.HasPrefix(row, "›") {
		t.Errorf("the click picks another row: %q", row)
	}
	u.Wait(time.Second).Click(x, y, 2).Expect("Larkspur Ads", "1▾ {")
	x, y = u.Find("\"userInputs\"")
	u.Click(x+3, y, 1).Expect("authentication.userInputs", "line 6")
	x, y = u.Find("1▾ {")
	u.Click(x+1, y, 1).Expect("1▸ { …").Click(x+1, y, 1).Expect("1▾ {")
	u.Wheel(10, 10, 3).ExpectNot("1▾ {").Wheel(10, 10, -3).Expect("1▾ {")
}

func rowOf(u *tuitest.User, y int) string {
	return strings.Split(u.Screen(), "\n")[y]
}

func TestTheMouseInTheEditor(t *testing.T) {
	u := editing(t, withMouse(tuitest.Options{Width: 110, Height: 24}))
	u.Press("ctrl+a").Paste("{\n  \"name\": \"one two\",\n  \"list\": [1, 2]\n}").Wait(time.Second)
	x, y := u.Find("one")
	u.Click(x+1, y, 1).Expect("Ln 2, Col 13").Type("X").Expect("oXne two").Press("ctrl+z")
	u.Wait(time.Second).Click(x+4, y, 2).Expect("(3 selected)").Type("2").Expect("\"one 2\"").Press("ctrl+z")
	u.Wait(time.Second).Click(x+4, y, 3).Press("ctrl+c").Expect("sent to the terminal")
	if n := len(u.Clipboard); n != 1 || u.Clipboard[0] != "  \"name\": \"one two\",\n" {
		t.Errorf("copied %q", u.Clipboard)
	}
	u.Wait(time.Second).Drag([2]int{x, y}, [2]int{x + 2, y}, [2]int{x + 3, y}).Expect("(3 selected)").Type("1").Expect("\"1 two\"")
	u.Wait(time.Second).Click(x, y, 1).Send(tea.MouseClickMsg{X: x + 2, Y: y, Button: tea.MouseLeft, Mod: tea.ModShift}).Expect("(2 selected)")

	// Two clicks that are far apart in time or place are two single ones.
	u.Wait(time.Second).Click(x, y, 1).Wait(time.Second).Click(x, y, 1).ExpectNot("selected").Click(x+1, y, 1).ExpectNot("selected")
	// Other buttons, and the status bar, do nothing.
	at := u.Screen()
	u.Send(tea.MouseClickMsg{X: 8, Y: 0, Button: tea.MouseRight}).Send(tea.MouseClickMsg{X: 8, Y: 0, Button: tea.MouseMiddle}).Click(8, 23, 1).Send(tea.MouseMotionMsg{X: 8, Y: 0})
	if u.Screen() != at {
		t.Error("another button or the status bar does something")
	}
}

func TestTheMouseInTheFindings(t *testing.T) {
	u := faulty(t, withMouse(tuitest.Options{})).Press("f7")
	u.ClickOn("✗ error    3:7").Expect("›✗ error 3:7", "Ln 3, Col 7").Press("j").Expect("Ln 4, Col 11")
	x, y := u.Find("✗ error    2:8")
	u.Wait(time.Second).Click(x, y, 2).Expect("Ln 2, Col 8").Type("9").Expect("9tru")
	u.ClickOn("\"c\"").Type("8").Expect("8\"c\"")
}

// With a dialog open only the dialog is told of the mouse: it scrolls, and
// answers nothing.
func TestADialogHasTheMouseToItself(t *testing.T) {
	u := editing(t, withMouse(tuitest.Options{}))
	added(u).Press("f1").Expect("Keys: the JSON text", "Everywhere")
	u.Wheel(10, 10, 4).ExpectNot("Everywhere").Wheel(10, 10, -4).Expect("Everywhere")
	u.Press("esc", "esc").Expect("Leave this edit?")
	x, y := u.Find("[d]")
	u.Click(x+1, y, 2).Click(30, 2, 1).Drag([2]int{10, 2}, [2]int{20, 3}).Expect("Leave this edit?").Press("esc").Expect("\"note\": \"x\"", "Ln 2").ExpectNot("selected")
	if u.Press("ctrl+s").Expect("Review"); len(puts(u.Click(5, 20, 3))) != 0 {
		t.Error("a click saves")
	}
}

func TestTheMouseInAWindowThatIsTooSmall(t *testing.T) {
	u := editing(t, withMouse(tuitest.Options{})).Resize(40, 10).Click(5, 5, 2).Wheel(5, 5, 9).Resize(80, 24)
	u.Expect("Ln 1, Col 2", "1▾ {")
}
