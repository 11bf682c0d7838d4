// The frame: the screen, the status bar, the dialogs above them, and the gate
// that every frame passes. It paints and computes nothing else.

package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// The smallest terminal the screens are drawn on, in cells.
const (
	minWidth  = 60
	minHeight = 16
)

func (a *App) tooSmall() bool {
	return a.width > 0 && (a.width < minWidth || a.height < minHeight)
}

// View implements tea.Model. All terminal features are set here and nowhere else.
func (a *App) View() tea.View {
	frame, cursor := a.frame()
	frame, title := cells.Gate(frame), cells.GateTitle(a.title())
	if a.look.wanted.Glyphs == theme.ASCII {
		frame, title = asciiSigns(frame), asciiSigns(title)
	}
	v := tea.NewView(frame)
	v.AltScreen = true
	v.MouseMode = a.mouseMode()
	v.Cursor = cursor
	v.WindowTitle = title
	return v
}

// asciiSigns puts ASCII characters of the same width for the signs that our own
// texts use. Letters of foreign texts stay: there is nothing to put for them.
func asciiSigns(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '·', '•', '–', '—':
			return '-'
		case '“', '”':
			return '"'
		case '‘', '’':
			return '\''
		case '×':
			return 'x'
		case '→':
			return '>'
		case '↑':
			return '^'
		case '↓':
			return 'v'
		}
		return r
	}, cells.ASCIIMarks(s))
}

func (a *App) frame() (string, *tea.Cursor) {
	if a.width == 0 {
		return "Patchbay", nil // the size is asked for; an empty view would clear the screen on every tick
	}
	if a.tooSmall() {
		said := fmt.Sprintf("Patchbay needs %d×%d, this is %d×%d. Nothing is lost.", minWidth, minHeight, a.width, a.height)
		if a.quitting.asked {
			said += " ctrl+q again quits; the unsaved edit is kept."
		}
		lines := cells.Wrap(said, a.width)
		return strings.Join(lines[:min(len(lines), a.height)], "\n"), nil
	}
	t := a.theme()
	body, cursor := a.screenView(t, a.width, a.height-1)
	if !a.stack.Empty() {
		// The bottom line is always the status bar, whatever is open above it.
		body, cursor = a.stack.Compose(t, body, a.width, a.height-1)
	}
	return body + "\n" + a.statusBar(t, a.width), cursor
}

func (a *App) screenView(t theme.Theme, w, h int) (string, *tea.Cursor) {
	switch a.screen {
	case onDetail:
		return a.detail.View(t, w, h)
	case onEditor:
		return a.editor.View(t, w, h)
	case onHistory:
		return a.past.model.View(t, w, h)
	case onVersion:
		return a.past.viewer.View(t, w, h)
	}
	return a.lookup.View(t, w, h)
}

// title is the title of the terminal window.
func (a *App) title() string {
	ref, ok := a.shownRef()
	if !ok {
		return "Patchbay"
	}
	title := ref.Identifier + " – Patchbay"
	if a.unsaved() {
		title = "* " + title
	}
	return title
}
