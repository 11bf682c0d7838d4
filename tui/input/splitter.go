// Package input reads what a terminal sends, in front of Bubble Tea, so that
// nothing is lost, mistaken or typed by accident on a line that delivers bytes
// in pieces and late.
//
// It hands on only whole units: a character, an escape sequence, a paste. A
// lone escape is the escape key after a short wait; an unfinished sequence is
// dropped, never typed; a paste is carried past Bubble Tea's decoder, which
// would change it, and a paste whose end is lost is closed. It knows bytes and
// time; it must never know a screen, nor what a key means.
package input

import (
	"bytes"
	"time"
	"unicode/utf8"
)

// Limits say how long pieces are waited for and how much is taken. The zero
// value of each means its default.
type Limits struct {
	// Escape is how long a lone escape may be the beginning of a sequence: 50 ms.
	// Use SlowEscape where a network lies between.
	Escape time.Duration
	// Sequence is how long the rest of a sequence, or of a character, is waited
	// for since its last byte: 3 s.
	Sequence time.Duration
	// Paste is how long a paste may be silent before it is taken to be over: 5 s.
	Paste time.Duration
	// PasteBytes is the largest paste that is taken; 0 is no limit.
	PasteBytes int
}

// SlowEscape is the Escape limit for lines with a network between.
const SlowEscape = 150 * time.Millisecond

func (l Limits) withDefaults() Limits {
	fill := func(d *time.Duration, normal time.Duration) {
		if *d == 0 {
			*d = normal
		}
	}
	fill(&l.Escape, 50*time.Millisecond)
	fill(&l.Sequence, 3*time.Second)
	fill(&l.Paste, 5*time.Second)
	return l
}

// How long after an escape that was handed on as the escape key its
// continuation may come: a single byte, which may as well be typed, and a burst
// of at least burst bytes, which nobody types.
const (
	lateByte  = 300 * time.Millisecond
	lateBurst = 5 * time.Second
	burst     = 3
)

// kind says what a unit is.
type kind int

const (
	typed  kind = iota // keys, answers, mouse reports: bytes for the decoder
	begins             // a paste begins
	ends               // a paste has ended
)

// unit is one piece for the decoder.
type unit struct {
	kind  kind
	bytes []byte // of typed
	paste Paste  // of ends
}

// doubt says why a sequence that is being collected may be typing after all.
type doubt int

const (
	sure         doubt = iota
	afterEscape        // its escape was handed on as the escape key already
	afterOpening       // nothing came for a while after "escape [" or the like: alt and a key?
)

// splitter collects bytes and gives out whole units. It is told the time.
type splitter struct {
	limits  Limits
	held    []byte    // the beginning of a unit
	last    time.Time // when the last byte came
	doubt   doubt
	tooLong bool      // the sequence that is held was cut in the middle: it goes
	escaped time.Time // when an escape came that was handed on as the key; zero when something came since
	paste   *pasting  // nil outside a paste
	units   []unit
}

// take returns the units that are ready.
func (s *splitter) take() []unit {
	units := s.units
	s.units = nil
	return units
}

// feed adds bytes that came at a time.
func (s *splitter) feed(b []byte, now time.Time) {
	s.expire(now)
	if len(b) == 0 {
		return
	}
	s.suspect(b, now)
	s.held = append(s.held, b...)
	s.last = now
	s.escaped = time.Time{}
	s.scan()
}

// suspect decides whether b, which comes late, may be typing rather than the
// rest of a sequence.
func (s *splitter) suspect(b []byte, now time.Time) {
	switch {
	case s.paste != nil:
	case len(s.held) == 0 && !s.escaped.IsZero():
		late := now.Sub(s.escaped)
		if (late <= lateByte || late <= lateBurst && len(b) >= burst) && like(b) != broken {
			s.held, s.doubt = append(s.held, escape), afterEscape
		}
	case s.opening() && now.Sub(s.last) > s.limits.Escape:
		s.doubt = afterOpening
	}
}

// opening reports whether what is held is the beginning of a sequence that is
// as well what alt and a key send.
func (s *splitter) opening() bool {
	return len(s.held) == 2 && s.doubt == sure && s.held[0] == escape && (s.held[1] == '[' || s.held[1] == 'O' || isString(s.held[1]))
}

// deadline is when something is due though no byte comes; false for never.
func (s *splitter) deadline() (time.Time, bool) {
	switch {
	case s.paste != nil:
		return s.last.Add(s.limits.Paste), true
	case len(s.held) == 0:
		return time.Time{}, false
	case s.doubt == afterEscape && !s.beyondTyping():
		return s.last.Add(lateByte), true
	case s.escapes() > 0:
		return s.last.Add(s.limits.Escape), true
	}
	return s.last.Add(s.limits.Sequence), true
}

// escapes is how many escapes are held, if nothing else is.
func (s *splitter) escapes() int {
	if s.doubt != sure || len(bytes.Trim(s.held, "\x1b")) > 0 {
		return 0
	}
	return len(s.held)
}

// beyondTyping reports whether what is held looks like an answer of the
// terminal and like nothing a person types.
func (s *splitter) beyondTyping() bool {
	switch h := s.held; h[1] {
	case '[':
		return len(h) > 3 && bytes.IndexByte([]byte("<>?"), h[2]) >= 0
	default:
		return len(h) > 4
	}
}

// expire does what is due at a time.
func (s *splitter) expire(now time.Time) {
	due, any := s.deadline()
	if !any || now.Before(due) {
		return
	}
	escapes := s.escapes()
	switch {
	case s.paste != nil:
		s.endPaste(Silent)
		return
	case escapes > 0:
		for range escapes {
			s.key([]byte{escape})
		}
		s.escaped = s.last
	case s.doubt == afterEscape && !s.beyondTyping():
		s.text(s.held[1:])
	case s.opening():
		s.key(s.held)
	}
	s.forget(len(s.held))
}

// forget takes n bytes off what is held.
func (s *splitter) forget(n int) {
	if s.held = s.held[n:]; len(s.held) == 0 {
		s.held = nil
	}
	s.doubt, s.tooLong = sure, false
}

// scan gives out every whole unit that is held.
func (s *splitter) scan() {
	for len(s.held) > 0 {
		switch {
		case s.paste != nil:
			s.collect()
		case s.held[0] != escape:
			n := s.characters()
			if n == 0 {
				return // the beginning of a character
			}
			s.forget(n)
		case !s.sequence():
			return
		}
	}
}

// characters gives out the characters before the next escape and returns how
// many bytes they take. Bytes that are no UTF-8 are no key and go.
func (s *splitter) characters() int {
	run := s.held
	if i := bytes.IndexByte(run, escape); i >= 0 {
		run = run[:i]
	} else {
		run = run[:len(run)-unfinished(run)]
	}
	s.text(run)
	return len(run)
}

// unfinished is how many bytes at the end of b begin a character that is not
// complete.
func unfinished(b []byte) int {
	for n := 1; n <= min(len(b), utf8.UTFMax-1); n++ {
		if c := b[len(b)-n]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(b[len(b)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}

// sequence gives out or drops the sequence at the beginning of what is held. It
// reports false when more bytes are needed.
func (s *splitter) sequence() bool {
	if s.doubt != sure {
		switch like(s.held[1:]) {
		case more:
			s.shorten()
			return false
		case broken:
			s.giveBack()
			return true
		}
	}
	n, v := measure(s.held)
	switch {
	case v == more:
		s.shorten()
		return false
	case v == whole && !s.tooLong:
		s.whole(s.held[:n])
	}
	s.forget(n)
	return true
}

// giveBack takes what was held for a sequence as typing.
func (s *splitter) giveBack() {
	if s.doubt == afterOpening {
		s.key(s.held[:2])
		s.forget(2)
		return
	}
	s.forget(1)
}

// shorten keeps what decides where a sequence ends, and no more, of one that is
// longer than anything a terminal answers here.
func (s *splitter) shorten() {
	if n := len(s.held); n > maxSequence {
		s.held = append(s.held[:2], s.held[n-1])
		s.tooLong, s.doubt = true, sure
	}
}

var (
	pasteStart = []byte("\x1b[200~")
	pasteEnd   = []byte("\x1b[201~")
)

// whole gives out a whole sequence, alt and a key, or the escape key.
func (s *splitter) whole(seq []byte) {
	switch {
	case bytes.Equal(seq, pasteStart):
		s.paste = &pasting{}
		s.units = append(s.units, unit{kind: begins})
	case bytes.Equal(seq, pasteEnd): // of a paste that is over
	case isKey(seq):
		s.key(seq)
	case sound(seq):
		s.units = append(s.units, unit{bytes: bytes.Clone(seq)})
	}
}

// text gives out characters.
func (s *splitter) text(b []byte) {
	if utf8.Valid(b) && !bytes.ContainsRune(b, utf8.RuneError) {
		if len(b) > 0 {
			s.units = append(s.units, unit{bytes: bytes.Clone(b)})
		}
		return
	}
	sound := 0 // how many bytes before the one looked at wait to be given out
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		i += size
		if r != utf8.RuneError {
			sound += size
			continue
		}
		s.text(b[i-size-sound : i-size])
		sound = 0
		if size > 1 {
			s.units = append(s.units, unit{bytes: []byte(replacementKey)})
		}
	}
	s.text(b[len(b)-sound:])
}
