// What can be looked at in the history: how two versions differ, and one version
// whole. Contents are read and compared off the event loop.

package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/api/document"
	"patchbay/config/state"
	"patchbay/tui/cells"
	"patchbay/tui/detail"
	"patchbay/tui/dialog"
	"patchbay/tui/saveflow"
	"patchbay/tui/theme"
	"patchbay/tui/when"
)

// chosen is the selected version. ok is false when there is none; that is said.
func (a *App) chosen() (id int, v state.Version, ok bool) {
	id, ok = a.past.model.Selected()
	if !ok {
		words := "There is no version here."
		if a.past.model.Reading() {
			words = "The history is still being read."
		}
		a.Say(words)
		return 0, state.Version{}, false
	}
	if v = a.past.read[id]; v.Digest == "" {
		a.Say("That version is still being read.")
		return 0, state.Version{}, false
	}
	return id, v, true
}

// versionWords name a version: why it was kept, and when.
func (a *App) versionWords(v state.Version) string {
	now := a.clock.Now()
	return whyOf(v.Why).String() + " " + when.Absolute(v.At, when.Second, now.Location()) + " (" + when.Ago(v.At, now) + ")"
}

// historyMsg carries what was prepared for the history. ready puts it on screen.
type historyMsg struct {
	call  int
	ready func(a *App) tea.Cmd
	err   error
}

// forHistory prepares something off the event loop; what is done is said once it
// takes long. The last one asked for wins.
func (a *App) forHistory(what string, prepare func(ctx context.Context) (ready func(*App) tea.Cmd, err error)) tea.Cmd {
	ctx, call := a.viewing.begin(a.ctx)
	return tea.Batch(func() tea.Msg {
		ready, err := prepare(ctx)
		return historyMsg{call, ready, err}
	}, a.startBusy(what, nil, func() tea.Cmd {
		a.viewing.end()
		a.endBusy()
		return nil
	}))
}

func (a *App) historyReady(m historyMsg) tea.Cmd {
	if !a.viewing.done(m.call) {
		return nil
	}
	a.endBusy()
	if a.past == nil {
		return nil
	}
	if m.err != nil {
		a.Say(cells.Sentence(plainReason(m.err)))
		return nil
	}
	return m.ready(a)
}

// compareWithLive shows what changed from the selected version to what is live.
func (a *App) compareWithLive() tea.Cmd {
	p := a.past
	id, v, ok := a.chosen()
	if !ok {
		return nil
	}
	if a.open == nil || a.open.ref != p.ref || a.open.readAt.IsZero() {
		a.Say("What is live was not read. " + a.keys.hint("history-difference") + " compares with the version before.")
		return nil
	}
	live := a.open.connector
	about := "What is live, read " + when.Ago(a.open.readAt, a.clock.Now())
	return a.showDifference("Since this version", id, v, func() (api.Connector, error) { return live, nil }, a.versionWords(v), about)
}

// compareVersions shows what changed between the marked and the selected version,
// from the older to the newer; without a mark, since the version before.
func (a *App) compareVersions() tea.Cmd {
	p := a.past
	id, v, ok := a.chosen()
	if !ok {
		return nil
	}
	other, marked := p.model.Marked()
	if !marked || other == id {
		if other, ok = p.model.Before(id); !ok {
			a.Say("There is no version before this one. " + a.keys.hint("history-mark") + " marks one to compare with.")
			return nil
		}
	}
	o := p.read[other]
	if o.Digest == "" {
		a.Say("That version is still being read.")
		return nil
	}
	older, newer := o, v
	if other < id { // newest first
		older, newer = v, o
	}
	store := p.store
	return a.showDifference("From one version to the other", id, older, func() (api.Connector, error) { return connectorIn(store, newer) }, a.versionWords(older), a.versionWords(newer))
}

// showDifference shows how a version differs from another content. selected is the
// version the offers are about.
func (a *App) showDifference(title string, selected int, from state.Version, to func() (api.Connector, error), fromWords, toWords string) tea.Cmd {
	store := a.past.store
	return a.forHistory("Comparing", func(ctx context.Context) (func(*App) tea.Cmd, error) {
		before, err := connectorIn(store, from)
		if err != nil {
			return nil, err
		}
		after, err := to()
		if err != nil {
			return nil, err
		}
		g := dialog.Group{
			About:   []dialog.Line{{Role: theme.Removed, Text: "- " + fromWords}, {Role: theme.Added, Text: "+ " + toWords}},
			Changed: differenceOf(ctx, saveflow.ContentOf(before), saveflow.ContentOf(after)),
		}
		if g.Empty() {
			g.About = append(g.About, dialog.Line{}, dialog.Line{Role: theme.Strong, Text: "Nothing differs."})
		}
		return func(a *App) tea.Cmd {
			a.stack.Push(dialog.NewDifference(title, dialog.Plain, []dialog.Group{g},
				dialog.Choice{Key: "r", Label: "restore the selected version", Do: func() tea.Cmd { return a.restoreVersion(selected) }},
				dialog.Choice{Key: "esc", Label: "back"},
			))
			return nil
		}, ctx.Err()
	})
}

// showVersion shows the selected version whole, to be read.
func (a *App) showVersion() tea.Cmd {
	_, v, ok := a.chosen()
	if !ok {
		return nil
	}
	p, layout := a.past, a.layout
	note := "An old version, not what is live: " + a.versionWords(v) + "."
	if p.live == identityOf(v) {
		note = "What is live, as it was read last; kept here: " + a.versionWords(v) + "."
	}
	store, ref := p.store, p.ref
	return a.forHistory("Reading the version", func(ctx context.Context) (func(*App) tea.Cmd, error) {
		c, err := connectorIn(store, v)
		if err != nil {
			return nil, err
		}
		o := show(ref, c, layout, v.At)
		tree := document.Parse(ctx, o.text.String())
		return func(a *App) tea.Cmd {
			a.past.viewer = detail.New(a, a.clock.Now)
			a.past.viewer.SetContent(detail.Content{
				Ref: ref, Connector: o.connector, Text: o.text, Spacing: o.laidOut, Tree: tree, Access: detail.ReadOnly, Note: note,
			})
			a.screen = onVersion
			return nil
		}, ctx.Err()
	})
}

// connectorIn reads a version whole.
func connectorIn(store *state.Dir, v state.Version) (api.Connector, error) {
	c, err := store.VersionContent(v)
	return saveflow.ConnectorOf(c), err
}

// copyVersion copies the Configuration of the selected version.
func (a *App) copyVersion() tea.Cmd {
	_, v, ok := a.chosen()
	if !ok {
		return nil
	}
	store := a.past.store
	return a.forHistory("Reading the version", func(ctx context.Context) (func(*App) tea.Cmd, error) {
		content, err := store.VersionContent(v)
		return func(a *App) tea.Cmd { return a.Copy("That version", content.Configuration) }, err
	})
}

// exportVersion asks for a path and writes the Configuration of the selected version
// there, as it was kept.
func (a *App) exportVersion() tea.Cmd {
	_, v, ok := a.chosen()
	if !ok {
		return nil
	}
	store := a.past.store
	name := a.past.ref.Identifier + "-" + v.At.In(a.clock.Now().Location()).Format("20060102-1504") + ".json"
	a.stack.Push(dialog.NewPrompt("Write this version to a file", "File; an existing one is never overwritten", name, checkPath, func(path string) tea.Cmd {
		return func() tea.Msg {
			content, err := store.VersionContent(v)
			if err != nil {
				return exportedMsg{path: path, err: err}
			}
			size, err := writeNew(path, strings.NewReader(content.Configuration))
			return exportedMsg{path, size, err}
		}
	}))
	return nil
}
