// A save that was sent by a program which ended before it knew the outcome: read
// and compared with patience when the Connector is opened again, then told, and
// settled in the journal. Nothing is ever sent again.

package tui

import (
	"errors"
	"maps"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/config/state"
	"patchbay/tui/cells"
	"patchbay/tui/dialog"
	"patchbay/tui/saveflow"
	"patchbay/tui/when"
)

// leftSave is a save that was left behind, and what reading it back asks for.
type leftSave struct {
	flow *saveflow.Flow
	step saveflow.Step
}

// leftBehind takes up the save of a found edit, with live as the first read.
func leftBehind(e foundEdit, live api.Connector, now time.Time) *leftSave {
	base, mine := e.edit.base, e.edit.content(e.edit.sent)
	flow, _ := saveflow.Resume(base, mine, e.found.Sent, now)
	return &leftSave{flow, flow.ReadSeen(saveflow.See(base, mine, live), nil, now)}
}

// verdict is what is known of a save that was left behind.
type verdict struct {
	words string
	kind  verdictKind
}

// verdictKind says whether a save has to be checked again.
type verdictKind int

const (
	openSave    verdictKind = iota // at the next opening
	settledSave                    // it is known, or never will be
)

// confirming is the wait for the outcome of a save that was left behind.
type confirming struct {
	edit    foundEdit
	ref     api.Ref
	session Session
	told    map[string]verdict // by the path of a journal
	since   time.Time
	dialog  *dialog.Message // nil until there is something to wait for
}

type leftDueMsg struct{ confirming *confirming }

type leftReadMsg struct {
	confirming *confirming
	call       int
	read       opened
	seen       saveflow.Seen
	meta       api.Meta
	err        error
}

// foundAgainMsg carries what is kept of a Connector after a save was settled.
type foundAgainMsg struct {
	confirming *confirming
	call       int
	unsaved    unsaved
	open       func(dialog.Dialog) // how the next question comes on screen
}

// checkLeft finds out what became of a save that was left behind.
func (a *App) checkLeft(e foundEdit, told map[string]verdict) tea.Cmd {
	a.confirming = &confirming{edit: e, ref: a.open.ref, session: a.session, told: maps.Clone(told), since: a.clock.Now()}
	if a.confirming.told == nil {
		a.confirming.told = map[string]verdict{}
	}
	return a.confirmStep(e.left.step)
}

// confirmStep reads again when the flow asks for it, and concludes when it does not.
func (a *App) confirmStep(step saveflow.Step) tea.Cmd {
	c := a.confirming
	if step.Do != saveflow.Read {
		return a.conclude(a.interrupt, (*confirming).settle)
	}
	if c.dialog == nil {
		c.dialog = dialog.NewMessage("A save was not confirmed", dialog.Plain, a.confirmingLines,
			dialog.Choice{Key: "esc", Label: "later; it is checked again at the next opening", Do: func() tea.Cmd {
				if a.confirming != c {
					return nil
				}
				a.recovering.end()
				return a.conclude(a.stack.Push, (*confirming).putOff)
			}})
		a.interrupt(c.dialog)
	}
	c.dialog.Invalidate()
	return tea.Batch(a.keepTime(), a.clock.After(step.After, func(time.Time) tea.Msg { return leftDueMsg{c} }))
}

func (a *App) confirmingLines() []dialog.Line {
	c := a.confirming
	if c == nil {
		return nil
	}
	now := a.clock.Now()
	return dialog.Lines("Your save of "+clockWords(c.edit.found.Sent, now)+" was not confirmed; checking… "+when.Took(now.Sub(c.since)),
		"It may still become visible. What is live is read again until that is known.")
}

// confirms reports whether the wait still belongs to what is on screen.
func (a *App) confirms(c *confirming) bool {
	if a.confirming != c {
		return false
	}
	if a.open == nil || a.open.ref != c.ref || a.work != nil || a.session.Origin != c.session.Origin {
		a.stopConfirming()
		return false
	}
	return true
}

func (a *App) stopConfirming() {
	if a.confirming != nil && a.confirming.dialog != nil {
		a.stack.Remove(a.confirming.dialog)
	}
	a.confirming = nil
}

func (a *App) leftDue(m leftDueMsg) tea.Cmd {
	c := m.confirming
	if !a.confirms(c) {
		return nil
	}
	ctx, call := a.recovering.begin(a.ctx)
	layout, now := a.layout, a.clock.Now()
	base, mine := c.edit.left.flow.Base(), c.edit.left.flow.Mine()
	return func() tea.Msg {
		m := leftReadMsg{confirming: c, call: call}
		var live api.Connector
		if live, m.meta, m.err = c.session.Connectors.Get(ctx, c.ref); m.err == nil {
			m.read, m.seen = show(c.ref, live, layout, now), saveflow.See(base, mine, live)
		}
		return m
	}
}

func (a *App) leftRead(m leftReadMsg) tea.Cmd {
	a.rate.see(m.meta, a.clock.Now())
	if !a.confirms(m.confirming) || !a.recovering.done(m.call) {
		return nil
	}
	var shown tea.Cmd
	if m.err == nil {
		m.read.offered, m.read.others = true, a.open.others
		a.show(m.read)
		shown = a.readTree()
	}
	return tea.Batch(shown, a.confirmStep(m.confirming.edit.left.flow.ReadSeen(m.seen, m.err, a.clock.Now())))
}

// conclude notes what became of the save, off the event loop, and finds what is
// kept anew. Its questions come on screen by open.
func (a *App) conclude(open func(dialog.Dialog), note func(*confirming, api.Connector, time.Time) string) tea.Cmd {
	c := a.confirming
	_, call := a.recovering.begin(a.ctx)
	live, now := a.open.connector, a.clock.Now()
	return func() tea.Msg {
		said := note(c, live, now)
		u := findUnsaved(c.session, c.ref, live, c.told, now)
		u.said = said
		return foundAgainMsg{c, call, u, open}
	}
}

func (a *App) foundAgain(m foundAgainMsg) tea.Cmd {
	if !a.confirms(m.confirming) || !a.recovering.done(m.call) {
		return nil
	}
	a.stopConfirming()
	return tea.Batch(a.offerFound(m.unsaved, m.confirming.told, m.open), a.remember(nil))
}

// putOff leaves the save to the next opening.
func (c *confirming) putOff(_ api.Connector, now time.Time) string {
	c.told[c.edit.found.Path] = c.unsettled("", now)
	return ""
}

func (c *confirming) unsettled(why string, now time.Time) verdict {
	return verdict{words: "Your save of " + clockWords(c.edit.found.Sent, now) + " is still not confirmed" + why + ". It is checked again at the next opening."}
}

// settle notes in the journal what became of the save and has it told with the
// edit. When nothing is left of the edit it returns what to say instead.
func (c *confirming) settle(live api.Connector, now time.Time) (said string) {
	e, flow := c.edit, c.edit.left.flow
	at, path := clockWords(e.found.Sent, now), e.found.Path
	switch {
	case flow.State() == saveflow.Saved && sameContent(e.edit.sent, e.edit.now):
		said = "The save sent at " + at + ", which was not confirmed then, is live."
		if flow.Outcome() == saveflow.Normalised {
			said += " The platform stored it with other spacing, order or spelling."
		}
		if e.found.Owner == state.Dead {
			_ = e.found.Discard() // at worst it is compared again
		}
		c.told[path] = verdict{said, settledSave}
		return said
	case flow.State() == saveflow.Saved:
		if rebased, err := c.rebase(live, now); err == nil {
			path = rebased
		}
		c.told[path] = verdict{"Your save of " + at + " is live. What was typed after it is this unsaved edit.", settledSave}
		return ""
	case flow.State() == saveflow.Refused:
		c.told[path] = verdict{"Your save of " + at + " was not saved: what is live is still what it was before.", settledSave}
	case flow.Doubt() == saveflow.Unreadable:
		why := ""
		if flow.Cause() != nil {
			why = ", because what is live could not be read (" + plainReason(flow.Cause()) + ")"
		}
		c.told[path] = c.unsettled(why, now)
		return ""
	default:
		c.told[path] = verdict{"It is not known whether your save of " + at + " went live: something else is live now.", settledSave}
	}
	if e.found.Owner == state.Dead {
		_ = noteSettled(e.found, now) // at worst the outcome is compared again
	}
	return ""
}

// noteSettled ends what a journal says about a save that was sent.
func noteSettled(f state.Found, now time.Time) error {
	j, _, _, err := f.Resume(state.ThisSession(now))
	if err != nil {
		return err
	}
	return errors.Join(j.NoteSave(state.SaveSettled, now), j.Close())
}

var errNotRebased = errors.New("it stays on the base it began on")

// rebase keeps what was typed after the save in a journal that begins on what
// the save made live, and removes the old one. It returns the new one's path.
func (c *confirming) rebase(live api.Connector, now time.Time) (string, error) {
	f := c.edit.found
	if f.Owner != state.Dead {
		return "", errNotRebased
	}
	_, records, _, err := f.Load()
	if err != nil {
		return "", err
	}
	j, err := c.session.Store.Begin(f.Key, baseOf(live, c.edit.edit.sent.Text), state.ThisSession(now))
	if err != nil {
		return "", err
	}
	if err := errors.Join(j.Append(records[min(f.SentRecords, len(records)):]), j.Sync()); err != nil {
		return "", errors.Join(err, j.Discard())
	}
	if err := j.Close(); err != nil {
		return "", err
	}
	return j.Path(), f.Discard()
}

// sayUnconfirmed says that a save stays unconfirmed, when a Connector cannot be read.
func (a *App) sayUnconfirmed(ref api.Ref) {
	for _, u := range a.entries.kept.unconfirmed {
		if u.Key == a.keyOf(ref) {
			a.Say("Your save of " + clockWords(u.Sent, a.clock.Now()) + " is still not confirmed. It is checked again at the next opening.")
		}
	}
}

// unconfirmedWords tell of saves on this machine that nobody saw confirmed; ""
// without any.
func unconfirmedWords(all []state.Unconfirmed, now time.Time) string {
	if len(all) == 0 {
		return ""
	}
	words := "A save of " + cells.Clean(all[0].Key.Identifier) + " at " + clockWords(all[0].Sent, now) + " was not confirmed; open it to check."
	if more := len(all) - 1; more > 0 {
		words += " So was one of " + cells.Plural(more, "other Connector") + "."
	}
	return words
}
