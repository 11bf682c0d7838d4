// Damaged journals: what is sound comes back, the rest is said, nothing is
// deleted.

package state

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// journalBytes is a journal of three edits as it lies on disk, and where its
// head ends.
func journalBytes(t *testing.T) (path string, data []byte, head int) {
	t.Helper()
	mem := newMemFS()
	d := open(t, mem)
	j := begin(t, d, t3, 1)
	head = int(j.end.at)
	if err := j.Append([]Record{typed(1), typed(2), typed(3)}); err != nil {
		t.Fatal(err)
	}
	return j.Path(), slices.Clone(mem.files[j.Path()].data), head
}

// lay puts data where a journal would be.
func lay(t *testing.T, path string, data []byte) (*memFS, *Dir) {
	t.Helper()
	mem := newMemFS()
	d := open(t, mem)
	mem.files[path] = &memNode{data: slices.Clone(data)}
	return mem, d
}

var three = []Record{typed(1), typed(2), typed(3)}

// isPrefix reports whether records are the first of the three.
func isPrefix(got []Record) bool {
	return len(got) <= 3 && (len(got) == 0 || reflect.DeepEqual(got, three[:len(got)]))
}

func TestAJournalCutAnywhereGivesWhatIsWhole(t *testing.T) {
	path, data, head := journalBytes(t)
	for cut := range len(data) + 1 {
		whole := bytes.Count(data[head:max(cut, head)], []byte("\n"))
		mem, d := lay(t, path, data[:cut])
		found, err := d.Unsaved(t3)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case cut == 0 || (cut >= head && whole == 0):
			if len(found) != 0 {
				t.Fatalf("cut at %d: offered %+v", cut, found)
			}
			continue
		case cut < head:
			if len(found) != 1 || found[0].Err == nil {
				t.Fatalf("cut at %d: not said: %+v", cut, found)
			}
			continue
		}
		f := found[0]
		sound := head + bytes.LastIndexByte(data[head:cut], '\n') + 1
		if !reflect.DeepEqual(records(t, f), three[:whole]) || f.Torn != int64(cut-sound) {
			t.Fatalf("cut at %d: %d edits, %d torn", cut, f.Edits, f.Torn)
		}
		j, _, _, err := f.Resume(d.session(2))
		if err == nil {
			err = j.Append([]Record{typed(9)})
		}
		if err != nil {
			t.Fatal(err)
		}
		after := open(t, mem.kill())
		want := append(slices.Clone(three[:whole]), typed(9))
		if got := unsaved(t, after, t3, 1)[0]; !reflect.DeepEqual(records(t, got), want) || got.Torn != 0 {
			t.Fatalf("cut at %d and gone on: %+v", cut, got)
		}
	}
}

func TestAFlippedBitNeverGivesAWrongEdit(t *testing.T) {
	path, data, _ := journalBytes(t)
	for at := range data {
		for _, mask := range [][]byte{{0x01, 0x20}, {0x80}, {0x0a}}[at%3] {
			bad := slices.Clone(data)
			bad[at] ^= mask
			mem, d := lay(t, path, bad)
			found, err := d.Unsaved(t3)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				if f.Err == nil && (!isPrefix(records(t, f)) || f.Torn == 0 && f.Edits == 3 || f.Base != base) {
					t.Fatalf("byte %d: %+v", at, f)
				}
			}
			if d.Sweep() != nil || !bytes.Equal(mem.files[path].data, bad) {
				t.Fatalf("byte %d: a damaged journal was changed", at)
			}
		}
	}
}

func TestLinesMovedOrBroughtInDoNotFit(t *testing.T) {
	path, data, head := journalBytes(t)
	lines := bytes.SplitAfter(data[head:], []byte("\n"))
	a, b, c := lines[0], lines[1], lines[2]
	join := func(parts ...[]byte) []byte {
		return append(slices.Clone(data[:head]), bytes.Join(parts, nil)...)
	}
	foreign, _ := appendLine(nil, 0, []byte(`{"kind":"edit","part":"name","at":"2026-03-05T12:00:00Z"}`))
	for name, c := range map[string]struct {
		data []byte
		want int
	}{
		"one left out": {join(a, c), 1}, "two changed places": {join(a, c, b), 1}, "one twice": {join(a, a, b), 1},
		"one of another journal": {join(a, foreign), 1}, "zeros at the end": {join(a, b, make([]byte, 4096)), 2},
		"a line of length zero": {join(a, []byte("00000000 0 \n")), 1}, "an absurd length": {join(a, []byte("00000000 999999999999 {}\n")), 1},
		"a negative length": {join(a, []byte("00000000 -5 {}\n")), 1}, "no line at all": {join(a, bytes.Repeat([]byte("x"), 70000)), 1},
	} {
		_, d := lay(t, path, c.data)
		f := unsaved(t, d, t3, 1)[0]
		if f.Err != nil || f.Edits != c.want || f.Torn == 0 || !isPrefix(records(t, f)) {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

func TestAJournalDamagedInItsMiddleKeepsWhatFollows(t *testing.T) {
	path, data, head := journalBytes(t)
	lines := bytes.SplitAfter(data[head:], []byte("\n"))
	bad := slices.Clone(data)
	bad[head+len(lines[0])+20] ^= 1
	mem, d := lay(t, path, bad)
	if _, _, _, err := unsaved(t, d, t3, 1)[0].Resume(d.here); err != nil {
		t.Fatal(err)
	}
	kept := false
	for p, text := range mem.snapshot() {
		kept = kept || (strings.Contains(p, ".tail-") && text == string(bad[head+len(lines[0]):]))
	}
	if !kept {
		t.Errorf("the rest is gone:\n%s", mem)
	}
	// When it cannot be kept, nothing is cut off.
	mem, d = lay(t, path, bad)
	f := unsaved(t, d, t3, 1)[0]
	mem.before = func(op, _ string) (int, error) {
		if op == "rename" {
			return 0, syscall.ENOSPC
		}
		return 0, nil
	}
	if _, _, _, err := f.Resume(d.here); !errors.Is(err, syscall.ENOSPC) || !bytes.Equal(mem.files[path].data, bad) {
		t.Errorf("%v; the journal was harmed", err)
	}
}

func TestOtherVersionsAreRefusedAndLeftAlone(t *testing.T) {
	path, data, _ := journalBytes(t)
	extended := func(payload string) []byte {
		l, err := newLineReader(&memFile{fs: newMemFS(), node: &memNode{data: data}})
		if err != nil {
			t.Fatal(err)
		}
		for err == nil {
			_, err = l.next()
		}
		more, _ := appendLine(nil, l.sum, []byte(payload))
		return append(slices.Clone(data), more...)
	}
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"version 2":                 {append([]byte("patchbay journal 2\n"), data[len(magic)+2:]...), ErrVersion},
		"version 0":                 {append([]byte("patchbay journal 0\n"), data[len(magic)+2:]...), ErrVersion},
		"a kind of edit to come":    {extended(`{"kind":"compaction","at":"2027-01-01T00:00:00Z"}`), ErrVersion},
		"a part of a Connector new": {extended(`{"kind":"edit","part":"logo","at":"2027-01-01T00:00:00Z"}`), ErrVersion},
		"changes that overlap":      {extended(`{"kind":"edit","part":"name","changes":[{"from":5,"to":1}],"at":"2027-01-01T00:00:00Z"}`), errDamaged},
		"a kind of note to come":    {extended(`{"kind":"note.save","anything":[1,2]}`), nil},
		"random bytes":              {[]byte("\x00\x01\x02not a journal at all, but long enough to be one"), nil},
		"another program's file":    {[]byte("{\"a\": 1}\n" + strings.Repeat(" ", 500)), nil},
		"only the first line":       {data[:len(magic)+2], nil},
		"header and no base":        {data[:bytes.IndexByte(data[len(magic)+2:], '\n')+len(magic)+3], nil},
		"endless first line":        {append([]byte(magic), bytes.Repeat([]byte("1"), 5000)...), nil},
	} {
		t.Run(name, func(t *testing.T) {
			mem, d := lay(t, path, c.data)
			f := unsaved(t, d, t3, 1)[0]
			if strings.HasPrefix(name, "a kind of note") {
				if f.Err != nil || f.Edits != 3 || f.Torn != 0 {
					t.Errorf("a note to come was not skipped: %+v", f)
				}
				return
			}
			if f.Err == nil || (c.want != nil && !errors.Is(f.Err, c.want)) || f.Path != path {
				t.Fatalf("read as %+v", f)
			}
			_, _, _, resumed := f.Resume(d.here)
			if resumed == nil || f.Discard() == nil {
				t.Error("it was used or discarded")
			}
			if d.Sweep() != nil || !bytes.Equal(mem.files[path].data, c.data) {
				t.Fatal("it was changed or deleted")
			}
			to, err := f.SetAside()
			if err != nil || !bytes.Equal(mem.files[to].data, c.data) {
				t.Fatalf("set aside: %s, %v", to, err)
			}
			unsaved(t, d, t3, 0)
		})
	}
}

func TestADiskThatCannotBeReadIsNotAnEnd(t *testing.T) {
	mem := newMemFS()
	d := open(t, mem)
	big := Record{Changes: []Change{{0, 0, strings.Repeat("x", 50000)}}, At: noon}
	must(t, begin(t, d, t3, 1, typed(1), big, big, big, big).Close())
	f := unsaved(t, d, t3, 1)[0]
	before := mem.snapshot()
	for good := range 3 { // so many reads work, and then none
		reads := 0
		mem.before = func(op, _ string) (int, error) {
			if op == "read" {
				if reads++; reads > good {
					return 0, syscall.EIO
				}
			}
			return 0, nil
		}
		_, _, _, resumed := f.Resume(d.here)
		if !errors.Is(resumed, syscall.EIO) {
			t.Errorf("after %d reads: resume %v", good, resumed)
		}
		reads = 0
		if g := unsaved(t, d, t3, 1)[0]; !errors.Is(g.Err, syscall.EIO) {
			t.Errorf("after %d reads: found %+v", good, g)
		}
	}
	mem.before = nil
	if !reflect.DeepEqual(before, mem.snapshot()) {
		t.Error("the journal was changed")
	}
}

func FuzzAnyBytesAsAJournalAreReadOrRefused(f *testing.F) {
	mem := newMemFS()
	d, _ := Open("/state", mem, clock)
	j, _ := d.Begin(t3, base, d.here)
	_ = j.Append(three)
	f.Add(slices.Clone(mem.files[j.Path()].data))
	f.Add([]byte("patchbay journal 1\n"))
	f.Add([]byte(""))
	path := j.Path()
	f.Fuzz(func(t *testing.T, data []byte) {
		mem, d := lay(t, path, data)
		found, err := d.Unsaved(t3)
		if err != nil {
			t.Fatal(err)
		}
		d.Left(t3.Origin)
		if d.Sweep() != nil {
			t.Fatal("tidying failed")
		}
		for _, f := range found {
			if (f.Err == nil) != (len(f.Records) > 0) || len(f.Records) > f.Edits {
				t.Fatalf("%+v", f)
			}
			if f.Err != nil && !bytes.Equal(mem.files[path].data, data) {
				t.Fatal("changed")
			}
		}
	})
}
