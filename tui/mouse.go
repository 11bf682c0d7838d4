// The mouse, when it is switched on: which screen or dialog a click, a drag or
// the wheel goes to. It never types.

package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/editor"
	"patchbay/tui/lookup"
	"patchbay/tui/text"
)

// Mouse says whose the mouse is.
type Mouse int

// With MouseOff the terminal selects and copies with it as ever; with MouseOn
// Patchbay is told of it.
const (
	MouseOff Mouse = iota
	MouseOn
)

const (
	// doubleClick is how soon a click follows on another to be one more of them.
	doubleClick = 400 * time.Millisecond
	// wheelStep is how many lines one step of the wheel scrolls.
	wheelStep = 3
)

// clicks counts the clicks on one cell that follow on each other.
type clicks struct {
	at   time.Time
	x, y int
	n    int
}

// grain counts a click and says how much it takes: after a triple click comes
// a single one.
func (c *clicks) grain(x, y int, now time.Time) editor.Grain {
	n := 1
	if c.n > 0 && c.n < 3 && c.x == x && c.y == y && now.Sub(c.at) <= doubleClick {
		n = c.n + 1
	}
	*c = clicks{now, x, y, n}
	return editor.Grain(n - 1)
}

// toggleMouse gives the mouse to Patchbay, or back to the terminal.
func (a *App) toggleMouse() tea.Cmd {
	a.clicks = clicks{}
	if a.mouse == MouseOn {
		a.mouse = MouseOff
		a.Say("Mouse off: it selects with the terminal again.")
		return nil
	}
	a.mouse = MouseOn
	a.Say("Mouse on: hold shift to select with the terminal.")
	return nil
}

// mouseMode is what the terminal is asked to report.
func (a *App) mouseMode() tea.MouseMode {
	if a.mouse == MouseOn {
		return tea.MouseModeCellMotion
	}
	return tea.MouseModeNone
}

// point routes a report of the mouse as a key would be: to the front dialog,
// else to the screen.
func (a *App) point(msg tea.MouseMsg) tea.Cmd {
	m := msg.Mouse()
	body := a.height - 1 // below is the status bar
	if a.mouse == MouseOff || a.tooSmall() || m.X < 0 || m.Y < 0 {
		return nil
	}
	if !a.stack.Empty() {
		return a.pointAtDialog(msg)
	}
	if a.holding() {
		return nil
	}
	switch msg.(type) {
	case tea.MouseClickMsg:
		if m.Button == tea.MouseLeft && m.Y < body {
			a.notice.clear()
			return a.click(m)
		}
	case tea.MouseMotionMsg:
		if m.Button == tea.MouseLeft && a.screen == onEditor {
			a.editor.Drag(m.X, m.Y)
		}
	case tea.MouseWheelMsg:
		if lines := wheeled(m); lines != 0 && m.Y < body {
			a.wheel(m, lines)
		}
	}
	return nil
}

// wheeled returns by how many lines a step of the wheel scrolls.
func wheeled(m tea.Mouse) int {
	switch m.Button {
	case tea.MouseWheelUp:
		return -wheelStep
	case tea.MouseWheelDown:
		return wheelStep
	}
	return 0
}

func (a *App) click(m tea.Mouse) tea.Cmd {
	extend := text.Moving
	if m.Mod.Contains(tea.ModShift) {
		extend = text.Extending
	}
	grain := a.clicks.grain(m.X, m.Y, a.clock.Now())
	switch a.screen {
	case onLookup:
		if a.lookup.Click(m.X, m.Y, extend) == lookup.OnRow && grain == editor.ByWord {
			return a.lookup.Open()
		}
	case onDetail:
		a.detail.Click(m.X, m.Y)
	case onHistory:
		a.past.model.Click(m.Y)
		if grain == editor.ByWord {
			return a.compareWithLive()
		}
	case onVersion:
		a.past.viewer.Click(m.X, m.Y)
	case onEditor:
		a.editor.Click(m.X, m.Y, grain, extend)
	}
	return nil
}

func (a *App) wheel(m tea.Mouse, lines int) {
	switch a.screen {
	case onLookup:
		a.lookup.Wheel(lines)
	case onDetail:
		a.detail.Wheel(lines)
	case onHistory:
		a.past.model.Wheel(lines)
	case onVersion:
		a.past.viewer.Wheel(lines)
	case onEditor:
		a.editor.Wheel(m.X, m.Y, lines)
	}
}

// pointAtDialog scrolls the front dialog with the wheel, as its own keys do.
// Its questions are answered with keys only.
func (a *App) pointAtDialog(msg tea.MouseMsg) tea.Cmd {
	wheel, ok := msg.(tea.MouseWheelMsg)
	if !ok {
		return nil
	}
	key := tea.KeyPressMsg{Code: tea.KeyDown}
	lines := wheeled(wheel.Mouse())
	if lines < 0 {
		key.Code, lines = tea.KeyUp, -lines
	}
	var cmds []tea.Cmd
	for range lines {
		cmds = append(cmds, a.stack.Press(key, a.clock.Now()))
	}
	return tea.Batch(cmds...)
}
