// Going to a line, a path, a Report Type or a Field by name.

package tui

import (
	tea "charm.land/bubbletea/v2"

	"patchbay/tui/dialog"
)

// askGoTo asks where to go. The editor judges the answer.
func (a *App) askGoTo() tea.Cmd {
	a.stack.Push(dialog.NewPrompt("Go to", "Line, line:column, path, Report Type or Field", "", nil, func(s string) tea.Cmd {
		if a.editor == nil || s == "" {
			return nil
		}
		if err := a.editor.GoTo(s); err != nil {
			a.Say(sentence(plainReason(err)))
		}
		return nil
	}))
	return nil
}
