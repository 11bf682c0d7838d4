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

const titleRole = theme.Strong

type reviewMsg struct {
	call     int
	revision uint64
	snapshot editor.Snapshot
	base     api.Connector
	content  saveflow.Content
	refusal  *refusal // why it cannot be saved; nil when it can
	changed  dialog.Changed
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
	layout := a.layout
	prepare := func() tea.Msg {
		return prepareReview(ctx, reviewMsg{call: call, revision: revision, snapshot: snapshot, base: w.base, content: w.content(snapshot)}, w, layout)
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
func prepareReview(ctx context.Context, m reviewMsg, w work, layout Layout) reviewMsg {
	s := m.snapshot
	for _, f := range document.CheckMetadata(s.Name, s.Description) {
		if f.Severity == document.Error {
			m.refusal = &refusal{words: f.Message, offset: -1, part: editor.PartOf(f)}
			return m
		}
	}
	tree := document.Parse(ctx, s.Text.String())
	m.findings = tree.Findings()
	if f, ok := tree.Unsendable(); ok {
		m.refusal = &refusal{words: f.Message, offset: f.Start, part: editor.ConfigurationPart}
		return m
	}
	before, after := w.asStored(s, layout)
	m.changed = differenceOf(ctx, before, after)
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
	a.stack.Push(dialog.NewReview(dialog.ReviewContent{
		Where:    cells.Clean(refWords(a.work.ref, m.base.Name.String())),
		Origin:   cells.Clean(a.session.Origin),
		Note:     undoneWords(a.work.undone, a.clock.Now()),
		Changed:  m.changed,
		Findings: m.findings,
		Confirm:  func() tea.Cmd { return a.confirmSave(m.snapshot, m.base, m.content) },
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
