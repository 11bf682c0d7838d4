// This file moves folds with the edits of their text.
package jsonview

import (
	"slices"
	"sort"
	"strings"

	"patchbay/tui/text"
)

// A shift says that an edit replaced the line ends after old lines
// [line, line+removed) by added new ones.
type shift struct{ line, removed, added int }

// maxShifts bounds what must be walked to place a region. Beyond it the
// regions wait for the next tree.
const maxShifts = 512

// Region returns the stretch that can be folded at the line: its first line
// and its last.
func (f *Folds) Region(line int) (Lines, bool) {
	if f == nil || len(f.regions) == 0 {
		return Lines{}, false
	}
	old := line
	for i := len(f.shifts) - 1; i >= 0; i-- {
		s := f.shifts[i]
		if old > s.line {
			if old <= s.line+s.added {
				return Lines{}, false // the line did not exist then
			}
			old += s.removed - s.added
		}
	}
	i := sort.Search(len(f.regions), func(i int) bool { return f.regions[i].StartLine >= old })
	if i == len(f.regions) || f.regions[i].StartLine != old {
		return Lines{}, false
	}
	r := Lines{line, f.current(f.regions[i].EndLine)}
	return r, r.Last > r.First
}

// Enclosing returns the innermost stretch that can be folded around the line;
// one that begins on it comes first.
func (f *Folds) Enclosing(line int) (Lines, bool) {
	if f == nil {
		return Lines{}, false
	}
	if r, ok := f.Region(line); ok {
		return r, true
	}
	i := sort.Search(len(f.regions), func(i int) bool { return f.current(f.regions[i].StartLine) > line })
	for i--; i >= 0; i-- {
		if r := (Lines{f.current(f.regions[i].StartLine), f.current(f.regions[i].EndLine)}); r.Last >= line && r.Last > r.First {
			return r, true
		}
	}
	return Lines{}, false
}

// current moves a line of the regions' text to the text of now.
func (f *Folds) current(line int) int {
	for _, s := range f.shifts {
		line = s.apply(line)
	}
	return line
}

func (s shift) apply(line int) int {
	if line <= s.line {
		return line
	}
	if line <= s.line+s.removed {
		return s.line + s.added // it was joined to the edit's last line
	}
	return line + s.added - s.removed
}

// Edited moves the folds with an edit of the text before it. What a line ends
// with moves with its end: a fold begins at the bracket its line ends with. A
// fold opens when its first line loses its line end, or gets one behind the
// bracket.
func (f *Folds) Edited(before text.Text, e text.Edit) {
	if f == nil {
		return
	}
	moved := 0 // lines the changes above added
	touched := false
	for _, c := range e {
		first := before.LineOf(c.From)
		s := shift{line: first + moved, removed: before.LineOf(c.To) - first, added: newlines(c.Insert)}
		if s.removed == 0 && s.added == 0 {
			continue
		}
		moved += s.added - s.removed
		if s.removed == 0 && !blankAfter(before, c.From, first) {
			s.line-- // the end of the line moves down
		}
		if len(f.regions) > 0 {
			f.shifts = append(f.shifts, s)
		}
		touched = f.shift(s) || touched
	}
	if len(f.shifts) > maxShifts {
		f.regions, f.shifts = nil, nil
	}
	if touched {
		f.rebuild()
	}
}

// blankAfter reports whether only white space follows an offset in its line.
// Of a very long line the next bytes decide.
func blankAfter(t text.Text, off, line int) bool {
	return strings.TrimSpace(t.Slice(off, min(t.LineEnd(line), off+256))) == ""
}

// shift moves folds and filter; it reports whether there were any to move.
func (f *Folds) shift(s shift) bool {
	if len(f.folded) == 0 && f.filter == showAll {
		return false
	}
	f.folded = slices.DeleteFunc(f.folded, func(r Lines) bool {
		return r.First == s.line || s.line < r.First && r.First <= s.line+s.removed && r.Last <= s.line+s.removed
	})
	for i, r := range f.folded {
		f.folded[i] = Lines{s.apply(r.First), s.apply(r.Last)}
	}
	f.folded = slices.DeleteFunc(f.folded, func(r Lines) bool { return r.Last <= r.First })
	f.folded = slices.CompactFunc(f.folded, func(a, b Lines) bool { return a.First == b.First })
	for i, r := range f.only {
		f.only[i] = Lines{s.apply(r.First), s.apply(r.Last)}
	}
	return true
}

func newlines(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' {
			n++
		}
	}
	return n
}
