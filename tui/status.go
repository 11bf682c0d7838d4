// The status bar: who and where, what is open, what state it is in, and how
// much of the API's hourly budget is left.

package tui

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"patchbay/api"
	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// notice is one line that stays until the next key.
type notice struct{ text string }

func (n *notice) clear() { n.text = "" }

// Say shows one line in the status bar until the next key press.
func (a *App) Say(text string) { a.notice.text = cells.Clean(text) }

// rateGauge remembers the budget as last seen.
type rateGauge struct {
	rate  api.Rate
	at    time.Time
	until time.Time // after a 429: when calls may go out again
}

// see takes the budget out of any answer, error or not.
func (g *rateGauge) see(m api.Meta, now time.Time) {
	if m.Rate.Seen {
		g.rate, g.at = m.Rate, now
	}
}

// wait notes that the platform asked to wait.
func (g *rateGauge) wait(d time.Duration, now time.Time) { g.until = now.Add(d) }

// view is the gauge in words and the role that colours it.
func (g *rateGauge) view(now time.Time) (string, theme.Role) {
	if left := g.until.Sub(now); left > 0 {
		return "API wait " + countdown(left), theme.StatusError
	}
	if !g.rate.Seen {
		return "API –", theme.StatusDim
	}
	words := fmt.Sprintf("API %s/%s", cells.Thousands(g.rate.Remaining), cells.Thousands(g.rate.Limit))
	role := theme.StatusBar
	if g.rate.Remaining*10 < g.rate.Limit {
		words, role = words+" low", theme.StatusWarn
	}
	if age := now.Sub(g.at); age > time.Minute {
		words += " " + shortAge(age) + " ago"
		if role == theme.StatusBar {
			role = theme.StatusDim
		}
	}
	return words, role
}

// pathWidth is the width in cells from which the path of the cursor is shown.
const pathWidth = 100

// segment is a piece of the status bar. Lower ranks give way first when the
// terminal is narrow: to their short form if they have one, then altogether.
type segment struct {
	text  string
	role  theme.Role
	rank  int
	short string
}

// statusBar is exactly w cells.
func (a *App) statusBar(t theme.Theme, w int) string {
	left, right := a.statusLeft(), a.statusRight()
	if a.notice.text != "" {
		left = []segment{{text: a.notice.text, role: theme.StatusBar, rank: 9}}
		if edit := a.workState(); edit.text != "" {
			left = []segment{{text: cmp.Or(edit.short, edit.text), role: edit.role, rank: 9}, left[0]}
		}
	}
	for used(left)+used(right)+1 > w {
		if !giveWay(&left, &right) {
			break
		}
	}
	room := w - used(right) - 1
	var b strings.Builder
	width := 0
	put := func(s segment) {
		text := cells.Truncate(" "+s.text+" ", max(0, room-width), t.Glyph(theme.Ellipsis))
		width += cells.Width(text)
		b.WriteString(t.Paint(s.role, text))
	}
	for _, s := range left {
		put(s)
	}
	if pad := w - width - used(right); pad > 0 {
		b.WriteString(t.Paint(theme.StatusBar, strings.Repeat(" ", pad)))
	}
	room, width = w, 0
	for _, s := range right {
		put(s)
	}
	return b.String()
}

func used(segments []segment) int {
	n := 0
	for _, s := range segments {
		n += cells.Width(s.text) + 2
	}
	return n
}

// giveWay shortens or removes the segment of the lowest rank; rank 9 stays.
func giveWay(left, right *[]segment) bool {
	from, at := left, -1
	lowest := 9
	for _, side := range []*[]segment{left, right} {
		for i, s := range *side {
			if s.rank < lowest {
				from, at, lowest = side, i, s.rank
			}
		}
	}
	if at < 0 {
		return false
	}
	if s := &(*from)[at]; s.short != "" {
		s.text, s.short = s.short, ""
		return true
	}
	*from = append((*from)[:at:at], (*from)[at+1:]...)
	return true
}

func (a *App) statusLeft() []segment {
	var out []segment
	who := a.session.Profile
	switch {
	case !a.session.SignedIn():
		who = "not signed in"
	case a.session.Place == Sandbox:
		who = "sandbox"
	case who == "":
		who = "signed in"
	}
	if a.session.Team > 0 {
		who += " · team " + strconv.FormatInt(a.session.Team, 10)
	}
	if a.session.Access == ReadOnly {
		who += " · read-only"
	}
	out = append(out, segment{text: cells.Clean(who), role: theme.StatusBar, rank: 8})
	if ref, ok := a.shownRef(); ok {
		out = append(out, segment{text: cells.Clean(ref.Identifier), role: theme.StatusBar, rank: 9})
	}
	if edit := a.workState(); edit.text != "" {
		out = append(out, edit)
	}
	if words := a.companyWords(); words != "" {
		out = append(out, segment{text: words, role: theme.StatusWarn, rank: 6})
	}
	if words, role := a.findingWords(); words != "" {
		out = append(out, segment{text: words, role: role, rank: 5})
	}
	return out
}

func (a *App) statusRight() []segment {
	var out []segment
	switch a.screen {
	case onDetail, onVersion:
		out = append(out, segment{text: cells.Clean(a.reader().Position()), role: theme.StatusDim, rank: 4})
	case onHistory:
		out = append(out, segment{text: a.past.model.Position(), role: theme.StatusDim, rank: 4})
	case onEditor:
		if a.width >= pathWidth {
			out = append(out, segment{text: cells.Truncate(cells.Clean(a.editor.Path()), a.width/3, "…"), role: theme.StatusDim, rank: 2})
		}
		place := segment{text: cells.Clean(a.editor.Position()), role: theme.StatusDim, rank: 4}
		if at, _, selecting := strings.Cut(place.text, " ("); selecting {
			place.short = at
		}
		out = append(out, place)
	}
	words, role := a.rate.view(a.clock.Now())
	budget := segment{text: words, role: role, rank: 6}
	if role == theme.StatusDim { // old, and nothing to warn of: the place in the text says more
		budget.rank, budget.short = 3, strings.TrimSuffix(words, " ago")
	}
	out = append(out, budget)
	if keys := a.keys.named("help").keys; len(keys) > 0 {
		out = append(out, segment{text: keys[0] + " help", role: theme.StatusDim, rank: 1})
	}
	return out
}

// workState tells of the edit: saved, edited, kept on this machine or not. Its text
// is empty when there is nothing to tell.
func (a *App) workState() segment {
	say := func(words string, role theme.Role) segment { return segment{text: words, role: role, rank: 7} }
	switch {
	case a.save != nil && a.save.out():
		return say("saving…", theme.StatusWarn)
	case a.work == nil:
		return segment{}
	case a.notConfirmed():
		return say("save not confirmed", theme.StatusError)
	case a.work.company == lookingOn:
		return say("read-only, open elsewhere", theme.StatusWarn)
	case !a.unsaved() && a.work.saved:
		return say("saved", theme.StatusBar)
	case !a.unsaved():
		return segment{}
	case a.work.unprotected != "":
		edit := say("edited · NOT PROTECTED: "+a.work.unprotected, theme.StatusError)
		edit.short = "edited · NOT PROTECTED"
		return edit
	}
	if len(a.work.undone) > 0 {
		edit := say("edited · merge undone", theme.StatusWarn)
		edit.short = "merge undone"
		return edit
	}
	return say("edited", theme.StatusWarn)
}

func (a *App) findingWords() (string, theme.Role) {
	var errors, warnings int
	switch a.screen {
	case onDetail, onVersion:
		errors, warnings = a.reader().FindingCounts()
	case onEditor:
		errors, warnings = a.editor.FindingCounts()
	}
	switch {
	case errors > 0:
		return cells.Plural(errors, "error"), theme.StatusError
	case warnings > 0:
		return cells.Plural(warnings, "warning"), theme.StatusWarn
	}
	return "", theme.StatusBar
}

// countdown writes what is left as 12:04 or 1:02:03, rounded up to seconds.
func countdown(d time.Duration) string {
	seconds := int((d + time.Second - 1) / time.Second)
	if seconds >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	}
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}

// shortAge is an age in one unit, for the status bar.
func shortAge(d time.Duration) string {
	switch {
	case d < time.Hour:
		return strconv.Itoa(int(d.Minutes())) + " min"
	case d < 48*time.Hour:
		return strconv.Itoa(int(d.Hours())) + " h"
	}
	return strconv.Itoa(int(d.Hours()/24)) + " days"
}
