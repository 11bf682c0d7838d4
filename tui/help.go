// Help and the command palette, both generated from the key table.

package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/dialog"
	"patchbay/tui/theme"
)

var shelfTitles = [...]string{general: "Everywhere", changing: "Changing", finding: "Finding", viewing: "Viewing", copying: "Copying", moving: "Moving"}

// help lists the keys of the screen, by what they are for.
func (a *App) help() tea.Cmd {
	if a.stack.Holds(a.helped) {
		return nil
	}
	where := a.focus()
	var lines []dialog.Line
	for _, s := range []shelf{general, changing, finding, viewing, copying, moving} {
		var rows []dialog.Line
		for _, c := range a.keys.all {
			if c.shelf != s || c.scope&where == 0 {
				continue
			}
			keys := a.keysIn(c, where)
			if keys == "" {
				continue
			}
			row := fmt.Sprintf("  %-26s %s", keys, c.title)
			rows = append(rows, dialog.Line{Text: row, Spans: []dialog.Span{{From: 0, To: min(28, len(row)), Role: theme.ChoiceKey}}})
		}
		if len(rows) > 0 {
			lines = append(lines, dialog.Line{Role: theme.Heading, Text: shelfTitles[s]})
			lines = append(append(lines, rows...), dialog.Line{})
		}
	}
	lines = append(lines, dialog.Line{Role: theme.Dim, Text: "Every key can be changed in the settings file, under [keys]. A terminal's own paste works everywhere."})
	m := dialog.NewMessage("Keys: "+placeTitle(where), dialog.Plain, func() []dialog.Line { return lines })
	m.SetSize(dialog.Full)
	a.helped = m
	a.stack.Push(m)
	return nil
}

func placeTitle(where scope) string {
	switch where {
	case inLookup:
		return "looking up"
	case inDetail, inDetailInput:
		return "reading"
	case inHistory, inHistoryInput:
		return "the history"
	case inVersion, inVersionInput:
		return "an old version"
	case inForm:
		return "the form"
	case inFind, inReplace:
		return "finding"
	case inTree, inValue:
		return "the form"
	case inPanel:
		return "the findings"
	}
	return "the JSON text"
}

// keysIn names the keys of a command that act where the focus is.
func (a *App) keysIn(c command, where scope) string {
	var live []string
	for _, key := range c.keys {
		if found, ok := a.keys.find(where, key); ok && found.name == c.name {
			live = append(live, key)
		}
	}
	return strings.Join(live, "  ")
}

// palette offers every command that can be run here by name.
func (a *App) palette() tea.Cmd {
	where := a.focus()
	var offered []command
	var items []dialog.Item
	for _, c := range a.keys.all {
		if c.shelf == moving || c.scope&where == 0 || c.name == "palette" {
			continue
		}
		item := dialog.Item{Title: c.title, Hint: a.keysIn(c, where)}
		if c.blocked != nil {
			item.Disabled = c.blocked(a)
		}
		offered, items = append(offered, c), append(items, item)
	}
	a.stack.Push(dialog.NewPicker("Commands", items, func(i int) tea.Cmd { return a.perform(offered[i]) }))
	return nil
}
