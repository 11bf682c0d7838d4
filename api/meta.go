// What the headers of an answer tell, read defensively.

package api

import (
	"net/http"
	"strings"
	"time"
)

// Meta is what is known about a call beside its result. It is filled on errors
// too, as far as there was an answer.
type Meta struct {
	Rate      Rate
	RequestID string    // visible-safe; "" when none was given
	Status    int       // 0 without an answer
	At        time.Time // when the last answer, or its failure, was seen
	Attempts  int
}

// Rate is the hourly budget of requests as an answer told it.
type Rate struct {
	Limit     int
	Remaining int
	Seen      bool // false when the answer told none, or nonsense
}

// maxRate is the largest budget that is believed. The API declares 10,000.
const maxRate = 10_000_000

func rateOf(h http.Header) Rate {
	limit, ok := count(h, "X-RateLimit-Limit")
	if !ok || limit < 1 {
		return Rate{}
	}
	remaining, ok := count(h, "X-RateLimit-Remaining")
	if !ok || remaining > limit {
		return Rate{}
	}
	return Rate{Limit: limit, Remaining: remaining, Seen: true}
}

// count reads a header that holds one number from 0 to maxRate.
func count(h http.Header, name string) (int, bool) {
	values := h.Values(name)
	if len(values) != 1 {
		return 0, false
	}
	return digits(strings.TrimSpace(values[0]), maxRate)
}

// digits reads s as decimal digits; false when it holds anything else or is
// above the limit.
func digits(s string, limit int) (int, bool) {
	if s == "" {
		return 0, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		if n = n*10 + int(s[i]-'0'); n > limit {
			return 0, false
		}
	}
	return n, true
}

// maxRetryAfter is the longest wait the API declares.
const maxRetryAfter = 24 * time.Hour

// retryAfter reads Retry-After, seconds or an HTTP date, clamped to 0 to 24
// hours. A date is taken against the answer's own Date where it has one, so that
// a wrong clock here does not matter.
func retryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	s := strings.TrimSpace(h.Get("Retry-After"))
	if s == "" {
		return 0, false
	}
	if number, negative := strings.CutPrefix(s, "-"); allDigits(number) {
		if negative {
			return 0, true
		}
		seconds, ok := digits(number, int(maxRetryAfter/time.Second))
		if !ok {
			return maxRetryAfter, true
		}
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(s)
	if err != nil {
		return 0, false
	}
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	return min(max(at.Sub(now), 0), maxRetryAfter), true
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// requestID finds the id of the answer for support: the envelope's, else a
// header's.
func requestID(fromEnvelope, fromHeader string) string {
	if fromEnvelope != "" {
		return plain(fromEnvelope, 128)
	}
	return plain(fromHeader, 128)
}
