// This file holds the rows of the Configuration: which values are shown, which
// of them is the current one, and what is open.
package form

import (
	"slices"
	"sort"

	"patchbay/api/document"
	"patchbay/tui/text"
)

// Rows are the values of a Configuration, one below the other as far as the
// objects and lists around them are open. The zero value is ready.
//
// What is open is remembered by where it stands in the text, so it survives
// edits, which Edited is told of, and every tree made after them.
type Rows struct {
	tree *document.Tree
	list []document.Node // what is visible, in the order of the text
	open []int           // where open objects and lists begin, in the text of now; sorted
	at   int             // the current row
	top  int             // the first row on screen
	tall int             // rows on screen when last drawn
}

// Release lets go of the tree. What is open stays known.
func (r *Rows) Release() { r.tree, r.list = nil, nil }

// Tree returns the tree the rows are of, nil before the first.
func (r *Rows) Tree() *document.Tree { return r.tree }

// Len returns how many rows there are.
func (r *Rows) Len() int { return len(r.list) }

// Node returns the value of the current row, document.None without rows.
func (r *Rows) Node() document.Node {
	if r.at >= len(r.list) {
		return document.None
	}
	return r.list[r.at]
}

// Edited moves what is open with an edit of the text.
func (r *Rows) Edited(e text.Edit) {
	if len(e) == 2 && len(e[0].Insert) == e[1].To-e[1].From && len(e[1].Insert) == e[0].To-e[0].From {
		r.exchanged(e[0], e[1])
		return
	}
	kept := r.open[:0]
	i, shift := 0, 0
	for _, off := range r.open {
		for i < len(e) && e[i].To <= off {
			shift += len(e[i].Insert) - (e[i].To - e[i].From)
			i++
		}
		if i < len(e) && e[i].From < off {
			continue // replaced with what is around it
		}
		kept = append(kept, off+shift)
	}
	r.open = slices.Compact(kept)
}

// exchanged moves what is open in two values that have changed places.
func (r *Rows) exchanged(a, b text.Change) {
	longer := len(a.Insert) - len(b.Insert)
	for i, off := range r.open {
		switch {
		case off < a.From || off >= b.To:
		case off < a.To:
			r.open[i] = off - a.From + b.From + longer
		case off < b.From:
			r.open[i] = off + longer
		default:
			r.open[i] = off - b.From + a.From
		}
	}
	slices.Sort(r.open)
}

// Follow shows the tree of the text of now. The current row stays on its line
// of the screen.
func (r *Rows) Follow(tree *document.Tree, off int) {
	if tree == r.tree {
		return
	}
	line := r.at - r.top
	if r.tree == nil && len(r.open) == 0 && tree != nil {
		start, _ := tree.Span(tree.Root())
		r.open = []int{start}
	}
	r.tree = tree
	r.list = r.list[:0]
	if tree != nil {
		r.list = r.appendVisible(r.list, tree.Root())
	}
	r.GoTo(off)
	r.top = r.at - line
}

// appendVisible appends n and what is visible below it.
func (r *Rows) appendVisible(list []document.Node, n document.Node) []document.Node {
	if n == document.None {
		return list
	}
	t := r.tree
	start, _ := t.Span(n)
	open := sort.SearchInts(r.open, start)
	for c := n; c != document.None; {
		list = append(list, c)
		next := t.FirstChild(c)
		if next != document.None {
			start, _ := t.Span(c)
			for open < len(r.open) && r.open[open] < start {
				open++
			}
			if open == len(r.open) || r.open[open] != start {
				next = document.None
			}
		}
		for next == document.None && c != n {
			next = t.NextSibling(c)
			c = t.Parent(c)
		}
		c = next
	}
	return list
}

// row returns the row of a node, ok is false when it is not visible.
func (r *Rows) row(n document.Node) (row int, ok bool) { return slices.BinarySearch(r.list, n) }

// GoTo makes the row current that holds an offset of the text, or what it is
// hidden in.
func (r *Rows) GoTo(off int) {
	if r.tree == nil || len(r.list) == 0 {
		r.at = 0
		return
	}
	for n := r.tree.At(off); n != document.None; n = r.tree.Parent(n) {
		if row, ok := r.row(n); ok {
			r.at = row
			return
		}
	}
	r.at = 0
}

// Reveal opens what hides an offset of the text and makes its row current.
func (r *Rows) Reveal(off int) {
	if r.tree == nil {
		return
	}
	var hidden []document.Node
	for n := r.tree.Parent(r.tree.At(off)); n != document.None; n = r.tree.Parent(n) {
		if !r.Open(n) {
			hidden = append(hidden, n)
		}
	}
	for _, n := range slices.Backward(hidden) {
		r.Expand(n)
	}
	r.GoTo(off)
}

// Open reports whether an object or a list is open.
func (r *Rows) Open(n document.Node) bool {
	start, _ := r.tree.Span(n)
	_, open := slices.BinarySearch(r.open, start)
	return open
}

// Foldable reports whether there is something in n to open or close.
func (r *Rows) Foldable(n document.Node) bool {
	return r.tree != nil && r.tree.FirstChild(n) != document.None
}

// Expand shows what is in n.
func (r *Rows) Expand(n document.Node) {
	start, _ := r.tree.Span(n)
	i, open := slices.BinarySearch(r.open, start)
	if open || !r.Foldable(n) {
		return
	}
	r.open = slices.Insert(r.open, i, start)
	r.relist(n)
}

// Collapse hides what is in n. What is open in there is so again when n is.
func (r *Rows) Collapse(n document.Node) {
	start, _ := r.tree.Span(n)
	i, open := slices.BinarySearch(r.open, start)
	if !open {
		return
	}
	r.open = slices.Delete(r.open, i, i+1)
	r.relist(n)
}

// ExpandAll shows everything in n, what is in its members and items too.
func (r *Rows) ExpandAll(n document.Node) {
	if r.tree == nil || n == document.None {
		return
	}
	var inside []int
	for c, last := n, r.behind(n); c < last; c++ {
		if r.tree.FirstChild(c) != document.None {
			start, _ := r.tree.Span(c)
			inside = append(inside, start)
		}
	}
	r.reopen(n, inside)
}

// CollapseAll closes n and all that is in it. The members of the Configuration
// itself stay.
func (r *Rows) CollapseAll(n document.Node) {
	if r.tree == nil || n == document.None {
		return
	}
	var inside []int
	if n == r.tree.Root() {
		start, _ := r.tree.Span(n)
		inside = []int{start}
	}
	r.reopen(n, inside)
}

// reopen makes the given places all that is open in n, itself included.
func (r *Rows) reopen(n document.Node, inside []int) {
	start, end := r.tree.Span(n)
	lo, hi := sort.SearchInts(r.open, start), sort.SearchInts(r.open, end)
	r.open = slices.Replace(r.open, lo, hi, inside...)
	r.relist(n)
}

// behind returns the first node that is neither n nor in it.
func (r *Rows) behind(n document.Node) document.Node {
	for ; n != document.None; n = r.tree.Parent(n) {
		if next := r.tree.NextSibling(n); next != document.None {
			return next
		}
	}
	return document.Node(r.tree.Len())
}

// relist finds the rows of n anew. A current row that is gone gives way to n.
func (r *Rows) relist(n document.Node) {
	from, visible := r.row(n)
	if !visible {
		return
	}
	current := r.Node()
	behind := r.behind(n)
	to := from + sort.Search(len(r.list)-from, func(i int) bool { return r.list[from+i] >= behind })
	r.list = slices.Replace(r.list, from, to, r.appendVisible(nil, n)...)
	row, ok := r.row(current)
	if !ok {
		row = from
	}
	r.at = row
}

// Move makes the row current that is so many rows further down.
func (r *Rows) Move(by int) { r.at = max(0, min(r.at+by, len(r.list)-1)) }

// Page moves by screens, less one row that stays for orientation.
func (r *Rows) Page(by int) {
	by *= max(1, r.tall-1)
	line := r.at - r.top
	r.Move(by)
	r.top = r.at - line
}

// Parent makes the row of what the current one stands in current.
func (r *Rows) Parent() {
	if r.tree == nil {
		return
	}
	if row, ok := r.row(r.tree.Parent(r.Node())); ok {
		r.at = row
	}
}

// depth returns how many objects and lists n stands in.
func (r *Rows) depth(n document.Node) int {
	d := 0
	for p := r.tree.Parent(n); p != document.None; p = r.tree.Parent(p) {
		d++
	}
	return d
}

// follow scrolls so that the current row, and so many below it, are among the
// rows on screen.
func (r *Rows) follow(tall, below int) {
	r.tall = max(1, tall)
	switch {
	case r.at < r.top-tall || r.at > r.top+2*tall:
		r.top = r.at - tall/2
	case r.at < r.top:
		r.top = r.at
	}
	r.top = max(r.top, r.at+below-tall+1)
	r.top = max(0, min(r.top, r.at, max(0, len(r.list)+below-tall)))
}
