// This file formats and minifies the Configuration.
package editor

import (
	"context"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/text"
)

// Format lays the Configuration out, or with a selection the smallest run of
// whole values that covers it; a selection inside one token means the whole. Tokens stay as they are, and so does every byte
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
		if insideOneToken(tree, src.sel) {
			// A match that was just found, say: there is nothing to lay out in it.
			src.sel = text.Cursor(src.sel.Head)
			return respaced(ctx, src, all, some)
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

// insideOneToken reports whether a selection is less than one text, number or
// word, or than its key.
func insideOneToken(tree *document.Tree, sel text.Selection) bool {
	n := tree.At(sel.Min())
	kind := tree.Kind(n)
	if n != tree.At(sel.Max()) || kind == document.Object || kind == document.Array || kind == document.Invalid {
		return false
	}
	start, end := tree.Span(n)
	return sel.Min() > start || sel.Max() < end
}
