// A world in which everything goes wrong at once, and a flow that saves in it:
// several writers, lost and late replies, copies that lag, dates that lie, a
// platform that spells things its own way. What the flow says is judged by one
// who knows what was really stored, and when.

package saveflow

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"patchbay/api"
	"patchbay/api/sandbox"
)

const worldTeam, worldID = sandbox.DefaultTeam, "W1"

// choices are the decisions a world is made of; what is missing is 0.
type choices struct{ left []byte }

// of is a number from 0 up to, not including, n.
func (c *choices) of(n int) int {
	if len(c.left) == 0 {
		return 0
	}
	b := int(c.left[0])
	c.left = c.left[1:]
	return b % n
}

// one is true once in n.
func (c *choices) one(n int) bool { return c.of(n) == n-1 }

// written is one thing that was stored.
type written struct {
	ours    bool
	content Content
}

// world is a Connector, everybody who writes it, and what they wrote.
type world struct {
	choices
	box    *sandbox.Sandbox
	client *api.Client
	now    time.Time
	log    []written
	shown  Content // by the answer to the last GET
	actual Content // what was live then
	phase  State
	dates  sandbox.Dates

	checkStale, readStale int           // how many saves the copies lag behind
	lag                   time.Duration // and for how long after the phase began
	since                 time.Time
	writers               int
	putBack               bool // an old version is saved
}

func (w *world) sleep(ctx context.Context, d time.Duration) error {
	w.now = w.now.Add(d)
	return ctx.Err()
}

func newWorld(t testing.TB, decisions []byte) *world {
	w := &world{choices: choices{decisions}, now: noon, phase: Reviewing}
	w.dates = sandbox.Dates(w.of(4))
	var err error
	w.box, err = sandbox.New(sandbox.Options{
		Now: func() time.Time { return w.now }, Sleep: w.sleep, Fault: w.fault,
		Connectors: []sandbox.Stored{{Team: worldTeam, Identifier: worldID, Name: `"Ads"`, Description: `"d"`, Configuration: sandbox.Literal(configuration(0)),
			UpdatedAt: sandbox.Date(noon), ConfigurationUpdatedAt: sandbox.Date(noon)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.client, err = api.New(api.Options{
		BaseURL: "http://127.0.0.1", Transport: sandbox.Transport(w.box), Sleep: w.sleep,
		Authorization: func(context.Context) (string, error) { return "x", nil },
		Now:           func() time.Time { return w.now }, Jitter: func() float64 { return 0 },
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// configuration is the n-th version: different in meaning from every other, with
// something in it for every way of spelling.
func configuration(n int) string {
	return fmt.Sprintf("{\"version\": %d, \"b\": [1, 2.50, 12345678901234567890], \"a\": {},\t\"s\": \"x\\/ü\", \"dup\": 1, \"dup\": 2}", n)
}

func contentOf(s sandbox.Stored) Content {
	return Content{Name: api.TextOf(s.Name.Value()), Description: api.TextOf(s.Description.Value()), Configuration: string(s.Configuration)}
}

// noted remembers what a writer left.
func (w *world) noted(ours bool, writer func(*sandbox.Stored)) func(*sandbox.Stored) {
	return func(s *sandbox.Stored) {
		writer(s)
		w.log = append(w.log, written{ours, contentOf(*s)})
	}
}

var spellings = []sandbox.Normal{
	0, sandbox.Compact, sandbox.Indented, sandbox.SortKeys, sandbox.Compact | sandbox.SortKeys, sandbox.EscapeAll, sandbox.PlainTexts,
	sandbox.Floats, sandbox.LastDuplicate, sandbox.EmptyToList,
}

// other is somebody else's save.
func (w *world) other() func(*sandbox.Stored) {
	w.writers++
	n := 100 + w.writers
	writer := func(s *sandbox.Stored) { s.Configuration = sandbox.Literal(configuration(n)) }
	switch w.of(6) {
	case 1:
		writer = func(s *sandbox.Stored) { s.Name = sandbox.Text(fmt.Sprint("Name ", n)) }
	case 2:
		writer = sandbox.Normalise(spellings[w.of(len(spellings))])
	case 3:
		writer = func(s *sandbox.Stored) { s.Configuration = sandbox.Literal(configuration(0)) }
	case 4:
		writer = sandbox.DropMember("a")
	}
	return w.noted(false, writer)
}

// fault is what goes wrong with one request of the phase the save is in.
func (w *world) fault(r sandbox.Request) sandbox.Fault {
	f := sandbox.Fault{Dates: w.dates}
	stale := 0
	switch {
	case w.phase == Sending:
		return w.putFault(f)
	case w.phase == Checking:
		stale = w.checkStale
		if w.one(4) {
			f.Before = w.other()
		}
		if w.one(40) {
			f.Status = 403
		}
	case w.phase == Verifying:
		stale = w.readStale
		switch w.of(24) {
		case 1:
			f.After = w.other()
		case 2:
			f.Status = 500
		case 3:
			f.Cut = sandbox.CutBody
		case 4:
			f.Hold = 20 * time.Second // the answer is old when it arrives
		case 5:
			f.Before = w.other()
		case 6:
			if w.one(4) {
				f.Status = 403
			}
		}
	default:
		return sandbox.Fault{}
	}
	if w.now.Sub(w.since) < w.lag {
		f.Stale = stale
	}
	f.View = func(s *sandbox.Stored) {
		w.shown = contentOf(*s)
		if len(w.log) > 0 {
			w.actual = w.log[len(w.log)-1].content
		}
	}
	return f
}

func (w *world) putFault(f sandbox.Fault) sandbox.Fault {
	if w.one(5) {
		f.Before = w.other()
	}
	if w.one(5) {
		f.After = w.other()
	}
	store := sandbox.Normalise(0)
	switch w.of(4) {
	case 0:
		store = func(*sandbox.Stored) {}
	case 1:
		store = sandbox.Normalise(spellings[w.of(len(spellings))])
	case 2:
		store = func(*sandbox.Stored) {}
		if w.one(3) {
			store = sandbox.DropMember("b")
		}
	}
	f.Store = w.noted(true, store)
	switch w.of(10) {
	case 9: // accepted and not kept at all
		if !w.putBack {
			f.Commit = sandbox.CommitNever
		}
	case 1:
		f.Status, f.Commit = 500, sandbox.CommitNow
	case 2:
		f.Status, f.Commit = 502, sandbox.CommitNever
	case 3:
		f.Cut = sandbox.CutReply
	case 4:
		f.Cut, f.Commit = sandbox.CutReply, sandbox.CommitNever
	case 5:
		f.Cut = sandbox.CutRequest
	case 6:
		f.Status = []int{400, 404, 422, 429}[w.of(4)]
	case 7: // unanswered and committed late, within patience
		f.Cut, f.Commit, f.Late = sandbox.CutReply, sandbox.CommitLate, time.Duration(1+w.of(13))*time.Second
	case 8: // accepted and committed late, within patience
		f.Commit, f.Late = sandbox.CommitLate, time.Duration(1+w.of(28))*time.Second
	}
	return f
}

// told is what the flow said, and what it did for that.
type told struct {
	flow  *Flow
	puts  int
	reads int
	// What was live when the last check was answered, and what it was told.
	live, shown Content
	sentAfter   int // of the log, when the PUT went out
	cause       error
}

// save saves something in w, as the App does, and reports what was said of it.
func (w *world) save(t testing.TB) told {
	t.Helper()
	ref, ctx := api.Ref{Team: worldTeam, Identifier: worldID}, context.Background()
	versions := w.of(4)
	for n := 1; n <= versions; n++ { // what this machine saw before it began
		w.now = w.now.Add(time.Minute)
		w.box.Change(worldTeam, worldID, func(s *sandbox.Stored) { s.Configuration = sandbox.Literal(configuration(n)) })
	}
	w.now = w.now.Add(time.Minute)
	base, _, err := w.client.Get(ctx, ref)
	if err != nil {
		t.Fatal(err)
	}
	mine := ContentOf(base)
	switch w.of(6) {
	case 0, 1:
		mine.Configuration = configuration(50)
	case 2: // an old version put back
		mine.Configuration, w.putBack = configuration(w.of(4)), true
	case 3:
		mine.Configuration = strings.Replace(mine.Configuration, ": ", " :  ", 1)
	case 4:
		mine.Name = api.TextOf("Mine")
	case 5:
		mine.Configuration = configuration(51) + "\n"
	}
	w.checkStale, w.readStale, w.lag = w.of(3), w.of(4), time.Duration(w.of(9))*time.Second
	w.now = w.now.Add(time.Minute)

	r := told{flow: New(base, mine)}
	f := r.flow
	w.phase, w.since = Checking, w.now
	again := w.one(2)
	for step := f.Confirm(); ; {
		switch {
		case step.Do == Put:
			r.puts++
			r.live, r.shown = contentOf(w.stored(t)), w.shown
			r.sentAfter = len(w.log)
			w.phase = Sending
			_, err := w.client.Update(ctx, ref, f.Mine().Update())
			r.cause = err
			w.phase, w.since = Verifying, w.now
			step = f.PutDone(err, w.now)
		case step.Do == Read:
			if r.reads++; r.reads > 60 {
				t.Fatal("reading never ends")
			}
			w.now = w.now.Add(step.After)
			c, _, err := w.client.Get(ctx, ref)
			step = f.ReadDone(c, err, w.now)
		case f.State() == Conflict && f.Likeness() == Respelled && again:
			again = false
			step = f.GoOn(w.now)
		case f.State() == Unknown && again:
			again = false
			w.now = w.now.Add(time.Minute)
			step = f.CheckAgain(w.now)
		default:
			w.phase = Reviewing
			return r
		}
	}
}

func (w *world) stored(t testing.TB) sandbox.Stored {
	t.Helper()
	s, ok := w.box.Get(worldTeam, worldID)
	if !ok {
		t.Fatal("the Connector is gone")
	}
	return s
}

func means(a, b Content) bool { return Compare(a, b) != Different }

// judge compares what was said with what happened. It returns "" for the truth.
func (w *world) judge(t testing.TB, r told) string {
	t.Helper()
	f := r.flow
	mine, base := f.Mine(), ContentOf(f.Base())
	w.now = w.now.Add(time.Hour) // what is committed late has been by then
	finally := contentOf(w.stored(t))
	since := w.log[r.sentAfter:]
	committed := slices.ContainsFunc(since, func(e written) bool { return e.ours })
	someone := slices.ContainsFunc(w.log, func(e written) bool { return !e.ours })
	if r.puts > 0 { // what was live when it went out, perhaps the same
		since = append([]written{{content: r.live}}, since...)
	}
	wasLive := slices.ContainsFunc(since, func(e written) bool { return Compare(mine, e.content) == Identical })
	wasMeant := slices.ContainsFunc(since, func(e written) bool { return means(mine, e.content) })
	switch {
	case r.puts > 1:
		return "sent more than once"
	case r.puts == 1 && Compare(r.shown, r.live) == Identical && !means(base, r.live):
		return "overwrote what the check had shown"
	}
	switch f.State() {
	case Saved:
		switch f.Outcome() {
		case AsSent:
			// An old version that was put back, accepted and stored otherwise, may be
			// read from a lagging copy as it was. That it is saved is true.
			if r.puts != 1 || !wasLive && !(committed && f.Accepted() && w.readStale > 0) {
				return "said to be saved as sent, and never was live"
			}
		case Normalised:
			if r.puts != 1 || !wasMeant || !committed && !someone && !f.Accepted() || !means(mine, ContentOf(f.Live())) || Compare(mine, ContentOf(f.Live())) == Identical {
				return "said to be stored in other words, and was not"
			}
		case AlreadyLive:
			if r.puts != 0 || Compare(mine, w.shown) != Identical {
				return "said to be live already, and was not"
			}
		case Superseded:
			if r.cause != nil || Compare(mine, ContentOf(f.Live())) != Different || Compare(ContentOf(f.Live()), w.actual) != Identical {
				return "something else is said to be live, and is not"
			}
		}
	case Refused:
		switch {
		case f.Cause() == nil:
			return "refused for no reason"
		case r.puts == 0 && f.Sent(), r.puts == 1 && !f.Sent():
			return "does not know whether it sent"
		case Compare(mine, finally) == Identical && committed:
			return "said not to be saved, and is live"
		case committed && api.OutcomeUnknown(r.cause) && Compare(base, finally) == Different && !someone:
			return "said not to be saved, and is live in other words"
		}
	case Conflict:
		if r.puts != 0 || !someone || Compare(base, w.shown) == Identical {
			return "a conflict with nobody"
		}
	case Unknown:
		if r.puts != 1 {
			return "unknown, and nothing was sent"
		}
		if f.Doubt() == StillOld && !f.Accepted() {
			return "said to be accepted, and was not"
		}
	default:
		return "does not end: " + f.State().String()
	}
	return ""
}

func playWorld(t testing.TB, decisions []byte) told {
	t.Helper()
	w := newWorld(t, decisions)
	defer w.client.CloseIdle()
	r := w.save(t)
	if fault := w.judge(t, r); fault != "" {
		var log []string
		for _, e := range w.log {
			log = append(log, fmt.Sprintf("ours=%v %s %q", e.ours, e.content.Name.String(), e.content.Configuration))
		}
		t.Fatalf("%s\ndecisions %v\nstate %v, outcome %v, doubt %v, cause %v, PUT %v\nbase %q\nmine %q\nlive %q\nwritten:\n%s", fault, decisions,
			r.flow.State(), r.flow.Outcome(), r.flow.Doubt(), r.flow.Cause(), r.cause,
			r.flow.Base().Configuration.JSON, r.flow.Mine().Configuration, r.flow.Live().Configuration.JSON, strings.Join(log, "\n"))
	}
	return r
}

// Every word is the truth in every world; and every word is said in some.
func TestTheTruthInEveryWorld(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 2026))
	said := map[string]int{}
	for range 800 {
		decisions := make([]byte, 40)
		for i := range decisions {
			decisions[i] = byte(random.Uint32())
		}
		r := playWorld(t, decisions)
		word := r.flow.State().String()
		switch r.flow.State() {
		case Saved:
			word += fmt.Sprint(r.flow.Outcome())
		case Unknown:
			word += fmt.Sprint(r.flow.Doubt())
		}
		said[word]++
	}
	t.Log(said)
	for _, word := range []string{"saved0", "saved1", "saved2", "saved3", "refused", "conflict", "unknown0", "unknown1", "unknown2"} {
		if said[word] == 0 {
			t.Errorf("no world in which %q is said: %v", word, said)
		}
	}
}

func FuzzTheTruthInEveryWorld(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{1, 3, 2, 1, 0, 1, 8, 1})
	f.Add([]byte{2, 2, 2, 0, 2, 2, 7, 0, 3, 3, 0, 1, 7, 9})
	f.Fuzz(func(t *testing.T, decisions []byte) { playWorld(t, decisions[:min(len(decisions), 200)]) })
}
