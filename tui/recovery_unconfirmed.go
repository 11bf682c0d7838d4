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
	movedSave                      // what was typed after it is in another journal
)

// confirming is the wait for the outcome of a save that was left behind.
type confirming struct {
	edit    foundEdit
	ref     api.Ref
	session Session
	told    map[string]verdict // by the path of a journal; event loop only
	stage   leftStage
	since   time.Time
	dialog  *dialog.Message // nil until there is something to wait for
}

// leftStage is how far the wait has come.
type leftStage int

const (
	asking     leftStage = iota // what is live
	concluding                  // what is known is being noted; nothing else counts
)

// conclusion is what became of the save, as far as it is known.
type conclusion struct {
	verdict verdict
	moved   string // the path of the journal the edit is in since; "" when it stayed
	said    string // for the status bar, when nothing is left of the edit
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
	told       map[string]verdict
	open       func(dialog.Dialog) // how the next question comes on screen
}

// checkLeft finds out what became of a save that was left behind.
func (a *App) checkLeft(e foundEdit, told map[string]verdict) tea.Cmd {
	a.confirming = &confirming{edit: e, ref: a.open.ref, session: a.session, told: told, since: a.clock.Now()}
	return a.confirmStep(e.left.step)
}

// confirmStep reads again when the flow asks for it, and concludes when it does not.
func (a *App) confirmStep(step saveflow.Step) tea.Cmd {
	c := a.confirming
	if step.Do != saveflow.Read {
		return tea.Batch(a.keepVersions(c.session, c.ref, c.edit.left.flow.Settled()...), a.conclude(a.interrupt, (*confirming).settle))
	}
	if c.dialog == nil {
		c.dialog = dialog.NewMessage("A save was not confirmed", dialog.Plain, a.confirmingLines,
			dialog.Choice{Key: "esc", Label: "later; it is checked again at the next opening", Do: func() tea.Cmd {
				if a.confirming != c {
					return nil
				}
				return tea.Batch(a.keepVersions(c.session, c.ref, saveflow.Fetched(a.open.connector)...), a.conclude(a.stack.Push, (*confirming).putOff))
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
	return dialog.Lines("Your save of "+when.Clock(c.edit.found.Sent, now)+" was not confirmed; checking… "+when.Took(now.Sub(c.since)),
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
	if !a.confirms(c) || c.stage == concluding {
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
// kept anew. Its questions come on screen by open. Only the first one counts.
func (a *App) conclude(open func(dialog.Dialog), note func(*confirming, api.Connector, time.Time) conclusion) tea.Cmd {
	c := a.confirming
	if c.stage == concluding {
		return nil
	}
	c.stage = concluding
	_, call := a.recovering.begin(a.ctx)
	told, live, now := map[string]verdict{}, a.open.connector, a.clock.Now()
	maps.Copy(told, c.told)
	return func() tea.Msg {
		end := note(c, live, now)
		told[c.edit.found.Path] = end.verdict
		if end.moved != "" {
			told[c.edit.found.Path], told[end.moved] = verdict{kind: movedSave}, end.verdict
		}
		u := findUnsaved(c.session, c.ref, live, told, now)
		u.said = end.said
		return foundAgainMsg{c, call, u, told, open}
	}
}

func (a *App) foundAgain(m foundAgainMsg) tea.Cmd {
	if !a.confirms(m.confirming) || !a.recovering.done(m.call) {
		return a.remember(nil) // the user went elsewhere; the list is another all the same
	}
	a.stopConfirming()
	return tea.Batch(a.offerFound(m.unsaved, m.told, m.open), a.remember(nil))
}

// putOff leaves the save to the next opening.
func (c *confirming) putOff(_ api.Connector, now time.Time) conclusion {
	return conclusion{verdict: verdict{words: stillUnconfirmed(c.edit.found.Sent, now, "")}}
}

// stillUnconfirmed says that a save stays unconfirmed, and why, where that is known.
func stillUnconfirmed(sent, now time.Time, why string) string {
	return "Your save of " + when.Clock(sent, now) + " is still not confirmed" + why + ". It is checked again at the next opening."
}

// settle says what became of the save and notes it in the journal, unless its
// owner may live. What cannot be noted is compared again at the next opening.
func (c *confirming) settle(live api.Connector, now time.Time) conclusion {
	e, flow := c.edit, c.edit.left.flow
	at, dead := when.Clock(e.found.Sent, now), e.found.Owner == state.Dead
	var end conclusion
	switch {
	case flow.State() == saveflow.Saved && sameContent(e.edit.sent, e.edit.now):
		end.said = "The save sent at " + at + ", which was not confirmed then, is live."
		if flow.Outcome() == saveflow.Normalised {
			end.said += " The platform stored it with other spacing, order or spelling."
		}
		if dead {
			_ = e.found.Discard()
		}
		end.verdict = verdict{end.said, settledSave}
		return end
	case flow.State() == saveflow.Saved:
		if dead {
			end.moved, _ = c.ontoSaved(live, now)
		}
		end.verdict = verdict{"Your save of " + at + " is live. What was typed after it is this unsaved edit.", settledSave}
		return end
	case flow.State() == saveflow.Refused:
		end.verdict = verdict{"Your save of " + at + " was not saved: what is live is still what it was before.", settledSave}
	case flow.Doubt() == saveflow.Unreadable:
		why := ""
		if flow.Cause() != nil {
			why = ", because what is live could not be read (" + plainReason(flow.Cause()) + ")"
		}
		end.verdict.words = stillUnconfirmed(e.found.Sent, now, why)
		return end
	default:
		end.verdict = verdict{"It is not known whether your save of " + at + " went live: something else is live now.", settledSave}
	}
	if dead {
		_ = noteSettled(e.found, now)
	}
	return end
}

// noteSettled ends what a journal says about a save that was sent.
func noteSettled(f state.Found, now time.Time) error {
	j, _, _, err := f.Resume(state.ThisSession(now))
	if err != nil {
		return err
	}
	return errors.Join(j.NoteSave(state.SaveSettled, now), j.Close())
}

// ontoSaved keeps what was typed after the save in a journal that begins on what
// the save made live, and removes the old one. It returns the new one's path.
func (c *confirming) ontoSaved(live api.Connector, now time.Time) (string, error) {
	f := c.edit.found
	j, err := c.session.Store.Begin(f.Key, baseOf(live, c.edit.edit.sent.Text), state.ThisSession(now))
	if err != nil {
		return "", err
	}
	if err := errors.Join(j.Append(f.Records[f.SentRecords:]), j.Sync()); err != nil {
		return "", errors.Join(err, j.Discard())
	}
	if err := j.Close(); err != nil {
		return "", err
	}
	_ = f.Discard() // at worst it is compared again at the next opening
	return j.Path(), nil
}

// sayUnconfirmed says that a save stays unconfirmed, when a Connector cannot be read.
func (a *App) sayUnconfirmed(ref api.Ref) {
	for _, u := range a.entries.kept.unconfirmed {
		if u.Key == a.keyOf(ref) {
			a.Say(stillUnconfirmed(u.Sent, a.clock.Now(), ""))
		}
	}
}

// unconfirmedWords tell of saves on this machine that nobody saw confirmed; ""
// without any.
func unconfirmedWords(all []state.Unconfirmed, now time.Time) string {
	if len(all) == 0 {
		return ""
	}
	words := "A save of " + cells.Clean(all[0].Key.Identifier) + " at " + when.Clock(all[0].Sent, now) + " was not confirmed; open it to check."
	if more := len(all) - 1; more > 0 {
		words += " So was one of " + cells.Plural(more, "other Connector") + "."
	}
	return words
}
