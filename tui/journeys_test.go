// The journeys of a connector builder, told with the robot user.

package tui_test

import (
	"strings"
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/tui/tuitest"
)

// opened starts with T3S70 on screen.
func opened(t *testing.T, o tuitest.Options) *tuitest.User {
	t.Helper()
	if o.Start == "" {
		o.Start = "T3S70"
	}
	return tuitest.Start(t, o)
}

// editing starts with T3S70 in the editor and the cursor at its first line's end.
func editing(t *testing.T, o tuitest.Options) *tuitest.User {
	t.Helper()
	return opened(t, o).Press("e", "end")
}

// added puts a member first in the Configuration.
func added(u *tuitest.User) *tuitest.User {
	return u.Paste("\n  \"note\": \"x\",")
}

func puts(u *tuitest.User) (bodies []string) {
	for _, r := range u.Sandbox.Recorded() {
		if r.Method == "PUT" {
			bodies = append(bodies, r.Body)
		}
	}
	return bodies
}

func TestLookUpReadEditReviewSave(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{})
	u.Expect("Connectors of team 936506", "T3S70", "API 4,999/5,000")
	u.Type("T3S70").Press("enter").Expect("Larkspur Ads", "5 Report Types, 76 Fields, 1 Secret", "1▾ {")
	u.Press("e", "end")
	added(u).Expect("edited", `"note": "x",`)
	u.Press("ctrl+s").Expect("Review", "T3S70 “Larkspur Ads” of team 936506", "+ note", "save, live at once")
	if len(puts(u)) != 0 {
		t.Fatal("sent before the confirmation")
	}
	u.Press("y").Expect("Saved and live", "saved")
	if n := len(puts(u)); n != 1 {
		t.Fatalf("%d PUTs", n)
	}
	u.Press("esc").Expect(`"note": "x"`).Press("esc").Expect("Connectors of team 936506")
	u.Press("enter").Expect(`"note": "x"`).ExpectNot("Unsaved edit")
}

func TestOnlyTheNameIsChanged(t *testing.T) {
	for _, id := range []string{"T3S70", "hostile", "W9Q4D", "Z6LRG"} {
		t.Run(id, func(t *testing.T) {
			u := tuitest.Start(t, tuitest.Options{Start: id})
			before, _ := u.Sandbox.Get(sandbox.DefaultTeam, id)
			u.Press("f").Expect("Name").Press("end").Type("!")
			u.Press("ctrl+s").Expect("Review")
			if id != "hostile" { // there the old and the new name alone fill the screen
				u.Expect("Configuration: unchanged")
			}
			u.Press("y")
			after, _ := u.Sandbox.Get(sandbox.DefaultTeam, id)
			if after.Configuration != before.Configuration || after.Description != before.Description {
				t.Error("something that was not touched has changed")
			}
			if after.Name == before.Name {
				t.Errorf("the name was not saved:\n%s", u.Screen())
			}
			u.Expect("Saved and live")
		})
	}
}

func TestADescriptionOfNullIsNoChange(t *testing.T) {
	u := opened(t, tuitest.Options{})
	u.Sandbox.Change(sandbox.DefaultTeam, "T3S70", func(s *sandbox.Stored) { s.Description = "null" })
	u.Press("ctrl+r", "e", "ctrl+s").Expect("Nothing to save")
	u.Press("end")
	added(u).Press("ctrl+s").Expect("Description: unchanged").Press("y").Expect("Saved and live")
}

func TestTypingTheNameTooLong(t *testing.T) {
	u := opened(t, tuitest.Options{}).Press("f", "ctrl+a")
	u.Paste(strings.Repeat("é", 255)).Expect("255/255")
	u.Type("x").Expect("256/255")
	u.Press("ctrl+s").Expect("Not saved").ExpectNot("Review")
	u.Press("backspace", "ctrl+s").Expect("Review")
}

func TestAnEmptyNameIsRefusedHere(t *testing.T) {
	u := opened(t, tuitest.Options{}).Press("f", "ctrl+a", "delete", "ctrl+s").Expect("Not saved")
	if len(puts(u)) > 0 {
		t.Error("sent all the same")
	}
}

func TestBrokenTextIsRefusedAtItsPlace(t *testing.T) {
	u := editing(t, tuitest.Options{})
	u.Type(",").Wait(time.Second).Expect("1 error", "a comma stands where a key is expected")
	u.Press("ctrl+end", "ctrl+s").Expect("Not saved").ExpectNot("Review").Press("right").Expect("Ln 1, Col 3")
}

func TestATextThatIsNoObjectIsRefused(t *testing.T) {
	u := editing(t, tuitest.Options{}).Press("ctrl+a")
	u.Paste("[1, 2]").Press("ctrl+s").Expect("Not saved", "object in curly braces")
}

func TestOnlyYConfirmsAReview(t *testing.T) {
	u := editing(t, tuitest.Options{})
	added(u).Press("ctrl+s").Expect("Review")
	u.Press("enter", "space", "q", "Y", "n", "tab", "ctrl+s", "down", "pgdown", "home").Expect("Review")
	u.Paste("y").Expect("Review")
	u.Press("esc").Expect(`"note": "x"`).ExpectNot("Review")
	if len(puts(u)) > 0 {
		t.Error("something was sent")
	}
}

func TestLayingOutIsNoEdit(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{Start: "W9Q4D"})
	u.Expect("laid out")
	u.Press("e", "ctrl+s").Expect("Nothing to save")
	u.Press("esc").Expect("W9Q4D of team 936506")
}

func TestUndoGoesBackToNothingToSave(t *testing.T) {
	u := editing(t, tuitest.Options{})
	added(u).Expect("edited").Press("ctrl+z").ExpectNot("edited")
	u.Press("ctrl+y").Expect("edited").Press("ctrl+z", "ctrl+s").Expect("Nothing to save")
	u.Press("ctrl+q")
	if !u.HasQuit() {
		t.Error("quitting asks without unsaved work")
	}
}

func TestQuittingWithUnsavedWorkAsks(t *testing.T) {
	u := editing(t, tuitest.Options{})
	added(u).Press("ctrl+q").Expect("Quit with an unsaved edit?").Press("esc")
	if u.HasQuit() {
		t.Fatal("quit on esc")
	}
	u.Expect(`"note": "x"`).Press("ctrl+q", "q")
	if !u.HasQuit() {
		t.Fatal("did not quit")
	}
	u.Restart(tuitest.Options{Start: "T3S70"}).Expect("Unsaved edit of 14:02 today")
}

func TestAnUnsavedEditIsOfferedShownAndRestored(t *testing.T) {
	u := editing(t, tuitest.Options{})
	added(u).Wait(time.Second)
	u.Restart(tuitest.Options{}).Expect("unsaved edit")
	u.Type("T3S70").Press("enter").Wait(time.Second).Expect("Unsaved edit of 14:02 today, 1 change", "restore", "show", "discard")
	u.Press("s").Expect("note").Press("esc").Expect("restore")
	u.Press("r").Expect(`"note": "x"`, "edited")
	u.Press("ctrl+s").Expect("Review", "+ note").Press("y").Expect("Saved and live")
	u.Restart(tuitest.Options{Start: "T3S70"}).ExpectNot("Unsaved edit")
}

func TestDiscardingAnUnsavedEditAsks(t *testing.T) {
	u := editing(t, tuitest.Options{})
	added(u).Wait(time.Second)
	u.Restart(tuitest.Options{Start: "T3S70"}).Expect("Unsaved edit").Press("d").Expect("cannot be brought back")
	u.Press("esc").Expect("restore").Press("d", "D").ExpectNot("Unsaved edit")
	u.Restart(tuitest.Options{Start: "T3S70"}).ExpectNot("Unsaved edit")
}

func TestAnEditNeverGoesIntoAnotherConnector(t *testing.T) {
	u := editing(t, tuitest.Options{})
	added(u).Wait(time.Second)
	u.Restart(tuitest.Options{Start: "U8K2M"}).ExpectNot("Unsaved edit")
}

func TestARestoredEditMeetsAConflict(t *testing.T) {
	u := editing(t, tuitest.Options{})
	added(u).Wait(time.Second)
	u.Sandbox.Change(sandbox.DefaultTeam, "T3S70", func(s *sandbox.Stored) {
		s.Configuration = sandbox.Literal(strings.Replace(string(s.Configuration), "Larkspur", "Larkspurs", 1))
	})
	u.Restart(tuitest.Options{Start: "T3S70"}).Expect("What is live has changed since that edit began")
	u.Press("r", "ctrl+s").Expect("Review").Press("y").Expect("Somebody else saved", "Larkspurs")
	if len(puts(u)) > 0 {
		t.Error("somebody else's save was overwritten")
	}
}

func TestReadOnly(t *testing.T) {
	u := editing(t, tuitest.Options{ReadOnly: true})
	u.Expect("read-only").Type("x").ExpectNot("edited").Press("ctrl+s").Expect("Read-only")
}

func TestATerminalThatIsTooSmall(t *testing.T) {
	u := editing(t, tuitest.Options{})
	added(u)
	u.Resize(40, 10).Expect("Patchbay needs 60×16, this is 40×10. Nothing is lost").Type("zzz")
	u.Resize(1, 1).Resize(0, 0).Resize(80, 24).Expect(`"note": "x"`).ExpectNot("zzz")
}

func TestSigningIn(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{SignedOut: true})
	u.Expect("Welcome to Patchbay", "sign in", "sandbox").Press("s")
	u.Expect("Sign in", "the credentials file", "936506").Paste("api_canary123\n")
	u.ExpectNot("canary").Press("enter").Expect("Signed in to team 936506", "T3S70").ExpectNot("canary")
}

func TestTheSandboxFromTheWelcome(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{SignedOut: true}).Press("b")
	u.Expect("T3S70", "sandbox")
}

func TestHelpListsTheKeysOfTheScreen(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{Height: 50, Width: 120})
	u.Press("f1").Expect("Keys: looking up", "ctrl+t", "Pin or unpin").Press("esc")
	u.Type("T3S70").Press("enter", "?").Expect("Keys: reading", "Filter by path").Press("esc")
	u.Press("e", "f1").Expect("Keys: the JSON text", "Review and save").Press("esc").ExpectNot("Keys:")
}

func TestThePaletteRunsCommandsAndSaysWhyNot(t *testing.T) {
	u := editing(t, tuitest.Options{})
	u.Press("ctrl+p").Expect("Commands").Type("form or").Press("enter").Expect("Name", "Description")
	u.Press("ctrl+p").Type("discard").Expect("There is no unsaved edit")
}

func TestPinsAndRecents(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{})
	u.Type("U8K2M").Press("ctrl+t", "esc").Expect("pinned")
	u.Type("T3S70").Press("enter", "esc", "esc").Expect("opened")
	u.Restart(tuitest.Options{}).Expect("pinned", "opened")
}

func TestACopyIsSentToTheTerminal(t *testing.T) {
	u := opened(t, tuitest.Options{}).Press("down", "y").Expect("sent to the terminal")
	u.Press("C")
	want, _ := u.Sandbox.Get(sandbox.DefaultTeam, "T3S70")
	if len(u.Clipboard) != 2 || u.Clipboard[1] != string(want.Configuration) {
		t.Errorf("%d copies", len(u.Clipboard))
	}
	u.Press("esc").Type("").Press("esc")
	tooLarge := tuitest.Start(t, tuitest.Options{Start: "Z6LRG"}).Press("C").Expect("too large")
	if len(tooLarge.Clipboard) > 0 {
		t.Error("copied all the same")
	}
}

func TestGoingToALineAPathAndBack(t *testing.T) {
	u := editing(t, tuitest.Options{})
	u.Press("ctrl+g").Type("100").Press("enter").Expect("Ln 100, Col 1")
	u.Press("ctrl+g").Type("reporting.reportTypes[1].id").Press("enter").Expect(`"id": "ad_performance"`)
	u.Press("ctrl+g").Type("nowhere.at.all").Press("enter").ExpectNot("Ln 1,")
}

func TestTheJournalThatCannotBeWrittenIsSaid(t *testing.T) {
	u := editing(t, tuitest.Options{NoStore: true})
	added(u).Expect("NOT PROTECTED").Press("ctrl+q").Expect("could NOT be kept")
}

func TestKeysTypedWhileTheReviewIsPreparedAreNotText(t *testing.T) {
	u := editing(t, tuitest.Options{})
	added(u)
	u.Together(tuitest.Key("ctrl+s"), tuitest.Key("y"), tuitest.Key("z"))
	u.Expect("Review")
	if len(puts(u)) > 0 {
		t.Error("saved before the review was seen")
	}
	u.Press("esc").ExpectNot(`,yz`, `,y`)
}
