// A save that went out and whose program ended before it knew the outcome.

package tui_test

import (
	"errors"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/config/state"
	"patchbay/tui/tuitest"
)

// platform is what happens to the one save, and to the reads after it.
type platform struct {
	put  sandbox.Fault
	down bool // nothing can be read
}

func (p *platform) fault(r sandbox.Request) sandbox.Fault {
	switch {
	case r.Op == sandbox.OpUpdate:
		f := p.put
		f.Hold = 24 * time.Hour // the answer never comes
		return f
	case r.Op == sandbox.OpGet && p.down:
		return sandbox.Fault{Status: 503}
	}
	return sandbox.Fault{}
}

// sent leaves a save behind that went out at 14:02, and quits.
func sent(t *testing.T, p *platform) *tuitest.User {
	t.Helper()
	u := editing(t, tuitest.Options{Fault: p.fault})
	added(u).Press("ctrl+s", "y").Expect("Sending")
	u.End()
	return u
}

// again starts the next program.
func again(u *tuitest.User) *tuitest.User { return u.Restart(tuitest.Options{Start: "T3S70"}) }

func changed(old, new string) func(*sandbox.Stored) {
	return func(s *sandbox.Stored) {
		s.Configuration = sandbox.Literal(strings.Replace(string(s.Configuration), old, new, 1))
	}
}

func TestASaveThatWasLeftBehindIsFoundOut(t *testing.T) {
	const checking = "Your save of 14:02 was not confirmed; checking…"
	for _, c := range []struct {
		name  string
		put   sandbox.Fault
		later func(u *tuitest.User, p *platform) // before the next start
		then  func(u *tuitest.User, p *platform) // in it
	}{
		{"it is live", sandbox.Fault{Commit: sandbox.CommitNow}, nil, func(u *tuitest.User, _ *platform) {
			u.Expect("The save sent at 14:02, which was not confirmed then, is live", `"note": "x"`).ExpectNot("Unsaved edit")
			again(u).ExpectNot("Unsaved edit", "not confirmed")
		}},
		{"it is live in another spelling", sandbox.Fault{Commit: sandbox.CommitNow, Store: sandbox.Normalise(sandbox.Compact)}, nil, func(u *tuitest.User, _ *platform) {
			u.Expect("is live").ExpectNot("Unsaved edit")
		}},
		{"it was not saved, long ago", sandbox.Fault{Commit: sandbox.CommitNever}, func(u *tuitest.User, _ *platform) { u.Wait(time.Hour) }, func(u *tuitest.User, _ *platform) {
			u.Expect("Unsaved edit of 14:02 today", "Your save of 14:02 was not saved").ExpectNot(checking)
			again(u).Expect("Unsaved edit").ExpectNot("was not saved") // it is settled
			u.Press("r").Expect(`"note": "x"`, "edited").Press("ctrl+z").ExpectNot("edited")
		}},
		{"it was not saved, just now", sandbox.Fault{Commit: sandbox.CommitNever}, nil, func(u *tuitest.User, _ *platform) {
			u.Expect(checking).Wait(5*time.Second).Expect(checking, "5 s").Wait(30 * time.Second).ExpectNot(checking).Expect("was not saved").Press("r").Expect(`"note": "x"`)
		}},
		{"it is committed ten seconds after the restart", sandbox.Fault{Commit: sandbox.CommitLate, Late: 10 * time.Second}, nil, func(u *tuitest.User, _ *platform) {
			u.Expect(checking).Wait(15*time.Second).ExpectNot(checking, "Unsaved edit").Expect("is live", `"note": "x"`)
		}},
		{"something else is live", sandbox.Fault{Commit: sandbox.CommitNever}, func(u *tuitest.User, _ *platform) {
			u.Wait(time.Minute)
			u.Sandbox.Change(sandbox.DefaultTeam, "T3S70", changed("Larkspur", "Hollyhock"))
		}, func(u *tuitest.User, _ *platform) {
			u.Expect("It is not known whether your save of 14:02 went live: something else is live now", "What is live has changed")
			u.Press("s").Expect("+ note").Press("pgdown").Expect("Hollyhock").Press("esc")
			again(u).Expect("Unsaved edit").ExpectNot("It is not known")
		}},
		{"it cannot be read", sandbox.Fault{Commit: sandbox.CommitNow}, func(_ *tuitest.User, p *platform) { p.down = true }, func(u *tuitest.User, p *platform) {
			u.Wait(20*time.Second).Expect("T3S70 could not be opened", "503").Press("esc").Expect("Your save of 14:02 is still not confirmed")
			p.down = false
			again(u).Expect("is live").ExpectNot("Unsaved edit")
		}},
		{"it cannot be read again", sandbox.Fault{Commit: sandbox.CommitLate, Late: time.Minute}, nil, func(u *tuitest.User, p *platform) {
			p.down = true
			u.Expect(checking).Wait(2*time.Minute).Expect("Unsaved edit", "Your save of 14:02 is still not confirmed, because what is live could not be read", "checked again at the next opening")
			p.down = false
			again(u).Expect("is live").ExpectNot("Unsaved edit")
		}},
		{"put off", sandbox.Fault{Commit: sandbox.CommitLate, Late: 10 * time.Second}, nil, func(u *tuitest.User, _ *platform) {
			u.Expect(checking).Press("esc").Expect("Unsaved edit", "Your save of 14:02 is still not confirmed").Press("r").Expect("edited").Type("  ").Wait(time.Minute).Press("ctrl+q", "q")
			again(u).Expect("Your save of 14:02 is live. What was typed after it is this unsaved edit").Press("r").Expect("edited").Press("ctrl+z").ExpectNot("edited").Expect(`"note": "x"`)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &platform{put: c.put}
			u := sent(t, p)
			if c.later != nil {
				c.later(u, p)
			}
			u.Restart(tuitest.Options{Start: "T3S70", Fault: p.fault})
			c.then(u, p)
			if len(puts(u)) != 1 {
				t.Errorf("%d PUTs", len(puts(u)))
			}
		})
	}
}

// heldDisk takes a minute to list the journals, once, when it is told to, and may
// remove nothing.
type heldDisk struct {
	state.FS
	hold  atomic.Bool
	wait  func()
	stuck error
}

func (d *heldDisk) Remove(path string) error {
	if d.stuck != nil {
		return d.stuck
	}
	return d.FS.Remove(path)
}

func (d *heldDisk) List(path string) ([]string, error) {
	if filepath.Base(path) == "journals" && d.hold.CompareAndSwap(true, false) {
		d.wait()
	}
	return d.FS.List(path)
}

// While the outcome is being noted, neither esc nor a timer begins anything.
func TestASaveThatWasLeftBehindIsConcludedOnce(t *testing.T) {
	for _, c := range []struct {
		name string
		then func(u *tuitest.User)
		told string
		not  []string
	}{
		{"esc while it is settled", func(u *tuitest.User) { u.Wait(15 * time.Second).Press("esc") }, "is live", []string{"Unsaved edit", "still not confirmed"}},
		{"leaving while it is settled", func(u *tuitest.User) { u.Wait(15*time.Second).Press("esc", "esc") }, "Connectors of team", []string{"save not confirmed"}},
		{"a timer after esc", func(u *tuitest.User) { u.Press("esc").Wait(15 * time.Second) }, "Your save of 14:02 is still not confirmed", []string{"is live"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := sent(t, &platform{put: sandbox.Fault{Commit: sandbox.CommitLate, Late: 10 * time.Second}})
			disk := &heldDisk{FS: state.Disk{}, wait: func() { _ = u.Clock.Sleep(t.Context(), time.Minute) }}
			u.Restart(tuitest.Options{Start: "T3S70", Disk: disk}).Expect("checking…")
			disk.hold.Store(true)
			c.then(u)
			u.Wait(time.Minute).Expect(c.told).ExpectNot(c.not...)
		})
	}
}

// What is read to find out goes into the history, as saved when that is what it was.
func TestWhatIsReadToFindOutIsKept(t *testing.T) {
	for _, c := range []struct {
		name string
		put  sandbox.Fault
		then func(u *tuitest.User)
		want string
	}{
		{"live at once", sandbox.Fault{Commit: sandbox.CommitNow}, nil, "saved replaced fetched"},
		{"live later", sandbox.Fault{Commit: sandbox.CommitLate, Late: 10 * time.Second}, func(u *tuitest.User) { u.Wait(time.Minute) }, "saved replaced fetched"},
		{"something else meanwhile", sandbox.Fault{Commit: sandbox.CommitNever}, func(u *tuitest.User) {
			u.Sandbox.Change(sandbox.DefaultTeam, "T3S70", changed("Larkspur", "Hollyhock"))
			u.Wait(time.Minute)
		}, "fetched replaced fetched"},
		{"something else, put off", sandbox.Fault{Commit: sandbox.CommitNever}, func(u *tuitest.User) {
			u.Sandbox.Change(sandbox.DefaultTeam, "T3S70", changed("Larkspur", "Hollyhock"))
			u.Wait(2 * time.Second).Press("esc")
		}, "fetched replaced fetched"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := again(sent(t, &platform{put: c.put}).Wait(time.Second))
			if c.then != nil {
				c.then(u)
			}
			u.End()
			if got := strings.Join(keptOf(t, u.StateDir(), "T3S70"), " "); got != c.want {
				t.Errorf("kept: %s, want %s", got, c.want)
			}
		})
	}
}

// What was sent is the text at the time, not what was typed since.
func TestWhatWasTypedAfterTheSaveStaysUnsaved(t *testing.T) {
	p := &platform{put: sandbox.Fault{Commit: sandbox.CommitLate, Late: time.Hour}}
	u := editing(t, tuitest.Options{Fault: func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpUpdate {
			return sandbox.Fault{Commit: sandbox.CommitLate, Late: 20 * time.Second}
		}
		return p.fault(r)
	}})
	added(u).Press("ctrl+s", "y").Wait(2 * time.Second).Press("esc")
	u.Paste("\n  \"later\": 1,").Type(" and words").Wait(time.Second).Press("ctrl+z").Wait(time.Second)
	u.End()
	u.Wait(time.Minute)
	again(u).Expect("Your save of 14:02 is live. What was typed after it is this unsaved edit", "12 changes").ExpectNot("What is live has changed")
	u.Press("s").Expect(`+   "later"`).ExpectNot("+ note", `+   "note"`).Press("r").Expect(`"later"`, `"note": "x"`, "edited")
	u.Press("ctrl+y").Expect("words").Press("ctrl+z", "ctrl+z", "ctrl+z").Expect("later").Press("ctrl+z").ExpectNot("later", "edited").Expect(`"note": "x"`)
	u.Press("ctrl+y", "ctrl+s").Expect("Review", "later").Press("y").Wait(time.Minute).Expect("Saved and live")
}

// The journal it was in cannot be removed.
func TestAnEditMovedOntoItsSaveIsOfferedOnce(t *testing.T) {
	u := editing(t, tuitest.Options{Fault: onPut(sandbox.Fault{Commit: sandbox.CommitLate, Late: 20 * time.Second})})
	added(u).Press("ctrl+s", "y").Wait(2 * time.Second).Press("esc").Type("  ").Wait(time.Second)
	u.End()
	u.Wait(time.Minute).Restart(tuitest.Options{Start: "T3S70", Disk: &heldDisk{FS: state.Disk{}, stuck: errors.New("read-only")}})
	u.Expect("Unsaved edit", "Your save of 14:02 is live. What was typed after it is this unsaved edit").ExpectNot("1 of 2", "What is live has changed")
}

func TestTheLookupTellsOfASaveThatWasLeftBehind(t *testing.T) {
	p := &platform{put: sandbox.Fault{Commit: sandbox.CommitNow}}
	u := sent(t, p)
	u.Restart(tuitest.Options{}).Expect("save not confirmed", "A save of T3S70 at 14:02 was not confirmed; open it to check.")
	u.Type("T3S70").Press("enter").Expect("is live").Press("esc").ExpectNot("save not confirmed")
	u.Restart(tuitest.Options{}).ExpectNot("not confirmed")
}
