// This file holds the laws of the filter, and what it costs.

package lookup

import (
	"fmt"
	"strings"
	"testing"

	"patchbay/api"
	"patchbay/tui/theme"
)

// thousand is a list as long as the API gives.
func thousand() []Entry {
	words := []string{"Harbor", "Ads", "Weather", "Invoices", "Shop", "Search", "Clicks", "Spend", "Orders", "Mail"}
	out := make([]Entry, 1000)
	for i := range out {
		out[i] = Entry{
			Ref:         api.Ref{Team: team, Identifier: fmt.Sprintf("C%04X", i)},
			Name:        fmt.Sprintf("%s %s %s %d", words[i%10], words[i/10%10], words[i/100], i),
			Description: strings.Repeat(words[i%7]+" ", 12),
			UpdatedAt:   "2026-03-11T12:00:00Z",
		}
	}
	return out
}

// inOrder reports whether the runes of part are in s, in order, in any case.
func inOrder(s, part string) bool {
	rest := []rune(strings.ToLower(part))
	for _, r := range strings.ToLower(s) {
		if len(rest) > 0 && r == rest[0] {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}

func FuzzFilter(f *testing.F) {
	for _, typed := range []string{"", "T3S70", "harbor", "7/x", "936506/T3", "ä", "\x1b[31m", "a b", "/", "//", " ", "ſ", "K", "\xff"} {
		f.Add(typed, "T3S70", "Harbor Ads")
	}
	f.Add("İ", "i", "İstanbul")
	f.Fuzz(func(t *testing.T, typed, identifier, name string) {
		m, h := start(t, team, append(some(), entry(identifier, name, 0))...)
		m.SetListState(Loaded())
		m.Insert(typed)
		seen := map[api.Ref]bool{}
		offers := 0
		for i, r := range m.rows {
			if seen[r.ref] {
				t.Errorf("%v is listed twice", r.ref)
			}
			seen[r.ref] = true
			if r.item == offered {
				offers++
				if r.ref.Check() != nil {
					t.Errorf("offers %v, which cannot be opened", r.ref)
				}
				continue
			}
			it := &m.items[r.item]
			at := 0
			for _, hit := range r.hits {
				if hit.from < at || hit.to <= hit.from || hit.to > len(it.search) {
					t.Errorf("row %d: hits %v in %q", i, r.hits, it.search)
				}
				at = hit.to
			}
		}
		if offers > 1 {
			t.Errorf("%d offers", offers)
		}
		if m.input.Value() == "" && len(m.rows) != len(m.items) {
			t.Errorf("%d rows of %d without a filter", len(m.rows), len(m.items))
		}
		if len(m.rows) > 0 {
			if m.Open(); len(h.opened) != 1 || h.opened[0] != m.rows[0].ref.String() {
				t.Errorf("opened %v, listed %s", h.opened, listed(m))
			}
		}
		view, _ := m.View(theme.New(theme.Dark, theme.Colours256, theme.Unicode), 80, 23)
		exact(t, view, 80, 23)
	})
}

func TestEverythingThatContainsTheTypedTextIsListed(t *testing.T) {
	m, _ := start(t, team, thousand()...)
	m.SetListState(Loaded())
	for _, typed := range []string{"harbor", "ads w", "C00", "9", "shop s", "hrb", "weath 1", "z"} {
		m.Clear()
		m.Insert(typed)
		listed := map[string]bool{}
		for _, r := range m.rows {
			if r.item == offered {
				continue
			}
			it := &m.items[r.item]
			listed[it.id] = true
			if !inOrder(it.search, typed) {
				t.Errorf("typed %q: %q does not match", typed, it.search)
			}
		}
		for i := range m.items {
			if it := &m.items[i]; strings.Contains(strings.ToLower(it.search), typed) && !listed[it.id] {
				t.Errorf("typed %q: %q is missing", typed, it.search)
			}
		}
	}
}

func BenchmarkFilterAThousand(b *testing.B) {
	m, _ := start(b, team, thousand()...)
	m.SetListState(Loaded())
	for _, typed := range []string{"a", "ads", "hrbr", "C03E7"} {
		b.Run(typed, func(b *testing.B) {
			for b.Loop() {
				m.find(typed)
			}
		})
	}
}

func BenchmarkView(b *testing.B) {
	m, _ := start(b, team, thousand()...)
	m.SetListState(Loaded())
	m.Insert("ads")
	th := theme.New(theme.Dark, theme.Colours256, theme.Unicode)
	for b.Loop() {
		m.View(th, 200, 59)
	}
}
