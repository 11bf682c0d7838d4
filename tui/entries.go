// What the lookup lists: the Connectors the API names for the team, merged with
// the recent, the pinned, and those with an unsaved edit on this machine.

package tui

import (
	"errors"
	"sort"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/config/state"
	"patchbay/tui/cells"
	"patchbay/tui/lookup"
)

// entries is what the list is merged from.
type entries struct {
	listed []api.Connector
	kept   kept
	told   bool // of saves that were not confirmed: once, at the start
}

// kept is what this machine remembers of Connectors at one origin.
type kept struct {
	recents []state.Recent
	pinned  []state.Recent
	unsaved []state.Key
	// unconfirmed are saves that were sent and never confirmed, latest first.
	unconfirmed []state.Unconfirmed
}

type listedMsg struct {
	call       int
	connectors []api.Connector
	meta       api.Meta
	err        error
}

// list asks for the team's Connectors. Its errors never block opening by identifier.
func (a *App) list() tea.Cmd {
	if !a.session.SignedIn() || a.session.Team == 0 {
		return nil
	}
	ctx, call := a.listing.begin(a.ctx)
	session := a.session
	a.lookup.SetListState(lookup.Loading(a.clock.Now()))
	return tea.Batch(a.keepTime(), func() tea.Msg {
		connectors, meta, err := session.Connectors.List(ctx, session.Team)
		return listedMsg{call, connectors, meta, err}
	})
}

func (a *App) listed(m listedMsg) tea.Cmd {
	a.rate.see(m.meta, a.clock.Now())
	if !a.listing.done(m.call) {
		return nil
	}
	if m.err != nil {
		a.lookup.SetListState(lookup.Failed(plainReason(m.err)))
		var answer *api.AnswerError
		if errors.As(m.err, &answer) && answer.Status == 401 && a.stack.Empty() && a.screen == onLookup {
			return a.fail(failure{doing: listingThem, ref: api.Ref{Team: a.session.Team}, err: m.err, retry: a.list})
		}
		return nil
	}
	a.entries.listed = m.connectors
	a.lookup.SetListState(lookup.Loaded())
	a.refreshEntries()
	return nil
}

// refreshEntries merges the list anew.
func (a *App) refreshEntries() {
	a.lookup.SetEntries(a.merged())
}

func (a *App) merged() []lookup.Entry {
	byRef := map[api.Ref]*lookup.Entry{}
	at := func(ref api.Ref) *lookup.Entry {
		if byRef[ref] == nil {
			byRef[ref] = &lookup.Entry{Ref: ref}
		}
		return byRef[ref]
	}
	for _, c := range a.entries.listed {
		e := at(api.Ref{Team: a.session.Team, Identifier: c.Identifier})
		e.Name, e.Description, e.UpdatedAt = c.Name.String(), c.Description.String(), c.UpdatedAt
	}
	for _, r := range a.entries.kept.recents {
		e := at(api.Ref{Team: r.Key.Team, Identifier: r.Key.Identifier})
		e.Marks |= lookup.Recent
		e.OpenedAt = r.At
		if e.Name == "" {
			e.Name = r.Name
		}
	}
	for _, p := range a.entries.kept.pinned {
		e := at(api.Ref{Team: p.Key.Team, Identifier: p.Key.Identifier})
		e.Marks |= lookup.Pinned
		if e.Name == "" {
			e.Name = p.Name
		}
	}
	for _, k := range a.entries.kept.unsaved {
		at(api.Ref{Team: k.Team, Identifier: k.Identifier}).Marks |= lookup.Unsaved
	}
	for _, u := range a.entries.kept.unconfirmed {
		at(api.Ref{Team: u.Key.Team, Identifier: u.Key.Identifier}).Marks |= lookup.Unconfirmed
	}
	out := make([]lookup.Entry, 0, len(byRef))
	for _, e := range byRef {
		out = append(out, *e)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Ref.String() < out[j].Ref.String() })
	return out
}

// storedMsg carries what this machine remembers, read off the event loop.
type storedMsg struct {
	origin string
	kept   kept
	failed string // what did not happen, should there be an error
	err    error
}

// remember reads recents, pins and unsaved edits after doing first, if any.
func (a *App) remember(first func(d *state.Dir) error) tea.Cmd {
	return a.rememberOr("Not remembered on this machine", first)
}

// rememberOr is remember of something the user asked for: it says what did not
// happen when first fails.
func (a *App) rememberOr(failed string, first func(d *state.Dir) error) tea.Cmd {
	store, origin := a.session.Store, a.session.Origin
	if store == nil {
		return nil
	}
	return func() tea.Msg {
		var err error
		if first != nil {
			err = first(store)
		}
		return storedMsg{origin: origin, kept: readKept(store, origin), failed: failed, err: err}
	}
}

// diskReason is why something was not kept on this machine, in so few words that
// they are read in the status bar.
func diskReason(err error) string { return cells.Clean(state.Reason(err)) }

func readKept(store *state.Dir, origin string) kept {
	// What cannot be read is not listed; the Connectors can still be opened.
	recents, _ := store.Recent(origin)
	pinned, _ := store.Pinned(origin)
	unsaved, unconfirmed := store.Left(origin)
	return kept{recents, pinned, unsaved, unconfirmed}
}

func (a *App) stored(m storedMsg) tea.Cmd {
	if m.err != nil && a.notice.text == "" { // never instead of an outcome
		a.Say(m.failed + ": " + diskReason(m.err))
	}
	if m.origin == a.session.Origin {
		a.entries.kept = m.kept
		a.refreshEntries()
		if !a.entries.told && a.screen == onLookup && a.notice.text == "" {
			a.entries.told = true
			a.Say(unconfirmedWords(m.kept.unconfirmed, a.clock.Now()))
		}
	}
	return nil
}

// noteOpened remembers that a Connector was opened, and with it the team.
func (a *App) noteOpened(o opened) tea.Cmd {
	key, name, profile := a.keyOf(o.ref), o.connector.Name.String(), a.session.Profile
	return a.remember(func(d *state.Dir) error {
		if err := d.SetTeam(key.Origin, profile, key.Team); err != nil {
			return err
		}
		return d.Opened(key, name)
	})
}

// Pin implements the lookup's host: pins ref, or unpins it.
func (a *App) Pin(ref api.Ref) tea.Cmd {
	key, name := a.keyOf(ref), ""
	for _, e := range a.merged() {
		if e.Ref == ref {
			name = e.Name
		}
	}
	pinning := state.Pin
	for _, p := range a.entries.kept.pinned {
		if p.Key == key {
			pinning = state.Unpin
		}
	}
	return a.remember(func(d *state.Dir) error { return d.SetPinned(key, name, pinning) })
}

// noteLive puts the name and date that were just read into the list.
func (a *App) noteLive(o opened) {
	for i, c := range a.entries.listed {
		if c.Identifier == o.ref.Identifier && o.ref.Team == a.session.Team {
			a.entries.listed[i].Name, a.entries.listed[i].Description, a.entries.listed[i].UpdatedAt = o.connector.Name, o.connector.Description, o.connector.UpdatedAt
		}
	}
	a.refreshEntries()
}

// keyOf names a Connector for what is kept on this machine.
func (a *App) keyOf(ref api.Ref) state.Key { return a.session.keyOf(ref) }

func (s Session) keyOf(ref api.Ref) state.Key {
	return state.Key{Origin: s.Origin, Team: ref.Team, Identifier: ref.Identifier}
}
