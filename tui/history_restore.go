// Restoring: an old version goes into the editor as one edit on what is live. The
// ordinary review shows it, and the ordinary save sends it; nothing does so by
// itself.

package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"patchbay/config/state"
	"patchbay/tui/editor"
	"patchbay/tui/saveflow"
	"patchbay/tui/text"
)

// restoring is a version that is restored once its Connector has been read.
type restoring struct {
	call    int // of the reading
	version state.Version
}

// restoreSelected restores the selected version.
func (a *App) restoreSelected() tea.Cmd {
	id, _, ok := a.chosen()
	if !ok {
		return nil
	}
	return a.restoreVersion(id)
}

func (a *App) restoreVersion(id int) tea.Cmd {
	if a.past == nil || id >= len(a.past.read) {
		return nil
	}
	ref, v := a.past.ref, a.past.read[id]
	switch {
	case a.session.Access == ReadOnly:
		a.Say(readOnlyWords)
		return nil
	case a.work != nil && a.work.ref != ref:
		a.Say(finishFirst)
		return nil
	case a.work != nil && a.saveIsOut():
		a.Say("The save before is not finished yet.")
		return nil
	case a.work == nil && (a.past.from == onLookup || a.open == nil || a.open.ref != ref || a.open.readAt.IsZero()):
		cmd := a.Open(ref)
		a.restoring = restoring{a.opening.number, v}
		return cmd
	}
	return a.restore(v)
}

// restoreOpened goes on with a restoring that waited for its Connector to be read.
// An unsaved edit that was found goes first.
func (a *App) restoreOpened(call int, found unsaved) tea.Cmd {
	if call != a.restoring.call || a.past == nil {
		return nil
	}
	if len(found.edits) > 0 {
		a.Say("Nothing was restored: decide about the unsaved edit first.")
		return nil
	}
	return a.restore(a.restoring.version)
}

// restore reads the version and prepares the edit that leads to it, from the text
// in the editor or, where none is open, from what is live.
func (a *App) restore(v state.Version) tea.Cmd {
	p, w := a.past, a.work
	base, baseText := a.open.connector, a.open.text
	before := editor.Snapshot{Text: baseText}
	if w != nil {
		base, baseText, before = w.base, w.baseText, a.editor.Snapshot()
	}
	store, ref, layout := p.store, p.ref, a.layout
	return a.forHistory("Preparing the version", func(ctx context.Context) (func(*App) tea.Cmd, error) {
		c, err := connectorIn(store, v)
		if err != nil {
			return nil, err
		}
		o := show(ref, c, layout, v.At)
		if w == nil && saveflow.Same(saveflow.ContentOf(c), saveflow.ContentOf(base)) {
			return func(a *App) tea.Cmd {
				a.Say("That version is what is live: there is nothing to restore.")
				return nil
			}, nil
		}
		if c.Configuration.JSON == base.Configuration.JSON {
			o.text = baseText // whatever spacing it is shown with
		}
		prepared := before.Text.Prepare(text.Between(before.Text, o.text))
		return func(a *App) tea.Cmd { return a.restored(w, before, o, prepared) }, ctx.Err()
	})
}

// restored puts the version into the editor as one step of undo.
func (a *App) restored(w *work, before editor.Snapshot, o opened, prepared text.Prepared) tea.Cmd {
	if a.work != w || a.open == nil || a.open.ref != o.ref {
		return nil // left meanwhile
	}
	var opening tea.Cmd
	onTop := a.unsaved()
	if w == nil {
		opening = a.edit(editor.JSON)
		if a.work == nil {
			return opening // something else has to be decided first
		}
		before = a.editor.Snapshot()
	}
	name, description := o.connector.Name.String(), o.connector.Description.String()
	if !a.editor.AdoptAll(before, name, description, prepared) {
		a.Say("Nothing was restored: the text was changed meanwhile. Try again.")
		return opening
	}
	a.screen = onEditor
	a.endHistory()
	cmd := tea.Batch(opening, a.noteEdits(), a.editor.Work(), a.meaningSoon())
	undo, save := a.keys.hint("undo"), a.keys.hint("save")
	words := "Restored, not saved. " + save + " reviews it, " + undo + " takes it back."
	switch {
	case !a.work.changed:
		words = "Restored: what the edit started from. " + undo + " brings your edit back."
	case onTop:
		words = "Restored on top of your edit, not saved. " + undo + " goes back to it."
	}
	a.Say(words)
	return cmd
}
