// Failing calls: every call of every operation fails once and for ever, in
// every way a disk fails. What was there stays whole, what was promised holds.

package state

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

var diskErrors = []error{syscall.ENOSPC, syscall.EIO, syscall.EACCES, syscall.EROFS, syscall.EDQUOT}

// promised is what the operations of a run said they had done.
type promised struct {
	appended       int // records in the new journal
	begun          bool
	resumed        int // records added to the old journal
	discarded      bool
	recent, pinned bool
	team           bool
	version        bool
	aside          bool
}

// everything is what a run without failures promises.
var everything = promised{4, true, 1, true, true, true, true, true, true}

// before is a directory with an unsaved edit of an earlier session, lists and
// a version.
func before(t *testing.T) *memFS {
	mem := newMemFS()
	d := open(t, mem)
	begin(t, d, t3, 1, typed(1), typed(2))
	begin(t, d, key("gone"), 1, typed(7))
	begin(t, d, key("aside"), 1, typed(8))
	far, err := d.Begin(key("far"), base, Session{Host: "far away", Boot: "its own", PID: 1})
	must(t, err, far.Append(three), far.Close())
	must(t, d.Opened(key("old"), "old"), d.SetPinned(key("old"), "old", Pin), d.SetTeam("o", "", 5), d.KeepVersion(t3, whole("old text"), Fetched, noon))
	return mem
}

// fresh is a copy of a directory at rest: everything on disk for good, and no
// process there.
func fresh(mem *memFS) *memFS {
	after := mem.kill()
	for p, n := range after.files {
		n.synced = n.data
		after.durable[p] = n
	}
	return after
}

// work does everything a session does, carrying on after each failure as the
// program would.
func work(mem *memFS) (p promised, errs []error) {
	try := func(err error) bool {
		if err != nil {
			errs = append(errs, err)
		}
		return err == nil
	}
	d, err := Open("/state", mem, clock)
	if !try(err) {
		return p, errs
	}
	d.pause = func(time.Duration) {}
	d.Left(t3.Origin)
	j, err := d.Begin(key("new"), base, d.session(2))
	if try(err) {
		p.begun = true
		pending := []Record{}
		for n := 1; n <= 4; n++ {
			pending = append(pending, typed(n))
			if try(j.Append(pending)) {
				p.appended, pending = n, nil
			}
			if n == 2 {
				try(j.NoteTyping(typed(3)))
				try(j.NoteTyping(Record{At: noon}))
				try(j.NoteSave(SaveSent, noon))
				try(j.NoteSave(SaveSettled, noon))
				// The sum of the edits is the edits: this package knows no text.
				if c, err := j.Compact(); try(err) {
					try(c.Finish([]Record{typed(1), typed(2)}[:p.appended]))
				}
			}
			try(j.Sync())
		}
		try(j.Close())
	}
	found, err := d.Unsaved(t3)
	if try(err) && len(found) == 1 {
		if j, _, _, err := found[0].Resume(d.session(2)); try(err) {
			if try(j.Append([]Record{typed(3)})) {
				p.resumed = 1
			}
			try(j.Close())
		}
	}
	if found, err := d.Unsaved(key("gone")); try(err) && len(found) == 1 {
		p.discarded = try(found[0].Discard())
	}
	if found, err := d.Unsaved(key("far")); try(err) && len(found) == 1 {
		if j, _, _, err := found[0].Resume(d.session(2)); try(err) {
			try(j.Append([]Record{typed(4)}))
			try(j.Close())
		}
	}
	if found, err := d.Unsaved(key("aside")); try(err) && len(found) == 1 {
		_, err := found[0].SetAside()
		p.aside = try(err)
	}
	p.recent = try(d.Opened(key("new"), "new"))
	p.pinned = try(d.SetPinned(key("new"), "new", Pin))
	p.team = try(d.SetTeam("o", "", 6))
	p.version = try(d.KeepVersion(t3, whole("new text"), Saved, noon.Add(1)))
	try(d.Sweep())
	for _, look := range []func() error{
		func() error { _, err := d.Recent(t3.Origin); return err }, func() error { _, err := d.Pinned(t3.Origin); return err },
		func() error { _, err := d.Team("o", ""); return err }, func() error { _, _, err := versions(d, t3); return err },
	} {
		try(look())
	}
	return p, errs
}

// holds checks a directory after a run against what was promised.
func holds(mem *memFS, p promised) error {
	d, err := Open("/state", mem, clock)
	if err != nil {
		return err
	}
	d.pause = func(time.Duration) {}
	journal := func(k Key, atLeast, atMost int) error {
		found, err := d.Unsaved(k)
		if err != nil {
			return err
		}
		if len(found) == 0 && atLeast == 0 {
			return nil
		}
		if len(found) == 1 && found[0].Err != nil && k == key("new") && !p.begun {
			return nil // the start of a journal that never was; said, and no edit in it
		}
		if len(found) != 1 {
			return fmt.Errorf("%s: %d journals", k, len(found))
		}
		b, got := found[0].Base, found[0].Records
		if found[0].Err != nil {
			return found[0].Err
		}
		want := []Record{typed(1), typed(2), typed(3), typed(4)}
		if b != base || len(got) < atLeast || len(got) > atMost || !reflect.DeepEqual(got, want[:len(got)]) {
			return fmt.Errorf("%s: %d records, want %d to %d", k, len(got), atLeast, atMost)
		}
		return nil
	}
	far, err := d.Unsaved(key("far"))
	if err != nil {
		return err
	}
	mine := 0 // journals of it; the other host's, and a copy that was or is being made
	for _, f := range far {
		switch got := f.Records; {
		case f.Session.Host == "far away" && reflect.DeepEqual(got, three):
			mine++
		case f.Session.Host == "far away" || len(got) > 4:
			return fmt.Errorf("the other host's journal: %d records, %v", len(got), f.Err)
		}
	}
	aside, err := d.Unsaved(key("aside"))
	if err != nil || mine == 0 || p.aside && len(aside) > 0 {
		return fmt.Errorf("%d journals of the other host, %d to be set aside, %v", mine, len(aside), err)
	}
	if err := journal(t3, 2+p.resumed, 3); err != nil {
		return fmt.Errorf("old journal: %w", err)
	}
	// A record that was refused may be there all the same, when the disk took
	// it and then failed at everything else. It was typed, so that is no loss.
	if err := journal(key("new"), p.appended, 4); err != nil {
		return fmt.Errorf("new journal: %w", err)
	}
	gone, err := d.Unsaved(key("gone"))
	if err != nil || (p.discarded && len(gone) > 0) {
		return fmt.Errorf("discarded journal: %v %v", gone, err)
	}
	list := func(what, got, old, both string, done bool) error {
		if got != both && (done || got != old) {
			return fmt.Errorf("%s: %q, promised %v", what, got, done)
		}
		return nil
	}
	team, err := d.Team("o", "")
	versions, bad, err2 := versions(d, t3)
	var texts []string
	for _, v := range versions {
		c, err := d.VersionContent(v)
		if err != nil {
			return err
		}
		texts = append(texts, c.Configuration)
	}
	return errors.Join(err, err2,
		list("recent", names(d.Recent(t3.Origin)), "old=old", "new=new old=old", p.recent),
		list("pinned", names(d.Pinned(t3.Origin)), "old=old", "old=old new=new", p.pinned),
		list("team", fmt.Sprint(team), "5", "6", p.team),
		list("versions", fmt.Sprint(texts, bad), "[old text] 0", "[new text old text] 0", p.version))
}

// calls counts the calls of a run without failures.
func calls(t *testing.T, start *memFS) int {
	mem := fresh(start)
	n := 0
	mem.before = func(string, string) (int, error) { n++; return 0, nil }
	p, errs := work(mem)
	if p != everything || errs != nil {
		t.Fatalf("without failures: %+v, %v", p, errs)
	}
	return n
}

func TestWhateverFailsOldOrNewIsWhole(t *testing.T) {
	t.Parallel()
	start := before(t)
	total := calls(t, start)
	for n := range total {
		for i, fault := range diskErrors {
			for _, forever := range []bool{false, true} {
				if forever && i != n%len(diskErrors) {
					continue // one kind for ever at each call is enough
				}
				short := []int{0, 1, 30, 1 << 30}[(n+i)%4] // bytes of a failing write that get through
				mem := fresh(start)
				at, failed := 0, ""
				mem.before = func(op, path string) (int, error) {
					at++
					if at-1 == n || (forever && at > n) {
						if failed == "" {
							failed = op + " " + path
						}
						return short, fault
					}
					return 0, nil
				}
				p, errs := work(mem)
				name := fmt.Sprintf("call %d of %d, %s: %v, for ever %v, %d bytes through", n, total, failed, fault, forever, short)
				mem.before = nil
				if err := holds(mem.kill(), p); err != nil {
					t.Fatalf("%s:\n%v\ntold: %v", name, err, errs)
				}
				for p := range mem.files {
					if strings.HasSuffix(p, ".tmp") && !forever && !strings.HasPrefix(failed, "remove") {
						t.Errorf("%s: %s was left behind", name, p)
					}
				}
				for _, err := range errs {
					if !errors.Is(err, fault) && !expected(err) {
						t.Errorf("%s: told %v", name, err)
					}
					if strings.Contains(err.Error(), "\n") {
						t.Errorf("%s: not one line: %q", name, err)
					}
				}
			}
		}
	}
}

// expected lists what may follow from an earlier failure.
func expected(err error) bool {
	return errors.Is(err, fs.ErrExist) || errors.Is(err, ErrUnsettled) || errors.Is(err, errUnreadable)
}

func TestAFailureIsAlwaysTold(t *testing.T) {
	t.Parallel()
	// Calls that only look, or only tidy up after the result is settled, may
	// fail unseen; every other failure has to be told.
	quiet := []string{"close", "probe", "read", "open", "size", "list", "remove", "named", "lock"}
	start := before(t)
	for n := range calls(t, start) {
		mem := fresh(start)
		at, failed := 0, ""
		mem.before = func(op, path string) (int, error) {
			if at++; at-1 == n {
				failed = op
				return 0, syscall.EIO
			}
			return 0, nil
		}
		p, errs := work(mem)
		if len(errs) == 0 && (p != everything || !slices.Contains(quiet, failed)) {
			t.Errorf("call %d, %s failed and nobody was told: %+v", n, failed, p)
		}
	}
}

func TestAPowerCutLeavesWhatWasSyncedOrMore(t *testing.T) {
	t.Parallel()
	run := fresh(before(t))
	var cuts []*memFS
	run.before = func(string, string) (int, error) {
		for _, extra := range []int{0, 1, 25, 200, 1 << 20} {
			cuts = append(cuts, run.cutPower(extra))
		}
		return 0, nil
	}
	p, _ := work(run)
	run.before, p.discarded, p.aside = nil, false, false // an edit that was discarded or set aside may be offered once more
	if err := holds(run.cutPower(0), p); err != nil {
		t.Errorf("power cut at the end: %v", err)
	}
	for n, cut := range cuts {
		if err := holds(cut, promised{}); err != nil {
			t.Fatalf("power cut %d: %v", n, err)
		}
	}

	mem := newMemFS()
	d := open(t, mem)
	j := begin(t, d, t3, 1, typed(1), typed(2))
	must(t, j.Sync(), j.Append([]Record{typed(3)}))
	for extra := range 300 {
		f := unsaved(t, open(t, mem.cutPower(extra)), t3, 1)[0]
		if got := records(t, f); len(got) < 2 || !isPrefix(got) {
			t.Fatalf("%d bytes more: %+v", extra, got)
		}
	}
}

func TestAFailedAppendIsRepairedBeforeTheNext(t *testing.T) {
	t.Parallel()
	line, _ := typed(2).encode()
	for short := range len(line) + 30 {
		for _, cutFails := range []int{0, 1, 2} {
			mem := newMemFS()
			d := open(t, mem)
			j := begin(t, d, t3, 1, typed(1))
			failing, cuts := true, cutFails
			mem.before = func(op, _ string) (int, error) {
				switch {
				case op == "write" && failing:
					return short, syscall.ENOSPC
				case op == "truncate" && cuts > 0:
					cuts--
					return 0, syscall.EIO
				}
				return 0, nil
			}
			if err := j.Append([]Record{typed(2)}); !errors.Is(err, syscall.ENOSPC) {
				t.Fatal(err)
			}
			failing = false
			for try := 0; j.Append([]Record{typed(2)}) != nil; try++ {
				if try > 2 {
					t.Fatal("it never recovers")
				}
			}
			must(t, j.Append([]Record{typed(3)}))
			f := unsaved(t, open(t, mem.kill()), t3, 1)[0]
			if got := records(t, f); !reflect.DeepEqual(got, three) || f.Torn != 0 {
				t.Fatalf("short %d, truncate failed %d times: %+v", short, cutFails, f)
			}
		}
	}
}
