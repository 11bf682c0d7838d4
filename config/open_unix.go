//go:build unix

// Opening files that others must not have touched, on Unix.

package config

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
)

// openPrivate opens a file that only its owner may read or write. A symbolic
// link, anything but a plain file, a foreign owner and open permissions are
// refused in words. It never waits, not even for a pipe.
func openPrivate(path string, uid int) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if errors.Is(err, unix.ELOOP) || errors.Is(err, unix.EMLINK) {
		return nil, errors.New("is a symbolic link; put the file itself there")
	}
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil {
		err = private(path, info, uid)
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

func private(path string, info fs.FileInfo, uid int) error {
	switch {
	case !info.Mode().IsRegular():
		return errors.New("is not a plain file")
	case owner(info) != uid:
		return errors.New("belongs to another user")
	case info.Mode().Perm()&0o077 != 0:
		return errors.New("can be read or changed by other users; run: chmod 600 " + oneLine(path))
	}
	return nil
}

// openPlain opens a plain file, through symbolic links, without waiting.
func openPlain(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
}

// trusted reports why a file that names a command to run should not be
// believed: "" when nothing speaks against it. Group permission is left
// alone: many systems give every user a group of their own.
func trusted(info fs.FileInfo, uid int) string {
	switch {
	case owner(info) != uid && owner(info) != 0:
		return "the file belongs to another user, so its command is not run"
	case info.Mode().Perm()&0o002 != 0:
		return "the file can be changed by every user, so its command is not run; run: chmod o-w on it"
	}
	return ""
}

func owner(info fs.FileInfo) int {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(st.Uid)
	}
	return -1
}

// syncDir makes a rename in a directory last through a power cut.
func syncDir(path string) error {
	d, err := os.Open(filepath.Clean(path))
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		err = nil // some file systems cannot, and then do not need to
	}
	return cmp.Or(err, d.Close())
}
