// This file tells the facts of the Connector above the text.

package detail

import (
	"strconv"
	"strings"
	"time"

	"patchbay/api"
	"patchbay/tui/cells"
	"patchbay/tui/theme"
	"patchbay/tui/when"
)

// detailed is how much of the header is shown.
type detailed int

const (
	brief detailed = iota // what fits above the text on a small screen
	whole
)

// header is the header as last drawn.
type header struct {
	key   headerKey
	lines []string
}

type headerKey struct {
	version, width int
	detailed       detailed
	part           part
	filtered       string
	minute         int64
	theme          theme.Theme
}

// Bounds that keep hostile metadata from making a header slow, in bytes. They are
// far beyond what the API allows.
const keptBytes = 16 << 10

// briefLines is how many lines of the description the brief header shows.
const briefLines = 2

// headerLines are the lines above the text, each of exactly w cells.
func (m *Model) headerLines(t theme.Theme, w int, d detailed, now time.Time) []string {
	key := headerKey{m.version, w, d, m.part, m.filtering(), now.Unix() / 60, t}
	if m.header.key == key && m.header.lines != nil {
		return m.header.lines
	}
	b := &headerBuilder{t: t, w: w}
	if d == whole {
		m.wholeHeader(b, now)
	} else {
		m.briefHeader(b, now)
	}
	for _, note := range m.notes() {
		b.wrapped(theme.Warning, b.t.Glyph(theme.WarningSign)+" ", note, 0)
	}
	b.rule(m.ruleWords(), m.part)
	m.header = header{key: key, lines: b.lines}
	return b.lines
}

func (m *Model) ruleWords() string {
	if f := m.filtering(); f != "" {
		return "Configuration, filtered by " + cells.Clean(cells.Cut(m.filter.expr, keptBytes)) + ": " + f
	}
	return "Configuration"
}

func (m *Model) briefHeader(b *headerBuilder, now time.Time) {
	c := m.content.Connector
	b.wrapped(theme.Title, "", nameOf(c), 1)
	dot := " " + b.t.Glyph(theme.MiddleDot) + " "
	who := cells.Clean(m.content.Ref.Identifier) + " of team " + strconv.FormatInt(m.content.Ref.Team, 10) +
		dot + "version " + orNone(c.Configuration.Version)
	if c.UpdatedAt != "" {
		if _, _, ok := when.Parse(c.UpdatedAt); ok {
			who += dot + "updated " + when.Relative(c.UpdatedAt, now)
		} else {
			who += dot + "updated " + cells.Clean(cells.Cut(c.UpdatedAt, keptBytes))
		}
	}
	if m.content.Access == ReadOnly {
		who += dot + "read-only"
	}
	b.wrapped(theme.Dim, "", who, 1)
	b.wrapped(theme.Text, "", descriptionOf(c), briefLines)
	b.wrapped(theme.Dim, "", m.size()+dot+m.contents(), 1)
	b.findings(0, m)
}

func (m *Model) wholeHeader(b *headerBuilder, now time.Time) {
	c := m.content.Connector
	b.wrapped(theme.Title, "", nameOf(c), 0)
	access := ""
	if m.content.Access == ReadOnly {
		access = " (read-only)"
	}
	stamp := func(raw string) string {
		if raw == "" {
			return "not told"
		}
		return cells.Clean(when.Stamp(cells.Cut(raw, keptBytes), now))
	}
	b.pair(
		fact{"Identifier", cells.Clean(m.content.Ref.Identifier)},
		fact{"Team", strconv.FormatInt(m.content.Ref.Team, 10) + access},
	)
	b.fact(theme.Text, fact{"Description", descriptionOf(c)})
	logo := "none"
	if c.LogoURL != "" {
		logo = cells.Clean(cells.Cut(c.LogoURL, keptBytes))
	}
	b.fact(theme.Text, fact{"Logo", logo})
	b.pair(fact{"Created", stamp(c.CreatedAt)}, fact{"Updated", stamp(c.UpdatedAt)})
	b.fact(theme.Text, fact{"Configuration", "version " + orNone(c.Configuration.Version)})
	b.pair(
		fact{"  created", stamp(c.Configuration.CreatedAt)},
		fact{"  updated", stamp(c.Configuration.UpdatedAt)},
	)
	b.pair(fact{"Size", m.size()}, fact{"Contents", m.contents()})
	b.findings(labelCells, m)
	if !m.content.ReadAt.IsZero() {
		b.fact(theme.Dim, fact{"Read", when.Absolute(m.content.ReadAt, when.Second, now.Location()) +
			" (" + when.Ago(m.content.ReadAt, now) + ")"})
	}
}

// notes are what a reader must know before trusting the text below.
func (m *Model) notes() []string {
	var out []string
	if m.content.Note != "" {
		out = append(out, cells.Clean(m.content.Note))
	}
	switch m.content.Connector.Configuration.Origin {
	case api.Missing:
		out = append(out, "The platform's answer held no Configuration. An empty one, {}, is shown.")
	case api.EmptyArray:
		out = append(out, "The platform's answer held an empty list, [], where the Configuration belongs. An empty one, {}, is shown.")
	}
	if m.tree == nil {
		return out
	}
	if !m.tree.Valid() {
		why := "This is not valid JSON, so it is shown as plain text."
		if m.tally.broken != "" {
			why = "This is not valid JSON (line " + cells.Thousands(m.tally.line) + ", column " + cells.Thousands(m.tally.column) +
				": " + strings.TrimRight(m.tally.broken, ".") + "), so it is shown as plain text."
		}
		out = append(out, why)
	}
	if m.tree.Deep() {
		out = append(out, "This is nested more than 1,000 levels deep. It is shown as plain text: no paths and no folding below that.")
	}
	return out
}

// size tells of the Configuration as stored, and how it lies on lines here.
func (m *Model) size() string {
	return cells.Thousands(len(m.content.Connector.Configuration.JSON)) + " bytes, " + m.shape
}

// shape is counted once: it reads the whole text.
func shape(c Content) string {
	shown := lines(c.Text.Lines())
	if c.Spacing == AsStored {
		return shown
	}
	return shown + " as laid out here, stored on " + lines(1+strings.Count(c.Connector.Configuration.JSON, "\n"))
}

func lines(n int) string {
	if n == 1 {
		return "1 line"
	}
	return cells.Thousands(n) + " lines"
}

func (m *Model) contents() string {
	if m.tree == nil {
		return "being counted"
	}
	return cells.Plural(m.counts.ReportTypes, "Report Type") + ", " + cells.Plural(m.counts.Fields, "Field") + ", " +
		cells.Plural(m.counts.Secrets, "Secret")
}

func nameOf(c api.Connector) string {
	if name := cells.Clean(cells.Cut(c.Name.String(), keptBytes)); name != "" {
		return name
	}
	return "(no name)"
}

func descriptionOf(c api.Connector) string {
	if d := cells.Cut(c.Description.String(), keptBytes); d != "" {
		return strings.Join(cells.CleanLines(d), "\n")
	}
	return "(no description)"
}

func orNone(s string) string {
	if s == "" {
		return "not told"
	}
	return cells.Clean(cells.Cut(s, keptBytes))
}
