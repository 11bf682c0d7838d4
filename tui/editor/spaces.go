// This file shows white space, or no longer.
package editor

import "patchbay/tui/jsonview"

// ToggleSpaces shows spaces, tabs and line ends as faint signs, or no longer.
func (m *Model) ToggleSpaces() {
	if m.spaces == jsonview.SpacesPlain {
		m.spaces = jsonview.SpacesMarked
		m.host.Say("White space is shown.")
		return
	}
	m.spaces = jsonview.SpacesPlain
	m.host.Say("White space is no longer shown.")
}
