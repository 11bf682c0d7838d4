// Cuts values out of JSON text by position, without decoding and re-encoding.
// Everything here expects text that is known to be valid JSON.

package sandbox

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"
)

// span is a piece of a text, in bytes.
type span struct{ from, to int }

// skipSpace returns the first offset at or after i that is not JSON white
// space.
func skipSpace(src string, i int) int {
	for i < len(src) && strings.IndexByte(" \t\r\n", src[i]) >= 0 {
		i++
	}
	return i
}

// stringEnd returns the offset after the string that begins at i.
func stringEnd(src string, i int) int {
	for i++; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(src)
}

// valueEnd returns the offset after the value that begins at i. It counts
// brackets and does not recurse, so depth costs nothing.
func valueEnd(src string, i int) int {
	depth := 0
	for i < len(src) {
		switch src[i] {
		case '"':
			i = stringEnd(src, i)
		case '{', '[':
			depth++
			i++
			continue
		case '}', ']':
			depth--
			i++
		case ' ', '\t', '\r', '\n', ',', ':':
			i++
			continue
		default:
			for i < len(src) && strings.IndexByte(" \t\r\n,:]}", src[i]) < 0 {
				i++
			}
		}
		if depth == 0 {
			return i
		}
	}
	return len(src)
}

// members calls yield for each member of the object at src[at:], with the key
// decoded, until yield returns false. A value of another kind has no members.
func members(src string, at int, yield func(key string, value span) bool) {
	i := skipSpace(src, at)
	if i >= len(src) || src[i] != '{' {
		return
	}
	for i = skipSpace(src, i+1); i < len(src) && src[i] == '"'; {
		end := stringEnd(src, i)
		key := Literal(src[i:end]).Value()
		from := skipSpace(src, skipSpace(src, end)+1) // over the colon
		to := valueEnd(src, from)
		if !yield(key, span{from, to}) {
			return
		}
		i = skipSpace(src, to)
		if i < len(src) && src[i] == ',' {
			i = skipSpace(src, i+1)
		}
	}
}

// items calls yield for each item of the list at src[at:], until yield returns
// false. A value of another kind has no items.
func items(src string, at int, yield func(value span) bool) {
	i := skipSpace(src, at)
	if i >= len(src) || src[i] != '[' {
		return
	}
	for i = skipSpace(src, i+1); i < len(src) && src[i] != ']'; {
		to := valueEnd(src, i)
		if !yield(span{i, to}) {
			return
		}
		i = skipSpace(src, to)
		if i < len(src) && src[i] == ',' {
			i = skipSpace(src, i+1)
		}
	}
}

// member returns the last member of that name, as most JSON readers do, or ""
// when there is none.
func member(src Literal, name string) Literal {
	var found Literal
	members(string(src), 0, func(key string, v span) bool {
		if key == name {
			found = src[v.from:v.to]
		}
		return true
	})
	return found
}

// locate finds the value at a path of member names and list indexes.
func locate(src string, path ...string) (span, bool) {
	at := span{skipSpace(src, 0), len(src)}
	for _, step := range path {
		next, ok := span{}, false
		members(src, at.from, func(key string, v span) bool {
			if key == step {
				next, ok = v, true
			}
			return true
		})
		if index, err := strconv.Atoi(step); err == nil && !ok {
			n := 0
			items(src, at.from, func(v span) bool {
				if n == index {
					next, ok = v, true
				}
				n++
				return !ok
			})
		}
		if !ok {
			return span{}, false
		}
		at = next
	}
	return at, true
}

// isObject, isString tell the kind of a value by its first byte.
func isObject(l Literal) bool { return first(l) == '{' }
func isString(l Literal) bool { return first(l) == '"' }

func first(l Literal) byte {
	if i := skipSpace(string(l), 0); i < len(l) {
		return l[i]
	}
	return 0
}

// syntaxFault says what is wrong with text that ought to be JSON, with line and
// column from 1 and columns in code points, or "" when it is sound. Text nested
// deeper than 10,000 levels is refused, as servers on common libraries do.
func syntaxFault(text string) string {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && n == 1 {
			return place(text, i) + ": these bytes are not UTF-8"
		}
		i += n
	}
	if strings.TrimLeft(text, " \t\r\n") == "" {
		return "it is empty"
	}
	var raw json.RawMessage
	err := json.Unmarshal([]byte(text), &raw)
	if err == nil {
		return ""
	}
	at := len(text)
	if syntax, ok := err.(*json.SyntaxError); ok && syntax.Offset > 0 {
		at = int(syntax.Offset) - 1
	}
	return place(text, at) + ": " + err.Error()
}

func place(text string, at int) string {
	before := text[:min(at, len(text))]
	line := strings.Count(before, "\n") + 1
	column := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
	return "line " + strconv.Itoa(line) + ", column " + strconv.Itoa(column)
}
