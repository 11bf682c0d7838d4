// The Reader: takes bytes from a source as they come, and hands Bubble Tea one
// whole unit at a time.

package input

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"sync"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// Clock tells the time and wakes the reader. The zero value is the system's.
type Clock struct {
	Now   func() time.Time
	After func(time.Duration) <-chan time.Time
}

func (c Clock) orSystem() Clock {
	if c.Now == nil {
		c = Clock{Now: time.Now, After: time.After}
	}
	return c
}

// How much is read at once, in bytes, and how many such pieces may wait. They
// are noted with the time they came, so that a program that is busy does not
// take them for late.
const (
	readSize = 32 << 10
	backlog  = 64
)

// source is where bytes come from. Cancel makes a Read that is waiting, and
// every later one, return an error without taking anything; it reports false
// when it cannot.
type source interface {
	io.Reader
	Cancel() bool
}

// piece is what one Read of the source brought.
type piece struct {
	bytes []byte
	at    time.Time
	err   error
}

// Reader hands on what a source sends in whole units, one each Read. Give it to
// Bubble Tea as the input, with Filter as the filter: pastes go past the
// decoder and are put in place there. Close it after the program has ended.
type Reader struct {
	clock  Clock
	open   func() (source, error)
	pieces chan piece
	room   chan struct{} // one for each piece that is being read or waits

	reading sync.Mutex // one Read at a time
	split   splitter
	units   []unit // ready; the first is the next to be handed on
	rest    []byte // of a unit that is being handed on
	ended   error  // what the source ended with

	pumping sync.Mutex // guards what follows
	pump    *pump      // nil while paused
	paused  chan struct{}
	closed  bool

	carrying sync.Mutex // guards what follows
	carried  map[int]Paste
	tickets  int
}

// pump is the goroutine that reads the source.
type pump struct {
	source source
	stop   chan struct{}
	done   chan struct{}
}

// New reads a source that cannot be interrupted, such as an SSH session. Close
// waits for it: end the source first.
func New(r io.Reader, l Limits, c Clock) *Reader {
	reader := newReader(func() (source, error) { return stream{r}, nil }, l, c)
	_ = reader.Resume() // cannot fail: there is nothing to open
	return reader
}

// stream is a source that cannot be interrupted.
type stream struct{ io.Reader }

func (stream) Cancel() bool { return false }

func newReader(open func() (source, error), l Limits, c Clock) *Reader {
	return &Reader{
		clock: c.orSystem(), open: open,
		pieces: make(chan piece, backlog), room: make(chan struct{}, backlog),
		split:  splitter{limits: l.withDefaults()},
		paused: make(chan struct{}), carried: map[int]Paste{},
	}
}

// Resume begins to read the source, also again after Pause.
func (r *Reader) Resume() error {
	r.pumping.Lock()
	defer r.pumping.Unlock()
	if r.closed || r.pump != nil {
		return nil
	}
	s, err := r.open()
	if err != nil {
		return err
	}
	p := &pump{source: s, stop: make(chan struct{}), done: make(chan struct{})}
	r.pump, r.paused = p, make(chan struct{})
	go r.run(p)
	return nil
}

// run reads the source until it ends or is stopped. It asks for room before it
// reads, so that nothing it has read is ever without a place.
func (r *Reader) run(p *pump) {
	defer close(p.done)
	buffer := make([]byte, readSize)
	for {
		select {
		case r.room <- struct{}{}:
		case <-p.stop:
			return
		}
		n, err := p.source.Read(buffer)
		if err != nil && isClosed(p.stop) {
			err = errStopped
		}
		r.pieces <- piece{bytes: append([]byte(nil), buffer[:n]...), at: r.clock.Now(), err: err}
		if err != nil {
			return
		}
	}
}

// errStopped is the end of a piece that was read while reading was stopped: not
// the end of the source.
var errStopped = errors.New("reading was stopped")

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// Pause stops reading the source, so that another program can; what was read
// already is kept for later. A Read that waits returns io.EOF, which ends
// Bubble Tea's reading, and so does every later one until Resume. It returns
// once nothing more is taken.
func (r *Reader) Pause() {
	r.pumping.Lock()
	defer r.pumping.Unlock()
	r.halt()
}

func (r *Reader) halt() {
	if r.pump == nil {
		return
	}
	p := r.pump
	r.pump = nil
	close(r.paused)
	close(p.stop)
	p.source.Cancel()
	<-p.done
	if c, ok := p.source.(io.Closer); ok {
		_ = c.Close() // nothing is lost: it holds no data
	}
}

// Close stops reading for good and waits for the goroutine that reads. A source
// that cannot be interrupted has to have ended.
func (r *Reader) Close() error {
	r.pumping.Lock()
	defer r.pumping.Unlock()
	r.closed = true
	r.halt()
	return nil
}

// Read hands on the next unit, or as much of it as fits, once there is one. It
// never cuts a character.
func (r *Reader) Read(p []byte) (int, error) {
	r.reading.Lock()
	defer r.reading.Unlock()
	r.pumping.Lock()
	paused := r.paused
	if r.pump == nil {
		r.pumping.Unlock()
		return 0, io.EOF
	}
	r.pumping.Unlock()
	for {
		if len(r.rest) > 0 {
			n := copy(p, r.rest[:fitting(r.rest, len(p))])
			r.rest = r.rest[n:]
			return n, nil
		}
		if len(r.units) > 0 {
			r.rest = r.wire(r.units[0])
			r.units = r.units[1:]
			continue
		}
		if r.ended != nil {
			return 0, r.ended
		}
		if err := r.wait(paused); err != nil {
			return 0, err
		}
		r.units = r.split.take()
	}
}

// wait takes one piece, or lets what is due happen.
func (r *Reader) wait(paused <-chan struct{}) error {
	select {
	case piece := <-r.pieces:
		r.take(piece)
		return nil
	default:
	}
	var alarm <-chan time.Time
	if due, any := r.split.deadline(); any {
		left := due.Sub(r.clock.Now())
		if left <= 0 {
			r.split.expire(r.clock.Now())
			return nil
		}
		alarm = r.clock.After(left)
	}
	select {
	case piece := <-r.pieces:
		r.take(piece)
	case <-alarm: // the next turn looks for a piece first
	case <-paused:
		return io.EOF
	}
	return nil
}

func (r *Reader) take(p piece) {
	<-r.room
	r.split.feed(p.bytes, p.at)
	if p.err == nil || errors.Is(p.err, errStopped) {
		return
	}
	r.ended = p.err
	// Nothing follows: what is held is not the beginning of anything.
	if due, any := r.split.deadline(); any {
		r.split.expire(due)
	}
}

// fitting is how many bytes of b go into n without cutting a character. Where
// not even one fits, it is cut.
func fitting(b []byte, n int) int {
	if n >= len(b) {
		return len(b)
	}
	for i := n; i > 0; i-- {
		if utf8.RuneStart(b[i]) {
			return i
		}
	}
	return n
}

// wire is what the decoder is given for a unit. A paste travels as the paste of
// a number that Filter puts the paste itself in place of; 0 is the beginning of
// one.
func (r *Reader) wire(u unit) []byte {
	ticket := 0
	switch u.kind {
	case typed:
		return u.bytes
	case ends:
		r.carrying.Lock()
		defer r.carrying.Unlock()
		r.tickets++
		ticket = r.tickets
		r.carried[ticket] = u.paste
	}
	return slices.Concat(pasteStart, strconv.AppendInt(nil, int64(ticket), 10), pasteEnd)
}

// PasteBegins is the message that a paste is being received. A tea.PasteMsg or
// a PasteCut follows.
type PasteBegins struct{}

// PasteCut is the message of a paste that did not arrive whole. Those that did
// are tea.PasteMsg.
type PasteCut struct{ Paste }

// Options make a program read from r.
func (r *Reader) Options() []tea.ProgramOption {
	return []tea.ProgramOption{tea.WithInput(r), tea.WithFilter(r.Filter)}
}

// Filter is the filter of a program that reads from r: see tea.WithFilter.
func (r *Reader) Filter(_ tea.Model, msg tea.Msg) tea.Msg {
	m, ok := msg.(tea.PasteMsg)
	if !ok {
		return msg
	}
	n, err := strconv.Atoi(m.Content)
	r.carrying.Lock()
	defer r.carrying.Unlock()
	paste, known := r.carried[n]
	delete(r.carried, n)
	switch {
	case err == nil && n == 0:
		return PasteBegins{}
	case !known:
		return nil
	case paste.Ending == Whole:
		return tea.PasteMsg{Content: paste.Content}
	}
	return PasteCut{paste}
}
