// Steps in a journal, and saves in it that nobody saw confirmed.

package state

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestAStepIsReadAsItWasWritten(t *testing.T) {
	for _, r := range []Record{
		{Part: Name, Step: NewStep, Before: &Selection{Anchor: 3, Head: 1}},
		{Part: Configuration, Step: NewStep, Before: &Selection{}},
		{Part: Configuration, Step: JoinStep}, {Part: Description, Step: UndoStep}, {Part: Name, Step: RedoStep}, {Part: Name, Step: WithStep, Before: &Selection{}},
	} {
		r.At, r.Changes = time.Unix(1_700_000_000, 0).UTC(), []Change{{1, 2, "x"}}
		payload, err := r.encode()
		if err != nil {
			t.Fatal(err)
		}
		e, err := decodeEntry(payload)
		if err != nil || !reflect.DeepEqual(e.record, r) {
			t.Errorf("%s was read as %+v, %v", payload, e.record, err)
		}
	}
}

func TestAStepThatIsNotKnownIsANewOne(t *testing.T) {
	for _, line := range []string{
		`{"kind":"edit","part":"name","changes":[{"from":0,"to":1}],"at":"2026-01-01T00:00:00Z"}`,
		`{"kind":"edit","part":"name","changes":[{"from":0,"to":1}],"at":"2026-01-01T00:00:00Z","step":"sideways"}`,
		`{"kind":"edit","part":"name","changes":[{"from":0,"to":1}],"at":"2026-01-01T00:00:00Z","before":[-4,-5]}`,
	} {
		e, err := decodeEntry([]byte(line))
		if err != nil || e.record.Step != NewStep || len(e.record.Changes) != 1 {
			t.Errorf("%s was read as %+v, %v", line, e.record, err)
		}
		if b := e.record.Before; b != nil && (b.Anchor < 0 || b.Head < 0) {
			t.Errorf("a selection before the text: %v", b)
		}
	}
	if _, err := (Record{Step: 9}).encode(); err == nil {
		t.Error("a step that nobody knows was written")
	}
}

// What the programs before this one read of a record.
func TestAnEarlierVersionReadsTheTextOfAStep(t *testing.T) {
	payload, err := Record{Part: Configuration, Step: UndoStep, Before: &Selection{1, 2}, Changes: []Change{{0, 0, "x"}}}.encode()
	if err != nil {
		t.Fatal(err)
	}
	var earlier struct {
		Kind, Part string
		Changes    []changeJSON
		Anchor     int
		Head       int
		At         time.Time
	}
	if err := json.Unmarshal(payload, &earlier); err != nil || earlier.Kind != kindEdit || len(earlier.Changes) != 1 {
		t.Errorf("%s was read as %+v, %v", payload, earlier, err)
	}
}

func TestSavesThatWereNeverConfirmedAreListed(t *testing.T) {
	at := time.Unix(1_700_000_000, 0).UTC()
	d, err := Open(t.TempDir(), nil, func() time.Time { return at })
	if err != nil {
		t.Fatal(err)
	}
	type stage struct {
		note SaveStage
		at   time.Time
	}
	begin := func(id, origin string, stages ...stage) *Journal {
		t.Helper()
		j, err := d.Begin(Key{origin, 1, id}, Base{Content: Content{Configuration: "{}"}}, ThisSession(at))
		if err == nil {
			err = j.Append([]Record{{Part: Configuration, Changes: []Change{{1, 1, strings.Repeat("x", 9)}}, At: at}})
		}
		for _, s := range stages {
			if err == nil {
				err = j.NoteSave(s.note, s.at)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		return j
	}
	later := at.Add(time.Minute)
	open := begin("OPEN", "a", stage{SaveSent, at})
	for _, j := range []*Journal{
		begin("NONE", "a"), begin("SETTLED", "a", stage{SaveSent, at}, stage{SaveSettled, later}),
		begin("SENT", "a", stage{SaveSent, at}), begin("TWICE", "a", stage{SaveSent, at}, stage{SaveSettled, at}, stage{SaveSent, later}),
		begin("TWICE", "a", stage{SaveSent, at}), begin("OTHER", "b", stage{SaveSent, at}),
	} {
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
	want := []Unconfirmed{{Key{"a", 1, "TWICE"}, later}, {Key{"a", 1, "SENT"}, at}}
	if _, got := d.Left("a"); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if err := open.Close(); err != nil {
		t.Fatal(err)
	}
	if _, got := d.Left("a"); len(got) != 3 {
		t.Errorf("the journal of a session that ended is missing: %v", got)
	}
	found, err := d.Unsaved(Key{"a", 1, "SENT"})
	if err != nil || len(found) != 1 || found[0].SentRecords != 1 || !found[0].Sent.Equal(at) {
		t.Errorf("found %+v, %v", found, err)
	}
}
