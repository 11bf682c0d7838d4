// The journeys of finding and replacing, told with the robot user.

package tui_test

import (
	"strings"
	"testing"

	"patchbay/tui/tuitest"
)

func TestReplaceAllAndTakeItBack(t *testing.T) {
	u := editing(t, tuitest.Options{})
	u.Press("ctrl+r").Expect("Find", "Replace")
	u.Type("Larkspur").Expect("1 of").Press("tab").Type("Delphinium")
	u.Press("alt+enter").Expect("replaced", "Replaced", "edited").ExpectNot("Larkspur\"")
	u.Press("ctrl+z").ExpectNot("edited", "Delphinium\"").Press("esc")
	u.Press("f3").ExpectNot("Replace ")
}

func TestReplaceOneByOneAndSave(t *testing.T) {
	u := editing(t, tuitest.Options{})
	u.Press("ctrl+f").Type("clicks").Expect("1 of", "clicks").Press("ctrl+r").Type("taps").Press("enter").Expect("edited")
	u.Press("alt+c").Expect("case matters").Press("alt+c").ExpectNot("case matters")
	u.Press("esc", "ctrl+s").Expect("Review", "taps").Press("y").Expect("Saved and live")
	bodies := puts(u)
	if len(bodies) != 1 || strings.Count(bodies[0], "taps") != 1 {
		t.Errorf("%d PUTs, of which the first has %d replaced", len(bodies), strings.Count(strings.Join(bodies, ""), "taps"))
	}
}

func TestReplaceByExpressionInTheSelection(t *testing.T) {
	u := editing(t, tuitest.Options{})
	u.Press("ctrl+home").Paste("[1, 22]\n[3]\n").Press("ctrl+home", "shift+down")
	u.Press("alt+s").Expect("in selection").Press("alt+r").Expect("regular expression").Type("(\\d)(\\d?").Expect("A parenthesis is not closed")
	u.Type(")").Expect("1 of 2").Press("ctrl+r").Type("<$1>").Press("alt+enter").Expect("2 replaced", "[<1>, <2>]", "[3]")
	u.Press("esc", "ctrl+z").Expect("[1, 22]").ExpectNot("<1>")
}

func TestWhatIsPastedGoesIntoTheFieldWithTheFocus(t *testing.T) {
	u := editing(t, tuitest.Options{})
	u.Press("ctrl+r").Paste("note\r").Press("tab").Paste("remark")
	u.Expect("Find    note", "Replace remark").ExpectNot("edited")
	u.Press("shift+tab", "ctrl+a").Paste("x").Press("down", "alt+backspace").ExpectNot("remark", "edited")
}

func TestTheKeysOfFindAreKeptWhenTheBarIsClosed(t *testing.T) {
	u := editing(t, tuitest.Options{})
	u.Press("ctrl+home").Paste("[10, 2, 30]\n").Press("ctrl+home", "alt+r").Expect("regular expressions")
	u.Press("ctrl+f").Type("\\d0").Press("esc").Press("f3").Type("x").Expect("[10, 2, x]")
	u.Press("shift+f3").Type("y").Expect("[y, 2, x]")
	u.Press("alt+r").Expect("text as it is").Press("f3").Expect("Not found")
}
