// Building a tree from any text: what stands where, and what is wrong there.

package document

import "strings"

// value takes what stands where a value is expected.
func (p *parser) value(c byte) {
	switch {
	case c == '"' && p.loneQuote():
	case c == '"':
		p.text()
	case c == '{' && strings.HasPrefix(p.src[p.i:], "{{") && p.placeholder():
	case c == '{' || c == '[':
		p.enter(c)
	case c == ',' && p.before == ':':
		if next := skipSpace(p.src, p.i+1); next < len(p.src) && strings.IndexByte("\"{[-0123456789tfn", p.src[next]) >= 0 && !p.keyFollows(next) {
			p.fault(p.i, p.i+1, "this comma is one too many")
			p.i++
			return
		}
		p.fault(p.i, p.i+1, "a value is missing before this comma")
		p.add(Invalid, p.i, p.i, 0)
	case c == ',':
		p.fault(p.i, p.i+1, "a comma stands where a value is expected")
		p.i++
		p.last = p.i
	case c == ':' && p.before == ':':
		p.fault(p.i, p.i+1, "there is one colon too many")
		p.i++
	case c == ':':
		p.fault(p.i, p.i+1, "a colon stands where a value is expected")
		p.i++
	case c == '}' || c == ']':
		if p.strayCloser(c) {
			return
		}
		switch p.before {
		case ':':
			p.fault(p.mark, p.mark+1, "a value is missing after this colon")
			p.add(Invalid, p.mark+1, p.mark+1, 0)
		case ',':
			p.fault(p.mark, p.mark+1, "this comma is one too many: no value follows it")
		}
		p.close(c)
	default:
		p.word(inValue)
	}
}

// member takes what stands where a key is expected.
func (p *parser) member(c byte) {
	switch c {
	case '"':
		if !p.loneQuote() {
			p.keyText()
		}
	case '}', ']':
		if p.strayCloser(c) {
			return
		}
		if p.before == ',' {
			p.fault(p.mark, p.mark+1, "this comma is one too many: no key follows it")
		}
		p.close(c)
	case ',':
		p.fault(p.i, p.i+1, "a comma stands where a key is expected")
		p.i++
		p.last = p.i
	case ':':
		if next := skipSpace(p.src, p.i+1); next < len(p.src) && p.src[next] == '"' && p.keyFollows(next) {
			p.fault(p.i, p.i+1, "there is one colon too many")
			p.i++
			return
		}
		p.fault(p.i, p.i+1, "a key is missing before this colon")
		p.setKey(p.i, p.i, 0)
		p.i++
		p.expect(atValue, ':', p.i-1)
	case '{', '[':
		if p.strayOpener(c) {
			return
		}
		p.fault(p.i, p.i+1, "a key is missing before this value")
		p.setKey(p.i, p.i, 0)
		p.expect(atValue, 0, p.i)
	default:
		p.word(inKey)
	}
}

func (p *parser) setKey(start, end int, seen look) {
	p.key, p.keyEnd, p.keyLook = start, end, seen
	p.last = end
}

// colon takes what stands behind a key.
func (p *parser) colon(c byte) {
	switch c {
	case ':':
		p.i++
		p.expect(atValue, ':', p.i-1)
	case '=':
		p.fault(p.i, p.i+1, "a colon is expected here, not =")
		p.i++
		if p.i < len(p.src) && p.src[p.i] == '>' {
			p.i++
		}
		p.expect(atValue, ':', p.i-1)
	case ',', '}', ']':
		if p.strayBeforeColon() {
			return
		}
		p.fault(p.key, p.keyEnd, "this key has no value")
		p.add(Invalid, p.keyEnd, p.keyEnd, 0)
	default:
		if p.strayBeforeColon() {
			return
		}
		if p.keyGoesOn() {
			return
		}
		if end, ok := p.unclosedKey(); ok {
			p.fault(p.key, end, "this key is not closed: a quotation mark is missing behind it")
			p.setKey(p.key, end, p.keyLook)
			p.i = end
			return
		}
		if c == '"' && p.keyFollows(p.i) {
			p.fault(p.key, p.keyEnd, "this key has no value, and a comma is missing after it")
			p.add(Invalid, p.keyEnd, p.keyEnd, 0)
			p.expect(atKey, 0, p.i)
			return
		}
		p.fault(p.i, p.i+1, "a colon is missing before this value")
		p.expect(atValue, ':', p.keyEnd)
	}
}

// next takes what stands behind a value inside of a container.
func (p *parser) next(c byte) {
	object := p.top() == '{'
	follow := atValue
	if object {
		follow = atKey
	}
	switch {
	case c == ',':
		p.i++
		p.last = p.i
		p.expect(follow, ',', p.i-1)
	case c == '}' || c == ']':
		if !p.strayCloser(c) {
			p.close(c)
		}
	case c == '"' && p.loneQuote():
	case p.i == p.last && p.src[p.i-1] == '"' && (p.swallowed() || p.innerQuote()):
	case c == ';':
		p.fault(p.i, p.i+1, "a comma is expected here, not a semicolon")
		p.i++
		p.last = p.i
		p.expect(follow, ';', p.i-1)
	case c == ':' && object:
		if p.lateKey() {
			return
		}
		switch next := skipSpace(p.src, p.i+1); {
		case next < len(p.src) && strings.IndexByte(",}]", p.src[next]) >= 0:
			p.fault(p.i, p.i+1, "there is one colon too many")
			p.i++
			return
		case next < len(p.src) && p.src[next] == '"' && p.keyFollows(next):
			p.fault(p.i, p.i+1, "a comma is expected here, not a colon")
			p.i++
			p.last = p.i
			p.expect(atKey, ':', p.i-1)
			return
		}
		p.fault(p.i, p.i+1, "a colon stands where a comma is expected")
		p.setKey(p.i, p.i, 0)
		p.i++
		p.expect(atValue, ':', p.i-1)
	case c == ':':
		if next := skipSpace(p.src, p.i+1); next < len(p.src) && (p.src[next] == ',' || p.src[next] == ']') {
			p.fault(p.i, p.i+1, "there is one colon too many")
			p.i++
			return
		}
		list := p.listStart()
		if list != p.keyedList && p.lateKey() {
			return
		}
		if list != p.keyedList || list < 0 {
			p.fault(p.i, p.i+1, "a colon stands in a list: only objects in curly braces have keys")
			p.keyedList = list
		}
		p.i++
		p.expect(atValue, 0, p.i-1)
	case !object:
		if p.strayInList(c) {
			return
		}
		p.fault(p.i, p.i+1, noCommaBeforeValue)
		p.expect(atValue, 0, p.i)
	case c == '{' || c == '[':
		if p.strayOpener(c) {
			return
		}
		p.fault(p.i, p.i+1, "a comma and a key are missing before this value")
		p.setKey(p.i, p.i, 0)
		p.expect(atValue, 0, p.i)
	case p.keyFollows(p.i):
		if p.canReopen('{', p.i) && p.best(trial{from: p.i}, trial{from: p.i, opened: "{"}) == 1 {
			p.reopen()
			p.expect(atKey, 0, p.i)
			return
		}
		p.fault(p.i, p.i+1, "a comma is missing before this key")
		p.expect(atKey, 0, p.i)
	default:
		start := p.i
		p.skipStray()
		p.fault(start, p.i, "this does not belong here: a comma or the end of the object is expected")
	}
}

const noCommaBeforeValue = "a comma is missing before this value"

// listStart is the place of the innermost list's bracket, -1 where it has none.
func (p *parser) listStart() int {
	if p.depth() > len(p.frames) {
		return -1
	}
	return p.frames[len(p.frames)-1].start
}

// trailing takes what stands behind the outermost value.
func (p *parser) trailing(c byte) {
	root := p.t.Kind(p.t.Root())
	switch {
	case p.closer > 0 && p.continues(root):
		p.unbalanced = true
		p.fault(p.closer, p.closer+1, "this bracket closes the whole text too early")
		p.reopened = true
		bracket := byte('{')
		if root == Array {
			bracket = '['
		}
		p.open = append(p.open, bracket)
		p.frames = append(p.frames, frame{node: 0, start: int(p.t.nodes[0].start)})
		p.state = atNext
	case c == '}' || c == ']':
		p.unbalanced = true
		p.fault(p.i, p.i+1, "this "+string(c)+" closes nothing")
		p.i++
	case c == ',':
		p.fault(p.i, p.i+1, "a comma stands behind the end")
		p.i++
	default:
		end := p.lineEnd(p.i)
		p.fault(p.i, end, "the text has ended before this: only one value may stand here")
		p.i = len(p.src)
	}
}

// continues reports whether what follows the closed root reads like more of
// it: a comma and a key (or, in a list, a comma and a value), or a key.
func (p *parser) continues(root Kind) bool {
	i := p.i
	if comma := p.src[i] == ','; comma {
		i = skipSpace(p.src, i+1)
		if root == Array {
			return i < len(p.src) && strings.IndexByte("{[\"", p.src[i]) >= 0
		}
	}
	return root == Object && i < len(p.src) && p.src[i] == '"' && p.keyFollows(i)
}

// finish names what is missing at the end of the text and closes what is open.
func (p *parser) finish() {
	if !p.t.cancelled {
		switch {
		case p.t.Root() == None && p.depth() == 0 && len(p.faults) == 0:
			p.fault(len(p.src), len(p.src), "there is no value: the text is empty")
		case p.unended || p.depth() == 0:
		case p.state == atColon:
			p.fault(p.key, p.keyEnd, "this key has no value")
			p.add(Invalid, p.keyEnd, p.keyEnd, 0)
		case p.state == atValue && p.before == ':':
			p.fault(p.mark, p.mark+1, "a value is missing after this colon")
			p.add(Invalid, p.mark+1, p.mark+1, 0)
		}
		if p.depth() > 0 && !p.unended {
			p.unclosed()
		}
	}
	end := p.last
	for p.depth() > 0 {
		p.leave(end)
	}
}

// unclosed names the open containers that have nodes, the innermost first. A
// root that was closed too early is closed.
func (p *parser) unclosed() {
	p.unbalanced = true
	outermost := 0
	if p.reopened {
		outermost = 1
	}
	for at := len(p.frames) - 1; at >= outermost; at-- {
		p.neverClosed(p.frames[at].start)
	}
}
