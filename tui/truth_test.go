// What the user is told about a save, when the connection is cut: at every stage
// of every call, in order and broken off, and at random on top of everything
// else that can go wrong.

package tui_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/tui/tuitest"
)

// overWire edits T3S70 over a connection that is cut by plan.
func overWire(t *testing.T, o tuitest.Options, plan func(tuitest.Call) tuitest.Cut) (*tuitest.User, *tuitest.Wire) {
	t.Helper()
	var wire *tuitest.Wire
	o.NoStore = true
	o.Over = func(box *sandbox.Sandbox) string {
		wire = tuitest.NewWire(t, tuitest.Serve(t, box), plan)
		return "http://" + wire.Address
	}
	u := editing(t, o)
	return added(u), wire
}

// far is how far a call came: not whole to the API, to the API, or back again as
// something that cannot be read.
type far int

const (
	unsent far = iota
	reached
	garbled
)

// A save can be cut in its check (GET 2), its PUT, and its read back (GET 3 and
// on), once or for good.
func TestACutAtEveryStage(t *testing.T) {
	line := func(c tuitest.Call) int { // bytes of the status line of a success
		if c.Method == "PUT" {
			return len("HTTP/1.1 204 No Content\r\n")
		}
		return len("HTTP/1.1 200 OK\r\n")
	}
	stages := []struct {
		name string
		cut  func(tuitest.Call) tuitest.Cut
		far  far
	}{
		{"once the connection was made", func(tuitest.Call) tuitest.Cut { return tuitest.Cut{Up: tuitest.Unread} }, unsent},
		{"before the first byte", func(tuitest.Call) tuitest.Cut { return tuitest.Cut{Up: 0} }, unsent},
		{"in the request line", func(c tuitest.Call) tuitest.Cut { return tuitest.Cut{Up: c.Line / 2} }, unsent},
		{"in the headers", func(c tuitest.Call) tuitest.Cut { return tuitest.Cut{Up: (c.Line + c.Head) / 2} }, unsent},
		{"after the headers", func(c tuitest.Call) tuitest.Cut { return tuitest.Cut{Up: min(c.Head, c.Size-1)} }, unsent},
		{"in the body", func(c tuitest.Call) tuitest.Cut { return tuitest.Cut{Up: (c.Head + c.Size) / 2} }, unsent},
		{"before the last byte", func(c tuitest.Call) tuitest.Cut { return tuitest.Cut{Up: c.Size - 1} }, unsent},
		{"before the answer", func(tuitest.Call) tuitest.Cut { return tuitest.Cut{Up: tuitest.All} }, reached},
		{"in the status line", func(tuitest.Call) tuitest.Cut { return tuitest.Cut{Up: tuitest.All, Down: 11} }, garbled},
		{"before the status line ends", func(c tuitest.Call) tuitest.Cut { return tuitest.Cut{Up: tuitest.All, Down: line(c) - 1} }, reached},
		{"after the status line", func(c tuitest.Call) tuitest.Cut { return tuitest.Cut{Up: tuitest.All, Down: line(c)} }, reached},
		{"in the headers of the answer", func(c tuitest.Call) tuitest.Cut { return tuitest.Cut{Up: tuitest.All, Down: line(c) + 5} }, garbled},
	}
	calls := []struct {
		name   string
		method string
		from   int
		times  int
		told   func(far) string
		puts   int
	}{
		{"the check once", "GET", 2, 1, func(got far) string {
			if got == garbled {
				return "Not saved" // half a line is not HTTP, and not asked for again
			}
			return "Saved and live"
		}, 1},
		{"the check for good", "GET", 2, 99, func(far) string { return "Not saved" }, 0},
		{"the PUT", "PUT", 1, 1, func(got far) string {
			if got != unsent {
				return "Saved and live"
			}
			return "Not saved"
		}, 1},
		{"the read back once", "GET", 3, 1, func(far) string { return "Saved and live" }, 1},
		{"the read back for good", "GET", 3, 99, func(far) string { return "Not known whether it was saved" }, 1},
	}
	for _, call := range calls {
		for _, stage := range stages {
			for end, how := range []string{"FIN", "RST"} {
				if call.times == 99 && end == int(tuitest.RST) != (len(stage.name)%2 == 0) {
					continue // one end is enough where every attempt fails the same
				}
				t.Run(call.name+", "+stage.name+", "+how, func(t *testing.T) {
					puts, sound := 0, false
					u, _ := overWire(t, tuitest.Options{}, func(c tuitest.Call) tuitest.Cut {
						if c.Method == "PUT" {
							puts++
						}
						if sound || c.Method != call.method || !strings.HasSuffix(c.Path, "/T3S70") || c.N < call.from || c.N >= call.from+call.times {
							return tuitest.Sound
						}
						cut := stage.cut(c)
						cut.End = tuitest.End(end)
						return cut
					})
					u.Press("ctrl+s").Expect("Review").Press("y").Wait(45 * time.Second)
					want := call.told(stage.far)
					u.Expect(want)
					if live := isSaved(u, "T3S70"); live != (want != "Not saved") || puts != call.puts && want != "Not saved" {
						t.Errorf("told %q: live %v, %d PUTs, want %d", want, live, puts, call.puts)
					}
					if want == "Not known whether it was saved" {
						sound = true
						u.Press("c").Wait(time.Second).Expect("Saved and live")
					}
					u.Press("esc").Expect(`"note": "x"`)
				})
			}
		}
	}
}

// Without a connection nothing is sent, and a save that surely was not sent is
// tried again by itself.
func TestNoConnectionForTheSave(t *testing.T) {
	for name, restored := range map[string]bool{"for good": false, "for a moment": true} {
		t.Run(name, func(t *testing.T) {
			var wire *tuitest.Wire
			plan := func(c tuitest.Call) tuitest.Cut {
				if strings.HasSuffix(c.Path, "/T3S70") && c.N == 2 {
					wire.Refuse()
				}
				return tuitest.Sound
			}
			u, w := overWire(t, tuitest.Options{}, plan)
			wire = w
			u.Press("ctrl+s", "y")
			if restored {
				wire.Restore(t)
			}
			u.Wait(time.Minute)
			if want := map[bool]string{false: "Not saved", true: "Saved and live"}[restored]; true {
				u.Expect(want)
			}
			if isSaved(u, "T3S70") != restored {
				t.Error("the word is wrong")
			}
		})
	}
}

// wordOn is what the screen says a save came to, "" when it says nothing.
func wordOn(screen string) tuitest.Word {
	for _, c := range []struct {
		words string
		word  tuitest.Word
	}{
		{"Not known whether it was saved", tuitest.Unknown},
		{"something else is live now", tuitest.Superseded},
		{"Somebody else saved", tuitest.Conflict},
		{"Stored again with other spacing", tuitest.Conflict},
		{"Not saved", tuitest.NotSaved},
		{"Saved and live", tuitest.Saved},
	} {
		if strings.Contains(screen, c.words) {
			return c.word
		}
	}
	return ""
}

// troubles is how many saves in trouble are tried: the soak tries more.
func troubles(t *testing.T) uint64 {
	n, err := strconv.ParseUint(os.Getenv("PATCHBAY_SOAK_SAVES"), 10, 32)
	if err != nil {
		return 50
	}
	t.Logf("%d saves", n)
	return n
}

// Saves with the connection cut at random, in every trouble at once: no false
// word, nobody overwritten who was there before the check, never two PUTs.
func TestSavesInTrouble(t *testing.T) {
	said := map[tuitest.Word]int{}
	for number := range troubles(t) {
		t.Run(fmt.Sprint(number), func(t *testing.T) {
			var u *tuitest.User
			trouble := tuitest.NewTrouble(number, func() time.Time { return u.Clock.Now() })
			var wire *tuitest.Wire
			u, wire = overWire(t, tuitest.Options{Fault: trouble.Fault}, trouble.Plan)
			trouble.Over(wire)
			u.Press("ctrl+s").Expect("Review")
			u.Press("y").Wait(60 * time.Second)
			word := wordOn(u.Screen())
			screen := u.Screen()
			said[word]++
			if word == "" {
				t.Fatalf("nothing is said\n%v\n%s", trouble, screen)
			}
			stored(u, "T3S70") // what is late is stored now
			if fault := trouble.Judge(word); fault != "" {
				t.Fatalf("%s\n%v\n%s", fault, trouble, screen)
			}
			if word == tuitest.Unknown {
				trouble.Calm()
				u.Press("c").Wait(60 * time.Second)
				again := wordOn(u.Screen())
				if fault := trouble.Judge(again); again == "" || fault != "" {
					t.Fatalf("checked again: %q %s\n%v\n%s", again, fault, trouble, u.Screen())
				}
			}
			if word != tuitest.Saved {
				u.Press("esc").Expect(`"note": "x"`)
			}
		})
	}
	t.Log(said)
}
