// A clock that stands still until a test lets time pass, and knows who waits.

package tuitest

import (
	"context"
	"sort"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Clock is the time of a test. It is safe for concurrent use.
type Clock struct {
	mu       sync.Mutex
	changed  *sync.Cond
	now      time.Time
	timers   []timer
	sleepers []*sleeper
}

// timer delivers a message to the application.
type timer struct {
	at  time.Time
	msg func(time.Time) tea.Msg
}

// sleeper is a call (of the client or the sandbox) that waits.
type sleeper struct {
	at    time.Time
	ctx   context.Context
	awake chan struct{}
}

// NewClock is a clock at a fixed time.
func NewClock() *Clock {
	c := &Clock{now: time.Date(2026, 3, 4, 14, 2, 0, 0, time.UTC)}
	c.changed = sync.NewCond(&c.mu)
	return c
}

// Now is the time of the test.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// After implements tui.Clock.
func (c *Clock) After(d time.Duration, f func(time.Time) tea.Msg) tea.Cmd {
	return func() tea.Msg {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.timers = append(c.timers, timer{c.now.Add(d), f})
		return nil
	}
}

// Sleep waits until the test lets d pass, or ctx ends.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	s := &sleeper{at: c.now.Add(d), ctx: ctx, awake: make(chan struct{})}
	c.sleepers = append(c.sleepers, s)
	c.changed.Broadcast()
	c.mu.Unlock()
	var err error
	select {
	case <-s.awake:
	case <-ctx.Done():
		err = context.Cause(ctx)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forget(s)
	return err
}

func (c *Clock) forget(s *sleeper) {
	for i, other := range c.sleepers {
		if other == s {
			c.sleepers = append(c.sleepers[:i], c.sleepers[i+1:]...)
			return
		}
	}
}

// asleep counts the calls that wait for this clock alone. The lock is held.
func (c *Clock) asleep() int {
	n := 0
	for _, s := range c.sleepers {
		if s.ctx.Err() == nil {
			n++
		}
	}
	return n
}

// next moves to the next thing that is due until limit and returns the message
// of a timer, if it is one. It reports false when nothing more is due.
func (c *Clock) next(limit time.Time) (msg func() tea.Msg, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	sort.SliceStable(c.timers, func(i, j int) bool { return c.timers[i].at.Before(c.timers[j].at) })
	sort.SliceStable(c.sleepers, func(i, j int) bool { return c.sleepers[i].at.Before(c.sleepers[j].at) })
	timerDue := len(c.timers) > 0 && !c.timers[0].at.After(limit)
	sleeperDue := len(c.sleepers) > 0 && !c.sleepers[0].at.After(limit)
	switch {
	case timerDue && (!sleeperDue || !c.sleepers[0].at.Before(c.timers[0].at)):
		t := c.timers[0]
		c.timers = c.timers[1:]
		c.moveTo(t.at)
		return func() tea.Msg { return t.msg(t.at) }, true
	case sleeperDue:
		s := c.sleepers[0]
		c.sleepers = c.sleepers[1:]
		c.moveTo(s.at)
		close(s.awake)
		return nil, true
	}
	c.moveTo(limit)
	return nil, false
}

func (c *Clock) moveTo(t time.Time) {
	if t.After(c.now) {
		c.now = t
	}
}
