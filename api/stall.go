// watchdog: ends an attempt that waits too long for its next step.

package api

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// stage is how far an attempt has come. It never goes back.
type stage int

const (
	connecting stage = iota
	sending          // the body is going out
	waiting          // for the first byte of the answer
	receiving        // the body is coming in
	overall          // the time of the whole call, all attempts together
)

// stall is the reason an attempt was ended: nothing happened for too long.
type stall struct {
	stage stage
	after time.Duration
}

func (s *stall) Error() string { return s.words("the API") }

// Timeout marks a stall as a time-out, as the errors of package net do.
func (s *stall) Timeout() bool { return true }

func (s *stall) words(name string) string {
	seconds := s.after.Seconds()
	switch s.stage {
	case connecting, waiting:
		return fmt.Sprintf("%s gave no answer within %g s", name, seconds)
	case sending:
		return fmt.Sprintf("%s took nothing more for %g s", name, seconds)
	case receiving:
		return fmt.Sprintf("%s sent nothing more for %g s", name, seconds)
	default:
		return fmt.Sprintf("%s took longer than %g s", name, seconds)
	}
}

// watchdog cancels the context of an attempt when a stage makes no progress.
// Safe for use by the goroutines of a transport.
type watchdog struct {
	limits Limits
	cancel context.CancelCauseFunc
	mu     sync.Mutex
	stage  stage
	timer  *time.Timer
}

func watch(limits Limits, cancel context.CancelCauseFunc) *watchdog {
	w := &watchdog{limits: limits, cancel: cancel}
	w.timer = time.AfterFunc(w.patience(connecting), w.expired)
	return w
}

// patience is how long a stage may take without progress.
func (w *watchdog) patience(s stage) time.Duration {
	if s == sending || s == receiving {
		return w.limits.NoProgress
	}
	return w.limits.FirstByte
}

func (w *watchdog) expired() {
	w.mu.Lock()
	s := w.stage
	w.mu.Unlock()
	w.cancel(&stall{stage: s, after: w.patience(s)})
}

// progress notes that something happened at the stage and begins to wait anew.
// What happens late at an earlier stage counts for nothing.
func (w *watchdog) progress(s stage) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if s < w.stage {
		return
	}
	w.stage = s
	w.timer.Reset(w.patience(s))
}

func (w *watchdog) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stage = overall // later progress cannot start the timer again
	w.timer.Stop()
}
