// The journey of someone who tidies up a member they have pasted: select it by
// its structure, lay it out, sort it, and save nothing else.

package tui_test

import (
	"strings"
	"testing"

	"patchbay/api/sandbox"
	"patchbay/tui/tuitest"
)

func TestTidyingUpWhatWasPasted(t *testing.T) {
	u := editing(t, tuitest.Options{Width: 110, Height: 30})
	before, _ := u.Sandbox.Get(sandbox.DefaultTeam, "T3S70")
	u.Paste("\n  \"note\": {\"b\":1.50,\"a\":[1,2],\"b\":0},")
	u.Press("ctrl+g").Paste("note").Press("enter").Expect("Ln 2, Col 3")

	// Key, then the member; one step back and forth again.
	u.Press("alt+o").Expect("(6 selected)").Press("alt+o").Expect("(34 selected)")
	u.Press("alt+i").Expect("(6 selected)").Press("alt+o").Expect("(34 selected)")
	u.Press("f4").Expect("Formatted the selection.", `"b": 1.50,`, `"a": [`)
	u.Press("ctrl+p").Paste("Sort keys here").Press("enter").Expect("Sorted the keys of one object in note.", "One key stands more than once and kept its order.")
	u.Press("ctrl+z").Expect(`"note": {`).Press("ctrl+y")

	// To the next value and back, up, and the words at the end.
	u.Press("ctrl+home", "alt+n").Expect("This is the outermost value.")
	u.Press("down", "alt+n", "alt+p").Expect("Ln 2, Col 3")
	u.Press("alt+p").Expect("No value stands before this one in this object.")
	u.Press("down", "alt+u").Expect("Ln 2, Col 3")

	u.Press("ctrl+s").Expect("Review", "+ note").Press("y").Expect("Saved and live")
	after, _ := u.Sandbox.Get(sandbox.DefaultTeam, "T3S70")
	piece := "\n  \"note\": {\n    \"a\": [\n      1,\n      2\n    ],\n    \"b\": 1.50,\n    \"b\": 0\n  },"
	if strings.Replace(string(after.Configuration), piece, "", 1) != string(before.Configuration) || after.Configuration == before.Configuration {
		t.Errorf("saved more than what was tidied up:\n%.400s", after.Configuration)
	}
}

func TestWhatCannotBeFormattedIsShownWhereItIsWrong(t *testing.T) {
	u := editing(t, tuitest.Options{})
	u.Type(",").Press("ctrl+end", "f4").Expect("Not formatted: the text is not valid JSON from here on.").Press("right").Expect("Ln 1, Col 3")
	u.Press("ctrl+p").Paste("Sort keys here and").Press("enter").Expect("Not sorted:")
	u.Press("ctrl+p").Paste("Minify").Press("enter").Expect("Not minified:")
}

func TestDeletingToTheEndsOfLinesAndFields(t *testing.T) {
	u := editing(t, tuitest.Options{}).Press("down", "home", "alt+k")
	u.ExpectNot("$schema").Press("ctrl+z").Expect("$schema").Press("end", "ctrl+u").ExpectNot("$schema").Press("ctrl+z")
	u.Press("ctrl+f").Type("nowhere").Press("ctrl+u").Type("schema").Expect("1 of ")
}

func TestCopyTellsHowMuchWasSent(t *testing.T) {
	u := editing(t, tuitest.Options{}).Press("ctrl+a", "ctrl+c").Expect("selection sent to the terminal (")
	if n := len(u.Clipboard); n != 1 {
		t.Fatalf("%d texts sent", n)
	}
	u.Paste(strings.Repeat("x", 80_000)).Press("ctrl+a", "ctrl+c").Expect("Kept for pasting here only: 80,000 bytes are too many")
	if n := len(u.Clipboard); n != 1 {
		t.Errorf("%d texts sent", n)
	}
	u.Press("ctrl+home", "delete", "ctrl+v").Expect("Ln 1, Col 80,001")
}
