// What an unsaved edit changed, what others changed since it began, and how
// often the two meet: worked out off the event loop, for the one who decides.

package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/dialog"
	"patchbay/tui/saveflow"
	"patchbay/tui/theme"
)

// foundShownMsg carries the difference an unsaved edit makes.
type foundShownMsg struct {
	call    int
	offered offered
	groups  []dialog.Group
}

// showFound shows what the unsaved edit changed, and what others did.
func (a *App) showFound(o offered) tea.Cmd {
	ctx, call := a.recovering.begin(a.ctx)
	live := a.open.connector
	compare := func() tea.Msg { return foundShownMsg{call, o, foundGroups(ctx, live, o.edit.edit)} }
	return tea.Batch(compare, a.startBusy("Comparing the unsaved edit", nil, func() tea.Cmd {
		a.recovering.end()
		a.endBusy()
		return o.again()
	}))
}

func (a *App) foundShown(m foundShownMsg) tea.Cmd {
	if !a.recovering.done(m.call) || a.open == nil || a.open.ref != m.offered.ref || a.work != nil {
		return nil
	}
	a.endBusy()
	o := m.offered
	a.stack.Push(dialog.NewDifference("Unsaved edit", dialog.Plain, m.groups,
		dialog.Choice{Key: "r", Label: "restore", Do: func() tea.Cmd { return a.restoreFound(o) }},
		dialog.Choice{Key: "esc", Label: "back", Do: o.again},
	))
	return nil
}

// foundGroups compares the unsaved edit with what it began on, and that with what is
// live.
func foundGroups(ctx context.Context, live api.Connector, r replayed) []dialog.Group {
	began := saveflow.Content{Name: r.base.Name, Description: r.base.Description, Configuration: r.baseText.String()}
	mine := saveflow.Content{Name: api.TextOf(r.now.Name), Description: api.TextOf(r.now.Description), Configuration: r.now.Text.String()}
	heading := func(words string) []dialog.Line { return []dialog.Line{{Role: titleRole, Text: words}} }
	groups := []dialog.Group{
		{About: heading("What your edit changed"), Changed: differenceOf(ctx, began, mine)},
		{About: heading("What others changed since it began")},
	}
	if r.onBase(live) {
		groups[1].About = append(groups[1].About, dialog.Line{Role: theme.Dim, Text: "Nothing. What is live is what the edit began on."})
		return groups
	}
	theirs := saveflow.ContentOf(live)
	groups[1].Changed = differenceOf(ctx, saveflow.ContentOf(r.base), theirs)
	return append(groups, dialog.Group{About: append(heading("Where they clash"), clashLine(ctx, r.base, began, mine, theirs))})
}

// clashLine says in how many places both sides changed the same.
func clashLine(ctx context.Context, base api.Connector, began, mine, theirs saveflow.Content) dialog.Line {
	clashes := 0
	for _, s := range [][3]api.Text{{began.Name, mine.Name, theirs.Name}, {began.Description, mine.Description, theirs.Description}} {
		if _, clash := document.MergeString(s[0].String(), s[1].String(), s[2].String()); clash {
			clashes++
		}
	}
	if theirs.Configuration != base.Configuration.JSON {
		merged, err := document.Merge(ctx, document.Parse(ctx, began.Configuration), document.Parse(ctx, mine.Configuration), document.Parse(ctx, theirs.Configuration))
		if err != nil {
			return dialog.Line{Text: "That cannot be told, because one of the texts is not JSON at the moment."}
		}
		clashes += len(merged.Clashes)
	}
	if clashes == 0 {
		return dialog.Line{Text: "Nowhere: saving the edit brings both together."}
	}
	return dialog.Line{Role: theme.Warning, Text: "In " + cells.Plural(clashes, "place") + ". Saving the edit asks about each."}
}
