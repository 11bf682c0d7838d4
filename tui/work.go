// The edit in progress: what it started from, whether anything differs, and
// how it is opened and left.

package tui

import (
	"cmp"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/tui/cells"
	"patchbay/tui/dialog"
	"patchbay/tui/editor"
	"patchbay/tui/saveflow"
	"patchbay/tui/text"
)

// work is the edit the editor holds.
type work struct {
	ref  api.Ref
	base api.Connector // what it started from, as stored
	// baseText is the base's Configuration as it was put on screen. While the
	// text equals it, the stored bytes are what a save sends.
	baseText    text.Text
	keeper      *keeper
	unprotected string      // why edits do not reach the disk; "" when they do
	changed     bool        // something differs from the base
	entered     editor.View // the view it was opened in
	saved       bool        // at least one save of this edit was verified
	began       time.Time
	company     company      // who else edits it, and what was decided about that
	known       []string     // journals of others that the user was told of
	around      bool         // others were looked for since the first edit
	merges      []mergedStep // whose result is what it started from, or was merged into that
	undone      []mergedStep // those of merges that a save would take back
	accepted    *accepted    // the last save after which something else was live; nil without one
}

// differs reports whether s holds anything the base does not.
func (w *work) differs(s editor.Snapshot) bool {
	return s.Name != w.base.Name.String() || s.Description != w.base.Description.String() || !s.Text.Equal(w.baseText)
}

// asStored are the base and what s makes of it, the base as opening it now would
// show it: the platform may have stored the last save otherwise than it was sent.
// A Configuration that was not touched is the same in both.
func (w *work) asStored(s editor.Snapshot, l Layout) (base, mine saveflow.Content) {
	base = saveflow.ContentOf(w.base)
	base.Configuration = l.shown(base.Configuration)
	mine = saveflow.Content{Name: api.TextOf(s.Name), Description: api.TextOf(s.Description), Configuration: base.Configuration}
	if !s.Text.Equal(w.baseText) {
		mine.Configuration = s.Text.String()
	}
	return base, mine
}

// content is what a save of s sends: the stored bytes of every part that was
// not touched, the bytes on screen of every part that was.
func (w *work) content(s editor.Snapshot) saveflow.Content {
	c := saveflow.ContentOf(w.base)
	if s.Name != w.base.Name.String() {
		c.Name = api.TextOf(s.Name)
	}
	if s.Description != w.base.Description.String() {
		c.Description = api.TextOf(s.Description)
	}
	if !s.Text.Equal(w.baseText) {
		c.Configuration = s.Text.String()
	}
	return c
}

// unsaved reports whether there is an edit that is not live.
func (a *App) unsaved() bool { return a.work != nil && a.work.changed }

func (a *App) nothingUnsaved() string {
	if !a.unsaved() {
		return "There is no unsaved edit."
	}
	return ""
}

// editJSON opens the editor on the text, editForm on name and description.
func (a *App) editJSON() tea.Cmd { return a.edit(editor.JSON) }
func (a *App) editForm() tea.Cmd { return a.edit(editor.Form) }

func (a *App) edit(view editor.View) tea.Cmd {
	if a.confirming != nil {
		a.Say("One moment: what became of the last save is being found out. Its edit is offered then.")
		return nil
	}
	a.opening.end() // a reload that is still out must not come over the edit
	a.recovering.end()
	a.endBusy()
	left := !a.open.offered && a.keptHere(a.open.ref)
	switch {
	case a.work != nil || len(a.open.others) == 0 && !left:
		return a.beginEdit(view)
	case a.session.Access != ReadOnly:
		return a.askOthers(view)
	case left:
		return a.Open(a.open.ref) // there is an unsaved edit: it is offered first
	}
	return a.beginEdit(view)
}

// beginEdit opens the editor on what is on the detail screen.
func (a *App) beginEdit(view editor.View) tea.Cmd {
	if a.open.text.Len() > editLimit {
		a.Say("Too large to edit: " + cells.Thousands(a.open.text.Len()) + " bytes, at most " + cells.Thousands(editLimit) + ".")
		return nil
	}
	if a.work != nil && a.work.ref == a.open.ref && a.unsaved() {
		a.screen = onEditor
		a.editor.Show(view)
		return nil
	}
	a.startWork(*a.open, view)
	a.work.entered = view
	a.editor.Start(view, a.detail.Offset())
	if a.open.tree != nil {
		return nil // what it means is known already
	}
	return a.meaningSoon()
}

// editLimit is how many bytes of Configuration are edited at most.
const editLimit = 100 << 20

// startWork opens the editor on o with a fresh history.
func (a *App) startWork(o opened, view editor.View) {
	a.newWork(o)
	a.editor.Show(view)
	if o.tree != nil {
		a.editor.SetMeaning(a.editor.Revision(), o.tree, o.tree.Findings())
	}
}

// newWork makes an edit of o and its editor.
func (a *App) newWork(o opened) {
	access := editor.Editable
	if a.session.Access == ReadOnly {
		access = editor.ReadOnly
	}
	a.editor = editor.New(a, editor.Content{
		Name: o.connector.Name.String(), Description: o.connector.Description.String(),
		Configuration: o.text, Access: access, Clock: a.clock.Now,
		Schema: a.schema, Keys: editor.Keys{Undo: a.keys.first("undo"), Toggle: a.keys.first("toggle-form"), Repair: a.keys.first("repair-paste")},
	})
	a.work = &work{ref: o.ref, base: o.connector, baseText: o.text, began: a.clock.Now()}
	a.work.keeper = newKeeper(a.session.Store, a.keyOf(o.ref), o.connector, o.text, a.clock.Now())
	if a.work.keeper == nil {
		a.work.unprotected = cmp.Or(a.session.Unkept, "there is no place to keep it")
	}
	a.screen = onEditor
}

// keptHere reports whether this machine keeps an unsaved edit of ref.
func (a *App) keptHere(ref api.Ref) bool {
	return slices.Contains(a.entries.kept.unsaved, a.keyOf(ref))
}

// noteEdits follows every input in the editor.
func (a *App) noteEdits() tea.Cmd {
	edits := a.editor.Drain()
	if len(edits) == 0 {
		return nil
	}
	a.work.changed = a.work.differs(a.editor.Snapshot())
	a.noteMergesUndone()
	return tea.Batch(a.keep(edits), a.meaningSoon())
}

// leaveEditor goes back to the detail screen; it asks when work is unsaved.
func (a *App) leaveEditor() tea.Cmd {
	if !a.unsaved() {
		return a.leave(dropIt)
	}
	var offers []dialog.Choice
	if a.work.unprotected == "" {
		offers = append(offers, dialog.Choice{Key: "l", Label: "leave; offer the edit again next time", Do: func() tea.Cmd { return a.leave(keepIt) }})
	}
	offers = append(offers, dialog.Choice{Key: "d", Label: "discard the edit…", Do: a.askDiscard})
	words := "The edit of " + a.work.ref.Identifier + " is not saved. "
	if a.saveIsOut() {
		words = "A save of " + a.work.ref.Identifier + " is on its way; its outcome will be told. "
	}
	words += a.keptWords()
	a.stack.Push(dialog.NewQuestion("esc", "Leave this edit?", func() []dialog.Line { return dialog.Lines(words) },
		dialog.Choice{Label: "go on editing"}, offers...))
	return nil
}

func (a *App) keptWords() string {
	if a.session.Place == Sandbox {
		return "The sandbox and everything in it end with this program."
	}
	if a.work.unprotected != "" {
		return "It could NOT be kept on this machine (" + a.work.unprotected + "). Leaving loses it; write it to a file first (" + a.keys.hint("palette") + ", write the text to a file)."
	}
	return "It is kept on this machine."
}

func (a *App) askDiscard() tea.Cmd {
	words := "Everything changed in " + a.work.ref.Identifier + " since it was opened is thrown away, here and on disk. What is live stays as it is."
	if a.saveIsOut() {
		words = "The text is thrown away, here and on disk. The save that is on its way is not stopped by that."
	}
	a.stack.Push(dialog.NewQuestion("d", "Discard the edit?", func() []dialog.Line { return dialog.Lines(words) },
		dialog.Choice{Label: "keep it"},
		dialog.Choice{Key: "D", Label: "discard", Do: func() tea.Cmd { return a.leave(dropIt) }},
	))
	return nil
}

// saveIsOut reports that a save of the edit in the editor is not settled.
func (a *App) saveIsOut() bool { return a.save != nil && a.save.out() && a.save.work == a.work }

// fate is what becomes of the kept edit when the editor is left.
type fate int

const (
	keepIt fate = iota
	dropIt
)

// leave goes back to reading once the journal is closed.
func (a *App) leave(f fate) tea.Cmd { return a.leaveTo(f, func() tea.Cmd { return nil }) }

// leaveTo closes the journal off the event loop and goes on elsewhere once that
// worked. Nothing is typed into the edit meanwhile.
func (a *App) leaveTo(f fate, then func() tea.Cmd) tea.Cmd {
	w := a.work
	if w == nil || a.leaving != nil {
		return nil
	}
	if !w.changed {
		f = dropIt // edits that came to nothing are not offered again
	}
	goOn := func() tea.Cmd {
		if a.work != w {
			return nil
		}
		return tea.Batch(a.endWork(), then())
	}
	if w.keeper == nil {
		return goOn()
	}
	a.leaving = w
	k := w.keeper
	return func() tea.Msg { return closedMsg{err: k.close(f), then: goOn} }
}

// endWork closes the editor and goes back to reading.
func (a *App) endWork() tea.Cmd {
	a.meaning.end()
	a.stopReview()
	a.merging.end()
	a.work, a.editor = nil, nil
	a.screen = onDetail
	if a.open != nil {
		a.open.offered = false
	}
	a.detail.SetContent(a.detailContent())
	if a.open == nil || a.open.tree != nil {
		return nil
	}
	return a.readTree()
}
