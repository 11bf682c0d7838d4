// What an unsaved edit changed, what others changed since it began, and how
// often the two meet: worked out off the event loop, for the one who decides.

package tui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/dialog"
	"patchbay/tui/theme"
)

// foundShownMsg carries the difference an unsaved edit makes.
type foundShownMsg struct {
	call    int
	offered offered
	lines   []dialog.Line
}

// showFound shows what the unsaved edit changed, and what others did.
func (a *App) showFound(o offered) tea.Cmd {
	ctx, call := a.recovering.begin(a.ctx)
	live := a.open.connector
	compare := func() tea.Msg { return foundShownMsg{call, o, foundLines(ctx, live, o.edit.edit)} }
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
	shown := dialog.NewMessage("Unsaved edit", dialog.Plain, func() []dialog.Line { return m.lines },
		dialog.Choice{Key: "r", Label: "restore", Do: func() tea.Cmd { return a.restoreFound(o) }},
		dialog.Choice{Key: "esc", Label: "back", Do: o.again},
	)
	shown.SetSize(dialog.Full)
	a.stack.Push(shown)
	return nil
}

func foundLines(ctx context.Context, live api.Connector, r replayed) []dialog.Line {
	heading := func(words string) dialog.Line { return dialog.Line{Role: headingRole, Text: words} }
	base, mine := document.Parse(ctx, r.baseText.String()), document.Parse(ctx, r.now.Text.String())

	lines := []dialog.Line{heading("What your edit changed")}
	lines = append(lines, metadataLines(r.base.Name.String(), r.now.Name, r.base.Description.String(), r.now.Description)...)
	switch {
	case r.now.Text.Equal(r.baseText):
	case !mine.Valid() || !base.Valid(): // paths of a text that is not JSON say little
		lines = append(lines, rowLines(document.Lines(base.Source(), mine.Source(), 0))...)
	default:
		lines = append(lines, changeLines(document.Diff(base, mine))...)
	}
	lines = append(lines, dialog.Line{}, heading("What others changed since it began"))
	if r.onBase(live) {
		return append(lines, dialog.Line{Role: theme.Dim, Text: "Nothing. What is live is what the edit began on."})
	}
	lines = append(lines, metadataLines(r.base.Name.String(), live.Name.String(), r.base.Description.String(), live.Description.String())...)
	clashes := 0
	for _, s := range [][3]string{
		{r.base.Name.String(), r.now.Name, live.Name.String()},
		{r.base.Description.String(), r.now.Description, live.Description.String()},
	} {
		if _, clash := document.MergeString(s[0], s[1], s[2]); clash {
			clashes++
		}
	}
	if live.Configuration.JSON != r.base.Configuration.JSON {
		theirs := document.Parse(ctx, live.Configuration.JSON)
		lines = append(lines, changeLines(document.Diff(document.Parse(ctx, r.base.Configuration.JSON), theirs))...)
		merged, err := document.Merge(ctx, base, mine, theirs)
		if err != nil {
			return append(lines, dialog.Line{}, heading("Where they clash"),
				dialog.Line{Text: "That cannot be told, because one of the texts is not JSON at the moment."})
		}
		clashes += len(merged.Clashes)
	}
	lines = append(lines, dialog.Line{}, heading("Where they clash"))
	if clashes == 0 {
		return append(lines, dialog.Line{Text: "Nowhere: saving the edit brings both together."})
	}
	return append(lines, dialog.Line{Role: theme.Warning, Text: "In " + cells.Plural(clashes, "place") + ". Saving the edit asks about each."})
}

// rowLines lists the lines that differ.
func rowLines(diff []document.DiffLine) []dialog.Line {
	var lines []dialog.Line
	for _, d := range diff {
		switch {
		case len(lines) == mostChanges:
			return append(lines, dialog.Line{Role: theme.Dim, Text: "… and more lines"})
		case d.Op == document.Del:
			lines = append(lines, dialog.Line{Role: theme.Removed, Text: fmt.Sprintf("%5d - %s", d.Old, short(d.Text)), Wrap: dialog.Cut})
		case d.Op == document.Add:
			lines = append(lines, dialog.Line{Role: theme.Added, Text: fmt.Sprintf("%5d + %s", d.New, short(d.Text)), Wrap: dialog.Cut})
		}
	}
	return lines
}
