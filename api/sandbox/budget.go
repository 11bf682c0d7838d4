// The rate budget: so many requests an hour, in windows of an hour that begin
// with the first request.

package sandbox

import "time"

// window is how long a budget lasts.
const window = time.Hour

// budget counts the requests of the current window. Callers hold the lock.
type budget struct {
	begun time.Time
	used  int
}

// take spends one request. It returns what is left, and how long to wait when
// nothing is.
func (b *budget) take(now time.Time, hourly int) (remaining int, wait time.Duration) {
	if b.used == 0 || now.Sub(b.begun) >= window || now.Before(b.begun) {
		b.begun, b.used = now, 0
	}
	if b.used >= hourly {
		return 0, b.begun.Add(window).Sub(now)
	}
	b.used++
	return hourly - b.used, 0
}

// left returns what is left without spending.
func (b *budget) left(now time.Time, hourly int) int {
	if now.Sub(b.begun) >= window || now.Before(b.begun) {
		return hourly
	}
	return hourly - b.used
}
