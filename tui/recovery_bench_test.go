// What reading an unsaved edit costs, off the event loop.

package tui

import (
	"strings"
	"testing"
	"time"

	"patchbay/api"
	"patchbay/config/state"
)

// A day of typing in a text of 10 MB: 100,000 records, found, replayed and ready
// for the editor.
func BenchmarkRestore(b *testing.B) {
	store, err := state.Open(b.TempDir(), nil, time.Now)
	if err != nil {
		b.Fatal(err)
	}
	key := state.Key{Origin: "sandbox", Team: 1, Identifier: "T3S70"}
	config := `{"a":"` + strings.Repeat("x", 10<<20) + `"}`
	j, err := store.Begin(key, state.Base{Content: state.Content{Configuration: config}}, state.ThisSession(time.Now()))
	if err != nil {
		b.Fatal(err)
	}
	records := make([]state.Record, 100_000)
	for i := range records {
		records[i] = oneTyped(1000+i, "x")
		if i%6 > 0 {
			records[i].Step = state.JoinStep
		}
	}
	if err := j.Append(records); err != nil {
		b.Fatal(err)
	}
	if err := j.Close(); err != nil {
		b.Fatal(err)
	}
	s := Session{Origin: "sandbox", Store: store}
	ref := api.Ref{Team: 1, Identifier: "T3S70"}
	for _, c := range []struct {
		name string
		run  func(b *testing.B)
	}{
		{"offer", func(b *testing.B) {
			if u := findUnsaved(s, ref, api.Connector{}, nil, time.Now()); len(u.edits) != 1 || u.edits[0].err != nil {
				b.Fatalf("%d edits", len(u.edits))
			}
		}},
		{"list", func(b *testing.B) { store.Left("sandbox") }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				c.run(b)
			}
		})
	}
}
