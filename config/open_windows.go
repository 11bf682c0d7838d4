//go:build windows

// Opening files that others must not have touched, on Windows. The profile
// directory is private to its user there; permission bits say nothing.

package config

import (
	"errors"
	"io/fs"
	"os"
)

// openPrivate opens a plain file. A link is refused.
func openPrivate(path string, _ int) (*os.File, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		return nil, errors.New("is a symbolic link; put the file itself there")
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("is not a plain file")
	}
	return os.Open(path)
}

func openPlain(path string) (*os.File, error) { return os.Open(path) }

func trusted(fs.FileInfo, int) string { return "" }

// syncDir has nothing to do: renames are kept by the file system's journal.
func syncDir(string) error { return nil }
