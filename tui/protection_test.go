// Whatever is typed reaches the disk in time; when the disk fails that is said,
// and nothing is lost once it works again.

package tui_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"patchbay/config/state"
	"patchbay/tui/tuitest"
)

// journaled is what the state directory at path keeps of T3S70.
func journaled(t *testing.T, path string) []state.Found {
	t.Helper()
	store, err := state.Open(path, nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	found, err := store.Unsaved(state.Key{Origin: "sandbox", Team: 936506, Identifier: "T3S70"})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// isJournal tells journals from the lists and versions.
func isJournal(path string) bool {
	return strings.Contains(path, "journals"+string(filepath.Separator))
}

func TestEveryEditIsWrittenWithinAQuarterSecondAndSyncedWithinASecond(t *testing.T) {
	t.Parallel()
	disk, dir := &tuitest.Disk{}, t.TempDir()
	u := editing(t, tuitest.Options{Disk: disk, StateDir: dir})
	u.Paste("\n") // the first edit begins the journal, which is synced at once
	u.Wait(250 * time.Millisecond)
	var syncs []time.Time
	disk.Ask(func(op, path string) error {
		if op == "sync" && strings.HasSuffix(path, ".journal") {
			syncs = append(syncs, u.Clock.Now())
		}
		return nil
	})
	random := rand.New(rand.NewPCG(1, 4))
	typed := []time.Time{u.Clock.Now().Add(-250 * time.Millisecond)}
	for range 120 {
		u.Paste("x")
		typed = append(typed, u.Clock.Now())
		u.Wait(time.Duration(random.IntN(400)) * time.Millisecond)
		due := 0
		for _, at := range typed {
			if u.Clock.Now().Sub(at) >= 250*time.Millisecond {
				due++
			}
		}
		if found := journaled(t, dir); len(found) != 1 || found[0].Edits < due {
			t.Fatalf("at %v: %+v, want %d edits at least", u.Clock.Now(), found, due)
		}
	}
	u.Wait(2 * time.Second)
	for i := range syncs[1:] {
		if apart := syncs[i+1].Sub(syncs[i]); apart < time.Second {
			t.Errorf("two syncs %v apart", apart)
		}
	}
	for _, at := range typed[1:] {
		covered := false
		for _, sync := range syncs {
			covered = covered || !sync.Before(at) && sync.Sub(at) <= time.Second
		}
		if !covered {
			t.Errorf("typed at %v, synced at %v", at, syncs)
		}
	}
	asked := len(syncs)
	u.Wait(time.Minute)
	if len(syncs) != asked {
		t.Errorf("%d more syncs with nothing to sync", len(syncs)-asked)
	}
}

func TestADiskThatFailsIsSaidAndNothingIsLostOnceItWorks(t *testing.T) {
	reasons := map[syscall.Errno]string{
		syscall.ENOSPC: "the disk is full", syscall.EDQUOT: "the disk quota is used up", syscall.EROFS: "the disk is read-only",
		syscall.EACCES: "no permission", syscall.EIO: "the disk fails",
	}
	for fault, says := range reasons {
		for _, op := range []string{"open", "lock", "write", "sync", "syncdir", "named"} {
			for _, when := range []string{"before the first edit", "in the middle"} {
				if when == "in the middle" && (op == "open" || op == "lock" || op == "syncdir") {
					continue // asked for at the beginning only
				}
				t.Run(fmt.Sprintf("%s, %s, %s", says, op, when), func(t *testing.T) {
					t.Parallel()
					disk, dir := &tuitest.Disk{}, t.TempDir()
					u := editing(t, tuitest.Options{Disk: disk, StateDir: dir, Width: 120, Height: 30})
					if when == "in the middle" {
						u.Paste("\n  \"a\": 1,").Wait(2 * time.Second).Expect("edited").ExpectNot("NOT PROTECTED")
					}
					disk.Ask(func(now, path string) error {
						if now == op && (isJournal(path) || strings.HasSuffix(path, "journals")) {
							return fault
						}
						return nil
					})
					u.Paste("\n  \"b\": 2,").Wait(2*time.Second).Expect("NOT PROTECTED: "+says, `"b": 2,`)
					u.Paste("\n  \"c\": 3,").Wait(5*time.Second).Expect("NOT PROTECTED: "+says, `"c": 3,`)
					u.Press("ctrl+q").Expect("could NOT be kept", says).Press("esc")
					disk.Ask(nil)
					u.Paste("\n  \"d\": 4,").Wait(4*time.Second).ExpectNot("NOT PROTECTED").Expect("edited", `"d": 4,`)
					found := journaled(t, dir)
					if len(found) != 1 || found[0].Err != nil || found[0].Torn != 0 {
						t.Fatalf("%+v", found)
					}
					u.Restart(tuitest.Options{Start: "T3S70", Width: 120, Height: 30}).Expect("Unsaved edit").Press("r")
					u.Press("ctrl+home").Expect(`"b": 2,`, `"c": 3,`, `"d": 4,`)
				})
			}
		}
	}
}

func TestASaveWhoseNoteCannotBeWrittenSaysThatItIsNotProtected(t *testing.T) {
	t.Parallel()
	disk := &tuitest.Disk{}
	u := editing(t, tuitest.Options{Disk: disk, Start: "put-500"})
	added(u).Wait(2 * time.Second)
	u.Press("ctrl+s").Expect("Review")
	disk.Ask(func(op, path string) error {
		if op == "write" && isJournal(path) {
			return syscall.ENOSPC
		}
		return nil
	})
	u.Press("y").Wait(time.Minute)
	for range 5 {
		u.Press("esc")
	}
	u.Expect("NOT PROTECTED")
	disk.Ask(nil)
	u.Wait(5 * time.Second).ExpectNot("NOT PROTECTED")
}

func TestAnEditThatCannotBeKeptIsNotLeft(t *testing.T) {
	t.Parallel()
	disk, dir := &tuitest.Disk{}, t.TempDir()
	u := editing(t, tuitest.Options{Disk: disk, StateDir: dir, Width: 120, Height: 30})
	added(u).Wait(2 * time.Second)
	disk.Ask(func(op, path string) error {
		if op == "sync" && isJournal(path) {
			return syscall.EIO
		}
		return nil
	})
	u.Press("esc").Expect("Leave this edit?").Press("l").Expect("Not left", "the disk fails", `"note": "x"`)
	disk.Ask(nil)
	u.Wait(5*time.Second).ExpectNot("NOT PROTECTED").Press("esc", "l").ExpectNot("edited", "Not left")
	if found := journaled(t, dir); len(found) != 1 {
		t.Errorf("%+v", found)
	}
}
