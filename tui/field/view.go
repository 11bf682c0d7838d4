// view.go draws a field.
package field

import (
	"strings"

	"patchbay/tui/cells"
	"patchbay/tui/text"
	"patchbay/tui/theme"
)

// Focus says whether the field has the focus.
type Focus int

const (
	Blurred Focus = iota
	Focused
)

// Point is a cell inside the field, counted from its upper left corner.
type Point struct{ X, Y int }

// View draws the field into exactly h rows of exactly w cells, joined by
// newlines, and says where the cursor is; nil without the focus. It scrolls so
// that the cursor is in sight.
func (f *Field) View(t theme.Theme, w, h int, focus Focus) (string, *Point) {
	w, h = max(w, 1), max(h, 1)
	p := f.painter(t, w, focus)
	if f.buffer.Text().Len() == 0 {
		return p.empty(cells.Clean(f.opts.Placeholder), h), cursorAt(focus, 0, 0)
	}
	if f.opts.Rows <= 1 {
		return f.viewRow(p, h, focus)
	}
	return f.viewRows(p, h, focus)
}

func cursorAt(focus Focus, x, y int) *Point {
	if focus == Blurred {
		return nil
	}
	return &Point{x, y}
}

// viewRow draws the text as one line, moved sideways.
func (f *Field) viewRow(p painter, h int, focus Focus) (string, *Point) {
	line := f.line(row{0, f.buffer.Text().Len()})
	cursor, end := line.column(f.buffer.Selection().Head), line.column(line.to)
	f.left = scroll(f.left, cursor, end+1, p.width)
	if under := line.cells(cursor, 1); len(under) > 0 && under[0].Width > 1 && under[0].Width <= p.width {
		f.left = max(f.left, cursor+under[0].Width-p.width) // all of the character under the cursor
	}
	if focus == Blurred {
		f.left = 0
	}
	out := p.row(line.cells(f.left, p.width), f.left)
	for range h - 1 {
		out += "\n" + p.row(nil, 0)
	}
	return out, cursorAt(focus, cursor-f.left, 0)
}

// viewRows draws the text broken into rows.
func (f *Field) viewRows(p painter, h int, focus Focus) (string, *Point) {
	list := f.wrapped(p.width)
	head := f.buffer.Selection().Head
	at := rowOf(list, head)
	f.top = scroll(f.top, at, len(list), h)
	var b strings.Builder
	for y := range h {
		if y > 0 {
			b.WriteByte('\n')
		}
		if f.top+y >= len(list) {
			b.WriteString(p.row(nil, 0))
			continue
		}
		b.WriteString(p.row(f.line(list[f.top+y]).cells(0, p.width), 0))
	}
	x := min(f.line(list[at]).column(head), p.width-1)
	return b.String(), cursorAt(focus, x, at-f.top)
}

// scroll returns the first of size things to show so that thing at is among
// the n shown, moving as little as it can and leaving nothing empty at the end.
func scroll(first, at, size, n int) int {
	first = min(first, at)
	first = max(first, at-n+1)
	return max(0, min(first, size-n))
}

// line is a run of the text on one row.
type line struct {
	row
	span   text.Span
	ruler  *cells.Ruler
	masked Masking
}

func (f *Field) line(r row) line {
	return line{row: r, span: f.buffer.Text().Span(r.from, r.to), ruler: &f.ruler, masked: f.opts.Masked}
}

// column returns the column of an offset of the text.
func (l line) column(off int) int {
	off -= l.from
	if l.masked == Plain {
		return l.ruler.ColumnOf(l.span, off)
	}
	return len(l.dots(off))
}

// cells returns the cells in the columns [from, from+width), with offsets of
// the text.
func (l line) cells(from, width int) []cells.Cell {
	var cs []cells.Cell
	if l.masked == Plain {
		cs = l.ruler.Layout(l.span, from, width)
	} else if cs = l.dots(l.span.Len()); from < len(cs) {
		cs = cs[from:min(from+width, len(cs))]
	} else {
		cs = nil
	}
	for i := range cs {
		cs[i].Off += l.from
		if cs[i].Show == "" {
			cs[i].Show = l.span.Slice(cs[i].Off-l.from, cs[i].Off-l.from+cs[i].Len)
		}
	}
	return cs
}

// dots returns one cell for each character before off.
func (l line) dots(off int) []cells.Cell {
	t := text.New(l.span.Slice(0, l.span.Len()))
	var cs []cells.Cell
	for at := 0; at < off; {
		next := t.NextGrapheme(at)
		cs = append(cs, cells.Cell{Off: at, Len: next - at, Col: len(cs), Width: 1, Show: dot})
		at = next
	}
	return cs
}

// dot stands for one masked character until it is painted.
const dot = "\x00"

// painter paints rows in the roles of one field.
type painter struct {
	theme     theme.Theme
	width     int
	base      theme.Role
	selection text.Selection
	limitAt   int
}

func (f *Field) painter(t theme.Theme, w int, focus Focus) painter {
	p := painter{theme: t, width: w, base: theme.Field, limitAt: f.measure().limitAt}
	if focus == Focused {
		p.base, p.selection = theme.FieldFocus, f.buffer.Selection()
	}
	return p
}

// pen returns the sequence to paint a cell with.
func (p painter) pen(c cells.Cell) string {
	switch {
	case c.Off >= p.selection.Min() && c.Off < p.selection.Max():
		return p.theme.On(theme.Selection)
	case c.Off >= p.limitAt:
		return p.theme.PaintOver(p.base, theme.Error)
	case c.Mark:
		return p.theme.PaintOver(p.base, theme.Mark)
	}
	return p.theme.On(p.base)
}

// row paints cells, of which the first column is left, into the width.
func (p painter) row(cs []cells.Cell, left int) string {
	var b strings.Builder
	pen := ""
	set := func(next string) {
		if next == pen {
			return
		}
		if pen != "" {
			b.WriteString(theme.Reset)
		}
		b.WriteString(next)
		pen = next
	}
	col := 0
	for _, c := range cs {
		from, to := c.Col-left, c.Col-left+c.Width
		set(p.pen(c))
		switch {
		case from < 0 || to > p.width: // cut by the edge: only spaces fit
			b.WriteString(strings.Repeat(" ", min(to, p.width)-max(from, 0)))
		case c.Show == dot:
			b.WriteString(p.theme.Glyph(theme.Bullet))
		case c.Mark && p.theme.Glyphs() == theme.ASCII:
			b.WriteString(cells.ASCIIMarks(c.Show))
		default:
			b.WriteString(c.Show)
		}
		col = min(to, p.width)
	}
	set(p.theme.On(p.base))
	b.WriteString(strings.Repeat(" ", p.width-col))
	if pen != "" {
		b.WriteString(theme.Reset)
	}
	return b.String()
}

// empty paints the placeholder.
func (p painter) empty(placeholder string, h int) string {
	if p.theme.Glyphs() == theme.ASCII {
		placeholder = cells.ASCIIMarks(placeholder)
	}
	s := cells.PadRight(cells.Truncate(placeholder, p.width, p.theme.Glyph(theme.Ellipsis)), p.width)
	pen := p.theme.PaintOver(p.base, theme.Placeholder)
	out := s
	if pen != "" {
		out = pen + s + theme.Reset
	}
	for range h - 1 {
		out += "\n" + p.row(nil, 0)
	}
	return out
}
