// A journal carried out again: the text it leads to, the text a save was sent
// with, and the history of undo as it was.

package tui

import (
	"patchbay/api"
	"patchbay/api/document"
	"patchbay/config/state"
	"patchbay/tui/editor"
	"patchbay/tui/saveflow"
	"patchbay/tui/text"
)

// replayed is a journal carried out again.
type replayed struct {
	base     api.Connector
	baseText text.Text // its Configuration as the edit began on it
	now      editor.Snapshot
	sent     editor.Snapshot // as it was when the save was sent that was never settled
	restored *editor.Restored
	torn     int64 // bytes at the end that could not be read
}

func load(f state.Found) (replayed, error) {
	base, records, torn, err := f.Load()
	if err != nil {
		return replayed{}, err
	}
	r, err := replay(base, records, f.SentRecords)
	r.torn = torn
	return r, err
}

// replay carries a journal out on its base; sent is how many records a save was
// made of. Changes that do not fit are an error: the journal is damaged and is
// left alone.
func replay(base state.Base, records []state.Record, sent int) (replayed, error) {
	shown := base.Opened
	if shown == "" {
		shown = base.Configuration
	}
	c := api.Connector{
		Name: literal(base.Name), Description: literal(base.Description), UpdatedAt: base.UpdatedAt,
		Configuration: api.Configuration{JSON: base.Configuration, Version: base.Version, UpdatedAt: base.ConfigurationUpdatedAt},
	}
	r := replayed{base: c, baseText: text.New(shown)}
	r.restored = editor.NewRestored(c.Name.String(), c.Description.String(), r.baseText)
	sent = min(max(sent, 0), len(records))
	steps := stepsOf(records)
	if err := r.restored.Replay(steps[:sent]); err != nil {
		return r, err
	}
	r.sent = r.restored.Snapshot()
	if err := r.restored.Replay(steps[sent:]); err != nil {
		return r, err
	}
	r.now = r.restored.Snapshot()
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
	return r.now.Name == r.base.Name.String() && r.now.Description == r.base.Description.String() && r.now.Text.Equal(r.baseText)
}

// content is what a save of s, a state of this edit, sends.
func (r replayed) content(s editor.Snapshot) saveflow.Content {
	w := work{base: r.base, baseText: r.baseText}
	return w.content(s)
}

// isLive reports whether the edit is what the platform has now.
func (r replayed) isLive(live api.Connector) bool {
	mine := r.content(r.now)
	if saveflow.Same(mine, saveflow.ContentOf(live)) {
		return true
	}
	stored := live.Configuration.JSON
	return mine.Name.Same(live.Name) && mine.Description.Same(live.Description) &&
		document.NeedsLayout(stored) && mine.Configuration == document.Layout(stored)
}

// onBase reports whether live is still what the edit began on.
func (r replayed) onBase(live api.Connector) bool {
	return saveflow.Same(saveflow.ContentOf(r.base), saveflow.ContentOf(live))
}
