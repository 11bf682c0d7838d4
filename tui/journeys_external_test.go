// J13: out to another editor and back.

package tui_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"patchbay/tui/tuitest"
)

// One key out, none back: what was written is in the text with its problems
// shown, nothing is sent, and the review comes when it is asked for.
func TestOutToAnotherEditorAndBack(t *testing.T) {
	options, _ := with(t, program(t, "vim"), rewrites(`"authentication"`, `"authentication" "oops"`))
	u := tuitest.Start(t, options).Press("e", "ctrl+o").Wait(time.Second)
	u.Expect("Changed in vim, not saved yet", "edited", "✗").ExpectNot("Review")
	u.Press("ctrl+s").Wait(time.Second).Expect("Not saved").ExpectNot("Review")
	if len(puts(u)) != 0 {
		t.Fatal("sent when the other editor ended")
	}

	// Mended there, reviewed here.
	options, visits := with(t, program(t, "vim"), rewrites(`"authentication"`, `"note": "x", "authentication"`))
	u = tuitest.Start(t, options).Press("e", "ctrl+o").Wait(time.Second).Expect("Changed in vim", "edited")
	u.Press("ctrl+s").Expect("Review", "+ note")
	if len(puts(u)) != 0 {
		t.Fatal("sent before a yes")
	}
	u.Press("y").Wait(time.Second).Expect("Saved and live")
	if _, err := os.Stat(filepath.Dir((*visits)[0].file)); !os.IsNotExist(err) {
		t.Errorf("the file is still there: %v", err)
	}
}

// An editor that crashes after an hour of work: nothing is taken unasked, and its
// file stays until somebody has.
func TestAnotherEditorThatCrashes(t *testing.T) {
	failure := exited(t)
	options, visits := with(t, program(t, "vim"), func(file string) error {
		return errors.Join(rewrites(`"authentication"`, `"work of an hour": 1, "authentication"`)(file), failure)
	})
	u := tuitest.Start(t, options).Press("e", "ctrl+o").Expect("Take what vim wrote?", "leave the text, and the file where it is")
	file := (*visits)[0].file
	t.Cleanup(func() { os.RemoveAll(filepath.Dir(file)) })
	u.Press("esc").Expect("What it left stays in").Press("esc").ExpectNot("work of an hour", "edited")
	if text, err := os.ReadFile(file); !strings.Contains(string(text), "work of an hour") {
		t.Errorf("the work of an hour is gone: %v", err)
	}
	u.Type("x").Expect("edited") // the keyboard is back
}
