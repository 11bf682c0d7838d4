// What a large Configuration means, on the screens that take turns with one
// reading of it, and when it is read.

package tui_test

import (
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/tui/tuitest"
)

// readingLarge has a Connector of more than a megabyte on screen.
func readingLarge(t *testing.T) *tuitest.User {
	t.Helper()
	return opened(t, tuitest.Options{Start: "LARGE", Connectors: []sandbox.Stored{{
		Team: sandbox.DefaultTeam, Identifier: "LARGE", Name: `"Large"`, Description: `""`, Version: `"1.0.0"`,
		Configuration: sandbox.Literal(tuitest.Configuration(1 << 20)),
	}}})
}

func TestALargeConfigurationIsKnownOnEveryScreenInTurn(t *testing.T) {
	u := readingLarge(t)
	const counts = "260 Report Types, 3,120 Fields, 1 Secret"
	u.Expect(counts).Press("down", "down", "down").Expect("secrets.items")
	u.Press("e", "end").Type("x").Wait(time.Second).Expect("1 error")
	u.Press("backspace").Wait(time.Second).ExpectNot("1 error").Press("esc")
	u.Expect(counts, "secrets.items") // read again, its path too
	u.Press("e", "ctrl+home", "end").Paste("\n  \"note\": \"x\",").Wait(time.Second)
	u.Press("ctrl+s").Expect("Review", "+ note").Press("y").Expect("Saved and live").Press("esc").Expect(counts, `"note": "x"`)
}

// A mistake is told in a pause of typing, and not between two keys.
func TestAMistakeIsToldInAPause(t *testing.T) {
	u := editing(t, tuitest.Options{})
	u.Type(",").Wait(100 * time.Millisecond).ExpectNot("1 error")
	u.Wait(30 * time.Millisecond).Expect("1 error")
}
