// An unsaved edit found on this machine: offered on opening, shown, restored,
// or discarded after asking. It never goes into another Connector.

package tui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/api/document"
	"patchbay/config/state"
	"patchbay/tui/cells"
	"patchbay/tui/dialog"
	"patchbay/tui/editor"
	"patchbay/tui/text"
	"patchbay/tui/theme"
)

// foundEdit is an unsaved edit as the journal tells it.
type foundEdit struct {
	found state.Found
	edit  replayed
	err   error // why it cannot be restored
}

// replayed is a journal carried out again.
type replayed struct {
	base        api.Connector
	baseText    text.Text
	name        string
	description string
	text        text.Text
	selection   text.Selection
	torn        int64 // bytes at the end that could not be read
}

// findUnsaved reads what this machine keeps of ref, newest first. Edits that
// came to nothing, and those that turn out to be live, are removed in passing.
// The time of a save that was never confirmed and is live after all is returned
// with them, zero when there is none.
func findUnsaved(s Session, ref api.Ref, live api.Connector) (out []foundEdit, confirmed time.Time) {
	if s.Store == nil {
		return nil, time.Time{}
	}
	all, err := s.Store.Unsaved(state.Key{Origin: s.Origin, Team: ref.Team, Identifier: ref.Identifier})
	if err != nil {
		return nil, time.Time{} // an unreadable state directory is said when an edit is to be kept
	}
	for _, f := range all {
		e := foundEdit{found: f, err: f.Err}
		if e.err == nil && f.Owner != state.Alive {
			e.edit, e.err = load(f)
		}
		if e.err == nil && f.Owner == state.Dead && (e.edit.nothingLeft() || e.edit.isLive(live)) && f.Discard() == nil {
			if e.edit.isLive(live) && f.Sent.After(confirmed) {
				confirmed = f.Sent
			}
			continue
		}
		out = append(out, e)
	}
	return out, confirmed
}

func load(f state.Found) (replayed, error) {
	base, records, torn, err := f.Load()
	if err != nil {
		return replayed{}, err
	}
	r, err := replay(base, records)
	r.torn = torn
	return r, err
}

// replay carries a journal out on its base. Changes that do not fit are an
// error: the journal is damaged and is left alone.
func replay(base state.Base, records []state.Record) (replayed, error) {
	shown := base.Opened
	if shown == "" {
		shown = base.Configuration
	}
	c := api.Connector{
		Name: literal(base.Name), Description: literal(base.Description), UpdatedAt: base.UpdatedAt,
		Configuration: api.Configuration{JSON: base.Configuration, Version: base.Version, UpdatedAt: base.ConfigurationUpdatedAt},
	}
	r := replayed{base: c, baseText: text.New(shown)}
	parts := map[state.Part]text.Text{
		state.Name: text.New(c.Name.String()), state.Description: text.New(c.Description.String()), state.Configuration: r.baseText,
	}
	for i, record := range records {
		before := parts[record.Part]
		edit := make(text.Edit, 0, len(record.Changes))
		last := 0
		for _, ch := range record.Changes {
			if ch.From < last || ch.To < ch.From || ch.To > before.Len() {
				return r, fmt.Errorf("step %d of the kept edit does not fit its text", i+1)
			}
			last = ch.To
			edit = append(edit, text.Change{From: ch.From, To: ch.To, Insert: ch.Insert})
		}
		parts[record.Part], _ = before.Apply(edit)
		if record.Part == state.Configuration {
			r.selection = text.Selection{Anchor: record.Anchor, Head: record.Head}
		}
	}
	r.name, r.description, r.text = parts[state.Name].String(), parts[state.Description].String(), parts[state.Configuration]
	r.selection.Anchor = min(max(r.selection.Anchor, 0), r.text.Len())
	r.selection.Head = min(max(r.selection.Head, 0), r.text.Len())
	return r, nil
}

// literal reads a JSON string that a journal kept; a damaged one is empty.
func literal(raw string) api.Text {
	t, err := api.ParseText(raw)
	if err != nil {
		return api.TextOf("")
	}
	return t
}

func (r replayed) nothingLeft() bool {
	return r.name == r.base.Name.String() && r.description == r.base.Description.String() && r.text.Equal(r.baseText)
}

// isLive reports whether the edit is what the platform has now: a save whose
// outcome this machine did not live to see.
func (r replayed) isLive(live api.Connector) bool {
	if r.name != live.Name.String() || r.description != live.Description.String() {
		return false
	}
	stored := live.Configuration.JSON
	mine := r.text.String()
	return mine == stored || r.text.Equal(r.baseText) && r.base.Configuration.JSON == stored || document.NeedsLayout(stored) && mine == document.Layout(stored)
}

// offerRecovery asks what to do with the newest unsaved edit. open puts the
// question on the stack.
func (a *App) offerRecovery(found []foundEdit, open func(dialog.Dialog)) {
	if len(found) == 0 {
		return
	}
	e, rest := found[0], found[1:]
	ref := a.open.ref
	var choices []dialog.Choice
	lines := []dialog.Line{{Role: titleRole, Text: a.foundWords(e)}}
	switch {
	case e.found.Owner == state.Alive:
		lines = append(lines, dialog.Line{Text: fmt.Sprintf("Another Patchbay (process %d on %s) has this edit open. Both can go on; whoever saves second is warned.", e.found.Session.PID, cells.Clean(e.found.Session.Host))})
		choices = append(choices, dialog.Choice{Key: "esc", Label: "go on", Do: a.nextRecovery(rest)})
	case e.err != nil:
		lines = append(lines, dialog.Line{Text: "It cannot be restored: " + cells.Clean(e.err.Error()) + ". It is left where it is: " + cells.Clean(e.found.Path)})
		choices = append(choices, dialog.Choice{Key: "esc", Label: "go on", Do: a.nextRecovery(rest)})
	default:
		if !e.found.Sent.IsZero() {
			lines = append(lines, dialog.Line{Role: theme.Warning, Text: "It was sent as a save at " + e.found.Sent.In(a.clock.Now().Location()).Format("15:04") + ", and the outcome was never known. Compared just now: it is not what is live."})
		}
		if e.edit.torn > 0 {
			lines = append(lines, dialog.Line{Text: cells.Plural(int(e.edit.torn), "byte") + " at its end were cut off and cannot be restored."})
		}
		if !e.edit.base.Name.Same(a.open.connector.Name) || !e.edit.base.Description.Same(a.open.connector.Description) || e.edit.base.Configuration.JSON != a.open.connector.Configuration.JSON {
			lines = append(lines, dialog.Line{Text: "What is live has changed since that edit began. Saving it will stop at that change; to save on top of it, choose later and make the change again."})
		}
		choices = append(choices,
			dialog.Choice{Key: "r", Label: "restore", Do: func() tea.Cmd { return a.restore(ref, e) }},
			dialog.Choice{Key: "s", Label: "show", Do: func() tea.Cmd { return a.showFound(ref, e, rest) }},
			dialog.Choice{Key: "d", Label: "discard…", Do: func() tea.Cmd { return a.discardFound(e, rest) }},
			dialog.Choice{Key: "esc", Label: "later", Do: a.nextRecovery(rest)},
		)
	}
	open(dialog.NewMessage("Unsaved edit", dialog.Question, func() []dialog.Line { return lines }, choices...))
}

// nextRecovery goes on to the next found edit.
func (a *App) nextRecovery(rest []foundEdit) func() tea.Cmd {
	return func() tea.Cmd { a.offerRecovery(rest, a.stack.Push); return nil }
}

func (a *App) foundWords(e foundEdit) string {
	if e.found.LastEdit.IsZero() {
		return "There is an unsaved edit that cannot be read."
	}
	now := a.clock.Now()
	at := e.found.LastEdit.In(now.Location())
	day := at.Format("2006-01-02")
	if day == now.Format("2006-01-02") {
		day = "today"
	}
	return fmt.Sprintf("Unsaved edit of %s %s, %s, a text of %s.", at.Format("15:04"), day, cells.Plural(e.found.Edits, "change"), cells.Plural(e.edit.text.Len(), "byte"))
}

// showFound shows how the unsaved edit differs from what it started from.
func (a *App) showFound(ref api.Ref, e foundEdit, rest []foundEdit) tea.Cmd {
	ctx, call := a.recovering.begin(a.ctx)
	live := a.open.connector
	return func() tea.Msg {
		return recoveredMsg{call: call, ref: ref, edit: e, rest: rest, lines: foundLines(ctx, live, e)}
	}
}

func foundLines(ctx context.Context, live api.Connector, e foundEdit) []dialog.Line {
	base, mine := e.edit.baseText.String(), e.edit.text.String()
	lines := metadataLines(e.edit.base.Name.String(), e.edit.name, e.edit.base.Description.String(), e.edit.description)
	lines = append(lines, dialog.Line{Role: headingRole, Text: "Changed by the edit"})
	lines = append(lines, changeLines(document.Diff(document.Parse(ctx, base), document.Parse(ctx, mine)))...)
	if live.Configuration.JSON != e.edit.base.Configuration.JSON {
		lines = append(lines, dialog.Line{Role: headingRole, Text: "Changed by others since the edit began"})
		lines = append(lines, changeLines(document.Diff(document.Parse(ctx, e.edit.base.Configuration.JSON), document.Parse(ctx, live.Configuration.JSON)))...)
	}
	return lines
}

// recoveredMsg carries a found edit that is ready to be shown or edited.
type recoveredMsg struct {
	call   int
	ref    api.Ref
	edit   foundEdit
	rest   []foundEdit
	lines  []dialog.Line // what to show; nil when it is to be edited
	resume *state.Journal
	// records are what the resumed journal holds.
	records []state.Record
	err     error
}

// restore takes the journal over and opens the editor on its text.
func (a *App) restore(ref api.Ref, e foundEdit) tea.Cmd {
	_, call := a.recovering.begin(a.ctx)
	start := a.clock.Now()
	return func() tea.Msg {
		journal, base, records, err := e.found.Resume(state.ThisSession(start))
		if err != nil {
			return recoveredMsg{call: call, ref: ref, edit: e, err: err}
		}
		e.edit, err = replay(base, records)
		if err != nil {
			journal.Close()
		}
		return recoveredMsg{call: call, ref: ref, edit: e, resume: journal, records: records, err: err}
	}
}

func (a *App) recovered(m recoveredMsg) tea.Cmd {
	if !a.recovering.done(m.call) || a.open == nil || a.open.ref != m.ref || a.work != nil {
		if m.resume != nil {
			return a.remember(func(*state.Dir) error { return m.resume.Close() })
		}
		return nil
	}
	switch {
	case m.err != nil:
		a.Say("The edit could not be restored: " + plainReason(m.err))
		return nil
	case m.lines != nil:
		shown := dialog.NewMessage("Unsaved edit", dialog.Plain, func() []dialog.Line { return m.lines },
			dialog.Choice{Key: "r", Label: "restore", Do: func() tea.Cmd { return a.restore(m.ref, m.edit) }},
			dialog.Choice{Key: "esc", Label: "back", Do: a.nextRecovery(append([]foundEdit{m.edit}, m.rest...))},
		)
		shown.SetSize(dialog.Full)
		a.stack.Push(shown)
		return nil
	}
	r := m.edit.edit
	view := editor.JSON
	if r.text.Equal(r.baseText) {
		view = editor.Form // only name or description differ
	}
	a.startWork(opened{ref: m.ref, connector: r.base, text: r.baseText}, view)
	a.work.keeper.resume(m.resume, m.records)
	a.editor.Replace(editor.Snapshot{Name: r.name, Description: r.description, Text: r.text, Selection: r.selection})
	a.editor.Show(view)
	a.editor.Drain() // the journal holds these edits already
	a.work.changed = a.work.differs(a.editor.Snapshot())
	a.Say("Restored. " + a.keys.hint("undo") + " goes back to what the edit started from.")
	return tea.Batch(a.meaningSoon(), a.readTree())
}

func (a *App) discardFound(e foundEdit, rest []foundEdit) tea.Cmd {
	words := a.foundWords(e) + " It cannot be brought back."
	a.stack.Push(dialog.NewQuestion("d", "Discard the unsaved edit?", func() []dialog.Line { return dialog.Lines(words) },
		dialog.Choice{Label: "keep it", Do: a.nextRecovery(append([]foundEdit{e}, rest...))},
		dialog.Choice{Key: "D", Label: "discard", Do: func() tea.Cmd {
			a.offerRecovery(rest, a.stack.Push)
			return a.remember(func(*state.Dir) error { return e.found.Discard() })
		}},
	))
	return nil
}
