// How keys that begin with an escape are spelled for Bubble Tea's decoder: as
// it would otherwise wait for more after them, and join them with what is
// pressed next.

package input

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// replacementKey is U+FFFD as a key. The decoder takes its bytes for a mistake.
const replacementKey = "\x1b[65533;;65533u"

// isKey reports whether a unit is the escape key, or alt and a character.
func isKey(seq []byte) bool {
	return len(seq) <= 2 || seq[1] >= utf8.RuneSelf
}

// key gives out the escape key, or alt and a character, in the spelling of the
// Kitty protocol, which is whole by itself.
func (s *splitter) key(seq []byte) {
	s.units = append(s.units, unit{bytes: []byte(spell(seq[1:]))})
}

// Modifiers as the Kitty protocol counts them.
const (
	alt      = 1 + 2
	altShift = 1 + 2 + 1
	altCtrl  = 1 + 2 + 4
)

// spell names what follows the escape of a key; nothing is the escape key. The
// events are those the decoder makes of the bytes themselves, once it has
// waited.
func spell(b []byte) string {
	if len(b) == 0 {
		return "\x1b[27u"
	}
	r, _ := utf8.DecodeRune(b)
	switch {
	case r == '\r' || r == '\t' || r == 0x7f:
		return fmt.Sprintf("\x1b[%d;%du", r, alt)
	case r == 0:
		return fmt.Sprintf("\x1b[%d;%du", ' ', altCtrl)
	case r < escape:
		return fmt.Sprintf("\x1b[%d;%du", r+0x60, altCtrl)
	case r < ' ':
		return fmt.Sprintf("\x1b[%d;%du", r+0x40, altCtrl)
	case r < utf8.RuneSelf && unicode.IsUpper(r):
		return fmt.Sprintf("\x1b[%d:%d;%du", unicode.ToLower(r), r, altShift)
	}
	return fmt.Sprintf("\x1b[%d;%du", r, alt)
}
