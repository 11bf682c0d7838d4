// Package dialog is the stack of overlays above a screen, and the dialogs
// themselves: messages and questions, pickers, forms and the review of a save.
//
// A dialog is asked with a closure: it carries what happens when it is
// answered, so question and consequence stand in one place.
//
// It must never know the API, a disk or which screen lies below it. It never
// writes a control byte: whatever text it is given, what it draws is printable
// text and the theme's own sequences.
package dialog

// This file holds what every dialog has in common.

import (
	tea "charm.land/bubbletea/v2"

	"patchbay/tui/theme"
)

// Outcome is what a key did to the dialog that received it.
type Outcome struct {
	// Close takes the dialog off the stack.
	Close bool
	// Then runs after the dialog was taken off (if Close), so it may put
	// another one on. May be nil.
	Then func() tea.Cmd
}

// A Dialog is one overlay. Implementations are pointers: the stack tells them
// apart by identity.
type Dialog interface {
	// Press handles a key. A key that means nothing here does nothing.
	Press(k tea.KeyPressMsg) Outcome
	// Paste handles pasted text, which is never read as keys.
	Paste(s string) Outcome
	// View draws the finished box for a screen of w×h cells: every row of the
	// same width, at most w, and at most h rows. The cursor is relative to the
	// box; nil hides it.
	View(t theme.Theme, w, h int) (box string, cur *tea.Cursor)
}

// Kind is what a message is about. It decides the colour of the border and the
// sign before the title.
type Kind int

// The kinds.
const (
	Plain Kind = iota
	Trouble
	Warn
	Good
	Question
)

// Size is how much of the screen a dialog takes.
type Size int

// The sizes. Fits is as large as its content, up to 76 cells and 80 % of the
// height (all of it on a screen below 20 lines). Full is the whole screen.
const (
	Fits Size = iota
	Full
)

func (k Kind) border() theme.Role {
	switch k {
	case Trouble:
		return theme.Error
	case Warn:
		return theme.Warning
	case Good:
		return theme.Good
	case Question:
		return theme.Accent
	default:
		return theme.Border
	}
}

// sign stands before the title, so that the kind is not told by colour alone.
func (k Kind) sign(t theme.Theme) string {
	switch k {
	case Trouble:
		return t.Glyph(theme.Cross) + " "
	case Warn:
		return t.Glyph(theme.WarningSign) + " "
	case Good:
		return t.Glyph(theme.Check) + " "
	case Question:
		return "? "
	default:
		return ""
	}
}
