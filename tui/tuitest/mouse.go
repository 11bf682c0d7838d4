// The hand of the robot user on the mouse.

package tuitest

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Find returns the cell in which a text on the screen begins. The test fails
// when it is not there.
func (u *User) Find(text string) (x, y int) {
	u.t.Helper()
	for y, row := range strings.Split(u.Screen(), "\n") {
		if before, _, found := strings.Cut(row, text); found {
			return ansi.StringWidth(before), y
		}
	}
	u.t.Fatalf("the screen does not show %q:\n%s", text, u.Screen())
	return 0, 0
}

// Click clicks so often on a cell, counted from 0 at the upper left.
func (u *User) Click(x, y, times int) *User {
	u.t.Helper()
	for range times {
		u.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
		u.Send(tea.MouseReleaseMsg{X: x, Y: y, Button: tea.MouseLeft})
	}
	return u
}

// ClickOn clicks on the first character of a text on the screen.
func (u *User) ClickOn(text string) *User {
	u.t.Helper()
	x, y := u.Find(text)
	return u.Click(x, y, 1)
}

// Drag holds the button down over cells, given as x, y pairs.
func (u *User) Drag(cells ...[2]int) *User {
	u.t.Helper()
	for i, c := range cells {
		if i == 0 {
			u.Send(tea.MouseClickMsg{X: c[0], Y: c[1], Button: tea.MouseLeft})
			continue
		}
		u.Send(tea.MouseMotionMsg{X: c[0], Y: c[1], Button: tea.MouseLeft})
	}
	end := cells[len(cells)-1]
	return u.Send(tea.MouseReleaseMsg{X: end[0], Y: end[1], Button: tea.MouseLeft})
}

// Wheel turns the wheel over a cell: down by so many steps, or up by negative ones.
func (u *User) Wheel(x, y, steps int) *User {
	u.t.Helper()
	m := tea.MouseWheelMsg{X: x, Y: y, Button: tea.MouseWheelDown}
	if steps < 0 {
		m.Button, steps = tea.MouseWheelUp, -steps
	}
	for range steps {
		u.Send(m)
	}
	return u
}
