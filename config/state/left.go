// What journals leave to be marked in a list: unsaved edits, and saves whose
// outcome nobody lived to see.

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

// Left lists the Connectors of an origin that have an unsaved edit, and the saves
// that were sent and never settled, the latest first, one for each Connector. It
// leaves out what it cannot read, which Unsaved tells about, and saves of a living
// owner: that one will tell.
func (d *Dir) Left(origin string) (unsaved []Key, unconfirmed []Unconfirmed) {
	paths, err := d.journalPaths("")
	if err != nil {
		return nil, nil
	}
	for _, path := range paths {
		u, edited := d.left(path)
		if u.Key.Origin != origin {
			continue
		}
		if edited && !slices.Contains(unsaved, u.Key) {
			unsaved = append(unsaved, u.Key)
		}
		if !u.Sent.IsZero() {
			unconfirmed = append(unconfirmed, u)
		}
	}
	slices.SortStableFunc(unconfirmed, func(a, b Unconfirmed) int { return b.Sent.Compare(a.Sent) })
	seen := map[Key]bool{}
	return unsaved, slices.DeleteFunc(unconfirmed, func(u Unconfirmed) bool {
		again := seen[u.Key]
		seen[u.Key] = true
		return again
	})
}

// left reads one journal without its base, and of its edits only the first. Sent
// is zero without a save to be confirmed.
func (d *Dir) left(path string) (u Unconfirmed, edited bool) {
	f, err := d.fs.Open(path, Read)
	if err != nil {
		return u, false
	}
	defer f.Close()
	lock := probe(f)
	l, err := newLineReader(f)
	if err != nil {
		return u, false
	}
	h, err := readHeader(l)
	if err != nil || !belongs(path, h.Key) || l.skip() != nil { // the base
		return u, false
	}
	u.Key = h.Key
	c := content{session: h.Session}
	for {
		payload, err := l.next()
		if errors.Is(err, io.EOF) || errors.Is(err, errTorn) {
			break
		}
		if err != nil {
			return u, edited
		}
		if edited && !bytes.HasPrefix(payload, notePrefix) {
			c.note(entry{})
			continue
		}
		e, err := decodeEntry(payload)
		if err != nil {
			return u, edited
		}
		c.note(e)
		edited = edited || e.edit || e.typing && len(e.record.Changes) > 0
	}
	if c.owner(d.here, lock) != Alive {
		u.Sent = c.sent
	}
	return u, edited
}

// notePrefix is how every line of a note begins: the kind is written first.
var notePrefix = []byte(`{"kind":"` + kindNote)
