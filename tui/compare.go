// How one content differs from another, worked out off the event loop and shown by
// path and by line.

package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/tui/dialog"
	"patchbay/tui/saveflow"
)

// diffContext is how many unchanged lines are shown around a changed one.
const diffContext = 3

// comparison is a dialog that shows how one content differs from another.
type comparison struct {
	title    string
	kind     dialog.Kind
	intro    string
	from, to saveflow.Content
	choices  []dialog.Choice
}

type comparedMsg struct {
	call  int
	shown *dialog.Difference
}

// compare works the difference out off the event loop, then shows it.
func (a *App) compare(c comparison) tea.Cmd {
	ctx, call := a.comparing.begin(a.ctx)
	return func() tea.Msg {
		group := dialog.Group{About: dialog.Lines(c.intro), Changed: differenceOf(ctx, c.from, c.to)}
		return comparedMsg{call, dialog.NewDifference(c.title, c.kind, []dialog.Group{group}, c.choices...)}
	}
}

func (a *App) compared(m comparedMsg) tea.Cmd {
	if a.comparing.done(m.call) {
		a.interrupt(m.shown)
	}
	return nil
}

// respelled puts what only is written differently behind what means something else.
func respelled(c document.Change) int {
	if c.Kind == document.Respelled {
		return 1
	}
	return 0
}

// differenceOf compares two contents by path and by line.
func differenceOf(ctx context.Context, before, after saveflow.Content) dialog.Changed {
	c := dialog.Changed{
		NameBefore: before.Name.String(), NameAfter: after.Name.String(),
		DescriptionBefore: before.Description.String(), DescriptionAfter: after.Description.String(),
	}
	from, to := before.Configuration, after.Configuration
	if from == to {
		return c
	}
	a, b := document.Parse(ctx, from), document.Parse(ctx, to)
	from, to, c.LaidOut = document.Lineable(from, to)
	switch {
	case !a.Valid() || !b.Valid():
		c.Remark = dialog.NotJSON
	case from == to:
		c.Remark = dialog.OnlySpacing
	default:
		c.Changes = document.Diff(a, b)
		slices.SortStableFunc(c.Changes, func(a, b document.Change) int { return respelled(a) - respelled(b) })
	}
	c.Lines = document.Lines(from, to, diffContext)
	return c
}
