// Every Connector of the sandbox that misbehaves, tried by the robot user: what
// the dialog says, what it offers, and that the offers work.

package tui_test

import (
	"strings"
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/tui/tuitest"
)

// opening opens an identifier and lets a slow answer come.
func opening(t *testing.T, id string) *tuitest.User {
	t.Helper()
	return tuitest.Start(t, tuitest.Options{Start: id}).Wait(5 * time.Second)
}

// saving edits an identifier and confirms the review.
func saving(t *testing.T, id string) *tuitest.User {
	t.Helper()
	u := tuitest.Start(t, tuitest.Options{Start: id}).Press("e", "end")
	return added(u).Press("ctrl+s").Expect("Review").Press("y").Wait(time.Second)
}

func stored(u *tuitest.User, id string) string {
	s, _ := u.Sandbox.Get(sandbox.DefaultTeam, id)
	return string(s.Configuration)
}

func isSaved(u *tuitest.User, id string) bool { return strings.Contains(stored(u, id), `"note"`) }

// stillThere checks that the edit is on screen as it was, and can be undone.
func stillThere(u *tuitest.User) *tuitest.User {
	return u.Expect(`"note": "x",`, "edited").Press("ctrl+z").ExpectNot(`"note"`).Press("ctrl+y").Expect(`"note": "x",`)
}

func TestGet401TakesAnotherCredential(t *testing.T) {
	u := opening(t, "get-401").Expect("get-401 could not be opened", "The credential is missing, wrong or expired", "401", "UNAUTHORIZED", "Request ID", "Bearer", "enter a credential", "read it again")
	u.Press("enter").Expect("Sign in").Paste("api_canary").ExpectNot("canary").Press("enter")
	u.Wait(time.Second).Expect("get-401 of team 936506")
}

func TestGet401ReadsTheCredentialAgain(t *testing.T) {
	opening(t, "get-401").Press("r").Wait(time.Second).Expect("get-401 of team 936506")
}

func TestGet403(t *testing.T) {
	u := opening(t, "get-403").Expect("may not do this for team 936506", "FORBIDDEN", "cb_connectors_read", "change team", "copy a request for an admin")
	u.Press("a")
	if len(u.Clipboard) != 1 || !strings.Contains(u.Clipboard[0], "cb_connectors_read") {
		t.Errorf("copied %q", u.Clipboard)
	}
	u.Press("c")
	if len(u.Clipboard) != 2 || !strings.Contains(u.Clipboard[1], "FORBIDDEN") {
		t.Errorf("copied %q", u.Clipboard)
	}
	u.Press("t").Expect("Change team", "936506")
}

func TestGet403OffersOtherProfiles(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{Start: "get-403", Profiles: []string{"home", "work"}}).Wait(time.Second)
	u.Press("p").Expect("Change profile", "home", "work").Type("work").Press("enter").Wait(time.Second).Expect("Connectors of team 936506")
}

func TestGet404(t *testing.T) {
	u := opening(t, "get-404").Expect("Team 936506 has no Connector get-404", "NOT_FOUND", "change team", "correct the identifier")
	u.Press("i").Expect("Find get-404").Type("x").Expect("Find get-404x")
}

func TestGet429CountsDownAndTriesAgainByItself(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{Start: "get-429"}).Expect("Too many requests", "Wait 0:03", "API wait 0:03")
	u.Wait(time.Second).Expect("Wait 0:02")
	u.Wait(3 * time.Second).Expect("get-429 of team 936506")
}

func TestGet429ClosedIsNotTriedAgain(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{Start: "get-429"}).Press("esc")
	before := len(u.Sandbox.Recorded())
	u.Wait(time.Minute).ExpectNot("get-429 of team 936506")
	if len(u.Sandbox.Recorded()) != before {
		t.Error("tried again although the dialog was closed")
	}
	u.Press("ctrl+p").Type("last error").Press("enter").Expect("Too many requests", "The wait is over")
}

func TestGet500(t *testing.T) {
	u := opening(t, "get-500").Expect("trouble answering (status 500)", "INTERNAL_SERVER_ERROR", "try again")
	before := len(u.Sandbox.Recorded())
	u.Press("r").Wait(5 * time.Second).Expect("trouble answering")
	if len(u.Sandbox.Recorded()) == before {
		t.Error("trying again did not call")
	}
}

func TestGetHTML(t *testing.T) {
	opening(t, "get-html").Expect("This is not the API", "web page", "text/html", "127.0.0.1", "base URL")
}

func TestGetCut(t *testing.T) {
	opening(t, "get-cut").Expect("get-cut could not be opened", "cut off", "try again")
}

func TestGetSlowShowsTheWaitAndCanBeCancelled(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{Start: "get-slow"}).ExpectNot("One moment")
	u.Wait(400*time.Millisecond).Expect("One moment", "Reading get-slow of team 936506", "cancel")
	u.Wait(3 * time.Second).Expect("3 s")
	u.Press("esc").Expect("Stopped reading get-slow").ExpectNot("One moment")
	u.Wait(time.Minute).ExpectNot("get-slow of team 936506 ·")
}

func TestGetSlowArrives(t *testing.T) {
	tuitest.Start(t, tuitest.Options{Start: "get-slow"}).Wait(21 * time.Second).Expect("get-slow of team 936506").ExpectNot("One moment")
}

func TestPut400And422ShowThePlatformsWords(t *testing.T) {
	for _, c := range []struct{ id, status, code string }{{"put-400", "400", "BAD_REQUEST"}, {"put-422", "422", "UNPROCESSABLE"}} {
		t.Run(c.id, func(t *testing.T) {
			u := saving(t, c.id).Expect("Not saved", c.status, c.code, "your text is as it was", "go to the place")
			u.Press("g").ExpectNot("Not saved\n")
			if c.id == "put-400" {
				u.Expect("255").Press("f2") // it named the name
			}
			stillThere(u.Press("ctrl+home"))
			if isSaved(u, c.id) {
				t.Error("saved")
			}
		})
	}
}

func TestPut401AsksAndGoesOnWithTheSave(t *testing.T) {
	u := saving(t, "put-401").Expect("Not saved", "credential is missing, wrong or expired", "your text is as it was")
	u.Press("enter").Paste("another").Press("enter").Wait(time.Second).Expect("Saved and live")
	if !isSaved(u, "put-401") {
		t.Error("not saved")
	}
}

func TestPut403GoesOnReadOnly(t *testing.T) {
	u := saving(t, "put-403").Expect("Not saved", "cb_connectors_write", "go on read-only", "copy a request for an admin")
	u.Press("o").Expect("Saving is switched off").Press("ctrl+s").Expect("Read-only")
}

func TestPut404OffersAFile(t *testing.T) {
	t.Chdir(t.TempDir())
	u := saving(t, "put-404").Expect("deleted since you opened it", "write to a file")
	u.Press("x").Expect("put-404.json").Press("enter").Expect("bytes written to")
	stillThere(u)
}

func TestPut429OffersAgainAndNeedsAYes(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{Start: "put-429"}).Press("e", "end")
	added(u).Press("ctrl+s").Press("y").Expect("Not saved", "Wait 0:03", "needs a new yes").ExpectNot("[y]")
	u.Wait(time.Second).Press("y").Wait(10 * time.Second)
	if len(puts(u)) != 1 || isSaved(u, "put-429") {
		t.Fatal("sent without a new yes")
	}
	u.Expect("The wait is over", "[y]").Press("y").Wait(time.Second).Expect("Saved and live")
	if len(puts(u)) != 2 {
		t.Errorf("%d PUTs", len(puts(u)))
	}
}

func TestPut500IsReadBackUntilItIsKnown(t *testing.T) {
	u := saving(t, "put-500").Expect("No clear answer came").Wait(20 * time.Second)
	u.Expect("Not saved", "status 500").ExpectNot("Saved and live")
	if len(puts(u)) != 1 {
		t.Errorf("%d PUTs", len(puts(u)))
	}
	stillThere(u.Press("esc"))
}

func TestPutLostIsFoundToBeLive(t *testing.T) {
	u := saving(t, "put-lost").Expect("Saved and live")
	if !isSaved(u, "put-lost") || len(puts(u)) != 1 {
		t.Error("the word is wrong")
	}
}

func TestPutDroppedIsFoundNotToBeSaved(t *testing.T) {
	u := saving(t, "put-dropped").Wait(20 * time.Second).Expect("Not saved").ExpectNot("Saved and live")
	if isSaved(u, "put-dropped") || len(puts(u)) != 1 {
		t.Error("the word is wrong")
	}
	stillThere(u.Press("esc"))
}

func TestPutNormalisedIsShown(t *testing.T) {
	u := saving(t, "put-normalised").Expect("Saved and live", "other spacing, order or spelling")
	u.Press("esc").Press("ctrl+s").Expect("Nothing to save")
	t.Log("the next review is against what is live, not against what was sent")
	u.Press("end").Paste("\n  \"later\": 1,").Press("ctrl+s").Expect("Review", "1 added, 15 written differently", "+ later").Press("pgdown", "pgdown", "pgdown").Expect("by line, both laid out")
}

func TestPutConflictShowsTheOtherSaveAndSendsNothing(t *testing.T) {
	u := saving(t, "put-conflict").Expect("Somebody else saved put-conflict since you opened it", "Nothing is sent before", "label", "+ note")
	if len(puts(u)) > 0 {
		t.Fatal("overwritten unseen")
	}
	stillThere(u.Press("esc"))
	// Reload keeps the edit and offers it on top of what is live.
	u.Press("ctrl+s", "y").Wait(time.Second).Expect("Somebody else saved").Press("r").Wait(time.Second)
	u.Expect("Unsaved edit", "What is live has changed since that edit began").Press("d", "D")
	u.Press("e", "end")
	added(u).Press("ctrl+s", "y").Wait(time.Second).Expect("Saved and live")
}

func TestStoredAgainWithOtherSpacingGoesOnWithOneKey(t *testing.T) {
	u := editing(t, tuitest.Options{})
	added(u)
	u.Sandbox.Change(sandbox.DefaultTeam, "T3S70", sandbox.Normalise(sandbox.Compact))
	u.Press("ctrl+s", "y").Wait(time.Second).Expect("Stored again with other spacing or order", "by path: same meaning, other spacing", "go on and save")
	u.Press("g").Wait(time.Second).Expect("Saved and live")
	if len(puts(u)) != 1 {
		t.Errorf("%d PUTs", len(puts(u)))
	}
}

func TestSomebodySavesRightAfter(t *testing.T) {
	u := editing(t, tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpUpdate {
			return sandbox.Fault{After: func(s *sandbox.Stored) { s.Name = sandbox.Text("Somebody's") }}
		}
		return sandbox.Fault{}
	}})
	added(u).Press("ctrl+s", "y").Wait(15*time.Second).Expect("something else is live now", "Somebody's")
	u.Wait(time.Second).Press("esc").Expect(`"note": "x"`, "edited")
	// Saving again merges the two.
	u.Press("ctrl+s").Expect("Review").Press("y").Wait(time.Second).Expect("~ Name", `+ "Somebody's"`).Press("enter").Wait(time.Second)
	u.Expect("all of it is live already", `"note": "x"`)
}

func TestASaveThatIsVisibleLate(t *testing.T) {
	u := editing(t, tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpUpdate {
			return sandbox.Fault{Commit: sandbox.CommitLate, Late: 8 * time.Second}
		}
		return sandbox.Fault{}
	}})
	added(u).Press("ctrl+s", "y").Wait(3 * time.Second).Expect("Accepted, but what is live is not yet what was sent").ExpectNot("Saved and live")
	u.Wait(10 * time.Second).Expect("Saved and live")
}

func TestQuittingWaitsForASaveThatIsOut(t *testing.T) {
	slow := func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpUpdate {
			return sandbox.Fault{Delay: 10 * time.Second}
		}
		return sandbox.Fault{}
	}
	u := editing(t, tuitest.Options{Fault: slow})
	added(u).Press("ctrl+s", "y").Expect("Sending").Press("ctrl+q").Expect("A save is on its way")
	if u.HasQuit() {
		t.Fatal("quit while the PUT was out")
	}
	u.Wait(12 * time.Second)
	if !u.HasQuit() || !isSaved(u, "T3S70") {
		t.Errorf("did not quit after the save:\n%s", u.Screen())
	}
}

func TestTheListThatFailsDoesNotBlockOpening(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpList {
			return sandbox.Reply(503, "text/html", "<html>maintenance</html>")
		}
		return sandbox.Fault{}
	}}).Wait(10 * time.Second)
	u.Expect("503").Type("T3S70").Press("enter").Expect("Larkspur Ads")
}

func TestAnAnswerThatIsTooLarge(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{Start: "T3S70", Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpGet {
			return sandbox.Reply(200, "application/json", `{"connector_identifier":"T3S70","configuration":{"configuration_json":{"a":"`+strings.Repeat("x", 130<<20)+`"}}}`)
		}
		return sandbox.Fault{}
	}}).Wait(10 * time.Second)
	u.Expect("T3S70 could not be opened", "larger than 128 MiB")
}

func TestWorkingOnWhileASaveIsReadBack(t *testing.T) {
	u := editing(t, tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpUpdate {
			return sandbox.Fault{Commit: sandbox.CommitLate, Late: 8 * time.Second}
		}
		return sandbox.Fault{}
	}})
	added(u).Press("ctrl+s", "y").Wait(2 * time.Second).Expect("work on").Press("esc").Wait(2 * time.Second)
	u.ExpectNot("Reading again").Expect("saving…").Paste("\n  \"later\": 1,").Wait(10 * time.Second)
	u.Expect("Saved and live; what you typed since is not", "edited", `"later"`)
	u.Restart(tuitest.Options{Start: "T3S70"}).Expect("Unsaved edit").Press("r").Expect(`"later"`, `"note"`)
}

func TestASaveOfAnEarlierTextIsShownAgainBeforeItIsTriedAgain(t *testing.T) {
	u := saving(t, "put-429").Expect("Not saved").Press("esc").Paste("\n  \"later\": 1,").Wait(5 * time.Second)
	u.Press("ctrl+p").Type("last error").Press("enter").Wait(time.Second).Press("y").Expect("Review", "later")
	if len(puts(u)) != 1 {
		t.Error("sent what was not shown")
	}
}

func TestAnEditThatTurnsOutToBeLiveIsNotOffered(t *testing.T) {
	u := editing(t, tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpUpdate {
			return sandbox.Fault{Delay: time.Hour, Commit: sandbox.CommitNow}
		}
		return sandbox.Fault{}
	}})
	added(u).Press("ctrl+s", "y").Expect("Sending")
	live := strings.Replace(stored(u, "T3S70"), "{", "{\n  \"note\": \"x\",", 1)
	u.Restart(tuitest.Options{}).Sandbox.Change(sandbox.DefaultTeam, "T3S70", func(s *sandbox.Stored) { s.Configuration = sandbox.Literal(live) })
	u.Type("T3S70").Press("enter").Wait(time.Second).Expect(`"note"`, "The save sent at 14:02, which was not confirmed then, is live").ExpectNot("Unsaved edit")
}

func TestAHeldYIsNotTypedAfterTheSave(t *testing.T) {
	u := editing(t, tuitest.Options{})
	added(u).Press("ctrl+s").Press("y", "y", "y", "y", "y").Expect("Saved and live", "saved").ExpectNot("edited", "yy")
	if len(puts(u)) != 1 {
		t.Errorf("%d PUTs", len(puts(u)))
	}
	u.Wait(time.Second).Press("y").Expect("edited")
}

func TestQuittingWhileASaveIsCheckedSendsNothing(t *testing.T) {
	slow := func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpGet && r.N == 2 {
			return sandbox.Fault{Delay: 5 * time.Second}
		}
		return sandbox.Fault{}
	}
	u := editing(t, tuitest.Options{Fault: slow})
	added(u).Press("ctrl+s", "y").Expect("Checking that nobody else saved").Press("ctrl+q").Expect("Quit with an unsaved edit?")
	u.Wait(10 * time.Second)
	if len(puts(u)) != 0 {
		t.Error("sent behind the question")
	}
	u.Press("q")
	if !u.HasQuit() {
		t.Error("did not quit")
	}
}

func TestASaveWhoseOutcomeNobodySawIsToldAtTheNextOpening(t *testing.T) {
	u := editing(t, tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpUpdate {
			return sandbox.Fault{Delay: time.Hour, Commit: sandbox.CommitNever}
		}
		return sandbox.Fault{}
	}})
	added(u).Press("ctrl+s", "y").Expect("Sending").Press("ctrl+q").Expect("on its way").Wait(25 * time.Second)
	if !u.HasQuit() || !u.App.SaveNotConfirmed() {
		t.Fatal("did not quit as not confirmed")
	}
	u.Restart(tuitest.Options{Start: "T3S70"}).Wait(10*time.Second).Expect("Unsaved edit", "Your save of 14:02 was not saved")
}

func TestASaveThatIsKnownToHaveFailedIsNotToldAsUnknown(t *testing.T) {
	u := saving(t, "put-500").Wait(20 * time.Second).Expect("Not saved").Press("esc")
	u.Restart(tuitest.Options{Start: "put-500"}).Expect("Unsaved edit").ExpectNot("outcome was never known")
}

func TestQuittingFromATerminalThatIsTooSmall(t *testing.T) {
	u := editing(t, tuitest.Options{})
	added(u).Resize(40, 10).Press("ctrl+q").Expect("ctrl+q again quits; the unsaved edit is kept")
	if u.HasQuit() {
		t.Fatal("quit at the first press")
	}
	u.Press("ctrl+q")
	if !u.HasQuit() {
		t.Fatal("did not quit")
	}
	u.Restart(tuitest.Options{Start: "T3S70"}).Expect("Unsaved edit")
}

func TestAnEditThatCannotBeKeptIsNotOfferedToBeKept(t *testing.T) {
	u := editing(t, tuitest.Options{NoStore: true})
	added(u).Press("ctrl+q").Expect("could NOT be kept").ExpectNot("offer the edit again").Press("esc")
	u.Press("esc").Expect("Leave this edit?").ExpectNot("offer the edit again")
}

func TestSavingOverSomebodysSaveMergesFirst(t *testing.T) {
	u := editing(t, tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpUpdate && r.N == 1 {
			return sandbox.Fault{After: func(s *sandbox.Stored) {
				s.Configuration = sandbox.Literal(strings.Replace(string(s.Configuration), "Larkspur", "Hollyhock", 1))
			}}
		}
		return sandbox.Fault{}
	}})
	added(u).Press("ctrl+s", "y").Wait(15 * time.Second).Expect("something else is live now").Press("esc")
	u.Press("ctrl+s").Expect("Review").Press("y").Wait(time.Second).Expect("Theirs, comes in by itself", "Hollyhock")
	if len(puts(u)) != 1 {
		t.Error("saved over it")
	}
	u.Press("esc").Press("ctrl+q").Expect("Quit with an unsaved edit?")
}

func TestLeavingAndEditingAgainOffersTheKeptEdit(t *testing.T) {
	u := editing(t, tuitest.Options{})
	added(u).Press("esc").Expect("Leave this edit?").Press("l").Expect("T3S70 of team 936506")
	u.Press("e").Wait(time.Second).Expect("Unsaved edit").Press("esc").Press("e").ExpectNot(`"note"`)
}

func TestNothingElseIsOpenedOverAnEdit(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{Start: "get-404"}).Wait(time.Second).Press("esc")
	u.Type("T3S70").Press("enter").Wait(time.Second).Press("e", "end")
	added(u).Press("ctrl+p").Type("last error").Press("enter").Wait(time.Second).Press("r").Expect("Save, leave or discard this edit first", `"note"`)
	u.Press("ctrl+p").Type("last error").Press("enter").Wait(time.Second).Press("i").Expect("Save, leave or discard this edit first", `"note"`)
}

func TestAReloadThatIsOutDoesNotComeOverAnEdit(t *testing.T) {
	u := opened(t, tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpGet && r.N > 1 {
			return sandbox.Fault{Delay: 5 * time.Second}
		}
		return sandbox.Fault{}
	}})
	u.Together(tuitest.Key("ctrl+r"), tuitest.Key("e"), tuitest.Key("end"))
	added(u).Wait(10*time.Second).Expect(`"note"`, "edited")
}

func TestALateCheckOfACancelledSaveIsNotTakenForTheNext(t *testing.T) {
	u := editing(t, tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpGet && r.N == 2 {
			return sandbox.Fault{Delay: 5 * time.Second}
		}
		return sandbox.Fault{}
	}})
	added(u).Press("ctrl+s", "y").Expect("Checking").Press("esc").Expect("Nothing was sent")
	u.Press("ctrl+s").Expect("Review").Press("y").Wait(10 * time.Second).Expect("Saved and live")
	if len(puts(u)) != 1 {
		t.Errorf("%d PUTs", len(puts(u)))
	}
}

func TestCancellingTheSignInKeepsNothing(t *testing.T) {
	kept := 0
	u := tuitest.Start(t, tuitest.Options{SignedOut: true, Keep: func(string) error { kept++; return nil }, Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpList {
			return sandbox.Fault{Delay: 3 * time.Second}
		}
		return sandbox.Fault{}
	}})
	u.Press("s").Paste("api_x").Press("enter").Expect("Checking the credential").Press("esc").Wait(10 * time.Second)
	if kept > 0 {
		t.Error("kept although the sign-in was cancelled")
	}
	u.Press("ctrl+p").Type("sign in").Press("enter").Paste("api_x").Press("enter").Wait(10 * time.Second)
	if kept != 1 {
		t.Errorf("kept %d times", kept)
	}
}

func TestASaveThatSettlesAfterItsEditWasLeft(t *testing.T) {
	u := editing(t, tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpUpdate {
			return sandbox.Fault{Status: 500, Commit: sandbox.CommitNever}
		}
		return sandbox.Fault{}
	}})
	added(u).Press("ctrl+s", "y").Wait(2 * time.Second).Press("esc").Press("esc").Expect("A save of T3S70 is on its way").Press("l")
	u.Wait(20*time.Second).Expect("T3S70 was not saved", "it is offered when T3S70 is opened").ExpectNot("try again")
}

func TestEscLeavesTheFormItWasOpenedIn(t *testing.T) {
	opened(t, tuitest.Options{}).Press("f").Expect("Description").Press("esc").Expect("T3S70 of team 936506").Press("e").Expect("Ln 1")
}

func TestARestoredNameIsShownInTheForm(t *testing.T) {
	u := opened(t, tuitest.Options{}).Press("f", "end").Type("!").Wait(time.Second)
	u.Restart(tuitest.Options{Start: "T3S70"}).Press("r").Expect("Larkspur Ads!", "13/255")
}
