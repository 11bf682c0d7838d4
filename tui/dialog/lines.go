// This file turns lines of text with roles into rows of a given width.
package dialog

import (
	"fmt"
	"strings"

	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// Wrapping is what happens to a line that is too long.
type Wrapping int

// The ways. Wrapped goes on in the next row, at a space where there is one.
// Cut ends with an ellipsis.
const (
	Wrapped Wrapping = iota
	Cut
)

// A Span gives the bytes [From, To) of a line's text a role of their own.
// Spans are in order and do not overlap.
type Span struct {
	From, To int
	Role     theme.Role
}

// A Line is one line of a dialog's text. The text was cleaned by whoever made
// it (cells.Clean); a line that was not is cleaned here and loses its spans.
type Line struct {
	Role  theme.Role
	Text  string
	Wrap  Wrapping
	Spans []Span
}

// maxLine is how many bytes of one line are shown. What is cut is said.
const maxLine = 16 << 10

// Lines makes plain lines, one of each text.
func Lines(texts ...string) []Line {
	out := make([]Line, len(texts))
	for i, s := range texts {
		out[i] = Line{Text: s}
	}
	return out
}

// A row is a piece of a line that fits a row of the box, not yet painted.
type row struct {
	lead  string // before the text, in the role
	text  string
	role  theme.Role
	spans []Span // in bytes of text
	cut   bool   // an ellipsis follows
}

// layOut breaks lines into rows of at most w cells.
func layOut(lines []Line, w int) []row {
	w = max(w, 1)
	rows := make([]row, 0, len(lines))
	for _, l := range lines {
		text := cells.Clean(l.Text)
		spans := l.Spans
		if text != l.Text {
			spans = nil
		}
		said := ""
		if len(text) > maxLine {
			said = fmt.Sprintf("(%s more bytes are not shown)", cells.Thousands(len(text)-maxLine))
			text = cells.Cut(text, maxLine)
		}
		if l.Wrap == Cut {
			piece := row{text: text, role: l.Role, spans: spans}
			if cells.Width(text) > w {
				piece.text, piece.cut = cells.Truncate(text, w-1, ""), true
			}
			rows = append(rows, piece)
			continue
		}
		from := 0
		for _, piece := range cells.Wrap(text, w) {
			at := strings.Index(text[from:], piece)
			r := row{text: piece, role: l.Role}
			if at >= 0 {
				from += at
				r.spans = within(spans, from, from+len(piece))
				from += len(piece)
			}
			rows = append(rows, r)
		}
		if said != "" {
			rows = append(rows, row{text: cells.Truncate(said, w, ""), role: theme.Dim})
		}
	}
	return rows
}

// within returns the spans of [from, to), moved to its start.
func within(spans []Span, from, to int) []Span {
	var out []Span
	for _, s := range spans {
		if s.From < to && s.To > from {
			out = append(out, Span{From: max(s.From, from) - from, To: min(s.To, to) - from, Role: s.Role})
		}
	}
	return out
}

// paint returns the row with its colours.
func (r row) paint(t theme.Theme) string {
	tail := ""
	if r.cut {
		tail = t.Glyph(theme.Ellipsis)
	}
	if len(r.spans) == 0 {
		return t.Paint(r.role, r.lead+r.text+tail)
	}
	var b strings.Builder
	b.WriteString(t.Paint(r.role, r.lead))
	at := 0
	for _, s := range r.spans {
		from, to := max(min(s.From, len(r.text)), at), min(s.To, len(r.text))
		if from >= to {
			continue
		}
		b.WriteString(t.Paint(r.role, r.text[at:from]))
		b.WriteString(t.Paint(s.Role, r.text[from:to]))
		at = to
	}
	b.WriteString(t.Paint(r.role, r.text[at:]+tail))
	return b.String()
}

// indented lays lines out with a lead before the first row of each, and as many
// spaces before the rows it goes on in.
func indented(lead string, lines []Line, w int) []row {
	lead = cells.Truncate(lead, max(w-1, 0), "")
	n := cells.Width(lead)
	var out []row
	for _, l := range lines {
		before := lead
		for _, r := range layOut([]Line{l}, w-n) {
			r.lead = before
			before = strings.Repeat(" ", n)
			out = append(out, r)
		}
	}
	return out
}
