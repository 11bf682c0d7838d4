// A file system in memory that can fail any call, lose power, and be killed.

package state

import (
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
)

type memNode struct {
	data   []byte
	synced []byte
	owner  *memFile // holds the lock
}

// memFS keeps files in memory. before is asked ahead of every call; its error
// is what the call fails with. A positive short limits how much of the next
// write gets through before that error.
type memFS struct {
	mu      sync.Mutex
	files   map[string]*memNode
	durable map[string]*memNode // names that survive a power cut
	dirs    map[string]bool
	before  func(op, path string) (short int, err error)
	noLocks bool
}

func newMemFS() *memFS {
	return &memFS{files: map[string]*memNode{}, durable: map[string]*memNode{}, dirs: map[string]bool{}}
}

func (m *memFS) ask(op, path string) (int, error) {
	if m.before == nil {
		return 0, nil
	}
	short, err := m.before(op, path)
	if err != nil {
		err = &fs.PathError{Op: op, Path: path, Err: err}
	}
	return short, err
}

// call asks, and then runs f with the file system locked.
func (m *memFS) call(op, path string, f func() error) error {
	if _, err := m.ask(op, path); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return f()
}

func (m *memFS) MakeDir(path string) error {
	return m.call("mkdir", path, func() error {
		for ; !m.dirs[path] && path != filepath.Dir(path); path = filepath.Dir(path) {
			m.dirs[path] = true
		}
		return nil
	})
}

func (m *memFS) Open(path string, mode Mode) (File, error) {
	var f *memFile
	err := m.call("open", path, func() error {
		n := m.files[path]
		switch {
		case mode == Create && n != nil:
			return &fs.PathError{Op: "open", Path: path, Err: fs.ErrExist}
		case n == nil && (mode == Create || mode == Reach):
			if !m.dirs[filepath.Dir(path)] {
				return &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
			}
			n = &memNode{}
			m.files[path] = n
		case n == nil:
			return &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
		}
		f = &memFile{fs: m, path: path, node: n, mode: mode}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (m *memFS) Rename(from, to string) error {
	return m.call("rename", to, func() error {
		n := m.files[from]
		if n == nil {
			return fs.ErrNotExist
		}
		delete(m.files, from)
		m.files[to] = n
		return nil
	})
}

func (m *memFS) Remove(path string) error {
	return m.call("remove", path, func() error {
		if m.files[path] == nil {
			return fs.ErrNotExist
		}
		delete(m.files, path)
		return nil
	})
}

func (m *memFS) List(dir string) (names []string, err error) {
	err = m.call("list", dir, func() error {
		if !m.dirs[dir] {
			return fs.ErrNotExist
		}
		for p := range m.files {
			if filepath.Dir(p) == dir {
				names = append(names, filepath.Base(p))
			}
		}
		for p := range m.dirs {
			if filepath.Dir(p) == dir {
				names = append(names, filepath.Base(p))
			}
		}
		slices.Sort(names)
		return nil
	})
	return names, err
}

func (m *memFS) SyncDir(dir string) error {
	return m.call("syncdir", dir, func() error {
		for p := range m.durable {
			if filepath.Dir(p) == dir {
				delete(m.durable, p)
			}
		}
		for p, n := range m.files {
			if filepath.Dir(p) == dir {
				m.durable[p] = n
			}
		}
		return nil
	})
}

// kill is what kill -9 leaves: everything written, no locks.
func (m *memFS) kill() *memFS {
	m.mu.Lock()
	defer m.mu.Unlock()
	after := newMemFS()
	after.dirs = m.dirs
	for p, n := range m.files {
		after.files[p] = &memNode{data: slices.Clone(n.data), synced: n.synced}
	}
	return after
}

// cutPower is what a power cut leaves: names as of the last sync of their
// directory, content as of the last sync of the file, and of what was written
// since the first extra bytes, the last of them torn.
func (m *memFS) cutPower(extra int) *memFS {
	m.mu.Lock()
	defer m.mu.Unlock()
	after := newMemFS()
	after.dirs = m.dirs
	for p, n := range m.durable {
		data := slices.Clone(n.synced)
		if len(n.data) > len(data) {
			more := slices.Clone(n.data[len(data):min(len(n.data), len(data)+extra)])
			if len(more) > 0 {
				more[len(more)-1] ^= 0x55
			}
			data = append(data, more...)
		}
		after.files[p] = &memNode{data: data, synced: data}
	}
	return after
}

// namesOnDisk is the same directory after the disk made every name last by
// itself, as it may at any time.
func (m *memFS) namesOnDisk() *memFS {
	m.mu.Lock()
	defer m.mu.Unlock()
	return &memFS{files: m.files, durable: maps.Clone(m.files), dirs: m.dirs}
}

// snapshot is every file's content, lock files and temporary ones left out.
func (m *memFS) snapshot() map[string]string {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := map[string]string{}
	for p, n := range m.files {
		if !strings.HasSuffix(p, ".lock") && !strings.HasSuffix(p, ".tmp") {
			all[p] = string(n.data)
		}
	}
	return all
}

type memFile struct {
	fs   *memFS
	path string
	node *memNode
	mode Mode
	at   int
}

func (f *memFile) Read(p []byte) (n int, err error) {
	err = f.fs.call("read", f.path, func() error {
		if f.at >= len(f.node.data) {
			return io.EOF
		}
		n = copy(p, f.node.data[f.at:])
		f.at += n
		return nil
	})
	return n, err
}

func (f *memFile) Write(p []byte) (int, error) {
	short, err := f.fs.ask("write", f.path)
	f.fs.mu.Lock()
	defer f.fs.mu.Unlock()
	if f.mode == Read {
		return 0, syscall.EBADF
	}
	n := len(p)
	if err != nil {
		n = min(short, len(p))
	}
	f.node.data = append(f.node.data, p[:n]...)
	return n, err
}

func (f *memFile) Sync() error {
	return f.fs.call("sync", f.path, func() error {
		f.node.synced = slices.Clone(f.node.data)
		return nil
	})
}

func (f *memFile) Size() (size int64, err error) {
	err = f.fs.call("size", f.path, func() error { size = int64(len(f.node.data)); return nil })
	return size, err
}

func (f *memFile) Truncate(size int64) error {
	return f.fs.call("truncate", f.path, func() error {
		f.node.data = f.node.data[:size:size]
		return nil
	})
}

func (f *memFile) Lock() error {
	return f.fs.call("lock", f.path, func() error {
		switch {
		case f.fs.noLocks:
			return ErrNoLocks
		case f.node.owner != nil && f.node.owner != f:
			return ErrLocked
		}
		f.node.owner = f
		return nil
	})
}

func (f *memFile) Probe() error {
	return f.fs.call("probe", f.path, func() error {
		switch {
		case f.fs.noLocks:
			return ErrNoLocks
		case f.node.owner != nil && f.node.owner != f:
			return ErrLocked
		}
		return nil
	})
}

func (f *memFile) Named(path string) (named bool, err error) {
	err = f.fs.call("named", path, func() error { named = f.fs.files[path] == f.node; return nil })
	return named, err
}

func (f *memFile) Close() error {
	// The lock goes even when closing reports an error, as it does for real.
	f.fs.mu.Lock()
	if f.node.owner == f {
		f.node.owner = nil
	}
	f.fs.mu.Unlock()
	return f.fs.call("close", f.path, func() error { return nil })
}

var _ FS = (*memFS)(nil)

func (m *memFS) String() string {
	var b strings.Builder
	for p, text := range m.snapshot() {
		fmt.Fprintf(&b, "%s: %q\n", p, text)
	}
	return b.String()
}
