// This file keeps which lines are folded away, and answers which are visible.
package jsonview

import (
	"slices"
	"sort"

	"patchbay/api/document"
)

// Lines is a stretch of whole lines, both ends included, counted from 0.
type Lines struct{ First, Last int }

// Folds is the set of folded stretches of a text. A fold keeps its first line
// visible and hides the rest. Folds move with the edits they are told of. The
// zero value folds nothing; reading a nil *Folds is allowed.
type Folds struct {
	folded  []Lines // sorted by First, then the longer first; one per First
	only    []Lines // when filtering: the lines that stay
	filter  filtering
	hidden  []run // what the above hide: sorted, apart from each other
	regions []document.Fold
	shifts  []shift // edits since the regions were set
}

type filtering int

const (
	showAll filtering = iota
	showOnly
)

// maxFolded bounds how many stretches FoldLevel folds at once.
const maxFolded = 100_000

// SetRegions tells what can be folded, as a tree lists it: sorted, the
// outermost of several that begin on one line first. The slice is kept and not
// changed.
func (f *Folds) SetRegions(regions []document.Fold) {
	f.regions, f.shifts = regions, nil
}

// Fold folds the stretch that begins at the line and reports whether there is
// one that was open.
func (f *Folds) Fold(line int) bool {
	r, ok := f.Region(line)
	if !ok {
		return false
	}
	return f.FoldLines(r)
}

// FoldLines folds any stretch of at least two lines.
func (f *Folds) FoldLines(r Lines) bool {
	if r.Last <= r.First || r.First < 0 {
		return false
	}
	i, found := f.at(r.First)
	if found {
		return false
	}
	f.folded = slices.Insert(f.folded, i, r)
	f.rebuild()
	return true
}

// Unfold opens the stretch that begins at the line.
func (f *Folds) Unfold(line int) bool {
	i, found := f.at(line)
	if !found {
		return false
	}
	f.folded = slices.Delete(f.folded, i, i+1)
	f.rebuild()
	return true
}

// UnfoldAll opens everything.
func (f *Folds) UnfoldAll() {
	f.folded = f.folded[:0]
	f.rebuild()
}

// Folded reports whether a folded stretch begins at the line.
func (f *Folds) Folded(line int) bool {
	if f == nil {
		return false
	}
	_, found := f.at(line)
	return found
}

// FoldLevel folds every object and list at the level and below it, and opens
// those above, so that opening one shows its own parts folded. Level 1 is the
// members of the Configuration. Of very many stretches only those of the level
// itself are folded.
func (f *Folds) FoldLevel(tree *document.Tree, level int) {
	all := tree.Folds()
	f.SetRegions(all)
	f.folded = f.folded[:0]
	pick := func(deeper func(l int) bool) {
		for _, r := range all {
			if deeper(r.Level) {
				f.folded = append(f.folded, Lines{r.StartLine, r.EndLine})
			}
		}
	}
	pick(func(l int) bool { return l >= level })
	if len(f.folded) > maxFolded {
		f.folded = f.folded[:0]
		pick(func(l int) bool { return l == level })
	}
	f.folded = slices.CompactFunc(f.folded, func(a, b Lines) bool { return a.First == b.First })
	f.rebuild()
}

// Reveal opens every stretch that hides the line, and the filter if it does.
// It reports whether anything had to be opened.
func (f *Folds) Reveal(line int) bool {
	if f == nil || !f.Hidden(line) {
		return false
	}
	f.folded = slices.DeleteFunc(f.folded, func(r Lines) bool { return r.First < line && line <= r.Last })
	f.rebuild()
	if f.Hidden(line) {
		f.ShowAll()
	}
	return true
}

// Only shows just these lines, sorted and apart from each other, whatever else
// the text holds; folds among them stay folded. ShowAll ends it.
func (f *Folds) Only(lines []Lines) {
	f.only, f.filter = slices.Clone(lines), showOnly
	f.rebuild()
}

// ShowAll ends what Only began.
func (f *Folds) ShowAll() {
	f.only, f.filter = nil, showAll
	f.rebuild()
}

func (f *Folds) at(line int) (int, bool) {
	i := sort.Search(len(f.folded), func(i int) bool { return f.folded[i].First >= line })
	return i, i < len(f.folded) && f.folded[i].First == line
}
