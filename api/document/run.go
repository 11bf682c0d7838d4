// Layout of a part of a text: the run of whole values that a selection means.

package document

import "strings"

// FormatRange lays out a part of the text: the smallest run of neighbouring
// values that covers the bytes [from, to), each on a line of its own at the
// depth it stands at. A single value goes without its key unless the range
// reaches into the key. The indentation of the line the run begins, if it
// begins one, is laid out too; every other byte of the text stays. Line breaks
// are like the first one of the text.
//
// It refuses what Format refuses; the error is a *FormatError.
func FormatRange(t *Tree, from, to int) (Rewrite, error) {
	if err := wellFormed(t.src); err != nil {
		return Rewrite{}, err
	}
	n, start, end := t.runSpan(from, to)
	l := layouter{}
	for up := t.Parent(n); up != None; up = t.Parent(up) {
		l.depth++
	}
	depth := l.depth
	if l.run(t.src[start:end]); !proportionate(l.n, len(t.src)) {
		return Rewrite{}, outOfProportion()
	}
	if first := strings.IndexByte(t.src, '\n'); first > 0 && t.src[first-1] == '\r' {
		l.eol = "\r\n"
	}
	head := strings.TrimRight(t.src[:start], " \t")
	l.out, l.depth = make([]byte, 0, l.n+2*depth), depth
	if (head == "" || strings.HasSuffix(head, "\n")) && start == t.begin(n) {
		l.indent()
	} else {
		head = t.src[:start]
	}
	l.run(t.src[start:end])
	return respacedSafely(t.src, head+string(l.out)+t.src[end:])
}

// MinifyRange takes the white space between the tokens of a part of the text
// away: of the run that FormatRange lays out. Every other byte stays.
func MinifyRange(t *Tree, from, to int) (Rewrite, error) {
	if err := wellFormed(t.src); err != nil {
		return Rewrite{}, err
	}
	_, start, end := t.runSpan(from, to)
	out := make([]byte, 0, len(t.src))
	out = append(out, t.src[:start]...)
	for i := start; i < end; i = skipSpace(t.src, i) {
		next := tokenEnd(t.src, i)
		out = append(out, t.src[i:next]...)
		i = next
	}
	return respacedSafely(t.src, string(out)+t.src[end:])
}

func respacedSafely(src, out string) (Rewrite, error) {
	if _, err := unchanged(src, out); err != nil {
		return Rewrite{}, err
	}
	return Respaced(src, out), nil
}

// runSpan returns the first value of a run, and where the run begins and ends.
func (t *Tree) runSpan(from, to int) (first Node, start, end int) {
	first, last := t.run(from, to)
	start, end = t.Span(last)
	if first != last || from < start {
		start = t.begin(first)
	}
	return first, start, end
}

// run returns the first and the last of the neighbouring values that cover the
// bytes [from, to): one value, its key included, or several of one container.
// Commas, colons and white space at the ends of the range do not count.
func (t *Tree) run(from, to int) (first, last Node) {
	const between = " \t\r\n,:"
	a, b := from, to
	for a < b && strings.IndexByte(between, t.src[a]) >= 0 {
		a++
	}
	for b > a && strings.IndexByte(between, t.src[b-1]) >= 0 {
		b--
	}
	if a == b {
		n := t.At(from)
		return n, n
	}
	n := t.At(a)
	for t.Parent(n) != None {
		if _, end := t.Span(n); t.begin(n) <= a && b <= end {
			break
		}
		n = t.Parent(n)
	}
	first, last = None, None
	for c := t.FirstChild(n); c != None; c = t.NextSibling(c) {
		_, end := t.Span(c)
		if t.begin(c) >= b {
			break
		}
		if end > a {
			if first == None {
				first = c
			}
			last = c
		}
	}
	if first != None && t.begin(first) <= a {
		if _, end := t.Span(last); b <= end {
			return first, last
		}
	}
	return n, n
}
