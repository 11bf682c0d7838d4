// Opening a Connector: reading it, laying its Configuration out for the eye,
// and showing it. The last one opened wins.

package tui

import (
	"context"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/api/document"
	"patchbay/config/state"
	"patchbay/tui/cells"
	"patchbay/tui/detail"
	"patchbay/tui/dialog"
	"patchbay/tui/saveflow"
	"patchbay/tui/text"
)

// opened is the Connector on the detail screen.
type opened struct {
	ref       api.Ref
	connector api.Connector
	text      text.Text // the Configuration as shown
	laidOut   detail.Spacing
	tree      *document.Tree // nil until ready
	readAt    time.Time
	offered   bool          // an unsaved edit was offered, or there was none
	others    []state.Found // edits of it that another Patchbay has open
}

// finishFirst says why something else cannot be opened now.
const finishFirst = "Save, leave or discard this edit first."

// connectorMsg answers the read of a Connector.
type connectorMsg struct {
	call    int
	opened  opened
	meta    api.Meta
	err     error
	unsaved unsaved
}

// Open implements the screens' host: reads ref and shows it.
func (a *App) Open(ref api.Ref) tea.Cmd {
	if !a.session.SignedIn() {
		a.welcome()
		return nil
	}
	if a.work != nil {
		a.screen = onEditor
		a.Say(finishFirst)
		return nil
	}
	a.notice.clear()
	ctx, call := a.opening.begin(a.ctx)
	session, layout, now := a.session, a.layout, a.clock.Now
	read := func() tea.Msg {
		return readConnector(ctx, session, layout, now, ref, call)
	}
	waiting := a.startBusy("Reading "+ref.Identifier+" of team "+strconv.FormatInt(ref.Team, 10), session.Progress, func() tea.Cmd {
		a.opening.end()
		a.endBusy()
		if a.screen == onDetail && a.nothingOpen() != "" {
			a.screen = onLookup
		}
		a.Say("Stopped reading " + ref.Identifier + ".")
		return nil
	})
	return tea.Batch(read, waiting)
}

func readConnector(ctx context.Context, s Session, layout Layout, now func() time.Time, ref api.Ref, call int) connectorMsg {
	c, meta, err := s.Connectors.Get(ctx, ref)
	m := connectorMsg{call: call, meta: meta, err: err, opened: opened{ref: ref}}
	if err != nil {
		return m
	}
	m.opened = show(ref, c, layout, now())
	m.unsaved = findUnsaved(s, ref, c, nil, now())
	return m
}

// show prepares a Connector for reading. It may take a while for large ones.
func show(ref api.Ref, c api.Connector, layout Layout, at time.Time) opened {
	o := opened{ref: ref, connector: c, readAt: at, laidOut: detail.AsStored}
	shown := layout.shown(c.Configuration.JSON)
	if shown != c.Configuration.JSON {
		o.laidOut = detail.LaidOut
	}
	o.text = text.New(shown)
	return o
}

// shown is a stored Configuration as it is put on screen.
func (l Layout) shown(stored string) string {
	if l == LaidOut && document.NeedsLayout(stored) {
		return document.Layout(stored)
	}
	return stored
}

// connectorRead shows what was read, or says why it could not be.
func (a *App) connectorRead(m connectorMsg) tea.Cmd {
	a.rate.see(m.meta, a.clock.Now())
	if !a.opening.done(m.call) {
		return nil
	}
	a.endBusy()
	ref := m.opened.ref
	if m.err != nil {
		if a.screen == onDetail && a.nothingOpen() != "" {
			a.screen = onLookup
		}
		a.sayUnconfirmed(ref)
		return a.fail(failure{doing: openingIt, ref: ref, err: m.err, retry: func() tea.Cmd { return a.Open(ref) }})
	}
	a.stopConfirming()
	a.show(m.opened)
	a.screen = onDetail
	a.open.offered = true
	if m.opened.laidOut == detail.LaidOut {
		a.Say("Stored on few long lines: shown laid out. That alone is nothing to save.")
	}
	if len(m.unsaved.others) > 0 {
		a.open.others = m.unsaved.others
		a.Say(a.otherWords())
	}
	offer := a.offerFound(m.unsaved, nil, a.interrupt) // first: a save it finds live is kept as saved, not as fetched
	return tea.Batch(a.readTree(), a.noteOpened(m.opened), offer,
		a.keepVersions(a.session, ref, saveflow.Fetched(m.opened.connector)...), a.restoreOpened(m.call, m.unsaved))
}

// interrupt opens a dialog the user did not ask for just now.
func (a *App) interrupt(d dialog.Dialog) { a.stack.Interrupt(d, a.clock.Now()) }

// show makes o what the detail screen shows.
func (a *App) show(o opened) {
	a.open = &o
	a.detail.SetContent(a.detailContent())
}

func (a *App) detailContent() detail.Content {
	access := detail.Editable
	if a.session.Access == ReadOnly {
		access = detail.ReadOnly
	}
	return detail.Content{
		Ref: a.open.ref, Connector: a.open.connector, Text: a.open.text, Spacing: a.open.laidOut,
		Tree: a.open.tree, ReadAt: a.open.readAt, Access: access,
	}
}

// treeMsg carries the meaning of the Configuration on the detail screen.
type treeMsg struct {
	call int
	tree *document.Tree
}

// readTree parses the Configuration off the event loop. That of a large one
// waits until the screen is back: while it is edited nobody sees it.
func (a *App) readTree() tea.Cmd {
	if a.work != nil && a.open.text.Len() >= large {
		return nil
	}
	ctx, call := a.parsing.begin(a.ctx)
	source := a.open.text
	return func() tea.Msg { return treeMsg{call, document.Parse(ctx, source.String())} }
}

func (a *App) treeReady(m treeMsg) tea.Cmd {
	if a.parsing.done(m.call) && a.open != nil {
		a.open.tree = m.tree
		a.detail.SetTree(m.tree)
		return a.restSoon(&a.parsing, a.open.text.Len())
	}
	return nil
}

// dropTree forgets what the Configuration on the detail screen means, to be
// read again when the screen is back.
func (a *App) dropTree() {
	if a.open != nil {
		a.parsing.end()
		a.open.tree = nil
		a.detail.DropTree()
	}
}

// reload reads the list or the Connector again.
func (a *App) reload() tea.Cmd {
	if a.screen == onDetail && a.open != nil {
		return a.Open(a.open.ref)
	}
	return a.list()
}

// leaveDetail goes back to the lookup.
func (a *App) leaveDetail() {
	a.parsing.end()
	a.opening.end()
	a.recovering.end()
	a.stopConfirming()
	a.endBusy()
	a.screen = onLookup
	a.lookup.Clear() // what is typed next looks for something else
	a.refreshEntries()
}

func (a *App) nothingOpen() string {
	if a.open == nil || a.open.readAt.IsZero() {
		return "No Connector is open."
	}
	return ""
}

// Copy implements the screens' host: sends text to the terminal's clipboard.
func (a *App) Copy(what, content string) tea.Cmd {
	if len(content) > clipboardLimit {
		a.Say("That is too large for a terminal's clipboard (" + cells.Thousands(len(content)) + " bytes, at most " + cells.Thousands(clipboardLimit) + ").")
		return nil
	}
	a.Say(cells.Clean(what) + " sent to the terminal (" + cells.Thousands(len(content)) + " bytes), which may or may not put it on the clipboard.")
	return tea.SetClipboard(content)
}

// clipboardLimit is how many bytes are sent to a terminal's clipboard at most:
// what fits into a sequence of 100,000 bytes. Terminals drop longer ones in
// silence, and some much shorter ones.
const clipboardLimit = 74_994
