package state

import (
	"testing"
	"time"
)

func TestASaveThatWasSentAndNeverSettledIsTold(t *testing.T) {
	at := time.Date(2026, 3, 4, 16, 8, 0, 0, time.UTC)
	cases := []struct {
		name   string
		stages []SaveStage
		want   time.Time
	}{
		{"never sent", nil, time.Time{}},
		{"sent", []SaveStage{SaveSent}, at},
		{"sent and settled", []SaveStage{SaveSent, SaveSettled}, time.Time{}},
		{"sent again", []SaveStage{SaveSent, SaveSettled, SaveSent}, at},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := open(t, newMemFS())
			j := begin(t, d, t3, 1, Record{Part: Configuration, Changes: []Change{{From: 1, To: 1, Insert: " "}}, At: at})
			for _, stage := range c.stages {
				if err := j.NoteSave(stage, at); err != nil {
					t.Fatal(err)
				}
			}
			if err := j.Close(); err != nil {
				t.Fatal(err)
			}
			found, err := d.Unsaved(t3)
			if err != nil || len(found) != 1 {
				t.Fatalf("%d found, %v", len(found), err)
			}
			if !found[0].Sent.Equal(c.want) || found[0].Edits != 1 {
				t.Errorf("sent %v with %d edits, want %v", found[0].Sent, found[0].Edits, c.want)
			}
		})
	}
}
