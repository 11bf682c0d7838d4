// What came last, when a program was stopped before it read it.

package input

import tea "charm.land/bubbletea/v2"

// Last stops reading and returns the pastes that came and were not handed on,
// the beginning of one that was still coming included: a tea.PasteMsg or a
// PasteCut each. It is for after the program ended, so that its model can still
// take what the user had pasted. A source that cannot be interrupted has to have
// ended.
func (r *Reader) Last() []tea.Msg {
	r.Pause()
	r.reading.Lock()
	defer r.reading.Unlock()
	for waiting := true; waiting; {
		select {
		case p := <-r.pieces:
			r.take(p)
		default:
			waiting = false
		}
	}
	if r.split.paste != nil {
		r.split.endPaste(Silent)
	}
	var last []tea.Msg
	for _, u := range append(r.units, r.split.take()...) {
		switch {
		case u.kind != ends:
		case u.paste.Ending == Whole:
			last = append(last, tea.PasteMsg{Content: u.paste.Content})
		default:
			last = append(last, PasteCut{u.paste})
		}
	}
	r.units = nil
	return last
}
