// Notes in a journal about saves of its text: sent, and settled. A save that
// was sent and never settled is one whose outcome nobody lived to see.

package state

import "time"

// SaveStage is what a note says of a save.
type SaveStage int

// The stages.
const (
	SaveSent    SaveStage = iota // the text as it was then is on its way
	SaveSettled                  // its outcome is known: it did not make the text live
)

var saveKinds = map[SaveStage]string{SaveSent: "note.save-sent", SaveSettled: "note.save-settled"}

// NoteSave notes the stage of a save and makes the note last. The text sent is
// the one the records so far lead to.
func (j *Journal) NoteSave(stage SaveStage, at time.Time) error {
	note, err := encode(recordJSON{Kind: saveKinds[stage], At: at.UTC()})
	if err == nil {
		err = j.noteSave(stage, note)
	}
	if err != nil {
		return j.wrap("noting a save in", err)
	}
	return j.Sync()
}

func (j *Journal) noteSave(stage SaveStage, note []byte) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	// Before it is written: it may be there although it is said to have failed.
	j.unsettled = j.unsettled || stage == SaveSent
	if err := j.add(note); err != nil {
		return err
	}
	j.unsettled = stage == SaveSent
	return nil
}
