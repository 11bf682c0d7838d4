// This file holds the model of the screen: what it is given and what it asks for.

// Package history is the screen that lists the versions of one Connector that
// this computer fetched and saved, newest first.
//
// It must never know key names, a disk, or how versions differ: it is given
// entries as they are read, says which ones it would like to know more of, and is
// told. It reads no clock; the time is injected.
package history

import (
	"cmp"
	"strings"
	"time"

	"patchbay/tui/cells"
	"patchbay/tui/field"
)

// Host is what the screen asks of the application.
type Host interface {
	// Say shows a one-line notice.
	Say(text string)
}

// Why is why a version was kept.
type Why int

// The reasons.
const (
	Fetched Why = iota
	Replaced
	Saved
	Merged
)

var whyWords = [...]string{Fetched: "fetched", Replaced: "replaced by a save", Saved: "saved here", Merged: "your text before a merge"}

// String says the reason in words.
func (w Why) String() string { return whyWords[min(max(w, 0), Merged)] }

// Marks are what else is known of a version; they combine.
type Marks uint8

// The marks.
const (
	Live Marks = 1 << iota // its content is what was live when that was read last
	Base                   // the edit in the editor started from such a content
)

// Entry is one version. Its texts are as they came, hostile or not.
type Entry struct {
	At  time.Time
	Why Why
	Facts
}

// Facts are what is known of a version once its entry was read. The zero value
// is not known yet.
type Facts struct {
	Known   bool
	Who     string
	Name    string
	Version string // of the Configuration; may be empty
	Size    int    // bytes of the Configuration
	Marks   Marks
}

// Hint is a key, and what it does here.
type Hint struct{ Key, Label string }

// Content is what the screen is about.
type Content struct {
	Identifier string
	Note       string // what the user should know of keeping, one sentence; may be empty
	Hints      []Hint
}

// Model is the screen. It belongs to the event loop.
type Model struct {
	host    Host
	now     func() time.Time
	content Content
	phase   phase

	entries    []item // newest first
	unreadable int
	rows       []int // indices of entries that are listed
	at         int   // selected row
	marked     int   // id of the marked entry, -1 without one
	live, base int   // ids of the newest entries with these marks, -1 without one

	filter string
	line   *field.Field // the open filter line; nil when closed

	// As last drawn: verbs that move by what is on screen need them.
	top, page, list int
}

// item is an entry and what was made of it.
type item struct {
	id      int
	entry   Entry
	dropped bool   // it turned out not to be readable
	search  string // lower case, made when it is asked for
	changes string // how it differs from the one before; "" until known
}

type phase int

const (
	reading phase = iota
	listed
)

// New makes a screen that waits for its entries.
func New(host Host, now func() time.Time, c Content) *Model {
	return &Model{host: host, now: now, content: c, marked: none, live: none, base: none}
}

const none = -1

// SetEntries lists entries, newest first. Each is known by its index from now on.
// unreadable is how many more there are that nobody can read.
func (m *Model) SetEntries(entries []Entry, unreadable int) {
	m.phase, m.unreadable, m.at, m.top = listed, unreadable, 0, 0
	m.marked, m.live, m.base = none, none, none
	m.entries = make([]item, len(entries))
	for i, e := range entries {
		m.entries[i] = item{id: i, entry: e}
	}
	m.refilter()
}

// Learn adds what was read of entries from the one with the id on. An entry that
// could not be read is not Known: it leaves the list and is counted.
func (m *Model) Learn(id int, facts []Facts) {
	chosen, had := m.Selected()
	lost := false
	for i, f := range facts {
		if id+i >= len(m.entries) {
			break
		}
		it := &m.entries[id+i]
		it.entry.Facts, it.search = f, ""
		if f.Marks&Live != 0 && (m.live == none || it.id < m.live) {
			m.live = it.id
		}
		if f.Marks&Base != 0 && (m.base == none || it.id < m.base) {
			m.base = it.id
		}
		if !f.Known && !it.dropped {
			it.dropped, lost = true, true
			m.unreadable++
		}
	}
	if lost || m.filter != "" {
		m.refilter()
	}
	if had {
		m.Select(chosen)
	}
}

// Unexplained returns the first entry on screen whose changes are not known, and
// the one before it in time, -1 when it is the oldest. ok is false when nothing on
// screen is left to explain.
func (m *Model) Unexplained() (id, before int, ok bool) {
	m.fit()
	for r := m.top; r < min(m.top+max(m.page, 1), len(m.rows)); r++ {
		it := &m.entries[m.rows[r]]
		if it.changes != "" || !it.entry.Known {
			continue
		}
		before = m.older(it.id)
		if before != none && !m.entries[before].entry.Known {
			continue // it is still being read
		}
		return it.id, before, true
	}
	return 0, 0, false
}

// older is the next readable entry before an entry in time, -1 without one.
func (m *Model) older(id int) int {
	for i := id + 1; i < len(m.entries); i++ {
		if !m.entries[i].dropped {
			return i
		}
	}
	return none
}

// Before is the entry before an entry in time; ok is false for the oldest.
func (m *Model) Before(id int) (before int, ok bool) {
	before = m.older(id)
	return before, before != none
}

// Explain says how an entry differs from the one before it.
func (m *Model) Explain(id int, changes string) {
	if id >= 0 && id < len(m.entries) {
		m.entries[id].changes = cells.Clean(changes)
	}
}

// Selected is the id of the selected entry. ok is false when none is listed.
func (m *Model) Selected() (id int, ok bool) {
	if m.at >= len(m.rows) {
		return none, false
	}
	return m.rows[m.at], true
}

// Reading reports whether it is not known yet what there is.
func (m *Model) Reading() bool { return m.phase == reading }

// Marked is the id of the marked entry. ok is false when none is marked.
func (m *Model) Marked() (id int, ok bool) { return m.marked, m.marked != none }

// Position says in words which row is selected.
func (m *Model) Position() string {
	if len(m.rows) == 0 {
		return ""
	}
	return "version " + cells.Thousands(m.at+1) + " of " + cells.Thousands(len(m.rows))
}

// readable counts the entries that can be listed.
func (m *Model) readable() int {
	n := 0
	for i := range m.entries {
		if !m.entries[i].dropped {
			n++
		}
	}
	return n
}

// refilter lists what the filter leaves. The selected entry stays selected while
// it is listed.
func (m *Model) refilter() {
	chosen, had := m.Selected()
	want := strings.ToLower(m.filter)
	m.rows = m.rows[:0]
	for i := range m.entries {
		it := &m.entries[i]
		if it.dropped || want != "" && !strings.Contains(it.searched(m.now().Location()), want) {
			continue
		}
		m.rows = append(m.rows, i)
	}
	m.at = min(m.at, max(len(m.rows)-1, 0))
	if had {
		m.Select(chosen)
	}
}

// searchedBytes bounds what a hostile name costs to search.
const searchedBytes = 2000

func (it *item) searched(zone *time.Location) string {
	if it.search == "" {
		e := it.entry
		it.search = strings.ToLower(strings.Join([]string{
			stamp(e.At, zone), e.Why.String(), cells.Cut(e.Who, searchedBytes), cells.Cut(e.Name, searchedBytes),
			cells.Cut(cmp.Or(e.Version, "-"), searchedBytes),
		}, " "))
	}
	return it.search
}

func stamp(at time.Time, zone *time.Location) string { return at.In(zone).Format("2006-01-02 15:04") }
