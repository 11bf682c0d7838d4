// A journal carried out again: the text it leads to and the text a save was sent
// with, or, to go on with it, the history of undo as it was.

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
}

// replay carries a journal out on its base. Changes that do not fit are an error:
// the journal is damaged and is left alone.
func replay(f state.Found) (replayed, error) {
	r := begun(f.Base)
	sent, err := stageOf(r.base, r.baseText).afterAll(f.Records[:f.SentRecords])
	if err != nil {
		return r, err
	}
	now, err := sent.afterAll(f.Records[f.SentRecords:])
	r.sent, r.now = sent.snapshot(), now.snapshot()
	return r, err
}

func (s stage) snapshot() editor.Snapshot {
	return editor.Snapshot{Name: s.texts[state.Name].String(), Description: s.texts[state.Description].String(), Text: s.texts[state.Configuration]}
}

// restore makes the edits of a journal again, with all that can be undone.
func (r replayed) restore(records []state.Record) (*editor.Restored, error) {
	made := editor.NewRestored(r.base.Name.String(), r.base.Description.String(), r.baseText)
	return made, made.Replay(stepsOf(records))
}

// begun is an edit that begins on a base.
func begun(base state.Base) replayed {
	shown := base.Opened
	if shown == "" {
		shown = base.Configuration
	}
	c := saveflow.ConnectorOf(base.Content)
	return replayed{base: c, baseText: text.New(shown)}
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
