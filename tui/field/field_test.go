// field_test.go is what a person sees and does in a field. In these tests a
// view is written without colours, and the cursor as │ behind the cell before it.
package field

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"patchbay/tui/text"
	"patchbay/tui/theme"
)

var bare theme.Theme

// see returns the rows of a focused field, with │ at the cursor and the spaces
// at the end of rows left out.
func see(f *Field, w, h int) string {
	view, at := f.View(bare, w, h, Focused)
	rows := strings.Split(ansi.Strip(view), "\n")
	for y, row := range rows {
		if at != nil && y == at.Y {
			row = ansi.Cut(row, 0, at.X) + "│" + ansi.Cut(row, at.X, w)
		}
		rows[y] = strings.TrimRight(row, " ")
	}
	return strings.Join(rows, "/")
}

func press(f *Field, keys ...string) Handled {
	last := No
	for _, k := range keys {
		last = f.Press(key(k))
	}
	return last
}

// key returns the key press that is called name, or types it.
func key(name string) tea.KeyPressMsg {
	var k tea.KeyPressMsg
	for {
		mod, rest, ok := strings.Cut(name, "+")
		switch {
		case ok && mod == "ctrl":
			k.Mod |= tea.ModCtrl
		case ok && mod == "alt":
			k.Mod |= tea.ModAlt
		case ok && mod == "shift":
			k.Mod |= tea.ModShift
		default:
			codes := map[string]rune{
				"left": tea.KeyLeft, "right": tea.KeyRight, "up": tea.KeyUp, "down": tea.KeyDown, "home": tea.KeyHome, "end": tea.KeyEnd,
				"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "enter": tea.KeyEnter, "tab": tea.KeyTab, "esc": tea.KeyEscape, "f1": tea.KeyF1,
			}
			if code, ok := codes[name]; ok {
				k.Code = code
				return k
			}
			k.Code = []rune(name)[0]
			if k.Mod == 0 {
				k.Text = name
			}
			return k
		}
		name = rest
	}
}

func TestOneRow(t *testing.T) {
	for _, c := range []struct {
		name string
		text string
		keys string
		w    int
		want string
	}{
		{"empty", "", "", 8, "│"},
		{"short", "abc", "", 8, "abc│"},
		{"typing", "ac", "left b", 8, "ab│c"},
		{"full", "abcdefg", "", 8, "abcdefg│"},
		{"scrolls", "abcdefgh", "", 8, "bcdefgh│"},
		{"scrolls no further than it must", "abcdefgh", "left left", 8, "bcdef│gh"},
		{"scrolls back", "abcdefghij", "home", 8, "│abcdefgh"},
		{"back to the end", "abcdefghij", "home end", 8, "defghij│"},
		{"fills the row again", "abcdefghij", "backspace backspace", 8, "bcdefgh│"},
		{"wide", "日本語", "", 8, "日本語│"},
		{"wide, cut at the left", "日本語テ", "", 8, " 本語テ│"},
		{"wide, cut at the right", "日本語テキ", "home", 7, "│日本語"},
		{"on a wide one at the edge", "日本語テキ", "home right right right", 7, " 本語│テ"},
		{"emoji", "a👩‍👩‍👧‍👦b", "left", 8, "a👩‍👩‍👧‍👦│b"},
		{"accents", "e\u0301e\u0301", "left", 8, "e\u0301│e\u0301"},
		{"marks", "a\x1b[m\u202e", "", 14, `a␛[m\u202e│`},
		{"newline", "a\nb", "", 8, "a␊b│"},
		{"tab", "a\tb", "", 8, "a   b│"},
		{"invalid", "a\xff", "left", 8, `a│\xff`},
		{"one cell", "abc", "", 1, "│"},
		{"word left", "foo bar", "alt+b x", 12, "foo x│bar"},
		{"delete word", "foo bar", "ctrl+w", 12, "foo │"},
		{"delete to start", "foo bar", "left ctrl+u", 12, "│r"},
		{"both backspaces", "abc", "backspace ctrl+h", 12, "a│"},
		{"delete", "abc", "home delete", 12, "│bc"},
		{"select and type", "foo bar", "ctrl+a x", 12, "x│"},
		{"select by word", "foo bar", "ctrl+shift+left x", 12, "foo x│"},
		{"undo and redo", "a", "b ctrl+z ctrl+z", 12, "a│"},
		{"redo", "a", "b ctrl+z ctrl+y", 12, "ab│"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := New(Options{Text: c.text})
			see(f, c.w, 1)
			for _, k := range strings.Fields(c.keys) {
				if press(f, k) == No {
					t.Fatalf("%s means nothing", k)
				}
				see(f, c.w, 1)
			}
			if got := strings.TrimRight(see(f, c.w, 1), " "); got != strings.TrimRight(c.want, " ") {
				t.Errorf("one sees %q, want %q", got, c.want)
			}
		})
	}
}

func TestSeveralRows(t *testing.T) {
	for _, c := range []struct {
		name string
		text string
		keys string
		w, h int
		want string
	}{
		{"wraps at words", "one two three four", "", 10, 3, "one two/three/four│"},
		{"wraps long words", "abcdefghijkl", "", 6, 3, "abcde/fghij/kl│"},
		{"lines", "a\nb", "", 6, 3, "a/b│/"},
		{"last empty line", "a\n", "", 6, 3, "a/│/"},
		{"scrolls", "a\nb\nc\nd", "", 6, 2, "c/d│"},
		{"scrolls up", "a\nb\nc\nd", "up up up", 6, 2, "a│/b"},
		{"up keeps the column", "abcd\na\nabcd", "up up", 6, 3, "abcd│/a/abcd"},
		{"down again", "abcd\na\nabcd", "up up down", 6, 3, "abcd/a│/abcd"},
		{"up in a wrapped line", "one two three", "up", 9, 3, "one t│wo/three/"},
		{"up to the end of a wrapped row", "one two three\nabcdefgh", "up up", 9, 3, "one two│/three/abcdefgh"},
		{"up past wide", "日本\nabc", "up", 9, 2, "日│本/abc"},
		{"end of a wrapped row is its line's end", "one two three", "ctrl+home end", 9, 3, "one two/three│/"},
		{"newline", "ab", "left ctrl+j", 6, 3, "a/│b/"},
		{"return is seen", "a\r\nb", "", 6, 3, "a␍/b│/"},
		{"select up", "a\nb", "shift+up x", 6, 3, "ax│//"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := New(Options{Text: c.text, Rows: 3})
			see(f, c.w, c.h)
			for _, k := range strings.Fields(c.keys) {
				if press(f, k) == No {
					t.Fatalf("%s means nothing", k)
				}
				see(f, c.w, c.h)
			}
			if got := see(f, c.w, c.h); got != c.want {
				t.Errorf("one sees %q, want %q", got, c.want)
			}
		})
	}
}

func TestKeysThatAreNotTheFields(t *testing.T) {
	one, few := New(Options{Text: "a"}), New(Options{Text: "a\nb", Rows: 3})
	for _, k := range []string{"enter", "tab", "esc", "f1", "ctrl+c", "ctrl+v", "ctrl+x", "ctrl+s", "ctrl+q", "alt+x"} {
		if press(one, k) != No || press(few, k) != No {
			t.Errorf("%s is taken", k)
		}
	}
	if press(one, "up") != No || press(one, "down") != No || press(one, "ctrl+j") != No {
		t.Error("a field of one row knows rows")
	}
	if press(few, "down") != No || press(few, "up") != Yes || press(few, "up") != No {
		t.Error("up and down end in the first and last row")
	}
	if one.Value() != "a" || few.Value() != "a\nb" {
		t.Error("a key that means nothing changes the text")
	}
	if one.Press(tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}) != Yes || one.Value() != "a " {
		t.Error("space is text")
	}
}

func TestPasting(t *testing.T) {
	for _, c := range []struct {
		name, paste string
		rows        int
		want        string
	}{
		{"one line", "b c", 1, "ab c"},
		{"its line break is dropped", "T3S70\r\n", 1, "aT3S70"},
		{"newlines become spaces", "b\nc\r\nd\re", 1, "ab c d e"},
		{"rows keep them, in one spelling", "b\nc\r\nd\r", 3, "ab\nc\nd\n"},
		{"everything else is kept", "\t\x00\x1b\xff", 1, "a\t\x00\x1b\xff"},
	} {
		f := New(Options{Text: "a", Rows: c.rows})
		f.Paste(c.paste)
		if f.Value() != c.want {
			t.Errorf("%s: %q, want %q", c.name, f.Value(), c.want)
		}
		if !f.Undo() || f.Value() != "a" {
			t.Errorf("%s: one undo gives %q", c.name, f.Value())
		}
	}
}

func TestAMaskedFieldShowsAndGivesNothing(t *testing.T) {
	f := New(Options{Text: "s3cret é日 e\u0301", Masked: Dots})
	if got := see(f, 20, 1); got != "•••••••••••│" {
		t.Errorf("one sees %q", got)
	}
	if got := see(f, 6, 1); got != "•••••│" {
		t.Errorf("in six cells one sees %q", got)
	}
	f.SelectAll()
	if f.Copy() != "" || f.Cut() != "" || f.Value() == "" {
		t.Error("a masked text can be copied or cut")
	}
	press(f, "home", "alt+f")
	if got := see(f, 20, 1); got != "•••••••••••│" {
		t.Errorf("word motions tell words apart: %q", got)
	}
	press(f, "left", "left", "backspace")
	if f.Value() != "s3cret é e\u0301" {
		t.Errorf("editing gives %q", f.Value())
	}
	press(f, "ctrl+w")
	if f.Value() != " e\u0301" {
		t.Errorf("deleting a word gives %q", f.Value())
	}
	for _, th := range themes() {
		view, _ := New(Options{Text: "hunter2", Masked: Dots}).View(th, 20, 1, Focused)
		if strings.ContainsAny(ansi.Strip(view), "hunter2") {
			t.Errorf("the view shows %q", view)
		}
	}
}

func TestCopyAndCut(t *testing.T) {
	f := New(Options{Text: "foo bar"})
	f.Move(text.WordLeft, text.Extending)
	if f.Copy() != "bar" || f.Value() != "foo bar" {
		t.Errorf("copied %q", f.Copy())
	}
	if f.Cut() != "bar" || f.Value() != "foo " || f.Cut() != "" || f.Copy() != "" {
		t.Errorf("after the cut there is %q", f.Value())
	}
}

func TestLimitsCountCodePoints(t *testing.T) {
	f := New(Options{Text: "日e\u0301👍🏽", Limit: 4})
	if f.Count() != 5 || f.Over() != 1 || f.Limit() != 4 {
		t.Errorf("%d code points, %d too many", f.Count(), f.Over())
	}
	f.Insert("more")
	if f.Value() != "日e\u0301👍🏽more" || f.Over() != 5 {
		t.Errorf("over the limit one can type on: %q, %d too many", f.Value(), f.Over())
	}
	if New(Options{Text: "abc"}).Over() != 0 {
		t.Error("without a limit nothing is too much")
	}
	th := theme.New(theme.Dark, theme.Colours256, theme.Unicode)
	view, _ := New(Options{Text: "abcd", Limit: 2}).View(th, 10, 1, Blurred)
	if want := "ab" + theme.Reset + th.PaintOver(theme.Field, theme.Error) + "cd"; !strings.Contains(view, want) {
		t.Errorf("what is too much looks like the rest: %q", view)
	}
}

func TestTheValueIsNeverTouchedByShowingIt(t *testing.T) {
	for _, s := range []string{"a\r\nb\x00\xff", "\u202ehidden", "\n", "\t\t", "e\u0301"} {
		for _, rows := range []int{1, 3} {
			f := New(Options{Text: s, Rows: rows})
			for _, th := range themes() {
				f.View(th, 10, 3, Focused)
			}
			if f.Value() != s {
				t.Errorf("%q has become %q", s, f.Value())
			}
			f.SetValue("other")
			f.SetValue(s)
			if f.Value() != s {
				t.Errorf("set to %q it is %q", s, f.Value())
			}
		}
	}
}

func TestThePlaceholder(t *testing.T) {
	f := New(Options{Placeholder: "Connector identifier\x1b[2J"})
	if got := see(f, 40, 1); got != "│Connector identifier␛[2J" {
		t.Errorf("one sees %q", got)
	}
	if got := see(f, 8, 1); got != "│Connect…" {
		t.Errorf("in eight cells one sees %q", got)
	}
	if _, at := f.View(bare, 8, 1, Blurred); at != nil {
		t.Error("there is a cursor without the focus")
	}
	f.Insert("x")
	if got := see(f, 40, 1); got != "x│" {
		t.Errorf("with a text one sees %q", got)
	}
}

func TestWithoutTheFocusTheStartIsShown(t *testing.T) {
	f := New(Options{Text: "abcdefghijkl"})
	see(f, 6, 1)
	view, at := f.View(bare, 6, 1, Blurred)
	if ansi.Strip(view) != "abcdef" || at != nil {
		t.Errorf("one sees %q", view)
	}
}
