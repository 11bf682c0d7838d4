// This file filters: which rows are listed for what has been typed, and in what order.

package lookup

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"

	"patchbay/api"
	"patchbay/tui/cells"
)

// row is one line of the list: an entry, or the offer to open what was typed.
type row struct {
	ref  api.Ref
	item int    // index into items; offered for the offer
	hits []span // matched bytes of the item's search text, in order, apart
}

const offered = -1

// span is a range of bytes, its end excluded.
type span struct{ from, to int }

// filter is what was made of the input.
type filter struct {
	query   string // what was typed, without outer white space, safe to show
	matched int    // entries listed
	exact   int    // row of the entry that is exactly what was typed; -1 without
	reason  string // why what was typed is no identifier, behind "the"; "" when it is one
}

// How well an entry matches, best first.
const (
	tierExact      = iota // it is the identifier
	tierCase              // … in other case, or another team's
	tierIdentifier        // the identifier begins so
	tierWord              // a word begins so
	tierPart              // it is somewhere in there
	tierFuzzy             // its characters are there, in order
)

type match struct {
	item, tier, score int
	hits              []span
}

// find lists what the typed text leaves.
func (m *Model) find(typed string) ([]row, filter) {
	typed = strings.TrimSpace(typed)
	f := filter{query: cells.Clean(cells.Cut(typed, keptBytes)), exact: -1}
	if typed == "" {
		rows := make([]row, len(m.items))
		for i := range m.items {
			rows[i] = row{ref: m.items[i].entry.Ref, item: i}
		}
		f.matched = len(rows)
		return rows, f
	}

	ref, err := api.ParseRef(typed, m.team)
	if err != nil {
		f.reason = reasonOf(err)
	}
	matches := m.matches(typed, f.query, ref)
	f.matched = len(matches)
	rows := make([]row, 0, len(matches)+1)
	for _, found := range matches {
		rows = append(rows, row{ref: m.items[found.item].entry.Ref, item: found.item, hits: found.hits})
	}
	switch {
	case err != nil:
		return rows, f
	case len(rows) > 0 && rows[0].ref == ref:
		f.exact = 0
		return rows, f
	}
	offer := row{ref: ref, item: offered}
	if m.offerFirst(ref, rows) {
		return slices.Insert(rows, 0, offer), f
	}
	return append(rows, offer), f
}

// offerFirst reports whether what was typed goes before the entries that match:
// when one of them could be taken for it and is not.
func (m *Model) offerFirst(ref api.Ref, rows []row) bool {
	if len(rows) > 0 && rows[0].ref.Identifier == ref.Identifier {
		return true // another team's
	}
	return m.state.phase != loaded && looksMade(ref.Identifier) // not among those read so far
}

// looksMade reports whether the text has the form of the identifiers Connector
// Builder makes: five capital letters and digits, not letters alone.
func looksMade(identifier string) bool {
	if len(identifier) != 5 {
		return false
	}
	digits := 0
	for _, c := range []byte(identifier) {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case c < 'A' || c > 'Z':
			return false
		}
	}
	return digits > 0
}

// matches finds the entries that match, best first; ties stay in the order of
// the list. "936506/T3" looks at that team only; when nothing is found so, the
// slash is taken as part of a name.
func (m *Model) matches(typed, query string, want api.Ref) []match {
	if head, rest, ok := strings.Cut(typed, "/"); ok {
		if team, err := api.ParseTeam(head); err == nil {
			if found := m.scan(cells.Clean(cells.Cut(rest, keptBytes)), want, team); len(found) > 0 {
				return found
			}
		}
	}
	return m.scan(query, want, 0)
}

// scan matches every entry; those of one team only when team is not 0.
func (m *Model) scan(query string, want api.Ref, team int64) []match {
	query = cells.Cut(query, searchedBytes)
	lower := strings.Map(lowerInStep, query)
	var out []match
	var rest haystack // what only a fuzzy match can find
	for i := range m.items {
		it := &m.items[i]
		switch {
		case team != 0 && it.entry.Ref.Team != team:
		case lower == "":
			out = append(out, match{item: i})
		default:
			if tier, hit, ok := it.contains(lower, want); ok {
				out = append(out, match{item: i, tier: tier, hits: []span{hit}})
			} else {
				rest.add(i, it.search)
			}
		}
	}
	if lower != "" {
		for _, f := range fuzzy.FindFromNoSort(query, &rest) {
			out = append(out, match{item: rest.items[f.Index], tier: tierFuzzy, score: f.Score, hits: spans(f.Str, f.MatchedIndexes)})
		}
	}
	slices.SortStableFunc(out, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.tier, b.tier), cmp.Compare(b.score, a.score), cmp.Compare(a.item, b.item))
	})
	return out
}

// contains finds the lowered query as one piece in the item, at its best place.
func (it *item) contains(lower string, want api.Ref) (tier int, hit span, ok bool) {
	first := strings.Index(it.lower, lower)
	if first < 0 {
		return 0, span{}, false
	}
	at := func(i int) span { return span{i, i + len(lower)} }
	if first == 0 && len(lower) <= len(it.id) {
		switch {
		case it.entry.Ref == want:
			return tierExact, at(0), true
		case len(lower) == len(it.id):
			return tierCase, at(0), true
		}
		return tierIdentifier, at(0), true
	}
	for i := first; i >= 0; {
		if i == 0 || it.lower[i-1] == ' ' {
			return tierWord, at(i), true
		}
		next := strings.Index(it.lower[i+1:], lower)
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return tierPart, at(first), true
}

// haystack is the part of the list that is searched fuzzily.
type haystack struct {
	items []int
	texts []string
}

func (h *haystack) add(i int, text string) {
	h.items = append(h.items, i)
	h.texts = append(h.texts, text)
}

func (h *haystack) Len() int            { return len(h.texts) }
func (h *haystack) String(i int) string { return h.texts[i] }

// spans joins the offsets of matched runes to ranges.
func spans(s string, offsets []int) []span {
	var out []span
	for _, from := range offsets {
		_, size := utf8.DecodeRuneInString(s[from:])
		if n := len(out); n > 0 && out[n-1].to == from {
			out[n-1].to += size
			continue
		}
		out = append(out, span{from, from + size})
	}
	return out
}
