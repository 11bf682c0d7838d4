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
	last  time.Time // of the version kept last
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

// connector keeps a Connector as it was read.
func (h *history) connector(c api.Connector, why state.Why) {
	h.keep(state.Content{
		Name: c.Name.Literal(), Description: c.Description.Literal(), Configuration: c.Configuration.JSON,
		UpdatedAt: c.UpdatedAt, ConfigurationUpdatedAt: c.Configuration.UpdatedAt, Version: c.Configuration.Version,
	}, why)
}

// sent keeps what was sent, accepted, and replaced before it could be read back.
func (h *history) sent(c saveflow.Content) {
	h.keep(state.Content{Name: c.Name.Literal(), Description: c.Description.Literal(), Configuration: c.Configuration}, state.Saved)
}

func (h *history) keep(c state.Content, why state.Why) {
	if h.store == nil {
		return
	}
	at := h.now()
	if !at.After(h.last) {
		at = h.last.Add(1) // what comes later is listed later, however coarse the clock is
	}
	h.last = at
	if err := h.store.KeepVersion(h.key, c, why, at); err != nil && !h.told {
		h.told = true
		h.note("not in the history on this machine: " + err.Error())
	}
}

// tidy prunes the history when it is time to. What fails is tried again by
// whoever comes next.
func (h *history) tidy(ctx context.Context) {
	if h.store != nil {
		_, _ = h.store.Prune(ctx)
	}
}

// retention is how much of the history the settings keep.
func retention(s config.Settings) state.Retention {
	return state.Retention{
		Age: time.Duration(s.History.Days) * 24 * time.Hour, Bytes: int64(s.History.Megabytes) * 1_000_000, Versions: s.History.Versions,
	}
}
