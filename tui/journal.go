// Every edit reaches the journal on disk within a quarter of a second, off the
// event loop, whatever the disk does meanwhile.

package tui

import (
	"slices"
	"sync"
	"time"

	"patchbay/api"
	"patchbay/config/state"
	"patchbay/tui/saveflow"
	"patchbay/tui/text"
)

// keeper writes one edit's journal. The event loop adds records; everything
// that touches the disk runs in commands. Records are written once each, in the
// order they were added.
type keeper struct {
	store *state.Dir
	key   state.Key
	base  api.Connector
	shown text.Text // the base's Configuration as the edit began on it
	start time.Time

	queued sync.Mutex // guards lead, queue and typing
	// lead works out what leads from the base to where the queue begins, for an
	// edit that was moved to another base; nil once that is done.
	lead   func() []state.Record
	queue  []state.Record
	typing *state.Record // what stands in a row and is not noted yet; nil when all is

	// Taken in this order. Writing goes on while the disk makes things last, and
	// while the journal is compacted.
	compacting sync.Mutex
	syncing    sync.Mutex
	writing    sync.Mutex // guards what follows, and the order of writes
	journal    *state.Journal
	unsynced   bool // it holds something the disk has not confirmed
	// from and written are what the journal holds, for beginning it anew.
	from    stage
	written []state.Record
	noted   *state.Record // what it says is being typed; nil when nothing is
	sent    *sentNote     // a save of the text that is not settled; nil without one
	// distrusted are journals the disk refused to confirm. They go once their
	// records stand in another.
	distrusted []*state.Journal
	replaces   *keeper // its journal goes once this one holds something
	over       bool

	// The size of the smallest records that lead from the base to the text, when
	// it was last measured, and how many bytes had been removed by then.
	measured, measuredAt int64
	removed              int64 // bytes removed by all edits so far

	pace  pace      // event loop only
	typed text.Edit // what was last said to be typed in a row; event loop only
}

// sentNote is the note of a save that is not settled.
type sentNote struct {
	at    time.Time
	after int // how many of written come before it
}

// newKeeper returns nil when nothing is kept on this machine.
func newKeeper(store *state.Dir, key state.Key, base api.Connector, shown text.Text, start time.Time) *keeper {
	if store == nil {
		return nil
	}
	k := &keeper{store: store, key: key, base: base, shown: shown, start: start}
	k.from = k.baseStage()
	return k
}

// baseStage is where the edit began.
func (k *keeper) baseStage() stage { return stageOf(k.base, k.shown) }

func stageOf(base api.Connector, shown text.Text) stage {
	return stage{texts: [...]text.Text{
		state.Name: text.New(base.Name.String()), state.Description: text.New(base.Description.String()), state.Configuration: shown,
	}}
}

// baseOf is what a journal remembers of the Connector it starts from.
func baseOf(c api.Connector, shown text.Text) state.Base {
	base := state.Base{Content: saveflow.KeptOf(c)}
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

// addLater adds what leads to the first record, to be worked out when it is
// written.
func (k *keeper) addLater(lead func() []state.Record) {
	k.queued.Lock()
	defer k.queued.Unlock()
	k.lead = lead
}

// resume goes on in a journal that was found, with the save it notes as sent.
func (k *keeper) resume(j *state.Journal, records []state.Record, sent *sentNote) {
	k.writing.Lock()
	defer k.writing.Unlock()
	k.journal, k.written, k.sent = j, slices.Clip(records), sent
}

// paths are the files of the journal and of the one it takes the place of, none
// while there are none.
func (k *keeper) paths() []string {
	k.writing.Lock()
	defer k.writing.Unlock()
	var out []string
	if k.replaces != nil {
		out = k.replaces.paths()
	}
	if k.journal != nil {
		out = append(out, k.journal.Path())
	}
	return out
}

// note says what is being typed in a row; a record without changes says that
// nothing is any more.
func (k *keeper) note(typing state.Record) {
	k.queued.Lock()
	defer k.queued.Unlock()
	k.typing = &typing
}

func (k *keeper) take() (records []state.Record, typing *state.Record) {
	k.queued.Lock()
	lead := k.lead
	records, typing = k.queue, k.typing
	k.lead, k.queue, k.typing = nil, nil, nil
	k.queued.Unlock()
	if lead != nil {
		records = append(lead(), records...)
	}
	return records, typing
}

// putBack queues again what could not be written, before what came since.
func (k *keeper) putBack(records []state.Record, typing *state.Record) {
	k.queued.Lock()
	defer k.queued.Unlock()
	if k.typing == nil && len(k.queue) == 0 {
		k.typing = typing
	}
	k.queue = append(records, k.queue...)
}

// waiting reports whether anything waits to be written.
func (k *keeper) waiting() bool {
	k.queued.Lock()
	defer k.queued.Unlock()
	return k.lead != nil || len(k.queue) > 0 || k.typing != nil
}

// flush writes what is queued. What could not be written stays queued.
func (k *keeper) flush() flushedMsg {
	k.writing.Lock()
	defer k.writing.Unlock()
	err := k.write()
	return flushedMsg{keeper: k, err: err, unsynced: k.unsynced, grown: err == nil && k.grown()}
}

// write is flush with writing held.
func (k *keeper) write() error {
	if k.over {
		return nil
	}
	records, typing := k.take()
	lost := k.journal == nil && len(k.distrusted) > 0
	if len(records) == 0 && k.nothing(typing) && !lost {
		return nil
	}
	err := k.begin()
	if err == nil {
		err = k.append(records)
	}
	if err != nil {
		k.putBack(records, typing)
		return err
	}
	if err := k.noteTyping(typing); err != nil {
		k.putBack(nil, typing)
		return err
	}
	return nil
}

// nothing reports whether a note of what is being typed is no news.
func (k *keeper) nothing(typing *state.Record) bool {
	return typing == nil || len(typing.Changes) == 0 && k.noted == nil
}

// begin begins the journal when there is none, with everything an earlier one
// held that is not trusted any more.
func (k *keeper) begin() error {
	if k.journal != nil {
		return nil
	}
	j, err := k.store.Begin(k.key, baseOf(k.base, k.shown), state.ThisSession(k.start))
	if err != nil {
		return err
	}
	if err := k.repeat(j); err != nil {
		_ = j.Discard() // the one before holds the same
		return err
	}
	k.journal, k.unsynced = j, true
	// The first of the distrusted may hold the last thing the disk confirmed. The
	// others hold nothing this one does not.
	for len(k.distrusted) > 1 {
		_ = k.distrusted[1].Discard()
		k.distrusted = slices.Delete(k.distrusted, 1, 2)
	}
	return nil
}

// repeat writes what is remembered into a new journal.
func (k *keeper) repeat(j *state.Journal) error {
	before := len(k.written)
	if k.sent != nil {
		before = k.sent.after
	}
	if err := j.Append(append(k.from.leading(k.baseStage()), k.written[:before]...)); err != nil {
		return err
	}
	if k.sent != nil {
		if err := j.NoteSave(state.SaveSent, k.sent.at); err != nil {
			return err
		}
	}
	if err := j.Append(k.written[before:]); err != nil || k.noted == nil {
		return err
	}
	return j.NoteTyping(*k.noted)
}

// append adds records to the journal.
func (k *keeper) append(records []state.Record) error {
	if len(records) == 0 {
		return nil
	}
	if err := k.journal.Append(records); err != nil {
		return err
	}
	k.written, k.unsynced = append(k.written, records...), true
	k.noted = nil // what was typed is in them, or is no more
	for _, r := range records {
		for _, c := range r.Changes {
			k.removed += int64(c.To - c.From)
		}
	}
	return nil
}

// noteTyping has the journal say what is being typed, when that is news.
func (k *keeper) noteTyping(typing *state.Record) error {
	if k.nothing(typing) {
		return nil
	}
	if err := k.journal.NoteTyping(*typing); err != nil {
		return err
	}
	k.noted, k.unsynced = typing, true
	if len(typing.Changes) == 0 {
		k.noted = nil
	}
	return nil
}

// sync writes what is queued and makes everything last through a power cut.
// Writing does not wait for it.
func (k *keeper) sync() error {
	k.syncing.Lock()
	defer k.syncing.Unlock()
	k.writing.Lock()
	err := k.write()
	j, unsynced := k.journal, k.unsynced
	if err != nil || j == nil {
		k.writing.Unlock()
		return err
	}
	k.unsynced = false
	k.writing.Unlock()
	if unsynced {
		err = j.Sync()
	}
	k.writing.Lock()
	defer k.writing.Unlock()
	switch {
	case k.over:
		return nil // closed meanwhile, which told whether that worked
	case err != nil:
		k.distrust(j)
		return err
	}
	return k.dropReplaced()
}

// distrust gives up a journal whose file is gone or that the disk did not
// confirm: it may have lost what it did not write, and says so only once.
func (k *keeper) distrust(j *state.Journal) {
	if k.journal == j {
		k.distrusted = append(k.distrusted, j)
		k.journal, k.unsynced = nil, true
	}
}

// leftBehindError says that a journal nobody needs any more could not be removed.
type leftBehindError struct{ err error }

func (e leftBehindError) Error() string { return e.err.Error() }
func (e leftBehindError) Unwrap() error { return e.err }

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

// dropOld removes the journal this one took the place of, though nothing of its
// own is to be kept yet.
func (k *keeper) dropOld() error {
	k.writing.Lock()
	defer k.writing.Unlock()
	return k.dropReplaced()
}

// noteSave notes a stage of a save, after everything that is queued, so that
// the note speaks of the text as it was sent. Writing waits for the note.
func (k *keeper) noteSave(stage state.SaveStage, at time.Time) error {
	k.writing.Lock()
	defer k.writing.Unlock()
	if err := k.write(); err != nil || k.journal == nil || k.over {
		return err
	}
	k.sent = nil
	if stage == state.SaveSent {
		k.sent = &sentNote{at, len(k.written)}
	}
	if err := k.journal.NoteSave(stage, at); err != nil {
		k.distrust(k.journal) // the next one says it, once it can be begun
		return err
	}
	return nil
}

// close writes what is queued and ends the journal: kept for the next opening,
// or removed. When it cannot be kept it is still open, and close may be tried
// again; when it cannot be removed it is offered again.
func (k *keeper) close(f fate) error {
	if err := k.end(f); err != nil {
		return err
	}
	k.compacting.Lock() // one that still runs finds the journal closed
	defer k.compacting.Unlock()
	return nil
}

func (k *keeper) end(f fate) error {
	k.writing.Lock()
	defer k.writing.Unlock()
	if k.over {
		return nil
	}
	if f == keepIt {
		if err := k.write(); err != nil {
			return err
		}
		if k.journal != nil {
			if err := k.journal.Sync(); err != nil {
				k.distrust(k.journal)
				return err
			}
		}
	}
	k.over = true
	k.take()
	left := k.dropReplaced()
	if k.journal == nil {
		return left
	}
	if f == keepIt {
		if err := k.journal.Close(); err != nil {
			return err
		}
		return left
	}
	if err := k.journal.Discard(); err != nil {
		return leftBehindError{err}
	}
	return left
}
