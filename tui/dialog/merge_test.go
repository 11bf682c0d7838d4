// These tests hold that a merge decides nothing by itself, that every decision
// is told in words, and that it goes on only when all of them are made.
package dialog

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"patchbay/api/document"
	"patchbay/tui/theme"
)

func there(s string) document.Written { return document.Written{There: true, Text: s} }

// notJSON is a check as the application makes it.
func notJSON(own string) string {
	if ok, _ := document.Valid(own); !ok {
		return "This is not JSON."
	}
	return ""
}

func clashes() []MergeClash {
	return []MergeClash{
		{Path: "Name", Kind: "changed by both", Base: there("Example Ads"), Mine: there("Example Ads 2"), Theirs: there("Example Adverts"), Written: Phrase},
		{Path: "reporting.reportTypes[3].fields[1]", Kind: "changed by both", Check: notJSON,
			Base:   there("{\n        \"id\": \"clicks\",\n        \"label\": \"Clicks\",\n        \"type\": \"metric\"\n      }"),
			Mine:   there("{\n        \"id\": \"clicks\",\n        \"label\": \"All clicks\",\n        \"type\": \"metric\"\n      }"),
			Theirs: there("{\n        \"id\": \"clicks\",\n        \"label\": \"Clicks\",\n        \"format\": \"int\",\n        \"type\": \"metric\"\n      }")},
		{Path: "secrets[0]", Kind: "changed here, removed there", Check: notJSON, Base: there(`{"id":"token"}`), Mine: there(`{"id":"key"}`)},
	}
}

// merged is what a merge came to.
type merged struct {
	settled           []document.Settle
	wentOn, back, new int
}

func (r *merged) of(clashes ...MergeClash) *Merge {
	return NewMerge(MergeContent{
		Title:   "Somebody else saved T3S70 since you opened it",
		Intro:   Lines("T3S70 “Example Ads” of team 936506", "Live since 2025-03-01 14:02 UTC (2 min ago)."),
		Taken:   []document.Change{{Kind: document.Added, Dotted: "secrets[1]", After: `{"id":"theirs"}`}},
		Kept:    []document.Change{{Kind: document.Changed, Dotted: "reporting.reportTypes[0].name", Before: `"a"`, After: `"b"`}},
		Clashes: clashes,
		GoOn:    func(s []document.Settle) tea.Cmd { r.settled = s; r.wentOn++; return nil },
		Back:    func() tea.Cmd { r.back++; return nil },
		Reload:  func() tea.Cmd { r.new++; return nil },
	})
}

// walked draws the merge after each key, as a screen does.
func walked(t testing.TB, m *Merge, keys ...string) string {
	t.Helper()
	shown := screen(t, m, 80, 24)
	for _, k := range keys {
		pressed(t, m, k)
		shown = screen(t, m, 80, 24)
	}
	return shown
}

// pressed does what the keys mean, without drawing.
func pressed(t testing.TB, m *Merge, keys ...string) {
	t.Helper()
	for _, k := range keys {
		do(press(t, m, k))
	}
}

func shows(t *testing.T, shown string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(shown, text) {
			t.Fatalf("%q is not shown:\n%s", text, shown)
		}
	}
}

func TestMergeScreens(t *testing.T) {
	opened := func(keys ...string) func() Dialog {
		return func() Dialog {
			m := new(merged).of(clashes()...)
			walked(t, m, keys...)
			return m
		}
	}
	golden(t, "merge", opened())
	golden(t, "merge-clash", opened("n", "n"))
	golden(t, "merge-decided", opened("n", "n", "n", "t", "enter"))
	golden(t, "merge-own", opened("n", "n", "e"))
	golden(t, "merge-alone", func() Dialog { return new(merged).of() })
}

func TestWithoutAClashEnterGoesOn(t *testing.T) {
	var r merged
	m := r.of()
	shows(t, walked(t, m), "Both go together", "comes in by itself: 1 added", "secrets[1]", "stays: 1 changed", "[enter] go on to the review")
	walked(t, m, "m", "t", "e", "n", "p", "M", "T", "y", "space")
	if r.wentOn > 0 {
		t.Fatal("went on without enter")
	}
	walked(t, m, "enter")
	if r.wentOn != 1 || len(r.settled) != 0 {
		t.Errorf("%+v", r)
	}
	walked(t, m, "enter", "enter")
	if r.wentOn != 1 {
		t.Error("went on twice")
	}
}

func TestEveryClashIsDecidedByAKeyOfItsOwn(t *testing.T) {
	var r merged
	m := r.of(clashes()...)
	shows(t, walked(t, m), "In 3 places", "? Name", "? secrets[0]")
	if strings.Contains(walked(t, m), "go on") {
		t.Fatal("going on is offered")
	}
	shows(t, walked(t, m, "enter"), "Clash 1 of 3 · not decided · 3 open", "Not decided yet: 3 of 3.")
	shows(t, walked(t, m, "m"), "decided: mine · 2 open")
	shows(t, walked(t, m, "right"), "Clash 2 of 3 · not decided", "reportTypes[3].fields[1]", "changed by both")
	shows(t, walked(t, m, "t"), "decided: theirs · 1 open")
	shows(t, walked(t, m, "enter"), "Clash 3 of 3 · not decided", "changed here, removed there", "(removed by the other save)", "Not decided yet: 1 of 3.")
	if r.wentOn > 0 {
		t.Fatal("went on with a clash open")
	}
	shows(t, walked(t, m, "t"), "all are decided", "go on to the review")
	shows(t, walked(t, m, "left"), "Clash 2 of 3 · decided: theirs")
	walked(t, m, "m", "enter")
	if want := []document.Choice{document.Mine, document.Mine, document.Theirs}; !slices.EqualFunc(r.settled, want, func(s document.Settle, c document.Choice) bool { return s.Choice == c }) {
		t.Errorf("settled %+v", r.settled)
	}
}

func TestAllRemainingOnesAreDecidedAtOnceAndTheirNumberIsTold(t *testing.T) {
	var r merged
	m := r.of(clashes()...)
	shows(t, walked(t, m), "all 3 left: mine", "all 3 left: theirs")
	walked(t, m, "n", "t")
	shows(t, walked(t, m, "n"), "all 2 left: mine")
	walked(t, m, "M", "enter")
	if want := []document.Choice{document.Theirs, document.Mine, document.Mine}; !slices.EqualFunc(r.settled, want, func(s document.Settle, c document.Choice) bool { return s.Choice == c }) {
		t.Errorf("settled %+v", r.settled)
	}
}

func TestWhatWasNotSeenIsNotDecided(t *testing.T) {
	var r merged
	m := r.of(clashes()...)
	pressed(t, m, "M", "n", "m", "enter")
	if m.left != 3 || m.page != 0 {
		t.Errorf("%d left on page %d before it was drawn", m.left, m.page)
	}
	screen(t, m, 80, 24)
	pressed(t, m, "n", "m", "n", "m")
	if m.left != 3 || m.page != 1 {
		t.Errorf("%d left on page %d before the page was drawn", m.left, m.page)
	}
}

func TestEscAndReloadLeaveEverything(t *testing.T) {
	for _, key := range []string{"esc", "r"} {
		var r merged
		m := r.of(clashes()...)
		walked(t, m, "n", "m", "n", "m")
		out := press(t, m, key)
		do(out)
		if !out.Close || r.wentOn > 0 || r.back+r.new != 1 {
			t.Errorf("%s: %+v", key, r)
		}
	}
}

func TestATextOfTheUsersOwn(t *testing.T) {
	var r merged
	m := r.of(clashes()...)
	shows(t, walked(t, m, "n", "n", "e"), "Your own: reporting.reportTypes[3].fields[1]", `"label": "All clicks"`, "[ctrl+s] OK", "[esc] back; what you wrote is kept")
	walked(t, m, "esc")
	if m.left != 3 {
		t.Fatal("leaving the field decided something")
	}
	walked(t, m, "e", "ctrl+a")
	m.Paste("{\"id\": 1,")
	shows(t, walked(t, m, "ctrl+s"), "This is not JSON.")
	m.Paste("\n  \"m\": \"t\"}")
	shows(t, walked(t, m, "ctrl+s"), "decided: your own · 2 open", "Your own", `"id": 1`)
	walked(t, m, "M", "enter")
	if got := r.settled[1]; got.Choice != document.Own || got.JSON != "{\"id\": 1,\n  \"m\": \"t\"}" {
		t.Errorf("settled %+v", got)
	}
	walked(t, m)
	if shown := walked(t, r.of(clashes()...), "n", "e"); !strings.Contains(shown, "[enter] OK") {
		t.Errorf("a name is written on one line:\n%s", shown)
	}
}

func TestWhatCannotGoOnIsSaidAndCanBeDecidedAgain(t *testing.T) {
	var r merged
	m := r.of(clashes()...)
	walked(t, m, "M", "enter")
	if shown := walked(t, m, "n"); strings.Contains(shown, "Clash 1") || !strings.Contains(shown, "[esc]") {
		t.Errorf("it goes on and can still be changed:\n%s", shown)
	}
	m.SetError("The key you wrote stands in that object already\x1b[2J.")
	shows(t, walked(t, m), "The key you wrote stands in that object already␛[2J.")
	walked(t, m, "n", "t", "enter")
	if r.wentOn != 2 || r.settled[0].Choice != document.Theirs {
		t.Errorf("%+v", r)
	}
}

func TestOnlyTheKeysOfAMergeReact(t *testing.T) {
	known := append(slices.Clone(scrollKeys), "m", "t", "e", "n", "p", "left", "right", "M", "T", "enter", "r", "esc")
	for _, k := range everyKey() {
		if slices.Contains(known, k) {
			continue
		}
		var r merged
		m := r.of(clashes()...)
		before := walked(t, m, "n", "m", "n")
		out := press(t, m, k)
		if after := walked(t, m); out.Close || out.Then != nil || after != before {
			t.Errorf("%s did something:\n%s", k, after)
		}
	}
	m := new(merged).of(clashes()...)
	walked(t, m, "n")
	m.Paste("mtMT\n")
	if m.left != 3 {
		t.Error("a paste decided something")
	}
}

func TestSidesStandBesideEachOtherWhereThereIsRoom(t *testing.T) {
	m := new(merged).of(clashes()...)
	walked(t, m, "n", "n")
	wide := screen(t, m, 100, 40)
	shows(t, wide, `*   "label": "All clicks"`, `*   "label": "Clicks"`, `*   "format": "int"`)
	beside := func(shown string) bool {
		for _, row := range strings.Split(shown, "\n") {
			if strings.Contains(row, "All clicks") && strings.Contains(row, `"label": "Clicks"`) {
				return true
			}
		}
		return false
	}
	if !beside(wide) || beside(screen(t, m, 99, 40)) {
		t.Errorf("100 cells:\n%s\n99 cells:\n%s", wide, screen(t, m, 99, 40))
	}
}

func TestLongValuesAreCutAndTheirSizeIsSaid(t *testing.T) {
	long := `"` + strings.Repeat("x", 90_000) + `"`
	m := new(merged).of(MergeClash{Path: "a", Kind: "changed by both", Base: there(`1`), Mine: there(long), Theirs: there(`2`)})
	shows(t, walked(t, m, "n"), "(90,002 bytes, cut)")
	shows(t, walked(t, m, "e"), "Too large to edit here (90,002 bytes)")
	// What both have is left out, and an object on one line is laid out.
	var b strings.Builder
	for i := range 400 {
		fmt.Fprintf(&b, "%q:%d,", fmt.Sprint("k", i), i)
	}
	one := "{" + b.String() + `"z":1}`
	m = new(merged).of(MergeClash{Path: "a", Kind: "changed by both", Base: there(one), Mine: there(strings.Replace(one, `"k200":200`, `"k200":1`, 1)), Theirs: there(strings.Replace(one, `"k200":200`, `"k200":2`, 1))})
	walked(t, m, "n")
	shows(t, screen(t, m, 80, 60), "(198 lines alike)", `*   "k200": 1,`, `*   "k200": 2,`)
}

func TestHostileTextInAMerge(t *testing.T) {
	for _, s := range hostile {
		v := there(s)
		c := MergeClash{Path: s, Kind: s, Base: v, Mine: there(s + "m"), Theirs: there("t" + s), Check: notJSON}
		m := NewMerge(MergeContent{Title: s, Intro: Lines(s), Clashes: []MergeClash{c},
			Taken: []document.Change{{Kind: document.Changed, Dotted: s, Before: s, After: s}}})
		checkEverySize(t, m)
		pressed(t, m, "n")
		checkEverySize(t, m)
		pressed(t, m, "e")
		checkEverySize(t, m)
	}
}

func TestAMergeIsDrawnInASCII(t *testing.T) {
	m := new(merged).of(clashes()...)
	walked(t, m, "n", "n", "m")
	for _, w := range []int{60, 120} {
		out, _ := compose(t, theme.New(theme.Dark, theme.NoColour, theme.ASCII), m, w, 24)
		for _, r := range ansi.Strip(out) {
			if r > 0x7e {
				t.Fatalf("%d cells: %q in\n%s", w, r, ansi.Strip(out))
			}
		}
	}
}

// BenchmarkMerge draws a clash of 32 KB on each side among 300, scrolling.
func BenchmarkMerge(b *testing.B) {
	var all []MergeClash
	for i := range 300 {
		all = append(all, MergeClash{Path: fmt.Sprint("a[", i, "]"), Kind: "changed by both",
			Base: there(strings.Repeat("\"x\",\n", 8000)), Mine: there(strings.Repeat("\"x\",\n\"m\",\n", 4000)), Theirs: there(strings.Repeat("\"x\",\n\"t\",\n", 4000))})
	}
	m := new(merged).of(all...)
	th := plain()
	m.View(th, 200, 60)
	b.Run("scroll", func(b *testing.B) {
		m.turn(1)
		for b.Loop() {
			m.scroll.by(1)
			m.View(th, 200, 60)
		}
	})
	b.Run("turn", func(b *testing.B) {
		for b.Loop() {
			m.turn(1)
			m.View(th, 200, 60)
		}
	})
}
