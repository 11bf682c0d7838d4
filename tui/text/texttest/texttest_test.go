// texttest_test.go proves that the notation means what it shows.
package texttest

import (
	"testing"

	"patchbay/tui/text"
)

func TestNotation(t *testing.T) {
	for _, c := range []struct {
		marked, text string
		sel          text.Selection
	}{
		{"|", "", text.Cursor(0)},
		{"foo|bar", "foobar", text.Cursor(3)},
		{"a[bc|]d", "abcd", text.Selection{Anchor: 1, Head: 3}},
		{"a[|bc]d", "abcd", text.Selection{Anchor: 3, Head: 1}},
		{"‹1,| 2›", "[1, 2]", text.Cursor(3)},
		{"‹[1|]¦›", "[1|]", text.Selection{Anchor: 1, Head: 2}},
		{"日[本|]\n", "日本\n", text.Selection{Anchor: 3, Head: 6}},
	} {
		s, sel := Parse(c.marked)
		if s != c.text || sel != c.sel {
			t.Errorf("%q is %q with %v, want %q with %v", c.marked, s, sel, c.text, c.sel)
		}
		if got := Format(s, sel); got != c.marked {
			t.Errorf("%q is written %q", c.marked, got)
		}
		if got := Marked(Buffer(c.marked)); got != c.marked {
			t.Errorf("a buffer of %q shows %q", c.marked, got)
		}
	}
}

func TestNonsensePanics(t *testing.T) {
	for _, marked := range []string{"", "no cursor", "two||", "[no head]", "[|", "|]", "a]|[b", "[[a|]", "x|y[a]", "[a|b]"} {
		t.Run(marked, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Errorf("%q is accepted", marked)
				}
			}()
			Parse(marked)
		})
	}
}
