// What stays readable when the terminal is narrow.
package tui_test

import (
	"testing"
	"time"

	"patchbay/tui/tuitest"
)

func TestThePlaceInTheTextStaysAtEightyCells(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{Width: 80, Height: 24})
	fromTheList(u, "T3S70")
	u.Press("e", "ctrl+g").Type("1230").Press("enter").Type(",").Wait(3*time.Minute).Expect("Ln 1,230, Col 2", "1 error")
	u.Press("shift+right", "shift+right").Expect("edited", "Ln 1,230, Col 4")
}

func TestFieldsOfOneNameAreToldApart(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{Width: 80, Height: 24})
	fromTheList(u, "T3S70")
	u.Press("e", "alt+g").Type("clicks").Expect("Metric of Campaign performance", "Metric of Ad performance")
}
