// Journals: what was typed comes back, to the right Connector, exactly.

package state

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	noon = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	t3   = Key{"https://api.supermetrics.com", 936506, "T3S70"}
	base = Base{Content{
		Name: `"Ads \u00e9\ud800"`, Description: "null", Configuration: "{\"a\":1.10,\"a\":\"\xff\x00\"}",
		UpdatedAt: "2026-03-05T11:00:00Z", ConfigurationUpdatedAt: "yesterday", Version: "7",
	}, "{\n  \"a\": 1.10\n}"}
)

func clock() time.Time { return noon }

func open(t *testing.T, fs FS) *Dir {
	t.Helper()
	d, err := Open("/state", fs, clock)
	if err != nil {
		t.Fatal(err)
	}
	d.pause = func(time.Duration) {}
	return d
}

// session is a run on this machine, told apart by its process id.
func (d *Dir) session(pid int) Session {
	s := d.here
	s.PID = pid
	return s
}

func typed(n int) Record {
	return Record{Part: Configuration, Changes: []Change{{n, n, fmt.Sprintf("<%d>", n)}}, Anchor: n, Head: n + 3, At: noon.Add(time.Duration(n) * time.Second)}
}

func begin(t *testing.T, d *Dir, k Key, pid int, records ...Record) *Journal {
	t.Helper()
	j, err := d.Begin(k, base, d.session(pid))
	if err == nil {
		err = j.Append(records)
	}
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// unsaved finds exactly n unsaved edits.
func unsaved(t *testing.T, d *Dir, k Key, n int) []Found {
	t.Helper()
	found, err := d.Unsaved(k)
	if err != nil || len(found) != n {
		t.Fatalf("found %d unsaved edits of %s (%v), want %d: %+v", len(found), k, err, n, found)
	}
	return found
}

func records(t *testing.T, f Found) []Record {
	t.Helper()
	if f.Err != nil {
		t.Fatal(f.Err)
	}
	return f.Records
}

func TestWhatWasTypedComesBackExactly(t *testing.T) {
	mem := newMemFS()
	d := open(t, mem)
	want := []Record{
		{Part: Name, Changes: []Change{{0, 4, "Ads & <b> \u2028 é"}}, Anchor: 1, Head: 2, At: noon},
		{Part: Description, Changes: []Change{{0, 0, ""}}, At: noon.Add(time.Millisecond)},
		{Part: Configuration, Changes: []Change{{1, 2, "\xff\xfe\x00\n\r\x1b[2J"}, {2, 2, `\ud800 "quoted"`}, {5, 9, ""}}, At: noon.Add(time.Second)},
		{Part: Configuration, Changes: []Change{{3, 3, strings.Repeat("é\n", 50000)}}, Anchor: 7, At: noon.Add(2 * time.Second)},
	}
	j := begin(t, d, t3, 1, want[:2]...)
	if err := j.Append(want[2:]); err != nil {
		t.Fatal(err)
	}

	f := unsaved(t, open(t, mem.kill()), t3, 1)[0]
	if f.Err != nil || f.Torn != 0 || !reflect.DeepEqual(f.Records, want) {
		t.Errorf("%v, torn %d\ngot  %+v\nwant %+v", f.Err, f.Torn, f.Records, want)
	}
	if f.Edits != 4 || f.Owner != Dead || !f.LastEdit.Equal(noon.Add(2*time.Second)) || f.Session.PID != 1 || f.Base != base {
		t.Errorf("%+v", f)
	}
}

func TestAJournalEndsKeptOrDiscarded(t *testing.T) {
	d := open(t, newMemFS())
	kept, discarded := begin(t, d, t3, 1, typed(1)), begin(t, d, t3, 2, typed(2))
	for _, end := range []func() error{kept.Sync, kept.Close, kept.Close, discarded.Discard, discarded.Discard, discarded.Close} {
		if err := end(); err != nil {
			t.Error(err)
		}
	}
	f := unsaved(t, d, t3, 1)[0]
	if f.Path != kept.Path() || f.Owner != Dead {
		t.Errorf("%+v", f)
	}
	if err := kept.Append([]Record{typed(2)}); err == nil || kept.Sync() == nil {
		t.Error("a closed journal took an edit")
	}
	if err := f.Discard(); err != nil {
		t.Fatal(err)
	}
	unsaved(t, d, t3, 0)
	if err := f.Discard(); err != nil {
		t.Errorf("discarding twice: %v", err)
	}
}

func TestAJournalWithoutAnEditIsNotOffered(t *testing.T) {
	mem := newMemFS()
	d := open(t, mem)
	_ = begin(t, d, t3, 1).Close()
	live := begin(t, d, t3, 2)
	_ = begin(t, d, t3, 3, typed(1)).Close()
	unsaved(t, d, t3, 1)
	if err := d.Sweep(); err != nil {
		t.Fatal(err)
	}
	names, _ := mem.List(d.journals())
	if len(names) != 2 {
		t.Errorf("after tidying: %v, want the live one and the one with an edit", names)
	}
	if err := live.Append([]Record{typed(5)}); err != nil {
		t.Error(err)
	}
	if err := live.Sync(); err != nil {
		t.Error(err)
	}
}

func TestAnEditIsOfferedToItsOwnConnectorOnly(t *testing.T) {
	mem := newMemFS()
	d := open(t, mem)
	path := begin(t, d, t3, 1, typed(1)).Path()
	others := []Key{
		{"https://api.supermetrics.com:8443", t3.Team, t3.Identifier}, {"http://api.supermetrics.com", t3.Team, t3.Identifier},
		{t3.Origin, 93650, t3.Identifier}, {t3.Origin, t3.Team, "t3s70"}, {t3.Origin, t3.Team, "T3S7"},
		{t3.Origin, 936506, "T3S70 "}, {t3.Origin + `" 9`, 36506, t3.Identifier},
	}
	for _, k := range others {
		unsaved(t, d, k, 0)
		// Even when somebody gives the file a name that would fit.
		moved := strings.Replace(path, t3.hash(), k.hash(), 1)
		mem.files[moved] = &memNode{data: mem.files[path].data}
		unsaved(t, d, k, 0)
		f := Found{Key: k, Path: moved, dir: d}
		if _, _, _, err := f.Resume(d.here); err == nil {
			t.Errorf("%v: taken over", k)
		}
		delete(mem.files, moved)
	}
	if got, _ := d.Left(t3.Origin); !reflect.DeepEqual(got, []Key{t3}) {
		t.Errorf("keys %v", got)
	}
	if got, _ := d.Left("https://elsewhere"); len(got) != 0 {
		t.Errorf("keys of another origin %v", got)
	}
}

func TestWhoOwnsAJournalIsToldRightly(t *testing.T) {
	for _, c := range []struct {
		name    string
		writer  func(here Session) Session
		ended   bool
		noLocks bool
		want    Owner
	}{
		{"still open here", func(s Session) Session { return s }, false, false, Alive},
		{"killed here", func(s Session) Session { return s }, true, false, Dead},
		{"its process id is in use again", func(s Session) Session { return s }, true, false, Dead},
		{"still open on another host", other, false, false, Alive},
		{"another host, no lock seen", other, true, false, Unsure},
		{"the host got another name meanwhile", func(s Session) Session { s.Host = "old-name"; return s }, true, false, Dead},
		{"before a restart of the machine", func(s Session) Session { s.Boot = "before"; return s }, true, false, Dead},
		{"no locks, running", func(s Session) Session { return s }, false, true, Alive},
		{"no locks, not running", func(s Session) Session { s.PID = 1<<30 - 1; return s }, true, true, Dead},
		{"no locks, before a restart, process id in use", func(s Session) Session { s.Boot = "before"; return s }, true, true, Dead},
		{"no locks, another host", other, true, true, Unsure},
		{"no locks, its process id is in use again", func(s Session) Session { s.Born = "long ago"; return s }, true, true, Dead},
		{"no locks, in a container of this machine", func(s Session) Session { s.Host = "container"; return s }, false, true, Unsure},
		{"no locks, clock a day ahead", func(s Session) Session { s.Start = noon.AddDate(0, 0, 1); return s }, false, true, Alive},
		{"clock a day ahead", func(s Session) Session { s.Start = noon.AddDate(0, 0, 1); return s }, true, false, Dead},
		{"clock a day behind", func(s Session) Session { s.Start = noon.AddDate(0, 0, -1); return s }, false, false, Alive},
	} {
		t.Run(c.name, func(t *testing.T) {
			mem := newMemFS()
			mem.noLocks = c.noLocks
			d := open(t, mem)
			d.here.Host, d.here.Boot = "here", "now"
			j, err := d.Begin(t3, base, c.writer(d.here))
			if err == nil {
				err = j.Append([]Record{typed(1)})
			}
			if err != nil {
				t.Fatal(err)
			}
			if c.ended {
				after := mem.kill()
				after.noLocks = c.noLocks
				d.fs = after
			}
			f := unsaved(t, d, t3, 1)[0]
			if f.Owner != c.want {
				t.Errorf("owner %v, want %v", f.Owner, c.want)
			}
			if c.want == Alive {
				_, _, _, err := f.Resume(d.here)
				_, aside := f.SetAside()
				for _, err := range []error{err, f.Discard(), aside} {
					if !errors.Is(err, ErrLocked) {
						t.Errorf("a live journal was touched: %v", err)
					}
				}
			}
		})
	}
}

func TestWhereThereAreNoLocksAnOwnerWhoIsDoneSaysSo(t *testing.T) {
	for name, who := range map[string]func(Session) Session{"this process": func(s Session) Session { return s }, "another host": other} {
		mem := newMemFS()
		mem.noLocks = true
		d := open(t, mem)
		j, err := d.Begin(t3, base, who(d.here))
		must(t, err, j.Append(three), j.Close())
		f := unsaved(t, d, t3, 1)[0]
		if f.Owner != Dead {
			t.Errorf("%s: %v after it was closed", name, f.Owner)
		}
		j, _, _, err = f.Resume(d.here)
		must(t, err)
		if f = unsaved(t, d, t3, 1)[0]; f.Owner != Alive || f.Path != j.Path() {
			t.Errorf("%s: %v after it was taken over", name, f.Owner)
		}
		must(t, j.Discard())
	}
}

// The locks of another host may not reach this one: its journal is copied, never
// written, so that both can go on.
func TestAJournalWhoseOwnerMayLiveIsCopied(t *testing.T) {
	mem := newMemFS()
	d := open(t, mem)
	theirs, err := d.Begin(t3, base, other(d.here))
	must(t, err, theirs.Append(three), theirs.NoteSave(SaveSent, noon))
	mem.files[theirs.Path()].owner = nil // its lock does not reach
	f := unsaved(t, d, t3, 1)[0]
	mine, b, got, err := f.Resume(d.session(7))
	if err != nil || f.Owner != Unsure || b != base || !reflect.DeepEqual(got, three) || mine.Path() == f.Path {
		t.Fatalf("%v %v %+v", err, f.Owner, got)
	}
	if _, err := mine.Compact(); !errors.Is(err, ErrUnsettled) {
		t.Errorf("its save is forgotten: %v", err)
	}
	must(t, mine.Append([]Record{typed(4)}), theirs.Append([]Record{typed(5)}))
	for _, f := range unsaved(t, open(t, mem.kill()), t3, 2) {
		want, owner := append(slices.Clone(three), typed(5)), Unsure
		if f.Path == mine.Path() {
			want, owner = append(slices.Clone(three), typed(4)), Dead
		}
		if !reflect.DeepEqual(records(t, f), want) || f.Owner != owner || !f.Sent.Equal(noon) {
			t.Errorf("%+v", f)
		}
	}
}

func other(s Session) Session { s.Host, s.Boot = "elsewhere", "its own"; return s }

func TestTwoSessionsOnOneConnectorKeepBothTexts(t *testing.T) {
	mem := newMemFS()
	d := open(t, mem)
	a, b := begin(t, d, t3, 1, typed(1)), begin(t, d, t3, 2, typed(2))
	same := begin(t, d, t3, 2, typed(3)) // the second session once more
	if a.Path() == b.Path() || b.Path() == same.Path() {
		t.Fatal("two journals share a file")
	}
	found := unsaved(t, open(t, mem.kill()), t3, 3)
	for i, want := range []int{3, 2, 1} { // the latest first
		if got := records(t, found[i]); !reflect.DeepEqual(got, []Record{typed(want)}) {
			t.Errorf("%d: %+v", i, got)
		}
	}
}

func TestAnEditTakenOverGoesOnInTheSameJournal(t *testing.T) {
	mem := newMemFS()
	begin(t, open(t, mem), t3, 1, typed(1), typed(2))
	mem = mem.kill()
	d := open(t, mem)
	f := unsaved(t, d, t3, 1)[0]
	j, b, got, err := f.Resume(d.session(2))
	if err != nil || b != base || !reflect.DeepEqual(got, []Record{typed(1), typed(2)}) {
		t.Fatalf("%v %+v", err, got)
	}
	if _, _, _, err := f.Resume(d.session(3)); !errors.Is(err, ErrLocked) {
		t.Errorf("taken over twice: %v", err)
	}
	if err := j.Append([]Record{typed(3)}); err != nil {
		t.Fatal(err)
	}
	g := unsaved(t, open(t, mem.kill()), t3, 1)[0]
	if g.Session.PID != 2 || g.Edits != 3 || g.Path != f.Path || !reflect.DeepEqual(records(t, g), []Record{typed(1), typed(2), typed(3)}) {
		t.Errorf("%+v", g)
	}
}

func TestJournalsThatComeAndGoMeanwhileAreNoTrouble(t *testing.T) {
	mem := newMemFS()
	d := open(t, mem)
	j := begin(t, d, t3, 1, typed(1))
	head := slices.Clone(mem.files[j.Path()].data[:60])
	must(t, j.Close())
	f := unsaved(t, d, t3, 1)[0]

	// Another session discards it between our opening it and locking it.
	node := mem.files[j.Path()]
	mem.before = func(op, _ string) (int, error) {
		if op == "lock" {
			delete(mem.files, j.Path())
		}
		return 0, nil
	}
	if _, _, _, err := f.Resume(d.here); err == nil || !strings.Contains(err.Error(), "just taken care") {
		t.Errorf("taken over although it is gone: %v", err)
	}
	// Or between our seeing its name and opening it.
	mem.files[j.Path()] = node
	mem.before = func(op, _ string) (int, error) {
		if op == "open" {
			delete(mem.files, j.Path())
		}
		return 0, nil
	}
	unsaved(t, d, t3, 0)
	mem.before = nil
	// Or it is just writing its first lines.
	node.data = head
	mem.files[j.Path()] = node
	writing, err := mem.Open(j.Path(), Append)
	must(t, err, writing.Lock())
	unsaved(t, d, t3, 0)
}

func TestRecordsNoTextCouldTakeAreRefused(t *testing.T) {
	d := open(t, newMemFS())
	j := begin(t, d, t3, 1, typed(1))
	for _, r := range []Record{
		{Part: 3}, {Part: -1}, {Changes: []Change{{-1, 0, ""}}}, {Changes: []Change{{2, 1, ""}}}, {Changes: []Change{{0, 5, ""}, {4, 6, ""}}},
		{Changes: []Change{{5, 6, ""}, {0, 1, ""}}}, {Anchor: -1}, {Head: -1},
	} {
		if j.Append([]Record{typed(9), r}) == nil {
			t.Errorf("%+v was taken", r)
		}
	}
	_ = j.Close()
	if got := records(t, unsaved(t, d, t3, 1)[0]); len(got) != 1 {
		t.Errorf("a refused batch was written in part: %+v", got)
	}
}

func TestAJournalWhoseFileWasTakenAwaySaysSo(t *testing.T) {
	mem := newMemFS()
	j := begin(t, open(t, mem), t3, 1, typed(1))
	delete(mem.files, j.Path())
	if err := j.Sync(); err == nil || !strings.Contains(err.Error(), "gone") {
		t.Errorf("said %v", err)
	}
}

func FuzzRecordsComeBackAsTheyWere(f *testing.F) {
	f.Add("a", "b", 0, 3, 2)
	f.Add("\xff", "\u2028</script>", 1, 0, 0)
	f.Fuzz(func(t *testing.T, insert, text string, from, length, part int) {
		r := Record{Part: Part(part), Changes: []Change{{from, from + length, insert}}, Head: from, At: noon}
		d := open(t, newMemFS())
		b := Base{Content: Content{Name: insert, Configuration: text}}
		j, err := d.Begin(t3, b, d.here)
		if err != nil {
			t.Fatal(err)
		}
		if err := j.Append([]Record{r}); err != nil {
			if r.check() == nil {
				t.Fatal(err)
			}
			return
		}
		_ = j.Close()
		if f := unsaved(t, d, t3, 1)[0]; f.Err != nil || f.Base != b || !reflect.DeepEqual(f.Records, []Record{r}) {
			t.Fatalf("%v %+v", f.Err, f.Records)
		}
	})
}
