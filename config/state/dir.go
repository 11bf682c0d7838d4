// The state directory: where it is, and what its parts share.

// Package state keeps on disk what must outlive a run: journals of unsaved
// edits, versions of Connectors, recent and pinned Connectors, the last team.
// It stores what it is given and gives it back unchanged, or says that it
// cannot. It must never know a screen, the API, or what a Configuration
// means.
//
// Everything lies below one directory, 0700, in files of 0600. Several
// processes, on several hosts too, may use one directory at the same time:
// journals are one file a session, versions are written once, and the small
// lists are changed under a lock and replaced whole. Whatever fails, what was
// there before stays whole.
package state

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

// Key names one Connector at one origin. What is kept for one Key is never
// given out for another.
type Key struct {
	Origin     string `json:"origin"` // scheme, host and port
	Team       int64  `json:"team"`
	Identifier string `json:"identifier"`
}

// String is the Connector as users write it.
func (k Key) String() string { return fmt.Sprintf("%d/%s", k.Team, k.Identifier) }

// hash names the Key in file names, 16 hexadecimal digits.
func (k Key) hash() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %d %q", k.Origin, k.Team, k.Identifier))
	return hex.EncodeToString(sum[:8])
}

// Dir is a state directory. Its methods may be called from several goroutines
// at once.
type Dir struct {
	fs    FS
	path  string
	now   func() time.Time
	pause func(time.Duration) // between two tries for a lock
	here  Session
	names atomic.Int64 // numbers the files this Dir makes

	keeping sync.Mutex // guards kept
	kept    time.Time  // of the version kept last

	retention *Retention   // of versions; nil keeps everything
	pruned    atomic.Int64 // when versions were last pruned from here, in nanoseconds since 1970
}

// Open makes the directory when it is not there, and checks it. A nil fs is
// the real file system. When it fails, the program can go on, but nothing is
// kept: the user has to be told.
func Open(path string, fs FS, now func() time.Time) (*Dir, error) {
	if fs == nil {
		fs = Disk{}
	}
	abs, err := filepath.Abs(path)
	if path == "" || err != nil {
		return nil, errors.New("opening the state directory: its place is not known; name one with --state-dir")
	}
	d := &Dir{fs: fs, path: abs, now: now, pause: time.Sleep, here: ThisSession(now())}
	for _, p := range []string{d.path, d.journals()} {
		if err := fs.MakeDir(p); err != nil {
			return nil, fmt.Errorf("opening the state directory: %w", err)
		}
	}
	return d, nil
}

// Path is the directory.
func (d *Dir) Path() string { return d.path }

func (d *Dir) journals() string { return filepath.Join(d.path, "journals") }

const (
	lockTries = 200                   // how often a lock is tried for
	lockPause = 10 * time.Millisecond // between two tries: two seconds in all
)

// lock takes the lock of a file that is normally held for moments only. A
// file system without locks is no error.
func (d *Dir) lock(f File, tries int) error {
	_, err := d.hold(f, tries)
	return err
}

// hold is lock, and tells with ErrNoLocks that nothing is held.
func (d *Dir) hold(f File, tries int) (lock, err error) {
	for try := 1; ; try++ {
		err := f.Lock()
		switch {
		case err == nil:
			return nil, nil
		case errors.Is(err, ErrNoLocks):
			return ErrNoLocks, nil
		case !errors.Is(err, ErrLocked) || try >= tries:
			return nil, err
		}
		d.pause(lockPause)
	}
}

// replace puts data at a path in one step: after any failure the old file is
// there whole, or the new one is.
func (d *Dir) replace(path string, data []byte) (err error) {
	f, temp, err := d.temp(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = d.fs.Remove(temp)
		}
	}()
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = cmp.Or(err, f.Close()); err != nil {
		return err
	}
	if err = d.fs.Rename(temp, path); err != nil {
		return err
	}
	// The new file is in place and whole. Without this only a power cut
	// could bring the old one back, whole as well.
	return d.fs.SyncDir(filepath.Dir(path))
}

// temp makes a file under a name no other session uses.
func (d *Dir) temp(dir string) (File, string, error) {
	for try := 1; ; try++ {
		path := filepath.Join(dir, fmt.Sprintf(".%s-%d.tmp", d.here.id(), d.names.Add(1)))
		f, err := d.fs.Open(path, Create)
		if err == nil || try == 100 || !isExist(err) {
			return f, path, err
		}
	}
}
