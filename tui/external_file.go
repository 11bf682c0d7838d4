// The file another editor is given: private, compared byte for byte when it is
// back, and gone afterwards unless it holds work that was not taken.

package tui

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"patchbay/tui/cells"
	"patchbay/tui/text"
)

// handed is the file while it is out. It is safe for concurrent use.
type handed struct {
	mu   sync.Mutex
	dir  string // its folder, with nothing else of ours in it; "" before write
	path string
	gone bool
}

// write makes the file, readable by the user only, in a folder of its own that
// only the user can enter: editors leave their own files beside it.
func (h *handed) write(name string, t text.Text) (path string, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.gone {
		return "", errors.New("the program is ending")
	}
	if h.dir, err = os.MkdirTemp("", "patchbay-"); err != nil {
		return "", fmt.Errorf("making a folder for the file: %w", err)
	}
	h.path = filepath.Join(h.dir, fileName(name)+".json")
	if _, err = writeNew(h.path, t.Reader()); err != nil {
		h.removeLocked()
		return "", fmt.Errorf("writing the file: %w", err)
	}
	return h.path, nil
}

// fileName keeps of a name what is safe in the name of a file.
func fileName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return -1
	}, s)
	if s == "" {
		return "configuration"
	}
	return s
}

// stays is where the file is left; "" when it is gone.
func (h *handed) stays() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.gone {
		return ""
	}
	return h.path
}

// remove removes the file and everything beside it, for good.
func (h *handed) remove() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.removeLocked()
}

func (h *handed) removeLocked() {
	h.gone = true
	if h.dir != "" {
		_ = os.RemoveAll(h.dir) // what cannot be removed now cannot be later
	}
}

// comeBack is what a file that came back differs in.
type comeBack struct {
	edit text.Edit
	// lineBreak says that a line break was added at the end, as most editors do
	// without being asked. It is no part of edit.
	lineBreak bool
}

// read compares the file with what was handed out.
func (h *handed) read(before text.Text) (comeBack, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.gone || h.path == "" {
		return comeBack{}, errors.New("the file is gone")
	}
	now, err := readBack(h.path)
	if err != nil {
		return comeBack{}, err
	}
	var back comeBack
	if last, _ := before.Byte(before.Len() - 1); last != '\n' && strings.HasSuffix(now, "\n") {
		back.lineBreak = true
		now = strings.TrimSuffix(strings.TrimSuffix(now, "\n"), "\r")
	}
	back.edit = text.Between(before, text.New(now))
	return back, nil
}

var errRemoved = errors.New("it removed the file")

// readBack reads a file that anything may have happened to.
func readBack(path string) (string, error) {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "", errRemoved
	case err != nil:
		return "", fmt.Errorf("looking at the file: %w", err)
	case !info.Mode().IsRegular():
		return "", errors.New("what it left is not an ordinary file")
	case info.Size() > editLimit:
		return "", tooLarge(info.Size())
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("reading the file: %w", err)
	}
	defer f.Close()
	var b strings.Builder
	b.Grow(int(info.Size()))
	n, err := io.Copy(&b, io.LimitReader(f, editLimit+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("reading the file: %w", err)
	case n > editLimit:
		return "", tooLarge(n)
	}
	return b.String(), nil
}

func tooLarge(size int64) error {
	return fmt.Errorf("the file is too large: %s bytes, at most %s", cells.Thousands(int(size)), cells.Thousands(editLimit))
}
