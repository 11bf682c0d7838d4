// This file holds the window onto a long text: where it stands, how keys move
// it and how it says where it is.
package dialog

import (
	"fmt"

	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// A scroller is a window of height rows onto total rows. Both are set by each
// drawing; moves between two drawings use the last ones.
type scroller struct {
	top, height, total int
}

// fit sets the sizes and keeps the window inside.
func (s *scroller) fit(height, total int) {
	s.height, s.total = max(height, 0), max(total, 0)
	s.by(0)
}

func (s *scroller) by(n int) {
	s.top = max(min(s.top+n, s.total-s.height), 0)
}

// press moves the window and reports whether the key was one that does.
func (s *scroller) press(key string) bool {
	page := max(s.height-1, 1)
	switch key {
	case "up", "k":
		s.by(-1)
	case "down", "j":
		s.by(1)
	case "pgup":
		s.by(-page)
	case "pgdown", "space":
		s.by(page)
	case "ctrl+u":
		s.by(-max(s.height/2, 1))
	case "ctrl+d":
		s.by(max(s.height/2, 1))
	case "home", "g":
		s.by(-s.total)
	case "end", "G":
		s.by(s.total)
	default:
		return false
	}
	return true
}

// where says which rows are seen, "" when all are.
func (s *scroller) where(t theme.Theme) string {
	if s.total <= s.height || s.height == 0 {
		return ""
	}
	return fmt.Sprintf("%s%s%s of %s", cells.Thousands(s.top+1), t.Glyph(theme.Dash),
		cells.Thousands(min(s.top+s.height, s.total)), cells.Thousands(s.total))
}
