// The history screen: which versions of a Connector this computer kept, listed and
// read bit by bit off the event loop. How they differ stands in history_explain.go,
// what is done with one in history_show.go and history_restore.go.

package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/config/state"
	"patchbay/tui/cells"
	"patchbay/tui/detail"
	"patchbay/tui/field"
	"patchbay/tui/history"
	"patchbay/tui/saveflow"
)

// past is the history of one Connector on screen.
type past struct {
	ref    api.Ref
	key    state.Key
	store  *state.Dir
	from   screen // where leaving it goes
	model  *history.Model
	listed []state.Listed  // by id
	read   []state.Version // by id; without a Key where it was not or could not be read
	live   identity        // what was live when it was read last
	base   identity        // what the edit in the editor started from
	parsed parsed          // what was explained last
	viewer *detail.Model   // shows one version whole; nil while none is
}

// identity tells whether a version is a certain content. The zero value is none.
type identity struct{ name, description, digest string }

// readAtOnce is how many entries are read between two messages.
const readAtOnce = 200

type historyListedMsg struct {
	call       int
	listed     []state.Listed
	unreadable int
	live, base identity
	err        error
}

type historyReadMsg struct {
	call     int
	from     int // id of the first
	versions []state.Version
}

// noHistory says why there is no history to show.
func (a *App) noHistory() string {
	if a.session.Store == nil {
		return "Nothing can be kept on this computer" + because(a.session.Unkept) + "."
	}
	return ""
}

func because(why string) string {
	if why == "" {
		return ""
	}
	return ": " + strings.TrimSuffix(why, ".")
}

// openHistory shows the history of what is on screen.
func (a *App) openHistory() tea.Cmd {
	switch {
	case a.screen == onEditor && a.work != nil:
		return a.historyOf(a.work.ref)
	case a.screen == onDetail && a.open != nil:
		return a.historyOf(a.open.ref)
	}
	ref, err := a.lookup.SelectedRef()
	if err != nil {
		a.Say(cells.Sentence(err.Error()))
		return nil
	}
	return a.historyOf(ref)
}

// historyOf shows what this computer kept of ref, also when the platform has it no
// more.
func (a *App) historyOf(ref api.Ref) tea.Cmd {
	if why := a.noHistory(); why != "" {
		a.Say(why)
		return nil
	}
	note := ""
	if !a.session.Store.Keeps() {
		note = "Keeping a history is switched off in the settings; nothing new is added."
	}
	var hints []history.Hint
	for _, c := range []struct{ name, label string }{
		{"history-restore", "restore"}, {"history-compare", "changes to live"}, {"history-show", "show"}, {"history-mark", "mark"},
		{"history-difference", "compare"}, {"history-copy", "copy"}, {"history-export", "to a file"}, {"history-filter", "filter"}, {"back", "back"},
	} {
		if key := a.keys.first(c.name); key != "" {
			hints = append(hints, history.Hint{Key: key, Label: c.label})
		}
	}
	a.endHistory()
	a.past = &past{
		ref: ref, key: a.keyOf(ref), store: a.session.Store, from: a.screen,
		model: history.New(a, a.clock.Now, history.Content{Identifier: ref.Identifier, Note: note, Hints: hints}),
	}
	a.screen = onHistory
	return a.listHistory()
}

// listHistory lists the versions anew, those that wait to be kept included.
func (a *App) listHistory() tea.Cmd {
	a.explaining.end()
	ctx, call := a.remembering.begin(a.ctx)
	p, waiting := *a.past, a.versions
	// Copies: a save that is read back meanwhile makes others of them.
	var live, base api.Connector
	if a.open != nil && a.open.ref == p.ref && !a.open.readAt.IsZero() {
		live = a.open.connector
	}
	if a.work != nil && a.work.ref == p.ref {
		base = a.work.base
	}
	list := func() tea.Msg {
		_ = waiting.keep() // it is said elsewhere that nothing can be kept
		m := historyListedMsg{call: call, live: identified(live), base: identified(base)}
		m.listed, m.unreadable, m.err = p.store.ListVersions(p.key)
		if m.err == nil {
			m.err = ctx.Err()
		}
		return m
	}
	return tea.Batch(list, a.startBusy("Reading the history of "+p.ref.Identifier, nil, func() tea.Cmd {
		a.endBusy()
		a.leaveHistory()
		return nil
	}))
}

// identified digests a Connector that was read; the zero value has no identity.
func identified(c api.Connector) identity {
	if c.Configuration.JSON == "" {
		return identity{}
	}
	return identity{c.Name.String(), c.Description.String(), state.Digest(c.Configuration.JSON)}
}

func identityOf(v state.Version) identity {
	c := saveflow.ConnectorOf(v.Content)
	return identity{c.Name.String(), c.Description.String(), v.Digest}
}

// history handles what was prepared for the history.
func (a *App) history(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case historyListedMsg:
		return a.historyListed(msg)
	case historyReadMsg:
		return a.historyRead(msg)
	case historyDrawnMsg:
		return a.explain()
	case historyExplainedMsg:
		return a.historyExplained(msg)
	case historyMsg:
		return a.historyReady(msg)
	}
	return nil
}

func (a *App) historyListed(m historyListedMsg) tea.Cmd {
	if m.call != a.remembering.number || a.past == nil {
		return nil
	}
	a.endBusy()
	p := a.past
	if m.err != nil {
		a.remembering.end()
		a.leaveHistory()
		a.Say("The history cannot be read: " + diskReason(m.err))
		return nil
	}
	p.listed, p.live, p.base = m.listed, m.live, m.base
	p.read = make([]state.Version, len(m.listed))
	entries := make([]history.Entry, len(m.listed))
	for i, l := range m.listed {
		entries[i] = history.Entry{At: l.At, Why: whyOf(l.Why)}
	}
	p.model.SetEntries(entries, m.unreadable)
	return a.readEntries(m.call, 0)
}

func whyOf(w state.Why) history.Why {
	switch w {
	case state.Replaced:
		return history.Replaced
	case state.Saved:
		return history.Saved
	case state.Merged:
		return history.Merged
	}
	return history.Fetched
}

// readEntries reads the next entries. The whole list is read this way, so that all
// of it can be filtered.
func (a *App) readEntries(call, from int) tea.Cmd {
	p := a.past
	if from >= len(p.listed) {
		a.remembering.done(call)
		return nil
	}
	store, key, todo := p.store, p.key, p.listed[from:min(from+readAtOnce, len(p.listed))]
	return func() tea.Msg {
		m := historyReadMsg{call: call, from: from, versions: make([]state.Version, len(todo))}
		for i, l := range todo {
			if v, err := store.ReadListed(key, l); err == nil {
				m.versions[i] = v // one that cannot be read is counted and left alone
			}
		}
		return m
	}
}

func (a *App) historyRead(m historyReadMsg) tea.Cmd {
	if m.call != a.remembering.number || a.past == nil {
		return nil
	}
	p := a.past
	copy(p.read[m.from:], m.versions)
	here := state.ThisSession(a.clock.Now())
	facts := make([]history.Facts, len(m.versions))
	for i, v := range m.versions {
		if v.Digest == "" {
			continue
		}
		facts[i] = history.Facts{
			Known: true, Who: madeBy(v.By, here), Name: identityOf(v).name, Version: v.Content.Version,
			Size: v.Size, Marks: p.marksOf(v),
		}
	}
	p.model.Learn(m.from, facts)
	return tea.Batch(a.readEntries(m.call, m.from+len(m.versions)), a.explain())
}

func (p *past) marksOf(v state.Version) (marks history.Marks) {
	is := identityOf(v)
	if is == p.live {
		marks |= history.Live
	}
	if is == p.base {
		marks |= history.Base
	}
	return marks
}

// madeBy says who kept a version.
func madeBy(s, here state.Session) string {
	if s.Host == here.Host {
		s.Host = "this computer"
		if s.User == "" {
			return s.Host
		}
	}
	return who(s)
}

// leaveHistory goes back to where the history was opened from.
func (a *App) leaveHistory() {
	to := onLookup
	if a.past != nil {
		to = a.past.from
	}
	a.endHistory()
	switch {
	case to == onEditor && a.work == nil, to == onDetail && a.open == nil:
		to = onLookup
	}
	a.screen = to
}

// endHistory forgets the history on screen and what is being read for it.
func (a *App) endHistory() {
	a.remembering.end()
	a.explaining.end()
	a.viewing.end()
	a.past = nil
}

// backInHistory closes what is in front on the history screens.
func (a *App) backInHistory() tea.Cmd {
	p := a.past
	if a.screen == onVersion {
		if p.viewer.Back() == field.No {
			a.viewing.end()
			a.screen, p.viewer = onHistory, nil
		}
		return nil
	}
	if p.model.Back() == field.No {
		a.leaveHistory()
	}
	return nil
}

// reader is the screen that reads: the Connector, or an old version of it.
func (a *App) reader() *detail.Model {
	if a.screen == onVersion {
		return a.past.viewer
	}
	return a.detail
}

// shownRef is the Connector that is on screen. ok is false on the lookup.
func (a *App) shownRef() (ref api.Ref, ok bool) {
	switch {
	case a.screen == onHistory || a.screen == onVersion:
		return a.past.ref, true
	case a.screen == onLookup || a.open == nil:
		return api.Ref{}, false
	}
	return a.open.ref, true
}
