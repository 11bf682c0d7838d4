// What the text means, kept up with the typing: parsed from a snapshot off the
// event loop, the last one wins, and the editor never waits for it.

package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
)

// meaningDelay is the pause in typing after which the text is read again.
const meaningDelay = 120 * time.Millisecond

type meaningDueMsg struct{ revision uint64 }

type meaningMsg struct {
	call     int
	revision uint64
	tree     *document.Tree
}

// meaningSoon has the text read once typing pauses.
func (a *App) meaningSoon() tea.Cmd {
	revision := a.editor.Revision()
	return a.clock.After(meaningDelay, func(time.Time) tea.Msg { return meaningDueMsg{revision} })
}

func (a *App) readMeaning(m meaningDueMsg) tea.Cmd {
	if a.editor == nil || a.editor.Revision() != m.revision {
		return nil
	}
	ctx, call := a.meaning.begin(a.ctx)
	source := a.editor.Snapshot().Text
	return func() tea.Msg { return meaningMsg{call, m.revision, document.Parse(ctx, source.String())} }
}

func (a *App) meaningReady(m meaningMsg) tea.Cmd {
	if a.meaning.done(m.call) && a.editor != nil && !m.tree.Cancelled() {
		a.editor.SetMeaning(m.revision, m.tree, m.tree.Findings())
	}
	return nil
}
