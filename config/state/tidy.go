// Tidying: how a journal leaves the list of unsaved edits.

package state

import (
	"errors"
	"fmt"
	"io/fs"
)

// Discard removes the journal, unless its owner lives.
func (f Found) Discard() error {
	if f.Err != nil {
		return f.wrap("discarding", fmt.Errorf("it cannot be read, so it can only be set aside: %w", f.Err))
	}
	file, err := f.take()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return f.wrap("discarding", err)
	}
	return f.wrap("discarding", f.dir.removeOpen(file, f.Path))
}

// SetAside renames a journal so that it is not offered again, and returns its
// new path. Nothing is deleted, and a link is not followed.
func (f Found) SetAside() (string, error) {
	if f.Err == nil {
		file, err := f.take()
		if err != nil {
			return "", f.wrap("setting aside", err)
		}
		// The lock is let go first: some systems rename no open file.
		if err := file.Close(); err != nil {
			return "", f.wrap("setting aside", err)
		}
	}
	to := f.dir.asidePath(f.Path, "aside")
	return to, f.wrap("setting aside", f.dir.fs.Rename(f.Path, to))
}

// asidePath is a name beside a file that no list looks at.
func (d *Dir) asidePath(path, what string) string {
	return fmt.Sprintf("%s.%s-%d-%d", path, what, d.now().UnixNano(), d.temps.Add(1))
}

// Sweep removes journals that ended without an edit. It touches nothing that
// is open, holds an edit, or cannot be read.
func (d *Dir) Sweep() error {
	paths, err := d.journalPaths("")
	if err != nil {
		return fmt.Errorf("tidying the journals: %w", err)
	}
	for _, path := range paths {
		if err := d.sweep(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("tidying the journals: %w", err)
		}
	}
	return nil
}

func (d *Dir) sweep(path string) error {
	f, err := d.fs.Open(path, Append)
	if err != nil {
		return nil // not ours to judge
	}
	if f.Lock() != nil {
		return f.Close()
	}
	c, err := read(f)
	if err != nil || len(c.records) > 0 || c.torn > 0 || judge(c.session, d.here, nil) != Dead {
		return f.Close()
	}
	return d.removeOpen(f, path)
}
