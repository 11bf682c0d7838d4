// Compaction: a journal that has grown is written anew, shorter, and takes the
// place of the old one in one step.

package state

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
)

// ErrUnsettled says that a save was sent whose outcome is not noted. The note
// speaks of the edits before it, so the journal stays as it is until then.
var ErrUnsettled = errors.New("the outcome of a save is not known yet")

// Compaction writes a journal anew while appending goes on. At every moment
// one whole journal lies under the name: the old one until the new one is on
// disk with everything the old one holds, the new one from then on. The lock is
// held throughout, on one file and then on the other. When it fails, or is
// killed, the old journal is what it was.
type Compaction struct {
	journal *Journal
	since   [][]byte // payloads added since it began; guarded by the journal's mu
}

// Compact begins a compaction. The records appended so far are the ones the
// caller sums up for Finish; what is appended from here on is kept after them.
func (j *Journal) Compact() (*Compaction, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	switch {
	case j.file == nil:
		return nil, j.wrap("compacting", errClosed)
	case j.unsettled:
		return nil, j.wrap("compacting", ErrUnsettled)
	case j.running != nil:
		return nil, j.wrap("compacting", errors.New("it is being compacted already"))
	}
	j.running = &Compaction{journal: j}
	if j.typing != nil {
		j.running.since = [][]byte{j.typing}
	}
	return j.running, nil
}

// Cancel ends a compaction that is not to be finished.
func (c *Compaction) Cancel() {
	c.journal.mu.Lock()
	defer c.journal.mu.Unlock()
	c.journal.running = nil
}

// Finish puts the new journal in place: the same key, session and base, and
// records that lead where those appended before Compact led.
func (c *Compaction) Finish(records []Record) error {
	defer c.Cancel()
	j := c.journal
	f, lock, err := j.temp()
	if err != nil {
		return j.wrap("compacting", err)
	}
	end, err := j.writeAnew(f, records)
	if err == nil {
		err = c.swap(f, lock, end)
	}
	if err != nil {
		// By name while it is open where the system lets us, else once it is closed.
		removed := j.dir.fs.Remove(j.path + tempSuffix)
		_ = f.Close()
		if removed != nil {
			_ = j.dir.fs.Remove(j.path + tempSuffix)
		}
	}
	return j.wrap("compacting", err)
}

// temp makes the new file beside the journal. Only who holds the journal's lock
// makes one, so one that is there was left by somebody who is dead.
func (j *Journal) temp() (f File, lock, err error) {
	path := j.path + tempSuffix
	f, err = j.dir.fs.Open(path, Create)
	if isExist(err) {
		if err = j.dir.fs.Remove(path); err == nil {
			f, err = j.dir.fs.Open(path, Create)
		}
	}
	if err != nil {
		return nil, nil, err
	}
	if lock, err = j.dir.hold(f, lockTries); err != nil {
		_ = f.Close()
		_ = j.dir.fs.Remove(path)
	}
	return f, lock, err
}

// writeAnew writes head and records, makes them last, and reads them again: the
// old journal is given up for what is on disk, not for what was meant.
func (j *Journal) writeAnew(f File, records []Record) (place, error) {
	if err := j.copyHead(f); err != nil {
		return place{}, err
	}
	w := lineWriter{to: bufio.NewWriterSize(f, 256<<10), end: j.head}
	if j.took != nil {
		w.value(recordJSON{Kind: kindSession, At: j.dir.now().UTC(), Session: j.took})
	}
	for _, r := range records {
		payload, err := r.encode()
		w.err = cmp.Or(w.err, err)
		w.line(payload)
	}
	if err := cmp.Or(w.err, w.to.Flush(), f.Sync()); err != nil {
		return place{}, err
	}
	return w.end, j.verify(w.end)
}

func (j *Journal) copyHead(f File) error {
	old, err := j.dir.fs.Open(j.path, Read)
	if err != nil {
		return err
	}
	defer old.Close()
	_, err = io.CopyN(f, old, j.head.at)
	return err
}

// verify reads the new file to its end.
func (j *Journal) verify(end place) error {
	f, err := j.dir.fs.Open(j.path+tempSuffix, Read)
	if err != nil {
		return err
	}
	defer f.Close()
	l, err := newLineReader(f)
	for err == nil {
		err = l.skip()
	}
	switch {
	case !errors.Is(err, io.EOF):
		return fmt.Errorf("what was written cannot be read again: %w", err)
	case l.good != end.at || l.sum != end.sum:
		return errors.New("what was written cannot be read again")
	}
	return nil
}

// swap adds what was appended meanwhile, and exchanges the files. Nothing is
// appended while it runs.
func (c *Compaction) swap(f File, lock error, end place) error {
	j := c.journal
	j.syncing.Lock()
	defer j.syncing.Unlock()
	j.mu.Lock()
	defer j.mu.Unlock()
	switch {
	case j.file == nil:
		return errClosed
	case j.unsettled:
		return ErrUnsettled
	}
	if named, err := j.file.Named(j.path); err != nil || !named {
		return cmp.Or(err, errGone)
	}
	w := lineWriter{to: bufio.NewWriter(f), end: end}
	for _, payload := range c.since {
		w.line(payload)
	}
	if err := cmp.Or(w.err, w.to.Flush()); err != nil {
		return err
	}
	if w.end != end {
		if err := f.Sync(); err != nil {
			return err
		}
	}
	if err := j.dir.fs.Rename(j.path+tempSuffix, j.path); err != nil {
		// A network can lose the answer to what it has done.
		if done, asked := f.Named(j.path); asked != nil || !done {
			return err
		}
	}
	old := j.file
	j.file, j.lock, j.end, j.broken = f, lock, w.end, false
	_ = old.Close() // it has no name any more
	// A power cut could bring the old file back, with everything the disk has
	// confirmed so far. The next Sync sees to the new one.
	j.linked = false
	return nil
}

// lineWriter adds lines after a place. After an error it does nothing more.
type lineWriter struct {
	to  *bufio.Writer
	end place
	err error
}

func (w *lineWriter) line(payload []byte) {
	if w.err != nil {
		return
	}
	line, sum := appendLine(nil, w.end.sum, payload)
	_, w.err = w.to.Write(line)
	w.end = place{w.end.at + int64(len(line)), sum}
}

func (w *lineWriter) value(v any) {
	payload, err := encode(v)
	w.err = cmp.Or(w.err, err)
	w.line(payload)
}

// Size is how many bytes of a journal the record takes.
func (r Record) Size() int64 {
	payload, err := r.encode()
	if err != nil {
		return 0 // it is not written
	}
	line, _ := appendLine(nil, 0, payload)
	return int64(len(line))
}
