// Saves on this machine whose outcome nobody lived to see.

package state

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"time"
)

// Unconfirmed is a save that was sent and never settled.
type Unconfirmed struct {
	Key  Key
	Sent time.Time
}

// Unconfirmed lists the saves of an origin that were sent and never settled, the
// latest first, one for each Connector. It leaves out what it cannot read, and
// what a living owner sent: that one will tell.
func (d *Dir) Unconfirmed(origin string) []Unconfirmed {
	paths, err := d.journalPaths("")
	if err != nil {
		return nil
	}
	var all []Unconfirmed
	for _, path := range paths {
		if u, ok := d.unconfirmed(path); ok && u.Key.Origin == origin {
			all = append(all, u)
		}
	}
	slices.SortStableFunc(all, func(a, b Unconfirmed) int { return b.Sent.Compare(a.Sent) })
	seen := map[Key]bool{}
	return slices.DeleteFunc(all, func(u Unconfirmed) bool {
		again := seen[u.Key]
		seen[u.Key] = true
		return again
	})
}

// unconfirmed reads of one journal only the lines that are no edits.
func (d *Dir) unconfirmed(path string) (Unconfirmed, bool) {
	f, err := d.fs.Open(path, Read)
	if err != nil {
		return Unconfirmed{}, false
	}
	defer f.Close()
	lock := f.Probe()
	if errors.Is(lock, ErrLocked) {
		return Unconfirmed{}, false
	}
	if lock != nil {
		lock = ErrNoLocks // judge by the process
	}
	l, err := newLineReader(f)
	if err != nil {
		return Unconfirmed{}, false
	}
	h, err := readHeader(l)
	if err != nil || !belongs(path, h.Key) || l.skip() != nil { // the base
		return Unconfirmed{}, false
	}
	c := content{header: h, session: h.Session}
	for {
		payload, err := l.next()
		if errors.Is(err, io.EOF) || errors.Is(err, errTorn) {
			break
		}
		if err != nil {
			return Unconfirmed{}, false
		}
		if !bytes.HasPrefix(payload, notePrefix) {
			c.closed = false
			continue
		}
		e, err := decodeEntry(payload)
		if err != nil {
			return Unconfirmed{}, false
		}
		c.closed = e.closed
		if e.session != nil {
			c.session = *e.session
		}
		if e.sent != nil {
			c.sent = *e.sent
		}
	}
	if c.sent.IsZero() || c.owner(d.here, lock) == Alive {
		return Unconfirmed{}, false
	}
	return Unconfirmed{h.Key, c.sent}, true
}

// notePrefix is how every line of a note begins: the kind is written first.
var notePrefix = []byte(`{"kind":"` + kindNote)
