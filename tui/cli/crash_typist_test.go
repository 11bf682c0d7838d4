//go:build unix

// Somebody who types at random, and notes of every key when it was sent, when
// the screen showed it, and what the text has to be after it.

package cli

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
	"unicode"

	"patchbay/tui/cells"
)

// More keys, as a terminal sends them.
const (
	home     = "\x1b[H"
	end      = "\x1b[F"
	ctrlHome = "\x1b[1;5H"
	altUp    = "\x1b[1;3A"
	altDown  = "\x1b[1;3B"
	del      = "\x1b[3~"
	erase    = "\x7f"
	shiftTab = "\x1b[Z"
	f2       = "\x1bOQ"
	ctrlA    = "\x01"
	ctrlD    = "\x04"
	ctrlL    = "\x0c"
	ctrlU    = "\x15"
	ctrlY    = "\x19"
)

// press is one key, or one paste, and what the edit is after it.
type press struct {
	sent  time.Time // just before it was sent
	shown time.Time // when the screen was seen to show it; zero when it never was
	after draft
}

// sending is a save that was confirmed.
type sending struct {
	content draft
	seen    bool // "Saved and live" was on screen
}

// hands type into a program that may be killed under them.
type hands struct {
	term    *terminal
	rand    *rand.Rand
	page    *page
	live    draft // as far as the screen told
	presses []press
	unseen  int // presses before this one were seen on screen
	saves   []sending
	marks   int
}

// How many lines, and how many columns, are too many to see at once.
const (
	tooLong = 45
	tooWide = 60
)

// press sends one key. It reports false when there is nobody to send it to.
func (p *hands) press(key string, change func()) bool {
	at := time.Now()
	if _, err := p.term.pty.Write([]byte(key)); err != nil {
		return false
	}
	change()
	p.presses = append(p.presses, press{sent: at, after: p.page.draft()})
	return true
}

func nothing() {}

// seen waits until the screen shows what was typed.
func (p *hands) seen(what string, ok func(screen string) bool) bool {
	at, alive := p.term.sees(what, ok)
	if !alive {
		return false
	}
	for i := p.unseen; i < len(p.presses); i++ {
		p.presses[i].shown = at
	}
	p.unseen = len(p.presses)
	return true
}

// atCursor waits until the line of the cursor is on screen as it has to be.
func (p *hands) atCursor() bool {
	row, line := p.page.row, p.page.line()
	position := fmt.Sprintf("Ln %s, Col %d ", cells.Thousands(row+1), p.page.col+1)
	return p.seen(fmt.Sprintf("%sin %q", position, line), func(screen string) bool {
		got, shown := textOnScreen(screen)[row+1]
		return shown && got == line && strings.Contains(screen, position)
	})
}

// mark is a number nobody has typed before. It has no zero in it, so that no
// part of it begins with one.
func (p *hands) mark() string {
	p.marks++
	return strings.Map(func(r rune) rune { return r + 1 }, strconv.FormatInt(int64(1000+p.marks), 9))
}

// goTo moves to the start of a row in the list, from wherever the cursor is.
func (p *hands) goTo() bool {
	row := linesAbove + p.rand.IntN(min(len(p.page.lines)-linesBelow+1, tooLong)-linesAbove)
	return p.press(ctrlHome, func() { p.page.goTo(0) }) &&
		p.press(strings.Repeat(down, row)+home, func() { p.page.goTo(row) }) && p.atCursor()
}

// typeSomething does one thing at random. It reports false when the program
// has ended.
func (p *hands) typeSomething() bool {
	g, r := p.page, p.rand
	if len(g.lines) > tooLong || len(g.line()) > tooWide {
		return p.startOver()
	}
	switch n := r.IntN(100); {
	case n < 35:
		for _, c := range p.mark() + "," {
			if !p.press(string(c), func() { g.insert(string(c)) }) {
				return false
			}
		}
	case n < 45:
		to, col := end, len(g.line())
		if r.IntN(2) == 0 || g.row == len(g.lines)-linesBelow {
			to, col = home, 0
		}
		return p.press(to, func() { g.col = col }) && p.press(enter, func() { g.insert("\n") }) && p.atCursor()
	case n < 57:
		return p.paste(1 + r.IntN(4))
	case n < 59:
		return p.paste(200 + r.IntN(500)) // no more than a terminal holds when nobody reads
	case n < 64 && g.col > 0:
		return p.press(erase, func() { g.erase(g.col - 1) }) && p.atCursor()
	case n < 68 && g.col < len(g.line()) && g.mine(g.row):
		return p.press(del, func() { g.erase(g.col) }) && p.atCursor()
	case n < 72 && g.mine(g.row):
		return p.press(ctrlL, g.deleteLine) && p.atCursor()
	case n < 76 && g.mine(g.row):
		return p.press(ctrlD, g.duplicateLine) && p.atCursor()
	case n < 78 && g.mine(g.row) && g.mine(g.row-1):
		return p.press(altUp, func() { g.moveLine(-1) }) && p.atCursor()
	case n < 80 && g.mine(g.row) && g.mine(g.row+1):
		return p.press(altDown, func() { g.moveLine(1) }) && p.atCursor()
	case n < 85 && len(g.done) > 0:
		return p.press(ctrlZ, g.undo) && p.atCursor()
	case n < 88 && len(g.undone) > 0:
		return p.press(ctrlY, g.redo) && p.atCursor()
	case n < 91:
		return p.typeInForm()
	case n < 92:
		return p.save() && p.settled()
	case n < 95:
		// People stop to think.
		<-time.After(time.Duration(r.IntN(200)) * time.Millisecond)
	default:
		return p.goTo()
	}
	return p.atCursor()
}

// paste pastes lines of numbers.
func (p *hands) paste(lines int) bool {
	var text strings.Builder
	for range lines {
		text.WriteString(p.mark() + "," + p.mark() + ",\n")
	}
	return p.press(paste(strings.ReplaceAll(text.String(), "\n", "\r")), func() { p.page.paste(text.String()) }) && p.atCursor()
}

// startOver replaces everything by a short text.
func (p *hands) startOver() bool {
	text := strings.Replace(blankPage, "9", p.mark()+",\n9", 1)
	return p.press(ctrlA, nothing) &&
		p.press(paste(strings.ReplaceAll(text, "\n", "\r")), func() { p.page.replaceAll(text) }) && p.atCursor() && p.goTo()
}

// What the status bar says when one of the fields has the cursor.
const (
	inName        = "  Name  "
	inDescription = "  Description  "
)

// typeInForm adds to the name or to the description in the form, and comes back.
func (p *hands) typeInForm() bool {
	p.page.joined(nothing)
	if !p.press(f2, nothing) || !p.press(shiftTab, nothing) {
		return false
	}
	field, focus := &p.page.description, inDescription
	if p.rand.IntN(2) == 0 {
		field, focus = &p.page.name, inName
		if !p.press(shiftTab, nothing) {
			return false
		}
	}
	inField := func(screen string) bool { return strings.Contains(lastLine(screen), focus) }
	if !p.seen("the cursor in"+focus, inField) || !p.press(end, nothing) {
		return false
	}
	if len(*field) > 60 && !p.press(ctrlU, func() { *field = "" }) {
		return false
	}
	typed := "." + p.mark()
	for _, c := range typed {
		if !p.press(string(c), func() { *field += string(c) }) {
			return false
		}
	}
	return p.seen("“"+typed+"”", func(screen string) bool { return strings.Contains(screen, typed) }) && p.press(f2, nothing) && p.atCursor()
}

func lastLine(screen string) string {
	screen = strings.TrimRight(screen, "\n")
	return screen[strings.LastIndexByte(screen, '\n')+1:]
}

// saveable reports whether a review would open on the edit.
func (p *hands) saveable() bool {
	d := p.page.draft()
	return d != p.live && d.name != "" && json.Valid([]byte(d.configuration))
}

// save asks for the review of what was typed, if there is something to save,
// and confirms it.
func (p *hands) save() bool { return !p.saveable() || p.review() && p.confirm() }

func (p *hands) review() bool {
	return p.press(ctrlS, nothing) && p.seen("the review", func(screen string) bool { return strings.Contains(screen, "Review") })
}

func (p *hands) confirm() bool {
	p.saves = append(p.saves, sending{content: p.page.draft()})
	return p.press("y", nothing)
}

// settled waits for the outcome of the last save, if one is out.
func (p *hands) settled() bool {
	if len(p.saves) == 0 || p.saves[len(p.saves)-1].seen {
		return true
	}
	last := &p.saves[len(p.saves)-1]
	if !p.seen("“Saved and live”", func(screen string) bool {
		return strings.Contains(screen, "Saved and live") && !strings.Contains(screen, "Review")
	}) {
		return false
	}
	last.seen, p.live = true, last.content
	p.page.joined(nothing)
	return true
}

// quit asks to quit, and says yes to the question about an unsaved edit.
func (p *hands) quit() {
	if p.press(ctrlQ, nothing) && p.page.draft() != p.live &&
		p.seen("the question", func(screen string) bool { return strings.Contains(screen, "unsaved edit?") }) {
		p.press("q", nothing)
	}
}

// textOnScreen is what the JSON view shows, by line number.
func textOnScreen(screen string) map[int]string {
	shown := map[int]string{}
	for row := range strings.SplitSeq(screen, "\n") {
		row, _, _ = strings.Cut(row, "│")                                                                  // the outline
		digits := strings.TrimLeftFunc(row, func(r rune) bool { return r == ' ' || r > unicode.MaxASCII }) // marks of findings
		rest := strings.TrimLeft(digits, "0123456789,")
		number, err := strconv.Atoi(strings.ReplaceAll(digits[:len(digits)-len(rest)], ",", ""))
		if err != nil {
			continue
		}
		shown[number] = strings.TrimSpace(strings.TrimLeft(rest, "▾▸"))
	}
	return shown
}
