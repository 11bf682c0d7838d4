// Journeys through the list of findings.

package tui_test

import (
	"strings"
	"testing"
	"time"

	"patchbay/tui"
	"patchbay/tui/theme"
	"patchbay/tui/tuitest"
)

// faulty is in the editor with three faults, the cursor on the first line.
func faulty(t *testing.T, o tuitest.Options) *tuitest.User {
	t.Helper()
	u := editing(t, o).Press("ctrl+a")
	return u.Paste("{\n  \"a\": tru,\n  \"b\" 1,\n  \"c\": [1 2]\n}\n").Press("ctrl+home").Wait(time.Second)
}

func TestFindingsAreListedAndLedTo(t *testing.T) {
	u := faulty(t, tuitest.Options{}).Expect("3 errors")
	u.Press("f7").Expect("Findings · 3 errors", "›✗ error 2:8", "✗ error 3:7", "✗ error 4:11")
	u.Press("j").Expect("›✗ error 3:7", "Ln 3, Col 7").Press("k", "down", "G").Expect("›✗ error 4:11", "Ln 4, Col 11")
	u.Press("g").Expect("Ln 2, Col 8").Type("xyz").Expect("Ln 2, Col 8") // letters are no text here
	u.Press("f8").Expect("›✗ error 3:7", "a colon is missing").Press("shift+f8").Expect("›✗ error 2:8")
	u.Press("down", "enter").Expect("Ln 3, Col 7").Press("f8", "left").Expect("Ln 4, Col 10").Press("shift+f8", "shift+f8", "right").Expect("Ln 2, Col 9")

	// Mending a fault takes it off the list; the next one is picked.
	u.Press("right", "right").Type("e").Wait(time.Second).Expect("Findings · 2 errors", "\"a\": true,").ExpectNot("2:8")
	u.Press("f7").Expect("›✗ error 3:7").Press("ctrl+c")
	if n := len(u.Clipboard); n != 1 || !strings.HasPrefix(u.Clipboard[n-1], "error 3:7 ") || !strings.HasSuffix(u.Clipboard[n-1], "(CB-SYN-001)") {
		t.Errorf("copied %q", u.Clipboard)
	}
	u.Press("down").Expect("Ln 4, Col 11").Press("esc").ExpectNot("Findings").Expect("Ln 2, Col 12")
}

func TestWithoutFindingsTheListSaysSo(t *testing.T) {
	u := editing(t, tuitest.Options{}).Press("f7").Expect("Findings", "No findings.")
	u.Press("enter", "j", "k", "G", "pgdown", "ctrl+c").Expect("No findings.").Press("f8").Expect("No findings.")
	u.Press("f7").ExpectNot("No findings.")
}

func TestFindingsFromTheForm(t *testing.T) {
	u := faulty(t, tuitest.Options{}).Press("f2", "f7").Expect("Findings · 3 errors", "Description")
	u.Press("G", "enter").Expect("Ln 4, Col 11", "\"c\": [1 2]")
	u.Press("esc").ExpectNot("Findings")

	u = opened(t, tuitest.Options{}).Press("f", "ctrl+a", "backspace", "f2", "f7")
	u.Expect("Findings · 1 error", "›✗ error Name The name must have 1 to 255 characters (now 0).", "1 error")
	u.Press("enter").Expect("A name is needed").Type("Back").Expect("Back", "4/255").ExpectNot("1 error")
}

func TestTheFindingsListInTheSmallestWindow(t *testing.T) {
	u := faulty(t, tuitest.Options{Width: 60, Height: 16}).Press("f7").Expect("Findings · 3 errors", "›✗ error 2:8", "\"a\": tru,")
	u.Press("G").Expect("›✗ error 4:11", "[1 2]")
}

func TestWhiteSpaceIsShownOnDemand(t *testing.T) {
	u := editing(t, tuitest.Options{}).ExpectNot("··").Press("alt+w").Expect("White space is shown.", "··\"", "{↵")
	u.Press("f2", "f2").Expect("··\"").Press("alt+w").Expect("no longer").ExpectNot("··\"")
	editing(t, tuitest.Options{Look: tui.Look{Glyphs: theme.ASCII}}).Press("alt+w").Expect("..\"", "{$")
}
