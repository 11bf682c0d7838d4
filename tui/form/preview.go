// This file says in a few words what a value is, whatever its size.
package form

import (
	"strings"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// glance is how many bytes of a value are looked at for a row, and how many
// members for its name.
const (
	glance      = 1 << 10
	glanceCount = 32
)

// role returns the role of a value of a kind.
func role(k document.Kind) theme.Role {
	switch k {
	case document.String:
		return theme.String
	case document.Number:
		return theme.Number
	case document.True, document.False, document.Null:
		return theme.Literal
	case document.Invalid:
		return theme.Invalid
	}
	return theme.Dim
}

// preview returns how a value is written, in one line.
func preview(t *document.Tree, n document.Node) string {
	start, end := t.Span(n)
	s := cells.Cut(t.Source()[start:end], glance)
	if t.FirstChild(n) != document.None {
		s = inOneLine(s)
	}
	if end-start > glance {
		s += "…"
	}
	return cells.Clean(s)
}

// inOneLine puts one blank where a text of JSON has line breaks and
// indentation.
func inOneLine(s string) string {
	var b strings.Builder
	inside, gap := false, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case inside && c == '\\' && i+1 < len(s):
			b.WriteByte(c)
			i++
			c = s[i]
		case c == '"':
			inside = !inside
		case !inside && (c == ' ' || c == '\t' || c == '\n' || c == '\r'):
			gap = b.Len() > 0
			continue
		}
		if gap {
			if last := b.String()[b.Len()-1]; last != '{' && last != '[' && c != '}' && c != ']' {
				b.WriteByte(' ')
			}
			gap = false
		}
		b.WriteByte(c)
	}
	return b.String()
}

// size says how much is in an object or a list.
func size(t *document.Tree, n document.Node) string {
	noun := "member"
	if t.Kind(n) == document.Array {
		noun = "item"
	}
	if t.Count(n) == 0 {
		if start, end := t.Span(n); end-start > 2 && strings.Trim(cells.Cut(t.Source()[start+1:end-1], glance), " \t\r\n") != "" {
			return "nested too deep to show"
		}
		return "empty " + map[string]string{"member": "object", "item": "list"}[noun]
	}
	return cells.Plural(t.Count(n), noun)
}

// NameOf returns what people call an object: its title, label, name or id, "" for
// none. It may hold anything: clean it before it is shown.
func NameOf(t *document.Tree, n document.Node) string {
	if t.Kind(n) != document.Object {
		return ""
	}
	names := [...]string{"title", "label", "name", "id"}
	best, found := len(names), ""
	looked := 0
	for c := t.FirstChild(n); c != document.None && looked < glanceCount; c = t.NextSibling(c) {
		looked++
		start, end := t.Span(c)
		if t.Kind(c) != document.String || end-start > glance {
			continue
		}
		if from, to, ok := t.KeySpan(c); !ok || to-from > glance {
			continue
		}
		for i, name := range names[:best] {
			if t.Key(c) == name {
				if s := t.StringValue(c); s != "" {
					best, found = i, s
				}
				break
			}
		}
	}
	return found
}

// key returns the key of a member, short enough to be shown, as it reads.
func key(t *document.Tree, n document.Node) string {
	start, end, ok := t.KeySpan(n)
	if ok && end-start > glance {
		return cells.Cut(t.Source()[start+1:end], glance) + "…"
	}
	return t.Key(n)
}
