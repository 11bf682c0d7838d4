// The review before a save: what will be sent is checked, compared with what
// the edit started from, and shown. Nothing goes live that was not shown here.

package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/dialog"
	"patchbay/tui/editor"
	"patchbay/tui/saveflow"
	"patchbay/tui/theme"
)

// readOnlyWords say why nothing is saved.
const readOnlyWords = "Read-only: saving is switched off for this profile."

const (
	titleRole   = theme.Strong
	headingRole = theme.Heading
)

// diffContext is how many unchanged lines are shown around a changed one.
const diffContext = 3

type reviewMsg struct {
	call     int
	revision uint64
	snapshot editor.Snapshot
	base     api.Connector
	content  saveflow.Content
	refusal  *refusal // why it cannot be saved; nil when it can
	changes  []document.Change
	lines    []document.DiffLine
	findings []document.Finding
}

// refusal is why a text is not even sent, and where.
type refusal struct {
	words  string
	offset int // in the Configuration; -1 for name or description
	part   editor.Part
}

// review takes what is being typed, checks the edit and opens the review.
func (a *App) review() tea.Cmd {
	typed, ok := a.takeTyped()
	if !ok {
		return typed
	}
	return tea.Batch(typed, a.reviewNow())
}

func (a *App) reviewNow() tea.Cmd {
	switch {
	case a.session.Access == ReadOnly:
		a.Say(readOnlyWords)
		return nil
	case a.save != nil && a.save.out():
		a.Say("The save before is not finished yet.")
		return nil
	case a.notConfirmed():
		return a.checkAgain(reviewNext) // first find out what became of the last one
	case !a.unsaved():
		a.Say("Nothing to save: nothing differs from what was read.")
		return nil
	}
	a.editor.ClearMarks() // what the platform refused last time is judged anew
	snapshot, w := a.editor.Snapshot(), *a.work
	revision := a.editor.Revision()
	ctx, call := a.reviewing.begin(a.ctx)
	prepare := func() tea.Msg {
		return prepareReview(ctx, reviewMsg{call: call, revision: revision, snapshot: snapshot, base: w.base, content: w.content(snapshot)}, w.baseText.String())
	}
	return tea.Batch(prepare, a.startBusy("Checking what will change", nil, func() tea.Cmd {
		a.stopReview()
		return nil
	}))
}

// stopReview gives up preparing the review.
func (a *App) stopReview() {
	a.reviewing.end()
	a.endBusy()
}

// prepareReview checks the limits of the seeds and what may never be sent
// (design 5.2), and works out the difference.
func prepareReview(ctx context.Context, m reviewMsg, baseText string) reviewMsg {
	s := m.snapshot
	for _, f := range document.CheckMetadata(s.Name, s.Description) {
		if f.Severity == document.Error {
			m.refusal = &refusal{words: f.Message, offset: -1, part: editor.PartOf(f)}
			return m
		}
	}
	source := s.Text.String()
	tree := document.Parse(ctx, source)
	m.findings = tree.Findings()
	if f, ok := tree.Unsendable(); ok {
		m.refusal = &refusal{words: f.Message, offset: f.Start, part: editor.ConfigurationPart}
		return m
	}
	if source != baseText {
		m.changes = document.Diff(document.Parse(ctx, baseText), tree)
		m.lines = document.Lines(baseText, source, diffContext)
	}
	return m
}

// reviewReady shows the review, or goes to what cannot be saved.
func (a *App) reviewReady(m reviewMsg) tea.Cmd {
	if !a.reviewing.done(m.call) {
		return nil
	}
	a.endBusy()
	if a.work == nil || a.screen != onEditor {
		return nil
	}
	if a.editor.Revision() != m.revision {
		return a.review() // typed meanwhile: what is reviewed is what is on screen
	}
	if m.refusal != nil {
		return a.showRefusal(*m.refusal)
	}
	base := m.base
	a.stack.Push(dialog.NewReview(dialog.ReviewContent{
		Where:             cells.Clean(refWords(a.work.ref, base.Name.String())),
		Origin:            cells.Clean(a.session.Origin),
		NameBefore:        base.Name.String(),
		NameAfter:         m.snapshot.Name,
		DescriptionBefore: base.Description.String(),
		DescriptionAfter:  m.snapshot.Description,
		Changes:           m.changes,
		Lines:             m.lines,
		Findings:          m.findings,
		Confirm:           func() tea.Cmd { return a.confirmSave(m.snapshot, m.base, m.content) },
	}))
	return nil
}

// showRefusal goes to the fault and says what it is.
func (a *App) showRefusal(r refusal) tea.Cmd {
	switch {
	case r.part != editor.ConfigurationPart:
		a.editor.ShowPart(r.part)
	default:
		a.editor.ShowPart(editor.ConfigurationPart)
		a.editor.GoToOffset(r.offset)
	}
	a.Say("Not saved: " + r.words)
	return nil
}

// metadataLines shows name and description before and after, when they differ.
func metadataLines(nameBefore, nameAfter, descriptionBefore, descriptionAfter string) []dialog.Line {
	var lines []dialog.Line
	pair := func(what, before, after string) {
		if before == after {
			return
		}
		lines = append(lines, dialog.Line{Role: headingRole, Text: what},
			dialog.Line{Role: theme.Removed, Text: "- " + quoted(before)},
			dialog.Line{Role: theme.Added, Text: "+ " + quoted(after)})
	}
	pair("Name", nameBefore, nameAfter)
	pair("Description", descriptionBefore, descriptionAfter)
	return lines
}

func quoted(s string) string {
	if s == "" {
		return "(empty)"
	}
	return cells.Clean(s)
}

// mostChanges is how many changes a comparison lists one by one.
const mostChanges = 500

// changeLines lists changes by path.
func changeLines(changes []document.Change) []dialog.Line {
	var lines []dialog.Line
	for i, c := range changes {
		if i == mostChanges {
			lines = append(lines, dialog.Line{Role: theme.Dim, Text: "… and " + cells.Plural(len(changes)-i, "more change")})
			break
		}
		path := cells.Clean(c.Dotted)
		if path == "" {
			path = "(the whole Configuration)"
		}
		lines = append(lines, dialog.Line{Role: changeRole(c.Kind), Text: c.Kind.String() + "  " + path})
		if c.Before != "" && c.Kind != document.Added {
			lines = append(lines, dialog.Line{Role: theme.Removed, Text: "  - " + short(c.Before), Wrap: dialog.Cut})
		}
		if c.After != "" && c.Kind != document.Removed {
			lines = append(lines, dialog.Line{Role: theme.Added, Text: "  + " + short(c.After), Wrap: dialog.Cut})
		}
	}
	if len(changes) == 0 {
		lines = append(lines, dialog.Line{Role: theme.Dim, Text: "Only white space between values differs."})
	}
	return lines
}

func changeRole(k document.ChangeKind) theme.Role {
	switch k {
	case document.Added:
		return theme.Added
	case document.Removed:
		return theme.Removed
	}
	return theme.Changed
}

// shownBytes is how many bytes of a value a list of changes shows.
const shownBytes = 300

func short(raw string) string {
	if len(raw) <= shownBytes {
		return cells.Clean(raw)
	}
	return cells.Clean(cells.Cut(raw, shownBytes)) + "… (" + cells.Plural(len(raw), "byte") + ")"
}
