// This file holds the difference: how one content differs from another, over the
// whole screen, to be read.
package dialog

import (
	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// A Group is some words and, below them, what differs, if anything does.
type Group struct {
	About []Line
	Changed
}

// A Difference shows how contents differ, by path and by line. Only the keys of its
// choices and those that scroll do anything.
type Difference struct {
	title   string
	kind    Kind
	choices []Choice
	sheet
}

// NewDifference makes a difference. Without a choice for esc, esc closes.
func NewDifference(title string, kind Kind, groups []Group, choices ...Choice) *Difference {
	d := &Difference{title: title, kind: kind, choices: closable(choices, "close")}
	checkKeys(title, d.choices)
	var parts []part
	for i, g := range groups {
		if i > 0 {
			parts = append(parts, lines([]Line{{}}))
		}
		parts = append(parts, lines(g.About))
		if !g.Empty() {
			parts = append(parts, changedParts(g.Changed)...)
		}
	}
	d.show(parts)
	return d
}

// Press answers with a choice or scrolls.
func (d *Difference) Press(k tea.KeyPressMsg) Outcome {
	key := k.String()
	if c, ok := find(d.choices, key); ok {
		return c.outcome()
	}
	d.scroll.press(key)
	return Outcome{}
}

// Paste does nothing: a paste answers no question.
func (d *Difference) Paste(string) Outcome { return Outcome{} }

// View draws the rows that are seen.
func (d *Difference) View(t theme.Theme, w, h int) (string, *tea.Cursor) {
	if w < 1 || h < 1 {
		return "", nil
	}
	iw, ih := inside(w, h)
	choices := choiceRows(t, d.choices, iw)
	if len(choices) > ih {
		choices = choices[:ih]
	}
	out := append(d.rows(t, iw, ih-len(choices)), choices...)
	return draw(t, d.kind.border(), d.kind.sign(t)+cells.Clean(d.title), d.scroll.where(t), out, w, h), nil
}
