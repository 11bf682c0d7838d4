// What a save leaves in the history, and that a kept Connector comes back as it was.

package saveflow

import (
	"errors"
	"strings"
	"testing"
	"time"

	"patchbay/api"
	"patchbay/config/state"
)

func TestWhatASaveLeavesInTheHistory(t *testing.T) {
	received := func(configuration string) api.Connector {
		c := connector("Ads", configuration)
		c.Configuration.Origin = api.AsReceived
		return c
	}
	base, mine := received(`1`), Content{Name: api.TextOf("Ads"), Description: api.TextOf(""), Configuration: `2`}
	live, other := dated("2025-01-02T00:00:00Z", received(`2`)), dated("2025-01-02T00:00:00Z", received(`3`))
	absent := dated("2025-01-02T00:00:00Z", connector("Ads", "{}"))
	cut := &api.UnansweredError{Op: api.OpUpdate, Err: errors.New("cut")}
	for _, c := range []struct {
		name   string
		events []event
		want   string
	}{
		{"not confirmed", nil, ""},
		{"never read", []event{confirm, readFails(errors.New("cut"), 0)}, ""},
		{"being checked", []event{confirm, reads(dated("2024-01-01T00:00:00Z", other), 0)}, ""},
		{"on its way", []event{confirm, reads(base, 0)}, ""},
		{"being read back", []event{confirm, reads(base, 0), put(nil), reads(base, 0)}, ""},
		{"saved", []event{confirm, reads(base, 0), put(nil), reads(live, 0)}, "saved 2"},
		{"live already", []event{confirm, reads(live, 0)}, "fetched 2"},
		{"refused", []event{confirm, reads(base, 0), put(answered(422))}, "fetched 1"},
		{"somebody saved before", []event{confirm, reads(other, 0)}, "fetched 3"},
		{"somebody saved after", []event{confirm, reads(base, 0), put(nil), reads(other, time.Minute), reads(other, 2*time.Minute)}, "saved 2, fetched 3"},
		{"and left nothing", []event{confirm, reads(base, 0), put(nil), reads(absent, time.Minute), reads(absent, 2*time.Minute)}, "saved 2"},
		{"not known", []event{confirm, reads(base, 0), put(cut), reads(other, time.Minute), reads(other, 2*time.Minute)}, "fetched 3"},
		{"not known, and unreadable at last", []event{confirm, reads(base, 0), put(cut), reads(other, 0), readFails(answered(403), time.Second)}, "fetched 3"},
	} {
		f := New(base, mine)
		for _, e := range c.events {
			e(f)
		}
		var got []string
		for _, v := range f.Settled() {
			got = append(got, v.Why.String()+" "+v.Content.Configuration)
		}
		if got := strings.Join(got, ", "); got != c.want {
			t.Errorf("%s (%v): %q, want %q", c.name, f.State(), got, c.want)
		}
	}
}

func TestAKeptConnectorComesBackAsItWas(t *testing.T) {
	name, err := api.ParseText(`"Ads \u00e9\ud800"`)
	if err != nil {
		t.Fatal(err)
	}
	c := api.Connector{Name: name, UpdatedAt: "yesterday", Configuration: api.Configuration{JSON: "{ }", Origin: api.AsReceived, Version: "7", UpdatedAt: "today"}}
	if got := ConnectorOf(KeptOf(c)); got != c {
		t.Errorf("%+v", got)
	}
	if got := ConnectorOf(state.Content{Name: `"half`}); got.Name.String() != "" {
		t.Errorf("a damaged name is %q", got.Name)
	}
}
