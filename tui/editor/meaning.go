// This file holds what the text means: tree and findings come from outside,
// made from an older text perhaps, and are carried along with the edits since.
package editor

import (
	"slices"
	"sort"

	"patchbay/api/document"
	"patchbay/tui/text"
)

// meaning is the tree and the findings of one revision, and the edits since.
type meaning struct {
	text     text.Text // the text of now
	tree     *document.Tree
	findings []document.Finding // by Start, in the tree's text
	counts   [document.Error + 1]int
	since    []carried
	revision uint64 // that tree and findings are of
	tooOld   uint64 // a meaning of an earlier revision cannot be carried along
}

// carried is an edit and the revision it led to.
type carried struct {
	revision uint64
	edit     text.Edit
}

// maxCarried bounds the edits that offsets are carried over. Beyond it tree
// and findings are dropped until new ones come.
const maxCarried = 1024

// A refusal is a place that the platform refused, with its words.
type refusal struct {
	off     int
	message string
}

// SetMeaning tells what the text of a revision means. What was asked last
// wins: an older meaning than the present one is dropped.
func (m *Model) SetMeaning(rev uint64, tree *document.Tree, findings []document.Finding) {
	if rev < m.meaning.tooOld || rev < m.meaning.revision {
		return
	}
	k := &m.meaning
	m.keepPick(func() { k.set(rev, tree, findings) })
	m.paired = bracketCache{}
	if tree != nil && len(k.since) == 0 {
		m.folds.SetRegions(tree.Folds())
	}
	m.followRows()
}

// Understood reports whether it is known what the text of now means.
func (m *Model) Understood() bool { return m.meaning.fresh() != nil }

// set takes what the text of a revision means.
func (k *meaning) set(rev uint64, tree *document.Tree, findings []document.Finding) {
	k.revision = rev
	k.tree = tree
	k.findings = findings
	if !slices.IsSortedFunc(findings, byStart) {
		k.findings = slices.Clone(findings)
		slices.SortStableFunc(k.findings, byStart)
	}
	k.counts = [len(k.counts)]int{}
	for _, f := range findings {
		k.counts[f.Severity]++
	}
	k.since = slices.DeleteFunc(k.since, func(c carried) bool { return c.revision <= rev })
}

func byStart(a, b document.Finding) int { return a.Start - b.Start }

// edited notes an edit of the Configuration.
func (k *meaning) edited(rev uint64, after text.Text, e text.Edit) {
	k.text = after
	k.since = append(k.since, carried{rev, e})
	if len(k.since) > maxCarried {
		*k = meaning{text: after, tooOld: rev}
	}
}

// fresh returns the tree if it is of the text of now.
func (k *meaning) fresh() *document.Tree {
	if len(k.since) > 0 {
		return nil
	}
	return k.tree
}

// now carries an offset of the tree's text to the text of now.
func (k *meaning) now(off int) int {
	for _, c := range k.since {
		off = c.edit.Map(off, text.Before)
	}
	return min(off, k.text.Len())
}

// then carries an offset of now back to the tree's text. What has been
// inserted since goes to where it was inserted.
func (k *meaning) then(off int) int {
	for i := len(k.since) - 1; i >= 0; i-- {
		off = back(k.since[i].edit, off)
	}
	return off
}

// back returns where an offset of the text after an edit was before it.
func back(e text.Edit, off int) int {
	shift := 0
	for _, c := range e {
		from := c.From + shift
		if off < from {
			break
		}
		if off < from+len(c.Insert) {
			return c.From
		}
		shift += len(c.Insert) - (c.To - c.From)
	}
	return off - shift
}

// between returns findings that begin in [from, to] of the text of now, with
// their offsets carried along, at most limit of them.
func (m *Model) between(from, to, limit int) []document.Finding {
	k := &m.meaning
	lo, hi := k.then(from), k.then(to)
	i := sort.Search(len(k.findings), func(i int) bool { return k.findings[i].Start >= lo })
	var out []document.Finding
	for ; i < len(k.findings) && k.findings[i].Start <= hi && len(out) < limit; i++ {
		f := k.findings[i]
		f.Start, f.End = k.now(f.Start), k.now(f.End)
		if f.Start >= from && f.Start <= to {
			out = append(out, f)
		}
	}
	for _, r := range m.refused {
		if r.off >= from && r.off <= to {
			out = append(out, document.Finding{Severity: document.Error, Start: r.off, End: r.off, Message: r.message})
		}
	}
	return out
}

// findingHere returns the finding the cursor stands on, or else the first one
// on its line. Of a very long line only the neighbourhood counts.
func (m *Model) findingHere() (document.Finding, bool) {
	const near = 4 << 10
	t, head := m.buf.Text(), m.buf.Selection().Head
	line := t.LineOf(head)
	from, to := max(t.LineStart(line), head-near), min(t.LineEnd(line), head+near)
	found := m.between(from, to, 256)
	for _, f := range found {
		if f.Start <= head && head <= f.End {
			return f, true
		}
	}
	if len(found) > 0 {
		return found[0], true
	}
	return document.Finding{}, false
}

// NextFinding moves to the next finding and says it; after the last comes the
// first. In the list of findings the focus stays there.
func (m *Model) NextFinding() { m.toFinding(1) }

// PrevFinding moves to the finding before and says it.
func (m *Model) PrevFinding() { m.toFinding(-1) }

func (m *Model) toFinding(step int) {
	k := &m.meaning
	n := len(k.findings)
	head := m.buf.Selection().Head
	best, row := -1, 0
	// The nearest on the way wins, which goes once around the text and ends at
	// the cursor.
	size := m.buf.Text().Len() + 1
	distance := func(off int) int {
		d := (off - head) * step
		if d <= 0 {
			d += size
		}
		return d
	}
	consider := func(off, at int) {
		if best < 0 || distance(off) < distance(best) {
			best, row = off, at
		}
	}
	if n > 0 {
		at := k.then(head)
		i := sort.Search(n, func(i int) bool { return k.findings[i].Start > at })
		if step < 0 {
			i = sort.Search(n, func(i int) bool { return k.findings[i].Start >= at }) - 1
		}
		i = (i + n) % n
		consider(k.now(k.findings[i].Start), m.above()+i)
	}
	for i, r := range m.refused {
		consider(r.off, len(m.aboutNotes())+i)
	}
	if best < 0 {
		m.host.Say("No findings.")
		return
	}
	m.panel.pick = row
	if m.focus == Panel && m.view == JSON {
		m.buf.Select(text.Cursor(best))
		m.moved()
	} else {
		m.GoToOffset(best)
	}
	m.host.Say(m.note(row).message)
}

// FindingCounts returns how many errors and warnings there are, of the name and
// the description too; refused places count as errors.
func (m *Model) FindingCounts() (errors, warnings int) {
	c := m.meaning.counts
	return c[document.Error] + m.above(), c[document.Warning]
}

// MarkAt marks a place that was refused, until ClearMarks: a byte of the
// Configuration, or the name or description as a whole.
func (m *Model) MarkAt(p Part, off int, message string) {
	if p == ConfigurationPart {
		m.keepPick(func() { m.refused = append(m.refused, refusal{min(max(off, 0), m.buf.Text().Len()), message}) })
		return
	}
	m.form.Refuse(formPart(p), message)
}

// ClearMarks takes all marks of refused places back.
func (m *Model) ClearMarks() {
	m.keepPick(func() { m.refused = nil })
	m.form.Accept(formPart(NamePart))
	m.form.Accept(formPart(DescriptionPart))
}
