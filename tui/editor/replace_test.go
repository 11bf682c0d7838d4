// This file tests searching by expression and in the selection, and replacing,
// one line a case.
package editor

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"patchbay/tui/text"
)

func TestFindByExpression(t *testing.T) {
	play(t, []scene{
		{"|a1 b22", `expression find '\d+'`, "a[1|] b22"},
		{"|a1 b22", `expression find '\d+' findnext`, "a1 b[22|]"},
		{"|a1 b22", `expression find '\d+' findnext findnext`, "a[1|] b22"},
		{"|a1 b22", `expression find '\d+' findprev`, "a1 b[22|]"},
		{"a1 b22|", `expression find '^.'`, "[a|]1 b22"},
		{"|x\r\ny\r\n", `expression find '.$' findnext`, "x\r\n[y|]\r\n"},
		{"|Ab aB", `expression find 'ab' case`, "[Ab|] aB"},
		{"|Ab ab", `expression case find 'ab'`, "Ab [ab|]"},
		{"|aa\nb", `expression find '^' findnext`, "aa\n|b"},
		{"|aa\nb", `expression find '^' findnext findnext`, "|aa\nb"},
		{"|xab", `expression find 'a*' findnext`, "x[a|]b"},
		{"|xab", `expression find 'a*' findnext findnext findnext`, "|xab"},
		{"|xab", `expression find 'a*' findprev findprev`, "x[a|]b"},
		{"|a.c abc", `find 'a.c' expression findnext`, "a.c [abc|]"},
		{"a|", `expression find '['`, "a|"},
		{"|a\r\nb", `expression find '\' 'n'`, "a[\r\n|]b"},
		{"|e\u0301x", `expression find 'x*' findnext`, "e\u0301[x|]"},
		{"|👩‍👩‍👧 日本", `expression find '\p{Han}+'`, "👩‍👩‍👧 [日本|]"},
		{"|\x00\xff", `expression find '\xff'`, "|\x00\xff"}, // ÿ, not the byte
		{"|\x00\xff", `expression find '\x00'`, "[\x00|]\xff"},
		{"|\tx", `expression find '\s'`, "[\t|]x"},
		{"[a+|] a+", `expression find findnext`, "a+ [a+|]"}, // a selection is found as it is
		{"|one two", `find 'two' back expression docstart findnext`, "one [two|]"},
	})
}

func TestFindInTheSelection(t *testing.T) {
	play(t, []scene{
		{"a [a a|] a", "inselection 'a'", "a [a|] a a"},
		{"a [a a|] a", "inselection 'a' findnext", "a a [a|] a"},
		{"a [a a|] a", "inselection 'a' findnext findnext", "a [a|] a a"},
		{"a [a a|] a", "inselection 'a' findprev", "a a [a|] a"},
		{"a [a\na|] a", "find 'a' inselection findnext", "a a\n[a|] a"},
		{"a [a\na|] a", "find 'a' inselection inselection findnext findnext", "a a\na [a|]"},
		{"a\n[b\na|]", "find back", "a\n[b\na|]"}, // nothing searched, nothing lost
		{"a|a", "inselection", "a|a"},
		{"x [x|]y x", "inselection 'xy'", "x [x|]y x"},
		{"^[a\na\n|]a", `expression inselection '^' findnext findnext`, "^a\n|a\na"},
		{"a [ba\r\nca|] a", "inselection 'a' nextfield docstart 'aa ' findnext findnext", "aa a ba\r\nc[a|] a"}, // the range moves with edits
	})
}

func TestReplace(t *testing.T) {
	play(t, []scene{
		{"|one two one", "replace 'one' otherfield '1' replacematch", "1 two [one|]"},
		{"|one two one", "replace 'one' otherfield '1' replacematch replacematch", "1 two 1|"},
		{"|one two one", "replace 'one' otherfield '1' newline newline", "1 two 1|"},
		{"|one two one", "replace 'one' otherfield '1' replacematch back undo", "[one|] two one"},
		{"|one two one", "replace 'one' otherfield '1' replaceall", "[1|] two 1"},
		{"|one two one", "find 'one' otherfield '1' replaceall", "[1|] two 1"}, // it opens the row
		{"|one two one", "replace 'one' otherfield '1' replaceall back undo", "[one|] two one"},
		{"|one two one", "replace 'one' otherfield '1' replaceall undo", "[one|] two one"}, // what was done last
		{"|one two one", "replace 'one' otherfield '1' replaceall undo redo", "[1|] two 1"},
		{"|one two one", "replace 'one' otherfield '1' replaceall '2' undo back", "[1|] two 1"},
		{"|one two one", "replace 'one' otherfield '1' replacematch undo nextfield nextfield replacematch", "1 two [one|]"}, // what undo has selected
		{"|one two one", "replace 'one' replaceall", "| two "},
		{"|one two", "replace 'x' otherfield '1' replaceall", "|one two"},
		{"|a A", "replace 'a' otherfield 'b' replaceall", "[b|] b"},
		{"|a A", "case replace 'a' otherfield 'b' replaceall", "[b|] A"},
		{"|a.b axb", "replace 'a.b' otherfield '$0' replaceall", "[$0|] axb"}, // plain: as it is
		{"|a1 b2", `expression replace '(\w)(\d)' otherfield '$2$1' replaceall`, "[1a|] 2b"},
		{"|a1 b2", `expression replace '(?P<x>\d)' otherfield '<${x}>' replacematch`, "a<1> b[2|]"},
		{"|a1 b2", `expression replace '(\d)' otherfield '$3' replaceall`, "a[1|] b2"}, // no such group
		{"|a1", `expression replace '(' otherfield 'x' replaceall`, "|a1"},
		{"|a\r\nb", `expression replace '^' otherfield '  ' replaceall`, "|  a\r\n  b"},
		{"|a\r\nb", `expression replace '$' otherfield ',' replaceall`, "a|,\r\nb,"},
		{"|a, b", `expression replace ', ' otherfield ',\' 'n' replaceall`, "a[,\n|]b"},
		{"|a, b\r\n", `expression replace ', ' otherfield ',\' 'n' replaceall`, "a[,\r\n|]b\r\n"},
		{"|a\r\nb\nc", `expression replace '\' 'n' otherfield '+' replaceall`, "a[+|]b+c"},
		{"|ab", `expression replace 'x*' otherfield '-' replaceall`, "|-a-b-"},
		{"|ab", `expression replace 'x*' otherfield '-' replacematch replacematch replacematch`, "|-a-b-"},
		{"|aaaa", "replace 'aa' otherfield 'a' replacematch replacematch", "[aa|]"},
		{"|aaaa", "replace 'aa' otherfield 'a' replaceall", "[a|]a"},
		{"|a a", "replace 'a' otherfield 'aa' replacematch replacematch", "[a|]a aa"}, // what was put in is not replaced at once
		{"|a a", "replace 'a' otherfield 'aa' replaceall", "[aa|] aa"},
		{"a [a a|] a", "inselection 'a' replace 'b' replaceall", "a [b|] b a"},
		{"a [a a|] a", "inselection 'a' replace 'bbb' replacematch replacematch", "a bbb bbb| a"},
		{"a [a a|] a", "inselection 'a' replace 'bbb' replaceall otherfield 'bb' replaceall", "a [bbb|]b bbbb a"},
		{"[x|] x", "replace 'y' replaceall", "[y|] y"}, // found what was selected: straight to what to put in
		{"|x", "replace 'x' replace 'y' replacematch", "y|"},
		{"|x x", "find 'x' replaceall 'y' replaceall", "[y|] y"}, // asks what to put in first
		{"|x x", "find 'x' findnext replace 'y' replacematch", "[x|] y"},
		{"|x y", "replace 'x' otherfield 'z' nextfield docend replacematch", "[x|] y"},
		{"|e\u0301 e", "replace 'e' otherfield 'a' replaceall", "[a\u0301|] a"},
		{"|👩‍👩‍👧", "replace '👩‍👩‍👧' otherfield '日本' replaceall", "[日本|]"},
		{"|\xff\xff", "replace 'x' otherfield 'y' replaceall", "|\xff\xff"},
		{"|\x00a\x00", `expression replace '\x00' otherfield '0' replaceall`, "[0|]a0"},
		{"|\ta\t", `expression replace '\t' otherfield '  ' replaceall`, "[  |]a  "},
		{"|no newline", "replace 'newline' otherfield 'end' replaceall", "no [end|]"},
		{"|{\"ä\": 1}", "replace 'Ä' otherfield 'ae' replaceall", "{\"[ae|]\": 1}"},
		{"|日本日", "replace '日' otherfield '' replaceall", "|本"},
		{"|ab", "replace 'a' otherfield 'x' wordleft 'y' end 'z' replaceall", "[yxz|]b"}, // the field edits as fields do
		{"|ab", "replace 'a' otherfield 'x' selectall 'q' undo replaceall", "[x|]b"},
		{"|ab", "replace 'a' otherfield 'xyz' backspace wordback 'w' replaceall", "[w|]b"},
		{"|ab", "replace 'a' otherfield 'xy' selectall cut replaceall", "|b"},
		{"|ab", "replace 'a' otherfield 'xy' selectall copy end pasteinside replaceall", "[xyxy|]b"},
		{"|ab", "replace 'a' otherfield paste'p' replaceall", "[p|]b"},
		{"|ab", "replace 'a' down 'x' up 'b' down replaceall", "a[x|]"},
		{"|ab", "replace 'a' otherfield 'x' home delete replaceall", "|b"},
		{"|ab", "replace 'a' otherfield 'x y' left left+ worddelete replaceall", "[xy|]b"},
	})
}

func TestReplacingSaysWhatItDid(t *testing.T) {
	for _, c := range []struct{ before, script, said, status string }{
		{"|a a", "replace 'a' otherfield 'b' replaceall", "Replaced 2 matches.", "2 replaced"},
		{"|a", "replace 'a' otherfield 'b' replaceall", "Replaced 1 match.", "1 replaced"},
		{"|a", "replace 'b' otherfield 'b' replaceall", "Nothing to replace: not found.", "nothing to replace"},
		{"|a", "replace otherfield 'b' replaceall", "Type what to find first.", ""},
		{"|a", "expression replace '[a' otherfield 'b' replaceall", "Not replaced: a bracket is not closed.", "A bracket is not closed"},
		{"|a", "expression replace 'a' otherfield '$1' replaceall", "Not replaced: the expression has no groups in parentheses.", "1 of 1"},
		{"|a", "expression replace 'a' otherfield '$1' replacematch", "Not replaced: the expression has no groups in parentheses.", "1 of 1"},
		{"|" + strings.Repeat("ab ", 40_000), "replace 'b' otherfield 'c' replaceall", "Replaced 40,000 matches.", "40,000 replaced"},
		{"|a a a", "replace 'a' otherfield 'b' replacematch", "", "1 of 2"},
		{"|a a", "replace 'a' otherfield 'b' replacematch replacematch", "", "not found"},
		{"|a", "inselection", "Select the part of the text to search in first.", ""},
		{"|a", "find 'b' inselection", "Select the part of the text to search in first.", "not found"},
		{"|a", "expression", "Searches take regular expressions.", ""},
		{"|a", "case", "Capitals matter in searches.", ""},
	} {
		m, h := open(c.before)
		do(m, c.script)
		if h.last() != c.said {
			t.Errorf("%.20q %s: said %q, want %q", c.before, c.script, h.last(), c.said)
		}
		status := ""
		if m.find != nil {
			status = m.findStatus()
		}
		if status != c.status {
			t.Errorf("%.20q %s: the bar says %q, want %q", c.before, c.script, status, c.status)
		}
	}
}

func TestWhatIsNoLongerAMatchIsNotReplaced(t *testing.T) {
	m, _ := open("|ab ab")
	do(m, "replace 'ab' otherfield 'x'")
	s := m.Snapshot()
	s.Text = text.New("AC ab")
	m.Replace(s)
	do(m, "replacematch")
	if got := marked(m); got != "AC [ab|]" {
		t.Errorf("it is %q", got)
	}
}

func TestReadOnlyNothingIsReplaced(t *testing.T) {
	m, h := open("|a a")
	m.SetAccess(ReadOnly)
	do(m, "replace")
	if m.find != nil || h.last() != "Opened read-only: nothing can be changed here." {
		t.Errorf("said %q", h.last())
	}
	m.SetAccess(Editable)
	do(m, "replace 'a' otherfield 'b'")
	m.SetAccess(ReadOnly)
	do(m, "replacematch replaceall")
	if got := m.buf.Text().String(); got != "a a" || h.last() != "Opened read-only: nothing can be changed here." {
		t.Errorf("the text is %q, said %q", got, h.last())
	}
}

func TestReplacingInALargeTextIsDroppedWhenTheTextWasChangedMeanwhile(t *testing.T) {
	m, h := open("|" + strings.Repeat("ab ", 100_000))
	do(m, "replace 'b' otherfield 'c'")
	m.ReplaceAll()
	if h.last() != "Replacing…" {
		t.Errorf("said %q", h.last())
	}
	work := m.Work()
	if work != nil {
		t.Fatal("the work is handed out twice")
	}
	m.ReplaceAll() // again: the one before is given up
	m.stopRewriting()
	if h.last() != "Not replaced: stopped." {
		t.Errorf("said %q", h.last())
	}
	sent := m.ReplaceAll()
	do(m, "nextfield docstart 'x'")
	deliver(m, sent())
	if got := m.buf.Text().Slice(0, 7); got != "xab ab " || h.last() != "Not replaced: the text was changed meanwhile. Replace again." {
		t.Errorf("the text begins with %q, said %q", got, h.last())
	}
	do(m, "find otherfield replaceall")
	if got := m.buf.Text().Slice(0, 7); got != "xac ac " {
		t.Errorf("the text begins with %q", got)
	}
	m.Undo()
	if got := m.buf.Text().Slice(0, 7); got != "xab ab " {
		t.Errorf("undone the text begins with %q", got)
	}
}

func TestEscapeStopsReplacingAndSearching(t *testing.T) {
	m, h := open("|" + strings.Repeat("ab ", 100_000) + "needle")
	do(m, "replace 'b' otherfield 'c'")
	sent := m.ReplaceAll()
	if !m.Back() || m.find == nil {
		t.Error("escape closes the bar before it stops what is going on")
	}
	deliver(m, sent())
	if m.buf.Text().Slice(0, 3) != "ab " {
		t.Error("what was stopped is replaced all the same")
	}
	do(m, "back back expression find 'ne+dle' back docstart")
	sent = m.FindNext()
	if h.last() != "Searching…" {
		t.Errorf("said %q", h.last())
	}
	if !m.Back() || h.last() != "The search was stopped." {
		t.Errorf("said %q", h.last())
	}
	deliver(m, sent())
	if sel := m.buf.Selection(); !sel.Empty() {
		t.Errorf("what was stopped is found all the same: %v", sel)
	}
}

func TestAFarMatchIsFoundAwayFromTheEventLoop(t *testing.T) {
	words := strings.Repeat("one two\n", 100_000)
	for _, c := range []struct{ script, found string }{
		{"find 'needle'", "needle"},
		{"expression find 'ne+dle$'", "needle"},
		{"expression find 'e\\sneedle$'", "e needle"},
	} {
		m, _ := open("|" + words + "the needle\n" + words)
		do(m, c.script)
		settle(m)
		if got := m.buf.Selected(); got != c.found {
			t.Errorf("%s: found %q", c.script, got)
		}
		do(m, "docend findprev")
		if got := m.buf.Selected(); got != c.found {
			t.Errorf("%s, backwards: found %q", c.script, got)
		}
		if got := m.findStatus(); got != "1 of 1" {
			t.Errorf("%s: %q", c.script, got)
		}
	}
	// Keys that come while it is searching are not lost.
	m, _ := open("|" + words + "needle 1 needle 2 needle 3\n" + words)
	do(m, "find 'needle' back docstart")
	var sent []func() bool
	for range 3 {
		work := m.FindNext()
		sent = append(sent, func() bool {
			if work == nil {
				return false
			}
			deliver(m, work())
			return true
		})
	}
	for _, deliver := range sent {
		deliver()
	}
	settle(m)
	if at := m.buf.Selection().Max(); m.buf.Text().Slice(at, at+2) != " 3" {
		t.Errorf("three steps lead to %q", m.buf.Text().Slice(at-6, at+2))
	}
}

func TestTheBarSaysWhatIsSwitchedOn(t *testing.T) {
	long := "|" + strings.Repeat("x\n", 20) + "abc"
	for _, c := range []struct {
		script string
		width  int
		want   []string
	}{
		{"find 'x'", 80, []string{"1 of 20"}},
		{"find 'x' case", 80, []string{"1 of 20 · case matters"}},
		{"find 'x' expression", 80, []string{"regular expression"}},
		{"find 'x' expression case", 60, []string{"1 of 20 · case matters · regexp"}},
		{"down+ down+ down+ inselection 'x' expression case", 100, []string{"1 of 3 · case matters · regular expression · in selection, lines 1-3"}},
		{"down+ down+ inselection 'x' expression case", 80, []string{"1 of 2 · case matters · regexp · in selection"}},
		{"down+ down+ inselection 'x' expression case", 60, []string{"1 of 2 · case · regexp · selection"}},
		{"expression find '['", 80, []string{"A bracket is not closed"}},
		{"replace 'x' otherfield 'y'", 80, []string{" Find    x", " Replace y"}},
		{"replace 'x' otherfield 'y'", 20, []string{" Find    x", " Replace y"}},
	} {
		m, _ := open(long)
		do(m, c.script)
		frame, _ := m.View(plain, c.width, 12)
		checkFrame(t, c.script, frame, c.width, 12)
		frame = ansi.Strip(frame)
		for _, want := range c.want {
			if !strings.Contains(frame, want) {
				t.Errorf("%s in %d cells: %q is missing in\n%s", c.script, c.width, want, frame)
			}
		}
		for _, size := range [][2]int{{1, 1}, {10, 2}, {12, 3}, {30, 4}} {
			frame, _ := m.View(plain, size[0], size[1])
			checkFrame(t, fmt.Sprint(c.script, size), frame, size[0], size[1])
		}
	}
}

func TestMatchesThatShowAreMarkedInEveryMode(t *testing.T) {
	for _, c := range []struct {
		before, script, want string
	}{
		{"|ab ab\nAB", "find 'ab'", "0-2 3-5 6-8"},
		{"|ab ab\nAB", "case find 'ab'", "0-2 3-5"},
		{"|a1 b2\nc3", `expression find '\d'`, "1-2 4-5 7-8"},
		{"|a1\nb2", `expression find '\d\' 'nb'`, "1-4"},
		{"a1 [b2\nc3|] d4", `expression inselection '\d'`, "4-5 7-8"},
		{"|ab", `expression find '('`, ""},
		{"|" + strings.Repeat("y", 5000) + "ab", "find 'ab'", "5000-5002"},
	} {
		m, _ := open(c.before)
		do(m, c.script+" drawn")
		t.Run(c.script, func(t *testing.T) {
			w, _ := m.window(80, 20)
			var got []string
			for _, r := range w.Matches {
				got = append(got, fmt.Sprintf("%d-%d", r.From, r.To))
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%v, want %s", got, c.want)
			}
		})
	}
}

// FuzzReplaceAll replaces in any text, and takes it back.
func FuzzReplaceAll(f *testing.F) {
	f.Add("one two\r\none", "one", "1", uint8(0))
	f.Add("e\u0301👩‍👩‍👧\xff", `(\pL)|x*`, "$1$0", uint8(1))
	f.Add("{\"a\": 1,\n}", `,(\s*\})`, `$1\n`, uint8(5))
	f.Fuzz(func(t *testing.T, doc, needle, with string, options uint8) {
		if len(doc) > 500 || len(needle) > 40 || len(with) > 20 {
			return
		}
		m := New(&host{}, Content{Configuration: text.New(doc)})
		if options&4 != 0 {
			m.SelectAll()
			do(m, "inselection")
		}
		if options&1 != 0 {
			do(m, "expression")
		}
		if options&2 != 0 {
			do(m, "case")
		}
		do(m, "replace")
		m.setFocus(Find)
		m.find.field.SetValue(needle)
		m.barEdited()
		do(m, "otherfield")
		m.find.with.SetValue(with)
		m.barEdited()
		for range options >> 5 {
			do(m, "replacematch")
			m.View(plain, 60, 8)
		}
		before := m.buf.Text()
		sel := m.buf.Selection()
		do(m, "replaceall")
		m.View(plain, 60, 8)
		if !m.buf.Text().Same(before) {
			m.showText()
			m.Undo()
			if m.buf.Selection() != sel {
				t.Fatalf("undone %v is selected, was %v", m.buf.Selection(), sel)
			}
		}
		if !m.buf.Text().Equal(before) {
			t.Fatalf("undone it is %q, was %q", m.buf.Text().String(), before.String())
		}
		for range len(m.history.undo) {
			m.Undo()
		}
		if got := m.buf.Text().String(); got != doc {
			t.Fatalf("everything undone it is %q, was %q", got, doc)
		}
	})
}
