// Sorting keys, and laying out or minifying a part: examples and laws. The
// part that is meant stands between ‹ and › in the examples.

package document

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// marked returns the text of an example and the part that is meant.
func marked(s string) (src string, from, to int) {
	from = strings.Index(s, "‹")
	s = strings.Replace(s, "‹", "", 1)
	if to = strings.Index(s, "›"); to < 0 {
		return s, from, from
	}
	return strings.Replace(s, "›", "", 1), from, to
}

func TestSortKeys(t *testing.T) {
	for _, c := range []struct {
		why, src string
		reach    Reach
		want     string
	}{
		{"commas and white space stay", "{‹ \"b\" : 1 ,\n\t\"a\":2}", Here, "{ \"a\":2 ,\n\t\"b\" : 1}"},
		{"in order already", `‹{"a":1,"b":2}`, Here, `{"a":1,"b":2}`},
		{"empty", `‹{ }`, Here, `{ }`},
		{"repeated keys keep their order", `{"b":1,‹"a":1,"b":0,"a":0}`, Here, `{"a":1,"a":0,"b":1,"b":0}`},
		{"escapes are read", `{‹"c":1,"\u0061":2,"b":3}`, Here, `{"\u0061":2,"b":3,"c":1}`},
		{"by code points, not by language", `{‹"é":1,"z":2,"Z":3,"$schema":4,"":5}`, Here, `{"":5,"$schema":4,"Z":3,"z":2,"é":1}`},
		{"only this one", `‹{"b":{"y":1,"x":2},"a":[{"d":1,"c":2}]}`, Here, `{"a":[{"d":1,"c":2}],"b":{"y":1,"x":2}}`},
		{"everywhere below", `‹{"b":{"y":1,"x":2},"a":[{"d":1,"c":2}]}`, Below, `{"a":[{"c":2,"d":1}],"b":{"x":2,"y":1}}`},
		{"everywhere below, lists keep their order", `{"a":‹{"l":[3,1,2]},"0":1}`, Below, `{"a":{"l":[3,1,2]},"0":1}`},
		{"the inner one under the cursor", `{"b":{"y":1,‹"x":2},"a":1}`, Here, `{"b":{"x":2,"y":1},"a":1}`},
		{"from its key", `{‹"b":{"y":1,"x":2},"a":1}`, Here, `{"b":{"x":2,"y":1},"a":1}`},
		{"from a selected member", `{‹"b":{"y":1,"x":2}›,"a":1}`, Here, `{"b":{"x":2,"y":1},"a":1}`},
		{"from two selected members", `{‹"b":{"y":1,"x":2},"a"›:1}`, Here, `{"a":1,"b":{"y":1,"x":2}}`},
		{"from within a list", `{"b":[1,‹2],"a":1}`, Here, `{"a":1,"b":[1,2]}`},
		{"spellings stay", `{‹"b":1.50e+1,"a":"\u00e9\/"}`, Here, `{"a":"\u00e9\/","b":1.50e+1}`},
		{"bytes that are no text", "{‹\"b\":\"\xff\",\"a\":\"\x7f\"}", Here, "{\"a\":\"\x7f\",\"b\":\"\xff\"}"},
	} {
		src, from, to := marked(c.src)
		got, err := SortKeys(parse(src), from, to, c.reach)
		if err != nil || got.Text != c.want {
			t.Errorf("%s: %v\n got %s\nwant %s", c.why, err, got.Text, c.want)
		}
	}
}

func TestSortingTellsWhatItDid(t *testing.T) {
	src := `{"x":{"b":1,"a":1,"a":2,"a":3,"b":2},"w":{"a":1},"v":[{"q":1,"p":1,"p":1}]}`
	s, err := SortKeys(parse(src), 1, 1, Below)
	if err != nil || s.Objects != 1 || s.Repeated != 2 {
		t.Fatalf("%v, %d objects, %d keys repeated", err, s.Objects, s.Repeated)
	}
	s, err = SortKeys(parse(src), 0, 0, Below)
	if err != nil || s.Objects != 3 || s.Repeated != 3 || s.Object != 0 {
		t.Errorf("%v, %d objects, %d keys repeated", err, s.Objects, s.Repeated)
	}
}

func TestSortingRefuses(t *testing.T) {
	for _, c := range []struct {
		why, src string
		off      int
		reason   string
	}{
		{"a stray comma", `{"b":1,"a":2,}`, 13, "the text is not valid JSON from here on."},
		{"no object", `[1, 2]`, 0, "there is no object around this place."},
		{"201 levels", strings.Repeat(`{"a":`, 201) + "1" + strings.Repeat("}", 201), 1000, "the text is nested deeper than 200 levels here."},
	} {
		_, err := SortKeys(parse(c.src), 0, 0, Below)
		var refused *FormatError
		if !errors.As(err, &refused) || refused.Off != c.off || refused.Reason != c.reason {
			t.Errorf("%s: %v", c.why, err)
		}
	}
}

func TestPlacesMoveWithTheirMember(t *testing.T) {
	src := "{\n  \"bb\": {\"x\": 1},\n  \"a\": 22\n}"
	s, err := SortKeys(parse(src), 1, 1, Here)
	if err != nil {
		t.Fatal(err)
	}
	for place, want := range map[string]string{"{\n": "{\n", "bb": "bb", "x\"": "x\"", "a": "a", "22": "22"} {
		if got := s.Map(strings.Index(src, place)); got != strings.Index(s.Text, want) {
			t.Errorf("%q: %d", place, got)
		}
	}
	for off, want := range map[int]int{strings.Index(src, ",\n"): strings.LastIndex(s.Text, "\n"), len(src): len(s.Text), strings.Index(src, "\"a\"") - 2: 4} {
		if got := s.Map(off); got != want {
			t.Errorf("%d: %d, want %d", off, got, want)
		}
	}
}

func TestFormatRange(t *testing.T) {
	for _, c := range []struct{ why, src, want string }{
		{"one value", `{"a": ‹[1,2]›, "b":{"c":1}}`, "{\"a\": [\n    1,\n    2\n  ], \"b\":{\"c\":1}}"},
		{"one member from a part of it", `{"x":1,"a" : {‹"b":1›} ,"y":2}`, "{\"x\":1,\"a\" : {\"b\": 1} ,\"y\":2}"},
		{"from its key to its value", `{"x":1,‹"a" : {"b"›:1} ,"y":2}`, "{\"x\":1,\"a\": {\n    \"b\": 1\n  } ,\"y\":2}"},
		{"several members", `{"x":1,"‹a":1,"b":[],"c›":2 , "y":2}`, "{\"x\":1,\"a\": 1,\n  \"b\": [],\n  \"c\": 2 , \"y\":2}"},
		{"whole lines, indentation included", "{\n‹\"a\":1,\n      \"b\":{ \"c\":1 },\n›\"d\" :2\n}", "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": 1\n  },\n\"d\" :2\n}"},
		{"a blank line means what it is in", "{\"z\" :1,\"a\":{\n‹\n›\"b\":1}}", "{\"z\" :1,\"a\":{\n    \"b\": 1\n  }}"},
		{"a bracket means its value", "{\"a\":[1‹]›,\"b\" :2}", "{\"a\":[\n    1\n  ],\"b\" :2}"},
		{"the root", " ‹{\"a\":1 }› \n", "{\n  \"a\": 1\n} \n"},
		{"within a string", `{"z" :1,"a":"x ‹, › y"}`, `{"z" :1,"a":"x ,  y"}`},
		{"line breaks like the text's", "{\r\n  ‹\"a\":[1]›,\r\n  \"b\" :2\r\n}", "{\r\n  \"a\": [\r\n    1\r\n  ],\r\n  \"b\" :2\r\n}"},
		{"laid out already", "{\n  ‹\"a\": [\n    1\n  ]›\n}", "{\n  \"a\": [\n    1\n  ]\n}"},
	} {
		src, from, to := marked(c.src)
		got, err := FormatRange(parse(src), from, to)
		if err != nil || got.Text != c.want {
			t.Errorf("%s: %v\n got %q\nwant %q", c.why, err, got.Text, c.want)
		}
	}
}

func TestMinifyRange(t *testing.T) {
	src, from, to := marked("{\n  \"z\" : 1,\n  ‹\"a\": [\n    1,\n    2\n  ],\n  \"b\"›: \"x y\",\n  \"c\": 3\n}")
	got, err := MinifyRange(parse(src), from, to)
	if want := "{\n  \"z\" : 1,\n  \"a\":[1,2],\"b\":\"x y\",\n  \"c\": 3\n}"; err != nil || got.Text != want {
		t.Errorf("%v %q", err, got.Text)
	}
}

func TestPartsOfBrokenTextsAreRefused(t *testing.T) {
	for name, rewrite := range map[string]func(*Tree, int, int) (Rewrite, error){"FormatRange": FormatRange, "MinifyRange": MinifyRange} {
		var refused *FormatError
		if _, err := rewrite(parse(`{"a":[1],"b":}`), 5, 8); !errors.As(err, &refused) || refused.Off != 13 {
			t.Errorf("%s: %v", name, err)
		}
	}
	deep := strings.Repeat("[", 199) + strings.Repeat("1,", 50_000) + "1" + strings.Repeat("]", 199)
	if _, err := FormatRange(parse(deep), 0, len(deep)); err == nil || !strings.Contains(err.Error(), "proportion") {
		t.Errorf("a text of %d bytes that would explode: %v", len(deep), err)
	}
}

// FuzzRewrites: a part laid out or minified keeps every byte outside it and
// every token in it, doing it twice is doing it once, and sorting keeps members
// whole, moves nothing else, and doing it twice is doing it once.
func FuzzRewrites(f *testing.F) {
	for _, s := range awkward {
		f.Add(s, uint16(1), uint16(5))
	}
	f.Add("{\"b\":{\"y\":1, \"x\":[2,{\"d\":1,\"c\":2}]},\r\n\"a\" : \"\\u0061\",\"b\":0,\"a\":-0.0}", uint16(3), uint16(30))
	f.Add(configuration(1, 2), uint16(300), uint16(2000))
	for seed := range uint64(40) {
		w := newAuthor(seed)
		f.Add(w.write(w.value(4)), uint16(seed), uint16(seed*3))
	}
	f.Fuzz(func(t *testing.T, src string, a, b uint16) {
		tr := parse(src)
		if tr.Len() > 20_000 {
			return // bounds what one run costs
		}
		from, to := min(int(a), len(src)), min(int(b), len(src))
		from, to = min(from, to), max(from, to)
		checkRange(t, tr, from, to, FormatRange)
		checkRange(t, tr, from, to, MinifyRange)
		checkSort(t, tr, from, to, Here)
		checkSort(t, tr, from, to, Below)
	})
}

func checkRange(t *testing.T, tr *Tree, from, to int, rewrite func(*Tree, int, int) (Rewrite, error)) {
	t.Helper()
	src := tr.src
	r, err := rewrite(tr, from, to)
	if err != nil {
		var refused *FormatError
		if !errors.As(err, &refused) || refused.Off > len(src) || tr.Valid() && nestingOf(src) <= FormatDepth && len(src) < 1000 {
			t.Fatalf("refused: %v", err)
		}
		return
	}
	if !tr.Valid() || !sameTokens(src, r.Text) {
		t.Fatalf("tokens changed: %q", r.Text)
	}
	_, start, end := tr.runSpan(from, to)
	head := strings.TrimRight(src[:start], " \t")
	if !strings.HasPrefix(r.Text, head) || !strings.HasSuffix(r.Text, src[end:]) || r.Map(len(src)) != len(r.Text) {
		t.Fatalf("bytes outside [%d, %d) changed: %q", start, end, r.Text)
	}
	checkSpacings(t, src, r)
	checkPlaces(t, src, r)
	again, err := rewrite(parse(r.Text), r.Map(start), r.Map(end))
	if err == nil && again.Text != r.Text {
		t.Fatalf("twice: %q, then %q", r.Text, again.Text)
	}
}

// checkSpacings checks that the gaps alone make the new text of the old one.
func checkSpacings(t *testing.T, src string, r Rewrite) {
	t.Helper()
	var b strings.Builder
	at := 0
	for _, g := range r.Spacings() {
		if g.From < at || strings.Trim(g.New+src[g.From:g.To], " \t\r\n") != "" {
			t.Fatalf("spacing %+v", g)
		}
		b.WriteString(src[at:g.From] + g.New)
		at = g.To
	}
	if b.WriteString(src[at:]); b.String() != r.Text {
		t.Fatalf("the spacings give %q, not %q", b.String(), r.Text)
	}
}

// checkPlaces checks that every key and every value is found where Map says,
// from both its ends, and every bracket from its outer side.
func checkPlaces(t *testing.T, src string, r Rewrite) {
	t.Helper()
	for i := skipSpace(src, 0); i < len(src); {
		end := tokenEnd(src, i)
		at, behind := r.Map(i), r.Map(end)
		switch src[i] {
		case ',', ':':
			at, behind = 0, 0
		case '{', '[':
			behind = at + 1
		case '}', ']':
			at = behind - 1
		}
		if behind > 0 && (behind-at != end-i || r.Text[at:behind] != src[i:end]) {
			t.Fatalf("%q at %d is not from %d to %d of %q", src[i:end], i, at, behind, r.Text)
		}
		i = skipSpace(src, end)
	}
}

func checkSort(t *testing.T, tr *Tree, from, to int, reach Reach) {
	t.Helper()
	src := tr.src
	s, err := SortKeys(tr, from, to, reach)
	if err != nil {
		var refused *FormatError
		if !errors.As(err, &refused) || refused.Off > len(src) {
			t.Fatalf("refused: %v", err)
		}
		return
	}
	after := parse(s.Text)
	start, end := tr.Span(s.Object)
	if len(s.Text) != len(src) || s.Text[:start] != src[:start] || s.Text[end:] != src[end:] {
		t.Fatalf("bytes outside [%d, %d) changed: %q", start, end, s.Text)
	}
	if !after.Valid() || !slices.Equal(shape(src), shape(s.Text)) {
		t.Fatalf("other tokens: %q", s.Text)
	}
	if s.Repeated == 0 && !SameMeaning(src, s.Text) {
		t.Fatalf("another meaning: %q", s.Text)
	}
	checkPlaces(t, src, s.Rewrite)
	n := after.At(start)
	for after.Kind(n) != Object {
		n = after.Parent(n)
	}
	if a, b := members(tr, s.Object), members(after, n); reach == Here && !slices.Equal(sorted(a), sorted(b)) {
		t.Fatalf("other members: %q, then %q", a, b)
	} else if keys := keysOf(after, n); !slices.IsSorted(keys) || len(a) != len(b) {
		t.Fatalf("not in order: %q", keys)
	}
	again, err := SortKeys(after, start, end, reach)
	if err != nil || again.Text != s.Text || again.Objects != 0 {
		t.Fatalf("twice: %v, %q, then %q", err, s.Text, again.Text)
	}
}

// shape is all tokens of a text, sorted.
func shape(src string) (tokens []string) {
	for i := skipSpace(src, 0); i < len(src); {
		end := tokenEnd(src, i)
		tokens = append(tokens, src[i:end])
		i = skipSpace(src, end)
	}
	return sorted(tokens)
}

func sorted(s []string) []string {
	slices.Sort(s)
	return s
}

// members returns the members of an object as they are written.
func members(t *Tree, n Node) (out []string) {
	for c := t.FirstChild(n); c != None; c = t.NextSibling(c) {
		_, end := t.Span(c)
		out = append(out, t.src[t.begin(c):end])
	}
	return out
}

func keysOf(t *Tree, n Node) (out []string) {
	for c := t.FirstChild(n); c != None; c = t.NextSibling(c) {
		out = append(out, t.Key(c))
	}
	return out
}
