// This file formats and minifies the Configuration, and takes the answers of
// work that was done away from the event loop.
package editor

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/text"
)

// atOnce is the size in bytes up to which a text is rewritten and searched on
// the spot. Larger ones go to a command.
const atOnce = 64 << 10

// A Reply is the answer of a command of an editor. Hand it to the Update of
// the editor on screen: an editor drops what it did not ask for, or has asked
// for again since.
type Reply struct {
	owner *ticket
	take  func(*Model)
}

// A ticket tells the editor that asked from all others.
type ticket struct{ _ byte }

// Work returns what is to be done away from the event loop, nil for nothing.
// It is to be asked for after every verb; each piece is handed out once.
func (m *Model) Work() tea.Cmd {
	m.readForForm()
	work := m.work
	m.work = nil
	return work
}

// send puts work into what Work hands out.
func (m *Model) send(work tea.Cmd) { m.work = tea.Batch(m.work, work) }

// Update takes a reply.
func (m *Model) Update(r Reply) {
	if r.owner == m.owner {
		r.take(m)
	}
}

// Format lays the Configuration out, or with a selection the smallest run of
// whole values that covers it. Tokens stay as they are, and so does every byte
// outside of that run.
func (m *Model) Format() {
	m.rewrite(rewriting{
		doing: "Formatting…", not: "Not formatted: ", again: "Format again.",
		make: func(ctx context.Context, src source) (rewritten, error) {
			return respaced(ctx, src, document.Format, document.FormatRange)
		},
		done: func(out rewritten) string {
			switch part := out.of.part(); {
			case out.edit.Empty() && part:
				return "The selection is formatted already."
			case out.edit.Empty():
				return "It is formatted already."
			case part:
				return "Formatted the selection."
			}
			return "Formatted."
		},
	})
}

// Minify takes the white space between tokens away, from the Configuration or
// from the run of values that Format would lay out.
func (m *Model) Minify() {
	m.rewrite(rewriting{
		doing: "Minifying…", not: "Not minified: ", again: "Minify again.",
		make: func(ctx context.Context, src source) (rewritten, error) {
			return respaced(ctx, src, document.Minify, document.MinifyRange)
		},
		done: func(out rewritten) string {
			if out.edit.Empty() {
				return "There is no white space between tokens to take away."
			}
			return "Minified: " + cells.Thousands(out.of.text.Len()-len(out.Text)) + " bytes of white space taken away."
		},
	})
}

// maxSpacings is how many gaps between tokens are changed one by one, so that
// folds and places in the text survive. With more of them the lines that differ
// are replaced, which costs the event loop less.
const maxSpacings = 16 << 10

// respaced changes the white space of a text or of a part of it.
func respaced(ctx context.Context, src source, all func(string) (string, error), some func(*document.Tree, int, int) (document.Rewrite, error)) (rewritten, error) {
	out := rewritten{of: src}
	if src.part() {
		tree, err := src.parsed(ctx)
		if err != nil {
			return out, err
		}
		if out.Rewrite, err = some(tree, src.sel.Min(), src.sel.Max()); err != nil {
			return out, err
		}
	} else {
		before := src.text.String()
		after, err := all(before)
		if err != nil {
			return out, err
		}
		out.Rewrite = document.Respaced(before, after)
	}
	spacings := out.Spacings()
	if len(spacings) > maxSpacings {
		out.edit = text.Between(src.text, text.New(out.Text))
		return out, ctx.Err()
	}
	for _, s := range spacings {
		out.edit = append(out.edit, text.Change{From: s.From, To: s.To, Insert: s.New})
	}
	return out, ctx.Err()
}
