// What is live in a clash may be the user's own: a save was accepted, and something
// else was live right after it. Such a value is named for what it is.

package tui

import (
	"context"
	"time"

	"patchbay/api/document"
	"patchbay/tui/editor"
	"patchbay/tui/saveflow"
	"patchbay/tui/when"
)

// accepted is a save that the platform accepted, and that what the edit started
// from does not hold.
type accepted struct {
	sent saveflow.Content
	at   time.Time
}

// nameOwn names live values that the accepted save sent to the same place.
func (m *merge) nameOwn(ctx context.Context) {
	if m.accepted == nil || len(m.clashes) == 0 {
		return
	}
	sent := document.Parse(ctx, m.accepted.sent.Configuration)
	for i := range m.clashes {
		own := ""
		switch {
		case i >= len(m.parts):
			if n, ok := sent.Find(m.merged.Clashes[i-len(m.parts)].Pointer); ok {
				own = sent.Text(n)
			}
		case m.parts[i] == editor.NamePart:
			own = m.accepted.sent.Name.String()
		default:
			own = m.accepted.sent.Description.String()
		}
		if c := &m.clashes[i]; c.Theirs.There && c.Theirs.Text == own {
			c.Live = ": your own save of " + when.Clock(m.accepted.at, m.now)
		}
	}
}
