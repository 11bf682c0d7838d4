// This file paints a window row by row.
package jsonview

import (
	"sort"
	"strings"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// Paint returns exactly Height strings of exactly Width cells each. They hold
// printable text and short SGR sequences only, each begun and ended with a
// reset pen. The cost follows the visible cells, not the text.
func Paint(t theme.Theme, w Window) []string {
	if w.Height < 1 || w.Width < 1 {
		return nil
	}
	p := newPainter(t, w)
	rows := make([]string, 0, w.Height)
	ends := make([]int, 0, w.Height)
	for _, line := range w.Folds.Visible(w.Top, w.Height, w.Text.Lines()) {
		p.row(line)
		ends = append(ends, len(p.out))
	}
	for len(ends) < w.Height {
		p.fill(theme.Text, w.Width)
		p.lift()
		ends = append(ends, len(p.out))
	}
	all, from := string(p.out), 0
	for _, end := range ends {
		rows = append(rows, all[from:end])
		from = end
	}
	return rows
}

// A painter writes rows into one buffer with one pen.
type painter struct {
	theme  theme.Theme
	w      Window
	reader reader
	out    []byte
	base   theme.Role // of the pen
	role   theme.Role
	down   bool // the pen differs from a reset one
	number int  // cells of the line numbers
	left   int  // cells left of the text
	width  int  // cells of the text
	match  int  // matches before it end above the row
	signs  spaceSigns
}

func newPainter(t theme.Theme, w Window) *painter {
	lines := w.Text.Lines()
	p := &painter{
		theme: t, w: w,
		reader: reader{text: w.Text},
		out:    make([]byte, 0, w.Height*(w.Width+w.Width/2+32)),
		number: digits(lines),
		left:   TextLeft(lines, w.Gutter),
		signs:  signsFor(t),
	}
	p.width = w.Width - p.left - 1
	return p
}

// row paints one line of the text.
func (p *painter) row(line int) {
	l := p.reader.line(line)
	base := theme.Text
	if line == p.w.CursorLine {
		base = theme.CursorLine
	}
	if p.width < 1 { // no room for text: the gutter as far as it fits
		p.fill(base, p.w.Width)
		p.lift()
		return
	}
	s := p.w.Ruler.at(p.w.Text, l, p.w.Left)
	p.gutter(line, base, s.hiddenLeft)
	used, more := p.text(line, l, s, base)
	if hidden := p.w.Folds.HiddenAfter(line); hidden > 0 && !more {
		used += p.summary(line, hidden, base, p.width-used)
	}
	p.fill(base, p.width-used)
	if more {
		p.write(base, theme.Faint, p.theme.Glyph(theme.Ellipsis))
	} else {
		p.fill(base, 1)
	}
	p.lift()
}

// gutter paints what stands left of the text. Its last cell says that there is
// more to the left.
func (p *painter) gutter(line int, base theme.Role, hiddenLeft bool) {
	if p.w.Gutter == Numbers {
		if m, ok := p.worst(line); ok {
			role, sign := SeverityLook(m)
			p.write(base, role, p.theme.Glyph(sign))
		} else {
			p.fill(base, 1)
		}
		role := theme.Faint
		if base == theme.CursorLine {
			role = theme.Strong
		}
		var number [20]byte
		i := len(number)
		for n := line + 1; n > 0; n /= 10 {
			i--
			number[i] = byte('0' + n%10)
		}
		p.fill(base, p.number-(len(number)-i))
		p.pen(base, role)
		p.out = append(p.out, number[i:]...)
		switch {
		case p.w.Folds.HiddenAfter(line) > 0:
			p.write(base, theme.Accent, p.theme.Glyph(theme.Unfold))
		default:
			if _, ok := p.w.Folds.Region(line); ok {
				p.write(base, theme.Faint, p.theme.Glyph(theme.Fold))
			} else {
				p.fill(base, 1)
			}
		}
	}
	if hiddenLeft {
		p.write(base, theme.Faint, p.theme.Glyph(theme.Ellipsis))
	} else {
		p.fill(base, 1)
	}
}

// worst returns the highest severity of the findings on a line.
func (p *painter) worst(line int) (document.Severity, bool) {
	marks := p.w.Findings
	i := sort.Search(len(marks), func(i int) bool { return marks[i].Line >= line })
	if i == len(marks) || marks[i].Line != line {
		return 0, false
	}
	worst := marks[i].Severity
	for ; i < len(marks) && marks[i].Line == line; i++ {
		worst = max(worst, marks[i].Severity)
	}
	return worst, true
}

// SeverityLook returns how a severity is shown: never by its colour alone.
func SeverityLook(s document.Severity) (theme.Role, theme.Glyph) {
	switch s {
	case document.Error:
		return theme.Error, theme.Cross
	case document.Warning:
		return theme.Warning, theme.WarningSign
	}
	return theme.Info, theme.InfoSign
}

// text paints the visible part of a line. It returns the cells used and
// whether the line goes on to the right of them.
func (p *painter) text(line int, l lineRange, s start, base theme.Role) (int, bool) {
	lex := enter(s.bytes, s.at)
	over := p.overlays(line, l, s.off, base)
	var used int
	var more bool
	if s.skip <= len(s.bytes) && plain(s.bytes[:min(len(s.bytes), s.skip+p.width)]) {
		used, more = p.plainText(s, &lex, over)
	} else {
		used, more = p.cellText(s, &lex, over)
	}
	if more || used == p.width {
		return used, more
	}
	if scrolledPast := used == 0 && p.w.Left > 0; p.w.Spaces == SpacesMarked && !scrolledPast {
		used += p.lineEnd(l, over.lineEnd, p.width-used)
	} else if over.lineEnd != base { // one cell shows that the line end itself is selected or found
		p.fill(over.lineEnd, 1)
		used++
	}
	return used, more
}

// plainText paints bytes that are one cell each.
func (p *painter) plainText(s start, lex *lexer, over overlays) (int, bool) {
	from, to := s.skip, min(len(s.bytes), s.skip+p.width)
	more := to < len(s.bytes) || s.more
	end, role := lex.next()
	for i := from; i < to; {
		for end <= i {
			end, role = lex.next()
		}
		stop := min(end, to)
		b, r := over.base, role
		if over.any {
			var upTo int
			b, r, upTo = over.at(i, role)
			stop = min(stop, upTo)
		}
		if p.w.Spaces == SpacesMarked {
			p.marked(b, r, s.bytes[i:stop])
		} else {
			p.write(b, r, s.bytes[i:stop])
		}
		i = stop
	}
	return max(0, to-from), more && to-from == p.width
}

// cellText paints bytes of any kind, laid out on cells.
func (p *painter) cellText(s start, lex *lexer, over overlays) (int, bool) {
	pad := ""
	if s.phase > 0 {
		pad = strings.Repeat(" ", s.phase)
	}
	laid := cells.Layout(pad+s.bytes, s.phase+s.skip, p.width)
	if len(laid) == 0 {
		return 0, false // scrolled past its end
	}
	used, last := 0, 0
	end, role := lex.next()
	for _, c := range laid {
		off, col := c.Off-len(pad), c.Col-s.phase-s.skip
		last = off + c.Len
		for end <= off && end < len(s.bytes) {
			end, role = lex.next()
		}
		b, r, _ := over.at(off, role)
		if col < 0 || col+c.Width > p.width {
			// A wide character cut by an edge.
			n := min(col+c.Width, p.width) - max(col, 0)
			p.fill(b, n)
			used += n
			if col >= 0 {
				last = off
			}
			continue
		}
		switch {
		case c.Mark:
			mark := shown(c, s.bytes[off:])
			if p.theme.Glyphs() == theme.ASCII {
				mark = cells.ASCIIMarks(mark)
			}
			p.write(b, theme.Mark, mark)
		default:
			if p.w.Spaces == SpacesMarked {
				if sign, faint := p.signs.sign(s.bytes[off : off+c.Len]); sign != "" {
					p.write(b, unlessFound(r, faint), sign)
					p.fill(b, c.Width-1)
					break
				}
			}
			p.write(b, r, shown(c, s.bytes[off:]))
		}
		used = col + c.Width
	}
	return used, last < len(s.bytes) || s.more
}

func shown(c cells.Cell, rest string) string {
	if c.Show != "" {
		return c.Show
	}
	return rest[:c.Len]
}

// summary stands behind the visible line of a fold: how much is hidden, and
// the closing bracket.
func (p *painter) summary(line, hidden int, base theme.Role, room int) int {
	last := p.reader.line(line + hidden)
	closing := strings.TrimSpace(p.w.Text.Slice(last.start, min(last.end, last.start+256)))
	if len(closing) > 3 || closing == "" || strings.Trim(closing, "]},") != "" {
		closing = ""
	}
	words := " " + p.theme.Glyph(theme.Ellipsis) + " " + cells.Thousands(hidden) + " lines"
	if hidden == 1 {
		words = " " + p.theme.Glyph(theme.Ellipsis) + " 1 line"
	}
	n := cells.Width(words)
	if n > room {
		return 0
	}
	p.write(base, theme.Dim, words)
	if closing != "" && n+1+len(closing) <= room {
		p.write(base, theme.Punct, " "+closing)
		n += 1 + len(closing)
	}
	return n
}

// pen changes the pen to a role on a base.
func (p *painter) pen(base, role theme.Role) {
	if base == p.base && role == p.role {
		return
	}
	p.lift()
	p.base, p.role = base, role
	on := p.theme.PaintOver(base, role)
	if base == theme.Text {
		on = p.theme.On(role)
	}
	p.down = on != ""
	p.out = append(p.out, on...)
}

// lift resets the pen.
func (p *painter) lift() {
	if p.down {
		p.out = append(p.out, theme.Reset...)
	}
	p.base, p.role, p.down = theme.Text, theme.Text, false
}

func (p *painter) write(base, role theme.Role, s string) {
	p.pen(base, role)
	p.out = append(p.out, s...)
}

func (p *painter) fill(base theme.Role, n int) {
	if n <= 0 {
		return
	}
	p.pen(base, theme.Text)
	for ; n > 0; n-- {
		p.out = append(p.out, ' ')
	}
}
