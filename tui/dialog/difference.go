// This file holds the difference: how one content differs from another, over the
// whole screen, to be read.
package dialog

import (
	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/tui/theme"
)

// DifferenceContent is two contents and how they differ. Its texts may come from
// anywhere: the dialog cleans what it draws.
type DifferenceContent struct {
	Title                               string
	About                               []Line // what is compared
	NameBefore, NameAfter               string
	DescriptionBefore, DescriptionAfter string
	Changes                             []document.Change
	Lines                               []document.DiffLine
}

// A Difference shows how contents differ, by path and by line. Only the keys of its
// choices and those that scroll do anything.
type Difference struct {
	title   string
	choices []Choice
	sheet
}

// NewDifference makes a difference. Without a choice for esc, esc closes.
func NewDifference(c DifferenceContent, choices ...Choice) *Difference {
	d := &Difference{title: c.Title, choices: closable(choices, "close")}
	checkKeys(c.Title, d.choices)
	d.show(append([]part{lines(c.About)}, changedParts(ReviewContent{
		NameBefore: c.NameBefore, NameAfter: c.NameAfter,
		DescriptionBefore: c.DescriptionBefore, DescriptionAfter: c.DescriptionAfter,
		Changes: c.Changes, Lines: c.Lines,
	})...))
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
	return draw(t, theme.Border, d.title, d.scroll.where(t), out, w, h), nil
}

// ChangeCounts says in short how many changes there are of which kind: "2 changed,
// 1 added".
func ChangeCounts(changes []document.Change) string { return changeCounts(changes) }
