// From what a terminal is sent to what a browser shows.

package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"patchbay/tui/tuitest"
)

func TestSGRBecomesInk(t *testing.T) {
	plain := ink{fg: foreground, bg: background}
	cases := []struct {
		name, sgr string
		want      ink
	}{
		{"nothing", "", plain},
		{"reset", "\x1b[1;4;31;42m\x1b[m", plain},
		{"reset by number", "\x1b[1;31m\x1b[0m", plain},
		{"bold and underlined", "\x1b[1;4m", ink{foreground, background, true, true}},
		{"no longer", "\x1b[1;4m\x1b[22;24m", plain},
		{"16 colours", "\x1b[31;44m", ink{fg: 1, bg: 4}},
		{"16 bright colours", "\x1b[97;100m", ink{fg: 15, bg: 8}},
		{"256 colours", "\x1b[38;5;117;48;5;236m", ink{fg: 117, bg: 236}},
		{"a colour, then bold", "\x1b[38;5;1;1m", ink{fg: 1, bg: background, bold: true}},
		{"own colours again", "\x1b[31;44m\x1b[39;49m", plain},
		{"reverse", "\x1b[7;31m", ink{fg: background, bg: 1}},
		{"reverse of nothing", "\x1b[7m", ink{fg: background, bg: foreground}},
		{"reverse twice is reverse", "\x1b[7m\x1b[7m", ink{fg: background, bg: foreground}},
		{"no longer reverse", "\x1b[7;31m\x1b[27m", ink{fg: 1, bg: background}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p, err := read(c.sgr+"x", 2, 1)
			if err != nil {
				t.Fatal(err)
			}
			if got := p[0][0]; got != (cell{"x", 1, c.want}) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
			if got := p[0][1]; got != (cell{" ", 1, plain}) {
				t.Errorf("the rest of the row is %+v", got)
			}
		})
	}
}

func TestThePenStaysDownAcrossRows(t *testing.T) {
	p, err := read("\x1b[31mx\ny", 1, 3)
	if err != nil {
		t.Fatal(err)
	}
	if p[1][0].ink.fg != 1 || p[2][0].ink.fg != foreground {
		t.Errorf("%+v", p)
	}
}

func TestWhatCannotBeDrawnIsRefused(t *testing.T) {
	cases := map[string]string{
		"another sequence":   "\x1b[2J",
		"a control":          "a\x07b",
		"a tab":              "a\tb",
		"true colour":        "\x1b[38;2;1;2;3m",
		"half a colour":      "\x1b[38;5m",
		"no such colour":     "\x1b[38;5;256m",
		"italics":            "\x1b[3m",
		"a wrong number":     "\x1b[1:2m",
		"a row too long":     "12345",
		"a wide one too far": "123夜",
		"too many rows":      "1\n2\n3",
	}
	for name, frame := range cases {
		t.Run(name, func(t *testing.T) {
			if p, err := read(frame, 4, 2); err == nil {
				t.Errorf("drawn: %+v", p)
			}
		})
	}
}

func TestColoursAreTheTerminals(t *testing.T) {
	for c, want := range map[colour]string{16: "#000000", 117: "#87d7ff", 196: "#ff0000", 231: "#ffffff", 232: "#080808", 255: "#eeeeee", 15: sixteen[15]} {
		if got := c.hex(); got != want {
			t.Errorf("colour %d is %s, want %s", c, got, want)
		}
	}
}

// drawn is the file for a frame without what surrounds the cells.
func drawn(t *testing.T, frame string, w, h int) string {
	t.Helper()
	p, err := read(frame, w, h)
	if err != nil {
		t.Fatal(err)
	}
	_, inside, _ := strings.Cut(string(p.svg("title", "words")), `<g transform="translate(14 41)">`+"\n")
	inside, _, _ = strings.Cut(inside, "</g>")
	return inside
}

func TestCellsBecomeSVG(t *testing.T) {
	cases := []struct {
		name, frame string
		w, h        int
		want        string
	}{
		{"a run says where it begins and how long it is", " ab c", 8, 1,
			`<text class="a" x="9" y="15" textLength="36">ab c</text>`},
		{"two spaces end a run", "ab  c", 8, 1,
			`<text class="a" x="0" y="15" textLength="18">ab</text>` + "\n" + `<text class="a" x="36" y="15">c</text>`},
		{"a colour ends a run", "a\x1b[31mb\x1b[mc", 8, 1,
			`<text class="a" x="0" y="15">a</text>` + "\n" + `<text class="b" x="9" y="15">b</text>` + "\n" + `<text class="a" x="18" y="15">c</text>`},
		{"a colour set again does not", "a\x1b[m\x1b[mb", 8, 1,
			`<text class="a" x="0" y="15" textLength="18">ab</text>`},
		{"what a font may lack stands alone", "a→b", 8, 1,
			`<text class="a" x="0" y="15">a</text>` + "\n" + `<text class="a" x="9" y="15">→</text>` + "\n" + `<text class="a" x="18" y="15">b</text>`},
		{"a wide character takes two cells", "夜b", 8, 1,
			`<text class="a" x="0" y="15" textLength="18">夜</text>` + "\n" + `<text class="a" x="18" y="15">b</text>`},
		{"rows are 20 pixels apart", "\na", 8, 2,
			`<text class="a" x="0" y="35">a</text>`},
		{"markup is text", `<a href="x">&amp;`, 20, 1,
			`<text class="a" x="0" y="15" textLength="153">&lt;a href="x"&gt;&amp;amp;</text>`},
		{"a background is one area", "\x1b[41ma b\x1b[m", 8, 1,
			`<rect x="0" y="0" width="27" height="20" fill="#e06c75"/>` + "\n" + `<text class="a" x="0" y="15" textLength="27">a b</text>`},
		{"a reversed space is an area", "\x1b[7m \x1b[m", 8, 1,
			`<rect x="0" y="0" width="9" height="20" fill="` + foreground.hex() + `"/>`},
		{"an underline is one stroke", "\x1b[4ma \x1b[m", 8, 1,
			`<path d="M0 17H18" stroke="` + foreground.hex() + `" fill="none"/>` + "\n" + `<text class="a" x="0" y="15">a</text>`},
		{"a border is four strokes", "┌─┐\n│ │\n└─┘", 3, 3,
			`<path d="M4.5 10H22.5M4.5 50H22.5M4.5 10V50M22.5 10V50" stroke="` + foreground.hex() + `" fill="none"/>`},
		{"a border of two colours is not joined", "─\x1b[31m─\x1b[m", 2, 1,
			`<path d="M0 10H9" stroke="` + foreground.hex() + `" fill="none"/>` + "\n" + `<path d="M9 10H18" stroke="#e06c75" fill="none"/>`},
		{"progress is areas", "██░", 3, 1,
			`<rect x="0" y="0" width="18" height="20" fill="#d7dae0" opacity="1"/>` + "\n" + `<rect x="18" y="0" width="9" height="20" fill="#d7dae0" opacity=".3"/>`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.TrimSuffix(drawn(t, c.frame, c.w, c.h), "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestACursorIsABlock(t *testing.T) {
	p, err := read("ab", 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	p.block(1, 0)
	p.block(2, 0)
	p.block(0, -1)
	if p[0][0].ink != reset.ink || p[0][1].ink != (ink{fg: background, bg: foreground}) {
		t.Errorf("%+v", p[0])
	}
}

// Every picture of the README: the way to it still leads there, the file is
// well-formed, small, and the same when it is drawn again.
func TestThePicturesAreDrawn(t *testing.T) {
	for _, s := range shots {
		t.Run(s.name, func(t *testing.T) {
			first, err := s.draw(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			if len(first) > 32<<10 {
				t.Errorf("%d bytes", len(first))
			}
			for d := xml.NewDecoder(strings.NewReader(string(first))); ; {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatal(err)
				}
			}
			second, err := s.draw(t.TempDir())
			if err != nil || string(second) != string(first) {
				t.Errorf("drawn again it differs (%v)", err)
			}
		})
	}
}

func TestAWayThatLeadsNowhereIsAnError(t *testing.T) {
	lost := shot{"lost", "", 80, 24, func(u *tuitest.User) { u.Expect("what is on no screen") }}
	if _, err := lost.draw(t.TempDir()); err == nil || !strings.Contains(err.Error(), "what is on no screen") {
		t.Errorf("%v", err)
	}
}
