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
	queued sync.Mutex // guards queue and last
	queue  []version
	last   time.Time // of the version added last

	writing sync.Mutex // one at a time, in the order they came

	// Event loop only.
	due  bool // a keepDueMsg is on its way
	told bool // that keeping fails was said
}

// version is a version that is to be kept.
type version struct {
	store   *state.Dir
	key     state.Key
	content state.Content
	why     state.Why
	at      time.Time
}

type keepDueMsg struct{}

type versionsKeptMsg struct{ err error }

func (v *versions) add(x version) {
	v.queued.Lock()
	defer v.queued.Unlock()
	if !x.at.After(v.last) {
		x.at = v.last.Add(1) // what comes later is listed later, however coarse the clock is
	}
	v.last = x.at
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
		if failed := x.store.KeepVersion(x.key, x.content, x.why, x.at); err == nil {
			err = failed
		}
	}
	return err
}

// keepVersion has a version kept.
func (a *App) keepVersion(s Session, ref api.Ref, c state.Content, why state.Why) tea.Cmd {
	if s.Store == nil || !s.Store.Keeps() {
		return nil
	}
	a.versions.add(version{s.Store, s.keyOf(ref), c, why, a.clock.Now()})
	if a.versions.due {
		return nil
	}
	a.versions.due = true
	return a.clock.After(keepDelay, func(time.Time) tea.Msg { return keepDueMsg{} })
}

// keepRead keeps what a save has read: as saved when that confirmed it, else as
// fetched. What was accepted and replaced before it could be read back was saved
// as well.
func (a *App) keepRead(s *saving) tea.Cmd {
	flow, why := s.flow, state.Fetched
	if flow.State() == saveflow.Verifying {
		return nil // what it is will be known when it is read again
	}
	var cmds []tea.Cmd
	if flow.State() == saveflow.Saved && flow.Sent() {
		switch flow.Outcome() {
		case saveflow.AsSent, saveflow.Normalised:
			why = state.Saved
		case saveflow.Superseded:
			mine := flow.Mine()
			cmds = append(cmds, a.keepVersion(s.session, s.ref, state.Content{
				Name: mine.Name.Literal(), Description: mine.Description.Literal(), Configuration: mine.Configuration,
			}, state.Saved))
		}
	}
	return tea.Batch(append(cmds, a.keepVersion(s.session, s.ref, versionOf(flow.Live()), why))...)
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
		_, _ = store.Prune(ctx)
	}
}

// versionsKept says once that nothing can be kept, and never instead of something
// else.
func (a *App) versionsKept(m versionsKeptMsg) tea.Cmd {
	if m.err != nil && !a.versions.told && a.notice.text == "" {
		a.versions.told = true
		a.Say("Not in the history on this computer: " + plainReason(m.err))
	}
	return nil
}
