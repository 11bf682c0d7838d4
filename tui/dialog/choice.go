// This file holds the choices of a dialog and the rows that show them.
package dialog

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// Staying is whether a dialog stays open after a choice.
type Staying int

// The ways.
const (
	Closes Staying = iota
	Stays
)

// A Choice is one answer of a dialog.
type Choice struct {
	// Key as tea.KeyPressMsg.String() has it: "y", "esc", "enter", "ctrl+s".
	Key string
	// Label says what the key does.
	Label string
	// Do runs when the key is pressed, after the dialog was closed unless it
	// Stays. May be nil.
	Do   func() tea.Cmd
	Stay Staying

	also string // a second key with the same meaning
}

func (c Choice) is(key string) bool { return key == c.Key || c.also != "" && key == c.also }

func (c Choice) outcome() Outcome {
	return Outcome{Close: c.Stay == Closes, Then: c.Do}
}

// find returns the choice of the key.
func find(choices []Choice, key string) (Choice, bool) {
	for _, c := range choices {
		if c.is(key) {
			return c, true
		}
	}
	return Choice{}, false
}

// closable returns the choices with one for esc, since esc always closes the
// front thing.
func closable(choices []Choice, label string) []Choice {
	if _, ok := find(choices, "esc"); ok {
		return choices
	}
	return append(slices.Clip(choices), Choice{Key: "esc", Label: label})
}

// checkKeys panics when two choices share a key: one of them could never be
// chosen, which is a mistake in the program.
func checkKeys(title string, choices []Choice) {
	seen := map[string]bool{}
	for _, c := range choices {
		for _, key := range []string{c.Key, c.also} {
			if key != "" && seen[key] {
				panic(fmt.Sprintf("dialog %q: two choices have the key %q", title, key))
			}
			seen[key] = true
		}
		if c.Key == "" {
			panic(fmt.Sprintf("dialog %q: the choice %q has no key", title, c.Label))
		}
	}
}

// choiceGap is the space between two choices of a row, in cells.
const choiceGap = 2

// choiceRows shows the choices as "[key] label" in as many rows of at most w
// cells as they need.
func choiceRows(t theme.Theme, choices []Choice, w int) []string {
	var rows []string
	var b strings.Builder
	used := 0
	for _, c := range choices {
		name := c.Key
		if c.also != "" {
			name += ", " + c.also
		}
		key, label := "["+cells.Clean(name)+"]", cells.Clean(c.Label)
		width := cells.Width(key) + 1 + cells.Width(label)
		if width > w {
			label = cells.Truncate(label, max(w-cells.Width(key)-1, 0), t.Glyph(theme.Ellipsis))
			width = cells.Width(key) + 1 + cells.Width(label)
		}
		if used > 0 && used+choiceGap+width > w {
			rows = append(rows, b.String())
			b.Reset()
			used = 0
		}
		if used > 0 {
			pad(&b, choiceGap)
			used += choiceGap
		}
		b.WriteString(t.Paint(theme.ChoiceKey, key))
		b.WriteByte(' ')
		b.WriteString(t.Paint(theme.Choice, label))
		used += width
	}
	if used > 0 {
		rows = append(rows, b.String())
	}
	return rows
}

// choiceWidth is how many cells the choices take in one row.
func choiceWidth(choices []Choice) int {
	total := 0
	for i, c := range choices {
		if i > 0 {
			total += choiceGap
		}
		total += len("[] ") + cells.Width(cells.Clean(c.Key)) + cells.Width(cells.Clean(c.Label))
		if c.also != "" {
			total += len(", ") + len(c.also)
		}
	}
	return total
}
