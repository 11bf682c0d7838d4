// A save that a program left behind, found by the next one.

package saveflow

import (
	"errors"
	"testing"
	"time"

	"patchbay/api"
)

func TestWhatASaveThatWasLeftBehindComesTo(t *testing.T) {
	base := connector("Ads", `{"a":1}`)
	mine := Content{Name: api.TextOf("Ads"), Description: api.TextOf(""), Configuration: `{"a":2}`}
	dated := func(c api.Connector) api.Connector { c.UpdatedAt = "2025-03-01T12:00:05Z"; return c }
	live, other := dated(connector("Ads", `{"a":2}`)), dated(connector("Ads", `{"a":3}`))
	undated := connector("Ads", `{"a":2}`)
	cut := errors.New("no route to host")

	type read struct {
		live  api.Connector
		err   error
		after time.Duration // since it was sent, when the answer came
	}
	for _, c := range []struct {
		name    string
		resumed time.Duration // since it was sent
		reads   []read
		state   State
		outcome Outcome
		doubt   Doubt
	}{
		{"it is live", time.Hour, []read{{live, nil, time.Hour}}, Saved, AsSent, 0},
		{"it is live, and the dates stand still", time.Hour, []read{{undated, nil, time.Hour}}, Saved, AsSent, 0},
		{"it is live in another spelling", time.Hour, []read{{dated(connector("Ads", `{ "a": 2 }`)), nil, time.Hour}}, Saved, Normalised, 0},
		{"long ago, not saved: one read decides", time.Hour, []read{{base, nil, time.Hour}}, Refused, 0, 0},
		{"just now, not visible yet", time.Second, []read{{base, nil, time.Second}}, Verifying, 0, 0},
		{"just now, committed late", time.Second, []read{{base, nil, time.Second}, {base, nil, 8 * time.Second}, {live, nil, 11 * time.Second}}, Saved, AsSent, 0},
		{"just now, never committed", time.Second, []read{{base, nil, time.Second}, {base, nil, 29 * time.Second}, {base, nil, 31 * time.Second}}, Refused, 0, 0},
		{"somebody else is live", time.Hour, []read{{other, nil, time.Hour}}, Unknown, 0, OtherIsLive},
		{"it cannot be read", time.Hour, []read{{base, cut, time.Hour}}, Unknown, 0, Unreadable},
		{"it cannot be read at first", time.Second, []read{{base, cut, time.Second}, {live, nil, 3 * time.Second}}, Saved, AsSent, 0},
		{"the clock went back", -time.Hour, []read{{base, nil, -time.Hour}, {base, nil, -time.Hour + 29*time.Second}, {base, nil, -time.Hour + 31*time.Second}}, Refused, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, step := Resume(base, mine, noon, noon.Add(c.resumed))
			for _, r := range c.reads {
				if f.State() != Verifying {
					t.Fatalf("%v before all reads were made", f.State())
				}
				if step.Do != Read {
					t.Fatalf("asked for %v", step.Do)
				}
				step = f.ReadDone(r.live, r.err, noon.Add(r.after))
			}
			if f.State() != c.state || c.state == Saved && f.Outcome() != c.outcome || c.state == Unknown && f.Doubt() != c.doubt {
				t.Errorf("state %v, outcome %v, doubt %v", f.State(), f.Outcome(), f.Doubt())
			}
			if c.state == Verifying && step.Do != Read || c.state != Verifying && step.Do != Nothing {
				t.Errorf("asks for %v", step.Do)
			}
			if !f.Sent() {
				t.Error("nothing says that a PUT went out")
			}
		})
	}
}
