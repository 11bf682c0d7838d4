// This file holds the picker: a list that a few typed letters narrow down.
package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"patchbay/tui/cells"
	"patchbay/tui/field"
	"patchbay/tui/theme"
)

// An Item is one row of a picker. Its texts are cleaned by whoever made them.
type Item struct {
	Title  string // what is filtered
	Detail string // beside the title, filtered too
	Hint   string // at the right edge, such as the key that does the same
	// Disabled says why the item cannot be picked; "" when it can.
	Disabled string
}

// maxQuery is how many bytes of the input filter the items.
const maxQuery = 200

// A Picker is an input over a list. Typing filters, the arrows move, enter
// picks, esc closes.
type Picker struct {
	title string
	items []Item
	pick  func(i int) tea.Cmd
	input *field.Field

	query    string
	found    []hit // what the query leaves, best first
	selected int   // index of found
	scroll   scroller
}

type hit struct {
	item  int
	spans []Span // the letters of the title that matched
}

// NewPicker makes a picker. pick gets the index of the item, after the picker
// was closed.
func NewPicker(title string, items []Item, pick func(i int) tea.Cmd) *Picker {
	p := &Picker{title: title, pick: pick, input: field.New(field.Options{Rows: 1, Placeholder: "Type to filter"})}
	p.SetItems(items)
	return p
}

// SetItems replaces the items. What was typed stays.
func (p *Picker) SetItems(items []Item) {
	p.items = make([]Item, len(items))
	for i, it := range items {
		p.items[i] = Item{cells.Clean(it.Title), cells.Clean(it.Detail), cells.Clean(it.Hint), cells.Clean(it.Disabled)}
	}
	p.filter(p.query)
}

// Press types into the input, moves, picks or closes.
func (p *Picker) Press(k tea.KeyPressMsg) Outcome {
	page := max(p.scroll.height-1, 1)
	switch k.String() {
	case "esc":
		return Outcome{Close: true}
	case "enter":
		return p.choose()
	case "up", "ctrl+p":
		p.move(-1)
	case "down", "ctrl+n":
		p.move(1)
	case "pgup":
		p.move(-page)
	case "pgdown":
		p.move(page)
	case "ctrl+home":
		p.move(-len(p.found))
	case "ctrl+end":
		p.move(len(p.found))
	default:
		p.input.Press(k)
		p.typed()
	}
	return Outcome{}
}

// Paste puts the text into the input.
func (p *Picker) Paste(s string) Outcome {
	p.input.Paste(s)
	p.typed()
	return Outcome{}
}

func (p *Picker) choose() Outcome {
	if p.selected >= len(p.found) {
		return Outcome{}
	}
	i := p.found[p.selected].item
	if p.items[i].Disabled != "" {
		return Outcome{}
	}
	return Outcome{Close: true, Then: func() tea.Cmd { return p.pick(i) }}
}

func (p *Picker) move(n int) {
	p.selected = max(min(p.selected+n, len(p.found)-1), 0)
}

func (p *Picker) typed() {
	if q := p.input.Value(); q != p.query {
		p.filter(q)
	}
}

// source gives the matcher title and detail of each item.
type source []Item

func (s source) Len() int            { return len(s) }
func (s source) String(i int) string { return s[i].Title + " " + s[i].Detail }

func (p *Picker) filter(query string) {
	p.query, p.selected, p.scroll.top = query, 0, 0
	p.found = p.found[:0]
	// A space only separates words here: "save con" finds "Save: Connector".
	letters := strings.Join(strings.Fields(cells.Cut(query, maxQuery)), "")
	if letters == "" {
		for i := range p.items {
			p.found = append(p.found, hit{item: i})
		}
		return
	}
	for _, m := range fuzzy.FindFrom(letters, source(p.items)) {
		h := hit{item: m.Index}
		title := p.items[m.Index].Title
		for _, at := range m.MatchedIndexes {
			if at < len(title) {
				h.spans = append(h.spans, Span{From: at, To: at + runeLen(title[at]), Role: theme.Match})
			}
		}
		p.found = append(p.found, h)
	}
}

// runeLen is the length of a UTF-8 sequence by its first byte.
func runeLen(c byte) int {
	switch {
	case c < 0xc0:
		return 1
	case c < 0xe0:
		return 2
	case c < 0xf0:
		return 3
	default:
		return 4
	}
}

// View draws the picker: the input, the rows that are seen, and why the
// selected one cannot be picked if so.
func (p *Picker) View(t theme.Theme, w, h int) (string, *tea.Cursor) {
	if w < 1 || h < 1 {
		return "", nil
	}
	bw, bh := Fits.room(w, h)
	iw, ih := inside(bw, bh)
	// The height follows the items, not the filter: a box that jumps with
	// every letter is hard to read.
	chrome := 3 // input, rule, hints
	if bh > 2 && ih > chrome+len(p.items) {
		bh -= ih - chrome - max(len(p.items), 1)
		ih = chrome + max(len(p.items), 1)
	}
	view, point := p.input.View(t, iw, 1, field.Focused)
	out := []string{view}
	if ih >= 4 {
		out = append(out, t.Paint(theme.Border, strings.Repeat(t.Glyph(theme.Horizontal), iw)))
	}
	list := ih - len(out)
	hints := ih >= 3
	if hints {
		list--
	}
	p.scroll.fit(list, len(p.found))
	if p.selected < p.scroll.top {
		p.scroll.by(p.selected - p.scroll.top)
	} else if p.selected >= p.scroll.top+p.scroll.height {
		p.scroll.by(p.selected - p.scroll.top - p.scroll.height + 1)
	}
	for i := range max(list, 0) {
		switch at := p.scroll.top + i; {
		case at < len(p.found):
			out = append(out, p.item(t, at, iw))
		case i == 0:
			out = append(out, t.Paint(theme.Dim, cells.Truncate("Nothing matches. Press backspace to see more.", iw, t.Glyph(theme.Ellipsis))))
		default:
			out = append(out, "")
		}
	}
	if hints {
		out = append(out, p.hint(t, iw))
	}
	var cur *tea.Cursor
	if point != nil {
		x, y := margin(bw, bh)
		cur = tea.NewCursor(point.X+x, point.Y+y)
	}
	return draw(t, theme.Border, cells.Clean(p.title), p.scroll.where(t), out, bw, bh), cur
}

func (p *Picker) hint(t theme.Theme, w int) string {
	if p.selected < len(p.found) {
		if why := p.items[p.found[p.selected].item].Disabled; why != "" {
			return t.Paint(theme.Warning, cells.Truncate("Not now: "+why, w, t.Glyph(theme.Ellipsis)))
		}
	}
	rows := choiceRows(t, []Choice{{Key: "enter", Label: "choose"}, {Key: "esc", Label: "close"}}, w)
	if len(rows) == 0 {
		return ""
	}
	return rows[0]
}

// item draws one row of exactly w cells.
func (p *Picker) item(t theme.Theme, at, w int) string {
	found := p.found[at]
	it := p.items[found.item]
	base, title, detail := theme.Text, theme.Text, theme.Dim
	sign := "  "
	if at == p.selected {
		base, sign = theme.Selected, t.Glyph(theme.Pointer)+" "
	}
	if it.Disabled != "" {
		title, detail = theme.Faint, theme.Faint
	}
	hint := it.Hint
	room := w - 2
	if hw := cells.Width(hint); hint != "" && hw+2 < room/2 {
		room -= hw + 2
	} else {
		hint = ""
	}
	ellipsis := t.Glyph(theme.Ellipsis)
	name := it.Title
	if cells.Width(name) > room {
		name = cells.Truncate(name, max(room, 0), ellipsis)
	}
	rest := room - cells.Width(name)
	more := ""
	if it.Detail != "" && rest > 4 {
		more = "  " + cells.Truncate(it.Detail, rest-2, ellipsis)
		rest -= cells.Width(more)
	}
	paint := func(b *strings.Builder, r theme.Role, s string) {
		if s == "" {
			return
		}
		on := t.PaintOver(base, r)
		if base == theme.Text {
			on = t.On(r)
		}
		b.WriteString(on)
		b.WriteString(s)
		if on != "" {
			b.WriteString(theme.Reset)
		}
	}
	var b strings.Builder
	paint(&b, title, sign)
	done := 0
	for _, s := range found.spans {
		if s.From < done || s.To > len(name) || name[:s.To] != it.Title[:s.To] {
			continue
		}
		paint(&b, title, name[done:s.From])
		paint(&b, theme.Match, name[s.From:s.To])
		done = s.To
	}
	paint(&b, title, name[done:])
	paint(&b, detail, more)
	fill := strings.Repeat(" ", max(rest, 0))
	if hint != "" {
		fill += "  "
	}
	paint(&b, title, fill)
	paint(&b, theme.Dim, hint)
	return b.String()
}
