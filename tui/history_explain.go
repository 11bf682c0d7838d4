// How each version on the history screen differs from the one before it, in short:
// worked out one by one off the event loop, for what is seen, once.

package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/config/state"
	"patchbay/tui/cells"
	"patchbay/tui/dialog"
)

// parsed is the meaning of a content that is likely to be asked for next.
type parsed struct {
	digest string
	tree   *document.Tree
}

// historyDrawnMsg says that the screen was drawn in another size since: there may be
// more to explain.
type historyDrawnMsg struct{}

type historyExplainedMsg struct {
	call    int
	id      int
	changes string
	parsed  parsed
}

// explainLimit is the size in bytes of a Configuration from which on the list says only
// how its size changed: comparing two such takes seconds. What changed is shown when
// it is asked for.
const explainLimit = 2 << 20

// explain finds out how the next entry on screen differs from the one before it.
func (a *App) explain() tea.Cmd {
	if a.past == nil || a.screen != onHistory || a.explaining.out() {
		return nil
	}
	p := a.past
	id, before, ok := p.model.Unexplained()
	if !ok {
		return nil
	}
	ctx, call := a.explaining.begin(a.ctx)
	store, newer, was := p.store, p.read[id], p.parsed
	var older state.Version
	if before >= 0 {
		older = p.read[before]
	}
	return func() tea.Msg {
		m := historyExplainedMsg{call: call, id: id}
		m.changes, m.parsed = describe(ctx, store, older, newer, was)
		return m
	}
}

func (a *App) historyExplained(m historyExplainedMsg) tea.Cmd {
	if !a.explaining.done(m.call) || a.past == nil {
		return nil
	}
	a.past.parsed = m.parsed
	a.past.model.Explain(m.id, m.changes)
	return a.explain()
}

// describe says in short how a version differs from the older one. known is the
// meaning of one of the two, if it was needed before.
func describe(ctx context.Context, store *state.Dir, older, newer state.Version, known parsed) (string, parsed) {
	if older.Digest == "" {
		return "the oldest kept", parsed{}
	}
	var words []string
	was, is := identityOf(older), identityOf(newer)
	if was.name != is.name {
		words = append(words, "name")
	}
	if was.description != is.description {
		words = append(words, "description")
	}
	switch {
	case older.Digest == newer.Digest && len(words) == 0:
		return "same content", known
	case older.Digest == newer.Digest:
		return strings.Join(words, ", ") + " changed", known
	case max(older.Size, newer.Size) > explainLimit:
		more := "+" + cells.Thousands(max(newer.Size-older.Size, 0))
		if newer.Size < older.Size {
			more = "-" + cells.Thousands(older.Size-newer.Size)
		}
		return strings.Join(append(words, more+" bytes"), ", "), known
	}
	meaning := func(v state.Version) *document.Tree {
		if v.Digest == known.digest {
			return known.tree
		}
		c, err := store.VersionContent(v)
		if err != nil {
			return nil
		}
		return document.Parse(ctx, c.Configuration)
	}
	from, to := meaning(older), meaning(newer)
	switch {
	case to == nil:
		return "the content cannot be read", parsed{}
	case from == nil:
		return "the one before cannot be read", parsed{}
	case !from.Valid() || !to.Valid():
		words = append(words, "not JSON")
	default:
		words = append(words, dialog.ChangeCounts(document.Diff(from, to)))
	}
	return strings.Join(words, ", "), parsed{older.Digest, from}
}
