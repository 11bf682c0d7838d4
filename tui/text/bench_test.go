// bench_test.go measures what the budgets of the editor rest on.
package text

import (
	"context"
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

func BenchmarkExpression10MB(b *testing.B) {
	s := document(10<<20) + "the Needle 12"
	oneLine := strings.ReplaceAll(s, "\n", " ")
	edited, _ := New(s).Apply(Edit{{5 << 20, 5 << 20, "x"}})
	for name, c := range map[string]struct {
		t      Text
		source string
		fold   Case
	}{
		"literal inside":           {New(s), `(\w+) Needle \d+`, Exact},
		"literal inside, fold":     {New(s), `(\w+) needle \d+`, Fold},
		"literal inside, edited":   {edited, `(\w+) Needle \d+`, Exact},
		"literal everywhere":       {New(s), `"clicks\d"`, Exact},
		"no literal":               {New(s), `[A-Z]\w+ \d\d`, Exact},
		"over lines":               {New(s), `\},\n\s+x`, Exact},
		"one line, literal":        {New(oneLine), `(\w+) Needle \d+`, Exact},
		"one line, no literal":     {New(oneLine), `[A-Z]\w+ \d\d`, Exact},
		"one line, literal begins": {New(oneLine), `Needle \d+`, Exact},
	} {
		p := pattern(b, c.source, c.fold)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				p.Next(context.Background(), c.t, c.t.All(), 0)
			}
		})
		b.Run(name+", backwards", func(b *testing.B) {
			for b.Loop() {
				p.Prev(context.Background(), c.t, c.t.All(), 100)
				p.Prev(context.Background(), c.t, Range{0, c.t.Len() - 20}, c.t.Len())
			}
		})
	}
}

// BenchmarkReplaceAllMatches finds about 125,000 matches in 10 MB and makes the
// edit of them ready; BenchmarkTake is what is left for the event loop.
func BenchmarkReplaceAllMatches(b *testing.B) {
	t := New(document(10 << 20))
	expr := pattern(b, `"(\w+)": "clicks"`, Exact)
	with, _ := expr.Replacement(`"$1": "Klicks"`)
	plain, _ := Literal("clicks", Fold).Replacement("Impressions")
	for name, c := range map[string]struct {
		p Pattern
		r Replacement
	}{"plain": {Literal("clicks", Fold), plain}, "expression": {expr, with}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				e, n := c.p.ReplaceAll(context.Background(), t, t.All(), c.r, "\n")
				t.Prepare(e)
				b.ReportMetric(float64(n), "matches")
			}
		})
	}
}

func BenchmarkTake(b *testing.B) {
	t := New(document(10 << 20))
	e, _ := Literal("clicks", Fold).ReplaceAll(context.Background(), t, t.All(), Replacement{}, "\n")
	p := t.Prepare(e)
	for b.Loop() {
		NewBuffer(t).Take(p, Cursor(0))
	}
}

// BenchmarkEqual compares a text with what an edit of the same length made of
// it: what happens for every key while the length is that of the origin.
func BenchmarkEqual(b *testing.B) {
	sizes(b, func(b *testing.B, t Text) {
		u, _ := t.Apply(Edit{{t.Len() / 2, t.Len()/2 + 1, "\x01"}})
		back, _ := u.Apply(Edit{{t.Len() / 2, t.Len()/2 + 1, t.Slice(t.Len()/2, t.Len()/2+1)}})
		for b.Loop() {
			if t.Equal(u) || !t.Equal(back) {
				b.Fatal("wrong")
			}
		}
	})
}

// BenchmarkOneLine moves in a text of 10 MB without a line break, and in one
// that is a single word.
func BenchmarkOneLine(b *testing.B) {
	for name, s := range map[string]string{
		"JSON": strings.ReplaceAll(document(10<<20), "\n", " "), "a word": strings.Repeat("a", 10<<20), "blanks": strings.Repeat(" ", 10<<20),
	} {
		for _, m := range []struct {
			name string
			to   Motion
		}{{"left", Left}, {"right", Right}, {"word left", WordLeft}, {"word right", WordRight}, {"line start", LineStart}, {"line end", LineEnd}, {"smart home", SmartHome}} {
			b.Run(name+"/"+m.name, func(b *testing.B) {
				buf := NewBuffer(New(s))
				for b.Loop() {
					buf.MoveTo(len(s)/2, Moving)
					buf.Move(m.to, Moving)
				}
			})
		}
		b.Run(name+"/delete word", func(b *testing.B) {
			buf := NewBuffer(New(s))
			for b.Loop() {
				buf.MoveTo(len(s)/2, Moving)
				buf.DeleteWordLeft()
				buf.Undo()
			}
		})
	}
}

// BenchmarkMemory measures what the tree takes beside the text, and what 1,000
// edits and their undo add.
func BenchmarkMemory(b *testing.B) {
	for _, size := range []int{10 << 20, 100 << 20} {
		s := document(size)
		b.Run(fmt.Sprintf("%dMB", size>>20), func(b *testing.B) {
			for b.Loop() {
				before := inUse()
				buf := NewBuffer(New(s))
				tree := inUse()
				for i := range 1000 {
					buf.Select(Cursor(i * (size / 1000)))
					buf.Paste("edited")
				}
				edits := inUse()
				runtime.KeepAlive(buf)
				b.ReportMetric(float64(tree-before)/float64(size), "tree-B/B")
				b.ReportMetric(float64(edits-tree)/1000, "B/edit")
			}
		})
	}
}

// inUse returns how many bytes are in use once what is not has been given back.
func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkBetween(b *testing.B) {
	s := document(10 << 20)
	a, c := New(s), New(strings.Replace(s, "Clicks", "Klicks", 1)+"end")
	for b.Loop() {
		Between(a, c)
	}
}
