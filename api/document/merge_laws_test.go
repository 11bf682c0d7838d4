// The laws of merging, on texts that were edited at random from one base.

package document

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func FuzzMerge(f *testing.F) {
	for seed := range uint64(150) {
		f.Add(seed, uint8(seed%5), uint8(seed%4))
	}
	f.Fuzz(func(t *testing.T, seed uint64, mine, theirs uint8) {
		r := rand.New(rand.NewPCG(seed, 3))
		base := sampleBase(r)
		my, your := &scribbler{Rand: r, name: "mine"}, &scribbler{Rand: r, name: "theirs"}
		m, their := my.scribble(base, int(mine%8)), your.scribble(base, int(theirs%8))
		checkMerge(t, base, m, their)
		checkWords(t, base, m, their)
		if m != base && !my.relaid && !your.relaid {
			checkBytes(t, base, m, their)
		}
	})
}

// FuzzMergeSpellings merges small texts in random spellings: with repeated
// keys, equal items, other white space and other orders everywhere.
func FuzzMergeSpellings(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		w := newAuthor(seed)
		v := w.value(3)
		x, y := v, v
		for range w.IntN(3) {
			x = w.change(x)
		}
		for range w.IntN(3) {
			y = w.change(y)
		}
		checkMerge(t, w.write(v), w.write(x), w.write(y))
	})
}

// FuzzMergeOrder merges lists of which both sides moved items: what both have in
// one order stays in it.
func FuzzMergeOrder(f *testing.F) {
	for seed := range uint64(100) {
		f.Add(seed, uint8(seed%9))
	}
	f.Fuzz(func(t *testing.T, seed uint64, n uint8) {
		r := rand.New(rand.NewPCG(seed, 5))
		base := make([]int, n%9+2)
		for i := range base {
			base[i] = i
		}
		shuffled := func() []int {
			out := slices.Clone(base)
			for range r.IntN(4) {
				i := r.IntN(len(out))
				x := out[i]
				out = slices.Delete(out, i, i+1)
				out = slices.Insert(out, r.IntN(len(out)+1), x)
			}
			return out
		}
		write := func(list []int) string { return strings.ReplaceAll(fmt.Sprint(list), " ", ",") }
		my, their := shuffled(), shuffled()
		checkMerge(t, write(base), write(my), write(their))
		out, m := merge(t, write(base), write(my), write(their), Mine)
		if len(m.Clashes) > 0 {
			return
		}
		for _, x := range base {
			for _, y := range base {
				before := func(list []int) bool { return slices.Index(list, x) < slices.Index(list, y) }
				if before(my) && before(their) && strings.Index(out, fmt.Sprint(x)) > strings.Index(out, fmt.Sprint(y)) {
					t.Fatalf("%d is not before %d\n%s", x, y, tale(write(base), write(my), write(their), out, m))
				}
			}
		}
	})
}

// checkMerge holds a merge to the laws.
func checkMerge(t *testing.T, base, mine, theirs string) {
	t.Helper()
	show := func(law, got string, m *Merged) {
		t.Helper()
		t.Fatalf("%s\n%s", law, tale(base, mine, theirs, got, m))
	}
	for _, c := range []struct{ b, m, t, want string }{{base, mine, base, mine}, {base, mine, mine, mine}, {base, base, theirs, theirs}} {
		m, err := Merge(context.Background(), parse(c.b), parse(c.m), parse(c.t))
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Clashes) > 0 {
			show("one side alone clashes", c.want, m)
		}
		if out, err := m.Text(nil); err != nil || out != c.want {
			show(fmt.Sprint("Text of one side alone is not that side ", err), out, m)
		}
		out, err := m.write(nil) // the same without the short way
		if err != nil || !sameTokens(out, c.want) {
			show(fmt.Sprint("one side alone is not that side ", err), out, m)
		}
		if c.m == c.want && out != c.want {
			show("mine was laid out anew", out, m)
		}
	}

	for _, src := range []string{mine, theirs} {
		b := parse(base)
		v := newVersion(b, hashTree(b), parse(src))
		for n, m := range v.from {
			if m != None && v.to[m] != Node(n) {
				t.Fatalf("%s and %s do not answer to each other\n%s", b.Pointer(Node(n)), v.tree.Pointer(m), src)
			}
		}
	}
	out, m := merge(t, base, mine, theirs, Mine)
	other, _ := merge(t, base, mine, theirs, Theirs)
	back, swapped := merge(t, base, theirs, mine, Theirs)
	if len(m.Clashes) != len(swapped.Clashes) {
		show("swapped, other things clash: "+clashing(swapped), out, m)
	}
	if kept, taken := listed(meant(m.Kept)), listed(meant(swapped.Taken)); kept != taken {
		show("swapped, other changes are told: "+kept+"\n"+taken, out, m)
	}
	if muddle(out) != muddle(back) {
		show("swapped, another text comes out:\n"+back, out, m)
	}
	if rest, err := m.write(all(m, Theirs)); err != nil || len(m.Kept) == 0 && muddle(rest) != muddle(theirs) {
		show(fmt.Sprint("nothing of mine is told, but it is there: ", rest, err), other, m)
	}
	most := namesakes(mine, theirs)
	for _, choice := range []string{out, other} {
		for name, n := range namesakes(choice) {
			if n > max(1, most[name]) {
				show(fmt.Sprintf("%s stands %d times in one container", name, n), choice, m)
			}
		}
	}
	for i, choice := range []string{out, other} {
		tree := parse(choice)
		hashes := map[uint64]bool{}
		for _, h := range hashTree(tree) {
			hashes[h] = true
		}
		for _, c := range m.Clashes {
			w := [...]Written{c.Mine, c.Theirs}[i]
			if w.There && c.Kind != BothRenamed && !hashes[hashTree(parse(w.Text))[0]] {
				show("a clash is not settled as chosen: "+c.Dotted, choice, m)
			}
		}
	}
}

// checkWords checks that nothing is lost and nothing comes twice, where a text
// that stands somewhere once is one thing.
func checkWords(t *testing.T, base, mine, theirs string) {
	t.Helper()
	out, m := merge(t, base, mine, theirs, Mine)
	b, my, their, now := texts(base), texts(mine), texts(theirs), texts(out)
	for word := range union(b, my, their) {
		if b[word] > 1 || my[word] > 1 || their[word] > 1 || strings.HasPrefix(word, "both") {
			continue
		}
		want := my[word] == 1 && their[word] == 1 || b[word] == 0
		if got := now[word]; (got > 1 || (got == 1) != want) && !inClash(m, word) && !(got > 0 && brought(m, word)) {
			t.Fatalf("%s stands there %d times\n%s", word, now[word], tale(base, mine, theirs, out, m))
		}
	}
}

// checkBytes checks that a section that only one side touched is that side's,
// byte for byte, and that mine keeps its white space everywhere else.
func checkBytes(t *testing.T, base, mine, theirs string) {
	t.Helper()
	out, m := merge(t, base, mine, theirs, Mine)
	for _, c := range append(m.Kept, m.Taken...) {
		if c.Kind == Moved {
			return // from one section to another, perhaps
		}
	}
	if len(m.Clashes) > 0 {
		return // where mine is chosen
	}
	b, my, their, now := parse(base), parse(mine), parse(theirs), parse(out)
	for n := b.FirstChild(b.Root()); n != None; n = b.NextSibling(n) {
		var text [3]string
		for i, tree := range []*Tree{my, their, now} {
			if c, ok := tree.Member(0, b.Key(n)); ok {
				text[i] = tree.Text(c)
			}
		}
		before, here, there, got := b.Text(n), text[0], text[1], text[2]
		if here == "" || there == "" || got == "" {
			continue
		}
		if sameTokens(there, before) && got != here {
			t.Fatalf("%s is not as mine is\n%s", b.Key(n), tale(before, here, there, got, m))
		}
		if here == before && got != there {
			t.Fatalf("%s is not as theirs is\n%s", b.Key(n), tale(before, here, there, got, m))
		}
	}
}

// namesakes counts, by key of a member and name of an item, how often it stands
// in one container of some texts at most.
func namesakes(texts ...string) map[string]int {
	most := map[string]int{}
	for _, src := range texts {
		t := parse(src)
		for n := range Node(t.Len()) {
			here := map[string]int{}
			for c := t.FirstChild(n); c != None; c = t.NextSibling(c) {
				if name, ok := nameIn(t.Kind(n), t, c); ok {
					here[name]++
					most[name] = max(most[name], here[name])
				}
			}
		}
	}
	return most
}

func tale(base, mine, theirs, got string, m *Merged) string {
	return fmt.Sprintf("base:\n%s\nmine:\n%s\ntheirs:\n%s\ngot:\n%s\nclash %s\ntaken %s", base, mine, theirs, got, clashing(m), listed(m.Taken))
}

// meant are changes but for those of spelling, of which mine win.
func meant(changes []Change) []Change {
	return slices.DeleteFunc(slices.Clone(changes), func(c Change) bool { return c.Kind == Respelled })
}

func inClash(m *Merged, word string) bool {
	for _, c := range m.Clashes {
		if strings.HasSuffix(c.Pointer, "/"+word) { // only its key was changed
			return true
		}
		for _, w := range []Written{c.Base, c.Mine, c.Theirs} {
			if w.There && texts(w.Text)[word] > 0 {
				return true
			}
		}
	}
	return false
}

// brought reports whether a text came with something that one side added. What
// is changed and renamed at once counts as added.
func brought(m *Merged, word string) bool {
	for _, c := range append(m.Kept, m.Taken...) {
		if c.Kind == Added && texts(c.After)[word] > 0 {
			return true
		}
	}
	return false
}

// muddle is a number for a text that does not depend on the order of members
// and items.
func muddle(src string) uint64 {
	t := parse(src)
	sums := hashTree(t)
	for i := len(sums) - 1; i >= 0; i-- {
		n := Node(i)
		if k := t.Kind(n); k != Object && k != Array {
			continue
		}
		sums[i] = mix(uint64(t.Kind(n)))
		for c := t.FirstChild(n); c != None; c = t.NextSibling(c) {
			sums[i] += mix(sums[c] ^ hashText(meaningKey(t, c)))
		}
	}
	return sums[0]
}

// texts counts the long texts of a text: values and keys.
func texts(src string) map[string]int {
	t := parse(src)
	out := map[string]int{}
	for n := range Node(t.Len()) {
		if s := t.StringValue(n); len(s) > 3 {
			out[s]++
		}
		if s := t.Key(n); strings.Contains(s, "#") {
			out[s]++
		}
	}
	return out
}

func union(all ...map[string]int) map[string]bool {
	out := map[string]bool{}
	for _, m := range all {
		for word := range m {
			out[word] = true
		}
	}
	return out
}

// sampleBase is a small Configuration in which every text value is another one.
func sampleBase(r *rand.Rand) string {
	src := configuration(1+r.IntN(2), 3+r.IntN(5))
	t := parse(src)
	for n := Node(t.Len() - 1); n >= 0; n-- {
		if t.Kind(n) == String && r.IntN(8) > 0 {
			_, end := t.Span(n)
			src = src[:end-1] + fmt.Sprintf("#%d", n) + src[end-1:]
		}
	}
	switch r.IntN(4) {
	case 0:
		src = strings.ReplaceAll(src, "  ", "\t")
	case 1:
		src, _ = Minify(src)
	}
	return src
}

// scribbler edits texts in the way people do.
type scribbler struct {
	*rand.Rand
	name   string
	n      int
	relaid bool // everything got another layout
}

// word is a value nobody else writes, or now and then one that both write.
func (s *scribbler) word() string {
	if s.IntN(6) == 0 {
		return fmt.Sprintf("both%d", s.IntN(3))
	}
	s.n++
	return fmt.Sprintf("%s#%d", s.name, s.n)
}

func (s *scribbler) scribble(src string, edits int) string {
	for range edits {
		src = s.edit(src)
	}
	s.relaid = s.IntN(6) == 0
	if s.relaid && s.IntN(2) == 0 {
		return Layout(src)
	} else if s.relaid {
		src, _ = Minify(src)
	}
	return src
}

func (s *scribbler) edit(src string) string {
	t := parse(src)
	n := Node(s.IntN(t.Len()))
	json := fmt.Sprintf("%q", s.word())
	if s.IntN(2) == 0 {
		json = fmt.Sprintf("{\n  \"id\": %q,\n  \"value\": {\"source\": %q}\n}", s.word(), s.word())
	}
	var p Patch
	var err error
	switch s.IntN(12) {
	case 0, 1, 2:
		if t.Count(n) == 0 || s.IntN(10) == 0 {
			p, err = t.SetValue(n, json)
		}
	case 3, 4:
		p, err = t.AddMember(n, s.IntN(5), s.word(), json)
	case 5, 6:
		for n > 0 && t.Kind(n) != Array {
			n = t.Parent(n)
		}
		p, err = t.AddItem(n, s.IntN(5), json)
	case 7, 8:
		if t.Parent(n) > 0 {
			p, err = t.Remove(n)
		}
	case 9:
		p, err = t.Rename(n, s.word())
	case 10:
		p, err = t.MoveUp(n)
	default:
		return s.carry(t, n)
	}
	if err != nil {
		return src
	}
	return p.Apply(src)
}

// carry moves an item to another list.
func (s *scribbler) carry(t *Tree, n Node) string {
	for n > 0 && t.Kind(t.Parent(n)) != Array {
		n = t.Parent(n)
	}
	p, err := t.Remove(n)
	if n <= 0 || err != nil {
		return t.src
	}
	json := t.Text(n)
	t = parse(p.Apply(t.src))
	var lists []Node
	for l := range Node(t.Len()) {
		if t.Kind(l) == Array {
			lists = append(lists, l)
		}
	}
	if p, err = t.AddItem(lists[s.IntN(len(lists))], s.IntN(4), json); err != nil {
		return t.src
	}
	return p.Apply(t.src)
}
