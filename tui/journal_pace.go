// When the journal is written and when the disk is asked to make it last: at
// once enough to lose next to nothing, seldom enough to leave the disk alone.

package tui

import (
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/config/state"
	"patchbay/tui/cells"
	"patchbay/tui/editor"
)

// The paces of a journal. An edit is written, and so survives the end of the
// process, at most 250 ms after it was made: it waits flushDelay for others, and
// the rest is for the disk. It survives a power cut at most a second after it
// was made: the disk is asked at most once every syncInterval, and each time
// everything queued is written first, so that whatever comes later is covered
// by the next time.
const (
	flushDelay   = 150 * time.Millisecond
	syncInterval = time.Second
	retryDelay   = 2 * time.Second // how long a failing disk is left alone
	compactPause = time.Minute     // after a compaction that failed
)

// pace is what is due for a journal. It belongs to the event loop.
type pace struct {
	flushing  bool // a flush is due or running
	syncing   bool // a sync is due or running
	syncAgain bool // something was written since it began
	refused   bool // the last sync failed
	syncedAt  time.Time

	compacting   bool
	compactAfter time.Time // no sooner, after a failure
}

type flushDueMsg struct{ keeper *keeper }

type flushedMsg struct {
	keeper   *keeper
	err      error
	unsynced bool // something waits for the disk to make it last
	grown    bool // the journal may have outgrown its bound
}

type syncDueMsg struct{ keeper *keeper }

type syncedMsg struct {
	keeper *keeper
	err    error
}

type notedMsg struct {
	keeper *keeper
	err    error
}

type compactedMsg struct {
	keeper *keeper
	err    error
}

// journal handles what comes from a journal.
func (a *App) journal(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case flushDueMsg:
		return a.flushJournal(msg)
	case flushedMsg:
		return a.journalFlushed(msg)
	case syncDueMsg:
		return a.syncJournal(msg.keeper)
	case syncedMsg:
		return a.journalSynced(msg)
	case notedMsg:
		return a.noted(msg.keeper, msg.err)
	case compactedMsg:
		a.journalCompacted(msg)
	}
	return nil
}

// keep queues edits and sees that they are written.
func (a *App) keep(edits []editor.PartEdit) tea.Cmd {
	k := a.work.keeper
	if k == nil {
		return nil
	}
	k.add(recordsOf(edits, a.clock.Now()))
	return a.flushAfter(k, flushDelay)
}

// keepTyping has the journal say what is being typed in a row of the form: it is
// no part of the text yet, and a crash must not lose it.
func (a *App) keepTyping() tea.Cmd {
	k := a.work.keeper
	if k == nil {
		return nil
	}
	e, typing := a.editor.Untaken()
	if !typing {
		e = editor.PartEdit{Part: editor.ConfigurationPart}
	}
	if slices.Equal(e.Edit, k.typed) {
		return nil
	}
	k.typed = e.Edit
	k.note(recordsOf([]editor.PartEdit{e}, a.clock.Now())[0])
	return a.flushAfter(k, flushDelay)
}

func (a *App) flushAfter(k *keeper, d time.Duration) tea.Cmd {
	if k.pace.flushing {
		return nil
	}
	k.pace.flushing = true
	return a.clock.After(d, func(time.Time) tea.Msg { return flushDueMsg{k} })
}

func (a *App) flushJournal(m flushDueMsg) tea.Cmd {
	return func() tea.Msg { return m.keeper.flush() }
}

func (a *App) journalFlushed(m flushedMsg) tea.Cmd {
	k := m.keeper
	k.pace.flushing = false
	if m.err != nil {
		return a.unkept(k, m.err)
	}
	cmds := []tea.Cmd{a.lookAround(k)}
	if k.waiting() {
		cmds = append(cmds, a.flushAfter(k, flushDelay))
	}
	switch {
	case m.unsynced:
		cmds = append(cmds, a.syncSoon(k))
	case !k.pace.refused:
		a.protected(k)
	}
	if m.grown {
		cmds = append(cmds, a.compactJournal(k))
	}
	return tea.Batch(cmds...)
}

// syncSoon asks the disk as soon as it may be asked again.
func (a *App) syncSoon(k *keeper) tea.Cmd {
	if k.pace.syncing {
		k.pace.syncAgain = true
		return nil
	}
	k.pace.syncing = true
	wait := syncInterval - a.clock.Now().Sub(k.pace.syncedAt)
	if k.pace.syncedAt.IsZero() || wait <= 0 {
		return a.syncJournal(k)
	}
	return a.clock.After(wait, func(time.Time) tea.Msg { return syncDueMsg{k} })
}

func (a *App) syncJournal(k *keeper) tea.Cmd {
	k.pace.syncAgain, k.pace.syncedAt = false, a.clock.Now()
	return func() tea.Msg { return syncedMsg{k, k.sync()} }
}

func (a *App) journalSynced(m syncedMsg) tea.Cmd {
	k := m.keeper
	k.pace.syncing = false
	var left leftBehindError
	k.pace.refused = m.err != nil && !errors.As(m.err, &left)
	if k.pace.refused {
		return a.unkept(k, m.err)
	}
	a.protected(k)
	if m.err != nil {
		a.Say(left.words())
	}
	if k.pace.syncAgain {
		return a.syncSoon(k)
	}
	return nil
}

// compactJournal makes the journal shorter, unless that is going on or has just
// failed. A journal that stays too long protects all the same.
func (a *App) compactJournal(k *keeper) tea.Cmd {
	if k.pace.compacting || a.clock.Now().Before(k.pace.compactAfter) {
		return nil
	}
	k.pace.compacting = true
	return func() tea.Msg { return compactedMsg{k, k.compact()} }
}

func (a *App) journalCompacted(m compactedMsg) {
	m.keeper.pace.compacting = false
	if m.err != nil {
		m.keeper.pace.compactAfter = a.clock.Now().Add(compactPause)
	}
}

// unkept tells that edits do not reach the disk, and tries again after a while.
func (a *App) unkept(k *keeper, err error) tea.Cmd {
	if a.work != nil && a.work.keeper == k {
		a.work.unprotected = cells.Clean(state.Reason(err))
	}
	return a.flushAfter(k, retryDelay)
}

// words say what became of it.
func (e leftBehindError) words() string {
	return "The file of an edit that is done could not be removed (" + state.Reason(e.err) + "). It may be offered again."
}

// noted tells when a stage of a save could not be noted in the journal.
func (a *App) noted(k *keeper, err error) tea.Cmd {
	if k == nil || err == nil {
		return nil
	}
	return a.unkept(k, err)
}

// settling notes that the outcome of a save is known and did not make the text
// live. What cannot be noted is compared again at the next opening.
func settling(k *keeper, at time.Time) tea.Cmd {
	if k == nil {
		return nil
	}
	return func() tea.Msg { return notedMsg{k, k.noteSave(state.SaveSettled, at)} }
}

// protected tells that edits reach the disk.
func (a *App) protected(k *keeper) {
	if a.work != nil && a.work.keeper == k {
		a.work.unprotected = ""
	}
}

// SaveNotConfirmed reports that a save was sent and its outcome is not known,
// for the exit code of a program that ends all the same.
func (a *App) SaveNotConfirmed() bool { return a.save != nil && (a.save.out() || a.notConfirmed()) }

// Close writes what the journal still misses and ends every call. It is for
// after the program ended, however it ended.
func (a *App) Close() error {
	a.stop()
	defer func() { _ = a.versions.keep() }() // after the journal: what was read can be read again
	a.closeOutside()
	if a.work == nil || a.work.keeper == nil {
		return nil
	}
	f := keepIt
	if last := a.lastEdits(); !a.work.changed && !last {
		f = dropIt
	}
	err := a.work.keeper.close(f)
	var left leftBehindError
	if errors.As(err, &left) {
		return nil // offered again, which tells it
	}
	return err
}

// lastEdits gives the journal what an event loop that broke off has not given
// it. It reports whether there was anything, also when the editor is in a state
// that cannot be asked.
func (a *App) lastEdits() (had bool) {
	defer func() { had = had || recover() != nil }()
	edits := a.editor.Drain()
	a.work.keeper.add(recordsOf(edits, a.clock.Now()))
	_, typing := a.editor.Untaken()
	return typing || len(edits) > 0
}
