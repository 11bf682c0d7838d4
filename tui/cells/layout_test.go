// layout_test.go proves that columns are right wherever one starts to look, in
// short lines and in long ones, before and after edits.
package cells

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// draw writes what a line shows, with | between cells.
func draw(cs []Cell, line string) string {
	var out []string
	for _, c := range cs {
		s := c.Show
		if s == "" {
			s = line[c.Off : c.Off+c.Len]
		}
		if c.Mark {
			s = "<" + s + ">"
		}
		out = append(out, s)
	}
	return strings.Join(out, "|")
}

func TestEverythingHasItsCells(t *testing.T) {
	for _, c := range []struct {
		name, line, shown string
		width             int
	}{
		{"ASCII", "abc", "a|b|c", 3},
		{"wide", "a日b", "a|日|b", 4},
		{"accents", "e\u0301x", "e\u0301|x", 2},
		{"family", "👩‍👩‍👧‍👦!", "👩‍👩‍👧‍👦|!", 3},
		{"flag", "🇫🇮🇸", "🇫🇮|🇸", 4},
		{"tab at the start", "\tx", "    |x", 5},
		{"tab after two", "ab\tx", "a|b|  |x", 5},
		{"tab after four", "abcd\tx", "a|b|c|d|    |x", 9},
		{"tab after wide", "日日日\tx", "日|日|日|  |x", 9},
		{"escape", "\x1b[m", "<␛>|[|m", 3},
		{"null", "a\x00", "a|<␀>", 2},
		{"return", "a\r", "a|<␍>", 2},
		{"newline in one row", "a\nb", "a|<␊>|b", 3},
		{"CRLF in one row", "a\r\nb", "a|<␍␊>|b", 4},
		{"invalid", "\xffa", `<\xff>|a`, 5},
		{"bidi", "a\u202eb", `a|<\u202e>|b`, 8},
		{"zero width", "\u200b", `<\u200b>`, 6},
		{"joiner on a letter", "a\u200db", `<a\u200d>|b`, 8},
		{"flood", "a" + strings.Repeat("\u0301", 100), "<a" + strings.Repeat("\u0301", 8) + "…>", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			cs := Layout(c.line, 0, 1000)
			if got := draw(cs, c.line); got != c.shown {
				t.Errorf("%q is laid out as %s, want %s", c.line, got, c.shown)
			}
			if got := ColumnOf(c.line, len(c.line)); got != c.width {
				t.Errorf("%q takes %d cells, want %d", c.line, got, c.width)
			}
		})
	}
}

// lines are laid out by the tests below.
var lines = []string{
	"", "x", "plain ASCII text that is a little longer", "\ta\tbb\tccc\t", "日本語テキスト混じりabc",
	"e\u0301👩‍👩‍👧‍👦🇫🇮\xff\x00\u202e\tend", strings.Repeat("abcdefg", 3000), strings.Repeat("日本\t", 1500),
	strings.Repeat("a\u0301\xff\t👍🏽", 800), strings.Repeat("x", 4096) + "é", strings.Repeat("x", 4095) + "e\u0301x",
	"a" + strings.Repeat("\u0301", 3000) + "b",
}

// whole lays a line out without any shortcut.
func whole(line string) []Cell {
	var cs []Cell
	for off, col := 0, 0; off < len(line); {
		n := clusterSize(line[off:])
		s, w, how := judge(line[off : off+n])
		c := Cell{Off: off, Len: n, Col: col, Width: w}
		switch {
		case line[off:off+n] == "\t":
			c.Width = tabStop - col%tabStop
			c.Show = strings.Repeat(" ", c.Width)
		case how == marked:
			c.Show, c.Mark = s, true
		}
		cs = append(cs, c)
		off, col = off+n, col+c.Width
	}
	return cs
}

// agree compares a ruler's answers about a line with those of whole.
func agree(t *testing.T, r *Ruler, l Line, line string, rnd *rand.Rand, times int) {
	t.Helper()
	cs := whole(line)
	total := 0
	if n := len(cs); n > 0 {
		total = cs[n-1].Col + cs[n-1].Width
	}
	if got := r.ColumnOf(l, l.Len()); got != total {
		t.Fatalf("the line is %d cells wide, want %d", got, total)
	}
	for range times {
		from, width := rnd.IntN(total+20)-5, rnd.IntN(120)
		var want []Cell
		for _, c := range cs {
			if c.Col < max(from, 0)+width && c.Col+c.Width > from {
				want = append(want, c)
			}
		}
		if got := r.Layout(l, from, width); width > 0 && !slices.Equal(got, want) {
			t.Fatalf("Layout(%d, %d)\n%v\nwant\n%v", from, width, got, want)
		}
		off := rnd.IntN(len(line) + 1)
		want1 := total
		for _, c := range cs {
			if off < c.Off+c.Len {
				want1 = c.Col
				break
			}
		}
		if got := r.ColumnOf(l, off); got != want1 {
			t.Fatalf("ColumnOf(%d) = %d, want %d", off, got, want1)
		}
		col, want2 := rnd.IntN(total+20), len(line)
		for _, c := range cs {
			if col < c.Col+c.Width {
				want2 = c.Off
				break
			}
		}
		if got := r.OffsetAt(l, col); got != want2 {
			t.Fatalf("OffsetAt(%d) = %d, want %d", col, got, want2)
		}
	}
}

func TestColumnsAreTheSameFromEverywhere(t *testing.T) {
	r := new(Ruler)
	for i, line := range lines {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(uint64(i), 1))
			agree(t, nil, String(line), line, rnd, 40)
			agree(t, r, String(line), line, rnd, 200)
		})
	}
}

// edited is a line that knows how much it shares with the one it came from.
type edited struct {
	text string
	from *edited
	same int
}

func (e *edited) Len() int                  { return len(e.text) }
func (e *edited) Slice(from, to int) string { return String(e.text).Slice(from, to) }

func (e *edited) Shared(old Bytes) int {
	o, ok := old.(*edited)
	if !ok {
		return 0
	}
	same := len(e.text)
	for at := e; at != nil; at = at.from {
		if at == o {
			return min(same, len(o.text))
		}
		same = min(same, at.same)
	}
	return 0
}

func TestARulerForgetsJustWhatAnEditChanged(t *testing.T) {
	for i, line := range lines {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(uint64(i), 2))
			r := new(Ruler)
			l := &edited{text: line}
			for range 12 {
				agree(t, r, l, l.text, rnd, 4)
				at := rnd.IntN(len(l.text) + 1)
				insert := []string{"x", "\t", "\u0301", "日", "\u200d👩", ""}[rnd.IntN(6)]
				cut := min(rnd.IntN(3), len(l.text)-at)
				l = &edited{text: l.text[:at] + insert + l.text[at+cut:], from: l, same: at}
			}
		})
	}
}

func TestARulerForgetsPlacesThatAnEditPutsInsideACharacter(t *testing.T) {
	line := &edited{text: strings.Repeat("x", 5*stride)}
	r := new(Ruler)
	r.ColumnOf(line, line.Len())
	for _, p := range r.long[0].places {
		at := p.off
		next := &edited{text: line.text[:at] + "\u0301" + line.text[at:], from: line, same: at}
		if got, want := r.ColumnOf(next, at+2), ColumnOf(next.text, at+2); got != want {
			t.Errorf("after an accent at %d there is column %d, want %d", at, got, want)
		}
		if r.ColumnOf(next, next.Len()); len(r.long[0].places) != 6 {
			t.Errorf("after an edit at %d the ruler remembers %d places", at, len(r.long[0].places))
		}
		r.ColumnOf(line, line.Len())
	}
}

func TestARulerKnowsManyLines(t *testing.T) {
	r := new(Ruler)
	for round := range 2 {
		for i := range rulerLines + 10 {
			line := strings.Repeat("日本\t", 1000+i)
			if got := r.ColumnOf(String(line), len(line)); got != (1000+i)*8 {
				t.Fatalf("round %d: line %d is %d cells wide", round, i, got)
			}
		}
	}
	if len(r.long) != rulerLines {
		t.Errorf("the ruler remembers %d lines, want %d", len(r.long), rulerLines)
	}
}

func FuzzLayout(f *testing.F) {
	for _, line := range lines {
		f.Add(line[:min(len(line), 100)], uint64(len(line)))
	}
	f.Fuzz(func(t *testing.T, line string, seed uint64) {
		rnd := rand.New(rand.NewPCG(seed, 3))
		if rnd.IntN(2) == 0 {
			line = strings.Repeat(line, 1+rnd.IntN(60))
		}
		agree(t, nil, String(line), line, rnd, 4)
		agree(t, new(Ruler), String(line), line, rnd, 8)
		for _, c := range whole(line) {
			s := c.Show
			if s == "" {
				s = line[c.Off : c.Off+c.Len]
			}
			if Width(s) != c.Width {
				t.Fatalf("%q is shown as %q in %d cells", line[c.Off:c.Off+c.Len], s, c.Width)
			}
			if why := isUnsafe(s); why != "" {
				t.Fatalf("%q is shown as %q: %s", line[c.Off:c.Off+c.Len], s, why)
			}
			if Gate(s) != s {
				t.Fatalf("the gate changes %q", s)
			}
		}
	})
}

func BenchmarkLayout(b *testing.B) {
	const size = 10 << 20
	for name, line := range map[string]string{
		"ASCII": strings.Repeat(`{"id":"clicks","n":12345},`, size/26),
		"mixed": strings.Repeat(`{"id":"日本語","n":"é👍🏽"},`, size/40),
	} {
		l := String(line)
		b.Run(name+"/start", func(b *testing.B) {
			for b.Loop() {
				Layout(line, 0, 120)
			}
		})
		b.Run(name+"/10 MB to the left, not remembered", func(b *testing.B) {
			for b.Loop() {
				Layout(line, 9_000_000, 120)
			}
		})
		b.Run(name+"/10 MB to the left, remembered", func(b *testing.B) {
			r := new(Ruler)
			r.ColumnOf(l, l.Len())
			for b.Loop() {
				r.Layout(l, 5_000_000, 120)
			}
		})
	}
}
