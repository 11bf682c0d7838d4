// Building a tree from any text: the walk over the tokens.

package document

import (
	"context"
	"math"
)

// Parse reads a text and never fails: what is not JSON is named by the
// findings, and the tree holds what could be made of it. It uses no recursion.
// When ctx ends, Parse returns soon with what it has and Cancelled is true.
func Parse(ctx context.Context, src string) *Tree {
	t := build(ctx, src)
	if t.cancelled {
		return t
	}
	t.check()
	t.outline, t.counts = t.survey()
	t.folds = t.measureFolds()
	t.cancelled = ctx.Err() != nil
	return t
}

// build makes the nodes and finds the faults in the grammar, nothing else.
func build(ctx context.Context, src string) *Tree {
	valid, off := Valid(src)
	if len(src) > math.MaxInt32 {
		t := &Tree{src: src, valid: valid, deep: true}
		if !valid {
			t.report(Finding{ID: syntax, Severity: Error, Start: off, End: off, Message: "this is not JSON"})
		}
		return t
	}
	p := newParser(ctx, src, byBrackets)
	p.run()
	if p.unbalanced && len(p.faults) < MaxFindings {
		// Brackets do not pair. The reading with fewer faults is the better
		// guess at what was meant.
		other := newParser(ctx, src, byIndentation)
		other.most = len(p.faults)
		if other.run(); len(other.faults) <= other.most {
			p = other
		}
		p.t.cancelled = ctx.Err() != nil
	}
	p.t.valid = valid
	p.t.reportFaults(p.faults)
	return p.t
}

// pairing says how a closing bracket finds the one it closes.
type pairing uint8

const (
	byBrackets    pairing = iota // the nearest of its kind
	byIndentation                // where lines are indented, the one at the same column
)

// state is what the parser expects next.
type state uint8

const (
	atValue state = iota // a value
	atKey                // a key, or the end of the object
	atColon              // the colon behind a key
	atNext               // a comma, or the end of the container
	atEnd                // nothing
)

type parser struct {
	t   *Tree
	src string
	ctx context.Context

	i       int
	state   state
	before  byte // what the value or key expected follows: one of , : { [ or 0 at the start
	mark    int  // where that stands
	pairing pairing

	open   []byte  // { and [ that are open, whatever the depth
	frames []frame // the same, as far as they have nodes

	key, keyEnd int // the key that waits for its value
	keyLook     look

	lineFirst int   // the first token of the line i is on
	indent    int   // bytes of white space before it
	last      int   // end of the last token
	closer    int   // the last closing bracket
	shutFrame frame // what it closed
	shutDepth int   // how deep that lay
	keyedList int   // the list that was told to hold keys
	budget    int   // bytes that trials may still read
	tried     []byte
	eol       int // the end of the line eolOf is on, kept because lines can be megabytes
	eolOf     int
	endless   bool                 // no comment is closed from here on
	quoteless int                  // up to here no quotation mark nearby ends a value
	markless  [len(otherMarks)]int // the same for each of otherMarks
	reopened  bool                 // the root was closed too early
	unended   bool                 // the text ended inside a string

	faults     []fault
	most       int // faults after which this reading is of no use
	unbalanced bool
}

type frame struct {
	node   Node
	start  int // of the bracket
	indent int // of its line
}

func newParser(ctx context.Context, src string, how pairing) *parser {
	return &parser{
		ctx: ctx, src: src, pairing: how, eol: -1, most: MaxFindings, keyedList: -1, budget: 2*len(src) + trialBytes,
		t: &Tree{src: src, nodes: make([]node, 0, guessNodes(src))},
	}
}

// run walks over the text once. Each round takes at least one byte or changes
// the state to one in which the next round does.
func (p *parser) run() {
	if name := otherEncoding(p.src); name != "" {
		p.fault(0, len(p.src), "this is "+name+" text: JSON is UTF-8, so it has to be saved as UTF-8")
		return
	}
	for round := 0; ; round++ {
		if round&0xFFF == 0 && p.ctx.Err() != nil {
			p.t.cancelled = true
			break
		}
		if len(p.faults) > p.most {
			return
		}
		p.space()
		if p.i >= len(p.src) {
			break
		}
		c := p.src[p.i]
		if p.pairing == byIndentation && p.i == p.lineFirst {
			p.dedent(c)
		}
		switch p.state {
		case atValue:
			p.value(c)
		case atKey:
			p.member(c)
		case atColon:
			p.colon(c)
		case atNext:
			p.next(c)
		case atEnd:
			p.trailing(c)
		}
	}
	p.finish()
}

// depth is how many containers are open.
func (p *parser) depth() int { return len(p.open) }

// top is the bracket of the innermost open container, 0 when none is open.
func (p *parser) top() byte {
	if len(p.open) == 0 {
		return 0
	}
	return p.open[len(p.open)-1]
}

// expect says that a value (or a key) must follow what stands at mark.
func (p *parser) expect(s state, before byte, mark int) {
	p.state, p.before, p.mark = s, before, mark
}

// add makes the node of a value and returns it, or None where the text is
// nested too deeply for nodes.
func (p *parser) add(kind Kind, start, end int, traits trait) Node {
	p.last = end
	depth := p.depth()
	if depth == 0 {
		p.state = atEnd
	} else {
		p.state = atNext
	}
	if depth > len(p.frames) {
		return None
	}
	n := node{kind: kind, start: uint32(start), end: uint32(end), parent: None, traits: traits}
	if depth > 0 {
		up := p.frames[depth-1].node
		parent := &p.t.nodes[up]
		n.parent = up
		if parent.kind == Object {
			n.key, n.keyEnd = uint32(p.key), uint32(p.keyEnd)
			if p.keyLook != 0 {
				n.traits |= lookAtKey
			}
		} else {
			n.key = parent.count
		}
		parent.count++
	}
	at := Node(len(p.t.nodes))
	n.after = at + 1
	p.t.nodes = append(p.t.nodes, n)
	return at
}

// enter opens the container whose bracket is at i.
func (p *parser) enter(c byte) {
	kind := Object
	if c == '[' {
		kind = Array
	}
	deep := p.depth() >= MaxDepth
	n := None
	if !deep || p.depth() == len(p.frames) {
		var traits trait
		if deep {
			traits = opaque
			p.t.deep = true
		}
		n = p.add(kind, p.i, p.i+1, traits)
	}
	if !deep {
		p.frames = append(p.frames, frame{node: n, start: p.i, indent: p.indent})
	}
	p.open = append(p.open, c)
	p.i++
	p.last = p.i
	if c == '{' {
		p.expect(atKey, c, p.i-1)
	} else {
		p.expect(atValue, c, p.i-1)
	}
}

// leave closes the innermost container; its text ends at end.
func (p *parser) leave(end int) {
	depth := p.depth()
	if depth <= len(p.frames) {
		f := p.frames[depth-1]
		p.t.nodes[f.node].end = uint32(end)
		p.t.nodes[f.node].after = Node(len(p.t.nodes))
		p.frames = p.frames[:depth-1]
	} else if depth == MaxDepth+1 {
		p.t.nodes[len(p.t.nodes)-1].end = uint32(end) // the opaque one
	}
	p.open = p.open[:depth-1]
	p.last = end
	p.state = atNext
	if depth == 1 {
		p.state = atEnd
	}
}

// guessNodes is a good capacity for the nodes of a text: not far above what an
// ordinary one needs. It looks at samples from all over the text.
func guessNodes(src string) int {
	const samples, size = 8, 8 << 10
	looked, n := 0, 1
	for k := range samples {
		at := k * (len(src) / samples)
		part := src[at:min(len(src), at+min(size, len(src)/samples+1))]
		looked += len(part)
		for i := 0; i < len(part); i++ {
			if c := part[i]; c == ',' || c == '{' || c == '[' {
				n++
			}
		}
	}
	if looked < len(src) {
		n = int(float64(n) / float64(looked) * float64(len(src)) * 17 / 16)
	}
	return min(n, len(src)/2+16)
}

// lineEnd returns where the line that i is on ends, before its line break.
func (p *parser) lineEnd(i int) int {
	if i < p.eolOf || i > p.eol {
		p.eolOf, p.eol = i, lineEnd(p.src, i)
	}
	return p.eol
}
