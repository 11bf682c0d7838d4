// Text that drives, crashes, hides or shifts things when it reaches a terminal,
// or a program that measures text, as it is.

package tui_test

import (
	"fmt"
	"strings"
)

// hostileTexts is the corpus. Colours in it are ones no theme uses, so that a
// frame shows whether they came through.
var hostileTexts = func() []string {
	many := strings.Repeat
	texts := []string{
		// sequences that set colours, whole, broken and too long for renderers
		"\x1b[5;31mred\x1b[0m", "\x1b[8mhidden\x1b[28m", "\x1b[38;2;1;2;3mtrue\x1b[m", "\x1b[6:3mcurly", "\x1b[53mover",
		"\x1b[" + many("1;", 32) + "1m", "\x1b[" + many("1;", 33) + "1m", "\x1b[" + many("5:", 40) + "5m", "\x1b[" + many("5;", 9_999) + "5m",
		"\x1b[" + many(";", 40), "\x1b[99999999999999999999m", "\x1b[?5m", "\x1b[5", "a\x1b", "\x1b", "\x1b\x1b[5m", "\x1b[5\nm", "\x1b[5\x1b[8m",
		// sequences that move, erase, switch modes, ask
		"\x1b[2J\x1b[H\x1b[3J", "\x1b[99A", "\x1b[999999999;999999999H", "\x1b7\x1b8\x1bc", "\x1b[1;2r\x1b[9L", "\x1b[?1049l", "\x1b[?1003h\x1b[?25l",
		"\x1b[?2004l\x1b[201~", "\x1b[c\x1b[>c\x1b[6n", "\x1b(0lqk\x1b(B", "\x0elqk\x0f", "\x1b=\x1b>", "\x1b#8", "\x1b%G",
		// strings to the terminal: title, clipboard, links, images, unfinished ones
		"\x1b]0;owned\x07", "\x1b]2;owned\x1b\\", "\x1b]8;;https://evil.example/\x07click\x1b]8;;\x07", "\x1b]52;c;cm0gLXJm\x07", "\x1b]52;c;?\x1b\\",
		"\x1b]4;1;rgb:00/00/00\x07", "\x1b]9;hi\x07\x1b]777;notify;a;b\x07", "\x1b]10;?\x07", "\x1b]50;x\x07", "\x1b]1337;File=:AAAA\x07",
		"\x1b]0;" + many("x", 500), "\x1bP$qm\x1b\\", "\x1bP", "\x1b_Gi=1,a=T;AAAA\x1b\\", "\x1b^pm\x1b\\", "\x1bXsos\x1b\\",
		// single controls
		"a\x07b", "safe\b\b\b\bevil", "safe\revil", "a\r\nb", "a\nb\n\n\nc", "a\tb\t\tc", "\v\f", "a\x00b", "a\x7fb",
		"\x01\x02\x03\x04\x05\x06\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1c\x1d\x1e\x1f",
		// C1, as characters and as bytes; bytes that are no characters
		"\u009b5m\u009b8m", "a\u0085b\u0084", "\u009d0;c1\u009c", "\u0090q\u009c", "\x9b5m", "\x9d0;raw\x9c", "a\xffb\xfe", "a\xe2\x82", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
		// what turns text around or cannot be seen
		"abc\u202egpj.exe", "\u202a\u202b\u202c\u202d", "\u2066\u2067\u2068\u2069", "\u200e\u200f\u061c", "a\u200bb\u2060c\ufeffd", "a\u200cb\u200dc",
		"\u2061\u2062\u2063\u2064", "a\u2028b\u2029c", "pay\u00adpal", "\ufff9a\ufffab\ufffb", "x\U000e0041\U000e0042\U000e007f", "x\ufe00\ufe01\U000e0100",
		"\u115f\u1160\u3164\uffa0", "a\u034fb", "\u180e\u180b", "\ue000\U000f0000", "\ufdd0\uffff\U0010ffff", "\u0378\U0001fbff", "\U0001bca0\U0001d173", "\ufffc",
		// marks and widths that measuring gets wrong
		"\u0301abc", "\x1b\u0301[5m", "a" + many("\u0301", 300), many("e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309", 40), many("👩\u200d", 100) + "👩",
		"👩\u200da", "a🏽🏽", "🇫🇮🇸", "❤\ufe0f\ufe0f❤\ufe0e", "#\ufe0f\u20e3", many("漢", 300), many("ｱﾞ", 100), "a" + many("한", 79) + "b", "กำ\u0e33\u0e33", "\u0d4ea", "ﷺ𒐫",
		many("abcdefghij", 500), many(" ", 300), many("a ", 300), "", " ", `\u001b[5m\x1b`, `"}],"name":"x`, "%s%n%d%!", "\u2800\u2800", "\u00a0\u2003\u3000", "\ufeff{", "\x1b[?1000;1006;2026h", "{{.}}<script>",
	}
	for b := 0; b < 32; b += 2 { // every control, and between letters
		texts = append(texts, fmt.Sprintf("%c%ca%c%cb", b, b+1, b+0x80, b+0x81))
	}
	return texts
}()

// literal spells s as a JSON string: what JSON forbids as escapes, all else as
// it is, broken bytes included.
func literal(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.WriteString("\\" + string(c))
		case c < 0x20:
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
