// This file paints what was searched for.

package lookup

import (
	"github.com/clipperhouse/uax29/v2/graphemes"

	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// searched writes s in exactly w cells, with the hit bytes painted as matches.
func searched(l *theme.Line, role theme.Role, s string, w int, hits []span) *theme.Line {
	w = min(w, l.Left())
	tail := ""
	if cells.Width(s) > w {
		s = cells.Truncate(s, max(0, w-1), "")
		if w > 0 {
			tail = l.Glyph(theme.Ellipsis)
		}
	}
	before := l.Left()
	hitting(l, role, s, hits)
	l.Put(role, tail)
	return l.Gap(w - (before - l.Left()))
}

// hitting writes s with whole grapheme clusters as matches: a sequence inside a
// cluster would tear it apart.
func hitting(l *theme.Line, role theme.Role, s string, hits []span) {
	hit := func(from, to int) bool {
		for len(hits) > 0 && hits[0].to <= from {
			hits = hits[1:]
		}
		return len(hits) > 0 && hits[0].from < to
	}
	start, was := 0, false
	for g := graphemes.FromString(s); len(hits) > 0 && g.Next(); {
		is := hit(g.Start(), g.End())
		if is != was {
			l.Put(hitRole(role, was), s[start:g.Start()])
			start, was = g.Start(), is
		}
	}
	l.Put(hitRole(role, was), s[start:])
}

func hitRole(role theme.Role, hit bool) theme.Role {
	if hit {
		return theme.Match
	}
	return role
}
