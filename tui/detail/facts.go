// This file lays the header's facts on lines of exact width.

package detail

import (
	"strings"

	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// fact is a label and its value, both safe to show. A value may hold line ends.
type fact struct{ label, value string }

// labelCells is the column of the labels, one space after them included.
const labelCells = 15

// pairWidth is the width in cells from which two facts share a line.
const pairWidth = 110

// headerBuilder collects lines of exactly w cells.
type headerBuilder struct {
	t     theme.Theme
	w     int
	lines []string
}

// wrapped adds a text on as many lines as it takes, or on at most so many, the
// cut shown; 0 is no limit. lead stands before the first line.
func (b *headerBuilder) wrapped(role theme.Role, lead, s string, most int) {
	for i, part := range b.wrap(lead+s, b.w-2, most) {
		indent := " "
		if i > 0 && lead != "" {
			indent += "  "
		}
		b.add(indent, role, part)
	}
}

// wrap breaks a text that may hold line ends into lines of at most w cells.
func (b *headerBuilder) wrap(s string, w, most int) []string {
	w = max(1, w)
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		out = append(out, cells.Wrap(line, w)...)
		if most > 0 && len(out) > most {
			break
		}
	}
	if most > 0 && len(out) > most {
		out = out[:most]
		dots := b.t.Glyph(theme.Ellipsis)
		out[most-1] = cells.Truncate(out[most-1], max(0, w-2), "") + " " + dots
	}
	return out
}

// add adds one line; what is too long is cut.
func (b *headerBuilder) add(indent string, role theme.Role, s string) {
	b.lines = append(b.lines, b.exact(indent, role, s, b.w))
}

// exact paints s behind an indent in exactly w cells.
func (b *headerBuilder) exact(indent string, role theme.Role, s string, w int) string {
	indent = indent[:min(len(indent), w)]
	room := w - len(indent)
	s = cells.Truncate(s, room, b.t.Glyph(theme.Ellipsis))
	return indent + b.t.Paint(role, s) + strings.Repeat(" ", max(0, room-cells.Width(s)))
}

// fact adds a label and its value, wrapped beside it.
func (b *headerBuilder) fact(role theme.Role, f fact) {
	for i, part := range b.wrap(f.value, b.w-2-labelCells, 0) {
		label := f.label
		if i > 0 {
			label = ""
		}
		b.lines = append(b.lines, b.labelled(label, role, part, b.w))
	}
}

// pair adds two facts, side by side where the screen is wide enough and both fit.
func (b *headerBuilder) pair(one, two fact) {
	left := b.w / 2
	right := b.w - left
	fits := func(f fact, w int) bool {
		return cells.Width(f.value) <= w-1-labelCells && !strings.Contains(f.value, "\n")
	}
	if b.w >= pairWidth && fits(one, left) && fits(two, right) {
		b.lines = append(b.lines, b.labelled(one.label, theme.Text, one.value, left)+b.labelled(two.label, theme.Text, two.value, right))
		return
	}
	b.fact(theme.Text, one)
	b.fact(theme.Text, two)
}

func (b *headerBuilder) labelled(label string, role theme.Role, value string, w int) string {
	room := min(w, 1+labelCells)
	return b.exact(" ", theme.Dim, label, room) + b.exact("", role, value, w-room)
}

// findings adds the counts of findings, each with its sign and word. label is the
// width of the label column, 0 for none.
func (b *headerBuilder) findings(label int, m *Model) {
	type piece struct {
		role  theme.Role
		words string
	}
	var pieces []piece
	add := func(n int, sign theme.Glyph, role theme.Role, what string) {
		if n > 0 {
			pieces = append(pieces, piece{role, b.t.Glyph(sign) + " " + cells.Plural(n, what)})
		}
	}
	if m.tree == nil {
		pieces = []piece{{theme.Dim, "being checked"}}
	} else {
		add(m.tally.errors, theme.Cross, theme.Error, "error")
		add(m.tally.warnings, theme.WarningSign, theme.Warning, "warning")
		add(m.tally.infos, theme.InfoSign, theme.Info, "note")
		if len(pieces) == 0 {
			pieces = []piece{{theme.Good, b.t.Glyph(theme.Check) + " none"}}
		}
	}
	var s strings.Builder
	room := b.w
	put := func(role theme.Role, words string) {
		words = cells.Truncate(words, room, b.t.Glyph(theme.Ellipsis))
		room -= cells.Width(words)
		s.WriteString(b.t.Paint(role, words))
	}
	put(theme.Text, " ")
	if label > 0 {
		put(theme.Dim, "Findings"+strings.Repeat(" ", label-len("Findings")))
	} else {
		put(theme.Dim, "Findings: ")
	}
	for i, p := range pieces {
		if i > 0 {
			put(theme.Dim, ", ")
		}
		put(p.role, p.words)
	}
	b.lines = append(b.lines, s.String()+strings.Repeat(" ", room))
}

// rule adds the line between header and text. The part with the focus is said by
// a sign: up for the header, down for the text.
func (b *headerBuilder) rule(words string, p part) {
	sign := b.t.Glyph(theme.ArrowDown)
	if p == onHeader {
		sign = b.t.Glyph(theme.ArrowUp)
	}
	line := b.t.Glyph(theme.Horizontal)
	words = cells.Truncate(words, max(0, b.w-8), b.t.Glyph(theme.Ellipsis))
	head := line + line + " "
	tail := " " + sign + " "
	used := 3 + cells.Width(words) + 3
	if used > b.w {
		b.lines = append(b.lines, b.t.Paint(theme.Border, strings.Repeat(line, b.w)))
		return
	}
	b.lines = append(b.lines, b.t.Paint(theme.Border, head)+b.t.Paint(theme.Heading, words)+
		b.t.Paint(theme.Border, tail+strings.Repeat(line, b.w-used)))
}
