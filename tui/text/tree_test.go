// tree_test.go holds the texts the other tests build on, and proves that the
// tree stays balanced and that every reading of a Text agrees with a string.
package text

import (
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// check fails the test when the tree below t is not as promised.
func check(tb testing.TB, t Text) {
	tb.Helper()
	if t.root == nil {
		return
	}
	var visit func(n *node, root bool)
	visit = func(n *node, root bool) {
		if n.height == 0 {
			if n.size == 0 || n.size > maxLeaf || !root && n.size < minLeaf {
				tb.Fatalf("a leaf of %d bytes", n.size)
			}
			if got := strings.Count(n.chunk(), "\n"); got != n.newlines {
				tb.Fatalf("a leaf counts %d newlines and has %d", n.newlines, got)
			}
			return
		}
		if len(n.kids) > maxKids || !root && len(n.kids) < minKids || len(n.kids) < 2 {
			tb.Fatalf("a node of height %d with %d children", n.height, len(n.kids))
		}
		size, newlines := 0, 0
		for _, k := range n.kids {
			if k.height != n.height-1 {
				tb.Fatalf("a node of height %d below one of %d", k.height, n.height)
			}
			visit(k, false)
			size += k.size
			newlines += k.newlines
		}
		if size != n.size || newlines != n.newlines {
			tb.Fatalf("a node counts %d bytes, %d newlines; its children %d, %d", n.size, n.newlines, size, newlines)
		}
	}
	visit(t.root, true)
	most := 1
	for n := t.root.size / minLeaf; n > 1; n /= minKids {
		most++
	}
	if t.root.height > most {
		tb.Fatalf("a tree of %d bytes is %d levels high, at most %d", t.root.size, t.root.height, most)
	}
}

// samples are texts of every awkward kind, short and of many chunks.
func samples() map[string]string {
	awkward := "a\tb\r\nc\x00\xff\xc3(日本語)e\u0301\u0301👩‍👩‍👧‍👦🇫🇮🇸🇪\n{\"k\": [1,\n2]}\r\n\n\u202e\u200b"
	return map[string]string{
		"empty":           "",
		"one byte":        "x",
		"one newline":     "\n",
		"no last newline": "a\nb",
		"awkward":         awkward,
		"awkward, long":   strings.Repeat(awkward, 400),
		"json":            strings.Repeat("    {\n        \"id\": \"clicks\",\n        \"type\": \"int\"\n    },\n", 900),
		"one long line":   strings.Repeat("abcdefghij", 5000),
		"only newlines":   strings.Repeat("\n", 9000),
		"only marks":      strings.Repeat("\u0301", 4000),
		"only flags":      strings.Repeat("🇫🇮", 1500),
		"only invalid":    strings.Repeat("\xff\xfe", 3000),
		"exactly a leaf":  strings.Repeat("x", maxLeaf),
		"a leaf and more": strings.Repeat("x", maxLeaf+1),
	}
}

// chopped returns a text with the bytes of s whose tree was built by many
// small edits, so that its chunks come from everywhere.
func chopped(s string, seed uint64) Text {
	r := rand.New(rand.NewPCG(seed, 1))
	t := New("")
	for at := 0; at < len(s); {
		n := min(1+r.IntN(700), len(s)-at)
		t, _ = t.Apply(Edit{{t.Len(), t.Len(), strings.Clone(s[at : at+n])}})
		at += n
	}
	return t
}

func both(s string) map[string]Text {
	return map[string]Text{"whole": New(s), "chopped": chopped(s, 7)}
}

func TestEveryReadingAgreesWithTheString(t *testing.T) {
	for name, s := range samples() {
		for how, text := range both(s) {
			t.Run(name+", "+how, func(t *testing.T) {
				check(t, text)
				agree(t, text, s)
			})
		}
	}
}

// agree compares every accessor of a text with the same question to a string.
func agree(t *testing.T, text Text, s string) {
	t.Helper()
	if text.Len() != len(s) || text.String() != s {
		t.Fatalf("Len %d and String differ from the string of %d bytes", text.Len(), len(s))
	}
	lines := strings.Split(s, "\n")
	if text.Lines() != len(lines) {
		t.Fatalf("Lines = %d, want %d", text.Lines(), len(lines))
	}
	start := 0
	step := 1 + len(lines)/300
	for i, line := range lines {
		if i%step == 0 || i == len(lines)-1 {
			if got := text.LineStart(i); got != start {
				t.Fatalf("LineStart(%d) = %d, want %d", i, got, start)
			}
			if got := text.LineEnd(i); got != start+len(line) {
				t.Fatalf("LineEnd(%d) = %d, want %d", i, got, start+len(line))
			}
			if got := text.Line(i); got != line {
				t.Fatalf("Line(%d) = %q, want %q", i, got, line)
			}
		}
		start += len(line) + 1
	}
	r := rand.New(rand.NewPCG(uint64(len(s)), 2))
	for range 200 {
		from, to := r.IntN(len(s)+1), r.IntN(len(s)+1)
		if from > to {
			from, to = to, from
		}
		if got := text.Slice(from, to); got != s[from:to] {
			t.Fatalf("Slice(%d, %d) = %q, want %q", from, to, got, s[from:to])
		}
		if got, want := text.LineOf(from), strings.Count(s[:from], "\n"); got != want {
			t.Fatalf("LineOf(%d) = %d, want %d", from, got, want)
		}
		if c, ok := text.Byte(from); ok != (from < len(s)) || ok && c != s[from] {
			t.Fatalf("Byte(%d) = %q, %v", from, c, ok)
		}
		span := text.Span(from, to)
		a, b := r.IntN(span.Len()+1), r.IntN(span.Len()+1)
		if a <= b && span.Slice(a, b) != s[from:to][a:b] {
			t.Fatalf("Span(%d, %d).Slice(%d, %d) = %q", from, to, a, b, span.Slice(a, b))
		}
		var chunks strings.Builder
		text.Chunks(from, func(off int, chunk string) bool {
			if off != from+chunks.Len() || len(chunk) > chunkSize || chunk == "" {
				t.Fatalf("Chunks hands out %d bytes at %d, want at %d", len(chunk), off, from+chunks.Len())
			}
			chunks.WriteString(chunk)
			return chunks.Len() < 4000
		})
		if got := chunks.String(); !strings.HasPrefix(s[from:], got) || len(got) < min(4000, len(s)-from) {
			t.Fatalf("Chunks(%d) hands out other bytes", from)
		}
	}
	read, err := io.ReadAll(text.Reader())
	if err != nil || string(read) != s {
		t.Fatalf("Reader gives other bytes, %v", err)
	}
}

func TestOffsetsAndLinesOutsideTheTextAreClamped(t *testing.T) {
	for _, s := range []string{"", "ab\ncd"} {
		text := New(s)
		if text.Slice(-5, 99) != s || text.Slice(3, 1) != "" || text.Slice(99, 100) != "" {
			t.Errorf("%q: Slice does not clamp", s)
		}
		if text.LineStart(-1) != 0 || text.LineStart(99) != len(s) || text.LineEnd(99) != len(s) || text.Line(99) != "" {
			t.Errorf("%q: lines do not clamp", s)
		}
		if text.LineEnd(-1) != text.LineEnd(0) || text.LineOf(-1) != 0 || text.LineOf(99) != text.Lines()-1 {
			t.Errorf("%q: LineOf or LineEnd do not clamp", s)
		}
		if text.NextGrapheme(99) != len(s) || text.PrevGrapheme(-1) != 0 || text.NextGrapheme(-1) != 0 {
			t.Errorf("%q: steps do not clamp", s)
		}
	}
}

func TestReadingAnUneditedPartCopiesNothing(t *testing.T) {
	text := New(strings.Repeat("0123456789\n", 100_000))
	text, _ = text.Apply(Edit{{600_000, 600_001, "edited"}})
	for name, read := range map[string]func(){
		"half the text":       func() { text.Slice(10, 500_000) },
		"a line over a chunk": func() { text.Line(180) },
		"the far part":        func() { text.Slice(700_000, text.Len()) },
	} {
		if n := testing.AllocsPerRun(10, read); n > 0 {
			t.Errorf("reading %s makes %v allocations", name, n)
		}
	}
}

func TestEqualComparesBytesAndSameComparesIdentity(t *testing.T) {
	s := samples()["json"]
	a, b := New(s), chopped(s, 3)
	if !a.Equal(b) || a.Same(b) || !a.Same(a) || !New("").Same(Text{}) {
		t.Error("equal texts of different making must be Equal and not Same")
	}
	c, inverse := a.Apply(Edit{{5000, 5001, "X"}})
	if a.Equal(c) || c.Equal(a) {
		t.Error("texts that differ in one byte are not Equal")
	}
	if d, _ := c.Apply(inverse); !a.Equal(d) {
		t.Error("taking an edit back gives an Equal text")
	}
	if a.Equal(New(s[1:])) || a.Equal(Text{}) {
		t.Error("texts of different length are not Equal")
	}
}

func TestASpanKnowsWhatItSharesWithAnOlderOne(t *testing.T) {
	a := New(strings.Repeat("0123456789", 10_000))
	b, _ := a.Apply(Edit{{50_000, 50_000, "new"}})
	shared := b.Span(0, b.Len()).Shared(a.Span(0, a.Len()))
	if shared > 50_000 || shared < 50_000-2*maxLeaf {
		t.Errorf("an edit at 50,000 leaves %d bytes shared", shared)
	}
	c, _ := a.Apply(Edit{{50_000, 60_000, ""}})
	if shared := c.Span(0, c.Len()).Shared(a.Span(0, a.Len())); shared > 50_000 || shared < 50_000-2*maxLeaf {
		t.Errorf("a deletion at 50,000 leaves %d bytes shared", shared)
	}
	if whole := a.Span(10, 900); whole.Shared(whole) != 890 {
		t.Error("a span shares all of itself")
	}
	if n := a.Span(1, 900).Shared(a.Span(0, 900)); n != 0 {
		t.Errorf("spans that begin at different bytes share %d", n)
	}
	if n := New("abc").Span(0, 3).Shared(New("abc").Span(0, 3)); n != 0 {
		t.Errorf("unrelated spans share %d bytes", n)
	}
	if n := a.Span(0, 100).Shared(Span{}); n != 0 {
		t.Errorf("a span shares %d bytes with nothing", n)
	}
	// A line keeps what it shares when lines above it come and go.
	lines := New("short\n" + strings.Repeat("x", 20_000) + "\nlast")
	more, _ := lines.Apply(Edit{{0, 0, strings.Repeat("line\n", 2000)}})
	if n := more.LineSpan(2001).Shared(lines.LineSpan(1)); n != 0 && n != 20_000 {
		t.Errorf("a moved line shares %d bytes", n)
	}
}
