// A key that is still held when the dialog it answered has closed by itself
// belongs to that dialog: its repeats are not typed into the text below.

package tui

import (
	"time"

	"patchbay/tui/dialog"
)

// heldKey is the answer to a dialog that closed by itself. The zero value
// holds nothing.
type heldKey struct {
	key  string
	last time.Time
}

// swallows reports whether a key press is a repeat of the held key. Another
// key, or a pause, ends it.
func (h *heldKey) swallows(key string, now time.Time) bool {
	if h.key == "" {
		return false
	}
	if key != h.key || now.Sub(h.last) >= dialog.Pause {
		h.key = ""
		return false
	}
	h.last = now
	return true
}
