// The commands and their default keys: the one table behind key presses, the
// help screens, the palette, and the remapping in the settings.

package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/detail"
	"patchbay/tui/editor"
	"patchbay/tui/history"
	"patchbay/tui/lookup"
	"patchbay/tui/text"
)

// commands is the table, in the order help shows it.
func commands() []command {
	return slices.Concat(generalCommands(), lookupCommands(), detailCommands(), historyCommands(), editorCommands(), caretCommands(), formCommands(), treeCommands(), panelCommands())
}

func generalCommands() []command {
	return []command{
		{name: "help", title: "Help for this screen", keys: []string{"f1", "?"}, scope: anywhere, run: (*App).help},
		{name: "palette", title: "Command palette", keys: []string{"ctrl+p"}, scope: anywhere, run: (*App).palette},
		{name: "back", title: "Back, or close the front thing", keys: []string{"esc"}, scope: anywhere, shelf: moving, run: (*App).back},
		{name: "quit", title: "Quit; asks only with unsaved work", keys: []string{"ctrl+q"}, scope: anywhere, run: (*App).quit},
		{name: "quit-outside", title: "Quit (outside the editor)", keys: []string{"ctrl+c"}, scope: outsideEditor, shelf: moving, run: (*App).quit},
		{name: "reload", title: "Reload from the platform", keys: []string{"ctrl+r"}, scope: inLookup | inDetail | inDetailInput, run: (*App).reload},
		{name: "mouse", title: "Mouse on or off", keys: []string{"alt+m"}, scope: anywhere, shelf: general, run: (*App).toggleMouse},
		{name: "history-elsewhere", title: "History on this computer", keys: []string{"alt+v"}, scope: inLookup | inEditor, run: takingTyped((*App).openHistory), blocked: (*App).noHistory},
		{name: "last-error", title: "Show the last error again", scope: anywhere, run: (*App).showLastError, blocked: (*App).noLastError},
		{name: "sign-in", title: "Sign in, or use another credential", scope: anywhere, run: (*App).askSignIn, blocked: (*App).noSignIn},
		{name: "switch-profile", title: "Change profile", scope: anywhere, run: (*App).askProfile, blocked: (*App).noProfiles},
		{name: "switch-team", title: "Change team", scope: anywhere, run: (*App).askTeam, blocked: (*App).noSession},
		{name: "open-sandbox", title: "Open the sandbox", scope: anywhere, run: (*App).enterSandbox, blocked: (*App).noSandboxDoor},
	}
}

func lookupCommands() []command {
	on := func(verb func(*lookup.Model)) func(*App) tea.Cmd {
		return func(a *App) tea.Cmd { verb(a.lookup); return nil }
	}
	return []command{
		{name: "open", title: "Open the Connector", keys: []string{"enter"}, scope: inLookup, run: func(a *App) tea.Cmd { return a.lookup.Open() }},
		{name: "pin", title: "Pin or unpin the Connector", keys: []string{"ctrl+t"}, scope: inLookup, run: func(a *App) tea.Cmd { return a.lookup.TogglePin() }},
		{name: "list-up", title: "Row up", keys: []string{"up"}, scope: inLookup, shelf: moving, run: on((*lookup.Model).Up)},
		{name: "list-down", title: "Row down", keys: []string{"down"}, scope: inLookup, shelf: moving, run: on((*lookup.Model).Down)},
		{name: "list-page-up", title: "Page up", keys: []string{"pgup"}, scope: inLookup, shelf: moving, run: on((*lookup.Model).PageUp)},
		{name: "list-page-down", title: "Page down", keys: []string{"pgdown"}, scope: inLookup, shelf: moving, run: on((*lookup.Model).PageDown)},
		{name: "list-first", title: "First row", keys: []string{"ctrl+home"}, scope: inLookup, shelf: moving, run: on((*lookup.Model).Home)},
		{name: "list-last", title: "Last row", keys: []string{"ctrl+end"}, scope: inLookup, shelf: moving, run: on((*lookup.Model).End)},
	}
}

func detailCommands() []command {
	on := func(verb func(*detail.Model)) func(*App) tea.Cmd {
		return func(a *App) tea.Cmd { verb(a.reader()); return nil }
	}
	ask := func(verb func(*detail.Model) tea.Cmd) func(*App) tea.Cmd {
		return func(a *App) tea.Cmd { return verb(a.reader()) }
	}
	table := []command{
		{name: "edit-json", title: "Edit as JSON", keys: []string{"e"}, scope: inDetail, shelf: changing, run: (*App).editJSON, blocked: (*App).nothingOpen},
		{name: "edit-form", title: "Edit as a form", keys: []string{"f"}, scope: inDetail, shelf: changing, run: (*App).editForm, blocked: (*App).nothingOpen},
		{name: "history", title: "History on this computer", keys: []string{"v"}, scope: inDetail, shelf: general, run: (*App).openHistory, blocked: (*App).noHistory},
		{name: "detail-find", title: "Find", keys: []string{"/", "ctrl+f"}, scope: reading, shelf: finding, run: on((*detail.Model).OpenFind)},
		{name: "detail-filter", title: "Filter by path", keys: []string{"p"}, scope: reading, shelf: finding, run: on((*detail.Model).OpenFilter)},
		{name: "detail-next", title: "Next match", keys: []string{"n", "f3", "ctrl+n"}, scope: reading | inDetailInput | inVersionInput, shelf: finding, run: on((*detail.Model).FindNext)},
		{name: "detail-previous", title: "Previous match", keys: []string{"N", "shift+f3"}, scope: reading | inDetailInput | inVersionInput, shelf: finding, run: on((*detail.Model).FindPrev)},
		{name: "detail-accept", title: "Keep the search and go on reading", keys: []string{"enter"}, scope: inDetailInput | inVersionInput, shelf: moving, run: on((*detail.Model).Accept)},
		{name: "copy-value", title: "Copy the value", keys: []string{"c"}, scope: reading, shelf: copying, run: ask((*detail.Model).CopyValue)},
		{name: "copy-path", title: "Copy the path", keys: []string{"y"}, scope: reading, shelf: copying, run: ask((*detail.Model).CopyPath)},
		{name: "copy-all", title: "Copy the whole Configuration", keys: []string{"C"}, scope: reading, shelf: copying, run: ask((*detail.Model).CopyAll)},
		{name: "toggle-fold", title: "Fold or unfold here", keys: []string{"enter", "space"}, scope: reading, shelf: viewing, run: on((*detail.Model).ToggleFold)},
		{name: "unfold-all", title: "Unfold everything", keys: []string{"0"}, scope: reading, shelf: viewing, run: on((*detail.Model).UnfoldAll)},
		{name: "next-part", title: "Next part of the screen", keys: []string{"tab", "f6"}, scope: reading, shelf: moving, run: on((*detail.Model).NextPart)},
		{name: "previous-part", title: "Previous part of the screen", keys: []string{"shift+tab", "shift+f6"}, scope: reading, shelf: moving, run: on((*detail.Model).PrevPart)},
		{name: "read-up", title: "Line up", keys: []string{"up", "k"}, scope: reading, shelf: moving, run: on((*detail.Model).Up)},
		{name: "read-down", title: "Line down", keys: []string{"down", "j"}, scope: reading, shelf: moving, run: on((*detail.Model).Down)},
		{name: "read-left", title: "Fold, or to the enclosing line", keys: []string{"left", "h"}, scope: reading, shelf: moving, run: on((*detail.Model).Left)},
		{name: "read-right", title: "Unfold, or scroll right", keys: []string{"right", "l"}, scope: reading, shelf: moving, run: on((*detail.Model).Right)},
		{name: "read-page-up", title: "Page up", keys: []string{"pgup"}, scope: reading, shelf: moving, run: on((*detail.Model).PageUp)},
		{name: "read-page-down", title: "Page down", keys: []string{"pgdown"}, scope: reading, shelf: moving, run: on((*detail.Model).PageDown)},
		{name: "read-half-up", title: "Half a page up", keys: []string{"ctrl+u"}, scope: reading, shelf: moving, run: on((*detail.Model).HalfUp)},
		{name: "read-half-down", title: "Half a page down", keys: []string{"ctrl+d"}, scope: reading, shelf: moving, run: on((*detail.Model).HalfDown)},
		{name: "read-first", title: "To the beginning", keys: []string{"home", "g", "ctrl+home"}, scope: reading, shelf: moving, run: on((*detail.Model).Home)},
		{name: "read-last", title: "To the end", keys: []string{"end", "G", "ctrl+end"}, scope: reading, shelf: moving, run: on((*detail.Model).End)},
	}
	for level := 1; level <= 9; level++ {
		digit := string(rune('0' + level))
		table = append(table, command{name: "fold-level-" + digit, title: "Fold to level " + digit, keys: []string{digit}, scope: reading, shelf: viewing,
			run: func(a *App) tea.Cmd { a.reader().FoldLevel(level); return nil }})
	}
	return table
}

// onEditorDo wraps a verb of the editor that has no effect outside it.
func onEditorDo(verb func(*editor.Model)) func(*App) tea.Cmd {
	return func(a *App) tea.Cmd { verb(a.editor); return nil }
}

// onEditorAsk wraps a verb of the editor that asks for something to be done.
func onEditorAsk(verb func(*editor.Model) tea.Cmd) func(*App) tea.Cmd {
	return func(a *App) tea.Cmd { return verb(a.editor) }
}

func editorCommands() []command {
	return []command{
		{name: "save", title: "Review and save", keys: []string{"ctrl+s"}, scope: inEditor, run: (*App).review},
		{name: "undo", title: "Undo", keys: []string{"ctrl+z"}, scope: inEditor, shelf: changing, run: onEditorDo((*editor.Model).Undo)},
		{name: "redo", title: "Redo", keys: []string{"ctrl+y"}, scope: inEditor, shelf: changing, run: onEditorDo((*editor.Model).Redo)},
		{name: "cut", title: "Cut", keys: []string{"ctrl+x"}, scope: inEditor, shelf: changing, run: onEditorAsk((*editor.Model).Cut)},
		{name: "copy", title: "Copy", keys: []string{"ctrl+c"}, scope: inEditor, shelf: copying, run: onEditorAsk((*editor.Model).Copy)},
		{name: "paste", title: "Paste what was cut or copied here", keys: []string{"ctrl+v"}, scope: inEditor, shelf: changing, run: onEditorDo((*editor.Model).PasteInternal)},
		{name: "select-all", title: "Select all", keys: []string{"ctrl+a"}, scope: inEditor, shelf: changing, run: onEditorDo((*editor.Model).SelectAll)},
		{name: "find", title: "Find", keys: []string{"ctrl+f"}, scope: inEditor, shelf: finding, run: takingTyped(onEditorAsk((*editor.Model).OpenFind))},
		{name: "find-next", title: "Next match", keys: []string{"f3", "ctrl+n"}, scope: inText | inFind | inReplace | inTree, shelf: finding, run: onEditorAsk((*editor.Model).FindNext)},
		{name: "find-previous", title: "Previous match", keys: []string{"shift+f3"}, scope: inText | inFind | inReplace | inTree, shelf: finding, run: onEditorAsk((*editor.Model).FindPrev)},
		{name: "find-accept", title: "Next match; in the form, go on there", keys: []string{"enter"}, scope: inFind, shelf: moving, run: onEditorAsk((*editor.Model).AcceptFind)},
		{name: "find-case", title: "Match capitals, or not", keys: []string{"alt+c"}, scope: inText | inFind | inReplace, shelf: finding, run: onEditorAsk((*editor.Model).ToggleFindCase)},
		{name: "find-expression", title: "Find by regular expression, or plain text", keys: []string{"alt+r"}, scope: inText | inFind | inReplace, shelf: finding, run: onEditorAsk((*editor.Model).ToggleFindExpression)},
		{name: "find-in-selection", title: "Find in the selection only, or everywhere", keys: []string{"alt+s"}, scope: inText | inFind | inReplace, shelf: finding, run: onEditorAsk((*editor.Model).ToggleFindInSelection)},
		{name: "replace", title: "Find and replace", keys: []string{"ctrl+r"}, scope: inText | inFind, shelf: finding, run: onEditorAsk((*editor.Model).OpenReplace)},
		{name: "find-other-field", title: "Between what to find and what to put in its place", keys: []string{"tab", "shift+tab"}, scope: inFind | inReplace, shelf: moving, run: onEditorDo((*editor.Model).OtherFindField)},
		{name: "replace-match", title: "Replace the match and go to the next", keys: []string{"enter"}, scope: inReplace, shelf: changing, run: onEditorAsk((*editor.Model).ReplaceMatch)},
		{name: "replace-all", title: "Replace all matches", keys: []string{"alt+enter"}, scope: inFind | inReplace, shelf: changing, run: onEditorAsk((*editor.Model).ReplaceAll)},
		{name: "go-to", title: "Go to line or path", keys: []string{"ctrl+g"}, scope: inText | inForm | inTree | inPanel | inValue, shelf: finding, run: takingTyped((*App).askGoTo)},
		{name: "go-to-name", title: "Go to a Report Type or Field by name", keys: []string{"alt+g"}, scope: inText | inForm | inTree | inValue, shelf: finding, run: takingTyped((*App).askName)},
		{name: "next-finding", title: "Next finding", keys: []string{"f8"}, scope: inEditor, shelf: finding, run: takingTyped(onEditorDo((*editor.Model).NextFinding))},
		{name: "previous-finding", title: "Previous finding", keys: []string{"shift+f8"}, scope: inEditor, shelf: finding, run: takingTyped(onEditorDo((*editor.Model).PrevFinding))},
		{name: "format", title: "Format the selection, or all", keys: []string{"f4"}, scope: inText, shelf: changing, run: onEditorDo((*editor.Model).Format)},
		{name: "minify", title: "Minify the selection, or all", scope: inText, shelf: changing, run: onEditorDo((*editor.Model).Minify)},
		{name: "sort-keys", title: "Sort keys here", scope: inText, shelf: changing, run: onEditorDo((*editor.Model).SortKeys)},
		{name: "sort-keys-below", title: "Sort keys here and everywhere below", scope: inText, shelf: changing, run: onEditorDo((*editor.Model).SortKeysBelow)},
		{name: "grow-selection", title: "Select the enclosing value", keys: []string{"alt+o"}, scope: inText, shelf: finding, run: onEditorDo((*editor.Model).Grow)},
		{name: "shrink-selection", title: "Select less again", keys: []string{"alt+i"}, scope: inText, shelf: finding, run: onEditorDo((*editor.Model).Shrink)},
		{name: "next-value", title: "Next value beside this one", keys: []string{"alt+n"}, scope: inText, shelf: finding, run: onEditorDo((*editor.Model).NextSibling)},
		{name: "previous-value", title: "Previous value beside this one", keys: []string{"alt+p"}, scope: inText, shelf: finding, run: onEditorDo((*editor.Model).PrevSibling)},
		{name: "parent-value", title: "Enclosing value", keys: []string{"alt+u"}, scope: inText, shelf: finding, run: onEditorDo((*editor.Model).ParentValue)},
		{name: "first-child", title: "First value inside", scope: inText, shelf: finding, run: onEditorDo((*editor.Model).FirstChild)},
		{name: "toggle-form", title: "Form or JSON", keys: []string{"f2"}, scope: inText | inForm | inTree | inValue | inPanel, shelf: viewing, run: takingTyped(onEditorDo((*editor.Model).ToggleForm))},
		{name: "fold", title: "Fold here", keys: []string{"alt+-"}, scope: inText, shelf: viewing, run: onEditorDo((*editor.Model).Fold)},
		{name: "unfold", title: "Unfold here", keys: []string{"alt+="}, scope: inText, shelf: viewing, run: onEditorDo((*editor.Model).Unfold)},
		{name: "indent", title: "Indent", keys: []string{"tab"}, scope: inText, shelf: changing, run: onEditorDo((*editor.Model).Indent)},
		{name: "outdent", title: "Outdent", keys: []string{"shift+tab"}, scope: inText, shelf: changing, run: onEditorDo((*editor.Model).Outdent)},
		{name: "newline", title: "New line", keys: []string{"enter"}, scope: inText | inForm, shelf: moving, run: onEditorDo((*editor.Model).Newline)},
		{name: "duplicate-line", title: "Duplicate line", keys: []string{"ctrl+d"}, scope: inText, shelf: changing, run: onEditorDo((*editor.Model).DuplicateLine)},
		{name: "delete-line", title: "Delete line", keys: []string{"ctrl+l"}, scope: inText, shelf: changing, run: onEditorDo((*editor.Model).DeleteLine)},
		{name: "move-line-up", title: "Move line up", keys: []string{"alt+up"}, scope: inText, shelf: changing, run: onEditorDo((*editor.Model).MoveLineUp)},
		{name: "move-line-down", title: "Move line down", keys: []string{"alt+down"}, scope: inText, shelf: changing, run: onEditorDo((*editor.Model).MoveLineDown)},
		{name: "matching-bracket", title: "Matching bracket", keys: []string{"ctrl+]"}, scope: inText, shelf: finding, run: onEditorDo((*editor.Model).MatchingBracket)},
		{name: "external-editor", title: "Edit in $EDITOR", keys: []string{"ctrl+o"}, scope: inText, shelf: changing, run: (*App).editOutside, blocked: (*App).noExternal},
		{name: "export", title: "Write the text to a file on this computer", scope: inEditor, shelf: copying, run: (*App).askExport, blocked: (*App).noExport},
		{name: "discard", title: "Discard the unsaved edit", scope: inEditor, shelf: changing, run: (*App).askDiscard, blocked: (*App).nothingUnsaved},
		{name: "backspace", title: "Erase before the cursor", keys: []string{"backspace", "ctrl+h", "shift+backspace"}, scope: inEditor, shelf: moving, run: onEditorDo((*editor.Model).Backspace)},
		{name: "delete", title: "Erase after the cursor", keys: []string{"delete"}, scope: inEditor, shelf: moving, run: onEditorDo((*editor.Model).Delete)},
		{name: "delete-word-left", title: "Erase the word before", keys: []string{"ctrl+w", "alt+backspace"}, scope: inEditor, shelf: moving, run: onEditorDo((*editor.Model).DeleteWordLeft)},
		{name: "delete-to-line-start", title: "Erase to the start of the line", keys: []string{"ctrl+u"}, scope: inText | inForm | inFind | inReplace | inValue, shelf: moving, run: onEditorDo((*editor.Model).DeleteToLineStart)},
		{name: "delete-to-line-end", title: "Erase to the end of the line", keys: []string{"alt+k"}, scope: inText | inForm | inFind | inReplace | inValue, shelf: changing, run: onEditorDo((*editor.Model).DeleteToLineEnd)},
		{name: "delete-word-right", title: "Erase the word after", keys: []string{"alt+d", "ctrl+delete"}, scope: inEditor, shelf: moving, run: onEditorDo((*editor.Model).DeleteWordRight)},
	}
}

// caretCommands are the movements of the editor, each with its selecting twin.
func caretCommands() []command {
	moves := []struct {
		name, title  string
		move, extend []string
		verb         func(*editor.Model, text.Extend)
	}{
		{"left", "Left", []string{"left"}, []string{"shift+left"}, (*editor.Model).Left},
		{"right", "Right", []string{"right"}, []string{"shift+right"}, (*editor.Model).Right},
		{"up", "Up", []string{"up"}, []string{"shift+up"}, (*editor.Model).Up},
		{"down", "Down", []string{"down"}, []string{"shift+down"}, (*editor.Model).Down},
		{"word-left", "Word left", []string{"ctrl+left", "alt+left", "alt+b"}, []string{"ctrl+shift+left", "alt+shift+left", "alt+shift+b"}, (*editor.Model).WordLeft},
		{"word-right", "Word right", []string{"ctrl+right", "alt+right", "alt+f"}, []string{"ctrl+shift+right", "alt+shift+right", "alt+shift+f"}, (*editor.Model).WordRight},
		{"line-start", "Start of the line", []string{"home"}, []string{"shift+home"}, (*editor.Model).LineStart},
		{"line-end", "End of the line", []string{"end", "ctrl+e"}, []string{"shift+end"}, (*editor.Model).LineEnd},
		{"page-up", "Page up", []string{"pgup"}, []string{"shift+pgup"}, (*editor.Model).PageUp},
		{"page-down", "Page down", []string{"pgdown"}, []string{"shift+pgdown"}, (*editor.Model).PageDown},
		{"document-start", "Start of the text", []string{"ctrl+home"}, []string{"ctrl+shift+home"}, (*editor.Model).DocStart},
		{"document-end", "End of the text", []string{"ctrl+end"}, []string{"ctrl+shift+end"}, (*editor.Model).DocEnd},
	}
	var table []command
	for _, m := range moves {
		for _, twin := range []struct {
			prefix, suffix string
			keys           []string
			extend         text.Extend
		}{{"", "", m.move, text.Moving}, {"select-", ", selecting", m.extend, text.Extending}} {
			table = append(table, command{
				name: twin.prefix + m.name, title: m.title + twin.suffix, keys: twin.keys,
				scope: inEditor, shelf: moving,
				run: func(a *App) tea.Cmd { m.verb(a.editor, twin.extend); return nil },
			})
		}
	}
	return table
}

func formCommands() []command {
	return []command{
		{name: "next-field", title: "Next field", keys: []string{"tab"}, scope: inForm | inTree | inPanel, shelf: moving, run: onEditorDo((*editor.Model).NextField)},
		{name: "previous-field", title: "Previous field", keys: []string{"shift+tab"}, scope: inForm | inTree | inPanel, shelf: moving, run: onEditorDo((*editor.Model).PrevField)},
		{name: "next-pane", title: "Next part of the screen", keys: []string{"f6"}, scope: inEditor, shelf: moving, run: takingTyped(onEditorDo((*editor.Model).NextField))},
		{name: "previous-pane", title: "Previous part of the screen", keys: []string{"shift+f6"}, scope: inEditor, shelf: moving, run: takingTyped(onEditorDo((*editor.Model).PrevField))},
	}
}

// treeCommands are the rows of the form, and the value or key that is being
// typed in one of them.
func treeCommands() []command {
	return []command{
		{name: "row-edit", title: "Edit the value, or open and close", keys: []string{"enter"}, scope: inTree, shelf: changing, run: onEditorDo((*editor.Model).TreeEnter)},
		{name: "row-flip", title: "Yes or no, or open and close", keys: []string{"space"}, scope: inTree, shelf: changing, run: onEditorDo((*editor.Model).TreeFlip)},
		{name: "row-add", title: "Add a member or item", keys: []string{"a"}, scope: inTree, shelf: changing, run: onEditorDo((*editor.Model).TreeAdd)},
		{name: "row-add-behind", title: "Add a member or item behind this one", scope: inTree, shelf: changing, run: onEditorDo((*editor.Model).TreeAddBehind)},
		{name: "row-rename", title: "Rename the key", keys: []string{"r"}, scope: inTree, shelf: changing, run: onEditorDo((*editor.Model).TreeRename)},
		{name: "row-remove", title: "Remove", keys: []string{"x"}, scope: inTree, shelf: changing, run: onEditorDo((*editor.Model).TreeRemove)},
		{name: "row-duplicate", title: "Duplicate", keys: []string{"D", "ctrl+d"}, scope: inTree, shelf: changing, run: onEditorDo((*editor.Model).TreeDuplicate)},
		{name: "row-move-up", title: "Move up", keys: []string{"alt+up"}, scope: inTree, shelf: changing, run: onEditorDo((*editor.Model).TreeMoveUp)},
		{name: "row-move-down", title: "Move down", keys: []string{"alt+down"}, scope: inTree, shelf: changing, run: onEditorDo((*editor.Model).TreeMoveDown)},
		{name: "row-type", title: "Change the type of the value", scope: inTree, shelf: changing, run: onEditorDo((*editor.Model).TreeChangeType)},
		{name: "row-find", title: "Find in the form", keys: []string{"/"}, scope: inTree, shelf: moving, run: onEditorAsk((*editor.Model).OpenFind)},
		{name: "row-find-next", title: "Next match in the form", keys: []string{"n"}, scope: inTree, shelf: moving, run: onEditorAsk((*editor.Model).FindNext)},
		{name: "row-find-previous", title: "Previous match in the form", keys: []string{"N"}, scope: inTree, shelf: moving, run: onEditorAsk((*editor.Model).FindPrev)},
		{name: "row-open-all", title: "Open everything in this row", scope: inTree, shelf: viewing, run: onEditorDo((*editor.Model).TreeExpandAll)},
		{name: "row-close-all", title: "Close everything", scope: inTree, shelf: viewing, run: onEditorDo((*editor.Model).TreeCollapseAll)},
		{name: "row-up", title: "Row up", keys: []string{"k"}, scope: inTree, shelf: moving, run: onEditorDo((*editor.Model).TreeUp)},
		{name: "row-down", title: "Row down", keys: []string{"j"}, scope: inTree, shelf: moving, run: onEditorDo((*editor.Model).TreeDown)},
		{name: "row-left", title: "Close, or to what it stands in", keys: []string{"h"}, scope: inTree, shelf: moving, run: onEditorDo((*editor.Model).TreeLeft)},
		{name: "row-right", title: "Open, or to what is in it", keys: []string{"l"}, scope: inTree, shelf: moving, run: onEditorDo((*editor.Model).TreeRight)},
		{name: "row-first", title: "First row", keys: []string{"g"}, scope: inTree, shelf: moving, run: onEditorDo((*editor.Model).TreeFirst)},
		{name: "row-last", title: "Last row", keys: []string{"G"}, scope: inTree, shelf: moving, run: onEditorDo((*editor.Model).TreeLast)},
		{name: "value-accept", title: "Take what was typed", keys: []string{"enter"}, scope: inValue, shelf: moving, run: onEditorDo((*editor.Model).ValueAccept)},
		{name: "value-line-break", title: "Line break in a text", keys: []string{"alt+enter"}, scope: inValue, shelf: changing, run: onEditorDo((*editor.Model).ValueLineBreak)},
		{name: "value-complete", title: "Complete from what is offered", keys: []string{"tab"}, scope: inValue, shelf: moving, run: onEditorDo((*editor.Model).ValueComplete)},
	}
}

// panelCommands are the list of findings, and what helps against findings.
func panelCommands() []command {
	return []command{
		{name: "findings", title: "List of findings", keys: []string{"f7"}, scope: inEditor, shelf: finding, run: takingTyped(onEditorDo((*editor.Model).TogglePanel))},
		{name: "finding-open", title: "Go to the finding", keys: []string{"enter"}, scope: inPanel, shelf: finding, run: onEditorDo((*editor.Model).GoToPicked)},
		{name: "finding-down", title: "Row down", keys: []string{"j"}, scope: inPanel, shelf: moving, run: onEditorDo((*editor.Model).PanelDown)},
		{name: "finding-up", title: "Row up", keys: []string{"k"}, scope: inPanel, shelf: moving, run: onEditorDo((*editor.Model).PanelUp)},
		{name: "finding-first", title: "First row", keys: []string{"g"}, scope: inPanel, shelf: moving, run: onEditorDo((*editor.Model).PanelFirst)},
		{name: "finding-last", title: "Last row", keys: []string{"G"}, scope: inPanel, shelf: moving, run: onEditorDo((*editor.Model).PanelLast)},
		{name: "repair-paste", title: "Repair what was pasted", keys: []string{"alt+enter"}, scope: inText | inPanel, shelf: changing, run: onEditorDo((*editor.Model).RepairPaste)},
		{name: "repair-selection", title: "Repair the selection", scope: inText, shelf: changing, run: onEditorDo((*editor.Model).RepairSelection)},
		{name: "white-space", title: "White space shown, or not", keys: []string{"alt+w"}, scope: inEditor, shelf: viewing, run: onEditorDo((*editor.Model).ToggleSpaces)},
	}
}

// historyCommands are the list of versions, and what is done with one of them.
func historyCommands() []command {
	on := func(verb func(*history.Model)) func(*App) tea.Cmd {
		return func(a *App) tea.Cmd { verb(a.past.model); return nil }
	}
	return []command{
		{name: "history-compare", title: "What changed since this version", keys: []string{"enter"}, scope: inHistory, shelf: viewing, run: (*App).compareWithLive},
		{name: "history-difference", title: "Compare with the marked one or the one before", keys: []string{"d"}, scope: inHistory, shelf: viewing, run: (*App).compareVersions},
		{name: "history-mark", title: "Mark for comparing, or not", keys: []string{"space"}, scope: inHistory, shelf: viewing, run: on((*history.Model).ToggleMark)},
		{name: "history-show", title: "Show the version whole", keys: []string{"o", "s"}, scope: inHistory, shelf: viewing, run: (*App).showVersion},
		{name: "history-restore", title: "Restore: put the version into the editor", keys: []string{"r"}, scope: inHistory | inVersion, shelf: changing, run: (*App).restoreSelected},
		{name: "history-copy", title: "Copy the Configuration of the version", keys: []string{"c"}, scope: inHistory, shelf: copying, run: (*App).copyVersion},
		{name: "history-export", title: "Write the version to a file on this computer", keys: []string{"x"}, scope: inHistory | inVersion, shelf: copying, run: (*App).exportVersion},
		{name: "history-filter", title: "Filter the versions", keys: []string{"/", "ctrl+f"}, scope: inHistory, shelf: finding, run: on((*history.Model).OpenFilter)},
		{name: "history-again", title: "List the versions again", keys: []string{"ctrl+r"}, scope: inHistory | inHistoryInput, run: (*App).listHistory},
		{name: "history-accept", title: "Keep the filter and go on", keys: []string{"enter"}, scope: inHistoryInput, shelf: moving, run: on((*history.Model).Accept)},
		{name: "history-up", title: "Row up", keys: []string{"up"}, scope: inHistory | inHistoryInput, shelf: moving, run: on((*history.Model).Up)},
		{name: "history-down", title: "Row down", keys: []string{"down"}, scope: inHistory | inHistoryInput, shelf: moving, run: on((*history.Model).Down)},
		{name: "history-newer", title: "Newer version", keys: []string{"k", "left", "h"}, scope: inHistory, shelf: moving, run: on((*history.Model).Up)},
		{name: "history-older", title: "Older version", keys: []string{"j", "right", "l"}, scope: inHistory, shelf: moving, run: on((*history.Model).Down)},
		{name: "history-page-up", title: "Page up", keys: []string{"pgup"}, scope: inHistory | inHistoryInput, shelf: moving, run: on((*history.Model).PageUp)},
		{name: "history-page-down", title: "Page down", keys: []string{"pgdown"}, scope: inHistory | inHistoryInput, shelf: moving, run: on((*history.Model).PageDown)},
		{name: "history-half-up", title: "Half a page up", keys: []string{"ctrl+u"}, scope: inHistory, shelf: moving, run: on((*history.Model).HalfUp)},
		{name: "history-half-down", title: "Half a page down", keys: []string{"ctrl+d"}, scope: inHistory, shelf: moving, run: on((*history.Model).HalfDown)},
		{name: "history-newest", title: "Newest version", keys: []string{"home", "g", "ctrl+home"}, scope: inHistory, shelf: moving, run: on((*history.Model).Home)},
		{name: "history-oldest", title: "Oldest version", keys: []string{"end", "G", "ctrl+end"}, scope: inHistory, shelf: moving, run: on((*history.Model).End)},
	}
}
