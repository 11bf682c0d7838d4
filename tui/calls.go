// The lanes of calls: numbered, so that late answers are known, and
// cancellable, so that the last one wins.

package tui

import "context"

// lane is a line of calls of which only the newest counts.
type lane struct {
	number int
	cancel context.CancelFunc
}

// begin cancels the call before and numbers the next.
func (l *lane) begin(parent context.Context) (context.Context, int) {
	l.end()
	l.number++
	ctx, cancel := context.WithCancel(parent)
	l.cancel = cancel
	return ctx, l.number
}

// end cancels the call that is out; its answer will be stale.
func (l *lane) end() {
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
		l.number++
	}
}

// done notes that the answer of number arrived. It reports whether the answer counts.
func (l *lane) done(number int) bool {
	if number != l.number {
		return false
	}
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
	return true
}

// out reports whether a call is on its way.
func (l *lane) out() bool { return l.cancel != nil }
