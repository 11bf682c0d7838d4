// Found journals: unsaved edits that earlier or other sessions left.

package state

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Found is an unsaved edit on disk.
type Found struct {
	Key      Key
	Base     Base
	Session  Session // the last one that wrote it
	Owner    Owner
	Edits    int // how many steps it took
	LastEdit time.Time
	// Records are all the journal holds, as it was when it was found. They are sound
	// among themselves; whether they fit the text is for the caller to check.
	Records []Record
	// Sent is when a save of this text was sent whose outcome was never noted;
	// zero when there is none.
	Sent time.Time
	// SentRecords is how many of the records that save was made of.
	SentRecords int
	// Torn is how many bytes at the end could not be read: what a crash or a
	// power cut left half written. With an Owner that is Alive they are what
	// is just being written.
	Torn int64
	Path string
	// Err says why the journal cannot be read. Then only Path, Key and Owner
	// hold, and only SetAside works.
	Err error

	dir *Dir
}

// Unsaved finds the unsaved edits of one Connector, the latest first. A
// journal that cannot be read is among them, with Err set. Journals without
// an edit are not.
func (d *Dir) Unsaved(k Key) ([]Found, error) {
	paths, err := d.journalPaths(k.hash() + "-")
	if err != nil {
		return nil, fmt.Errorf("looking for unsaved edits of %s: %w", k, err)
	}
	var found []Found
	for _, path := range paths {
		f, ok := d.inspect(path, k)
		if ok {
			found = append(found, f)
		}
	}
	slices.SortStableFunc(found, func(a, b Found) int { return b.LastEdit.Compare(a.LastEdit) })
	return found, nil
}

func (d *Dir) journalPaths(prefix string) ([]string, error) {
	names, err := d.fs.List(d.journals())
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, n := range names {
		if strings.HasPrefix(n, prefix) && strings.HasSuffix(n, journalSuffix) {
			paths = append(paths, filepath.Join(d.journals(), n))
		}
	}
	return paths, nil
}

// belongs guards against a journal that was given another name by hand.
func belongs(path string, k Key) bool {
	return strings.HasPrefix(filepath.Base(path), k.hash()+"-")
}

func readHeader(l *lineReader) (headerJSON, error) {
	var h headerJSON
	payload, err := l.next()
	if err != nil {
		return h, wordTorn(err)
	}
	if json.Unmarshal(payload, &h) != nil || h.Key.Origin == "" {
		return h, errDamaged
	}
	return h, nil
}

// content is all a journal says.
type content struct {
	header  headerJSON
	base    Base
	head    place    // where the base ends
	took    *Session // the last session that took it over
	session Session  // the last writer
	closed  bool     // the last writer said that it was done
	records []Record
	typing  *Record   // the last of records, which is not part of the text yet
	sent    time.Time // of a save that was never settled
	// sentRecords is how many records the save that was noted last was made of.
	sentRecords int
	torn        int64
	lines       *lineReader
}

// read reads a whole journal. A torn tail is not an error; a disk that fails
// is.
func read(f File) (content, error) {
	l, err := newLineReader(f)
	if err != nil {
		return content{}, err
	}
	c := content{lines: l}
	if c.header, err = readHeader(l); err != nil {
		return content{}, err
	}
	c.session = c.header.Session
	payload, err := l.next()
	if err != nil {
		return content{}, wordTorn(err)
	}
	var b baseJSON
	if json.Unmarshal(payload, &b) != nil {
		return content{}, errDamaged
	}
	c.base, c.head = b.base(), place{l.good, l.sum}
	for {
		payload, err := l.next()
		switch {
		case errors.Is(err, io.EOF):
			return c.withTyping(), nil
		case errors.Is(err, errTorn):
			c.torn = l.size - l.good
			return c.withTyping(), nil
		case err != nil:
			return content{}, err
		}
		e, err := decodeEntry(payload)
		if err != nil {
			return content{}, err
		}
		c.note(e)
		switch {
		case e.edit:
			c.records, c.typing = append(c.records, e.record), nil
		case e.typing && len(e.record.Changes) == 0:
			c.typing = nil
		case e.typing:
			c.typing = &e.record
		}
	}
}

// note takes in what a line says of its writer and of a save.
func (c *content) note(e entry) {
	c.closed = e.closed
	if e.session != nil {
		c.session, c.took = *e.session, e.session
	}
	if e.sent != nil {
		c.sent, c.sentRecords = *e.sent, len(c.records)
	}
}

// withTyping counts what was being typed as the last edit.
func (c content) withTyping() content {
	if c.typing != nil {
		c.records = append(c.records, *c.typing)
	}
	return c
}

// inspect reads one journal for Unsaved. It is left out when it holds no
// edit, or belongs to another Connector.
func (d *Dir) inspect(path string, k Key) (Found, bool) {
	found := Found{Key: k, Path: path, dir: d}
	f, err := d.fs.Open(path, Read)
	if errors.Is(err, fs.ErrNotExist) {
		return Found{}, false // discarded this very moment
	}
	if err != nil {
		found.Err = err
		return found, true
	}
	defer f.Close()
	lock := probe(f)
	size, err := f.Size()
	if err == nil && size == 0 {
		return Found{}, false // just begun, or its writer died then
	}
	c, err := read(f)
	found.Owner = c.owner(d.here, lock)
	switch {
	case err != nil && lock == ErrLocked:
		return Found{}, false // still being written
	case err != nil:
		found.Owner, found.Err = Dead, err
		return found, true
	case c.header.Key != k || len(c.records) == 0:
		return Found{}, false
	}
	found.Base, found.Session, found.Torn = c.base, c.session, c.torn
	found.Records, found.Sent, found.SentRecords = c.records, c.sent, c.sentRecords
	for _, r := range c.records {
		found.Edits += max(1, r.Stands)
	}
	found.LastEdit = c.records[len(c.records)-1].At
	return found, true
}

func (f Found) wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s the unsaved edit of %s: %w", doing, f.Key, err)
}

func (f Found) mine(file File) (content, error) {
	c, err := read(file)
	if err == nil && c.header.Key != f.Key {
		err = errors.New("it belongs to another Connector")
	}
	return c, err
}

// probe says how a journal answers to being locked: nil, ErrLocked or ErrNoLocks.
func probe(f File) error {
	switch lock := f.Probe(); {
	case lock == nil:
		return nil
	case errors.Is(lock, ErrLocked):
		return ErrLocked
	}
	return ErrNoLocks // also when the disk did not say: the process is judged
}

// owner tells about the session that wrote the journal last.
func (c content) owner(here Session, lock error) Owner {
	if c.closed && errors.Is(lock, ErrNoLocks) {
		return Dead
	}
	return judge(c.session, here, lock)
}
