//go:build unix

// What a program writes to a terminal, taken apart by a parser that shares
// nothing with the one that wrote it, and what of it is allowed.

package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is one thing a program sent: text, one control character, or one sequence.
type piece struct {
	kind pieceKind
	text string // of text; the payload of a string sequence
	// of a control sequence: ?, >, < or =; what stands before the final byte; it
	private, parameters, final string
}

type pieceKind int

const (
	plainText   pieceKind = iota
	control               // C0, DEL or C1
	csi                   // ESC [
	osc                   // ESC ]
	dcs                   // ESC P
	otherString           // ESC _, ^, X
	shortEscape           // ESC and one character, perhaps with intermediates
	broken                // an escape that does not end, or bytes that are not UTF-8
)

// takeApart splits what was written.
func takeApart(raw string) (pieces []piece) {
	for raw != "" {
		p, n := nextPiece(raw)
		pieces = append(pieces, p)
		raw = raw[n:]
	}
	return pieces
}

func nextPiece(s string) (piece, int) {
	switch r, n := utf8.DecodeRuneInString(s); {
	case r == 0x1b:
		return nextEscape(s)
	case r == utf8.RuneError && n == 1:
		return piece{kind: broken, text: s[:1]}, 1
	case r < 0x20 || r >= 0x7f && r < 0xa0:
		return piece{kind: control, text: s[:n]}, n
	}
	end := strings.IndexFunc(s, func(r rune) bool { return r < 0x20 || r >= 0x7f && r < 0xa0 || r == utf8.RuneError })
	if end == 0 { // a real U+FFFD, or a broken byte
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 {
			return piece{kind: broken, text: s[:1]}, 1
		}
		return piece{kind: plainText, text: s[:n]}, n
	}
	if end < 0 {
		end = len(s)
	}
	return piece{kind: plainText, text: s[:end]}, end
}

func nextEscape(s string) (piece, int) {
	if len(s) < 2 {
		return piece{kind: broken, text: s}, len(s)
	}
	switch s[1] {
	case '[':
		i := 2
		private := ""
		if i < len(s) && strings.IndexByte("?><=", s[i]) >= 0 {
			private = s[i : i+1]
			i++
		}
		from := i
		for i < len(s) && s[i] >= 0x20 && s[i] < 0x40 {
			i++
		}
		if i == len(s) || s[i] < 0x40 || s[i] > 0x7e {
			return piece{kind: broken, text: s[:i]}, i
		}
		return piece{kind: csi, private: private, parameters: s[from:i], final: s[i : i+1]}, i + 1
	case ']', 'P', '_', '^', 'X':
		kind := map[byte]pieceKind{']': osc, 'P': dcs}[s[1]]
		if kind == 0 {
			kind = otherString
		}
		for i := 2; i < len(s); i++ {
			switch {
			case s[i] == 0x07:
				return piece{kind: kind, text: s[2:i]}, i + 1
			case s[i] == 0x1b && i+1 < len(s) && s[i+1] == '\\':
				return piece{kind: kind, text: s[2:i]}, i + 2
			}
		}
		return piece{kind: broken, text: s}, len(s)
	}
	i := 1
	for i < len(s) && s[i] >= 0x20 && s[i] < 0x30 {
		i++
	}
	if i == len(s) {
		return piece{kind: broken, text: s}, len(s)
	}
	return piece{kind: shortEscape, text: s[1 : i+1]}, i + 1
}

// forbidden says why a piece must not reach a terminal, "" when it may.
func (p piece) forbidden() string {
	switch p.kind {
	case plainText:
		for _, r := range p.text {
			if unicode.In(r, unicode.Zl, unicode.Zp, unicode.Co, unicode.Cs) || unicode.Is(unicode.Cf, r) && r != '\u200d' || strings.ContainsRune("\u034f\u115f\u1160\u3164\uffa0", r) || unicode.Is(unicode.Variation_Selector, r) && r < 0xfe0e {
				return fmt.Sprintf("the invisible character %U", r)
			}
		}
		return ""
	case control:
		if strings.ContainsAny(p.text, "\r\n\b\t") {
			return ""
		}
		return fmt.Sprintf("the control character %q", p.text)
	case csi:
		return p.forbiddenSequence()
	case shortEscape:
		if p.text == "M" { // one line up
			return ""
		}
	case osc:
		number, rest, _ := strings.Cut(p.text, ";")
		switch {
		case (number == "0" || number == "2") && strings.IndexFunc(rest, unicode.IsControl) < 0:
			return "" // the window title
		case (number == "10" || number == "11" || number == "12") && rest == "?":
			return "" // what the colours are
		}
		return fmt.Sprintf("the command %.40q", p.text)
	}
	return fmt.Sprintf("the escape %.40q", p.text)
}

// What Bubble Tea itself sends: the cursor, erasing, the screen's modes, and
// questions about the terminal.
var allowedSequences = []string{
	"A", "B", "C", "D", "E", "F", "G", "H", "I", "Z", "d", "`", "a", "e", "f", // the cursor
	"J", "K", "X", "P", "@", "L", "M", "S", "T", "r", "b", // erasing, inserting, scrolling, repeating
	"?W",                                                 // tab stops
	">q", ">u", "<u", "=u", "?u", ">m", "c", "?$p", " q", // what the terminal is and can
}

// allowedModes are the modes that are set and reset.
var allowedModes = []string{"7", "25", "1049", "2004", "2026", "2027", "1004", "2031"}

func (p piece) forbiddenSequence() string {
	parameters := strings.TrimRight(p.parameters, " $")
	intermediate := p.parameters[len(parameters):]
	list := strings.FieldsFunc(parameters, func(r rune) bool { return r == ';' || r == ':' })
	if len(list) > 16 {
		return fmt.Sprintf("%d parameters", len(list))
	}
	for _, one := range list {
		if n, err := strconv.Atoi(one); err != nil || n > 9999 {
			return fmt.Sprintf("the parameter %q", one)
		}
	}
	name := p.private + intermediate + p.final
	switch {
	case name == "m":
		return forbiddenPen(list)
	case name == "?h" || name == "?l":
		for _, mode := range list {
			if !slices.Contains(allowedModes, mode) {
				return "the mode " + mode
			}
		}
		return ""
	case slices.Contains(allowedSequences, name):
		return ""
	}
	return fmt.Sprintf("the sequence %q with %q", name, p.parameters)
}

// forbiddenPen: bold, faint, italic, underlined, reversed, their ends, and
// indexed colours are our own; anything else came with foreign text.
func forbiddenPen(list []string) string {
	for i := 0; i < len(list); i++ {
		n, _ := strconv.Atoi(list[i])
		switch {
		case (n == 38 || n == 48) && i+2 < len(list) && list[i+1] == "5":
			i += 2
		case n <= 4, n == 7, n >= 22 && n <= 24, n == 27, n >= 30 && n <= 37, n == 39, n >= 40 && n <= 47, n == 49, n >= 90 && n <= 97, n >= 100 && n <= 107:
		default:
			return fmt.Sprintf("the pen %q", list)
		}
	}
	return ""
}

// strayBytes lists what in raw must not have reached the terminal, each once.
func strayBytes(raw string) (faults []string) {
	for _, p := range takeApart(raw) {
		if why := p.forbidden(); why != "" && !slices.Contains(faults, why) {
			faults = append(faults, why)
		}
	}
	return faults
}
