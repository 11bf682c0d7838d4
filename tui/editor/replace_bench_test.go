// This file measures finding and replacing: what of it holds up the event loop.
package editor

import (
	"context"
	"strings"
	"testing"

	"patchbay/tui/text"
	"patchbay/tui/theme"
)

// BenchmarkReplaceAllInTheLoop is what the event loop does for some 70,000
// replaced matches in 10 MB of known meaning: taking the edit, drawing, undoing
// it, and a key typed after it.
func BenchmarkReplaceAllInTheLoop(b *testing.B) {
	th := theme.New(theme.Dark, theme.Colours256, theme.Unicode)
	for name, doc := range map[string]string{"lines": large(10 << 20), "one line": strings.ReplaceAll(large(10<<20), "\n", " ")} {
		m := New(&host{}, Content{Configuration: text.New(doc)})
		understand(m)
		do(m, "replace 'label' otherfield 'caption'")
		settle(m)
		m.GoToOffset(len(doc) / 2)
		m.View(th, 120, 40)
		r, _ := m.replacing()
		work := map[string]func(){
			"key":  func() { m.Insert("x"); m.View(th, 120, 40) },
			"view": func() { m.View(th, 120, 40) },
		}
		b.Run(name+"/take", func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				done := r.all(context.Background(), m.buf.Text())
				b.StartTimer()
				m.replaced(done)
				b.StopTimer()
				m.showText()
				m.Undo()
				understand(m)
				m.Drain()
				b.StartTimer()
			}
		})
		b.Run(name+"/undo", func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				m.replaced(r.all(context.Background(), m.buf.Text()))
				m.showText()
				b.StartTimer()
				m.Undo()
				b.StopTimer()
				understand(m)
				m.Drain()
				b.StartTimer()
			}
		})
		m.replaced(r.all(context.Background(), m.buf.Text()))
		m.showText()
		for _, what := range []string{"view", "key"} {
			b.Run(name+"/"+what+" after it", func(b *testing.B) {
				for b.Loop() {
					work[what]()
				}
			})
		}
	}
}

// BenchmarkKeyWithTheBarOpen types into the text while matches show.
func BenchmarkKeyWithTheBarOpen(b *testing.B) {
	th := theme.New(theme.Dark, theme.Colours256, theme.Unicode)
	for name, script := range map[string]string{"plain": "find 'e'", "expression": `expression find '"\w+"'`, "over lines": `expression find ',\' 'n'`} {
		b.Run(name, func(b *testing.B) {
			m := New(&host{}, Content{Configuration: text.New(large(10 << 20))})
			m.GoToOffset(5 << 20)
			do(m, script)
			settle(m)
			m.setFocus(Text)
			for b.Loop() {
				m.Insert("x")
				m.View(th, 200, 60)
				m.Drain()
			}
		})
	}
}

// BenchmarkFindKey types a letter into the bar, far from the next match: what
// holds up the loop, and what there is until the match is on the screen.
func BenchmarkFindKey(b *testing.B) {
	doc := large(10<<20) + "needle 12"
	th := theme.New(theme.Dark, theme.Colours256, theme.Unicode)
	for name, q := range map[string]struct{ before, needle string }{
		"plain": {"", "needle"}, "literal": {"expression", `\wedle \d+`}, "expression": {"expression", `[m-o]\w+ \d\d$`}, "over lines": {"expression", `\}\s*nee`},
	} {
		for _, part := range []string{"in the loop", "until found"} {
			b.Run(name+"/"+part, func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					m := New(&host{}, Content{Configuration: text.New(doc)})
					do(m, q.before+" find")
					m.Paste(q.needle[:len(q.needle)-1])
					settle(m)
					b.StartTimer()
					m.Insert(q.needle[len(q.needle)-1:])
					m.View(th, 120, 40)
					if part == "until found" {
						settle(m)
						m.View(th, 120, 40)
					}
				}
			})
		}
	}
}
