// The budgets that can be measured without a terminal: the work of one key in
// the event loop, the memory of a large Connector, the journal of one edit.

package tui_test

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/sandbox"
	"patchbay/config/state"
	"patchbay/tui/tuitest"
)

// The sizes of Configuration that are measured, by name.
var sizes = []struct {
	name  string
	bytes int
}{{"10KB", 10 << 10}, {"100KB", 100 << 10}, {"1MB", 1 << 20}, {"10MB", 10 << 20}, {"100MB", 99 << 20}}

// The places in the text where the cursor is put, as a share of its lines.
var places = []struct {
	name  string
	share float64
}{{"top", 0.01}, {"middle", 0.5}, {"end", 0.99}}

// large is a Connector with that Configuration, to put into the sandbox.
func large(b *testing.B, configuration string) sandbox.Stored {
	b.Helper()
	if !json.Valid([]byte(configuration)) {
		b.Fatal("what is measured must be JSON")
	}
	return sandbox.Stored{
		Team: sandbox.DefaultTeam, Identifier: "LARGE", Name: `"Large"`, Description: `"Made for measuring."`,
		Version: `"1.0.0"`, Configuration: sandbox.Literal(configuration),
	}
}

// editingLarge opens a Configuration in the editor at 120×40, all of its
// meaning known.
func editingLarge(b *testing.B, configuration string) *tuitest.User {
	b.Helper()
	u := tuitest.Start(b, tuitest.Options{
		Width: 120, Height: 40, Start: "LARGE", Connectors: []sandbox.Stored{large(b, configuration)},
	})
	return u.Press("e").Wait(time.Second).Expect("Ln 1")
}

// turn is one turn of the event loop, and how long it took. What it asks to be
// done elsewhere is done afterwards and not counted.
func turn(u *tuitest.User, key tea.Msg) time.Duration {
	start := time.Now()
	_, cmd := u.App.Update(key)
	u.App.View()
	took := time.Since(start)
	deliver(u, cmd)
	return took
}

// deliver runs a command and gives the App what comes of it.
func deliver(u *tuitest.User, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, each := range msg {
			deliver(u, each)
		}
	default:
		u.Send(msg)
	}
}

// BenchmarkWork is what one key costs the event loop: App.Update and App.View,
// no dialog open. The cursor stands in a string; what a kind of key does, the
// keys after it undo, so that every round begins with the same text.
func BenchmarkWork(b *testing.B) {
	const pauseAfter = 50 // rounds; then the meaning and the journal catch up
	kinds := []struct {
		name       string
		keys, back []string
	}{
		{"typed", []string{"x", "y", "backspace", "backspace"}, nil},
		{"newline", []string{"enter"}, []string{"ctrl+z"}},
		{"word", []string{"alt+backspace"}, []string{"ctrl+z"}},
		{"moved", []string{"right", "left", "down", "up", "pgdown", "pgup"}, nil},
	}
	for _, size := range sizes {
		configuration := tuitest.Configuration(size.bytes)
		for _, place := range places {
			b.Run(size.name+"/"+place.name, func(b *testing.B) {
				u := editingLarge(b, configuration)
				goTo(u, configuration, place.share)
				work := make([]tuitest.Samples, len(kinds))
				for round := 0; b.Loop(); round++ {
					for i, kind := range kinds {
						for _, name := range kind.keys {
							work[i] = append(work[i], turn(u, tuitest.Key(name)))
						}
						for _, name := range kind.back {
							turn(u, tuitest.Key(name))
						}
					}
					if round%pauseAfter == 0 {
						b.StopTimer()
						u.Wait(time.Second)
						b.StartTimer()
					}
				}
				tuitest.OnlyReported(b)
				for i, kind := range kinds {
					tuitest.Held(b, "ms/"+kind.name+"-p95", work[i].Quantile(0.95), 1)
				}
				b.ReportMetric(work[0].Quantile(0.5), "ms/typed-median")
				u.End()
			})
		}
	}
}

// BenchmarkPasted is pasting 10 KB and undoing it, in the event loop.
func BenchmarkPasted(b *testing.B) {
	for _, size := range sizes {
		configuration := tuitest.Configuration(size.bytes)
		pasted := tuitest.Configuration(10 << 10)[:10<<10]
		b.Run(size.name, func(b *testing.B) {
			u := editingLarge(b, configuration)
			goTo(u, configuration, 0.5)
			var paste, undo tuitest.Samples
			for b.Loop() {
				paste = append(paste, turn(u, tea.PasteMsg{Content: pasted}))
				undo = append(undo, turn(u, tuitest.Key("ctrl+z")))
			}
			tuitest.OnlyReported(b)
			tuitest.Held(b, "ms/paste-p95", paste.Quantile(0.95), 5)
			tuitest.Held(b, "ms/undo-p95", undo.Quantile(0.95), 5)
			u.End()
		})
	}
}

// BenchmarkView is painting the whole screen at 200×60, no dialog open.
func BenchmarkView(b *testing.B) {
	configuration := tuitest.Configuration(10 << 20)
	u := editingLarge(b, configuration)
	u.Resize(200, 60)
	goTo(u, configuration, 0.5)
	var views tuitest.Samples
	for b.Loop() {
		start := time.Now()
		u.App.View()
		views = append(views, time.Since(start))
	}
	tuitest.OnlyReported(b)
	tuitest.Held(b, "ms/view-p95", views.Quantile(0.95), 1)
	u.End()
}

// goTo puts the cursor into a string about that share into the lines of the
// Configuration.
func goTo(u *tuitest.User, configuration string, share float64) {
	lines := strings.Split(configuration, "\n")
	at := int(share * float64(len(lines)))
	for !strings.Contains(lines[at], `"label": "`) && at > 0 {
		at--
	}
	for !strings.Contains(lines[at], `"label": "`) {
		at++
	}
	column := strings.Index(lines[at], `": "`) + len(`": "`) + 3
	u.Press("ctrl+g").Paste(fmt.Sprintf("%d:%d", at+1, column+1)).Press("enter").Wait(time.Second)
}

// BenchmarkMemory is what the App holds with 10 MB open in the editor, its
// meaning included, as a multiple of the text: live heap, the sandbox's own
// copy not counted.
func BenchmarkMemory(b *testing.B) {
	configuration := tuitest.Configuration(10 << 20)
	for b.Loop() {
		before := live()
		u := editingLarge(b, configuration)
		u.Press("x").Wait(time.Second)
		u.Sandbox.Change(sandbox.DefaultTeam, "LARGE", func(s *sandbox.Stored) { s.Configuration = "{}" })
		held := live() - before
		runtime.KeepAlive(u)
		tuitest.Held(b, "heap/text", float64(held)/float64(len(configuration)), 6)
		u.End()
	}
	tuitest.OnlyReported(b)
}

// live is the bytes on the heap that are in use.
func live() int64 {
	runtime.GC()
	runtime.GC() // what the first one finalised
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// BenchmarkJournal is one edit reaching the journal on the real disk: written,
// so that it outlives the program, and synced, so that it outlives a power cut.
func BenchmarkJournal(b *testing.B) {
	dir, err := state.Open(b.TempDir(), nil, time.Now)
	if err != nil {
		b.Fatal(err)
	}
	now := time.Now()
	key := state.Key{Origin: "sandbox", Team: sandbox.DefaultTeam, Identifier: "LARGE"}
	journal, err := dir.Begin(key, state.Base{Content: state.Content{Configuration: tuitest.Configuration(1 << 20)}}, state.ThisSession(now))
	if err != nil {
		b.Fatal(err)
	}
	var written, synced tuitest.Samples
	for b.Loop() {
		edit := []state.Record{{
			Part: state.Configuration, At: now, Anchor: 500_001, Head: 500_001,
			Changes: []state.Change{{From: 500_000, To: 500_000, Insert: "x"}},
		}}
		start := time.Now()
		if err := journal.Append(edit); err != nil {
			b.Fatal(err)
		}
		written = append(written, time.Since(start))
		if err := journal.Sync(); err != nil {
			b.Fatal(err)
		}
		synced = append(synced, time.Since(start))
	}
	if err := journal.Discard(); err != nil {
		b.Fatal(err)
	}
	tuitest.OnlyReported(b)
	tuitest.Held(b, "ms/written-p99", written.Quantile(0.99), 1)
	b.ReportMetric(synced.Quantile(0.5), "ms/synced-median")
	b.ReportMetric(synced.Quantile(0.99), "ms/synced-p99")
}
