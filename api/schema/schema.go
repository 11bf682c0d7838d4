// Package schema says what a JSON Schema knows about a place of a document:
// which types and values belong there, which keys, and what they mean.
//
// It answers questions of people who edit and judges nothing: a document that
// breaks the schema gets the same answers. It understands the keywords that
// describe (type, enum, const, default, examples, title, description,
// properties, patternProperties, additionalProperties, required, items,
// prefixItems, $ref within the schema, allOf, anyOf, oneOf, if/then/else, not)
// and passes over those that only limit (minLength, pattern, format …).
//
// It must never know a terminal, a network, a file, or how the document is
// kept. Texts it hands out are as the schema's author wrote them.
package schema

// This file reads a schema.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// Schema is one JSON Schema. It is immutable and may be used by several
// goroutines. A nil *Schema knows nothing.
type Schema struct {
	root *rule
	refs map[string]*rule // by JSON Pointer, of all rules that are referred to
}

// rule is one schema object.
type rule struct {
	title, description string
	types              Types
	values             []string // enum or const, as JSON texts; nil when not limited
	standard           string   // default, as a JSON text
	examples           []string // as JSON texts
	properties         []property
	patterns           []pattern
	others             *rule // additionalProperties
	required           []string
	items              *rule
	prefix             []*rule
	ref                string // "#/…"; "" for none
	all, any           []*rule
	cond, then, or     *rule // if, then, else
	not                *rule
	impossible         bool // the schema "false"
}

type property struct {
	key  string
	rule *rule
}

type pattern struct {
	expr *regexp.Regexp
	rule *rule
}

// maxNesting is how deep a schema may be nested.
const maxNesting = 200

// Parse reads a schema. It refuses what is not JSON or no schema, and passes
// over keywords it does not know or whose value is not what it should be.
func Parse(src []byte) (*Schema, error) {
	whole, err := decode(src)
	if err != nil {
		return nil, fmt.Errorf("reading the schema: %w", err)
	}
	if whole.kind != object && whole.kind != literal {
		return nil, fmt.Errorf("reading the schema: it is neither an object nor true or false")
	}
	s := &Schema{refs: map[string]*rule{}}
	s.root = s.compile(whole)
	for again := true; again; { // a rule that is referred to may refer to more
		again = false
		for ref, known := range s.refs {
			if known != nil {
				continue
			}
			again = true
			if target := whole.at(ref); target != nil {
				s.refs[ref] = s.compile(target)
			} else {
				s.refs[ref] = &rule{}
			}
		}
	}
	return s, nil
}

// compile reads one schema object, or true or false.
func (s *Schema) compile(v *node) *rule {
	r := &rule{}
	if v == nil || v.kind != object {
		r.impossible = v != nil && string(v.raw) == "false"
		return r
	}
	for i, key := range v.keys {
		s.keyword(r, key, v.items[i])
	}
	return r
}

func (s *Schema) keyword(r *rule, key string, v *node) {
	switch key {
	case "title":
		r.title = v.string()
	case "description":
		r.description = v.string()
	case "type":
		r.types = typesOf(v)
	case "const":
		r.values = []string{v.text()}
	case "enum":
		r.values = v.texts()
	case "default":
		r.standard = v.text()
	case "examples":
		r.examples = v.texts()
	case "properties":
		for i, name := range v.keys {
			r.properties = append(r.properties, property{name, s.compile(v.items[i])})
		}
	case "patternProperties":
		for i, expr := range v.keys {
			if e, err := regexp.Compile(expr); err == nil {
				r.patterns = append(r.patterns, pattern{e, s.compile(v.items[i])})
			}
		}
	case "additionalProperties":
		r.others = s.compile(v)
	case "required":
		for _, item := range v.items {
			r.required = append(r.required, item.string())
		}
	case "items":
		if v.kind == array {
			r.prefix = s.compileAll(v)
		} else {
			r.items = s.compile(v)
		}
	case "prefixItems":
		r.prefix = s.compileAll(v)
	case "$ref":
		if ref := v.string(); ref == "#" || strings.HasPrefix(ref, "#/") {
			r.ref = ref
			if _, known := s.refs[ref]; !known {
				s.refs[ref] = nil
			}
		}
	case "allOf":
		r.all = s.compileAll(v)
	case "anyOf", "oneOf":
		r.any = append(r.any, s.compileAll(v)...)
	case "if":
		r.cond = s.compile(v)
	case "then":
		r.then = s.compile(v)
	case "else":
		r.or = s.compile(v)
	case "not":
		r.not = s.compile(v)
	}
}

func (s *Schema) compileAll(v *node) []*rule {
	if v.kind != array {
		return nil
	}
	out := make([]*rule, len(v.items))
	for i, item := range v.items {
		out[i] = s.compile(item)
	}
	return out
}

// node is a JSON value with its members in the order they were written.
type node struct {
	kind  kind
	raw   []byte // as it is written
	keys  []string
	items []*node
}

type kind int

const (
	literal kind = iota
	array
	object
)

// string returns what a string reads as, "" for anything else.
func (v *node) string() string {
	var s string
	if len(v.raw) == 0 || v.raw[0] != '"' || json.Unmarshal(v.raw, &s) != nil {
		return ""
	}
	return s
}

// text returns the value as JSON without white space, strings in one spelling.
func (v *node) text() string {
	if v.kind == literal {
		return sameWay(string(v.raw))
	}
	var b bytes.Buffer
	if json.Compact(&b, v.raw) != nil {
		return "" // cannot be: it was read as JSON
	}
	return b.String()
}

// texts returns the items of a list as JSON texts; never nil.
func (v *node) texts() []string {
	out := make([]string, len(v.items))
	for i, item := range v.items {
		out[i] = item.text()
	}
	return out
}

// at returns the value at a reference such as "#/$defs/field", nil for none.
func (v *node) at(ref string) *node {
	unescape := strings.NewReplacer("~1", "/", "~0", "~")
	for _, step := range strings.Split(strings.TrimPrefix(ref, "#"), "/")[1:] {
		step = unescape.Replace(step)
		var next *node
		for i, item := range v.items {
			if v.kind == object && v.keys[i] == step || v.kind == array && fmt.Sprint(i) == step {
				next = item
			}
		}
		if next == nil {
			return nil
		}
		v = next
	}
	return v
}

// sameWay returns a JSON text, if it is a string, in one of its spellings.
func sameWay(text string) string {
	var s string
	if !strings.HasPrefix(text, `"`) || json.Unmarshal([]byte(text), &s) != nil {
		return text
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(s) != nil {
		return text // cannot be: a string can always be written
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// decode reads a JSON text into nodes.
func decode(src []byte) (*node, error) {
	d := json.NewDecoder(bytes.NewReader(src))
	d.UseNumber()
	v, err := decodeValue(d, src, 0)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("more follows behind the value at byte %d", d.InputOffset())
	}
	return v, nil
}

func decodeValue(d *json.Decoder, src []byte, depth int) (*node, error) {
	if depth > maxNesting {
		return nil, fmt.Errorf("it is nested more than %d levels deep", maxNesting)
	}
	start := d.InputOffset()
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	end := d.InputOffset()
	delim, opens := token.(json.Delim)
	if !opens {
		return &node{raw: bytes.TrimLeft(src[start:end], ",: \t\r\n")}, nil
	}
	v := &node{kind: array}
	if delim == '{' {
		v.kind = object
	}
	for d.More() {
		if v.kind == object {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			name, _ := key.(string)
			v.keys = append(v.keys, name)
		}
		item, err := decodeValue(d, src, depth+1)
		if err != nil {
			return nil, err
		}
		v.items = append(v.items, item)
	}
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	v.raw = src[end-1 : d.InputOffset()]
	return v, nil
}
