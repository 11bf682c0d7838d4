// Making test texts: Configurations of any size, and random JSON.

package document

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
)

// configuration writes a Configuration with that many Report Types of that many
// Fields, laid out with two spaces. The same numbers give the same bytes.
func configuration(reportTypes, fields int) string {
	var b strings.Builder
	b.WriteString("{\n  \"$schema\": \"https://api.supermetrics.com/connector_builder/v1/schema/v1\",\n")
	b.WriteString("  \"authentication\": {\n    \"type\": \"user_input\",\n    \"description\": \"Enter the API key.\\n\\nIt begins with \\u0022k_\\u0022 – grüße.\"\n  },\n")
	b.WriteString("  \"secrets\": {\n    \"items\": [\n      {\n        \"id\": \"key\",\n        \"classification\": \"secret\"\n      }\n    ]\n  },\n")
	b.WriteString("  \"reporting\": {\n    \"reportTypes\": [")
	for r := range reportTypes {
		comma(&b, r)
		fmt.Fprintf(&b, "\n      {\n        \"id\": \"report_%d\",\n        \"title\": \"Report %d\",\n", r, r)
		fmt.Fprintf(&b, "        \"request\": {\n          \"method\": \"GET\",\n          \"url\": \"https://api.example/v2/{{account.id}}/reports/%d\",\n          \"headers\": []\n        },\n", r)
		part(&b, "dimensions", 0, fields/3, r)
		b.WriteString(",\n")
		part(&b, "metrics", fields/3, fields, r)
		b.WriteString("\n      }")
	}
	b.WriteString("\n    ]\n  },\n  \"defaultResponseHandler\": {\n    \"responseStatuses\": [],\n    \"retry\": {\n      \"maxRetries\": 8,\n      \"minWait\": 1.50\n    }\n  }\n}\n")
	return b.String()
}

func part(b *strings.Builder, name string, from, to, r int) {
	fmt.Fprintf(b, "        %q: {\n          \"groups\": [\n            {\n              \"label\": \"All\",\n              \"fields\": [", name)
	for f := from; f < to; f++ {
		comma(b, f-from)
		fmt.Fprintf(b, "\n                {\n                  \"id\": \"field_%d_%d\",\n                  \"label\": \"Field %d\",\n                  \"dataType\": \"int.number.value\",\n                  \"value\": {\n                    \"source\": \"jsonPath\",\n                    \"value\": \"$.results.field_%d\"\n                  }\n                }", r, f, f, f)
	}
	b.WriteString("\n              ]\n            }\n          ]\n        }")
}

func comma(b *strings.Builder, n int) {
	if n > 0 {
		b.WriteByte(',')
	}
}

// sized writes a Configuration of about that many bytes.
func sized(bytes int) string { return configuration(max(1, bytes/15800), 45) }

func parse(src string) *Tree { return Parse(context.Background(), src) }

// author writes random JSON in random spellings.
type author struct {
	*rand.Rand
	b strings.Builder
}

func newAuthor(seed uint64) *author { return &author{Rand: rand.New(rand.NewPCG(seed, 1))} }

// value is a JSON value in a form that can be changed and written in many ways.
type value struct {
	kind   Kind
	number int
	text   string
	keys   []string
	items  []value
}

func (w *author) value(depth int) value {
	kinds := []Kind{Object, Object, Array, Array, String, Number, True, False, Null}
	if depth == 0 {
		kinds = kinds[4:]
	}
	v := value{kind: kinds[w.IntN(len(kinds))]}
	switch v.kind {
	case Object:
		for range w.IntN(5) {
			v.keys = append(v.keys, w.word())
			v.items = append(v.items, w.value(depth-1))
		}
	case Array:
		for range w.IntN(6) {
			v.items = append(v.items, w.value(depth-1))
		}
	case String:
		v.text = w.word()
	case Number:
		v.number = w.IntN(4) - 1
	}
	return v
}

func (w *author) word() string {
	return [...]string{"id", "name", "a", "b", "x", "é", "\n"}[w.IntN(7)]
}

// write spells a value; twice the same value may look quite different.
func (w *author) write(v value) string {
	w.b.Reset()
	w.put(v)
	w.space()
	return w.b.String()
}

func (w *author) put(v value) {
	w.space()
	switch v.kind {
	case Object:
		w.b.WriteByte('{')
		for n, i := range w.order(v.keys) {
			comma(&w.b, n)
			w.space()
			w.string(v.keys[i])
			w.space()
			w.b.WriteByte(':')
			w.put(v.items[i])
		}
		w.space()
		w.b.WriteByte('}')
	case Array:
		w.b.WriteByte('[')
		for n, item := range v.items {
			comma(&w.b, n)
			w.put(item)
		}
		w.space()
		w.b.WriteByte(']')
	case String:
		w.string(v.text)
	case Number:
		form := [...]string{"%d", "%d.0", "%d.00E+0", "%de00", "%d0e-1"}[w.IntN(5)]
		if v.number == 0 {
			form = strings.ReplaceAll(form, "d0", "d")
		}
		fmt.Fprintf(&w.b, form, v.number)
	case True:
		w.b.WriteString("true")
	case False:
		w.b.WriteString("false")
	case Null:
		w.b.WriteString("null")
	}
}

// order is a random order of members in which equal keys keep theirs.
func (w *author) order(keys []string) []int {
	out := w.Perm(len(keys))
	for i := range out {
		for j := i + 1; j < len(out); j++ {
			if keys[out[i]] == keys[out[j]] && out[i] > out[j] {
				out[i], out[j] = out[j], out[i]
			}
		}
	}
	return out
}

func (w *author) space() { w.b.WriteString([...]string{"", "", " ", "\n\t", "\r\n"}[w.IntN(5)]) }

func (w *author) string(s string) {
	w.b.WriteByte('"')
	for _, r := range s {
		if r < 0x20 || w.IntN(4) == 0 {
			fmt.Fprintf(&w.b, `\u%04x`, r)
		} else {
			w.b.WriteRune(r)
		}
	}
	w.b.WriteByte('"')
}

// change changes the meaning in one or a few places.
func (w *author) change(v value) value {
	out := v
	out.items = append([]value(nil), v.items...)
	out.keys = append([]string(nil), v.keys...)
	n := len(out.items)
	if n == 0 || w.IntN(4) == 0 {
		return w.value(2)
	}
	i := w.IntN(n)
	switch w.IntN(4) {
	case 0:
		out.items = append(out.items[:i], out.items[i+1:]...)
		if v.kind == Object {
			out.keys = append(out.keys[:i], out.keys[i+1:]...)
		}
	case 1:
		if v.kind == Array {
			j := w.IntN(n)
			out.items[i], out.items[j] = out.items[j], out.items[i]
		} else {
			out.keys[i] = w.word()
		}
	default:
		out.items[i] = w.change(out.items[i])
	}
	return out
}

// means reports whether two values are the same, by a rule of its own.
func (v value) means(u value) bool {
	if v.kind != u.kind || v.text != u.text || v.number != u.number || len(v.items) != len(u.items) {
		return false
	}
	if v.kind != Object {
		for i := range v.items {
			if !v.items[i].means(u.items[i]) {
				return false
			}
		}
		return true
	}
	for _, key := range v.keys {
		x, y := v.all(key), u.all(key)
		if len(x) != len(y) {
			return false
		}
		for i := range x {
			if !x[i].means(y[i]) {
				return false
			}
		}
	}
	return true
}

func (v value) all(key string) (out []value) {
	for i, k := range v.keys {
		if k == key {
			out = append(out, v.items[i])
		}
	}
	return out
}
