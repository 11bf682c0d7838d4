// expression.go matches a regular expression against a Text: line by line, or
// in windows where a line is very long or a match may go over lines.
package text

import (
	"context"
	"strings"
	"unicode/utf8"
)

const (
	// lineWindow is how many bytes of whole lines are looked at at once, and
	// from how many bytes on a line is searched in windows.
	lineWindow = 64 << 10
	// farAhead is how many bytes behind its start a match over several lines is
	// looked for.
	farAhead = 1 << 20
)

// match returns the first match in s that begins at from or later. s is the
// text from offset base on: either up to a border that matches do not cross, or
// from the character before from on.
func (e *expr) match(s string, base, from int) (Match, bool) {
	off := from - base
	var loc []int
	if off == 0 {
		loc = e.re.FindStringSubmatchIndex(s)
	} else {
		_, n := utf8.DecodeLastRuneInString(s[:off])
		base = from - n
		if loc = e.behind.FindStringSubmatchIndex(s[off-n:]); loc != nil {
			loc = loc[2:]
		}
	}
	if loc == nil {
		return Match{}, false
	}
	for i := range loc {
		if loc[i] >= 0 {
			loc[i] += base
		}
	}
	return Match{From: loc[0], To: loc[1], groups: loc}, true
}

// nextExpr returns the first match that begins at from or later.
func (s *search) nextExpr(ctx context.Context, from int) (Match, bool) {
	for from <= s.last {
		m, ok := s.anyExpr(ctx, from)
		if !ok {
			break
		}
		if !m.Empty() {
			return s.withCR(m, from), true
		}
		switch border := s.t.Snap(m.From, After); {
		case border > m.From: // inside a character
			from = border
		case m.From == s.in.To && m.From > s.in.From && m.From < s.t.Len() && s.t.LineStart(s.t.LineOf(m.From)) == m.From:
			return Match{}, false // a range that ends at the start of a line does not touch that line
		default:
			return m, true
		}
	}
	return Match{}, false
}

// withCR takes the CR before the LF that a match begins with into the match: a
// line end is one thing.
func (s *search) withCR(m Match, from int) Match {
	if c, _ := s.t.Byte(m.From); c == '\n' && m.From > from {
		if c, _ := s.t.Byte(m.From - 1); c == '\r' {
			m.From--
			m.groups[0]--
		}
	}
	return m
}

// anyExpr is nextExpr with empty matches wherever the expression has them.
func (s *search) anyExpr(ctx context.Context, from int) (Match, bool) {
	if s.p.expr.reach == acrossLines {
		return s.stretch(ctx, s.t.All(), from, farAhead)
	}
	for from <= s.last && ctx.Err() == nil {
		if s.literal != nil {
			held, ok := s.literal.next(ctx, from)
			if !ok {
				break
			}
			from = max(from, s.t.LineStart(s.t.LineOf(held.From)))
		}
		line := s.line(from)
		if from <= line.To {
			var m Match
			var ok bool
			if line.To-line.From > lineWindow {
				m, ok = s.stretch(ctx, line.Range, from, lineWindow)
			} else {
				m, ok = s.p.expr.match(s.s[line.From-s.at:line.To-s.at], line.From, from)
			}
			if ok {
				return m, m.From <= s.last
			}
		}
		if line.next < 0 {
			break
		}
		from = line.next
	}
	return Match{}, false
}

// textLine is a line without its line end, and where the next one begins, -1
// for the last.
type textLine struct {
	Range
	next int
}

// line returns the line that holds the offset. Unless it is longer than
// lineWindow, it is in the window.
func (s *search) line(off int) textLine {
	if s.long.From <= off && off < s.long.next {
		return s.long
	}
	if s.at < 0 || off < s.at || off >= s.at+len(s.s) && s.at+len(s.s) < s.t.Len() {
		i := s.t.LineOf(off)
		if from, to := s.t.lineRange(i); to-from > lineWindow {
			s.long = textLine{Range{from, s.t.contentEnd(i)}, -1}
			if i+1 < s.t.Lines() {
				s.long.next = to + 1
			}
			return s.long
		}
		s.lines(i, off < s.at)
	}
	from := strings.LastIndexByte(s.s[:off-s.at], '\n') + 1
	rest := s.s[from:]
	to := strings.IndexByte(rest, '\n')
	if to < 0 {
		return textLine{Range{s.at + from, s.at + len(s.s)}, -1}
	}
	line := textLine{Range{s.at + from, s.at + from + to}, s.at + from + to + 1}
	if to > 0 && rest[to-1] == '\r' {
		line.To--
	}
	return line
}

// lines moves the window of whole lines to line i, which fits into it: ahead of
// it or, when the search goes backwards, mostly behind it.
func (s *search) lines(i int, backwards bool) {
	start := s.t.LineStart(i)
	end := start + 2*lineWindow
	s.at = start
	if backwards {
		if back := s.t.LineStart(s.t.LineOf(start - lineWindow)); start-back < 2*lineWindow {
			s.at = back
		}
	}
	s.s = s.t.Slice(s.at, end)
	if end < s.t.Len() {
		s.s = s.s[:strings.LastIndexByte(s.s, '\n')+1]
	}
}

// stretch returns the first match in a stretch of the text that begins at from
// or later, looking at a window at a time. A match may need ahead bytes behind
// its start to be found; one that is found is followed to its end.
func (s *search) stretch(ctx context.Context, in Range, from, ahead int) (Match, bool) {
	for from <= min(s.last, in.To) && ctx.Err() == nil {
		if s.literal != nil {
			held, ok := s.literal.next(ctx, from)
			if !ok || held.From >= in.To {
				break
			}
			if s.p.expr.leads {
				from = held.From
			} else {
				from = max(from, s.t.Snap(held.From-ahead, Before))
			}
		}
		w := s.window(in, from, ahead)
		end := w.at + len(w.s)
		m, ok := s.p.expr.match(w.s, w.at, from)
		switch {
		case !ok && end == in.To:
			return Match{}, false
		case !ok:
			from = max(s.t.NextGrapheme(from), s.t.Snap(end-ahead, Before))
		case end == in.To, m.To < end && m.From+ahead <= end:
			return m, m.From <= s.last
		case m.From > from:
			from = m.From // look at it with all that is behind it
		default:
			ahead *= 4 // it may go on
		}
	}
	return Match{}, false
}

// window is a part of a stretch.
type window struct {
	of Range
	at int
	s  string
}

// window returns a window that holds the character before from and ahead bytes
// behind it, as far as there are as many in the stretch.
func (s *search) window(in Range, from, ahead int) window {
	if end := s.win.at + len(s.win.s); s.win.of == in && s.win.s != "" && (s.win.at < from || from == in.From && s.win.at == from) && (from+ahead <= end || end == in.To) {
		return s.win
	}
	at := max(in.From, from-utf8.UTFMax)
	end := in.To
	if from+2*ahead < end {
		end = max(s.t.Snap(from+2*ahead, Before), from+ahead)
	}
	s.win = window{of: in, at: at, s: s.t.Slice(at, end)}
	return s.win
}

// prevExpr returns the last match that begins before the offset. Matches are
// those that are found from the start of a line on.
func (s *search) prevExpr(ctx context.Context, before int) (Match, bool) {
	for hi := min(before, s.in.To+1); hi > s.in.From && ctx.Err() == nil; {
		lo := s.in.From
		if s.p.expr.reach == acrossLines {
			lo = max(lo, s.t.Snap(hi-farAhead, Before))
		} else {
			if s.literal != nil {
				held, ok := s.literal.prev(ctx, s.t.LineEnd(s.t.LineOf(hi-1)))
				if !ok {
					break
				}
				hi = min(hi, s.t.LineEnd(s.t.LineOf(held.From))+1)
			}
			lo = max(lo, s.t.LineStart(s.t.LineOf(hi-1)), s.t.Snap(hi-lineWindow, Before))
		}
		s.last = hi - 1
		var last Match
		found := false
		for m, ok := s.next(ctx, lo); ok; m, ok = s.after(ctx, m, m.To) {
			last, found = m, true
		}
		if found {
			return last, true
		}
		hi = lo
	}
	return Match{}, false
}
