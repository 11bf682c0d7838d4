// Repair: from text that is nearly JSON, as code and chats hold it, to JSON.

package document

import "fmt"

// A Mending is one kind of change that Repair made, and how often it did.
type Mending struct {
	Kind  MendingKind
	Count int
}

// MendingKind is what Repair did.
type MendingKind uint8

const (
	CommentRemoved MendingKind = iota // of the kinds //, # and /* */
	CommaRemoved                      // before a closing bracket
	CommaAdded                        // where a line ends between two members or items
	MarksReplaced                     // a text or key in single or typographic quotation marks
	KeyQuoted                         // a key without quotation marks
	WordRespelt                       // True, False or None
	EscapeRespelt                     // \' and \x41, which JSON does not know
	SpaceReplaced                     // between tokens: no-break spaces and the like

	mendingKinds
)

// String says in words what was done.
func (m Mending) String() string {
	noun, done := "", ""
	switch m.Kind {
	case CommentRemoved:
		noun, done = "comment", "removed"
	case CommaRemoved:
		noun, done = "trailing comma", "removed"
	case CommaAdded:
		noun, done = "missing comma", "added"
	case MarksReplaced:
		noun, done = "text", "put in double quotation marks"
	case KeyQuoted:
		noun, done = "key", "put in quotation marks"
	case WordRespelt:
		noun, done = "word of Python", "written as JSON"
	case EscapeRespelt:
		noun, done = "escape", "written as JSON"
	case SpaceReplaced:
		noun, done = "odd space", "made plain"
	}
	if m.Count != 1 {
		switch m.Kind {
		case WordRespelt:
			noun = "words of Python"
		default:
			noun += "s"
		}
	}
	return fmt.Sprintf("%d %s %s", m.Count, noun, done)
}

// Repair makes JSON of text that is nearly JSON: a value, a list of members or
// a list of items, with a comma before or behind it perhaps. What it changes
// is what the kinds of Mending say; all else keeps its bytes, and every text
// keeps its characters. What cannot be understood without guessing is refused:
// ok is false, and the text comes back as it was.
//
// Text that is JSON already comes back as it was, with nothing done. It takes
// time in proportion to the text and uses no recursion.
func Repair(src string) (repaired string, did []Mending, ok bool) {
	m := mender{src: src, out: make([]byte, 0, len(src)+len(src)/16)}
	if !m.run() {
		return src, nil, false
	}
	for kind, n := range m.did {
		if n > 0 {
			did = append(did, Mending{MendingKind(kind), n})
		}
	}
	if did == nil {
		return src, nil, true
	}
	return string(m.out), did, true
}

// A mender writes the repaired text token by token.
type mender struct {
	src    string
	i      int // of src
	out    []byte
	open   nesting
	outer  Kind // of the fragment: Object when it is members, Array for items, Invalid when not known yet
	state  mending
	values int // complete or begun
	comma  int // of out: the comma, while it is the last token
	end    int // of out: where the last value ends
	did    [mendingKinds]int
}

// mending is what may come next.
type mending uint8

const (
	atFirst      mending = iota // the first member or item, or the end of what is open
	behindComma                 // another member or item; the end means that the comma is one too many
	behindKey                   // a colon
	behindText                  // of a fragment that begins with a text: a colon, or what follows a value
	behindColon                 // a value
	behindMember                // a comma, or the end of what is open
)

// run repairs the whole text and reports whether that was possible.
func (m *mender) run() bool {
	for {
		broke := m.space()
		if m.i == len(m.src) {
			return m.open.depth == 0 && m.values > 0 &&
				(m.state == behindMember || m.state == behindText || m.state == behindComma)
		}
		if !m.token(m.src[m.i], broke) {
			return false
		}
	}
}

// token takes the token that begins with c. broke says that a line ended
// before it.
func (m *mender) token(c byte, broke bool) bool {
	if m.state == behindText {
		m.outer, m.state = Array, behindMember
		if c == ':' {
			m.outer, m.state = Object, behindKey
		}
	}
	closing := c == '}' || c == ']'
	switch m.state {
	case behindKey:
		if c != ':' {
			return false
		}
		m.keep(1)
		m.state = behindColon
		return true
	case behindColon:
		return m.value(c)
	case behindMember:
		switch {
		case closing:
			return m.close(c)
		case c == ',':
			m.takeComma()
			return true
		case !broke:
			return false
		}
		m.out = append(m.out, 0)
		copy(m.out[m.end+1:], m.out[m.end:])
		m.out[m.end] = ','
		m.did[CommaAdded]++
	case behindComma:
		if closing {
			m.out = append(m.out[:m.comma], m.out[m.comma+1:]...)
			m.did[CommaRemoved]++
		}
	case atFirst:
		if c == ',' && m.open.depth == 0 {
			m.takeComma()
			return true
		}
	}
	if closing {
		return m.close(c)
	}
	return m.element(c)
}

// takeComma takes the comma behind a member, or before a fragment.
func (m *mender) takeComma() {
	m.comma = len(m.out)
	m.keep(1)
	m.state = behindComma
}

// element takes the key of a member, or an item.
func (m *mender) element(c byte) bool {
	within := m.outer
	if m.open.depth > 0 {
		within = m.open.top()
	}
	switch within {
	case Object:
		return m.key()
	case Array:
		return m.value(c)
	}
	// The first token of a fragment tells what the fragment is.
	if n := wordLength(m.src[m.i:]); n > 0 && !isValueWord(m.src[m.i:m.i+n]) {
		m.outer = Object
		return m.key()
	}
	was := len(m.out)
	if !m.value(c) {
		return false
	}
	if m.out[was] == '"' {
		m.state = behindText
	} else {
		m.outer = Array
	}
	return true
}

// value takes a value, or the bracket that begins one.
func (m *mender) value(c byte) bool {
	m.values++
	switch {
	case c == '{' || c == '[':
		kind := Object
		if c == '[' {
			kind = Array
		}
		m.open.push(kind)
		m.keep(1)
		m.state = atFirst
		return true
	case c == '-' || c-'0' <= 9:
		end, ok := scanNumber(m.src, m.i)
		if !ok {
			return false
		}
		m.keep(end - m.i)
	case !m.word() && !m.quoted():
		return false
	}
	m.ended()
	return true
}

// ended notes that a value is complete.
func (m *mender) ended() {
	m.end = len(m.out)
	m.state = behindMember
}

func (m *mender) close(c byte) bool {
	if m.open.depth == 0 || (c == '}') != (m.open.top() == Object) {
		return false
	}
	m.open.pop()
	m.keep(1)
	m.ended()
	return true
}

// key takes the key of a member.
func (m *mender) key() bool {
	m.state = behindKey
	n := wordLength(m.src[m.i:])
	if n == 0 {
		return m.quoted()
	}
	word := m.src[m.i : m.i+n]
	if respelt(word) != "" {
		return false // in Python these are no texts
	}
	m.out = append(append(append(m.out, '"'), word...), '"')
	m.i += n
	m.did[KeyQuoted]++
	return true
}

// keep takes n bytes as they are.
func (m *mender) keep(n int) {
	m.out = append(m.out, m.src[m.i:m.i+n]...)
	m.i += n
}
