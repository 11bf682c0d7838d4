// Building a tree from any text: trying out what was meant where brackets do
// not fit, so that one mistake is told once and where it is.

package document

import "strings"

const (
	// horizon is how far a trial reads on, in bytes.
	horizon = 64 << 10
	// trialBytes is how many bytes all trials of one text may read besides
	// twice its length. Once they are used up, the first guess is taken.
	trialBytes = 1 << 20
)

// trial is a way of reading on from a place where something does not fit.
type trial struct {
	from   int
	up     int    // how many of the innermost containers are taken as closed
	opened string // brackets taken as opened then; ( is a list that may hold keys
}

// best returns which of the trials makes sense longest, the first among equals.
func (p *parser) best(trials ...trial) int {
	best, most := 0, -1
	if len(p.faults) >= MaxFindings {
		return 0 // nobody is told any more
	}
	for n, t := range trials {
		if end := p.makesSense(t); end > most {
			best, most = n, end
		}
	}
	return best
}

// makesSense returns where brackets and colons cease to fit: a bracket closes
// what is not open, a key stands in a list, or a value without a key in an
// object. It is beyond the text when all fit and nothing stays open. Commas and
// the form of values do not matter: they may be wrong for reasons of their own.
func (p *parser) makesSense(t trial) int {
	below := len(p.open) - t.up
	if below < 0 || p.budget <= 0 {
		return t.from
	}
	src, end := p.src, min(len(p.src), t.from+horizon)
	above := append(p.tried[:0], t.opened...)
	last := byte(',')
	if t.up == 0 && t.opened == "" && p.state == atValue {
		last = p.before
	}
	i := t.from
	for ; i < end; i++ {
		top := byte(0)
		if len(above) > 0 {
			top = above[len(above)-1]
		} else if below > 0 {
			top = p.open[below-1]
		}
		c := src[i]
		fits := true
		switch c {
		case ' ', '\t', '\r', '\n':
			continue
		case '"':
			if n, _, ok := scanString(src, i); ok {
				i = n - 1
			} else {
				i = p.lineEnd(i) - 1
			}
		case '{', '[':
			fits = top != '{' || last == ':'
			above = append(above, c)
		case ':':
			fits = top == '{' || top == '('
		case '}':
			fits = top == '{'
		case ']':
			fits = top == '[' || top == '('
		}
		if !fits {
			break
		}
		if c == '}' || c == ']' {
			if len(above) > 0 {
				above = above[:len(above)-1]
			} else {
				below--
			}
		}
		last = c
	}
	p.tried = above
	p.budget -= i - t.from + 16
	if i >= len(src) && len(above) == 0 && below == 0 {
		return len(src) + 1
	}
	return i
}

// nearest returns how many levels above the innermost container the next one
// with this bracket is, or -1 when there is none within reach.
func (p *parser) nearest(opener byte) int {
	for up := 0; up < min(reach, len(p.open)); up++ {
		if p.open[len(p.open)-1-up] == opener {
			return up
		}
	}
	return -1
}

// strayCloser takes the closing bracket c at i as one that belongs nowhere, if
// that makes more sense than anything it could close. It reports whether it did.
func (p *parser) strayCloser(c byte) bool {
	opener := openerOf(c)
	if p.depth() == 0 || p.top() == opener && !(p.state == atValue && p.before == ':') {
		return false
	}
	ways := []trial{{from: p.i + 1, up: 1}, {from: p.i + 1}}
	if up := p.nearest(opener); up >= 0 {
		ways = append(ways, trial{from: p.i + 1, up: up + 1})
	}
	if p.best(ways...) != 1 {
		return false
	}
	p.stray(c)
	return true
}

// strayInList takes what follows a value in a list and is no value: a bracket
// that opens nothing, or a sign or word in front of a comma or a bracket. It
// reports whether there is such a thing.
func (p *parser) strayInList(c byte) bool {
	if c == '{' || c == '[' {
		if p.best(trial{from: p.i + 1, opened: string(c)}, trial{from: p.i + 1}) == 0 {
			return false
		}
		p.stray(c)
		return true
	}
	start, end := p.i, p.i
	if n, _ := p.otherQuotes(start); n > 0 || len(p.faults) >= MaxFindings {
		return false
	}
	for end < len(p.src) && end-start < nearby && strings.IndexByte(" \t\r\n,:{}[]\"", p.src[end]) < 0 {
		end++
	}
	at := skipSpace(p.src, end)
	if end == start || at >= len(p.src) || strings.IndexByte(",}]", p.src[at]) < 0 || meansValue(p.src[start:end]) {
		return false
	}
	p.fault(start, end, "this does not belong here: "+printable(p.src[start:end]))
	p.i = end
	return true
}

// stray skips the bracket c at i, which belongs nowhere.
func (p *parser) stray(c byte) {
	p.unbalanced = true
	p.fault(p.i, p.i+1, "this "+string(c)+" is one too many")
	p.i++
}

// strayOpener takes an opening bracket in an object that no key stands before:
// as one too many, or as a sign that something was closed too early or not at
// all. It reports whether it did; else only the key is missing.
func (p *parser) strayOpener(c byte) bool {
	keyMissing, stray := trial{from: p.i + 1, opened: string(c)}, trial{from: p.i + 1}
	notClosed, closedEarly := keyMissing, keyMissing // where they cannot be meant
	up := p.nearest('[')
	if up > 0 {
		notClosed = trial{from: p.i, up: up}
	}
	if p.canReopen('[', p.i) {
		closedEarly = trial{from: p.i, opened: "["}
	}
	ways := [...]trial{keyMissing, notClosed, stray, closedEarly}
	deeper := p.i == p.lineFirst && p.depth() == len(p.frames) && p.indent > p.frames[len(p.frames)-1].indent
	if deeper { // it does not look like the next item
		ways[1], ways[2] = stray, notClosed
	}
	switch way := ways[p.best(ways[:]...)]; way {
	case keyMissing:
		return false
	case stray:
		p.stray(c)
		return true
	case notClosed:
		p.unbalanced = true
		p.fault(p.i, p.i+1, "a "+p.wanted()+" is missing before this "+string(c))
		for ; up > 0; up-- {
			p.leave(p.closedEnd(p.i))
		}
	default:
		p.reopen()
	}
	p.expect(atValue, 0, p.i)
	return true
}

// lateKey takes the colon at i, which follows a string that was taken for a
// value: either an object was not opened before it, or was closed too early, or
// the list around it was not closed. The string becomes a key. It reports
// whether one of these makes most sense; else the colon is all that is wrong.
func (p *parser) lateKey() bool {
	key := Node(len(p.t.nodes) - 1)
	if p.depth() > len(p.frames) || p.t.Kind(key) != String || int(p.t.nodes[key].end) != p.last || p.t.nodes[key].parent != p.frames[len(p.frames)-1].node {
		return false
	}
	value := p.t.nodes[key]
	start, end := p.t.Span(key)
	noComma := len(p.faults) > 0 && p.faults[len(p.faults)-1] == fault{start, start + 1, noCommaBeforeValue}
	asItIs, notClosed := trial{from: start, up: 1, opened: "("}, trial{from: start, up: 1}
	if p.top() == '{' {
		asItIs = trial{from: start}
	}
	if p.top() == '{' || p.depth() < 2 || p.open[p.depth()-2] != '{' {
		notClosed = asItIs
	}
	way := p.best(asItIs, trial{from: start, opened: "{"}, notClosed)
	if way == 0 {
		return false
	}
	var seen look
	if value.traits&lookAtValue != 0 {
		seen = escaped
	}
	p.t.nodes = p.t.nodes[:key]
	p.t.nodes[p.frames[len(p.frames)-1].node].count--
	if noComma {
		p.faults = p.faults[:len(p.faults)-1]
	}
	switch {
	case way == 2:
		p.unbalanced = true
		p.fault(start, start+1, "a ] is missing before this key")
		p.leave(p.closedEnd(start))
	case noComma && p.canReopen('{', start):
		p.reopen()
	default:
		p.unbalanced = true
		p.fault(start, start+1, "a { is missing before this key")
		at := p.i
		p.i = start
		if p.top() == '{' {
			p.setKey(int(value.key), int(value.keyEnd), 0)
			if value.traits&lookAtKey != 0 {
				p.keyLook = escaped
			}
		}
		p.enter('{')
		p.i = at
	}
	p.setKey(start, end, seen)
	p.state = atColon
	return true
}

// closedEnd returns where a container ends whose closing bracket is missing
// before i: behind its last token.
func (p *parser) closedEnd(i int) int {
	return len(strings.TrimRight(p.src[:i], " \t\r\n,"))
}

// canReopen reports whether the container that was closed last was of that kind
// and nothing but a comma stands between its end and i.
func (p *parser) canReopen(opener byte, i int) bool {
	f := p.shutFrame
	return f.start < p.closer && p.shutDepth == p.depth() && p.depth() == len(p.frames) && p.src[f.start] == opener &&
		int(p.t.nodes[f.node].after) == len(p.t.nodes) && i-p.closer < nearby && strings.Trim(p.src[p.closer+1:i], " \t\r\n,") == ""
}

// reopen goes on in the container that was closed last: its closing bracket is
// one too many. A comma before that bracket was none too many then.
func (p *parser) reopen() {
	p.unbalanced = true
	if n := len(p.faults); n > 0 && strings.HasPrefix(p.faults[n-1].why, "this comma is one too many") && p.faults[n-1].start < p.closer {
		p.faults = p.faults[:n-1]
	}
	p.fault(p.closer, p.closer+1, "this "+p.src[p.closer:p.closer+1]+" is one too many")
	p.frames = append(p.frames, p.shutFrame)
	p.open = append(p.open, p.src[p.shutFrame.start])
}

func openerOf(closer byte) byte {
	if closer == ']' {
		return '['
	}
	return '{'
}
