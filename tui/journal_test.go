// The keeper of an edit's journal on a disk that fails.

package tui

import (
	"errors"
	"testing"
	"time"

	"patchbay/api"
	"patchbay/config/state"
	"patchbay/tui/text"
)

// faultyDisk fails what it is told to fail; otherwise it is the real disk.
type faultyDisk struct {
	state.FS
	syncs  int // how many more syncs fail
	writes int // how many more writes fail
}

type faultyFile struct {
	state.File
	disk *faultyDisk
}

var errDisk = errors.New("no space left on device")

func (d *faultyDisk) Open(path string, mode state.Mode) (state.File, error) {
	f, err := d.FS.Open(path, mode)
	if err != nil {
		return nil, err
	}
	return faultyFile{f, d}, nil
}

func (f faultyFile) Sync() error {
	if f.disk.syncs > 0 {
		f.disk.syncs--
		return errDisk
	}
	return f.File.Sync()
}

func (f faultyFile) Write(p []byte) (int, error) {
	if f.disk.writes > 0 {
		f.disk.writes--
		return 0, errDisk
	}
	return f.File.Write(p)
}

// oneTyped is the record of one character typed at an offset.
func oneTyped(at int, s string) state.Record {
	return state.Record{Part: state.Configuration, Changes: []state.Change{{From: at, To: at, Insert: s}}, Anchor: at + 1, Head: at + 1, At: time.Unix(0, 0)}
}

func TestEveryEditIsInTheJournalExactlyOnceWhateverTheDiskDoes(t *testing.T) {
	for _, c := range []struct {
		name          string
		syncs, writes int
	}{
		{"a sound disk", 0, 0}, {"one sync fails", 1, 0}, {"two syncs fail", 2, 0}, {"three syncs fail", 3, 0},
		{"one write fails", 0, 1}, {"two writes fail", 0, 2}, {"both", 2, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			disk := &faultyDisk{FS: state.Disk{}}
			store, err := state.Open(t.TempDir(), disk, time.Now)
			if err != nil {
				t.Fatal(err)
			}
			key := state.Key{Origin: "sandbox", Team: 1, Identifier: "T3S70"}
			base := api.Connector{Name: api.TextOf("Ads"), Configuration: api.Configuration{JSON: "{}"}}
			k := newKeeper(store, key, base, text.New("{}"), time.Now())
			k.add([]state.Record{oneTyped(1, "a")})
			if err := k.sync(); err != nil {
				t.Fatal(err)
			}
			disk.syncs, disk.writes = c.syncs, c.writes
			for i, s := range []string{"b", "c", "d"} {
				k.add([]state.Record{oneTyped(2+i, s)})
				k.flush()
				k.sync()
			}
			for range 6 { // the retries that follow a failure
				k.sync()
			}
			if err := k.close(keepIt); err != nil {
				t.Fatal(err)
			}
			found, err := store.Unsaved(key)
			if err != nil || len(found) == 0 {
				t.Fatalf("%d found, %v", len(found), err)
			}
			edit, err := replay(found[0])
			if err != nil || edit.now.Text.String() != "{abcd}" {
				t.Errorf("restored %q, %v", edit.now.Text.String(), err)
			}
		})
	}
}

func TestAJournalGoesOnlyWhenItsSuccessorHoldsSomething(t *testing.T) {
	disk := &faultyDisk{FS: state.Disk{}}
	store, err := state.Open(t.TempDir(), disk, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	key := state.Key{Origin: "sandbox", Team: 1, Identifier: "T3S70"}
	base := api.Connector{Configuration: api.Configuration{JSON: "{}"}}
	old := newKeeper(store, key, base, text.New("{}"), time.Now())
	old.add([]state.Record{oneTyped(1, "a")})
	if err := old.sync(); err != nil {
		t.Fatal(err)
	}
	next := newKeeper(store, key, base, text.New("{}"), time.Now())
	next.replaces = old
	next.add([]state.Record{oneTyped(1, "b")})
	disk.writes = 1
	if next.sync() == nil {
		t.Fatal("the disk did not fail")
	}
	if found, _ := store.Unsaved(key); len(found) != 1 {
		t.Fatalf("%d journals while the new one holds nothing", len(found))
	}
	if err := next.sync(); err != nil {
		t.Fatal(err)
	}
	if err := next.close(keepIt); err != nil {
		t.Fatal(err)
	}
	found, _ := store.Unsaved(key)
	if len(found) != 1 {
		t.Fatalf("%d journals", len(found))
	}
	if edit, err := replay(found[0]); err != nil || edit.now.Text.String() != "{b}" {
		t.Errorf("restored %q, %v", edit.now.Text.String(), err)
	}
}
