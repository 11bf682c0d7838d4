// What a save compares: the three parts of a Connector that a PUT carries.

package saveflow

import (
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

// Identical: the same bytes. Respelled: the same meaning and order of lists.
// Different: anything else, name and description included.
const (
	Identical Likeness = iota
	Respelled
	Different
)

// Compare says how far b differs from a.
func Compare(a, b Content) Likeness {
	switch {
	case !a.Name.Same(b.Name) || !a.Description.Same(b.Description):
		return Different
	case a.Configuration == b.Configuration:
		return Identical
	case document.SameMeaning(a.Configuration, b.Configuration):
		return Respelled
	}
	return Different
}
