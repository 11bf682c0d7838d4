// Three-way merge: what it takes, what it gives, and how clashes are settled.

package document

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Merged is the merge of two texts that began as one. It is immutable.
type Merged struct {
	// Taken are the changes of theirs that came in by themselves, from the base
	// to their text. Kept are those of mine that their text does not have. What
	// both did alike is in neither, and so is what clashes.
	Taken, Kept []Change
	// Clashes are the places where a person has to choose, in the order of the
	// merged text.
	Clashes []Clash

	base, mine, theirs *Tree
	root               piece
	conflicts          []*conflict
}

// ClashKind is what two sides did that does not go together.
type ClashKind uint8

const (
	BothChanged    ClashKind = iota // to different values
	ChangedRemoved                  // mine changed it, theirs removed it
	RemovedChanged                  // mine removed it, theirs changed it
	BothAdded                       // the same key or the same id, with different values
	BothMoved                       // to different places; the clash is what holds both places
	BothRenamed                     // to different keys; the values of the clash are the keys
	RepeatedKey                     // a key stands several times in this object
)

// String returns the words users see.
func (k ClashKind) String() string {
	switch k {
	case ChangedRemoved:
		return "changed here, removed there"
	case RemovedChanged:
		return "removed here, changed there"
	case BothAdded:
		return "added by both"
	case BothMoved:
		return "moved by both"
	case BothRenamed:
		return "renamed by both"
	case RepeatedKey:
		return "changed by both, with a repeated key"
	}
	return "changed by both"
}

// Clash is one place where the sides do not go together.
type Clash struct {
	Kind ClashKind
	// Pointer and Dotted are the path in my text, or in theirs where mine does
	// not have the place. Paths of more than MaxPath bytes are left out.
	Pointer, Dotted    string
	Base, Mine, Theirs Written
}

// Written is a value, or a key, as it stands in one of the texts.
type Written struct {
	There bool   // false: this text does not have it, and the rest is empty
	Text  string // part of the source; it may be long
	Span  [2]int // bytes
}

// Choice is what becomes of a clash.
type Choice uint8

const (
	Undecided Choice = iota
	Mine
	Theirs
	Own // a text of its own
)

// Settle settles one clash. JSON is for Own: a value, or the key as a JSON
// string where the clash is BothRenamed.
type Settle struct {
	Choice Choice
	JSON   string
}

// Merge merges what mine and theirs made of base. All three have to be JSON,
// not nested deeper than MaxDepth.
//
// Members are matched by key and items in the manner of Diff; a container under
// another key of its object, or in another place, is followed, so that one side
// may rename or move what the other one edits. So is a long text under another
// key, a short one only where the other side left it alone. White space never
// clashes, nor do other spellings of the same value and the order of members.
// Added things stand where their side put them; where both put some in one
// place, mine come first.
//
// It takes time about linear in the texts. The error is that of ctx, or says
// which text cannot be merged.
func Merge(ctx context.Context, base, mine, theirs *Tree) (*Merged, error) {
	for _, t := range []struct {
		tree *Tree
		name string
	}{{base, "the text you started from"}, {mine, "your text"}, {theirs, "the text saved by someone else"}} {
		switch {
		case t.tree.Cancelled():
			return nil, fmt.Errorf("reading %s: %w", t.name, context.Canceled)
		case t.tree.Deep():
			return nil, fmt.Errorf("%s is nested too deeply or too long to be merged", t.name)
		case !t.tree.Valid():
			return nil, fmt.Errorf("%s is not JSON and cannot be merged", t.name)
		}
	}
	g := newMerger(ctx, base, mine, theirs)
	root := g.run()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("merging: %w", err)
	}
	m := &Merged{base: base, mine: mine, theirs: theirs, root: root}
	m.Kept, m.Taken = g.changes(onMine), g.changes(onTheirs)
	root.walk(func(c *conflict) {
		m.conflicts = append(m.conflicts, c)
		m.Clashes = append(m.Clashes, g.clash(c))
	})
	return m, nil
}

// Text returns the merged text. There is one Settle for each of the Clashes, in
// their order, and none of them Undecided.
//
// It is my text with what was taken put in: in the layout of its new
// surroundings, its tokens as they are written there. Where one side changed
// nothing, not even white space, it is the text of the other one. It is also
// theirs where every clash is settled as theirs and nothing was Kept.
func (m *Merged) Text(settled []Settle) (string, error) {
	if len(settled) != len(m.Clashes) {
		return "", fmt.Errorf("%d clashes are settled, but there are %d", len(settled), len(m.Clashes))
	}
	switch m.base.src {
	case m.mine.src:
		return m.theirs.src, nil
	case m.theirs.src:
		return m.mine.src, nil
	}
	mine := func(s Settle) bool { return s.Choice != Theirs }
	if len(settled) > 0 && len(m.Kept) == 0 && !slices.ContainsFunc(settled, mine) {
		return m.theirs.src, nil
	}
	return m.write(settled)
}

// write writes the merged text, whatever the three are.
func (m *Merged) write(settled []Settle) (string, error) {
	w := writer{m: m, settled: make(map[*conflict]Settle, len(settled))}
	for i, s := range settled {
		if err := m.acceptable(m.Clashes[i], s); err != nil {
			return "", err
		}
		w.settled[m.conflicts[i]] = s
	}
	start, end := m.mine.Span(m.mine.Root())
	out := m.mine.src[:start] + w.whole(m.root) + m.mine.src[end:]
	if w.err != nil {
		return "", w.err
	}
	// The text is about to be saved: what is broken must not leave.
	if ok, off := Valid(out); !ok {
		return "", fmt.Errorf("merging made a text that is not JSON at byte %d", off)
	}
	return out, nil
}

// acceptable returns an error for a settlement that cannot be written.
func (m *Merged) acceptable(c Clash, s Settle) error {
	switch s.Choice {
	case Mine, Theirs:
		return nil
	case Own:
		if ok, _ := Valid(s.JSON); !ok {
			return fmt.Errorf("what you wrote for %s is not a JSON value", wherever(c))
		}
		if c.Kind == BothRenamed && s.JSON[skipSpace(s.JSON, 0)] != '"' {
			return fmt.Errorf("the key you wrote for %s is not a JSON string", wherever(c))
		}
		return nil
	}
	return fmt.Errorf("%s is not decided yet", wherever(c))
}

func wherever(c Clash) string {
	if c.Dotted == "" {
		return "the Configuration"
	}
	return excerpt(c.Dotted, 80)
}

var errTaken = errors.New("the key you wrote stands in that object already")

// MergeString merges a name or a description, as one value. clash is true, and
// the text that of mine, when both sides changed it to different texts.
func MergeString(base, mine, theirs string) (text string, clash bool) {
	switch {
	case mine == theirs || theirs == base:
		return mine, false
	case mine == base:
		return theirs, false
	}
	return mine, true
}
