// What is fetched and saved goes into the history on this machine: in order, off
// the event loop, and after the screen has been drawn.

package tui

import (
	"context"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/config/state"
	"patchbay/tui/saveflow"
)

// keepDelay is how long a version waits before it is kept: what the user waits
// for, the first frame and the meaning of the text, goes first.
const keepDelay = 200 * time.Millisecond

// versions are those that wait to be kept.
type versions struct {
	queued sync.Mutex // guards queue
	queue  []version

	writing sync.Mutex // one at a time, in the order they came

	// Event loop only.
	due  bool // a keepDueMsg is on its way
	told bool // that keeping fails was said
}

// version is a version that is to be kept.
type version struct {
	store *state.Dir
	key   state.Key
	saveflow.Version
	at time.Time
}

func (v version) keep() error { return v.store.KeepVersion(v.key, v.Content, v.Why, v.at) }

type keepDueMsg struct{}

type versionsKeptMsg struct{ err error }

func (v *versions) add(x version) {
	v.queued.Lock()
	defer v.queued.Unlock()
	v.queue = append(v.queue, x)
}

// keep keeps what waits. It goes on after a failure and returns the first.
func (v *versions) keep() (err error) {
	v.writing.Lock()
	defer v.writing.Unlock()
	v.queued.Lock()
	queue := v.queue
	v.queue = nil
	v.queued.Unlock()
	for _, x := range queue {
		if failed := x.keep(); err == nil {
			err = failed
		}
	}
	return err
}

// keepVersions has versions kept, the oldest first.
func (a *App) keepVersions(s Session, ref api.Ref, all ...saveflow.Version) tea.Cmd {
	if s.Store == nil || !s.Store.Keeps() || len(all) == 0 {
		return nil
	}
	for _, v := range all {
		a.versions.add(version{s.Store, s.keyOf(ref), v, a.clock.Now()})
	}
	if a.versions.due {
		return nil
	}
	a.versions.due = true
	return a.clock.After(keepDelay, func(time.Time) tea.Msg { return keepDueMsg{} })
}

// keepDue keeps what waits, and prunes the history when it is time to.
func (a *App) keepDue() tea.Cmd {
	a.versions.due = false
	v, ctx, store := a.versions, a.ctx, a.session.Store
	return func() tea.Msg {
		err := v.keep()
		prune(ctx, store)
		return versionsKeptMsg{err}
	}
}

// prune prunes the history when it is time to. What fails loses nothing and is
// tried again an hour later.
func prune(ctx context.Context, store *state.Dir) {
	if store != nil {
		_ = store.Prune(ctx)
	}
}

// versionsKept says once that nothing can be kept, and never instead of something
// else.
func (a *App) versionsKept(m versionsKeptMsg) tea.Cmd {
	if m.err != nil && !a.versions.told && a.notice.text == "" {
		a.versions.told = true
		a.Say("Not in the history on this computer: " + diskReason(m.err))
	}
	return nil
}
