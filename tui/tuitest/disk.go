// A disk that fails when a test says so, and tells what it is asked to do.

package tuitest

import (
	"sync"

	"patchbay/config/state"
)

// Disk is the real disk with faults. Ask is called before every call that
// changes something or makes it last: open, write, sync, truncate, lock, named,
// close, rename, remove, mkdir, syncdir. Its error is what the call fails with.
type Disk struct {
	state.Disk
	mu  sync.Mutex
	ask func(op, path string) error
}

// Ask sets who is asked from now on; nil is a sound disk.
func (d *Disk) Ask(ask func(op, path string) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ask = ask
}

func (d *Disk) may(op, path string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.ask == nil {
		return nil
	}
	return d.ask(op, path)
}

// MakeDir implements state.FS.
func (d *Disk) MakeDir(path string) error {
	if err := d.may("mkdir", path); err != nil {
		return err
	}
	return d.Disk.MakeDir(path)
}

// Open implements state.FS. Opening for reading never fails.
func (d *Disk) Open(path string, mode state.Mode) (state.File, error) {
	if mode != state.Read {
		if err := d.may("open", path); err != nil {
			return nil, err
		}
	}
	f, err := d.Disk.Open(path, mode)
	if err != nil {
		return nil, err
	}
	return diskFile{f, d, path}, nil
}

// Rename implements state.FS.
func (d *Disk) Rename(from, to string) error {
	if err := d.may("rename", to); err != nil {
		return err
	}
	return d.Disk.Rename(from, to)
}

// Remove implements state.FS.
func (d *Disk) Remove(path string) error {
	if err := d.may("remove", path); err != nil {
		return err
	}
	return d.Disk.Remove(path)
}

// SyncDir implements state.FS.
func (d *Disk) SyncDir(path string) error {
	if err := d.may("syncdir", path); err != nil {
		return err
	}
	return d.Disk.SyncDir(path)
}

type diskFile struct {
	state.File
	disk *Disk
	path string
}

func (f diskFile) Write(p []byte) (int, error) {
	if err := f.disk.may("write", f.path); err != nil {
		n, _ := f.File.Write(p[:len(p)/2]) // a disk that fills up takes a part
		return n, err
	}
	return f.File.Write(p)
}

func (f diskFile) Sync() error {
	if err := f.disk.may("sync", f.path); err != nil {
		return err
	}
	return f.File.Sync()
}

func (f diskFile) Truncate(size int64) error {
	if err := f.disk.may("truncate", f.path); err != nil {
		return err
	}
	return f.File.Truncate(size)
}

func (f diskFile) Lock() error {
	if err := f.disk.may("lock", f.path); err != nil {
		return err
	}
	return f.File.Lock()
}

func (f diskFile) Named(path string) (bool, error) {
	if err := f.disk.may("named", path); err != nil {
		return false, err
	}
	return f.File.Named(path)
}

func (f diskFile) Close() error {
	err := f.disk.may("close", f.path)
	if closed := f.File.Close(); err == nil {
		err = closed
	}
	return err
}
