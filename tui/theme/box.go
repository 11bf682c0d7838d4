// This file draws bordered boxes of an exact size.
package theme

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// A Frame is a bordered box. Title and Foot stand in the border and are plain
// text; Lines may hold SGR sequences. All are cleaned by whoever made them.
type Frame struct {
	Border        Role // the colour of the border; Text is the terminal's own
	Title, Foot   string
	Lines         []string
	Width, Height int // cells, border included
}

// Draw draws the frame: exactly Height lines of exactly Width cells. Below 2×2
// there is no room for a border and only the lines are drawn. A size below
// 1×1 gives "".
func (t Theme) Draw(f Frame) string {
	if f.Width < 1 || f.Height < 1 {
		return ""
	}
	var b strings.Builder
	b.Grow((f.Width + 24) * f.Height)
	line := func(i int) string {
		if i < len(f.Lines) {
			return f.Lines[i]
		}
		return ""
	}
	if f.Width < 2 || f.Height < 2 {
		for i := range f.Height {
			if i > 0 {
				b.WriteByte('\n')
			}
			t.fit(&b, line(i), f.Width)
		}
		return b.String()
	}
	t.edge(&b, f.Border, TopLeft, TopRight, f.Title, Title, f.Width)
	side := t.Paint(f.Border, t.Glyph(Vertical))
	for i := range f.Height - 2 {
		b.WriteByte('\n')
		b.WriteString(side)
		t.fit(&b, line(i), f.Width-2)
		b.WriteString(side)
	}
	b.WriteByte('\n')
	t.edge(&b, f.Border, BottomLeft, BottomRight, f.Foot, Dim, f.Width)
	return b.String()
}

// edge writes the top or bottom border. Words stand at its left end, or are
// left out when fewer than three cells of them would show.
func (t Theme) edge(b *strings.Builder, border Role, left, right Glyph, words string, role Role, w int) {
	room := w - 6 // corner, line, space … space, line, corner
	rule := t.Glyph(Horizontal)
	if words == "" || room < 3 {
		b.WriteString(t.Paint(border, t.Glyph(left)+strings.Repeat(rule, w-2)+t.Glyph(right)))
		return
	}
	words = ansi.Truncate(strings.ReplaceAll(words, "\n", " "), room, t.Glyph(Ellipsis))
	used := ansi.StringWidth(words)
	b.WriteString(t.Paint(border, t.Glyph(left)+rule))
	b.WriteByte(' ')
	b.WriteString(t.Paint(role, words))
	b.WriteByte(' ')
	b.WriteString(t.Paint(border, strings.Repeat(rule, w-5-used)+t.Glyph(right)))
}

// fit writes s in exactly w cells and leaves the pen reset.
func (t Theme) fit(b *strings.Builder, s string, w int) {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		s = s[:i]
	}
	used := ansi.StringWidth(s)
	if used > w {
		s = ansi.Truncate(s, w, t.Glyph(Ellipsis))
		used = ansi.StringWidth(s)
	}
	b.WriteString(s)
	if i := strings.LastIndexByte(s, '\x1b'); i >= 0 && !strings.HasPrefix(s[i:], Reset) {
		b.WriteString(Reset)
	}
	for ; used < w; used++ {
		b.WriteByte(' ')
	}
}
