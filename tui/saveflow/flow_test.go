// The states of a save, one by one, as a user would tell them.

package saveflow

import (
	"errors"
	"testing"
	"time"

	"patchbay/api"
)

var noon = time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)

func connector(name, configuration string) api.Connector {
	return api.Connector{Identifier: "T3S70", Name: api.TextOf(name), Description: api.TextOf(""),
		UpdatedAt: "2025-01-01T00:00:00Z", Configuration: api.Configuration{JSON: configuration}}
}

func dated(date string, c api.Connector) api.Connector {
	c.UpdatedAt = date
	return c
}

// An event is what the caller reports; a step is what the flow asks for.
type event func(f *Flow) Step

func confirm(f *Flow) Step { return f.Confirm() }
func goOn(f *Flow) Step    { return f.GoOn(noon) }

func reads(c api.Connector, after time.Duration) event {
	return func(f *Flow) Step { return f.ReadDone(c, nil, noon.Add(after)) }
}

func readFails(err error, after time.Duration) event {
	return func(f *Flow) Step { return f.ReadDone(api.Connector{}, err, noon.Add(after)) }
}

func put(err error) event { return func(f *Flow) Step { return f.PutDone(err, noon) } }

func answered(status int) error { return &api.AnswerError{Op: api.OpUpdate, Status: status} }

func TestWhatASaveComesTo(t *testing.T) {
	base := connector("Ads", `{"a":1}`)
	mine := Content{Name: api.TextOf("Ads"), Description: api.TextOf(""), Configuration: `{"a":2}`}
	live := dated("2025-01-02T00:00:00Z", connector("Ads", `{"a":2}`))
	other := dated("2025-01-02T00:00:00Z", connector("Ads", `{"a":3}`))
	old := dated("2024-01-01T00:00:00Z", connector("Ads", `{"a":0}`))
	undated := connector("Ads", `{"a":2}`) // the platform leaves its dates as they were
	redated := base
	redated.UpdatedAt = "2025-02-02T00:00:00Z"
	cut := &api.UnansweredError{Op: api.OpUpdate, Err: errors.New("cut")}

	cases := []struct {
		name    string
		events  []event
		state   State
		outcome Outcome
		doubt   Doubt
		puts    int
	}{
		{"saved and read back", []event{confirm, reads(base, 0), put(nil), reads(live, 0)}, Saved, AsSent, 0, 1},
		{"only the dates moved", []event{confirm, reads(redated, 0), put(nil), reads(live, 0)}, Saved, AsSent, 0, 1},
		{"somebody saved before", []event{confirm, reads(other, 0)}, Conflict, 0, 0, 0},
		{"the name was changed by somebody", []event{confirm, reads(dated("2025-01-02T00:00:00Z", connector("Bads", `{"a":1}`)), 0)}, Conflict, 0, 0, 0},
		{"stored with other spacing, then gone on", []event{confirm, reads(dated("2025-01-02", connector("Ads", `{ "a": 1 }`)), 0), goOn, put(nil), reads(live, 0)}, Saved, AsSent, 0, 1},
		{"a real conflict cannot just go on", []event{confirm, reads(other, 0), goOn}, Conflict, 0, 0, 0},
		{"already live", []event{confirm, reads(live, 0)}, Saved, AlreadyLive, 0, 0},
		{"the check fails", []event{confirm, readFails(answered(500), 0)}, Refused, 0, 0, 0},
		{"refused", []event{confirm, reads(base, 0), put(answered(422))}, Refused, 0, 0, 1},
		{"rate limited", []event{confirm, reads(base, 0), put(answered(429))}, Refused, 0, 0, 1},
		{"never sent", []event{confirm, reads(base, 0), put(&api.TransportError{Hop: api.Dial, Err: errors.New("no")})}, Refused, 0, 0, 1},
		{"reply lost, saved", []event{confirm, reads(base, 0), put(cut), reads(live, 0)}, Saved, AsSent, 0, 1},
		{"500, saved all the same", []event{confirm, reads(base, 0), put(answered(500)), reads(live, 0)}, Saved, AsSent, 0, 1},
		{"200 is no success", []event{confirm, reads(base, 0), put(answered(200)), reads(base, 0), reads(base, 14*time.Second), reads(base, 15*time.Second)}, Refused, 0, 0, 1},
		{"302 is no success", []event{confirm, reads(base, 0), put(answered(302)), reads(base, 15*time.Second), reads(base, 16*time.Second)}, Refused, 0, 0, 1},
		{"500, not saved after patience", []event{confirm, reads(base, 0), put(answered(500)), reads(base, 0), reads(base, 15*time.Second), reads(base, 16*time.Second)}, Refused, 0, 0, 1},
		{"500, and the answer to the read back is as old as the save", []event{confirm, reads(base, 0), put(answered(500)), reads(base, time.Minute)}, Verifying, 0, 0, 1},
		{"500, committed late", []event{confirm, reads(base, 0), put(answered(500)), reads(base, 0), reads(live, 10*time.Second)}, Saved, AsSent, 0, 1},
		{"unanswered and somebody else is live", []event{confirm, reads(base, 0), put(cut), reads(other, 0), reads(other, 15*time.Second), reads(other, 16*time.Second)}, Unknown, 0, OtherIsLive, 1},
		{"unanswered and unreadable", []event{confirm, reads(base, 0), put(cut), readFails(answered(503), 0), readFails(answered(503), 15*time.Second), readFails(answered(503), 16*time.Second)}, Unknown, 0, Unreadable, 1},
		{"unreadable for good at once", []event{confirm, reads(base, 0), put(nil), readFails(answered(403), 0)}, Unknown, 0, Unreadable, 1},
		{"visible late", []event{confirm, reads(base, 0), put(nil), reads(base, 0), reads(base, 20*time.Second), reads(live, 25*time.Second)}, Saved, AsSent, 0, 1},
		{"accepted and never visible", []event{confirm, reads(base, 0), put(nil), reads(base, 0), reads(base, 30*time.Second), reads(base, 31*time.Second)}, Unknown, 0, StillOld, 1},
		{"accepted, and a lagging copy shows what was before the base", []event{confirm, reads(base, 0), put(nil), reads(old, 0), reads(base, time.Second), reads(live, 5*time.Second)}, Saved, AsSent, 0, 1},
		{"accepted, and something without later dates stays", []event{confirm, reads(base, 0), put(nil), reads(old, 0), reads(old, 30*time.Second), reads(old, 31*time.Second)}, Saved, Superseded, 0, 1},
		{"unanswered, and a lagging copy shows what was before the base", []event{confirm, reads(base, 0), put(cut), reads(old, 0), reads(live, 5*time.Second)}, Saved, AsSent, 0, 1},
		{"unanswered, lagging, not saved", []event{confirm, reads(base, 0), put(cut), reads(old, 0), reads(base, 15*time.Second), reads(base, 16*time.Second)}, Refused, 0, 0, 1},
		{"unanswered, saved, the dates kept", []event{confirm, reads(base, 0), put(cut), reads(undated, 0), reads(undated, 15*time.Second), reads(undated, 16*time.Second)}, Saved, AsSent, 0, 1},
		{"unanswered, and reads waver", []event{confirm, reads(base, 0), put(cut), reads(undated, 0), reads(base, 15*time.Second), reads(base, 16*time.Second)}, Unknown, 0, Wavering, 1},
		{"a read back that fails once", []event{confirm, reads(base, 0), put(nil), readFails(answered(500), 0), reads(live, time.Second)}, Saved, AsSent, 0, 1},
		{"a check from a lagging copy is no conflict", []event{confirm, reads(old, 0), reads(base, time.Second), put(nil), reads(live, 2*time.Second)}, Saved, AsSent, 0, 1},
		{"a check that stays at something older is one", []event{confirm, reads(old, 0), reads(old, 10*time.Second), reads(old, 11*time.Second)}, Conflict, 0, 0, 0},
		{"an old version put back is not live because a lagging copy shows it", []event{confirm, reads(undated, 0), reads(base, time.Second), put(nil), reads(live, 2*time.Second)}, Saved, AsSent, 0, 1},
		{"normalised", []event{confirm, reads(base, 0), put(nil), reads(connector("Ads", `{ "a": 2 }`), 0)}, Saved, Normalised, 0, 1},
		{"somebody saved after", []event{confirm, reads(base, 0), put(nil), reads(other, 0), reads(other, 10*time.Second), reads(other, 11*time.Second)}, Saved, Superseded, 0, 1},
		{"somebody saved just before, as a lagging copy shows", []event{confirm, reads(base, 0), put(nil), reads(other, 0), reads(live, time.Second)}, Saved, AsSent, 0, 1},
		{"a held key does not save twice", []event{confirm, confirm, reads(base, 0), confirm, put(nil), reads(live, 0), confirm}, Saved, AsSent, 0, 1},
		{"late answers change nothing", []event{confirm, reads(base, 0), put(answered(403)), reads(live, 0), put(nil)}, Refused, 0, 0, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := New(base, mine)
			puts := 0
			for _, e := range c.events {
				if step := e(f); step.Do == Put {
					puts++
				}
			}
			if f.State() != c.state {
				t.Fatalf("state %v, want %v", f.State(), c.state)
			}
			if c.state == Saved && f.Outcome() != c.outcome {
				t.Errorf("outcome %v, want %v", f.Outcome(), c.outcome)
			}
			if c.state == Unknown && f.Doubt() != c.doubt {
				t.Errorf("doubt %v, want %v", f.Doubt(), c.doubt)
			}
			if c.state == Refused && f.Cause() == nil {
				t.Error("refused without a cause")
			}
			if puts != c.puts {
				t.Errorf("%d PUTs, want %d", puts, c.puts)
			}
		})
	}
}

func TestCancellingBeforeAnythingWasSent(t *testing.T) {
	f := New(connector("Ads", `{}`), Content{Configuration: `{"a":1}`})
	f.Confirm()
	if !f.Cancel() || f.State() != Reviewing {
		t.Fatalf("state %v after cancelling the check", f.State())
	}
	f.Confirm()
	f.ReadDone(connector("Ads", `{}`), nil, noon)
	if f.Cancel() {
		t.Error("a PUT that is out was cancelled")
	}
	if !f.Out() || !f.Sent() {
		t.Error("a PUT is out, and nothing says so")
	}
}

func TestPausesGrowAndEndWithPatience(t *testing.T) {
	base := connector("Ads", `{}`)
	f := New(base, Content{Name: api.TextOf("Ads"), Description: api.TextOf(""), Configuration: `{"a":1}`})
	f.Confirm()
	f.ReadDone(base, nil, noon)
	f.PutDone(nil, noon)
	now, last := noon, time.Duration(0)
	end := noon.Add(acceptedPatience)
	for i := 0; f.State() == Verifying; i++ {
		if i > 30 {
			t.Fatal("reading back never ends")
		}
		step := f.ReadDone(base, nil, now)
		if f.State() == Verifying && step.After <= 0 {
			t.Fatal("read again without a pause")
		}
		if now = now.Add(step.After); step.After < last && now.Before(end) {
			t.Errorf("pause %v after %v", step.After, last)
		}
		last = step.After
	}
	if f.State() != Unknown || now.Sub(noon) != acceptedPatience {
		t.Errorf("%v after %v", f.State(), now.Sub(noon))
	}
	if f.CheckAgain(now).Do != Read || f.State() != Verifying {
		t.Error("an unknown outcome cannot be checked again")
	}
}

// White space around the whole Configuration is not stored, so it is no difference.
func TestWhiteSpaceAroundTheConfigurationIsNotCompared(t *testing.T) {
	one := Content{Name: api.TextOf("Ads"), Description: api.TextOf(""), Configuration: "{\"a\":1}"}
	for text, want := range map[string]Likeness{
		"{\"a\":1}\r\n": Identical, "\n\t {\"a\":1}": Identical, "{\"a\": 1}": Respelled, "{\"a\":1}\u00a0": Different, "{\"a\":1}\n{}": Different,
	} {
		two := one
		two.Configuration = text
		if got := Compare(one, two); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// A save of another spelling alone, unanswered: the old spelling is not it, and a
// third one may be anybody's.
func TestAReformattedTextThatIsNotAnswered(t *testing.T) {
	base := connector("Ads", `{"a": 1}`)
	for live, want := range map[string]State{`{"a": 1}`: Refused, `{"a":1}`: Unknown, `{ "a" : 1 }`: Saved} {
		f := New(base, Content{Name: api.TextOf("Ads"), Description: api.TextOf(""), Configuration: `{ "a" : 1 }`})
		f.Confirm()
		f.ReadDone(base, nil, noon)
		f.PutDone(answered(500), noon)
		for s := range 17 {
			f.ReadDone(dated("2025-01-02T00:00:00Z", connector("Ads", live)), nil, noon.Add(time.Duration(s)*time.Second))
		}
		if f.State() != want || want == Unknown && f.Doubt() != OtherIsLive {
			t.Errorf("%s is live: %v, want %v", live, f.State(), want)
		}
	}
}

func TestAReformattedTextIsNotTakenForSavedTooEarly(t *testing.T) {
	base := connector("Ads", `{"a": 1}`)
	f := New(base, Content{Name: api.TextOf("Ads"), Description: api.TextOf(""), Configuration: `{ "a" : 1 }`})
	f.Confirm()
	f.ReadDone(base, nil, noon)
	f.PutDone(nil, noon)
	if step := f.ReadDone(base, nil, noon); f.State() != Verifying || step.Do != Read {
		t.Fatalf("%v: the old bytes may be the old text", f.State())
	}
	f.ReadDone(base, nil, noon.Add(time.Minute))
	if f.ReadDone(base, nil, noon.Add(time.Minute)); f.State() != Saved || f.Outcome() != Normalised {
		t.Errorf("%v %v: the platform keeps its own spelling", f.State(), f.Outcome())
	}
}
