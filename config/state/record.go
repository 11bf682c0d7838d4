// Records: what a journal says, as values and as JSON.

package state

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Base is what the edits of a journal start from, exactly as received. Name
// and Description are JSON literals, "" when missing.
type Base struct {
	Content
	// Opened is the text that edits of the Configuration apply to, when that
	// is not Configuration itself because it was laid out on opening. With
	// it a journal does not depend on how another version lays out text.
	Opened string
}

// Part is the text that was edited.
type Part int

const (
	Name Part = iota
	Description
	Configuration
)

// String names the part as the journal does.
func (p Part) String() string {
	switch p {
	case Name:
		return "name"
	case Description:
		return "description"
	default:
		return "configuration"
	}
}

// Change replaces the bytes from From up to To. The changes of one record are
// sorted, do not overlap, and are in coordinates of the text before all of
// them.
type Change struct {
	From, To int
	Insert   string
}

// Record is one step of editing: changes of one part, and the selection in it
// afterwards. Undo and redo are recorded as the edits they make.
type Record struct {
	Part         Part
	Changes      []Change
	Anchor, Head int
	At           time.Time
	Step         Step
	// Before is the selection in the part before the changes; nil where a record
	// does not say, as those of earlier versions.
	Before *Selection
	// Stands is how many edits this one stands for after a compaction; 0 when
	// it is just itself.
	Stands int
}

// Selection is what is selected in a part, from where it began to the cursor,
// in bytes.
type Selection struct{ Anchor, Head int }

// Step is what a record is to the history of undo. It changes no text: an
// earlier version passes over it, and a record without it is a NewStep.
type Step int

const (
	NewStep  Step = iota // it can be undone by itself
	JoinStep             // it belongs to the step of the part's record before it
	UndoStep             // undo made it
	RedoStep             // redo made it
	WithStep             // a new step that is undone together with the one before it, of whatever part
)

// stepNames are the steps as the journal has them.
var stepNames = [...]string{NewStep: "", JoinStep: "join", UndoStep: "undo", RedoStep: "redo", WithStep: "with"}

// stepOf reads a step. What a later version may say is a step of its own.
func stepOf(name string) Step { return Step(max(0, slices.Index(stepNames[:], name))) }

// The kinds of lines after header and base. A reader skips any other kind
// that begins with "note."; every other unknown kind may change the text, so
// the whole journal is left to the version that wrote it.
const (
	kindEdit    = "edit"
	kindSession = "note.session" // another session took the journal over
	kindClosed  = "note.closed"  // the session was done; said where there are no locks
	kindNote    = "note."
)

type headerJSON struct {
	Key     Key     `json:"key"`
	Session Session `json:"session"`
}

type baseJSON struct {
	Name                   exact `json:"name"`
	Description            exact `json:"description"`
	Configuration          exact `json:"configuration"`
	Opened                 exact `json:"opened,omitempty"`
	UpdatedAt              exact `json:"updated_at,omitempty"`
	ConfigurationUpdatedAt exact `json:"configuration_updated_at,omitempty"`
	Version                exact `json:"version,omitempty"`
}

func (b Base) json() baseJSON {
	return baseJSON{
		exact(b.Name), exact(b.Description), exact(b.Configuration), exact(b.Opened),
		exact(b.UpdatedAt), exact(b.ConfigurationUpdatedAt), exact(b.Version),
	}
}

func (b baseJSON) base() Base {
	return Base{Content{
		string(b.Name), string(b.Description), string(b.Configuration),
		string(b.UpdatedAt), string(b.ConfigurationUpdatedAt), string(b.Version),
	}, string(b.Opened)}
}

type recordJSON struct {
	Kind    string       `json:"kind"`
	Part    string       `json:"part,omitempty"`
	Changes []changeJSON `json:"changes,omitempty"`
	Anchor  int          `json:"anchor,omitempty"`
	Head    int          `json:"head,omitempty"`
	Step    string       `json:"step,omitempty"`
	Before  *[2]int      `json:"before,omitempty"` // anchor and head
	At      time.Time    `json:"at"`
	Session *Session     `json:"session,omitempty"`
	Stands  int          `json:"stands,omitempty"`
}

type changeJSON struct {
	From   int   `json:"from"`
	To     int   `json:"to"`
	Insert exact `json:"insert,omitempty"`
}

// check refuses a record that no text could take.
func (r Record) check() error {
	if r.Part < Name || r.Part > Configuration {
		return fmt.Errorf("a record of an unknown part %d", int(r.Part))
	}
	end := 0
	for i, c := range r.Changes {
		if c.From < end || c.To < c.From || (i > 0 && c.From < r.Changes[i-1].To) {
			return errors.New("a record whose changes overlap or are out of order")
		}
		end = c.To
	}
	if r.Anchor < 0 || r.Head < 0 {
		return errors.New("a record with a cursor before the text")
	}
	if r.Stands < 0 {
		return errors.New("a record of fewer than no edits")
	}
	if r.Step < NewStep || r.Step > WithStep {
		return fmt.Errorf("a record of an unknown step %d", int(r.Step))
	}
	return nil
}

func (r Record) encode() ([]byte, error) { return r.encodeAs(kindEdit) }

func (r Record) encodeAs(kind string) ([]byte, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	j := recordJSON{Kind: kind, Part: r.Part.String(), Anchor: r.Anchor, Head: r.Head, At: r.At.UTC(), Step: stepNames[r.Step], Stands: r.Stands}
	if r.Before != nil {
		j.Before = &[2]int{r.Before.Anchor, r.Before.Head}
	}
	for _, c := range r.Changes {
		j.Changes = append(j.Changes, changeJSON{c.From, c.To, exact(c.Insert)})
	}
	return encode(j)
}

// entry is a line after header and base, as read.
type entry struct {
	edit    bool
	typing  bool // the record stands in a field and is not part of the text
	record  Record
	session *Session
	closed  bool
	sent    *time.Time // a note about a save; zero when it was settled
}

func decodeEntry(payload []byte) (entry, error) {
	var j recordJSON
	var kind struct {
		Kind string `json:"kind"`
	}
	if bytes.HasPrefix(payload, editPrefix) {
		kind.Kind = kindEdit // most lines are, and reading each once takes half the time
	} else if err := json.Unmarshal(payload, &kind); err != nil {
		return entry{}, errDamaged
	}
	if kind.Kind != kindEdit && !strings.HasPrefix(kind.Kind, kindNote) {
		return entry{}, ErrVersion
	}
	if kind.Kind == kindClosed {
		return entry{closed: true}, nil
	}
	known := kind.Kind == kindEdit || kind.Kind == kindTyping || kind.Kind == kindSession || kind.Kind == saveKinds[SaveSent] || kind.Kind == saveKinds[SaveSettled]
	if !known {
		return entry{}, nil
	}
	if err := json.Unmarshal(payload, &j); err != nil {
		return entry{}, errDamaged
	}
	switch j.Kind {
	case saveKinds[SaveSent]:
		return entry{sent: &j.At}, nil
	case saveKinds[SaveSettled]:
		return entry{sent: &time.Time{}}, nil
	}
	if j.Kind == kindSession {
		return entry{session: j.Session}, nil
	}
	e := entry{edit: j.Kind == kindEdit, typing: j.Kind == kindTyping, record: Record{Anchor: j.Anchor, Head: j.Head, At: j.At, Step: stepOf(j.Step), Stands: j.Stands}}
	if j.Before != nil {
		e.record.Before = &Selection{max(0, j.Before[0]), max(0, j.Before[1])}
	}
	switch j.Part {
	case Name.String():
		e.record.Part = Name
	case Description.String():
		e.record.Part = Description
	case Configuration.String():
		e.record.Part = Configuration
	default:
		return entry{}, ErrVersion
	}
	for _, c := range j.Changes {
		e.record.Changes = append(e.record.Changes, Change{c.From, c.To, string(c.Insert)})
	}
	if e.record.check() != nil {
		return entry{}, errDamaged
	}
	return e, nil
}

// editPrefix is how an edit begins: the kind is written first.
var editPrefix = []byte(`{"kind":"` + kindEdit + `",`)

// errDamaged is for lines that are whole and yet make no sense.
var errDamaged = errors.New("it is damaged")
