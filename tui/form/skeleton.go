// This file makes new values: what the schema wants at a place, or what the
// neighbours look like.
package form

import (
	"strings"

	"patchbay/api/document"
	"patchbay/api/schema"
)

// wantedDepth is how deep required members are made.
const wantedDepth = 4

// NewMember returns the value a new member of an object begins with, as a JSON
// text; an empty text when the schema says nothing.
func NewMember(s *schema.Schema, t *document.Tree, object document.Node, key string) string {
	if made := wanted(s, t, object, []schema.Step{{Key: key}}); made != "" {
		return made
	}
	return `""`
}

// NewItem returns the value a new item of a list begins with, as a JSON text:
// what the schema wants, with the members that all its neighbours have.
func NewItem(s *schema.Schema, t *document.Tree, list document.Node) string {
	next := []schema.Step{{Index: t.Count(list), Item: true}}
	made := wanted(s, t, list, next)
	first := t.FirstChild(list)
	if first == document.None {
		if made == "" {
			return `""`
		}
		return made
	}
	if made == "" {
		made = emptiest(t.Kind(first))
	}
	if !strings.HasPrefix(made, "{") || t.Kind(first) != document.Object {
		return made
	}
	place := PlaceOf(s, t, list, next...)
	keys := common(t, first)
	for _, k := range place.Keys {
		if k.Need == schema.Required && !contains(keys, k.Name) {
			keys = append(keys, member{key: k.Name})
		}
	}
	var b strings.Builder
	for _, m := range keys {
		v := wanted(s, t, list, append(next, schema.Step{Key: m.key}))
		if v == "" {
			v = emptiest(m.kind)
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(document.Quote(m.key) + ": " + v)
	}
	return "{" + b.String() + "}"
}

// wanted returns the value the schema wants at a place below n, with all the
// members that are required; "" when it says nothing.
func wanted(s *schema.Schema, t *document.Tree, n document.Node, below []schema.Step) string {
	p := PlaceOf(s, t, n, below...)
	made := p.Empty()
	if made != "{}" || len(below) > wantedDepth {
		return made
	}
	var b strings.Builder
	for _, k := range p.Keys {
		if k.Need != schema.Required {
			continue
		}
		v := wanted(s, t, n, append(below[:len(below):len(below)], schema.Step{Key: k.Name}))
		if v == "" {
			v = `""`
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(document.Quote(k.Name) + ": " + v)
	}
	return "{" + b.String() + "}"
}

// member is a key and the kind of its value.
type member struct {
	key  string
	kind document.Kind
}

func contains(members []member, key string) bool {
	for _, m := range members {
		if m.key == key {
			return true
		}
	}
	return false
}

// common returns the members that the first items of a list all have.
func common(t *document.Tree, first document.Node) []member {
	const items = 8
	var keys []member
	for c := t.FirstChild(first); c != document.None && len(keys) < glanceCount; c = t.NextSibling(c) {
		if _, _, ok := t.KeySpan(c); ok && !contains(keys, t.Key(c)) {
			keys = append(keys, member{t.Key(c), t.Kind(c)})
		}
	}
	n := first
	for range items {
		if n = t.NextSibling(n); n == document.None {
			break
		}
		kept := keys[:0]
		for _, m := range keys {
			if _, ok := t.Member(n, m.key); ok {
				kept = append(kept, m)
			}
		}
		keys = kept
	}
	return keys
}

// emptiest returns the emptiest value of a kind.
func emptiest(k document.Kind) string {
	switch k {
	case document.Object:
		return "{}"
	case document.Array:
		return "[]"
	case document.Number:
		return "0"
	case document.True, document.False:
		return "false"
	case document.Null:
		return "null"
	}
	return `""`
}

// KnownKeys returns the members that the schema knows and an object does not
// have yet, the required ones first. Members that are kept but never offered are
// left out.
func KnownKeys(s *schema.Schema, t *document.Tree, object document.Node) []Choice {
	place := PlaceOf(s, t, object)
	have := map[string]bool{}
	for c := t.FirstChild(object); c != document.None; c = t.NextSibling(c) {
		have[t.Key(c)] = true
	}
	var needed, other []Choice
	for _, k := range place.Keys {
		if have[k.Name] || t.Parent(object) == document.None && (k.Name == "info" || k.Name == "metaInformation") {
			continue
		}
		c := Choice{Text: k.Name, About: About(PlaceOf(s, t, object, schema.Step{Key: k.Name}))}
		if k.Need == schema.Required {
			c.About = "needed. " + c.About
			needed = append(needed, c)
		} else {
			other = append(other, c)
		}
	}
	return append(needed, other...)
}
