// clean.go makes text from outside safe to show, and keeps everything in it
// visible.
package cells

import (
	"strings"
	"unicode/utf8"
)

// Clean returns s as one line that can be shown: control characters become
// pictures (␛ ␉ ␊ ␡), everything invisible or misleading a mark such as
// \u202e, and invalid bytes a mark such as \xff. Emoji and accents stay as long
// as they are real ones; floods of combining marks are cut with "…". The result
// is valid UTF-8 without control characters, and Clean leaves it as it is.
//
// Every string from the API, a file, the environment or a library passes
// through here before it enters a view.
func Clean(s string) string {
	c := cleaner{src: s}
	c.piece(0, len(s))
	return c.result()
}

// CleanLines splits s at "\n" and "\r\n", makes tabs four spaces and cleans
// each line. There is at least one line.
func CleanLines(s string) []string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if i < len(lines)-1 {
			line = strings.TrimSuffix(line, "\r")
		}
		lines[i] = Clean(strings.ReplaceAll(line, "\t", "    "))
	}
	return lines
}

// cleaner copies a string only from the first thing on that must change.
type cleaner struct {
	src  string
	out  []byte
	done int // bytes of src that are in out
}

// replace puts s where src[from:to] was.
func (c *cleaner) replace(from, to int, s string) {
	c.out = append(append(c.out, c.src[c.done:from]...), s...)
	c.done = to
}

func (c *cleaner) result() string {
	if c.done == 0 {
		return c.src
	}
	return string(append(c.out, c.src[c.done:]...))
}

// piece cleans src[from:to], which stands by itself: nothing in it joins what
// is outside it.
func (c *cleaner) piece(from, to int) {
	start := from // of the character before i, when something may still lean on it
	for i := from; i < to; {
		if n := asciiRun(c.src[i:to]); n > 0 {
			i += n
			start = i - 1
			continue
		}
		if c.src[i] >= utf8.RuneSelf {
			if r, n := utf8.DecodeRuneInString(c.src[i:to]); isSimple(r) {
				start = i
				i += n
				continue
			}
		} else {
			start = i
		}
		n := clusterSize(c.src[start:to])
		if s, _, how := judge(c.src[start : start+n]); how == marked {
			c.replace(start, start+n, s)
		}
		i = start + n
		start = i
	}
}
