// Journeys of what was pasted and is nearly JSON.

package tui_test

import (
	"strings"
	"testing"

	"patchbay/tui/tuitest"
)

const nearlyJSON = "\r  // from the code\r  'note': 'x', flags: [True, False,],"

func TestWhatWasPastedIsRepairedOnDemand(t *testing.T) {
	u := editing(t, tuitest.Options{}).Paste(nearlyJSON)
	u.Expect("// from the code", "'note': 'x'", "What was pasted is not JSON. alt+enter repairs it: 1 comment removed, 1 trailing comma removed")
	u.Press("alt+enter").Expect("\"note\": \"x\", \"flags\": [true, false],", "Repaired: ").ExpectNot("from the code", "alt+enter repairs")
	u.Press("ctrl+z").Expect("// from the code", "'note': 'x'").ExpectNot("alt+enter repairs")
	u.Press("ctrl+z").ExpectNot("from the code", "'note'").Press("ctrl+y", "ctrl+y").Expect("\"note\": \"x\", \"flags\"")
	u.Press("ctrl+s").Expect("Review", "+ note", "+ flags")
}

func TestTheOfferGivesWay(t *testing.T) {
	for name, keys := range map[string][]string{"typing on": {"x"}, "undo": {"ctrl+z"}, "esc": {"esc"}, "erasing": {"backspace"}} {
		t.Run(name, func(t *testing.T) {
			u := editing(t, tuitest.Options{}).Paste(nearlyJSON).Expect("alt+enter repairs it")
			u.Press(keys...).ExpectNot("alt+enter repairs it")
			u.Press("alt+enter").Expect("Nothing was pasted that can be repaired.").ExpectNot("\"flags\"")
		})
	}
}

func TestRepairFromThePalette(t *testing.T) {
	u := editing(t, tuitest.Options{Remap: map[string][]string{"repair-paste": {}}}).Paste(nearlyJSON)
	u.Expect("“Repair what was pasted” in the palette repairs it")
	u.Press("ctrl+p").Type("repair what").Press("enter").Expect("\"flags\": [true, false],")
	u.Press("ctrl+z", "ctrl+home", "ctrl+a", "ctrl+p").Type("repair the sel").Press("enter").Expect("Repaired: ").Press("ctrl+home", "end").Expect("\"flags\": [true, false],")
}

// A paste of 5 MB is one step of undo, and is what was pasted.
func TestAPasteOfFiveMegabytes(t *testing.T) {
	piece := "\r  'big': [\r" + strings.Repeat("    'row of a very large paste, one of many',\r", 5<<20/45) + "  ],"
	u := editing(t, tuitest.Options{}).Paste(piece).Expect("texts put in double quotation marks", "edited")
	u.Press("ctrl+home", "down").Expect("'big': [").Press("alt+enter", "ctrl+home", "down").Expect("\"big\": [")
	u.Press("ctrl+z", "ctrl+home").Expect("'big': [").Press("ctrl+z", "ctrl+home").ExpectNot("'big'", "\"big\"").Press("ctrl+z").Expect("Nothing to undo.")
}
