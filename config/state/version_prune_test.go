// Pruning: what goes is gone, what stays can be read, whoever else is at work in
// the directory and whatever fails.

package state

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// tight keeps the newest version of each Connector and its saves.
var tight = Retention{Age: 90 * day, Bytes: 1 << 30, Versions: 1}

// later is a session on the same files whose clock is so much ahead.
func later(t *testing.T, fs FS, path string, ahead time.Duration, r Retention) *Dir {
	t.Helper()
	d, err := Open(path, fs, func() time.Time { return noon.Add(ahead) })
	must(t, err)
	d.pause = func(time.Duration) {}
	d.Retain(r)
	return d
}

func prune(t *testing.T, d *Dir) {
	t.Helper()
	must(t, d.Prune(t.Context()))
}

// left counts the entries and the contents, those set aside included.
func left(m *memFS) (n struct{ entries, contents int }) {
	for p := range m.snapshot() {
		switch {
		case strings.Contains(p, ".gz"):
			n.contents++
		case strings.Contains(p, "/versions/") && strings.HasSuffix(p, ".json"):
			n.entries++
		}
	}
	return n
}

// texts reads every version of a Connector, newest first.
func texts(t *testing.T, d *Dir, k Key) (out []string) {
	t.Helper()
	list, bad, err := versions(d, k)
	if err != nil || bad > 0 {
		t.Fatalf("%d unreadable, %v", bad, err)
	}
	for _, v := range list {
		c, err := d.VersionContent(v)
		if err != nil {
			t.Fatalf("a version that is listed cannot be read: %v", err)
		}
		out = append(out, c.Configuration)
	}
	return out
}

// threeFetched is a directory with three versions of one Connector, the oldest
// of which another Connector has as well.
func threeFetched(t *testing.T) *memFS {
	mem := newMemFS()
	d := open(t, mem)
	for i, text := range []string{"shared", "middle", "newest"} {
		must(t, d.KeepVersion(t3, whole(text), Fetched, noon.Add(time.Duration(i))))
	}
	must(t, d.KeepVersion(key("other"), whole("shared"), Fetched, noon))
	return mem
}

func TestPruningRemovesEntriesFirstAndContentsAnHourLater(t *testing.T) {
	mem := threeFetched(t)
	d := later(t, mem, "/state", time.Minute, tight)
	prune(t, d)
	if n := left(mem); n.entries != 2 || n.contents != 3 {
		t.Errorf("first: %+v", n)
	}
	if got := texts(t, d, t3); !slices.Equal(got, []string{"newest"}) || len(blobs(mem)) != 2 {
		t.Errorf("%v, %v", got, blobs(mem))
	}
	if got := texts(t, d, key("other")); !slices.Equal(got, []string{"shared"}) {
		t.Errorf("another Connector's version: %v", got)
	}
	must(t, d.KeepVersion(t3, whole("next"), Fetched, noon.Add(time.Minute)))
	for _, soon := range []*Dir{d, later(t, mem, "/state", 59*time.Minute, tight)} {
		prune(t, soon)
		if n := left(mem); n.entries != 3 || n.contents != 4 {
			t.Errorf("pruned again within the hour: %+v", n)
		}
	}
	prune(t, later(t, mem, "/state", 2*time.Hour, tight))
	if n := left(mem); n.entries != 2 || n.contents != 3 {
		t.Errorf("an hour later: %+v", n)
	}
	for path := range mem.snapshot() {
		if strings.Contains(path, Digest("middle")) {
			t.Errorf("left: %s", path)
		}
	}
	prune(t, later(t, mem, "/state", time.Second, tight))
	if n := left(mem); n.contents != 3 {
		t.Errorf("a clock that was set back: %+v", n)
	}
}

func TestAContentKeptAgainIsPutBack(t *testing.T) {
	mem := threeFetched(t)
	prune(t, later(t, mem, "/state", 0, tight))
	aside := ""
	for path := range mem.snapshot() {
		if strings.Contains(path, asideMark) {
			aside = path
		}
	}
	d := open(t, mem)
	must(t, d.KeepVersion(t3, whole("middle"), Saved, noon.Add(time.Hour)))
	// As another host may see it for a while: the entry is there, its content not.
	mem.files[aside] = mem.files[d.blob(Digest("middle"))]
	delete(mem.files, d.blob(Digest("middle")))
	if got := texts(t, d, t3); !slices.Contains(got, "middle") {
		t.Errorf("set aside, and not found: %v", got)
	}
	prune(t, later(t, mem, "/state", 3*time.Hour, tight))
	if mem.files[d.blob(Digest("middle"))] == nil || mem.files[aside] != nil {
		t.Errorf("not put back:\n%s", mem)
	}
}

func TestWhatCannotBeReadIsLeftAlone(t *testing.T) {
	mem := threeFetched(t)
	d := later(t, mem, "/state", 0, tight)
	list, _, _ := d.ListVersions(t3)
	dir := d.versionsOf(t3) + "/"
	middle, oldest := mem.files[dir+list[1].name], mem.files[dir+list[2].name]
	middle.data = middle.data[:10]
	oldest.data = []byte(strings.Replace(string(oldest.data), `"version":1`, `"version":2`, 1))
	prune(t, d)
	if mem.files[dir+list[1].name] == nil || mem.files[dir+list[2].name] == nil {
		t.Error("an entry that cannot be read was removed")
	}
	if len(blobs(mem)) != 3 {
		t.Errorf("a content that an unreadable entry names was touched: %v", blobs(mem))
	}
	delete(mem.files, dir+list[1].name)
	mem.files[dir+"v2-of-a-later-patchbay.json"] = &memNode{data: []byte("{}")}
	d = later(t, mem, "/state", 2*time.Hour, tight)
	if prune(t, d); len(blobs(mem)) != 3 {
		t.Errorf("an entry nobody understands may name any content: %v", blobs(mem))
	}
	if _, bad, err := versions(d, t3); bad != 2 || err != nil {
		t.Errorf("%d counted, %v", bad, err)
	}
}

func TestWhatAKilledSessionWasWritingGoes(t *testing.T) {
	mem := threeFetched(t)
	left := open(t, mem).blobDir(Digest("newest")) + "/.dead-1.tmp"
	mem.files[left] = &memNode{data: []byte("half")}
	prune(t, later(t, mem, "/state", 0, tight))
	if mem.files[left] == nil {
		t.Error("a file that may be being written was removed")
	}
	fresh := strings.Replace(left, "dead", "alive", 1)
	mem.files[fresh] = &memNode{}
	prune(t, later(t, mem, "/state", 2*time.Hour, tight))
	if mem.files[left] != nil || mem.files[fresh] == nil {
		t.Errorf("left over: %v, being written: %v", mem.files[left] != nil, mem.files[fresh] != nil)
	}
}

// At every single call of one session's work another session does the whole of
// its own. Whatever was said to be kept can be read, then and after any number of
// prunings.
func TestSessionsThatKeepAndPruneAtTheSameTimeDoNoHarm(t *testing.T) {
	t.Parallel()
	type step func(t *testing.T, mem *memFS)
	keep := func(text string, why Why) step {
		return func(t *testing.T, mem *memFS) {
			must(t, later(t, mem, "/state", 5*time.Hour, tight).KeepVersion(t3, whole(text), why, noon.Add(5*time.Hour)))
		}
	}
	pruning := func(ahead time.Duration) step {
		return func(t *testing.T, mem *memFS) { prune(t, later(t, mem, "/state", ahead, tight)) }
	}
	for name, c := range map[string]struct{ one, other step }{
		"keeping while contents are set aside": {pruning(0), keep("middle", Saved)},
		"keeping while contents are removed":   {pruning(4 * time.Hour), keep("middle", Saved)},
		"setting aside while keeping":          {keep("middle", Saved), pruning(0)},
		"removing while keeping":               {keep("middle", Saved), pruning(4 * time.Hour)},
		"setting aside and removing while a keeper sleeps": {keep("middle", Saved), func(t *testing.T, mem *memFS) {
			prune(t, later(t, mem, "/state", 0, tight))
			prune(t, later(t, mem, "/state", 4*time.Hour, tight))
		}},
		"two prunings": {pruning(4 * time.Hour), pruning(4*time.Hour + 1)},
	} {
		t.Run(name, func(t *testing.T) {
			for n := 0; ; n++ {
				mem := threeFetched(t)
				if !strings.Contains(name, "aside") {
					prune(t, later(t, mem, "/state", 0, tight)) // "middle" is aside for hours
				}
				calls := 0
				mem.before = func(op, path string) (int, error) {
					if calls++; calls == n+1 {
						before := mem.before
						mem.before = nil
						c.other(t, mem)
						mem.before = before
					}
					return 0, nil
				}
				c.one(t, mem)
				mem.before = nil
				if calls <= n {
					if n < 10 {
						t.Errorf("only %d calls were tried", n)
					}
					return
				}
				for hour := range 4 {
					d := later(t, mem, "/state", time.Duration(6+2*hour)*time.Hour, tight)
					want := []string{"middle"}
					if name == "two prunings" {
						want = []string{"newest"}
					}
					if got := texts(t, d, t3); got[0] != want[0] {
						t.Fatalf("call %d, after %d prunings: %v\n%s", n, hour, got, mem)
					}
					texts(t, d, key("other"))
					prune(t, d)
				}
			}
		})
	}
}

func TestPruningThatFailsAnywhereLosesNothing(t *testing.T) {
	t.Parallel()
	start := threeFetched(t)
	must(t, open(t, start).KeepVersion(key("aside"), whole("lonely"), Fetched, noon))
	must(t, open(t, start).KeepVersion(key("aside"), whole("kept"), Fetched, noon.Add(1)))
	prune(t, later(t, start, "/state", 0, tight)) // some contents are aside already
	must(t, open(t, start).KeepVersion(key("aside"), whole("lonely"), Fetched, noon.Add(time.Hour)))
	must(t, open(t, start).KeepVersion(t3, whole("last"), Saved, noon.Add(time.Hour)))
	total := 0
	for n := 0; n <= total; n++ {
		for i, fault := range diskErrors {
			for _, forever := range []bool{false, true} {
				mem := fresh(start)
				calls := 0
				mem.before = func(op, path string) (int, error) {
					calls++
					if calls == n+1 || forever && calls > n {
						return i * 10, fault
					}
					return 0, nil
				}
				d, err := Open("/state", mem, func() time.Time { return noon.Add(2 * time.Hour) })
				if err == nil {
					d.Retain(tight)
					err = d.Prune(t.Context())
				}
				total = max(total, calls)
				if err != nil && (!errors.Is(err, fault) || strings.Contains(err.Error(), "\n")) {
					t.Fatalf("call %d: told %v", n, err)
				}
				mem.before = nil
				mem = mem.kill()
				for hour := range 3 {
					d := later(t, mem, "/state", time.Duration(4+2*hour)*time.Hour, tight)
					if got := texts(t, d, t3); got[0] != "last" {
						t.Fatalf("call %d, %v, for ever %v: %v", n, fault, forever, got)
					}
					if got := texts(t, d, key("aside")); got[0] != "lonely" {
						t.Fatalf("call %d, %v, for ever %v: %v", n, fault, forever, got)
					}
					texts(t, d, key("other"))
					prune(t, d)
				}
				if n := len(blobs(mem)); n != 3 {
					t.Fatalf("%d contents are left, want those of last, lonely and shared:\n%s", n, mem)
				}
			}
		}
	}
	if total < 20 {
		t.Errorf("only %d calls were failed", total)
	}
}

func TestPruningStopsWhenItIsTold(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	mem := threeFetched(t)
	d := later(t, mem, "/state", 0, tight)
	if err := d.Prune(ctx); !errors.Is(err, context.Canceled) || len(texts(t, d, t3)) != 3 {
		t.Errorf("%v", err)
	}
}

// Two sessions with clocks that run wild keep and prune on a real disk.
func TestTwoSessionsOnOneDisk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var workers sync.WaitGroup
	for w := range 2 {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for i := range 120 {
				// Every session believes that hours went by: nothing but the order of
				// the calls protects what is kept.
				now := noon.Add(time.Duration(2*i+w) * time.Hour)
				d, err := Open(dir, nil, func() time.Time { return now })
				if err != nil {
					t.Error(err)
					return
				}
				d.Retain(tight)
				text := fmt.Sprint("text ", i%3)
				mine := key(fmt.Sprint("of ", w))
				if err := d.KeepVersion(mine, whole(text), Fetched, now); err != nil {
					t.Error(err)
				}
				if err := d.Prune(t.Context()); err != nil && !errors.Is(err, syscall.ENOENT) {
					t.Error(err)
				}
				list, bad, err := versions(d, mine)
				if err != nil || bad > 0 || len(list) == 0 {
					t.Errorf("%d listed, %d unreadable, %v", len(list), bad, err)
					continue
				}
				if c, err := d.VersionContent(list[0]); err != nil || c.Configuration != text {
					t.Errorf("round %d: %q, %v", i, c.Configuration, err)
				}
			}
		}()
	}
	workers.Wait()
}
