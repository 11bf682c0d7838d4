// This file holds the part of the review that lists the changes by path. Every
// change takes a fixed number of rows, so only the visible ones cost anything.
package dialog

import (
	"sort"
	"strings"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

const (
	excerptBytes = 1000 // of a value that are looked at for its one row
	excerptLead  = 24   // bytes before the first difference that are kept
)

type changeList struct {
	changes []document.Change
	starts  []int32 // the first row of each change, and the number of rows
}

func newChangeList(changes []document.Change) *changeList {
	l := &changeList{changes: changes, starts: make([]int32, 1, len(changes)+1)}
	for _, c := range changes {
		l.starts = append(l.starts, l.starts[len(l.starts)-1]+changeRows(c.Kind))
	}
	return l
}

func changeRows(k document.ChangeKind) int32 {
	switch k {
	case document.Changed, document.Respelled:
		return 3
	default:
		return 2
	}
}

func (l *changeList) layOut(theme.Theme, int) int { return int(l.starts[len(l.starts)-1]) }

func (l *changeList) row(t theme.Theme, i, w int) string {
	at := sort.Search(len(l.changes), func(n int) bool { return int(l.starts[n+1]) > i })
	c := l.changes[at]
	if n := i - int(l.starts[at]); n > 0 {
		return l.value(t, c, n, w)
	}
	sign, role, note := "~", theme.Changed, ""
	switch c.Kind {
	case document.Added:
		sign, role = "+", theme.Added
	case document.Removed:
		sign, role = "-", theme.Removed
	case document.Moved:
		sign, note = t.Glyph(theme.ArrowRight), "moved"
	case document.Renamed:
		sign, note = t.Glyph(theme.ArrowRight), "renamed"
	case document.Respelled:
		sign, role, note = "=", theme.Info, "same value, written differently"
	}
	if note != "" && w >= 50 {
		note = "  " + note
	} else {
		note = ""
	}
	return t.Paint(role, sign+" "+pathText(t, c.Dotted, w-2-len(note))) + t.Paint(theme.Dim, note)
}

// value draws the n-th row below the path.
func (l *changeList) value(t theme.Theme, c document.Change, n, w int) string {
	const indent = "    "
	room := max(w-len(indent)-2, 1)
	switch {
	case c.Kind == document.Moved || c.Kind == document.Renamed:
		return t.Paint(theme.Dim, cells.Truncate(indent+"from ", w, "")+pathText(t, c.FromDotted, w-len(indent)-len("from ")))
	case c.Kind == document.Added || n == 2:
		return t.Paint(theme.Added, cells.Truncate(indent+"+ ", w, "")+excerpt(t, c.After, c.Before, room))
	default:
		return t.Paint(theme.Removed, cells.Truncate(indent+"- ", w, "")+excerpt(t, c.Before, c.After, room))
	}
}

// pathText shows a path in w cells. The middle of a long one is left out: its
// beginning says which section it is in and its end which value it is.
func pathText(t theme.Theme, dotted string, w int) string {
	if dotted == "" {
		return cells.Truncate("the whole Configuration", max(w, 0), "")
	}
	text := cells.Clean(dotted)
	n := cells.Width(text)
	if n <= w {
		return text
	}
	if w < 8 {
		return cells.Truncate(text, max(w, 0), "")
	}
	head := cells.Truncate(text, (w-1)/3, "")
	end := walk(text, place{}, n-(w-1-cells.Width(head))+1)
	return head + t.Glyph(theme.Ellipsis) + text[end.at:]
}

// excerpt shows a raw value in one row of w cells, so that where it differs
// from the other one is seen. What is left out is an ellipsis, and the size in
// bytes is said.
func excerpt(t theme.Theme, value, other string, w int) string {
	if value == "" {
		return cells.Truncate("(nothing)", w, "")
	}
	from := 0
	if other != "" {
		if same := commonPrefix(value, other); same > 2*excerptLead {
			from = runeStart(value, same-excerptLead)
		}
	}
	piece := cells.Cut(value[from:], excerptBytes)
	text := cells.Clean(oneLine(piece))
	more := from+len(piece) < len(value)
	if from == 0 && !more && cells.Width(text) <= w {
		return text
	}
	if from > 0 {
		text = t.Glyph(theme.Ellipsis) + text
	}
	size := " (" + count(len(value), "byte") + ")"
	if cells.Width(size)+8 > w {
		size = ""
	}
	w -= cells.Width(size)
	if more || cells.Width(text) > w {
		text = cells.Truncate(text, max(w-1, 0), "") + t.Glyph(theme.Ellipsis)
	}
	return text + size
}

// commonPrefix is how many bytes a and b share at their start. It looks at
// whole blocks first: values may be megabytes.
func commonPrefix(a, b string) int {
	const block = 4096
	n, limit := 0, min(len(a), len(b))
	for n+block <= limit && a[n:n+block] == b[n:n+block] {
		n += block
	}
	for n < limit && a[n] == b[n] {
		n++
	}
	return n
}

// runeStart is the last offset at or before at where a character begins.
func runeStart(s string, at int) int {
	for at > 0 && s[at]&0xc0 == 0x80 {
		at--
	}
	return at
}

// oneLine makes line breaks and the indentation after them one space. Raw JSON
// has them between tokens only.
func oneLine(s string) string {
	if !strings.Contains(s, "\n") {
		return s
	}
	var b strings.Builder
	for i, part := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteByte(' ')
			part = strings.TrimLeft(part, " \t\r")
		}
		b.WriteString(strings.TrimRight(part, "\r"))
	}
	return b.String()
}
