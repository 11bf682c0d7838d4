// This file tests what happens around a paste: it stays as it is, and a repair
// is offered for as long as it fits.
package editor

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"patchbay/tui/text"
	"patchbay/tui/theme"
)

// In the scripts a backquote stands for a single quotation mark.
func quotes(scenes []scene) []scene {
	for i := range scenes {
		scenes[i].after = strings.ReplaceAll(scenes[i].after, "`", "'")
	}
	return scenes
}

func TestAPasteIsRepairedOnlyWhenAsked(t *testing.T) {
	play(t, quotes([]scene{
		{"{|}", "paste'a: 1'", "{a: 1|}"},
		{"{|}", "paste'a: 1' repair", "{\"a\": 1|}"},
		{"{|}", "paste'a: 1' repair undo", "{a: 1|}"},
		{"{|}", "paste'a: 1' repair undo undo", "{|}"},
		{"{|}", "paste'a: 1' repair undo redo", "{\"a\": 1|}"},
		{"{[\"x\": 1|]}", "paste'a: True // c\n' repair", "{\"a\": true\n|}"},
		{"‹|›", "paste'1,\n2,\n// x\n{\"c\": 3,}' repair", "‹1,\n2,\n{\"c\": 3}|›"},
		// It is gone once something else happens to the text.
		{"{|}", "paste'a: 1' 'x' repair", "{a: 1x|}"},
		{"{|}", "paste'a: 1' undo repair", "{|}"},
		{"{|}", "paste'a: 1' undo redo repair", "{a: 1|}"},
		{"{|}", "paste'a: 1' back repair", "{a: 1|}"},
		{"{|}", "paste'a: 1' repair repair", "{\"a\": 1|}"},
		{"{|}", "paste'a: 1,' paste'\"b\": 1' repair", "{a: 1,\"b\": 1|}"},
		// Moving does not end it, and the cursor keeps its place.
		{"{|}", "paste'a: 1' docstart repair", "|{\"a\": 1}"},
		{"{|}", "paste'a: 1,\n\"b\": 2' left left repair", "{\"a\": 1,\n\"b\":| 2}"},
		{"{|}", "paste'a: 1' docstart selectall repair", "[{\"a\": 1}|]"},
		// Within a string everything is text, and so is what needs no repair.
		{"{\"a\": \"|\"}", "paste'None' repair", "{\"a\": \"None|\"}"},
		{"{|}", "paste'\"a\": 1,' repair", "{\"a\": 1,|}"},
		{"{|}", "paste'so: not that' repair", "{so: not that|}"},
		// From inside.
		{"{[a: 1|]}", "cut pasteinside repair", "{\"a\": 1|}"},
		// The selection.
		{"{[a: 1|]}", "repairselection", "{[\"a\": 1|]}"},
		{"{[|a: 1]}", "repairselection undo", "{[|a: 1]}"},
		{"x [{a: 1,} |]y", "repairselection", "x [{\"a\": 1} |]y"},
		{"{a: |1}", "repairselection", "{a: |1}"},
		{"{[a: b|]}", "repairselection", "{[a: b|]}"},
		{"[{\"a\": 1}|]", "repairselection", "[{\"a\": 1}|]"},
		// Line ends are those of the text.
		{"{\r\n|}", "paste'a: 1 # c\rb: 2' repair", "{\r\n\"a\": 1,\r\n\"b\": 2|}"},
	}))
}

// below returns the lines under the text.
func belowText(m *Model) string {
	frame, _ := m.View(plain, 80, 24)
	rows := strings.Split(ansi.Strip(frame), "\n")
	return strings.Join(strings.Fields(strings.Join(rows[m.drawn.Height:], " ")), " ")
}

func TestTheOfferIsSaid(t *testing.T) {
	m := New(&host{}, Content{Configuration: text.New("{\n}"), Keys: Keys{Repair: "alt+enter"}})
	do(m, "end")
	m.Paste("\n  // one\n  'a': [1, 2,],\n  b: None // two")
	want := "i What was pasted is not JSON. alt+enter repairs it: 2 comments removed, 1 trailing comma removed, 1 text put in double quotation marks, 1 key put in quotation marks, 1 word of Python written as JSON."
	if got := belowText(m); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	do(m, "docend")
	if belowText(m) != want {
		t.Error("moving ends the offer")
	}
	do(m, "form form")
	if belowText(m) != want {
		t.Error("looking at the form ends the offer")
	}
	if !m.Back() || belowText(m) != "" {
		t.Errorf("esc does not end the offer: %s", belowText(m))
	}
	m.Undo()
	m.keys.Repair = ""
	m.Paste("\n a: 1")
	if got := belowText(m); !strings.Contains(got, "palette repairs it: 1 key") {
		t.Error(got)
	}
	m.RepairPaste()
	if got := m.host.(*host).last(); got != "Repaired: 1 key put in quotation marks. Undo gives back what was pasted." {
		t.Error(got)
	}
	m.RepairPaste()
	if got := m.host.(*host).last(); got != "Nothing was pasted that can be repaired." {
		t.Error(got)
	}
}

func TestWhatTheSelectionIsToldIsSaid(t *testing.T) {
	for marked, want := range map[string]string{
		"{a: |1}":         "Select the text to be repaired first.",
		"[{a: b}|]":       "The selection cannot be repaired without guessing.",
		"[{\"a\": 1}|]":   "The selection is JSON already.",
		"[{\"a\": 1,}|]x": "Repaired: 1 trailing comma removed. Undo takes it back.",
	} {
		m, h := open(marked)
		m.RepairSelection()
		if h.last() != want {
			t.Errorf("%s: %s", marked, h.last())
		}
	}
	m, h := open("[{a: 1}|]")
	m.SetAccess(ReadOnly)
	m.RepairSelection()
	if marked(m) != "[{a: 1}|]" || !strings.Contains(h.last(), "read-only") {
		t.Errorf("%s: %s", marked(m), h.last())
	}
}

// A large paste is examined away from the event loop: it is there at once, the
// offer comes when it is known, and not if something else happened meanwhile.
func TestALargePasteDoesNotHoldUpTyping(t *testing.T) {
	piece := "// large\n" + strings.Repeat("'a',\n", 50<<10)
	m, _ := open("[x|]")
	m.Paste(piece)
	if m.buf.Text().String() != piece {
		t.Fatal("not pasted as it is")
	}
	if _, ok := m.offered(); ok {
		t.Fatal("examined in the event loop")
	}
	work := m.Work()
	deliver(m, work())
	o, ok := m.offered()
	if !ok || mendings(o.did) != "1 comment removed, 51200 texts put in double quotation marks" {
		t.Fatalf("%v %s", ok, mendings(o.did))
	}
	do(m, "repair")
	if got := m.buf.Text().String(); got != strings.Repeat("\"a\",\n", 50<<10) {
		t.Errorf("repaired to %.40q", got)
	}
	do(m, "undo")
	if m.buf.Text().String() != piece {
		t.Error("undo does not give the paste back")
	}
	do(m, "undo")
	if marked(m) != "[x|]" {
		t.Errorf("a large paste is more than one step: %.40q", marked(m))
	}

	m.Paste(piece)
	late := m.Work()
	do(m, "'y'")
	deliver(m, late())
	if _, ok := m.offered(); ok {
		t.Error("offered for a text that has changed since")
	}
	do(m, "undo")
	m.SelectAll()
	m.RepairSelection()
	late = m.Work()
	do(m, "right 'z'")
	before := m.buf.Text()
	deliver(m, late())
	if !m.buf.Text().Same(before) {
		t.Error("a selection was repaired in a text that has changed since")
	}
}

// BenchmarkPaste5MB is what the event loop does for a paste of 5 MB, with the
// frame after it.
func BenchmarkPaste5MB(b *testing.B) {
	th := theme.New(theme.Dark, theme.Colours256, theme.Unicode)
	piece := strings.ReplaceAll(large(5<<20), "\n", "\r")
	m := New(&host{}, Content{Configuration: text.New(large(1 << 20))})
	m.GoToOffset(500_000)
	b.ReportAllocs()
	for b.Loop() {
		m.Paste(piece)
		m.View(th, 120, 40)
		m.Work()
		b.StopTimer()
		m.Undo()
		m.Drain()
		b.StartTimer()
	}
}

// BenchmarkRepairOfEveryOtherLine accepts a repair that touches every other line, with
// the frame after it.
func BenchmarkRepairOfEveryOtherLine(b *testing.B) {
	th := theme.New(theme.Dark, theme.Colours256, theme.Unicode)
	piece := strings.Repeat("'a row',\n\"the next row, as it should be\",\n", 3<<20/40)
	m := New(&host{}, Content{Configuration: text.New("[\n]")})
	m.GoToOffset(2)
	m.Paste(piece)
	deliver(m, m.Work()())
	o, _ := m.offered()
	for b.Loop() {
		m.offer = o
		m.offer.of = m.buf.Text()
		m.RepairPaste()
		m.View(th, 120, 40)
		b.StopTimer()
		m.Undo()
		m.Drain()
		b.StartTimer()
	}
	b.ReportMetric(float64(len(o.edit)), "changes")
}
