// This file holds what changed from one content to another: name, description, and
// the Configuration by path and by line.
package dialog

import (
	"fmt"
	"strings"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// Changed is how one content differs from another. Its texts may come from
// anywhere: they are cleaned as they are drawn.
type Changed struct {
	NameBefore, NameAfter               string
	DescriptionBefore, DescriptionAfter string

	// The difference of the Configuration.
	Changes []document.Change
	Lines   []document.DiffLine
	LaidOut bool // Lines are of both laid out, not as they are written
	Remark  Remark
}

// A Remark is what Changes and Lines do not say of two Configurations.
type Remark int

// The remarks. OnlySpacing differs where no line shows it. NotJSON: one of the two
// has no paths, and there are no Changes.
const (
	NoRemark Remark = iota
	OnlySpacing
	NotJSON
)

// Empty reports whether nothing differs.
func (c Changed) Empty() bool {
	return c.NameBefore == c.NameAfter && c.DescriptionBefore == c.DescriptionAfter && c.sameConfiguration()
}

func (c Changed) sameConfiguration() bool {
	return len(c.Changes) == 0 && len(c.Lines) == 0 && c.Remark == NoRemark
}

// changedParts are what changes.
func changedParts(c Changed) []part {
	parts := []part{metadata("Name", c.NameBefore, c.NameAfter), metadata("Description", c.DescriptionBefore, c.DescriptionAfter)}
	if c.sameConfiguration() {
		parts = append(parts, heading("Configuration", "unchanged"))
	} else {
		brief := ChangeCounts(c.Changes)
		if c.Remark == NotJSON {
			brief = "cannot be told, one of the two is not JSON"
		}
		parts = append(parts, heading("Configuration, by path", brief), newChangeList(c.Changes))
		if len(c.Lines) > 0 {
			what := "Configuration, by line"
			if c.LaidOut {
				what += ", both laid out"
			}
			parts = append(parts, heading(what, lineCounts(c.Lines)), newLineList(c.Lines))
		}
	}
	return parts
}

// metadata shows a name or a description before and after.
func metadata(name, before, after string) *passage {
	if before == after {
		return heading(name, "unchanged")
	}
	head := heading(name, "")
	return &passage{make: func(t theme.Theme, w int) []row {
		rows := head.make(t, w)
		rows = append(rows, indented("- ", valueLines(before, theme.Removed), w)...)
		return append(rows, indented("+ ", valueLines(after, theme.Added), w)...)
	}}
}

func valueLines(s string, r theme.Role) []Line {
	if s == "" {
		return []Line{{Role: r, Text: "(empty)"}}
	}
	var out []Line
	for text := range strings.SplitSeq(s, "\n") {
		out = append(out, Line{Role: r, Text: text})
	}
	return out
}

// ChangeCounts says in short how many changes there are of which kind: "2 changed,
// 1 added".
func ChangeCounts(changes []document.Change) string {
	if len(changes) == 0 {
		return "same meaning, other spacing"
	}
	names := [...]struct {
		kind document.ChangeKind
		word string
	}{
		{document.Changed, "changed"}, {document.Added, "added"}, {document.Removed, "removed"},
		{document.Moved, "moved"}, {document.Renamed, "renamed"}, {document.Respelled, "written differently"},
	}
	var out []string
	for _, x := range names {
		n := 0
		for _, c := range changes {
			if c.Kind == x.kind {
				n++
			}
		}
		if n > 0 {
			out = append(out, cells.Thousands(n)+" "+x.word)
		}
	}
	return strings.Join(out, ", ")
}

func lineCounts(diff []document.DiffLine) string {
	added, removed := 0, 0
	for _, l := range diff {
		switch l.Op {
		case document.Add:
			added++
		case document.Del:
			removed++
		}
	}
	return fmt.Sprintf("%s added, %s removed", cells.Thousands(added), cells.Thousands(removed))
}
