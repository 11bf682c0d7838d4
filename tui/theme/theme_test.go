// These tests hold the promises of a Theme: readable, visible without colour,
// short sequences.
package theme

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"
)

func everyTheme(t *testing.T, test func(t *testing.T, th Theme)) {
	t.Helper()
	for _, b := range []Background{Dark, Light} {
		for _, c := range []Colours{TrueColour, Colours256, Colours16, NoColour} {
			for _, g := range []Glyphs{Unicode, ASCII} {
				t.Run(fmt.Sprintf("background %d colours %d glyphs %d", b, c, g), func(t *testing.T) {
					test(t, New(b, c, g))
				})
			}
		}
	}
}

func TestTheZeroThemePaintsNothing(t *testing.T) {
	if th := New(Light, Colours16, ASCII); th.Glyphs() != ASCII {
		t.Errorf("got %d", th.Glyphs())
	}
	var zero Theme
	if zero.Glyphs() != Unicode {
		t.Error("the zero theme has Unicode signs")
	}
	if zero.On(Error) != "" || zero.PaintOver(Selection, Error) != "" || zero.Paint(Error, "x") != "x" {
		t.Error("the zero theme paints nothing")
	}
}

func TestEverySequenceIsOneShortSGR(t *testing.T) {
	sgr := regexp.MustCompile(`^(\x1b\[[0-9;]{1,24}m)?$`)
	everyTheme(t, func(t *testing.T, th Theme) {
		for _, base := range Roles() {
			if s := th.On(base); !sgr.MatchString(s) {
				t.Errorf("On(%d) = %q", base, s)
			}
			for _, r := range Roles() {
				s := th.PaintOver(base, r)
				if !sgr.MatchString(s) || strings.Count(s, ";") > 15 {
					t.Errorf("PaintOver(%d, %d) = %q", base, r, s)
				}
			}
		}
		if th.On(Text) != "" {
			t.Error("Text must leave the pen alone")
		}
	})
}

func TestUnknownRolesPaintNothing(t *testing.T) {
	th := New(Dark, TrueColour, Unicode)
	for _, r := range []Role{-1, roleCount, 1 << 20} {
		if th.On(r) != "" || th.PaintOver(r, Text) != "" || th.PaintOver(Text, r) != "" {
			t.Errorf("role %d painted something", r)
		}
	}
}

func TestPaintResetsThePenAndLeavesEmptyTextAlone(t *testing.T) {
	th := New(Dark, NoColour, Unicode)
	if got := th.Paint(Error, "no"); got != "\x1b[1mno\x1b[m" {
		t.Errorf("got %q", got)
	}
	if got := th.Paint(Error, ""); got != "" {
		t.Errorf("got %q", got)
	}
	if got := th.Paint(Text, "yes"); got != "yes" {
		t.Errorf("got %q", got)
	}
}

// What must be seen must be seen without colours too.
func TestWithoutColourWhatMattersIsStillVisible(t *testing.T) {
	for _, colours := range []Colours{NoColour, Colours16} {
		for _, b := range []Background{Dark, Light} {
			th := New(b, colours, ASCII)
			for _, r := range []Role{Selection, Match, CurrentMatch, Error, Warning, FieldFocus, Field,
				Selected, Cursor, Bracket, ChoiceKey, Title, Invalid, Mark, StatusBar} {
				if th.On(r) == "" {
					t.Errorf("colours %d: role %d cannot be seen", colours, r)
				}
			}
			apart := [][2]Role{{Match, CurrentMatch}, {Match, Selection}, {CurrentMatch, Selection},
				{Field, FieldFocus}, {Selected, StatusBar}, {StatusWarn, StatusBar}, {StatusError, StatusWarn},
				{Added, Removed}, {Selection, FieldFocus}}
			for _, p := range apart {
				if th.On(p[0]) == th.On(p[1]) {
					t.Errorf("colours %d: roles %d and %d look the same", colours, p[0], p[1])
				}
			}
		}
	}
	for _, r := range Roles() {
		if s := New(Dark, NoColour, Unicode).On(r); strings.Contains(s, "3") || strings.Contains(s, "9") {
			t.Errorf("role %d has a colour without colours: %q", r, s)
		}
	}
}

func TestBasesStayVisibleUnderEveryRole(t *testing.T) {
	everyTheme(t, func(t *testing.T, th Theme) {
		for _, base := range []Role{Selection, CurrentMatch, Selected, StatusBar, CursorLine, FieldFocus} {
			ground := parse(t, th.On(base))
			for _, r := range []Role{Text, Key, String, Number, Literal, Punct, Invalid, Mark, Error, Dim} {
				got := parse(t, th.PaintOver(base, r))
				if got.bg != ground.bg || got.attr&ground.attr != ground.attr {
					t.Errorf("role %d hides base %d: %q over %q", r, base, th.PaintOver(base, r), th.On(base))
				}
			}
		}
	})
}

// Text is readable on black or white and on the grounds many schemes use.
func TestContrastOnTheTerminalsOwnGround(t *testing.T) {
	grounds := map[Background]map[Colours][]string{
		Dark:  {TrueColour: {"#000000", "#1e1e1e"}, Colours16: {"#000000"}},
		Light: {TrueColour: {"#ffffff", "#fafafa"}, Colours16: {"#ffffff"}},
	}
	for b, byColours := range grounds {
		for c, list := range byColours {
			th := New(b, c, Unicode)
			for _, ground := range list {
				for _, r := range Roles() {
					if r == Border { // no text
						continue
					}
					p := parse(t, th.On(r))
					if p.fg < 0 || p.attr&reverse != 0 {
						continue
					}
					back := hex(t, ground)
					if p.bg >= 0 {
						back = colour(p.bg)
					}
					if got := contrast(colour(p.fg), back); got < 4.5 {
						t.Errorf("background %d colours %d: role %d on %s: contrast %.2f", b, c, r, ground, got)
					}
				}
			}
		}
	}
}

func TestContrastOfTextOverOurOwnGrounds(t *testing.T) {
	for _, b := range []Background{Dark, Light} {
		th := New(b, TrueColour, Unicode)
		own := map[Background]int{Dark: 252, Light: 238}[b] // what a terminal writes with by itself
		for _, base := range []Role{Selection, Match, CurrentMatch, Bracket, Selected, Field, FieldFocus} {
			for _, r := range []Role{Key, String, Number, Literal, Punct, Invalid, Mark, Placeholder, Dim,
				Error, Warning, Info, Good, Accent, Pinned} {
				p := parse(t, th.PaintOver(base, r))
				if p.bg < 0 {
					t.Fatalf("role %d over %d has no ground: %q", r, base, th.PaintOver(base, r))
				}
				if p.fg < 0 {
					p.fg = own
				}
				if got := contrast(colour(p.fg), colour(p.bg)); got < 4.5 {
					t.Errorf("background %d: role %d over %d: contrast %.2f", b, r, base, got)
				}
			}
		}
	}
}

func TestEveryGlyphIsOneCellHoweverItIsMeasured(t *testing.T) {
	for _, g := range []Glyphs{Unicode, ASCII} {
		th := New(Dark, TrueColour, g)
		for i := Glyph(0); i < glyphCount; i++ {
			s := th.Glyph(i)
			if ansi.StringWidth(s) != 1 || ansi.StringWidthWc(s) != 1 || uniseg.StringWidth(s) != 1 || len([]rune(s)) != 1 {
				t.Errorf("glyph %d %q is not one cell", i, s)
			}
			if g == ASCII && (len(s) != 1 || s[0] < 0x20 || s[0] > 0x7e) {
				t.Errorf("glyph %d %q is not ASCII", i, s)
			}
		}
	}
	th := New(Dark, TrueColour, Unicode)
	if th.Glyph(-1) != "?" || th.Glyph(glyphCount) != "?" {
		t.Error("an unknown glyph is a question mark")
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New(Dark, TrueColour, Unicode)
	}
}

// look is what a sequence does, colours as indexes of the 256 or -1.
type look struct {
	fg, bg int
	attr   attribute
}

func parse(t *testing.T, s string) look {
	t.Helper()
	p := look{fg: -1, bg: -1}
	if s == "" {
		return p
	}
	params := strings.Split(strings.TrimSuffix(strings.TrimPrefix(s, "\x1b["), "m"), ";")
	for i := 0; i < len(params); i++ {
		n, err := strconv.Atoi(params[i])
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		switch {
		case n == 1:
			p.attr |= bold
		case n == 4:
			p.attr |= underline
		case n == 7:
			p.attr |= reverse
		case (n == 38 || n == 48) && i+2 < len(params) && params[i+1] == "5":
			c, err := strconv.Atoi(params[i+2])
			if err != nil {
				t.Fatalf("%q: %v", s, err)
			}
			if n == 38 {
				p.fg = c
			} else {
				p.bg = c
			}
			i += 2
		case n >= 30 && n <= 37:
			p.fg = n - 30
		case n >= 90 && n <= 97:
			p.fg = n - 90 + 8
		case n >= 40 && n <= 47:
			p.bg = n - 40
		default:
			t.Fatalf("%q: parameter %d is not one of ours", s, n)
		}
	}
	return p
}

// colour returns red, green and blue from 0 to 1, as xterm has them.
func colour(n int) [3]float64 {
	if n < 16 {
		base := [16]int{0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
			0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff}
		return rgb(base[n])
	}
	if n >= 232 {
		v := float64(8+10*(n-232)) / 255
		return [3]float64{v, v, v}
	}
	level := [6]float64{0, 95, 135, 175, 215, 255}
	n -= 16
	return [3]float64{level[n/36] / 255, level[n/6%6] / 255, level[n%6] / 255}
}

func rgb(v int) [3]float64 {
	return [3]float64{float64(v>>16) / 255, float64(v>>8&255) / 255, float64(v&255) / 255}
}

func hex(t *testing.T, s string) [3]float64 {
	t.Helper()
	v, err := strconv.ParseInt(s[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	return rgb(int(v))
}

// contrast is the ratio of the Web Content Accessibility Guidelines.
func contrast(a, b [3]float64) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c [3]float64) float64 {
	linear := func(v float64) float64 {
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
}
