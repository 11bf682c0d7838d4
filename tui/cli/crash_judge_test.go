//go:build unix

// What is left after a kill, judged from outside: every journal can be read,
// and what it leads to is what was typed, but for the last quarter of a second.

package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/config/state"
)

// What is promised: nothing older is lost.
const promise = 250 * time.Millisecond

// A machine that ran nothing for a while did not run Patchbay either. This much
// of such time, at most, is taken off the age of a key.
const mostStalled = 750 * time.Millisecond

// promptly is how soon the screen shows a key that the program was free to read.
const promptly = 50 * time.Millisecond

// stalls notes when this process wanted to run and could not.
type stalls struct {
	mu   sync.Mutex
	gaps []gap
}

type gap struct{ from, to time.Time }

// watchStalls watches until the test ends.
func watchStalls(t *testing.T) *stalls {
	const every = 2 * time.Millisecond
	s := &stalls{}
	ticker, over, ended := time.NewTicker(every), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		last := time.Now()
		for {
			select {
			case <-over:
				return
			case <-ticker.C:
			}
			now := time.Now()
			if now.Sub(last) > 3*every {
				s.mu.Lock()
				s.gaps = append(s.gaps, gap{last.Add(every), now})
				s.mu.Unlock()
			}
			last = now
		}
	}()
	t.Cleanup(func() { close(over); <-ended; ticker.Stop() })
	return s
}

// between is how much of a time was stalled, at most mostStalled.
func (s *stalls) between(from, to time.Time) (sum time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := len(s.gaps) - 1; i >= 0 && s.gaps[i].to.After(from); i-- {
		a, b := s.gaps[i].from, s.gaps[i].to
		if a.Before(from) {
			a = from
		}
		if b.After(to) {
			b = to
		}
		sum += max(0, b.Sub(a))
	}
	return min(sum, mostStalled)
}

// age is for how long the program had had a key when it was killed, by what can
// be proven: from when it was sent, or, where the screen came late, from when it
// was on screen, but no more than mostStalled later; and without the time in
// which nothing ran.
func (s *stalls) age(p press, killed time.Time) time.Duration {
	shown := p.shown
	if shown.IsZero() {
		shown = killed
	}
	had := p.sent
	if late := shown.Sub(p.sent); late > promptly {
		had = had.Add(min(late, mostStalled))
	}
	return killed.Sub(had) - s.between(had, killed)
}

// remains is what a kill left on this machine.
type remains struct {
	pending *draft // an edit that is to be offered; nil when there is none
	told    bool   // of a save the program did not live to see confirmed, and that is live, something is to be said
	torn    int64
}

// readRemains reads every journal of a Connector. It fails on one that cannot
// be read, that still counts as open, or that leads nowhere, and when there is
// more than one edit: only one was made.
func readRemains(dir string, key state.Key, live draft) (remains, error) {
	var out remains
	store, err := state.Open(dir, nil, time.Now)
	if err != nil {
		return out, fmt.Errorf("opening the state directory: %w", err)
	}
	found, err := store.Unsaved(key)
	if err != nil {
		return out, fmt.Errorf("looking for journals: %w", err)
	}
	for _, f := range found {
		if f.Err != nil {
			return out, fmt.Errorf("the journal %s cannot be read: %w", f.Path, f.Err)
		}
		if f.Owner != state.Dead {
			return out, fmt.Errorf("the owner of %s is dead, but counts as %v", f.Path, f.Owner)
		}
		base, edited, torn, err := carryOut(f)
		if err != nil {
			return out, fmt.Errorf("the journal %s: %w", f.Path, err)
		}
		out.torn += torn
		out.told = out.told || edited == live && !f.Sent.IsZero()
		switch {
		case edited == base || edited == live:
		case out.pending != nil && *out.pending != edited:
			return out, fmt.Errorf("there are two edits:\n%q\n%q", *out.pending, edited)
		default:
			out.pending = &edited
		}
	}
	return out, nil
}

// carryOut makes the edits of a journal on its base.
func carryOut(f state.Found) (base, edited draft, torn int64, err error) {
	if f.Err != nil {
		return draft{}, draft{}, 0, fmt.Errorf("reading: %w", f.Err)
	}
	b, records, torn := f.Base, f.Records, f.Torn
	if err := unquote(b.Name, &base.name); err != nil {
		return draft{}, draft{}, 0, err
	}
	if err := unquote(b.Description, &base.description); err != nil {
		return draft{}, draft{}, 0, err
	}
	base.configuration = b.Configuration
	if b.Opened != "" {
		base.configuration = b.Opened
	}
	edited = base
	parts := map[state.Part]*string{state.Name: &edited.name, state.Description: &edited.description, state.Configuration: &edited.configuration}
	for i, r := range records {
		text := parts[r.Part]
		for _, c := range slices.Backward(r.Changes) { // all in coordinates of the text before them
			if c.From < 0 || c.To < c.From || c.To > len(*text) {
				return base, edited, torn, fmt.Errorf("record %d does not fit", i)
			}
			*text = (*text)[:c.From] + c.Insert + (*text)[c.To:]
		}
	}
	return base, edited, torn, nil
}

func unquote(literal string, into *string) error {
	if literal == "" {
		return nil
	}
	return json.Unmarshal([]byte(literal), into)
}

// liveNow asks the platform itself.
func liveNow(t *testing.T, url, identifier string) draft {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet,
		fmt.Sprintf("%s/v1/teams/%d/connector_builder/connectors/%s", url, sandbox.DefaultTeam, identifier), nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer sandbox")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	var answer struct {
		Name, Description string
		Configuration     struct {
			JSON json.RawMessage `json:"configuration_json"`
		}
	}
	if err == nil {
		err = json.Unmarshal(body, &answer)
	}
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("the platform answered %s, %v: %.300s", response.Status, err, body)
	}
	return draft{answer.Name, answer.Description, string(answer.Configuration.JSON)}
}
