// What a terminal would show for a frame: SGR sequences become cells.

package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// colour is an index of the terminal's 256 colours, or one of its own two.
type colour int

const (
	foreground colour = -1 - iota // the terminal's own text colour
	background                    // and what it stands on
)

// ink is how a cell is drawn. Reverse video is already applied.
type ink struct {
	fg, bg          colour
	bold, underline bool
}

// cell is one place of the terminal. The second cell of a wide character has
// no text and no width.
type cell struct {
	text  string
	width int // cells: 1 or 2
	ink   ink
}

// picture is a screen full of cells, row by row.
type picture [][]cell

// pen is the state that SGR sequences change.
type pen struct {
	ink
	reverse bool
}

var reset = pen{ink: ink{fg: foreground, bg: background}}

// read returns the w×h cells of a frame. It refuses what it cannot draw as a
// terminal would, rather than drawing it wrong: other sequences, control
// characters, rows that are too long, too many rows.
func read(frame string, w, h int) (picture, error) {
	rows := strings.Split(frame, "\n")
	if len(rows) > h {
		return nil, fmt.Errorf("the frame has %d rows, the terminal %d", len(rows), h)
	}
	p := make(picture, h)
	pen := reset
	for y := range p {
		if y < len(rows) {
			var err error
			if p[y], err = pen.row(rows[y]); err != nil {
				return nil, fmt.Errorf("row %d: %w", y+1, err)
			}
		}
		if len(p[y]) > w {
			return nil, fmt.Errorf("row %d has %d cells, the terminal %d", y+1, len(p[y]), w)
		}
		for len(p[y]) < w {
			p[y] = append(p[y], cell{" ", 1, reset.ink})
		}
	}
	return p, nil
}

// row writes one row with the pen.
func (p *pen) row(s string) (row []cell, err error) {
	var state byte
	for len(s) > 0 {
		var text string
		var width, n int
		text, width, n, state = ansi.DecodeSequence(s, state, nil)
		s = s[n:]
		params, isSGR := strings.CutPrefix(text, "\x1b[")
		params, ends := strings.CutSuffix(params, "m")
		switch {
		case isSGR && ends:
			if err := p.set(params); err != nil {
				return nil, err
			}
		case width < 1 || width > 2:
			return nil, fmt.Errorf("%q cannot be drawn", text)
		default:
			row = append(row, cell{text, width, p.now()})
			if width == 2 {
				row = append(row, cell{ink: p.now()})
			}
		}
	}
	return row, nil
}

// now is the ink the pen writes with.
func (p *pen) now() ink {
	i := p.ink
	if p.reverse {
		i.fg, i.bg = i.bg, i.fg
	}
	return i
}

// set obeys the parameters of one SGR sequence.
func (p *pen) set(params string) error {
	list := strings.Split(params, ";")
	for i := 0; i < len(list); i++ {
		n := 0
		if list[i] != "" {
			var err error
			if n, err = strconv.Atoi(list[i]); err != nil {
				return fmt.Errorf("SGR %q: %w", params, err)
			}
		}
		switch {
		case n == 0:
			*p = reset
		case n == 1:
			p.bold = true
		case n == 22:
			p.bold = false
		case n == 4, n == 24:
			p.underline = n == 4
		case n == 7, n == 27:
			p.reverse = n == 7
		case n >= 30 && n <= 37:
			p.fg = colour(n - 30)
		case n >= 90 && n <= 97:
			p.fg = colour(n - 90 + 8)
		case n == 39:
			p.fg = foreground
		case n >= 40 && n <= 47:
			p.bg = colour(n - 40)
		case n >= 100 && n <= 107:
			p.bg = colour(n - 100 + 8)
		case n == 49:
			p.bg = background
		case n == 38 || n == 48:
			if i+2 >= len(list) || list[i+1] != "5" {
				return fmt.Errorf("SGR %q: only the 256 colours are drawn", params)
			}
			index, err := strconv.ParseUint(list[i+2], 10, 8)
			if err != nil {
				return fmt.Errorf("SGR %q: %w", params, err)
			}
			if i += 2; n == 38 {
				p.fg = colour(index)
			} else {
				p.bg = colour(index)
			}
		default:
			return fmt.Errorf("SGR %q: %d is not drawn", params, n)
		}
	}
	return nil
}

// block puts a block cursor on a cell.
func (p picture) block(x, y int) {
	if y < 0 || y >= len(p) || x < 0 || x >= len(p[y]) {
		return
	}
	i := &p[y][x].ink
	i.fg, i.bg = background, foreground
}

// sixteen are the first 16 colours. A terminal may have its own; these are
// readable on the background of the pictures.
var sixteen = [16]string{
	"#3b4048", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4",
	"#6b7280", "#ff8a93", "#b5e890", "#ffd98a", "#8cc8ff", "#e09af5", "#7fdbe6", "#ffffff",
}

// hex is the colour as it stands in the file.
func (c colour) hex() string {
	const steps = "005f87afd7ff" // the six levels of the colour cube
	switch {
	case c == foreground:
		return "#d7dae0"
	case c == background:
		return "#16181d"
	case c < 16:
		return sixteen[c]
	case c < 232:
		n := int(c) - 16
		at := func(level int) string { return steps[2*level : 2*level+2] }
		return "#" + at(n/36) + at(n/6%6) + at(n%6)
	default:
		return fmt.Sprintf("#%02[1]x%02[1]x%02[1]x", 8+10*(int(c)-232))
	}
}
