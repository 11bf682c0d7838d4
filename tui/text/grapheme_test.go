// grapheme_test.go proves that steps by character agree in both directions and
// do not depend on how the text is cut into chunks.
package text

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// borders returns the cluster borders of s as the library finds them, with
// each invalid byte standing alone.
func borders(s string) []int {
	var out []int
	at := 0
	cluster := func(valid string) {
		it := graphemes.FromString(valid)
		for it.Next() {
			out = append(out, at)
			at += len(it.Value())
		}
	}
	begin := 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			cluster(s[begin:i])
			out = append(out, i)
			at = i + 1
			begin = i + 1
		}
		i += n
	}
	cluster(s[begin:])
	return append(out, len(s))
}

func stepping(t *testing.T, text Text, s string) {
	t.Helper()
	want := borders(s)
	var forth, back []int
	for at := 0; ; at = text.NextGrapheme(at) {
		forth = append(forth, at)
		if at == len(s) {
			break
		}
	}
	for at := len(s); ; at = text.PrevGrapheme(at) {
		back = append(back, at)
		if at == 0 {
			break
		}
	}
	slices.Reverse(back)
	if !slices.Equal(forth, want) {
		t.Fatalf("forwards %v, want %v in %q", forth, want, s)
	}
	if !slices.Equal(back, want) {
		t.Fatalf("backwards %v, want %v in %q", back, want, s)
	}
	for i := range len(want) - 1 {
		for off := want[i] + 1; off < want[i+1]; off++ {
			if a, b := text.Snap(off, Before), text.Snap(off, After); a != want[i] || b != want[i+1] {
				t.Fatalf("Snap(%d) = %d, %d, want %d, %d in %q", off, a, b, want[i], want[i+1], s)
			}
			if a, b := text.PrevGrapheme(off), text.NextGrapheme(off); a != want[i] || b != want[i+1] {
				t.Fatalf("from inside a character at %d: %d, %d, want %d, %d in %q", off, a, b, want[i], want[i+1], s)
			}
		}
	}
}

func TestStepsByCharacter(t *testing.T) {
	for name, s := range map[string]string{
		"ASCII":              "abc def",
		"CRLF is one":        "a\r\nb\n\rc\r\r\n",
		"accents":            "e\u0301a\u0300\u0301b",
		"accent on a break":  "\n\u0301\r\u0301",
		"CJK":                "日本語",
		"family":             "x👩‍👩‍👧‍👦👩‍👩‍👧‍👦y",
		"skin tones":         "👍🏽👍🏿a🏽",
		"flags":              "🇫🇮🇸🇪🇳",
		"flags after a":      "a🇫🇮🇸🇪🇳🇴b",
		"keycap":             "1️⃣2️⃣#️⃣",
		"hangul":             "한국어 각",
		"devanagari":         "क्षत्रिय नमस्ते",
		"thai":               "กำลังน้ำ",
		"arabic sign":        "\u0600123 \u06dd",
		"invalid":            "a\xff\xc3\xe2\x82b\x80\x80",
		"invalid and accent": "\xff\u0301\xc3\u0301",
		"controls":           "\x00\u0301\x1b[0m\x7f\u0085\u0301",
		"joiners":            "\u200d\u200da\u200d\u200db\u200d👩",
	} {
		t.Run(name, func(t *testing.T) {
			for _, pad := range []string{"", strings.Repeat("p", minLeaf-3), strings.Repeat("é", maxLeaf)} {
				for _, text := range both(pad + s + pad) {
					stepping(t, text, pad+s+pad)
				}
			}
		})
	}
}

func FuzzSteps(f *testing.F) {
	for _, s := range samples() {
		f.Add(s[:min(len(s), 200)], uint64(len(s)))
	}
	f.Add("🇫🇮🇸🇪🇳🇴🇩🇰", uint64(1))
	f.Fuzz(func(t *testing.T, s string, seed uint64) {
		s = s[:min(len(s), maxCluster/2)] // longer clusters are cut: see below
		stepping(t, chopped(s, seed), s)
	})
}

func TestAStepInAFloodIsBoundedAndMovesOn(t *testing.T) {
	for name, s := range map[string]string{
		"marks":   "a" + strings.Repeat("\u0301", 200_000),
		"joiners": strings.Repeat("👩\u200d", 60_000),
		"virama":  strings.Repeat("क\u094d", 60_000),
		"flags":   strings.Repeat("🇫", 100_000),
	} {
		t.Run(name, func(t *testing.T) {
			text := New(s)
			for _, at := range []int{0, 1000, len(s) / 2, len(s) - 10} {
				next, prev := text.NextGrapheme(at), text.PrevGrapheme(at)
				if next <= at || next > at+2*maxCluster || at > 0 && (prev >= at || prev < at-2*maxCluster) {
					t.Errorf("from %d: %d and %d", at, prev, next)
				}
				if next < len(s) && !utf8.RuneStart(s[next]) || !utf8.RuneStart(s[prev]) {
					t.Errorf("from %d the steps end inside a character", at)
				}
			}
		})
	}
}
