// Pastes on a slow line, as the user sees them.

package tui_test

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/input"
	"patchbay/tui/tuitest"
)

func TestAPasteThatTakesLongIsSaid(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{Start: "936506/T3S70"}).Press("e")
	u.Send(input.PasteBegins{}).ExpectNot("Receiving").Wait(200 * time.Millisecond).ExpectNot("Receiving")
	u.Wait(200 * time.Millisecond).Expect("Receiving a paste…")
	u.Send(tea.PasteMsg{Content: "PASTED"}).Expect("PASTED", "edited").ExpectNot("Receiving")
	u.Send(input.PasteBegins{}).Send(tea.PasteMsg{Content: "AGAIN"}).Wait(time.Second).Expect("PASTEDAGAIN").ExpectNot("Receiving")
}

func TestAPasteThatDidNotArriveWholeIsSaid(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{Start: "936506/T3S70"}).Press("e")
	u.Send(input.PasteBegins{}).Wait(time.Second).Expect("Receiving")
	u.Send(input.PasteCut{Paste: input.Paste{Content: "HALF", Ending: input.Silent}})
	u.Expect("HALF", "edited", "The paste stopped before its end: 4 bytes came.").ExpectNot("Receiving")
	u.Press("ctrl+z").ExpectNot("HALF", "edited")
	u.Send(input.PasteCut{Paste: input.Paste{Ending: input.TooLong, Limit: 10 << 20}})
	u.Expect("Not pasted: it is larger than 10,485,760 bytes.").ExpectNot("edited")
}
