// What the background is given of an edit whose base changes meanwhile.

package tui

import (
	"context"
	"testing"
	"time"

	"patchbay/api"
	"patchbay/config/state"
)

func TestTheHistoryIsListedForTheBaseOfThatMoment(t *testing.T) {
	clock := &stillClock{now: time.Unix(1_700_000_000, 0)}
	store, err := state.Open(t.TempDir(), nil, clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	a, err := New(context.Background(), Options{Clock: clock, Width: 80, Height: 24, Session: Session{Origin: "sandbox", Store: store, Connectors: &api.Client{}}})
	if err != nil {
		t.Fatal(err)
	}
	base := api.Connector{Configuration: api.Configuration{JSON: "{}"}}
	a.show(show(api.Ref{Team: 1, Identifier: "T3S70"}, base, Stored, clock.now))
	a.startWork(*a.open, 0)
	a.screen = onEditor
	list := a.openHistory()
	readBack := base
	readBack.Configuration.JSON = `{"saved": 1}`
	a.rebase(readBack, a.work.baseText, nil)
	if m := list().(historyListedMsg); m.err != nil || m.base != identified(base) || m.live != identified(base) {
		t.Errorf("%+v", m)
	}
}
