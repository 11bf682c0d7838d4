// This file is the mouse over the lists: the findings and the outline.
package editor

// clickPanel picks a row of the findings and shows its place. A double click
// goes there.
func (m *Model) clickPanel(row int, g Grain) {
	m.setFocus(Panel)
	if row < m.panel.top || row >= m.notes() {
		return
	}
	m.pickRow(row)
	if g != ByCharacter {
		m.GoToPicked()
	}
}

// scrollPanel scrolls the findings; the pick moves as little as it must.
func (m *Model) scrollPanel(lines int) {
	p := &m.panel
	p.top = max(min(p.top+lines, m.notes()-p.rows), 0)
	if pick := min(max(p.pick, p.top), max(p.top+p.rows-1, 0)); pick == p.pick {
		return
	} else if m.focus == Panel {
		m.pickRow(pick)
	} else {
		p.pick = pick
	}
}

// scrollOutline scrolls the outline and leaves its pick where it is.
func (m *Model) scrollOutline(lines, rows int) {
	o := &m.outline
	entries := m.entries()
	o.left = m.picked(entries)
	o.top = max(min(o.top+lines, len(entries)-rows), 0)
}
