// A save whose outcome is not known: what the user can do, and what the program
// never does by itself.

package tui_test

import (
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/tui/tuitest"
)

// unreadable is a platform that takes a save, answers nothing, and cannot be read
// until it is well again.
func unreadable(well *bool, commit sandbox.Commit) func(sandbox.Request) sandbox.Fault {
	return func(r sandbox.Request) sandbox.Fault {
		switch {
		case r.Op == sandbox.OpUpdate && !*well:
			return sandbox.Fault{Cut: sandbox.CutReply, Commit: commit}
		case r.Op == sandbox.OpGet && r.N > 2 && !*well:
			return sandbox.Fault{Status: 503}
		}
		return sandbox.Fault{}
	}
}

// notKnown is a save in T3S70 of which nobody knows.
func notKnown(t *testing.T, well *bool, commit sandbox.Commit) *tuitest.User {
	t.Helper()
	u := editing(t, tuitest.Options{Fault: unreadable(well, commit)})
	added(u).Press("ctrl+s").Expect("Review").Press("y").Wait(time.Minute)
	return u.Expect("Not known whether it was saved", "could not be read back", "Your text stays in the editor and on this machine", "check now")
}

func TestCheckingNowSettlesIt(t *testing.T) {
	for commit, want := range map[sandbox.Commit]string{sandbox.CommitNow: "Saved and live", sandbox.CommitNever: "Not saved"} {
		var well bool
		u := notKnown(t, &well, commit)
		u.Press("c").Expect("Reading what is live to find out").Wait(time.Minute).Expect("Not known whether it was saved")
		well = true
		u.Press("c").Wait(time.Minute).Expect(want)
		if len(puts(u)) != 1 {
			t.Errorf("%d PUTs", len(puts(u)))
		}
	}
}

// Work goes on meanwhile; nothing is read or sent by itself, and the error can be
// shown again.
func TestWorkingOnWithASaveThatIsNotKnown(t *testing.T) {
	var well bool
	u := notKnown(t, &well, sandbox.CommitNow).Press("esc").Expect(`"note": "x"`)
	before := len(u.Sandbox.Recorded())
	u.Paste("\n  \"later\": 1,").Wait(time.Hour)
	if len(u.Sandbox.Recorded()) != before {
		t.Error("called by itself")
	}
	u.Press("ctrl+p").Type("last error").Press("enter").Expect("Not known whether it was saved")
}

// ctrl+s first finds out, and then goes on to the review of what is not live yet.
func TestSavingAgainFindsOutFirst(t *testing.T) {
	t.Run("it was saved", func(t *testing.T) {
		var well bool
		u := notKnown(t, &well, sandbox.CommitNow).Press("esc").Paste("\n  \"later\": 1,")
		well = true
		u.Press("ctrl+s").Wait(time.Second).Expect("Review", "+ later").ExpectNot("+ note")
		u.Press("y").Wait(time.Second).Expect("Saved and live")
	})
	t.Run("it was saved, and nothing was typed since", func(t *testing.T) {
		var well bool
		u := notKnown(t, &well, sandbox.CommitNow).Press("esc")
		well = true
		u.Press("ctrl+s").Wait(time.Second).Expect("Saved and live").ExpectNot("Review")
	})
	t.Run("it was not saved", func(t *testing.T) {
		var well bool
		u := notKnown(t, &well, sandbox.CommitNever).Press("esc")
		well = true
		u.Press("ctrl+s").Wait(5 * time.Second).ExpectNot("Review").Wait(20 * time.Second)
		u.Expect("Review", "+ note", "The save before did not go live")
		u.Press("y").Wait(time.Second).Expect("Saved and live")
		if len(puts(u)) != 2 {
			t.Errorf("%d PUTs", len(puts(u)))
		}
	})
	t.Run("it is still not known", func(t *testing.T) {
		var well bool
		u := notKnown(t, &well, sandbox.CommitNow).Press("esc")
		u.Press("ctrl+s").Wait(time.Minute).Expect("Not known whether it was saved").ExpectNot("Review")
	})
	t.Run("somebody else saved", func(t *testing.T) {
		var well bool
		u := notKnown(t, &well, sandbox.CommitNow).Press("esc")
		well = true
		u.Sandbox.Change(sandbox.DefaultTeam, "T3S70", func(s *sandbox.Stored) { s.Configuration = `{"theirs": 1}` })
		u.Press("ctrl+s").Wait(30*time.Second).Expect("Review", "+ note").Press("y").Wait(time.Second).Expect("Somebody else saved")
		if len(puts(u)) != 1 {
			t.Error("overwritten")
		}
	})
}

func TestQuittingWithASaveThatIsNotKnown(t *testing.T) {
	var well bool
	u := notKnown(t, &well, sandbox.CommitNow).Press("esc", "ctrl+q").Expect("It is not known whether the save of T3S70 is live", "It is kept on this machine")
	u.Press("q")
	if !u.HasQuit() || !u.App.SaveNotConfirmed() {
		t.Error("did not quit as not confirmed")
	}
}

// Who asked to quit while a save was read back sees first that it is stored in
// other words.
func TestQuittingShowsWhatWasStoredOtherwise(t *testing.T) {
	for key, quits := range map[string]bool{"enter": true, "esc": false} {
		u := editing(t, tuitest.Options{Fault: onPut(sandbox.Fault{Delay: 3 * time.Second, Store: sandbox.Normalise(sandbox.SortKeys)})})
		added(u).Press("ctrl+s", "y", "ctrl+q").Expect("A save is on its way").Wait(5 * time.Second)
		u.Expect("Saved and live", "other spacing, order or spelling", "quit").ExpectNot("on its way")
		if u.HasQuit() {
			t.Fatal("quit without showing the difference")
		}
		u.Wait(time.Second).Press(key)
		if u.HasQuit() != quits || u.App.SaveNotConfirmed() {
			t.Errorf("%s: quit %v", key, u.HasQuit())
		}
	}
}

// A line break at the end is typed easily and stored by nobody.
func TestALineBreakAtTheEndIsNoOtherSpelling(t *testing.T) {
	u := editing(t, tuitest.Options{})
	added(u).Press("ctrl+end", "enter").Press("ctrl+s", "y").Wait(time.Second).Expect("Saved and live").ExpectNot("other spacing")
	u.Press("enter").Expect("edited").Press("ctrl+s").Expect("Review").Press("y").Wait(time.Second).Expect("Saved and live: the platform already had exactly this")
	if len(puts(u)) != 1 {
		t.Errorf("%d PUTs", len(puts(u)))
	}
}
