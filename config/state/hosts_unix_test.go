//go:build unix

// Several hosts on one directory: processes that do everything a session does
// at the same time, some of them killed in the middle. What one of them was
// promised is there in the end.

package state

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// host is one of several processes. It says on a line each what it was
// promised, once it was, and what it is about to throw away.
type host struct {
	d      *Dir
	name   string
	random *rand.Rand
	open   []*written
	pins   int
}

// written is a journal and how many edits it holds.
type written struct {
	*Journal
	edits int
}

// crowdKeys are few, so that the hosts meet.
var crowdKeys = []Key{key("a"), key("b"), key("c")}

// edit is the n-th edit of a journal, or stands for all up to it.
func edit(n, stands int) Record {
	return Record{Part: Configuration, Changes: []Change{{n, n, fmt.Sprint(n)}}, At: noon.Add(time.Duration(n)), Stands: stands}
}

// editNumber is the n of an edit.
func editNumber(r Record) int { return r.Changes[0].From }

func versionText(n int) string { return strings.Repeat(fmt.Sprintf("{\"version\": %d}\n", n), 200) }

// runHost is the program of one host: "PATH NAME SEED". It ends when it is
// killed or its input ends.
func runHost(args string) {
	var path, name string
	var seed uint64
	_, err := fmt.Sscan(args, &path, &name, &seed)
	d, opened := Open(path, nil, time.Now)
	if err := errors.Join(err, opened); err != nil {
		fmt.Println("FAILED", err)
		os.Exit(1)
	}
	d.here.Host, d.here.Boot = name, "boot of "+name
	h := &host{d: d, name: name, random: rand.New(rand.NewPCG(seed, 7))}
	end := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		close(end)
	}()
	fmt.Println("ready")
	for {
		select {
		case <-end:
			for _, j := range h.open {
				h.must(j.Close())
			}
			os.Exit(0)
		default:
			h.act()
		}
	}
}

func (h *host) must(err error) {
	if err != nil {
		fmt.Printf("FAILED %q\n", err)
	}
}

func (h *host) key() Key { return crowdKeys[h.random.IntN(len(crowdKeys))] }

func (h *host) act() {
	switch n := h.random.IntN(100); {
	case n < 8 && len(h.open) < 4:
		j, err := h.d.Begin(h.key(), base, h.d.session(os.Getpid()))
		h.must(err)
		if err == nil {
			h.open = append(h.open, &written{Journal: j})
		}
	case n < 70 && len(h.open) > 0:
		i := h.random.IntN(len(h.open))
		if h.write(h.open[i], n) {
			h.open = append(h.open[:i], h.open[i+1:]...)
		}
	case n < 78:
		text := h.random.IntN(6)
		k := h.key()
		err := h.d.KeepVersion(k, whole(versionText(text)), Saved, time.Now())
		h.must(err)
		if err == nil {
			fmt.Println("VERSION", k.Identifier, text)
		}
	case n < 80 && h.pins < 12:
		h.pins++
		id := fmt.Sprintf("%s-%d-%d", h.name, os.Getpid(), h.pins)
		err := errors.Join(h.d.SetPinned(key(id), id, Pin), h.d.Opened(key(id), id), h.d.SetTeam(id, "", 7))
		h.must(err)
		if err == nil {
			fmt.Println("LISTED", id)
		}
	case n < 95:
		h.look()
	default:
		h.must(h.d.Sweep())
	}
}

// write does something with a journal, and reports whether that ended it.
func (h *host) write(j *written, n int) (ended bool) {
	file := filepath.Base(j.Path())
	switch {
	case n < 50:
		err := j.Append([]Record{edit(j.edits+1, 0), edit(j.edits+2, 0)})
		h.must(err)
		if err == nil {
			j.edits += 2
			fmt.Println("WROTE", file, j.edits)
		}
	case n < 56:
		h.must(j.Sync())
	case n < 62 && j.edits > 2:
		c, err := j.Compact()
		switch {
		case errors.Is(err, ErrUnsettled): // whoever had it before was killed between the two notes
			h.must(j.NoteSave(SaveSettled, time.Now()))
		case err != nil:
			h.must(err)
		default:
			h.must(c.Finish([]Record{edit(j.edits-1, j.edits-1), edit(j.edits, 0)}))
		}
	case n < 64:
		h.must(j.NoteSave(SaveSent, time.Now()))
		h.must(j.NoteSave(SaveSettled, time.Now()))
	case n < 66:
		h.must(j.Close())
		return true
	case n < 67:
		fmt.Println("DISCARDS", file)
		h.must(j.Discard())
		return true
	}
	return false
}

// look lists the unsaved edits, and takes over or discards one that nobody has.
func (h *host) look() {
	found, err := h.d.Unsaved(h.key())
	h.must(err)
	h.d.Left(t3.Origin)
	if len(found) == 0 {
		return
	}
	f := found[h.random.IntN(len(found))]
	if f.Err != nil {
		h.must(f.Err)
		return
	}
	switch n := h.random.IntN(10); {
	case f.Owner == Alive, len(h.open) > 4 || n > 4:
	case n == 0 && f.Owner == Dead:
		fmt.Println("DISCARDS", filepath.Base(f.Path))
		_ = f.Discard() // somebody else may have it by now
	default:
		j, _, records, err := f.Resume(h.d.session(os.Getpid()))
		if err != nil {
			return // somebody else may have it by now
		}
		h.open = append(h.open, &written{j, editNumber(records[len(records)-1])})
		fmt.Println("WROTE", filepath.Base(j.Path()), editNumber(records[len(records)-1]))
	}
}

// crowd is what all hosts said.
type crowd struct {
	mu        sync.Mutex
	wrote     map[string]int // edits by file
	discarded map[string]bool
	versions  map[string]bool
	listed    []string
	failed    []string
}

func (c *crowd) hear(from io.Reader) {
	lines := bufio.NewScanner(from)
	for lines.Scan() {
		word, rest, _ := strings.Cut(lines.Text(), " ")
		c.mu.Lock()
		switch word {
		case "WROTE":
			var file string
			var n int
			if _, err := fmt.Sscan(rest, &file, &n); err == nil {
				c.wrote[file] = max(c.wrote[file], n)
			}
		case "DISCARDS":
			c.discarded[rest] = true
		case "VERSION":
			c.versions[rest] = true
		case "LISTED":
			c.listed = append(c.listed, rest)
		case "FAILED":
			c.failed = append(c.failed, rest)
		}
		c.mu.Unlock()
	}
}

// start runs a host until its input is closed or it is killed.
func (c *crowd) start(t *testing.T, path, name string, seed uint64) (kill func(), end func()) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("PATCHBAY_TEST_HOST=%s %s %d", path, name, seed))
	in, err := cmd.StdinPipe()
	must(t, err)
	out, err := cmd.StdoutPipe()
	must(t, err, cmd.Start())
	heard := make(chan struct{})
	go func() {
		defer close(heard)
		c.hear(out)
	}()
	finish := func() {
		<-heard
		_ = cmd.Wait()
	}
	return func() { _ = cmd.Process.Kill(); _ = in.Close(); finish() }, func() { _ = in.Close(); finish() }
}

// TestSeveralHostsOnOneDirectoryLoseNothing runs for a second; for as long as
// PATCHBAY_SOAK_HOSTS says, 60s for example, in a soak run.
func TestSeveralHostsOnOneDirectoryLoseNothing(t *testing.T) {
	t.Parallel()
	long := time.Second
	if said := os.Getenv("PATCHBAY_SOAK_HOSTS"); said != "" {
		var err error
		long, err = time.ParseDuration(said)
		must(t, err)
	}
	path := t.TempDir()
	c := &crowd{wrote: map[string]int{}, discarded: map[string]bool{}, versions: map[string]bool{}}
	const hosts = 4
	kills, ends := make([]func(), hosts), make([]func(), hosts)
	seed := uint64(0)
	run := func(i int) {
		seed++
		kills[i], ends[i] = c.start(t, path, fmt.Sprintf("host%d", i), seed)
	}
	for i := range hosts {
		run(i)
	}
	random := rand.New(rand.NewPCG(4, 4))
	tick := time.NewTicker(long / 8)
	defer tick.Stop()
	for range 7 { // one after the other dies in the middle and comes back
		<-tick.C
		i := random.IntN(hosts)
		kills[i]()
		run(i)
	}
	<-tick.C
	for _, end := range ends {
		end()
	}
	c.judge(t, path)
}

// judge compares what is on disk with what was promised.
func (c *crowd) judge(t *testing.T, path string) {
	for _, said := range c.failed {
		t.Errorf("a host was told %s", said)
	}
	d, err := Open(path, nil, time.Now)
	must(t, err, d.Sweep())
	there := map[string]bool{}
	for _, k := range crowdKeys {
		found, err := d.Unsaved(k)
		must(t, err)
		for _, f := range found {
			file := filepath.Base(f.Path)
			there[file] = true
			if f.Err != nil || f.Owner == Alive {
				t.Errorf("%s: %v, %v", file, f.Owner, f.Err)
				continue
			}
			got, n := records(t, f), 0
			for _, r := range got {
				if n += max(1, r.Stands); editNumber(r) != n {
					t.Errorf("%s: edit %d stands where %d should", file, editNumber(r), n)
				}
			}
			if n < c.wrote[file] || n != f.Edits {
				t.Errorf("%s: %d edits, %d are counted, %d were promised", file, n, f.Edits, c.wrote[file])
			}
		}
		list, unreadable, err := versions(d, k)
		if err != nil || unreadable > 0 {
			t.Errorf("versions of %s: %d cannot be read, %v", k, unreadable, err)
		}
		for _, v := range list {
			content, err := d.VersionContent(v)
			if err != nil {
				t.Error(err)
			}
			for n := range 6 {
				if content.Configuration == versionText(n) {
					delete(c.versions, fmt.Sprint(k.Identifier, " ", n))
				}
			}
		}
	}
	for file, n := range c.wrote {
		if !there[file] && !c.discarded[file] {
			t.Errorf("%s with %d edits is gone", file, n)
		}
	}
	for v := range c.versions {
		t.Errorf("version %s is gone", v)
	}
	pinned, recent := names(d.Pinned(t3.Origin))+" ", names(d.Recent(t3.Origin))+" "
	for _, id := range c.listed {
		team, err := d.Team(id, "")
		if !strings.Contains(pinned, id+"="+id+" ") || !strings.Contains(recent, id+"="+id+" ") || team != 7 || err != nil {
			t.Errorf("%s is not listed (team %d, %v)", id, team, err)
		}
	}
	left, err := d.fs.List(d.journals())
	must(t, err)
	for _, name := range left {
		if strings.HasSuffix(name, tempSuffix) {
			t.Errorf("%s was left behind", name)
		}
	}
	t.Logf("%d journals, %d of them there, %d list entries", len(c.wrote), len(there), len(c.listed))
}
