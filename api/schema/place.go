// This file answers what a schema knows about a place.
package schema

import (
	"slices"
	"strings"
)

// Types is a set of JSON types. The zero value says that nothing is known.
type Types uint8

// The types.
const (
	Object Types = 1 << iota
	List
	Text
	Number
	Integer
	YesNo
	Nothing
)

// Has reports whether the set is known to hold one of the types.
func (t Types) Has(any Types) bool { return t&any != 0 }

func typesOf(v *node) Types {
	var t Types
	for _, item := range append(v.items, v) {
		switch item.string() {
		case "object":
			t |= Object
		case "array":
			t |= List
		case "string":
			t |= Text
		case "number":
			t |= Number | Integer
		case "integer":
			t |= Integer
		case "boolean":
			t |= YesNo
		case "null":
			t |= Nothing
		}
	}
	return t
}

// typeOf returns the type of a JSON text.
func typeOf(json string) Types {
	if json == "" {
		return 0
	}
	switch json[0] {
	case '{':
		return Object
	case '[':
		return List
	case '"':
		return Text
	case 't', 'f':
		return YesNo
	case 'n':
		return Nothing
	}
	if strings.ContainsAny(json, ".eE") {
		return Number
	}
	return Number | Integer
}

// Value is a value of the document, as far as the schema has to look at it: to
// know which of several rules holds.
type Value interface {
	// Type returns the type of the value.
	Type() Types
	// JSON returns a string, number, true, false or null as it is written, and ""
	// for an object or a list.
	JSON() string
	// Member returns the member of a key; ok is false when there is none.
	Member(key string) (v Value, ok bool)
	// Item returns an item by its position.
	Item(index int) (v Value, ok bool)
}

// A Step leads from a container to one of its members or items.
type Step struct {
	Key   string
	Index int // used when Item is set
	Item  bool
}

// Place is what the schema knows about one place.
type Place struct {
	// Title and Description are for people; "" when there is none.
	Title, Description string
	// Types are the types that belong here.
	Types Types
	// Values are the only values that belong here, as JSON texts; nil when they
	// are not limited.
	Values []string
	// Examples are values that are usual here, as JSON texts.
	Examples []string
	// Default is what holds where nothing stands, as a JSON text; "" for none.
	Default string
	// Keys are the members an object may have, in the order of the schema.
	Keys []Key
}

// Key is a member that is known.
type Key struct {
	Name string
	Need Need
}

// Need says whether an object has to have a member.
type Need int

// The needs.
const (
	Optional Need = iota
	Required
)

// At returns what is known about a place of a document. The document is asked
// where the schema depends on what stands there; nil is an empty one. The place
// need not exist in it.
func (s *Schema) At(document Value, path ...Step) Place {
	if s == nil {
		return Place{}
	}
	rules := s.holding([]*rule{s.root}, document)
	for _, step := range path {
		var next []*rule
		for _, r := range slices.Concat(rules.special, rules.own) {
			next = append(next, r.below(step)...)
		}
		document = child(document, step)
		rules = s.holding(next, document)
	}
	return place(rules)
}

func child(v Value, step Step) Value {
	if v == nil {
		return nil
	}
	next, ok := v.Member(step.Key)
	if step.Item {
		next, ok = v.Item(step.Index)
	}
	if !ok {
		return nil
	}
	return next
}

// below returns the rules of a member or an item.
func (r *rule) below(step Step) (out []*rule) {
	if step.Item {
		switch {
		case step.Index < len(r.prefix) && step.Index >= 0:
			out = append(out, r.prefix[step.Index])
		case r.items != nil:
			out = append(out, r.items)
		}
		return out
	}
	for _, p := range r.properties {
		if p.key == step.Key {
			out = append(out, p.rule)
		}
	}
	for _, p := range r.patterns {
		if p.expr.MatchString(step.Key) {
			out = append(out, p.rule)
		}
	}
	if len(out) == 0 && r.others != nil {
		out = append(out, r.others)
	}
	return out
}

// maxRules bounds how many rules are followed at one place; schemas may refer to
// themselves.
const maxRules = 500

// held are the rules of one place. What holds on a condition says more than
// what always holds: its words come first, its keys last.
type held struct{ special, own []*rule }

// holding returns all rules that hold for a value: the given ones, those they
// refer to, and of conditions and alternatives those the value does not speak
// against.
func (s *Schema) holding(rules []*rule, v Value) held {
	var h held
	seen := map[*rule]bool{}
	var follow func(r *rule, into *[]*rule)
	follow = func(r *rule, into *[]*rule) {
		if r == nil || seen[r] || len(seen) > maxRules {
			return
		}
		seen[r] = true
		*into = append(*into, r)
		if r.ref != "" {
			follow(s.refs[r.ref], into)
		}
		for _, a := range r.all {
			follow(a, into)
		}
		if r.cond != nil {
			switch s.matches(r.cond, v, 0) {
			case yes:
				follow(r.then, &h.special)
			case no:
				follow(r.or, &h.special)
			}
		}
		for _, a := range r.any {
			if s.matches(a, v, 0) != no {
				follow(a, &h.special)
			}
		}
	}
	for _, r := range rules {
		follow(r, &h.own)
	}
	return h
}

// place gathers what rules say together.
func place(h held) (p Place) {
	first := func(to *string, s string) {
		if *to == "" {
			*to = s
		}
	}
	need := map[string]Need{}
	var without []string
	for _, r := range slices.Concat(h.special, h.own) {
		first(&p.Title, r.title)
		first(&p.Description, r.description)
		first(&p.Default, r.standard)
		if r.types != 0 {
			if p.Types == 0 || p.Types&r.types == 0 {
				p.Types |= r.types
			} else {
				p.Types &= r.types
			}
		}
		if r.values != nil {
			p.Values = together(p.Values, r.values)
		}
		for _, e := range r.examples {
			if !slices.Contains(p.Examples, e) {
				p.Examples = append(p.Examples, e)
			}
		}
		if r.not != nil {
			without = append(without, r.not.values...)
		}
		for _, key := range r.required {
			need[key] = Required
		}
	}
	for _, r := range slices.Concat(h.own, h.special) {
		for _, prop := range r.properties {
			if !slices.ContainsFunc(p.Keys, func(k Key) bool { return k.Name == prop.key }) {
				p.Keys = append(p.Keys, Key{Name: prop.key})
			}
		}
	}
	excluded := func(v string) bool { return slices.Contains(without, v) }
	p.Values = slices.DeleteFunc(slices.Clone(p.Values), excluded)
	p.Examples = slices.DeleteFunc(p.Examples, excluded)
	for i, k := range p.Keys {
		p.Keys[i].Need = need[k.Name]
	}
	if p.Types == 0 {
		for _, v := range p.Values {
			p.Types |= typeOf(v)
		}
	}
	return p
}

// together returns the values that both lists allow. Of alternatives with
// nothing in common all are kept.
func together(a, b []string) []string {
	if a == nil {
		return b
	}
	var both []string
	for _, v := range a {
		if slices.Contains(b, v) {
			both = append(both, v)
		}
	}
	if both == nil {
		return append(slices.Clone(a), b...)
	}
	return both
}

// Empty returns the value to begin with at a place, as a JSON text: the default,
// the only or first allowed value, or the emptiest one of its type. It is ""
// when the type is not known.
func (p Place) Empty() string {
	switch {
	case p.Default != "":
		return p.Default
	case len(p.Values) > 0:
		return p.Values[0]
	case p.Types.Has(Text):
		return `""`
	case p.Types.Has(Object):
		return "{}"
	case p.Types.Has(List):
		return "[]"
	case p.Types.Has(Number | Integer):
		return "0"
	case p.Types.Has(YesNo):
		return "false"
	case p.Types.Has(Nothing):
		return "null"
	case p.Keys != nil:
		return "{}"
	}
	return ""
}
