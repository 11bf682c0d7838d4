// This file sorts the members of objects by their keys, when asked to.
package editor

import (
	"context"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/text"
)

// SortKeys sorts the members of the object that the cursor is in, or that is
// selected.
func (m *Model) SortKeys() { m.sortKeys(document.Here) }

// SortKeysBelow sorts that object and every object inside of it.
func (m *Model) SortKeysBelow() { m.sortKeys(document.Below) }

func (m *Model) sortKeys(reach document.Reach) {
	m.rewrite(rewriting{
		doing: "Sorting keys…", not: "Not sorted: ", again: "Sort again.",
		make: func(ctx context.Context, src source) (rewritten, error) {
			tree, err := src.parsed(ctx)
			if err != nil {
				return rewritten{}, err
			}
			s, err := document.SortKeys(tree, src.sel.Min(), src.sel.Max(), reach)
			if err != nil {
				return rewritten{}, err
			}
			return rewritten{
				Rewrite: s.Rewrite, of: src,
				edit: text.Between(src.text, text.New(s.Text)),
				told: sortedWords(s, tree.Dotted(s.Object)),
			}, ctx.Err()
		},
		done: func(out rewritten) string { return out.told },
	})
}

// sortedWords says what came of sorting the object at a path.
func sortedWords(s document.Sorting, path string) string {
	path = cells.Truncate(cells.Clean(path), 40, "…")
	if path == "" {
		path = "the Configuration"
	}
	words := "The keys of " + path + " are in order already."
	switch {
	case s.Objects == 1:
		words = "Sorted the keys of one object in " + path + "."
	case s.Objects > 1:
		words = "Sorted the keys of " + cells.Thousands(s.Objects) + " objects in " + path + "."
	}
	switch {
	case s.Repeated == 1:
		words += " One key stands more than once and kept its order."
	case s.Repeated > 1:
		words += " " + cells.Thousands(s.Repeated) + " keys stand more than once and kept their order."
	}
	return words
}
