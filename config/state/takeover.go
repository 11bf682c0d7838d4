// Taking over: a session goes on in the journal another one left.

package state

import (
	"bytes"
	"errors"
	"io"
)

// taken is a journal whose lock is held.
type taken struct {
	file File
	lock error // nil, or ErrNoLocks
	content
	owner Owner // Dead or Unsure
}

// take opens the file and its lock, makes sure that it is still there, and reads
// it. It fails with ErrLocked while its owner lives.
func (f Found) take() (taken, error) {
	file, err := f.dir.fs.Open(f.Path, Append)
	if err != nil {
		return taken{}, err
	}
	t := taken{file: file}
	t.lock, err = f.dir.hold(file, 3) // a probe may hold it for a moment
	if err == nil {
		var named bool
		if named, err = file.Named(f.Path); err == nil && !named {
			err = errors.New("another Patchbay has just taken care of it")
		}
	}
	if err == nil {
		t.content, err = f.mine(file)
	}
	if err == nil {
		if t.owner = t.content.owner(f.dir.here, t.lock); t.owner == Alive {
			err = ErrLocked
		}
	}
	if err != nil {
		_ = file.Close()
		return taken{}, err
	}
	return t, nil
}

// Resume takes the journal over for a session: its torn tail is cut off and
// further edits are added to the same file. It fails with ErrLocked while
// another session holds it. When nobody can tell whether its owner lives, the
// journal is copied instead, and the copy is taken over: two may not write one
// file. After any failure the journal is what it was.
func (f Found) Resume(s Session) (*Journal, Base, []Record, error) {
	fail := func(err error) (*Journal, Base, []Record, error) {
		return nil, Base{}, nil, f.wrap("taking over", err)
	}
	if f.Err != nil {
		return fail(f.Err)
	}
	t, err := f.take()
	if err != nil {
		return fail(err)
	}
	j, err := f.takeOver(t, s)
	if err != nil {
		return fail(err)
	}
	return j, t.base, t.records, nil
}

// takeOver has t's file or a copy of it written on by s. It closes the file
// when it is not used.
func (f Found) takeOver(t taken, s Session) (j *Journal, err error) {
	if t.owner == Unsure {
		j, err = f.copy(t, s)
		_ = t.file.Close()
	} else {
		j = &Journal{
			dir: f.dir, key: f.Key, path: f.Path, lock: t.lock, file: t.file, took: &s,
			head: t.head, end: place{t.lines.good, t.lines.sum}, broken: t.torn > 0, unsettled: !t.sent.IsZero(),
		}
		if t.torn > 0 {
			err = f.keepTail(t.content)
		}
	}
	if err == nil {
		err = j.noteTaken(s, t.typing)
	}
	if err == nil {
		return j, nil
	}
	switch {
	case j == nil:
	case t.owner == Unsure:
		_ = j.Discard()
	default:
		_ = t.file.Close()
	}
	return nil, err
}

// noteTaken says who goes on. What was being typed is part of the text from
// here on.
func (j *Journal) noteTaken(s Session, typing *Record) error {
	note, err := encode(recordJSON{Kind: kindSession, At: j.dir.now().UTC(), Session: &s})
	if err != nil {
		return err
	}
	payloads := [][]byte{note}
	if typing != nil {
		edit, err := typing.encode()
		if err != nil {
			return err
		}
		payloads = append(payloads, edit)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.add(payloads...)
}

// copy begins a journal of s with every line that t holds after its base.
func (f Found) copy(t taken, s Session) (*Journal, error) {
	file, err := f.dir.fs.Open(f.Path, Read)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	l, err := newLineReader(file)
	for range 2 { // header and base
		if err == nil {
			err = l.skip()
		}
	}
	var payloads [][]byte
	for err == nil && l.good < t.lines.good {
		var payload []byte
		if payload, err = l.next(); err == nil {
			payloads = append(payloads, payload)
		}
	}
	if err != nil {
		return nil, err
	}
	j, err := f.dir.Begin(f.Key, t.base, s)
	if err != nil {
		return nil, err
	}
	j.unsettled, j.took = !t.sent.IsZero(), &s
	j.mu.Lock()
	err = j.add(payloads...)
	j.mu.Unlock()
	if err != nil {
		_ = j.Discard()
		return nil, err
	}
	return j, nil
}

// keepTail copies what is about to be cut off when it is more than one torn
// line: then the file was damaged in its middle, and what follows, though it
// cannot be applied, may still be of use to somebody.
func (f Found) keepTail(c content) error {
	file, err := f.dir.fs.Open(f.Path, Read)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := io.CopyN(io.Discard, file, c.lines.good); err != nil {
		return err
	}
	tail, err := io.ReadAll(io.LimitReader(file, c.torn))
	if err != nil {
		return err
	}
	if i := bytes.IndexByte(tail, '\n'); i < 0 || i == len(tail)-1 {
		return nil
	}
	return f.dir.replace(f.dir.asidePath(f.Path, "tail"), tail)
}
