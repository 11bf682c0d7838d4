// What people may type as a team and a Connector identifier.

package api

import (
	"errors"
	"strings"
	"testing"
)

func TestParseRef(t *testing.T) {
	long := strings.Repeat("a", 100)
	for _, c := range []struct {
		typed string
		team  int64
		want  Ref
		field string // of the refusal, "" when accepted
	}{
		{"T3S70", 936506, Ref{936506, "T3S70"}, ""},
		{"936506/T3S70", 0, Ref{936506, "T3S70"}, ""},
		{"1/T3S70", 936506, Ref{1, "T3S70"}, ""},
		{" 936506/T3S70\n", 0, Ref{936506, "T3S70"}, ""},
		{"936506 / T3S70", 0, Ref{936506, "T3S70"}, ""},
		{"9223372036854775807/a", 0, Ref{9223372036854775807, "a"}, ""},
		{"7/get", 0, Ref{7, "get"}, ""},
		{"_-", 1, Ref{1, "_-"}, ""},
		{long, 1, Ref{1, long}, ""},
		{"T3S70", 0, Ref{}, fieldTeam},
		{"T3S70", -1, Ref{}, fieldTeam},
		{"0/T3S70", 1, Ref{}, fieldTeam},
		{"-1/T3S70", 1, Ref{}, fieldTeam},
		{"+1/T3S70", 1, Ref{}, fieldTeam},
		{"1.5/T3S70", 1, Ref{}, fieldTeam},
		{"9223372036854775808/T3S70", 1, Ref{}, fieldTeam},
		{"99999999999999999999999/T3S70", 1, Ref{}, fieldTeam},
		{"/T3S70", 1, Ref{}, fieldTeam},
		{"١/T3S70", 1, Ref{}, fieldTeam},
		{"", 1, Ref{}, fieldIdentifier},
		{"1/", 1, Ref{}, fieldIdentifier},
		{"1/T3/S70", 1, Ref{}, fieldIdentifier},
		{"../etc", 1, Ref{}, fieldTeam},
		{"T3 S70", 1, Ref{}, fieldIdentifier},
		{"T3S70?x=1", 1, Ref{}, fieldIdentifier},
		{"T3S70\x00", 1, Ref{}, fieldIdentifier},
		{"Ä", 1, Ref{}, fieldIdentifier},
		{long + "a", 1, Ref{}, fieldIdentifier},
	} {
		got, err := ParseRef(c.typed, c.team)
		if got != c.want {
			t.Errorf("%q in team %d: got %v, want %v", c.typed, c.team, got, c.want)
		}
		var input *InputError
		switch {
		case c.field == "" && err != nil:
			t.Errorf("%q: refused: %v", c.typed, err)
		case c.field != "" && (!errors.As(err, &input) || input.Field != c.field):
			t.Errorf("%q: got %v, want a refusal of the %s", c.typed, err, c.field)
		}
	}
}

func TestCallsRefuseABadReferenceBeforeSending(t *testing.T) {
	c := newClient(t, Options{BaseURL: "http://127.0.0.1:1", Transport: roundTrip(nil)})
	for _, ref := range []Ref{{0, "T3S70"}, {-1, "T3S70"}, {1, ""}, {1, "a/b"}, {1, strings.Repeat("a", 101)}} {
		_, _, get := c.Get(t.Context(), ref)
		_, _, raw := c.GetRaw(t.Context(), ref)
		_, update := c.Update(t.Context(), ref, Update{Configuration: "{}"})
		for _, err := range []error{get, raw, update} {
			var input *InputError
			if !errors.As(err, &input) {
				t.Errorf("%v: got %v, want an InputError", ref, err)
			}
		}
	}
	if _, _, err := c.List(t.Context(), 0); err == nil {
		t.Error("a list of team 0 was not refused")
	}
}
