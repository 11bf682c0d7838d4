// search_test.go proves that searches find what a slow search finds.
package text

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// index and lastIndex are where Find and FindLast find something, or -1.
func index(t Text, from int, needle string, fold Case) int {
	if start, _, ok := t.Find(from, needle, fold); ok {
		return start
	}
	return -1
}

func lastIndex(t Text, before int, needle string, fold Case) int {
	if start, _, ok := t.FindLast(before, needle, fold); ok {
		return start
	}
	return -1
}

// slow compares at every offset, character by character.
func slow(s, needle string, fold Case, at int) int {
	i := 0
	for i < len(needle) {
		if at >= len(s) {
			return 0
		}
		r, n := utf8.DecodeRuneInString(needle[i:])
		u, k := utf8.DecodeRuneInString(s[at:])
		same := needle[i:i+n] == s[at:at+k]
		if fold == Fold && r != utf8.RuneError && u != utf8.RuneError {
			for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
				same = same || f == u
			}
		}
		if !same {
			return 0
		}
		i += n
		at += k
	}
	return i
}

func slowFind(s, needle string, fold Case, from int) int {
	for at := max(from, 0); at < len(s); at++ {
		if fold == Exact && strings.HasPrefix(s[at:], needle) || fold == Fold && slow(s, needle, fold, at) > 0 {
			return at
		}
	}
	return -1
}

func slowLast(s, needle string, fold Case, before int) int {
	for at := min(before, len(s)) - 1; at >= 0; at-- {
		if fold == Exact && strings.HasPrefix(s[at:], needle) || fold == Fold && slow(s, needle, fold, at) > 0 {
			return at
		}
	}
	return -1
}

func TestFinding(t *testing.T) {
	for _, c := range []struct {
		text, needle string
		fold         Case
		from         int
		match        string // what is found, "" for nothing
		at           int
	}{
		{"abcabc", "bc", Exact, 0, "bc", 1}, {"abcabc", "bc", Exact, 2, "bc", 4}, {"abcabc", "bc", Exact, 5, "", -1},
		{"abc", "", Exact, 0, "", -1}, {"", "x", Fold, 0, "", -1}, {"abc", "BC", Exact, 0, "", -1}, {"abc", "BC", Fold, 0, "bc", 1},
		{"Größe", "GRÖ", Fold, 0, "Grö", 0}, {"ΣΑΣ σας", "σασ", Fold, 1, "σας", 7}, {"300 K", "k", Fold, 0, "K", 4},
		{"ſtreet", "STREET", Fold, 0, "ſtreet", 0}, {"kelvin", "Kelvin", Fold, 0, "kelvin", 0}, {"x\xffY", "\xffy", Fold, 0, "\xffY", 1},
		{"a\nb", "a\nB", Fold, 0, "a\nb", 0}, {"aaa", "aa", Exact, -5, "aa", 0}, {`"ID": 1`, `"id"`, Fold, 0, `"ID"`, 0},
		{"@`[{", "`", Fold, 0, "`", 1}, {"@", "`", Fold, 0, "", -1}, {"[", "{", Fold, 0, "", -1},
	} {
		start, end, ok := New(c.text).Find(c.from, c.needle, c.fold)
		if ok != (c.match != "") || ok && (start != c.at || c.text[start:end] != c.match) {
			t.Errorf("%q in %q from %d: %d…%d, %v", c.needle, c.text, c.from, start, end, ok)
		}
	}
	if got := lastIndex(New("x\u0251"), 2, "\xc9", Fold); got != -1 {
		t.Errorf("half a character is found at %d", got)
	}
	text := New("abcabc")
	for before, want := range map[int]int{99: 4, 5: 4, 4: 1, 2: 1, 1: -1, -1: -1} {
		if got := lastIndex(text, before, "bc", Exact); got != want {
			t.Errorf("FindLast before %d = %d, want %d", before, got, want)
		}
	}
}

func TestMatchesAcrossChunksAndWindows(t *testing.T) {
	const needle = "The Needle"
	for _, at := range []int{0, maxLeaf - 4, 5*maxLeaf - 1, searchWindow - 9, searchWindow - 1, searchWindow, 2*searchWindow - 5} {
		s := strings.Repeat("n", at) + needle + strings.Repeat("e", 2*searchWindow)
		for name, text := range both(s) {
			for _, n := range []struct {
				needle string
				fold   Case
			}{{needle, Exact}, {"tHE nEEDLE", Fold}} {
				if got := index(text, 0, n.needle, n.fold); got != at {
					t.Errorf("%s, at %d: found at %d", name, at, got)
				}
				if got := lastIndex(text, text.Len(), n.needle, n.fold); got != at {
					t.Errorf("%s, at %d: found last at %d", name, at, got)
				}
				if index(text, at+1, n.needle, n.fold) != -1 || lastIndex(text, at, n.needle, n.fold) != -1 {
					t.Errorf("%s, at %d: found twice", name, at)
				}
			}
		}
	}
	long := strings.Repeat("long needle ", 1000)
	text := chopped(strings.Repeat("x", searchWindow-700)+long+"y", 5)
	if got := index(text, 3, long+"Y", Fold); got != searchWindow-700 {
		t.Errorf("a long needle is found at %d", got)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("abcABC", "bc", uint64(1))
	f.Add("ſtreet K", "k", uint64(2))
	f.Add("\xff\u212a\u0301", "K\u0301", uint64(3))
	f.Fuzz(func(t *testing.T, s, needle string, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 7))
		s = strings.Repeat(s, 1+r.IntN(8))
		if len(s) > 2000 || len(needle) > 100 {
			return
		}
		if r.IntN(2) == 0 && len(s) > 0 { // a needle that is there
			a := r.IntN(len(s))
			needle = s[a:min(len(s), a+1+r.IntN(6))]
			if r.IntN(2) == 0 {
				needle = strings.ToUpper(needle)
			}
		}
		if needle == "" {
			return
		}
		from := r.IntN(len(s) + 2)
		text := chopped(s, seed)
		for _, fold := range []Case{Exact, Fold} {
			if got, want := index(text, from, needle, fold), slowFind(s, needle, fold, from); got != want {
				t.Fatalf("%q in %q from %d, case %d: %d, want %d", needle, s, from, fold, got, want)
			}
			if got, want := lastIndex(text, from, needle, fold), slowLast(s, needle, fold, from); got != want {
				t.Fatalf("%q in %q before %d, case %d: %d, want %d", needle, s, from, fold, got, want)
			}
		}
	})
}
