// This file points at the editor: clicks land on the character that is seen
// there, drags select, the wheel scrolls.
package editor

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"patchbay/tui/text"
)

// point does to the editor what the mouse does at a cell "x,y", with a frame of
// 80×24 before and after it; the wheel is turned by "x,y,lines".
func point(m *Model, name, at string) {
	var x, y, lines int
	if n, _ := fmt.Sscanf(at, "%d,%d,%d", &x, &y, &lines); n < 2 {
		panic("no cell " + at)
	}
	m.View(plain, 80, 24)
	switch name {
	case "click":
		m.Click(x, y, ByCharacter, text.Moving)
	case "double":
		m.Click(x, y, ByCharacter, text.Moving)
		m.View(plain, 80, 24)
		m.Click(x, y, ByWord, text.Moving)
	case "triple":
		m.Click(x, y, ByLine, text.Moving)
	case "shiftclick":
		m.Click(x, y, ByCharacter, text.Extending)
	case "drag":
		m.Drag(x, y)
	case "wheel":
		m.Wheel(x, y, lines)
	}
	m.View(plain, 80, 24)
}

// The text begins in column 6: sign, three digits, fold, "more to the left".
func TestMouse(t *testing.T) {
	play(t, []scene{
		// Clicks land on the character that covers the cell.
		{"|abc\ndef", "click'7,1'", "abc\nd|ef"},
		{"|abc", "click'6,0'", "|abc"},
		{"|abc", "click'8,0'", "ab|c"},
		{"|abc", "click'60,0'", "abc|"},
		{"|abc\ndef", "click'6,9'", "abc\ndef|"},
		{"|abc\n", "click'20,9'", "abc\n|"},
		{"abc|\ndef", "click'2,1'", "abc\n|def"},
		{"|日本語", "click'7,0'", "|日本語"},
		{"|日本語", "click'8,0'", "日|本語"},
		{"|日本語", "click'9,0'", "日|本語"},
		{"|a\tb", "click'8,0'", "a|\tb"},
		{"|a\tb", "click'10,0'", "a\t|b"},
		{"|e\u0301x", "click'7,0'", "e\u0301|x"},
		{"|👩‍👩‍👧x", "click'7,0'", "|👩‍👩‍👧x"},
		{"|a\r\nb", "click'40,0'", "a|\r\nb"},
		{"|a\u202eb", "click'9,0'", "a|\u202eb"},
		{"|a\u202eb", "click'13,0'", "a\u202e|b"},
		// Double and triple clicks, shift.
		{"|one two", "double'11,0'", "one [two|]"},
		{"|one two", "double'9,0'", "one[ |]two"},
		{"|\"id\": 1", "double'8,0'", "\"[id|]\": 1"},
		{"|\"id\": 1", "double'6,0'", "[\"|]id\": 1"},
		{"|größe_2-x", "double'8,0'", "[größe_2|]-x"},
		{"|a b", "double'30,0'", "a b|"},
		{"|one\ntwo\nx", "triple'7,1'", "one\n[two\n|]x"},
		{"|one\ntwo", "triple'7,1'", "one\n[two|]"},
		{"a|bcdef", "shiftclick'10,0'", "a[bcd|]ef"},
		{"abcd[ef|]", "shiftclick'7,0'", "a[|bcd]ef"},
		// Drags.
		{"|abcdef", "click'7,0' drag'10,0'", "a[bcd|]ef"},
		{"|abcdef", "click'10,0' drag'7,0'", "a[|bcd]ef"},
		{"|ab\ncd\nef", "click'7,0' drag'7,2'", "a[b\ncd\ne|]f"},
		{"|abcdef", "click'7,0' drag'10,0' drag'8,0'", "a[b|]cdef"},
		{"|one two three", "double'11,0' drag'15,0'", "one [two three|]"},
		{"|one two three", "double'11,0' drag'7,0'", "[|one two] three"},
		{"|a\nb\nc\n", "triple'6,1' drag'6,2'", "a\n[b\nc\n|]"},
		{"|a\nb\nc\n", "triple'6,1' drag'6,0'", "[|a\nb\n]c\n"},
		{"|abc", "drag'8,0'", "|abc"},
		{"|abcdef", "click'7,0' 'x' drag'10,0'", "ax|bcdef"},
		{"|ab\ncd", "click'7,0' drag'7,30'", "a[b\ncd|]"},
		// The wheel keeps the cursor where it is if that stays in sight.
		{"a|b", "wheel'9,1,3'", "a|b"},
	})
}

// counted is n lines that say their number, from 0, each as long as the others.
func counted(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "line %04d\n", i)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// seen returns the first line on screen.
func seen(m *Model) string {
	frame, _ := m.View(plain, 80, 24)
	row := []rune(strings.Split(ansi.Strip(frame), "\n")[0])
	return strings.TrimSpace(string(row[6:20]))
}

func TestTheWheelScrolls(t *testing.T) {
	for i, c := range []struct{ start, script, first, cursor string }{
		{"goto'10'", "wheel'9,1,3'", "line 0003", "10:1"},
		{"goto'2'", "wheel'9,1,3'", "line 0003", "4:1"},
		{"goto'2:7'", "wheel'9,1,3'", "line 0003", "4:7"},
		{"goto'60'", "wheel'9,1,-3'", "line 0044", "60:1"},
		{"docend", "wheel'9,1,-3'", "line 0173", "197:10"},
		{"docend", "wheel'9,1,3'", "line 0176", "200:10"},
		{"goto'10'", "wheel'9,1,-3'", "line 0000", "10:1"},
		{"goto'10'", "wheel'9,1,3' wheel'9,1,3' wheel'9,1,-3' wheel'9,1,-3'", "line 0000", "10:1"},
		{"goto'2'", "wheel'9,1,90' down", "line 0090", "92:1"},
		// What is selected stays selected, out of sight; the next key comes back to it.
		{"goto'2' end+", "wheel'9,1,90'", "line 0090", "2:10"},
		{"goto'2' end+", "wheel'9,1,90' right", "line 0000", "2:10"},
		{"goto'2' end+", "wheel'9,1,90' click'6,0'", "line 0090", "91:1"},
		// A drag scrolls at the edges, each report by what it is beyond them.
		{"goto'2'", "click'6,20' drag'6,24'", "line 0001", "25:1"},
		{"goto'2'", "click'6,20' drag'6,26' drag'7,26'", "line 0006", "30:2"},
		{"goto'60' drawn wheel'9,1,-1'", "click'6,2' drag'6,0' drag'6,0'", "line 0044", "45:1"},
		{"goto'60' drawn wheel'9,1,-1'", "click'6,0' drag'9,0' drag'12,0'", "line 0046", "47:7"},
	} {
		m, _ := open("|" + counted(200))
		do(m, c.start+" "+c.script)
		first := seen(m)
		t1, head := m.buf.Text(), m.buf.Selection().Head
		cursor := fmt.Sprintf("%d:%d", t1.LineOf(head)+1, head-t1.LineStart(t1.LineOf(head))+1)
		if first != c.first || cursor != c.cursor {
			t.Errorf("%d: %s: %s, cursor %s; want %s, %s", i, c.script, first, cursor, c.first, c.cursor)
		}
	}
}

func TestAClickInAFoldedAndScrolledText(t *testing.T) {
	m, _ := open("|{\n  \"a\": {\n    \"b\": 1\n  },\n  \"c\": 2\n}")
	understand(m)
	do(m, "click'4,1'") // the sign beside "a"
	if first := seen(m); first != "{" || !m.folds.Folded(1) {
		t.Fatalf("a click on the sign folds nothing")
	}
	do(m, "click'8,2'")
	if got := marked(m); got != "{\n  \"a\": {\n    \"b\": 1\n  },\n  |\"c\": 2\n}" {
		t.Errorf("a click below a fold: %q", got)
	}
	do(m, "click'4,1'")
	if m.folds.Folded(1) {
		t.Error("a second click on the sign does not unfold")
	}
	// With the cursor inside, folding takes it along.
	do(m, "click'10,2' click'4,1'")
	if got := marked(m); !m.folds.Folded(1) || !strings.Contains(got, "\"a|\": {") && !strings.Contains(got, "|\"a\"") && !strings.Contains(got, "\"|a\"") {
		t.Errorf("the cursor was left inside of the fold: %q", got)
	}

	long, _ := open("|" + strings.Repeat("日0123456789", 1000))
	do(long, "docend")
	long.View(plain, 80, 24)
	left := long.left
	do(long, "click'20,0'")
	if long.left != left {
		t.Error("a click scrolls what is under it away")
	}
	col := long.ruler.Column(long.buf.Text(), long.buf.Selection().Head)
	if want := left + 20 - 6; col != want && col != want-1 {
		t.Errorf("a click on column %d of a long line lands on %d", want, col)
	}
	// A little scrolled, where a key would scroll back to the left edge.
	short, _ := open("|" + strings.Repeat("0123456789", 9))
	do(short, "docend drawn")
	left = short.left
	do(short, "click'8,0'")
	if left == 0 || short.left != left {
		t.Errorf("a click scrolls from %d to %d", left, short.left)
	}
	do(short, "left drawn")
	if short.left != 0 {
		t.Error("a key does not scroll back to the left edge")
	}
	left = long.left
	do(long, "drag'30,0'")
	if long.left != left || long.buf.Selection().Empty() {
		t.Errorf("a drag within sight scrolls to %d", long.left)
	}
}

func TestTheOutlineUnderTheMouse(t *testing.T) {
	doc := strings.TrimSuffix(large(8<<10), "\n")
	m, _ := open("|")
	m.Paste(doc)
	do(m, "docstart")
	understand(m)
	draw := func() []string {
		frame, _ := m.View(plain, 160, 24)
		return strings.Split(ansi.Strip(frame), "\n")
	}
	rows := draw()
	if m.outline.width == 0 || len(m.entries()) < 30 {
		t.Fatal("no outline to click at")
	}
	m.Wheel(150, 3, 6)
	if after := draw(); after[0][120:] == rows[0][120:] || after[0][:100] != rows[0][:100] {
		t.Errorf("the wheel over the outline scrolls\n%s\n%s", after[0], rows[0])
	}
	want := m.entries()[m.outline.top+2]
	m.Click(150, 2, ByCharacter, text.Moving)
	draw()
	if start := begin(m.outline.of, want.Node); m.buf.Selection().Head != start || m.Typing() != Text {
		t.Errorf("a click on %q goes to %d, want %d", want.Title, m.buf.Selection().Head, start)
	}
}

func TestTheFormUnderTheMouse(t *testing.T) {
	m, _ := openUnderstood("{\n  \"a\": \"x\",\n  \"b\": {\n    \"c\": 1\n  },\n  \"d\": 2\n}")
	do(m, "form drawn")
	row := func(word string) int {
		frame, _ := m.View(plain, 80, 24)
		for y, s := range strings.Split(ansi.Strip(frame), "\n") {
			if strings.Contains(s, word) {
				return y
			}
		}
		t.Fatalf("no %s in\n%s", word, ansi.Strip(frame))
		return 0
	}
	click := func(x, y int) { do(m, fmt.Sprintf("click'%d,%d'", x, y)) }
	click(4, row("d: 2"))
	if m.Path() != "d" || m.Typing() != Tree {
		t.Errorf("a click on a row leads to %q, focus %v", m.Path(), m.Typing())
	}
	do(m, fmt.Sprintf("double'4,%d'", row("a: \"x")))
	if m.Typing() != Value {
		t.Errorf("a double click on a value: focus %v", m.Typing())
	}
	click(4, row("d: 2"))
	if m.Typing() != Value {
		t.Error("a click ends what is being typed")
	}
	do(m, "back")
	click(10, row("Name"))
	if m.Typing() != Name {
		t.Errorf("a click on the name: focus %v", m.Typing())
	}
	click(3, row("Name")+1)
	do(m, "'X'")
	if got := m.Snapshot().Name; got != "ShXop" {
		t.Errorf("a click into the name, then typing: %q", got)
	}
	click(5, row("Description")+1)
	do(m, "'Y'")
	if got := m.Snapshot().Description; got != "OrdeYrs" {
		t.Errorf("a click into the description, then typing: %q", got)
	}
}

func TestTheWheelScrollsTheRowsOfTheForm(t *testing.T) {
	m, _ := openUnderstood("[" + strings.Repeat("1,\n", 99) + "1]")
	for _, c := range []struct{ script, path string }{
		{"form drawn", ""}, {"wheel'4,20,5'", "[4]"}, {"wheel'4,20,-2'", "[4]"}, {"wheel'4,20,-9'", "[4]"}, {"wheel'4,20,500' down", "[87]"}, {"wheel'4,1,-3'", "[87]"},
	} {
		do(m, c.script)
		if got := m.Path(); got != c.path {
			t.Errorf("%s: the current row is %q, want %q", c.script, got, c.path)
		}
	}
}
