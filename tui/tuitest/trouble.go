// One save in trouble: where the connection is cut, what the platform does, who
// else saves; and the judge, who knows what was really stored and when.

package tuitest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"patchbay/api/sandbox"
)

// Word is what a user was told a save came to.
type Word string

// The words. Conflict: nothing was sent. Superseded: accepted, and something
// else is live.
const (
	Saved      Word = "saved"
	NotSaved   Word = "not saved"
	Unknown    Word = "unknown"
	Conflict   Word = "conflict"
	Superseded Word = "superseded"
)

// stage is how far a save has come.
type stage int

const (
	checking stage = iota
	sending
	verifying
)

// cutting says which calls of a stage are cut, and where.
type cutting struct {
	times int // so many calls, from the first
	cut   Cut
}

// Trouble is what goes wrong with one save. The same number makes the same
// trouble. Its methods are safe for concurrent use.
//
// Late commits and lagging copies stay within the patience of a save: past that
// nobody can know, which is the limit of what is promised.
type Trouble struct {
	cuts    [3]cutting
	refuse  bool // no connection can be made for the PUT
	put     sandbox.Fault
	writes  [3]bool // somebody saves before each of the stages
	after   bool    // and between the PUT and its reply
	stale   int     // how many saves the copies lag behind when reading back
	lag     time.Duration
	changes bool // the platform stores something of another meaning

	now     func() time.Time
	mu      sync.Mutex
	at      stage
	since   time.Time
	stored  []string // "ours" or "theirs", oldest first
	unseen  bool     // somebody saved before the check looked, and a PUT went out
	looked  int      // how much was stored when the last check looked
	puts    int      // on the wire
	wire    *Wire
	writers int
}

// NewTrouble makes the trouble of a number.
func NewTrouble(number uint64, now func() time.Time) *Trouble {
	r := rand.New(rand.NewPCG(number, 4))
	one := func(n int) bool { return r.IntN(n) == 0 }
	tr := &Trouble{now: now}
	for s := range tr.cuts {
		if s != int(sending) && !one(3) {
			continue
		}
		c := cutting{times: 1 + r.IntN(6), cut: Cut{Up: All, Down: r.IntN(1 + r.IntN(20000)), End: End(r.IntN(2))}}
		switch {
		case s == int(sending) && one(5):
			c.cut = Sound
		case s == int(sending):
			c.cut.Down = r.IntN(700) // an answer without a body is short
		}
		if one(2) && c.cut != Sound {
			c.cut.Up, c.cut.Down = r.IntN(1+r.IntN(30000))-1, 0
		}
		tr.cuts[s] = c
	}
	tr.refuse = one(20)
	for s := range tr.writes {
		tr.writes[s] = one(6)
	}
	tr.after = one(6)
	tr.stale, tr.lag = r.IntN(3), time.Duration(r.IntN(9))*time.Second
	tr.put.Dates = sandbox.Dates(r.IntN(4))
	store := func(*sandbox.Stored) {}
	switch r.IntN(6) {
	case 0:
		store = sandbox.Normalise(sandbox.Normal(1 << r.IntN(7)))
	case 1:
		store, tr.changes = sandbox.DropMember("$schema"), true
	}
	tr.put.Store = tr.noting("ours", store)
	if tr.after {
		tr.put.After = tr.other()
	}
	if tr.writes[sending] {
		tr.put.Before = tr.other()
	}
	switch r.IntN(8) {
	case 0:
		tr.put.Status, tr.put.Commit = 500, sandbox.CommitNow
	case 1:
		tr.put.Status, tr.put.Commit = 502, sandbox.CommitNever
	case 2:
		tr.put.Commit, tr.put.Late = sandbox.CommitLate, time.Duration(1+r.IntN(13))*time.Second
	case 3:
		tr.put.Status = []int{400, 403, 422, 429}[r.IntN(4)]
	}
	return tr
}

// Over serves the sandbox behind a wire that is in this trouble.
func (tr *Trouble) Over(w *Wire) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.wire = w
}

// Calm ends it: from here on every call goes through.
func (tr *Trouble) Calm() {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.cuts, tr.lag = [3]cutting{}, 0
}

// noting remembers who stored something.
func (tr *Trouble) noting(who string, writer func(*sandbox.Stored)) func(*sandbox.Stored) {
	return func(s *sandbox.Stored) {
		writer(s)
		tr.mu.Lock()
		defer tr.mu.Unlock()
		tr.stored = append(tr.stored, who)
	}
}

// other is somebody else's save.
func (tr *Trouble) other() func(*sandbox.Stored) {
	tr.writers++
	n := tr.writers
	return tr.noting("theirs", func(s *sandbox.Stored) { s.Name = sandbox.Text(fmt.Sprint("Somebody's ", n)) })
}

// Plan cuts the calls of the save.
func (tr *Trouble) Plan(c Call) Cut {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	if strings.HasSuffix(c.Path, "/connectors") || c.Method == "GET" && c.N == 1 {
		return Sound // the list, and the opening
	}
	at := tr.at
	if c.Method == "PUT" {
		at = sending
		tr.puts++
		tr.unseen = tr.unseen || slices.Contains(tr.stored[:tr.looked], "theirs")
		tr.at, tr.since = verifying, tr.now()
	}
	if at == checking && tr.refuse {
		tr.wire.Refuse()
	}
	cut := Sound
	if tr.cuts[at].times > 0 {
		tr.cuts[at].times--
		cut = tr.cuts[at].cut
	}
	if cut.Up != All && cut.Up >= c.Size {
		cut.Up = All // longer than the request: it is cut before the answer
	}
	return cut
}

// Fault is what the platform does to a request that reached it.
func (tr *Trouble) Fault(r sandbox.Request) sandbox.Fault {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	switch {
	case r.Op == sandbox.OpList, r.Op == sandbox.OpGet && r.N == 1:
		return sandbox.Fault{}
	case r.Op == sandbox.OpUpdate:
		return tr.put
	}
	f := sandbox.Fault{Dates: tr.put.Dates}
	if tr.at != sending && tr.writes[tr.at] {
		tr.writes[tr.at] = false
		f.Before = tr.other()
	}
	switch {
	case tr.at == checking:
		f.View = func(*sandbox.Stored) {
			tr.mu.Lock()
			defer tr.mu.Unlock()
			tr.looked = len(tr.stored)
		}
	case tr.now().Sub(tr.since) < tr.lag:
		f.Stale = tr.stale
	}
	return f
}

// Judge says what is wrong with the word, and "" when it is the truth. It is
// asked when everything that was to be stored has been.
func (tr *Trouble) Judge(said Word) string {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	ours, theirs := slices.Contains(tr.stored, "ours"), slices.Contains(tr.stored, "theirs")
	switch {
	case tr.puts > 1:
		return fmt.Sprintf("%d PUTs", tr.puts)
	case tr.unseen:
		return "overwrote what somebody had saved before the check"
	case said == Saved && !ours:
		return "a false saved"
	case said == NotSaved && ours:
		return "a false not saved"
	case said == Conflict && (tr.puts > 0 || !theirs):
		return "a false conflict"
	case said == Superseded && (!theirs && !tr.changes):
		return "said to be superseded, by nobody"
	case said == Unknown && tr.puts == 0:
		return "said to be unknown, and nothing was sent"
	}
	return ""
}

// String tells the trouble, for a test that fails.
func (tr *Trouble) String() string {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return fmt.Sprintf("stored %v, %d PUTs, stale %d for %v, status %d, commit %d, late %v, dates %d, refuse %v",
		tr.stored, tr.puts, tr.stale, tr.lag, tr.put.Status, tr.put.Commit, tr.put.Late, tr.put.Dates, tr.refuse)
}
