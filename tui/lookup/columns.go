// This file lays one row of the list in columns that adapt to the width.

package lookup

import (
	"strconv"
	"time"

	"patchbay/tui/cells"
	"patchbay/tui/theme"
	"patchbay/tui/when"
)

// widths are how wide the columns would like to be, in cells; 0 is a column that
// nothing stands in.
type widths struct{ id, name, marks, description, updated int }

// Words of the marks. A mark is always a word; the sign before it is an extra.
const (
	wordPinned  = "pinned"
	wordUnsaved = "unsaved edit"
	wordOpened  = "opened "
	// An edit whose save was never confirmed: more than an unsaved edit.
	wordUnconfirmed = "save not confirmed"
)

// editWords says what this machine keeps of an edit, "" for nothing.
func editWords(e Entry) string {
	switch {
	case e.Marks&Unconfirmed != 0:
		return wordUnconfirmed
	case e.Marks&Unsaved != 0:
		return wordUnsaved
	}
	return ""
}

const (
	openedCells  = len(wordOpened) + 13 // "opened 11 months ago"
	updatedCells = 13                   // "11 months ago"
	columnGap    = 2
	gutterCells  = 2 // the pointer at the selected row
)

func measure(items []item) widths {
	var w widths
	for i := range items {
		it := &items[i]
		w.id = max(w.id, len(it.team)+cells.Width(it.id))
		w.name = max(w.name, cells.Width(it.name))
		w.description = max(w.description, cells.Width(it.description))
		w.marks = max(w.marks, marksCells(it.entry))
		if it.entry.UpdatedAt != "" {
			w.updated = updatedCells
		}
	}
	return w
}

func marksCells(e Entry) int {
	n := 0
	add := func(cells int) {
		if n > 0 {
			n += 2 // ", "
		}
		n += cells
	}
	if e.Marks&Pinned != 0 {
		add(2 + len(wordPinned))
	}
	if words := editWords(e); words != "" {
		add(2 + len(words))
	}
	if !e.OpenedAt.IsZero() {
		add(openedCells)
	}
	return n
}

// columns are the widths in use on a screen of some width; 0 is left out.
type columns widths

// layOut divides the width: the identifier and the name always, then what this
// machine knows, when it was updated, and what is left for the description.
func layOut(want widths, width int) columns {
	room := max(0, width-gutterCells-1)
	var c columns
	take := func(cells int) int {
		cells = max(0, min(cells, room))
		room = max(0, room-cells-columnGap)
		return cells
	}
	c.id = take(min(max(want.id, 10), max(10, width/4)))
	if want.marks > 0 {
		most := 46 // all three marks
		switch {
		case width < 80:
			most = 24 // pinned and unsaved edit
		case width < 120:
			most = 28
		}
		c.marks = take(min(max(want.marks, 5), most))
	}
	if width >= 72 && want.updated > 0 {
		c.updated = take(want.updated)
	}
	if name := min(max(want.name, 12), max(24, room*2/5)); want.description > 0 && room-name-columnGap >= 24 {
		c.name = take(name)
		c.description = take(room)
		return c
	}
	c.name = take(room)
	return c
}

// headings is the line above the list.
func (c columns) headings(t theme.Theme, width int) string {
	l := t.Line(theme.Text, width).Gap(gutterCells)
	for _, h := range []struct {
		words string
		cells int
	}{
		{"Identifier", c.id}, {"Name", c.name}, {"Description", c.description}, {"Here", c.marks}, {"Updated", c.updated},
	} {
		if h.cells > 0 {
			l.Cell(theme.Heading, h.words, h.cells).Gap(columnGap)
		}
	}
	return l.String()
}

// entry is the line of an entry.
func (c columns) entry(l *theme.Line, it *item, hits []span, now time.Time) {
	onID, onName := divide(hits, len(it.id))
	l.Put(theme.Dim, cells.Truncate(it.team, c.id, ""))
	searched(l, theme.Strong, it.id, c.id-min(len(it.team), c.id), onID).Gap(columnGap)
	if it.name == "" {
		l.Cell(theme.Dim, "(no name)", c.name)
	} else {
		searched(l, theme.Text, it.name, c.name, onName)
	}
	l.Gap(columnGap)
	if c.description > 0 {
		l.Cell(theme.Dim, it.description, c.description).Gap(columnGap)
	}
	if c.marks > 0 {
		used := l.Left()
		putMarks(l, it.entry, c.marks, now)
		l.Gap(c.marks - (used - l.Left())).Gap(columnGap)
	}
	if c.updated > 0 {
		l.Cell(theme.Dim, cells.Clean(when.Relative(it.entry.UpdatedAt, now)), c.updated)
	}
}

// divide splits hits in the search text into those of the identifier and those
// of the name that follows it after a space.
func divide(hits []span, id int) (onID, onName []span) {
	for _, h := range hits {
		if h.from < id {
			onID = append(onID, span{h.from, min(h.to, id)})
		}
		if h.to > id+1 {
			onName = append(onName, span{max(h.from, id+1) - id - 1, h.to - id - 1})
		}
	}
	return onID, onName
}

// putMarks writes the marks that fit whole, the most important first.
func putMarks(l *theme.Line, e Entry, room int, now time.Time) {
	room = min(room, l.Left())
	comma := ""
	put := func(sign theme.Glyph, role theme.Role, words string) {
		head := comma
		if sign != noSign {
			head += l.Glyph(sign) + " "
		}
		if cells.Width(head)+len(words) > room {
			return
		}
		room -= cells.Width(head) + len(words)
		l.Put(role, head+words)
		comma = ", "
	}
	if e.Marks&Pinned != 0 {
		put(theme.Pin, theme.Pinned, wordPinned)
	}
	if words := editWords(e); words != "" {
		put(theme.Dirty, theme.Warning, words)
	}
	if !e.OpenedAt.IsZero() {
		put(noSign, theme.Dim, wordOpened+when.Ago(e.OpenedAt, now))
	}
}

const noSign theme.Glyph = -1

// offer is the line that opens what was typed.
func offer(l *theme.Line, identifier string, team int64) {
	l.Put(theme.Text, "Open ").Put(theme.Accent, identifier).Put(theme.Text, " in team "+strconv.FormatInt(team, 10))
}
