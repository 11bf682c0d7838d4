// This file measures lines: the cell, the code point and the place in the
// grammar of any byte. Long lines are remembered in segments, so that a line
// of many megabytes is measured once and then costs what an edit touches.
package jsonview

import (
	"slices"
	"strings"
	"unicode/utf8"

	"patchbay/tui/cells"
	"patchbay/tui/text"
)

const (
	// longLine is the length in bytes from which a line is remembered.
	longLine = 4 << 10
	// maxRuled is how many long lines are remembered.
	maxRuled = 64
	// tabStop is the distance of tab stops in cells, as in package cells.
	tabStop = 4
)

// A Ruler measures the lines of one text. Tell it of every edit; a text it was
// not told of is measured anew. The zero value is ready, and nil is a Ruler
// that remembers nothing.
type Ruler struct {
	of     text.Text
	lines  []*ruled // the most recently used last
	widths cells.Widths
}

// ruled is one measured line: the bytes [start, end) of the text, its line end
// not included.
type ruled struct {
	start, end int
	segments   []segment // together they cover the line
}

// A segment is a stretch of a line. Its width depends on the column it begins
// at only through tab stops, so there is one for each column modulo tabStop;
// likewise the place behind it depends on the place before it.
type segment struct {
	size  int32 // bytes
	runes int32
	width [tabStop]int32
	leave [places]place
	known bool // false: must be split and measured before use
}

// A spot is a byte of a line: its offset within the line, its column in cells,
// the code points before it, and its place in the grammar.
type spot struct {
	off, col, runes int
	at              place
}

func (s spot) behind(g segment) spot {
	return spot{
		off:   s.off + int(g.size),
		col:   s.col + int(g.width[s.col%tabStop]),
		runes: s.runes + int(g.runes),
		at:    g.leave[s.at],
	}
}

// A unit is what a spot is looked up by.
type unit int

const (
	bytes unit = iota
	columns
	codePoints
)

func (s spot) in(u unit) int {
	switch u {
	case columns:
		return s.col
	case codePoints:
		return s.runes
	default:
		return s.off
	}
}

// Column returns the cell column of a byte of the text within its line.
func (r *Ruler) Column(t text.Text, off int) int {
	s, rest := r.seek(t, t.LineOf(off), bytes, off)
	return s.col + columnIn(rest, s.col%tabStop, off-s.off)
}

// Offset returns the byte of the text that starts the character at a cell
// column of a line: the character that covers it, or the end of the line.
func (r *Ruler) Offset(t text.Text, line, col int) int {
	s, rest := r.seek(t, line, columns, max(col, 0))
	return s.off + offsetIn(rest, s.col%tabStop, max(col, 0)-s.col)
}

// CodePoints returns how many code points stand before a byte in its line. A
// byte that is no UTF-8 counts as one.
func (r *Ruler) CodePoints(t text.Text, off int) int {
	s, rest := r.seek(t, t.LineOf(off), bytes, off)
	return s.runes + utf8.RuneCountInString(rest[:min(off-s.off, len(rest))])
}

// OffsetOfCodePoint returns the byte of the text behind so many code points of
// a line, or the end of the line.
func (r *Ruler) OffsetOfCodePoint(t text.Text, line, n int) int {
	s, rest := r.seek(t, line, codePoints, max(n, 0))
	i := 0
	for n -= s.runes; n > 0 && i < len(rest); n-- {
		_, size := utf8.DecodeRuneInString(rest[i:])
		i += size
	}
	return s.off + i
}

// InString reports whether a byte of the text stands inside a JSON string of
// its line, behind the opening quote and not behind the closing one.
func (r *Ruler) InString(t text.Text, off int) bool {
	s, rest := r.seek(t, t.LineOf(off), bytes, off)
	return follow(rest[:min(off-s.off, len(rest))], s.at) != outside
}

// seek returns the start of the segment that holds what is looked for, with
// its off counted in the text, and the bytes of that segment. A short line is
// one segment.
func (r *Ruler) seek(t text.Text, line int, u unit, want int) (spot, string) {
	start, end := t.LineStart(line), t.LineEnd(line)
	if u == bytes {
		want -= start
	}
	if end-start < longLine || want <= 0 {
		return spot{off: start}, t.Slice(start, min(end, start+longLine))
	}
	l := r.ruled(t, start, end)
	var s spot
	for i := 0; ; i++ {
		if !l.segments[i].known {
			l.measure(r.memory(), t, i, s.off)
		}
		g := l.segments[i]
		next := s.behind(g)
		if next.in(u) > want || i+1 == len(l.segments) {
			from := start + s.off
			s.off = from
			return s, t.Slice(from, from+int(g.size))
		}
		s = next
	}
}

// ruled returns what is remembered of a long line, or a fresh start.
func (r *Ruler) ruled(t text.Text, start, end int) *ruled {
	if r == nil {
		return fresh(start, end)
	}
	if !r.of.Same(t) {
		r.of, r.lines = t, nil
	}
	for i, l := range r.lines {
		if l.start == start {
			r.lines = append(slices.Delete(r.lines, i, i+1), l)
			return l
		}
	}
	l := fresh(start, end)
	r.add(l)
	return l
}

func fresh(start, end int) *ruled {
	return &ruled{start: start, end: end, segments: []segment{{size: int32(end - start)}}}
}

func (r *Ruler) add(l *ruled) {
	if len(r.lines) == maxRuled {
		r.lines = slices.Delete(r.lines, 0, 1)
	}
	r.lines = append(r.lines, l)
}

// target is the size of a segment in bytes: lines of any length have a few
// thousand segments at most.
func (l *ruled) target() int {
	return min(max((l.end-l.start)/4096, 2<<10), 64<<10)
}

// measure makes the segment at i, which begins at byte off of the line, known.
// What is beyond the target size becomes an unknown segment behind it.
func (l *ruled) measure(met *cells.Widths, t text.Text, i, off int) {
	const slack = 256
	size, from := int(l.segments[i].size), l.start+off
	take := size
	if want := l.target(); size > want+want/2 {
		s := t.Slice(from, from+min(size, want+slack))
		take = cut(s, want)
		rest := segment{size: int32(size - take)}
		l.segments = slices.Insert(l.segments, i+1, rest)
	}
	l.segments[i] = measured(met, t.Slice(from, from+take))
}

// memory is what is remembered of clusters, nil for a Ruler that remembers
// nothing.
func (r *Ruler) memory() *cells.Widths {
	if r == nil {
		return nil
	}
	return &r.widths
}

func measured(met *cells.Widths, s string) segment {
	g := segment{size: int32(len(s)), runes: int32(len(s)), known: true}
	for p := range g.leave {
		g.leave[p] = follow(s, place(p))
	}
	if plain(s) {
		for p := range g.width {
			g.width[p] = int32(len(s))
		}
		return g
	}
	g.runes = int32(utf8.RuneCountInString(s))
	tabs := strings.IndexByte(s, '\t') >= 0
	for p := range g.width {
		switch {
		case p == 0:
			g.width[p] = int32(met.ColumnOf(s, len(s)))
		case tabs:
			g.width[p] = int32(columnIn(s, p, len(s)))
		default:
			g.width[p] = g.width[0]
		}
	}
	return g
}

// Edited moves what is remembered with an edit of the text before it.
func (r *Ruler) Edited(before, after text.Text, e text.Edit) {
	if r == nil {
		return
	}
	if len(r.lines) > 0 && !r.of.Same(before) {
		r.lines = nil
	}
	t := before
	for i := len(e) - 1; i >= 0 && len(r.lines) > 0; i-- {
		r.change(t, e[i])
		if i > 0 {
			t, _ = t.Apply(e[i : i+1])
		}
	}
	r.of = after
}

// change applies one change. The lines at its two ends become one line, or, if
// it inserts line ends, a first and a last one; their segments away from the
// change stay known.
func (r *Ruler) change(before text.Text, c text.Change) {
	start := before.LineStart(before.LineOf(c.From))
	end := before.LineEnd(before.LineOf(c.To))
	grown := len(c.Insert) - (c.To - c.From)
	var first, last *ruled
	r.lines = slices.DeleteFunc(r.lines, func(l *ruled) bool {
		switch {
		case l.end < c.From:
			return false
		case l.start > c.To:
			l.start, l.end = l.start+grown, l.end+grown
			return false
		}
		if l.start == start {
			first = l
		}
		if l.end == end {
			last = l
		}
		return true
	})
	if first == nil && last == nil {
		return
	}
	head, partHead := first.head(c.From - start)
	tail, partTail := last.tail(end - c.To)
	nl := strings.IndexByte(c.Insert, '\n')
	if nl < 0 {
		middle := segment{size: int32(partHead + len(c.Insert) + partTail)}
		r.join(start, end+grown, head, middle, tail)
		return
	}
	r.join(start, c.From+nl, head, segment{size: int32(partHead + nl)}, nil)
	behind := len(c.Insert) - strings.LastIndexByte(c.Insert, '\n') - 1
	r.join(c.From+len(c.Insert)-behind, end+grown, nil, segment{size: int32(behind + partTail)}, tail)
}

// head returns the segments that end before byte n of the line, and how many
// bytes up to n they leave. A segment that ends at n is left out: what follows
// it has changed, and may join its last character.
func (l *ruled) head(n int) ([]segment, int) {
	if l == nil {
		return nil, n
	}
	i := 0
	for ; i < len(l.segments) && int(l.segments[i].size) < n; i++ {
		n -= int(l.segments[i].size)
	}
	return l.segments[:i:i], n
}

// tail is head from the end of the line.
func (l *ruled) tail(n int) ([]segment, int) {
	if l == nil {
		return nil, n
	}
	i := len(l.segments)
	for ; i > 0 && int(l.segments[i-1].size) < n; i-- {
		n -= int(l.segments[i-1].size)
	}
	return slices.Clone(l.segments[i:]), n
}

func (r *Ruler) join(start, end int, head []segment, middle segment, tail []segment) {
	if end-start < longLine {
		return
	}
	segments := append(head, middle)
	r.add(&ruled{start: start, end: end, segments: append(segments, tail...)})
}
