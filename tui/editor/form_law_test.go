// The law of the form, on random walks, and what its verbs cost on a
// Configuration of 3 MB with 420,000 values.
package editor

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"patchbay/api/document"
	"patchbay/tui/text"
)

// Every verb of the form is at most one step of undo, leaves a text that was
// JSON one, and everything can be undone, on any Configuration.
func TestTheFormLaw(t *testing.T) {
	script := []string{
		"enter", "accept", "back", "'x'", "flip", "add", "addbehind", "rename", "remove", "twin", "rowup", "rowdown", "type", "complete", "selectall",
		"up", "down", "left", "right", "home", "end", "pagedown", "toggle", "expandall", "copy", "pasteinside", "paste'[1, {}]'", "paste'y'", "undo", "redo", "rows rows", "nextfield prevfield",
	}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 7))
		src := laid
		if seed%2 == 1 {
			src = strings.ReplaceAll(strings.ReplaceAll(laid, "\n", "\r\n"), "  ", "\t")
		}
		m, _ := rows("|" + src)
		start := m.buf.Text()
		var done []string
		for range 120 {
			verb := script[r.IntN(len(script))]
			if verb == "back" && m.Typing() != Value {
				continue // it would leave the form
			}
			done = append(done, verb)
			steps, was := len(m.history.undo), state(m)
			do(m, verb)
			settle(m)
			grown := len(m.history.undo) - steps
			same := state(m) == was
			if grown > 1 || grown == 1 && same || grown == 0 && !same && verb != "undo" && verb != "redo" {
				t.Fatalf("seed %d: %s is %d steps of undo: %s", seed, verb, grown, strings.Join(done, " "))
			}
			if ok, _ := document.Valid(m.buf.Text().String()); !ok {
				t.Fatalf("seed %d: no JSON after %s:\n%s", seed, strings.Join(done, " "), m.buf.Text().String())
			}
			if !m.rowsAreNow() && m.view == Form {
				t.Fatalf("seed %d: no rows of the text of now after %s", seed, verb)
			}
			checkFrame(t, verb, frame(m), 60, 16)
		}
		do(m, "back back")
		for range len(m.history.undo) {
			m.Undo()
		}
		if !m.buf.Text().Equal(start) {
			t.Fatalf("seed %d: undoing it all after %s gives\n%s", seed, strings.Join(done, " "), m.buf.Text().String())
		}
	}
}

func BenchmarkForm(b *testing.B) {
	src := "{\"list\": [" + strings.TrimSuffix(strings.Repeat(`{"id": "a", "label": "b", "value": {"x": 1}}, `, 60_000), ", ") + "]}"
	tree := document.Parse(context.Background(), src)
	begin := func() *Model {
		m := New(&host{}, Content{Configuration: text.New(src)})
		m.SetMeaning(m.Revision(), tree, tree.Findings())
		m.ToggleForm()
		return m
	}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			begin().View(plain, 120, 40)
		}
	})
	b.Run("expand a list of 60,000", func(b *testing.B) {
		m := begin()
		do(m, "down")
		for b.Loop() {
			m.TreeToggle()
			m.View(plain, 120, 40)
		}
	})
	b.Run("expand everything", func(b *testing.B) {
		m := begin()
		for b.Loop() {
			m.TreeExpandAll()
			m.View(plain, 120, 40)
			m.TreeCollapseAll()
		}
	})
	for _, where := range []string{"", "expandall "} {
		m := begin()
		do(m, where+"down right down")
		b.Run(where+"row down", func(b *testing.B) {
			for b.Loop() {
				m.TreeDown()
				m.View(plain, 120, 40)
			}
		})
	}
	b.Run("edit", func(b *testing.B) {
		m := begin()
		do(m, "expandall end")
		for b.Loop() {
			m.TreeDuplicate()
			m.View(plain, 120, 40)
			b.StopTimer()
			settle(m)
			b.StartTimer()
		}
	})
}
