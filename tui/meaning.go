// What the text means, kept up with the typing: parsed from a snapshot off the
// event loop, the last one wins, and the editor never waits for it.

package tui

import (
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
)

const (
	// large is the size in bytes from which reading a text is work: only one
	// tree is kept, and what it leaves behind is given back to the system.
	large = 1 << 20
	// meaningDelay is the pause in typing after which the text is read again. A
	// shorter one would redraw the outline between two keys, and cost a slow
	// line more bytes than the keys themselves.
	meaningDelay = 120 * time.Millisecond
	// restDelay is the pause after a reading in which its memory is given back.
	restDelay = 500 * time.Millisecond
)

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
	if a.editor == nil || a.editor.Revision() != m.revision || a.editor.Understood() {
		return nil
	}
	ctx, call := a.meaning.begin(a.ctx)
	source := a.editor.Snapshot().Text
	return func() tea.Msg { return meaningMsg{call, m.revision, document.Parse(ctx, source.String())} }
}

func (a *App) meaningReady(m meaningMsg) tea.Cmd {
	if !a.meaning.done(m.call) || a.editor == nil || m.tree.Cancelled() {
		return nil
	}
	a.editor.SetMeaning(m.revision, m.tree, m.tree.Findings())
	size := len(m.tree.Source())
	if size >= large {
		a.dropTree()
	}
	return a.restSoon(&a.meaning, size)
}

// restMsg says that nothing was read since the reading of that number.
type restMsg struct {
	lane   *lane
	number int
}

// restSoon has the memory given back that a reading of so many bytes took,
// unless another reading follows.
func (a *App) restSoon(l *lane, size int) tea.Cmd {
	if size < large {
		return nil
	}
	number := l.number
	return a.clock.After(restDelay, func(time.Time) tea.Msg { return restMsg{l, number} })
}

// rest gives memory back. Left alone, the runtime keeps as much again as the
// program holds.
func (a *App) rest(m restMsg) tea.Cmd {
	if m.number != m.lane.number {
		return nil
	}
	return func() tea.Msg {
		debug.FreeOSMemory()
		return nil
	}
}
