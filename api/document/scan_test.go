// RFC 8259 as a table: what is JSON, what is not, and where it stops being so.

package document

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestWhatIsJSON(t *testing.T) {
	for _, src := range []string{
		`{}`, `[]`, ` [ ] `, "\t{\r\n}\n", `null`, `true`, `false`, `0`, `-0`, `1`, `10`, `-1.5`, `1e5`, `1E+5`, `1e-05`, `0.0`, `0e0`, `1.0000000000000000000000001`, `1e999999999999`,
		`""`, `"a"`, `"\""`, `"\\"`, `"\/"`, `"\b\f\n\r\t"`, `"\u0000"`, `"\uFFFF"`, `"\ud800"`, `"\uD834\udd1e"`, `"é"`, `"😀"`, "\"\u2028\"", "\"\x7f\"", "\"\u0085\"", "\"\xff\"",
		`{"a":1,"a":2}`, `{"":0}`, `{"a":{"b":[]}}`, `[1,"2",null,true,{}]`, `[[[[]]]]`, `{"__proto__":1}`, `"//"`, `"{"`, strings.Repeat("[", 5000) + strings.Repeat("]", 5000),
	} {
		if ok, off := Valid(src); !ok {
			t.Errorf("%.60q is JSON, judged wrong at %d", src, off)
		}
		if !json.Valid([]byte(src)) {
			t.Errorf("%.60q: the table is wrong", src)
		}
	}
}

func TestWhatIsNotJSON(t *testing.T) {
	for _, c := range []struct {
		src string
		off int // the first byte that cannot stand there
	}{
		{"", 0}, {"  ", 2}, {"\uFEFF{}", 0}, {"\u00a0{}", 0}, {"{}\x00", 2}, {"{} {}", 3}, {"{},", 2}, {"//", 0}, {"{}//", 2}, {"nul", 3}, {"nulL", 3}, {"True", 0}, {"truer", 4}, {"NaN", 0}, {"-Infinity", 1},
		{"+1", 0}, {"-", 1}, {"--1", 1}, {"01", 1}, {"-01", 2}, {".5", 0}, {"1.", 2}, {"1.e1", 2}, {"1e", 2}, {"1e+", 3}, {"1.5.5", 3}, {"0x1", 1}, {"1_0", 1}, {"1 2", 2},
		{`"`, 1}, {`"a`, 2}, {`'a'`, 0}, {"\"a\nb\"", 2}, {"\"\t\"", 1}, {"\"\x00\"", 1}, {"\"\x1f\"", 1}, {`"\a"`, 2}, {`"\u12"`, 5}, {`"\u12G4"`, 5}, {`"\`, 2}, {`"\u`, 3}, {`"\U0041"`, 2},
		{"[", 1}, {"[1", 2}, {"[1,", 3}, {"[1,]", 3}, {"[,1]", 1}, {"[1,,2]", 3}, {"[1 2]", 3}, {"[1}", 2}, {"]", 0}, {"[]]", 2}, {"[1:2]", 2},
		{"{", 1}, {`{"a"`, 4}, {`{"a":`, 5}, {`{"a":1`, 6}, {`{"a":1,`, 7}, {`{"a":1,}`, 7}, {`{,}`, 1}, {`{"a"}`, 4}, {`{"a":}`, 5}, {`{"a" 1}`, 5}, {`{a:1}`, 1}, {`{1:1}`, 1}, {`{"a":1 "b":2}`, 7}, {`{"a"::1}`, 5}, {`{"a":1]`, 6}, {`}`, 0}, {`{[]:1}`, 1}, {`{"a":1;}`, 6},
	} {
		ok, off := Valid(c.src)
		if ok || off != c.off {
			t.Errorf("%q: valid %v at %d, want not valid at %d", c.src, ok, off, c.off)
		}
		if json.Valid([]byte(c.src)) {
			t.Errorf("%q: the table is wrong", c.src)
		}
	}
}

// Every special byte is found wherever it stands among the eight bytes that
// are looked at in one go.
func TestStringsAreReadWhole(t *testing.T) {
	for n := range 20 {
		front := strings.Repeat("x", n)
		for _, c := range []struct {
			piece string
			ok    bool
			seen  look
		}{{"", true, 0}, {"é", true, wide}, {`\n`, true, escaped}, {"\x1f", false, 0}, {" ", true, 0}, {"\x7f", true, wide}, {"\n", false, 0}, {`\x`, false, escaped}} {
			for m := range 12 {
				src := `"` + front + c.piece + strings.Repeat("y", m) + `"` + "zzzzzzzz"
				end, seen, ok := scanString(src, 0)
				if ok != c.ok || ok && end != len(src)-8 || seen != c.seen {
					t.Fatalf("%q: end %d, seen %d, ok %v", src, end, seen, ok)
				}
			}
		}
	}
}
