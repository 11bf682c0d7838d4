// This file holds the merge: what somebody else saved beside what the user
// changed, and the walk through the places where the two do not go together.
package dialog

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// A Writing is how the value of a clash is written.
type Writing int

// The ways. A Phrase is text of one line, a Passage may have several.
const (
	JSON Writing = iota
	Phrase
	Passage
)

// A MergeClash is one place where two changes do not go together. Its texts may
// come from anywhere: the dialog cleans what it draws.
type MergeClash struct {
	Path string // "" is the whole Configuration
	Kind string // what the two sides did, in words
	// The value as the edit found it, as the user has it, as it is live.
	Base, Mine, Theirs document.Written
	Live               string // what more is known of the value that is live; "" is nothing
	Written            Writing
	// Check says in words why a text of the user's own cannot stand there, ""
	// when it can.
	Check func(own string) string
}

// A Decision is what the user made of a clash: how it is settled, and a text of
// their own that was written and not taken, "" for none.
type Decision struct {
	document.Settle
	Draft string
}

// MergeContent is what a merge shows, and what follows the answers.
type MergeContent struct {
	Title string
	Intro []Line // which Connector, and when it was saved
	// Taken came in by itself from the other side; Kept is the user's own.
	Taken, Kept []document.Change
	Clashes     []MergeClash
	Decided     []Decision // what was decided before, for each clash; nil is nothing
	// GoOn gets one decision for each clash, none of them open. The dialog
	// stays open until it is removed, so that it can show an error.
	GoOn func(settled []document.Settle) tea.Cmd
	// Reload and Back leave everything as it was.
	Reload, Back func() tea.Cmd
}

// A Merge walks through clashes, one on each page behind a first page with
// everything that goes together. Nothing is decided beforehand, and no key goes
// on before everything is decided.
type Merge struct {
	c       MergeContent
	settled []Decision
	left    int // clashes that are not decided
	page    int // 0 is the first page, n the n-th clash
	stage   mergeStage
	problem string
	own     *Form // where a text of the user's own is written; nil while none is
	height  int   // of the screen when it was last drawn, in rows
	sheet
}

// mergeStage is what a merge waits for.
type mergeStage int

const (
	deciding mergeStage = iota
	goingOn             // until it is removed, or SetError
)

// NewMerge makes a merge.
func NewMerge(c MergeContent) *Merge {
	m := &Merge{c: c, settled: make([]Decision, len(c.Clashes)), left: len(c.Clashes)}
	for i := range copy(m.settled, c.Decided) {
		if m.settled[i].Choice != document.Undecided {
			m.left--
		}
	}
	m.turn(0)
	return m
}

// Decisions returns what was made of each clash so far.
func (m *Merge) Decisions() []Decision { return slices.Clone(m.settled) }

// SetError says why it could not go on, and lets the user decide again.
func (m *Merge) SetError(words string) { m.problem, m.stage = cells.Clean(words), deciding }

// turn goes to a page.
func (m *Merge) turn(page int) {
	m.page, m.problem = page, ""
	m.redraw()
}

// redraw makes the parts of the page anew.
func (m *Merge) redraw() {
	if m.page == 0 {
		m.show(m.firstPage())
		return
	}
	m.show(clashParts(m.c.Clashes[m.page-1], m.settled[m.page-1].Settle))
}

// decide settles the clash of the page.
func (m *Merge) decide(s document.Settle) {
	old := &m.settled[m.page-1]
	if old.Choice == document.Undecided {
		m.left--
	}
	own := old.Choice == document.Own || s.Choice == document.Own
	old.Settle, m.problem = s, ""
	if own { // the text of the user's own is on the page
		m.redraw()
	}
}

// decideRest settles every clash that is not decided.
func (m *Merge) decideRest(c document.Choice) {
	for i := range m.settled {
		if m.settled[i].Choice == document.Undecided {
			m.settled[i].Choice = c
		}
	}
	m.left, m.problem = 0, ""
}

// nextOpen goes to the next clash behind this page that is not decided, and says
// how many there are.
func (m *Merge) nextOpen() {
	for i := range m.settled {
		page := (m.page+i)%len(m.settled) + 1
		if m.settled[page-1].Choice == document.Undecided {
			m.turn(page)
			m.problem = "Not decided yet: " + cells.Thousands(m.left) + " of " + cells.Thousands(len(m.settled)) + "."
			return
		}
	}
}

// choices are the answers that are possible now.
func (m *Merge) choices() []Choice {
	back := Choice{Key: "esc", Label: "back to your text", Do: m.c.Back}
	if m.stage == goingOn {
		return []Choice{back}
	}
	all := len(m.c.Clashes)
	var out []Choice
	offer := func(key, label string, do func()) {
		out = append(out, Choice{Key: key, Label: label, Stay: Stays, Do: func() tea.Cmd { do(); return nil }})
	}
	next := func() { m.turn(m.page + 1) }
	if m.page > 0 {
		offer("m", "mine", func() { m.decide(document.Settle{Choice: document.Mine}) })
		offer("t", "theirs", func() { m.decide(document.Settle{Choice: document.Theirs}) })
		offer("e", "edit", m.write)
	}
	switch {
	case all > 0 && m.page == 0:
		offer("n", "first clash", next)
	case m.page < all:
		offer("n", "next", next)
	}
	if m.page > 0 {
		offer("p", "previous", func() { m.turn(m.page - 1) })
	}
	if m.left > 1 {
		rest := "all " + cells.Thousands(m.left) + " left: "
		offer("M", rest+"mine", func() { m.decideRest(document.Mine) })
		offer("T", rest+"theirs", func() { m.decideRest(document.Theirs) })
	}
	switch {
	case m.left == 0:
		out = append(out, Choice{Key: "enter", Label: "go on to the review", Stay: Stays, Do: m.goOn})
	case m.page > 0 && (m.left > 1 || m.settled[m.page-1].Choice != document.Undecided):
		offer("enter", "next open", m.nextOpen)
	}
	return append(out, Choice{Key: "r", Label: "reload; your edit is kept", Do: m.c.Reload}, back)
}

func (m *Merge) goOn() tea.Cmd {
	m.stage, m.problem = goingOn, ""
	settled := make([]document.Settle, len(m.settled))
	for i, d := range m.settled {
		settled[i] = d.Settle
	}
	return m.c.GoOn(settled)
}

// Press decides, turns pages, goes on or back, or scrolls.
func (m *Merge) Press(k tea.KeyPressMsg) Outcome {
	key := k.String()
	switch {
	case m.own != nil && key == "ctrl+s": // also where the field says enter
		return m.toForm(m.own.send())
	case m.own != nil:
		return m.toForm(m.own.Press(k))
	}
	switch key { // arrows turn pages too
	case "left":
		key = "p"
	case "right":
		key = "n"
	}
	c, ok := find(m.choices(), key)
	switch {
	case m.starts == nil && key != "esc": // nobody has seen this page yet
	case ok:
		return c.outcome()
	case key == "enter" && m.left > 0:
		m.nextOpen()
	default:
		m.scroll.press(key)
	}
	return Outcome{}
}

// Paste goes into the text that is being written; it decides nothing.
func (m *Merge) Paste(s string) Outcome {
	if m.own != nil {
		return m.toForm(m.own.Paste(s))
	}
	return Outcome{}
}

// View draws the page; only the rows that are seen cost anything.
func (m *Merge) View(t theme.Theme, w, h int) (string, *tea.Cursor) {
	if w < 1 || h < 1 {
		return "", nil
	}
	m.height = h
	if m.own != nil {
		return m.own.View(t, w, h)
	}
	iw, ih := inside(w, h)
	foot := []string{t.Paint(theme.Border, rule(t, iw))}
	if m.problem != "" {
		foot = append(foot, t.Paint(theme.Error, cells.Truncate(t.Glyph(theme.Cross)+" "+m.problem, iw, t.Glyph(theme.Ellipsis))))
	}
	foot = append(foot, choiceRows(t, m.choices(), iw)...)
	if len(foot) > ih {
		foot = foot[len(foot)-ih:]
	}
	head := m.head(t, iw)
	head = head[:min(len(head), max(ih-len(foot)-1, 0))]
	out := append(head, m.rows(t, iw, ih-len(foot)-len(head))...)
	out = append(out, foot...)
	return draw(t, theme.Warning, Warn.sign(t)+cells.Truncate(cells.Clean(m.c.Title), max(w-8, 0), t.Glyph(theme.Ellipsis)), m.scroll.where(t), out, w, h), nil
}

// head is what is always seen of a clash: which one, what was decided, where it
// is and what happened there.
func (m *Merge) head(t theme.Theme, w int) []string {
	if m.page == 0 {
		return nil
	}
	c, s := m.c.Clashes[m.page-1], m.settled[m.page-1]
	dot := " " + t.Glyph(theme.MiddleDot) + " "
	which := fmt.Sprintf("Clash %s of %s", cells.Thousands(m.page), cells.Thousands(len(m.c.Clashes)))
	role, decided := theme.Good, "decided: "+sideWords(s.Choice)
	if s.Choice == document.Undecided {
		role, decided = theme.Warning, "not decided"
	}
	open := "all are decided"
	if m.left > 0 {
		open = cells.Thousands(m.left) + " open"
	}
	first := cells.Truncate(which+dot+decided+dot+open, w, t.Glyph(theme.Ellipsis))
	return []string{
		t.Paint(role, first),
		t.Paint(theme.Strong, pathText(t, c.Path, w)),
		t.Paint(theme.Dim, cells.Truncate(cells.Clean(c.Kind), w, t.Glyph(theme.Ellipsis))),
	}
}

// sideWords names a decision.
func sideWords(c document.Choice) string {
	switch c {
	case document.Mine:
		return "mine"
	case document.Theirs:
		return "theirs"
	}
	return "your own"
}

// firstPage lists what goes together by itself.
func (m *Merge) firstPage() []part {
	c := m.c
	parts := []part{lines(c.Intro), lines([]Line{{}, {Role: theme.Strong, Text: m.sum()}})}
	list := func(name, none string, changes []document.Change) {
		brief := none
		if len(changes) > 0 {
			brief = ChangeCounts(changes)
		}
		parts = append(parts, heading(name, brief), newChangeList(changes))
	}
	if len(c.Clashes) > 0 {
		parts = append(parts, heading("Clashes", cells.Thousands(len(c.Clashes))), clashList{m})
	}
	list("Theirs, comes in by itself", "nothing", c.Taken)
	list("Mine, stays", "nothing", c.Kept)
	return parts
}

// sum says in a line how the two sides go together.
func (m *Merge) sum() string {
	switch n := len(m.c.Clashes); n {
	case 0:
		return "Both go together. Nothing is sent before you have reviewed the result."
	case 1:
		return "In 1 place you both changed the same: choose there. Nothing is sent before you have reviewed the result."
	default:
		return "In " + cells.Thousands(n) + " places you both changed the same: choose in each. Nothing is sent before you have reviewed the result."
	}
}

// A clashList lists the clashes and what was decided.
type clashList struct{ m *Merge }

func (l clashList) layOut(theme.Theme, int) int { return len(l.m.settled) }

func (l clashList) row(t theme.Theme, i, w int) string {
	sign, role, note := "?", theme.Warning, "  "+cells.Clean(l.m.c.Clashes[i].Kind)
	if choice := l.m.settled[i].Choice; choice != document.Undecided {
		sign, role, note = t.Glyph(theme.Check), theme.Good, "  "+sideWords(choice)
	}
	if w < 2*cells.Width(note) {
		note = ""
	}
	return t.Paint(role, sign+" "+pathText(t, l.m.c.Clashes[i].Path, w-2-cells.Width(note))) + t.Paint(theme.Dim, note)
}
