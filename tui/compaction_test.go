// A journal stays within its bound, says the same, and remembers as many steps
// as fit.

package tui

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"patchbay/api"
	"patchbay/config/state"
	"patchbay/tui/text"
)

// typist is a keeper on a disk, and the text its records lead to.
type typist struct {
	*keeper
	t     *testing.T
	store *state.Dir
	text  text.Text
	at    time.Time
}

func keeping(t *testing.T, disk state.FS, source string) *typist {
	t.Helper()
	store, err := state.Open(t.TempDir(), disk, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	base := api.Connector{Name: api.TextOf("Ads"), Description: api.TextOf(""), Configuration: api.Configuration{JSON: source}}
	shown := text.New(source)
	k := newKeeper(store, state.Key{Origin: "sandbox", Team: 1, Identifier: "T3S70"}, base, shown, time.Now())
	return &typist{k, t, store, shown, time.Unix(1000, 0)}
}

// edit makes a change of the Configuration and writes it, as the event loop does.
func (k *typist) edit(from, to int, insert string, step state.Step) {
	k.t.Helper()
	k.at = k.at.Add(time.Second)
	k.text, _ = k.text.Apply(text.Edit{{From: from, To: to, Insert: insert}})
	k.add([]state.Record{{
		Part: state.Configuration, Changes: []state.Change{{From: from, To: to, Insert: insert}},
		Anchor: from + len(insert), Head: from + len(insert), At: k.at, Step: step,
	}})
	m := k.flush()
	if m.err != nil {
		k.t.Fatal(m.err)
	}
	if m.grown {
		if err := k.compact(); err != nil {
			k.t.Fatal(err)
		}
	}
}

// check compares what is on disk with what was done, and the sizes with the bound.
func (k *typist) check(edits int) replayed {
	k.t.Helper()
	found, err := k.store.Unsaved(k.key)
	if err != nil || len(found) != 1 {
		k.t.Fatalf("%+v, %v", found, err)
	}
	edit, err := replay(found[0])
	if err != nil || edit.now.Text.String() != k.text.String() || found[0].Edits != edits || !found[0].LastEdit.Equal(k.at) {
		k.t.Fatalf("%d edits of %v, %v, want %d of %v; the same text: %v", found[0].Edits, found[0].LastEdit, err, edits, k.at, edit.now.Text.String() == k.text.String())
	}
	now, err := k.from.afterAll(k.written)
	if err != nil || now.texts[state.Configuration].String() != k.text.String() || now.edits != edits {
		k.t.Fatalf("remembered are %d edits, %v", now.edits, err)
	}
	if bound := journalBound(k.journal.Head(), sizeOf(now.leading(k.baseStage()))); k.journal.Size() > bound {
		k.t.Fatalf("%d bytes, the bound is %d", k.journal.Size(), bound)
	}
	if size := sizeOf(k.from.leading(k.baseStage())) + sizeOf(k.written); size > k.journal.Size() {
		k.t.Fatalf("%d bytes are remembered, %d are in the file", size, k.journal.Size())
	}
	return edit
}

func TestAJournalStaysWithinItsBoundWhateverIsTyped(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		random := rand.New(rand.NewPCG(seed, 4))
		k := keeping(t, nil, strings.Repeat("{\"a\": [1, 2, \"drei\"]}\n", 40))
		compactions, size := 0, int64(0)
		for n := 1; n <= 2000; n++ {
			from := random.IntN(k.text.Len() + 1)
			switch random.IntN(40) {
			case 0: // something large, which is taken out again later
				k.edit(from, from, strings.Repeat("é\"\n", random.IntN(500)), state.NewStep)
			case 1:
				k.edit(from, min(k.text.Len(), from+random.IntN(1000)), "", state.NewStep)
			default:
				k.edit(from, from, "x", []state.Step{state.NewStep, state.JoinStep, state.JoinStep}[n%3])
			}
			if k.journal.Size() < size {
				compactions++
			}
			size = k.journal.Size()
			if n%200 == 0 {
				k.check(n)
			}
		}
		if compactions < 3 {
			t.Errorf("compacted %d times only", compactions)
		}
	}
}

func TestALargePasteThatIsTakenOutLeavesASmallJournal(t *testing.T) {
	t.Parallel()
	k := keeping(t, nil, "{}")
	k.edit(1, 1, strings.Repeat("x", 5<<20), state.NewStep)
	k.check(1)
	k.edit(1, 1+5<<20, "", state.NewStep)
	k.edit(1, 1, " ", state.NewStep)
	k.check(1) // what came to nothing counts no more
	if k.journal.Size() > 1<<17 {
		t.Errorf("%d bytes for one space", k.journal.Size())
	}
}

func TestACompactionKeepsAsManyStepsAsFit(t *testing.T) {
	t.Parallel()
	k := keeping(t, nil, "{}")
	before := int64(0)
	n := 0
	for k.journal == nil || k.journal.Size() >= before {
		if k.journal != nil {
			before = k.journal.Size()
		}
		n++
		k.edit(1, 1, "x", []state.Step{state.NewStep, state.JoinStep}[n%2])
	}
	k.check(n)
	if left := len(k.written); left < n/5 || k.written[0].Step != state.NewStep {
		t.Errorf("%d of %d edits are left, the first is %v", left, n, k.written[0].Step)
	}
}

func TestASaveThatIsNotSettledKeepsTheJournalAsItIs(t *testing.T) {
	t.Parallel()
	k := keeping(t, nil, "{}")
	k.edit(1, 1, "x", state.NewStep)
	if err := k.noteSave(state.SaveSent, k.at); err != nil {
		t.Fatal(err)
	}
	k.edit(1, 1, strings.Repeat("y", 1<<20), state.NewStep)
	k.edit(1, 1+1<<20, "", state.NewStep)
	if found, _ := k.store.Unsaved(k.key); k.journal.Size() < 1<<20 || len(found) != 1 || found[0].Sent.IsZero() {
		t.Fatalf("%+v", found)
	}
	if err := k.noteSave(state.SaveSettled, k.at); err != nil {
		t.Fatal(err)
	}
	k.edit(1, 1, " ", state.NewStep)
	k.check(4)
}

// A journal that has to be begun anew says everything the one before said, the
// save that is not settled in its place.
func TestAJournalBegunAnewSaysTheSame(t *testing.T) {
	t.Parallel()
	for _, from := range []string{"the start", "a compaction"} {
		disk := &faultyDisk{FS: state.Disk{}}
		k := keeping(t, disk, "{}")
		edits := 0
		add := func(insert string) { edits++; k.edit(1, 1, insert, state.NewStep) }
		add("a")
		if from == "a compaction" {
			add(strings.Repeat("y", 1<<20))
			k.edit(1, 1+1<<20, "", state.NewStep)
			edits++
		}
		if err := k.sync(); err != nil {
			t.Fatal(err)
		}
		if err := k.noteSave(state.SaveSent, k.at); err != nil {
			t.Fatal(err)
		}
		add("b")
		first := k.journal.Path()
		disk.syncs = 1
		if k.sync() == nil {
			t.Fatal("the disk did not fail")
		}
		add("c")
		if err := k.sync(); err != nil {
			t.Fatal(err)
		}
		found, _ := k.store.Unsaved(k.key)
		if k.journal.Path() == first || len(found) != 1 || !found[0].Sent.Equal(k.sent.at) {
			t.Fatalf("%s: %+v", from, found)
		}
		k.check(edits)
	}
}

func TestACompactionThatFailsIsNotTriedAtEveryEdit(t *testing.T) {
	t.Parallel()
	k := keeping(t, nil, "{}")
	clock := &stillClock{}
	a := &App{clock: clock}
	tries := 0
	for range 100 {
		if cmd := a.compactJournal(k.keeper); cmd != nil {
			tries++
			a.journalCompacted(compactedMsg{k.keeper, fmt.Errorf("the disk is full")})
		}
	}
	clock.now = clock.now.Add(compactPause)
	if again := a.compactJournal(k.keeper); tries != 1 || again == nil {
		t.Errorf("tried %d times, and again later: %v", tries, again != nil)
	}
}

func TestAStepLongerThanTheBoundIsCutAndRestored(t *testing.T) {
	t.Parallel()
	k := keeping(t, nil, "{}")
	k.edit(1, 1, "x", state.NewStep)
	for range 1500 {
		k.edit(1, 1, "x", state.JoinStep)
	}
	k.check(1501)
	if len(k.written) < 200 {
		t.Errorf("%d edits are left", len(k.written))
	}
}
