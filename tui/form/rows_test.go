// This file tests the rows: what is visible, what stays open, what is drawn.
package form

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/text"
	"patchbay/tui/theme"
)

func parse(src string) *document.Tree { return document.Parse(context.Background(), src) }

func noMarks(int, int) (document.Severity, bool) { return 0, false }

// drawn returns the rows that hold something, without the sign of the current
// one.
func drawn(r *Rows, w, h int) []string {
	lines, _ := r.View(plain, w, h, field.Blurred, noMarks, nil)
	var out []string
	for _, l := range lines {
		if l = strings.TrimRight(ansi.Strip(l), " "); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func TestRowsSayWhatIsThere(t *testing.T) {
	src := `{"text": "a\nb", "n": 1.50, "yes": true, "nothing": null, "empty": {}, "none": [], "": 1, "list": [{"id": "x", "title": "Orders"}, {"name": "N", "id": "y"}, {"title": 7, "id": "z"}, [1,
  2], "s"]}`
	r := &Rows{}
	r.Follow(parse(src), 0)
	r.ExpandAll(0)
	r.Collapse(mustFind(t, r, "list[0]"))
	r.Collapse(mustFind(t, r, "list[3]"))
	want := []string{
		"  ▾ Configuration  8 members",
		`      text: "a\nb"`, "      n: 1.50", "      yes: true", "      nothing: null", "      empty  empty object", "      none  empty list", `      "": 1`,
		"    ▾ list  5 items",
		`      ▸ [0] Orders  2 members  {"id": "x", "title": "Orders"}`,
		"      ▾ [1] N  2 members", `          name: "N"`, `          id: "y"`,
		"      ▾ [2] z  2 members", "          title: 7", `          id: "z"`,
		"      ▸ [3]  2 items  [1, 2]",
		`        [4]: "s"`,
	}
	if got := drawn(r, 80, 30); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func mustFind(t *testing.T, r *Rows, path string) document.Node {
	t.Helper()
	n, ok := r.Tree().Find(path)
	if !ok {
		t.Fatalf("no %s", path)
	}
	return n
}

// The rows are those values around which everything is open, whatever was opened
// and closed; the current one is among them.
func TestRowsLaw(t *testing.T) {
	for seed := range uint64(40) {
		rnd := rand.New(rand.NewPCG(seed, 3))
		src := randomJSON(rnd, 5)
		r, now := &Rows{}, text.New(src)
		r.Follow(parse(src), 0)
		for range 60 {
			n := document.Node(rnd.IntN(r.Tree().Len()))
			start, _ := r.Tree().Span(n)
			switch rnd.IntN(9) {
			case 0, 1:
				r.Expand(n)
			case 2:
				r.Collapse(n)
			case 3:
				r.ExpandAll(n)
			case 4:
				r.CollapseAll(n)
			case 5:
				r.Reveal(start)
				if row, ok := r.row(n); !ok || r.Node() != n {
					t.Fatalf("seed %d: row %d is not the one that was to be shown", seed, row)
				}
			case 6:
				r.Move(rnd.IntN(9) - 4)
			case 7:
				r.GoTo(start)
				r.Parent()
			case 8:
				now = edited(t, rnd, r, now)
			}
			if seen := drawn(r, 40, 10); r.Len() > 10 && len(seen) != 10 {
				t.Fatalf("seed %d: %d rows drawn of %d", seed, len(seen), r.Len())
			}
			check(t, r)
		}
	}
}

func check(t *testing.T, r *Rows) {
	t.Helper()
	tree := r.Tree()
	var want []document.Node
	for n := document.Node(0); int(n) < tree.Len(); n++ {
		visible := true
		for p := tree.Parent(n); p != document.None; p = tree.Parent(p) {
			visible = visible && r.Open(p)
		}
		if visible {
			want = append(want, n)
		}
	}
	if !slices.Equal(r.list, want) {
		t.Fatalf("rows %v, want %v of %s", r.list, want, tree.Source())
	}
	if r.at < 0 || r.at >= len(r.list) {
		t.Fatalf("row %d of %d", r.at, len(r.list))
	}
	if !slices.IsSorted(r.open) || len(slices.Compact(slices.Clone(r.open))) != len(r.open) {
		t.Fatalf("open at %v", r.open)
	}
}

// edited makes a change as the form does and checks that what it does not touch
// stays open.
func edited(t *testing.T, rnd *rand.Rand, r *Rows, now text.Text) text.Text {
	t.Helper()
	tree := r.Tree()
	n := document.Node(rnd.IntN(tree.Len()))
	changes := []func(document.Node) (document.Patch, error){tree.Remove, tree.Duplicate, tree.MoveUp, tree.MoveDown}
	which := rnd.IntN(len(changes))
	p, err := changes[which](n)
	if err != nil || len(p.Splices) == 0 {
		return now
	}
	opened := func() map[string]int { // by how the value is written
		out := map[string]int{}
		for c := document.Node(0); int(c) < r.Tree().Len(); c++ {
			if r.Foldable(c) && r.Open(c) {
				out[r.Tree().Text(c)]++
			}
		}
		return out
	}
	before := opened()
	var e text.Edit
	for _, s := range p.Splices {
		e = append(e, text.Change{From: s.From, To: s.To, Insert: s.Text})
	}
	now, _ = now.Apply(e)
	r.Edited(e)
	r.Follow(parse(now.String()), p.At)
	if which >= 2 { // moved: the containers around it are written otherwise now
		after := opened()
		if total(after) != total(before) {
			t.Fatalf("moving %s changes how much is open: %v, %v", tree.Text(n), before, after)
		}
	}
	return now
}

func total(counts map[string]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

// randomJSON writes a list of lists, objects and numbers, each value another.
func randomJSON(rnd *rand.Rand, depth int) string {
	id := 0
	var write func(depth int) string
	write = func(depth int) string {
		id++
		number := strings.Repeat("1", id%7+1)
		if depth == 0 {
			return number
		}
		var parts []string
		for range rnd.IntN(4) + 1 {
			parts = append(parts, write(depth-1-rnd.IntN(min(2, depth))))
		}
		if rnd.IntN(2) == 0 {
			return "[" + strings.Join(parts, ", ") + "]"
		}
		for i := range parts {
			id++
			parts[i] = document.Quote(strings.Repeat("k", i+1)) + ": " + parts[i]
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return "[" + write(depth) + ", " + write(depth) + "]"
}

// A row costs what is seen of it, and is exactly as wide as it should be.
func TestRowsOfHugeValues(t *testing.T) {
	huge := strings.Repeat("日本語\u202e\x07é́ ", 200_000)
	src := `{` + document.Quote(huge) + `: ` + document.Quote(huge) + `, "o": {"title": ` + document.Quote(huge) + `, "x": [` + strings.Repeat("[[1]], ", 50_000) + `1]}}`
	r := &Rows{}
	r.Follow(parse(src), 0)
	r.Expand(2)
	for _, w := range []int{200, 80, 20, 3, 1} {
		for _, th := range []theme.Theme{plain, theme.New(theme.Dark, theme.Colours256, theme.ASCII)} {
			lines, _ := r.View(th, w, 8, field.Focused, noMarks, nil)
			for _, l := range lines {
				if ansi.StringWidth(l) != w || cells.Gate(l) != l {
					t.Errorf("%d cells: %d in %.100q", w, ansi.StringWidth(l), l)
				}
			}
		}
	}
	work := testing.AllocsPerRun(3, func() { r.View(plain, 80, 8, field.Focused, noMarks, nil) })
	if work > 3000 {
		t.Errorf("%v allocations for eight rows", work)
	}
}
