// Edits as a journal keeps them, and back.

package tui

import (
	"time"

	"patchbay/config/state"
	"patchbay/tui/editor"
	"patchbay/tui/text"
)

// recordsOf turns edits into what a journal keeps.
func recordsOf(edits []editor.PartEdit, at time.Time) []state.Record {
	records := make([]state.Record, 0, len(edits))
	for _, e := range edits {
		r := state.Record{Part: keptPart(e.Part), Changes: changesOf(e.Edit), At: at, Anchor: e.After.Anchor, Head: e.After.Head}
		switch e.Kind {
		case text.Joined:
			r.Step = state.JoinStep
		case text.Undone:
			r.Step = state.UndoStep
		case text.Redone:
			r.Step = state.RedoStep
		default:
			r.Before = &state.Selection{Anchor: e.Before.Anchor, Head: e.Before.Head}
			if e.Join == editor.WithLast {
				r.Step = state.WithStep
			}
		}
		records = append(records, r)
	}
	return records
}

// stepsOf turns what a journal keeps into edits with their place in the history.
func stepsOf(records []state.Record) []editor.PartEdit {
	out := make([]editor.PartEdit, len(records))
	summed := [state.Configuration + 1]bool{} // the part's last record stands for many
	for i, r := range records {
		e := editor.PartEdit{Part: editedPart(r.Part), Join: editor.ByItself, Step: text.Step{
			Edit: editOf(r.Changes), After: text.Selection{Anchor: r.Anchor, Head: r.Head},
		}}
		switch r.Step {
		case state.JoinStep:
			e.Kind = text.Joined
			if summed[r.Part] {
				e.Kind = text.Began
			}
		case state.UndoStep:
			e.Kind = text.Undone
		case state.RedoStep:
			e.Kind = text.Redone
		case state.WithStep:
			e.Join = editor.WithLast
		}
		switch {
		case r.Before != nil:
			e.Before = text.Selection{Anchor: r.Before.Anchor, Head: r.Before.Head}
		case len(r.Changes) > 0:
			e.Before = text.Cursor(r.Changes[0].To)
		}
		summed[r.Part] = r.Stands > 1
		out[i] = e
	}
	return out
}

func changesOf(e text.Edit) []state.Change {
	changes := make([]state.Change, len(e))
	for i, c := range e {
		changes[i] = state.Change{From: c.From, To: c.To, Insert: c.Insert}
	}
	return changes
}

func editOf(changes []state.Change) text.Edit {
	e := make(text.Edit, len(changes))
	for i, c := range changes {
		e[i] = text.Change{From: c.From, To: c.To, Insert: c.Insert}
	}
	return e
}

// keptPart and editedPart are the same part in a journal and in the editor.
func keptPart(p editor.Part) state.Part {
	switch p {
	case editor.NamePart:
		return state.Name
	case editor.DescriptionPart:
		return state.Description
	}
	return state.Configuration
}

func editedPart(p state.Part) editor.Part {
	switch p {
	case state.Name:
		return editor.NamePart
	case state.Description:
		return editor.DescriptionPart
	}
	return editor.ConfigurationPart
}
