// What the commands without a screen put into the history on this machine.

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/config/state"
)

// kept lists why versions of T3S70 are in the state directory of a user, newest
// first.
func (o *outside) kept(t *testing.T) (whys string) {
	t.Helper()
	d, err := state.Open(filepath.Join(o.home, ".local/state/patchbay"), nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return keptIn(t, d, state.Key{Origin: o.url, Team: sandbox.DefaultTeam, Identifier: "T3S70"})
}

func keptIn(t *testing.T, d *state.Dir, k state.Key) (whys string) {
	t.Helper()
	list, bad, err := d.ListVersions(k)
	if err != nil || bad > 0 {
		t.Fatalf("%d unreadable, %v", bad, err)
	}
	for _, l := range list {
		v, err := d.ReadListed(k, l)
		c, unread := d.VersionContent(v)
		if err != nil || unread != nil {
			t.Error(err, unread)
		}
		whys += v.Why.String() + " " + c.Configuration + "\n"
	}
	return whys
}

func TestGetAndDiffKeepWhatTheyRead(t *testing.T) {
	o := newOutside(t)
	o.stored(`{"a": 0}`)
	if got := o.run(t, nil, "get", "T3S70", "--full"); got.code != 0 || o.kept(t) != "fetched {\"a\": 0}\n" {
		t.Errorf("after get --full: %+v\n%s", got, o.kept(t))
	}
	o = newOutside(t)
	o.stored(`{"a": 1}`)
	mine := o.file(t, "mine.json", `{"a": 3}`)
	for range 2 {
		if got := o.run(t, nil, "get", "T3S70"); got.code != 0 || got.stdout != `{"a": 1}` || got.stderr != "" {
			t.Fatalf("%+v", got)
		}
	}
	if got := o.kept(t); got != "fetched {\"a\": 1}\n" {
		t.Errorf("after get, twice:\n%s", got)
	}
	if got := o.run(t, nil, "get", "T3S70", "--full"); got.code != 0 || o.kept(t) != "fetched {\"a\": 1}\n" {
		t.Errorf("after get --full of the same: %+v\n%s", got, o.kept(t))
	}
	o.stored(`{"a": 2}`)
	if got := o.run(t, nil, "diff", "T3S70", mine); got.code != 0 || got.stderr != "" {
		t.Fatalf("%+v", got)
	}
	if got := o.kept(t); got != "fetched {\"a\": 2}\nfetched {\"a\": 1}\n" {
		t.Errorf("after diff:\n%s", got)
	}
}

func TestAHistorySwitchedOffKeepsNothingAndSaysNothing(t *testing.T) {
	o := newOutside(t)
	settings := o.file(t, "config.toml", "[history]\nkeep_days = 0\n")
	if got := o.run(t, nil, "get", "T3S70", "--config", settings); got.code != 0 || got.stderr != "" || o.kept(t) != "" {
		t.Errorf("%+v, kept %q", got, o.kept(t))
	}
}

func TestGetPrintsAlsoWhereNothingCanBeKept(t *testing.T) {
	o := newOutside(t)
	blocked := o.file(t, "blocked", "")
	got := o.run(t, nil, "get", "T3S70", "--state-dir", filepath.Join(blocked, "below"))
	if got.code != 0 || !strings.Contains(got.stdout, "authentication") || strings.Count(got.stderr, "history on this machine") != 1 {
		t.Errorf("%+v", got)
	}
	if _, err := os.Stat(blocked); err != nil {
		t.Error(err)
	}
}

func TestPruningFollowsTheSettings(t *testing.T) {
	o := newOutside(t)
	settings := o.file(t, "config.toml", "[history]\nkeep_versions = 1\n")
	for _, text := range []string{`{"a": 1}`, `{"a": 2}`, `{"a": 3}`} {
		o.stored(text)
		o.run(t, nil, "get", "T3S70", "--config", settings)
	}
	stamp := filepath.Join(o.home, ".local/state/patchbay/versions/pruned")
	if err := os.Remove(stamp); err != nil { // as if an hour had passed
		t.Fatal(err)
	}
	o.run(t, nil, "get", "T3S70", "--config", settings)
	if got := o.kept(t); got != "fetched {\"a\": 3}\n" {
		t.Errorf("kept\n%s", got)
	}
}
