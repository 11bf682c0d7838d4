// between.go finds a small edit that turns one text into another.
package text

import (
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// diffLimit is the size in bytes of the differing middle from which on it is
// replaced as a whole instead of being compared line by line.
const diffLimit = 4 << 20

// Between returns an edit that turns a into b. What they have in common at the
// start and at the end is left alone; between, only the lines that differ are
// replaced. Texts that differ in more than 4 MB get one change. Changes do not
// cut UTF-8 sequences.
func Between(a, b Text) Edit {
	if a.Same(b) {
		return nil
	}
	head := commonPrefix(a, b)
	if head == a.Len() && head == b.Len() {
		return nil
	}
	tail := commonSuffix(a, b, head)
	if max(a.Len(), b.Len())-head-tail > diffLimit {
		head, tail = a.trimRunes(b, head, tail)
		return Edit{{head, a.Len() - tail, b.Slice(head, b.Len()-tail)}}
	}
	// Whole lines around the difference, so that lines can be compared.
	from := a.LineStart(a.LineOf(head))
	aTo, bTo := a.Len()-tail, b.Len()-tail
	rest := min(a.LineStart(a.LineOf(aTo)+1)-aTo, tail)
	was, is := a.Slice(from, aTo+rest), b.Slice(from, bTo+rest)
	var e Edit
	for _, d := range udiff.Lines(was, is) {
		if c, ok := trim(Change{d.Start, d.End, d.New}, was); ok {
			c.From += from
			c.To += from
			e = append(e, c)
		}
	}
	return e
}

// trim takes what a change leaves as it is off both its ends.
func trim(c Change, old string) (Change, bool) {
	was, now := old[c.From:c.To], c.Insert
	head := 0
	for head < min(len(was), len(now)) && was[head] == now[head] {
		head++
	}
	for i := 0; i < 3 && head > 0 && (continues(was, head) || continues(now, head)); i++ {
		head--
	}
	was, now = was[head:], now[head:]
	tail := 0
	for tail < min(len(was), len(now)) && was[len(was)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	for i := 0; i < 3 && tail > 0 && (continues(was, len(was)-tail) || continues(now, len(now)-tail)); i++ {
		tail--
	}
	c = Change{c.From + head, c.To - tail, strings.Clone(now[:len(now)-tail])}
	return c, c.From != c.To || c.Insert != ""
}

// continues says whether the byte at off goes on with a UTF-8 sequence.
func continues(s string, off int) bool { return off < len(s) && s[off]&0xC0 == 0x80 }

// trimRunes shortens a common head and tail so that they end and begin between
// UTF-8 sequences.
func (t Text) trimRunes(u Text, head, tail int) (int, int) {
	inside := func(x Text, off int) bool {
		c, ok := x.Byte(off)
		return ok && c&0xC0 == 0x80
	}
	for i := 0; i < 3 && head > 0 && (inside(t, head) || inside(u, head)); i++ {
		head--
	}
	for i := 0; i < 3 && tail > 0 && (inside(t, t.Len()-tail) || inside(u, u.Len()-tail)); i++ {
		tail--
	}
	return head, tail
}

// commonSuffix returns the number of bytes that a and b share at their ends,
// not counting the first head bytes of either.
func commonSuffix(a, b Text, head int) int {
	limit := min(a.Len(), b.Len()) - head
	total := 0
	for step := 256; total < limit; step = min(step*4, chunkSize) {
		n := min(step, limit-total)
		x := a.Slice(a.Len()-total-n, a.Len()-total)
		y := b.Slice(b.Len()-total-n, b.Len()-total)
		if x == y {
			total += n
			continue
		}
		for i := n - 1; x[i] == y[i]; i-- {
			total++
		}
		break
	}
	return total
}
