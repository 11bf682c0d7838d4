// Decisions about clashes outlast the merge they were made in: when it is left,
// they wait for the next one that meets the same clashes.

package tui

import (
	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/config/state"
	"patchbay/tui/dialog"
)

// A decided clash is what was made of it before.
type decided struct {
	clash dialog.MergeClash
	made  dialog.Decision
}

// decisions are what was decided of each Connector, by the path of the clash.
type decisions map[state.Key]map[string]decided

// keepDecisions has the decisions of a merge wait, instead of those of its
// Connector that waited before, and reports whether there are any.
func (a *App) keepDecisions(m *merge) bool {
	kept := map[string]decided{}
	for i, made := range m.dialog.Decisions() {
		if made != (dialog.Decision{}) {
			kept[m.clashes[i].Path] = decided{m.clashes[i], made}
		}
	}
	a.decided[a.keyOf(m.save.ref)] = kept
	return len(kept) > 0
}

// decidedBefore is what was made of each of the clashes, where what clashes is the
// same to the byte. It is nil where nothing was.
func (a *App) decidedBefore(m *merge) []dialog.Decision {
	var out []dialog.Decision
	before := a.decided[a.keyOf(m.save.ref)]
	for i, c := range m.clashes {
		if d := before[c.Path]; d.made != (dialog.Decision{}) && sameClash(d.clash, c) {
			if out == nil {
				out = make([]dialog.Decision, len(m.clashes))
			}
			out[i] = d.made
		}
	}
	return out
}

func sameClash(a, b dialog.MergeClash) bool {
	same := func(a, b document.Written) bool { return a.There == b.There && a.Text == b.Text }
	return a.Kind == b.Kind && same(a.Base, b.Base) && same(a.Mine, b.Mine) && same(a.Theirs, b.Theirs)
}

// leaveMerge ends a save whose merge is left, and goes on elsewhere.
func (a *App) leaveMerge(m *merge, then func() tea.Cmd) tea.Cmd {
	a.dropSave(m.save)
	if a.keepDecisions(m) {
		a.Say("Nothing was sent. Your decisions are kept for the next save.")
	}
	return then()
}
