// Laws that hold for any text, tried on many.

package sandbox

import (
	"encoding/json"
	"reflect"
	"strings"
	"sync"
	"testing"
)

var lawSeeds = []string{
	`{}`, ` { "a" : [ 1 , {"b":"}"} , "]\"" ] } `, `{"a":1,"a":2,"A":3,"\u0061":4}`, `{"n":[1e400,-0,1.10,0.1E-7]}`,
	`{"":{"":{"":[[],[[]],{}]}}}`, `{"s":"\\\"\/\b\u2028"}`, "{\"\u202e\":\"\u009b\"}", `{"x":true,"y":false,"z":null}`, soundJSON,
	`[`, `{"a":}`, `"`, `{"a":1}}`, `{"a" 1}`, "\ufeff{}", "",
}

// What is sent as configuration_json is stored as the bytes between the first
// and the last that are not white space, and anything else is refused.
func FuzzSaveKeepsTheBytes(f *testing.F) {
	for _, s := range lawSeeds {
		f.Add(s)
	}
	s, err := New(Options{Hourly: maxHourly, Connectors: []Stored{sound()}})
	if err != nil {
		f.Fatal(err)
	}
	var mu sync.Mutex
	f.Fuzz(func(t *testing.T, text string) {
		mu.Lock()
		defer mu.Unlock()
		body := both("n", "d", text)
		u, fault := update{}, syntaxFault(body)
		if fault == "" {
			var err error
			if u, err = parseUpdate(body); err != nil {
				fault = err.Error()
			}
		}
		trimmed := strings.Trim(text, " \t\r\n")
		if object := json.Valid([]byte(text)) && strings.HasPrefix(trimmed, "{"); object {
			if fault != "" && !strings.Contains(fault, "UTF-8") {
				t.Fatalf("refused %q: %s", text, fault)
			}
			if fault == "" && string(u.configuration) != trimmed {
				t.Fatalf("kept %q of %q", u.configuration, text)
			}
		}
		if fault != "" {
			return
		}
		k := key{DefaultTeam, "ABC12"}
		if err := s.commit(k, u, Fault{}); err != nil {
			t.Fatal(err)
		}
		got, _ := s.Get(k.team, k.identifier)
		at, ok := locate(got.full(), "configuration", "configuration_json")
		if !ok || got.full()[at.from:at.to] != string(u.configuration) {
			t.Fatalf("served %q for %q", got.full(), u.configuration)
		}
	})
}

// Normalising keeps the meaning, and does the same again to its own result.
func FuzzNormaliseKeepsTheMeaning(f *testing.F) {
	for i, s := range lawSeeds {
		f.Add(s, uint(i*37))
	}
	f.Fuzz(func(t *testing.T, text string, how uint) {
		if syntaxFault(text) != "" || strings.Contains(text, `\u`) {
			return // lone surrogates have no meaning to keep
		}
		n := Normal(how) &^ EmptyToList
		c := Stored{Configuration: Literal(text)}
		Normalise(n)(&c)
		var before, after any
		errBefore, errAfter := json.Unmarshal([]byte(text), &before), json.Unmarshal([]byte(c.Configuration), &after)
		if (errBefore == nil) != (errAfter == nil) || errBefore == nil && !reflect.DeepEqual(before, after) && n&SortKeys == 0 {
			t.Fatalf("%q became %q", text, c.Configuration)
		}
		again := c
		Normalise(n)(&again)
		if again != c {
			t.Fatalf("%q, then %q", c.Configuration, again.Configuration)
		}
	})
}

// Many clients at once neither race nor mix up Connectors.
func TestManyAtOnce(t *testing.T) {
	b := newBench(t, Options{Fault: func(r Request) Fault {
		if r.N%7 == 0 && r.Op == OpUpdate {
			return Fault{Commit: CommitLate, After: rename("x")}
		}
		return Fault{}
	}})
	ids := contractIdentifiers()
	var clients sync.WaitGroup
	for n := range 8 {
		clients.Go(func() {
			for i := range 20 {
				id := ids[(n*7+i)%len(ids)]
				b.get(id)
				b.put(id, change)
				b.sandbox.Change(DefaultTeam, id, rename(id))
				b.send("GET", teamPath, "")
				b.sandbox.Recorded()
			}
		})
	}
	clients.Wait()
	for _, id := range ids {
		if c := b.stored(id); c.Identifier != id {
			t.Errorf("%s holds %s", id, c.Identifier)
		}
	}
}
