// Compaction: whatever fails, whoever looks and whenever it ends, one whole
// journal is there, and it holds everything that was promised.

package state

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"
)

// summed stands for the first three edits; state knows no text, so any record
// does.
var summed = Record{Part: Configuration, Changes: []Change{{0, 2, "<1-3>"}}, At: typed(3).At, Stands: 3}

// growing is a journal of three edits that the disk confirmed.
func growing(t *testing.T, mem *memFS) *Journal {
	t.Helper()
	j := begin(t, open(t, mem), t3, 1, three...)
	must(t, j.Sync())
	return j
}

// compacted runs a compaction during which a fourth edit is appended.
func compacted(j *Journal) error {
	c, err := j.Compact()
	if err != nil {
		return err
	}
	if err := j.Append([]Record{typed(4)}); err != nil {
		c.Cancel()
		return err
	}
	return c.Finish([]Record{summed})
}

// saysTheSame reports whether records are the four edits or what stands for
// them, the first at least of them.
func saysTheSame(got []Record, atLeast int) bool {
	long := append(append([]Record{}, three...), typed(4), typed(5))
	short := []Record{summed, typed(4), typed(5)}
	return len(got) >= atLeast && len(got) <= 5 && reflect.DeepEqual(got, long[:len(got)]) ||
		len(got) >= atLeast-2 && len(got) > 0 && len(got) <= 3 && reflect.DeepEqual(got, short[:len(got)])
}

func TestACompactedJournalGoesOnWithWhatFollowed(t *testing.T) {
	mem := newMemFS()
	j := growing(t, mem)
	before := j.Size()
	must(t, j.NoteTyping(typed(9)))
	c, err := j.Compact()
	must(t, err, j.Append([]Record{typed(4)}), j.NoteTyping(typed(8)), c.Finish([]Record{summed}))
	if j.Size() <= j.Head() || j.Size() != int64(len(mem.files[j.Path()].data)) {
		t.Errorf("%d bytes are said to be %d, before %d", len(mem.files[j.Path()].data), j.Size(), before)
	}
	found := unsaved(t, open(t, mem), t3, 1)[0]
	if found.Owner != Alive {
		t.Errorf("its owner is %v", found.Owner)
	}
	if want := []Record{summed, typed(4), typed(8)}; !reflect.DeepEqual(records(t, found), want) || found.Edits != 5 {
		t.Errorf("%d edits, %+v", found.Edits, records(t, found))
	}
	if _, _, _, err := found.Resume(found.Session); !errors.Is(err, ErrLocked) {
		t.Errorf("taken from its owner: %v", err)
	}
	must(t, j.Append([]Record{typed(5)}), j.Sync(), j.Close())

	// It can be taken over, compacted again, and says who did.
	d := open(t, mem.kill())
	j, b, _, err := unsaved(t, d, t3, 1)[0].Resume(d.session(7))
	must(t, err)
	again := Record{Part: Configuration, At: noon, Stands: 6}
	c, err = j.Compact()
	must(t, err, c.Finish([]Record{again}), j.Close())
	found = unsaved(t, d, t3, 1)[0]
	if b != base || found.Base != base || found.Session.PID != 7 || found.Edits != 6 || !reflect.DeepEqual(records(t, found), []Record{again}) {
		t.Errorf("%+v", found)
	}
}

func TestACompactionIsRefusedWhenTheJournalMustStay(t *testing.T) {
	for _, c := range []struct {
		name string
		act  func(d *Dir, j *Journal) error
		want error
	}{
		{"a save is out", func(_ *Dir, j *Journal) error { return j.NoteSave(SaveSent, noon) }, ErrUnsettled},
		{"it was closed", func(_ *Dir, j *Journal) error { return j.Close() }, errClosed},
		{"it was discarded", func(_ *Dir, j *Journal) error { return j.Discard() }, nil},
		{"its file is gone", func(d *Dir, j *Journal) error { return d.fs.Remove(j.Path()) }, fs.ErrNotExist},
		{"another file has its name", func(d *Dir, j *Journal) error { return d.replace(j.Path(), []byte(magic)) }, nil},
		{"one is running", func(_ *Dir, j *Journal) error { _, err := j.Compact(); return err }, nil},
	} {
		for _, when := range []string{"before", "during"} {
			t.Run(c.name+", "+when, func(t *testing.T) {
				mem := newMemFS()
				j := growing(t, mem)
				d := open(t, mem)
				if when == "before" {
					must(t, c.act(d, j))
				}
				left := mem.String()
				running, err := j.Compact()
				if err == nil {
					if when == "during" {
						if acted := c.act(d, j); acted != nil && c.name != "one is running" {
							t.Fatal(acted)
						}
						left = mem.String()
					}
					if c.name == "one is running" {
						must(t, running.Finish([]Record{summed}))
						return
					}
					err = running.Finish([]Record{summed})
				}
				if err == nil || c.want != nil && !errors.Is(err, c.want) {
					t.Errorf("said %v, want %v", err, c.want)
				}
				if mem.String() != left {
					t.Errorf("changed:\n%s\nwas:\n%s", mem, left)
				}
			})
		}
	}
	mem := newMemFS()
	j := growing(t, mem)
	must(t, j.NoteSave(SaveSent, noon), j.NoteSave(SaveSettled, noon), compacted(j))
}

// Every call fails once and for ever in every way: one whole journal is there,
// appending goes on, and a later compaction works.
func TestACompactionThatFailsLeavesTheJournalAndAppendingGoesOn(t *testing.T) {
	t.Parallel()
	total := 0
	mem := newMemFS()
	j := growing(t, mem)
	mem.before = func(string, string) (int, error) { total++; return 0, nil }
	must(t, compacted(j))
	for n := range total {
		for i, fault := range diskErrors {
			for _, forever := range []bool{false, true} {
				short := []int{0, 1, 30, 1 << 30}[(n+i)%4]
				mem := newMemFS()
				j := growing(t, mem)
				at, failed := 0, ""
				mem.before = func(op, path string) (int, error) {
					if at++; at-1 == n || forever && at > n {
						if failed == "" {
							failed = op + " " + path
						}
						return short, fault
					}
					return 0, nil
				}
				err := compacted(j)
				mem.before = nil
				name := fmt.Sprintf("call %d of %d, %s: %v, for ever %v, %d bytes through, told %v", n, total, failed, fault, forever, short, err)
				if err != nil && (!errors.Is(err, fault) || strings.Contains(err.Error(), "\n")) {
					t.Errorf("%s", name)
				}
				atLeast := 4
				if err != nil && strings.HasPrefix(err.Error(), "writing") {
					atLeast = 3 // the append was what failed, and was told
				}
				other := open(t, mem)
				if found := unsaved(t, other, t3, 1); found[0].Owner != Alive || !saysTheSame(records(t, found[0]), atLeast) {
					t.Fatalf("%s\n%+v", name, records(t, found[0]))
				}
				if atLeast == 4 {
					must(t, j.Append([]Record{typed(5)}), j.Sync())
					if found := unsaved(t, open(t, mem.kill()), t3, 1); !saysTheSame(records(t, found[0]), 5) {
						t.Fatalf("%s\ngone on: %+v", name, records(t, found[0]))
					}
					if found := unsaved(t, open(t, mem.cutPower(0)), t3, 1); !saysTheSame(records(t, found[0]), 5) {
						t.Fatalf("%s\ngone on, and the power cut: %+v", name, records(t, found[0]))
					}
				}
				c, err := j.Compact()
				must(t, err, c.Finish([]Record{summed}), j.Close())
				if found := unsaved(t, other, t3, 1); !reflect.DeepEqual(records(t, found[0]), []Record{summed}) {
					t.Fatalf("%s\ncompacted later: %+v", name, records(t, found[0]))
				}
				for p := range mem.files {
					if strings.HasSuffix(p, ".tmp") {
						t.Errorf("%s: %s was left behind", name, p)
					}
				}
			}
		}
	}
}

// At every call the process is killed, the power is cut, or another Patchbay
// looks: there is always exactly one journal, and nothing in it is missing.
func TestACompactionMayEndAtAnyMoment(t *testing.T) {
	t.Parallel()
	t.Run("with nothing typed meanwhile", func(t *testing.T) {
		mem := newMemFS()
		j := growing(t, mem)
		must(t, j.Append([]Record{typed(4)}), j.Sync())
		c, err := j.Compact()
		must(t, err)
		mayEndAtAnyMoment(t, mem, c, []Record{summed, typed(4)}, 4)
	})
	t.Run("with an edit meanwhile", func(t *testing.T) {
		mem := newMemFS()
		j := growing(t, mem)
		c, err := j.Compact()
		must(t, err, j.Append([]Record{typed(4)}))
		mayEndAtAnyMoment(t, mem, c, []Record{summed}, 3)
	})
}

// mayEndAtAnyMoment finishes a compaction of four edits, so many of which the
// disk has confirmed.
func mayEndAtAnyMoment(t *testing.T, mem *memFS, c *Compaction, short []Record, confirmed int) {
	other, looking, step := open(t, mem), false, 0
	check := func(name string, d *Dir, atLeast int, owner Owner) {
		t.Helper()
		found, err := d.Unsaved(t3)
		if err != nil || len(found) != 1 || found[0].Owner != owner || found[0].Torn > 0 && atLeast == 4 {
			t.Fatalf("%s: %+v, %v", name, found, err)
		}
		if got := records(t, found[0]); !saysTheSame(got, atLeast) {
			t.Fatalf("%s: %+v", name, got)
		}
	}
	mem.before = func(op, path string) (int, error) {
		if looking {
			return 0, nil
		}
		looking = true
		step++
		name := fmt.Sprintf("step %d, before %s %s", step, op, path)
		check(name+", seen by another", other, 4, Alive)
		check(name+", killed", open(t, mem.kill()), 4, Dead)
		for _, names := range []*memFS{mem, mem.namesOnDisk()} {
			longest := 0
			for _, n := range names.files {
				longest = max(longest, len(n.data)-len(n.synced))
			}
			step := longest // beyond what is synced nothing or everything got through, or
			if op == "sync" || op == "rename" {
				step = 1 // any number of bytes
			}
			for extra := 0; extra <= longest; extra += max(1, step) {
				check(fmt.Sprintf("%s, power cut, %d bytes torn", name, extra), open(t, names.cutPower(extra)), confirmed, Dead)
			}
		}
		looking = false
		return 0, nil
	}
	must(t, c.Finish(short))
	if step < 12 {
		t.Errorf("only %d steps were looked at", step)
	}
	mem.before = nil
	check("in the end", other, 4, Alive)
	check("in the end, power cut", open(t, mem.cutPower(0)), confirmed, Dead)
	must(t, c.journal.Sync())
	check("synced, power cut", open(t, mem.cutPower(0)), 4, Dead)
}

func TestWhatAKilledCompactionLeftGoes(t *testing.T) {
	left := func() (*memFS, string) {
		mem := newMemFS()
		j := growing(t, mem)
		var killed *memFS
		mem.before = func(op, path string) (int, error) {
			if op == "rename" {
				killed = mem.kill()
			}
			return 0, nil
		}
		must(t, compacted(j))
		if killed.files[j.Path()+tempSuffix] == nil {
			t.Fatal("it left nothing")
		}
		return killed, j.Path() + tempSuffix
	}
	for name, act := range map[string]func(d *Dir, f Found) error{
		"with the edit":                func(_ *Dir, f Found) error { return f.Discard() },
		"at the next start":            func(d *Dir, _ Found) error { return d.Sweep() },
		"with the next of its journal": func(d *Dir, f Found) error { j, _, _, err := f.Resume(d.here); must(t, err); return compacted(j) },
	} {
		mem, path := left()
		d := open(t, mem)
		must(t, act(d, unsaved(t, d, t3, 1)[0]))
		if mem.files[path] != nil {
			t.Errorf("%s: it is still there", name)
		}
	}
	// One that is being written is left alone.
	mem := newMemFS()
	j := growing(t, mem)
	mem.before = func(op, path string) (int, error) {
		if op == "rename" {
			mem.before = nil
			must(t, open(t, mem).Sweep())
		}
		return 0, nil
	}
	must(t, compacted(j))
}

// Appending does not wait for the disk, nor for a compaction.
func TestAppendingDoesNotWaitForTheDisk(t *testing.T) {
	mem := newMemFS()
	j := growing(t, mem)
	var appended error
	for _, op := range []string{"sync", "open"} {
		mem.before = func(now, _ string) (int, error) {
			if now == op {
				mem.before = nil
				done := make(chan error)
				go func() { done <- j.Append([]Record{typed(4)}) }()
				select {
				case appended = <-done:
				case <-time.After(10 * time.Second):
					appended = errors.New("it waits")
				}
			}
			return 0, nil
		}
		if op == "sync" {
			must(t, j.Sync(), appended)
			continue
		}
		c, err := j.Compact()
		must(t, err, c.Finish(three), appended)
	}
}

func TestACompactionWhoseAnswerWasLostIsDone(t *testing.T) {
	mem := newMemFS()
	j := growing(t, mem)
	mem.before = func(op, path string) (int, error) {
		if op != "rename" {
			return 0, nil
		}
		mem.before = nil
		must(t, mem.Rename(path+tempSuffix, path))
		return 0, syscall.EIO
	}
	must(t, compacted(j), j.Append([]Record{typed(5)}), j.Sync())
	if found := unsaved(t, open(t, mem.kill()), t3, 1); !saysTheSame(records(t, found[0]), 5) {
		t.Errorf("%+v", records(t, found[0]))
	}
}
