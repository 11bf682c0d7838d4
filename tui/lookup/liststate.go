// This file holds how reading the team's list stands.

package lookup

import "time"

// ListState is how reading the team's list stands. The zero value is "not asked".
type ListState struct {
	phase  phase
	since  time.Time
	reason string
}

type phase int

const (
	notAsked phase = iota
	loading
	loaded
	failed
)

// Loading is a list that is being read since the time given.
func Loading(since time.Time) ListState { return ListState{phase: loading, since: since} }

// Loaded is a list that was read.
func Loaded() ListState { return ListState{phase: loaded} }

// Failed is a list that could not be read; reason says why in plain words, one
// line, without an end stop.
func Failed(reason string) ListState { return ListState{phase: failed, reason: reason} }
