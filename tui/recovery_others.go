// Another Patchbay with an edit of the same Connector, on this computer or on
// one that shares its state directory: said on opening, asked about before
// editing, and told when it begins later. Its journal is never touched.

package tui

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/config/state"
	"patchbay/tui/cells"
	"patchbay/tui/dialog"
	"patchbay/tui/editor"
	"patchbay/tui/when"
)

// company is what the user decided about another Patchbay that edits the same
// Connector.
type company int

const (
	alone     company = iota // nobody else was there, as far as was known
	alongside                // both go on, each with a journal of its own
	lookingOn                // nothing is changed here
)

// whoWords names the owner of a journal, since when, and how recent its last edit
// is.
func whoWords(f state.Found, now time.Time) string {
	return cells.Clean(who(f.Session)) + ", since " + when.Clock(f.Session.Start, now) + ", last change " + when.Ago(f.LastEdit, now)
}

// who names a session by its user, or its process where it has none, and its
// computer. The words are as they were written down: not cleaned.
func who(s state.Session) string {
	host := cmp.Or(s.Host, "a computer without a name")
	if s.User != "" {
		return s.User + " on " + host
	}
	return fmt.Sprintf("process %d on %s", s.PID, host)
}

func (a *App) othersWords(others []state.Found) []dialog.Line {
	now := a.clock.Now()
	var lines []dialog.Line
	for _, f := range others {
		lines = append(lines, dialog.Line{Role: titleRole, Text: "Another Patchbay has an unsaved edit of it open: " + whoWords(f, now) + "."})
	}
	return append(lines, dialog.Line{Text: "Both can go on: each text is kept in a journal of its own, and whoever saves second is shown both."})
}

// otherWords is the same for the status bar.
func (a *App) otherWords() string {
	f := a.open.others[0]
	return fmt.Sprintf("Open in another Patchbay too (process %d, last change %s).", f.Session.PID, when.Ago(f.LastEdit, a.clock.Now()))
}

// companyWords tell of others in the status bar.
func (a *App) companyWords() string {
	switch {
	case a.screen == onDetail && a.open != nil && len(a.open.others) > 0:
		return "also open elsewhere"
	case a.screen == onEditor && a.work.company == alongside:
		return "also open elsewhere"
	}
	return ""
}

// othersMsg says who else has an edit of a Connector open.
type othersMsg struct {
	call   int
	ref    api.Ref
	view   editor.View
	others []state.Found
	left   bool // an edit that nobody has open is to be offered first
}

// askOthers looks again who else edits what is open, and asks before editing
// beside them. What others left that have ended is offered first.
func (a *App) askOthers(view editor.View) tea.Cmd {
	_, call := a.recovering.begin(a.ctx)
	session, ref, before, offered := a.session, a.open.ref, a.open.others, a.open.offered
	return func() tea.Msg {
		m := othersMsg{call: call, ref: ref, view: view}
		all, _ := session.Store.Unsaved(session.keyOf(ref)) // what cannot be read is said when an edit is to be kept
		for _, f := range all {
			switch {
			case f.Err == nil && f.Owner == state.Alive:
				m.others = append(m.others, f)
			case !offered, slices.ContainsFunc(before, func(b state.Found) bool { return b.Path == f.Path }):
				m.left = true
			}
		}
		return m
	}
}

func (a *App) othersFound(m othersMsg) tea.Cmd {
	if !a.recovering.done(m.call) || a.open == nil || a.open.ref != m.ref || a.work != nil || a.screen != onDetail {
		return nil
	}
	a.open.others = m.others
	switch {
	case m.left:
		return a.Open(m.ref) // what it left is offered
	case len(m.others) == 0:
		return a.beginEdit(m.view)
	}
	lines := a.othersWords(m.others)
	goOn := func(c company) func() tea.Cmd {
		return func() tea.Cmd {
			cmd := a.beginEdit(m.view)
			if a.work == nil {
				return cmd
			}
			a.work.company = c
			for _, f := range m.others {
				a.work.known = append(a.work.known, f.Path)
			}
			if c == lookingOn {
				a.editor.SetAccess(editor.ReadOnly)
				a.Say("Read-only, while another Patchbay edits it. Leave and press " + a.keys.hint("edit-json") + " to ask again.")
			}
			return cmd
		}
	}
	a.stack.Push(dialog.NewMessage("Open in another Patchbay", dialog.Question, func() []dialog.Line { return lines },
		dialog.Choice{Key: "r", Label: "look at it read-only", Do: goOn(lookingOn)},
		dialog.Choice{Key: "o", Label: "edit it too, in a journal of my own", Do: goOn(alongside)},
		dialog.Choice{Key: "esc", Label: "back"},
	))
	return nil
}

// joinedMsg says who else edits the Connector since the edit here has begun.
type joinedMsg struct {
	work   *work
	others []state.Found
}

// lookAround finds out once, when the first edit is in the journal, who else has
// one: of two who begin at the same time, at least one finds the other.
func (a *App) lookAround(k *keeper) tea.Cmd {
	w := a.work
	if w == nil || w.keeper != k || w.around {
		return nil
	}
	w.around = true
	session, known, began := a.session, w.known, w.began
	return func() tea.Msg {
		own := k.paths()
		all, _ := session.Store.Unsaved(k.key) // as in askOthers
		return joinedMsg{w, slices.DeleteFunc(all, func(f state.Found) bool {
			here := f.Owner == state.Alive || f.Owner == state.Unsure && f.LastEdit.After(began)
			return f.Err != nil || !here || len(own) == 0 || slices.Contains(own, f.Path) || slices.Contains(known, f.Path)
		})}
	}
}

func (a *App) joined(m joinedMsg) tea.Cmd {
	if len(m.others) == 0 || a.work != m.work {
		return nil
	}
	a.work.company = alongside
	lines := a.othersWords(m.others)
	a.interrupt(dialog.NewMessage("Edited in another Patchbay too", dialog.Warn, func() []dialog.Line { return lines },
		dialog.Choice{Key: "esc", Label: "go on editing"},
		dialog.Choice{Key: "l", Label: "leave; my edit is kept and offered again", Do: func() tea.Cmd {
			if a.work != m.work {
				return nil
			}
			return a.leave(keepIt)
		}},
	))
	return nil
}
