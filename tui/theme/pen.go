// This file turns a pen, colours and attributes, into an SGR sequence.
package theme

import "strconv"

type attribute uint8

const (
	bold attribute = 1 << iota
	underline
	reverse
)

// A pen holds the parameters of one SGR sequence. Empty colours are the
// terminal's own.
type pen struct {
	fg, bg string // SGR parameters such as "38;5;117" or "31"
	attr   attribute
}

// sequence returns the shortest sequence that opens the pen from a reset one.
func (p pen) sequence() string {
	if p == (pen{}) {
		return ""
	}
	out := append(make([]byte, 0, 32), "\x1b["...)
	for _, x := range [...]struct {
		set   bool
		param string
	}{
		{p.attr&bold != 0, "1"}, {p.attr&underline != 0, "4"}, {p.attr&reverse != 0, "7"},
		{p.fg != "", p.fg}, {p.bg != "", p.bg},
	} {
		if x.set {
			out = append(append(out, x.param...), ';')
		}
	}
	out[len(out)-1] = 'm'
	return string(out)
}

// over lays p on base. The base keeps its background and attributes, so that a
// selection stays visible whatever is written in it. A base with colours of
// its own for both, such as black on yellow, keeps both: only that pair is
// known to be readable. In reverse the foreground would become the ground,
// so the role's colours are left out there.
func (p pen) over(base pen) pen {
	out := pen{fg: base.fg, bg: base.bg, attr: base.attr | p.attr}
	switch {
	case base.attr&reverse != 0 || base.fg != "" && base.bg != "":
	case base.bg != "":
		if p.fg != "" {
			out.fg = p.fg
		}
	default:
		if p.fg != "" {
			out.fg = p.fg
		}
		out.bg = p.bg
	}
	return out
}

// fg and bg name one of the 240 colours that are the same on every terminal.
func fg(n int) string { return "38;5;" + strconv.Itoa(n) }
func bg(n int) string { return "48;5;" + strconv.Itoa(n) }
