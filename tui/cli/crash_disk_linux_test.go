// A full disk without the rights of root: files of the program may grow no
// further.

package cli

import (
	"io/fs"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

func troublesOfThisSystem() []trouble {
	limit := func(t *testing.T, h *held, bytes uint64) {
		t.Helper()
		if err := unix.Prlimit(h.cmd.Process.Pid, unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: bytes, Max: unix.RLIM_INFINITY}, nil); err != nil {
			t.Fatal(err)
		}
	}
	full := func(room uint64) trouble {
		return trouble{"", func(t *testing.T, d *desk, h *held) { limit(t, h, d.largest(t)+room) },
			func(t *testing.T, d *desk, h *held) { limit(t, h, unix.RLIM_INFINITY) }, false}
	}
	nothing, little, first := full(0), full(10), full(0)
	nothing.name, little.name = "the disk is full", "the disk fills up in the middle of a record"
	first.name, first.firstWrite = "the disk is full from the beginning", true
	first.spoil = func(t *testing.T, d *desk, h *held) { limit(t, h, 16) }
	return []trouble{nothing, little, first}
}

// largest is the size of the largest journal, in bytes.
func (d *desk) largest(t *testing.T) (size uint64) {
	t.Helper()
	err := filepath.WalkDir(d.journals(), func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			size = max(size, uint64(info.Size()))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return size
}
