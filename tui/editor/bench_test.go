// This file measures the work of one key: the verb and the frame after it.
package editor

import (
	"fmt"
	"strings"
	"testing"

	"patchbay/tui/cells"
	"patchbay/tui/text"
	"patchbay/tui/theme"
)

// large is a Configuration of about n bytes.
func large(n int) string {
	var b strings.Builder
	b.Grow(n + 1000)
	b.WriteString("{\n  \"reporting\": {\n    \"reportTypes\": [\n")
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "      {\n        \"id\": \"type_%d\",\n        \"label\": \"Campaign performance {{date}}\",\n        \"weight\": 12.50,\n        \"hidden\": false\n      },\n", i)
	}
	b.WriteString("      null\n    ]\n  }\n}\n")
	return b.String()
}

// BenchmarkKey types, moves and pages in texts of several sizes, with a frame
// of 120×40 after each key. At 10 MB and above no tree is given, as while it
// is still being made.
func BenchmarkKey(b *testing.B) {
	docs := map[string]string{
		"10KB": large(10 << 10), "1MB": large(1 << 20), "10MB": large(10 << 20), "100MB": large(100 << 20),
		"10MB-in-one-line": strings.ReplaceAll(large(10<<20), "\n", " "),
	}
	th := theme.New(theme.Dark, theme.Colours256, theme.Unicode)
	keys := map[string]func(m *Model, i int){
		"type":     func(m *Model, i int) { m.Insert("x") },
		"newline":  func(m *Model, i int) { m.Newline() },
		"word":     func(m *Model, i int) { m.Insert("xxx "); m.DeleteWordLeft() },
		"right":    func(m *Model, i int) { m.Right(text.Moving) },
		"down":     func(m *Model, i int) { m.vertical(1-2*(i/20%2), text.Moving) },
		"pagedown": func(m *Model, i int) { m.page(1-2*(i/20%2), text.Moving) },
		"undo":     func(m *Model, i int) { m.Insert("y"); m.Undo() },
	}
	for _, doc := range []string{"10KB", "1MB", "10MB", "100MB", "10MB-in-one-line"} {
		for _, at := range []string{"start", "middle", "end"} {
			for _, key := range []string{"type", "newline", "word", "right", "down", "pagedown", "undo"} {
				b.Run(doc+"/"+at+"/"+key, func(b *testing.B) {
					m := New(&host{}, Content{Configuration: text.New(docs[doc])})
					if len(docs[doc]) <= 1<<20 {
						understand(m)
					}
					switch at {
					case "middle":
						m.GoToOffset(len(docs[doc])/2 + 50)
					case "end":
						m.GoToOffset(len(docs[doc]) - 40)
					}
					m.View(th, 120, 40)
					b.ReportAllocs()
					i := 0
					for b.Loop() {
						keys[key](m, i)
						m.View(th, 120, 40)
						m.Drain()
						i++
					}
				})
			}
		}
	}
}

func BenchmarkView(b *testing.B) {
	th := theme.New(theme.Dark, theme.Colours256, theme.Unicode)
	for _, size := range [][2]int{{120, 40}, {200, 60}} {
		m := New(&host{}, Content{Configuration: text.New(large(1 << 20))})
		understand(m)
		m.GoToOffset(500_000)
		b.Run(cells.Thousands(size[0]), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m.View(th, size[0], size[1])
			}
		})
	}
}

func BenchmarkFindNearTheEndOf10MB(b *testing.B) {
	doc := large(10<<20) + "needle"
	for b.Loop() {
		m := New(&host{}, Content{Configuration: text.New(doc)})
		m.OpenFind()
		m.Insert("needle")
	}
}

func BenchmarkPaste10KB(b *testing.B) {
	m := New(&host{}, Content{Configuration: text.New(large(1 << 20))})
	m.GoToOffset(500_000)
	piece := large(10 << 10)
	for b.Loop() {
		m.Paste(piece)
		m.View(plain, 120, 40)
		m.Undo()
	}
}
