// This file tests searching and going to places.
package editor

import (
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	play(t, []scene{
		{"|one two one", "find 'two'", "one [two|] one"},
		{"|one two one", "find 'one' findnext", "one two [one|]"},
		{"|one two one", "find 'one' findnext findnext", "[one|] two one"},
		{"|one two one", "find 'one' findprev", "one two [one|]"},
		{"one two |one", "find 'one'", "one two [one|]"},
		{"one two| one", "find 'tw' back", "one [tw|]o one"},
		{"|one", "find 'xyz'", "|one"},
		{"|one", "find 'oz' backspace", "[o|]ne"},
		{"|one ONE", "find 'ONE'", "[one|] ONE"},
		{"|one ONE", "find 'ONE' case", "one [ONE|]"},
		{"|aaa", "find 'aa' findnext", "[aa|]a"},
		{"one [two|] two", "find findnext", "one two [two|]"},
		{"|a.c abc", "find 'a.c'", "[a.c|] abc"},
		{"|日本 日本語", "find '日本語'", "日本 [日本語|]"},
		{"|one two one", "find 'one' back findnext", "one two [one|]"},
		{"|one two one", "find 'one' back right 'x'", "onex| two one"},
		{"|one two one", "find 'one' down up up", "one two [one|]"},
		{"|ab ab", "find 'ab' newline", "ab [ab|]"},
		{"|x\nab", "find 'ab' nextfield 'y'", "x\ny|"},
	})
}

func TestFindCounts(t *testing.T) {
	for _, c := range []struct{ before, script, status string }{
		{"|one two one", "find 'one'", "1 of 2"},
		{"|one two one", "find 'one' findnext", "2 of 2"},
		{"|one two one", "find 'two'", "1 of 1"},
		{"|one two one", "find 'zwei'", "not found"},
		{"|one two one", "find", ""},
		{"|" + strings.Repeat("a ", 1204), "find 'a' findnext findnext", "3 of 1,204"},
		{"|" + strings.Repeat("ab", 100_000), "find 'ab' findnext", "2 of 100,000"},
		{"|" + strings.Repeat("ab", 300_000), "find 'ab' findnext", "2 of more than 100,000"},
		{"|one", "find 'o' nextfield 'o'", ""},
	} {
		m, _ := open(c.before)
		do(m, c.script)
		settle(m)
		if got := m.findStatus(); got != c.status {
			t.Errorf("%.20q %s: %q, want %q", c.before, c.script, got, c.status)
		}
	}
}

func TestALateCountIsDropped(t *testing.T) {
	m, _ := open("|" + strings.Repeat("ab ", 200_000))
	m.OpenFind()
	m.Insert("a")
	late := m.Work()
	m.Insert("b")
	if got := m.findStatus(); got != "counting…" {
		t.Errorf("while it counts it says %q", got)
	}
	deliver(m, late())
	if got := m.findStatus(); got != "counting…" {
		t.Errorf("the count of what was typed before: %q", got)
	}
	settle(m)
	if got := m.findStatus(); got != "1 of more than 100,000" {
		t.Errorf("the count of what was typed last: %q", got)
	}
	other, _ := open("|" + strings.Repeat("ab ", 200_000))
	other.OpenFind()
	other.Insert("a")
	work := other.Work()
	m.OpenFind()
	deliver(m, work())
	if got := m.findStatus(); got != "1 of more than 100,000" {
		t.Errorf("the count of another editor was taken: %q", got)
	}
}

func TestEveryWayToTheNextMatchCounts(t *testing.T) {
	for _, verb := range []string{"newline", "down", "up", "findnext"} {
		m, _ := open("|" + strings.Repeat("ab ", 100_000))
		do(m, "find 'b' "+verb)
		if got := m.findStatus(); !strings.HasSuffix(got, " of 100,000") {
			t.Errorf("after %s: %q", verb, got)
		}
	}
	m, _ := open("|one one")
	do(m, "find 'one' form")
	if m.find != nil || !m.Back() || m.view != JSON {
		t.Error("the find bar stays open behind the form")
	}
}

func TestAWindowThatGetsNarrowTakesTheFocusFromTheOutline(t *testing.T) {
	m, _ := open("|" + sample)
	do(m, "understand wide nextfield drawn")
	if m.Typing() != Text {
		t.Errorf("focus %d, want the text", m.Typing())
	}
}

func TestFindSaysWhenTheBarIsClosed(t *testing.T) {
	m, h := open("|one two")
	do(m, "find 'one' back findnext")
	if h.last() != "Searched on from the other end of the text." {
		t.Errorf("said %q", h.last())
	}
	do(m, "selectall delete findnext")
	if h.last() != "Not found." {
		t.Errorf("said %q", h.last())
	}
}

const sample = "{\n  \"reporting\": {\n    \"reportTypes\": ‹\n      {\"id\": \"a\"},\n      {\"id\": \"日本\", \"fields\": ‹1, 2›}\n    ›\n  },\n  \"a/b\": 1\n}"

func TestGoTo(t *testing.T) {
	at := func(marker string) string { return strings.Replace(sample, marker, "|"+marker, 1) }
	play(t, []scene{
		{"|" + sample, `goto'1'`, "|" + sample},
		{"|" + sample, `goto'2'`, at(`  "reporting"`)},
		{"|" + sample, `goto'2:3'`, at(`"reporting"`)},
		{"|" + sample, `goto' 2 : 3 '`, at(`"reporting"`)},
		{"|" + sample, `goto'5:16'`, at(`本`)},
		{"|a", `goto'1:99'`, "a|"},
		{"|a\r\nb", `goto'1:99'`, "a|\r\nb"},
		{"|" + sample, `understand goto'reporting.reportTypes[1].fields'`, at(`"fields"`)},
		{"|" + sample, `understand goto'/reporting/reportTypes/1/fields'`, at(`"fields"`)},
		{"|" + sample, `understand goto'/a~1b'`, at(`"a/b"`)},
		{"|" + sample, `understand goto'reporting'`, at(`"reporting"`)},
		{"|" + sample, `goto'reporting'`, at(`"reporting"`)}, // small: parsed on the spot
		{"|" + sample, `understand goto'2:3' '"new": 1,' goto'/a~1b'`, strings.Replace(at(`"a/b"`), `"reporting": {`, `"new": 1,"reporting": {`, 1)},
	})
}

func TestGoToSaysWhatIsWrong(t *testing.T) {
	m, _ := open("|" + sample)
	understand(m)
	for expr, want := range map[string]string{
		"":         "type a line, line:column, or a path such as reporting.reportTypes[3]",
		"0":        "lines count from 1",
		"10":       "there are only 9 lines",
		"nobody":   "there is no nobody in this Configuration",
		"\x1b[31m": "there is no ␛[31m in this Configuration",
	} {
		err := m.GoTo(expr)
		if err == nil || err.Error() != want {
			t.Errorf("going to %q: %v, want %q", expr, err, want)
		}
	}
}

func TestGoToInALargeTextFollowsTheEditsSinceItWasRead(t *testing.T) {
	m, _ := open("|")
	m.Paste("{\n  \"first\": 1,\n" + strings.Repeat("  \"x\": 0,\n", 40_000) + "  \"last\": 2\n}")
	understand(m)
	do(m, `docstart down 'abc'`)
	at, ok := m.OffsetOf("last")
	if !ok || !strings.HasPrefix(m.buf.Text().Slice(at, at+6), `"last"`) {
		t.Errorf("last is at %d, %v: %q", at, ok, m.buf.Text().Slice(at, at+6))
	}
	if at, _ := m.OffsetOf("first"); m.buf.Text().Slice(at, at+7) != `"first"` {
		t.Errorf("first is at %d", at)
	}
}

func TestPositionAndPath(t *testing.T) {
	for _, c := range []struct{ before, position, path string }{
		{"|{}", "Ln 1, Col 1", ""},
		{"{\n  \"日本\": |1}", "Ln 2, Col 9", "日本"},
		{"{\"a\": {\"b\": ‹1, |2›}}", "Ln 1, Col 17", "a.b[1]"},
		{"{\"a\": [{\"b\"|]: 1}}", "Ln 1, Col 11 (4 selected)", "a.b"},
		{"{\"👩‍👩‍👧\": |1}", "Ln 1, Col 11", "👩‍👩‍👧"},
	} {
		m, _ := open(c.before)
		understand(m)
		if m.Position() != c.position || strings.Trim(m.Path(), `[]"$`) != strings.Trim(c.path, `[]"$`) {
			t.Errorf("%q: %q, %q; want %q, %q", c.before, m.Position(), m.Path(), c.position, c.path)
		}
	}
	m, _ := open("|" + numbered(12_345) + strings.Repeat("x", 70_000))
	do(m, "selectall")
	if got := m.Position(); got != "Ln 12,345, Col 70,010 (12,345 lines selected)" {
		t.Errorf("a large selection: %q", got)
	}
	do(m, "form")
	if got := m.Position(); got != "Name" {
		t.Errorf("in the form: %q", got)
	}
}
