// This file chooses the control that edits a value: by what stands there, and by
// the schema where that says nothing.
package form

import (
	"context"
	"strings"

	"patchbay/api/document"
	"patchbay/api/schema"
)

// Control is how a value is edited.
type Control int

// The controls.
const (
	NoControl Control = iota // an object, a list, or what is no value
	TextControl
	NumberControl
	YesNoControl
	TypeControl // nothing stands there yet: what it is to be comes first
)

// ControlOf returns the control for a value.
func ControlOf(k document.Kind, p schema.Place) Control {
	switch k {
	case document.String:
		return TextControl
	case document.Number:
		return NumberControl
	case document.True, document.False:
		return YesNoControl
	case document.Null:
		switch {
		case p.Types.Has(schema.Text):
			return TextControl
		case p.Types.Has(schema.Number | schema.Integer):
			return NumberControl
		case p.Types.Has(schema.YesNo):
			return YesNoControl
		}
		return TypeControl
	}
	return NoControl
}

// AskFor returns the entry of a control for a value that reads text.
func AskFor(c Control, label, text string, p schema.Place) Ask {
	a := Ask{Label: label, Text: text, About: About(p), Choices: choices(c, p)}
	switch c {
	case NumberControl:
		a.Check = NumberFault
	case YesNoControl:
		a.Choices = []Choice{{"true", "yes"}, {"false", "no"}}
		a.Freedom = OnlyChoices
	default:
		a.Lines = ManyLines
	}
	return a
}

// About says what a place is for, in one sentence or a few; "" when that is not
// known.
func About(p schema.Place) string {
	if p.Title == "" || p.Description == "" {
		return p.Title + p.Description
	}
	return p.Title + ": " + p.Description
}

// choices returns what the schema offers for a control: the values that belong
// there, else those that are usual. They are offered, not demanded: the schema
// that decides is the platform's.
func choices(c Control, p schema.Place) []Choice {
	values, about := p.Values, ""
	if values == nil && len(p.Examples) > 1 { // a single one only shows what is meant
		values, about = p.Examples, "example"
	}
	var out []Choice
	for _, v := range values {
		text := v
		if strings.HasPrefix(v, `"`) != (c == TextControl) {
			continue
		}
		if c == TextControl {
			text = read(v)
		}
		choice := Choice{Text: text, About: about}
		if v == p.Default {
			choice.About = "default"
		}
		out = append(out, choice)
	}
	return out
}

// read returns what a JSON string reads as.
func read(json string) string {
	t := document.Parse(context.Background(), json)
	return t.StringValue(t.Root())
}

// NumberFault says in words why a text is not a number of JSON, "" when it is.
func NumberFault(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return "A number is needed here."
	}
	if ok, _ := document.Valid(s); ok && (s[0] == '-' || s[0] >= '0' && s[0] <= '9') {
		return ""
	}
	switch {
	case strings.ContainsAny(s, ", ' _"):
		return "A number is written without commas, blanks or other marks between its digits, and with a point: 1234.5"
	case strings.HasPrefix(s, "+"):
		return "A number has no plus sign in front."
	case strings.HasPrefix(strings.TrimPrefix(s, "-"), "."):
		return "A number has a digit before its point: 0.5"
	case strings.HasSuffix(s, "."):
		return "A number has a digit behind its point: 1.0"
	case len(s) > 1 && strings.Trim(strings.TrimPrefix(s, "-"), "0123456789") == "":
		return "A number does not begin with a zero that could be left out."
	}
	return "This is not a number. Numbers look like 12, -0.5 or 1e6."
}

// Type is what a value can be made into.
type Type struct {
	Choice
	Kind document.Kind
}

// AllTypes returns all types, in the words of people.
func AllTypes() []Type {
	return []Type{
		{Choice{"text", "between quotation marks"}, document.String},
		{Choice{"number", "12, -0.5, 1e6"}, document.Number},
		{Choice{"yes/no", "true or false"}, document.True},
		{Choice{"object", "members with keys"}, document.Object},
		{Choice{"list", "items in an order"}, document.Array},
		{Choice{"nothing", "null"}, document.Null},
	}
}

// TypeOf returns the type of a kind of value; false counts as true.
func TypeOf(k document.Kind) (Type, bool) {
	if k == document.False {
		k = document.True
	}
	for _, t := range AllTypes() {
		if t.Kind == k {
			return t, true
		}
	}
	return Type{}, false
}

// Converted returns the value of n as another kind, as a JSON text: the same in
// the other spelling where there is one, else the emptiest value of that kind.
func Converted(t *document.Tree, n document.Node, to document.Kind) string {
	from, text := t.Kind(n), t.Text(n)
	if from == document.String {
		text = strings.TrimSpace(t.StringValue(n))
	}
	switch to {
	case document.String:
		switch from {
		case document.Number, document.True, document.False:
			return document.Quote(text)
		case document.String:
			return t.Text(n)
		}
		return `""`
	case document.Number:
		if NumberFault(text) == "" {
			return text
		}
		return "0"
	case document.True:
		if text == "true" || strings.EqualFold(text, "yes") {
			return "true"
		}
		return "false"
	case document.Object, document.Array:
		// A text may hold the whole thing, as some interfaces deliver it.
		if inside := document.Parse(context.Background(), text); from == to || from == document.String && inside.Valid() && inside.Kind(inside.Root()) == to {
			return text
		}
		if to == document.Object {
			return "{}"
		}
		return "[]"
	}
	return "null"
}
