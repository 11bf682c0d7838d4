// This file tests motions, typing and undo on what JSON editors meet least
// often: tabs, CRLF, NUL, bytes that are no UTF-8, marks, wide characters,
// emoji made of several.
package editor

import "testing"

func TestMotionsOverOddCharacters(t *testing.T) {
	play(t, []scene{
		{"|\r\nx", "right", "\r\n|x"},
		{"\r\n|x", "left", "|\r\nx"},
		{"|\rx", "right", "\r|x"},
		{"|\tx", "right", "\t|x"},
		{"|\x00x", "right", "\x00|x"},
		{"|\xff\xfex", "right", "\xff|\xfex"},
		{"|\xe6\x97x", "right right", "\xe6\x97|x"},
		{"|日本", "right", "日|本"},
		{"|🇫🇮x", "right", "🇫🇮|x"},
		{"👍🏽|x", "left", "|👍🏽x"},
		{"|❤️x", "right", "❤️|x"},
		{"한|x", "left", "|한x"},
		{"a\u0301\u0302|", "left", "|a\u0301\u0302"},
		{"|👩‍👩‍👧x", "right+", "[👩‍👩‍👧|]x"},
		{"日本|語", "wordleft", "|日本語"},
		{"|日本語 x", "wordright", "日本語| x"},
		{`|"key_1": 2`, "wordright", `"key_1|": 2`},
		{`"key": "va|lue"`, "wordleft", `"key": "|value"`},
		{"one\r\n|two", "wordleft", "|one\r\ntwo"},
		{"one|\r\ntwo", "wordright", "one\r\ntwo|"},
		{"one|\n\ntwo", "wordright", "one\n|\ntwo"},
		{"\t|x", "home", "|\tx"},
		{"|\tx", "home", "\t|x"},
		{"  |", "home", "|  "},
		{"a\r\nb|c\r\n", "end", "a\r\nbc|\r\n"},
		{"ab\r\n|", "up", "|ab\r\n"},
		{"\tab|\nxyz", "down", "\tab\nxyz|"},
		{"日本|\nab\n日本語", "down down", "日本\nab\n日本|語"},
		{"a\xffb|\nabcdef", "down", "a\xffb\nabcdef|"},
		{"a|b\n\nab", "down down", "ab\n\na|b"},
		{"ab|\n\nab", "down up", "ab|\n\nab"},
		{"ab\nab|", "pageup", "ab|\nab"},
		{"a[b\nc|]d", "up", "a|b\ncd"},
		{"a[|b\nc]d", "down", "ab\nc|d"},
	})
}

func TestTypingOddCharacters(t *testing.T) {
	play(t, []scene{
		{"a|", "'\u0301'", "a\u0301|"},
		{"a\u0301|", "backspace backspace", "|"},
		{"👩‍👩‍👧|👩‍👩‍👧", "backspace delete", "|"},
		{"🇫🇮🇸🇪|", "backspace", "🇫🇮|"},
		{"a\t|b", "backspace", "a|b"},
		{"|\xffb", "delete", "|b"},
		{"a\x00|b", "backspace", "a|b"},
		{"日本 語|", "wordback", "日本 |"},
		{"|日本 語", "worddelete", "| 語"},
		{"a\r\n\r\n|b", "backspace", "a\r\n|b"},
		{"a|\r\n\r\nb", "delete", "a|\r\nb"},
		{"a\r\n|b", "wordback", "a|b"},
		{"a|\r\nb", "worddelete", "a|b"},
		{`"a|"`, `'\u00e9'`, `"a\u00e9|"`},
		{"[日本|]", "'x'", "x|"},
		{"a[\r\n|]b", "delete", "a|b"},
	})
}

func TestIndentationWithTabsAndCRLF(t *testing.T) {
	play(t, []scene{
		{"{\n\t\"a\": 1,|\n}", "newline", "{\n\t\"a\": 1,\n\t|\n}"},
		{"{\r\n\t\"a\": {|}\r\n}", "newline", "{\r\n\t\"a\": {\r\n\t\t|\r\n\t}\r\n}"},
		{"{\n\t\"a\": 1\n\t\t|x\n}", "backspace", "{\n\t\"a\": 1\n\t|x\n}"},
		{"{\n\t[\"a\": 1,\n\t\"b\": 2|]\n}", "indent", "{\n\t\t[\"a\": 1,\n\t\t\"b\": 2|]\n}"},
		{"{\n\t\t[\"a\": 1,\n\t\t\"b\": 2|]\n}", "outdent", "{\n\t[\"a\": 1,\n\t\"b\": 2|]\n}"},
		{"{\r\n  [\"a\": 1,\r\n  \"b\": 2|]\r\n}", "outdent", "{\r\n[\"a\": 1,\r\n\"b\": 2|]\r\n}"},
		{"{\n\t\"a\": {\n\t\t\"b\": 1\n\t\t|\n}", "'}'", "{\n\t\"a\": {\n\t\t\"b\": 1\n\t}|\n}"},
		{"{\n  \"a\": ‹\n    1,|\n  ›\n}", "newline '2'", "{\n  \"a\": ‹\n    1,\n    2|\n  ›\n}"},
	})
}

func TestAutoCloseKeepsOutOfTheWay(t *testing.T) {
	play(t, []scene{
		// Typed over, never doubled.
		{"|", `'{"a":{"b":"c"}}'`, `{"a":{"b":"c"}}|`},
		{"|", `'{' newline '"a": {' newline '"b": 1' down end '}'`, "{\n  \"a\": {\n    \"b\": 1\n  }}|\n}"},
		{`{"a": "x|"}`, `'"'`, `{"a": "x"|"}`},
		{"|", `'{"' 'k"'`, `{"k"|}`},
		{"|", `'""'`, `""|`},
		{"|", `'""' backspace`, `"|`},
		{"|", `'{{' backspace`, `{|}`},
		// Not in strings, not before words, not behind a backslash.
		{`{"a": "|"}`, `'{x}'`, `{"a": "{x}|"}`},
		{`{"a": |true}`, `'{'`, `{"a": {|true}`},
		{`{"a": |"x"}`, `'"'`, `{"a": "|"x"}`},
		{`{"a": "x\|"}`, `'"'`, `{"a": "x\"|"}`},
		{`{"a": "x\\|"}`, `'"'`, `{"a": "x\\"|"}`},
		{"|", `'"x\"y"' right`, `"x\"y"|`},
		{"|", `'{' '"a\"{": 1' '}'`, `{"a\"{": 1}|`},
		// A paste is taken as it is, and typing goes on as before.
		{"|", `'{' paste'"a": 1}'`, `{"a": 1}|}`},
		{"|", `'"' paste'x' '"'`, `"x"|`},
		{"|", `'{' paste'"a": {}' '}'`, `{"a": {}}|`},
		{"|", `'{' paste'\n  "a": 1\n' '}'`, "{\n  \"a\": 1\n}|"},
		// Undone in one step with what was typed.
		{"|", `'{' undo`, "|"},
		{"|", `'"' undo redo`, `"|"`},
		{"|", `'{' undo '{'`, "{|}"},
		{"x|", `'{' left right '}'`, "x{}|}"},
		{"{|", `delete '}' undo`, "{|"},
	})
}

func TestUndoAndRedo(t *testing.T) {
	play(t, []scene{
		{"a|", "'b' undo", "a|"},
		{"a|", "'b' 'c' undo undo redo", "ab|"},
		{"[a|]b", "'x' undo", "[a|]b"},
		{"a|b", "newline undo", "a|b"},
		{"{|}", "newline undo redo", "{\n  |\n}"},
		{"a|b\nc", "movedown undo", "a|b\nc"},
		{"a\n|b", "indent undo", "a\n|b"},
		{"one |two", "worddelete undo", "one |two"},
		{"|", "paste'x\ny' undo redo", "x\ny|"},
		{`{"a":1|}`, "format undo", `{"a":1|}`},
		{`{"a":1|}`, "format undo redo", "{\n  \"a\": 1|\n}"},
		{"a|", "undo", "a|"},
		{"a|", "redo", "a|"},
		{"a|", "'b' undo 'c' redo", "ac|"},
		{"a|\r\nb", "deleteline undo", "a|\r\nb"},
		{`{"b": 1, "a": 2|}`, "sort minify undo undo redo redo", `{"a":2|,"b":1}`},
	})
}

func TestFurtherBrackets(t *testing.T) {
	play(t, []scene{
		{"{\r\n  \"a\": ‹|\r\n  ›\r\n}", "bracket", "{\r\n  \"a\": ‹\r\n  ›|\r\n}"},
		{`{"日本": {|"語": "}"}}`, "bracket", `{"日本": {"語": "}"}|}`},
		{`{"a": {"b": |1}}`, "bracket bracket", `{"a": {"b": 1|}}`},
		{"|{\"a\": \"\x00}\"}", "bracket", "{\"a\": \"\x00}\"|}"},
		{"|{\"a\": \"\xff\"}", "bracket", "{\"a\": \"\xff\"|}"},
		{`‹|‹1›, ‹2››`, "bracket", `‹‹1|›, ‹2››`},
		{`{"a": "{|"}`, "bracket", `|{"a": "{"}`},
	})
}
