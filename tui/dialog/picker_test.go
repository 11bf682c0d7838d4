// These tests hold how a picker filters, moves and picks.
package dialog

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"patchbay/tui/theme"
)

func commands() []Item {
	return []Item{
		{Title: "Review and save", Hint: "ctrl+s"},
		{Title: "Reload", Detail: "read the Connector again", Hint: "ctrl+r", Disabled: "there is an unsaved edit"},
		{Title: "Copy path", Detail: "of the value under the cursor"},
		{Title: "Open another Connector", Hint: "esc"},
		{Title: "Format", Hint: "f4"},
		{Title: "日本語 名前", Detail: "wide characters"},
	}
}

func TestPickerScreens(t *testing.T) {
	golden(t, "picker", func() Dialog {
		p := NewPicker("Commands", commands(), nil)
		press(t, p, "down")
		return p
	})
	golden(t, "picker-filtered", func() Dialog {
		p := NewPicker("Commands", commands(), nil)
		press(t, p, "o", "p", "e", "n")
		return p
	})
	golden(t, "picker-empty", func() Dialog {
		p := NewPicker("Commands", commands(), nil)
		p.Paste("zzz")
		return p
	})
}

// picked presses keys and says which item enter picks, -1 for none.
func picked(t *testing.T, p func(pick func(int) tea.Cmd) *Picker, keys ...string) int {
	t.Helper()
	got := -1
	d := p(func(i int) tea.Cmd { got = i; return nil })
	d.View(plain(), 80, 24)
	for _, k := range keys {
		press(t, d, k)
		d.View(plain(), 80, 24)
	}
	out := press(t, d, "enter")
	if out.Close != (out.Then != nil) {
		t.Fatal("picking closes, and closing picks")
	}
	if out.Then != nil {
		if got != -1 {
			t.Fatal("picked before it was closed")
		}
		out.Then()
	}
	return got
}

func TestPickerPicks(t *testing.T) {
	of := func(pick func(int) tea.Cmd) *Picker { return NewPicker("Commands", commands(), pick) }
	for _, c := range []struct {
		keys string
		want int
	}{
		{"", 0},
		{"down down", 2},
		{"ctrl+n ctrl+n ctrl+p ctrl+n", 2},
		{"down", -1}, // cannot be picked now
		{"up", 0},
		{"ctrl+end", 5},
		{"pgdown pgup", 0},
		{"f o r", 4},
		{"F O R M", 4},
		{"o t h e r space c o n", 3},
		{"p a t h", 2},
		{"v a l u e", 2}, // the detail is looked through as well
		{"z z z", -1},
		{"z backspace f o r m", 4},
		{"名", 5},
	} {
		var keys []string
		for k := range strings.FieldsSeq(c.keys) {
			keys = append(keys, k)
		}
		if got := picked(t, of, keys...); got != c.want {
			t.Errorf("%q picks %d, want %d", c.keys, got, c.want)
		}
	}
}

func TestPickerSaysWhyAnItemCannotBePicked(t *testing.T) {
	p := NewPicker("Commands", commands(), nil)
	press(t, p, "down")
	if got := screen(t, p, 80, 24); !strings.Contains(got, "Not now: there is an unsaved edit") {
		t.Errorf("\n%s", got)
	}
}

func TestPickerMarksWhatMatchedAndWhatIsSelected(t *testing.T) {
	p := NewPicker("Commands", commands(), nil)
	p.Paste("名前")
	th := theme.New(theme.Dark, theme.NoColour, theme.Unicode)
	box, _ := p.View(th, 80, 24)
	if want := th.PaintOver(theme.Selected, theme.Match) + "名"; !strings.Contains(box, want) {
		t.Errorf("%q is not in %q", want, box)
	}
	if !strings.Contains(ansi.Strip(box), "› 日本語 名前") {
		t.Errorf("\n%s", ansi.Strip(box))
	}
}

func TestEscClosesAPickerWhateverWasTyped(t *testing.T) {
	p := NewPicker("Commands", commands(), func(int) tea.Cmd { t.Error("picked"); return nil })
	press(t, p, "x")
	if out := press(t, p, "esc"); !out.Close || out.Then != nil {
		t.Error("esc closes and picks nothing")
	}
}

func TestPickerScrollsWithTheSelection(t *testing.T) {
	var items []Item
	for i := range 1000 {
		items = append(items, Item{Title: fmt.Sprintf("item %d", i)})
	}
	p := NewPicker("Many", items, nil)
	screen(t, p, 60, 16)
	for range 20 {
		press(t, p, "down")
	}
	if got := screen(t, p, 60, 16); !strings.Contains(got, "› item 20 ") || !strings.Contains(got, " of 1,000") {
		t.Errorf("\n%s", got)
	}
	press(t, p, "ctrl+end")
	if got := screen(t, p, 60, 16); !strings.Contains(got, "› item 999 ") {
		t.Errorf("\n%s", got)
	}
	press(t, p, "pgup")
	for range 100 {
		press(t, p, "up")
	}
	if got := screen(t, p, 60, 16); !strings.Contains(got, "› item 889 ") {
		t.Errorf("\n%s", got)
	}
}

func TestNewItemsKeepWhatWasTyped(t *testing.T) {
	p := NewPicker("Commands", commands(), nil)
	p.Paste("new")
	p.SetItems([]Item{{Title: "old"}, {Title: "a new one"}})
	if got := screen(t, p, 60, 16); !strings.Contains(got, "› a new one") || strings.Contains(got, "old") {
		t.Errorf("\n%s", got)
	}
}

func TestPickerCursorStandsInItsInput(t *testing.T) {
	p := NewPicker("Commands", commands(), nil)
	p.Paste("宽x")
	out, cur := compose(t, plain(), p, 60, 16)
	if cur == nil {
		t.Fatal("no cursor")
	}
	row := strings.Split(ansi.Strip(out), "\n")[cur.Y]
	if left := ansi.Cut(row, 0, cur.X); !strings.HasSuffix(left, "宽x") {
		t.Errorf("left of the cursor stands %q", left)
	}
}

func TestHostileTextInAPicker(t *testing.T) {
	for _, s := range hostile {
		p := NewPicker(s, []Item{{Title: s, Detail: s, Hint: s}, {Title: "x", Disabled: s}, {Detail: s}}, nil)
		checkEverySize(t, p)
		p.Paste(s)
		press(t, p, "down")
		checkEverySize(t, p)
	}
	checkEverySize(t, NewPicker("none", nil, nil))
}
