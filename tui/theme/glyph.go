// This file holds the two tables of signs: Unicode and ASCII.
package theme

// A Glyph is a sign of exactly one cell. None is an emoji, and none depends on
// a variation selector, so every way of measuring text agrees on its width.
type Glyph int

// The signs.
const (
	Horizontal  Glyph = iota // ─
	Vertical                 // │
	TopLeft                  // ┌
	TopRight                 // ┐
	BottomLeft               // └
	BottomRight              // ┘
	TeeLeft                  // ├ a rule meets the left edge
	TeeRight                 // ┤ a rule meets the right edge
	TeeTop                   // ┬
	TeeBottom                // ┴
	CrossLines               // ┼
	Ellipsis                 // text was cut here
	Fold                     // beside a range that is open and can be folded
	Unfold                   // beside a range that is folded
	Bullet                   // an item of a list
	Pin                      // a pinned Connector
	Dirty                    // an unsaved edit
	ArrowRight               // from → to
	ArrowUp
	ArrowDown
	Check        // done, success
	Cross        // failed, error
	WarningSign  // warning
	InfoSign     // info
	ScrollThumb  // where the window is
	ScrollTrack  // where it is not
	Dot          // a large dot
	MiddleDot    // between two facts on one line
	Pointer      // at the selected row
	ProgressFull // the done part of a progress bar
	ProgressEmpty
	Dash // between two numbers: 12–34

	glyphCount
)

var unicodeGlyphs = [glyphCount]string{
	Horizontal: "─", Vertical: "│",
	TopLeft: "┌", TopRight: "┐", BottomLeft: "└", BottomRight: "┘",
	TeeLeft: "├", TeeRight: "┤", TeeTop: "┬", TeeBottom: "┴", CrossLines: "┼",
	Ellipsis: "…", Fold: "▾", Unfold: "▸", Bullet: "•", Pin: "★", Dirty: "●",
	ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Check: "✓", Cross: "✗",
	WarningSign: "!", InfoSign: "i", ScrollThumb: "┃", ScrollTrack: "│",
	Dot: "●", MiddleDot: "·", Pointer: "›", ProgressFull: "█", ProgressEmpty: "░",
	Dash: "–",
}

var asciiGlyphs = [glyphCount]string{
	Horizontal: "-", Vertical: "|",
	TopLeft: "+", TopRight: "+", BottomLeft: "+", BottomRight: "+",
	TeeLeft: "+", TeeRight: "+", TeeTop: "+", TeeBottom: "+", CrossLines: "+",
	Ellipsis: "~", Fold: "v", Unfold: ">", Bullet: "*", Pin: "^", Dirty: "*",
	ArrowRight: ">", ArrowUp: "^", ArrowDown: "v", Check: "+", Cross: "x",
	WarningSign: "!", InfoSign: "i", ScrollThumb: "#", ScrollTrack: "|",
	Dot: "*", MiddleDot: "-", Pointer: ">", ProgressFull: "#", ProgressEmpty: ".",
	Dash: "-",
}

// Glyph returns the sign, one cell wide. An unknown sign is "?".
func (t Theme) Glyph(g Glyph) string {
	if g < 0 || g >= glyphCount {
		return "?"
	}
	if t.Glyphs() == ASCII {
		return asciiGlyphs[g]
	}
	return unicodeGlyphs[g]
}
