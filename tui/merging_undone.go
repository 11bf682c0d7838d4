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
	taken bool   // the last save took it back: it is not live any more
}

// mergesUndone are the merges the text is without.
func (a *App) mergesUndone() []mergedStep {
	var out []mergedStep
	for _, m := range a.work.merges {
		if !a.editor.Holds(m.mark) {
			out = append(out, m)
		}
	}
	return out
}

// noteMergesUndone brings up to date which merges a save would take back.
func (a *App) noteMergesUndone() {
	a.work.undone = slices.DeleteFunc(a.mergesUndone(), func(m mergedStep) bool { return m.taken })
}

// takeMerges notes which merges the text was without when it was saved: what is
// live now is without them too, until a text that has them again is saved.
func (a *App) takeMerges(gone []mergedStep) {
	for i, m := range a.work.merges {
		a.work.merges[i].taken = slices.ContainsFunc(gone, func(g mergedStep) bool { return g.mark == m.mark })
	}
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
