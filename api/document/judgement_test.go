// What is JSON is decided by RFC 8259 alone. Everything short is tried out, and
// judged by a second opinion: encoding/json, or the grammar written another way.

package document

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
)

// judge checks that all three judges agree: the scanner, the tree, and its
// findings.
func judge(t *testing.T, src string, want bool) {
	t.Helper()
	ok, off := Valid(src)
	tr := parse(src)
	faults := 0
	for _, f := range tr.Findings() {
		if f.ID == syntax {
			faults++
		}
	}
	if ok != want || tr.Valid() != want || (faults == 0) != want || want && off != len(src) || off > len(src) {
		t.Errorf("%.80q: valid %v (to %d), tree %v, %d faults; want %v", src, ok, off, tr.Valid(), faults, want)
	}
}

// words calls f with all texts of up to n of the letters.
func words(letters []string, n int, f func(string)) {
	var grow func(prefix string, n int)
	grow = func(prefix string, n int) {
		f(prefix)
		if n > 0 {
			for _, l := range letters {
				grow(prefix+l, n-1)
			}
		}
	}
	grow("", n)
}

func TestEveryShortTextIsJudgedRight(t *testing.T) {
	for _, c := range []struct {
		letters string
		n       int
	}{{`[ ] { } , : " 1`, 5}, {`[ ] , 1 -`, 6}, {`{ } "a" : , 1`, 6}, {`" \ u 0 a \u d800`, 5}, {`t r u e f n l`, 4}} {
		words(strings.Split(c.letters, " "), c.n, func(s string) { judge(t, s, json.Valid([]byte(s))) })
	}
}

func TestEveryShortNumberIsJudgedRight(t *testing.T) {
	grammar := regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)
	words(strings.Split("- + . e E 0 1 9", " "), 5, func(s string) {
		judge(t, s, grammar.MatchString(s))
		if len(s) < 4 {
			judge(t, `{"a":[`+s+`,1]}`, grammar.MatchString(s))
		}
	})
	long := strings.Repeat("9", 5000)
	for _, s := range []string{long, "-" + long, "0." + long, "1e" + long, "1E-" + long, "-0." + long + "e+" + long} {
		judge(t, s, true)
		judge(t, s+".", false)
		judge(t, "0"+s, false)
		judge(t, "+"+s, false)
	}
}

// Every byte, and every character that looks like white space, at every kind
// of place.
func TestEveryByteIsJudgedRight(t *testing.T) {
	white := " \t\n\r"
	for c := range 256 {
		b := string([]byte{byte(c)})
		blank := strings.Contains(white, b)
		digit := c >= '0' && c <= '9'
		hex := digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
		for _, s := range []struct {
			src  string
			want bool
		}{
			{b + `{}`, blank}, {`{}` + b, blank}, {`{` + b + `}`, blank}, {`{"a"` + b + `:1}`, blank}, {`{"a":` + b + `1}`, blank || digit && c != '0' || c == '-'},
			{`{"a":1` + b + `}`, blank || digit}, {`[1,` + b + `2]`, blank || digit && c != '0' || c == '-'}, {`["a"` + b + `]`, blank}, {`[true` + b + `]`, blank},
			{`"` + b + `"`, c >= 0x20 && c != '"' && c != '\\'}, {`"xxxxxxxx` + b + `yyyyyyyy"`, c >= 0x20 && c != '"' && c != '\\'},
			{`"\` + b + `"`, strings.Contains(`"\/bfnrt`, b)}, {`{"\` + b + `":1}`, strings.Contains(`"\/bfnrt`, b)},
			{`"\u` + b + `000"`, hex}, {`"\u0` + b + `00"`, hex}, {`"\u00` + b + `0"`, hex}, {`"\u000` + b + `"`, hex}, {`"\uD83D\uDE0` + b + `"`, hex},
			{b, digit},
		} {
			judge(t, s.src, s.want)
		}
	}
	for _, r := range "\u00a0\u0085\u1680\u180e\u2000\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\u200e\u202e\U000e0020" {
		for _, src := range []string{"%c{}", "{}%c", "{%c}", `{"a":%c1}`, "[1,%c2]"} {
			judge(t, fmt.Sprintf(src, r), false)
		}
		judge(t, fmt.Sprintf(`["%c"]`, r), true)
	}
}

func TestJudgedByHand(t *testing.T) {
	deep := func(open, shut string, n int) string { return strings.Repeat(open, n) + strings.Repeat(shut, n) }
	for _, src := range []string{
		// what no program should refuse
		`"\ud800"`, `"\udfff\ud800"`, `"\ud834\udd1e"`, `{"\ud800":1,"\udbff":2}`, `"\u0000"`, "\"\x7f\"", "\"\u2028\u2029\"", "\"\xff\xfe\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "\"\xf4\x90\x80\x80\"", "\"\uffff\ufdd0\"",
		`{"a":1,"a":2}`, `{"a":1,"\u0061":2}`, `{"":{"":[[],{},[[]]]}}`, `[-0,-0.0,0e0,0E+1,1e-9999999999,123456789012345678901234567890]`, " \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n", "[1]\n\n\n",
		"\"" + strings.Repeat("x", 100_000) + "\"", strings.Repeat(" ", 100_000) + "1", deep("[", "]", 100_000), deep(`{"a":`, "}", 0) + "1", strings.Repeat(`{"a":`, 100_000) + "null" + strings.Repeat("}", 100_000), strings.Repeat(`[{"a":`, 50_000) + `""` + strings.Repeat("}]", 50_000),
		"{" + strings.TrimSuffix(strings.Repeat(`"a":1,`, 100_000), ",") + "}",
	} {
		judge(t, src, true)
	}
	for _, src := range []string{
		// what no program should take
		"\ufeff{}", "\ufeff", "{}\ufeff", "\xff{}", "{}\xff", "[\xff]", "{\xff:1}", "[1\xff]", "\x00", "{}\x00", "[\x00]", "\"\x00\"", "\"a", "\"\\\"", "\"\\\\\\\"", `"\ud83d\u"`, `"\u{41}"`, `"\x41"`, `"\0"`, `"\v"`, `"\e"`, `"\'"`, "\"\\\n\"", "\"\u0001\"", "\"\x1f\"", "\"\t\"", "\"\n\"", "\"\r\"",
		"[1,]", "[,1]", "[,]", "[1,,2]", `{"a":1,}`, `{,"a":1}`, `{"a":1,,"b":2}`, `{"a"}`, `{"a":}`, `{:1}`, `{"a" 1}`, `{"a"::1}`, `{"a":1:2}`, `{"a":1 "b":2}`, `{a:1}`, `{1:1}`, `{null:1}`, `{[]:1}`, `{"a":1;"b":2}`, "['a']", "[`a`]", "[“a”]", "[1 2]", `["a" "b"]`, "[1;2]", "(1)", "<1>",
		"true false", "[] []", "{}{}", "1 1", `"a" "b"`, "{},", "[],", "[]]", "{}}", "]", "}", "[", "{", "[[", "{{", "[{", `{"a":[`, "[}", "{]", "[1}", `{"a":1]`, "[[]", "[]]", deep("[", "]", 100_000) + "]", "[" + deep("[", "]", 100_000), strings.Repeat("[", 100_000), strings.Repeat(`{"a":`, 100_000), strings.Repeat("[{", 50_000) + strings.Repeat("]}", 50_000),
		"True", "TRUE", "tRue", "tru", "truee", "nulll", "Null", "fals", "none", "None", "nil", "undefined", "NaN", "nan", "Infinity", "-Infinity", "inf", "+1", "--1", "- 1", "1.", ".1", "-.1", "1.e1", "1e", "1e+", "1e1.5", "01", "-01", "00", "0x1F", "0b1", "0o7", "1_000", "1,000", "1'000", "１", "-１", "1/2", "1L", "1f", "²",
		"//", "/**/", "# x", "// x\n{}", "{} // x", "[1 /* x */]", "{}#", "-- x", "<!-- -->", "", " ", "\n", "\v{}", "\f{}", "\b{}", "\x1e{}", "json", "var a = {}", "callback({})", "data: {}", "a: 1", "---\na: 1", "<a/>", "a,b\n1,2",
	} {
		judge(t, src, false)
	}
}

// A text in another encoding is told once, in words that help.
func TestOtherEncodings(t *testing.T) {
	text := "{\"a\": \"é漢😀\", \"b\": [1, 2]}\n"
	sixteen := utf16.Encode([]rune(text))
	var wide16le, wide16be, wide32le, wide32be []byte
	for _, u := range sixteen {
		wide16le, wide16be = binary.LittleEndian.AppendUint16(wide16le, u), binary.BigEndian.AppendUint16(wide16be, u)
	}
	for _, r := range text {
		wide32le, wide32be = binary.LittleEndian.AppendUint32(wide32le, uint32(r)), binary.BigEndian.AppendUint32(wide32be, uint32(r))
	}
	for name, src := range map[string]string{
		"UTF-16, little end first": string(wide16le), "UTF-16, big end first": string(wide16be), "UTF-32, little end first": string(wide32le), "UTF-32, big end first": string(wide32be),
		"UTF-16, little end first, marked": "\xff\xfe" + string(wide16le), "UTF-16, big end first, marked": "\xfe\xff" + string(wide16be), "UTF-32, little end first, marked": "\xff\xfe\x00\x00" + string(wide32le), "UTF-32, big end first, marked": "\x00\x00\xfe\xff" + string(wide32be),
	} {
		judge(t, src, false)
		tr := parse(src)
		if got := told(tr); len(got) != 1 || !strings.HasPrefix(got[0], "1:1 this is "+name[:6]+" text") || len(tr.Findings()) > 2 {
			t.Errorf("%s: %d findings, %q", name, len(tr.Findings()), got)
		}
	}
	// A NUL elsewhere is just a NUL.
	if got := told(parse("{\"a\": 1\x00}")); len(got) != 1 || strings.Contains(got[0], "UTF-16") {
		t.Errorf("NUL in the text: %q", got)
	}
}

// Whatever stands at an offset, At finds the innermost value there.
func checkEveryOffset(t *testing.T, tr *Tree) {
	t.Helper()
	for off := 0; off <= len(tr.src) && tr.Root() != None; off++ {
		n := tr.At(off)
		for c := tr.FirstChild(n); c != None; c = tr.NextSibling(c) {
			if _, end := tr.Span(c); tr.begin(c) < off && off < end {
				t.Fatalf("At(%d) is %d, and %d holds it", off, n, c)
			}
		}
		_, end := tr.Span(n)
		if n != tr.Root() && (off < tr.begin(n) || off > end) {
			t.Fatalf("At(%d) is %d, which spans %d to %d", off, n, tr.begin(n), end)
		}
		if onlyWay(tr, n) {
			if back, ok := tr.Find(tr.Pointer(n)); !ok || back != n {
				t.Fatalf("from %d to %s, and back to %d", off, tr.Pointer(n), back)
			}
		}
	}
}

func TestEveryOffsetLeadsToItsValue(t *testing.T) {
	for _, src := range append(awkward[:len(awkward):len(awkward)], little) {
		if len(src) < 2000 {
			checkEveryOffset(t, parse(src))
		}
	}
}
