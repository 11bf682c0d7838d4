// This file rewrites the text as a whole (format, minify, sort): away from the
// event loop when it is large, and back as one step of undo that places and
// folds survive.
package editor

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/tui/jsonview"
	"patchbay/tui/text"
)

// source is the text a rewriting begins with.
type source struct {
	text text.Text
	sel  text.Selection
	tree *document.Tree // of this text; nil when it is not known yet
}

// part reports whether only a part of the text is meant.
func (s source) part() bool { return !s.sel.Empty() }

// parsed returns the tree of the text.
func (s source) parsed(ctx context.Context) (*document.Tree, error) {
	if s.tree != nil {
		return s.tree, nil
	}
	tree := document.Parse(ctx, s.text.String())
	return tree, ctx.Err()
}

// rewritten is what a rewriting comes to.
type rewritten struct {
	document.Rewrite
	of   source
	edit text.Edit
	told string // what the user should know about it, if it needs words of its own
}

// rewriting is one of the verbs that rewrite the text, with its words.
type rewriting struct {
	doing, not, again string
	// make is called away from the event loop; it must not know the Model.
	make func(ctx context.Context, src source) (rewritten, error)
	// done says what was done, or that there was nothing to do.
	done func(out rewritten) string
}

// job is work on the whole text that has been sent out.
type job struct {
	not  string // how it begins to say that nothing was done
	stop context.CancelFunc
}

// rewrite begins a rewriting. One that is still going on is given up.
func (m *Model) rewrite(r rewriting) {
	if m.focus != Text || !m.editable() {
		return
	}
	m.stopRewriting()
	src := source{m.buf.Text(), m.buf.Selection(), m.meaning.fresh()}
	if src.text.Len() <= atOnce {
		out, err := r.make(context.Background(), src)
		m.rewritten(r, src, out, err)
		return
	}
	m.sendJob(r.doing, r.not, func(ctx context.Context) func(*Model) {
		out, err := r.make(ctx, src)
		return func(m *Model) { m.rewritten(r, src, out, err) }
	})
}

// sendJob sends work on the whole text out. What the work returns is called with
// the editor, unless the job was given up meanwhile.
func (m *Model) sendJob(doing, not string, work func(context.Context) func(*Model)) {
	ctx, stop := context.WithCancel(context.Background())
	j := &job{not, stop}
	m.job = j
	m.host.Say(doing)
	owner := m.owner
	m.send(func() tea.Msg {
		defer stop()
		take := work(ctx)
		return Reply{owner, func(m *Model) {
			if m.job == j {
				m.job = nil
				take(m)
			}
		}}
	})
}

// stopRewriting gives up the rewriting that is going on. It reports whether
// there was one.
func (m *Model) stopRewriting() bool {
	if m.job == nil {
		return false
	}
	m.job.stop()
	m.host.Say(m.job.not + "stopped.")
	m.job = nil
	return true
}

// rewritten takes what a rewriting came to: one step of undo.
func (m *Model) rewritten(r rewriting, src source, out rewritten, err error) {
	var fault *document.FormatError
	switch {
	case !m.buf.Text().Same(src.text):
		m.host.Say(r.not + "the text was changed meanwhile. " + r.again)
		return
	case errors.As(err, &fault):
		m.showText()
		m.GoToOffset(fault.Off)
		m.host.Say(r.not + fault.Reason)
		return
	case err != nil:
		m.host.Say(r.not + err.Error())
		return
	}
	if !out.edit.Empty() {
		folded := m.foldedValues()
		m.buf.Edit(out.edit, taken(m.buf.Selection(), out.Rewrite), text.Single)
		m.changed()
		m.foldAgain(folded, out.Rewrite)
		m.moved()
	}
	m.host.Say(r.done(out))
}

// taken returns where a selection is in a rewritten text. One whose bytes have
// been torn apart becomes a cursor.
func taken(s text.Selection, r document.Rewrite) text.Selection {
	to := text.Selection{Anchor: r.Map(s.Anchor), Head: r.Map(s.Head)}
	if (to.Head-to.Anchor)*(s.Head-s.Anchor) < 0 {
		return text.Cursor(to.Head)
	}
	return to
}

// A stretch is the bytes of a value.
type stretch struct{ from, to int }

// lines returns the lines of a value.
func (s stretch) lines(t text.Text) jsonview.Lines {
	return jsonview.Lines{First: t.LineOf(s.from), Last: t.LineOf(max(s.from, s.to-1))}
}

// maxRefolded bounds how many folds are carried through a rewriting.
const maxRefolded = 1000

// foldedValues returns the values that are folded, as far as they are known.
func (m *Model) foldedValues() []stretch {
	t, k := m.buf.Text(), &m.meaning
	if last := t.Lines() - 1; k.tree == nil || m.folds.Row(last) == last && !m.folds.Hidden(last) {
		return nil // nothing is folded
	}
	var out []stretch
	before := -1
	for _, f := range k.tree.Folds() {
		start, end := k.tree.Span(f.Node)
		start, end = k.now(start), k.now(end)
		line := t.LineOf(start)
		if line != before && m.folds.Folded(line) && len(out) < maxRefolded {
			out = append(out, stretch{start, end})
		}
		before = line
	}
	return out
}

// foldAgain folds the values in the rewritten text that were folded before.
func (m *Model) foldAgain(folded []stretch, r document.Rewrite) {
	t := m.buf.Text()
	for _, s := range folded {
		m.folds.FoldLines(stretch{r.Map(s.from), r.Map(s.to)}.lines(t))
	}
}
