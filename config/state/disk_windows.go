//go:build windows

// The real file system on Windows. The profile directory is private to its
// user there; permission bits say nothing.

package state

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// MakeDir makes a directory.
func (Disk) MakeDir(path string) error { return os.MkdirAll(path, 0o700) }

func openFile(path string, flags int) (File, error) {
	info, err := os.Lstat(path)
	switch {
	case err != nil && !(errors.Is(err, fs.ErrNotExist) && flags&os.O_CREATE != 0):
		return nil, err
	case err == nil && info.Mode()&fs.ModeSymlink != 0:
		return nil, fmt.Errorf("%s is a symbolic link and is not followed", path)
	case err == nil && !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a plain file", path)
	}
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	f, err := root.OpenFile(filepath.Base(path), flags, 0o600)
	if err != nil {
		return nil, err
	}
	return diskFile{f}, nil
}

// Rename replaces what is at the new path, in the same directory. Both files
// may be open: a root opens files so that they can be renamed and replaced
// meanwhile, as on other systems.
func (Disk) Rename(from, to string) error {
	if filepath.Dir(from) != filepath.Dir(to) {
		return os.Rename(from, to)
	}
	root, err := os.OpenRoot(filepath.Dir(to))
	if err != nil {
		return err
	}
	defer root.Close()
	return root.Rename(filepath.Base(from), filepath.Base(to))
}

// SyncDir has nothing to do: the file system's own journal keeps renames.
func (Disk) SyncDir(string) error { return nil }

// Lock locks one byte far beyond any file's end: locks are mandatory here,
// and the content must stay readable for others.
func (f diskFile) Lock() error {
	return f.lock(windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY)
}

// Probe takes a shared lock, which any number of probes may hold at once.
func (f diskFile) Probe() error {
	if err := f.lock(windows.LOCKFILE_FAIL_IMMEDIATELY); err != nil {
		return err
	}
	return windows.UnlockFileEx(windows.Handle(f.Fd()), 0, 1, 0, farAway())
}

func (f diskFile) lock(how uint32) error {
	err := windows.LockFileEx(windows.Handle(f.Fd()), how, 0, 1, 0, farAway())
	switch {
	case err == nil:
		return nil
	case errors.Is(err, windows.ERROR_LOCK_VIOLATION), errors.Is(err, windows.ERROR_IO_PENDING):
		return ErrLocked
	case errors.Is(err, windows.ERROR_NOT_SUPPORTED), errors.Is(err, windows.ERROR_INVALID_FUNCTION):
		return ErrNoLocks
	}
	return &fs.PathError{Op: "lock", Path: f.Name(), Err: err}
}

func farAway() *windows.Overlapped { return &windows.Overlapped{OffsetHigh: 0x7fffffff} }

// isFull reports a disk without room.
func isFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

// running reports whether a process of this host is there.
func running(pid int) bool {
	h, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid))
	if err != nil {
		return errors.Is(err, windows.ERROR_ACCESS_DENIED)
	}
	defer windows.CloseHandle(h)
	var code uint32
	const stillActive = 259
	return windows.GetExitCodeProcess(h, &code) == nil && code == stillActive
}
