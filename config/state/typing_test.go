package state

import (
	"slices"
	"testing"
	"time"
)

// What stands in a field is found as the last edit, until an edit follows it or
// the field is left; whoever takes the journal over has it in the text.
func TestWhatIsBeingTypedIsFoundAsTheLastEdit(t *testing.T) {
	at := time.Date(2026, 3, 4, 16, 8, 0, 0, time.UTC)
	record := func(insert string) Record {
		return Record{Part: Configuration, Changes: []Change{{From: 1, To: 1, Insert: insert}}, At: at}
	}
	edit := func(insert string) func(*Journal) error {
		return func(j *Journal) error { return j.Append([]Record{record(insert)}) }
	}
	types := func(insert string) func(*Journal) error {
		return func(j *Journal) error { return j.NoteTyping(record(insert)) }
	}
	leaves := func(j *Journal) error { return j.NoteTyping(Record{Part: Configuration, At: at}) }
	cases := []struct {
		name  string
		steps []func(*Journal) error
		want  []string
	}{
		{"typed first of all", []func(*Journal) error{types("a")}, []string{"a"}},
		{"typed after an edit", []func(*Journal) error{edit("x"), types("a")}, []string{"x", "a"}},
		{"typed on", []func(*Journal) error{types("a"), types("ab")}, []string{"ab"}},
		{"taken", []func(*Journal) error{types("a"), edit("a")}, []string{"a"}},
		{"left", []func(*Journal) error{edit("x"), types("a"), leaves}, []string{"x"}},
		{"left, then typed again", []func(*Journal) error{types("a"), leaves, types("b")}, []string{"b"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := open(t, newMemFS())
			j := begin(t, d, t3, 1)
			for _, step := range c.steps {
				if err := step(j); err != nil {
					t.Fatal(err)
				}
			}
			if err := j.Close(); err != nil {
				t.Fatal(err)
			}
			inserted := func(records []Record) (all []string) {
				for _, r := range records {
					all = append(all, r.Changes[0].Insert)
				}
				return all
			}
			for round := range 2 { // the second finds what the first took over
				found, err := d.Unsaved(t3)
				if err != nil || len(found) != 1 || found[0].Edits != len(c.want) {
					t.Fatalf("round %d: found %+v, %v", round, found, err)
				}
				if keys, _ := d.Left(t3.Origin); !slices.Contains(keys, t3) {
					t.Error("not marked as unsaved")
				}
				j, _, records, err := found[0].Resume(ThisSession(at))
				if err != nil || !slices.Equal(inserted(records), c.want) {
					t.Fatalf("round %d: %q, %v, want %q", round, inserted(records), err, c.want)
				}
				if err := j.Append([]Record{record("more")}); err != nil {
					t.Fatal(err)
				}
				if err := j.Close(); err != nil {
					t.Fatal(err)
				}
				c.want = append(c.want, "more")
			}
		})
	}
}
