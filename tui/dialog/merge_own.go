// This file is where the user writes a text of their own in place of both sides
// of a clash.
package dialog

import (
	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/field"
)

// ownBytes is the size of a value up to which it is written here. A field lays
// all of its text out after every key.
const ownBytes = 16 << 10

// write opens the field with what was written there last, taken or not, else with
// mine, else with theirs.
func (m *Merge) write() {
	c, s := m.c.Clashes[m.page-1], &m.settled[m.page-1]
	value := c.Mine
	if !value.There {
		value = c.Theirs
	}
	text := value.Text
	if c.Written == JSON {
		text = outdented(text)
	}
	if s.Choice == document.Own {
		text = s.JSON
	}
	if s.Draft != "" {
		text = s.Draft
	} else if len(text) > ownBytes {
		m.problem = "Too large to edit here (" + cells.Plural(len(text), "byte") + "). Choose a side, and change it in the editor."
		return
	}
	rows := 1
	if c.Written != Phrase {
		rows = max(min(m.height/2, 30), 3)
	}
	label := "JSON"
	if c.Written != JSON {
		label = "Text"
	}
	m.problem = ""
	in := field.New(field.Options{Text: text, Rows: rows})
	was := in.Value()
	m.own = NewForm("Your own: "+pathWords(c.Path), func() []Line { return ownIntro(c) },
		[]FormField{{Label: label, Field: in, Check: c.Check, Rows: rows}},
		func(values []string) tea.Cmd {
			s.Draft = ""
			m.decide(document.Settle{Choice: document.Own, JSON: values[0]})
			return nil
		}, Choice{Key: "esc", Label: "back; what you wrote is kept", Do: func() tea.Cmd {
			if in.Value() != was {
				s.Draft = in.Value()
			}
			return nil
		}})
	m.own.after = Closes
}

// ownIntro shows both sides in short.
func ownIntro(c MergeClash) []Line {
	line := func(name string, v document.Written) Line {
		text := "(none)"
		if v.There {
			text = oneLine(cells.Cut(v.Text, excerptBytes))
		}
		return Line{Text: name + text, Wrap: Cut}
	}
	return []Line{line("Mine:     ", c.Mine), line("Live now: ", c.Theirs)}
}

func pathWords(path string) string {
	if path == "" {
		return "the whole Configuration"
	}
	return cells.Cut(path, excerptBytes)
}

// toForm hands on what the field made of a key: when it closes, the page is
// back.
func (m *Merge) toForm(out Outcome) Outcome {
	if out.Close {
		m.own, out.Close = nil, false
	}
	return out
}
