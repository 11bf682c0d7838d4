// press.go says which keys a field understands, for those who hand it whole
// key presses: dialogs and the lookup.
package field

import (
	tea "charm.land/bubbletea/v2"

	"patchbay/tui/text"
)

// Handled says whether a key meant something to the field.
type Handled int

const (
	No Handled = iota
	Yes
)

// Press takes a key press: printable text is typed, the usual editing keys
// work. Enter, tab, escape and the clipboard keys are never handled here, nor
// are up and down when there is no row to go to.
func (f *Field) Press(k tea.KeyPressMsg) Handled {
	if k.Text != "" {
		f.Insert(k.Text)
		return Yes
	}
	key := k.Keystroke()
	if verb, ok := edits[key]; ok {
		verb(f)
		return Yes
	}
	if m, ok := motions[key]; ok {
		f.Move(m.motion, m.extend)
		return Yes
	}
	if m, ok := rowMotions[key]; ok && f.opts.Rows > 1 {
		return f.moveRow(m.rows, m.extend)
	}
	if key == "ctrl+j" && f.opts.Rows > 1 {
		f.Insert("\n")
		return Yes
	}
	return No
}

var edits = map[string]func(*Field){
	"backspace":       (*Field).Backspace,
	"shift+backspace": (*Field).Backspace,
	"ctrl+h":          (*Field).Backspace,
	"delete":          (*Field).Delete,
	"ctrl+w":          (*Field).DeleteWordLeft,
	"ctrl+backspace":  (*Field).DeleteWordLeft,
	"alt+backspace":   (*Field).DeleteWordLeft,
	"ctrl+delete":     (*Field).DeleteWordRight,
	"alt+delete":      (*Field).DeleteWordRight,
	"alt+d":           (*Field).DeleteWordRight,
	"ctrl+u":          (*Field).DeleteToLineStart,
	"ctrl+a":          (*Field).SelectAll,
	"ctrl+z":          func(f *Field) { f.Undo() },
	"ctrl+y":          func(f *Field) { f.Redo() },
}

var motions = map[string]struct {
	motion text.Motion
	extend text.Extend
}{
	"left":             {text.Left, text.Moving},
	"right":            {text.Right, text.Moving},
	"shift+left":       {text.Left, text.Extending},
	"shift+right":      {text.Right, text.Extending},
	"ctrl+left":        {text.WordLeft, text.Moving},
	"ctrl+right":       {text.WordRight, text.Moving},
	"alt+left":         {text.WordLeft, text.Moving},
	"alt+right":        {text.WordRight, text.Moving},
	"alt+b":            {text.WordLeft, text.Moving},
	"alt+f":            {text.WordRight, text.Moving},
	"ctrl+shift+left":  {text.WordLeft, text.Extending},
	"ctrl+shift+right": {text.WordRight, text.Extending},
	"alt+shift+left":   {text.WordLeft, text.Extending},
	"alt+shift+right":  {text.WordRight, text.Extending},
	"home":             {text.LineStart, text.Moving},
	"end":              {text.LineEnd, text.Moving},
	"shift+home":       {text.LineStart, text.Extending},
	"shift+end":        {text.LineEnd, text.Extending},
	"ctrl+home":        {text.DocStart, text.Moving},
	"ctrl+end":         {text.DocEnd, text.Moving},
	"ctrl+shift+home":  {text.DocStart, text.Extending},
	"ctrl+shift+end":   {text.DocEnd, text.Extending},
}

var rowMotions = map[string]struct {
	rows   int
	extend text.Extend
}{
	"up":         {-1, text.Moving},
	"down":       {1, text.Moving},
	"shift+up":   {-1, text.Extending},
	"shift+down": {1, text.Extending},
}
