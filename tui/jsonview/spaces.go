// This file shows white space: each sign stands in the cells of what it is for.
package jsonview

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"patchbay/tui/theme"
)

// spaceSigns stand for white space, one cell each.
type spaceSigns struct{ space, tab, carriage, line, odd string }

func signsFor(t theme.Theme) spaceSigns {
	if t.Glyphs() == theme.ASCII {
		return spaceSigns{space: ".", tab: ">", carriage: "^", line: "$", odd: "_"}
	}
	return spaceSigns{space: "·", tab: "→", carriage: "␍", line: "↵", odd: "⍽"}
}

// sign returns the sign for a character that is white space, and "" for any
// other. A space that is no plain one has a sign of its own, to be told from it.
func (s spaceSigns) sign(cluster string) (string, theme.Role) {
	switch {
	case cluster == " ":
		return s.space, theme.Faint
	case cluster == "\t":
		return s.tab, theme.Faint
	case cluster[0] < utf8.RuneSelf:
		return "", theme.Text
	}
	if r, n := utf8.DecodeRuneInString(cluster); n == len(cluster) && unicode.Is(unicode.Zs, r) {
		return s.odd, theme.Mark
	}
	return "", theme.Text
}

// unlessFound returns the role of a sign, or that of the finding it is part of.
func unlessFound(r, sign theme.Role) theme.Role {
	if r == theme.Error || r == theme.Warning || r == theme.Info {
		return r
	}
	return sign
}

// marked paints bytes that are one cell each, with signs for the spaces.
func (p *painter) marked(base, role theme.Role, s string) {
	for s != "" {
		n := strings.IndexByte(s, ' ')
		if n < 0 {
			n = len(s)
		}
		if n > 0 {
			p.write(base, role, s[:n])
		}
		for s = s[n:]; s != "" && s[0] == ' '; s = s[1:] {
			p.write(base, unlessFound(role, theme.Faint), p.signs.space)
		}
	}
}

// lineEnd paints the line end in at most room cells and returns how many it
// took.
func (p *painter) lineEnd(l lineRange, base theme.Role, room int) int {
	if !l.ended {
		return 0
	}
	used := 0
	for _, sign := range []string{l.carriage(p.signs.carriage), p.signs.line} {
		if sign != "" && used < room {
			p.write(base, theme.Faint, sign)
			used++
		}
	}
	return used
}

// carriage returns the sign if the line ends with CR LF.
func (l lineRange) carriage(sign string) string {
	if l.next-l.end == len("\r\n") {
		return sign
	}
	return ""
}
