// Other white space between the same tokens: layout, format, minify.

package document

import (
	"fmt"
	"strings"

	"github.com/tidwall/pretty"
)

// longLine is the length in bytes above which a line is too long to read.
const longLine = 2000

// NeedsLayout reports whether the text has a line of more than 2,000 bytes.
func NeedsLayout(src string) bool {
	for len(src) > longLine {
		n := strings.IndexByte(src, '\n')
		if n < 0 || n > longLine {
			return true
		}
		src = src[n+1:]
	}
	return false
}

// Layout puts each member and item on a line of its own, two spaces a level;
// {} and [] stay on one line. Only white space between tokens changes: every
// token keeps its bytes and its place, a byte order mark too, and a line break
// at the end stays if there was one. Doing it twice is doing it once.
//
// It returns src itself when that is not JSON, is nested deeper than MaxDepth,
// or would grow out of all proportion.
func Layout(src string) string {
	mark := ""
	if strings.HasPrefix(src, bom) {
		mark = bom
	}
	body := src[len(mark):]
	if ok, _ := Valid(body); !ok {
		return src
	}
	size := layouter{}
	size.run(body)
	if size.deepest > MaxDepth || !proportionate(size.n, len(body)) {
		return src
	}
	l := layouter{out: make([]byte, 0, len(mark)+size.n)}
	l.out = append(l.out, mark...)
	l.run(body)
	return string(l.out)
}

// proportionate reports whether a text of from bytes may become one of to
// bytes. Deep nesting makes white space grow with the square of the depth.
func proportionate(to, from int) bool { return to <= 20*from+1<<20 }

// layouter writes a laid out text, or without out only measures it.
type layouter struct {
	out     []byte
	eol     string // "" is \n
	n       int    // bytes
	depth   int
	deepest int
}

func (l *layouter) put(s string) {
	l.n += len(s)
	if l.out != nil {
		l.out = append(l.out, s...)
	}
}

const indentation = "                                                                "

func (l *layouter) line() {
	if l.out == nil { // measuring must not grow with the depth
		l.n += 1 + 2*l.depth
		return
	}
	if l.eol == "" {
		l.put("\n")
	} else {
		l.put(l.eol)
	}
	l.indent()
}

func (l *layouter) indent() {
	for n := 2 * l.depth; n > 0; n -= len(indentation) {
		l.put(indentation[:min(n, len(indentation))])
	}
}

// run takes a valid text, or neighbours of one container with the commas
// between them.
func (l *layouter) run(src string) {
	for i := skipSpace(src, 0); i < len(src); i = skipSpace(src, i) {
		end := tokenEnd(src, i)
		switch src[i] {
		case '{', '[':
			if next := skipSpace(src, end); src[next] == '}' || src[next] == ']' {
				l.deepest = max(l.deepest, l.depth+1)
				l.put(src[i:end])
				l.put(src[next : next+1])
				i = next + 1
				continue
			}
			l.put(src[i:end])
			l.depth++
			l.deepest = max(l.deepest, l.depth)
			l.line()
		case '}', ']':
			l.depth--
			l.line()
			l.put(src[i:end])
		case ',':
			l.put(",")
			l.line()
		case ':':
			l.put(": ")
		default:
			l.put(src[i:end])
		}
		i = end
	}
	if strings.HasSuffix(src, "\n") {
		l.put("\n")
	}
}

// tokenEnd returns the end of the token at i in a valid text.
func tokenEnd(src string, i int) int {
	switch src[i] {
	case '{', '}', '[', ']', ',', ':':
		return i + 1
	case '"':
		end, _, _ := scanString(src, i)
		return end
	}
	for i < len(src) && src[i] > ' ' && strings.IndexByte(",:]}", src[i]) < 0 {
		i++
	}
	return i
}

// sameTokens reports whether two valid texts differ in white space only.
func sameTokens(a, b string) bool {
	i, j := skipSpace(a, 0), skipSpace(b, 0)
	for i < len(a) && j < len(b) {
		m, n := tokenEnd(a, i), tokenEnd(b, j)
		if a[i:m] != b[j:n] {
			return false
		}
		i, j = skipSpace(a, m), skipSpace(b, n)
	}
	return i >= len(a) && j >= len(b)
}

// FormatError says why a text cannot be formatted, minified or sorted, and
// where.
type FormatError struct {
	Off    int    // bytes
	Reason string // a sentence that goes on after "Not formatted: "
}

func (e *FormatError) Error() string { return e.Reason }

// Format lays the text out like Layout, and says why when it cannot: the text
// is not JSON, or nested deeper than FormatDepth. The error is a *FormatError.
func Format(src string) (string, error) {
	if err := formattable(src); err != nil {
		return src, err
	}
	out := string(pretty.PrettyOptions([]byte(src), &pretty.Options{Indent: "  "}))
	if !strings.HasSuffix(src, "\n") {
		out = strings.TrimSuffix(out, "\n")
	}
	return unchanged(src, out)
}

// Minify takes all white space between tokens away, under the conditions of
// Format.
func Minify(src string) (string, error) {
	if err := formattable(src); err != nil {
		return src, err
	}
	return unchanged(src, string(pretty.Ugly([]byte(src))))
}

// formattable returns a *FormatError for a text the formatter would destroy.
func formattable(src string) error {
	if err := wellFormed(src); err != nil {
		return err
	}
	size := layouter{}
	if size.run(src); !proportionate(size.n, len(src)) {
		return outOfProportion()
	}
	return nil
}

// wellFormed returns a *FormatError for a text that is not JSON, or nested
// deeper than FormatDepth.
func wellFormed(src string) error {
	if ok, off := Valid(src); !ok {
		return &FormatError{Off: off, Reason: "the text is not valid JSON from here on."}
	}
	if off := tooDeep(src, FormatDepth); off >= 0 {
		return &FormatError{Off: off, Reason: fmt.Sprintf("the text is nested deeper than %d levels here.", FormatDepth)}
	}
	return nil
}

func outOfProportion() error {
	return &FormatError{Reason: "the text would grow out of all proportion."}
}

// tooDeep returns where a valid text goes deeper than the limit, or -1.
func tooDeep(src string, limit int) int {
	depth := 0
	for i := skipSpace(src, 0); i < len(src); i = skipSpace(src, tokenEnd(src, i)) {
		switch src[i] {
		case '{', '[':
			if depth++; depth > limit {
				return i
			}
		case '}', ']':
			depth--
		}
	}
	return -1
}

// unchanged guards the promise that formatting changes white space only: the
// formatter is a library, and the text is about to be saved.
func unchanged(src, out string) (string, error) {
	if !sameTokens(src, out) {
		return src, &FormatError{Reason: "the formatter would have changed more than white space."}
	}
	return out, nil
}
