// What a save compares: the three parts of a Connector that a PUT carries.

package saveflow

import (
	"strings"

	"patchbay/api"
	"patchbay/api/document"
)

// Content is what a save wants to be live, or what is live.
type Content struct {
	Name, Description api.Text
	Configuration     string // the bytes of configuration_json
}

// ContentOf takes the three parts out of a Connector that was read.
func ContentOf(c api.Connector) Content {
	return Content{Name: c.Name, Description: c.Description, Configuration: c.Configuration.JSON}
}

// Update is the PUT that makes c live.
func (c Content) Update() api.Update {
	return api.Update{Name: c.Name, Description: c.Description, Configuration: c.Configuration}
}

// Likeness says how far two contents differ.
type Likeness int

// Identical: the same bytes, white space around the whole Configuration left
// out, which no answer can carry. Respelled: the same meaning and order of lists.
// Different: anything else, name and description included.
const (
	Identical Likeness = iota
	Respelled
	Different
)

// Same reports whether a and b are Identical. It parses nothing.
func Same(a, b Content) bool {
	return sameMetadata(a, b) && value(a.Configuration) == value(b.Configuration)
}

func sameMetadata(a, b Content) bool { return a.Name.Same(b.Name) && a.Description.Same(b.Description) }

// Compare says how far b differs from a. It may parse both.
func Compare(a, b Content) Likeness {
	switch {
	case Same(a, b):
		return Identical
	case sameMetadata(a, b) && document.SameMeaning(value(a.Configuration), value(b.Configuration)):
		return Respelled
	}
	return Different
}

// value is a text without the white space JSON allows around its value.
func value(text string) string { return strings.Trim(text, " \t\r\n") }
