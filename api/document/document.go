// The package comment and the few words every file of the package shares.

// Package document gives meaning to the text of a Configuration: a tree with
// positions, paths both ways, findings, layout, and differences by path and
// by line.
//
// The text is the truth. Nothing here changes a byte of it: a Tree lies beside
// its source, and the functions that make a new text (Layout, Format, Minify)
// touch the white space between tokens and nothing else. Number spelling, key
// order, repeated keys, escapes and unknown keys stay as they were written.
// SortKeys alone changes an order, and moves members whole.
//
// Whether a text is JSON is decided by the grammar of RFC 8259 alone, at any
// nesting (Valid). A text that is not JSON still has a tree, as good as it can
// be, and findings that name each fault in plain words.
//
// All values here are immutable once returned and may be read by several
// goroutines. Offsets are bytes. The package must never know a terminal, a
// network, a file or a key: it gets strings and gives values. Texts it hands
// out (keys, messages, changes) may hold anything their author wrote; whoever
// shows them makes them safe first.
package document

import "unicode/utf8"

const (
	// MaxDepth is the deepest nesting that gets nodes. A container one level
	// deeper is one node without children, and Tree.Deep says so.
	MaxDepth = 1000

	// FormatDepth is the deepest nesting Format and Minify accept.
	FormatDepth = 200

	// MaxFindings is how many findings of one ID a Tree keeps.
	MaxFindings = 1000
)

// Kind is what a node is.
type Kind uint8

const (
	Invalid Kind = iota // text that is no JSON value, or a value that is missing
	Object
	Array
	String
	Number
	True
	False
	Null
)

// String returns the word users know the kind by.
func (k Kind) String() string {
	switch k {
	case Object:
		return "object"
	case Array:
		return "list"
	case String:
		return "text"
	case Number:
		return "number"
	case True, False:
		return "yes/no"
	case Null:
		return "null"
	}
	return "not JSON"
}

// CodePoints counts the characters of s as the platform counts them: Unicode
// code points. Each byte that is not UTF-8 counts as one.
func CodePoints(s string) int { return utf8.RuneCountInString(s) }
