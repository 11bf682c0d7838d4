// This file counts findings and prepares their marks in the margin.

package detail

import (
	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/jsonview"
)

// tally counts findings by severity. broken says why the text is not JSON.
type tally struct {
	errors, warnings, infos int
	broken                  string
	line, column            int // of what is broken, 1-based
}

// notJSON is the id of the one finding that says so.
const notJSON = "CB-SYN-001"

func (m *Model) takeFindings(findings []document.Finding) {
	m.tally = tally{}
	m.marks = make([]jsonview.Mark, 0, len(findings))
	for _, f := range findings {
		switch f.Severity {
		case document.Error:
			m.tally.errors++
		case document.Warning:
			m.tally.warnings++
		default:
			m.tally.infos++
		}
		if f.ID == notJSON && m.tally.broken == "" {
			m.tally.broken = cells.Clean(f.Message)
			m.tally.line, m.tally.column = f.Line, f.Col
		}
		m.marks = append(m.marks, jsonview.Mark{Line: f.Line - 1, Severity: f.Severity, From: f.Start, To: f.End})
	}
}

// FindingCounts are the findings that matter for saving; 0 while they are not known.
func (m *Model) FindingCounts() (errors, warnings int) {
	return m.tally.errors, m.tally.warnings
}
