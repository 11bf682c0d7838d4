// Pastes: collected byte for byte, whatever they hold, up to their end marker,
// a long silence, or a limit.

package input

import "bytes"

// Ending says how a paste ended.
type Ending int

// The endings. Whole is the ordinary one.
const (
	Whole   Ending = iota
	Silent         // nothing came for a long time and the end marker is missing
	TooLong        // larger than what is taken; nothing of it was kept
)

// Paste is a paste as the terminal sent it: any bytes, unchanged.
type Paste struct {
	Content string
	Ending  Ending
	Limit   int // of TooLong: the largest paste that is taken, in bytes
}

// pasting is a paste that is being received.
type pasting struct {
	content []byte
	tooLong bool
}

// collect moves what is held into the paste, up to its end.
func (s *splitter) collect() {
	p := s.paste
	from := max(0, len(p.content)-len(pasteEnd)+1) // the marker may have begun before
	p.content = append(p.content, s.held...)
	s.forget(len(s.held))
	if i := bytes.Index(p.content[from:], pasteEnd); i >= 0 {
		s.held = append(s.held, p.content[from+i+len(pasteEnd):]...)
		p.content = p.content[:from+i]
		s.endPaste(Whole)
		return
	}
	if limit := s.limits.PasteBytes; limit > 0 && len(p.content) >= limit+len(pasteEnd) {
		p.tooLong = true
	}
	if p.tooLong { // only a marker can still be of interest
		p.content = bytes.Clone(p.content[max(0, len(p.content)-len(pasteEnd)+1):])
	}
}

// endPaste gives the paste out.
func (s *splitter) endPaste(how Ending) {
	content := s.paste.content
	if how == Silent {
		content = withoutMarker(content)
	}
	p := Paste{Content: string(content), Ending: how}
	if limit := s.limits.PasteBytes; s.paste.tooLong || limit > 0 && len(p.Content) > limit {
		p = Paste{Ending: TooLong, Limit: limit}
	}
	s.paste = nil
	s.units = append(s.units, unit{kind: ends, paste: p})
}

// withoutMarker takes the beginning of an end marker off the end of a paste.
func withoutMarker(b []byte) []byte {
	for n := len(pasteEnd) - 1; n > 0; n-- {
		if bytes.HasSuffix(b, pasteEnd[:n]) {
			return b[:len(b)-n]
		}
	}
	return b
}
