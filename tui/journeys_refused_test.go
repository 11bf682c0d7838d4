// J9: the platform refuses a save.

package tui_test

import (
	"strings"
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/tui/tuitest"
)

func TestARefusedSaveLosesNothing(t *testing.T) {
	for status, words := range map[int]string{400: "BAD_REQUEST", 403: "FORBIDDEN", 422: "UNPROCESSABLE"} {
		u := editing(t, tuitest.Options{Fault: onPut(sandbox.Fault{Status: status, Description: "Something about this is not as it should be."})})
		added(u).Press("down", "down", "end").Type("  ").Press("shift+left", "shift+left").Expect("Ln 4, Col 22")

		// The dialog says all the platform said, and stays.
		u.Press("ctrl+s").Expect("Review").Press("y").Wait(time.Second)
		u.Expect("Not saved", words, "Something about this is not as it should be.", "Request ID").Wait(time.Hour).Expect("Not saved", words)

		// One key copies all of it.
		u.Press("c")
		copied := strings.Join(u.Clipboard, "\n")
		for _, part := range []string{words, "Something about this is not as it should be.", "Request ID"} {
			if !strings.Contains(copied, part) {
				t.Errorf("%d: %q is not in what was copied: %q", status, part, copied)
			}
		}

		// One key goes back: same text, same place, same selection.
		u.Press("esc").ExpectNot("Not saved")
		u.Type("Z").Expect(`"authentication": {Z`, "Ln 4, Col 23") // in place of what was selected

		// And the same undo: every step of it, back to what was opened.
		u.Press("ctrl+z", "ctrl+z", "ctrl+z").ExpectNot(`"note"`, "edited").Press("ctrl+y").Expect(`"note": "x"`)
		if len(puts(u)) != 1 || isSaved(u, "T3S70") {
			t.Errorf("%d: %d PUTs", status, len(puts(u)))
		}
	}
}
