// selection.go is the value Selection: an anchor and a head.
package text

// Selection is what is selected: from the anchor, where it began, to the head,
// where the cursor is. Both are byte offsets. Anchor == Head is a cursor.
type Selection struct{ Anchor, Head int }

// Cursor returns the empty selection at off.
func Cursor(off int) Selection { return Selection{off, off} }

// Empty says whether nothing is selected.
func (s Selection) Empty() bool { return s.Anchor == s.Head }

// Min returns where the selected bytes begin.
func (s Selection) Min() int { return min(s.Anchor, s.Head) }

// Max returns where the selected bytes end.
func (s Selection) Max() int { return max(s.Anchor, s.Head) }

// Map returns the selection after e. It does not grow over what is inserted at
// its ends, and a cursor stays before what is inserted at it.
func (s Selection) Map(e Edit) Selection {
	if s.Empty() {
		return Cursor(e.Map(s.Head, Before))
	}
	lo := e.Map(s.Min(), After)
	hi := max(lo, e.Map(s.Max(), Before))
	if s.Anchor < s.Head {
		return Selection{lo, hi}
	}
	return Selection{hi, lo}
}

// clamp keeps both ends inside a text of size bytes.
func (s Selection) clamp(size int) Selection {
	return Selection{min(max(s.Anchor, 0), size), min(max(s.Head, 0), size)}
}
