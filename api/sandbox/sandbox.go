// The Sandbox itself: what it is made from, and what tests ask of it.

package sandbox

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"
	"time"
)

// DefaultTeam is the team the Connectors of the sandbox belong to.
const DefaultTeam int64 = 936506

// DefaultHourly is the number of requests an hour allows, and maxHourly the
// most the contract lets X-RateLimit-Limit say.
const (
	DefaultHourly = 5000
	maxHourly     = 10000
)

// Options is what a Sandbox is made from. The zero Options is a working one.
type Options struct {
	Team   int64  // owner of Connectors that name no team; 0 is DefaultTeam
	Token  string // the accepted credential; "" accepts any, but not none
	Hourly int    // requests an hour allows, 1 to 10,000; 0 is DefaultHourly

	Seed       fs.FS    // Connectors to start with, as Load reads them; may be nil
	Connectors []Stored // more of them, kept as they are; these win over Seed
	StateFile  string   // where saves are kept between runs; "" keeps nothing

	Fault  func(Request) Fault // scripted faults, may call the Sandbox; the zero Fault leaves the request alone
	Report func(error)         // told when the state file cannot be written

	Now    func() time.Time
	Sleep  func(context.Context, time.Duration) error
	Random io.Reader // for request ids
}

// Sandbox is the Connector Builder API in memory. It is an http.Handler and
// safe for use by many goroutines.
type Sandbox struct {
	opts Options

	mu       sync.Mutex // guards everything below
	entries  map[key]*entry
	order    []key
	late     []lateCommit
	budget   budget
	counts   map[counted]int
	records  recorder
	memory   memory
	behaving map[string]behaviour
	unnamed  uint64 // request ids given while Random failed
}

// key names a Connector.
type key struct {
	team       int64
	identifier string
}

// counted is what requests are numbered by.
type counted struct {
	key
	op Op
}

// entry is one Connector with what it was before, newest last.
type entry struct {
	now     Stored
	past    []Stored
	changed bool // differs from what the sandbox started with

	build func() Literal // makes the Configuration at the first look; nil once made
}

// maxPast is how many earlier states of a Connector Fault.Stale can reach.
const maxPast = 4

// lateCommit is a PUT that takes effect some time after its request.
type lateCommit struct {
	due    time.Time
	key    key
	update update
	fault  Fault
}

// New makes a Sandbox: Seed first, then the Connectors built in, then
// Options.Connectors, then what StateFile kept of an earlier run.
func New(o Options) (*Sandbox, error) {
	if o.Team == 0 {
		o.Team = DefaultTeam
	}
	if o.Hourly == 0 {
		o.Hourly = DefaultHourly
	}
	if o.Team < 1 {
		return nil, fmt.Errorf("the team must be a whole number from 1, not %d", o.Team)
	}
	if o.Hourly < 1 || o.Hourly > maxHourly {
		return nil, fmt.Errorf("the requests an hour must be 1 to %d, not %d", maxHourly, o.Hourly)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	s := &Sandbox{
		opts:     o,
		entries:  make(map[key]*entry),
		counts:   make(map[counted]int),
		memory:   newMemory(),
		behaving: make(map[string]behaviour),
	}
	if o.Seed != nil {
		seeds, err := Load(o.Seed, o.Team)
		if err != nil {
			return nil, err
		}
		s.put(seeds)
	}
	s.put([]Stored{large(o.Team)})
	s.entries[key{o.Team, largeIdentifier}].build = largeConfiguration
	for _, m := range misbehaving() {
		s.behaving[m.identifier] = m.behaviour
		s.put([]Stored{m.stored(o.Team)})
	}
	s.put([]Stored{hostile(o.Team)})
	s.put(o.Connectors)
	if o.StateFile != "" {
		kept, err := readState(o.StateFile)
		if err != nil {
			return nil, err
		}
		s.put(kept)
		for _, c := range kept {
			s.entries[key{c.Team, c.Identifier}].changed = true
		}
	}
	return s, nil
}

// put adds Connectors; one that is there already keeps its place in the list.
func (s *Sandbox) put(list []Stored) {
	for _, c := range list {
		if c.Team == 0 {
			c.Team = s.opts.Team
		}
		k := key{c.Team, c.Identifier}
		if s.entries[k] == nil {
			s.order = append(s.order, k)
		}
		s.entries[k] = &entry{now: c}
	}
}

// entry returns a Connector whole, or nil. Callers hold the lock.
func (s *Sandbox) entry(k key) *entry {
	e := s.entries[k]
	if e != nil && e.build != nil {
		e.now.Configuration, e.build = e.build(), nil
	}
	return e
}

// Get returns a Connector as it is stored now.
func (s *Sandbox) Get(team int64, identifier string) (Stored, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle()
	e := s.entry(key{team, identifier})
	if e == nil {
		return Stored{}, false
	}
	return e.now, true
}

// Change is another writer: it changes a Connector as a save from elsewhere
// would. The dates advance unless the writer sets them. It reports whether the
// Connector exists.
func (s *Sandbox) Change(team int64, identifier string, writer func(*Stored)) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle()
	e := s.entry(key{team, identifier})
	if e == nil {
		return false
	}
	s.write(e, writer, DatesAdvance)
	s.keep()
	return true
}

// Remove deletes a Connector, as someone could in a browser.
func (s *Sandbox) Remove(team int64, identifier string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := key{team, identifier}
	if s.entries[k] == nil {
		return false
	}
	delete(s.entries, k)
	s.order = slices.DeleteFunc(s.order, func(o key) bool { return o == k })
	s.keep()
	return true
}

// write lets a writer change a Connector and gives it the dates and the
// version of a new save.
func (s *Sandbox) write(e *entry, writer func(*Stored), d Dates) {
	before := e.now
	writer(&e.now)
	after := &e.now
	after.Team, after.Identifier = before.Team, before.Identifier
	if *after == before {
		return
	}
	now := s.opts.Now()
	if after.UpdatedAt == before.UpdatedAt {
		after.UpdatedAt = d.after(before.UpdatedAt, now)
	}
	if after.Configuration != before.Configuration {
		if after.ConfigurationUpdatedAt == before.ConfigurationUpdatedAt {
			after.ConfigurationUpdatedAt = d.after(before.ConfigurationUpdatedAt, now)
		}
		if after.Version == before.Version {
			after.Version = nextVersion(before.Version)
		}
	}
	e.remember(before)
}

func (e *entry) remember(before Stored) {
	e.past = append(e.past, before)
	if len(e.past) > maxPast {
		e.past = slices.Delete(e.past, 0, 1)
	}
	e.changed = true
}

// keep writes the state file. Callers hold the lock.
func (s *Sandbox) keep() error {
	if s.opts.StateFile == "" {
		return nil
	}
	err := writeState(s.opts.StateFile, s.changes())
	if err != nil && s.opts.Report != nil {
		s.opts.Report(err)
	}
	return err
}

// changes lists the Connectors that differ from what the sandbox started with.
func (s *Sandbox) changes() []Stored {
	var list []Stored
	for _, k := range s.order {
		if e := s.entries[k]; e.changed {
			list = append(list, e.now)
		}
	}
	return list
}

// sleep waits for d, or less when the context ends.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// errNotFound is the answer for a Connector that does not exist.
var errNotFound = errors.New("no such Connector")
