// The journal: an append-only file that makes an unsaved edit outlive the
// program.

package state

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync"
)

func isExist(err error) bool { return errors.Is(err, fs.ErrExist) }

const (
	journalSuffix = ".journal"
	tempSuffix    = ".tmp" // of what a compaction is writing
)

// Journal records the edits of one session on one Connector. It holds the
// advisory lock of its file while it is open, which is how others know that
// its owner lives. Its methods may be called from several goroutines.
type Journal struct {
	dir  *Dir
	key  Key
	path string
	lock error    // nil, or ErrNoLocks: then nobody can tell that the owner lives
	head place    // the end of header and base
	took *Session // who took the journal over; nil while its first owner writes it

	// syncing is held while the disk makes things last. Appending goes on
	// meanwhile. Whoever closes or exchanges the file takes it before mu.
	syncing sync.Mutex
	linked  bool // the directory knows the file for good; guarded by syncing

	mu        sync.Mutex
	file      File // nil once closed; changed with syncing held too
	end       place
	broken    bool        // bytes after end must be cut off before anything is added
	unsettled bool        // a save was sent, and its outcome is not noted
	typing    []byte      // the note of what is being typed, while nothing follows it
	running   *Compaction // what is added goes to it too; nil when none runs
}

// place is a place between two lines: bytes from the start, and the sum so far.
type place struct {
	at  int64
	sum uint32
}

// Begin starts a journal: its file holds the key, the session and the base
// when Begin returns without an error. On an error there is no journal, and
// nothing that was there before is changed.
func (d *Dir) Begin(k Key, b Base, s Session) (*Journal, error) {
	fail := func(err error) (*Journal, error) {
		return nil, fmt.Errorf("starting the journal of %s: %w", k, err)
	}
	h, err := newHead(k, b, s)
	if err != nil {
		return fail(err)
	}
	if h.size > maxJournal/2 {
		return fail(errors.New("the Configuration is too large to be journaled"))
	}
	f, path, err := d.newJournalFile(k, s)
	if err != nil {
		return fail(err)
	}
	lock, err := d.hold(f, lockTries)
	if err == nil {
		err = h.write(f)
	}
	if err != nil {
		// Nothing was promised yet: the file goes, by name while it is open
		// where the system lets us, else once it is closed.
		removed := d.fs.Remove(path)
		_ = f.Close()
		if removed != nil {
			_ = d.fs.Remove(path)
		}
		return fail(err)
	}
	head := place{h.size, h.sum}
	return &Journal{dir: d, key: k, path: path, lock: lock, file: f, head: head, end: head}, nil
}

// newJournalFile makes a file of its own for a session, which may have left
// an earlier journal of the same Connector. A name is never used again, so that
// nobody who has just read a journal discards another one for it.
func (d *Dir) newJournalFile(k Key, s Session) (File, string, error) {
	for try := 1; ; try++ {
		name := fmt.Sprintf("%s-%s-%d%s", k.hash(), s.id(), d.names.Add(1), journalSuffix)
		path := filepath.Join(d.journals(), name)
		f, err := d.fs.Open(path, Create)
		if errors.Is(err, fs.ErrNotExist) {
			// The directory was taken away while the program ran.
			if err = d.fs.MakeDir(d.journals()); err == nil {
				f, err = d.fs.Open(path, Create)
			}
		}
		if err == nil || !isExist(err) || try == 10000 {
			return f, path, err
		}
	}
}

// Append adds records, all of them or, when it fails, none: then the caller
// keeps them and tries again, and tells the user that the edit is not
// protected meanwhile. The records survive the end of the process at once,
// and a power cut after the next Sync.
func (j *Journal) Append(records []Record) error {
	payloads := make([][]byte, 0, len(records))
	for _, r := range records {
		payload, err := r.encode()
		if err != nil {
			return j.wrap("writing", err)
		}
		payloads = append(payloads, payload)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	err := j.add(payloads...)
	if err == nil && len(records) > 0 {
		j.typing = nil
	}
	return j.wrap("writing", err)
}

func (j *Journal) wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s the journal of %s: %w", doing, j.key, err)
}

var errClosed = errors.New("it is closed")

// add writes payloads as lines, all or none. mu is held.
func (j *Journal) add(payloads ...[]byte) error {
	if j.file == nil {
		return errClosed
	}
	var lines []byte
	sum := j.end.sum
	for _, p := range payloads {
		lines, sum = appendLine(lines, sum, p)
	}
	if len(lines) == 0 {
		return nil
	}
	if j.end.at+int64(len(lines)) > maxJournal {
		return errors.New("it has grown too large")
	}
	if err := j.repair(); err != nil {
		return err
	}
	n, err := j.file.Write(lines)
	if err == nil && n < len(lines) {
		err = errors.New("only a part could be written")
	}
	if err != nil {
		j.broken = true
		_ = j.repair() // or before the next write, whichever works first
		return err
	}
	j.end = place{j.end.at + int64(n), sum}
	if j.running != nil {
		j.running.since = append(j.running.since, payloads...)
	}
	return nil
}

// repair cuts off what a failed write left behind: anything added after it
// could not be read.
func (j *Journal) repair() error {
	if !j.broken {
		return nil
	}
	if err := j.file.Truncate(j.end.at); err != nil {
		return err
	}
	j.broken = false
	return nil
}

// Sync makes what was appended last through a power cut. It takes as long as
// the disk does, so it is called in the background, at most once a second;
// Append does not wait for it. It also notices when the file was taken away
// from below. After an error nothing more is promised about the file: the disk
// may have dropped what it could not write, and say so only once.
func (j *Journal) Sync() error {
	j.syncing.Lock()
	defer j.syncing.Unlock()
	return j.wrap("keeping", j.sync())
}

// sync is Sync with syncing held, and mu or not.
func (j *Journal) sync() error {
	if j.file == nil {
		return errClosed
	}
	if err := j.file.Sync(); err != nil {
		return err
	}
	if !j.linked {
		if err := j.dir.fs.SyncDir(j.dir.journals()); err != nil {
			return err
		}
		j.linked = true
	}
	named, err := j.file.Named(j.path)
	if err == nil && !named {
		err = errGone
	}
	return err
}

var errGone = errors.New("its file is gone")

// Size is how many bytes the journal takes on disk, Head how many of them hold
// what the edits started from.
func (j *Journal) Size() int64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.end.at
}

// Head is the part of Size that no compaction can make smaller.
func (j *Journal) Head() int64 { return j.head.at }

// Close ends the journal and keeps its file: the edit will be offered again.
func (j *Journal) Close() error {
	j.syncing.Lock()
	defer j.syncing.Unlock()
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.file == nil {
		return nil
	}
	// All are tried, and the first failure is told.
	err := cmp.Or(j.repair(), j.noteClosed(), j.sync(), j.file.Close())
	j.file = nil
	return j.wrap("closing", err)
}

// noteClosed says for who cannot ask a lock that the owner is done.
func (j *Journal) noteClosed() error {
	if j.lock == nil {
		return nil
	}
	note, err := encode(recordJSON{Kind: kindClosed, At: j.dir.now().UTC()})
	if err != nil {
		return err
	}
	return j.add(note)
}

// Discard ends the journal and removes its file: after a save that was
// verified, or when the user throws the edit away. When it fails, the edit
// may be offered again.
func (j *Journal) Discard() error {
	j.syncing.Lock()
	defer j.syncing.Unlock()
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.file == nil {
		return nil
	}
	err := j.dir.removeOpen(j.file, j.path)
	j.file = nil
	return j.wrap("discarding", err)
}

// removeOpen removes a locked file and closes it. While the lock is held
// nobody can have taken it over; where a file cannot be removed while it is
// open, nobody can open it between closing and removing without that failing.
func (d *Dir) removeOpen(f File, path string) error {
	named, err := f.Named(path)
	if err == nil && !named {
		return f.Close() // gone already, or another file by now
	}
	_ = d.fs.Remove(path + tempSuffix) // what a compaction that was killed left
	first := d.fs.Remove(path)
	closed := f.Close()
	if first == nil {
		return closed
	}
	if again := d.fs.Remove(path); again != nil && !errors.Is(again, fs.ErrNotExist) {
		return first
	}
	return nil
}

// Path is the journal's file.
func (j *Journal) Path() string { return j.path }
