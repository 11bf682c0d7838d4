// This file asks whether a value follows a rule, as far as it has to be known to
// choose between rules.
package schema

import "slices"

// answer is what can be said without knowing everything.
type answer int

const (
	unknown answer = iota
	yes
	no
)

// matches reports whether a value follows a rule. What is not there yet, and
// keywords that are not looked at, make it unknown rather than no.
func (s *Schema) matches(r *rule, v Value, depth int) answer {
	const deep = 20
	if r == nil || v == nil || depth > deep {
		return unknown
	}
	if r.impossible {
		return no
	}
	out := yes
	note := func(a answer) bool {
		if a == no || a == unknown && out == yes {
			out = a
		}
		return out == no
	}
	if r.types != 0 && !r.types.Has(v.Type()) {
		return no
	}
	if r.values != nil && !slices.Contains(r.values, sameWay(v.JSON())) {
		return no
	}
	for _, key := range r.required {
		if _, ok := v.Member(key); !ok {
			return no
		}
	}
	for _, p := range r.properties {
		if member, ok := v.Member(p.key); ok && note(s.matches(p.rule, member, depth+1)) {
			return no
		}
	}
	if r.ref != "" && note(s.matches(s.refs[r.ref], v, depth+1)) {
		return no
	}
	for _, a := range r.all {
		if note(s.matches(a, v, depth+1)) {
			return no
		}
	}
	if r.not != nil {
		switch s.matches(r.not, v, depth+1) {
		case yes:
			return no
		case unknown:
			note(unknown)
		}
	}
	if len(r.any) > 0 {
		best := no
		for _, a := range r.any {
			switch s.matches(a, v, depth+1) {
			case yes:
				best = yes
			case unknown:
				if best == no {
					best = unknown
				}
			}
		}
		note(best)
	}
	return out
}
