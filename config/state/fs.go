// The file system: the few calls this package makes, so that tests can fail
// every one of them.

package state

import (
	"errors"
	"io"
)

// FS is what the package asks of a file system. Disk is the real one. Paths
// are absolute. An error that stands for a full disk, missing rights and the
// like keeps its cause for errors.Is.
type FS interface {
	// MakeDir makes a directory and those above it, each 0700, and checks it:
	// a real directory of this user's that no other user can write to.
	MakeDir(path string) error
	// Open opens a plain file of this user's. Links are not followed, pipes
	// and devices are refused without waiting.
	Open(path string, mode Mode) (File, error)
	// Rename replaces what is at the new path, in one step.
	Rename(from, to string) error
	Remove(path string) error
	// List gives the names in a directory, sorted.
	List(dir string) ([]string, error)
	// SyncDir makes renames and new files in a directory last through a power
	// cut.
	SyncDir(dir string) error
}

// File is an open file.
type File interface {
	io.Reader
	io.Writer
	io.Closer
	Sync() error
	Size() (int64, error)
	Truncate(size int64) error
	// Lock takes the advisory lock of the file without waiting, and holds it
	// until Close. It fails with ErrLocked while another open file holds it,
	// here or in another process, and with ErrNoLocks where the file system
	// has no locks.
	Lock() error
	// Probe answers as Lock would, without keeping the lock. Probes do not
	// disturb one another.
	Probe() error
	// Named reports whether the path still leads to this very file.
	Named(path string) (bool, error)
}

// Mode is how a file is opened.
type Mode int

const (
	Read   Mode = iota // for reading only
	Append             // for reading from the start and writing at the end
	Create             // as Append, and the file must not be there yet; 0600
	Reach              // as Append, and the file is made when it is not there
)

var (
	// ErrLocked says that someone else holds the lock.
	ErrLocked = errors.New("it is in use by another Patchbay")
	// ErrNoLocks says that the file system cannot lock.
	ErrNoLocks = errors.New("the file system has no locks")
)
