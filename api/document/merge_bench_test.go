// How fast merging is.

package document

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

func BenchmarkMerge(b *testing.B) {
	src := sized(tenMB)
	label := func(src, name string) string {
		at := strings.LastIndex(src, `"label": "Field 7"`)
		return src[:at] + `"label": "` + name + `"` + src[at+len(`"label": "Field 7"`):]
	}
	mine := edited(src)
	var many, more, swapped strings.Builder
	list := func(w *strings.Builder, step int) {
		w.WriteString("[\n")
		for i := range 100_000 {
			k := i
			if step < 0 {
				k = 99_999 - i
			}
			fmt.Fprintf(w, "  {\"id\": \"f%d\", \"v\": %d},\n", k, k%max(step, 2))
		}
		w.WriteString("  {}\n]\n")
	}
	list(&many, 1000)
	list(&more, 999)
	list(&swapped, -1)
	var wide, wider strings.Builder
	for w, v := range map[*strings.Builder]int{&wide: 0, &wider: 1} {
		w.WriteString("{")
		for i := range 1_000_000 {
			fmt.Fprintf(w, "\"k%d\":%d,", i, v*(i%1000/999))
		}
		fmt.Fprintf(w, "\"z\":0}")
	}
	like := `[` + strings.Repeat(`{"v":1},{"v":2},{"v":[3]},`, 33_000)
	for _, c := range []struct{ name, base, mine, theirs string }{
		{"10 MB, few edits", src, mine, label(src, "Cost")},
		{"10 MB, theirs on one line", src, mine, small(b, label(src, "Cost"))},
		{"10 MB, all ids new here", src, strings.ReplaceAll(src, `"id": "field`, `"id": "column`), label(src, "Cost")},
		{"100,000 items, all changed here, one there", many.String(), more.String(), strings.Replace(many.String(), `"v": 7}`, `"v": 8}`, 1)},
		{"100,000 items, reversed here, one changed there", many.String(), swapped.String(), strings.Replace(many.String(), `"v": 7}`, `"v": 8}`, 1)},
		{"100,000 like items", like + `1]`, strings.ReplaceAll(like, `{"v":2},`, "") + `1]`, like + `2]`},
		{"100,000 clashes", many.String(), strings.ReplaceAll(many.String(), `"v": `, `"v": 1`), strings.ReplaceAll(many.String(), `"v": `, `"v": 2`)},
		{"1,000,000 members", wide.String(), wider.String(), strings.Replace(wide.String(), `"z":0`, `"z":1`, 1)},
	} {
		b.Run(c.name, func(b *testing.B) {
			x, y, z := parse(c.base), parse(c.mine), parse(c.theirs)
			b.SetBytes(int64(len(c.mine)))
			for b.Loop() {
				m, err := Merge(context.Background(), x, y, z)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := m.Text(all(m, Theirs)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
