// These tests hold that a review shows everything before it can be confirmed,
// and that nothing but the confirmation confirms.
package dialog

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"patchbay/api/document"
	"patchbay/tui/theme"
)

func content() ReviewContent {
	return ReviewContent{
		Where: "Example Ads (team 936506, T3S70)", Origin: "https://api.supermetrics.com",
		Changed: Changed{NameBefore: "Example Ads", NameAfter: "Example Ads 2",
			DescriptionBefore: "Same", DescriptionAfter: "Same",
			Changes: []document.Change{
				{Kind: document.Changed, Dotted: "reporting.reportTypes[3].name", Before: `"Clicks"`, After: `"Clicks by day"`},
				{Kind: document.Added, Dotted: "secrets[1]", After: "{\n  \"id\": \"token\"\n}"},
				{Kind: document.Removed, Dotted: "accounts.cache", Before: "true"},
				{Kind: document.Moved, Dotted: "reporting.reportTypes[0]", FromDotted: "reporting.reportTypes[1]"},
				{Kind: document.Renamed, Dotted: "errorHandling", FromDotted: "errors"},
				{Kind: document.Respelled, Dotted: "version", Before: "1.0", After: "1.00"},
			},
			Lines: []document.DiffLine{
				{Op: document.Gap, Hidden: 10},
				{Op: document.Same, Old: 11, New: 11, Text: "  {"},
				{Op: document.Del, Old: 12, Text: `    "name": "Clicks"`},
				{Op: document.Add, New: 12, Text: `    "name": "Clicks by day"`},
				{Op: document.Add, New: 13, Text: "\t\"tab\": true\r"},
				{Op: document.Gap, Hidden: 1200},
			}},
		Findings: []document.Finding{
			{ID: "CB-SYN-002", Severity: document.Warning, Line: 12, Col: 5, Message: `The key "name" stands here twice; the platform reads the last one.`},
		},
	}
}

func withErrors(c ReviewContent) ReviewContent {
	c.Findings = append(c.Findings,
		document.Finding{ID: "CB-RPT-001", Severity: document.Error, Line: 40, Col: 1, Message: "A Report Type has no id."},
		document.Finding{ID: "CB-RPT-002", Severity: document.Error, Line: 1041, Col: 1, Message: "Two Report Types have one id."})
	return c
}

func TestReviewScreens(t *testing.T) {
	golden(t, "review", func() Dialog { return NewReview(content()) })
	golden(t, "review-errors", func() Dialog {
		r := NewReview(withErrors(content()))
		r.View(plain(), 80, 24)
		press(t, r, "end")
		return r
	})
	golden(t, "review-accepted", func() Dialog {
		r := NewReview(withErrors(content()))
		r.View(plain(), 80, 24)
		press(t, r, "!")
		return r
	})
	golden(t, "review-name-only", func() Dialog {
		return NewReview(ReviewContent{Where: "Example Ads (team 936506, T3S70)", Changed: Changed{NameBefore: "a", NameAfter: "b",
			DescriptionBefore: "", DescriptionAfter: "First line\nSecond line"}})
	})
}

func TestReviewColours(t *testing.T) {
	th := theme.New(theme.Dark, theme.TrueColour, theme.Unicode)
	box, _ := NewReview(content()).View(th, 80, 60)
	for _, want := range []string{
		"\x1b[38;5;217m- Example Ads\x1b[m", "\x1b[38;5;120m+ Example Ads 2\x1b[m",
		"\x1b[38;5;221m~ reporting.reportTypes[3].name\x1b[m",
		"\x1b[38;5;247m12 \x1b[m\x1b[38;5;217m-     \"name\": \"Clicks\"\x1b[m",
		"\x1b[1;38;5;117m[y]\x1b[m save, live at once",
	} {
		if !strings.Contains(box, want) {
			t.Errorf("%q is not in\n%q", want, box)
		}
	}
}

// answers counts what a review did.
type answers struct{ confirmed int }

func (a *answers) to(c ReviewContent) *Review {
	c.Confirm = func() tea.Cmd { a.confirmed++; return nil }
	return NewReview(c)
}

func do(out Outcome) {
	if out.Then != nil {
		out.Then()
	}
}

func TestOnlyYConfirmsAndOnlyEscGoesBack(t *testing.T) {
	for _, k := range everyKey() {
		var a answers
		r := a.to(content())
		r.View(plain(), 60, 16)
		press(t, r, "down")
		was := r.scroll.top
		out := press(t, r, k)
		do(out)
		want := answers{}
		if k == "y" {
			want.confirmed = 1
		}
		if a != want || out.Close != (k == "y" || k == "esc") {
			t.Errorf("%q: %+v, closed %v", k, a, out.Close)
		}
		if r.scroll.top != was && !slices.Contains(scrollKeys, k) {
			t.Errorf("%q scrolled and is no key that scrolls", k)
		}
	}
	var a answers
	r := a.to(content())
	r.View(plain(), 60, 16)
	do(r.Paste("y"))
	if a.confirmed != 0 {
		t.Error("a paste confirmed")
	}
}

func TestErrorsTakeTwoKeys(t *testing.T) {
	for _, c := range []struct {
		keys      string
		confirmed int
	}{
		{"y", 0}, {"y y y", 0}, {"! y", 1}, {"y ! y", 1}, {"! down end G y", 1}, {"! ! y", 1}, {"!", 0}, {"enter y", 0}, {"! enter", 0},
	} {
		var a answers
		r := a.to(withErrors(content()))
		r.View(plain(), 80, 24)
		for k := range strings.FieldsSeq(c.keys) {
			out := press(t, r, k)
			do(out)
		}
		if a.confirmed != c.confirmed {
			t.Errorf("%q: %+v", c.keys, a)
		}
	}
	var a answers
	r := a.to(content())
	r.View(plain(), 80, 24)
	if out := press(t, r, "!"); out.Close || r.accepted {
		t.Error("without errors ! does nothing")
	}
}

func TestWarningsDoNotTakeTwoKeys(t *testing.T) {
	got := screen(t, NewReview(content()), 80, 24)
	if !strings.Contains(got, "[y] save, live at once") || strings.Contains(got, "[!]") || !strings.Contains(got, "1 warning") {
		t.Errorf("\n%s", got)
	}
}

// Nothing goes live that was not shown first.
func TestYBeforeTheReviewWasDrawnDoesNothing(t *testing.T) {
	var a answers
	r := a.to(content())
	if out := press(t, r, "y"); out.Close || out.Then != nil {
		t.Error("confirmed unseen")
	}
	if out := press(t, r, "esc"); !out.Close {
		t.Error("esc always goes back")
	}
	r = a.to(withErrors(content()))
	press(t, r, "!")
	r.View(plain(), 80, 24)
	if out := press(t, r, "y"); out.Close {
		t.Error("! counted before the errors were shown")
	}
}

func TestReviewRunsItsClosuresAfterItIsGone(t *testing.T) {
	var s Stack
	c := content()
	c.Confirm = func() tea.Cmd {
		if !s.Empty() {
			t.Error("still open")
		}
		s.Push(&spy{})
		return nil
	}
	s.Push(NewReview(c))
	s.Compose(plain(), "", 80, 24)
	s.Press(key(t, "y"), at(0))
	if s.Empty() {
		t.Error("confirm did not run")
	}
	s = Stack{}
	s.Push(NewReview(content())) // without closures
	s.Compose(plain(), "", 80, 24)
	s.Press(key(t, "y"), at(0))
	if !s.Empty() {
		t.Error("y closes")
	}
}

// whole is every row of the review, without frame and choices.
func whole(t *testing.T, c ReviewContent, w int) string {
	t.Helper()
	r := NewReview(c)
	r.View(plain(), w, 16)
	rows := r.scroll.total
	box, _ := r.View(plain(), w, rows+16)
	out := ""
	for _, l := range strings.Split(ansi.Strip(box), "\n")[1 : rows+1] {
		out += strings.TrimRight(strings.TrimSuffix(strings.TrimPrefix(l, "│ "), " │"), " ") + "\n"
	}
	return out
}

func TestEveryChangedByteOfALongLineIsShown(t *testing.T) {
	c := content()
	long := strings.Repeat("0123456789", 30) + "宽宽宽 spaces   kept END"
	c.Lines = []document.DiffLine{{Op: document.Add, New: 1, Text: long}}
	joined := ""
	for row := range strings.SplitSeq(whole(t, c, 60), "\n") {
		if _, text, ok := strings.Cut(row, "+ "); ok && !strings.Contains(row, "Example") {
			joined += text
		}
	}
	if squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }; !strings.Contains(squeeze(joined), squeeze(long)) {
		t.Errorf("%q is not in\n%s", long, joined)
	}
	if p := strings.Join(pieces(long, 50), ""); p != long {
		t.Errorf("pieces lose bytes: %q", p)
	}
}

func TestAVeryLongLineIsCutWithItsSize(t *testing.T) {
	c := content()
	c.Lines = []document.DiffLine{{Op: document.Add, New: 1, Text: strings.Repeat("x", 1_234_567)}}
	if got := whole(t, c, 80); !strings.Contains(got, "  + (cut; the line has 1,234,567 bytes)") {
		t.Errorf("the size is not said in\n%s", got)
	}
}

func TestLongValuesAreCutAroundTheDifferenceWithTheirSize(t *testing.T) {
	before := `"` + strings.Repeat("a", 5000) + "OLD" + strings.Repeat("z", 5000) + `"`
	after := `"` + strings.Repeat("a", 5000) + "NEW" + strings.Repeat("z", 5000) + `"`
	got := whole(t, ReviewContent{Changed: Changed{Changes: []document.Change{{Kind: document.Changed, Dotted: "a", Before: before, After: after}}}}, 80)
	for _, want := range []string{"- …aaaaaaaaaaaaaaaaaaaaaaaaOLDzzz", "+ …aaaaaaaaaaaaaaaaaaaaaaaaNEWzzz", "… (10,005 bytes)"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestExcerpts(t *testing.T) {
	th := plain()
	for _, c := range []struct {
		name, value, other string
		w                  int
		want               string
	}{
		{"short", `"a"`, `"b"`, 40, `"a"`},
		{"nothing", "", `"b"`, 40, "(nothing)"},
		{"over lines", "{\n    \"a\": 1,\r\n    \"b\": 2\n}", "", 40, `{ "a": 1, "b": 2 }`},
		{"just fits", "0123456789", "", 10, "0123456789"},
		{"one too long", "0123456789x", "", 10, "012345678…"},
		{"with its size", strings.Repeat("x", 60), "", 30, "xxxxxxxxxxxxxxxxxx… (60 bytes)"},
		{"cut within characters", strings.Repeat("宽", 30), strings.Repeat("宽", 29) + "x", 60, "…" + strings.Repeat("宽", 9) + " (90 bytes)"},
		{"what cannot be seen", "\"\x1b[31m\u202e\"", "", 40, `"␛[31m\u202e"`},
		{"nearly no room", strings.Repeat("x", 60), "", 1, "…"},
	} {
		if got := excerpt(th, c.value, c.other, c.w); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestPathsKeepBothEnds(t *testing.T) {
	path := "reporting.reportTypes[12].request.parameters[3].value.template"
	for w := 0; w < 70; w++ {
		if got := pathText(plain(), path, w); ansi.StringWidth(got) > w {
			t.Errorf("%d cells: %q", w, got)
		}
	}
	if got := pathText(plain(), path, 30); got != "reporting…]" && (!strings.HasPrefix(got, "reporting…") || !strings.HasSuffix(got, "value.template")) {
		t.Errorf("got %q", got)
	}
	if got := pathText(plain(), "", 40); got != "the whole Configuration" {
		t.Errorf("got %q", got)
	}
}

func TestSummaries(t *testing.T) {
	for _, c := range []struct {
		content Changed
		want    string
	}{
		{Changed{}, "Nothing changes."},
		{Changed{NameAfter: "x"}, "Changes the name."},
		{Changed{NameAfter: "x", DescriptionAfter: "y"}, "Changes the name and the description."},
		{Changed{NameAfter: "x", DescriptionAfter: "y", Changes: make([]document.Change, 1)}, "Changes the name, the description and 1 place in the Configuration."},
		{Changed{Changes: make([]document.Change, 1200)}, "Changes 1,200 places in the Configuration."},
		{Changed{Lines: make([]document.DiffLine, 2)}, "Changes the layout of the Configuration."},
	} {
		if got := summary(ReviewContent{Changed: c.content})[0].Text; got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestManyFindingsAreCountedAndErrorsComeFirst(t *testing.T) {
	var list []document.Finding
	for i := range 3000 {
		list = append(list, document.Finding{ID: "CB-X", Severity: document.Warning, Line: i + 1, Col: 1, Message: "Warned."})
	}
	list = append(list, document.Finding{ID: "CB-Y", Severity: document.Error, Line: 1, Col: 1, Message: "Bad."})
	got := whole(t, ReviewContent{Findings: list}, 80)
	if !strings.Contains(got, "And 2,501 more.") || !strings.Contains(got, "1 error, 3,000 warnings") {
		t.Error("the counts are missing")
	}
	if strings.Index(got, "(CB-Y)") > strings.Index(got, "(CB-X)") {
		t.Error("errors come first")
	}
}

func large(n int) ReviewContent {
	c := content()
	c.Lines, c.Changes = nil, nil
	for i := range n {
		c.Lines = append(c.Lines, document.DiffLine{Op: document.Add, New: i + 1, Text: fmt.Sprintf(`      "key%d": "a value with some text, ä and 宽 now and then"`, i)})
		if i%10 == 0 {
			c.Changes = append(c.Changes, document.Change{Kind: document.Changed, Dotted: fmt.Sprintf("a[%d]", i), Before: "1", After: strings.Repeat("x", 2000)})
		}
	}
	return c
}

func TestTwentyThousandLinesScroll(t *testing.T) {
	r := NewReview(large(20_000))
	r.View(plain(), 80, 24)
	press(t, r, "end")
	got := screen(t, r, 80, 24)
	if !strings.Contains(got, `"key19999"`) || !strings.Contains(got, "Findings: 1 warning") {
		t.Errorf("\n%s", got)
	}
	press(t, r, "home")
	if got := screen(t, r, 80, 24); !strings.Contains(got, "T3S70") {
		t.Errorf("\n%s", got)
	}
}

func TestRowsOfAReviewAgreeWithTheirCountAtEveryWidth(t *testing.T) {
	c := withErrors(content())
	for _, s := range hostile {
		c.Lines = append(c.Lines, document.DiffLine{Op: document.Del, Old: 7, Text: s})
		c.Changes = append(c.Changes, document.Change{Kind: document.Changed, Dotted: s, Before: s, After: s + "x"})
	}
	for _, w := range []int{10, 30, 56, 76, 196} {
		for _, p := range reviewParts(c) {
			n := p.layOut(plain(), w)
			for i := range n {
				if got := p.row(plain(), i, w); ansi.StringWidth(got) > w {
					t.Errorf("%T at %d cells: row of %d: %q", p, w, ansi.StringWidth(got), got)
				}
			}
		}
	}
}

func hostileChange(s string) Changed {
	return Changed{
		NameBefore: s, NameAfter: s + "x", DescriptionBefore: "x" + s, DescriptionAfter: s,
		Changes: []document.Change{{Kind: document.Changed, Dotted: s, Before: s, After: s + s}, {Kind: document.Moved, Dotted: s, FromDotted: s}},
		Lines:   []document.DiffLine{{Op: document.Add, New: 1, Text: s}, {Op: document.Same, Text: s}, {Op: document.Gap}},
	}
}

func TestHostileTextInAReview(t *testing.T) {
	for _, s := range hostile {
		checkEverySize(t, NewReview(ReviewContent{
			Where: s, Origin: s, Changed: hostileChange(s),
			Findings: []document.Finding{{ID: s, Severity: document.Error, Message: s}},
		}))
	}
}

func BenchmarkReviewScroll(b *testing.B) {
	th := theme.New(theme.Dark, theme.TrueColour, theme.Unicode)
	r := NewReview(large(20_000))
	r.View(th, 120, 40)
	r.scroll.by(15_000)
	b.ReportAllocs()
	for b.Loop() {
		r.scroll.by(1)
		r.View(th, 120, 40)
	}
}

func BenchmarkReviewFirstView(b *testing.B) {
	th := theme.New(theme.Dark, theme.TrueColour, theme.Unicode)
	c := large(20_000)
	for b.Loop() {
		NewReview(c).View(th, 120, 40)
	}
}
