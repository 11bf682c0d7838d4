// This file holds the review: all that a save will change, shown before it can
// be confirmed.
package dialog

import (
	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// ReviewContent is what a save will change, and what follows the answer. Its
// texts may come from anywhere: the review cleans what it draws.
type ReviewContent struct {
	// Where names the team and the Connector in full, Origin the server.
	Where, Origin string
	Note          string // what to know before anything else; "" is nothing
	Changed
	Findings []document.Finding // none that blocks a save

	// Confirm runs on y, after the review was closed. May be nil.
	Confirm func() tea.Cmd
}

// A Review shows what a save will change, as one long scroll over the whole
// screen, and asks for the one confirmation. Only y, esc and the keys that
// scroll do anything; with findings of severity error y works only after "!".
type Review struct {
	confirm  func() tea.Cmd
	errors   int  // findings of that severity
	accepted bool // "!" was pressed
	seen     bool // was drawn at least once

	sheet
}

// NewReview makes a review. Before its first drawing y does nothing: what was
// not shown cannot be confirmed.
func NewReview(c ReviewContent) *Review {
	r := &Review{confirm: c.Confirm}
	for _, f := range c.Findings {
		if f.Severity == document.Error {
			r.errors++
		}
	}
	r.show(reviewParts(c))
	return r
}

// choices are the answers that are possible now.
func (r *Review) choices() []Choice {
	back := Choice{Key: "esc", Label: "back to the editor"}
	switch {
	case r.errors == 0:
		return []Choice{{Key: "y", Label: "save, live at once", Do: r.confirm}, back}
	case !r.accepted:
		return []Choice{{Key: "!", Label: "save despite " + count(r.errors, "error"), Stay: Stays}, back}
	default:
		return []Choice{{Key: "y", Label: "save with " + count(r.errors, "error") + ", live at once", Do: r.confirm}, back}
	}
}

// Press confirms, goes back or scrolls.
func (r *Review) Press(k tea.KeyPressMsg) Outcome {
	key := k.String()
	c, ok := find(r.choices(), key)
	switch {
	case !ok:
		r.scroll.press(key)
	case key == "esc":
		return c.outcome()
	case !r.seen:
	case key == "!":
		r.accepted = true
	default:
		return c.outcome()
	}
	return Outcome{}
}

// Paste does nothing: a paste confirms nothing.
func (r *Review) Paste(string) Outcome { return Outcome{} }

// View draws the rows that are seen; the rest of the review costs nothing. A
// change of the width measures all lines once.
func (r *Review) View(t theme.Theme, w, h int) (string, *tea.Cursor) {
	if w < 1 || h < 1 {
		return "", nil
	}
	r.seen = true
	iw, ih := inside(w, h)
	choices := r.footer(t, iw)
	if len(choices) > ih {
		choices = choices[len(choices)-ih:]
	}
	out := append(r.rows(t, iw, ih-len(choices)), choices...)
	return draw(t, theme.Accent, "Review", r.scroll.where(t), out, w, h), nil
}

// footer is the choices, below a line that says what the errors require.
func (r *Review) footer(t theme.Theme, w int) []string {
	out := []string{t.Paint(theme.Border, rule(t, w))}
	if r.errors > 0 {
		words := count(r.errors, "error") + " found. To save anyway press ! and then y."
		if r.accepted {
			words = count(r.errors, "error") + " found. Press y to save anyway."
		}
		for _, x := range layOut([]Line{{Role: theme.Error, Text: t.Glyph(theme.Cross) + " " + words}}, w) {
			out = append(out, x.paint(t))
		}
	}
	return append(out, choiceRows(t, r.choices(), w)...)
}

// count says a number of things: 1 error, 2 errors, no errors.
func count(n int, thing string) string {
	if n == 0 {
		return "no " + thing + "s"
	}
	return cells.Plural(n, thing)
}
