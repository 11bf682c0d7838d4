// This file holds the laws of reading: whatever is done, the cursor is on a line
// that is shown, and a filter shows what it must and nothing else.

package detail

import (
	"context"
	"strings"
	"testing"
	"time"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/text"
)

// verbs by letter, for scripts.
func verb(m *Model, letter byte, word string) {
	switch letter {
	case 'j':
		m.Down()
	case 'k':
		m.Up()
	case 'h':
		m.Left()
	case 'l':
		m.Right()
	case 'd':
		m.HalfDown()
	case 'u':
		m.HalfUp()
	case 'D':
		m.PageDown()
	case 'U':
		m.PageUp()
	case 'g':
		m.Home()
	case 'G':
		m.End()
	case 't':
		m.ToggleFold()
	case '1', '2', '3', '9':
		m.FoldLevel(int(letter - '0'))
	case '0':
		m.UnfoldAll()
	case 'f':
		m.Find(word)
	case 'n':
		m.FindNext()
	case 'N':
		m.FindPrev()
	case 'p':
		m.FilterPath(word)
	case 'P':
		m.FilterPath("")
	case 'F':
		m.OpenFind()
	case 'O':
		m.OpenFilter()
	case 'w':
		m.Paste(word)
	case 'a':
		m.Accept()
	case 'b':
		m.Back()
	case 'T':
		m.NextPart()
	case 'c':
		m.CopyValue()
		m.CopyPath()
	case 'r':
		m.SetContent(m.content)
	case 's':
		m.SetTree(document.Parse(context.Background(), m.content.Text.String()))
	}
}

func FuzzReading(f *testing.F) {
	f.Add(small, "jjlhtGkkU1jj0dfnNpjjnPb", "id")
	f.Add(small, "9jtjtFwanpjtGtkPTDDTjr", "fields[0].type")
	f.Add("{\"a\":"+strings.Repeat("[", 40)+strings.Repeat("]", 40)+"}", "1j2j3jlllllhhhhfr", "[")
	f.Add("", "jGtfnp1", "")
	f.Add("{\n\"a\": 1,,\n", "jfnNpjt1s", "a")
	f.Add("\n\n\r\n  \x1b\xff\n", "jjjkkGfn", "\xff")
	f.Add(small, "pjjjGkkfnOwbOwaTjU", "zzz")
	f.Add(small, "GTOFtdwTGFa", "[0]")
	f.Add("{}", "lTOa", "")
	f.Fuzz(func(t *testing.T, json, script, word string) {
		if len(json) > 5000 || len(script) > 60 || len(word) > 100 {
			return
		}
		m := New(&host{}, func() time.Time { return noon })
		c := contentOf(json)
		c.Text = text.New(json)
		c.Tree = document.Parse(context.Background(), json)
		m.SetContent(c)
		for i := 0; i < len(script); i++ {
			verb(m, script[i], word)
			view, cursor := m.View(dark, 60, 15)
			if i == len(script)-1 {
				exact(t, view, 60, 15)
			}
			if m.off < 0 || m.off > len(json) {
				t.Fatalf("after %q the cursor is at byte %d of %d", script[:i+1], m.off, len(json))
			}
			if m.filter.on() && m.filter.places == 0 {
				continue
			}
			if m.folds().Hidden(m.cursorLine()) {
				t.Fatalf("after %q the cursor is on hidden line %d", script[:i+1], m.cursorLine())
			}
			if m.part == onText && cursor == nil {
				t.Fatalf("after %q the cursor is not on screen: line %d, scroll %d, left %d", script[:i+1], m.cursorLine(), m.scroll, m.left)
			}
		}
	})
}

// shownLines are the lines that are neither folded nor filtered away.
func shownLines(m *Model) map[int]bool {
	out := map[int]bool{}
	for _, l := range m.folds().Visible(0, m.content.Text.Lines(), m.content.Text.Lines()) {
		out[l] = true
	}
	return out
}

// names are the names and places on the way to a node.
func names(t *document.Tree, n document.Node) []string {
	var out []string
	for ; t.Parent(n) >= 0; n = t.Parent(n) {
		if t.Kind(t.Parent(n)) == document.Array {
			out = append([]string{"[" + cells.Thousands(t.Index(n)) + "]"}, out...)
		} else {
			out = append([]string{t.Key(n)}, out...)
		}
	}
	return out
}

func FuzzFilterShowsWhatItMust(f *testing.F) {
	for _, expr := range []string{"id", "fields.id", "reportTypes[1]", "[0]", "*", "a..b", "/reporting/reportTypes/0", "rprt", "limit", "*.items", "x.y.z", "İ"} {
		f.Add(small, expr)
	}
	f.Add(`{"a":{"b":1,"a":{"b":[1,{"b":2}]}},"b":[[1,2],[3]]}`, "a.b")
	f.Fuzz(func(t *testing.T, json, expr string) {
		if len(json) > 5000 || len(expr) > 100 || strings.TrimSpace(expr) == "" {
			return
		}
		m := New(&host{}, func() time.Time { return noon })
		c := contentOf(document.Layout(json))
		c.Tree = document.Parse(context.Background(), c.Text.String())
		m.SetContent(c)
		m.FilterPath(expr)
		tree, lines := m.tree, m.content.Text
		hits, _ := hitsOf(tree, strings.TrimSpace(expr))
		may := map[int]bool{}
		for _, n := range hits {
			_, end := tree.Span(n)
			for l := lines.LineOf(begin(tree, n)); l <= lines.LineOf(max(0, end-1)); l++ {
				may[l] = true
			}
			for up := tree.Parent(n); up >= 0; up = tree.Parent(up) {
				start, _ := tree.Span(up)
				for l := lines.LineOf(begin(tree, up)); l <= lines.LineOf(start); l++ {
					may[l] = true
				}
			}
		}
		shown := shownLines(m)
		for l := range may {
			if !shown[l] {
				t.Errorf("filter %q hides line %d of\n%s", expr, l+1, lines.String())
			}
		}
		for l := range shown {
			if !may[l] {
				t.Errorf("filter %q shows line %d of\n%s", expr, l+1, lines.String())
			}
		}
		// Every hit has the parts on its way, in order.
		if _, exact := tree.Find(strings.TrimSpace(expr)); !exact {
			for _, n := range hits {
				way := names(tree, n)
				for _, s := range split(strings.TrimSpace(expr)) {
					met := false
					for len(way) > 0 && !met {
						name := way[0]
						way = way[1:]
						met = s.any || hasLetters(name, s) || s.index >= 0 && name == "["+cells.Thousands(s.index)+"]"
					}
					if !met {
						t.Errorf("filter %q found %q", expr, tree.Dotted(n))
					}
				}
			}
		}
		m.FilterPath("")
		if len(shownLines(m)) != lines.Lines() {
			t.Error("something stays hidden when the filter is taken away")
		}
	})
}

func TestFoldingLaws(t *testing.T) {
	m, _ := reader(t, small)
	for level := 1; level <= 9; level++ {
		m.FoldLevel(level)
		shown := len(shownLines(m))
		m.FoldLevel(level)
		if again := len(shownLines(m)); again != shown {
			t.Errorf("level %d shows %d lines, then %d", level, shown, again)
		}
		m.FoldLevel(level + 1)
		if deeper := len(shownLines(m)); deeper < shown {
			t.Errorf("level %d shows %d lines, the next one %d", level, shown, deeper)
		}
		m.UnfoldAll()
		if len(shownLines(m)) != m.content.Text.Lines() {
			t.Error("something stays folded")
		}
	}
}

func TestPathsAreFoundAsTheyAreShown(t *testing.T) {
	m, _ := reader(t, small)
	for line := range m.content.Text.Lines() {
		m.off = m.lineHome(line)
		path := m.Path()
		if path == "" {
			continue
		}
		m.FilterPath(path)
		if m.filter.how != byPath || m.filter.places != 1 {
			t.Errorf("the path %s of line %d is understood as %d with %d places", path, line+1, m.filter.how, m.filter.places)
		}
		if _, kept := m.filter.from(line); !kept {
			t.Errorf("filtering by %s hides line %d", path, line+1)
		}
		m.FilterPath("")
	}
}
