// An edit that a program left behind, met by the next one: the journeys of
// somebody whose terminal was closed, whose machine died, or who left for lunch.

package tui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/tui/tuitest"
)

// body is the screen without its status bar.
func body(u *tuitest.User) string {
	rows := strings.Split(u.Screen(), "\n")
	return strings.Join(rows[:len(rows)-1], "\n")
}

// restored ends the program as a closed terminal does and restores the edit in
// the next one.
func restored(u *tuitest.User) *tuitest.User {
	return u.Restart(tuitest.Options{Start: "T3S70"}).Expect("Unsaved edit").Press("r").Wait(time.Second).Expect("edited")
}

func TestUndoAfterARestoreGoesTheStepsThatWereMade(t *testing.T) {
	for _, c := range []struct {
		name   string
		script func(u *tuitest.User)
		steps  int // to undo, at least
	}{
		{"words, one by one", func(u *tuitest.User) { u.Type("\n\"one two three\": 4,") }, 4},
		{"a paste in one step", func(u *tuitest.User) { added(u).Type("  ").Paste("\n\"b\": 2,") }, 3},
		{"pauses part typing", func(u *tuitest.User) { u.Type("ab").Wait(2 * time.Second).Type("cd").Wait(2 * time.Second).Type("ef") }, 3},
		{"a selection typed over", func(u *tuitest.User) {
			added(u).Press("shift+left", "shift+left", "shift+left", "shift+left").Type("y").Press("home", "shift+end", "delete")
		}, 3},
		{"erasing words and lines", func(u *tuitest.User) { added(u).Press("ctrl+w", "ctrl+l", "backspace", "backspace") }, 3},
		{"a formatted text", func(u *tuitest.User) { u.Paste("\"a\":   1,").Press("f4").Type("x") }, 3},
		{"undone in part", func(u *tuitest.User) { u.Type("one two three").Press("ctrl+z", "ctrl+z") }, 1},
		{"undone, redone, gone on", func(u *tuitest.User) {
			u.Type("one two").Press("ctrl+z", "ctrl+z", "ctrl+y").Paste("!").Press("ctrl+z")
		}, 1},
		{"brackets that close by themselves", func(u *tuitest.User) { u.Type("\n\"k\": [{\"a\": \"b").Press("right", "right") }, 3},
		{"name and description", func(u *tuitest.User) {
			u.Press("f2", "shift+tab", "shift+tab").Type(" two words").Press("tab").Type("More.").Press("shift+tab").Type(" again").Press("ctrl+z")
		}, 3},
		{"everything, in turn", func(u *tuitest.User) {
			added(u).Press("f2", "shift+tab").Type("Text. ").Press("f2").Type("zz").Press("f2", "shift+tab", "shift+tab").Type("!").Press("ctrl+z", "ctrl+z", "f2")
		}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			twin, u := editing(t, tuitest.Options{}), editing(t, tuitest.Options{})
			for _, each := range []*tuitest.User{twin, u} {
				c.script(each)
				each.Wait(time.Second)
			}
			restored(u)
			undone := 0
			same := func(key string) bool {
				twin.Press(key)
				u.Press(key)
				if body(u) != body(twin) {
					t.Fatalf("after %s, %d steps back, restored:\n%s\nnot interrupted:\n%s", key, undone, body(u), body(twin))
				}
				return !strings.Contains(u.Screen(), "Nothing to ")
			}
			for same("ctrl+y") {
			}
			for same("ctrl+z") {
				undone++
			}
			if undone < c.steps {
				t.Errorf("%d steps could be undone", undone)
			}
			u.ExpectNot("edited")
			for same("ctrl+y") {
				undone--
			}
			if undone != 0 {
				t.Errorf("%d steps more undone than redone", undone)
			}
		})
	}
}

func TestTheCursorAndTheSelectionAreWhereTheyWere(t *testing.T) {
	u := editing(t, tuitest.Options{})
	added(u).Press("shift+left", "shift+left", "shift+left", "shift+left").Type("yy").Wait(time.Second)
	before := u.App.View().Cursor.Position
	if after := restored(u).App.View().Cursor.Position; after != before {
		t.Errorf("the cursor is at %v, was at %v", after, before)
	}
	u.Press("ctrl+z").Expect("Ln 2, Col 11", `"note": "x",`).Type("z").Expect(`"note": z`)
}

func TestEditsOfNameAndDescriptionAreRestored(t *testing.T) {
	u := opened(t, tuitest.Options{}).Press("f", "end").Type(" North").Press("tab", "ctrl+a").Type("New words").Wait(time.Second)
	restored(u).Expect("Larkspur Ads North", "New words", "Description").Type("!").Expect("New words!")
	u.Press("ctrl+z", "ctrl+z", "ctrl+z").ExpectNot("New words").Press("ctrl+z").ExpectNot("Ads North")
}

func TestAnEditSurvivesSeveralRestartsWithItsSteps(t *testing.T) {
	u := editing(t, tuitest.Options{})
	u.Type("one ").Wait(2 * time.Second)
	restored(u).Type("two ").Wait(2 * time.Second)
	restored(u).Type("three").Wait(2 * time.Second)
	restored(u).Expect("{one two three").Press("ctrl+z").Wait(time.Second).Expect("{one two ").ExpectNot("three").
		Press("ctrl+z").Wait(time.Second).Expect("{one ").ExpectNot("two").Press("ctrl+z").ExpectNot("edited").Press("ctrl+y", "ctrl+y", "ctrl+y").Expect("{one two three")
}

func TestTwoFoundEditsAreOfferedOneAfterTheOther(t *testing.T) {
	u := editing(t, tuitest.Options{}).Type("first").Wait(time.Minute)
	u.Restart(tuitest.Options{Start: "T3S70"}).Press("esc", "e", "end").Type("second").Wait(time.Second)
	u.Restart(tuitest.Options{Start: "T3S70"}).Expect("Unsaved edit 1 of 2", "Unsaved edit of 14:03 today").Press("s").Expect("second", "by path: cannot be told, one of the two is not JSON").ExpectNot("first", "same meaning").
		Press("esc").Expect("1 of 2").Press("esc").Expect("Unsaved edit 2 of 2", "Unsaved edit of 14:02 today", "Last changed 1 min ago").
		Press("r").Expect("{first").Press("ctrl+q", "q")
	u.Restart(tuitest.Options{Start: "T3S70"}).Expect("1 of 2").Press("d").Expect("cannot be brought back").Press("D").Expect("2 of 2").Press("d", "D")
	u.Restart(tuitest.Options{Start: "T3S70"}).ExpectNot("Unsaved edit")
}

func TestTheOfferSaysWhatOthersDidAndWhereItClashes(t *testing.T) {
	rename := func(name string) func(*sandbox.Stored) {
		return func(s *sandbox.Stored) {
			s.Configuration = sandbox.Literal(strings.Replace(string(s.Configuration), "Larkspur", name, 1))
		}
	}
	for _, c := range []struct {
		name   string
		others func(*sandbox.Stored)
		shown  []string
	}{
		{"nobody", nil, []string{"What your edit changed", "note", "Nothing. What is live is what the edit began on."}},
		{"beside it", rename("Hollyhock"), []string{"What others changed since it began", "Hollyhock", "Nowhere: saving the edit brings both together."}},
		{"at the same place", func(s *sandbox.Stored) {
			s.Configuration = sandbox.Literal(strings.Replace(string(s.Configuration), "{", "{\n  \"note\": \"z\",", 1))
		}, []string{"Where they clash", "In 1 place. Saving the edit asks about each."}},
		{"the name", func(s *sandbox.Stored) { s.Name = `"Theirs"` }, []string{"Theirs", "Nowhere"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := tuitest.Start(t, tuitest.Options{Start: "T3S70", Height: 60}).Press("e", "end")
			added(u).Wait(time.Second)
			if c.others != nil {
				u.Sandbox.Change(sandbox.DefaultTeam, "T3S70", c.others)
			}
			u.Restart(tuitest.Options{Start: "T3S70", Height: 60})
			changed := "What is live has changed since that edit began. Saving it will show both and merge them."
			if c.others == nil {
				u.ExpectNot(changed)
			} else {
				u.Expect(changed)
			}
			u.Press("s").Expect(c.shown...).Press("r").Expect(`"note": "x"`)
		})
	}
}

// journalFiles are the files with unsaved edits in the state directory.
func journalFiles(t *testing.T, dir string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".journal") {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAJournalThatWasCopiedOrRenamedNeverRestoresIntoAnotherConnector(t *testing.T) {
	dir := t.TempDir()
	u := tuitest.Start(t, tuitest.Options{StateDir: dir, Start: "T3S70"}).Press("e", "end")
	added(u).Wait(time.Second)
	u.Restart(tuitest.Options{Start: "U8K2M"}).Press("e", "end").Type("other").Wait(time.Second).Press("ctrl+q", "q")
	both := journalFiles(t, dir)
	if len(both) != 2 {
		t.Fatalf("journals %v", both)
	}
	for i, from := range both {
		kept, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		prefix, _, _ := strings.Cut(filepath.Base(both[1-i]), "-")
		_, rest, _ := strings.Cut(filepath.Base(from), "-")
		if err := os.WriteFile(filepath.Join(filepath.Dir(from), prefix+"-copy"+rest), kept, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	u.Restart(tuitest.Options{Start: "U8K2M"}).Expect("Unsaved edit").ExpectNot("1 of 2").Press("r").Expect("other").ExpectNot("note").Press("ctrl+q", "q")
	u.Restart(tuitest.Options{Start: "T3S70"}).Expect("Unsaved edit").ExpectNot("1 of 2").Press("r").Expect("note").ExpectNot("other").Press("ctrl+q", "q")
	u.Restart(tuitest.Options{Start: "U8K2M", Team: 4711}).ExpectNot("Unsaved edit")
}

func TestATornTailIsCutAndSaid(t *testing.T) {
	dir := t.TempDir()
	u := tuitest.Start(t, tuitest.Options{StateDir: dir, Start: "T3S70"}).Press("e", "end").Type("kept").Wait(time.Second)
	u.End()
	path := journalFiles(t, dir)[0]
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err == nil {
		_, err = fmt.Fprint(f, `1234abcd 77 {"kind":"ed`)
		f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	u.Restart(tuitest.Options{Start: "T3S70"}).Expect("23 bytes at its end were cut off").Press("r").Expect("{kept")
}

func TestAJournalThatCannotBeReadCanBePutAside(t *testing.T) {
	dir := t.TempDir()
	u := tuitest.Start(t, tuitest.Options{StateDir: dir, Start: "T3S70"}).Press("e", "end").Type("kept").Wait(time.Second)
	u.End()
	path := journalFiles(t, dir)[0]
	kept, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, kept[:60], 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	u.Restart(tuitest.Options{Start: "T3S70"}).Expect("cannot be read", "left where it is").ExpectNot("restore]").Press("p").ExpectNot("cannot be read")
	u.Restart(tuitest.Options{Start: "T3S70"}).ExpectNot("Unsaved edit")
	if _, err := os.Stat(path); err == nil {
		t.Error("it lies where it was")
	}
	if aside, _ := filepath.Glob(path + ".aside*"); len(aside) != 1 {
		t.Errorf("put aside: %v", aside)
	}
}
