// This file runs verbs at random and holds the editor to its laws.
package editor

import (
	"slices"
	"strings"
	"testing"

	"patchbay/tui/text"
)

// FuzzVerbs: whatever is done, the journal rebuilds all parts, undo goes back
// to the start and redo to the end, the selection stays on characters, and
// every frame has its size.
func FuzzVerbs(f *testing.F) {
	for _, seed := range []string{"", "typing{}\"", "\x00\x01\x02\x03\x04\x05\x06\x07", "\xff\xfe\x80", strings.Repeat("\x10\x20\x30", 20)} {
		f.Add("{\n  \"a\": [1, {\"b\": \"日本\"}],\r\n\t\"c\": null\n}", seed)
		f.Add("", seed)
		f.Add("\xff\x1b[31m\x00\re\u0301👩‍👩‍👧", seed)
	}
	names := make([]string, 0, len(verbs))
	for name := range verbs {
		names = append(names, name)
	}
	slices.Sort(names)
	typed := []string{"a", "{", "}", "[", "]", "\"", "\\", "\n", "\t", "日", "\u0301", "\x00", "\xff", "'", ":", ","}
	f.Fuzz(func(t *testing.T, doc, script string) {
		if len(doc) > 2000 || len(script) > 200 {
			return // bounds what one run costs
		}
		h := &host{}
		m := New(h, Content{Name: "n", Description: "d", Configuration: text.New(doc)})
		start := m.Snapshot()
		parts := [3]text.Text{text.New("n"), text.New("d"), text.New(doc)}
		made := NewRestored("n", "d", text.New(doc))
		for _, c := range []byte(script) {
			if m.buf.Text().Len() > 20_000 { // copies of copies grow without end
				break
			}
			switch {
			case int(c) < len(names):
				verbs[names[c]](m)
			case c < 128:
				m.Insert(typed[int(c)%len(typed)])
			case c < 160:
				m.Paste(typed[int(c)%len(typed)] + "\r\n\"" + typed[int(c)/2%len(typed)])
			default:
				verbs[names[int(c)%len(names)]](m)
			}
			settle(m)
			drained := m.Drain()
			for _, e := range drained {
				parts[e.Part], _ = parts[e.Part].Apply(e.Edit)
			}
			if err := made.Replay(drained); err != nil {
				t.Fatal(err)
			}
			for p := range parts {
				if b := m.buffer(Part(p)); !parts[p].Equal(b.Text()) {
					t.Fatalf("the journal of part %d gives %q, the editor holds %q", p, parts[p].String(), b.Text().String())
				}
			}
			sel := m.buf.Selection()
			if tx := m.buf.Text(); tx.Snap(sel.Head, text.Before) != sel.Head || tx.Snap(sel.Anchor, text.Before) != sel.Anchor {
				t.Fatalf("the selection %v is inside a character of %q", sel, tx.String())
			}
			frame, _ := m.View(plain, 80, 12)
			checkFrame(t, "frame", frame, 80, 12)
			if m.folds.Hidden(m.buf.Text().LineOf(sel.Head)) {
				t.Fatalf("the cursor is folded away")
			}
		}
		m.find = nil
		m.showText()
		end := m.Snapshot()
		steps := len(m.history.undo)
		for range steps {
			m.Undo()
		}
		if got := m.Snapshot(); got.Name != start.Name || got.Description != start.Description || !got.Text.Equal(start.Text) {
			t.Fatalf("undoing it all gives %q, %q, %q", got.Name, got.Description, got.Text.String())
		}
		for range steps {
			m.Redo()
		}
		if got := m.Snapshot(); got.Name != end.Name || got.Description != end.Description || !got.Text.Equal(end.Text) {
			t.Fatalf("doing it all again gives %q", got.Text.String())
		}
		sameSteps(t, m, restored(made, doc))
	})
}
