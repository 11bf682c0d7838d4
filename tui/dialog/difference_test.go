// These tests hold what a difference shows of each of its groups, and that it claims
// nothing of a text it cannot compare.
package dialog

import (
	"strings"
	"testing"

	"patchbay/api/document"
)

func TestScreensOfADifference(t *testing.T) {
	golden(t, "difference", func() Dialog {
		return NewDifference("Unsaved edit", Question, []Group{
			{About: Lines("Yours"), Changed: Changed{NameBefore: "a", NameAfter: "b", Lines: content().Lines, Remark: NotJSON}},
			{About: Lines("Theirs", "Nothing.")},
		}, Choice{Key: "r", Label: "restore"})
	})
}

func TestADifferenceOfSpacingOnlyIsNotThatOfATextThatIsNotJSON(t *testing.T) {
	const spacing, cannot = "by path: same meaning, other spacing", "by path: cannot be told, one of the two is not JSON"
	diff := []document.DiffLine{{Op: document.Add, New: 1, Text: "x"}}
	for _, c := range []struct {
		changed    Changed
		shown, not string
	}{
		{Changed{Lines: diff}, spacing, cannot},
		{Changed{Remark: OnlySpacing}, spacing, cannot},
		{Changed{Lines: diff, Remark: NotJSON}, cannot, spacing},
	} {
		got := screen(t, NewDifference("T", Plain, []Group{{Changed: c.changed}}), 80, 24)
		if !strings.Contains(got, c.shown) || strings.Contains(got, c.not) {
			t.Errorf("%q is not in\n%s", c.shown, got)
		}
	}
}

func TestOnlyTheKeysOfADifferenceReact(t *testing.T) {
	d := NewDifference("T", Plain, []Group{{Changed: content().Changed}}, Choice{Key: "r", Label: "restore"})
	screen(t, d, 60, 16)
	for _, k := range everyKey() {
		if out := press(t, d, k); out.Close != (k == "r" || k == "esc") {
			t.Errorf("%s: closes is %v", k, out.Close)
		}
	}
}

func TestHostileTextInADifference(t *testing.T) {
	for _, s := range hostile {
		checkEverySize(t, NewDifference(s, Good, []Group{{About: Lines(s), Changed: hostileChange(s)}, {About: Lines(s)}}))
	}
}
