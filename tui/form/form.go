// Package form is the form view of a Connector: its name and its description in
// fields, with their lengths counted as the platform counts them, and its
// Configuration as rows that open and close, with an entry for the value or the
// key that is being typed.
//
// It must never know a key, the network or how a text is changed: it shows trees
// of api/document, says what the schema knows, and takes what is typed. Its
// fields edit like the text does; whoever holds the form calls the verbs, makes
// the changes and keeps the history over all parts. Everything it draws from a
// Configuration is cleaned and cut first, and costs what is visible.
package form

// This file holds the two fields, which of them has the focus, and what was
// said about them.

import (
	"time"

	"patchbay/tui/field"
)

// The limits of the platform, in code points.
const (
	NameLimit        = 255
	DescriptionLimit = 1000
)

// A Part is a field of the form.
type Part int

// The parts, from top to bottom.
const (
	Name Part = iota
	Description
)

// Parts is the number of parts.
const Parts = 2

// A Model is the form. Use New.
type Model struct {
	fields  [Parts]*field.Field
	refused [Parts]string
	focused Part
}

// New returns a form with the focus on the name. The clock groups typing for
// undo; nil is the wall clock.
func New(name, description string, clock func() time.Time) *Model {
	m := &Model{}
	m.fields[Name] = field.New(field.Options{Text: name, Rows: 1, Placeholder: "A name is needed", Limit: NameLimit})
	m.fields[Description] = field.New(field.Options{Text: description, Rows: descriptionRows, Placeholder: "No description", Limit: DescriptionLimit})
	if clock != nil {
		for _, f := range m.fields {
			f.Buffer().SetClock(clock)
		}
	}
	return m
}

// Field returns a field, to be edited through its verbs.
func (m *Model) Field(p Part) *field.Field { return m.fields[p] }

// Focus gives the focus to a part.
func (m *Model) Focus(p Part) { m.focused = min(max(p, Name), Description) }

// Refuse shows below a part why it was refused, until Accept.
func (m *Model) Refuse(p Part, reason string) { m.refused[p] = reason }

// Accept takes back what Refuse said about a part.
func (m *Model) Accept(p Part) { m.refused[p] = "" }
