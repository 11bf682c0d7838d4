// Building a tree from any text: strings and keys, closed or not.

package document

import (
	"fmt"
	"strings"
)

// text takes the string at i as a value.
func (p *parser) text() {
	start := p.i
	end, seen, ok := scanString(p.src, start)
	if !ok {
		end, seen = p.brokenString(inValue)
	}
	var traits trait
	if seen != 0 {
		traits = lookAtValue
	}
	p.i = end
	p.add(String, start, end, traits)
}

// keyText takes the string at i as a key.
func (p *parser) keyText() {
	start := p.i
	end, seen, ok := scanString(p.src, start)
	if !ok {
		end, seen = p.brokenString(inKey)
	}
	p.i = end
	p.setKey(start, end, seen)
	p.state = atColon
}

// brokenString reads the string at i, names what is wrong in it, and returns
// where it ends. A string that is not closed ends with its line, or a key
// before its colon.
func (p *parser) brokenString(as role) (end int, seen look) {
	src := p.src
	broken := false // a line break was met and taken as part of the text
	for i := p.i + 1; i < len(src); {
		switch c := src[i]; {
		case c == '"':
			return i + 1, seen
		case c == '\\':
			seen |= escaped
			n, ok := scanEscape(src, i)
			if !ok {
				p.fault(i, min(i+2, len(src)), badEscape(src[i:]))
				if n = i + 1; n < len(src) && src[n] >= 0x20 {
					n++
				}
			}
			i = n
		case c == '\n' || c == '\r' && strings.HasPrefix(src[i:], "\r\n"):
			if !broken {
				if !runsOn(src, i, as) {
					return p.unclosedString(as), seen
				}
				broken = true
				p.fault(i, i+1, `a line break inside a text must be written as \n`)
			}
			i = strings.IndexByte(src[i:], '\n') + i + 1
		case c < 0x20:
			p.fault(i, i+1, controlWords(c))
			seen |= escaped
			i++
		default:
			if c >= 0x7F {
				seen |= wide
			}
			i++
		}
	}
	return p.unclosedString(as), seen
}

// unclosedString names the string at i as not closed and returns its end.
func (p *parser) unclosedString(as role) int {
	src := p.src
	line := p.lineEnd(p.i)
	end := p.i + len(strings.TrimRight(src[p.i:line], " \t"))
	if as == inKey {
		if n := strings.IndexByte(src[p.i:end], ':'); n > 0 {
			end = p.i + len(strings.TrimRight(src[p.i:p.i+n], " \t"))
		}
		p.fault(p.i, end, "this key is not closed: a quotation mark is missing behind it")
		return end
	}
	if end > p.i+1 && src[end-1] == ',' {
		end--
	}
	p.fault(p.i, end, "this string is not closed: a quotation mark is missing behind it")
	if skipSpace(src, line) == len(src) && strings.ContainsAny(src[p.i:end], "}]") {
		p.unended = true // the brackets that seem to be missing are in here
	}
	return end
}

// runsOn reports whether a string that meets a line break goes on behind it:
// the next line does not begin as a line of JSON does, and the next quotation
// mark ends a value, or for a key stands before a colon.
func runsOn(src string, i int, as role) bool {
	i = skipSpace(src, i)
	switch {
	case i >= len(src) || strings.IndexByte(`{}[],:/#`, src[i]) >= 0:
		return false
	case src[i] == '"':
		i = skipSpace(src, i+1)
		return i < len(src) && (as == inKey && src[i] == ':' || as == inValue && strings.IndexByte(",}]", src[i]) >= 0)
	}
	sameLine := as == inKey || src[i] == '-' || src[i]-'0' <= 9
	for ; i < len(src); i++ {
		switch src[i] {
		case '\n', ',':
			if sameLine {
				return false
			}
		case '\\':
			i++
		case '"':
			i++
			for i < len(src) && (src[i] == ' ' || src[i] == '\t') {
				i++
			}
			if as == inKey {
				return i < len(src) && src[i] == ':'
			}
			return i >= len(src) || strings.IndexByte(",}]\r\n", src[i]) >= 0
		}
	}
	return false
}

// badEscape says what is wrong with the escape at the start of s.
func badEscape(s string) string {
	switch {
	case len(s) > 1 && s[1] == 'u':
		return `\u needs four hexadecimal digits`
	case len(s) > 1 && s[1] > ' ' && s[1] < 0x7F:
		return `\` + s[1:2] + ` is not an escape JSON knows: write \\ for a backslash`
	}
	return `a backslash must be written as \\`
}

// controlWords says how a control character is written inside a string.
func controlWords(c byte) string {
	switch c {
	case '\t':
		return `a tab inside a text must be written as \t`
	case '\r':
		return `a carriage return inside a text must be written as \r`
	}
	return fmt.Sprintf(`the control character U+%04X inside a text must be written as \u%04x`, c, c)
}

// unclosedKey reports whether the key before i swallowed its own colon, as in
// "id: "x", and where it should have ended. A colon follows there.
func (p *parser) unclosedKey() (end int, ok bool) {
	raw := p.src[p.key:p.keyEnd]
	if p.i != p.keyEnd || len(raw) < 4 || raw[0] != '"' || raw[len(raw)-1] != '"' {
		return 0, false
	}
	name := strings.TrimRight(raw[:len(raw)-1], " \t")
	if !strings.HasSuffix(name, ":") {
		return 0, false
	}
	name = strings.TrimRight(name[:len(name)-1], " \t")
	bare := strings.TrimSuffix(name, `\"`) // a backslash may have kept its mark from closing it
	if len(bare) < 2 || strings.ContainsAny(bare[1:], ":\\ ") {
		return 0, false
	}
	return p.key + len(name), true
}

// strayBeforeColon takes what stands between a key and its colon and belongs
// nowhere: a sign, or a word. It reports whether there was such a thing.
func (p *parser) strayBeforeColon() bool {
	start, end := p.i, p.i
	switch c := p.src[start]; {
	case c == '"' && p.i == p.keyEnd: // "id"": 1
		end++
	case c == '"':
		return false
	case strings.IndexByte(",{}[]", c) >= 0:
		end++
	default:
		for end < len(p.src) && end-start < nearby && strings.IndexByte(":,{}[]\"\n", p.src[end]) < 0 {
			end++
		}
	}
	at := skipSpace(p.src, end)
	if at >= len(p.src) || p.src[at] != ':' || strings.HasPrefix(p.src[at:], "://") {
		return false
	}
	if p.src[start] == '"' {
		p.fault(start, end, "there is one quotation mark too many")
	} else {
		p.fault(start, end, "this does not belong here: "+printable(p.src[start:end]))
	}
	p.i = at
	return true
}

// loneQuote takes a quotation mark that begins nothing: behind it only brackets
// and commas stand on the line, or it stands behind a string that is closed. It
// reports whether there is one.
func (p *parser) loneQuote() bool {
	rest := p.src[p.i+1 : p.lineEnd(p.i)]
	rest = rest[:min(len(rest), nearby)]
	signs := strings.Trim(rest, " \t\r")
	if p.state == atValue && p.before == ':' && signs != "{" && signs != "[" {
		return false
	}
	behind := p.state == atNext && p.i == p.last && p.src[p.i-1] == '"' && (signs == "" || strings.IndexByte(",}]", signs[0]) >= 0)
	if !behind && (signs == "" || strings.Trim(signs, " \t,{}[]") != "") {
		return false
	}
	p.fault(p.i, p.i+1, "there is one quotation mark too many")
	p.i++
	return true
}

// swallowed takes a string that is not closed and went on to the quotation mark
// at which the next one begins, as in "a": "x, "b": 1. What it swallowed is read
// again if that makes more sense. It reports whether it does.
func (p *parser) swallowed() bool {
	last := Node(len(p.t.nodes) - 1)
	if p.depth() > len(p.frames) || p.t.Kind(last) != String || int(p.t.nodes[last].end) != p.i {
		return false
	}
	start := int(p.t.nodes[last].start)
	cut := start + len(strings.TrimRight(p.src[start:p.i-1], " \t,:{}[]"))
	if cut <= start+1 || cut < p.i-nearby || strings.TrimSpace(p.src[cut:p.i-1]) == "" || p.best(trial{from: p.i}, trial{from: cut}) == 0 {
		return false
	}
	p.fault(start, cut, "this string is not closed: a quotation mark is missing behind it")
	p.t.nodes[last].end = uint32(cut)
	p.i, p.last = cut, cut
	return true
}

// keyGoesOn takes a key that a quotation mark seemed to end too early, as in
// ""id": 1 or "na"me": 1. It reports whether there is one.
func (p *parser) keyGoesOn() bool {
	if p.i != p.keyEnd || p.src[p.i-1] != '"' || p.keyEnd-p.key > nearby || p.key+1 == p.keyEnd {
		return false
	}
	end, seen, ok := scanString(p.src, p.i-1)
	if !ok || end > p.lineEnd(p.i) {
		return false
	}
	if at := skipSpace(p.src, end); at >= len(p.src) || p.src[at] != ':' {
		return false
	}
	start := p.key
	if n := strings.IndexByte(p.src[start:p.keyEnd], ':'); n > 1 {
		p.i = start + len(strings.TrimRight(p.src[start:start+n], " \t"))
		p.fault(start, p.i, "this key is not closed: a quotation mark is missing behind it")
		p.setKey(start, p.i, p.keyLook)
		return true
	}
	if strings.Trim(p.src[p.key:p.keyEnd], " \t\"") == "" { // nothing came before it
		p.fault(p.key, p.key+1, "there is one quotation mark too many")
		start = p.i - 1
	} else {
		if strings.IndexByte(p.src[p.i:end-1], ' ') >= 0 {
			return false
		}
		p.fault(p.i-1, p.i, innerQuoteWords)
		seen = escaped
	}
	p.setKey(start, end, seen)
	p.i = end
	return true
}

// nearby is how far guesses look, in bytes. It bounds the work on texts that
// are nothing but things to guess about.
const nearby = 300

// keyFollows reports whether the text at i is a key: a string or a bare word
// with a colon behind it.
func (p *parser) keyFollows(i int) bool {
	end := i
	switch c := p.src[i]; {
	case c == '"':
		n, _, ok := scanString(p.src, i)
		if !ok {
			return strings.Contains(p.src[i:min(i+nearby, p.lineEnd(i))], ":")
		}
		end = n
	case c == '\'':
		n := strings.IndexByte(p.src[i+1:min(i+nearby, p.lineEnd(i))], '\'')
		if n < 0 {
			return false
		}
		end = i + n + 2
	default:
		for end < min(len(p.src), i+nearby) && (wordByte(p.src[end]) || p.src[end] == '"') {
			end++
		}
		if end == i {
			return false
		}
	}
	end = skipSpace(p.src, end)
	return end < len(p.src) && p.src[end] == ':'
}

const innerQuoteWords = `a quotation mark inside a text must be written as \"`

// innerQuote takes what follows directly on a closed string as the rest of
// that string, as in "He said "yes" to it". It reports whether it did.
func (p *parser) innerQuote() bool {
	last := Node(len(p.t.nodes) - 1)
	if c := p.src[p.i]; c == '"' || c == ':' || c == ';' || p.t.Kind(last) != String || p.keyFollows(p.i) {
		return false
	}
	n := &p.t.nodes[last]
	if p.depth() > len(p.frames) || int(n.end) != p.i {
		return false
	}
	const longest = 2000 // a longer line holds more than one value
	line := p.src[p.i:p.lineEnd(p.i)]
	end := -1
	if at := strings.LastIndexByte(line[:min(len(line), longest+1)], '"'); at >= 0 && len(line) <= longest && strings.Trim(line[at+1:], " \t,}]") == "" {
		end = at
	} else if at := p.endingQuote(p.i); at >= 0 {
		end = at - p.i
	}
	if end < 0 {
		return false
	}
	p.fault(p.i-1, p.i, innerQuoteWords)
	p.i += end + 1
	p.last = p.i
	n.kind, n.end = Invalid, uint32(p.i)
	return true
}

// endingQuote returns the first quotation mark from i on, on the same line and
// nearby, that may end a value, or -1. What was searched in vain is not searched
// again.
func (p *parser) endingQuote(i int) int {
	line := p.lineEnd(i)
	end := min(line, i+nearby)
	for i = max(i, p.quoteless); i < end; i++ {
		n := strings.IndexByte(p.src[i:end], '"')
		if n < 0 {
			break
		}
		i += n
		at := i + 1
		for at < line && (p.src[at] == ' ' || p.src[at] == '\t') {
			at++
		}
		if at == line || strings.IndexByte(",}]", p.src[at]) >= 0 {
			return i
		}
	}
	p.quoteless = max(p.quoteless, end)
	return -1
}

// placeholder takes a placeholder without quotation marks. It reports whether
// there was one.
func (p *parser) placeholder() bool {
	rest := p.src[p.i:min(len(p.src), p.i+nearby)]
	n := strings.Index(rest, "}}")
	if n < 3 || strings.Trim(rest[2:n], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.() -") != "" {
		return false
	}
	start := p.i
	p.i += n + 2
	p.fault(start, p.i, "a placeholder needs double quotation marks around it")
	p.add(Invalid, start, p.i, 0)
	return true
}
