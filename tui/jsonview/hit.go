// This file finds what is painted in a cell: the way back from the screen to
// the text.
package jsonview

// Where is what a cell of a window belongs to.
type Where int

// The places.
const (
	OnText     Where = iota
	OnFoldSign       // the sign beside a stretch that is folded or can be
	OnGutter         // any other cell left of the text
	BelowText        // behind the last line
)

// A Hit is what is painted in a cell.
type Hit struct {
	Where Where
	Line  int // of the text, from 0; the last visible one when below the text
	// Off is the byte that begins the character that covers the cell, or where
	// the line ends when the cell is behind it.
	Off int
}

// At returns what is painted in the cell x, y of the window. Cells outside are
// taken as if the window went on there.
func (w Window) At(x, y int) Hit {
	lines := w.Text.Lines()
	top := w.Top
	if w.Folds.Hidden(top) {
		top = w.Folds.NextVisible(top)
	}
	line := w.Folds.LineAt(max(w.Folds.Row(top)+y, 0))
	if line >= lines {
		last := lines - 1
		if w.Folds.Hidden(last) {
			last = w.Folds.PrevVisible(last)
		}
		last = max(last, 0)
		return Hit{Where: BelowText, Line: last, Off: w.Text.LineEnd(last)}
	}
	left := TextLeft(lines, w.Gutter)
	h := Hit{Line: line, Off: w.Ruler.Offset(w.Text, line, max(w.Left+x-left, 0))}
	if x < left {
		h.Where = OnGutter
		_, foldable := w.Folds.Region(line)
		if w.Gutter == Numbers && x == left-2 && (foldable || w.Folds.Folded(line)) {
			h.Where = OnFoldSign
		}
	}
	return h
}
