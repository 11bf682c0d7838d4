// This file holds the form: text fields with labels, and what their keys do.
package dialog

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/field"
)

// A FormField is one field of a form.
type FormField struct {
	Label string
	Field *field.Field
	// Check says in words what is wrong with a value, "" when nothing is. May
	// be nil. It runs after every change.
	Check func(value string) string
	// Rows the field was made with; 0 is 1. In a field of several rows enter
	// makes a new line.
	Rows int
	// Hint is a dimmed line below the field; "" is none.
	Hint string
}

// A Form asks for values. Tab and shift+tab move between its fields, and so do
// the arrows up and down where they have nowhere to go inside a field; enter
// goes to the next one and, on the last, submits; ctrl+s submits from any
// field if one of them has several rows. Keys are text here, so its other
// choices are keys that no text field knows.
type Form struct {
	title   string
	intro   func() []Line
	fields  []FormField
	submit  func(values []string) tea.Cmd
	after   Staying
	choices []Choice

	focus   int
	problem string // what the last submit or the caller found wrong
	checked bool   // problem came from a Check and is asked again when typing
	busy    string

	lines  []Line
	rows   []row
	width  int
	scroll scroller
}

// NewForm makes a form. The focus starts in the first empty field. submit gets
// the values in order once every Check is content; the form stays open until
// it is removed from the stack, so that it can show an error or what it waits
// for. It panics when a choice has a key that a text field needs.
func NewForm(title string, intro func() []Line, fields []FormField, submit func(values []string) tea.Cmd, choices ...Choice) *Form {
	f := &Form{title: title, intro: intro, fields: slices.Clone(fields), submit: submit, after: Stays}
	f.SetChoices(choices...)
	for i := range f.fields {
		if f.fields[i].Field.Value() == "" {
			f.focus = i
			break
		}
	}
	return f
}

// NewPrompt asks for one value, such as where to go. It closes when the value
// passes the check, and done runs after that.
func NewPrompt(title, label, value string, check func(string) string, done func(string) tea.Cmd) *Form {
	in := field.New(field.Options{Text: value, Rows: 1})
	in.SelectAll()
	f := NewForm(title, nil, []FormField{{Label: label, Field: in, Check: check}},
		func(values []string) tea.Cmd { return done(values[0]) })
	f.after = Closes
	return f
}

// SetChoices replaces the choices beside submitting, as NewForm takes them.
func (f *Form) SetChoices(choices ...Choice) {
	for _, c := range choices {
		if !safeInText(c.Key) {
			panic(fmt.Sprintf("dialog %q: the choice %q has the key %q, which a text field needs", f.title, c.Label, c.Key))
		}
	}
	f.choices = closable(choices, "cancel")
	checkKeys(f.title, f.choices)
}

// SetError says what went wrong, in one line or a few, and ends being busy.
// "" says nothing.
func (f *Form) SetError(words string) {
	f.problem, f.checked, f.busy = cells.Clean(words), false, ""
}

// SetBusy says what the form waits for. Meanwhile its fields and its
// submitting key do nothing; the choices work. "" ends it.
func (f *Form) SetBusy(words string) {
	f.busy = cells.Clean(words)
	if words != "" {
		f.problem = ""
	}
}

// Invalidate has the intro asked again at the next drawing.
func (f *Form) Invalidate() { f.lines, f.rows = nil, nil }

// Values returns what the fields hold, in order.
func (f *Form) Values() []string {
	out := make([]string, len(f.fields))
	for i := range f.fields {
		out[i] = f.fields[i].Field.Value()
	}
	return out
}

// Press handles choices, moves between fields, submits or types.
func (f *Form) Press(k tea.KeyPressMsg) Outcome {
	key := k.String()
	if c, ok := find(f.choices, key); ok {
		return c.outcome()
	}
	switch key {
	case "pgup":
		f.scroll.by(-max(f.scroll.height-1, 1))
		return Outcome{}
	case "pgdown":
		f.scroll.by(max(f.scroll.height-1, 1))
		return Outcome{}
	}
	if f.busy != "" || len(f.fields) == 0 {
		return Outcome{}
	}
	switch {
	case key == "tab":
		f.focus = (f.focus + 1) % len(f.fields)
	case key == "shift+tab":
		f.focus = (f.focus + len(f.fields) - 1) % len(f.fields)
	case key == "enter" && f.fields[f.focus].Rows > 1:
		f.fields[f.focus].Field.Insert("\n")
		f.typed()
	case key == "enter" && f.focus < len(f.fields)-1:
		f.focus++
	case key == "enter", key == "ctrl+s" && f.several():
		return f.send()
	case f.fields[f.focus].Field.Press(k) == field.Yes:
		f.typed()
	case key == "up":
		f.focus = max(f.focus-1, 0)
	case key == "down":
		f.focus = min(f.focus+1, len(f.fields)-1)
	}
	return Outcome{}
}

// Paste puts the text into the field with the focus.
func (f *Form) Paste(s string) Outcome {
	if f.busy == "" && len(f.fields) > 0 {
		f.fields[f.focus].Field.Paste(s)
		f.typed()
	}
	return Outcome{}
}

// typed asks a failed check again, so that its words go when the fault does.
func (f *Form) typed() {
	if f.checked {
		f.problem = f.wrong(f.focus)
		f.checked = f.problem != ""
	}
}

func (f *Form) wrong(i int) string {
	if f.fields[i].Check == nil {
		return ""
	}
	return cells.Clean(f.fields[i].Check(f.fields[i].Field.Value()))
}

// send submits, or goes to the first field whose check fails.
func (f *Form) send() Outcome {
	for i := range f.fields {
		if words := f.wrong(i); words != "" {
			f.focus, f.problem, f.checked = i, words, true
			return Outcome{}
		}
	}
	f.problem, f.checked = "", false
	values := f.Values()
	return Outcome{Close: f.after == Closes, Then: func() tea.Cmd { return f.submit(values) }}
}

// several reports whether a field has more than one row, where enter is text.
func (f *Form) several() bool {
	return slices.ContainsFunc(f.fields, func(x FormField) bool { return x.Rows > 1 })
}

// shown returns the choices with the submitting key first.
func (f *Form) shown() []Choice {
	key := "enter"
	if f.several() {
		key = "ctrl+s"
	}
	if f.busy != "" || len(f.fields) == 0 {
		return f.choices
	}
	return append([]Choice{{Key: key, Label: "OK"}}, f.choices...)
}

// editingKeys are the ctrl keys a text field or a form uses itself.
const editingKeys = "acehijkmnpqsuvwxyz"

// safeInText reports whether a key can be a choice of a form: one that types
// nothing and edits nothing.
func safeInText(key string) bool {
	switch {
	case key == "esc":
		return true
	case strings.HasPrefix(key, "ctrl+") && len(key) == len("ctrl+")+1:
		return !strings.Contains(editingKeys, key[len("ctrl+"):])
	case strings.HasPrefix(key, "f") && len(key) > 1:
		return strings.Trim(key[1:], "0123456789") == ""
	default:
		return false
	}
}
