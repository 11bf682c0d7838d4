//go:build unix

// The real file system on Unix.

package state

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
)

// MakeDir makes a directory and checks that nobody else can write to it. One
// that others can only read is accepted: every file in it is 0600.
func (Disk) MakeDir(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return checkDir(info, path, os.Getuid())
}

// Rename replaces what is at the new path.
func (Disk) Rename(from, to string) error { return os.Rename(from, to) }

func checkDir(info fs.FileInfo, path string, uid int) error {
	switch {
	case owner(info) != uid:
		return fmt.Errorf("%s belongs to another user; choose another directory with --state-dir", path)
	case info.Mode().Perm()&0o022 != 0:
		return fmt.Errorf("%s can be changed by other users; run: chmod 700 on it", path)
	}
	return nil
}

func owner(info fs.FileInfo) int {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(st.Uid)
	}
	return -1
}

func openFile(path string, flags int) (File, error) {
	f, err := os.OpenFile(path, flags|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_CLOEXEC, 0o600)
	if errors.Is(err, unix.ELOOP) || errors.Is(err, unix.EMLINK) {
		return nil, fmt.Errorf("%s is a symbolic link and is not followed", path)
	}
	if err != nil {
		return nil, err
	}
	if err := checkFile(f, path, os.Getuid()); err != nil {
		_ = f.Close()
		return nil, err
	}
	return diskFile{f}, nil
}

func checkFile(f *os.File, path string, uid int) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	switch {
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is not a plain file", path)
	case owner(info) != uid:
		return fmt.Errorf("%s belongs to another user", path)
	case info.Mode().Perm()&0o077 != 0:
		return fmt.Errorf("%s can be read or changed by other users; run: chmod 600 on it", path)
	}
	return nil
}

// SyncDir syncs the directory itself, where the file system can do that.
func (Disk) SyncDir(path string) error {
	d, err := os.Open(filepath.Clean(path))
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		err = nil
	}
	return cmp.Or(err, d.Close())
}

// Lock uses flock: it belongs to the open file, so that it also works between
// two sessions of one process, and ends with the process however that ends.
func (f diskFile) Lock() error { return f.flock(unix.LOCK_EX | unix.LOCK_NB) }

// Probe takes a shared lock, which any number of probes may hold at once.
func (f diskFile) Probe() error {
	if err := f.flock(unix.LOCK_SH | unix.LOCK_NB); err != nil {
		return err
	}
	return f.flock(unix.LOCK_UN)
}

func (f diskFile) flock(how int) error {
	for {
		err := unix.Flock(int(f.Fd()), how)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, unix.EINTR):
		case errors.Is(err, unix.EWOULDBLOCK):
			return ErrLocked
		case errors.Is(err, unix.ENOLCK), errors.Is(err, unix.ENOTSUP), errors.Is(err, unix.EOPNOTSUPP), errors.Is(err, unix.ENOSYS), errors.Is(err, unix.EINVAL):
			return ErrNoLocks
		default:
			return &fs.PathError{Op: "lock", Path: f.Name(), Err: err}
		}
	}
}

// isFull reports a disk without room.
func isFull(err error) bool { return errors.Is(err, unix.ENOSPC) }

// running reports whether a process of this host is there. A process of
// another user counts.
func running(pid int) bool {
	err := unix.Kill(pid, 0)
	return err == nil || errors.Is(err, unix.EPERM)
}
