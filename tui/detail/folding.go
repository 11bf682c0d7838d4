// This file folds and unfolds.

package detail

import "patchbay/tui/jsonview"

// ToggleFold opens what is folded on the cursor's line, else folds the innermost
// object or list around the cursor and goes to its first line.
func (m *Model) ToggleFold() {
	if m.phase != ready || m.part == onHeader {
		return
	}
	line := m.cursorLine()
	if m.folds().Unfold(line) {
		return
	}
	around, ok := m.folds().Enclosing(line)
	if !ok {
		m.host.Say(m.cannotFold())
		return
	}
	m.folds().FoldLines(around)
	m.off, m.follow = m.lineHome(around.First), showCursor
}

// FoldLevel folds every object and list of the level and below: level 1 leaves
// the members of the Configuration in view. Levels are 1 to 9.
func (m *Model) FoldLevel(level int) {
	if m.phase != ready {
		return
	}
	if m.tree == nil || len(m.regions) == 0 {
		m.host.Say(m.cannotFold())
		return
	}
	m.folds().FoldLevel(m.tree, max(1, level))
	m.leaveHidden()
}

// UnfoldAll opens everything.
func (m *Model) UnfoldAll() {
	if m.phase == ready {
		m.folds().UnfoldAll()
		m.follow = showCursor
	}
}

// leaveHidden moves the cursor up to the line its own was folded into.
func (m *Model) leaveHidden() {
	m.follow = showCursor
	line := m.cursorLine()
	if !m.folds().Hidden(line) {
		return
	}
	if above := m.folds().PrevVisible(line); above >= 0 {
		m.off = m.lineHome(above)
		return
	}
	m.goToRow(0)
}

func (m *Model) cannotFold() string {
	switch {
	case m.tree == nil:
		return "The Configuration is still being read; folding works in a moment."
	case m.tree.Deep() && len(m.regions) == 0:
		return "The Configuration is nested too deeply to fold."
	}
	return "There is nothing to fold here."
}

// reveal opens what hides a line.
func (m *Model) reveal(f *jsonview.Folds, line int) {
	f.Reveal(line)
	m.follow = showCursor
}
