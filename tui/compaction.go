// How long a journal may grow: what it holds is summed up before it takes more
// than twice the text, in the file and in memory.

package tui

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"patchbay/config/state"
	"patchbay/tui/text"
)

// journalSlack is the constant in the bound, in bytes: about 400 keystrokes.
const journalSlack = 64 << 10

// journalBound is how many bytes a journal may take: twice its head, which holds
// the base, and twice the smallest records that lead from the base to the text
// as it is now, and journalSlack. The bound is looked at after each write. A
// journal beyond it is compacted to half of it at most: records that lead to an
// earlier text, and as many of the newest ones as fit, so that undo reaches back
// as far as possible. It stays beyond while a save is not settled, and while the
// compaction runs or fails.
func journalBound(head, leading int64) int64 { return 2*(head+leading) + journalSlack }

// stage is what an edit made of the three texts up to one moment, and the
// selection in each.
type stage struct {
	texts    [state.Configuration + 1]text.Text
	selected [state.Configuration + 1]state.Selection
	edits    int // how many led here
	at       time.Time
}

// after is the stage a record leads to.
func (s stage) after(r state.Record) (stage, error) {
	before := s.texts[r.Part]
	edit := editOf(r.Changes)
	if !edit.Fits(before.Len()) {
		return s, errors.New("an edit does not fit its text")
	}
	s.texts[r.Part], _ = before.Apply(edit)
	s.selected[r.Part] = state.Selection{Anchor: r.Anchor, Head: r.Head}
	s.edits += max(1, r.Stands)
	s.at = r.At
	return s, nil
}

// afterAll is the stage records lead to.
func (s stage) afterAll(records []state.Record) (stage, error) {
	var err error
	for i, r := range records {
		if s, err = s.after(r); err != nil {
			return s, fmt.Errorf("record %d: %w", i+1, err)
		}
	}
	return s, nil
}

// leading are the fewest records that lead from the base to s: one for each part
// that differs.
func (s stage) leading(base stage) []state.Record {
	var out []state.Record
	for part, t := range s.texts {
		edit := text.Between(base.texts[part], t)
		if edit.Empty() {
			continue
		}
		out = append(out, state.Record{
			Part: state.Part(part), Changes: changesOf(edit), At: s.at, Anchor: s.selected[part].Anchor, Head: s.selected[part].Head,
		})
	}
	if len(out) > 0 {
		out[0].Stands = max(1, s.edits-len(out)+1)
	}
	return out
}

func sizeOf(records []state.Record) (size int64) {
	for _, r := range records {
		size += r.Size()
	}
	return size
}

// summary is a shorter way to say what a stage and the records after it say.
type summary struct {
	from    stage
	leading []state.Record // from the base to from
	kept    int            // how many of the newest records follow
}

// summarise keeps as many of the newest records as fit into half the bound. now
// is where all of them lead, smallest the size of the records that say so.
func summarise(base, from, now stage, records []state.Record, smallest int64) (summary, error) {
	room := smallest + journalSlack/2 // for all that follows the head
	for left := room; ; left /= 2 {
		kept := newest(records, left)
		if kept == 0 {
			return summed(base, now, 0), nil
		}
		at, err := from.afterAll(records[:len(records)-kept])
		if err != nil {
			return summary{}, err
		}
		if short := summed(base, at, kept); sizeOf(short.leading)+sizeOf(records[len(records)-kept:]) <= room {
			return short, nil
		}
	}
}

// summed sums up what led to from. Edits that came to nothing count no more.
func summed(base, from stage, kept int) summary {
	s := summary{from, from.leading(base), kept}
	if len(s.leading) == 0 {
		s.from.edits = 0
	}
	return s
}

// newest is how many records at the end take at most room bytes. A step of undo
// is cut in two only when it does not fit by itself.
func newest(records []state.Record, room int64) int {
	fit, whole := 0, 0
	for fit < len(records) {
		r := records[len(records)-1-fit]
		if room -= r.Size(); room < 0 {
			break
		}
		fit++
		if r.Step != state.JoinStep {
			whole = fit
		}
	}
	return cmp.Or(whole, fit)
}

// grown reports whether the journal may have outgrown its bound: it has for
// certain when the leading records have the size known. writing is held.
func (k *keeper) grown() bool {
	if k.journal == nil {
		return false
	}
	leading := max(0, k.measured-2*(k.removed-k.measuredAt))
	return k.journal.Size() > journalBound(k.journal.Head(), leading)
}

// compact brings the journal back within its bound. It works on a snapshot:
// edits are written meanwhile. After a failure the journal is what it was.
func (k *keeper) compact() error {
	k.compacting.Lock()
	defer k.compacting.Unlock()
	k.writing.Lock()
	if k.over || k.sent != nil || !k.grown() {
		k.writing.Unlock()
		return nil
	}
	j, from, removed := k.journal, k.from, k.removed
	records := k.written[:len(k.written):len(k.written)]
	compaction, err := j.Compact()
	k.writing.Unlock()
	if errors.Is(err, state.ErrUnsettled) {
		return nil // its turn comes when the save is settled
	}
	if err != nil {
		return err
	}
	base := k.baseStage()
	now, err := from.afterAll(records)
	if err != nil {
		compaction.Cancel()
		return err
	}
	smallest := sizeOf(now.leading(base))
	fits := j.Size() <= journalBound(j.Head(), smallest)
	var short summary
	if !fits {
		short, err = summarise(base, from, now, records, smallest)
	}
	k.writing.Lock()
	k.measured, k.measuredAt = smallest, removed
	if !fits && err == nil && k.journal == j {
		// What is remembered is shorter too, whatever becomes of the file.
		dropped := len(records) - short.kept
		k.from, k.written = short.from, append([]state.Record(nil), k.written[dropped:]...)
		if k.sent != nil {
			k.sent.after -= dropped
		}
	}
	k.writing.Unlock()
	if fits || err != nil {
		compaction.Cancel()
		return err
	}
	return compaction.Finish(append(short.leading, records[len(records)-short.kept:]...))
}
