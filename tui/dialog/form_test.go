// These tests hold what a form does with keys, and what it shows.
package dialog

import (
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"patchbay/tui/field"
	"patchbay/tui/theme"
)

// signIn is a form like the one that asks for a credential. sent gets what was
// submitted.
func signIn(sent *[]string) *Form {
	return NewForm("Sign in", says("The credential is checked with one call before anything is kept. It is kept in memory, for this session only."),
		[]FormField{
			{Label: "Team ID", Field: field.New(field.Options{}), Check: func(s string) string {
				if strings.Trim(s, "0123456789") != "" || s == "" {
					return "A team ID is a whole number."
				}
				return ""
			}},
			{Label: "Credential", Field: field.New(field.Options{Masked: field.Dots}), Hint: "An API key from Supermetrics Hub."},
		},
		func(values []string) tea.Cmd {
			*sent = values
			return func() tea.Msg { return "sent" }
		})
}

func typeIn(t *testing.T, d Dialog, s string) {
	t.Helper()
	for _, r := range s {
		k := string(r)
		if r == ' ' {
			k = "space"
		}
		press(t, d, k)
	}
}

func TestFormScreens(t *testing.T) {
	var sent []string
	golden(t, "form", func() Dialog {
		f := signIn(&sent)
		typeIn(t, f, "936506")
		press(t, f, "enter")
		typeIn(t, f, "api_key")
		return f
	})
	golden(t, "form-error", func() Dialog {
		f := signIn(&sent)
		f.SetError("The platform refused this credential (status 401, request id 01JH2S8Q3V9W). Check that it was copied whole and belongs to this team.")
		return f
	})
	golden(t, "form-busy", func() Dialog {
		f := signIn(&sent)
		f.SetBusy("Checking the credential")
		return f
	})
	golden(t, "prompt", func() Dialog {
		return NewPrompt("Go to", "Line, line:column or path", "120", nil, nil)
	})
}

func TestEnterGoesOnAndSubmitsFromTheLastField(t *testing.T) {
	var sent []string
	f := signIn(&sent)
	typeIn(t, f, "936506")
	if out := press(t, f, "enter"); out.Then != nil || out.Close {
		t.Error("enter in the first field only goes on")
	}
	typeIn(t, f, "secret y esc ?")
	out := press(t, f, "enter")
	if out.Close || out.Then == nil {
		t.Fatal("enter in the last field submits, and the form stays")
	}
	if cmd := out.Then(); cmd() != "sent" || !reflect.DeepEqual(sent, []string{"936506", "secret y esc ?"}) {
		t.Errorf("sent %q", sent)
	}
}

func TestKeysInTextAreText(t *testing.T) {
	ran := false
	in := field.New(field.Options{})
	f := NewForm("T", nil, []FormField{{Label: "L", Field: in}}, nil, Choice{Key: "ctrl+r", Label: "read again", Stay: Stays, Do: func() tea.Cmd { ran = true; return nil }})
	for _, k := range everyKey() {
		out := press(t, f, k)
		switch {
		case k == "ctrl+r" && (out.Then == nil || out.Close):
			t.Error("ctrl+r is a choice")
		case k == "esc" && !out.Close:
			t.Error("esc closes")
		case k == "enter" && out.Then == nil:
			t.Error("enter submits")
		case k != "ctrl+r" && k != "esc" && k != "enter" && (out.Close || out.Then != nil):
			t.Errorf("%q does more than edit", k)
		}
	}
	if ran {
		t.Error("nothing runs by itself")
	}
	in.SetValue("")
	typeIn(t, f, "jkgG qyn?!/")
	if in.Value() != "jkgG qyn?!/" {
		t.Errorf("got %q", in.Value())
	}
}

func TestAFormRefusesChoicesThatATextFieldNeeds(t *testing.T) {
	for _, k := range []string{"y", "?", "/", "enter", "tab", "space", "up", "ctrl+a", "ctrl+z", "ctrl+w", "ctrl+h", "ctrl+u", "backspace", "alt+b", "f", "ctrl+left"} {
		if !panics(func() { NewForm("T", nil, nil, nil, Choice{Key: k, Label: "x"}) }) {
			t.Errorf("%q was taken as a choice", k)
		}
	}
	for _, k := range []string{"esc", "ctrl+r", "ctrl+o", "f2", "f12"} {
		if panics(func() { NewForm("T", nil, nil, nil, Choice{Key: k, Label: "x"}) }) {
			t.Errorf("%q was refused", k)
		}
	}
}

func TestTabAndArrowsMoveBetweenFields(t *testing.T) {
	f := signIn(new([]string))
	for _, c := range []struct {
		key  string
		want int
	}{{"tab", 1}, {"tab", 0}, {"shift+tab", 1}, {"shift+tab", 0}, {"down", 1}, {"down", 1}, {"up", 0}, {"up", 0}} {
		press(t, f, c.key)
		if f.focus != c.want {
			t.Errorf("%s leads to field %d, want %d", c.key, f.focus, c.want)
		}
	}
}

func TestTheFocusStartsInTheFirstEmptyField(t *testing.T) {
	full := field.New(field.Options{Text: "936506"})
	f := NewForm("T", nil, []FormField{{Label: "a", Field: full}, {Label: "b", Field: field.New(field.Options{})}}, nil)
	if f.focus != 1 {
		t.Errorf("starts in %d", f.focus)
	}
}

func TestAFailedCheckIsSaidAtItsFieldAndGoesWhenMended(t *testing.T) {
	var sent []string
	f := signIn(&sent)
	typeIn(t, f, "93x")
	press(t, f, "tab")
	if out := press(t, f, "enter"); out.Then != nil {
		t.Fatal("submitted")
	}
	if got := screen(t, f, 80, 24); !strings.Contains(got, "✗ A team ID is a whole number.") || f.focus != 0 {
		t.Errorf("focus %d\n%s", f.focus, got)
	}
	press(t, f, "backspace")
	if got := screen(t, f, 80, 24); strings.Contains(got, "✗") {
		t.Errorf("\n%s", got)
	}
}

func TestAnErrorOfTheCallerStaysWhileTyping(t *testing.T) {
	f := signIn(new([]string))
	f.SetBusy("Checking")
	f.SetError("Refused (401).")
	typeIn(t, f, "936506")
	if got := screen(t, f, 80, 24); !strings.Contains(got, "✗ Refused (401).") || strings.Contains(got, "Checking") {
		t.Errorf("\n%s", got)
	}
	press(t, f, "tab", "enter")
	if got := screen(t, f, 80, 24); strings.Contains(got, "Refused") {
		t.Errorf("submitting again clears it\n%s", got)
	}
}

func TestWhileBusyOnlyChoicesWork(t *testing.T) {
	var sent []string
	f := signIn(&sent)
	typeIn(t, f, "936506")
	f.SetBusy("Checking the credential")
	for _, k := range []string{"x", "enter", "tab", "backspace"} {
		if out := press(t, f, k); out.Close || out.Then != nil {
			t.Errorf("%s did something", k)
		}
		f.Paste("pasted")
		if got := f.Values(); got[0] != "936506" || got[1] != "" || f.focus != 0 {
			t.Errorf("%s: changed to %q, focus %d", k, got, f.focus)
		}
	}
	if _, cur := f.View(plain(), 80, 24); cur != nil {
		t.Error("no cursor while nothing can be typed")
	}
	if out := press(t, f, "esc"); !out.Close {
		t.Error("esc closes")
	}
	f.SetBusy("")
	typeIn(t, f, "7")
	if f.Values()[0] != "9365067" {
		t.Errorf("got %q", f.Values())
	}
}

func TestAPasteIsTextAndNeverSubmits(t *testing.T) {
	var sent []string
	f := signIn(&sent)
	if out := f.Paste("123\n456\r\n"); out.Close || out.Then != nil || sent != nil {
		t.Error("a paste must not submit")
	}
	if !strings.HasPrefix(f.Values()[0], "123") {
		t.Errorf("got %q", f.Values())
	}
}

func TestEnterIsANewLineInAFieldOfSeveralRows(t *testing.T) {
	var sent []string
	in := field.New(field.Options{Rows: 3})
	f := NewForm("T", nil, []FormField{{Label: "Note", Field: in, Rows: 3}}, func(v []string) tea.Cmd { sent = v; return nil })
	typeIn(t, f, "one")
	press(t, f, "enter")
	typeIn(t, f, "two")
	if in.Value() != "one\ntwo" || !strings.Contains(screen(t, f, 60, 16), "[ctrl+s] OK") {
		t.Errorf("got %q\n%s", in.Value(), screen(t, f, 60, 16))
	}
	if out := press(t, f, "ctrl+s"); out.Then == nil {
		t.Fatal("ctrl+s submits")
	} else {
		out.Then()
	}
	if !reflect.DeepEqual(sent, []string{"one\ntwo"}) {
		t.Errorf("sent %q", sent)
	}
}

func TestAPromptClosesWithAValueThatPasses(t *testing.T) {
	var got string
	p := NewPrompt("Go to", "Line", "12", func(s string) string {
		if s == "0" {
			return "Lines begin at 1."
		}
		return ""
	}, func(s string) tea.Cmd { got = s; return nil })
	typeIn(t, p, "0") // the old value is selected: typing replaces it
	if out := press(t, p, "enter"); out.Close || !strings.Contains(screen(t, p, 60, 16), "Lines begin at 1.") {
		t.Errorf("\n%s", screen(t, p, 60, 16))
	}
	press(t, p, "backspace", "7")
	out := press(t, p, "enter")
	if !out.Close || out.Then == nil || got != "" {
		t.Fatal("it must close, then run")
	}
	if out.Then(); got != "7" {
		t.Errorf("got %q", got)
	}
}

func TestCountsAreShownInCodePoints(t *testing.T) {
	in := field.New(field.Options{Limit: 10, Text: "日本語"})
	f := NewForm("T", nil, []FormField{{Label: "Name", Field: in}}, nil)
	for _, c := range []struct{ value, want string }{
		{"日本語", "3/10"}, {strings.Repeat("é", 10), "10/10"}, {strings.Repeat("é", 12), "12/10, 2 too long"},
	} {
		in.SetValue(c.value)
		if got := screen(t, f, 60, 16); !strings.Contains(got, " "+c.want+" ") {
			t.Errorf("no %q in\n%s", c.want, got)
		}
	}
}

func TestALongIntroScrollsAndFieldsStayInSight(t *testing.T) {
	f := NewForm("T", numbered(40), []FormField{{Label: "Name", Field: field.New(field.Options{Text: "value"})}}, nil)
	if got := screen(t, f, 60, 16); !strings.Contains(got, "value") || !strings.Contains(got, "[enter] OK") || !strings.Contains(got, "1–9 of 40") {
		t.Errorf("\n%s", got)
	}
	press(t, f, "pgdown")
	if got := screen(t, f, 60, 16); !strings.Contains(got, "9–17 of 40") {
		t.Errorf("\n%s", got)
	}
	press(t, f, "pgup")
	if got := screen(t, f, 60, 16); !strings.Contains(got, "1–9 of 40") {
		t.Errorf("\n%s", got)
	}
}

func TestTheFieldWithTheFocusIsSeenHoweverManyThereAre(t *testing.T) {
	var fields []FormField
	for range 20 {
		fields = append(fields, FormField{Label: "Label", Field: field.New(field.Options{})})
	}
	f := NewForm("T", says("intro"), fields, nil)
	for i := range 20 {
		fields[i].Field.SetValue("HERE")
		out, cur := compose(t, plain(), f, 60, 16)
		if cur == nil {
			t.Fatalf("field %d: no cursor", i)
		}
		if row := strings.Split(ansi.Strip(out), "\n")[cur.Y]; !strings.Contains(row, "HERE") {
			t.Errorf("field %d: the cursor stands in %q", i, row)
		}
		fields[i].Field.SetValue("")
		press(t, f, "tab")
	}
}

func TestAMaskedValueIsNeverDrawn(t *testing.T) {
	for _, th := range []theme.Theme{plain(), theme.New(theme.Light, theme.TrueColour, theme.ASCII)} {
		f := signIn(new([]string))
		press(t, f, "tab")
		f.Paste("CANARY")
		if out, _ := compose(t, th, f, 80, 24); strings.Contains(out, "CANARY") || strings.Contains(out, "ANAR") {
			t.Errorf("\n%s", out)
		}
	}
}

func TestHostileTextInAForm(t *testing.T) {
	for _, s := range hostile {
		f := NewForm(s, says(s), []FormField{
			{Label: s, Field: field.New(field.Options{Text: s, Limit: 10, Placeholder: s}), Hint: s},
			{Label: s, Field: field.New(field.Options{Text: s, Rows: 3}), Rows: 3},
		}, nil, Choice{Key: "ctrl+r", Label: s})
		checkEverySize(t, f)
		f.SetError(s)
		checkEverySize(t, f)
		f.SetBusy(s)
		checkEverySize(t, f)
	}
	checkEverySize(t, NewForm("none", nil, nil, nil))
}
