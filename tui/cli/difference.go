// A difference as text: by path, then by line.

package cli

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"

	"patchbay/api"
	"patchbay/api/document"
	"patchbay/config"
	"patchbay/tui/cells"
	"patchbay/tui/saveflow"
)

const (
	// diffContext is how many unchanged lines stand around a changed one.
	diffContext = 3
	// maxShownValue and maxShownLine are how many bytes of a value, and of a
	// line on a terminal, are shown.
	maxShownValue = 300
	maxShownLine  = 4000
)

// difference is two Configurations and what they are called.
type difference struct {
	from, to         *document.Tree
	fromName, toName string
}

// printer writes differences to standard output. What others wrote is made
// safe, except for the changed lines where no terminal reads them: those are
// for programs. The first error of the output is kept for flush.
type printer struct {
	out   *bufio.Writer
	clean func(string) string
	line  func(string) string // what becomes of a changed line
}

func (r *run) printer(s config.Settings) printer {
	p := printer{out: bufio.NewWriter(r.Stdout), clean: cells.Clean, line: func(line string) string { return line }}
	if s.Glyphs == config.ASCII {
		p.clean = func(text string) string { return cells.ASCIIMarks(cells.Clean(text)) }
	}
	if isTerminal(r.Stdout) {
		p.line = p.cleanLine
	}
	return p
}

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// cleanLine is a line of text as a terminal may see it. A tab keeps its place.
func (p printer) cleanLine(line string) string {
	size := len(line)
	line = p.clean(strings.ReplaceAll(cells.Cut(line, maxShownLine), "\t", "\t   "))
	if size > maxShownLine {
		line += " (cut; the line has " + cells.Plural(size, "byte") + ")"
	}
	return line
}

// flush writes what is left, unless the command was told to stop: then the
// difference is not whole.
func (p printer) flush(ctx context.Context) error {
	if ctx.Err() != nil {
		return errStopped
	}
	if err := p.out.Flush(); err != nil {
		return fmt.Errorf("writing the difference: %w", err)
	}
	return nil
}

func (p printer) say(line string) {
	p.out.WriteString(line)
	p.out.WriteByte('\n')
}

// where names the Connector in full.
func (p printer) where(ref api.Ref, name, origin string) {
	p.say(fmt.Sprintf(`%s "%s" of team %d, at %s`, ref.Identifier, p.clean(name), ref.Team, p.clean(origin)))
}

// contents prints how name, description and Configuration differ.
func (p printer) contents(ctx context.Context, from, to saveflow.Content, fromName, toName string) {
	pair := func(what string, before, after api.Text) {
		if !before.Same(after) {
			p.say(what)
			p.say("  - " + p.text(before.String()))
			p.say("  + " + p.text(after.String()))
		}
	}
	pair("Name", from.Name, to.Name)
	pair("Description", from.Description, to.Description)
	if from.Configuration != to.Configuration {
		p.configuration(ctx, difference{
			from: document.Parse(ctx, from.Configuration), fromName: fromName,
			to: document.Parse(ctx, to.Configuration), toName: toName,
		})
	}
}

func (p printer) text(s string) string {
	if s == "" {
		return "(empty)"
	}
	return p.clean(s)
}

// configuration prints the changes by path, then the changed lines.
func (p printer) configuration(ctx context.Context, d difference) {
	changes := document.Diff(d.from, d.to)
	if ctx.Err() != nil {
		return // the trees may not be whole; flush says so
	}
	p.say("")
	p.say("By path: " + counts(changes))
	for _, c := range changes {
		p.change(c)
	}
	// A file usually ends with a line break, and what is live never does.
	from, to, laidOut := document.Lineable(strings.TrimRight(d.from.Source(), " \t\r\n"), strings.TrimRight(d.to.Source(), " \t\r\n"))
	heading := "By line:"
	if laidOut {
		heading = "By line, laid out:"
	}
	p.say("")
	if from == to {
		p.say(heading + " nothing differs")
		return
	}
	p.say(heading)
	p.say("--- " + p.clean(d.fromName))
	p.say("+++ " + p.clean(d.toName))
	p.lines(document.Lines(from, to, diffContext))
}

// counts says in short what changed. Without another kind than "respelled" the
// meaning is the same.
func counts(changes []document.Change) string {
	var n [document.Respelled + 1]int
	for _, c := range changes {
		n[c.Kind]++
	}
	var words []string
	for kind, count := range n {
		if count > 0 {
			words = append(words, cells.Thousands(count)+" "+document.ChangeKind(kind).String())
		}
	}
	switch n[document.Respelled] {
	case 0:
		if len(changes) == 0 {
			return "same meaning, other white space"
		}
	case len(changes):
		return "same meaning, " + words[0]
	}
	return strings.Join(words, ", ")
}

func (p printer) change(c document.Change) {
	path := p.clean(c.Dotted)
	if path == "" {
		path = "(the whole Configuration)"
	}
	p.say(fmt.Sprintf("%-9s %s", c.Kind, path))
	switch c.Kind {
	case document.Moved, document.Renamed:
		p.say("  from " + p.clean(c.FromDotted))
		return
	case document.Added:
	default:
		p.say("  - " + p.excerpt(c.Before))
	}
	if c.Kind != document.Removed {
		p.say("  + " + p.excerpt(c.After))
	}
}

// excerpt is a value in one line, or its beginning. In JSON, line breaks stand between tokens only.
func (p printer) excerpt(raw string) string {
	if raw == "" {
		return "(nothing)"
	}
	lines := strings.Split(cells.Cut(raw, maxShownValue), "\n")
	for i := range lines {
		lines[i] = strings.Trim(lines[i], " \t\r")
	}
	shown := p.clean(strings.Join(lines, " "))
	if len(raw) > maxShownValue {
		shown += "... (" + cells.Plural(len(raw), "byte") + ")"
	}
	return shown
}

// value is a JSON text without the white space around it. That is not part of
// what is saved: it is sent, and no answer can carry it.
func value(text string) string { return strings.Trim(text, " \t\r\n") }

// lines prints a unified diff.
func (p printer) lines(lines []document.DiffLine) {
	for len(lines) > 0 {
		n := 0
		for n < len(lines) && lines[n].Op != document.Gap {
			n++
		}
		if n > 0 {
			p.hunk(lines[:n])
		}
		lines = lines[min(n+1, len(lines)):]
	}
}

func (p printer) hunk(lines []document.DiffLine) {
	var from, to span
	for _, l := range lines {
		from.add(l.Old)
		to.add(l.New)
	}
	p.say(fmt.Sprintf("@@ -%d,%d +%d,%d @@", from.first, from.n, to.first, to.n))
	for _, l := range lines {
		sign := " "
		switch l.Op {
		case document.Add:
			sign = "+"
		case document.Del:
			sign = "-"
		}
		p.say(sign + p.line(l.Text))
	}
}

// span is a run of lines of one text.
type span struct{ first, n int }

// add adds a line by its number; 0 is a line the text does not have.
func (s *span) add(number int) {
	if number == 0 {
		return
	}
	if s.n == 0 {
		s.first = number
	}
	s.n++
}
