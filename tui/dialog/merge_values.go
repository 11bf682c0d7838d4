// This file shows the values of a clash: mine and theirs beside each other
// where there is room, else one below the other, then what there was before.
package dialog

import (
	"slices"
	"strings"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

const (
	clashBytes = 32 << 10 // of a value that are shown
	besideFrom = 96       // cells of a page from which mine and theirs are beside each other
	longLine   = 60       // bytes of a value on one line that are not laid out for reading
	// clashContext is how many lines both have are shown around those that differ.
	clashContext = 3
)

// clashParts is the page of a clash.
func clashParts(c MergeClash, s document.Settle) []part {
	var parts []part
	if s.Choice == document.Own {
		parts = append(parts, heading("Your own", ""), plainLines(s.JSON, theme.Added))
	}
	mine, theirs := gone("there is none"), gone("there is none")
	if c.Base.There {
		mine, theirs = gone("removed by you"), gone("removed by the other save")
	}
	switch {
	case c.Mine.There && c.Theirs.There:
		mine, theirs = sides(readable(c.Mine.Text, c.Written), readable(c.Theirs.Text, c.Written))
	case c.Mine.There:
		mine = asOne(readable(c.Mine.Text, c.Written))
	case c.Theirs.There:
		theirs = asOne(readable(c.Theirs.Text, c.Written))
	}
	parts = append(parts, &values{
		heads: [2]string{"Mine" + size(c.Mine), "Live now" + c.Live + size(c.Theirs)},
		sides: [2][]sideLine{mine, theirs},
	})
	if !c.Base.There {
		return append(parts, heading("Before", "there was none"))
	}
	return append(parts, heading("Before", "as you found it"+size(c.Base)), plainLines(readable(c.Base.Text, c.Written), theme.Dim))
}

// size says how large a value is that is not shown whole.
func size(v document.Written) string {
	if len(v.Text) <= clashBytes {
		return ""
	}
	return " (" + count(len(v.Text), "byte") + ", cut)"
}

// readable is a value as it is shown: moved to the left edge, laid out when it
// is a long object or list on one line, and cut when it is very long.
func readable(s string, how Writing) string {
	if how == JSON {
		s = outdented(s)
		if len(s) > longLine && len(s) <= clashBytes && !strings.Contains(s, "\n") && (s[0] == '{' || s[0] == '[') {
			s = document.Layout(s)
		}
	}
	return cells.Cut(s, clashBytes)
}

// outdented moves a value of several lines, which ends with its closing
// bracket, to the left edge. A JSON string holds no line break.
func outdented(s string) string {
	last := s[strings.LastIndexByte(s, '\n')+1:]
	indent := last[:len(last)-len(strings.TrimLeft(last, " \t"))]
	if indent == "" {
		return s
	}
	return strings.ReplaceAll(s, "\n"+indent, "\n")
}

// A sideLine is one line of a side.
type sideLine struct {
	kind lineKind
	text string
}

type lineKind int

const (
	inBoth  lineKind = iota
	onlyOne          // the other side does not have it
	beside           // nothing, beside a line that only the other side has
	words            // not of the value
)

func gone(why string) []sideLine { return []sideLine{{words, "(" + why + ")"}} }

func asOne(s string) []sideLine {
	var out []sideLine
	for line := range strings.SplitSeq(s, "\n") {
		out = append(out, sideLine{inBoth, line})
	}
	return out
}

// sides compares two values line by line. Both results have as many lines, and
// what both have stands at the same height.
func sides(mine, theirs string) (left, right []sideLine) {
	compared := document.Lines(mine, theirs, clashContext)
	if len(compared) == 0 { // the same text: what clashes is where it is
		return asOne(mine), asOne(theirs)
	}
	level := func() {
		for len(left) < len(right) {
			left = append(left, sideLine{kind: beside})
		}
		for len(right) < len(left) {
			right = append(right, sideLine{kind: beside})
		}
	}
	for _, l := range compared {
		switch l.Op {
		case document.Del:
			left = append(left, sideLine{onlyOne, l.Text})
			continue
		case document.Add:
			right = append(right, sideLine{onlyOne, l.Text})
			continue
		}
		level()
		line := sideLine{inBoth, l.Text}
		if l.Op == document.Gap {
			line = sideLine{words, "(" + count(l.Hidden, "line") + " alike)"}
		}
		left, right = append(left, line), append(right, line)
	}
	level()
	return left, right
}

// values is the part that shows both sides.
type values struct {
	heads [2]string
	sides [2][]sideLine
	// columns are the rows; the second has none where the sides are shown one
	// below the other.
	columns [2][]row
	width   int // of the first column, in cells
}

// between is what separates the columns, in cells.
const between = 3

func (v *values) layOut(t theme.Theme, w int) int {
	if w < besideFrom {
		all := append(v.head(0, w), v.below(0, w)...)
		all = append(append(all, v.head(1, w)...), v.below(1, w)...)
		v.columns = [2][]row{all, nil}
		return len(all)
	}
	v.width = (w - between) / 2
	v.columns = [2][]row{v.head(0, v.width), v.head(1, v.width)}
	for i := range max(len(v.sides[0]), len(v.sides[1])) {
		for side := range v.columns {
			v.columns[side] = append(v.columns[side], v.line(side, i, v.width)...)
		}
		v.level()
	}
	return len(v.columns[0])
}

// level makes both columns as long as the longer one.
func (v *values) level() {
	n := max(len(v.columns[0]), len(v.columns[1]))
	for side := range v.columns {
		for len(v.columns[side]) < n {
			v.columns[side] = append(v.columns[side], row{})
		}
	}
}

// head is the blank line and the name above a side.
func (v *values) head(side, w int) []row {
	text := v.heads[side]
	rows := []row{{}, {text: cells.Truncate(text, w, ""), role: theme.Heading}}
	if note := "  (* only here)"; v.marked(side) && cells.Width(text+note) <= w {
		rows[1].text += note
		rows[1].spans = []Span{{From: len(text), To: len(text + note), Role: theme.Dim}}
	}
	return rows
}

// marked reports whether lines of a side are marked: those of values on one
// line are not, they differ anyway.
func (v *values) marked(side int) bool {
	return len(v.sides[side]) > 1 && slices.ContainsFunc(v.sides[side], func(l sideLine) bool { return l.kind == onlyOne })
}

// below is a side as it stands by itself.
func (v *values) below(side, w int) []row {
	var out []row
	for i, l := range v.sides[side] {
		if l.kind != beside {
			out = append(out, v.line(side, i, w)...)
		}
	}
	return out
}

// line is one line of a side, in as many rows as it needs.
func (v *values) line(side, i, w int) []row {
	if i >= len(v.sides[side]) {
		return nil
	}
	l := v.sides[side][i]
	lead, role := "", theme.Text
	if v.marked(side) {
		lead = "  "
	}
	switch l.kind {
	case words:
		return []row{{lead: lead, text: cells.Truncate(l.text, w-len(lead), ""), role: theme.Dim}}
	case beside:
		return []row{{}}
	case onlyOne:
		role = theme.Changed
		if lead != "" {
			lead = "* "
		}
	}
	out := []row{{lead: lead, role: role}}
	for n, piece := range broken(l.text, max(w-len(lead), 1)) {
		if n > 0 {
			out = append(out, row{lead: strings.Repeat(" ", len(lead)), role: role})
		}
		out[n].text = piece
	}
	return out
}

func (v *values) row(t theme.Theme, i, _ int) string {
	left := v.columns[0][i]
	if v.columns[1] == nil {
		return left.paint(t)
	}
	pad := strings.Repeat(" ", max(v.width-cells.Width(left.lead+left.text), 0))
	return left.paint(t) + pad + t.Paint(theme.Border, " "+t.Glyph(theme.Vertical)+" ") + v.columns[1][i].paint(t)
}

// plainLines is a passage of a value's lines.
func plainLines(s string, role theme.Role) *passage {
	return &passage{make: func(_ theme.Theme, w int) []row {
		var rows []row
		for line := range strings.SplitSeq(s, "\n") {
			if line == "" {
				rows = append(rows, row{})
			}
			for _, piece := range broken(line, w) {
				rows = append(rows, row{text: piece, role: role})
			}
		}
		return rows
	}}
}
