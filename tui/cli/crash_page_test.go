//go:build unix

// What a text has to be after each key: a second, simple account of the few
// verbs the crash runs use, kept apart from the editor it judges.

package cli

import (
	"slices"
	"strings"
)

// draft is everything an edit can change.
type draft struct{ name, description, configuration string }

// place is a text and the cursor in it, counted from 0.
type place struct {
	lines    []string
	row, col int
}

// page is a text that is being edited. It is ASCII and no line begins with a
// blank: a byte is a column, and nothing is indented by itself.
type page struct {
	place
	name, description string
	done, undone      []turn // what undo and redo would do, the next one last
}

// turn is one step that undo takes back whole.
type turn struct{ before, after place }

// blankPage is a list of numbers, one or more a line. Whatever numbers, commas
// and line breaks are put before its last item, it stays JSON.
const blankPage = "{\n\"list\": [\n9\n]\n}"

// The lines of it that are left as they are, at its top and at its end.
const (
	linesAbove = 2
	linesBelow = 3
)

func newPage(d draft) *page {
	return &page{place: place{lines: strings.Split(d.configuration, "\n")}, name: d.name, description: d.description}
}

func (p *page) draft() draft {
	return draft{p.name, p.description, strings.Join(p.lines, "\n")}
}

func (p *page) line() string { return p.lines[p.row] }

// mine reports whether a row may be changed as a whole.
func (p *page) mine(row int) bool { return row >= linesAbove && row < len(p.lines)-linesBelow }

func (p *page) copied() place { return place{slices.Clone(p.lines), p.row, p.col} }

// whole makes a change that undo takes back by itself.
func (p *page) whole(change func()) {
	before := p.copied()
	change()
	p.done, p.undone = append(p.done, turn{before, p.copied()}), nil
}

// joined makes a change that undo may take back together with its neighbours:
// which ones depends on pauses, so nothing up to here is taken back any more.
func (p *page) joined(change func()) {
	change()
	p.done, p.undone = nil, nil
}

// put puts s in at the cursor.
func (p *page) put(s string) {
	before, after := p.line()[:p.col], p.line()[p.col:]
	fresh := strings.Split(before+s, "\n")
	last := len(fresh) - 1
	p.lines = slices.Replace(p.lines, p.row, p.row+1, fresh...)
	p.row, p.col = p.row+last, len(fresh[last])
	p.lines[p.row] += after
}

func (p *page) insert(s string) { p.joined(func() { p.put(s) }) }
func (p *page) paste(s string)  { p.whole(func() { p.put(s) }) }

// replaceAll is select all, and a paste. It is not taken back: that would
// select everything again.
func (p *page) replaceAll(s string) {
	p.joined(func() {
		p.lines, p.row, p.col = []string{""}, 0, 0
		p.put(s)
	})
}

// erase removes the byte at a column.
func (p *page) erase(col int) {
	p.joined(func() {
		p.lines[p.row] = p.line()[:col] + p.line()[col+1:]
		p.col = col
	})
}

func (p *page) deleteLine() {
	p.whole(func() { p.lines, p.col = slices.Delete(p.lines, p.row, p.row+1), 0 })
}

func (p *page) duplicateLine() {
	p.whole(func() {
		p.lines = slices.Insert(p.lines, p.row, p.line())
		p.row++
	})
}

// moveLine exchanges the line with the one that many rows below.
func (p *page) moveLine(by int) {
	p.whole(func() {
		p.lines[p.row], p.lines[p.row+by] = p.lines[p.row+by], p.lines[p.row]
		p.row += by
	})
}

func (p *page) undo() {
	last := p.done[len(p.done)-1]
	p.done, p.undone = p.done[:len(p.done)-1], append(p.undone, last)
	p.place = last.before
	p.place = p.copied()
}

func (p *page) redo() {
	last := p.undone[len(p.undone)-1]
	p.undone, p.done = p.undone[:len(p.undone)-1], append(p.done, last)
	p.place = last.after
	p.place = p.copied()
}

// goTo puts the cursor at the start of a row.
func (p *page) goTo(row int) { p.row, p.col = row, 0 }
