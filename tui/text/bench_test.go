// bench_test.go measures what the budgets of the editor rest on.
package text

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

const record = "    {\n        \"id\": \"clicks\",\n        \"title\": \"Clicks\",\n        \"type\": \"int\"\n    },\n"

func document(size int) string { return strings.Repeat(record, size/len(record)+1)[:size] }

func sizes(b *testing.B, run func(b *testing.B, t Text)) {
	for _, size := range []int{10 << 10, 1 << 20, 10 << 20, 100 << 20} {
		t := New(document(size))
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) { run(b, t) })
	}
}

func BenchmarkNew(b *testing.B) {
	for _, size := range []int{1 << 20, 100 << 20} {
		s := document(size)
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for b.Loop() {
				New(s)
			}
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(b.N)/float64(size), "tree-B/B")
		})
	}
}

func BenchmarkType(b *testing.B) {
	sizes(b, func(b *testing.B, t Text) {
		at := t.Len() / 2
		for i := 0; b.Loop(); i++ {
			t, _ = t.Apply(Edit{{at + i, at + i, "x"}})
		}
	})
}

func BenchmarkPaste10KB(b *testing.B) {
	paste := document(10 << 10)
	sizes(b, func(b *testing.B, t Text) {
		for b.Loop() {
			t.Apply(Edit{{t.Len() / 2, t.Len() / 2, paste}})
		}
	})
}

func BenchmarkReplaceAll(b *testing.B) {
	t := New(document(10 << 20))
	var e Edit
	for at := index(t, 0, "clicks", Exact); at >= 0; at = index(t, at+6, "clicks", Exact) {
		e = append(e, Change{at, at + 6, "Impressions"})
	}
	b.ReportMetric(float64(len(e)), "changes")
	for b.Loop() {
		t.Apply(e)
	}
}

func BenchmarkScreen(b *testing.B) {
	sizes(b, func(b *testing.B, t Text) {
		top := t.LineOf(t.Len() / 2)
		for b.Loop() {
			for i := range 50 {
				t.Line(top + i)
			}
		}
	})
}

func BenchmarkStep(b *testing.B) {
	for name, s := range map[string]string{"ASCII": document(10 << 20), "CJK": strings.Repeat("日本語", 1<<20), "flags": strings.Repeat("🇫🇮", 1<<20)} {
		t := New(s)
		b.Run(name, func(b *testing.B) {
			at := t.Len() / 2
			for b.Loop() {
				t.PrevGrapheme(t.NextGrapheme(at))
			}
		})
	}
}

func BenchmarkFind10MB(b *testing.B) {
	s := document(10<<20) + "the Needle"
	edited, _ := New(s).Apply(Edit{{5 << 20, 5 << 20, "x"}})
	for name, c := range map[string]struct {
		t      Text
		needle string
		fold   Case
	}{
		"exact":              {New(s), "the Needle", Exact},
		"exact, edited":      {edited, "the Needle", Exact},
		"fold":               {New(s), "THE NEEDLE", Fold},
		"fold, common words": {New(s), "\"clicks\"X", Fold},
		"fold, quote":        {New(s), "\"\"", Fold},
		"fold, chopped":      {chopped(s, 1), "THE NEEDLE", Fold},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				c.t.Find(0, c.needle, c.fold)
			}
		})
	}
	t := New(s)
	b.Run("backwards", func(b *testing.B) {
		for b.Loop() {
			t.FindLast(t.Len(), "nowhere", Exact)
		}
	})
}

func BenchmarkBetween(b *testing.B) {
	s := document(10 << 20)
	a, c := New(s), New(strings.Replace(s, "Clicks", "Klicks", 1)+"end")
	for b.Loop() {
		Between(a, c)
	}
}
