// Aligning two sequences: which elements stayed, in their order.

package document

import (
	"sort"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// run is n elements that are equal, from a on in one sequence and from b on in
// the other.
type run struct{ a, b, n int }

// align finds equal elements in the same order in both sequences. Elements are
// small numbers, from 0. Elements that are unique on both sides are matched
// first, as far as their order allows, and what lies between them by a bounded
// search: good for texts that have much in common, and in time about linear for
// those that have nothing.
func align(a, b []int32, symbols int) []run {
	al := aligner{a: a, b: b, inA: make([]int32, symbols), inB: make([]int32, symbols), at: make([]int32, symbols)}
	al.between(0, len(a), 0, len(b), 0)
	return al.runs
}

type aligner struct {
	a, b     []int32
	inA, inB []int32 // how often each symbol occurs in the part looked at; zero between looks
	at       []int32 // where it occurs in b
	runs     []run
}

// rounds bounds how often parts between unique elements are searched for
// elements unique in that part.
const rounds = 12

func (al *aligner) match(a, b, n int) {
	if n == 0 {
		return
	}
	if k := len(al.runs); k > 0 {
		if last := &al.runs[k-1]; last.a+last.n == a && last.b+last.n == b {
			last.n += n
			return
		}
	}
	al.runs = append(al.runs, run{a, b, n})
}

// between aligns a[a0:a1] with b[b0:b1].
func (al *aligner) between(a0, a1, b0, b1, round int) {
	front := 0
	for a0+front < a1 && b0+front < b1 && al.a[a0+front] == al.b[b0+front] {
		front++
	}
	al.match(a0, b0, front)
	a0, b0 = a0+front, b0+front
	back := 0
	for a0 < a1-back && b0 < b1-back && al.a[a1-1-back] == al.b[b1-1-back] {
		back++
	}
	a1, b1 = a1-back, b1-back
	if a0 < a1 && b0 < b1 {
		anchors := al.anchors(a0, a1, b0, b1)
		switch {
		case len(anchors) == 0 || round >= rounds:
			al.search(a0, a1, b0, b1)
		default:
			for _, p := range anchors {
				al.between(a0, p.a, b0, p.b, round+1)
				al.match(p.a, p.b, 1)
				a0, b0 = p.a+1, p.b+1
			}
			al.between(a0, a1, b0, b1, round+1)
		}
	}
	al.match(a1, b1, back)
}

// anchors returns the longest chain of elements that are unique in both parts
// and stand in the same order.
func (al *aligner) anchors(a0, a1, b0, b1 int) []run {
	for _, s := range al.a[a0:a1] {
		al.inA[s]++
	}
	for j, s := range al.b[b0:b1] {
		al.inB[s]++
		al.at[s] = int32(b0 + j)
	}
	var unique []run // in the order of a
	for i, s := range al.a[a0:a1] {
		if al.inA[s] == 1 && al.inB[s] == 1 {
			unique = append(unique, run{a0 + i, int(al.at[s]), 1})
		}
	}
	for _, s := range al.a[a0:a1] {
		al.inA[s] = 0
	}
	for _, s := range al.b[b0:b1] {
		al.inB[s] = 0
	}
	return rising(unique)
}

// rising returns a longest chain of runs that rises in b as well as in a.
func rising(runs []run) []run {
	var ends []int // ends[k]: the run with the lowest b that ends a chain of k+1
	before := make([]int, len(runs))
	for i, r := range runs {
		k := sort.Search(len(ends), func(k int) bool { return runs[ends[k]].b > r.b })
		before[i] = -1
		if k > 0 {
			before[i] = ends[k-1]
		}
		if k == len(ends) {
			ends = append(ends, i)
		} else {
			ends[k] = i
		}
	}
	if len(ends) == 0 {
		return nil
	}
	chain := make([]run, len(ends))
	for i, k := ends[len(ends)-1], len(ends)-1; k >= 0; i, k = before[i], k-1 {
		chain[k] = runs[i]
	}
	return chain
}

// search aligns parts without unique elements. The library gives up the best
// answer after a bounded number of differences.
func (al *aligner) search(a0, a1, b0, b1 int) {
	a, b := a0, b0
	for _, d := range lcs.DiffRunes(al.a[a0:a1], al.b[b0:b1]) {
		al.match(a, b, a0+d.Start-a)
		a, b = a0+d.End, b0+d.ReplEnd
	}
	al.match(a, b, a1-a)
}
