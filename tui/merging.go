// Merging the edit with what somebody else saved meanwhile: worked out off the
// event loop, decided in a dialog, and put into the editor as one step of undo
// on the new base. Nothing is sent: the review follows.

package tui

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/dialog"
	"patchbay/tui/editor"
	"patchbay/tui/saveflow"
	"patchbay/tui/text"
	"patchbay/tui/theme"
	"patchbay/tui/when"
)

// merge is the edit, what it started from and what is live, and how they go
// together. The texts are those on screen: an untouched Configuration comes out
// as what is live is shown as, and is then sent back byte for byte.
type merge struct {
	save     *saving
	revision uint64
	base     api.Connector
	baseText text.Text
	layout   Layout
	mine     editor.Snapshot
	live     opened
	accepted *accepted
	now      time.Time

	merged            *document.Merged
	name, description string // where they clash, mine
	taken, kept       []document.Change
	// clashes are those of the name and the description, which parts tells
	// apart, then those of merged.
	clashes []dialog.MergeClash
	parts   []editor.Part
	dialog  *dialog.Merge
}

// mergeMsg carries a merge that was worked out, or why it cannot be.
type mergeMsg struct {
	call  int
	merge merge
	err   error
}

// mergedMsg carries what the decisions have made of a merge.
type mergedMsg struct {
	call              int
	merge             *merge
	name, description string
	text              text.Prepared
	edits             []editor.PartEdit // make it of what is live
	unkept            error             // why mine is not in the history
	err               error
}

// mergeLive merges what is on screen with what the check found.
func (a *App) mergeLive(s *saving) tea.Cmd {
	ctx, call := a.merging.begin(a.ctx)
	m := merge{
		save: s, revision: a.editor.Revision(), mine: a.editor.Snapshot(),
		base: s.work.base, baseText: s.work.baseText, layout: a.layout, live: s.read,
		accepted: s.work.accepted, now: a.clock.Now(),
	}
	work := func() tea.Msg {
		err := m.workOut(ctx)
		return mergeMsg{call, m, err}
	}
	return tea.Batch(work, a.startBusy("Merging your edit with what somebody else saved", nil, func() tea.Cmd {
		a.stopMerge()
		return nil
	}))
}

// stopMerge gives a merge up. Nothing was sent, and the text is as it was.
func (a *App) stopMerge() {
	if !a.merging.out() {
		return
	}
	a.merging.end()
	a.endBusy()
	if a.save != nil && !a.save.out() {
		a.endSave()
	}
	a.Say("Stopped merging. Nothing was sent.")
}

// dropSave ends a save that was not sent: the text stays as it is.
func (a *App) dropSave(s *saving) tea.Cmd {
	a.merging.end()
	a.endBusy()
	if a.save == s {
		a.endSave()
	}
	return nil
}

// workOut compares the three.
func (m *merge) workOut(ctx context.Context) error {
	w := work{base: m.base, baseText: m.baseText}
	from, to := w.asStored(m.mine, m.layout)
	base, mine, theirs := document.Parse(ctx, from.Configuration), document.Parse(ctx, to.Configuration), document.Parse(ctx, m.live.text.String())
	var err error
	if m.merged, err = document.Merge(ctx, base, mine, theirs); err != nil {
		return err
	}
	live := m.live.connector
	m.name = m.metadata(editor.NamePart, m.base.Name.String(), m.mine.Name, live.Name.String())
	m.description = m.metadata(editor.DescriptionPart, m.base.Description.String(), m.mine.Description, live.Description.String())
	m.taken, m.kept = append(m.taken, m.merged.Taken...), append(m.kept, m.merged.Kept...)
	for _, c := range m.merged.Clashes {
		m.clashes = append(m.clashes, dialog.MergeClash{
			Path: c.Dotted, Kind: c.Kind.String(), Base: c.Base, Mine: c.Mine, Theirs: c.Theirs, Check: checkOf(c.Kind),
		})
	}
	m.nameOwn(ctx)
	return nil
}

// metadata merges the name or the description.
func (m *merge) metadata(part editor.Part, base, mine, theirs string) string {
	what, written := "Name", dialog.Phrase
	if part == editor.DescriptionPart {
		what, written = "Description", dialog.Passage
	}
	merged, clash := document.MergeString(base, mine, theirs)
	change := document.Change{Kind: document.Changed, Dotted: what, Before: document.Quote(base), After: document.Quote(merged)}
	switch {
	case clash:
		is := func(s string) document.Written { return document.Written{There: true, Text: s} }
		m.parts = append(m.parts, part)
		m.clashes = append(m.clashes, dialog.MergeClash{
			Path: what, Kind: document.BothChanged.String(), Base: is(base), Mine: is(mine), Theirs: is(theirs),
			Written: written, Check: func(own string) string { return checkMetadata(part, own) },
		})
	case theirs == mine:
	case theirs != base:
		m.taken = append(m.taken, change)
	default:
		m.kept = append(m.kept, change)
	}
	return merged
}

// checkMetadata says what is wrong with a name or a description.
func checkMetadata(part editor.Part, own string) string {
	name, description := own, ""
	if part == editor.DescriptionPart {
		name, description = "name", own
	}
	for _, f := range document.CheckMetadata(name, description) {
		if f.Severity == document.Error {
			return f.Message
		}
	}
	return ""
}

// checkOf says what is wrong with a text in place of a clash: it has to be
// JSON, and a key has to be a string.
func checkOf(kind document.ClashKind) func(string) string {
	return func(own string) string {
		if ok, off := document.Valid(own); !ok {
			line, col := document.Position(own, off)
			return fmt.Sprintf("This is not JSON: it cannot go on like this at line %d, column %d.", line, col)
		}
		if kind == document.BothRenamed && !strings.HasPrefix(strings.TrimLeft(own, " \t\r\n"), `"`) {
			return "A key has to be a text in quotation marks."
		}
		return ""
	}
}

// mergeReady shows the merge, or why there is none.
func (a *App) mergeReady(msg mergeMsg) tea.Cmd {
	if !a.merging.done(msg.call) {
		return nil
	}
	a.endBusy()
	m := &msg.merge
	s := m.save
	switch {
	case a.save != s || a.work != s.work:
		return nil
	case a.editor.Revision() != m.revision:
		return a.mergeLive(s) // what is merged is what is on screen
	case msg.err != nil:
		return a.cannotMerge(s, msg.err)
	}
	intro, before := a.mergeIntro(m), a.decidedBefore(m)
	if before != nil {
		intro = append(intro, dialog.Line{Text: "What you decided before is put back."})
	}
	m.dialog = dialog.NewMerge(dialog.MergeContent{
		Title: "Somebody else saved " + s.ref.Identifier + " since you opened it",
		Intro: intro, Taken: m.taken, Kept: m.kept, Clashes: m.clashes, Decided: before,
		GoOn:   func(settled []document.Settle) tea.Cmd { return a.writeMerged(m, settled) },
		Reload: func() tea.Cmd { return a.leaveMerge(m, a.reloadLive) },
		Back:   func() tea.Cmd { return a.leaveMerge(m, func() tea.Cmd { return nil }) },
	})
	a.interrupt(m.dialog)
	return nil
}

// mergeIntro says what was saved, and when. The platform does not say by whom.
func (a *App) mergeIntro(m *merge) []dialog.Line {
	live := m.live.connector
	dates := "The platform does not say who saved it."
	for _, d := range []struct{ what, at string }{
		{"Saved ", live.UpdatedAt}, {"Its Configuration: ", live.Configuration.UpdatedAt}, {"You started from what was saved ", m.base.UpdatedAt},
	} {
		if d.at != "" {
			dates += " " + d.what + when.Stamp(d.at, a.clock.Now()) + "."
		}
	}
	return []dialog.Line{
		{Role: titleRole, Text: cells.Clean(refWords(m.save.ref, live.Name.String()))},
		{Role: theme.Dim, Text: cells.Clean(dates)},
	}
}

// cannotMerge says why, shows what the other save changed, and leaves the choice
// between the two texts to the user.
func (a *App) cannotMerge(s *saving, why error) tea.Cmd {
	base, live := s.work.base, s.read.connector
	return a.compare(comparison{
		title: "Somebody else saved since you opened it", kind: dialog.Warn,
		intro: "Nothing of yours was sent. The two cannot be merged: " + cells.Sentence(plainReason(why)) + " To save on top of it: reload, leave your edit for later, and make the change again. This is what the other save changed:",
		from:  saveflow.ContentOf(base), to: saveflow.ContentOf(live),
		choices: []dialog.Choice{
			{Key: "r", Label: "reload; your edit is kept and offered", Do: func() tea.Cmd { a.dropSave(s); return a.reloadLive() }},
			{Key: "esc", Label: "keep editing", Do: func() tea.Cmd { return a.dropSave(s) }},
		},
	})
}

// writeMerged writes the merged text off the event loop.
func (a *App) writeMerged(m *merge, settled []document.Settle) tea.Cmd {
	ctx, call := a.merging.begin(a.ctx)
	waiting, session, now := a.versions, m.save.session, a.clock.Now()
	work := func() tea.Msg {
		out := mergedMsg{call: call, merge: m, name: m.name, description: m.description}
		for i, part := range m.parts {
			own := chosen(m.clashes[i], settled[i])
			if part == editor.NamePart {
				out.name = own
			} else {
				out.description = own
			}
		}
		var merged string
		if merged, out.err = m.merged.Text(settled[len(m.parts):]); out.err != nil || ctx.Err() != nil {
			return out
		}
		result := text.New(merged)
		edit := text.Between(m.mine.Text, result)
		out.text = m.mine.Text.Prepare(edit)
		live := m.live.connector
		out.edits = editor.Between(
			editor.Snapshot{Name: live.Name.String(), Description: live.Description.String(), Text: m.live.text},
			editor.Snapshot{Name: out.name, Description: out.description, Text: result, Selection: m.mine.Selection.Map(edit)})
		if session.Store != nil {
			was := work{base: m.base, baseText: m.baseText}
			mine := version{session.Store, session.keyOf(m.save.ref), saveflow.Unmerged(was.content(m.mine)), now}
			_ = waiting.keep() // what was read before comes before
			out.unkept = mine.keep()
		}
		return out
	}
	return tea.Batch(work, a.startBusy("Writing the merged text", nil, func() tea.Cmd {
		a.stack.Remove(m.dialog)
		a.stopMerge()
		return a.leaveMerge(m, func() tea.Cmd { return nil })
	}))
}

// chosen is what a decision makes of the name or the description.
func chosen(c dialog.MergeClash, s document.Settle) string {
	switch s.Choice {
	case document.Theirs:
		return c.Theirs.Text
	case document.Own:
		return s.JSON
	}
	return c.Mine.Text
}

// mergeWritten puts the merged text into the editor, on the new base, and opens
// the review.
func (a *App) mergeWritten(msg mergedMsg) tea.Cmd {
	if !a.merging.done(msg.call) {
		return nil
	}
	a.endBusy()
	m, s := msg.merge, msg.merge.save
	if a.save != s || a.work != s.work {
		a.stack.Remove(m.dialog)
		return nil
	}
	if msg.err != nil {
		m.dialog.SetError(cells.Sentence(plainReason(msg.err)))
		return nil
	}
	a.stack.Remove(m.dialog)
	revision := a.editor.Revision()
	if !a.editor.AdoptAll(m.mine, msg.name, msg.description, msg.text) {
		a.keepDecisions(m)
		return a.mergeLive(s) // changed meanwhile: what is merged is what is on screen
	}
	delete(a.decided, a.keyOf(m.save.ref))
	if a.editor.Revision() != revision {
		a.work.merges = append(a.work.merges, mergedStep{mark: a.editor.Mark(), saved: m.live.connector.UpdatedAt})
	}
	a.endSave()
	a.editor.Drain() // these edits are not of the old base; the new journal holds them as one
	cmd := tea.Batch(a.seeLive(m.live), a.rebase(m.live.connector, m.live.text, func() []editor.PartEdit { return msg.edits }), a.meaningSoon())
	yours := a.keys.hint("undo") + " goes back to yours."
	switch {
	case msg.unkept != nil:
		yours += " It is not in the history: " + diskReason(msg.unkept)
	case s.session.Store != nil && s.session.Store.Keeps():
		yours = "Yours: " + a.keys.hint("undo") + " now, the history later."
	}
	if !a.work.changed {
		a.Say("Merged: all of it is live already. " + yours)
		return cmd
	}
	a.Say("Merged, not saved yet. " + yours)
	return tea.Batch(cmd, a.review())
}
