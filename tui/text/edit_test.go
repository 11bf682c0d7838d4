// edit_test.go proves the laws of edits against plain strings.
package text

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// naive is what Apply must do, on a string.
func naive(s string, e Edit) string {
	var b strings.Builder
	at := 0
	for _, c := range e {
		b.WriteString(s[at:c.From])
		b.WriteString(c.Insert)
		at = c.To
	}
	b.WriteString(s[at:])
	return b.String()
}

// script turns bytes into an edit on a text of size bytes.
func script(r *rand.Rand, size, changes int) Edit {
	cuts := make([]int, 2*changes)
	for i := range cuts {
		cuts[i] = r.IntN(size + 1)
	}
	slices.Sort(cuts)
	var e Edit
	for i := 0; i < len(cuts); i += 2 {
		c := Change{From: cuts[i], To: cuts[i+1]}
		switch r.IntN(4) {
		case 0:
			c.To = c.From
		case 1:
			c.To = min(c.To, c.From+3)
		}
		if r.IntN(3) > 0 {
			pieces := []string{"x", "\n", "日本", "\u0301", "\xff", "{\"a\": 1}\n", strings.Repeat("long ", r.IntN(1+r.IntN(1500)))}
			c.Insert = pieces[r.IntN(len(pieces))]
		}
		e = append(e, c)
	}
	return e
}

func TestAScriptOfEditsEqualsTheSameOnAString(t *testing.T) {
	for name, s := range samples() {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(len(s)), 3))
			text, want := New(s), s
			for range 60 {
				changes := 1 + r.IntN(4)
				if r.IntN(8) == 0 {
					changes = bulk + r.IntN(100)
				}
				e := script(r, text.Len(), changes)
				next, inverse := text.Apply(e)
				check(t, next)
				if back, again := next.Apply(inverse); !back.Equal(text) || back.String() != want {
					t.Fatal("the inverse does not take the edit back")
				} else if redone, _ := back.Apply(again); !redone.Equal(next) {
					t.Fatal("the inverse of the inverse does not do it again")
				}
				text, want = next, naive(want, e)
				if text.String() != want {
					t.Fatal("the edit gives another text than on a string")
				}
			}
			agree(t, text, want)
		})
	}
}

func FuzzApply(f *testing.F) {
	for _, s := range samples() {
		f.Add(s[:min(len(s), 300)], uint64(len(s)), uint8(40))
	}
	f.Fuzz(func(t *testing.T, s string, seed uint64, times uint8) {
		s = strings.Repeat(s, 1+int(times)%64)
		r := rand.New(rand.NewPCG(seed, 4))
		text, want := chopped(s, seed), s
		var inverses []Edit
		for range 8 {
			e := script(r, text.Len(), 1+r.IntN(80))
			var inverse Edit
			text, inverse = text.Apply(e)
			want = naive(want, e)
			inverses = append(inverses, inverse)
			check(t, text)
		}
		if text.String() != want || text.Lines() != strings.Count(want, "\n")+1 {
			t.Fatal("the script gives another text than on a string")
		}
		comparing(t, text, chopped(s, seed+1))
		comparing(t, text, chopped(want, seed+1))
		for _, e := range slices.Backward(inverses) {
			text, _ = text.Apply(e)
		}
		check(t, text)
		if text.String() != s {
			t.Fatal("undo after apply is not identity")
		}
	})
}

func TestAWrongEditPanics(t *testing.T) {
	for name, e := range map[string]Edit{
		"not sorted":       {{3, 3, "x"}, {1, 1, "y"}},
		"overlapping":      {{0, 3, ""}, {2, 4, ""}},
		"backwards":        {{3, 1, ""}},
		"behind the end":   {{0, 99, ""}},
		"before the start": {{-1, 0, ""}},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			New("12345").Apply(e)
		})
	}
}

func TestOffsetsAreCarriedThroughEdits(t *testing.T) {
	e := Edit{{2, 2, "AB"}, {4, 6, "x"}, {8, 9, ""}} // 01AB23x67.9
	for _, c := range []struct {
		name          string
		off           int
		before, after int
	}{
		{"before everything", 1, 1, 1},
		{"at an insertion", 2, 2, 4},
		{"behind an insertion", 3, 5, 5},
		{"at the start of a replaced range", 4, 6, 6},
		{"inside a replaced range", 5, 6, 7},
		{"at its end", 6, 7, 7},
		{"at the start of a deleted range", 8, 9, 9},
		{"at its end", 9, 9, 9},
		{"behind everything", 12, 12, 12},
	} {
		if b, a := e.Map(c.off, Before), e.Map(c.off, After); b != c.before || a != c.after {
			t.Errorf("%s: %d goes to %d or %d, want %d or %d", c.name, c.off, b, a, c.before, c.after)
		}
	}
}

func TestASelectionDoesNotGrowOverWhatIsInsertedAtItsEnds(t *testing.T) {
	e := Edit{{2, 2, "AA"}, {5, 5, "BB"}}
	if got := (Selection{2, 5}).Map(e); got != (Selection{4, 7}) {
		t.Errorf("forward: %v", got)
	}
	if got := (Selection{5, 2}).Map(e); got != (Selection{7, 4}) {
		t.Errorf("backward: %v", got)
	}
	if got := (Selection{2, 5}).Map(Edit{{0, 9, ""}}); got != Cursor(0) {
		t.Errorf("deleted: %v", got)
	}
	if got := Cursor(2).Map(e); got != Cursor(2) {
		t.Errorf("a cursor at an insertion: %v", got)
	}
}

// comparing checks Equal and commonPrefix, both ways.
func comparing(t *testing.T, a, b Text) {
	t.Helper()
	x, y := a.String(), b.String()
	same := 0
	for same < min(len(x), len(y)) && x[same] == y[same] {
		same++
	}
	if commonPrefix(a, b) != same || commonPrefix(b, a) != same || a.Equal(b) != (x == y) || b.Equal(a) != (x == y) {
		t.Fatalf("of %d and %d bytes %d are the same at the start, found %d and %d; equal: %v",
			len(x), len(y), same, commonPrefix(a, b), commonPrefix(b, a), a.Equal(b))
	}
}

func TestALightlyEditedTextIsComparedWithItsOrigin(t *testing.T) {
	s := samples()["json"]
	a := New(strings.Repeat(s, 20))
	for _, e := range []Edit{
		{{0, 1, "x"}},
		{{500_000, 500_001, "x"}},
		{{a.Len() - 1, a.Len(), "x"}},
		{{1000, 1000, "xy"}, {900_000, 900_002, ""}},
		{{1000, 5000, ""}, {700_000, 700_000, s[:4000]}},
	} {
		b, inverse := a.Apply(e)
		comparing(t, a, b)
		back, _ := b.Apply(inverse)
		comparing(t, a, back)
	}
	shifted := New(strings.Repeat("abc", 5000) + "X") // the same leaves at other offsets
	longer, _ := shifted.Apply(Edit{{0, 0, strings.Repeat("abc", 200)}})
	comparing(t, shifted, longer)
	comparing(t, a, Text{})
	comparing(t, a, a)
}

func FuzzMap(f *testing.F) {
	f.Add(uint64(1), uint16(10), uint16(5))
	f.Add(uint64(99), uint16(0), uint16(0))
	f.Fuzz(func(t *testing.T, seed uint64, size, off uint16) {
		r := rand.New(rand.NewPCG(seed, 5))
		n := int(size) % 500
		old := make([]byte, n)
		for i := range old {
			old[i] = byte('a' + r.IntN(26))
		}
		text := New(string(old))
		e := script(r, n, 1+r.IntN(6))
		next, inverse := text.Apply(e)
		at := int(off) % (n + 1)
		lo, hi := e.Map(at, Before), e.Map(at, After)
		if lo > hi || lo < 0 || hi > next.Len() {
			t.Fatalf("offset %d goes to %d…%d in a text of %d", at, lo, hi, next.Len())
		}
		if at < n && (e.Map(at+1, Before) < lo || e.Map(at+1, After) < hi) {
			t.Fatalf("offset %d overtakes %d", at, at+1)
		}
		touched := false
		for _, c := range e {
			touched = touched || c.From <= at && at <= c.To
		}
		if !touched { // what is left alone goes along, and comes back
			if was, _ := text.Byte(at); at < n {
				if is, _ := next.Byte(lo); lo != hi || was != is {
					t.Fatalf("offset %d at %q goes to %d…%d at %q", at, was, lo, hi, is)
				}
			}
			if inverse.Map(lo, Before) != at || inverse.Map(hi, After) != at {
				t.Fatalf("offset %d comes back as %d and %d", at, inverse.Map(lo, Before), inverse.Map(hi, After))
			}
		}
		sel := Selection{at, r.IntN(n + 1)}
		to := sel.Map(e)
		if to.clamp(next.Len()) != to || (sel.Anchor < sel.Head && to.Anchor > to.Head) || (sel.Anchor > sel.Head && to.Anchor < to.Head) || sel.Empty() && !to.Empty() {
			t.Fatalf("the selection %v goes to %v", sel, to)
		}
	})
}

func TestBetweenTurnsOneTextIntoTheOther(t *testing.T) {
	json := samples()["json"]
	edited := strings.Replace(strings.Replace(json, "clicks", "Klicks", 1), "    },\n", "", 2)
	long := strings.Repeat("x", diffLimit+10)
	for name, c := range map[string]struct {
		a, b  string
		bytes int // most bytes an edit may insert; -1 for any
	}{
		"equal":                {json, json, 0},
		"from nothing":         {"", "abc\n", 4},
		"to nothing":           {"abc\n", "", 0},
		"one letter":           {"a\nfoo\nb", "a\nfo0\nb", 1},
		"two far places":       {json, edited, 10},
		"a line added":         {"a\nb\n", "a\nx\nb\n", 2},
		"last newline added":   {"a\nb", "a\nb\n", 1},
		"repeated":             {"aaaa", "aaa", 0},
		"inside a character":   {"a\u00e9b", "a\u00e8b", 2},
		"invalid":              {"\xff\xfe", "\xff\xfd", 1},
		"CRLF to LF":           {"a\r\nb\r\nc", "a\nb\nc", 2},
		"large, with letters":  {"é" + long + "é", "è" + strings.ToUpper(long) + "è", -1},
		"too large to compare": {"<" + long + ">", "<" + strings.ToUpper(long) + ">", len(long)},
	} {
		t.Run(name, func(t *testing.T) {
			e := Between(New(c.a), chopped(c.b, 9))
			got, _ := New(c.a).Apply(e)
			if got.String() != c.b {
				t.Fatal("the edit gives another text")
			}
			wholeCharacters(t, c.a, c.b, e)
			inserted := 0
			for _, ch := range e {
				inserted += len(ch.Insert)
			}
			if c.bytes >= 0 && inserted > c.bytes {
				t.Errorf("the edit inserts %d bytes, want at most %d", inserted, c.bytes)
			}
		})
	}
}

// wholeCharacters checks that an edit between valid texts cuts no character.
func wholeCharacters(t *testing.T, a, b string, e Edit) {
	t.Helper()
	if !utf8.ValidString(a) || !utf8.ValidString(b) {
		return
	}
	for _, c := range e {
		if !utf8.ValidString(c.Insert) || !utf8.ValidString(a[c.From:c.To]) {
			t.Fatalf("the change %+v cuts a character", c)
		}
	}
}

func FuzzBetween(f *testing.F) {
	f.Add("a\nb\nc\n", "a\nc\nd", uint64(1))
	f.Add("é\n", "è\n", uint64(2))
	f.Fuzz(func(t *testing.T, a, b string, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 6))
		if r.IntN(2) == 0 { // a relative of a
			a = strings.Repeat(a+"\n", 20)
			b = naive(a, script(r, len(a), 1+r.IntN(5)))
		}
		got, _ := New(a).Apply(Between(New(a), New(b)))
		wholeCharacters(t, a, b, Between(New(a), New(b)))
		if got.String() != b {
			t.Fatalf("Between(%q, %q) gives %q", a, b, got.String())
		}
	})
}
