// Notes in a journal about what is being typed in a field and is not part of
// the text yet.

package state

// kindTyping is a note, so that a program that does not know it reads the rest.
const kindTyping = "note.typing"

// NoteTyping notes the record that taking what is being typed would append; one
// without changes says that nothing is being typed any more. While nothing was
// appended after the note, whoever finds the journal gets the record as its last.
func (j *Journal) NoteTyping(r Record) error {
	note, err := r.encodeAs(kindTyping)
	if err != nil {
		return j.wrap("noting what is typed in", err)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if err := j.add(note); err != nil {
		return j.wrap("noting what is typed in", err)
	}
	j.typing = note
	return nil
}
