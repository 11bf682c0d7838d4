// These tests hold how boxes lie over a screen.
package dialog

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

func TestComposeLaysTheBoxInTheMiddle(t *testing.T) {
	var s Stack
	s.Push(&spy{cur: tea.NewCursor(1, 1)})
	got, cur := s.Compose(plain(), "aaaaaaaaaa\nbbbbbbbbbb\nccc\ndddddddddd\neeeeeeeeeeTOO LONG", 10, 5)
	want := strings.Join([]string{"aaaaaaaaaa", "bbb+--+bbb", "ccc|ab|", "ddd+--+ddd", "eeeeeeeeee"}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if cur == nil || cur.X != 4 || cur.Y != 2 {
		t.Errorf("cursor %v", cur)
	}
}

func TestComposeFillsAScreenThatHasTooFewRows(t *testing.T) {
	var s Stack
	s.Push(&spy{})
	got, _ := s.Compose(plain(), "", 6, 5)
	if want := "\n +--+\n |ab|\n +--+\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheFrontOwnsTheCursorEvenWithoutOne(t *testing.T) {
	var s Stack
	s.Push(&spy{cur: tea.NewCursor(0, 0)})
	s.Push(&spy{})
	if _, cur := s.Compose(plain(), "", 20, 10); cur != nil {
		t.Errorf("cursor of the dialog below: %v", cur)
	}
	given := tea.NewCursor(2, 1)
	s.Push(&spy{cur: given})
	if _, cur := s.Compose(plain(), "", 20, 10); cur == nil || cur == given || *given != *tea.NewCursor(2, 1) {
		t.Errorf("the dialog's own cursor must stay as it is: %v %v", cur, given)
	}
	s.Push(&spy{cur: tea.NewCursor(9, 9)})
	if _, cur := s.Compose(plain(), "", 20, 10); cur != nil {
		t.Errorf("a cursor outside its box: %v", cur)
	}
}

func TestTheFrontLiesOverTheOthers(t *testing.T) {
	var s Stack
	s.Push(&spy{box: "11111\n11111\n11111"})
	s.Push(&spy{box: "222"})
	got, _ := s.Compose(plain(), ".......\n.......\n.......", 7, 3)
	if want := ".11111.\n.12221.\n.11111."; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestColoursOfTheScreenEndAtTheBoxAndGoOnBehindIt(t *testing.T) {
	red, bold := "\x1b[31m", "\x1b[1m"
	for _, c := range []struct{ name, row, want string }{
		{"a colour that goes on", red + "abcdefgh" + theme.Reset, red + "ab" + theme.Reset + "[--]" + red + "gh" + theme.Reset},
		{"a colour that ended", red + "a" + theme.Reset + "bcdefgh", red + "a" + theme.Reset + "b[--]gh"},
		{"a colour that begins under the box", "abc" + red + "defgh" + theme.Reset, "ab[--]" + red + "gh" + theme.Reset},
		{"one that begins and ends under it", "abc" + red + "d" + theme.Reset + "efgh", "ab[--]gh"},
		{"two that add up", bold + "a" + red + "bcdefgh", bold + "a" + red + "b" + theme.Reset + "[--]" + bold + red + "gh"},
		{"a short row", red + "a" + theme.Reset, red + "a" + theme.Reset + " [--]"},
		{"wide characters cut at both edges", "a宽宽宽b", "a [--] b"},
		{"wide characters that just fit", "宽宽宽宽", "宽[--]宽"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := lay(c.row, "[--]", 2, 4); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestABoxThatIsTooLargeIsCut(t *testing.T) {
	var s Stack
	s.Push(&spy{box: strings.Repeat("\x1b[31m"+strings.Repeat("x", 50)+"\n", 50)})
	got, _ := s.Compose(plain(), "", 7, 3)
	checkFrame(t, got, 7, 3)
	if ansi.Strip(got) != "xxxxxxx\nxxxxxxx\nxxxxxxx" {
		t.Errorf("got %q", got)
	}
}

// Whatever the screen holds, the box stands in its column and the row keeps
// its width.
func FuzzLay(f *testing.F) {
	for _, s := range append(hostile, "plain text", "\x1b[31mred\x1b[m", "日本語テキスト", "a\x1b[1;38;5;117mbold") {
		f.Add(s, 3, 4)
	}
	f.Fuzz(func(t *testing.T, raw string, x, bw int) {
		if x < 0 || x > 100 || bw < 1 || bw > 100 {
			return
		}
		row := cleanButSGR(raw)
		got := lay(row, strings.Repeat("#", bw), x, bw)
		text := ansi.Strip(got)
		left := walk(text, place{}, x)
		if left.col != x || !strings.HasPrefix(text[left.at:], strings.Repeat("#", bw)) {
			t.Fatalf("%q at %d: %q", row, x, got)
		}
		if want := max(ansi.StringWidth(row), x+bw); ansi.StringWidth(text) != want {
			t.Fatalf("%q at %d, %d cells: %q is %d cells, want %d", row, x, bw, got, ansi.StringWidth(text), want)
		}
	})
}

func BenchmarkCompose(b *testing.B) {
	th := theme.New(theme.Dark, theme.TrueColour, theme.Unicode)
	row := th.Paint(theme.Faint, " 123 ") + th.Paint(theme.Key, `"name"`) + ": " + th.Paint(theme.String, `"a value of a usual length, as it stands on a line"`) + ","
	base := strings.Repeat(row+strings.Repeat(" ", 40)+"\n", 40)
	body := func() []Line {
		var out []Line
		for range 80 {
			out = append(out, Line{Text: "A line of text that says something about what happened and what can be done now."})
		}
		return out
	}
	var s Stack
	s.Push(NewMessage("What happened", Trouble, body, Choice{Key: "r", Label: "retry"}, Choice{Key: "c", Label: "copy"}))
	b.ReportAllocs()
	for b.Loop() {
		s.Compose(th, base, 120, 40)
	}
}

// cleanButSGR is a row as screens draw them: cleaned text with some colour.
func cleanButSGR(raw string) string {
	text := cells.Clean(raw)
	if len(text) > 2 {
		end := walk(text, place{}, len(text)/2)
		return "\x1b[31m" + text[:end.at] + theme.Reset + text[end.at:]
	}
	return text
}
