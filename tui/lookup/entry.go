// This file makes entries ready to show and to search: cleaned, measured, sorted.

package lookup

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"patchbay/api"
	"patchbay/tui/cells"
)

// Marks are what this machine knows of a Connector; they combine.
type Marks uint8

// The marks.
const (
	Pinned Marks = 1 << iota
	Recent
	Unsaved     // there is an unsaved edit on this machine
	Unconfirmed // a save from here was sent and never confirmed
)

// Entry is one Connector of the list. Its texts are as they came, hostile or not.
type Entry struct {
	Ref               api.Ref
	Name, Description string
	UpdatedAt         string // the platform's timestamp, raw; may be empty
	Marks             Marks
	OpenedAt          time.Time // last opened here; zero when never
}

// Bounds, in bytes, of the text of one entry that is kept ready. They are far
// beyond what a row can show and what the API allows, and keep a hostile list from
// making every key slow.
const (
	keptBytes     = 4000
	searchedBytes = 512
)

// item is an entry made ready. Its texts are safe to show.
type item struct {
	entry             Entry
	team              string // "936506/" when the entry is another team's, else ""
	id                string
	name, description string
	search, lower     string // id, a space, name; lower is in step with it byte by byte
}

func items(entries []Entry, team int64) []item {
	out := make([]item, len(entries))
	for i, e := range entries {
		e.UpdatedAt = cells.Cut(e.UpdatedAt, keptBytes)
		it := item{
			entry:       e,
			id:          cells.Clean(cells.Cut(e.Ref.Identifier, keptBytes)),
			name:        cells.Clean(cells.Cut(e.Name, keptBytes)),
			description: cells.Clean(cells.Cut(e.Description, keptBytes)),
		}
		if e.Ref.Team != team {
			it.team = strconv.FormatInt(e.Ref.Team, 10) + "/"
		}
		it.search = cells.Cut(it.id+" "+it.name, searchedBytes)
		it.lower = strings.Map(lowerInStep, it.search)
		out[i] = it
	}
	slices.SortStableFunc(out, before)
	return out
}

// before orders the unfiltered list: pinned, with unsaved edits, recent by time,
// then by name.
func before(a, b item) int {
	if c := cmp.Compare(rank(a.entry), rank(b.entry)); c != 0 {
		return c
	}
	if rank(a.entry) == rankRecent {
		if c := b.entry.OpenedAt.Compare(a.entry.OpenedAt); c != 0 {
			return c
		}
	}
	return cmp.Or(
		cmp.Compare(a.lower[min(len(a.id)+1, len(a.lower)):], b.lower[min(len(b.id)+1, len(b.lower)):]),
		cmp.Compare(a.entry.Ref.Identifier, b.entry.Ref.Identifier),
		cmp.Compare(a.entry.Ref.Team, b.entry.Ref.Team),
	)
}

const (
	rankPinned = iota
	rankUnsaved
	rankRecent
	rankOther
)

func rank(e Entry) int {
	switch {
	case e.Marks&Pinned != 0:
		return rankPinned
	case e.Marks&(Unsaved|Unconfirmed) != 0:
		return rankUnsaved
	case e.Marks&Recent != 0:
		return rankRecent
	}
	return rankOther
}

// merge drops repeats of a Connector and keeps what they add.
func merge(entries []Entry) []Entry {
	out := make([]Entry, 0, len(entries))
	seen := make(map[api.Ref]int, len(entries))
	for _, e := range entries {
		i, again := seen[e.Ref]
		if !again {
			seen[e.Ref] = len(out)
			out = append(out, e)
			continue
		}
		first := &out[i]
		first.Marks |= e.Marks
		first.Name = cmp.Or(first.Name, e.Name)
		first.Description = cmp.Or(first.Description, e.Description)
		first.UpdatedAt = cmp.Or(first.UpdatedAt, e.UpdatedAt)
		if e.OpenedAt.After(first.OpenedAt) {
			first.OpenedAt = e.OpenedAt
		}
	}
	return out
}

// lowerInStep is the lower case of r where it has as many bytes as r, so that
// offsets in the lowered text are offsets in the text.
func lowerInStep(r rune) rune {
	if l := unicode.ToLower(r); utf8.RuneLen(l) == utf8.RuneLen(r) {
		return l
	}
	return r
}
