// Two editors on one Connector and one state directory.

package tui_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"patchbay/tui"
	"patchbay/tui/tuitest"
)

// pair starts two programs on one state directory and one platform.
func pair(t *testing.T, before func(first *tuitest.User)) (first, second *tuitest.User) {
	t.Helper()
	o := tuitest.Options{StateDir: t.TempDir(), Start: "T3S70"}
	var platform tui.Connectors
	o.Transport = func(n tui.Connectors) tui.Connectors { platform = n; return n }
	first = tuitest.Start(t, o)
	before(first)
	o.Transport = func(tui.Connectors) tui.Connectors { return platform }
	return first, tuitest.Start(t, o)
}

func typing(u *tuitest.User) { added(u.Press("e", "end")).Wait(time.Second) }

func TestTheSecondEditorIsToldAndAsked(t *testing.T) {
	first, second := pair(t, typing)
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	process := fmt.Sprintf("process %d", os.Getpid())
	second.Expect("Open in another Patchbay too (" + process + ", last change just now)").ExpectNot("Unsaved edit")
	second.Press("down").Expect("also open elsewhere")
	for _, key := range []string{"e", "f"} {
		second.Press(key).Expect("Open in another Patchbay", process+" on "+host, "since 14:02, last change just now", "look at it read-only", "a journal of my own")
		second.Press("esc").Expect("T3S70 of team 936506").ExpectNot("read-only")
	}

	t.Log("read-only")
	second.Press("e", "r").Expect("Read-only, while another Patchbay edits it").Type("zz").Paste("zz").Press("ctrl+d").
		Expect("read-only, open elsewhere").ExpectNot("edited", "zz").Press("ctrl+s").Expect("Nothing to save").Press("esc").Expect("T3S70 of team 936506")

	t.Log("a journal of its own")
	second.Press("e", "o").Press("end").Paste("\n  \"mine\": 2,").Wait(time.Second).Expect("edited", "also open elsewhere").ExpectNot("Edited in another")
	first.Type("  ").Wait(time.Second).Expect("edited")
	if n := len(journalFiles(t, second.StateDir())); n != 2 {
		t.Errorf("%d journals", n)
	}

	t.Log("whoever saves second overwrites nothing")
	first.Press("ctrl+s", "y").Expect("Saved and live")
	second.Press("ctrl+s", "y").Wait(time.Minute)
	if n := len(puts(first)); n != 1 {
		t.Errorf("%d PUTs", n)
	}
	second.End()
	second.Restart(tuitest.Options{Start: "T3S70"}).Expect("Unsaved edit").Press("r").Expect(`"mine": 2`)
}

func TestNothingIsAskedOnceTheFirstEditorHasSaved(t *testing.T) {
	first, second := pair(t, typing)
	second.Press("e").Expect("Open in another Patchbay").Press("esc")
	first.Press("ctrl+s", "y").Expect("Saved and live").Press("esc")
	second.Press("e").ExpectNot("another Patchbay").Expect("Ln 1").Press("end").Type("x").Wait(time.Second).Expect("edited").ExpectNot("elsewhere")
}

func TestWhatTheFirstEditorLeftIsOfferedToTheSecond(t *testing.T) {
	first, second := pair(t, typing)
	first.End()
	second.Press("e").Expect("Unsaved edit of 14:02 today").Wait(time.Second).Press("r").Expect(`"note": "x"`)
}

func TestALiveJournalIsNeverTakenOverOrThrownAway(t *testing.T) {
	first, second := pair(t, func(*tuitest.User) {})
	typing(first)
	kept := journalFiles(t, first.StateDir())
	second.Press("ctrl+r").Expect("Open in another Patchbay too").ExpectNot("restore", "discard")
	second.Press("e", "o", "end").Type("x").Wait(time.Second).Press("esc", "d", "D").ExpectNot("edited")
	if now := journalFiles(t, first.StateDir()); strings.Join(now, " ") != strings.Join(kept, " ") {
		t.Errorf("journals %v, were %v", now, kept)
	}
	first.Press("ctrl+q", "q")
	first.Restart(tuitest.Options{Start: "T3S70"}).Press("r").Expect(`"note": "x"`)
}

func TestTwoWhoOpenAtTheSameTimeFindOneAnother(t *testing.T) {
	first, second := pair(t, func(u *tuitest.User) { u.Press("e", "end") })
	second.ExpectNot("another Patchbay").Press("e", "end")
	first.Type("one").Wait(time.Second).ExpectNot("another Patchbay")
	second.Type("two").Wait(time.Second).Expect("Edited in another Patchbay too", "process", "go on editing").Press("esc").Expect("{two", "also open elsewhere")
	second.Type("three").Wait(time.Second).ExpectNot("Edited in another")
}

// Two programs offer the same edit; what one takes, the other cannot take too,
// and says so; what is left is offered, and the live one asked about.
func TestAnEditThatAnotherTookIsNotRestoredTwice(t *testing.T) {
	dir := t.TempDir()
	u := tuitest.Start(t, tuitest.Options{StateDir: dir, Start: "T3S70"}).Press("e", "end").Type("older").Wait(time.Second)
	u.End()
	first := tuitest.Start(t, tuitest.Options{StateDir: dir, Start: "T3S70"}).Expect("Unsaved edit")
	second := tuitest.Start(t, tuitest.Options{StateDir: dir, Start: "T3S70"}).Expect("Unsaved edit").Wait(time.Second)
	first.Press("r").Expect("Restored")
	second.Press("r").Expect("Not restored", "in use by another Patchbay").Wait(time.Second)
	second.Press("esc").Expect("Open in another Patchbay too").Press("e").Expect("look at it read-only")
}

func TestThrowingAwayWhatAnotherTookSaysThatItWasNot(t *testing.T) {
	dir := t.TempDir()
	u := tuitest.Start(t, tuitest.Options{StateDir: dir, Start: "T3S70"}).Press("e", "end").Type("kept").Wait(time.Second)
	u.End()
	first := tuitest.Start(t, tuitest.Options{StateDir: dir, Start: "T3S70"}).Expect("Unsaved edit")
	second := tuitest.Start(t, tuitest.Options{StateDir: dir, Start: "T3S70"}).Expect("Unsaved edit").Wait(time.Second)
	first.Press("r").Expect("Restored")
	second.Press("d", "D").Expect("The unsaved edit was not discarded: it is in use by another Patchbay")
	if n := len(journalFiles(t, dir)); n != 1 {
		t.Errorf("%d journals", n)
	}
}
