// naive_test.go proves the law of the Buffer: any script of its verbs on any
// text does what the same script does on a string, written down as simply as
// it can be.
package text

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// state is a string and what is selected in it.
type state struct {
	s            string
	anchor, head int
}

func (n state) String() string { return fmt.Sprintf("%q %d…%d", n.s, n.anchor, n.head) }

func (n state) min() int { return min(n.anchor, n.head) }
func (n state) max() int { return max(n.anchor, n.head) }

// snap moves an offset that is inside a character to its side b.
func (n state) snap(off int, b Bias) int {
	off = min(max(off, 0), len(n.s))
	all := borders(n.s)
	i, found := slices.BinarySearch(all, off)
	if found || b == After {
		return all[i]
	}
	return all[i-1]
}

// selecting returns n with another selection; an empty one goes to the side b.
func (n state) selecting(anchor, head int, b Bias) state {
	anchor, head = min(max(anchor, 0), len(n.s)), min(max(head, 0), len(n.s))
	switch {
	case anchor == head:
		n.anchor = n.snap(head, b)
		n.head = n.anchor
	case anchor < head:
		n.anchor, n.head = n.snap(anchor, Before), n.snap(head, After)
	default:
		n.anchor, n.head = n.snap(anchor, After), n.snap(head, Before)
	}
	return n
}

// put returns n with s in place of [from, to) and the cursor behind it.
func (n state) put(from, to int, s string) state {
	n.s = n.s[:from] + s + n.s[to:]
	return n.selecting(from+len(s), from+len(s), After)
}

func (n state) beside(off, step int) int {
	if step < 0 {
		return n.snap(max(off-1, 0), Before)
	}
	return n.snap(min(off+1, len(n.s)), After)
}

// erase deletes the selection, or from the cursor to an offset.
func (n state) erase(to int) state {
	if n.anchor != n.head {
		return n.put(n.min(), n.max(), "")
	}
	if to == n.head {
		return n
	}
	return n.put(min(n.head, to), max(n.head, to), "")
}

// lines returns the lines with their breaks; the last has none.
func (n state) lines() (content, breaks []string) {
	for _, l := range strings.SplitAfter(n.s, "\n") {
		c := strings.TrimSuffix(l, "\n")
		if c != l {
			c = strings.TrimSuffix(c, "\r")
		}
		content, breaks = append(content, c), append(breaks, l[len(c):])
	}
	return content, breaks
}

func (n state) lineOf(off int) int { return strings.Count(n.s[:off], "\n") }

func (n state) startOf(line int) int {
	content, breaks := n.lines()
	at := 0
	for i := range min(line, len(content)) {
		at += len(content[i]) + len(breaks[i])
	}
	return at
}

// touched returns the first and last line of the selection.
func (n state) touched() (first, last int) {
	first, last = n.lineOf(n.min()), n.lineOf(n.max())
	if last > first && n.startOf(last) == n.max() {
		last--
	}
	return first, last
}

func zip(content, breaks []string) string {
	var b strings.Builder
	for i := range content {
		b.WriteString(content[i] + breaks[i])
	}
	return b.String()
}

func (n state) word(step int) int {
	type char struct {
		at int
		k  class
	}
	var chars []char // a line end is one
	for i := 0; i < len(n.s); {
		if strings.HasPrefix(n.s[i:], "\r\n") {
			chars = append(chars, char{i, lineEnd})
			i += 2
			continue
		}
		r, size := utf8.DecodeRuneInString(n.s[i:])
		chars = append(chars, char{i, classOf(r)})
		i += size
	}
	i := 0
	for i < len(chars) && chars[i].at < n.head {
		i++
	}
	is := func(i int, k class) bool { return i >= 0 && i < len(chars) && chars[i].k == k }
	at := func(i int) int {
		if i >= len(chars) {
			return len(n.s)
		}
		return chars[i].at
	}
	run := func(i int, k class) int {
		for step > 0 && is(i, k) {
			i++
		}
		for step < 0 && is(i-1, k) {
			i--
		}
		return i
	}
	if step > 0 {
		if is(i, lineEnd) {
			i++
		}
		i = run(i, space)
		if end := run(i, punctuation); end == i+1 && is(end, letter) {
			i = end
		} else if end > i {
			return n.snap(at(end), After)
		}
		return n.snap(at(run(i, letter)), After)
	}
	from := i
	if is(i-1, lineEnd) {
		i--
	}
	i = run(i, space)
	if start := run(i, punctuation); start < i {
		if start != i-1 || !is(i, letter) || i == from && start == 0 {
			return n.snap(at(start), Before)
		}
		i = run(start, space)
		if before := run(i, punctuation); before < i {
			return n.snap(at(before), Before)
		}
	}
	return n.snap(at(run(i, letter)), Before)
}

// target is where a motion goes.
func (n state) target(m Motion) int {
	content, _ := n.lines()
	line := n.lineOf(n.head)
	start := n.startOf(line)
	blank := len(content[line]) - len(strings.TrimLeft(content[line], " \t"))
	switch m {
	case Left:
		return n.beside(n.head, -1)
	case Right:
		return n.beside(n.head, 1)
	case WordLeft:
		return n.word(-1)
	case WordRight:
		return n.word(1)
	case LineStart:
		return start
	case LineEnd:
		return start + len(content[line])
	case SmartHome:
		if n.head != start+blank {
			return start + blank
		}
		return start
	case DocEnd:
		return len(n.s)
	}
	return 0
}

func (n state) move(m Motion, e Extend) state {
	switch {
	case e == Extending:
		return n.selecting(n.anchor, n.target(m), Before)
	case n.anchor != n.head && m == Left:
		return n.selecting(n.min(), n.min(), Before)
	case n.anchor != n.head && m == Right:
		return n.selecting(n.max(), n.max(), Before)
	}
	to := n.target(m)
	return n.selecting(to, to, Before)
}

// shift indents the touched lines by what lead makes of their beginning.
func (n state) shift(lead func(line string, alone bool) (cut int, add string)) state {
	content, breaks := n.lines()
	first, last := n.touched()
	anchor, head := n.anchor, n.head
	at := n.startOf(first)
	for i := first; i <= last; i++ {
		cut, add := lead(content[i]+strings.TrimSuffix(breaks[i], "\n"), first == last)
		for _, off := range []struct {
			now *int
			was int
		}{{&anchor, n.anchor}, {&head, n.head}} {
			keeps := n.anchor != n.head && off.was == n.min() // a selection keeps the indentation it begins before
			switch {
			case off.was >= at+cut && (off.was > at || !keeps):
				*off.now += len(add) - cut
			case off.was > at:
				*off.now -= off.was - at
			}
		}
		at += len(content[i]) + len(breaks[i])
		content[i] = add + content[i][min(cut, len(content[i])):]
	}
	was := n.s
	n.s = zip(content, breaks)
	if n.s == was {
		return n
	}
	return n.selecting(anchor, head, After)
}

func (n state) indent(unit string) state {
	return n.shift(func(line string, alone bool) (int, string) {
		if line == "" && !alone {
			return 0, ""
		}
		return 0, unit
	})
}

func (n state) outdent(unit string) state {
	return n.shift(func(line string, _ bool) (int, string) {
		if strings.HasPrefix(line, "\t") {
			return 1, ""
		}
		return min(len(unit), len(line)-len(strings.TrimLeft(line, " "))), ""
	})
}

// verb is one verb of the Buffer, and the same on a string. What comes of the
// selection may be left to the Buffer: then it must only be whole.
type verb struct {
	name  string
	do    func(*Buffer)
	naive func(state) state
	free  bool
}

func verbsOf(r *rand.Rand) []verb {
	typed := []string{"a", "word", " ", "\t", "\n", "\r\n", "\r", "é", "\u0301", "日本", "👩", "\u200d", "🇫", "\xff", "\xc3", "\x00", "{\"k\": 1}", ".", "one\ntwo\r\nthree", ""}
	s := typed[r.IntN(len(typed))]
	unit := []string{"  ", "\t", "    "}[r.IntN(3)]
	motion, extend := Motion(r.IntN(int(DocEnd)+1)), Extend(r.IntN(2))
	a, h := r.IntN(60), r.IntN(60)
	put := func(n state) state {
		if s == "" && n.anchor == n.head {
			return n
		}
		return n.put(n.min(), n.max(), s)
	}
	all := strings.NewReplacer("a", "<a>", "\n", "\n-")
	pattern, _ := Regexp(`(a)|\n`, Exact)
	return []verb{
		{name: "insert " + s, do: func(b *Buffer) { b.Insert(s) }, naive: put},
		{name: "paste " + s, do: func(b *Buffer) { b.Paste(s) }, naive: put},
		{name: "backspace", do: (*Buffer).Backspace, naive: func(n state) state { return n.erase(n.beside(n.head, -1)) }},
		{name: "delete", do: (*Buffer).Delete, naive: func(n state) state { return n.erase(n.beside(n.head, 1)) }},
		{name: "delete word left", do: (*Buffer).DeleteWordLeft, naive: func(n state) state {
			if n.head == n.target(LineStart) {
				return n.erase(n.beside(n.head, -1))
			}
			return n.erase(n.word(-1))
		}},
		{name: "delete word right", do: (*Buffer).DeleteWordRight, naive: func(n state) state {
			if n.head >= n.target(LineEnd) {
				return n.erase(n.beside(n.head, 1))
			}
			return n.erase(n.word(1))
		}},
		{name: "delete to line start", do: (*Buffer).DeleteToLineStart, naive: func(n state) state { return n.erase(n.target(LineStart)) }},
		{name: "delete to line end", do: (*Buffer).DeleteToLineEnd, naive: func(n state) state { return n.erase(n.target(LineEnd)) }},
		{name: "cut", do: func(b *Buffer) { b.Cut() }, naive: func(n state) state { return n.erase(n.head) }},
		{name: "indent", do: func(b *Buffer) { b.Indent(unit) }, naive: func(n state) state { return n.indent(unit) }},
		{name: "outdent", do: func(b *Buffer) { b.Outdent(unit) }, naive: func(n state) state { return n.outdent(unit) }},
		{name: "select", do: func(b *Buffer) { b.Select(Selection{a, h}) }, naive: func(n state) state { return n.selecting(a, h, Before) }},
		{name: "select all", do: (*Buffer).SelectAll, naive: func(n state) state { return n.selecting(0, len(n.s), Before) }},
		{name: fmt.Sprint("move ", motion, extend), do: func(b *Buffer) { b.Move(motion, extend) }, naive: func(n state) state { return n.move(motion, extend) }},
		{name: "become", do: func(b *Buffer) { b.Become(New(strings.ReplaceAll(b.Text().String(), "o", "é\n"))) }, free: true,
			naive: func(n state) state { n.s = strings.ReplaceAll(n.s, "o", "é\n"); return n }},
		{name: "replace all", do: func(b *Buffer) {
			t := b.Text()
			e, _ := pattern.ReplaceAll(context.Background(), t, t.All(), Replacement{}, "\n")
			for i, c := range e {
				e[i].Insert = all.Replace(t.Slice(c.From, c.To))
			}
			b.Take(t.Prepare(e), b.Selection().Map(e))
		}, free: true, naive: func(n state) state { n.s = all.Replace(n.s); return n }},
	}
}

// naiveStep is one step of undo of the naive buffer.
type naiveStep struct{ before, after state }

func FuzzAnyScriptOfVerbsEqualsTheSameOnAString(f *testing.F) {
	for name, s := range samples() {
		f.Add(s[:min(len(s), 150)], uint64(len(name)))
	}
	for seed := range uint64(150) {
		f.Add("  one two\r\n\ttwo.three\n\n\"日本\": e\u0301👩‍👩‍👧,\r\n\xff\x00", seed)
	}
	f.Fuzz(func(t *testing.T, s string, seed uint64) {
		if len(s) > 300 {
			return
		}
		r := rand.New(rand.NewPCG(seed, 10))
		c := time.Unix(0, 0)
		b := NewBuffer(chopped(s, seed))
		b.SetClock(func() time.Time { return c })
		n := state{s: s}
		var undo, redo []naiveStep
		for range 80 {
			before := n
			var name string
			switch what := r.IntN(12); {
			case what == 0:
				c = c.Add(time.Second)
				continue
			case what == 1:
				name = "undo"
				if ok := b.Undo(); ok != (len(undo) > 0) {
					t.Fatalf("undo is %v with %d steps", ok, len(undo))
				} else if ok {
					last := undo[len(undo)-1]
					undo, redo, n = undo[:len(undo)-1], append(redo, last), last.before
				}
			case what == 2:
				name = "redo"
				if ok := b.Redo(); ok != (len(redo) > 0) {
					t.Fatalf("redo is %v with %d steps", ok, len(redo))
				} else if ok {
					last := redo[len(redo)-1]
					redo, undo, n = redo[:len(redo)-1], append(undo, last), last.after
				}
			default:
				all := verbsOf(r)
				v := all[r.IntN(len(all))]
				name = v.name
				rev := b.Revision()
				v.do(b)
				n = v.naive(n)
				if v.free {
					n.anchor, n.head = b.Selection().Anchor, b.Selection().Head
				}
				if b.Revision() != rev {
					redo = nil
					if steps, _ := b.Steps(); steps > len(undo) {
						undo = append(undo, naiveStep{before: before})
					}
					undo[len(undo)-1].after = n
				}
			}
			if got := (state{b.Text().String(), b.Selection().Anchor, b.Selection().Head}); got != n {
				t.Fatalf("%q on %v:\n got %v\nwant %v", name, before, got, n)
			}
			if steps, again := b.Steps(); steps != len(undo) || again != len(redo) {
				t.Fatalf("%q on %v: %d and %d steps, want %d and %d", name, before, steps, again, len(undo), len(redo))
			}
			if n.snap(n.anchor, Before) != n.anchor || n.snap(n.head, Before) != n.head {
				t.Fatalf("%q leaves a selection inside a character of %v", name, n)
			}
			check(t, b.Text())
			if len(n.s) > 1500 {
				b.SelectAll()
				b.Paste("")
				undo = append(undo, naiveStep{n, state{}})
				redo = nil
				n = state{}
			}
		}
		for b.Undo() {
		}
		if b.Text().String() != s {
			t.Fatalf("everything undone gives %q, want %q", b.Text().String(), s)
		}
	})
}
