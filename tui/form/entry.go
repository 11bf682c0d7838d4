// This file holds the entry: what is typed or chosen in the place of a value or
// a key.
package form

import (
	"strings"

	"patchbay/tui/field"
	"patchbay/tui/text"
)

// A Choice is one answer that is offered.
type Choice struct {
	Text  string // what goes into the field
	About string // what it means; may be empty
}

// Freedom says what else than the choices may be typed.
type Freedom int

// The freedoms.
const (
	Anything Freedom = iota
	OnlyChoices
)

// Lines says whether an entry may hold line breaks.
type Lines int

// The ways.
const (
	OneLine Lines = iota
	ManyLines
)

// Where says where an entry is drawn.
type Where int

// The places.
const (
	InRow    Where = iota // in the place of the row
	BelowRow              // for what is not there yet
)

// Ask is what an entry is made of.
type Ask struct {
	Label   string // what is asked for
	Where   Where
	Text    string // what the field holds at first
	About   string // what the place is for; shown below
	Lines   Lines
	Choices []Choice
	Freedom Freedom
	// Check says in words what is wrong with a text, "" when nothing is. May be
	// nil.
	Check func(string) string
}

// An Entry is one text being typed or chosen. It belongs to one goroutine.
type Entry struct {
	ask    Ask
	field  *field.Field
	shown  []Choice // those that what was typed leaves
	picked int      // in shown; -1 for what was typed
	top    int      // the first choice on screen
	fault  string   // why it was not accepted
}

// manyRows is how many rows a text with line breaks gets at most.
const manyRows = 6

// NewEntry returns an entry with the cursor behind its text; a text that is one
// of the choices is selected, so that typing replaces it.
func NewEntry(a Ask) *Entry {
	rows := 1
	if a.Lines == ManyLines {
		rows = manyRows
	}
	e := &Entry{ask: a, field: field.New(field.Options{Text: a.Text, Rows: rows}), shown: a.Choices, picked: -1}
	for i, c := range a.Choices {
		if c.Text == a.Text {
			e.picked = i
			e.field.SelectAll()
		}
	}
	return e
}

// Field returns the field of the entry. Typed is to be called after its text
// was changed.
func (e *Entry) Field() *field.Field { return e.field }

// Typed narrows the choices down to those that hold what was typed.
func (e *Entry) Typed() {
	e.fault = ""
	e.picked = -1
	typed := strings.ToLower(strings.TrimSpace(e.field.Value()))
	e.shown = nil
	for _, c := range e.ask.Choices {
		if strings.Contains(strings.ToLower(c.Text), typed) {
			e.shown = append(e.shown, c)
		}
	}
}

// Next takes the next choice into the field, or with a step of -1 the one
// before. Without choices it moves the cursor by rows.
func (e *Entry) Next(step int, extend text.Extend) {
	if len(e.shown) == 0 {
		if step < 0 {
			e.field.Up(extend)
		} else {
			e.field.Down(extend)
		}
		return
	}
	switch {
	case e.picked < 0 && step < 0:
		e.picked = len(e.shown) - 1
	default:
		e.picked = (e.picked + step + len(e.shown)) % len(e.shown)
	}
	e.take()
}

// LineBreak breaks the line, where the entry may hold line breaks.
func (e *Entry) LineBreak() {
	if e.ask.Lines == ManyLines {
		e.field.Insert("\n")
		e.Typed()
	}
}

// Complete takes the picked choice, or else the first one that begins with what
// was typed, or holds it.
func (e *Entry) Complete() {
	if len(e.shown) == 0 {
		return
	}
	if e.picked < 0 {
		e.picked = 0
		typed := strings.ToLower(e.field.Value())
		for i, c := range e.shown {
			if strings.HasPrefix(strings.ToLower(c.Text), typed) {
				e.picked = i
				break
			}
		}
	}
	e.take()
}

func (e *Entry) take() {
	e.fault = ""
	e.field.SetValue(e.shown[e.picked].Text)
}

// Accept returns what is in the field, and ok when that may be accepted. If not,
// the entry says why.
func (e *Entry) Accept() (value string, ok bool) {
	value = e.field.Value()
	if e.ask.Freedom == OnlyChoices {
		if choice, known := e.choice(value); known {
			return choice, true
		}
		e.fault = "Choose one of these."
		e.shown = e.ask.Choices
		return value, false
	}
	if e.ask.Check != nil {
		e.fault = e.ask.Check(value)
	}
	return value, e.fault == ""
}

// choice returns the choice that was typed, in any case, or the only one left.
func (e *Entry) choice(typed string) (string, bool) {
	for _, c := range e.ask.Choices {
		if strings.EqualFold(c.Text, strings.TrimSpace(typed)) {
			return c.Text, true
		}
	}
	if len(e.shown) == 1 && strings.TrimSpace(typed) != "" {
		return e.shown[0].Text, true
	}
	return "", false
}

// Refuse says why the entry cannot be accepted, until something is typed.
func (e *Entry) Refuse(words string) { e.fault = words }
