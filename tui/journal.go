// Every edit reaches the journal on disk within a quarter of a second, off the
// event loop, whatever the disk does meanwhile.

package tui

import (
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/config/state"
	"patchbay/tui/editor"
	"patchbay/tui/text"
)

// How long an edit waits for others before it is written, and how long a
// failing disk is left alone before the next try.
const (
	flushDelay = 150 * time.Millisecond
	retryDelay = 2 * time.Second
)

// keeper writes one edit's journal. The event loop adds records; flush, notes
// and close run in commands. Records are written once each, in the order they
// were added.
type keeper struct {
	store *state.Dir
	key   state.Key
	base  api.Connector
	shown text.Text // the base's Configuration as the edit began on it
	start time.Time

	queued sync.Mutex // guards queue
	queue  []state.Record

	writing sync.Mutex // guards what follows, and the order of writes
	journal *state.Journal
	written []state.Record // what the journal holds, for beginning it anew
	synced  syncing
	// distrusted are journals the disk refused to confirm. They go once their
	// records stand in another.
	distrusted []*state.Journal
	replaces   *keeper // its journal goes once this one holds something
	over       bool

	flying bool // event loop only: a flush is due or running
}

// syncing says whether what was appended is known to have reached the disk.
type syncing int

const (
	onDisk    syncing = iota
	notSynced         // appended; the disk has not confirmed it
	lost              // the disk refused twice: the journal has to be begun anew
)

// newKeeper returns nil when nothing is kept on this machine.
func newKeeper(store *state.Dir, key state.Key, base api.Connector, shown text.Text, start time.Time) *keeper {
	if store == nil {
		return nil
	}
	return &keeper{store: store, key: key, base: base, shown: shown, start: start}
}

// baseOf is what a journal remembers of the Connector it starts from.
func baseOf(c api.Connector, shown text.Text) state.Base {
	base := state.Base{
		Name: c.Name.Literal(), Description: c.Description.Literal(), Configuration: c.Configuration.JSON,
		UpdatedAt: c.UpdatedAt, ConfigurationUpdatedAt: c.Configuration.UpdatedAt, Version: c.Configuration.Version,
	}
	if opened := shown.String(); opened != c.Configuration.JSON {
		base.Opened = opened
	}
	return base
}

func (k *keeper) add(records []state.Record) {
	k.queued.Lock()
	defer k.queued.Unlock()
	k.queue = append(k.queue, records...)
}

// resume goes on in a journal that was found.
func (k *keeper) resume(j *state.Journal, records []state.Record) {
	k.writing.Lock()
	defer k.writing.Unlock()
	k.journal, k.written = j, records
}

func (k *keeper) take() []state.Record {
	k.queued.Lock()
	defer k.queued.Unlock()
	records := k.queue
	k.queue = nil
	return records
}

// waiting reports whether records wait to be written.
func (k *keeper) waiting() bool {
	k.queued.Lock()
	defer k.queued.Unlock()
	return len(k.queue) > 0
}

// flush writes what is queued. What could not be written stays queued.
func (k *keeper) flush() error {
	k.writing.Lock()
	defer k.writing.Unlock()
	return k.flushLocked()
}

func (k *keeper) flushLocked() error {
	if k.over {
		return nil
	}
	if k.synced == lost {
		k.beginAnew()
	}
	records := k.take()
	if len(records) == 0 && k.synced == onDisk {
		return nil
	}
	if err := k.append(records); err != nil {
		k.queued.Lock()
		k.queue = append(records, k.queue...)
		k.queued.Unlock()
		return err
	}
	if err := k.journal.Sync(); err != nil {
		k.synced = min(k.synced+1, lost)
		return err
	}
	k.synced = onDisk
	return k.dropReplaced()
}

// append begins the journal when there is none and adds records to it.
func (k *keeper) append(records []state.Record) error {
	if k.journal == nil {
		j, err := k.store.Begin(k.key, baseOf(k.base, k.shown), state.ThisSession(k.start))
		if err != nil {
			return err
		}
		k.journal = j
	}
	if err := k.journal.Append(records); err != nil {
		return err
	}
	k.written = append(k.written, records...)
	return nil
}

// beginAnew gives up a journal whose file is gone or cannot be trusted: what it
// held is queued again for a new one.
func (k *keeper) beginAnew() {
	k.distrusted = append(k.distrusted, k.journal)
	k.queued.Lock()
	k.queue = append(k.written, k.queue...)
	k.queued.Unlock()
	k.journal, k.written, k.synced = nil, nil, onDisk
}

// dropReplaced removes the journals this one took the place of.
func (k *keeper) dropReplaced() error {
	for _, j := range k.distrusted {
		_ = j.Discard() // its file may be gone, which is why it is distrusted
	}
	k.distrusted = nil
	if k.replaces == nil {
		return nil
	}
	old := k.replaces
	k.replaces = nil
	return old.close(dropIt)
}

// settle removes the journal this one took the place of, though nothing of its
// own is to be kept yet.
func (k *keeper) settle() error {
	k.writing.Lock()
	defer k.writing.Unlock()
	return k.dropReplaced()
}

// noteSave notes a stage of a save, after everything that is queued, so that
// the note speaks of the text as it was sent.
func (k *keeper) noteSave(stage state.SaveStage, at time.Time) error {
	k.writing.Lock()
	defer k.writing.Unlock()
	if err := k.flushLocked(); err != nil || k.journal == nil || k.over {
		return err
	}
	return k.journal.NoteSave(stage, at)
}

// close writes what is queued and ends the journal: kept for the next opening,
// or removed. After an error it is still open and close may be tried again.
func (k *keeper) close(f fate) error {
	k.writing.Lock()
	defer k.writing.Unlock()
	if f == keepIt {
		if err := k.flushLocked(); err != nil {
			return err
		}
	}
	if k.over {
		return nil
	}
	k.over = true
	k.take()
	if err := k.dropReplaced(); err != nil {
		return err
	}
	switch {
	case k.journal == nil:
		return nil
	case f == dropIt:
		return k.journal.Discard()
	}
	return k.journal.Close()
}

type flushDueMsg struct{ keeper *keeper }

type flushedMsg struct {
	keeper *keeper
	err    error
}

// keep queues edits and sees that they are written.
func (a *App) keep(edits []editor.PartEdit, s editor.Snapshot) tea.Cmd {
	k := a.work.keeper
	if k == nil {
		return nil
	}
	k.add(recordsOf(edits, s, a.clock.Now()))
	return a.flushAfter(k, flushDelay)
}

func (a *App) flushAfter(k *keeper, d time.Duration) tea.Cmd {
	if k.flying {
		return nil
	}
	k.flying = true
	return a.clock.After(d, func(time.Time) tea.Msg { return flushDueMsg{k} })
}

func (a *App) flushJournal(m flushDueMsg) tea.Cmd {
	k := m.keeper
	return func() tea.Msg { return flushedMsg{k, k.flush()} }
}

func (a *App) journalFlushed(m flushedMsg) tea.Cmd {
	k := m.keeper
	k.flying = false
	if a.work != nil && a.work.keeper == k {
		a.work.unprotected = ""
		if m.err != nil {
			a.work.unprotected = plainReason(m.err)
		}
	}
	switch {
	case m.err != nil:
		return a.flushAfter(k, retryDelay)
	case k.waiting():
		return a.flushAfter(k, flushDelay)
	}
	return nil
}

// recordsOf turns edits into what a journal keeps.
func recordsOf(edits []editor.PartEdit, s editor.Snapshot, at time.Time) []state.Record {
	records := make([]state.Record, 0, len(edits))
	for _, e := range edits {
		r := state.Record{Part: state.Part(e.Part), At: at, Anchor: s.Selection.Anchor, Head: s.Selection.Head}
		for _, c := range e.Edit {
			r.Changes = append(r.Changes, state.Change{From: c.From, To: c.To, Insert: c.Insert})
		}
		records = append(records, r)
	}
	return records
}

// SaveNotConfirmed reports that a save was sent and its outcome is not known,
// for the exit code of a program that ends all the same.
func (a *App) SaveNotConfirmed() bool { return a.save != nil && (a.save.out() || a.notConfirmed()) }

// Close writes what the journal still misses and ends every call. It is for
// after the program ended, however it ended.
func (a *App) Close() error {
	a.stop()
	a.closeOutside()
	if a.work == nil || a.work.keeper == nil {
		return nil
	}
	f := keepIt
	if !a.work.changed {
		f = dropIt
	}
	return a.work.keeper.close(f)
}
