// J15: hard places. A small window, few colours or none, a window that shrinks to
// nothing in the middle of an edit.

package tui_test

import (
	"strings"
	"testing"
	"time"

	"patchbay/tui"
	"patchbay/tui/theme"
	"patchbay/tui/tuitest"
)

// From the list to Saved and live where there is hardly room, and without a
// colour: every word that matters is a word.
func TestTheWholeWayInHardPlaces(t *testing.T) {
	for name, look := range map[string]tui.Look{
		"16 colours": {Colours: theme.Colours16}, "no colour": {Colours: theme.NoColour},
		"no colour, ASCII": {Colours: theme.NoColour, Glyphs: theme.ASCII},
	} {
		t.Run(name, func(t *testing.T) {
			u := tuitest.Start(t, tuitest.Options{Width: 60, Height: 16, Look: look})
			u.Type("T3S70").Press("enter").Expect("T3S70 of team 936506").Press("e", "end")
			added(u).Expect("edited")

			// What is wrong is a word and a mark, not a colour.
			u.Press("down", "down", "end").Type("!").Wait(time.Second).Expect("this does not belong here").Press("ctrl+s").Wait(time.Second).Expect("Not saved")
			u.Press("ctrl+z").Wait(time.Second).ExpectNot("does not belong")

			// Added and removed are told by signs.
			u.Press("ctrl+s").Expect("Review", "T3S70", "of team 936506", "+ note", "[y] save").Press("y").Wait(time.Second).Expect("Saved and live")
			if look.Colours == theme.NoColour && strings.Contains(u.App.View().Content, "\x1b[3") {
				t.Error("coloured")
			}
		})
	}
}

// A window that shrinks to one cell in the middle of an edit, of a review and of
// a save: one sentence below the floor, and everything there afterwards.
func TestAWindowThatShrinksToNothing(t *testing.T) {
	small := func(u *tuitest.User) *tuitest.User {
		u.Resize(1, 1).Resize(40, 10).Expect("60×16").Type("zzz")
		return u.Resize(0, 0).Resize(1, 1).Resize(80, 24)
	}
	u := editing(t, tuitest.Options{})
	added(u).Type("abc")
	small(u).Expect(`"note": "x",abc`, "edited", "Ln 2, Col 18").ExpectNot("zzz")
	u.Press("backspace", "backspace", "backspace")

	u.Press("ctrl+s").Expect("Review")
	small(u).Expect("Review", "+ note").Press("y").Resize(1, 1).Wait(5*time.Second).Resize(80, 24)
	u.Expect("Saved and live", `"note": "x"`)
	if len(puts(u)) != 1 || strings.Contains(puts(u)[0], "zzz") {
		t.Errorf("sent %d", len(puts(u)))
	}
}
