// Differences line by line, for reading.

package document

import "strings"

// Op is what happened to a line.
type Op uint8

const (
	Same Op = iota
	Add
	Del
	Gap // lines that are the same on both sides and left out
)

// DiffLine is one line of a line diff.
type DiffLine struct {
	Op Op
	// Old and New are the line's numbers, from 1, in the text before and after;
	// 0 where it is not in that text. For a Gap they are those of the first
	// line left out.
	Old, New int
	Hidden   int    // how many lines a Gap stands for
	Text     string // without its line break; empty for a Gap
}

// Lineable returns two texts as they can be compared line by line: as written,
// or both laid out when one has very long lines or only one has several lines.
// Laid out, texts that differ by their layout only are the same.
func Lineable(a, b string) (x, y string, laidOut bool) {
	if strings.Contains(a, "\n") != strings.Contains(b, "\n") || NeedsLayout(a) || NeedsLayout(b) {
		return Layout(a), Layout(b), true
	}
	return a, b, false
}

// Lines compares two texts line by line. Around each change it keeps that many
// unchanged lines and puts a Gap for the others; a negative context keeps all.
// Equal texts have no lines. A line break missing at the end shows as a
// difference of an empty last line.
func Lines(a, b string, context int) []DiffLine {
	if a == b {
		return nil
	}
	d := lineDiff{a: strings.Split(a, "\n"), b: strings.Split(b, "\n")}
	runs := d.align()
	d.slide(runs)
	return d.write(runs, context)
}

type lineDiff struct{ a, b []string }

// align matches the lines. The ends that are equal need no table of lines.
func (d lineDiff) align() []run {
	a, b := d.a, d.b
	front := 0
	for front < len(a) && front < len(b) && a[front] == b[front] {
		front++
	}
	back := 0
	for back < len(a)-front && back < len(b)-front && a[len(a)-1-back] == b[len(b)-1-back] {
		back++
	}
	ids := make(map[string]int32)
	number := func(lines []string) []int32 {
		out := make([]int32, len(lines))
		for i, s := range lines {
			id, ok := ids[s]
			if !ok {
				id = int32(len(ids))
				ids[s] = id
			}
			out[i] = id
		}
		return out
	}
	x, y := number(a[front:len(a)-back]), number(b[front:len(b)-back])
	runs := []run{{0, 0, front}}
	for _, r := range align(x, y, len(ids)) {
		runs = append(runs, run{r.a + front, r.b + front, r.n})
	}
	return append(runs, run{len(a) - back, len(b) - back, back})
}

// slide moves pure additions and removals, which can often stand a few lines
// higher or lower, to where they read best: a whole object from its opening to
// its closing bracket.
func (d lineDiff) slide(runs []run) {
	const farthest = 200
	for i := 0; i+1 < len(runs); i++ {
		before, after := &runs[i], &runs[i+1]
		lines, from, to := d.b, before.b+before.n, after.b
		if gone := after.a - (before.a + before.n); gone > 0 {
			if to > from {
				continue
			}
			lines, from, to = d.a, before.a+before.n, after.a
		}
		if from == to {
			continue
		}
		best, bestScore := 0, hunkScore(lines[from:to])
		try := func(shift int) bool {
			score := hunkScore(lines[from+shift : to+shift])
			if score < bestScore {
				best, bestScore = shift, score
			}
			return true
		}
		for up := 1; up <= min(farthest, before.n) && lines[from-up] == lines[to-up]; up++ {
			try(-up)
		}
		for down := 1; down <= min(farthest, after.n) && lines[from+down-1] == lines[to+down-1]; down++ {
			try(down)
		}
		before.n += best
		after.a, after.b, after.n = after.a+best, after.b+best, after.n-best
	}
}

// hunkScore is lower for lines that begin further left, and not with a closing
// bracket.
func hunkScore(lines []string) int {
	first := strings.TrimLeft(lines[0], " \t")
	score := 2 * (len(lines[0]) - len(first))
	if strings.HasPrefix(first, "}") || strings.HasPrefix(first, "]") {
		score += 3
	}
	return score
}

// write lists the lines.
func (d lineDiff) write(runs []run, context int) []DiffLine {
	var out []DiffLine
	same := func(a, b, n int) {
		for k := range n {
			out = append(out, DiffLine{Op: Same, Old: a + k + 1, New: b + k + 1, Text: d.a[a+k]})
		}
	}
	a, b := 0, 0
	for i, r := range runs {
		for ; a < r.a; a++ {
			out = append(out, DiffLine{Op: Del, Old: a + 1, Text: d.a[a]})
		}
		for ; b < r.b; b++ {
			out = append(out, DiffLine{Op: Add, New: b + 1, Text: d.b[b]})
		}
		a, b = r.a+r.n, r.b+r.n
		head, tail := context, context // to keep at both ends of this run
		if i == 0 {
			head = 0
		}
		if i == len(runs)-1 {
			tail = 0
		}
		if context < 0 || head+tail >= r.n {
			same(r.a, r.b, r.n)
			continue
		}
		same(r.a, r.b, head)
		out = append(out, DiffLine{Op: Gap, Old: r.a + head + 1, New: r.b + head + 1, Hidden: r.n - head - tail})
		same(r.a+r.n-tail, r.b+r.n-tail, tail)
	}
	return out
}
