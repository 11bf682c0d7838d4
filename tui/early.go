// Keys that come while the form waits for the text to be read. They are kept,
// in order, and are pressed once it has been: none is lost, and none acts on
// rows of a text that is gone.

package tui

import (
	tea "charm.land/bubbletea/v2"

	"patchbay/tui/editor"
)

// tooEarly keeps a key or a paste for later while the editor is not ready for
// it, and reports whether it did. Escape gives up waiting, and what was kept.
func (a *App) tooEarly(msg tea.Msg) bool {
	if a.screen != onEditor || !a.stack.Empty() || a.editor == nil || len(a.early) == 0 && !a.editor.Busy() {
		return false
	}
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "esc" {
		a.early = nil
		a.editor.GiveUp()
		return true
	}
	a.early = append(a.early, msg)
	return true
}

// takeTyped takes what is being typed in a row of the form, before something is
// done with the text as a whole. It reports false when it could not be taken; the
// form says why.
func (a *App) takeTyped() (tea.Cmd, bool) {
	if a.screen != onEditor || a.editor == nil || a.editor.Typing() != editor.Value {
		return nil, true
	}
	ok := a.editor.Commit()
	return a.noteEdits(), ok
}

// takingTyped has what is being typed in a row of the form taken before a
// command leaves the row. When it cannot be taken, the form says why and the
// command does not run.
func takingTyped(run func(*App) tea.Cmd) func(*App) tea.Cmd {
	return func(a *App) tea.Cmd {
		cmd, ok := a.takeTyped()
		if !ok {
			return cmd
		}
		return tea.Batch(cmd, run(a))
	}
}

// catchUp presses the keys that were kept, as far as the editor is ready.
func (a *App) catchUp() tea.Cmd {
	cmds := []tea.Cmd{a.after(nil)}
	kept := a.early
	a.early = nil
	for i, msg := range kept {
		if a.editor == nil || a.editor.Busy() {
			a.early = kept[i:]
			break
		}
		_, cmd := a.Update(msg)
		cmds = append(cmds, cmd)
	}
	if a.editor == nil {
		a.early = nil // what is left was meant for an edit that is gone
	}
	return tea.Batch(cmds...)
}
