// What the history and the journal keep: how a Connector becomes a content on
// disk and back, and which versions a save leaves behind.

package saveflow

import (
	"patchbay/api"
	"patchbay/config/state"
)

// Version is a content to be kept, and why.
type Version struct {
	Content state.Content
	Why     state.Why
}

// KeptOf is a Connector as it is kept.
func KeptOf(c api.Connector) state.Content {
	return state.Content{
		Name: c.Name.Literal(), Description: c.Description.Literal(), Configuration: c.Configuration.JSON,
		UpdatedAt: c.UpdatedAt, ConfigurationUpdatedAt: c.Configuration.UpdatedAt, Version: c.Configuration.Version,
	}
}

// Unmerged is what to keep of an edit before it is merged.
func Unmerged(c Content) Version { return Version{unsaved(c), state.Merged} }

// unsaved is a content as it is kept that has no dates: it was not read.
func unsaved(c Content) state.Content {
	return KeptOf(api.Connector{Name: c.Name, Description: c.Description, Configuration: api.Configuration{JSON: c.Configuration}})
}

// ConnectorOf is what was kept as a Connector. A damaged name is empty.
func ConnectorOf(c state.Content) api.Connector {
	text := func(literal string) api.Text {
		t, err := api.ParseText(literal)
		if err != nil {
			return api.TextOf("")
		}
		return t
	}
	return api.Connector{
		Name: text(c.Name), Description: text(c.Description), UpdatedAt: c.UpdatedAt,
		Configuration: api.Configuration{JSON: c.Configuration, Origin: api.AsReceived, Version: c.Version, UpdatedAt: c.ConfigurationUpdatedAt},
	}
}

// Fetched is what to keep of a Connector that was read: nothing without a
// Configuration, which nobody sent.
func Fetched(c api.Connector) []Version {
	if c.Configuration.Origin != api.AsReceived {
		return nil
	}
	return []Version{{KeptOf(c), state.Fetched}}
}

// Replaced is what to keep before the PUT. Its name and description are a way
// back also where there was no Configuration.
func (f *Flow) Replaced() Version { return Version{KeptOf(f.live), state.Replaced} }

// Settled is what to keep once nothing is to be done any more, in order: what the
// last read returned, as saved when that confirmed it, and before it what was
// accepted and replaced before it could be read back.
func (f *Flow) Settled() []Version {
	switch {
	case f.state == Checking || f.Out():
		return nil // what was read will be known when it is read again
	case f.state != Saved || f.outcome == AlreadyLive:
		return Fetched(f.live)
	case f.outcome == Superseded:
		return append([]Version{{unsaved(f.mine), state.Saved}}, Fetched(f.live)...)
	}
	return []Version{{KeptOf(f.live), state.Saved}}
}
