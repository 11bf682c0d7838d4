// Where messages go. They are sorted by kind: input has exactly one receiver,
// a reply goes to its owner, the environment goes to all who draw.

package tui

import (
	tea "charm.land/bubbletea/v2"

	"patchbay/tui/editor"
	"patchbay/tui/field"
	"patchbay/tui/input"
)

// Update implements tea.Model.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return a, a.after(a.press(msg))
	case tea.PasteMsg:
		a.pasteIsHere()
		return a, a.after(a.paste(msg.Content))
	case input.PasteCut:
		return a, a.after(a.pasteCut(msg))
	case input.PasteBegins:
		return a, a.pasteBegins()
	case pasteDueMsg:
		a.pasteDue(msg)
	case tea.MouseMsg:
		return a, a.after(a.point(msg))

	case tea.WindowSizeMsg:
		if msg.Width > 0 && msg.Height > 0 {
			a.width, a.height = msg.Width, msg.Height
		}
		if a.screen == onHistory {
			return a, func() tea.Msg { return historyDrawnMsg{} }
		}
	case tea.BackgroundColorMsg:
		a.look.background(msg)
	case tea.ColorProfileMsg:
		a.look.colours(msg.Profile)

	case editor.Reply:
		if a.editor != nil {
			a.editor.Update(msg)
		}
		return a, a.catchUp()
	case listedMsg:
		return a, a.listed(msg)
	case connectorMsg:
		return a, a.connectorRead(msg)
	case treeMsg:
		return a, a.treeReady(msg)
	case meaningMsg:
		return a, a.meaningReady(msg)
	case meaningDueMsg:
		return a, a.readMeaning(msg)
	case restMsg:
		return a, a.rest(msg)
	case reviewMsg:
		return a, a.reviewReady(msg)
	case saveReadMsg:
		return a, a.thenQuit(a.saveRead(msg))
	case savePutMsg:
		return a, a.thenQuit(a.savePut(msg))
	case saveDueMsg:
		return a, a.saveDue(msg)
	case mergeMsg:
		return a, a.mergeReady(msg)
	case mergedMsg:
		return a, a.after(a.mergeWritten(msg))
	case keepDueMsg:
		return a, a.keepDue()
	case comparedMsg:
		return a, a.compared(msg)
	case versionsKeptMsg:
		return a, a.versionsKept(msg)
	case historyListedMsg, historyReadMsg, historyDrawnMsg, historyExplainedMsg, historyMsg:
		return a, a.history(msg)
	case recoveredMsg, foundShownMsg, leftDueMsg, leftReadMsg, foundAgainMsg, othersMsg, joinedMsg:
		return a, a.recovery(msg)
	case flushDueMsg, flushedMsg, syncDueMsg, syncedMsg, notedMsg, compactedMsg:
		return a, a.journal(msg)
	case closedMsg:
		return a, a.closed(msg)
	case storedMsg:
		return a, a.stored(msg)
	case signedInMsg:
		return a, a.signedIn(msg)
	case keptMsg:
		return a, a.signInKept(msg)
	case sessionMsg:
		return a, a.sessionReady(msg)
	case exportedMsg:
		return a, a.exported(msg)
	case busyDueMsg:
		return a, a.showBusy(msg)
	case tickMsg:
		return a, a.tick(msg)
	case quitDueMsg:
		return a, a.quitDue(msg)
	case outsideWrittenMsg, outsideEndedMsg, outsideReadMsg:
		return a, a.elsewhere(msg)
	}
	return a, nil
}

// press routes a key: the two keys that work above everything, then the front
// dialog, then the table, then the field with the focus.
func (a *App) press(k tea.KeyPressMsg) tea.Cmd {
	now := a.clock.Now()
	a.stack.NoteKey(now)
	key := k.String()
	where := a.focus()
	c, known := a.keys.find(where, key)
	if a.tooSmall() {
		if known && c.name == "quit" {
			return a.quit()
		}
		return nil // nothing typed at a hidden screen
	}
	a.quitting.asked = false
	if a.tooEarly(k) {
		return nil
	}
	if a.held.swallows(key, now) {
		return nil
	}
	if known && (c.name == "help" || c.name == "quit") && !typed(key) {
		return a.perform(c)
	}
	if !a.stack.Empty() {
		return a.stack.Press(k, now)
	}
	if a.holding() {
		if key == "esc" {
			a.stopReview()
			a.stopMerge()
		}
		return nil
	}
	a.notice.clear()
	if known {
		return a.perform(c)
	}
	return a.typeInto(where, k)
}

// holding reports whether the screen is about to be covered by a review or a
// merge: a key meant for it must not be typed into the text.
// Nor may one be typed into an edit that is being left, or that another editor
// has.
func (a *App) holding() bool {
	return a.reviewing.out() || a.merging.out() || a.leaving != nil || a.outside != nil
}

// perform runs a command, or says why it cannot run.
func (a *App) perform(c command) tea.Cmd {
	if c.blocked != nil {
		if why := c.blocked(a); why != "" {
			a.Say(why)
			return nil
		}
	}
	return c.run(a)
}

// typeInto hands a key that is no command to the field with the focus.
func (a *App) typeInto(where scope, k tea.KeyPressMsg) tea.Cmd {
	switch where {
	case inLookup:
		a.lookup.Press(k)
	case inDetailInput, inVersionInput:
		a.reader().Press(k)
	case inHistoryInput:
		a.past.model.Press(k)
	case inText, inForm, inFind, inReplace, inValue:
		if k.Text != "" {
			a.editor.Insert(k.Text)
		}
	}
	return nil
}

// paste is input: one receiver, and never a key binding.
func (a *App) paste(s string) tea.Cmd {
	a.stack.NoteKey(a.clock.Now())
	if a.tooSmall() || s == "" || a.stack.Empty() && a.holding() || a.tooEarly(tea.PasteMsg{Content: s}) {
		return nil
	}
	if !a.stack.Empty() {
		return a.stack.Paste(s, a.clock.Now())
	}
	a.notice.clear()
	switch a.focus() {
	case inLookup:
		a.lookup.Paste(s)
	case inDetailInput, inVersionInput:
		a.reader().Paste(s)
	case inHistoryInput:
		a.past.model.Paste(s)
	case inText, inForm, inFind, inReplace, inTree, inValue:
		a.editor.Paste(s)
	default:
		a.Say("Nothing to paste into here. Press " + a.keys.hint("edit-json") + " to edit.")
	}
	return nil
}

// after follows every input: an edit has to reach the journal, and its meaning
// has to be read again.
func (a *App) after(cmd tea.Cmd) tea.Cmd {
	cmd = tea.Batch(cmd, a.explain())
	if a.work == nil || a.editor == nil {
		return cmd
	}
	return tea.Batch(cmd, a.noteEdits(), a.keepTyping(), a.editor.Work())
}

// focus says where a key would go if no dialog is open.
func (a *App) focus() scope {
	switch a.screen {
	case onDetail:
		if a.detail.Searching() {
			return inDetailInput
		}
		return inDetail
	case onHistory:
		if a.past.model.Filtering() {
			return inHistoryInput
		}
		return inHistory
	case onVersion:
		if a.past.viewer.Searching() {
			return inVersionInput
		}
		return inVersion
	case onEditor:
		switch a.editor.Typing() {
		case editor.Find:
			return inFind
		case editor.Name, editor.Description, editor.Outline:
			return inForm
		case editor.Replacement:
			return inReplace
		case editor.Tree:
			return inTree
		case editor.Value:
			return inValue
		case editor.Panel:
			return inPanel
		}
		return inText
	}
	return inLookup
}

// back closes what is in front: a search line, then the screen.
func (a *App) back() tea.Cmd {
	switch a.screen {
	case onLookup:
		a.lookup.Clear()
	case onDetail:
		if a.detail.Back() == field.Yes {
			return nil
		}
		a.leaveDetail()
	case onHistory, onVersion:
		return a.backInHistory()
	case onEditor:
		if typing := a.editor.Typing(); a.work.entered == editor.Form && (typing == editor.Name || typing == editor.Description || typing == editor.Tree && !a.editor.InFront()) {
			return a.leaveEditor() // back to where the form was opened from
		}
		if a.editor.Back() {
			return nil
		}
		return a.leaveEditor()
	}
	return nil
}
