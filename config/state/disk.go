// The real file system: what is the same on every system.

package state

import (
	"errors"
	"io/fs"
	"os"
)

// Disk is the real file system.
type Disk struct{}

// Open opens a plain file. See FS.
func (Disk) Open(path string, mode Mode) (File, error) {
	switch mode {
	case Append:
		return openFile(path, os.O_RDWR|os.O_APPEND)
	case Create:
		return openFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE|os.O_EXCL)
	case Reach:
		return openFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE)
	default:
		return openFile(path, os.O_RDONLY)
	}
}

// Remove removes a file.
func (Disk) Remove(path string) error { return os.Remove(path) }

// List gives the names in a directory, sorted.
func (Disk) List(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, err
}

type diskFile struct{ *os.File }

func (f diskFile) Size() (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (f diskFile) Named(path string) (bool, error) {
	mine, err := f.Stat()
	if err != nil {
		return false, err
	}
	there, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(mine, there), err
}
