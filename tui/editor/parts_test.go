// This file tests the three parts together: one history, the journal, the
// form, snapshots.
package editor

import (
	"fmt"
	"strings"
	"testing"

	"patchbay/tui/text"
)

// state is name, description and Configuration in one line.
func state(m *Model) string {
	s := m.Snapshot()
	return s.Name + "|" + s.Description + "|" + s.Text.String()
}

func TestOneHistoryOverNameDescriptionAndText(t *testing.T) {
	m, h := open("|{}")
	do(m, "'a' form 'b' nextfield 'c' form 'd'")
	if got := state(m); got != "Shopb|Ordersc|ad{}" {
		t.Fatalf("typed: %s", got)
	}
	for _, want := range []struct {
		state string
		focus Focus
		view  View
	}{
		{"Shopb|Ordersc|a{}", Text, JSON},
		{"Shopb|Orders|a{}", Description, Form},
		{"Shop|Orders|a{}", Name, Form},
		{"Shop|Orders|{}", Tree, Form},
	} {
		m.Undo()
		if state(m) != want.state || m.Typing() != want.focus || m.view != want.view {
			t.Errorf("undone: %s, focus %d, view %d; want %+v", state(m), m.Typing(), m.view, want)
		}
	}
	m.Undo()
	if h.last() != "Nothing to undo." {
		t.Errorf("said %q", h.last())
	}
	for range 4 {
		m.Redo()
	}
	if got := state(m); got != "Shopb|Ordersc|ad{}" {
		t.Errorf("done again: %s", got)
	}
	m.Redo()
	if h.last() != "Nothing to redo." {
		t.Errorf("said %q", h.last())
	}
	do(m, "undo form form 'x' redo")
	if got := state(m); got != "Shopbx|Ordersc|a{}" {
		t.Errorf("an edit ends what could be done again: %s", got)
	}
}

func TestTheJournalRebuildsEveryPart(t *testing.T) {
	m, _ := open("|{}")
	parts := [3]text.Text{text.New("Shop"), text.New("Orders"), text.New("{}")}
	replay := func(edits []PartEdit) {
		for _, e := range edits {
			parts[e.Part], _ = parts[e.Part].Apply(e.Edit)
		}
	}
	for _, script := range []string{"'{\"a'", "form 'x' nextfield newline 'y'", "undo undo undo", "redo", "selectall paste'z' undo", "form newline", "find 'a' back"} {
		do(m, script)
		replay(m.Drain())
		if got := fmt.Sprintf("%s|%s|%s", parts[0].String(), parts[1].String(), parts[2].String()); got != state(m) {
			t.Errorf("after %s the journal gives %s, the editor holds %s", script, got, state(m))
		}
	}
	if m.Drain() != nil {
		t.Error("edits are handed out twice")
	}
}

func TestTheRevisionGrowsWithEveryChangeOfAnyPart(t *testing.T) {
	m, _ := open("|{}")
	last := m.Revision()
	for _, script := range []string{"'a'", "undo", "redo", "form 'b'", "nextfield 'c'", "undo"} {
		do(m, script)
		if m.Revision() <= last {
			t.Errorf("after %s the revision is %d, before %d", script, m.Revision(), last)
		}
		last = m.Revision()
	}
	do(m, "right left find 'x' back form")
	if m.Revision() != last {
		t.Error("moving and searching changed the revision")
	}
}

func TestTheFormIsLeftAndEnteredByItsVerbs(t *testing.T) {
	m, _ := open("|{}")
	for _, step := range []struct {
		script string
		focus  Focus
	}{
		{"form", Name}, {"newline", Description}, {"nextfield", Tree}, {"nextfield", Name}, {"prevfield", Tree},
		{"prevfield", Description}, {"up", Name}, {"down", Description}, {"down", Tree}, {"indent", Name}, {"outdent", Tree}, {"form", Text},
	} {
		do(m, step.script)
		if m.Typing() != step.focus {
			t.Errorf("%s: focus %d, want %d", step.script, m.Typing(), step.focus)
		}
	}
	do(m, "form newline newline 'z'")
	if got := m.Snapshot().Description; got != "Orders\nz" {
		t.Errorf("a description of two lines: %q", got)
	}
	if !m.Back() || m.view != JSON || m.Back() {
		t.Error("back does not go from the form to the text and then out")
	}
}

func TestVerbsOfLinesLeaveTheFieldsAlone(t *testing.T) {
	m, _ := open("a\nb|\nc")
	do(m, "form")
	before := state(m)
	do(m, "duplicate moveup movedown deleteline bracket fold unfold pageup pagedown")
	if state(m) != before || marked(m) != "a\nb|\nc" {
		t.Errorf("now %s", state(m))
	}
}

func TestASnapshotBringsEverythingBack(t *testing.T) {
	m, _ := open("|" + numbered(200))
	do(m, "drawn pagedown pagedown down 'x' right+ drawn")
	s, steps := m.Snapshot(), len(m.history.undo)
	do(m, "docend 'y' form 'z' drawn")
	m.Replace(s)
	if got := m.Snapshot(); got.Name != s.Name || !got.Text.Equal(s.Text) || got.Selection != s.Selection || got.Place != s.Place {
		t.Errorf("brought back: %+v, want %+v", got.Place, s.Place)
	}
	if len(m.history.undo) != steps+4 { // y, z, and what took each back
		t.Errorf("%d steps of undo, want %d", len(m.history.undo), steps+4)
	}
	do(m, "undo")
	if got := m.Snapshot().Name; got != "Shopz" {
		t.Errorf("undoing the replacement gives the name %q", got)
	}
}

func TestAPlaceIsRestoredWithoutTouchingTheText(t *testing.T) {
	m, _ := open("|" + numbered(200))
	do(m, "drawn pagedown right+ right+ drawn")
	p, rev := m.Place(), m.Revision()
	do(m, "docend form nextfield drawn")
	m.RestorePlace(p)
	do(m, "drawn")
	if m.Place() != p || m.Revision() != rev {
		t.Errorf("restored %+v, want %+v", m.Place(), p)
	}
}

func TestBetweenGivesTheEditsFromOneSnapshotToAnother(t *testing.T) {
	m, _ := open("|{}")
	a := m.Snapshot()
	do(m, "'x' form 'y'")
	b := m.Snapshot()
	edits := Between(a, b)
	if len(edits) != 2 || edits[0].Part != NamePart || edits[1].Part != ConfigurationPart {
		t.Fatalf("edits %+v", edits)
	}
	got, _ := a.Text.Apply(edits[1].Edit)
	if !got.Equal(b.Text) || Between(b, b) != nil {
		t.Errorf("the edits give %q", got.String())
	}
}

func TestMarksOfRefusedPlaces(t *testing.T) {
	m, h := open("{\n  \"a\": 1,\n  \"b\": 2\n}|")
	understand(m)
	at, ok := m.OffsetOf("/b")
	if !ok {
		t.Fatal("no /b")
	}
	m.MarkAt(ConfigurationPart, at, "b must be text")
	if errors, _ := m.FindingCounts(); errors != 1 {
		t.Errorf("%d errors", errors)
	}
	do(m, "docstart '\n' nextfinding")
	if got := marked(m); got != "\n{\n  \"a\": 1,\n  |\"b\": 2\n}" || h.last() != "b must be text" {
		t.Errorf("%q, said %q", got, h.last())
	}
	m.MarkAt(NamePart, 0, "taken already")
	m.ShowPart(NamePart)
	if out, _ := m.View(plain, 80, 24); !strings.Contains(out, "taken already") {
		t.Errorf("the form does not say why the name was refused:\n%s", out)
	}
	do(m, "'2'")
	if out, _ := m.View(plain, 80, 24); strings.Contains(out, "taken already") {
		t.Error("the mark stays after the name was changed")
	}
	m.ClearMarks()
	if errors, _ := m.FindingCounts(); errors != 0 {
		t.Errorf("%d errors after clearing", errors)
	}
}

func TestFindings(t *testing.T) {
	m, h := open("|{\n  \"a\": 1\n  \"b\": tru\n}")
	do(m, "nextfinding")
	if h.last() != "No findings." {
		t.Errorf("before anything is known: %q", h.last())
	}
	understand(m)
	if len(m.meaning.findings) < 2 {
		t.Fatalf("findings %+v", m.meaning.findings)
	}
	var lines []int
	for range len(m.meaning.findings) + 1 {
		do(m, "nextfinding")
		lines = append(lines, m.buf.Text().LineOf(m.buf.Selection().Head))
	}
	if lines[0] != lines[len(lines)-1] {
		t.Errorf("after the last finding comes line %d, not the first: %v", lines[len(lines)-1], lines)
	}
	for i := len(lines) - 2; i >= 0; i-- {
		do(m, "prevfinding")
		if got := m.buf.Text().LineOf(m.buf.Selection().Head); got != lines[i] {
			t.Errorf("going back: line %d, want %d", got, lines[i])
		}
	}
	first := m.meaning.now(m.meaning.findings[0].Start)
	do(m, "docstart 'xyz'")
	if got := m.meaning.now(m.meaning.findings[0].Start); got != first+3 {
		t.Errorf("typing before a finding moves it from %d to %d", first, got)
	}
	if back := m.meaning.then(first + 3); back != first {
		t.Errorf("and back to %d", back)
	}
}

func TestAnOldMeaningIsCarriedAlong(t *testing.T) {
	m, _ := open("|{\"a\": tru}")
	rev := m.Revision()
	old := understandLater(m)
	do(m, "'  '")
	old(rev)
	f := m.meaning.findings[0]
	if got := m.buf.Text().Slice(m.meaning.now(f.Start), m.meaning.now(f.End)); got != "tru" {
		t.Errorf("the finding is on %q", got)
	}
	if m.meaning.fresh() != nil {
		t.Error("an old tree passes for fresh")
	}
	if m.Path() != "a" && m.Path() != "" {
		t.Errorf("path %q", m.Path())
	}
}

func TestTheAnswerToAnotherEditorIsDropped(t *testing.T) {
	m, _ := open("|")
	m.Paste("[" + strings.Repeat(`{"a":1},`, 50_000) + "0]")
	m.Format()
	work := m.Work()
	other, h := open("|{}")
	deliver(other, work())
	if h.said != nil {
		t.Errorf("the other editor said %q", h.said)
	}
}

func TestWhatWasMadeElsewhereIsOneStepOfUndoForAllParts(t *testing.T) {
	m, _ := open("one\ntw|o\nthree")
	do(m, "'x'")
	was, rev := m.Snapshot(), m.Revision()
	edit := was.Text.Prepare(text.Between(was.Text, text.New("zero\none\ntwxo\n3")))
	if !m.AdoptAll(was, "Their name", "Their words", edit) {
		t.Fatal("not taken")
	}
	if got := m.Snapshot(); got.Name != "Their name" || got.Description != "Their words" || marked(m) != "zero\none\ntwx|o\n3" {
		t.Errorf("now %+v, %s", got, marked(m))
	}
	if m.Revision() == rev || len(m.Drain()) == 0 {
		t.Error("nobody is told of the change")
	}
	now := m.Snapshot()
	for range 2 {
		m.Undo()
		if got := m.Snapshot(); got.Name != was.Name || got.Description != was.Description || !got.Text.Equal(was.Text) || got.Selection != was.Selection || got.Place.View != JSON {
			t.Errorf("undone it is %+v", got)
		}
		m.Redo()
		if got := m.Snapshot(); got.Name != now.Name || got.Description != now.Description || !got.Text.Equal(now.Text) || got.Place.View != JSON {
			t.Errorf("redone it is %+v", got)
		}
	}
	m.Undo()
	m.Undo()
	if marked(m) != "one\ntw|o\nthree" {
		t.Errorf("the step before is lost: %s", marked(m))
	}
	if m.AdoptAll(now, "n", "d", edit) {
		t.Error("taken although the text is another one")
	}
}
