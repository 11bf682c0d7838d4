// Lists: recent and pinned Connectors and the last team.

package state

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

func key(id string) Key { return Key{t3.Origin, t3.Team, id} }

func names(list []Recent, err error) string {
	var b strings.Builder
	for _, r := range list {
		b.WriteString(r.Key.Identifier + "=" + r.Name + " ")
	}
	if err != nil {
		b.WriteString(err.Error())
	}
	return strings.TrimSpace(b.String())
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestRecentConnectorsAreNewestFirstAndOfOneOrigin(t *testing.T) {
	mem := newMemFS()
	d := open(t, mem)
	if got := names(d.Recent(t3.Origin)); got != "" {
		t.Errorf("a fresh machine has %q", got)
	}
	must(t, d.Opened(key("A"), "one"), d.Opened(key("B"), "two"), d.Opened(Key{"https://x", 1, "X"}, "x"), d.Opened(key("A"), "renamed \x1b"))
	if got := names(open(t, mem.kill()).Recent(t3.Origin)); got != "A=renamed \x1b B=two" {
		t.Errorf("got %q", got)
	}
	for n := range 250 {
		must(t, d.Opened(key(fmt.Sprint("N", n)), "n"))
	}
	must(t, d.Opened(key("N249"), strings.Repeat("é", 5000)))
	got, err := d.Recent(t3.Origin)
	if err != nil || len(got) != maxRecent || got[0].Key.Identifier != "N249" || len(got[0].Name) > maxName || !strings.HasSuffix(got[0].Name, "é") {
		t.Errorf("%d recent, first %s with a name of %d bytes: %v", len(got), got[0].Key, len(got[0].Name), err)
	}
}

func TestPinsStayInOrderAndAreNeverDropped(t *testing.T) {
	d := open(t, newMemFS())
	must(t, d.SetPinned(key("A"), "a", Pin), d.SetPinned(key("B"), "b", Pin), d.SetPinned(key("A"), "a2", Pin), d.SetPinned(key("C"), "c", Pin),
		d.SetPinned(key("B"), "", Unpin), d.SetPinned(key("B"), "", Unpin))
	if got := names(d.Pinned(t3.Origin)); got != "A=a2 C=c" {
		t.Errorf("got %q", got)
	}
	for n := range maxPinned - 2 {
		must(t, d.SetPinned(key(fmt.Sprint("N", n)), "", Pin))
	}
	if err := d.SetPinned(key("one more"), "", Pin); err == nil || !strings.Contains(err.Error(), "take a pin away") {
		t.Errorf("said %v", err)
	}
	if got, _ := d.Pinned(t3.Origin); len(got) != maxPinned {
		t.Errorf("%d pinned", len(got))
	}
}

func TestTheLastTeamIsRememberedByOriginAndProfile(t *testing.T) {
	d := open(t, newMemFS())
	must(t, d.SetTeam("o", "", 1), d.SetTeam("o", "p", 2), d.SetTeam("q", "", 3), d.SetTeam("o", "", 4))
	for k, want := range map[[2]string]int64{{"o", ""}: 4, {"o", "p"}: 2, {"q", ""}: 3, {"q", "p"}: 0} {
		if got, err := d.Team(k[0], k[1]); got != want || err != nil {
			t.Errorf("%v: %d, %v", k, got, err)
		}
	}
}

func TestADamagedListIsSetAsideAndANewerOneIsLeftAlone(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		newer bool
	}{
		"cut": {`{"version":1,"entries":[{"key"`, false}, "empty": {"", false}, "random": {"\x00\xff", false}, "no version": {`{}`, false},
		"wrong type": {`{"version":1,"entries":{"a":1}}`, false}, "huge": {`{"version":1}` + strings.Repeat(" ", maxList), false},
		"newer": {`{"version":2,"entries":"of another form"}`, true},
	} {
		mem := newMemFS()
		d := open(t, mem)
		path := "/state/" + recentList
		mem.files[path] = &memNode{data: []byte(c.text)}
		if list, err := d.Recent(t3.Origin); err == nil || len(list) != 0 || string(mem.files[path].data) != c.text {
			t.Errorf("%s: reading gave %v, %v", name, list, err)
		}
		err := d.Opened(key("A"), "a")
		if c.newer {
			if err == nil || string(mem.files[path].data) != c.text {
				t.Errorf("%s: overwritten", name)
			}
			continue
		}
		if err != nil || names(d.Recent(t3.Origin)) != "A=a" {
			t.Errorf("%s: %v", name, err)
		}
		aside := false
		for p, text := range mem.snapshot() {
			aside = aside || (strings.Contains(p, recentList+".damaged-") && text == c.text)
		}
		if !aside {
			t.Errorf("%s: the damaged list is gone", name)
		}
	}
}

func TestSessionsThatChangeAListTogetherDoNotUndoOneAnother(t *testing.T) {
	path := t.TempDir()
	var wait sync.WaitGroup
	for s := range 4 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			d, err := Open(path, nil, time.Now)
			if err != nil {
				t.Error(err)
				return
			}
			for n := range 8 {
				id := fmt.Sprintf("S%d-%d", s, n)
				if err := d.SetPinned(key(id), id, Pin); err != nil {
					t.Error(err)
				}
				if err := d.Opened(key(id), id); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	wait.Wait()
	d, err := Open(path, nil, time.Now)
	must(t, err)
	pinned, err := d.Pinned(t3.Origin)
	recent, err2 := d.Recent(t3.Origin)
	if err != nil || err2 != nil || len(pinned) != 32 || len(recent) != 32 {
		t.Errorf("%d pinned, %d recent of 32: %v %v", len(pinned), len(recent), err, err2)
	}
}

func TestAListHeldByAnotherIsWaitedForAndThenGivenUp(t *testing.T) {
	mem := newMemFS()
	d := open(t, mem)
	must(t, d.Opened(key("A"), "a"))
	held, err := mem.Open("/state/"+recentList+".lock", Reach)
	must(t, err, held.Lock())
	waited := time.Duration(0)
	d.pause = func(p time.Duration) {
		if waited += p; waited == 500*time.Millisecond {
			must(t, held.Close())
		}
	}
	if err := d.Opened(key("B"), "b"); err != nil || waited != 500*time.Millisecond {
		t.Errorf("waited %v: %v", waited, err)
	}
	held, _ = mem.Open("/state/"+recentList+".lock", Reach)
	must(t, held.Lock())
	if err := d.Opened(key("C"), "c"); err == nil || !strings.Contains(err.Error(), "in use by another Patchbay") {
		t.Errorf("said %v", err)
	}
	if got := names(d.Recent(t3.Origin)); got != "B=b A=a" {
		t.Errorf("got %q", got)
	}
	mem.noLocks = true // a file system without locks is no reason to forget
	must(t, d.Opened(key("D"), "d"))
	if got, _ := d.Recent(t3.Origin); !reflect.DeepEqual(got[0].Key, key("D")) {
		t.Errorf("got %+v", got)
	}
}
