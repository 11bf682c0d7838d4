// What the user is told: one row for each fault of the platform and each call of
// a save, with the word, the number of PUTs, and what is live in the end.

package tui_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/tui/tuitest"
)

// A save reads once when the Connector is opened, once to check, and then reads
// back. Each of these gives f to one of them, or to all from there on.
func onCheck(f sandbox.Fault) func(sandbox.Request) sandbox.Fault {
	return onRead(2, 4, f)
}

func onReadBack(f sandbox.Fault) func(sandbox.Request) sandbox.Fault {
	return onRead(3, 1000, f)
}

func onRead(from, to int, f sandbox.Fault) func(sandbox.Request) sandbox.Fault {
	return func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpGet && r.N >= from && r.N <= to {
			return f
		}
		return sandbox.Fault{}
	}
}

func onPut(f sandbox.Fault) func(sandbox.Request) sandbox.Fault {
	return func(r sandbox.Request) sandbox.Fault {
		if r.Op == sandbox.OpUpdate {
			return f
		}
		return sandbox.Fault{}
	}
}

// together gives the faults of all rows; of two for one request, the later row's.
func together(rows ...func(sandbox.Request) sandbox.Fault) func(sandbox.Request) sandbox.Fault {
	return func(r sandbox.Request) sandbox.Fault {
		var f sandbox.Fault
		for _, row := range rows {
			if g := row(r); !reflect.ValueOf(g).IsZero() {
				f = g
			}
		}
		return f
	}
}

func renames(s *sandbox.Stored)    { s.Name = sandbox.Text("Somebody's") }
func putsBlanks(s *sandbox.Stored) { s.Configuration = " " + s.Configuration }

func TestWhatTheUserIsTold(t *testing.T) {
	const (
		saved, notSaved    = "Saved and live", "Not saved"
		unknown            = "Not known whether it was saved"
		conflict, respelt  = "Somebody else saved", "Stored again with other spacing or order"
		superseded, stored = "Accepted, but something else is live now", "The platform stored the Configuration with other spacing, order or spelling"
	)
	configures := func(s *sandbox.Stored) {
		s.Configuration = sandbox.Literal(strings.Replace(string(s.Configuration), "Larkspur", "Hollyhock", 1))
	}
	lost := sandbox.Fault{Cut: sandbox.CutReply}
	dropped := sandbox.Fault{Cut: sandbox.CutReply, Commit: sandbox.CommitNever}
	with := func(f sandbox.Fault, change func(*sandbox.Fault)) sandbox.Fault { change(&f); return f }
	for _, c := range []struct {
		name  string
		fault func(sandbox.Request) sandbox.Fault
		told  string
		puts  int
		live  bool // the edit, in the end
	}{
		// The check.
		{"check: somebody changed the Configuration", onCheck(sandbox.Fault{Before: configures}), conflict, 0, false},
		{"check: somebody changed the name", onCheck(sandbox.Fault{Before: renames}), conflict, 0, false},
		{"check: somebody changed white space", onCheck(sandbox.Fault{Before: sandbox.Normalise(sandbox.Compact)}), respelt, 0, false},
		{"check: somebody changed the order of keys", onCheck(sandbox.Fault{Before: sandbox.Normalise(sandbox.SortKeys)}), respelt, 0, false},
		{"check: blanks around the whole are no change", onCheck(sandbox.Fault{Before: putsBlanks}), saved, 1, true},
		{"check: somebody changed it, the dates stand still", onCheck(sandbox.Fault{Before: configures, Dates: sandbox.DatesKept}), conflict, 0, false},
		{"check: somebody changed it, the dates go back", onCheck(sandbox.Fault{Before: configures, Dates: sandbox.DatesBack}), conflict, 0, false},
		{"check: somebody changed it in the same second", onCheck(sandbox.Fault{Before: configures, Dates: sandbox.DatesClock}), conflict, 0, false},
		{"check: a copy that lags behind", onCheck(sandbox.Fault{Stale: 1}), saved, 1, true},
		{"check: fails once", onRead(2, 2, sandbox.Fault{Status: 500}), saved, 1, true},
		{"check: 500", onCheck(sandbox.Fault{Status: 500}), notSaved, 0, false},
		{"check: 404", onCheck(sandbox.Fault{Status: 404}), notSaved, 0, false},
		{"check: cut", onCheck(sandbox.Fault{Cut: sandbox.CutBody}), notSaved, 0, false},

		// The PUT is answered.
		{"PUT: 400", onPut(sandbox.Fault{Status: 400}), notSaved, 1, false},
		{"PUT: 401", onPut(sandbox.Fault{Status: 401}), notSaved, 1, false},
		{"PUT: 403", onPut(sandbox.Fault{Status: 403}), notSaved, 1, false},
		{"PUT: 404", onPut(sandbox.Fault{Status: 404}), notSaved, 1, false},
		{"PUT: 422", onPut(sandbox.Fault{Status: 422}), notSaved, 1, false},
		{"PUT: 429", onPut(sandbox.Fault{Status: 429, RetryAfter: time.Second}), notSaved, 1, false},
		{"PUT: somebody saves between check and PUT", onPut(sandbox.Fault{Before: configures}), saved, 1, true},
		{"PUT: somebody saves after it", onPut(sandbox.Fault{After: configures}), superseded, 1, true},
		{"PUT: somebody renames it after it, the dates stand still", onPut(sandbox.Fault{After: renames, Dates: sandbox.DatesKept}), superseded, 1, true},
		{"PUT: the dates stand still", onPut(sandbox.Fault{Dates: sandbox.DatesKept}), saved, 1, true},
		{"PUT: the dates go back", onPut(sandbox.Fault{Dates: sandbox.DatesBack}), saved, 1, true},
		{"PUT: dates of a second", onPut(sandbox.Fault{Dates: sandbox.DatesClock}), saved, 1, true},
		{"PUT: accepted and visible late", onPut(sandbox.Fault{Commit: sandbox.CommitLate, Late: 25 * time.Second}), saved, 1, true},
		{"PUT: accepted and never visible", onPut(sandbox.Fault{Commit: sandbox.CommitNever}), unknown, 1, false},
		{"PUT: stored without white space", onPut(sandbox.Fault{Store: sandbox.Normalise(sandbox.Compact)}), stored, 1, true},
		{"PUT: stored with four spaces", onPut(sandbox.Fault{Store: sandbox.Normalise(sandbox.Indented)}), stored, 1, true},
		{"PUT: stored in the order of keys", onPut(sandbox.Fault{Store: sandbox.Normalise(sandbox.SortKeys)}), stored, 1, true},
		{"PUT: stored with escapes", onPut(sandbox.Fault{Store: sandbox.Normalise(sandbox.EscapeAll)}), stored, 1, true},
		{"PUT: stored with numbers spelt anew", onPut(sandbox.Fault{Store: sandbox.Normalise(sandbox.Floats | sandbox.Compact)}), stored, 1, true},
		{"PUT: stored with a member lost", onPut(sandbox.Fault{Store: sandbox.DropMember("$schema")}), superseded, 1, true},
		{"PUT: stored with blanks around it", onPut(sandbox.Fault{Store: putsBlanks}), saved, 1, true},

		// The PUT is not answered, or with something that says nothing.
		{"PUT: the reply is lost", onPut(lost), saved, 1, true},
		{"PUT: the reply is lost, broken off", onPut(sandbox.Fault{Cut: sandbox.CutReset}), saved, 1, true},
		{"PUT: the reply is lost, stored otherwise", onPut(with(lost, func(f *sandbox.Fault) { f.Store = sandbox.Normalise(sandbox.Compact) })), stored, 1, true},
		{"PUT: the reply is lost, the dates stand still", onPut(with(lost, func(f *sandbox.Fault) { f.Dates = sandbox.DatesKept })), saved, 1, true},
		{"PUT: the reply is lost, the dates go back", onPut(with(lost, func(f *sandbox.Fault) { f.Dates = sandbox.DatesBack })), saved, 1, true},
		{"PUT: the reply is lost, somebody saves after it", onPut(with(lost, func(f *sandbox.Fault) { f.After = configures })), unknown, 1, true},
		{"PUT: dropped", onPut(dropped), notSaved, 1, false},
		{"PUT: dropped before it was read", onPut(sandbox.Fault{Cut: sandbox.CutRequest}), notSaved, 1, false},
		{"PUT: dropped, somebody saves", onPut(with(dropped, func(f *sandbox.Fault) { f.After = configures })), unknown, 1, false},
		{"PUT: committed late", onPut(sandbox.Fault{Cut: sandbox.CutReply, Commit: sandbox.CommitLate, Late: 14 * time.Second}), saved, 1, true},
		{"PUT: 500, saved", onPut(sandbox.Fault{Status: 500, Commit: sandbox.CommitNow}), saved, 1, true},
		{"PUT: 500, not saved", onPut(sandbox.Fault{Status: 500}), notSaved, 1, false},
		{"PUT: 200 with a page", onPut(sandbox.Reply(200, "text/html", "<html>")), notSaved, 1, false},

		// The read back.
		{"read back: fails once", onRead(3, 3, sandbox.Fault{Status: 502}), saved, 1, true},
		{"read back: is cut once", onRead(3, 3, sandbox.Fault{Cut: sandbox.CutHeaders}), saved, 1, true},
		{"read back: 403", onReadBack(sandbox.Fault{Status: 403}), unknown, 1, true},
		{"read back: 500", onReadBack(sandbox.Fault{Status: 500}), unknown, 1, true},
		{"read back: the version before, for a while", onRead(3, 6, sandbox.Fault{Stale: 1}), saved, 1, true},
		{"read back: the version before that, for a while", onRead(3, 6, sandbox.Fault{Stale: 2}), saved, 1, true},
		{"read back: lags behind somebody who saved just before", together(onPut(sandbox.Fault{Before: configures}), onRead(3, 5, sandbox.Fault{Stale: 1})), saved, 1, true},
		{"read back: lags behind for good", onReadBack(sandbox.Fault{Stale: 1}), unknown, 1, true},
		{"read back: lags behind, and the reply is lost", together(onPut(lost), onRead(3, 6, sandbox.Fault{Stale: 2})), saved, 1, true},
		{"read back: stored otherwise, and lags behind", together(onPut(sandbox.Fault{Store: sandbox.Normalise(sandbox.SortKeys)}), onRead(3, 5, sandbox.Fault{Stale: 1})), stored, 1, true},
		{"read back: somebody saves before it", onRead(3, 3, sandbox.Fault{Before: configures}), superseded, 1, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var fault func(sandbox.Request) sandbox.Fault // from when it is armed
			u := tuitest.Start(t, tuitest.Options{NoStore: true, Fault: func(r sandbox.Request) sandbox.Fault {
				if fault == nil {
					return sandbox.Fault{}
				}
				return fault(r)
			}})
			// An earlier version, for copies that lag behind.
			u.Sandbox.Change(sandbox.DefaultTeam, "T3S70", func(s *sandbox.Stored) { s.Description = sandbox.Text("Later.") })
			fault = c.fault
			u.Wait(time.Minute).Type("T3S70").Press("enter").Press("e", "end")
			added(u).Press("ctrl+s").Expect("Review").Press("y").Wait(45 * time.Second).Expect(c.told)
			for _, word := range []string{saved, notSaved, unknown} {
				if c.told != stored && word != c.told {
					u.ExpectNot(word)
				}
			}
			if n := len(puts(u)); n != c.puts {
				t.Errorf("%d PUTs, want %d", n, c.puts)
			}
			overwritten := c.told == superseded || c.told == unknown && c.live
			if live := isSaved(u, "T3S70"); live != c.live && !overwritten {
				t.Errorf("the edit is live: %v, want %v", live, c.live)
			}
			if c.told == saved || c.told == stored {
				return
			}
			u.Press("esc").Expect(`"note": "x"`) // the text is there, whatever came of it
		})
	}
}
