// Building a tree from any text: numbers, literals, and what is neither.

package document

import (
	"strings"
	"unicode/utf8"
)

// role is what a word should have been.
type role uint8

const (
	inValue role = iota
	inKey
)

// word takes what is neither string nor bracket nor sign.
func (p *parser) word(as role) {
	start := p.i
	if as == inValue {
		if c := p.src[start]; c == '-' || c-'0' <= 9 {
			if end, ok := scanNumber(p.src, start); ok && p.delimited(end) {
				p.i = end
				p.add(Number, start, end, 0)
				return
			}
		} else if kind, end, ok := scanLiteral(p.src, start); ok && p.delimited(end) {
			p.i = end
			p.add(kind, start, end, 0)
			return
		}
	}
	if p.depth() > 0 && !wordLike(p.src[start:]) {
		p.skipStray()
		p.fault(start, p.i, "this does not belong here: "+printable(p.src[start:p.i]))
		return
	}
	end, why := p.strange(start, as)
	if p.depth() == 0 && why == noQuotes {
		p.preamble()
		return
	}
	if p.inFront(end, as) {
		p.i, p.last = end, end
		p.fault(start, end, "this does not belong here: "+printable(p.src[start:end]))
		return
	}
	p.fault(start, end, why)
	p.i = end
	if as == inKey {
		p.setKey(start, end, escaped)
		p.state = atColon
	} else {
		p.add(Invalid, start, end, 0)
	}
}

// inFront reports whether a word that ends at end stands in front of what was
// expected in its place: of a key on the same line, or of a value.
func (p *parser) inFront(end int, as role) bool {
	at := skipSpace(p.src, end)
	if at >= len(p.src) || p.depth() == 0 {
		return false
	}
	if as == inKey {
		return p.src[at] == '"' && p.keyFollows(at)
	}
	switch p.src[at] {
	case '{', '[':
		return true
	case '"':
		return at <= p.lineEnd(end) && !p.keyFollows(at)
	}
	return false
}

// meansValue reports whether w is a number or literal, well spelt or not.
func meansValue(w string) bool {
	if c := w[0]; c == '-' || c-'0' <= 9 {
		if end, ok := scanNumber(w, 0); ok && end == len(w) {
			return true
		}
	} else if _, end, ok := scanLiteral(w, 0); ok && end == len(w) {
		return true
	}
	return misspelt(w) != ""
}

// preamble skips what stands before the outermost value, if that is near; else
// the whole text is something else.
func (p *parser) preamble() {
	start := p.i
	p.fault(start, p.lineEnd(start), "this is not JSON: a Configuration begins with {")
	p.i = len(p.src)
	if n := strings.IndexAny(p.src[start:min(start+nearby, len(p.src))], "{["); n > 0 {
		p.i = start + n
	}
	p.last = p.i
}

// noQuotes is the fault of a word that could be text.
const noQuotes = "this text needs double quotation marks around it"

// delimited reports whether a number or literal may end at i.
func (p *parser) delimited(i int) bool {
	return i >= len(p.src) || strings.IndexByte(" \t\r\n,:;{}[]\"/#", p.src[i]) >= 0
}

// wordLike reports whether s begins like a word, a number or a string in other
// quotation marks, as opposed to a stray sign.
func wordLike(s string) bool {
	c := s[0]
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c-'0' <= 9 || c >= 0x80 || strings.IndexByte("_$-+.'`@%(~*\\", c) >= 0
}

// skipStray moves over text that belongs nowhere: to the next sign that means
// something, at most to the end of the line. It takes at least one byte.
func (p *parser) skipStray() {
	if p.src[p.i] == '"' {
		if end, _, ok := scanString(p.src, p.i); ok {
			p.i, p.last = end, end
			return
		}
		p.i = p.lineEnd(p.i)
		p.last = p.i
		return
	}
	p.i++
	for p.i < len(p.src) && strings.IndexByte(",:{}[]\"\n\r", p.src[p.i]) < 0 {
		p.i++
	}
	p.last = p.i
}

// strange measures a word that is no JSON, from start to end, and says why.
func (p *parser) strange(start int, as role) (end int, why string) {
	if end, why := p.otherQuotes(start); end > 0 {
		return end, why
	}
	line := p.src[start:p.lineEnd(start)]
	n := strings.IndexAny(line, " \t\r,:{}[]\"")
	if n < 0 {
		n = len(line)
	}
	w := line[:n]
	if as == inValue {
		if why := misspelt(w); why != "" {
			return start + n, why
		}
	}
	// Text without quotes: it may hold spaces, and addresses hold a colon.
	for n < len(line) {
		c := line[n]
		if strings.IndexByte(",{}[]\"", c) >= 0 || c == ':' && (as == inKey || !strings.HasPrefix(line[n:], "://")) {
			break
		}
		if (c == ' ' || c == '\t') && (strings.HasPrefix(line[n+1:], "//") || strings.HasPrefix(line[n+1:], "/*")) {
			break
		}
		n++
		if c == ':' {
			n += len("//")
		}
	}
	what, why := "this text", noQuotes
	if as == inKey {
		what, why = "this key", "this key needs double quotation marks around it"
	}
	if n < len(line) && line[n] == '"' {
		rest := strings.TrimLeft(line[n+1:], " \t")
		if rest == "" || strings.IndexByte(",:}]", rest[0]) >= 0 {
			return start + n + 1, "the opening quotation mark of " + what + " is missing"
		}
	}
	return start + len(strings.TrimRight(line[:max(n, 1)], " \t")), why
}

// otherMarks are quotation marks JSON does not know, and what may close them.
var otherMarks = [...]struct{ open, close, why string }{
	{"'", "'", "text needs double quotation marks, not single ones"},
	{"`", "`", "text needs double quotation marks, not backticks"},
	{"“", "”“\"", typographic},
	{"”", "”\"", typographic},
	{"„", "“”\"", typographic},
	{"‘", "’‘'", typographic},
	{"’", "’'", typographic},
	{"«", "»", typographic},
}

// otherQuotes reads a string in marks JSON does not know, which begins at start
// and ends nearby on the same line. What was searched in vain is not searched
// again.
func (p *parser) otherQuotes(start int) (end int, why string) {
	for k, q := range otherMarks {
		if !strings.HasPrefix(p.src[start:], q.open) {
			continue
		}
		stop := min(p.lineEnd(start), start+nearby)
		for i := max(start+len(q.open), p.markless[k]); i < stop; {
			r, size := utf8.DecodeRuneInString(p.src[i:stop])
			if r == '\\' {
				i += 2
				continue
			}
			i += size
			if r != utf8.RuneError && strings.ContainsRune(q.close, r) {
				return i, q.why
			}
		}
		p.markless[k] = max(p.markless[k], stop)
	}
	return 0, ""
}

const typographic = "text needs straight double quotation marks, not typographic ones"

// misspelt says what is wrong with a word that is meant as a value other than
// text, or "".
func misspelt(w string) string {
	switch low := strings.ToLower(w); low {
	case "true", "false", "null":
		return "write " + low + " in small letters"
	case "none", "nil", "undefined", "nul":
		return "write null instead of " + printable(w)
	case "nan", "+nan", "-nan", "infinity", "+infinity", "-infinity", "inf", "+inf", "-inf":
		return printable(w) + " is not a number JSON knows: write null, or text in double quotation marks"
	}
	return misspeltNumber(w)
}

// misspeltNumber says what is wrong with a word that is meant as a number, or "".
func misspeltNumber(w string) string {
	digits := strings.TrimLeft(w, "+-")
	switch {
	case w == "-":
		return "a digit is missing after the minus sign"
	case strings.Trim(w, "0123456789abcdefABCDEFxX+-._") != "", !strings.ContainsAny(w, "0123456789"),
		digits[0]-'0' > 9 && digits[0] != '.':
		return "" // it is text
	case w[0] == '+':
		return "a number may not begin with +"
	case strings.HasPrefix(digits, "0x") || strings.HasPrefix(digits, "0X"):
		return "numbers are written with decimal digits only"
	case strings.Contains(w, "_"):
		return "a number may not contain _"
	case digits[0] == '.':
		return "a digit is missing before the decimal point"
	case len(digits) > 1 && digits[0] == '0' && digits[1]-'0' <= 9:
		return "a number may not begin with a needless 0"
	}
	switch end, ok := scanNumber(w, 0); {
	case ok:
		return "this is neither a number nor text: text needs double quotation marks"
	case w[end-1] == '.':
		return "a digit is missing after the decimal point"
	case strings.IndexByte("eE+", w[end-1]) >= 0, w[end-1] == '-' && end > 1:
		return "a digit is missing after the exponent sign"
	}
	return "this is not a number"
}

// printable shortens a word and shows what cannot be printed as a name.
func printable(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	if name := invisible(r); name != "" {
		return name
	}
	return excerpt(strings.TrimSpace(s), 20)
}

// lineEnd returns where the line that i is on ends, before its line break.
func lineEnd(src string, i int) int {
	n := strings.IndexByte(src[i:], '\n')
	if n < 0 {
		return len(src)
	}
	if n > 0 && src[i+n-1] == '\r' {
		n--
	}
	return i + n
}
