// How fast it is, on a Configuration of 10 MB unless the name says otherwise.

package document

import (
	"context"
	"runtime"
	"strings"
	"testing"
	"time"
)

const tenMB = 10 << 20

func BenchmarkValid(b *testing.B) {
	for name, src := range map[string]string{"laid out": sized(tenMB), "minified": small(b, sized(2*tenMB))} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				if ok, _ := Valid(src); !ok {
					b.Fatal("not valid")
				}
			}
		})
	}
}

func small(tb testing.TB, src string) string {
	out, err := Minify(src)
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

func BenchmarkParse(b *testing.B) {
	whole := sized(tenMB)
	for name, src := range map[string]string{
		"10 MB":            whole,
		"10 MB, minified":  small(b, sized(2*tenMB)),
		"10 MB, broken":    strings.Replace(whole, "},\n", "}\n", 1),
		"10 MB, unclosed":  whole[:len(whole)-20],
		"100 KB":           sized(100 << 10),
		"one 10 MB string": `{"a":"` + strings.Repeat("x", tenMB) + `"}`,
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				Parse(context.Background(), src)
			}
		})
	}
}

// BenchmarkParseMemory reports what a tree keeps, in bytes a byte of text.
func BenchmarkParseMemory(b *testing.B) {
	src := sized(tenMB)
	var before, after runtime.MemStats
	var t *Tree
	for b.Loop() {
		t = nil
		runtime.GC()
		runtime.ReadMemStats(&before)
		t = parse(src)
		runtime.GC()
		runtime.ReadMemStats(&after)
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(len(src)), "kept/byte")
	runtime.KeepAlive(t)
}

func BenchmarkLayout(b *testing.B) {
	src := small(b, sized(tenMB))
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		Layout(src)
	}
}

func BenchmarkFormat(b *testing.B) {
	src := small(b, sized(1<<20))
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, err := Format(src); err != nil {
			b.Fatal(err)
		}
	}
}

// edited is the text with a few changes here and there.
func edited(src string) string {
	src = strings.Replace(src, `"label": "Field 7"`, `"label": "Clicks"`, 1)
	src = strings.Replace(src, `"id": "report_9"`, `"id": "report_nine"`, 1)
	at := strings.LastIndex(src, "                {\n                  \"id\"")
	return src[:at] + "                {\n                  \"id\": \"new\"\n                },\n" + src[at:]
}

func BenchmarkLines(b *testing.B) {
	src := sized(650 << 10)
	other := strings.ReplaceAll(strings.ReplaceAll(src, "field_", "column_"), "Field", "Column")
	for name, to := range map[string]string{"20,000 lines, few edits": edited(src), "20,000 lines, half rewritten": other, "against nothing": ""} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Lines(src, to, 3)
			}
		})
	}
}

func BenchmarkDiff(b *testing.B) {
	src := configuration(200, 60)
	list := `{"l":[` + strings.TrimSuffix(strings.Repeat(`{"v":1},{"v":2},{"v":[3]},`, 4000), ",") + "]}"
	for name, pair := range map[string][2]string{
		"12,000 Fields, few edits": {src, edited(src)},
		"12,000 Fields, all new":   {src, strings.ReplaceAll(src, `"id": "field`, `"id": "column`)},
		"12,000 like items":        {list, strings.ReplaceAll(list, `{"v":2},`, "")},
	} {
		b.Run(name, func(b *testing.B) {
			x, y := parse(pair[0]), parse(pair[1])
			for b.Loop() {
				Diff(x, y)
			}
		})
	}
}

func BenchmarkSameMeaning(b *testing.B) {
	src := sized(1 << 20)
	other := small(b, src)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if !SameMeaning(src, other) {
			b.Fatal("not the same")
		}
	}
}

func BenchmarkAt(b *testing.B) {
	t := parse(sized(tenMB))
	for b.Loop() {
		t.Pointer(t.At(7_654_321))
	}
}

// BenchmarkHostile reports the hostile text that is worst, in nanoseconds a
// byte, and how many times longer all of them take at four times the size.
// Linear is 4.
func BenchmarkHostile(b *testing.B) {
	took := func(src string) float64 {
		start := time.Now()
		t := parse(src)
		Diff(t, t)
		return float64(time.Since(start))
	}
	const size = 5_000
	for b.Loop() {
		slowest, small, large := 0.0, 0.0, 0.0
		for _, piece := range hostilePieces {
			for _, start := range hostileStarts {
				x := took(start + strings.Repeat(piece, size/len(piece)))
				y := took(start + strings.Repeat(piece, 4*size/len(piece)))
				small, large, slowest = small+x, large+y, max(slowest, y/4/size)
			}
		}
		b.ReportMetric(slowest, "ns/byte")
		b.ReportMetric(large/small, "growth")
	}
}
