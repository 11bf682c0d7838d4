// Writing the text on screen to a file of this computer, when the platform
// will not take it or the user wants a copy.

package tui

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/dialog"
)

type exportedMsg struct {
	path string
	size int64
	err  error
}

func (a *App) noExport() string {
	if a.editor == nil {
		return "Nothing is being edited."
	}
	return ""
}

// askExport asks for a path and writes the Configuration there.
func (a *App) askExport() tea.Cmd {
	if a.editor == nil {
		return nil
	}
	source := a.editor.Snapshot().Text
	a.stack.Push(dialog.NewPrompt("Write the Configuration to a file", "File; an existing one is never overwritten", a.work.ref.Identifier+".json", checkPath, func(path string) tea.Cmd {
		return func() tea.Msg {
			size, err := writeNew(path, source.Reader())
			return exportedMsg{path, size, err}
		}
	}))
	return nil
}

func checkPath(s string) string {
	if s == "" {
		return "Type the name of a file."
	}
	return ""
}

// writeNew writes a file that must not exist yet, readable only by the user.
func writeNew(path string, r io.Reader) (size int64, err error) {
	if path, err = filepath.Abs(path); err != nil {
		return 0, fmt.Errorf("finding the folder of the file: %w", err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return 0, err
	}
	size, err = io.Copy(f, r)
	if syncing := f.Sync(); err == nil {
		err = syncing
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	return size, err
}

func (a *App) exported(m exportedMsg) tea.Cmd {
	switch {
	case os.IsExist(m.err):
		a.Say("Not written: " + cells.Clean(m.path) + " exists already. Choose another name.")
	case m.err != nil:
		a.Say("Not written: " + plainReason(m.err))
	default:
		a.Say(cells.Thousands(int(m.size)) + " bytes written to " + cells.Clean(m.path) + ".")
	}
	return nil
}
