// search.go goes through a Text from match to match, forwards and backwards,
// within a range and in windows, whatever the size of the text.
package text

import (
	"context"
	"unicode/utf8"
)

// searchWindow is what is searched at a time for plain text, in bytes. A window
// also shows what a match that begins in it may need, and never ends inside its
// last character.
const searchWindow = 256 << 10

// Range is the bytes [From, To) of a text.
type Range struct{ From, To int }

// All returns the range of the whole text.
func (t Text) All() Range { return Range{0, t.Len()} }

func (r Range) clamp(size int) Range {
	from := min(max(r.From, 0), size)
	return Range{from, min(max(r.To, from), size)}
}

// Match is where a pattern matches: the bytes [From, To), which may be none
// for a regular expression. A match never is inside a grapheme cluster or a
// CRLF without holding any of its bytes.
type Match struct {
	From, To int
	groups   []int // of a regular expression: pairs of offsets, -1 for none; the first pair is the whole match
}

// Empty says whether the match holds no bytes.
func (m Match) Empty() bool { return m.From == m.To }

// Find returns the first match of needle at or after from. A folded match may
// be longer or shorter than the needle.
func (t Text) Find(from int, needle string, fold Case) (start, end int, ok bool) {
	m, ok := Literal(needle, fold).Next(context.Background(), t, t.All(), from)
	return m.From, m.To, ok
}

// FindLast returns the last match of needle that begins before the offset.
func (t Text) FindLast(before int, needle string, fold Case) (start, end int, ok bool) {
	m, ok := Literal(needle, fold).Prev(context.Background(), t, t.All(), before)
	return m.From, m.To, ok
}

// Next returns the first match that begins at from or later. There is none
// when it does not lie within the range: what is in the range is searched with
// regard to what stands around it, so that ^, $ and \b mean the same as in the
// whole text. When the context ends, there is no match either.
func (p Pattern) Next(ctx context.Context, t Text, in Range, from int) (Match, bool) {
	return p.search(t, in).next(ctx, from)
}

// After returns the first match behind another one, whose end is now at an
// offset of t: where it was, or where what has been put in its place ends. An
// empty match at that offset does not count.
func (p Pattern) After(ctx context.Context, t Text, in Range, m Match, end int) (Match, bool) {
	return p.search(t, in).after(ctx, m, end)
}

// Near returns how many bytes Next and Prev may search in about a millisecond;
// 0 when they must see more than that to find anything.
func (p Pattern) Near() int {
	switch {
	case p.expr == nil:
		return searchWindow
	case p.expr.reach == inLine:
		return lineWindow / 2
	}
	return 0
}

// Prev returns the last match that begins before the offset and lies within
// the range. What is called off by the context has no match.
func (p Pattern) Prev(ctx context.Context, t Text, in Range, before int) (Match, bool) {
	return p.search(t, in).prev(ctx, before)
}

// Each calls yield with the matches in the range, in order and none
// overlapping, until it returns false or the context ends.
func (p Pattern) Each(ctx context.Context, t Text, in Range, yield func(Match) bool) {
	s := p.search(t, in)
	for m, ok := s.next(ctx, in.From); ok && yield(m); {
		m, ok = s.after(ctx, m, m.To)
	}
}

// search is a search through a range of one text. It keeps the window it looks
// at, so that going on behind a match costs no new one.
type search struct {
	p    Pattern
	t    Text
	in   Range
	last int // no match begins behind it

	at   int      // where the window begins, -1 for none
	s    string   // the window
	scan scan     // of a plain needle in the window
	long textLine // the very long line that is being searched
	win  window   // of it, or of the whole text

	literal *search // of what every match of the expression holds; nil when there is no such thing
}

func (p Pattern) search(t Text, in Range) *search {
	in = in.clamp(t.Len())
	s := &search{p: p, t: t, in: in, last: in.To, at: -1}
	if p.expr != nil && p.expr.literal != nil {
		s.literal = Pattern{plain: p.expr.literal}.search(t, in)
	}
	return s
}

func (s *search) next(ctx context.Context, from int) (Match, bool) {
	from = max(from, s.in.From)
	var m Match
	var ok bool
	switch {
	case s.p.plain != nil:
		m, ok = s.nextPlain(ctx, from)
	case s.p.expr != nil:
		m, ok = s.nextExpr(ctx, from)
	}
	return m, ok && m.To <= s.in.To
}

func (s *search) after(ctx context.Context, m Match, end int) (Match, bool) {
	from := end
	for empty := m.Empty(); ; {
		if empty {
			if from >= s.t.Len() {
				return Match{}, false
			}
			from = s.t.NextGrapheme(from)
		}
		next, ok := s.next(ctx, from)
		if !ok || !next.Empty() || next.From != end {
			return next, ok
		}
		empty = true
	}
}

func (s *search) prev(ctx context.Context, before int) (Match, bool) {
	switch {
	case s.p.plain != nil:
		return s.prevPlain(ctx, before)
	case s.p.expr != nil:
		return s.prevExpr(ctx, before)
	}
	return Match{}, false
}

func (s *search) nextPlain(ctx context.Context, from int) (Match, bool) {
	for from < s.in.To && ctx.Err() == nil {
		if s.at < 0 || from < s.at || from >= s.at+searchWindow {
			s.at = from
			s.s = s.t.Slice(from, min(from+searchWindow, s.in.To)+s.p.plain.longest+utf8.UTFMax)
			s.scan = s.p.plain.scan(s.s)
		}
		if at, n := s.scan.find(from - s.at); at >= 0 && at < searchWindow {
			return Match{From: s.at + at, To: s.at + at + n}, true
		}
		from = s.at + searchWindow
	}
	return Match{}, false
}

func (s *search) prevPlain(ctx context.Context, before int) (Match, bool) {
	size := 1 << 10 // grows: often the match is near
	for to := min(before, s.in.To); to > s.in.From && ctx.Err() == nil; to, size = to-size, min(4*size, searchWindow) {
		from := max(to-size, s.in.From)
		c := s.p.plain.scan(s.t.Slice(from, to+s.p.plain.longest+utf8.UTFMax))
		var last Match
		found := false
		for at, n := c.find(0); at >= 0 && at < to-from; at, n = c.find(at + 1) {
			if m := (Match{From: from + at, To: from + at + n}); m.To <= s.in.To {
				last, found = m, true
			}
		}
		if found {
			return last, true
		}
	}
	return Match{}, false
}
