// Package theme says how a role looks: its colours, attributes, signs and
// frames, for dark and light terminals, 256 colours, 16 and none, Unicode and
// ASCII.
//
// It must never know what is on the screen, a terminal, or an environment:
// whoever builds a Theme has found those facts out.
package theme

// This file holds the Theme value and the sequences that open a role.

// Colours is how many colours the terminal shows.
type Colours int

// The numbers of colours. TrueColour uses the same 256 codes: they are short
// and look the same everywhere.
const (
	TrueColour Colours = iota
	Colours256
	Colours16
	NoColour
)

// Background is whether the terminal is dark or light.
type Background int

// The backgrounds.
const (
	Dark Background = iota
	Light
)

// Glyphs is which signs may be drawn.
type Glyphs int

// The tables of signs.
const (
	Unicode Glyphs = iota
	ASCII
)

// Reset returns the pen to the terminal's own colours, without attributes.
const Reset = "\x1b[m"

// A Theme is an immutable value and cheap to copy. The zero value paints
// nothing and draws Unicode signs.
type Theme struct{ table *table }

type table struct {
	glyphs Glyphs
	on     [roleCount]string
	over   [roleCount][roleCount]string // base, then role
}

// New builds the theme for a terminal.
func New(b Background, c Colours, g Glyphs) Theme {
	pens := palette(b, c)
	t := &table{glyphs: g}
	for r := range pens {
		t.on[r] = pens[r].sequence()
	}
	for base := range pens {
		if pens[base] == (pen{}) {
			t.over[base] = t.on
			continue
		}
		for r := range pens {
			t.over[base][r] = pens[r].over(pens[base]).sequence()
		}
	}
	return Theme{t}
}

// Glyphs returns what the theme was built for; Unicode for the zero value.
func (t Theme) Glyphs() Glyphs {
	if t.table == nil {
		return Unicode
	}
	return t.table.glyphs
}

// On returns the sequence that opens the role from a reset pen, "" when the
// role does not change the pen.
func (t Theme) On(r Role) string {
	if t.table == nil || r < 0 || r >= roleCount {
		return ""
	}
	return t.table.on[r]
}

// Paint returns s in the role, with the pen reset after it. It returns s
// itself when the role does not change the pen or s is empty.
func (t Theme) Paint(r Role, s string) string {
	on := t.On(r)
	if on == "" || s == "" {
		return s
	}
	return on + s + Reset
}

// PaintOver returns the sequence, from a reset pen, for text of role r that
// lies on the base, such as a JSON key within the selection: the base's
// background and attributes stay, the foreground is the role's.
func (t Theme) PaintOver(base, r Role) string {
	if t.table == nil || r < 0 || r >= roleCount || base < 0 || base >= roleCount {
		return ""
	}
	return t.table.over[base][r]
}
