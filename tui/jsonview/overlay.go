// This file decides what lies under and over the colours of a line: selection,
// matches, the pair of brackets, findings.
package jsonview

import (
	"math"

	"patchbay/tui/theme"
)

// overlays are the stretches of one line that differ from the plain line. All
// offsets are bytes within the piece of the line that is painted.
type overlays struct {
	any      bool
	base     theme.Role
	lineEnd  theme.Role // the base of the cell behind the text
	grounds  []stretch  // the first that covers a byte wins
	findings []stretch
}

type stretch struct {
	from, to int
	role     theme.Role
}

// overlays collects what touches a line. off is where the painted piece of it
// begins in the text.
func (p *painter) overlays(line int, l lineRange, off int, base theme.Role) overlays {
	o := overlays{base: base, lineEnd: base}
	add := func(r Range, role theme.Role) {
		if r.From >= r.To || r.To <= l.start || r.From > l.end {
			return
		}
		if r.From <= l.end && r.To > l.end && l.ended && o.lineEnd == base {
			o.lineEnd = role
		}
		o.grounds = append(o.grounds, stretch{r.From - off, r.To - off, role})
	}
	add(Range{p.w.Selection.Min(), p.w.Selection.Max()}, theme.Selection)
	add(p.w.Current, theme.CurrentMatch)
	for _, b := range p.w.Brackets {
		add(Range{b, b + 1}, theme.Bracket)
	}
	for p.match < len(p.w.Matches) && p.w.Matches[p.match].To <= l.start {
		p.match++
	}
	for _, m := range p.w.Matches[p.match:] {
		if m.From > l.end {
			break
		}
		add(m, theme.Match)
	}
	for _, m := range p.w.Findings {
		if m.Line > line {
			break
		}
		if m.From < m.To && m.To > l.start && m.From <= l.end {
			role, _ := SeverityLook(m.Severity)
			o.findings = append(o.findings, stretch{m.From - off, m.To - off, role})
		}
	}
	o.any = len(o.grounds) > 0 || len(o.findings) > 0
	return o
}

// at returns the pen for a byte whose colour would be role, and up to which
// byte it holds.
func (o overlays) at(i int, role theme.Role) (base, r theme.Role, upTo int) {
	base, r, upTo = o.base, role, math.MaxInt
	for _, s := range o.grounds {
		if i < s.from {
			upTo = min(upTo, s.from)
			continue
		}
		if i < s.to {
			base, upTo = s.role, min(upTo, s.to)
			break
		}
	}
	for _, s := range o.findings {
		if i < s.from {
			upTo = min(upTo, s.from)
			continue
		}
		if i < s.to {
			r, upTo = s.role, min(upTo, s.to)
			break
		}
	}
	return base, r, upTo
}
