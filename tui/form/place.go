// This file shows a document to the schema.
package form

import (
	"strings"

	"patchbay/api/document"
	"patchbay/api/schema"
)

// value is a value of a tree as the schema asks about it.
type value struct {
	tree *document.Tree
	node document.Node
	// along are the values on the way to the place that is asked about: they are
	// known without looking for them among their siblings.
	along []document.Node
}

// Type returns the type of the value.
func (v value) Type() schema.Types {
	switch v.tree.Kind(v.node) {
	case document.Object:
		return schema.Object
	case document.Array:
		return schema.List
	case document.String:
		return schema.Text
	case document.Number:
		if strings.ContainsAny(cut(v.tree.Text(v.node)), ".eE") {
			return schema.Number
		}
		return schema.Number | schema.Integer
	case document.True, document.False:
		return schema.YesNo
	case document.Null:
		return schema.Nothing
	}
	return 0
}

// JSON returns a short scalar as it is written.
func (v value) JSON() string {
	if v.Type().Has(schema.Object | schema.List) {
		return ""
	}
	return cut(v.tree.Text(v.node))
}

// cut bounds what is compared with values of a schema.
func cut(s string) string { return s[:min(len(s), glance)] }

// Member returns the member of a key.
func (v value) Member(key string) (schema.Value, bool) {
	if next, ok := v.ahead(); ok && v.tree.Key(next.node) == key {
		return next, true
	}
	n, ok := v.tree.Member(v.node, key)
	return value{tree: v.tree, node: n}, ok
}

// Item returns an item by its position.
func (v value) Item(index int) (schema.Value, bool) {
	if next, ok := v.ahead(); ok && v.tree.Index(next.node) == index {
		return next, true
	}
	n, ok := v.tree.Item(v.node, index)
	return value{tree: v.tree, node: n}, ok
}

func (v value) ahead() (value, bool) {
	if len(v.along) == 0 {
		return value{}, false
	}
	return value{v.tree, v.along[0], v.along[1:]}, true
}

// PlaceOf returns what the schema knows about the place of n, or about a member
// or an item below it.
func PlaceOf(s *schema.Schema, t *document.Tree, n document.Node, below ...schema.Step) schema.Place {
	if s == nil || t == nil || n == document.None {
		return schema.Place{}
	}
	path, along := steps(t, n)
	return s.At(value{t, t.Root(), along}, append(path, below...)...)
}

// steps returns the way from the root down to n.
func steps(t *document.Tree, n document.Node) (path []schema.Step, along []document.Node) {
	for ; t.Parent(n) != document.None; n = t.Parent(n) {
		along = append(along, n)
	}
	for i, j := 0, len(along)-1; i < j; i, j = i+1, j-1 {
		along[i], along[j] = along[j], along[i]
	}
	for _, n := range along {
		if t.Kind(t.Parent(n)) == document.Array {
			path = append(path, schema.Step{Index: t.Index(n), Item: true})
		} else {
			path = append(path, schema.Step{Key: t.Key(n)})
		}
	}
	return path, along
}
