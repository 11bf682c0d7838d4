// This file tests the form of the Configuration: what its verbs make of the
// text, where they go, and what they say.
package editor

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"patchbay/api/document"
	"patchbay/api/schema"
	"patchbay/assets"
)

var builtIn = sync.OnceValue(func() *schema.Schema {
	s, err := schema.Parse(assets.ConnectorSchema())
	if err != nil {
		panic(err)
	}
	return s
})

// rows returns an editor that shows the rows of a marked Configuration, at the
// mark.
func rows(marked string) (*Model, *host) {
	m, h := open(lists(marked))
	m.tree.schema = builtIn
	m.keys = Keys{Undo: "ctrl+z", Toggle: "f2"}
	do(m, "rows")
	return m, h
}

// lists puts the signs of the notation for square brackets, which are lists in
// these tests; a selection is «so|».
func lists(s string) string {
	return strings.NewReplacer("[", "‹", "]", "›", "«", "[", "»", "]").Replace(s)
}

// laid is a Configuration for the tests of the form.
const laid = `{
  "reporting": {
    "reportTypes": [
      {
        "id": "ads",
        "hidden": true,
        "metrics": {"groups": []}
      },
      {
        "id": "keys",
        "hidden": false
      }
    ]
  },
  "secrets": {},
  "defaultResponseHandler": {"retry": {"maxRetries": 1.50, "delayType": null}}
}
`

// laidAt returns laid with the mark before a piece of it.
func laidAt(piece string) string { return strings.Replace(laid, piece, "|"+piece, 1) }

func TestTheFormChangesOneThing(t *testing.T) {
	for i, s := range []scene{
		// Values.
		{`{"a": "x|"}`, "enter 'y' accept", `{|"a": "xy"}`},
		{`{"a": "x|"}`, "enter 'y' back", `{"a": "x|"}`},
		{`{"a": "caf\u00e9|"}`, "enter accept", `{"a": "caf\u00e9|"}`},
		{`{"a": "caf\u00e9|"}`, "enter '!' accept", `{|"a": "caf\u00e9!"}`},
		{`{"a": "x|"}`, "enter linebreak 'y\"' accept", `{|"a": "x\ny\""}`},
		{`{"a": "x|"}`, `enter paste'1\r\n2' accept`, `{|"a": "x1\n2"}`},
		{`{"a": "x|"}`, "enter 'y' undo 'z' accept", `{|"a": "xz"}`},
		{`{"a": 1|.50}`, "enter accept", `{"a": 1|.50}`},
		{`{"a": 1|.50}`, "enter '1' accept", `{|"a": 1.501}`},
		{`{"a": 1|.50}`, "enter 'x' accept 'y' back", `{"a": 1|.50}`},
		{`{"a": tr|ue}`, "enter down accept", `{|"a": false}`},
		{`{"a": tr|ue}`, "enter selectall 'No' accept accept back", `{"a": tr|ue}`},
		{`{"a": tr|ue}`, "enter selectall 'f' accept", `{|"a": false}`},
		{`{"a": tr|ue}`, "flip", `{|"a": false}`},
		{`{"a": fal|se}`, "flip flip", `{|"a": false}`},
		{`{"a": nu|ll}`, "enter selectall 'text' accept 'x' accept", `{|"a": "x"}`},
		{`{"a": nu|ll}`, "enter selectall 'li' accept", `{|"a": []}`},
		{laidAt("1.50"), "enter selectall '7' accept", strings.Replace(laidAt(`"maxRetries"`), "1.50", "7", 1)},
		{laidAt("null}"), "enter 'exp' accept", strings.Replace(laidAt(`"delayType"`), "null", `"exp"`, 1)},
		{laidAt("null}"), "enter accept", laidAt("null}")},
		// Types.
		{`{"a": 1|2}`, "type selectall 'text' accept", `{|"a": "12"}`},
		{`{"a": "1|2"}`, "type selectall 'number' accept", `{|"a": 12}`},
		{`{"a": "x|"}`, "type selectall 'number' accept", `{|"a": 0}`},
		{`{"a": "x|"}`, "type selectall 'nothing' accept", `{|"a": null}`},
		{`{"a": "[1|]"}`, "type selectall 'list' accept", `{|"a": [1]}`},
		{`{"a": 1|}`, "type selectall 'yes/no' accept", `{|"a": false}`},
		{`{"a": 1|}`, "type accept", `{"a": 1|}`},
		{`{"a": {|"b": 1}}`, "left type selectall 'object' accept", `{|"a": {"b": 1}}`},
		// Keys.
		{`{"a": 1|, "b": 2}`, "rename selectall 'c' accept", `{|"c": 1, "b": 2}`},
		{`{"a": 1|, "b": 2}`, "rename selectall 'b' accept back", `{"a": 1|, "b": 2}`},
		{`{"a": 1|, "b": 2}`, "rename selectall delete accept back", `{"a": 1|, "b": 2}`},
		{`{"\u0061": 1|}`, "rename accept", `{"\u0061": 1|}`},
		// Adding.
		{`{"a": |1}`, "add 'b' accept 'x' accept", `{"a": 1, |"b": "x"}`},
		{`{"a": |1, "c": 3}`, "add 'b' accept back", `{"a": 1, |"b": "", "c": 3}`},
		{`|{"a": 1}`, "add 'a' accept back", `|{"a": 1}`},
		{`|{"a": 1}`, "add back", `|{"a": 1}`},
		{`[1, |2]`, "add accept", `[1, 2, |0]`},
		{`[{"a": "x", "b": |1}]`, "left left left add back", `[{"a": "x", "b": 1}, {|"a": "", "b": 0}]`},
		{`[|[]]`, "enter accept", `[[|""]]`},
		{laidAt(`"secrets"`), "enter 'it' complete accept", strings.Replace(laidAt(`"secrets"`), `|"secrets": {}`, "\"secrets\": {\n    |\"items\": []\n  }", 1)},
		{laidAt(`"hidden": false`), "left left left add back", strings.Replace(laid, "\"hidden\": false\n      }", "\"hidden\": false\n      },\n      {\n        |\"id\": \"\",\n        \"hidden\": false\n      }", 1)},
		{laidAt(`"groups": []`), "enter back add back", strings.Replace(laid, `"groups": []`, `"groups": [|{}]`, 1)},
		{laidAt(`"hidden": false`), "addbehind 'title' accept 'Keys' accept", strings.Replace(laid, `"hidden": false`, "\"hidden\": false,\n        |\"title\": \"Keys\"", 1)},
		// Removing, duplicating, moving.
		{laidAt(`"hidden": true`), "remove", strings.Replace(laid, "\"hidden\": true,\n        \"metrics\"", "|\"metrics\"", 1)},
		{laidAt(`"hidden": false`), "delete", strings.Replace(laid, "\"id\": \"keys\",\n        \"hidden\": false", "|\"id\": \"keys\"", 1)},
		{`{"a": |1}`, "remove", `|{}`},
		{`|{"a": 1}`, "remove", `|{"a": 1}`},
		{`{"a": |1}`, "twin", `{"a": 1, |"a2": 1}`},
		{`{"a": |1}`, "twin twin", `{"a": 1, "a2": 1, |"a22": 1}`},
		{`[1, |2, 3]`, "rowup", `[|2, 1, 3]`},
		{`[1, |2, 3]`, "rowdown", `[1, 3, |2]`},
		{`[1, |2, 3]`, "rowdown rowdown", `[1, 3, |2]`},
		{`[1, |1]`, "rowup", `[|1, 1]`},
		{`[1, |2]`, "cut", `[|1]`},
		// Copying and pasting.
		{`{"a": "caf\u00e9|", "b": 1}`, "copy down pasteinside", `{"a": "caf\u00e9", |"b": "caf\u00e9"}`},
		{`{"a": |1}`, "paste'{\"b\": [2]}'", `{|"a": {"b": [2]}}`},
		{`{"a": |1}`, "paste'hello'", `{|"a": "hello"}`},
		{`{"a": |"x"}`, "paste'12'", `{|"a": "12"}`},
		{`{"a": |"x"}`, `paste'two\nlines\n'`, `{|"a": "two\nlines"}`},
		{`{"a": |"x"}`, "paste' \"12\" '", `{|"a": "12"}`},
		{`{"a": |{}}`, "paste'hello'", `{"a": |{}}`},
		{"{\n  \"a\": |1\n}", `paste'{\n\t"b": 2\n}'`, "{\n  |\"a\": {\n    \"b\": 2\n  }\n}"},
		// A text that is broken elsewhere.
		{`{"a": tr|ue, "b": }`, "flip", `{|"a": false, "b": }`},
		{`{"a": true, "b": [1|, 2,]}`, "remove", `{"a": true, "b": [|2,]}`},
		{`{"a": true, "b": [1, 2|,]}`, "remove", `{"a": true, "b": [1, 2|,]}`},
		{`{"a": tr|u}`, "enter", `{"a": tr|u}`},
		{"|", "add", "|"},
	} {
		t.Run(fmt.Sprintf("%d_%s", i, s.script), func(t *testing.T) {
			m, _ := rows(s.before)
			start := m.buf.Text()
			do(m, s.script)
			if got := marked(m); got != lists(s.after) {
				t.Errorf("%q, %s:\n got %q\nwant %q", s.before, s.script, got, s.after)
			}
			do(m, "back")
			for range len(m.history.undo) {
				m.Undo()
				settle(m)
			}
			if !m.buf.Text().Equal(start) {
				t.Errorf("undoing it all gives %q", m.buf.Text().String())
			}
			if m.view == Form && m.Typing() != Tree {
				t.Errorf("undo leaves the focus on %d", m.Typing())
			}
		})
	}
}

func TestTheFormSaysWhatHappened(t *testing.T) {
	for _, c := range []struct{ before, script, words string }{
		{`{"a": |1}`, "remove", "Removed a (ctrl+z brings it back)."},
		{`[{"id": |"x"}]`, "left remove", "Removed [0] “x” (ctrl+z brings it back)."},
		{`[|1]`, "rename", "Only members of an object have a key"},
		{`[|1]`, "rowup", "first one already"},
		{`|{}`, "remove", "stands in nothing else"},
		{`{"a": |1}`, "flip", "Only yes/no"},
		{`{"a": |{}}`, "paste'hello'", "not JSON"},
		{`{"a": |1}`, "twin", "Duplicated as a2."},
		{`[|1]`, "twin", "unique"},
		{`{"a": |1 "b": 2}`, "remove", "Not while the text is broken here (f2 goes there). Line 1, column 9"},
		{`{"a": tr|u}`, "enter", "(f2 goes there)"},
		{`{"a": {|"b": 1}}`, "left type selectall 'text' accept", "What was in it is gone (ctrl+z brings it back)."},
		{`{"a": "` + strings.Repeat("x", maxEntry) + `|"}`, "enter", "too long for a row"},
		{"|", "remove", "nothing here yet"},
	} {
		m, h := rows(c.before)
		do(m, c.script)
		if !strings.Contains(h.last(), c.words) {
			t.Errorf("%.40q, %s: said %q, want %q", c.before, c.script, h.last(), c.words)
		}
	}
}

func TestReadOnlyRowsCannotBeChanged(t *testing.T) {
	for _, script := range []string{"enter", "flip", "add", "addbehind", "rename", "remove", "twin", "rowup", "rowdown", "type", "delete", "cut", "paste'1'"} {
		m, h := rows(`{"a": |true}`)
		m.SetAccess(ReadOnly)
		do(m, script)
		if marked(m) != `{"a": |true}` || m.Typing() != Tree || !strings.Contains(h.last(), "read-only") {
			t.Errorf("%s: %s, focus %d, said %q", script, marked(m), m.Typing(), h.last())
		}
	}
}

func TestMovingAmongRows(t *testing.T) {
	for _, c := range []struct{ before, script, after string }{
		{`|{"a": {"b": 1}, "c": 2}`, "down", `{|"a": {"b": 1}, "c": 2}`},
		{`|{"a": {"b": 1}, "c": 2}`, "down down", `{"a": {"b": 1}, |"c": 2}`},
		{`|{"a": {"b": 1}, "c": 2}`, "down right down", `{"a": {|"b": 1}, "c": 2}`},
		{`|{"a": {"b": 1}, "c": 2}`, "right", `{|"a": {"b": 1}, "c": 2}`},
		{`{"a": {"b": |1}, "c": 2}`, "left", `{|"a": {"b": 1}, "c": 2}`},
		{`{"a": {"b": |1}, "c": 2}`, "left left down", `{"a": {"b": 1}, |"c": 2}`},
		{`{"a": {"b": |1}, "c": 2}`, "left left left", `|{"a": {"b": 1}, "c": 2}`},
		{`{"a": {"b": |1}, "c": 2}`, "end", `{"a": {"b": 1}, |"c": 2}`},
		{`{"a": {"b": |1}, "c": 2}`, "home", `|{"a": {"b": 1}, "c": 2}`},
		{`|{"a": {"b": [1]}, "c": 2}`, "expandall down down down", `{"a": {"b": [|1]}, "c": 2}`},
		{`{"a": {"b": [|1]}, "c": 2}`, "collapseall", `|{"a": {"b": [1]}, "c": 2}`},
		{`{"a": {"b": [|1]}, "c": 2}`, "home collapseall down down", `{"a": {"b": [1]}, |"c": 2}`},
		{`{"a": |{"b": 1}}`, "enter down", `{"a": {|"b": 1}}`},
		{`[1, 2, |3]`, "pageup", `[1, |2, 3]`},
		{`{"a": {"b": "needle"}, "c": |2}`, "find 'needle' back", `{"a": {"b": "«needle|»"}, "c": 2}`},
		{`{"a": {"b": "needle"}, "c": |2}`, "find 'needle' back down", `{"a": {"b": "needle"}, |"c": 2}`},
		{`{"a": {"b": "needle"}, "c": "needle"|}`, "find 'needle' back findnext up", `{"a": {|"b": "needle"}, "c": "needle"}`},
	} {
		m, _ := rows(c.before)
		m.tree.rows.View(plain, 80, 2, 0, m.worstBetween, nil)
		do(m, c.script)
		if got := marked(m); got != lists(c.after) {
			t.Errorf("%s, %s:\n got %s\nwant %s", c.before, c.script, got, c.after)
		}
	}
}

// Form and JSON are always at the same place.
func TestBothViewsAreAtTheSamePlace(t *testing.T) {
	for _, c := range []struct{ before, script, after string }{
		{`{"a": {"b": "x|y"}}`, "rows", `{"a": {"b": "x|y"}}`},
		{`{"a": {"b": |1, "c": 2}}`, "down rows", `{"a": {"b": 1, |"c": 2}}`},
		{`{"a": {"b": 1|, "c": 2}}`, "rows right right right right rows up", `{"a": {|"b": 1, "c": 2}}`},
		{`{"a": |1 "b": 2}`, "remove rows", `{"a": 1 |"b": 2}`},
		{`{"a": |1 "b": 2}`, "remove down rows", `{"a": 1 |"b": 2}`},
	} {
		m, _ := rows(c.before)
		do(m, c.script)
		if got := marked(m); got != lists(c.after) {
			t.Errorf("%s, %s: %s, want %s", c.before, c.script, got, c.after)
		}
	}
	m, _ := open("|{}")
	do(m, "rows rows")
	if m.view != JSON || m.Typing() != Text {
		t.Errorf("there and back: view %d, focus %d", m.view, m.Typing())
	}
}

// What is open stays open, whatever is changed, where it comes from, and where
// it goes.
func TestWhatIsOpenStaysOpen(t *testing.T) {
	shown := func(m *Model) string {
		var out []string
		lines, _ := m.tree.rows.View(plain, 60, 12, 0, m.worstBetween, nil)
		for _, l := range lines {
			if words := strings.Fields(strings.NewReplacer("▾", "", "▸", "", "✗", "", "›", "").Replace(ansi.Strip(l))); len(words) > 0 {
				out = append(out, words[0])
			}
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct{ before, script, want string }{
		{`[{"b": |1}, {"c": 2}]`, "home remove", "Configuration [0] b: [1]"},
		{`[0, {"b": |1}, {"c": 2}]`, "left up remove", "Configuration [0] b: [1]"},
		{`[0, {"b": |1}, {"c": 2}]`, "left up twin", "Configuration [0]: [1]: [2] b: [3]"},
		{`[{"b": |1}, {"c": 2}]`, "left rowdown", "Configuration [0] [1] b:"},
		{`[{"b": |1}, {"c": 2}]`, "left down down rowup", "Configuration [0] [1] b:"},
		{`[{"b": |1}, {"c": 2}]`, "left rowdown rowup", "Configuration [0] b: [1]"},
		{`[{"b": |1}, {"c": 2}]`, "rows home ' \\n' rows", "Configuration [0] b: [1]"},
		{`[{"b": |1}, {"c": 2}]`, "rows format rows", "Configuration [0] b: [1]"},
		{`[{"b": |1}, {"c": 2}]`, "left left toggle toggle", "Configuration [0] [1]"},
		{`[[[|1]], 2]`, "left left left up toggle toggle", "Configuration [0] [0] [1]:"},
	} {
		m, _ := rows(c.before)
		do(m, c.script)
		settle(m)
		if got := shown(m); got != c.want {
			t.Errorf("%s, %s: %s, want %s", c.before, c.script, got, c.want)
		}
	}
}

// A large text is read away from the event loop. Meanwhile the form is busy,
// and nothing is done to rows of a text that is gone.
func TestALargeTextIsReadAside(t *testing.T) {
	big := `{"a": |true, "b": "` + strings.Repeat("x", 2*atOnce) + `"}`
	m, h := open(big)
	m.ToggleForm()
	work := m.Work()
	if !m.Busy() || work == nil {
		t.Fatalf("busy %v, work %v", m.Busy(), work != nil)
	}
	m.TreeFlip()
	if !strings.Contains(marked(m), "true") || !strings.Contains(h.last(), "One moment") {
		t.Errorf("said %q", h.last())
	}
	deliver(m, work())
	if m.Busy() {
		t.Fatal("still busy")
	}
	m.TreeFlip()
	if !m.Busy() || !strings.Contains(marked(m), `|"a": false`) {
		t.Fatalf("busy %v, %.40s", m.Busy(), marked(m))
	}
	stale := m.Work()
	m.Undo()
	work = m.Work()
	deliver(m, stale())
	if !m.Busy() {
		t.Error("the tree of an older text is taken")
	}
	deliver(m, work())
	m.TreeFlip()
	settle(m)
	if !strings.Contains(marked(m), `|"a": false`) {
		t.Errorf("%.40s", marked(m))
	}
	m.TreeFlip()
	m.GiveUp()
	if m.view != JSON || m.Busy() {
		t.Error("waiting was not given up")
	}
}

// An older meaning that arrives late must not take the place of a newer one.
func TestAnOlderMeaningIsDropped(t *testing.T) {
	m, _ := rows(`{"a": |true}`)
	older, rev := document.Parse(context.Background(), m.buf.Text().String()), m.Revision()
	do(m, "flip")
	m.SetMeaning(rev, older, older.Findings())
	do(m, "flip")
	if got := marked(m); got != `{|"a": true}` {
		t.Errorf("%s", got)
	}
}

func frame(m *Model) string {
	s, _ := m.View(plain, 60, 16)
	return s
}

// Nothing of a Configuration reaches the screen as it is.
func TestHostileTextInTheForm(t *testing.T) {
	bad := "\x1b[31m\u202e\u200b" + strings.Repeat("\u0301", 50) + "\x07é日本"
	src := `{` + document.Quote(bad) + `: ` + document.Quote(bad) + `, "list": [{"title": ` + document.Quote(bad) + `}], "\u001b": 1, "": 2}`
	for look, th := range themes {
		for _, script := range []string{"expandall", "down enter", "down rename", "down add", "expandall end up up up up enter"} {
			m, _ := rows("|" + src)
			do(m, script)
			for _, size := range sizes {
				s, _ := m.View(th, size[0], size[1])
				checkFrame(t, look+" "+script, s, size[0], size[1])
			}
		}
	}
}
