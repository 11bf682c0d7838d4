// What stands in a row of the form and was not taken yet: it survives a crash
// like everything else that was typed.

package tui_test

import (
	"strings"
	"testing"
	"time"

	"patchbay/config/state"
	"patchbay/tui/tuitest"
)

func TestWhatIsTypedInARowOfTheFormSurvivesACrash(t *testing.T) {
	const title = "reporting.reportTypes[0].title"
	for _, c := range []struct {
		name     string
		does     func(u *tuitest.User)
		restored string // part of the text that is offered; "" when nothing is
	}{
		{"a text", func(u *tuitest.User) { at(u, title).Press("enter", "end").Type(" of today") }, `"title": "Orders of today"`},
		{"a number that is none yet", func(u *tuitest.User) {
			at(u, "defaultResponseHandler.retry.maxRetries").Press("enter", "end").Type("2,")
		}, `"maxRetries": "32,"`},
		{"a key", func(u *tuitest.User) { at(u, title).Press("r", "end").Type("s") }, `"titles": "Orders"`},
		{"given up", func(u *tuitest.User) { at(u, title).Press("enter", "end").Type(" x").Wait(time.Second).Press("esc") }, ""},
		{"taken", func(u *tuitest.User) { at(u, title).Press("enter", "end").Type(" x").Wait(time.Second).Press("enter") }, `"title": "Orders x"`},
		{"after another edit", func(u *tuitest.User) {
			at(u, title).Press("enter", "end").Type(" x").Press("enter").Wait(time.Second).Press("enter", "end").Type("y")
		}, `"title": "Orders xy"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			u := inForm(t, tuitest.Options{StateDir: dir})
			c.does(u)
			u.Wait(time.Second)
			store, err := state.Open(dir, nil, time.Now)
			if err != nil {
				t.Fatal(err)
			}
			found, err := store.Unsaved(state.Key{Origin: "sandbox", Team: 936506, Identifier: "SHOP"})
			if err != nil || len(found) > 1 || len(found) == 0 && c.restored != "" {
				t.Fatalf("a crash would leave %d unsaved edits, %v", len(found), err)
			}
			u.Restart(tuitest.Options{Start: "SHOP", Height: 50})
			if c.restored == "" {
				u.ExpectNot("Unsaved edit")
				return
			}
			u.Expect("Unsaved edit").Press("r").Expect("edited")
			if text := saved(u); !strings.Contains(text, c.restored) {
				t.Errorf("restored and saved:\n%s", text)
			}
		})
	}
}
