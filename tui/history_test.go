// The history of a Connector on this computer: what goes into it, what it shows,
// and the way back from a bad save.

package tui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/config/state"
	"patchbay/tui"
	"patchbay/tui/tuitest"
)

// keptOf lists what the state directory of a test keeps of a Connector, newest
// first: why, and the name.
func keptOf(t *testing.T, dir, id string) (out []string) {
	t.Helper()
	d, err := state.Open(dir, nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	key := state.Key{Origin: "sandbox", Team: sandbox.DefaultTeam, Identifier: id}
	list, bad, err := d.ListVersions(key)
	if err != nil || bad > 0 {
		t.Fatalf("%d unreadable, %v", bad, err)
	}
	for _, l := range list {
		v, err := d.ReadListed(key, l)
		if _, unread := d.VersionContent(v); err != nil || unread != nil {
			t.Error(err, unread)
		}
		out = append(out, v.Why.String())
	}
	return out
}

// elsewhere is a save of T3S70 by somebody else.
func elsewhere(u *tuitest.User, change func(configuration string) string) {
	u.Sandbox.Change(sandbox.DefaultTeam, "T3S70", func(s *sandbox.Stored) {
		s.Configuration = sandbox.Literal(change(string(s.Configuration)))
	})
}

// badSave saves a member too much.
func badSave(u *tuitest.User) *tuitest.User {
	u.Press("e", "end")
	return added(u).Press("ctrl+s").Expect("Review").Press("y").Expect("Saved and live").Wait(time.Second).Press("esc")
}

func configurationOf(u *tuitest.User) string {
	s, _ := u.Sandbox.Get(sandbox.DefaultTeam, "T3S70")
	return string(s.Configuration)
}

// J14: three keys and the one confirmation.
func TestUndoABadSaveFromTheHistory(t *testing.T) {
	u := opened(t, tuitest.Options{}).Wait(time.Second)
	before := configurationOf(u)
	badSave(u)
	u.Press("v").Expect("not a history of the platform", "saved here", "replaced by a save", "fetched", "live · 1 added", "the oldest kept")
	u.Press("down", "r").Expect("Restored, not saved", "edited").ExpectNot(`"note"`)
	if configurationOf(u) == before {
		t.Fatal("restoring alone has saved")
	}
	u.Press("ctrl+s").Expect("Review", "Changes 1 place in the Configuration", "- note").Press("y").Expect("Saved and live")
	if configurationOf(u) != before {
		t.Error("what is live now is not what was replaced")
	}
	u.Wait(time.Second).Press("esc", "v").Expect("saved here", "live · 1 removed", "same as live")
}

func TestRestoringIsOneStepAndReachesTheJournal(t *testing.T) {
	u := opened(t, tuitest.Options{}).Wait(time.Second)
	u.Sandbox.Change(sandbox.DefaultTeam, "T3S70", func(s *sandbox.Stored) {
		s.Name, s.Description, s.Configuration = `"Renamed"`, `"Described anew"`, `{"x": 1}`
	})
	u.Press("ctrl+r").Expect("Renamed").Wait(time.Second).Press("v").Expect("name, description")
	u.Press("down", "r").Expect("Restored, not saved", "edited", `"authentication"`)
	u.Press("f2").Expect("Larkspur Ads").Press("f2", "ctrl+z").Expect(`{"x": 1}`).ExpectNot("edited")
	u.Press("f2").Expect("Renamed", "Described anew").Press("f2", "ctrl+y").Expect("edited", `"authentication"`).Wait(time.Second)
	u.Restart(tuitest.Options{Start: "T3S70"}).Wait(time.Second).Expect("Unsaved edit").Press("r").Expect(`"authentication"`)
	u.Press("ctrl+s").Expect("Changes the name, the description", "Larkspur Ads").Press("y").Expect("Saved and live")
	if s, _ := u.Sandbox.Get(sandbox.DefaultTeam, "T3S70"); s.Name != `"Larkspur Ads"` {
		t.Error(s.Name)
	}
}

func TestRestoringOnTopOfAnUnsavedEdit(t *testing.T) {
	u := opened(t, tuitest.Options{}).Wait(time.Second)
	elsewhere(u, func(c string) string { return strings.Replace(c, "{", `{"theirs": 1,`, 1) })
	u.Press("ctrl+r").Wait(time.Second).Press("e", "end")
	added(u)
	u.Press("alt+v").Expect("not a history of the platform", "edited from").Press("down", "r")
	u.Expect("Restored on top of your edit, not saved").ExpectNot(`"theirs"`, `"note"`)
	u.Press("ctrl+z").Expect(`"theirs"`, `"note": "x"`, "edited")
	u.Press("alt+v", "r").Expect("Restored: what the edit started from").ExpectNot("edited", `"note"`)
	u.Press("ctrl+z").Expect(`"note": "x"`, "edited")
}

// S6 and J10: a version restored over a save that came after it was chosen.
func TestRestoringNeverOverwritesANewerSave(t *testing.T) {
	u := opened(t, tuitest.Options{}).Wait(time.Second)
	badSave(u)
	u.Press("v", "down", "r").Expect("Restored, not saved")
	elsewhere(u, func(c string) string { return strings.Replace(c, `"x"`, `"by a colleague"`, 1) })
	u.Press("ctrl+s").Expect("Review").Press("y").ExpectNot("Saved and live")
	if !strings.Contains(configurationOf(u), "by a colleague") || len(puts(u)) != 1 {
		t.Errorf("somebody's save was overwritten:\n%s", u.Screen())
	}
}

func TestWhatIsLiveNeedsNoRestoring(t *testing.T) {
	u := opened(t, tuitest.Options{}).Wait(time.Second).Press("v", "r")
	u.Expect("That version is what is live: there is nothing to restore", "not a history of the platform").Press("esc", "e").ExpectNot("edited")
	opened(t, tuitest.Options{ReadOnly: true}).Wait(time.Second).Press("v", "r").Expect("Read-only")
}

func TestEverythingReadAndSavedIsKept(t *testing.T) {
	fault := func(when sandbox.Op, f sandbox.Fault) func(sandbox.Request) sandbox.Fault {
		return func(r sandbox.Request) sandbox.Fault {
			if r.Op == when {
				return f
			}
			return sandbox.Fault{}
		}
	}
	theirs := func(s *sandbox.Stored) { s.Configuration = `{"theirs": 1}` }
	for _, c := range []struct {
		name, id string
		fault    func(sandbox.Request) sandbox.Fault
		want     string
	}{
		{"saved", "T3S70", nil, "saved replaced fetched"},
		{"stored otherwise", "put-normalised", nil, "saved replaced fetched"},
		{"the reply was lost", "put-lost", nil, "saved replaced fetched"},
		{"not saved", "put-422", nil, "replaced fetched"},
		{"somebody saved before", "put-conflict", nil, "fetched fetched"},
		{"somebody saved after", "T3S70", fault(sandbox.OpUpdate, sandbox.Fault{After: theirs}), "fetched saved replaced fetched"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			u := opened(t, tuitest.Options{Start: c.id, Fault: c.fault, StateDir: dir}).Wait(time.Second)
			added(u.Press("e", "end")).Press("ctrl+s").Expect("Review").Press("y").Wait(time.Minute)
			u.End()
			if got := strings.Join(keptOf(t, dir, c.id), " "); got != c.want {
				t.Errorf("kept %s, want %s\n%s", got, c.want, u.Screen())
			}
		})
	}
}

// However soon somebody saves, and though the clock stands still.
func TestTheHistoryIsInTheOrderItHappened(t *testing.T) {
	dir := t.TempDir()
	u := opened(t, tuitest.Options{StateDir: dir})
	elsewhere(u, func(c string) string { return strings.Replace(c, "{", `{"theirs": 1,`, 1) })
	u.Press("ctrl+r").Expect("theirs").Press("e", "end")
	added(u).Press("ctrl+s").Expect("Review").Press("y").Expect("Saved and live").End()
	if got := strings.Join(keptOf(t, dir, "T3S70"), " "); got != "saved replaced fetched fetched" {
		t.Error(got)
	}
}

func TestAConfigurationNobodySentIsNotKept(t *testing.T) {
	dir := t.TempDir()
	absent := func(sandbox.Request) sandbox.Fault {
		return sandbox.Fault{View: func(s *sandbox.Stored) { s.Configuration = "" }}
	}
	opened(t, tuitest.Options{Fault: absent, StateDir: dir}).Wait(time.Second).Press("v").Expect("Nothing is kept yet").End()
	if got := keptOf(t, dir, "T3S70"); len(got) != 0 {
		t.Errorf("kept %v", got)
	}
}

func TestClosingTheProgramAtOnceKeepsWhatWasOpened(t *testing.T) {
	dir := t.TempDir()
	u := opened(t, tuitest.Options{StateDir: dir})
	if len(keptOf(t, dir, "T3S70")) != 0 {
		t.Error("kept before the screen was drawn")
	}
	u.End()
	if got := keptOf(t, dir, "T3S70"); len(got) != 1 {
		t.Errorf("kept %v", got)
	}
}

func TestLookingAtVersions(t *testing.T) {
	u := opened(t, tuitest.Options{}).Wait(time.Second)
	badSave(u)
	u.Press("v").Expect("replaced by a save")
	u.Press("down", "enter").Expect("Since this version", "+ note", "1 added, 0 removed", "What is live, read").Press("esc")
	u.Press("d").Expect("From one version to the other", "Nothing differs").Press("esc")
	u.Press("up", "space", "down", "d").Expect("- replaced by a save", "+ saved here", "+ note").Press("r").Expect("Restored, not saved").Press("ctrl+z")
	u.Press("alt+v", "down", "o").Expect("An old version, not what is live: replaced by a save", "read-only", `"authentication"`)
	u.Press("/").Type("larkspur").Press("enter").Expect("find larkspur").Press("esc", "esc").Expect("not a history of the platform")
	u.Press("c").Expect("sent to the terminal")
	if len(u.Clipboard) != 1 || strings.Contains(u.Clipboard[0], `"note"`) || !strings.Contains(u.Clipboard[0], `"authentication"`) {
		t.Error("another version was copied")
	}
	u.Press("/").Type("fetched").Expect("1 of 3").Press("enter", "esc").Expect("version 3 of 3")
	u.Press("ctrl+r").Expect("version 1 of 3").Press("d").Expect("+ note").Press("esc", "end", "d").Expect("There is no version before this one")
}

// A Connector that is gone: what this computer kept of it can be seen and written
// to a file.
func TestTheHistoryOfADeletedConnector(t *testing.T) {
	gone := false
	u := tuitest.Start(t, tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if gone && r.Op == sandbox.OpGet {
			return sandbox.Fault{Status: 404}
		}
		return sandbox.Fault{}
	}})
	u.Type("T3S70").Press("enter").Expect("Larkspur Ads").Wait(time.Second)
	gone = true
	u.Restart(tuitest.Options{})
	u.Type("T3S70").Press("enter").Wait(time.Second).Expect("could not be opened", "history on this computer")
	u.Press("v").Expect("What this computer fetched and saved of T3S70", "fetched").Press("enter").Expect("What is live was not read")
	file := filepath.Join(t.TempDir(), "t.json")
	u.Press("x", "ctrl+u").Paste(file).Press("enter").Expect("bytes written to")
	if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), "larkspur") {
		t.Errorf("%v", err)
	}
	u.Press("r").Wait(time.Second).Expect("could not be opened").Press("esc").Expect("not a history of the platform").Press("esc").Expect("Connectors of team")
	u.Press("alt+v").Expect("What this computer fetched and saved of T3S70")
}

func TestRestoringFromTheLookupOpensTheConnectorFirst(t *testing.T) {
	u := opened(t, tuitest.Options{}).Wait(time.Second)
	badSave(u)
	u.Press("esc").Type("T3S70").Press("alt+v").Expect("saved here").Press("r").Expect("That version is what is live").Press("esc")
	u = opened(t, tuitest.Options{}).Wait(time.Second)
	badSave(u)
	u.Restart(tuitest.Options{}).Type("T3S70").Press("alt+v", "down", "r").Expect("Restored, not saved", "edited").Press("ctrl+s").Expect("- note")
}

func TestAnUnsavedEditThatIsFoundGoesBeforeRestoring(t *testing.T) {
	u := opened(t, tuitest.Options{}).Wait(time.Second)
	badSave(u).Press("e", "end").Paste("\n  \"mine\": 1,").Wait(time.Second)
	u.Restart(tuitest.Options{}).Type("T3S70").Press("alt+v", "down", "r").Expect("Unsaved edit", "Nothing was restored").Wait(time.Second).Press("r")
	u.Expect(`"mine": 1`, `"note": "x"`, "edited")
}

// A history is of one origin, team and identifier.
func TestNobodyElsesHistoryIsShown(t *testing.T) {
	dir := t.TempDir()
	u := opened(t, tuitest.Options{StateDir: dir}).Wait(time.Second)
	badSave(u)
	u.Restart(tuitest.Options{Start: "W9Q4D"}).Press("v").Expect("the oldest kept", "version 1 of 1").ExpectNot("saved here")
	u.End()
	u = tuitest.Start(t, tuitest.Options{StateDir: dir, Start: "7/T3S70", Connectors: []sandbox.Stored{{Team: 7, Identifier: "T3S70", Name: `"Other"`, Configuration: "{}"}}})
	u.Expect("Other").Wait(time.Second).Press("v").Expect("the oldest kept").ExpectNot("saved here")
	u = tuitest.Start(t, tuitest.Options{StateDir: dir, Start: "T3S70", Amend: func(o *tui.Options) { o.Session.Origin = "https://other.example" }})
	u.Wait(time.Second).Press("v").Expect("the oldest kept").ExpectNot("saved here")
}

func TestWhatCannotBeKeptIsToldOnceAndStopsNothing(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "versions"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	u := opened(t, tuitest.Options{StateDir: dir}).Wait(time.Second).Expect("Not in the history on this computer")
	u.Press("ctrl+r").Wait(time.Second).ExpectNot("Not in the history")
	u.Press("v").Expect("The history cannot be read").Press("e", "end")
	added(u).Press("ctrl+s", "y").Expect("Saved and live", "could not be kept")
	opened(t, tuitest.Options{NoStore: true}).Press("v").Expect("Nothing can be kept on this computer")
}

func TestAHistoryThatIsSwitchedOffSaysSo(t *testing.T) {
	dir := t.TempDir()
	opened(t, tuitest.Options{StateDir: dir}).End()
	off := func(o *tui.Options) { o.Session.Store.Retain(state.Retention{}) }
	u := opened(t, tuitest.Options{StateDir: dir, Amend: off}).Wait(time.Second)
	badSave(u)
	u.Press("v").Expect("Keeping a history is switched off in the settings", "the oldest kept").ExpectNot("saved here")
}

func TestTheHistoryIsPrunedWhileTheProgramRuns(t *testing.T) {
	dir := t.TempDir()
	few := func(o *tui.Options) {
		o.Session.Store.Retain(state.Retention{Age: time.Hour, Bytes: 1 << 30, Versions: 3})
	}
	u := opened(t, tuitest.Options{StateDir: dir, Amend: few}).Wait(time.Second)
	for i := range 6 {
		elsewhere(u, func(string) string { return fmt.Sprintf(`{"n": %d}`, i) })
		u.Press("ctrl+r").Expect(fmt.Sprintf(`"n": %d`, i)).Wait(time.Second)
	}
	if got := len(keptOf(t, dir, "T3S70")); got != 7 {
		t.Fatalf("%d kept before it is time", got)
	}
	elsewhere(u, func(string) string { return `{"n": "last"}` })
	u.Wait(2 * time.Hour).Press("ctrl+r").Wait(time.Second)
	if got := len(keptOf(t, dir, "T3S70")); got != 2 { // the newest, and what it replaced just now
		t.Errorf("%d kept", got)
	}
}

func TestWhatComesOnScreenIsExplained(t *testing.T) {
	u := opened(t, tuitest.Options{Width: 60, Height: 16}).Wait(time.Second)
	for i := range 30 {
		elsewhere(u, func(string) string { return fmt.Sprintf(`{"n": %d}`, i) })
		u.Press("ctrl+r").Wait(time.Second)
	}
	u.Press("v").Expect("live · 1 changed").ExpectNot("…  ").Resize(80, 40).Expect("1 added, 7 removed", "the oldest kept").ExpectNot("…  ")
}

// Leaving ends what is being read and compared.
func TestLeavingTheHistoryEndsItsWork(t *testing.T) {
	u := opened(t, tuitest.Options{}).Wait(time.Second)
	badSave(u)
	u.Together(tuitest.Key("v"), tuitest.Key("esc"))
	u.Expect(`"note": "x"`).ExpectNot("not a history of the platform").Press("v").Expect("1 added")
	u.Together(tuitest.Key("enter"), tuitest.Key("esc"))
	u.ExpectNot("Since this version")
}

// Names and texts of others reach the terminal harmless, on every screen of the
// history.
func TestAHostileHistoryIsShownHarmless(t *testing.T) {
	for _, size := range approvedSizes {
		u := tuitest.Start(t, tuitest.Options{Start: "hostile", Width: size[0], Height: size[1]}).Wait(time.Second)
		badSave(u)
		for _, keys := range [][]string{{"v"}, {"d"}, {"esc", "down", "enter"}, {"esc", "o"}, {"esc", "/"}} {
			u.Press(keys...)
			if fault := viewFault(u.App.View(), size[0], size[1], map[string]bool{}); fault != "" {
				t.Errorf("%v at %v: %s", keys, size, fault)
			}
		}
	}
}
