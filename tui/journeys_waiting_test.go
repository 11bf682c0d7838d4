// J12: the outcome of a save is not known, or the platform asks to wait.

package tui_test

import (
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/tui/tuitest"
)

// The program finds out by itself what became of a save, without a key, and
// sends nothing a second time.
func TestAnUnansweredSaveIsLookedUp(t *testing.T) {
	for name, c := range map[string]struct {
		put  sandbox.Fault
		told string
	}{
		"published":     {sandbox.Fault{Cut: sandbox.CutReply}, "Saved and live"},
		"not published": {sandbox.Fault{Cut: sandbox.CutReply, Commit: sandbox.CommitNever}, "Not saved"},
		"other text":    {sandbox.Fault{Cut: sandbox.CutReply, After: renames}, "What is live now is neither your text nor the one you started from"},
	} {
		u := editing(t, tuitest.Options{Fault: onPut(c.put)})
		added(u).Press("ctrl+s").Expect("Review").Press("y").Wait(30 * time.Second).Expect(c.told)
		u.Restart(tuitest.Options{Start: "T3S70"}).Wait(time.Second)
		if c.told == "Saved and live" {
			u.ExpectNot("Unsaved edit")
		} else {
			u.Expect("Unsaved edit") // kept until it is known to be live
		}
		if len(puts(u)) != 1 {
			t.Errorf("%s: %d PUTs", name, len(puts(u)))
		}
	}
}

// While it looks, the user works on; the outcome is told then.
func TestTheUserWorksOnWhileItIsLookedUp(t *testing.T) {
	u := editing(t, tuitest.Options{Fault: onPut(sandbox.Fault{Cut: sandbox.CutReply, Commit: sandbox.CommitLate, Late: 10 * time.Second})})
	added(u).Press("ctrl+s", "y").Wait(2*time.Second).Expect("No clear answer came", "work on").Press("esc")
	u.Expect("saving…").Type("!").Press("backspace").Wait(12*time.Second).Expect("Saved and live", "saved").ExpectNot("edited")
}

// A wait is counted down while editing goes on, and its end sends nothing: that
// takes the same yes as ever, after a look at what is live by then.
func TestAWaitIsCountedDownWhileEditingGoesOn(t *testing.T) {
	limited := true
	u := editing(t, tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpUpdate && limited {
			return sandbox.Fault{Status: 429, RetryAfter: 12 * time.Minute}
		}
		return sandbox.Fault{}
	}})
	added(u).Press("ctrl+s", "y").Wait(time.Second).Expect("Not saved", "Too many requests", "Wait 11:59", "needs a new yes")
	u.Press("esc").Wait(time.Minute).Expect("wait 10:59", "edited")
	u.Paste("\n  \"later\": 1,").Expect(`"later": 1`).Wait(20*time.Minute).ExpectNot("Saved and live", "wait 0")
	if len(puts(u)) != 1 {
		t.Fatalf("%d PUTs: sent by itself", len(puts(u)))
	}
	limited = false
	u.Press("ctrl+s").Expect("Review", "+ later", "+ note").Press("y").Wait(time.Second).Expect("Saved and live")
	if len(puts(u)) != 2 {
		t.Errorf("%d PUTs", len(puts(u)))
	}
}
