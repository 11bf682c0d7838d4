// A merge that undo took back: the text is then without what somebody else saved,
// and sending it takes that back. That is said before.

package tui

import (
	"slices"
	"strings"
	"time"

	"patchbay/tui/when"
)

// A mergedStep is a merge in the history of undo.
type mergedStep struct {
	mark  int    // of the step in the editor
	saved string // when what came in had been saved, as the platform says it
}

// noteMergesUndone brings up to date which merges the text is without.
func (a *App) noteMergesUndone() {
	a.work.undone = nil
	for _, m := range a.work.merges {
		if !a.editor.Holds(m.mark) {
			a.work.undone = append(a.work.undone, m)
		}
	}
}

// forgetMerges forgets merges the text was without when it was saved: what is live
// now is without them too.
func (a *App) forgetMerges(gone []mergedStep) {
	a.work.merges = slices.DeleteFunc(a.work.merges, func(m mergedStep) bool { return slices.Contains(gone, m) })
	a.noteMergesUndone()
}

// undoneWords say whose work a save takes back; "" when it is nobody's.
func undoneWords(undone []mergedStep, now time.Time) string {
	if len(undone) == 0 {
		return ""
	}
	var whose []string
	for _, m := range undone {
		save := "somebody else's save"
		if t, p, ok := when.Parse(m.saved); ok && p == when.Day {
			save += " of " + when.Absolute(t, p, now.Location())
		} else if ok {
			save += " of " + when.Clock(t, now)
		}
		whose = append(whose, save)
	}
	return "This takes back what was merged: " + strings.Join(whose, ", ") + "."
}
