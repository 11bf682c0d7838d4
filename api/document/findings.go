// Findings: what is wrong or doubtful, where, in plain words.

package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Severity says how much a finding matters.
type Severity uint8

const (
	Info    Severity = iota
	Warning          // asks
	Error            // blocks saving, or blocks it until the user insists
)

// String returns the word users see.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "info"
}

// Finding is one thing the checks report. IDs are stable.
type Finding struct {
	ID         string
	Severity   Severity
	Start, End int // bytes
	Line, Col  int // from 1; columns are code points
	// Message says what is wrong and what to do. It may quote up to 60 code
	// points of the text, which are as their author wrote them.
	Message string
	// Pointer is the JSON Pointer of the innermost value at Start, "" for the
	// root. It is also "" when it would be longer than MaxPath. Findings about
	// the name and description have "/name" and "/description".
	Pointer string
}

// MaxPath is the longest path, in bytes, that findings and changes carry.
const MaxPath = 4096

// The IDs of the checks of this package.
const (
	syntax      = "CB-SYN-001"
	keyTwice    = "CB-SYN-002"
	notObject   = "CB-SYN-003"
	inexact     = "CB-SYN-004"
	suspicious  = "CB-SYN-005"
	halfChar    = "CB-SYN-006"
	notUTF8     = "CB-SYN-007"
	orderMark   = "CB-SYN-008"
	nameLength  = "CB-META-001"
	aboutLength = "CB-META-002"
)

// Findings returns what the checks of the text found, in the order of the
// text: CB-SYN-001 to CB-SYN-008. A text is JSON if and only if no CB-SYN-001
// is among them. The slice must not be changed.
func (t *Tree) Findings() []Finding { return t.findings }

// FindingsCut reports whether there were more than MaxFindings of one ID, and
// the rest was left out.
func (t *Tree) FindingsCut() bool { return t.cut }

// Unsendable returns the first finding for which the text is not sent, whatever
// anybody says: it is not JSON, which a byte order mark is not either, not an
// object or not UTF-8.
func (t *Tree) Unsendable() (Finding, bool) {
	for _, f := range t.findings {
		switch f.ID {
		case syntax, notObject, notUTF8:
			return f, true
		}
	}
	return Finding{}, false
}

// Position returns the line and the column, both from 1, of an offset. Lines
// end at \n; columns are code points, and a byte that is not UTF-8 is one.
func Position(src string, off int) (line, col int) {
	off = max(0, min(off, len(src)))
	start := strings.LastIndexByte(src[:off], '\n') + 1
	return strings.Count(src[:start], "\n") + 1, utf8.RuneCountInString(src[start:off]) + 1
}

// fault is a CB-SYN-001 before it is a Finding.
type fault struct {
	start, end int
	why        string
}

// fault notes that the text is not JSON between start and end. The same fault
// is noted once.
func (p *parser) fault(start, end int, why string) {
	n := len(p.faults)
	switch {
	case n > 0 && p.faults[n-1].start == start && p.faults[n-1].why == why:
	case n >= MaxFindings:
		p.t.cut = true
	default:
		p.faults = append(p.faults, fault{start, max(start, end), why})
	}
}

func (t *Tree) reportFaults(faults []fault) {
	for _, f := range faults {
		t.report(Finding{ID: syntax, Severity: Error, Start: f.start, End: f.end, Message: f.why})
	}
}

// report keeps a finding, unless there are too many of its kind.
func (t *Tree) report(f Finding) { t.findings = append(t.findings, f) }

// collector keeps at most MaxFindings of one ID.
type collector struct {
	t    *Tree
	id   string
	rank Severity
	n    int
}

func (c *collector) full() bool { return c.n > MaxFindings }

func (c *collector) add(start, end int, message string) {
	if c.n++; c.full() {
		c.t.cut = true
		return
	}
	c.t.report(Finding{ID: c.id, Severity: c.rank, Start: start, End: end, Message: message})
}

// settle sorts the findings and gives each its line, column and path. Faults
// get their message here, because it names the line.
func (t *Tree) settle() {
	slices.SortStableFunc(t.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID))
	})
	line, col, colAt := 1, 1, 0 // of the finding before
	for i := range t.findings {
		f := &t.findings[i]
		if n := strings.Count(t.src[colAt:f.Start], "\n"); n > 0 {
			line += n
			col, colAt = 1, strings.LastIndexByte(t.src[:f.Start], '\n')+1
		}
		col += utf8.RuneCountInString(t.src[colAt:f.Start])
		colAt = f.Start
		f.Line, f.Col = line, col
		if f.ID == syntax {
			f.Message = fmt.Sprintf("Line %d, column %d: %s. Nothing can be saved until the text is valid JSON.", line, col, f.Message)
		}
		if at := t.At(f.Start); t.pathSize(at) <= MaxPath {
			f.Pointer = t.Pointer(at)
		}
	}
}
