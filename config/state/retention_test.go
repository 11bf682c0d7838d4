// Which versions go: by age, by number, by size, and what stays all the same.

package state

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const day = 24 * time.Hour

// at is a version of so many days ago whose content is c.
func at(days float64, why Why, c string) Listed {
	when := noon.Add(-time.Duration(days * float64(day)))
	return Listed{At: when, Why: why, name: fmt.Sprintf("%g", days), short: strings.Repeat(c, shortDigest)}
}

// daily is n versions of as many days, newest first, each a content of its own.
func daily(n int, why Why) (list []Listed) {
	for i := range n {
		list = append(list, at(float64(i), why, string(rune('a'+i%26))))
	}
	return list
}

// sized is contents a to z of so many bytes each.
func sized(bytes int64) (out []blobName) {
	for c := 'a'; c <= 'z'; c++ {
		out = append(out, blobName{digest: strings.Repeat(string(c), 64), size: bytes})
	}
	return out
}

func TestWhichVersionsGo(t *testing.T) {
	plenty := Retention{Age: 90 * day, Bytes: 200 << 20, Versions: 200}
	with := func(change func(*Retention)) Retention {
		r := plenty
		change(&r)
		return r
	}
	saves := func(n int) (list []Listed) { // each save with what it replaced, one a day
		for i := range n {
			list = append(list, at(float64(i), Saved, "s"), at(float64(i)+0.01, Replaced, "r"))
		}
		return list
	}
	for name, c := range map[string]struct {
		limits Retention
		lists  [][]Listed
		bytes  int64
		goes   string // names of each Connector, newest first
	}{
		"within all limits":                        {plenty, [][]Listed{daily(10, Fetched)}, 1 << 10, "-"},
		"nothing there":                            {plenty, [][]Listed{nil}, 0, "-"},
		"too many":                                 {with(func(r *Retention) { r.Versions = 3 }), [][]Listed{daily(6, Fetched)}, 1, "3 4 5"},
		"too many, of one Connector only":          {with(func(r *Retention) { r.Versions = 3 }), [][]Listed{daily(3, Fetched), daily(4, Fetched)}, 1, "- | 3"},
		"too old":                                  {with(func(r *Retention) { r.Age = 2 * day }), [][]Listed{daily(6, Fetched)}, 1, "4 5"},
		"old, but live until yesterday":            {plenty, [][]Listed{{at(1, Fetched, "a"), at(400, Fetched, "b"), at(500, Fetched, "c")}}, 1, "500"},
		"the newest, however old":                  {plenty, [][]Listed{{at(4000, Fetched, "a"), at(4001, Fetched, "b")}}, 1, "4001"},
		"the newest, however large":                {with(func(r *Retention) { r.Bytes = 1 }), [][]Listed{daily(2, Fetched)}, 1 << 20, "1"},
		"the last twenty saves and what they were": {with(func(r *Retention) { r.Versions, r.Age, r.Bytes = 1, time.Hour, 1 }), [][]Listed{saves(22)}, 1 << 20, "20 20.01 21 21.01"},
		"all saves of a day": {with(func(r *Retention) { r.Versions = 1 }), [][]Listed{func() (list []Listed) {
			for i := range 30 {
				list = append(list, at(float64(i)/31, Saved, "s"))
			}
			return append(list, at(1.5, Saved, "s"))
		}()}, 1, "1.5"},
		"too large: the oldest of all go first":    {with(func(r *Retention) { r.Bytes = 3*(1<<20+entrySize) + 10 }), [][]Listed{{at(0, Fetched, "a"), at(5, Fetched, "b")}, {at(1, Fetched, "c"), at(3, Fetched, "d"), at(9, Fetched, "e")}}, 1 << 20, "5 | 9"},
		"a content used twice counts once":         {with(func(r *Retention) { r.Bytes = 2<<20 + 3*entrySize }), [][]Listed{{at(0, Fetched, "a"), at(1, Fetched, "b"), at(2, Fetched, "a")}}, 1 << 20, "-"},
		"and frees nothing until its last is gone": {with(func(r *Retention) { r.Bytes = 1<<20 + 3*entrySize }), [][]Listed{{at(0, Fetched, "a"), at(1, Fetched, "b"), at(2, Fetched, "a")}}, 1 << 20, "2 1"},
	} {
		t.Run(name, func(t *testing.T) {
			var all []history
			for i, l := range c.lists {
				all = append(all, history{fmt.Sprint(i), l})
			}
			var got []string
			for _, h := range c.limits.choose(all, sized(c.bytes), noon) {
				var names []string
				for _, l := range h.list {
					names = append(names, l.name)
				}
				if names == nil {
					names = []string{"-"}
				}
				got = append(got, strings.Join(names, " "))
			}
			if g := strings.Join(got, " | "); g != c.goes {
				t.Errorf("these go: %s, want %s", g, c.goes)
			}
		})
	}
}

func TestALimitOfNothingSwitchesKeepingOff(t *testing.T) {
	for _, r := range []Retention{{}, {Age: day, Bytes: 1}, {Age: day, Versions: 1}, {Bytes: 1, Versions: 1}} {
		mem := newMemFS()
		d := open(t, mem)
		must(t, d.KeepVersion(t3, whole("before"), Fetched, noon))
		d.Retain(r)
		must(t, d.KeepVersion(t3, whole("after"), Saved, noon.Add(1)))
		list, _, _ := versions(d, t3)
		if len(list) != 1 || d.Keeps() {
			t.Errorf("%+v: %d kept, and says that it keeps: %v", r, len(list), d.Keeps())
		}
		prune(t, d)
		if n := left(mem); n.entries != 1 || n.contents != 1 {
			t.Errorf("%+v: pruned, %+v left", r, n)
		}
	}
}
