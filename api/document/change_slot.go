// The surroundings of a member or an item: the brackets, commas and white space
// that a change of it has to keep in order.

package document

import "strings"

// slot is a member or item and what stands around it.
type slot struct {
	from, to    int // the member or item, its key included
	open, shut  int // behind the opening bracket of its container, at the closing one
	before      int // where the sibling before it ends, or open
	behind      int // where the sibling behind it begins, or shut
	first, last bool
}

// slot returns the surroundings of n. It refuses a broken text, unless n and
// what stands directly around it are in order. It costs the logarithm of the
// number of nodes and the white space; in a broken text also the size of n.
func (t *Tree) slot(n Node) (slot, error) {
	parent := t.Parent(n)
	if parent == None {
		return slot{}, unchangeable("The Configuration itself stands in nothing else.")
	}
	s := slot{from: t.begin(n), first: t.FirstChild(parent) == n}
	_, s.to = t.Span(n)
	var err error
	if s.open, s.shut, err = t.inside(parent); err != nil {
		return slot{}, err
	}
	s.before, s.behind = s.open, s.shut
	if next := t.NextSibling(n); next != None {
		s.behind = t.begin(next)
	} else {
		s.last = true
	}
	if !s.first {
		s.before = back(t.src, s.open, s.from)
		if s.before > s.open && t.src[s.before-1] == ',' {
			s.before = back(t.src, s.open, s.before-1)
		}
	}
	if !t.valid && !t.inOrder(n, s) {
		return slot{}, t.broken(s.before, s.behind)
	}
	return s, nil
}

// inside returns where the inside of a container begins and ends.
func (t *Tree) inside(c Node) (open, shut int, err error) {
	start, end := t.Span(c)
	if end-start < 2 || closing(t.src[start]) != t.src[end-1] {
		return 0, 0, t.broken(start, end)
	}
	return start + 1, end - 1, nil
}

func closing(open byte) byte {
	switch open {
	case '{':
		return '}'
	case '[':
		return ']'
	}
	return 0
}

// back returns the end of what stands before the white space that ends at an
// offset, not further back than from.
func back(src string, from, off int) int {
	for off > from && isSpace(src[off-1]) {
		off--
	}
	return off
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// inOrder reports whether n is sound in itself and between its neighbours, in a
// text that is not.
func (t *Tree) inOrder(n Node, s slot) bool {
	if !s.first {
		// What ends there has to be the sibling before, whole.
		before := t.childEndingAt(t.Parent(n), s.before)
		if _, end := t.Span(before); before == None || end != s.before || t.NextSibling(before) != n {
			return false
		}
	}
	if t.isMember(n) {
		start, end, ok := t.KeySpan(n)
		value, _ := t.Span(n)
		if !ok || t.src[start] != '"' || strings.Trim(t.src[end:value], blanks) != ":" {
			return false
		}
		if whole, _ := Valid(t.src[start:end]); !whole {
			return false
		}
	}
	whole, _ := Valid(t.Text(n))
	return whole && t.between(s.before, s.from, s.first) && t.between(s.to, s.behind, s.last)
}

const blanks = " \t\r\n"

// between reports whether there is one comma between two places and nothing
// else but white space; at the edge of a container, no comma.
func (t *Tree) between(from, to int, edge bool) bool {
	if from > to {
		return false
	}
	found := strings.Trim(t.src[from:to], blanks)
	return found == "," && !edge || found == "" && edge
}

// broken returns the error for a place that is not in order, at the syntax
// fault nearest to it.
func (t *Tree) broken(from, to int) error {
	e := &ChangeError{Off: from, Reason: "The text around this place is not JSON."}
	best := -1
	for _, f := range t.findings {
		if f.ID != syntax {
			continue
		}
		away := max(0, from-f.End, f.Start-to)
		if best < 0 || away < best {
			best = away
			e.Off, e.Reason = f.Start, f.Message
		}
	}
	return e
}

// gap returns what separates a sibling from the one before it, comma included.
// That of an only one is made up in the manner of its container.
func (t *Tree) gap(n Node, s slot) string {
	if s.first && !s.last {
		s.before, s.from = s.to, s.behind // as it is behind the first
	} else if s.first {
		space := t.src[s.open:s.from]
		switch {
		case strings.Contains(space, "\n"):
			return "," + lastBreak(space)
		case t.airy(n):
			return ", "
		}
		return ","
	}
	head, tail, _ := strings.Cut(t.src[s.before:s.from], ",")
	return lastBreak(head) + "," + lastBreak(tail)
}

// lastBreak drops blank lines: of several line breaks the last one stays.
func lastBreak(space string) string {
	i := strings.LastIndexByte(space, '\n')
	if i > 0 && space[i-1] == '\r' {
		i--
	}
	return space[max(i, 0):]
}

// airy reports whether there is a blank behind the colons around n.
func (t *Tree) airy(n Node) bool { return strings.HasSuffix(t.colon(n), " ") }

// colon returns what stands between key and value of n, or of the nearest
// member around it.
func (t *Tree) colon(n Node) string {
	for ; n != None; n = t.Parent(n) {
		if _, end, ok := t.KeySpan(n); ok {
			if start, _ := t.Span(n); !strings.Contains(t.src[end:start], "\n") {
				return t.src[end:start]
			}
		}
	}
	return ": "
}

// lineIndent returns the spaces and tabs that the line of an offset begins
// with, as far as they are before the offset.
func (t *Tree) lineIndent(off int) string {
	start := strings.LastIndexByte(t.src[:off], '\n') + 1
	end := start
	for end < off && (t.src[end] == ' ' || t.src[end] == '\t') {
		end++
	}
	return t.src[start:end]
}

// unit returns one level of indentation as the text uses it.
func (t *Tree) unit() string { return IndentUnit(t.src) }

// IndentUnit returns one level of indentation as a text uses it: two spaces
// unless its first indented line says otherwise. It reads 4 KB at most.
func IndentUnit(src string) string {
	const lookAt = 4 << 10 // bytes
	for line := range strings.Lines(src[:min(lookAt, len(src))]) {
		trimmed := strings.TrimLeft(line, " \t")
		lead := line[:len(line)-len(trimmed)]
		switch {
		case lead == "" || strings.TrimSpace(trimmed) == "":
		case lead[0] == '\t':
			return "\t"
		case len(lead) <= 8 && strings.Trim(lead, " ") == "":
			return lead
		}
	}
	return "  "
}

// eol returns the line break the text uses.
func (t *Tree) eol() string {
	if i := strings.IndexByte(t.src, '\n'); i > 0 && t.src[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// indented moves a value of several lines, which ends with its closing bracket,
// to another indentation. A JSON string holds no line break, so only white space
// changes.
func indented(json, indent string) string {
	json = strings.Trim(json, blanks)
	last := strings.LastIndexByte(json, '\n') + 1
	if last == 0 {
		return json
	}
	old := json[last:]
	old = old[:len(old)-len(strings.TrimLeft(old, " \t"))]
	if old == indent {
		return json
	}
	var b strings.Builder
	for line := range strings.Lines(json) {
		if b.Len() > 0 {
			if rest, ok := strings.CutPrefix(line, old); ok {
				b.WriteString(indent)
				line = rest
			}
		}
		b.WriteString(line)
	}
	return b.String()
}

// Laid writes a JSON value the way a new member or item of c would be written:
// over several lines where c has its own on lines of their own.
func (t *Tree) Laid(c Node, json string) string {
	several := false
	if first := t.FirstChild(c); first != None {
		start, _ := t.Span(c)
		several = strings.Contains(t.src[start:t.begin(first)], "\n")
	} else {
		_, several = t.manner(c)
	}
	if !several {
		if small, err := Minify(json); err == nil && !t.airy(c) {
			return small
		}
		return json
	}
	var b strings.Builder
	for line := range strings.Lines(Layout(json)) {
		text := strings.TrimLeft(line, " ")
		b.WriteString(strings.Repeat(t.unit(), (len(line)-len(text))/2))
		if text, broken := strings.CutSuffix(text, "\n"); broken {
			b.WriteString(text + t.eol())
		} else {
			b.WriteString(text)
		}
	}
	return b.String()
}
