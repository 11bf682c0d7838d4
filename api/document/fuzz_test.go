// The laws of the package, on any input.

package document

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
)

// awkward are texts that broke something once, or look as if they would.
var awkward = []string{
	"", " ", "{}", "[]", "{", "[", "}", "]", `{"a":1}`, `{"a":1,}`, `{"a":`, `{"a`, `{"a":"x`, `{"a":[1,2}`, `[[[[]]]`, `{"a":{"b":[1,{"c":null}]}}`,
	`{"a":1 "b":2}`, `{"a: "x", "b": 1}`, "{\"a: 1,\n\"b\": 2}", "{a:1,'b':2,“c”:3}", `{"a":True,"b":-01.}`, "// c\n{/* c */}", "/*", `{"a": "say "x" now", "b":1}`,
	"{\"a\": {{x.y}}}", "{\"q\": \"query {\n  a }\",\n\"r\":1}", "\uFEFF{}", "\xff{\"\xfe\":\"\xfd\"}", `{"a":1,"\u0061":2,"A":3,"":4,"":5}`, `{"/":1,"~":2,"a b":3,"x.y":4,"[0]":5,"$":6,"é":7}`,
	`{"n":[0,-0,1e400,12345678901234567890,0.1,1.10,1E5]}`, `"\ud800"`, `"\ud834\udd1e"`, `["\udd1e\ud834"]`, "[\"\u202e\", \"{{ a\u00a0b }}\"]", "{\r\n\t\"a\" : [ ] ,\r\n \"b\":{ } }\r\n",
	"{\n  \"a\": {\n    \"b\": 1,\n  \"c\": 2\n}", "{\n  \"a\": {\n    \"b\": 1\n  }\n  },\n  \"c\": {\n    \"d\": 1\n  }\n}\n", `{"a":1},"b":2}`, `{} {}`, `[1],2`, "{\"a\":{\"b\":1} \"x\"y\"}",
	strings.Repeat("[", 300) + strings.Repeat("]", 300), strings.Repeat("[", 1100) + strings.Repeat("]", 1100), strings.Repeat(`{"a":`, 1003) + "1" + strings.Repeat("}", 1003), strings.Repeat("[", 2000),
	`["a""b"]`, `{"a""b"}`, `{"a":"b":1}`, `{:1}`, `{{}:1}`, "{\"a\" = 1; \"b\" => 2}", "{\"a\":1\n<<<<<<< HEAD\n\"b\":2}", "[1 2]", "nul", "\"a\nb\"", "[1,\x00]", "[\u00a01]", "{'", "[“", "{\"\\", "{\"\\u12",
}

func FuzzParse(f *testing.F) {
	for _, s := range awkward {
		f.Add(s)
	}
	f.Add(configuration(1, 4))
	f.Fuzz(func(t *testing.T, src string) {
		ok, off := Valid(src)
		if nestingOf(src) < 9000 && ok != json.Valid([]byte(src)) {
			t.Fatalf("Valid is %v, encoding/json says %v", ok, !ok)
		}
		if ok && off != len(src) || off > len(src) {
			t.Fatalf("Valid: offset %d of %d", off, len(src))
		}
		tr := parse(src)
		if tr.Valid() != ok || tr.Source() != src {
			t.Fatal("the tree and the scanner disagree")
		}
		faults := 0
		for i, x := range tr.Findings() {
			if x.ID == syntax {
				faults++
			}
			if x.Start < 0 || x.End < x.Start || x.End > len(src) || i > 0 && tr.Findings()[i-1].Start > x.Start {
				t.Fatalf("finding %d is out of place: %+v", i, x)
			}
			if line, col := Position(src, x.Start); line != x.Line || col != x.Col {
				t.Fatalf("finding at %d:%d says %d:%d", line, col, x.Line, x.Col)
			}
		}
		if (faults == 0) != ok {
			t.Fatalf("valid %v with %d faults", ok, faults)
		}
		checkTree(t, tr)
		if len(src) < 300 {
			checkEveryOffset(t, tr)
		}
		checkLayout(t, src, ok)
	})
}

// nestingOf is at least how deep a text is nested.
func nestingOf(src string) int { return strings.Count(src, "[") + strings.Count(src, "{") }

// checkTree checks that spans nest, and that paths lead back.
func checkTree(t *testing.T, tr *Tree) {
	t.Helper()
	var stack []Node
	seen := 0
	for n := tr.Root(); n != None; {
		seen++
		start, end := tr.Span(n)
		if start > end || end > len(tr.src) {
			t.Fatalf("node %d spans %d to %d", n, start, end)
		}
		if up := tr.Parent(n); up != None {
			from, to := tr.Span(up)
			if tr.begin(n) < from || end > to {
				t.Fatalf("node %d (%d-%d) leaves its parent (%d-%d)", n, start, end, from, to)
			}
		}
		if next := tr.NextSibling(n); next != None && tr.begin(next) < end {
			t.Fatalf("node %d overlaps the next one", n)
		}
		if n < 200 && onlyWay(tr, n) {
			for _, path := range []string{tr.Pointer(n), tr.Dotted(n)} {
				if back, ok := tr.Find(path); !ok || back != n {
					t.Fatalf("path %q of node %d leads to %d", path, n, back)
				}
			}
			if at := tr.At(tr.begin(n)); at != n && start < end && !isAbove(tr, n, at) {
				t.Fatalf("At(%d) is %d, not %d", tr.begin(n), at, n)
			}
		}
		children := 0
		for c := tr.FirstChild(n); c != None; c = tr.NextSibling(c) {
			if n < 50 && tr.Index(c) != children {
				t.Fatalf("child %d of %d has index %d", children, n, tr.Index(c))
			}
			children++
		}
		if children != tr.Count(n) {
			t.Fatalf("node %d has %d children and says %d", n, children, tr.Count(n))
		}
		// The next node in the order of the text.
		if c := tr.FirstChild(n); c != None {
			stack = append(stack, n)
			n = c
			continue
		}
		for n != None && tr.NextSibling(n) == None {
			if len(stack) == 0 {
				n = None
				break
			}
			n, stack = stack[len(stack)-1], stack[:len(stack)-1]
		}
		if n != None {
			n = tr.NextSibling(n)
		}
	}
	if seen != tr.Len() {
		t.Fatalf("walked over %d of %d nodes", seen, tr.Len())
	}
	for _, fold := range tr.Folds() {
		if fold.StartLine >= fold.EndLine {
			t.Fatalf("fold %+v", fold)
		}
	}
}

// isAbove reports whether n is a container of m.
func isAbove(tr *Tree, n, m Node) bool {
	for ; m != None; m = tr.Parent(m) {
		if m == n {
			return true
		}
	}
	return false
}

// onlyWay reports whether every key on the path of n stands once, so that the
// path means n alone.
func onlyWay(tr *Tree, n Node) bool {
	for ; tr.Parent(n) != None; n = tr.Parent(n) {
		if !tr.isMember(n) {
			continue
		}
		if _, _, ok := tr.KeySpan(n); !ok {
			return false
		}
		same := 0
		for c := tr.FirstChild(tr.Parent(n)); c != None; c = tr.NextSibling(c) {
			if tr.Key(c) == tr.Key(n) {
				same++
			}
		}
		if same != 1 {
			return false
		}
	}
	return true
}

func checkLayout(t *testing.T, src string, ok bool) {
	t.Helper()
	laid := Layout(src)
	if !ok && !strings.HasPrefix(src, bom) && laid != src {
		t.Fatal("Layout changed a text that is not JSON")
	}
	if again := Layout(laid); again != laid {
		t.Fatalf("Layout twice: %q, then %q", laid, again)
	}
	formatted, err := Format(src)
	small, smallErr := Minify(src)
	if (err == nil) != (smallErr == nil) || err != nil && (formatted != src || small != src) {
		t.Fatalf("Format: %v, Minify: %v", err, smallErr)
	}
	if !ok {
		if err == nil {
			t.Fatal("Format took a text that is not JSON")
		}
		return
	}
	if !sameTokens(src, laid) || !SameMeaning(src, laid) {
		t.Fatalf("Layout changed tokens: %q", laid)
	}
	if err != nil {
		return
	}
	if formatted != laid {
		t.Fatalf("Format and Layout differ: %q and %q", formatted, laid)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, []byte(src)); err == nil && compact.String() != small {
		t.Fatalf("Minify: %q, want %q", small, compact.String())
	}
}

func FuzzMeaning(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		w := newAuthor(seed)
		v := w.value(4)
		u := v
		for range w.IntN(3) {
			u = w.change(u)
		}
		a, b := w.write(v), w.write(u)
		same := SameMeaning(a, b)
		if same != v.means(u) || same != SameMeaning(b, a) {
			t.Fatalf("same meaning: %v and %v\n%s\n%s", same, SameMeaning(b, a), a, b)
		}
		if !SameMeaning(a, a) || !SameMeaning(a, Layout(a)) || !SameMeaning(a, w.write(v)) {
			t.Fatalf("not like itself: %s", a)
		}
		x, y := parse(a), parse(b)
		if changes := Diff(x, x); len(changes) != 0 {
			t.Fatalf("differs from itself: %v\n%s", changes, a)
		}
		silent := true
		for _, c := range Diff(x, y) {
			silent = silent && c.Kind == Respelled
			if c.Before != a[c.BeforeSpan[0]:c.BeforeSpan[1]] || c.After != b[c.AfterSpan[0]:c.AfterSpan[1]] {
				t.Fatalf("spans of %+v", c)
			}
		}
		if silent != same {
			t.Fatalf("same meaning %v, changes %v\n%s\n%s", same, Diff(x, y), a, b)
		}
	})
}

func FuzzDiffAnything(f *testing.F) {
	for i, s := range awkward {
		f.Add(s, awkward[(i+1)%len(awkward)])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if SameMeaning(a, b) != SameMeaning(b, a) {
			t.Fatal("not the same both ways")
		}
		x, y := parse(a), parse(b)
		silent := true
		for _, c := range Diff(x, y) {
			silent = silent && c.Kind == Respelled
		}
		if x.Valid() && y.Valid() && !x.Deep() && !y.Deep() && silent != SameMeaning(a, b) {
			t.Fatalf("same meaning %v, changes %v", SameMeaning(a, b), Diff(x, y))
		}
		if len(Diff(x, x)) != 0 {
			t.Fatal("differs from itself")
		}
		checkLines(t, a, b)
	})
}

// checkLines checks that both texts can be read off their line diff.
func checkLines(t *testing.T, a, b string) {
	t.Helper()
	lines := Lines(a, b, -1)
	if a == b {
		if len(lines) != 0 {
			t.Fatal("equal texts differ")
		}
		return
	}
	var before, after []string
	for _, l := range lines {
		if l.Op != Add {
			before = append(before, l.Text)
			if l.Old != len(before) {
				t.Fatalf("line %d of the old text is numbered %d", len(before), l.Old)
			}
		}
		if l.Op != Del {
			after = append(after, l.Text)
			if l.New != len(after) {
				t.Fatalf("line %d of the new text is numbered %d", len(after), l.New)
			}
		}
	}
	if strings.Join(before, "\n") != a || strings.Join(after, "\n") != b {
		t.Fatalf("lines of %q and %q: %v", a, b, lines)
	}
	old, new := 1, 1
	for _, l := range Lines(a, b, 1) {
		n := 1
		if l.Op == Gap {
			n = l.Hidden
		}
		if l.Op != Add {
			if l.Old != old || n < 1 {
				t.Fatalf("with context: %+v at old line %d", l, old)
			}
			old += n
		}
		if l.Op != Del {
			if l.New != new {
				t.Fatalf("with context: %+v at new line %d", l, new)
			}
			new += n
		}
	}
}

func FuzzCancel(f *testing.F) {
	f.Add(configuration(1, 2))
	f.Fuzz(func(t *testing.T, src string) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if tr := Parse(ctx, src); !tr.Cancelled() || tr.Source() != src {
			t.Fatal("a cancelled Parse must say so")
		}
	})
}
