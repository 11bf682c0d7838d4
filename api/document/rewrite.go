// Another text made of the same tokens: what it is, and where every place of
// the old one went.

package document

import (
	"slices"
	"sort"
	"strings"
)

// Rewrite is a text made from another one by other white space between its
// tokens, or by another order of its members. No token was changed.
type Rewrite struct {
	Text string
	src  string
	kept []kept // by from, not overlapping
}

// kept says that the bytes [from, to) of the source stand at an offset of the
// new text.
type kept struct{ from, to, at int }

// Map returns where an offset of the source is in the new text. A place in a
// token stays in it, one directly behind a value stays behind it, and one in
// front of a line's first token goes to that token.
func (r Rewrite) Map(off int) int {
	i := sort.Search(len(r.kept), func(i int) bool { return r.kept[i].from > off }) - 1
	if i < 0 {
		return 0
	}
	if i > 0 && off == r.kept[i-1].to && off > 0 && strings.IndexByte("{[,: \t\r\n", r.src[off-1]) < 0 {
		i--
	}
	k := r.kept[i]
	if off > k.to && i+1 < len(r.kept) && strings.IndexByte(r.src[k.to:min(off, len(r.src))], '\n') >= 0 {
		return r.kept[i+1].at
	}
	return k.at + min(off, k.to) - k.from
}

// Spacing is white space between two tokens, and what it became.
type Spacing struct {
	From, To int // bytes of the source
	New      string
}

// Spacings returns where the white space of the source differs, each as small as
// it can be, in the order of the text. It is for texts whose tokens stand in
// the order they had.
func (r Rewrite) Spacings() []Spacing {
	var out []Spacing
	for i := 1; i < len(r.kept); i++ {
		a, b := r.kept[i-1], r.kept[i]
		g := Spacing{From: a.to, To: b.from, New: r.Text[a.at+a.to-a.from : b.at]}
		head := 0
		for old := r.src[g.From:g.To]; head < min(len(old), len(g.New)) && old[head] == g.New[head]; head++ {
		}
		g.From, g.New = g.From+head, g.New[head:]
		tail := 0
		for old := r.src[g.From:g.To]; tail < min(len(old), len(g.New)) && old[len(old)-1-tail] == g.New[len(g.New)-1-tail]; tail++ {
		}
		g.To, g.New = g.To-tail, g.New[:len(g.New)-tail]
		out = append(out, g)
	}
	return out
}

// Respaced compares two valid texts that differ in white space only, such as
// what Format and Minify make, with what they were made from.
func Respaced(src, out string) Rewrite {
	r := Rewrite{Text: out, src: src, kept: []kept{{}}}
	i, j := 0, 0
	for {
		from, at := skipSpace(src, i), skipSpace(out, j)
		size := 0
		if from < len(src) {
			size = tokenEnd(src, from) - from
		}
		if last := &r.kept[len(r.kept)-1]; src[i:from] == out[j:at] {
			last.to = from + size
		} else {
			r.kept = append(r.kept, kept{from, from + size, at})
		}
		if size == 0 {
			return r
		}
		i, j = from+size, at+size
	}
}

// mover writes a text that consists of parts of another one.
type mover struct {
	src  string
	out  strings.Builder
	kept []kept // in the order of the new text
}

// keep writes bytes of the source that places in them move along with.
func (w *mover) keep(from, to int) {
	if !w.glue(from, to) {
		w.kept = append(w.kept, kept{from, to, w.out.Len()})
	}
	w.out.WriteString(w.src[from:to])
}

// space writes what stands between two values. A place in it moves along with
// the values.
func (w *mover) space(from, to int) {
	w.glue(from, to)
	w.out.WriteString(w.src[from:to])
}

// glue makes the last part longer if it is followed by the same bytes as in
// the source.
func (w *mover) glue(from, to int) bool {
	if n := len(w.kept); n > 0 {
		if k := &w.kept[n-1]; k.to == from && k.at+k.to-k.from == w.out.Len() {
			k.to = to
			return true
		}
	}
	return false
}

func (w *mover) rewrite() Rewrite {
	slices.SortFunc(w.kept, func(a, b kept) int { return a.from - b.from })
	return Rewrite{Text: w.out.String(), src: w.src, kept: w.kept}
}
