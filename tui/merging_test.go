// What happens when somebody else saved meanwhile, told with the robot user:
// both changes end up live, or the user has chosen, and nothing is overwritten
// unseen.

package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/sandbox"
	"patchbay/tui/tuitest"
)

// kiosk is a Connector small enough to be read at a glance.
const kiosk = `{
  "name": "shop",
  "secrets": [
    {"id": "key", "label": "Key"}
  ],
  "reportTypes": [
    {
      "id": "orders",
      "label": "Orders",
      "fields": [
        {"id": "date", "label": "Date"},
        {"id": "total", "label": "Total"}
      ]
    }
  ]
}`

// inShop starts with that Connector in the editor.
func inKiosk(t *testing.T, o tuitest.Options) *tuitest.User {
	t.Helper()
	o.Connectors = append(o.Connectors, sandbox.Stored{
		Identifier: "SHOP1", Name: sandbox.Text("Shop"), Description: sandbox.Text("Sells"), Configuration: sandbox.Literal(kiosk),
	})
	o.Start = "SHOP1"
	return tuitest.Start(t, o).Press("e")
}

// replaces finds a text and types another over it.
func replaces(u *tuitest.User, old, with string) *tuitest.User {
	return u.Press("ctrl+f", "ctrl+a").Paste(old).Press("enter", "esc").Paste(with)
}

// other saves as somebody else would, in a browser say.
func other(u *tuitest.User, id string, edit func(configuration string) string) {
	u.Sandbox.Change(sandbox.DefaultTeam, id, func(s *sandbox.Stored) {
		s.Configuration = sandbox.Literal(edit(string(s.Configuration)))
	})
}

func replacing(pairs ...string) func(string) string {
	return strings.NewReplacer(pairs...).Replace
}

// saves confirms the review, and waits until a dialog that opened by itself
// listens.
func saves(u *tuitest.User) *tuitest.User {
	return u.Press("ctrl+s").Expect("Review").Press("y").Wait(time.Second)
}

func storedParts(u *tuitest.User, id string) (name, description, configuration string) {
	s, _ := u.Sandbox.Get(sandbox.DefaultTeam, id)
	return s.Name.Value(), s.Description.Value(), string(s.Configuration)
}

// isLive fails unless exactly this is live.
func isLive(t *testing.T, u *tuitest.User, id, want string) {
	t.Helper()
	if _, _, got := storedParts(u, id); got != want {
		t.Fatalf("live is\n%s\nwant\n%s", got, want)
	}
}

func TestASecretAddedByAnotherWhileAFieldIsRenamedHere(t *testing.T) {
	u := replaces(inKiosk(t, tuitest.Options{}), `"Total"`, `"Sum"`)
	added := replacing(`{"id": "key", "label": "Key"}`, "{\"id\": \"key\", \"label\": \"Key\"},\n    {\"id\": \"token\"}")
	other(u, "SHOP1", added)
	saves(u).Expect("Somebody else saved SHOP1 since you opened it", "Shop", "The platform does not say who saved it",
		"Both go together", "Theirs, comes in by itself: 1 added", "+ secrets[1]", "Mine, stays: 1 changed", "reportTypes[0].fields[1].label")
	if len(puts(u)) > 0 {
		t.Fatal("sent before the merge was seen")
	}
	u.Press("enter").Expect("Review", "- \"Total\"", "+ \"Sum\"").ExpectNot("token")
	if len(puts(u)) > 0 {
		t.Fatal("sent before the merged text was reviewed")
	}
	u.Press("y").Expect("Saved and live")
	isLive(t, u, "SHOP1", strings.Replace(added(kiosk), `"Total"`, `"Sum"`, 1))
	if len(puts(u)) != 1 {
		t.Errorf("%d PUTs", len(puts(u)))
	}
}

func TestAClashIsDecidedByTheUser(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"m"}, `"Sum"`}, {[]string{"t"}, `"Amount"`}, {[]string{"t", "m"}, `"Sum"`},
	} {
		u := replaces(inKiosk(t, tuitest.Options{}), `"Total"`, `"Sum"`)
		other(u, "SHOP1", replacing(`"Total"`, `"Amount"`, `"Date"`, `"Day"`))
		saves(u).Expect("In 1 place you both changed the same", "? reportTypes[0].fields[1].label", "~ reportTypes[0].fields[0].label")
		u.Press("enter").Expect("Clash 1 of 1 · not decided", `"Sum"`, `"Amount"`, `"Total"`, "Mine", "Live now", "Before")
		u.Press("enter").Expect("Not decided yet: 1 of 1").Press(c.keys...).Expect("all are decided").Press("enter").Wait(time.Second)
		if c.want == `"Amount"` { // all of it is theirs
			u.Expect("all of it is live already").ExpectNot("Review", "edited")
			if len(puts(u)) > 0 {
				t.Error("sent what is live already")
			}
			continue
		}
		u.Expect("Review", "- \"Amount\"").Press("y").Expect("Saved and live")
		isLive(t, u, "SHOP1", replacing(`"Total"`, c.want, `"Date"`, `"Day"`)(kiosk))
	}
}

func TestATextOfMyOwnForAClash(t *testing.T) {
	u := replaces(inKiosk(t, tuitest.Options{}), `"Total"`, `"Sum"`)
	other(u, "SHOP1", replacing(`"Total"`, `"Amount"`))
	saves(u).Press("n", "e").Expect("Your own: reportTypes[0].fields[1].label", `"Sum"`).Press("ctrl+a")
	u.Paste(`"Sum and "Amount"`).Press("ctrl+s").Expect("This is not JSON: it cannot go on like this at line 1, column 11.")
	u.Press("ctrl+a").Paste(`"Sum/Amount"`).Press("ctrl+s").Expect("decided: your own", `"Sum/Amount"`)
	u.Press("enter").Wait(time.Second).Press("y").Expect("Saved and live")
	isLive(t, u, "SHOP1", replacing(`"Total"`, `"Sum/Amount"`)(kiosk))
}

func TestNameAndDescriptionClash(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{Start: "T3S70"}).Press("f", "end").Type(" of mine").Press("tab", "ctrl+a").Type("my words")
	before, _ := u.Sandbox.Get(sandbox.DefaultTeam, "T3S70")
	u.Sandbox.Change(sandbox.DefaultTeam, "T3S70", func(s *sandbox.Stored) {
		s.Name, s.Description = sandbox.Text("Theirs"), sandbox.Text("their\nwords")
	})
	saves(u).Expect("In 2 places", "? Name", "? Description")
	u.Press("n").Expect("Clash 1 of 2", "Larkspur Ads of mine", "Theirs").Press("e", "ctrl+a", "delete", "enter").Expect("The name must have 1 to 255 characters")
	u.Type("Ours").Press("enter").Expect("decided: your own · 1 open")
	u.Press("n").Expect("Clash 2 of 2", "my words", "their").Press("t", "enter").Wait(time.Second)
	u.Expect("Review", "- Theirs", "+ Ours", "Description: unchanged", "Configuration: unchanged").Press("y").Expect("Saved and live")
	name, description, configuration := storedParts(u, "T3S70")
	if name != "Ours" || description != "their\nwords" || configuration != string(before.Configuration) {
		t.Errorf("live are %q and %q", name, description)
	}
}

func TestAReportTypeInsertedByBoth(t *testing.T) {
	last := "\n      ]\n    }\n  ]"
	with := func(id string) string { return "\n      ]\n    },\n    {\"id\": \"" + id + "\"}\n  ]" }
	for _, c := range []struct{ name, theirs, clash string }{
		{"different ones", "refunds", ""}, {"the same one", "visits", ""}, {"one id", `visits", "label": "V`, "added by both"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := inKiosk(t, tuitest.Options{}).Press("ctrl+a").Paste(strings.Replace(kiosk, last, with("visits"), 1))
			other(u, "SHOP1", replacing(last, with(c.theirs)))
			saves(u)
			switch {
			case c.clash != "":
				u.Press("n").Expect(c.clash, "reportTypes[1]", "there was none").Press("m", "enter").Wait(time.Second).Press("y").Expect("Saved and live")
				isLive(t, u, "SHOP1", strings.Replace(kiosk, last, with("visits"), 1))
			case c.theirs == "visits":
				u.Expect("Saved and live: the platform already had exactly this")
			default:
				u.Expect("Theirs, comes in by itself: 1 added", "refunds", "Mine, stays: 1 added", "visits").Press("enter").Wait(time.Second).Press("y").Expect("Saved and live")
				if _, _, got := storedParts(u, "SHOP1"); strings.Index(got, "visits") > strings.Index(got, "refunds") || !strings.Contains(got, "visits") {
					t.Errorf("live is %s", got)
				}
			}
		})
	}
}

func TestTheirsRemovedWhatIChanged(t *testing.T) {
	gone := replacing(",\n        {\"id\": \"total\", \"label\": \"Total\"}", "")
	u := replaces(inKiosk(t, tuitest.Options{}), `"Total"`, `"Sum"`)
	other(u, "SHOP1", gone)
	saves(u).Press("n").Expect("changed here, removed there", "(removed by the other save)", `"Sum"`)
	u.Press("t", "enter").Wait(time.Second).Expect("all of it is live already").Expect(`"label": "Date"`)
	isLive(t, u, "SHOP1", gone(kiosk))
}

func TestAThirdWriterDuringTheReview(t *testing.T) {
	u := replaces(inKiosk(t, tuitest.Options{}), `"Total"`, `"Sum"`)
	other(u, "SHOP1", replacing(`"Date"`, `"Day"`))
	saves(u).Press("enter").Wait(time.Second).Expect("Review")
	other(u, "SHOP1", replacing(`"Orders"`, `"Sales"`))
	u.Press("y").Wait(time.Second).Expect("Somebody else saved SHOP1", "~ reportTypes[0].label")
	if len(puts(u)) > 0 {
		t.Fatal("overwritten")
	}
	u.Press("enter").Wait(time.Second).Expect("Review").Press("y").Expect("Saved and live")
	isLive(t, u, "SHOP1", replacing(`"Date"`, `"Day"`, `"Orders"`, `"Sales"`, `"Total"`, `"Sum"`)(kiosk))
}

func TestGoingBackFromAMergeChangesNothing(t *testing.T) {
	u := replaces(inKiosk(t, tuitest.Options{}), `"Total"`, `"Sum"`)
	other(u, "SHOP1", replacing(`"Total"`, `"Amount"`))
	before := u.Screen()
	saves(u).Press("n", "m", "esc")
	if after := u.Screen(); rows(after, 22) != rows(before, 22) {
		t.Errorf("was\n%s\nis\n%s", before, after)
	}
	if len(puts(u)) > 0 {
		t.Error("something was sent")
	}
	// Saving again meets the same conflict, decided as it was.
	saves(u).Expect("Somebody else saved", "What you decided before is put back").Press("n").Expect("decided: mine")
	u.Press("r").Wait(time.Second).Expect("Unsaved edit", "What is live has changed since that edit began")
}

// rows returns the first rows of a screen.
func rows(screen string, n int) string {
	return strings.Join(strings.SplitN(screen, "\n", n+1)[:n], "\n")
}

func TestUndoAfterAMergeGoesBackToMyText(t *testing.T) {
	u := replaces(inKiosk(t, tuitest.Options{}), `"Total"`, `"Sum"`)
	u.Sandbox.Change(sandbox.DefaultTeam, "SHOP1", func(s *sandbox.Stored) {
		s.Name = sandbox.Text("Their shop")
		s.Configuration = sandbox.Literal(strings.Replace(string(s.Configuration), `"Date"`, `"Day"`, 1))
	})
	saves(u).Expect("Theirs, comes in by itself: 2 changed", "~ Name").Press("enter").Wait(time.Second).Press("esc")
	u.Expect(`"Day"`, `"Sum"`, "Merged, not saved yet. Yours: ctrl+z now, the history later.", "edited")
	u.Press("ctrl+z").Expect(`"Date"`, `"Sum"`, "edited · merge undone").ExpectNot(`"Day"`)
	// What saving that would undo of theirs is shown, and whose it is.
	u.Press("ctrl+s").Expect("Review", "This takes back what was merged: somebody else's save of ", "- Their shop", "+ Shop", `- "Day"`).Press("esc")
	u.Press("ctrl+y").Expect(`"Day"`, `"Sum"`, "edited").ExpectNot("merge undone")
	u.Press("ctrl+s").Expect("Review").ExpectNot("Their shop\n", "takes back").Press("y").Expect("Saved and live")
	isLive(t, u, "SHOP1", replacing(`"Date"`, `"Day"`, `"Total"`, `"Sum"`)(kiosk))
}

func TestAMergedEditIsKeptOnItsNewBase(t *testing.T) {
	u := replaces(inKiosk(t, tuitest.Options{}), `"Total"`, `"Sum"`)
	other(u, "SHOP1", replacing(`"Date"`, `"Day"`))
	saves(u).Press("enter").Wait(time.Second).Press("esc")
	u.Restart(tuitest.Options{Start: "SHOP1"}).Expect("Unsaved edit").ExpectNot("What is live has changed since")
	u.Press("r").Expect("Restored").Press("ctrl+s").Expect("Review", `- "Total"`, `+ "Sum"`).ExpectNot(`"Date"`).Press("y").Wait(time.Second).Expect("Saved and live")
	isLive(t, u, "SHOP1", replacing(`"Date"`, `"Day"`, `"Total"`, `"Sum"`)(kiosk))
	u.Restart(tuitest.Options{Start: "SHOP1"}).ExpectNot("Unsaved edit")
}

func TestARestoredEditOnAnOldBaseIsMerged(t *testing.T) {
	u := replaces(inKiosk(t, tuitest.Options{}), `"Total"`, `"Sum"`).Wait(time.Second)
	other(u, "SHOP1", replacing(`"Date"`, `"Day"`))
	u.Restart(tuitest.Options{Start: "SHOP1"}).Expect("Unsaved edit", "What is live has changed since that edit began").Press("r")
	saves(u).Expect("Somebody else saved SHOP1", "~ reportTypes[0].fields[0].label").Press("enter").Wait(time.Second).Press("y").Expect("Saved and live")
	isLive(t, u, "SHOP1", replacing(`"Date"`, `"Day"`, `"Total"`, `"Sum"`)(kiosk))
}

func TestAnUntouchedConfigurationGoesBackAsItIsLive(t *testing.T) {
	for _, id := range []string{"T3S70", "W9Q4D"} { // the second is stored on one line
		u := tuitest.Start(t, tuitest.Options{Start: id}).Press("f", "end").Type("!")
		other(u, id, func(s string) string { return strings.Replace(s, "{", `{"theirs" :  1.50,`, 1) })
		want, _ := u.Sandbox.Get(sandbox.DefaultTeam, id)
		saves(u).Expect("+ theirs", "~ Name").Press("enter").Wait(time.Second)
		u.Expect("Configuration: unchanged").Press("y").Expect("Saved and live")
		name, _, configuration := storedParts(u, id)
		if configuration != string(want.Configuration) || !strings.HasSuffix(name, "!") {
			t.Errorf("%s: live differs from what the other save made", id)
		}
	}
}

func TestAConfigurationOnOneLineIsMergedAsItIsShown(t *testing.T) {
	one := `{"items":[` + strings.Repeat(`{"label":"filler"},`, 150) + `{"id":"a","label":"A"},{"id":"b","label":"B"}]}`
	u := tuitest.Start(t, tuitest.Options{Start: "LINE1", Connectors: []sandbox.Stored{{
		Identifier: "LINE1", Name: sandbox.Text("One line"), Description: sandbox.Text(""), Configuration: sandbox.Literal(one),
	}}}).Press("e").Expect("  \"items\": [")
	replaces(u, `"label": "A"`, `"label": "AA"`)
	other(u, "LINE1", replacing(`"label":"B"`, `"label":"BB"`))
	saves(u).Expect("~ items[151].label", "~ items[150].label").Press("enter").Wait(time.Second)
	u.Expect("Review", `+ "AA"`, "1 place in the Configuration").Press("y").Expect("Saved and live")
	if _, _, got := storedParts(u, "LINE1"); !strings.Contains(got, `"label": "AA"`) || !strings.Contains(got, `"label": "BB"`) {
		t.Error("one of the changes is lost")
	}
}

func TestWhatCannotBeMergedIsSaidAndShown(t *testing.T) {
	deep := strings.Repeat("[", 1100) + strings.Repeat("]", 1100)
	u := replaces(inKiosk(t, tuitest.Options{}), `"Total"`, `"Sum"`)
	other(u, "SHOP1", replacing(`"name": "shop"`, `"name": `+deep))
	saves(u).Expect("Nothing of yours was sent. The two cannot be merged: The text saved by someone else is nested too deeply", "reload", "keep editing", "~ name")
	u.Press("esc").Expect(`"Sum"`, "edited")
	if len(puts(u)) > 0 {
		t.Error("overwritten")
	}
}

func TestAConnectorDeletedMeanwhile(t *testing.T) {
	t.Chdir(t.TempDir())
	u := replaces(inKiosk(t, tuitest.Options{}), `"Total"`, `"Sum"`)
	u.Sandbox.Remove(sandbox.DefaultTeam, "SHOP1")
	saves(u).Expect("The Connector was deleted since you opened it", "Write your text to a file", "write to a file")
	u.Press("x").Expect("SHOP1.json").Press("enter").Expect("bytes written to").Expect(`"Sum"`, "edited")
}

func TestOnlyOtherDatesAreNoConflict(t *testing.T) {
	u := replaces(inKiosk(t, tuitest.Options{}), `"Total"`, `"Sum"`)
	u.Sandbox.Change(sandbox.DefaultTeam, "SHOP1", func(s *sandbox.Stored) { s.UpdatedAt = sandbox.Text("2026-03-05T00:00:00Z") })
	saves(u).Expect("Saved and live", "Only the dates had changed meanwhile")
}

func TestSavingAgainAfterSomebodySavedOverIt(t *testing.T) {
	u := inKiosk(t, tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpUpdate && r.N == 1 {
			return sandbox.Fault{After: func(s *sandbox.Stored) { // from the text I started from
				s.Configuration = sandbox.Literal(replacing(`"Date"`, `"Day"`)(kiosk))
			}}
		}
		return sandbox.Fault{}
	}})
	replaces(u, `"Total"`, `"Sum"`)
	saves(u).Wait(15*time.Second).Expect("something else is live now", "saving it again merges the two first").Press("esc")
	saves(u).Expect("~ reportTypes[0].fields[0].label", "~ reportTypes[0].fields[1].label").Press("enter").Wait(time.Second).Press("y").Expect("Saved and live")
	isLive(t, u, "SHOP1", replacing(`"Date"`, `"Day"`, `"Total"`, `"Sum"`)(kiosk))
}

func TestAKeyThatIsTakenIsSaidAndTheClashIsOpenAgain(t *testing.T) {
	u := replaces(inKiosk(t, tuitest.Options{}), `"name": "shop"`, `"title": "shop"`)
	other(u, "SHOP1", replacing(`"name": "shop"`, `"label": "shop"`))
	saves(u).Press("n").Expect("renamed by both").Press("e", "ctrl+a").Paste("12").Press("ctrl+s").Expect("A key has to be a text in quotation marks")
	u.Press("ctrl+a").Paste(`"secrets"`).Press("ctrl+s", "enter").Wait(time.Second).Expect("The key you wrote stands in that object already")
	u.Press("t", "enter").Wait(time.Second).Expect("all of it is live already")
}

// meanwhile presses a key while the merge is worked out: the dialog of the save
// is gone, and that of the merge is not there yet.
func meanwhile(t *testing.T, key string) *tuitest.User {
	var u *tuitest.User
	checking, pressed := false, false
	u = inKiosk(t, tuitest.Options{Watch: func(v tea.View) {
		now := strings.Contains(v.Content, "Saving SHOP1")
		if checking && !now && !pressed {
			pressed = true
			u.App.Update(tuitest.Key(key))
		}
		checking = now
	}})
	replaces(u, `"Total"`, `"Sum"`)
	other(u, "SHOP1", replacing(`"Date"`, `"Day"`))
	saves(u)
	if !pressed {
		t.Fatal("the merge never was on its way")
	}
	return u
}

func TestKeysAreHeldWhileTheMergeIsWorkedOut(t *testing.T) {
	meanwhile(t, "x").Expect("Both go together").Press("esc").Expect(`"Sum"}`).ExpectNot("x", "Day")
}

func TestEscStopsAMerge(t *testing.T) {
	u := meanwhile(t, "esc").Expect("Stopped merging. Nothing was sent.", `"Sum"`, "edited").ExpectNot("Somebody else")
	saves(u).Expect("Both go together")
}

func TestManyClashesStayQuickToWalk(t *testing.T) {
	item := func(label string) string {
		var b strings.Builder
		b.WriteString("{\n  \"items\": [\n")
		for i := range 300 {
			fmt.Fprintf(&b, "    {\"id\": \"i%d\", \"label\": %q, \"text\": %q},\n", i, label, strings.Repeat("x", 3000))
		}
		return b.String() + "    {\"id\": \"last\"}\n  ]\n}"
	}
	u := tuitest.Start(t, tuitest.Options{Start: "MANY1", Connectors: []sandbox.Stored{{
		Identifier: "MANY1", Name: sandbox.Text("Many"), Description: sandbox.Text(""), Configuration: sandbox.Literal(item("base")),
	}}}).Press("e", "ctrl+a").Paste(item("mine"))
	other(u, "MANY1", func(string) string { return item("theirs") })
	saves(u).Expect("In 300 places").Press("n").Expect("Clash 1 of 300 · not decided · 300 open", `"mine"`, `"theirs"`).Press("t", "right", "m")
	u.Expect("all 298 left: theirs").Press("T", "enter").Wait(time.Second).Expect("Review", `- "theirs"`, `+ "mine"`, "1 place in the Configuration")
	u.Press("y").Expect("Saved and live")
	isLive(t, u, "MANY1", strings.Replace(item("theirs"), "\"i1\", \"label\": \"theirs\"", "\"i1\", \"label\": \"mine\"", 1))
}

func TestAMergeAtTheSmallestSize(t *testing.T) {
	u := replaces(inKiosk(t, tuitest.Options{Width: 60, Height: 16}), `"Total"`, "\"S\\u202eum\u202e\"")
	other(u, "SHOP1", replacing(`"Total"`, `"\u001b[2JAmount"`))
	saves(u).Press("n").Expect("Clash 1 of 1 · not decided", "[m] mine", "[t] theirs", "[esc] back to your text", `\u202e`)
	u.Press("m").Expect("decided: mine", "[enter] go on to the review").Press("enter").Wait(time.Second).Expect("Review")
}
