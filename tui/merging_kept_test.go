// Nothing of a merge is lost: what was decided in one that was left, my text when
// theirs was taken everywhere, and the other save when a merge is undone.

package tui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/tui/tuitest"
)

// twoClashes opens a merge with two clashes, of Total and of Orders.
func twoClashes(t *testing.T, o tuitest.Options) *tuitest.User {
	u := replaces(replaces(inKiosk(t, o), `"Total"`, `"Sum"`), `"Orders"`, `"Purchases"`)
	other(u, "SHOP1", replacing(`"Total"`, `"Amount"`, `"Orders"`, `"Sales"`))
	return saves(u).Expect("In 2 places")
}

func TestDecisionsOutlastTheMergeTheyWereMadeIn(t *testing.T) {
	for _, c := range []struct {
		name  string
		again func(u *tuitest.User) *tuitest.User
	}{
		{"esc", func(u *tuitest.User) *tuitest.User {
			return saves(u.Press("esc").Expect("Nothing was sent. Your decisions are kept for the next save."))
		}},
		{"reload", func(u *tuitest.User) *tuitest.User {
			u.Press("r").Wait(time.Second).Expect("Unsaved edit").Press("r").Expect("Restored")
			return saves(u)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := twoClashes(t, tuitest.Options{}).Press("n", "t", "n", "e", "ctrl+a")
			// Leaving the field keeps what was typed there, as it is.
			u.Paste(`"Sum of`).Press("esc").Expect("not decided").Press("e").Expect(`"Sum of`).Press("esc")
			c.again(u).Expect("What you decided before is put back").Press("n").Expect("decided: theirs · 1 open")
			u.Press("n").Expect("Clash 2 of 2 · not decided").Press("e").Expect(`"Sum of`).Press("end").Type(` all"`).Press("ctrl+s", "enter").Wait(time.Second)
			u.Expect("Review", `+ "Sum of all"`).Press("y").Expect("Saved and live")
			isLive(t, u, "SHOP1", replacing(`"Total"`, `"Sum of all"`, `"Orders"`, `"Sales"`)(kiosk))
		})
	}
}

func TestADecisionIsNotPutBackWhereTheClashIsAnother(t *testing.T) {
	u := twoClashes(t, tuitest.Options{}).Press("n", "t", "n", "m", "esc")
	other(u, "SHOP1", replacing(`"Amount"`, `"Total amount"`))
	saves(u).Expect("put back").Press("n").Expect("decided: theirs · 1 open").Press("n").Expect("not decided", `"Total amount"`).Press("esc")
	// One without a decision says nothing of any.
	u.Press("ctrl+s", "esc").ExpectNot("decisions")
}

func TestMyTextIsInTheHistoryAfterTheirsEverywhere(t *testing.T) {
	dir := t.TempDir()
	u := twoClashes(t, tuitest.Options{StateDir: dir}).Press("T", "enter").Wait(time.Second)
	u.Expect("Merged: all of it is live already. Yours: ctrl+z now, the history later.").ExpectNot("Review")
	u.End()
	if got := strings.Join(keptOf(t, dir, "SHOP1"), " "); got != "merged fetched fetched" {
		t.Errorf("kept %s", got)
	}
	u.Restart(tuitest.Options{Start: "SHOP1", StateDir: dir}).ExpectNot("Unsaved edit").Wait(time.Second)
	u.Press("v").Expect("your text before", "2 changed").Press("down", "d").Expect("your text before a merge").Press("esc", "r")
	u.Expect("Restored, not saved", `"Sum"`, `"Purchases"`).Press("ctrl+s").Expect("Review").Press("y").Expect("Saved and live")
	isLive(t, u, "SHOP1", replacing(`"Total"`, `"Sum"`, `"Orders"`, `"Purchases"`)(kiosk))
}

func TestThatMyTextCannotBeKeptIsTold(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "versions"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	u := twoClashes(t, tuitest.Options{StateDir: dir, Width: 160, Height: 24}).Press("T", "enter").Wait(time.Second)
	u.Expect("ctrl+z goes back to yours. It is not in the history: ").Press("ctrl+z").Expect(`"Sum"`, "merge undone")
	u = twoClashes(t, tuitest.Options{NoStore: true}).Press("T", "enter").Wait(time.Second)
	u.Expect("ctrl+z goes back to yours.").ExpectNot("history")
}

func TestASaveThatTakesAMergeBackSaysWhose(t *testing.T) {
	const takesBack = "This takes back what was merged: somebody else's save of "
	merged := func(t *testing.T) *tuitest.User {
		u := replaces(inKiosk(t, tuitest.Options{}), `"Total"`, `"Sum"`)
		other(u, "SHOP1", replacing(`"Date"`, `"Day"`))
		return saves(u).Press("enter").Wait(time.Second).Expect("Review").ExpectNot(takesBack).Press("esc")
	}
	t.Run("typed on after undo", func(t *testing.T) {
		u := merged(t).Press("ctrl+z").Expect("edited · merge undone")
		replaces(u, `"Orders"`, `"Sales"`).Expect("merge undone").Press("ctrl+s").Expect(takesBack, `- "Day"`).Press("y").Expect("Saved and live").ExpectNot("merge undone")
		// Live is without it now: what follows takes nothing back.
		replaces(u, `"Sales"`, `"Purchases"`).ExpectNot("merge undone").Press("ctrl+s").Expect("Review").ExpectNot(takesBack)
	})
	t.Run("after it was saved", func(t *testing.T) {
		u := merged(t).Press("ctrl+s", "y").Expect("Saved and live")
		u.Press("ctrl+z").Expect("merge undone").Press("ctrl+s").Expect(takesBack).Press("esc", "ctrl+y").ExpectNot("merge undone")
	})
	t.Run("a third save is merged meanwhile", func(t *testing.T) {
		u := merged(t).Press("ctrl+z")
		other(u, "SHOP1", replacing(`"Orders"`, `"Sales"`))
		saves(u).Press("enter").Wait(time.Second).Expect("Review", takesBack, `- "Day"`).Press("esc", "ctrl+z", "ctrl+s").Expect(takesBack, ", somebody else's save of ")
	})
}

func TestMyOwnSaveIsNotCalledSomebodyElses(t *testing.T) {
	u := inKiosk(t, tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpUpdate && r.N == 1 {
			return sandbox.Fault{After: func(s *sandbox.Stored) { // on top of mine
				s.Configuration = sandbox.Literal(replacing(`"Date"`, `"Day"`, `"Orders"`, `"Sales"`)(string(s.Configuration)))
			}}
		}
		return sandbox.Fault{}
	}})
	replaces(u, `"Total"`, `"Sum"`)
	saves(u).Wait(15 * time.Second).Expect("something else is live now").Press("esc")
	replaces(replaces(u, `"Sum"`, `"Sums"`), `"Orders"`, `"Purchases"`)
	saves(u).Expect("In 2 places").Press("n").Expect("Live now", `"Sales"`).ExpectNot("own save").Press("n").Expect("Live now: your own save of ", `"Sum"`)
}

func TestANameOfMyOwnIsTakenWithEitherKey(t *testing.T) {
	for _, key := range []string{"enter", "ctrl+s"} {
		u := tuitest.Start(t, tuitest.Options{Start: "T3S70"}).Press("f", "end").Type("!")
		u.Sandbox.Change(sandbox.DefaultTeam, "T3S70", func(s *sandbox.Stored) { s.Name = sandbox.Text("Theirs") })
		saves(u).Press("n", "e", "ctrl+a").Type("Ours").Press(key).Expect("decided: your own", "Ours")
	}
}

func TestDecisionsOutlastTheMergeOfAnotherConnector(t *testing.T) {
	u := twoClashes(t, tuitest.Options{}).Press("n", "t", "esc").Wait(time.Second)
	u.Press("esc").Wait(time.Second).Press("l").Wait(time.Second)
	u.Press("esc").Wait(time.Second).Type("T3S70").Press("enter").Wait(time.Second).Press("f", "end").Type("!")
	u.Sandbox.Change(sandbox.DefaultTeam, "T3S70", func(s *sandbox.Stored) { s.Name = sandbox.Text("Theirs") })
	saves(u).Wait(time.Second).Expect("T3S70 since you opened it").Press("esc").Wait(time.Second)
	u.Press("esc").Wait(time.Second).Press("l").Wait(time.Second).Press("esc").Wait(time.Second)
	u.Press("ctrl+a").Type("SHOP1").Press("enter").Wait(time.Second).Press("r").Wait(time.Second)
	saves(u).Wait(time.Second).Expect("What you decided before is put back")
}

func TestAMergeSavedAgainIsTakenBackWithAWordAgain(t *testing.T) {
	u := twoClashes(t, tuitest.Options{}).Press("T", "enter").Wait(time.Second).Press("ctrl+z").Expect("merge undone")
	saves(u).Wait(time.Second).Expect("Saved and live").ExpectNot("merge undone")
	u.Press("ctrl+y").ExpectNot("merge undone")
	saves(u).Wait(time.Second).Expect("Saved and live")
	u.Press("ctrl+z").Expect("merge undone").Press("ctrl+s").Expect("This takes back what was merged")
}

func TestAnotherPersonsSaveIsNotCalledMine(t *testing.T) {
	u := inKiosk(t, tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpUpdate && r.N == 1 {
			return sandbox.Fault{After: func(s *sandbox.Stored) {
				s.Configuration = sandbox.Literal(replacing(`"Sum"`, `"Amount"`)(string(s.Configuration)))
			}}
		}
		return sandbox.Fault{}
	}})
	replaces(u, `"Total"`, `"Sum"`)
	saves(u).Wait(15 * time.Second).Expect("something else is live now").Press("esc")
	saves(u).Press("n").Expect("Live now").Press("t", "enter").Wait(time.Second).Expect("Merged")
	replaces(u, `"Amount"`, `"Turnover"`)
	other(u, "SHOP1", replacing(`"Amount"`, `"Sum"`))
	saves(u).Press("n").Expect("Live now", `"Sum"`).ExpectNot("your own save")
}
