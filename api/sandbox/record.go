// What was asked and answered, for tests that check what went over the wire.

package sandbox

import (
	"slices"
	"time"
)

// Record is one request. It never holds a credential.
type Record struct {
	At         time.Time
	Method     string
	Path       string // as sent, escapes included
	Query      string
	Team       int64
	Identifier string
	Body       string
	Status     int // 0: the connection was cut before an answer, or none was given yet
}

// The newest requests are kept, up to these limits, so that a sandbox that
// serves for weeks does not grow.
const (
	maxRecords     = 10000
	maxRecordBytes = 32 << 20
)

// recorder keeps records, oldest first. Callers hold the lock.
type recorder struct {
	list  []*Record
	bytes int
}

func (r *recorder) add(rec Record) *Record {
	r.list = append(r.list, &rec)
	r.trim()
	return &rec
}

func (r *recorder) body(rec *Record, body string) {
	if !slices.Contains(r.list, rec) {
		return // dropped while its body was on the way
	}
	rec.Body = body
	r.bytes += len(body)
	r.trim()
}

// trim drops the oldest records over the limits, but never the newest.
func (r *recorder) trim() {
	drop := 0
	for len(r.list)-drop > maxRecords || r.bytes > maxRecordBytes && len(r.list)-drop > 1 {
		r.bytes -= len(r.list[drop].Body)
		drop++
	}
	if drop > 0 {
		r.list = append(r.list[:0:0], r.list[drop:]...)
	}
}

// answered notes the status of the answer.
func (s *Sandbox) answered(c *call, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.record.Status = status
}

// Recorded returns the requests so far, oldest first: the newest 10,000, and of
// those as many as hold 32 MiB of bodies.
func (s *Sandbox) Recorded() []Record {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]Record, len(s.records.list))
	for i, rec := range s.records.list {
		list[i] = *rec
	}
	return list
}
