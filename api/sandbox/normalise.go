// What a JSON store may do to a Configuration: other spacing, key order,
// spelling of numbers and texts.

package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Normal is a set of things a store does to JSON.
type Normal uint

// Compact and Indented exclude each other; Compact wins.
const (
	Compact       Normal = 1 << iota // no white space between tokens
	Indented                         // laid out with four spaces
	SortKeys                         // members in the order of their keys
	LastDuplicate                    // of members with one key, the last
	Floats                           // numbers as a 64-bit float prints them
	EscapeAll                        // texts with \/ and \uXXXX for all beyond ASCII
	PlainTexts                       // texts with as few escapes as JSON allows
	EmptyToList                      // {} becomes [], below the top level
)

// Normalise is a writer that stores the Configuration in another form.
func Normalise(n Normal) func(*Stored) {
	return func(c *Stored) {
		if syntaxFault(string(c.Configuration)) != "" {
			return
		}
		w := normaliser{src: string(c.Configuration), how: n}
		w.value(skipSpace(w.src, 0), 0)
		c.Configuration = Literal(w.out.String())
	}
}

// DropMember is a writer that loses the member at a path of names and list
// indexes, as a store with a fixed schema would.
func DropMember(path ...string) func(*Stored) {
	return func(c *Stored) {
		if len(path) == 0 {
			return
		}
		text := string(c.Configuration)
		parent, ok := locate(text, path[:len(path)-1]...)
		if !ok {
			return
		}
		var kept []string
		members(text, parent.from, func(k string, v span) bool {
			if k != path[len(path)-1] {
				kept = append(kept, string(Text(k))+": "+text[v.from:v.to])
			}
			return true
		})
		c.Configuration = Literal(text[:parent.from] + "{" + strings.Join(kept, ", ") + "}" + text[valueEnd(text, parent.from):])
	}
}

// normaliser writes one text anew. It recurses as deep as the text is nested,
// which syntaxFault limits.
type normaliser struct {
	src string
	how Normal
	out strings.Builder
}

func (w *normaliser) value(at, depth int) {
	switch w.src[at] {
	case '{':
		w.object(at, depth)
	case '[':
		w.list(at, depth)
	case '"':
		w.text(w.src[at:stringEnd(w.src, at)])
	case 't', 'f', 'n':
		w.out.WriteString(w.src[at:valueEnd(w.src, at)])
	default:
		w.number(w.src[at:valueEnd(w.src, at)])
	}
}

// pair is a member of an object: its key as written and decoded.
type pair struct {
	raw, key string
	value    int
}

func (w *normaliser) object(at, depth int) {
	var list []pair
	for i := skipSpace(w.src, at+1); w.src[i] == '"'; {
		end := stringEnd(w.src, i)
		from := skipSpace(w.src, skipSpace(w.src, end)+1)
		list = append(list, pair{w.src[i:end], Literal(w.src[i:end]).Value(), from})
		if i = skipSpace(w.src, valueEnd(w.src, from)); w.src[i] == ',' {
			i = skipSpace(w.src, i+1)
		}
	}
	if w.how&LastDuplicate != 0 {
		list = lastOfEach(list)
	}
	if w.how&SortKeys != 0 {
		slices.SortStableFunc(list, func(a, b pair) int { return strings.Compare(a.key, b.key) })
	}
	if len(list) == 0 {
		if w.how&EmptyToList != 0 && depth > 0 {
			w.out.WriteString("[]")
		} else {
			w.out.WriteString("{}")
		}
		return
	}
	w.out.WriteByte('{')
	for i, p := range list {
		w.gap(i, depth+1)
		w.text(p.raw)
		w.out.WriteByte(':')
		if w.how&Compact == 0 {
			w.out.WriteByte(' ')
		}
		w.value(p.value, depth+1)
	}
	w.close('}', depth)
}

func lastOfEach(list []pair) []pair {
	last := make(map[string]int, len(list))
	for i, p := range list {
		last[p.key] = i
	}
	var kept []pair
	for i, p := range list {
		if last[p.key] == i {
			kept = append(kept, p)
		}
	}
	return kept
}

func (w *normaliser) list(at, depth int) {
	n := 0
	items(w.src, at, func(v span) bool {
		if n == 0 {
			w.out.WriteByte('[')
		}
		w.gap(n, depth+1)
		w.value(v.from, depth+1)
		n++
		return true
	})
	if n == 0 {
		w.out.WriteString("[]")
		return
	}
	w.close(']', depth)
}

// gap writes what stands before the n-th member or item.
func (w *normaliser) gap(n, depth int) {
	if n > 0 {
		w.out.WriteByte(',')
	}
	w.newline(depth)
	if n > 0 && w.how&(Compact|Indented) == 0 {
		w.out.WriteByte(' ')
	}
}

func (w *normaliser) close(bracket byte, depth int) {
	w.newline(depth)
	w.out.WriteByte(bracket)
}

func (w *normaliser) newline(depth int) {
	if w.how&Indented != 0 && w.how&Compact == 0 {
		w.out.WriteString("\n" + strings.Repeat("    ", depth))
	}
}

func (w *normaliser) number(raw string) {
	if w.how&Floats != 0 {
		if f, err := strconv.ParseFloat(raw, 64); err == nil {
			if b, err := json.Marshal(f); err == nil {
				raw = string(b)
			}
		}
	}
	w.out.WriteString(raw)
}

func (w *normaliser) text(raw string) {
	switch {
	case w.how&EscapeAll != 0:
		w.out.WriteString(escaped(Literal(raw).Value()))
	case w.how&PlainTexts != 0:
		w.out.WriteString(string(Text(Literal(raw).Value())))
	default:
		w.out.WriteString(raw)
	}
}

// escaped spells s with \/ and with \uXXXX for everything beyond ASCII.
func escaped(s string) string {
	var b bytes.Buffer
	for _, r := range string(Text(s)) {
		switch {
		case r == '/':
			b.WriteString(`\/`)
		case r < 0x80:
			b.WriteRune(r)
		case r > 0xffff:
			hi, lo := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, hi, lo)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
