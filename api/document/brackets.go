// Building a tree from any text: which bracket closes which.

package document

// reach is how far up a closing bracket looks for its opener, in levels. It
// bounds the work on texts that are nothing but wrong brackets.
const reach = 64

// close takes the closing bracket c at i.
func (p *parser) close(c byte) {
	opener := openerOf(c)
	switch {
	case p.depth() == 0:
		p.unbalanced = true
		p.fault(p.i, p.i+1, "this "+string(c)+" closes nothing")
		p.i++
		return
	case p.pairing == byIndentation && p.i == p.lineFirst && p.closeByIndent(c, opener):
		return
	case p.top() == opener:
	default:
		p.unbalanced = true
		up := p.nearest(opener)
		if up < 0 || p.best(trial{from: p.i + 1, up: up + 1}, trial{from: p.i + 1, up: 1}) == 1 {
			p.wrongCloser(c)
			return
		}
		p.fault(p.i, p.i+1, "a "+p.wanted()+" is missing before this "+string(c))
		for ; up > 0; up-- {
			p.leave(p.last)
		}
	}
	p.shut()
}

// shut closes the innermost container with the bracket at i.
func (p *parser) shut() {
	p.closer = p.i
	if n := p.depth(); n <= len(p.frames) {
		p.shutFrame, p.shutDepth = p.frames[n-1], n-1
	}
	p.i++
	p.leave(p.i)
}

// wrongCloser takes a bracket of the wrong kind for the right one.
func (p *parser) wrongCloser(c byte) {
	p.fault(p.i, p.i+1, "a "+p.wanted()+" is expected here, not "+string(c))
	p.shut()
}

// wanted is the bracket that would close the innermost container.
func (p *parser) wanted() string {
	if p.top() == '{' {
		return "}"
	}
	return "]"
}

// closeByIndent takes a closing bracket that is the first on its line, in a
// text whose brackets do not pair: the opener is the one whose line begins at
// the same column. It reports whether it decided anything.
func (p *parser) closeByIndent(c, opener byte) bool {
	n := len(p.frames)
	if n != p.depth() {
		return false
	}
	if top := p.frames[n-1]; top.indent == p.indent {
		if p.top() != opener {
			p.wrongCloser(c)
			return true
		}
		return false
	}
	for up := 1; up < min(reach, n); up++ {
		f := p.frames[n-1-up]
		if f.indent != p.indent || p.src[f.start] != opener {
			continue
		}
		for ; up > 0; up-- {
			p.neverClosed(p.frames[len(p.frames)-1].start)
			p.leave(p.last)
		}
		p.shut()
		return true
	}
	if p.frames[n-1].indent < p.indent {
		p.fault(p.i, p.i+1, "this "+string(c)+" is one too many")
		p.i++
		return true
	}
	return false
}

// dedent closes containers that a new member or item has left behind: it begins
// a line at or left of the column where the line of their bracket began.
func (p *parser) dedent(c byte) {
	switch {
	case c == '}' || c == ']' || c == ',' || c == ':', p.state == atColon, p.state == atEnd:
		return
	case p.state == atValue && p.before != ',' && p.before != '[':
		return // the value of a key
	}
	for n := len(p.frames); n > 1 && n == p.depth(); n-- {
		f := p.frames[n-1]
		if f.indent < p.indent || f.start >= p.lineFirst {
			return
		}
		p.neverClosed(f.start)
		expected := p.state
		p.leave(p.last)
		switch {
		case expected == atNext:
		case p.top() == '{':
			p.expect(atKey, 0, p.i)
		default:
			p.expect(atValue, 0, p.i)
		}
	}
}

func (p *parser) neverClosed(start int) {
	p.fault(start, start+1, "this "+p.src[start:start+1]+" is never closed")
}
