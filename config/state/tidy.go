// Tidying: how a journal leaves the list of unsaved edits.

package state

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
)

// Discard removes the journal, unless its owner lives.
func (f Found) Discard() error {
	if f.Err != nil {
		return f.wrap("discarding", fmt.Errorf("it cannot be read, so it can only be set aside: %w", f.Err))
	}
	t, err := f.take()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return f.wrap("discarding", err)
	}
	return f.wrap("discarding", f.dir.removeOpen(t.file, f.Path))
}

// SetAside renames a journal so that it is not offered again, and returns its
// new path. Nothing is deleted, and a link is not followed.
func (f Found) SetAside() (string, error) {
	if f.Err == nil {
		t, err := f.take()
		if err != nil {
			return "", f.wrap("setting aside", err)
		}
		// The lock is let go first: some systems rename no open file.
		if err := t.file.Close(); err != nil {
			return "", f.wrap("setting aside", err)
		}
	}
	to := f.dir.asidePath(f.Path, "aside")
	return to, f.wrap("setting aside", f.dir.fs.Rename(f.Path, to))
}

// asidePath is a name beside a file that no list looks at.
func (d *Dir) asidePath(path, what string) string {
	return fmt.Sprintf("%s.%s-%d-%d", path, what, d.now().UnixNano(), d.names.Add(1))
}

// sweepLimit is how many files one Sweep looks at.
const sweepLimit = 500

// Sweep removes what a crash left of journals without an edit and of
// compactions. It touches nothing that is open, holds an edit, or cannot be
// read. A journal with an edit is never locked by it, so that none looks open
// to another Patchbay.
func (d *Dir) Sweep() error {
	names, err := d.fs.List(d.journals())
	if err != nil {
		return fmt.Errorf("tidying the journals: %w", err)
	}
	for _, name := range names[:min(len(names), sweepLimit)] {
		if err := d.sweep(filepath.Join(d.journals(), name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("tidying the journals: %w", err)
		}
	}
	return nil
}

// isLeft reports whether nobody has a journal open who might be compacting it.
func (d *Dir) isLeft(path string) bool {
	f, err := d.fs.Open(path, Read)
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	defer f.Close()
	return f.Probe() == nil
}

// isWithoutEdit looks at a journal without disturbing anybody.
func (d *Dir) isWithoutEdit(path string) bool {
	f, err := d.fs.Open(path, Read)
	if err != nil {
		return false
	}
	defer f.Close()
	return f.Probe() == nil && isWithoutEdit(d, f)
}

// isWithoutEdit reports whether a file is a whole journal of a session that
// ended without an edit.
func isWithoutEdit(d *Dir, f File) bool {
	c, err := read(f)
	return err == nil && len(c.records) == 0 && c.torn == 0 && judge(c.session, d.here, nil) == Dead
}

// sweep removes a file that is to go and that nobody holds.
func (d *Dir) sweep(path string) error {
	journal, compacting := strings.CutSuffix(path, tempSuffix)
	if !strings.HasSuffix(journal, journalSuffix) || compacting && !d.isLeft(journal) || !compacting && !d.isWithoutEdit(journal) {
		return nil
	}
	f, err := d.fs.Open(path, Append)
	if err != nil {
		return nil // not ours to judge
	}
	// A journal may have got an edit since. What a compaction was writing holds
	// nothing that its journal has not.
	if f.Lock() != nil || !compacting && !isWithoutEdit(d, f) {
		return f.Close()
	}
	return d.removeOpen(f, path)
}
