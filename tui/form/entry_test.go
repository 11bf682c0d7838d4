// This file tests entries, controls and new values.
package form

import (
	"strings"
	"sync"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"patchbay/api/document"
	"patchbay/api/schema"
	"patchbay/assets"
	"patchbay/tui/cells"
	"patchbay/tui/text"
)

var builtIn = sync.OnceValue(func() *schema.Schema {
	s, err := schema.Parse(assets.ConnectorSchema())
	if err != nil {
		panic(err)
	}
	return s
})

// typed runs a script on an entry: words type, "<" and ">" choose, "=" completes.
func typed(e *Entry, script string) {
	for _, word := range strings.Fields(script) {
		switch word {
		case "<":
			e.Next(-1, text.Moving)
		case ">":
			e.Next(1, text.Moving)
		case "=":
			e.Complete()
		default:
			e.Field().SelectAll()
			e.Field().Insert(word)
			e.Typed()
		}
	}
}

func TestChoosing(t *testing.T) {
	choices := []Choice{{"GET", ""}, {"POST", ""}, {"PUT", ""}, {"get all", ""}}
	for _, c := range []struct {
		text    string
		freedom Freedom
		script  string
		want    string
		ok      bool
	}{
		{"GET", Anything, "", "GET", true},
		{"GET", Anything, ">", "POST", true},
		{"GET", Anything, "<", "get all", true},
		{"", Anything, ">", "GET", true},
		{"", Anything, "<", "get all", true},
		{"GET", Anything, "> > > >", "GET", true},
		{"GET", Anything, "PATCH", "PATCH", true},
		{"GET", Anything, "PATCH >", "PATCH", true},
		{"GET", Anything, "p =", "POST", true},
		{"GET", Anything, "all =", "get all", true},
		{"GET", Anything, "P > >", "PUT", true},
		{"GET", Anything, "zzz =", "zzz", true},
		{"GET", OnlyChoices, "post", "POST", true},
		{"GET", OnlyChoices, "pu", "PUT", true},
		{"GET", OnlyChoices, "p", "p", false},
		{"GET", OnlyChoices, "zzz", "zzz", false},
		{"GET", OnlyChoices, "zzz >", "zzz", false},
	} {
		e := NewEntry(Ask{Text: c.text, Choices: choices, Freedom: c.freedom})
		typed(e, c.script)
		if got, ok := e.Accept(); got != c.want || ok != c.ok {
			t.Errorf("%q, %s: %q, %v, want %q, %v", c.text, c.script, got, ok, c.want, c.ok)
		}
	}
}

func TestEntriesAreDrawnInTheirSize(t *testing.T) {
	bad := "\x1b[31m\u202e日本" + strings.Repeat("x ", 400)
	for _, a := range []Ask{
		{Label: "url:", Text: "https://x.example", Lines: ManyLines, About: "Where to call."},
		{Label: bad, Text: bad, Lines: ManyLines, About: bad},
		{Label: "n:", Choices: []Choice{{bad, bad}, {"a", ""}, {"b", "c"}}, About: bad},
	} {
		for _, size := range [][2]int{{78, 20}, {40, 8}, {20, 3}, {5, 2}, {1, 1}} {
			e := NewEntry(a)
			e.Refuse(bad)
			lines, at := e.view(plain, size[0], size[1])
			if len(lines) < 1 || len(lines) > size[1] || at == nil {
				t.Errorf("%.10q, %v: %d lines", a.Label, size, len(lines))
			}
			for _, l := range lines {
				if ansi.StringWidth(l) > size[0] && size[0] > 5 || cells.Gate(l) != l {
					t.Errorf("%.10q, %v: %.80q", a.Label, size, l)
				}
			}
		}
	}
}

func TestNumbersAreJudgedInWords(t *testing.T) {
	for s, want := range map[string]string{
		"0": "", "-0.5": "", " 1e400 ": "", "1E+2": "", "12345678901234567890.10": "",
		"": "needed", "1,5": "commas", "1 000": "commas", "+1": "plus", ".5": "before its point", "-.5": "before its point", "1.": "behind its point", "007": "zero", "x": "not a number", "true": "not a number", "1]": "not a number", "NaN": "not a number", "0x10": "not a number",
	} {
		if got := NumberFault(s); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestConverting(t *testing.T) {
	for _, c := range []struct {
		src  string
		to   document.Kind
		want string
	}{
		{`1.50`, document.String, `"1.50"`}, {`true`, document.String, `"true"`}, {`null`, document.String, `""`}, {`{"a":1}`, document.String, `""`}, {`"\u0061"`, document.String, `"\u0061"`},
		{`" 1.50 "`, document.Number, `1.50`}, {`"x"`, document.Number, `0`}, {`true`, document.Number, `0`},
		{`"Yes"`, document.True, `true`}, {`"true"`, document.True, `true`}, {`1`, document.True, `false`},
		{`"[1]"`, document.Array, `[1]`}, {`"[1]"`, document.Object, `{}`}, {`1`, document.Object, `{}`}, {`[1]`, document.Array, `[1]`}, {`{"a":1}`, document.Array, `[]`},
		{`1`, document.Null, `null`},
	} {
		tree := parse(c.src)
		if got := Converted(tree, tree.Root(), c.to); got != c.want {
			t.Errorf("%s to %v: %s, want %s", c.src, c.to, got, c.want)
		}
	}
}

func TestNewValues(t *testing.T) {
	const src = `{"reporting": {"reportTypes": [{"id": "a", "title": "A", "hidden": true}, {"title": "B", "id": "b"}]}, "mine": [{"x": 1, "y": [2]}, {"y": [], "z": 3}], "numbers": [1], "new": []}`
	tree := parse(src)
	for path, want := range map[string]string{
		"reporting.reportTypes": `{"id": "", "title": ""}`,
		"mine":                  `{"y": []}`,
		"numbers":               `0`,
		"new":                   `""`,
	} {
		n, _ := tree.Find(path)
		if got := NewItem(builtIn(), tree, n); got != want {
			t.Errorf("an item of %s: %s, want %s", path, got, want)
		}
	}
	for _, c := range []struct{ path, key, want string }{
		{"", "secrets", "{}"}, {"", "signers", "[]"}, {"", "authentication", `{"type": "user_input"}`}, {"", "unheard", `""`},
		{"reporting.reportTypes[0]", "request", "{}"}, {"reporting.reportTypes[0]", "hidden", "false"},
	} {
		n, _ := tree.Find(c.path)
		if got := NewMember(builtIn(), tree, n, c.key); got != c.want {
			t.Errorf("%s in %q: %s, want %s", c.key, c.path, got, c.want)
		}
		if got := NewMember(nil, tree, n, c.key); got != `""` {
			t.Errorf("without a schema: %s", got)
		}
	}
}

func TestKnownKeys(t *testing.T) {
	tree := parse(`{"authentication": {}, "secrets": {"items": [{"value": "x"}]}}`)
	names := func(path string) string {
		n, _ := tree.Find(path)
		var out []string
		for _, c := range KnownKeys(builtIn(), tree, n) {
			out = append(out, c.Text)
		}
		return strings.Join(out, " ")
	}
	for path, want := range map[string]string{
		"":                 "$schema dataSourceUser accounts reporting defaultResponseHandler signers",
		"secrets":          "",
		"secrets.items[0]": "id classification source component",
	} {
		if got := names(path); got != want {
			t.Errorf("%q: %s, want %s", path, got, want)
		}
	}
}
