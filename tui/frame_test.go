// A terminal's view of one frame, written without the code that draws it: what
// may stand in it, and whether it fits the screen.

package tui_test

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// The most parameters of one colour sequence, digits of one parameter, and
// combining marks on one character that a frame may hold.
const (
	mostParameters = 16
	mostDigits     = 3
	mostMarks      = 8
)

// viewFault says what is wrong with a view on a terminal of w×h cells, "" when
// nothing is. Rows found sound at this width are noted, and not judged again.
func viewFault(v tea.View, w, h int, sound map[string]bool) string {
	if fault := titleFault(v.WindowTitle); fault != "" {
		return "window title: " + fault
	}
	return frameFault(v.Content, w, h, sound)
}

// frameFault judges the frame alone.
func frameFault(frame string, w, h int, sound map[string]bool) string {
	rows := strings.Split(frame, "\n")
	if len(rows) != h {
		return fmt.Sprintf("%d rows on a terminal of %d", len(rows), h)
	}
	for i, row := range rows {
		if sound[row] {
			continue
		}
		text, fault := withoutColours(row)
		if fault == "" {
			fault = textFault(text)
		}
		if width := ansi.StringWidth(text); fault == "" && width > w {
			fault = fmt.Sprintf("%d cells on a terminal of %d", width, w)
		}
		if fault != "" {
			return fmt.Sprintf("row %d: %s: %.300q", i+1, fault, row)
		}
		sound[row] = true
	}
	return ""
}

// titleFault judges a window title: text alone, of a sensible length.
func titleFault(title string) string {
	if n := utf8.RuneCountInString(title); n > 256 {
		return fmt.Sprintf("%d characters", n)
	}
	return textFault(title)
}

// withoutColours takes the SGR sequences out of a row. Any other escape is a fault.
func withoutColours(row string) (text, fault string) {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(row, "\x1b")
		b.WriteString(before)
		if !found {
			return b.String(), ""
		}
		body, ok := strings.CutPrefix(after, "[")
		end := strings.IndexFunc(body, func(r rune) bool { return !strings.ContainsRune("0123456789;:", r) })
		if !ok || end < 0 || body[end] != 'm' {
			return "", fmt.Sprintf("an escape that sets no colour: %.40q", after)
		}
		if fault := penFault(body[:end]); fault != "" {
			return "", fault
		}
		row = body[end+1:]
	}
}

// penFault judges the parameters of an SGR sequence. A theme needs bold, faint,
// italic, underlined, reversed and indexed colours; anything else came with text.
func penFault(parameters string) string {
	list := strings.FieldsFunc(strings.ReplaceAll(parameters, ":", ";"), func(r rune) bool { return r == ';' })
	if n := strings.Count(parameters, ";") + strings.Count(parameters, ":") + 1; n > mostParameters {
		return fmt.Sprintf("%d parameters", n)
	}
	for i := 0; i < len(list); i++ {
		n, err := strconv.Atoi(list[i])
		switch {
		case err != nil || len(list[i]) > mostDigits:
			return fmt.Sprintf("the parameter %.20q", list[i])
		case (n == 38 || n == 48) && i+2 < len(list) && list[i+1] == "5":
			i += 2
		case n <= 4 || n == 7 || n >= 30 && n <= 37 || n >= 40 && n <= 47 || n >= 90 && n <= 97 || n >= 100 && n <= 107:
		default:
			return fmt.Sprintf("a pen that no theme uses: %.40q", parameters)
		}
	}
	return ""
}

// unseen are the characters that show nothing of themselves, or turn the text
// around, and yet are no control characters.
var unseen = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x00ad, Hi: 0x00ad, Stride: 1}, {Lo: 0x034f, Hi: 0x034f, Stride: 1}, {Lo: 0x061c, Hi: 0x061c, Stride: 1},
	{Lo: 0x115f, Hi: 0x1160, Stride: 1}, {Lo: 0x17b4, Hi: 0x17b5, Stride: 1}, {Lo: 0x180b, Hi: 0x180f, Stride: 1},
	{Lo: 0x200b, Hi: 0x200f, Stride: 1}, {Lo: 0x2028, Hi: 0x202e, Stride: 1}, {Lo: 0x2060, Hi: 0x206f, Stride: 1},
	{Lo: 0x3164, Hi: 0x3164, Stride: 1}, {Lo: 0xe000, Hi: 0xf8ff, Stride: 1}, {Lo: 0xfdd0, Hi: 0xfdef, Stride: 1},
	{Lo: 0xfe00, Hi: 0xfe0f, Stride: 1}, {Lo: 0xfeff, Hi: 0xfeff, Stride: 1}, {Lo: 0xffa0, Hi: 0xffa0, Stride: 1},
	{Lo: 0xfff0, Hi: 0xfffb, Stride: 1}, {Lo: 0xfffe, Hi: 0xffff, Stride: 1},
}, R32: []unicode.Range32{
	{Lo: 0x1bca0, Hi: 0x1bca3, Stride: 1}, {Lo: 0x1d173, Hi: 0x1d17a, Stride: 1}, {Lo: 0xe0000, Hi: 0xe0fff, Stride: 1},
	{Lo: 0xf0000, Hi: 0x10ffff, Stride: 1},
}}

const (
	zeroWidthJoiner = '\u200d'
	emojiStyle      = '\ufe0f'
	textStyle       = '\ufe0e'
)

// textFault judges text without sequences: only characters that can be seen.
// Within an emoji a joiner or a style may stand, one at a time.
func textFault(s string) string {
	if !utf8.ValidString(s) {
		return "bytes that are not UTF-8"
	}
	marks := 0
	runes := []rune(s)
	at := func(i int) rune {
		if i < 0 || i >= len(runes) {
			return 0
		}
		return runes[i]
	}
	for i, r := range runes {
		if r >= 0x20 && r < 0x7f {
			marks = 0
			continue
		}
		if unicode.Is(unicode.M, r) && !unicode.Is(unseen, r) {
			if marks++; marks > mostMarks {
				return fmt.Sprintf("a flood of %U", r)
			}
			if i == 0 {
				return fmt.Sprintf("%U with nothing to stand on", r)
			}
			continue
		}
		marks = 0
		switch {
		case r == zeroWidthJoiner && partOfEmoji(at(i-1)) && pictured(at(i+1)):
		case (r == emojiStyle || r == textStyle) && (pictured(at(i-1)) || at(i+1) == 0x20e3):
		case r < 0x20 || r >= 0x7f && r < 0xa0:
			return fmt.Sprintf("the control character %U", r)
		case unicode.Is(unseen, r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp):
			return fmt.Sprintf("the invisible character %U", r)
		case !unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S, unicode.Zs):
			return fmt.Sprintf("the character %U, which nobody knows", r)
		}
	}
	return ""
}

func pictured(r rune) bool { return r >= 0xa9 && unicode.In(r, unicode.So, unicode.Sm, unicode.Po) }

// partOfEmoji says what a joiner may follow: a picture, its style, its skin tone.
func partOfEmoji(r rune) bool {
	return pictured(r) || r == emojiStyle || unicode.Is(unicode.Sk, r)
}
