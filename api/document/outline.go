// What a Configuration consists of: folds, outline, counts.

package document

import (
	"strconv"
	"strings"
)

// Fold is a container that spans more than one line. Lines are counted from 0,
// as the text buffer counts them. The first line stays visible when it is
// folded; the last one is the line of the closing bracket.
type Fold struct {
	StartLine, EndLine int
	Level              int // 0 for the root
	Node               Node
}

// Folds returns all folds in the order in which they begin. Several may begin
// on one line, the outermost first. The slice must not be changed.
func (t *Tree) Folds() []Fold { return t.folds }

func (t *Tree) measureFolds() []Fold {
	if !strings.Contains(t.src, "\n") {
		return nil
	}
	var folds []Fold
	var open []int // indexes in folds
	line, at := 0, 0
	lineOf := func(off int) int {
		line += strings.Count(t.src[at:off], "\n")
		at = off
		return line
	}
	shut := func(before Node) { // all that end before that node
		for len(open) > 0 {
			f := &folds[open[len(open)-1]]
			n := &t.nodes[f.Node]
			if n.after > before {
				return
			}
			f.EndLine = lineOf(max(at, int(n.end)))
			open = open[:len(open)-1]
		}
	}
	for i := range t.nodes {
		n := &t.nodes[i]
		shut(Node(i))
		if n.kind == Object || n.kind == Array {
			folds = append(folds, Fold{StartLine: lineOf(int(n.start)), Level: len(open), Node: Node(i)})
			open = append(open, len(folds)-1)
		}
	}
	shut(Node(len(t.nodes)))
	kept := folds[:0]
	for _, f := range folds {
		if f.EndLine > f.StartLine {
			kept = append(kept, f)
		}
	}
	return kept
}

// EntryKind is what an entry of the outline is.
type EntryKind uint8

const (
	Section EntryKind = iota
	ReportType
	Dimension
	Metric
	Field // of a Report Type that does not say whether it is a Dimension or a Metric
)

// Entry is one line of the outline: a section (Level 0), a Report Type (1) or a
// Field (2).
type Entry struct {
	Level int
	Title string // what users see: the name of the section, the title or label, else the ID
	ID    string // the key of a section, the id of a Report Type or Field; may be empty
	Kind  EntryKind
	Node  Node
}

// Counts says how much a Configuration declares.
type Counts struct{ ReportTypes, Fields, Secrets int }

// Outline returns sections, Report Types and Fields in the order of the text.
// The slice must not be changed.
func (t *Tree) Outline() []Entry { return t.outline }

// Counts returns how many Report Types, Fields and Secrets the text declares.
func (t *Tree) Counts() Counts { return t.counts }

// sectionTitle returns the name users know a root key by.
func sectionTitle(key string) string {
	switch key {
	case "authentication":
		return "Authentication"
	case "dataSourceUser":
		return "Connection"
	case "accounts":
		return "Accounts"
	case "reporting":
		return "Report Types"
	case "defaultResponseHandler":
		return "Error handling"
	case "secrets":
		return "Secrets"
	case "signers":
		return "Signers"
	}
	return key
}

// survey walks over the Configuration once. Sections that customers have no
// business with are left out.
func (t *Tree) survey() (entries []Entry, c Counts) {
	if t.Kind(t.Root()) != Object {
		return nil, c
	}
	for s := t.FirstChild(t.Root()); s != None; s = t.NextSibling(s) {
		key := t.Key(s)
		if k := t.Kind(s); key == "info" || key == "metaInformation" || k != Object && k != Array {
			continue
		}
		entries = append(entries, Entry{Title: sectionTitle(key), ID: key, Kind: Section, Node: s})
		switch key {
		case "secrets":
			items, _ := t.Member(s, "items")
			c.Secrets += t.objects(items)
		case "reporting":
			list, _ := t.Member(s, "reportTypes")
			if t.Kind(list) != Array {
				continue
			}
			for r := t.FirstChild(list); r != None; r = t.NextSibling(r) {
				if t.Kind(r) != Object {
					continue
				}
				c.ReportTypes++
				entries = append(entries, t.entry(1, ReportType, r, "title", "Report Type"))
				before := len(entries)
				entries = t.fields(entries, r)
				c.Fields += len(entries) - before
			}
		}
	}
	return entries, c
}

// fields appends the Fields of a Report Type.
func (t *Tree) fields(entries []Entry, reportType Node) []Entry {
	for part := t.FirstChild(reportType); part != None; part = t.NextSibling(part) {
		switch t.Key(part) {
		case "dimensions":
			entries = t.groups(entries, part, Dimension)
		case "metrics":
			entries = t.groups(entries, part, Metric)
		case "fields":
			entries = t.list(entries, part, Field)
		}
	}
	return entries
}

func (t *Tree) groups(entries []Entry, part Node, kind EntryKind) []Entry {
	groups, _ := t.Member(part, "groups")
	if t.Kind(groups) != Array {
		return entries
	}
	for g := t.FirstChild(groups); g != None; g = t.NextSibling(g) {
		if fields, ok := t.Member(g, "fields"); ok {
			entries = t.list(entries, fields, kind)
		}
	}
	return entries
}

func (t *Tree) list(entries []Entry, fields Node, kind EntryKind) []Entry {
	if t.Kind(fields) != Array {
		return entries
	}
	for f := t.FirstChild(fields); f != None; f = t.NextSibling(f) {
		if t.Kind(f) == Object {
			entries = append(entries, t.entry(2, kind, f, "label", "Field"))
		}
	}
	return entries
}

func (t *Tree) entry(level int, kind EntryKind, n Node, name, noun string) Entry {
	e := Entry{Level: level, Kind: kind, Node: n}
	if id, ok := t.Member(n, "id"); ok {
		e.ID = t.StringValue(id)
	}
	if title, ok := t.Member(n, name); ok {
		e.Title = t.StringValue(title)
	}
	if e.Title == "" {
		e.Title = e.ID
	}
	if e.Title == "" {
		e.Title = noun + " " + strconv.Itoa(t.Index(n)+1)
	}
	return e
}

// objects counts the items of a list that are objects.
func (t *Tree) objects(list Node) int {
	n := 0
	if t.Kind(list) == Array {
		for c := t.FirstChild(list); c != None; c = t.NextSibling(c) {
			if t.Kind(c) == Object {
				n++
			}
		}
	}
	return n
}
