// The scanner agrees with RFC 8259 and never loses its place.

package api

import (
	"encoding/json"
	"strings"
	"testing"
)

// scanned gives what the scanner says of a whole text.
func scanned(text string) fault {
	s := scanner{src: text}
	return s.judge()
}

func TestScannerJudgesByTheGrammar(t *testing.T) {
	accepted := []string{
		`{}`, `[]`, `null`, `true`, `false`, `0`, `-0`, `1e400`, `-1.10E+3`, `12345678901234567890`, `""`,
		" \t\r\n{ \"a\" : [ 1 , 2 ] } \n", `{"a":1,"a":2}`, `{"":""}`, `"\ud800"`, "\"\xff\"", `"\u0000"`, "\"\x7f\"",
		`[[[[[]]]],{"a":{"b":[{}]}}]`, `{"a":[],"b":{},"c":[{}]}`,
		strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000),
		strings.Repeat(`{"a":`, 100_000) + "1" + strings.Repeat("}", 100_000),
		`"` + strings.Repeat("x", 63) + `\n` + strings.Repeat("y", 17) + `"`,
	}
	for _, text := range accepted {
		if f := scanned(text); f != noFault {
			t.Errorf("%.60q: fault %v", text, f)
		}
	}
	wrong := []string{
		`{,}`, `{"a"}`, `{"a":}`, `{"a":1,}`, `[1,]`, `[,1]`, `{a:1}`, `{'a':1}`, `01`, `-a`, `1.e5`, `.5`, `+1`,
		`1e+x`, `True`, `nulL`, `{} {}`, `{}x`, `[1 2]`, `[1}`, `{"a":1]`, "\"\n\"", "\"\x00\"", `"\x"`, `"\u00g0"`,
		"\uFEFF{}", "\u00a0{}", "\v{}", `NaN`, `// c`, `<html>`, `{"a":1 "b":2}`, `}`, `]`, `{1:2}`,
	}
	for _, text := range wrong {
		if f := scanned(text); f != notJSON {
			t.Errorf("%.60q: fault %v, want notJSON", text, f)
		}
	}
	short := []string{
		``, ` `, `{`, `{"`, `{"a`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `[`, `[1`, `[1,`, `"`, `"\`, `"\u00`, `tru`, `-`, `1.`, `1e`, `1e-`,
		strings.Repeat("[", 100_000),
	}
	for _, text := range short {
		if f := scanned(text); f != cutShort {
			t.Errorf("%.60q: fault %v, want cutShort", text, f)
		}
	}
}

// Every byte that may not stand raw in a string is seen at every offset, so that
// the eight bytes taken at a time hide nothing.
func TestScannerSeesEveryByteOfAString(t *testing.T) {
	for at := range 24 {
		for b := range 256 {
			text := `"` + strings.Repeat("a", at) + string([]byte{byte(b)}) + strings.Repeat("z", 24-at) + `"`
			want := json.Valid([]byte(text))
			if got := scanned(text) == noFault; got != want {
				t.Fatalf("byte %#x at %d: valid is %v", b, at, got)
			}
		}
	}
}

func FuzzScannerAgreesWithTheStandardLibrary(f *testing.F) {
	for _, s := range []string{`{"a":[1,{"b":null}],"a":"\ud800"}`, `[1.10,1e400]`, `{"a"`, "\"\xff\"", "        {}", `"12345678\"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Count(text, "[")+strings.Count(text, "{") > 9000 {
			return // the standard library has a depth limit
		}
		if got, want := scanned(text) == noFault, json.Valid([]byte(text)); got != want {
			t.Fatalf("%q: valid is %v, want %v", text, got, want)
		}
		// A valid text is cut short by every one of its own beginnings, or still whole.
		if len(text) < 200 && json.Valid([]byte(text)) {
			for i := range len(text) {
				if scanned(text[:i]) == notJSON {
					t.Fatalf("%q, the beginning of valid JSON, counts as wrong", text[:i])
				}
			}
		}
	})
}
