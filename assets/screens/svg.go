// A picture as an SVG file. Letters are text; borders and underlines are
// strokes, so that they meet whatever font the reader has.

package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Sizes in pixels. A letter of a monospaced font is 0.6 of its size wide, so
// 15 fits the cell.
const (
	cellWidth  = 9
	cellHeight = 20
	fontSize   = 15
	baseline   = 15 // from the top of a row
	underBy    = 17 // where an underline is, from the top of a row
	padding    = 14
	titleBar   = 34
)

// The arms of a box drawing character, from the middle of its cell.
const (
	up = 1 << iota
	down
	left
	right
)

// boxes are the characters that are drawn as strokes.
var boxes = map[string]int{
	"─": left | right, "│": up | down,
	"┌": down | right, "┐": down | left, "└": up | right, "┘": up | left,
	"├": up | down | right, "┤": up | down | left, "┬": left | right | down, "┴": left | right | up,
	"┼": up | down | left | right,
}

// blocks are the characters that are drawn as areas: left edge, width, and
// opacity of the cell's ink.
var blocks = map[string]struct {
	left, width float64
	opacity     string
}{
	"┃": {3, 3, "1"}, "█": {0, cellWidth, "1"}, "░": {0, cellWidth, ".3"},
}

// svg draws the picture in a window with a title. The words describe it to
// those who cannot see it.
func (p picture) svg(title, words string) []byte {
	w, h := 0, titleBar+padding/2+len(p)*cellHeight+padding
	if len(p) > 0 {
		w = len(p[0])*cellWidth + 2*padding
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%[1]d" height="%[2]d" role="img" aria-label="%[3]s">`+"\n",
		w, h, escape(words))
	fmt.Fprintf(&b, "<title>%s</title>\n", escape(words))
	names := p.names()
	p.style(&b, names)
	fmt.Fprintf(&b, `<rect x=".5" y=".5" width="%d" height="%d" rx="9" fill="%s" stroke="#3b4048"/>`+"\n", w-1, h-1, background.hex())
	for i, light := range []string{"#ff5f57", "#febc2e", "#28c840"} {
		fmt.Fprintf(&b, `<circle cx="%d" cy="18" r="5.5" fill="%s"/>`, 20+18*i, light)
	}
	fmt.Fprintf(&b, "\n"+`<text x="%d" y="22" text-anchor="middle" font-size="13" fill="#9aa1ac">%s</text>`+"\n", w/2, escape(title))
	fmt.Fprintf(&b, `<g transform="translate(%d %d)">`+"\n", padding, titleBar+padding/2)
	p.grounds(&b)
	p.strokes(&b)
	for y := range p {
		p.letters(&b, y, names)
	}
	b.WriteString("</g>\n</svg>\n")
	return []byte(b.String())
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func escape(s string) string { return escapes.Replace(s) }

// inText escapes what stands between tags, where a quote may stay.
var inText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// written is how letters look: all that the style sheet has to know.
type written struct {
	fg   colour
	bold bool
}

func (c cell) written() written { return written{c.ink.fg, c.ink.bold} }

// drawn reports whether the cell's sign is a stroke or an area.
func (c cell) drawn() bool {
	_, box := boxes[c.text]
	_, block := blocks[c.text]
	return box || block
}

func (c cell) blank() bool { return c.text == " " || c.text == "" || c.drawn() }

// names gives each look of letters a class of one or two letters.
func (p picture) names() map[written]string {
	var looks []written
	for _, row := range p {
		for _, c := range row {
			if !c.blank() && !slices.Contains(looks, c.written()) {
				looks = append(looks, c.written())
			}
		}
	}
	slices.SortFunc(looks, func(a, b written) int {
		if a.fg != b.fg {
			return int(a.fg) - int(b.fg)
		}
		if a.bold == b.bold {
			return 0
		} else if b.bold {
			return -1
		}
		return 1
	})
	names := map[written]string{}
	for i, look := range looks {
		name := string(rune('a' + i%26))
		if i >= 26 {
			name += string(rune('a' + i/26 - 1))
		}
		names[look] = name
	}
	return names
}

func (p picture) style(b *strings.Builder, names map[written]string) {
	fmt.Fprintf(b, "<style>text{font:%dpx ui-monospace,SFMono-Regular,Menlo,Consolas,\"DejaVu Sans Mono\",\"Liberation Mono\",monospace}", fontSize)
	rules := make([]string, 0, len(names))
	for look, name := range names {
		rule := "." + name + "{fill:" + look.fg.hex()
		if look.bold {
			rule += ";font-weight:bold"
		}
		rules = append(rules, rule+"}")
	}
	slices.Sort(rules)
	b.WriteString(strings.Join(rules, "") + "</style>\n")
}

// grounds draws the backgrounds, a run of one colour as one area, and the
// signs that are areas themselves.
func (p picture) grounds(b *strings.Builder) {
	for y, row := range p {
		for x := 0; x < len(row); {
			end := x + 1
			for end < len(row) && row[end].ink.bg == row[x].ink.bg {
				end++
			}
			if bg := row[x].ink.bg; bg != background {
				fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n",
					x*cellWidth, y*cellHeight, (end-x)*cellWidth, cellHeight, bg.hex())
			}
			x = end
		}
		for x := 0; x < len(row); x++ {
			block, ok := blocks[row[x].text]
			if !ok {
				continue
			}
			end := x + 1
			for block.width == cellWidth && end < len(row) && row[end].text == row[x].text && row[end].ink == row[x].ink {
				end++
			}
			fmt.Fprintf(b, `<rect x="%g" y="%d" width="%g" height="%d" fill="%s" opacity="%s"/>`+"\n",
				float64(x*cellWidth)+block.left, y*cellHeight, block.width+float64((end-1-x)*cellWidth), cellHeight, row[x].ink.fg.hex(), block.opacity)
			x = end - 1
		}
	}
}

// line is a stroke along one axis, from one place to another, in half pixels.
type line struct{ from, to int }

// strokes draws borders and underlines: one path for each colour.
func (p picture) strokes(b *strings.Builder) {
	paths := map[colour]*strings.Builder{}
	draw := func(c colour, format string, args ...any) {
		if paths[c] == nil {
			paths[c] = &strings.Builder{}
		}
		fmt.Fprintf(paths[c], format, args...)
	}
	if len(p) == 0 {
		return
	}
	for y, row := range p {
		across := func(x int) (colour, line) {
			arms := boxes[row[x].text]
			return row[x].ink.fg, arm(arms&left != 0, arms&right != 0, x, cellWidth)
		}
		merged(len(row), across, func(c colour, l line) {
			draw(c, "M%g %dH%g", float64(l.from)/2, y*cellHeight+cellHeight/2, float64(l.to)/2)
		})
		under := func(x int) (colour, line) {
			return row[x].ink.fg, arm(row[x].ink.underline, row[x].ink.underline, x, cellWidth)
		}
		merged(len(row), under, func(c colour, l line) {
			draw(c, "M%d %dH%d", l.from/2, y*cellHeight+underBy, l.to/2)
		})
	}
	for x := range p[0] {
		along := func(y int) (colour, line) {
			arms := boxes[p[y][x].text]
			return p[y][x].ink.fg, arm(arms&up != 0, arms&down != 0, y, cellHeight)
		}
		merged(len(p), along, func(c colour, l line) {
			draw(c, "M%g %dV%d", float64(x*cellWidth)+float64(cellWidth)/2, l.from/2, l.to/2)
		})
	}
	colours := make([]colour, 0, len(paths))
	for c := range paths {
		colours = append(colours, c)
	}
	slices.Sort(colours)
	for _, c := range colours {
		fmt.Fprintf(b, `<path d="%s" stroke="%s" fill="none"/>`+"\n", paths[c], c.hex())
	}
}

// arm is what the cell at place i of cells of that size adds to a stroke.
func arm(before, after bool, i, size int) line {
	l := line{2*i*size + size, 2*i*size + size}
	if before {
		l.from -= size
	}
	if after {
		l.to += size
	}
	return l
}

// merged walks n cells and emits strokes that touch and have one colour as one.
func merged(n int, at func(int) (colour, line), emit func(colour, line)) {
	var open line
	var ink colour
	for i := range n {
		c, l := at(i)
		if l.from == l.to {
			continue
		}
		if open.to == l.from && ink == c && open.from != open.to {
			open.to = l.to
			continue
		}
		if open.from != open.to {
			emit(ink, open)
		}
		open, ink = l, c
	}
	if open.from != open.to {
		emit(ink, open)
	}
}

// letters writes the text of a row. Each run says where it begins and how long
// it is, so that a font with other widths cannot move what follows. A run ends
// where the look changes and at two spaces. A character that the reader's font
// may lack, and take from another of another width, is a run of its own.
func (p picture) letters(b *strings.Builder, y int, names map[written]string) {
	row := p[y]
	for x := 0; x < len(row); {
		if row[x].blank() {
			x++
			continue
		}
		look, end := row[x].written(), x+row[x].width
		text := row[x].text
		for common(text) && end < len(row) {
			next, gap := row[end], ""
			if next.text == " " && end+1 < len(row) {
				next, gap = row[end+1], " "
			}
			if next.blank() || !common(next.text) || next.written() != look {
				break
			}
			text += gap + next.text
			end += len(gap) + next.width
		}
		fmt.Fprintf(b, `<text class="%s" x="%d" y="%d"`, names[look], x*cellWidth, y*cellHeight+baseline)
		if end-x > 1 {
			fmt.Fprintf(b, ` textLength="%d"`, (end-x)*cellWidth)
		}
		fmt.Fprintf(b, ">%s</text>\n", inText.Replace(text))
		x = end
	}
}

// common reports whether every monospaced font has the characters: Latin ones.
func common(text string) bool {
	for _, r := range text {
		if r >= 0x250 || r == utf8.RuneError {
			return false
		}
	}
	return true
}
