// Three-way merge: writing the merged text.

package document

import "strings"

// writer writes the merged text once.
type writer struct {
	m       *Merged
	settled map[*conflict]Settle
	habits  [2]habits
	out     strings.Builder
	err     error
}

func (w *writer) tree(s side) *Tree {
	if s == onMine {
		return w.m.mine
	}
	return w.m.theirs
}

// whole returns the outermost value as it is to be written into my text.
func (w *writer) whole(p piece) string {
	w.out.Grow(len(w.m.mine.src) + len(w.m.mine.src)/16)
	w.habits = [2]habits{w.m.mine.habits(), w.m.theirs.habits()}
	f := newSurroundings(w, onMine, None, None)
	w.value(p, f, f.t.Root(), f.t.Root(), "")
	return w.out.String()
}

// outcome is a piece once its clash is settled: what it is instead, or JSON of
// the user's own. gone: nothing stands here.
func (w *writer) outcome(p piece) (as piece, own string, gone bool) {
	if p.clash == nil {
		return p, "", false
	}
	s := w.settled[p.clash]
	if s.Choice == Own {
		return p, s.JSON, false
	}
	x := onMine
	if s.Choice == Theirs {
		x = onTheirs
	}
	n := p.clash.n[x]
	return written(x, n), "", n == None
}

// value writes a piece into a frame. stands is the node of the frame's own text
// whose place it takes, None where it comes in or was moved, and beside a node
// near it; indent is that of its line.
func (w *writer) value(p piece, f *surroundings, stands, beside Node, indent string) {
	p, own, gone := w.outcome(p)
	from := w.tree(p.side)
	switch {
	case gone:
	case own != "":
		w.out.WriteString(indented(own, w.indent(f, stands, indent)))
	case from == f.t && p.n == stands:
		if p.box != nil {
			w.box(p.box)
			return
		}
		w.out.WriteString(from.Text(p.n))
	default:
		text := from.Text(p.n)
		if p.box != nil {
			inner := writer{m: w.m, settled: w.settled, habits: w.habits}
			inner.box(p.box)
			text = inner.out.String()
			if inner.err != nil {
				w.err = inner.err
			}
		}
		w.out.WriteString(f.adopt(text, from, beside, w.indent(f, stands, indent)))
	}
}

func (w *writer) indent(f *surroundings, stands Node, indent string) string {
	if stands != None {
		start, _ := f.t.Span(stands)
		return f.t.shortIndent(start)
	}
	return indent
}

// box writes a container put together.
func (w *writer) box(x *box) {
	s := onMine
	if x.n[s] == None {
		s = onTheirs
	}
	f := newSurroundings(w, s, x.n[s], x.n[s.other()])
	start, end := f.t.Span(x.n[s])
	w.out.WriteString(f.t.src[start : start+1])
	var keys map[string]bool
	var last *element
	for i := range x.elements {
		e := &x.elements[i]
		if _, _, gone := w.outcome(e.value); gone {
			continue
		}
		gap := f.gap(last, e)
		w.out.WriteString(gap)
		indent := f.indent
		if at := strings.LastIndexByte(gap, '\n'); at >= 0 {
			indent = strings.TrimLeft(gap[at+1:], ",")
		}
		stands := None
		if e.at[s] >= 0 {
			stands = e.n[s]
		}
		beside := f.near(last, e)
		if x.kind == Object {
			own := w.key(f, e, s, beside)
			if own != "" && keys == nil {
				keys = w.keys(x, e)
			}
			if own != "" && keys[own] {
				w.err = errTaken
			}
		}
		w.value(e.value, f, stands, beside, indent)
		last = e
	}
	w.out.WriteString(f.end(last))
	w.out.WriteString(f.t.src[end-1 : end])
}

// key writes the key of an element and the colon. It returns the key if it is
// one the user wrote.
func (w *writer) key(f *surroundings, e *element, s side, beside Node) (own string) {
	x := e.key
	if e.keyClash != nil {
		switch settled := w.settled[e.keyClash]; settled.Choice {
		case Own:
			key := strings.Trim(settled.JSON, blanks)
			w.out.WriteString(key)
			own = decode(key, keepHalves)
		case Theirs:
			x = onTheirs
		}
	}
	if own == "" {
		w.out.WriteString(rawKey(w.tree(x), e.n[x]))
	}
	colon := ""
	switch {
	case e.at[s] >= 0:
		colon = afterKey(f.t, e.n[s])
	case f.step():
		colon = afterKey(w.tree(x), e.n[x])
	default:
		colon = f.t.colon(beside)
	}
	w.out.WriteString(colon)
	return own
}

// afterKey returns what stands between the key and the value of a member.
func afterKey(t *Tree, n Node) string {
	_, end, _ := t.KeySpan(n)
	start, _ := t.Span(n)
	return t.src[end:start]
}

// keys returns the keys of the other elements of an object.
func (w *writer) keys(x *box, but *element) map[string]bool {
	out := map[string]bool{}
	for i := range x.elements {
		e := &x.elements[i]
		if _, _, gone := w.outcome(e.value); e == but || gone {
			continue
		}
		key := e.key
		if e.keyClash != nil && w.settled[e.keyClash].Choice == Theirs {
			key = onTheirs
		}
		out[meaningKey(w.tree(key), e.n[key])] = true
	}
	return out
}
