// Paths both ways: from a node to its path, from a path to its node.

package document

import (
	"strconv"
	"strings"
)

// Pointer returns the JSON Pointer (RFC 6901) of n: "" for the root,
// "/reporting/reportTypes/3/id" below it.
func (t *Tree) Pointer(n Node) string {
	var b strings.Builder
	for _, step := range t.steps(n) {
		b.WriteByte('/')
		if t.isMember(step) {
			pointerEscapes.WriteString(&b, t.Key(step))
		} else {
			b.WriteString(strconv.Itoa(t.Index(step)))
		}
	}
	return b.String()
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

// Dotted returns the path of n as people write it: "" for the root,
// reporting.reportTypes[3].id below it. A key that is no plain word stands in
// brackets as a JSON string: headers["X-Api-Key"].
func (t *Tree) Dotted(n Node) string {
	var b strings.Builder
	for _, step := range t.steps(n) {
		if !t.isMember(step) {
			b.WriteString("[" + strconv.Itoa(t.Index(step)) + "]")
			continue
		}
		key := t.Key(step)
		switch {
		case !plainWord(key):
			b.WriteString("[" + quote(key) + "]")
		case b.Len() == 0:
			b.WriteString(key)
		default:
			b.WriteString("." + key)
		}
	}
	return b.String()
}

// steps returns the nodes from below the root down to n.
func (t *Tree) steps(n Node) []Node {
	depth := 0
	for s := n; t.Parent(s) != None; s = t.Parent(s) {
		depth++
	}
	out := make([]Node, depth)
	for s := n; depth > 0; s = t.Parent(s) {
		depth--
		out[depth] = s
	}
	return out
}

// pathSize is at least the length of the Pointer and of the Dotted path of n
// and costs the depth only. Keys come from strangers and may be megabytes long.
func (t *Tree) pathSize(n Node) int {
	size := 0
	for s := n; t.Parent(s) != None; s = t.Parent(s) {
		size += 12
		if start, end, ok := t.KeySpan(s); ok {
			size += 2 * (end - start)
		}
	}
	return size
}

// plainWord reports whether a key can stand in a dotted path as it is.
func plainWord(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; !wordByte(c) || i == 0 && (c-'0' <= 9 || c == '-') {
			return false
		}
	}
	return s != ""
}

// wordByte reports whether c may stand in a plain word.
func wordByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '$' || c == '-' || c-'0' <= 9
}

// quote writes s as a JSON string that decodes to s again.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < 0x20:
			b.WriteString(`\u00` + string("0123456789abcdef"[c>>4]) + string("0123456789abcdef"[c&15]))
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Find returns the node at a path: a JSON Pointer (it begins with a slash), or
// a dotted path. "" and "$" are the root, and a dotted path may begin with "$.".
// Where a key stands twice, the last one is found.
func (t *Tree) Find(path string) (Node, bool) {
	root := t.Root()
	switch {
	case root == None:
		return None, false
	case path == "":
		return root, true
	case path[0] == '/':
		return t.findPointer(root, path[1:])
	case path == "$":
		if n, ok := t.Member(root, "$"); ok {
			return n, true
		}
		return root, true
	case strings.HasPrefix(path, "$.") || strings.HasPrefix(path, "$["):
		if n, ok := t.findDotted(root, path); ok {
			return n, true
		}
		return t.findDotted(root, strings.TrimPrefix(path[1:], "."))
	}
	return t.findDotted(root, path)
}

func (t *Tree) findPointer(n Node, path string) (Node, bool) {
	for {
		token, rest, more := strings.Cut(path, "/")
		next, ok := t.step(n, strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~"))
		if !ok || !more {
			return next, ok
		}
		n, path = next, rest
	}
}

func (t *Tree) findDotted(n Node, path string) (Node, bool) {
	for first := true; path != ""; first = false {
		var token string
		ok := true
		switch {
		case strings.HasPrefix(path, `["`):
			end, _, good := scanString(path, 1)
			if !good || end >= len(path) || path[end] != ']' {
				return None, false
			}
			token, path = decode(path[1:end], replaceHalves), path[end+1:]
			n, ok = t.Member(n, token)
		case path[0] == '[':
			token, path, ok = strings.Cut(path[1:], "]")
			if ok {
				n, ok = t.item(n, token)
			}
		default:
			if !first {
				if path[0] != '.' {
					return None, false
				}
				path = path[1:]
			}
			end := strings.IndexAny(path, ".[")
			if end < 0 {
				end = len(path)
			}
			if end == 0 {
				return None, false
			}
			token, path = path[:end], path[end:]
			n, ok = t.step(n, token)
		}
		if !ok {
			return None, false
		}
	}
	return n, true
}

// step goes one token down: a key of an object, an index of a list.
func (t *Tree) step(n Node, token string) (Node, bool) {
	if t.Kind(n) == Array {
		return t.item(n, token)
	}
	return t.Member(n, token)
}

// item finds an item by an index written as RFC 6901 wants it: digits, without
// zeros in front.
func (t *Tree) item(n Node, index string) (Node, bool) {
	if index == "" || index[0]-'0' > 9 || len(index) > 1 && index[0] == '0' {
		return None, false
	}
	at, err := strconv.Atoi(index)
	if err != nil {
		return None, false
	}
	return t.Item(n, at)
}
