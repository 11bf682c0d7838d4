// Changing one value of a text: what a change is, and the changes that put one
// value or one key in the place of another.

package document

import (
	"strings"
	"unicode/utf8"
)

// Splice puts Text in the place of the bytes [From, To) of a source.
type Splice struct {
	From, To int
	Text     string
}

// Patch is a change of one text that touches nothing else: splices in the order
// of the source that do not overlap, all in offsets of the source. A patch
// without splices changes nothing.
type Patch struct {
	Splices []Splice
	// At is where the changed member or item begins in the text after the
	// change, its key included; of a removed one, what stands in its place.
	At int
}

// Apply returns the text after the change. src is the source of the tree that
// made the patch.
func (p Patch) Apply(src string) string {
	var b strings.Builder
	at := 0
	for _, s := range p.Splices {
		b.WriteString(src[at:s.From])
		b.WriteString(s.Text)
		at = s.To
	}
	b.WriteString(src[at:])
	return b.String()
}

// ChangeError says why a text was not changed.
type ChangeError struct {
	Off    int    // bytes: where the text is broken; -1 when nothing is broken
	Reason string // a sentence
}

func (e *ChangeError) Error() string { return e.Reason }

func unchangeable(reason string) error { return &ChangeError{Off: -1, Reason: reason} }

// SetValue puts a JSON text in the place of the value of n. A value of several
// lines is moved to the indentation of the place.
func (t *Tree) SetValue(n Node, json string) (Patch, error) {
	if err := t.acceptable(json); err != nil {
		return Patch{}, err
	}
	if err := t.replaceable(n); err != nil {
		return Patch{}, err
	}
	start, end := t.Span(n)
	p := Patch{At: t.begin(n)}
	if json = indented(json, t.lineIndent(start)); json != t.src[start:end] {
		p.Splices = []Splice{{start, end, json}}
	}
	return p, nil
}

// SetString makes the string n read s. What s has in common with it at the
// start and at the end keeps its spelling, and a string that reads s already is
// left as it is.
func (t *Tree) SetString(n Node, s string) (Patch, error) {
	if t.Kind(n) != String {
		return t.SetValue(n, Quote(s))
	}
	if err := t.replaceable(n); err != nil {
		return Patch{}, err
	}
	start, end := t.Span(n)
	return Patch{respelled(t.src[start:end], start, s), t.begin(n)}, nil
}

// Rename gives a member another key, in the manner of SetString. A key that
// stands in the object already is refused.
func (t *Tree) Rename(n Node, key string) (Patch, error) {
	start, end, ok := t.KeySpan(n)
	if !ok {
		return Patch{}, unchangeable("Only members of an object have a key.")
	}
	if err := t.replaceable(n); err != nil {
		return Patch{}, err
	}
	if t.Key(n) != key && t.taken(t.Parent(n), key) {
		return Patch{}, unchangeable(takenWords)
	}
	return Patch{respelled(t.src[start:end], start, key), start}, nil
}

const takenWords = "This object has a member of that key already."

// taken reports whether an object has a key.
func (t *Tree) taken(object Node, key string) bool {
	_, ok := t.Member(object, key)
	return ok
}

// Quote writes s as a JSON string with as few escapes as it can: quotation
// marks, backslashes and control characters. Everything else stays as it is.
func Quote(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte('"')
	writeEscaped(&b, s)
	b.WriteByte('"')
	return b.String()
}

func writeEscaped(b *strings.Builder, s string) {
	const hex = "0123456789abcdef"
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		b.WriteString(s[from:i])
		from = i + 1
		switch c {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		case '\b':
			b.WriteString(`\b`)
		case '\f':
			b.WriteString(`\f`)
		default:
			b.WriteString(`\u00` + string(hex[c>>4]) + string(hex[c&15]))
		}
	}
	b.WriteString(s[from:])
}

// A unit is one character of a JSON string: how long it is as it is written,
// and what it reads as.
type unit struct {
	raw   int // bytes
	reads string
}

// unitAt returns the unit at the start of raw, which is not empty.
func unitAt(raw string) unit {
	if raw[0] != '\\' {
		_, n := utf8.DecodeRuneInString(raw)
		return unit{n, raw[:n]}
	}
	var b strings.Builder
	n := appendEscape(&b, raw, replaceHalves)
	return unit{n, b.String()}
}

// respelled returns the splice that makes a closed string, written raw at an
// offset of the source, read s; none if it does already.
func respelled(raw string, at int, s string) []Splice {
	if decode(raw, replaceHalves) == s {
		return nil
	}
	inside := raw[1 : len(raw)-1]
	head, j := 0, 0
	for head < len(inside) {
		u := unitAt(inside[head:])
		if !strings.HasPrefix(s[j:], u.reads) {
			break
		}
		head, j = head+u.raw, j+len(u.reads)
	}
	var rest []unit
	for i := head; i < len(inside); {
		u := unitAt(inside[i:])
		rest = append(rest, u)
		i += u.raw
	}
	tail, k := len(inside), len(s)
	for len(rest) > 0 {
		u := rest[len(rest)-1]
		if !strings.HasSuffix(s[j:k], u.reads) {
			break
		}
		tail, k = tail-u.raw, k-len(u.reads)
		rest = rest[:len(rest)-1]
	}
	var b strings.Builder
	writeEscaped(&b, s[j:k])
	// Two halves of a character that come to stand side by side would read as
	// one: then the whole string is written anew.
	if decode(`"`+inside[:head]+b.String()+inside[tail:]+`"`, replaceHalves) != s {
		return []Splice{{at, at + len(raw), Quote(s)}}
	}
	return []Splice{{at + 1 + head, at + 1 + tail, b.String()}}
}

// acceptable returns an error for what is not one JSON value.
func (t *Tree) acceptable(json string) error {
	if ok, _ := Valid(json); !ok {
		return unchangeable("That is not a JSON value.")
	}
	return nil
}

// replaceable returns an error where the value or the key of n cannot be
// replaced safely.
func (t *Tree) replaceable(n Node) error {
	if !t.has(n) {
		return unchangeable("There is no value here.")
	}
	if t.valid {
		return nil
	}
	if t.Parent(n) == None {
		return t.broken(0, len(t.src))
	}
	_, err := t.slot(n)
	return err
}
