// What the commands without a screen read and save goes into the history on
// this machine. A disk that fails stops none of them; it is told once.

package cli

import (
	"context"
	"time"

	"patchbay/api"
	"patchbay/config"
	"patchbay/config/state"
	"patchbay/tui/saveflow"
)

// history keeps versions of one Connector.
type history struct {
	store *state.Dir // nil when nothing can be kept
	key   state.Key
	now   func() time.Time
	note  func(words string)
	told  bool
}

// history opens the history of ref. Trouble is told to note.
func (r *run) history(s config.Settings, ref api.Ref, now func() time.Time, note func(string)) *history {
	h := &history{key: state.Key{Origin: s.Origin, Team: ref.Team, Identifier: ref.Identifier}, now: now, note: note}
	if retention(s).Off() {
		return h
	}
	var err error
	if h.store, err = openStore(s.Paths.StateDir, s, r.Environment); err != nil {
		note("nothing can be kept in the history on this machine: " + err.Error())
	}
	return h
}

// keep keeps versions, the oldest first.
func (h *history) keep(all ...saveflow.Version) {
	if h.store == nil {
		return
	}
	for _, v := range all {
		if err := h.store.KeepVersion(h.key, v.Content, v.Why, h.now()); err != nil && !h.told {
			h.told = true
			h.note("not in the history on this machine: " + err.Error())
		}
	}
}

// tidy prunes the history when it is time to. What fails is tried again by
// whoever comes next.
func (h *history) tidy(ctx context.Context) {
	if h.store != nil {
		_ = h.store.Prune(ctx)
	}
}

// retention is how much of the history the settings keep.
func retention(s config.Settings) state.Retention {
	return state.Retention{
		Age: time.Duration(s.History.Days) * 24 * time.Hour, Bytes: int64(s.History.Megabytes) * 1_000_000, Versions: s.History.Versions,
	}
}
