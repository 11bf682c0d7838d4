// A JSON string goes back as it came, and is read as it means.

package api

import (
	"encoding/json"
	"testing"
	"unicode/utf8"
)

func TestTextReadsAndKeepsItsLiteral(t *testing.T) {
	for literal, want := range map[string]string{
		`""`:                          "",
		`"Acme"`:                      "Acme",
		`"Acm\u0065"`:                 "Acme",
		`"a\/b"`:                      "a/b",
		`"\"\\\b\f\n\r\t"`:            "\"\\\b\f\n\r\t",
		`"\u0000"`:                    "\x00",
		`"\ud83d\ude00"`:              "😀",
		`"\uD83D\uDE00"`:              "😀",
		`"\ud83d"`:                    "\uFFFD",
		`"\ude00\ud83d"`:              "\uFFFD\uFFFD",
		`"\ud83dx"`:                   "\uFFFDx",
		`"\ud83d\n"`:                  "\uFFFD\n",
		`"\ud83d\u0041"`:              "\uFFFDA",
		"\"a\xffb\"":                  "a\uFFFDb",
		"\"\xed\xa0\x80\"":            "\uFFFD\uFFFD\uFFFD",
		`"<&>` + "\u2028" + `\u202e"`: "<&>\u2028\u202e",
	} {
		text, err := ParseText(literal)
		if err != nil {
			t.Errorf("%s: %v", literal, err)
			continue
		}
		if text.Literal() != literal {
			t.Errorf("%s: the literal became %s", literal, text.Literal())
		}
		if text.String() != want {
			t.Errorf("%s: reads %q, want %q", literal, text.String(), want)
		}
	}
}

func TestTextRefusesWhatIsNoString(t *testing.T) {
	for _, literal := range []string{``, `"`, `a`, `1`, `{}`, `"a`, `"a"b`, `"a" "b"`, "\"\n\"", `"\x"`, `"\u12g4"`, `nul`} {
		if text, err := ParseText(literal); err == nil {
			t.Errorf("%q became %v", literal, text)
		}
	}
	if text, err := ParseText("null"); err != nil || !text.Null() || text.Literal() != "null" {
		t.Errorf("null became %v, %v", text, err)
	}
}

func TestTextSame(t *testing.T) {
	literal := func(s string) Text {
		text, err := ParseText(s)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{`"a"`, `"\u0061"`, true},
		{`null`, `""`, true},
		{`null`, `null`, true},
		{`null`, `" "`, false},
		{`"a"`, `"A"`, false},
		{`"\ud800"`, `"\ud801"`, false},
		{`"\ud800"`, `"\uD800"`, true},
		{`"\ud800"`, `"\ufffd"`, false},
		{"\"\xff\"", "\"\xfe\"", false},
	} {
		if got := literal(c.a).Same(literal(c.b)); got != c.want {
			t.Errorf("%s and %s: same is %v", c.a, c.b, got)
		}
	}
}

func FuzzTextLaws(f *testing.F) {
	for _, s := range []string{"", "Acme", "a\"b\\c", "\x00\x1f\x7f", "<&>", "é😀\u2028", "\xff\xed\xa0\x80", "a\nb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := TextOf(s)
		again, err := ParseText(text.Literal())
		if err != nil || again != text {
			t.Fatalf("TextOf(%q) is not a JSON string: %s", s, text.Literal())
		}
		if utf8.ValidString(s) && text.String() != s {
			t.Fatalf("%q came back as %q", s, text.String())
		}
		// Any literal reads as the standard library reads it.
		literal := `"` + s + `"`
		var want string
		if json.Unmarshal([]byte(literal), &want) != nil {
			return
		}
		if got, err := ParseText(literal); err != nil || got.String() != want {
			t.Fatalf("%s reads %q, %v; want %q", literal, got.String(), err, want)
		}
	})
}
