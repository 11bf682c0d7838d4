// Three-way merge: the layout of a merged container, from its surroundings.

package document

import "strings"

// surroundings are the frame of a box: the container that gives it its brackets
// and what stands between its elements. What both texts have between two
// neighbours is taken from the frame; what only the other text has, from there,
// if it lays the container out in the same way; the rest is made in the manner
// of the neighbours.
type surroundings struct {
	t, other *Tree
	habits   [2]habits // of t and other
	s        side
	c, o     Node   // the container there
	indent   string // of the line the container begins on
	inStep   stepping
}

// habits are how a text is written everywhere.
type habits struct {
	unit, eol string // one level of indentation, and the line break
	lines     bool   // there is more than one line
}

func (t *Tree) habits() habits {
	start, end := t.Span(t.Root())
	return habits{t.unit(), t.eol(), strings.Contains(t.src[start:end], "\n")}
}

type stepping uint8 // whether both texts lay the container out alike

const (
	unknown stepping = iota
	inStep
	outOfStep
)

func newSurroundings(w *writer, s side, c, o Node) *surroundings {
	f := &surroundings{t: w.tree(s), other: w.tree(s.other()), s: s, c: c, o: o}
	f.habits = [2]habits{w.habits[s], w.habits[s.other()]}
	start, _ := f.t.Span(f.c)
	f.indent = f.t.shortIndent(start)
	return f
}

// step reports whether the other text lays the container out in the same way.
func (f *surroundings) step() bool {
	if f.inStep == unknown {
		f.inStep = outOfStep
		if f.c != None && f.o != None && f.sameManner() {
			f.inStep = inStep
		}
	}
	return f.inStep == inStep
}

func (f *surroundings) sameManner() bool {
	a, n, b, m := f.t, f.c, f.other, f.o
	x, y := a.FirstChild(n), b.FirstChild(m)
	if x == None || y == None {
		i, _ := a.Span(n)
		j, _ := b.Span(m)
		return f.habits[0] == f.habits[1] && a.shortIndent(i) == b.shortIndent(j)
	}
	if a.head(n) != b.head(m) || a.tail(n) != b.tail(m) {
		return false
	}
	p, q := a.NextSibling(x), b.NextSibling(y)
	return p == None || q == None || a.separator(x, p) == b.separator(y, q)
}

// head returns the white space behind the opening bracket of a container that
// is not empty, tail that before the closing one.
func (t *Tree) head(c Node) string {
	start, _ := t.Span(c)
	return t.src[start+1 : t.begin(t.FirstChild(c))]
}

func (t *Tree) tail(c Node) string {
	_, end := t.Span(c)
	return t.src[back(t.src, 0, end-1) : end-1]
}

// separator returns what stands between two neighbours.
func (t *Tree) separator(n, next Node) string {
	_, end := t.Span(n)
	return t.src[end:t.begin(next)]
}

// gap returns what to write between two elements; last is nil for the start.
func (f *surroundings) gap(last, e *element) string {
	if text, ok := between(f.t, f.s, f.c, last, e); ok {
		return text
	}
	if f.step() {
		if text, ok := between(f.other, f.s.other(), f.o, last, e); ok {
			return text
		}
	}
	if last == nil {
		if f.t.Count(f.c) > 0 {
			return f.t.head(f.c)
		}
		return f.pad(f.indent + f.habits[0].unit)
	}
	ref := f.near(last, e)
	if ref == f.c { // the frame was empty
		switch pad := f.pad(f.indent + f.habits[0].unit); {
		case strings.Contains(pad, "\n"):
			return "," + pad
		case pad == "" && !f.airy(f.c):
			return ","
		}
		return ", "
	}
	s, err := f.t.slot(ref)
	if err != nil { // not in a valid text
		return ","
	}
	return f.t.gap(ref, s)
}

// between returns what a text has between two elements, if they are neighbours
// in it. A nil element is the edge of the container.
func between(t *Tree, s side, c Node, last, e *element) (string, bool) {
	i, j := int32(-1), int32(t.Count(c))
	if last != nil {
		if i = last.at[s]; i < 0 {
			return "", false
		}
	}
	if e != nil {
		j = e.at[s]
	}
	if j != i+1 {
		return "", false
	}
	switch {
	case last == nil && e == nil:
		start, end := t.Span(c)
		return t.src[start+1 : end-1], true
	case last == nil:
		return t.head(c), true
	case e == nil:
		return t.tail(c), true
	}
	return t.separator(last.n[s], e.n[s]), true
}

// end returns what to write before the closing bracket.
func (f *surroundings) end(last *element) string {
	if text, ok := between(f.t, f.s, f.c, last, nil); ok {
		return text
	}
	if f.step() {
		if text, ok := between(f.other, f.s.other(), f.o, last, nil); ok {
			return text
		}
	}
	switch {
	case last == nil:
		return ""
	case f.t.Count(f.c) > 0:
		return f.t.tail(f.c)
	}
	return f.pad(f.indent)
}

// pad returns what stands inside of a bracket of a frame that is empty in its
// text: a line with an indentation, or what a model has.
func (f *surroundings) pad(indent string) string {
	if f.several(f.c) {
		return f.habits[0].eol + indent
	}
	if model := f.model(f.c); model != None {
		return f.t.head(model)
	}
	return ""
}

// near returns a node of the frame near an element: one beside it, or the
// container when that is empty.
func (f *surroundings) near(last, e *element) Node {
	switch {
	case e.at[f.s] >= 0:
		return e.n[f.s]
	case last != nil && last.at[f.s] >= 0:
		return last.n[f.s]
	case f.t.Count(f.c) > 0:
		return f.t.FirstChild(f.c)
	}
	return f.c
}

// fits is the length in bytes up to which a line of a laid out text is no reason
// to spread what its author put on it.
const fits = 120

// adopt returns a value of another text, or from elsewhere in this one, in the
// layout of the place beside a node. Its tokens stay.
func (f *surroundings) adopt(text string, from *Tree, beside Node, indent string) string {
	inside := strings.Trim(text, "{[]}"+blanks)
	if inside == "" || text[0] != '{' && text[0] != '[' {
		return text
	}
	if from == f.t || f.step() {
		return indented(text, indent)
	}
	if f.habits[0].lines && f.habits[1].lines && !strings.Contains(text, "\n") && len(indent)+len(text) <= fits {
		return text
	}
	if !f.several(beside) {
		return oneLine(text, f.airy(beside))
	}
	to, as := f.habits[0], f.habits[1]
	if strings.Contains(text, "\n") && to.unit == as.unit && to.eol == as.eol {
		return indented(text, indent)
	}
	return spread(text, indent, to.unit, to.eol)
}

// several reports whether a container beside a node is to be laid out over
// several lines.
func (f *surroundings) several(beside Node) bool {
	if model := f.model(beside); model != None {
		return strings.Contains(f.t.head(model), "\n")
	}
	return f.habits[0].lines
}

// model returns a container whose layout one at or beside a node is to have: a
// near one in the same container, or the one around it. None if there is none.
func (f *surroundings) model(beside Node) Node {
	const lookAt = 16
	for n, i := beside, 0; n != None && i < lookAt; n, i = f.t.PrevSibling(n), i+1 {
		if f.t.Count(n) > 0 {
			return n
		}
	}
	for n, i := beside, 0; n != None && i < lookAt; n, i = f.t.NextSibling(n), i+1 {
		if f.t.Count(n) > 0 {
			return n
		}
	}
	return f.t.Parent(beside)
}

// airy reports whether there are blanks behind the colons and commas of what
// stands on one line beside a node.
func (f *surroundings) airy(beside Node) bool {
	n := f.model(beside)
	for f.t.Kind(n) == Array && f.t.Count(n) > 0 {
		n = f.t.FirstChild(n)
	}
	if f.t.Kind(n) == Object && f.t.Count(n) > 0 {
		return f.t.airy(f.t.FirstChild(n))
	}
	return f.t.airy(beside)
}

// shortIndent is lineIndent for lines of ordinary length. On longer ones, which
// nobody laid out, it is empty.
func (t *Tree) shortIndent(off int) string {
	start := max(0, off-longLine)
	at := strings.LastIndexByte(t.src[start:off], '\n')
	if at < 0 && start > 0 {
		return ""
	}
	return t.lineIndent(off)
}

// spread lays a value out over several lines.
func spread(text, indent, unit, eol string) string {
	l := layouter{out: make([]byte, 0, 2*len(text))}
	l.run(text)
	var b strings.Builder
	for line := range strings.Lines(string(l.out)) {
		line = strings.TrimRight(line, "\n")
		inner := strings.TrimLeft(line, " ")
		if b.Len() > 0 {
			b.WriteString(eol + indent)
			for range (len(line) - len(inner)) / 2 {
				b.WriteString(unit)
			}
		}
		b.WriteString(inner)
	}
	return b.String()
}

// oneLine puts a value on one line, with blanks behind commas and colons or
// without.
func oneLine(text string, airy bool) string {
	var b strings.Builder
	for i := skipSpace(text, 0); i < len(text); {
		end := tokenEnd(text, i)
		b.WriteString(text[i:end])
		if airy && (text[i] == ',' || text[i] == ':') {
			b.WriteByte(' ')
		}
		i = skipSpace(text, end)
	}
	return b.String()
}
