// verbs_test.go is what each verb does to a text, one line a case: the text
// with its selection before, and after.
package text_test

import (
	"testing"

	"patchbay/tui/text"
	"patchbay/tui/text/texttest"
)

func TestVerbs(t *testing.T) {
	move := func(m text.Motion) func(*text.Buffer) {
		return func(b *text.Buffer) { b.Move(m, text.Moving) }
	}
	extend := func(m text.Motion) func(*text.Buffer) {
		return func(b *text.Buffer) { b.Move(m, text.Extending) }
	}
	insert := func(s string) func(*text.Buffer) {
		return func(b *text.Buffer) { b.Insert(s) }
	}
	for verb, c := range map[string]struct {
		do    func(*text.Buffer)
		cases [][2]string
	}{
		"insert": {insert("x"), [][2]string{
			{"|", "x|"}, {"a|b", "ax|b"}, {"a[bc|]d", "ax|d"}, {"a[|bc]d", "ax|d"}, {"日|本", "日x|本"}, {"a\n|b", "a\nx|b"},
		}},
		"insert an accent":                 {insert("\u0301"), [][2]string{{"e|", "e\u0301|"}, {"e|x", "e\u0301|x"}}},
		"insert a letter before an accent": {insert("e"), [][2]string{{"\n|\u0301", "\ne\u0301|"}}},
		"backspace": {(*text.Buffer).Backspace, [][2]string{
			{"|", "|"}, {"|a", "|a"}, {"ab|", "a|"}, {"a\n|b", "a|b"}, {"a\r\n|b", "a|b"}, {"e\u0301|", "|"},
			{"x👩‍👩‍👧‍👦|y", "x|y"}, {"🇫🇮🇸🇪|", "🇫🇮|"}, {"a[b|]c", "a|c"}, {"a[|b]c", "a|c"}, {"\xff\xfe|", "\xff|"}, {"a\x00|", "a|"},
			{"👍🏽|", "|"}, {"日本|語", "日|語"}, {"\t|x", "|x"},
		}},
		"delete": {(*text.Buffer).Delete, [][2]string{
			{"|", "|"}, {"a|", "a|"}, {"|ab", "|b"}, {"a|\nb", "a|b"}, {"a|\r\nb", "a|b"}, {"|e\u0301x", "|x"},
			{"x|👩‍👩‍👧‍👦y", "x|y"}, {"|🇫🇮🇸🇪", "|🇸🇪"}, {"a[b|]c", "a|c"}, {"|\xff\xfe", "|\xfe"}, {"a|\rb", "a|b"},
		}},
		"delete word left": {(*text.Buffer).DeleteWordLeft, [][2]string{
			{"foo bar|", "foo |"}, {"foo bar |", "foo |"}, {"foo|bar", "|bar"}, {"foo\n|bar", "foo|bar"}, {"foo\r\n|bar", "foo|bar"},
			{"|foo", "|foo"}, {"foo [ba|]r", "foo |r"}, {"  |x", "|x"}, {`"id": |`, `"id|`}, {`"id|"`, `"|"`},
		}},
		"delete word right": {(*text.Buffer).DeleteWordRight, [][2]string{
			{"|foo bar", "| bar"}, {"foo| bar", "foo|"}, {"foo|\nbar", "foo|bar"}, {"foo|\r\nbar", "foo|bar"}, {"foo|", "foo|"}, {"[fo|]o", "|o"},
		}},
		"delete to line start": {(*text.Buffer).DeleteToLineStart, [][2]string{{"a\nbcd|e", "a\n|e"}, {"a\n|b", "a\n|b"}, {"a[b|]c", "a|c"}}},
		"delete to line end":   {(*text.Buffer).DeleteToLineEnd, [][2]string{{"a|bc\nd", "a|\nd"}, {"a|bc\r\nd", "a|\r\nd"}, {"abc|\nd", "abc|\nd"}}},
		"left": {move(text.Left), [][2]string{
			{"|ab", "|ab"}, {"ab|", "a|b"}, {"a\n|b", "a|\nb"}, {"a\r\n|b", "a|\r\nb"}, {"a[bc|]d", "a|bcd"}, {"a[|bc]d", "a|bcd"}, {"ae\u0301|", "a|e\u0301"},
		}},
		"right": {move(text.Right), [][2]string{
			{"ab|", "ab|"}, {"|ab", "a|b"}, {"a|\nb", "a\n|b"}, {"a|\r\nb", "a\r\n|b"}, {"a[bc|]d", "abc|d"}, {"a[|bc]d", "abc|d"}, {"|🇫🇮a", "🇫🇮|a"},
		}},
		"extend left":  {extend(text.Left), [][2]string{{"ab|c", "a[|b]c"}, {"a[b|]c", "a|bc"}, {"a[|b]c", "[|ab]c"}, {"|a", "|a"}}},
		"extend right": {extend(text.Right), [][2]string{{"a|bc", "a[b|]c"}, {"a[|b]c", "ab|c"}, {"a[b|]c", "a[bc|]"}, {"a|", "a|"}}},
		"word right": {move(text.WordRight), [][2]string{
			{"|foo bar", "foo| bar"}, {"foo| bar", "foo bar|"}, {"f|oo", "foo|"}, {"foo|\nbar", "foo\nbar|"}, {"foo|\n  bar", "foo\n  bar|"},
			{"|  \nx", "  |\nx"}, {`|"id": 1`, `"id|": 1`}, {`"id|": 1`, `"id":| 1`}, {`"id":| 1`, `"id": 1|`}, {"|snake_case-x", "snake_case|-x"},
			{"|日本 語", "日本| 語"}, {"|", "|"}, {"a|", "a|"}, {"|{}{", "{}{|"}, {"|e\u0301e x", "e\u0301e| x"}, {"|\r\nx", "\r\nx|"}, {"a\r\n|x", "a\r\nx|"},
		}},
		"word left": {move(text.WordLeft), [][2]string{
			{"foo bar|", "foo |bar"}, {"foo |bar", "|foo bar"}, {"fo|o", "|foo"}, {"foo\n|bar", "|foo\nbar"}, {"foo  \n|bar", "|foo  \nbar"},
			{"  |x", "|  x"}, {`"id": 1|`, `"id": |1`}, {`"id": |1`, `"id|": 1`}, {`"id|": 1`, `"|id": 1`}, {"foo\r\n|bar", "|foo\r\nbar"}, {"|", "|"}, {"|a", "|a"}, {"a.b|", "a.|b"}, {"a.|b", "|a.b"},
		}},
		"extend word right": {extend(text.WordRight), [][2]string{{"|foo bar", "[foo|] bar"}, {"[foo|] bar", "[foo bar|]"}}},
		"line start":        {move(text.LineStart), [][2]string{{"a\nbc|", "a\n|bc"}, {"a\n|b", "a\n|b"}, {"|", "|"}, {"a\n|", "a\n|"}}},
		"line end":          {move(text.LineEnd), [][2]string{{"|ab\nc", "ab|\nc"}, {"|ab\r\nc", "ab|\r\nc"}, {"|ab", "ab|"}, {"|\r\n", "|\r\n"}, {"|a\r", "a\r|"}}},
		"smart home": {move(text.SmartHome), [][2]string{
			{"  ab|c", "  |abc"}, {"  |abc", "|  abc"}, {"|  abc", "  |abc"}, {"abc|", "|abc"}, {" |  x", "   |x"}, {"   |", "|   "}, {"\t x|", "\t |x"},
		}},
		"document start": {move(text.DocStart), [][2]string{{"a\nb|", "|a\nb"}, {"|", "|"}}},
		"document end":   {move(text.DocEnd), [][2]string{{"|a\nb", "a\nb|"}, {"[a|]\nb", "a\nb|"}}},
		"select all":     {(*text.Buffer).SelectAll, [][2]string{{"a|b", "[ab|]"}, {"|", "|"}}},
		"cut":            {func(b *text.Buffer) { b.Cut() }, [][2]string{{"a[b|]c", "a|c"}, {"a|b", "a|b"}}},
		"indent": {func(b *text.Buffer) { b.Indent("  ") }, [][2]string{
			{"a|", "  a|"}, {"|", "  |"}, {"[a\nb|]\nc", "[  a\n  b|]\nc"}, {"[a\n\nb|]", "[  a\n\n  b|]"}, {"[a\n|]b", "[  a\n|]b"}, {"a[|\nb]", "  a[|\n  b]"},
		}},
		"outdent": {func(b *text.Buffer) { b.Outdent("  ") }, [][2]string{
			{"  a|", "a|"}, {" a|", "a|"}, {"a|", "a|"}, {"   a|", " a|"}, {"\ta|", "a|"}, {"[  a\n b|]", "[a\nb|]"}, {" |  a", "| a"}, {"|  a", "|a"},
		}},
	} {
		for _, c2 := range c.cases {
			t.Run(verb+" "+c2[0], func(t *testing.T) {
				b := texttest.Buffer(c2[0])
				start := b.Text()
				c.do(b)
				if got := texttest.Marked(b); got != c2[1] {
					t.Fatalf("%q becomes %q, want %q", c2[0], got, c2[1])
				}
				if changed := !b.Text().Same(start); changed {
					for b.Undo() {
					}
					if got := texttest.Marked(b); got != c2[0] {
						t.Errorf("undone it is %q, want %q", got, c2[0])
					}
					for b.Redo() {
					}
					if got := texttest.Marked(b); got != c2[1] {
						t.Errorf("done again it is %q, want %q", got, c2[1])
					}
				}
			})
		}
	}
}

// TestVerbsOnAwkwardTexts: tabs, CRLF, no last line end, NUL, invalid UTF-8,
// combining marks, wide characters and joined emoji are kept and edited as
// wholes.
func TestVerbsOnAwkwardTexts(t *testing.T) {
	verbs := map[string]func(*text.Buffer){
		"backspace": (*text.Buffer).Backspace, "delete": (*text.Buffer).Delete,
		"wordback": (*text.Buffer).DeleteWordLeft, "worddelete": (*text.Buffer).DeleteWordRight,
		"tostart": (*text.Buffer).DeleteToLineStart, "toend": (*text.Buffer).DeleteToLineEnd,
		"indent": func(b *text.Buffer) { b.Indent("\t") }, "outdent": func(b *text.Buffer) { b.Outdent("    ") },
		"x": func(b *text.Buffer) { b.Insert("x") }, "paste": func(b *text.Buffer) { b.Paste("\r\n日\x00") },
		"left": func(b *text.Buffer) { b.Move(text.Left, text.Moving) }, "right": func(b *text.Buffer) { b.Move(text.Right, text.Moving) },
		"left+": func(b *text.Buffer) { b.Move(text.Left, text.Extending) }, "right+": func(b *text.Buffer) { b.Move(text.Right, text.Extending) },
		"wordleft": func(b *text.Buffer) { b.Move(text.WordLeft, text.Moving) }, "wordright": func(b *text.Buffer) { b.Move(text.WordRight, text.Moving) },
		"home": func(b *text.Buffer) { b.Move(text.SmartHome, text.Moving) }, "end": func(b *text.Buffer) { b.Move(text.LineEnd, text.Moving) },
	}
	for _, c := range [][3]string{
		{"\t\t|x", "backspace", "\t|x"},
		{"a\x00|", "backspace", "a|"},
		{"\xe6\x97|", "backspace", "\xe6|"}, // half a character: byte by byte
		{"日\xff|", "backspace", "日|"},
		{"1️⃣|", "backspace", "|"},
		{"a\r|", "backspace", "a|"},
		{"\r\n|\r\n", "backspace", "|\r\n"},
		{"한|", "backspace", "|"},
		{"|\r\n\r\n", "delete", "|\r\n"},
		{"|\r\r\n", "delete", "|\r\n"},
		{"|👨🏽‍💻x", "delete", "|x"},
		{"|\x00\x00", "delete", "|\x00"},
		{"|é\u0323x", "delete", "|x"},
		{"|क्षx", "delete", "|x"},
		{"日本語 テスト|", "wordback", "日本語 |"},
		{"a\t\t|", "wordback", "|"},
		{"x\r\n|", "wordback", "x|"},
		{"é e\u0301e\u0301|", "wordback", "é |"},
		{"|\x00a", "worddelete", "|"},
		{"|日本 語", "worddelete", "| 語"},
		{"a|\r\n", "worddelete", "a|"},
		{"a\r\nbc|\r\n", "tostart", "a\r\n|\r\n"},
		{"a|bc\r\nd", "toend", "a|\r\nd"},
		{"a|\r\nd", "toend", "a|\r\nd"},
		{"[\ta\r\n\r\n日|]", "indent", "[\t\ta\r\n\t\r\n\t日|]"}, // a CR is something on the line
		{"\x00|", "indent", "\t\x00|"},
		{"[\ta\r\n     b|]", "outdent", "[a\r\n b|]"},
		{"e|\u0301", "x", "x|e\u0301"}, // the cursor cannot be inside a character
		{"👩|\u200d👧", "x", "x|👩\u200d👧"},
		{"[e|]\u0301x", "x", "x|x"}, // nor can a selection end there
		{"a|\xff", "paste", "a\r\n日\x00|\xff"},
		{"\r|", "paste", "\r\r\n日\x00|"},
		{"a👍🏿|", "left", "a|👍🏿"},
		{"a\r\n|", "left", "a|\r\n"},
		{"|\t\tx", "right", "\t|\tx"},
		{"a|🇫🇮🇸🇪", "right+", "a[🇫🇮|]🇸🇪"},
		{"\xff\xfe|", "left+", "\xff[|\xfe]"},
		{"日本\t語|", "wordleft", "日本\t|語"},
		{"|\x00 a", "wordright", "\x00 a|"},
		{"\t日|", "home", "\t|日"},
		{"|日\u0301\r\n", "end", "日\u0301|\r\n"},
	} {
		t.Run(c[1]+" "+c[0], func(t *testing.T) {
			b := texttest.Buffer(c[0])
			start := texttest.Marked(b)
			verbs[c[1]](b)
			if got := texttest.Marked(b); got != c[2] {
				t.Fatalf("%q becomes %q, want %q", c[0], got, c[2])
			}
			if b.Undo() && texttest.Marked(b) != start {
				t.Errorf("undone it is %q, want %q", texttest.Marked(b), start)
			}
		})
	}
}
