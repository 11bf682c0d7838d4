// This file holds the parts of the review that are words: where, what in
// short, findings.
package dialog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// maxFindings is how many findings the review lists. The others are counted.
const maxFindings = 500

// reviewParts puts the parts in their order.
func reviewParts(c ReviewContent) []part {
	parts := append([]part{lines(where(c)), lines(summary(c))}, changedParts(c.Changed)...)
	return append(parts, heading("Findings", findingCounts(c.Findings)), findingList(c.Findings))
}

// A passage is a part of few rows, laid out as a whole.
type passage struct {
	make func(t theme.Theme, w int) []row
	rows []row
}

func (p *passage) layOut(t theme.Theme, w int) int {
	p.rows = p.make(t, w)
	return len(p.rows)
}

func (p *passage) row(t theme.Theme, i, _ int) string { return p.rows[i].paint(t) }

// lines is a passage of ready lines.
func lines(list []Line) *passage {
	return &passage{make: func(_ theme.Theme, w int) []row { return layOut(list, w) }}
}

// heading is a blank line, the name of a section and what is in it in short.
func heading(name, brief string) *passage {
	text := name
	if brief != "" {
		text += ": " + brief
	}
	return lines([]Line{{}, {Role: theme.Dim, Text: text, Spans: []Span{{To: len(name), Role: theme.Heading}}}})
}

// rule is a line of w cells.
func rule(t theme.Theme, w int) string { return strings.Repeat(t.Glyph(theme.Horizontal), w) }

// where names what is saved, and which server it goes to.
func where(c ReviewContent) []Line {
	out := []Line{{Role: theme.Title, Text: c.Where}}
	if c.Origin != "" {
		out = append(out, Line{Role: theme.Dim, Text: "at " + c.Origin})
	}
	return out
}

// summary says in a line what changes, and in another what was found.
func summary(c ReviewContent) []Line {
	var what []string
	if c.NameBefore != c.NameAfter {
		what = append(what, "the name")
	}
	if c.DescriptionBefore != c.DescriptionAfter {
		what = append(what, "the description")
	}
	switch {
	case len(c.Changes) > 0:
		what = append(what, count(len(c.Changes), "place")+" in the Configuration")
	case len(c.Lines) > 0:
		what = append(what, "the layout of the Configuration")
	}
	text := "Nothing changes."
	switch n := len(what); {
	case n == 1:
		text = "Changes " + what[0] + "."
	case n > 1:
		text = "Changes " + strings.Join(what[:n-1], ", ") + " and " + what[n-1] + "."
	}
	out := []Line{{Role: theme.Strong, Text: text}}
	if c.Note != "" {
		out = append([]Line{{Role: theme.Warning, Text: c.Note}}, out...)
	}
	if len(c.Findings) > 0 {
		out = append(out, Line{Role: worst(c.Findings), Text: "Found " + findingCounts(c.Findings) + ", listed at the end."})
	}
	return out
}

func findingCounts(list []document.Finding) string {
	var n [document.Error + 1]int
	for _, f := range list {
		n[min(f.Severity, document.Error)]++
	}
	var out []string
	for _, x := range [...]struct {
		severity document.Severity
		word     string
	}{{document.Error, "error"}, {document.Warning, "warning"}, {document.Info, "note"}} {
		if n[x.severity] > 0 {
			out = append(out, count(n[x.severity], x.word))
		}
	}
	if len(out) == 0 {
		return "none"
	}
	return strings.Join(out, ", ")
}

// severityLook returns how a severity is shown: never by its colour alone.
func severityLook(s document.Severity) (theme.Role, theme.Glyph) {
	switch s {
	case document.Error:
		return theme.Error, theme.Cross
	case document.Warning:
		return theme.Warning, theme.WarningSign
	}
	return theme.Info, theme.InfoSign
}

func worst(list []document.Finding) theme.Role {
	role, _ := severityLook(slices.MaxFunc(list, func(a, b document.Finding) int { return cmp.Compare(a.Severity, b.Severity) }).Severity)
	return role
}

// findingList lists the findings, errors first. Their words may quote the
// document; layOut cleans them.
func findingList(list []document.Finding) *passage {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b document.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	more := max(len(sorted)-maxFindings, 0)
	sorted = sorted[:len(sorted)-more]
	return &passage{make: func(t theme.Theme, w int) []row {
		var rows []row
		for _, f := range sorted {
			role, sign := severityLook(f.Severity)
			place := ""
			if f.Line > 0 {
				place = fmt.Sprintf("line %s, column %s: ", cells.Thousands(f.Line), cells.Thousands(f.Col))
			}
			text := place + f.Message + " (" + f.ID + ")"
			rows = append(rows, indented(t.Glyph(sign)+" ", []Line{{Role: role, Text: text}}, w)...)
		}
		if more > 0 {
			rows = append(rows, layOut([]Line{{Role: theme.Dim, Text: "And " + cells.Thousands(more) + " more. The editor lists them all."}}, w)...)
		}
		return rows
	}}
}
