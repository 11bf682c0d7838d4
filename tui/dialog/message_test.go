// These tests hold what a message shows and which keys it answers to.
package dialog

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"patchbay/tui/theme"
)

func says(texts ...string) func() []Line { return func() []Line { return Lines(texts...) } }

func refusal() *Message {
	return NewMessage("Not saved", Trouble, says(
		"The platform refused this save: the Configuration has a Report Type without an id. What is live did not change.",
		"", "status 422", "code VALIDATION_FAILED", "message Unprocessable Entity",
		"description reporting.reportTypes[3] must have an id", "request id 01JH2S8Q3V9W"),
		Choice{Key: "enter", Label: "go to the place"}, Choice{Key: "c", Label: "copy the details"},
		Choice{Key: "e", Label: "export the text"}, Choice{Key: "esc", Label: "go on editing"})
}

func TestMessageScreens(t *testing.T) {
	golden(t, "message", func() Dialog { return refusal() })
	golden(t, "question", func() Dialog {
		return NewQuestion("ctrl+q", "Quit with unsaved work?",
			says("The edit of T3S70 is kept on this machine and offered again next time."),
			Choice{Label: "keep editing"}, Choice{Key: "y", Label: "quit"})
	})
	golden(t, "long", func() Dialog {
		m := NewMessage("Help", Plain, numbered(80), Choice{Key: "esc", Label: "close"})
		press(t, m, "pgdown")
		m.View(plain(), 80, 24)
		press(t, m, "G", "k")
		return m
	})
}

func numbered(n int) func() []Line {
	return func() []Line {
		var out []Line
		for i := range n {
			out = append(out, Line{Text: fmt.Sprintf("line %d", i+1)})
		}
		return out
	}
}

func TestEachKindIsToldByASignToo(t *testing.T) {
	for kind, want := range map[Kind]string{Plain: "┌─ T", Trouble: "✗ T", Warn: "! T", Good: "✓ T", Question: "? T"} {
		if got := screen(t, NewMessage("T", kind, says("x")), 60, 16); !strings.Contains(got, want) {
			t.Errorf("kind %d: %q is not in\n%s", kind, want, got)
		}
	}
}

func TestColoursAndSpansOfALine(t *testing.T) {
	m := NewMessage("T", Plain, func() []Line {
		return []Line{{Role: theme.Error, Text: "code TEAM_MISMATCH", Spans: []Span{{From: 5, To: 18, Role: theme.Strong}}}}
	})
	th := theme.New(theme.Dark, theme.Colours16, theme.Unicode)
	box, _ := m.View(th, 60, 16)
	if want := th.Paint(theme.Error, "code ") + th.Paint(theme.Strong, "TEAM_MISMATCH"); !strings.Contains(box, want) {
		t.Errorf("%q is not in %q", want, box)
	}
	if want := "\x1b[1;96m[esc]\x1b[m close"; !strings.Contains(box, want) {
		t.Errorf("%q is not in %q", want, box)
	}
}

func TestSpansGoOnInTheNextRow(t *testing.T) {
	rows := layOut([]Line{{Text: "one two three four", Spans: []Span{{From: 4, To: 13, Role: theme.Strong}, {From: 14, To: 18, Role: theme.Error}}}}, 8)
	var got []string
	for _, r := range rows {
		got = append(got, r.paint(plain()))
	}
	want := []string{"one \x1b[1mtwo\x1b[m", "\x1b[1mthree\x1b[m", "\x1b[1mfour\x1b[m"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLongTextIsScrolledAndSaysWhereItIs(t *testing.T) {
	m := NewMessage("Help", Plain, numbered(80))
	show := func() string { return screen(t, m, 80, 24) }
	has := func(keys, first, where string) {
		t.Helper()
		press(t, m, strings.Fields(keys)...)
		got := show()
		if !strings.Contains(got, "│ "+first+" ") || !strings.Contains(got, " "+where+" ") {
			t.Errorf("after %q: no %q, %q in\n%s", keys, first, where, got)
		}
	}
	has("", "line 1", "1–15 of 80")
	has("down j", "line 3", "3–17 of 80")
	has("up k up", "line 1", "1–15 of 80")
	has("pgdown", "line 15", "15–29 of 80")
	has("space", "line 29", "29–43 of 80")
	has("pgup", "line 15", "15–29 of 80")
	has("ctrl+d", "line 22", "22–36 of 80")
	has("ctrl+u", "line 15", "15–29 of 80")
	has("end", "line 66", "66–80 of 80")
	has("down", "line 66", "66–80 of 80")
	has("home", "line 1", "1–15 of 80")
	has("G", "line 66", "66–80 of 80")
	has("g", "line 1", "1–15 of 80")
}

func TestShortTextHasNoIndicator(t *testing.T) {
	if got := screen(t, NewMessage("T", Plain, numbered(3)), 80, 24); strings.Contains(got, " of 3") {
		t.Errorf("\n%s", got)
	}
}

func TestChoicesAreSeenWhateverTheText(t *testing.T) {
	var choices []Choice
	for _, k := range []string{"enter", "r", "c", "s", "p", "e", "w"} {
		choices = append(choices, Choice{Key: k, Label: "a rather long label for " + k})
	}
	for _, size := range []Size{Fits, Full} {
		m := NewMessage("T", Trouble, numbered(500), choices...)
		m.SetSize(size)
		for _, c := range [][2]int{{60, 16}, {80, 24}, {200, 60}} {
			got := screen(t, m, c[0], c[1])
			for _, x := range append(choices, Choice{Key: "esc", Label: "close"}) {
				if !strings.Contains(got, "["+x.Key+"] "+x.Label) {
					t.Errorf("%v: no %q in\n%s", c, x.Key, got)
				}
			}
			if !strings.Contains(got, "line 1 ") {
				t.Errorf("%v: no text in\n%s", c, got)
			}
		}
	}
}

func TestFullTakesTheWholeScreen(t *testing.T) {
	m := NewMessage("T", Plain, says("x"))
	m.SetSize(Full)
	box, _ := m.View(plain(), 80, 24)
	rows := strings.Split(box, "\n")
	if len(rows) != 24 || ansi.StringWidth(rows[0]) != 80 {
		t.Errorf("%d×%d", ansi.StringWidth(rows[0]), len(rows))
	}
}

func TestFitsIsNeverWiderThanItsTextNeeds(t *testing.T) {
	for w := 40; w <= 200; w += 7 {
		box, _ := NewMessage("T", Plain, says(strings.Repeat("word ", 100))).View(plain(), w, 60)
		if got, want := ansi.StringWidth(strings.Split(box, "\n")[0]), min(w-4, 76); got != want {
			t.Errorf("screen of %d: box of %d, want %d", w, got, want)
		}
	}
	box, _ := NewMessage("T", Plain, says("short")).View(plain(), 200, 60)
	if got := ansi.StringWidth(strings.Split(box, "\n")[0]); got != 24 {
		t.Errorf("a short text has a box of %d", got)
	}
	box, _ = NewMessage("T", Plain, numbered(500)).View(plain(), 200, 60)
	if got := strings.Count(box, "\n") + 1; got != 48 {
		t.Errorf("a long text has a box of %d rows", got)
	}
}

func TestOnlyChoicesAndScrollingReact(t *testing.T) {
	for _, k := range everyKey() {
		ran := 0
		m := NewMessage("T", Plain, numbered(100),
			Choice{Key: "r", Label: "retry", Do: func() tea.Cmd { ran++; return nil }},
			Choice{Key: "c", Label: "copy", Stay: Stays, Do: func() tea.Cmd { ran++; return nil }})
		m.View(plain(), 80, 24)
		press(t, m, "down")
		was := m.scroll.top
		out := press(t, m, k)
		if out.Then != nil {
			out.Then()
		}
		known := slices.Contains(scrollKeys, k)
		switch {
		case k == "r" && (!out.Close || ran != 1):
			t.Errorf("r must close and run")
		case k == "c" && (out.Close || ran != 1):
			t.Errorf("c must stay and run")
		case k == "esc" && (!out.Close || ran != 0):
			t.Errorf("esc must close")
		case k != "r" && k != "c" && k != "esc" && (out.Close || out.Then != nil):
			t.Errorf("%q must do nothing", k)
		case !known && m.scroll.top != was:
			t.Errorf("%q scrolled and is no key that scrolls", k)
		}
	}
	if out := NewMessage("T", Plain, says("x")).Paste("r"); out.Close || out.Then != nil {
		t.Error("a paste answers nothing")
	}
}

func TestEscOfTheCallerReplacesClose(t *testing.T) {
	ran := false
	m := NewMessage("T", Plain, says("x"), Choice{Key: "esc", Label: "keep editing", Do: func() tea.Cmd { ran = true; return nil }})
	out := press(t, m, "esc")
	if !out.Close || out.Then == nil || out.Then() != nil || !ran {
		t.Error("the caller's esc must run")
	}
	if got := screen(t, m, 60, 16); strings.Count(got, "[esc]") != 1 {
		t.Errorf("\n%s", got)
	}
}

func TestAQuestionsDefaultIsHarmless(t *testing.T) {
	kept, quit := 0, 0
	q := func() *Message {
		return NewQuestion("ctrl+q", "Quit?", says("x"),
			Choice{Label: "keep editing", Do: func() tea.Cmd { kept++; return nil }},
			Choice{Key: "y", Label: "quit", Do: func() tea.Cmd { quit++; return nil }})
	}
	for _, k := range []string{"enter", "esc"} {
		if out := press(t, q(), k); !out.Close || out.Then == nil {
			t.Errorf("%s must answer", k)
		} else {
			out.Then()
		}
	}
	if kept != 2 || quit != 0 {
		t.Errorf("kept %d, quit %d", kept, quit)
	}
	if out := press(t, q(), "ctrl+q"); out.Close || out.Then != nil {
		t.Error("the key that asked answers nothing")
	}
}

func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return false
}

func TestMistakesOfTheProgramAreFoundAtOnce(t *testing.T) {
	if !panics(func() {
		NewQuestion("y", "Quit?", says("x"), Choice{Label: "no"}, Choice{Key: "y", Label: "yes"})
	}) {
		t.Error("a question must not be answered by the key that asked it")
	}
	if !panics(func() {
		NewQuestion("q", "Quit?", says("x"), Choice{Label: "no"}, Choice{Key: "enter", Label: "yes"})
	}) {
		t.Error("enter is the harmless answer")
	}
	if !panics(func() { NewMessage("T", Plain, says("x"), Choice{Key: "a"}, Choice{Key: "a"}) }) {
		t.Error("two choices with one key")
	}
	if !panics(func() { NewMessage("T", Plain, says("x"), Choice{Label: "no key"}) }) {
		t.Error("a choice without a key")
	}
}

func TestALiveBodyIsAskedAgainAfterInvalidateOnly(t *testing.T) {
	asked, left := 0, 30
	m := NewMessage("Rate limit", Warn, func() []Line { asked++; return Lines(fmt.Sprintf("wait %d s", left)) })
	screen(t, m, 80, 24)
	left = 29
	if got := screen(t, m, 80, 24); asked != 1 || !strings.Contains(got, "wait 30 s") {
		t.Errorf("asked %d times:\n%s", asked, got)
	}
	m.Invalidate()
	if got := screen(t, m, 60, 16); asked != 2 || !strings.Contains(got, "wait 29 s") {
		t.Errorf("asked %d times:\n%s", asked, got)
	}
}

func TestInvalidateKeepsThePlace(t *testing.T) {
	m := NewMessage("T", Plain, numbered(80))
	screen(t, m, 80, 24)
	press(t, m, "pgdown")
	m.Invalidate()
	if got := screen(t, m, 80, 24); !strings.Contains(got, "15–29 of 80") {
		t.Errorf("\n%s", got)
	}
}

func TestChoicesCanChangeWhileOpen(t *testing.T) {
	m := NewMessage("T", Warn, says("x"), Choice{Key: "esc", Label: "cancel"})
	m.SetChoices(Choice{Key: "r", Label: "retry now"})
	if got := screen(t, m, 60, 16); !strings.Contains(got, "[r] retry now  [esc] close") {
		t.Errorf("\n%s", got)
	}
}

func TestAnEmptyBodyIsAskedOnce(t *testing.T) {
	asked := 0
	m := NewMessage("T", Plain, func() []Line { asked++; return nil })
	screen(t, m, 60, 16)
	screen(t, m, 60, 16)
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}

func TestHostileTextInAMessage(t *testing.T) {
	for _, s := range hostile {
		m := NewMessage(s, Trouble, func() []Line {
			return []Line{{Text: s, Spans: []Span{{From: 0, To: 3, Role: theme.Error}, {From: 2, To: 1 << 30, Role: theme.Good}}}, {Text: s, Wrap: Cut}}
		}, Choice{Key: "r", Label: s}, Choice{Key: "x\x1b[2J", Label: "odd key"})
		checkEverySize(t, m)
	}
}

func TestAMegabyteInOneLineIsCutAndSaid(t *testing.T) {
	m := NewMessage("T", Plain, says(strings.Repeat("ab宽", 200_000)))
	screen(t, m, 60, 16)
	press(t, m, "end")
	if got := screen(t, m, 60, 16); !strings.Contains(got, "more bytes are not shown") {
		t.Errorf("\n%s", got)
	}
	checkEverySize(t, m)
}
