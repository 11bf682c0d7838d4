// This file builds one line of exact width from painted pieces.

package lookup

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// line collects pieces of one line until its width is used up. All texts given
// to it are safe to show.
type line struct {
	t    theme.Theme
	base theme.Role // lies under everything; Text is nothing
	left int        // cells still free
	b    strings.Builder
}

func newLine(t theme.Theme, base theme.Role, width int) *line {
	l := &line{t: t, base: base, left: max(0, width)}
	l.b.Grow(max(0, width) + 64)
	return l
}

// put writes as much of s as fits; a cut is shown.
func (l *line) put(role theme.Role, s string) *line {
	w := cells.Width(s)
	if w > l.left {
		s = cells.Truncate(s, l.left, l.t.Glyph(theme.Ellipsis))
		w = cells.Width(s)
	}
	l.paint(role, s)
	l.left -= w
	return l
}

// gap writes n spaces.
func (l *line) gap(n int) *line {
	n = max(0, min(n, l.left))
	l.paint(theme.Text, strings.Repeat(" ", n))
	l.left -= n
	return l
}

// cell writes s in exactly w cells, with the hit bytes painted as matches.
func (l *line) cell(role theme.Role, s string, w int, hits []span) *line {
	w = min(w, l.left)
	full := cells.Width(s)
	tail := ""
	if full > w {
		tail = l.t.Glyph(theme.Ellipsis)
		s = cells.Truncate(s, max(0, w-1), "")
		full = cells.Width(s)
		if w < 1 {
			tail = ""
		}
	}
	pad := w - full
	l.left -= full
	l.hitting(role, s, hits)
	if tail != "" {
		l.paint(role, tail)
		l.left--
		pad--
	}
	return l.gap(pad)
}

// hitting paints s with whole grapheme clusters as matches: a sequence inside a
// cluster would tear it apart.
func (l *line) hitting(role theme.Role, s string, hits []span) {
	if len(hits) == 0 {
		l.paint(role, s)
		return
	}
	hit := func(from, to int) bool {
		for len(hits) > 0 && hits[0].to <= from {
			hits = hits[1:]
		}
		return len(hits) > 0 && hits[0].from < to
	}
	start, was := 0, false
	for g := graphemes.FromString(s); g.Next(); {
		is := hit(g.Start(), g.End())
		if is != was {
			l.paint(hitRole(role, was), s[start:g.Start()])
			start, was = g.Start(), is
		}
	}
	l.paint(hitRole(role, was), s[start:])
}

func hitRole(role theme.Role, hit bool) theme.Role {
	if hit {
		return theme.Match
	}
	return role
}

func (l *line) paint(role theme.Role, s string) {
	if s == "" {
		return
	}
	on := l.t.On(role)
	if l.base != theme.Text {
		on = l.t.PaintOver(l.base, role)
	}
	if on == "" {
		l.b.WriteString(s)
		return
	}
	l.b.WriteString(on)
	l.b.WriteString(s)
	l.b.WriteString(theme.Reset)
}

// String is the line, filled to its width.
func (l *line) String() string {
	l.gap(l.left)
	return l.b.String()
}
