// The form, told with the robot user: reading a Configuration as rows, changing
// single things in it, and what is saved then.

package tui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/sandbox"
	"patchbay/tui/tuitest"
)

// shop is a small Connector for the form.
const shop = `{
  "authentication": {"type": "user_input"},
  "reporting": {
    "reportTypes": [
      {
        "id": "orders",
        "title": "Orders",
        "hidden": false,
        "request": {"method": "GET", "url": "https:\/\/shop.example\/orders"},
        "metrics": {
          "groups": [
            {
              "label": "Sales",
              "fields": [
                {
                  "id": "total",
                  "label": "Total",
                  "dataType": "float.currency.value"
                }
              ]
            }
          ]
        }
      }
    ]
  },
  "defaultResponseHandler": {
    "retry": {"maxRetries": 3, "minWait": 1.50}
  }
}`

// inForm opens the shop in its form, with the rows in focus.
func inForm(t *testing.T, o tuitest.Options) *tuitest.User {
	t.Helper()
	o.Start = "SHOP"
	o.Connectors = append(o.Connectors, sandbox.Stored{
		Team: sandbox.DefaultTeam, Identifier: "SHOP", Name: sandbox.Literal(`"Shop"`), Description: sandbox.Literal(`"Orders"`), Configuration: shop,
	})
	return tuitest.Start(t, o).Press("f", "tab", "tab").Expect("› ▾ Configuration  3 members")
}

// at goes to a row by its path.
func at(u *tuitest.User, path string) *tuitest.User {
	u.Press("ctrl+g").Type(path).Press("enter")
	return u
}

// saved saves and returns what the platform holds then.
func saved(u *tuitest.User) string {
	u.Press("ctrl+s").Expect("Review").Press("y").Expect("Saved and live")
	return stored(u, "SHOP")
}

func TestReadingTheForm(t *testing.T) {
	u := inForm(t, tuitest.Options{})
	u.Expect("▸ authentication  1 member", "▸ reporting  1 member", "Name  Shop")
	u.Press("j", "j", "l", "l", "right", "l", "l", "down").Expect("▾ [0] Orders  5 members", `id: "orders"`, "hidden: false", "Report Type")
	u.Press("G").Expect("› ▸ defaultResponseHandler").Press("g").Expect("› ▾ Configuration").Press("pgdown", "home", "end", "h", "h").Expect("› ▾ Configuration")
}

// The form opens at the place one was reading.
func TestTheFormOpensWhereOneWasReading(t *testing.T) {
	u := inForm(t, tuitest.Options{}).Press("esc").Expect("SHOP of team")
	u.Press("/").Type("shop.example").Press("enter", "f").Expect("reporting.reportTypes[0].request.url", `› `, "URL: Address to call.")
	u.Press("f2").Expect("Ln 9,").Press("f2").Expect("reporting.reportTypes[0].request.url")
	u.Press("esc").Expect("SHOP of team")
}

func TestEachControlChangesOneValue(t *testing.T) {
	for _, c := range []struct {
		name, path string
		do         func(u *tuitest.User)
		was, is    string
	}{
		{"a text", "reporting.reportTypes[0].title", func(u *tuitest.User) { u.Press("enter", "end").Type(" of today").Press("enter") }, `"Orders"`, `"Orders of today"`},
		{"a text that is escaped", "reporting.reportTypes[0].request.url", func(u *tuitest.User) { u.Press("enter", "end").Type("/new").Press("enter") }, `example\/orders"`, `example\/orders/new"`},
		{"a text of two lines", "reporting.reportTypes[0].title", func(u *tuitest.User) { u.Press("enter", "alt+enter").Type("x").Press("enter") }, `"Orders"`, `"Orders\nx"`},
		{"a number", "defaultResponseHandler.retry.maxRetries", func(u *tuitest.User) { u.Press("enter").Type("0").Press("enter") }, `: 3,`, `: 30,`},
		{"yes or no", "reporting.reportTypes[0].hidden", func(u *tuitest.User) { u.Press("space") }, `"hidden": false`, `"hidden": true`},
		{"yes or no, chosen", "reporting.reportTypes[0].hidden", func(u *tuitest.User) { u.Press("enter").Expect("yes", "no").Press("up", "enter") }, `"hidden": false`, `"hidden": true`},
		{"a choice", "reporting.reportTypes[0].request.method", func(u *tuitest.User) { u.Press("enter").Expect("GET", "PUT", "DELETE").Press("down", "enter") }, `"GET"`, `"POST"`},
		{"another value than the choices", "authentication.type", func(u *tuitest.User) { u.Press("enter").Type("magic").Press("enter") }, `"user_input"`, `"magic"`},
		{"a choice completed", "authentication.type", func(u *tuitest.User) { u.Press("enter").Type("oauth1").Press("tab", "enter") }, `"user_input"`, `"oauth1"`},
		{"the key", "reporting.reportTypes[0].title", func(u *tuitest.User) { u.Press("r", "ctrl+a").Type("name").Press("enter") }, `"title"`, `"name"`},
		{"pasted over", "reporting.reportTypes[0].request", func(u *tuitest.User) { u.Paste(`{"method": "PUT"}`) }, `{"method": "GET", "url": "https:\/\/shop.example\/orders"}`, `{"method": "PUT"}`},
		{"saved while it is typed", "reporting.reportTypes[0].title", func(u *tuitest.User) { u.Press("enter").Type("!") }, `"Orders"`, `"Orders!"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			u := at(inForm(t, tuitest.Options{}), c.path)
			c.do(u)
			if got, want := saved(u), strings.Replace(shop, c.was, c.is, 1); got != want {
				t.Errorf("saved\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestANumberThatIsNoneIsRefusedAtItsPlace(t *testing.T) {
	u := at(inForm(t, tuitest.Options{}), "defaultResponseHandler.retry.minWait").Press("enter").Expect("1.50", "Shortest wait")
	u.Press("ctrl+a").Type("1,5").Press("enter").Expect("A number is written without commas")
	u.Press("ctrl+s").ExpectNot("Review", "Nothing to save").Expect("A number is written without commas")
	u.Press("esc").Expect("minWait: 1.50").ExpectNot("edited").Press("ctrl+s").Expect("Nothing to save")
}

// The main job of the form: a Field is added to a Report Type, filled in,
// renamed, duplicated, moved and removed; undone, everything is as it was.
func TestBuildingAFieldInTheForm(t *testing.T) {
	u := at(inForm(t, tuitest.Options{Height: 40}), "reporting.reportTypes[0].metrics.groups[0].fields")
	u.Press("a").Expect("[1]  3 members", "Field ID").Type("count").Press("enter").Expect(`id: "count"`, "edited")
	u.Press("j", "enter").Type("Count").Press("enter", "j", "enter").Expect("float.number.value", "example").Type("int.number.value").Press("enter")
	u.Press("h", "a").Expect("aggregationType", "How a Metric is combined").Type("agg").Press("tab", "enter").Expect("sum", "avg").Press("down", "enter").Expect(`aggregationType: "sum"`)
	want := strings.Replace(shop, `"float.currency.value"
                }`, `"float.currency.value"
                },
                {
                  "id": "count",
                  "label": "Count",
                  "dataType": "int.number.value",
                  "aggregationType": "sum"
                }`, 1)
	if got := saved(u); got != want {
		t.Fatalf("saved\n%s\nwant\n%s", got, want)
	}
	u.Press("h", "D").Expect("[2] Count", "Duplicated").Press("alt+up", "alt+up").Expect("› ▾ [0] Count")
	u.Press("l", "enter", "ctrl+a").Type("first").Press("enter", "h", "alt+down").Expect("› ▾ [1] Count", `id: "first"`)
	u.Press("x").Expect("Removed …", "(ctrl+z brings it").ExpectNot(`"first"`)
	for range 5 {
		u.Press("ctrl+z")
	}
	u.ExpectNot("edited").Press("ctrl+s").Expect("Nothing to save")
	u.Press("ctrl+y", "ctrl+y").Expect("edited", "[0] Count", "[1] Total")
	if stored(u, "SHOP") != want {
		t.Error("something was saved")
	}
}

// Undoing everything that was ever done in the form gives the stored bytes.
func TestUndoingTheWholeForm(t *testing.T) {
	u := inForm(t, tuitest.Options{})
	u.Press("a").Type("signers").Press("enter").Expect("signers  empty list").Press("a").Expect("[0]  empty object").Press("a").Type("x").Press("enter").Type("y").Press("enter").Expect(`x: "y"`)
	u.Press("h", "D", "alt+up", "h", "h", "D").Expect("signers2").Press("r").Type("!").Press("enter").Expect("signers2!").Press("delete", "ctrl+x", "ctrl+v").Expect("edited")
	for range 20 {
		u.Press("ctrl+z")
	}
	u.ExpectNot("edited").Press("ctrl+s").Expect("Nothing to save")
}

func TestTheSamePlaceInBothViews(t *testing.T) {
	u := at(inForm(t, tuitest.Options{}), "reporting.reportTypes[0].hidden").Press("f2").Expect("Ln 8, Col 9", `"hidden": false`)
	u.Press("down", "end").Press("f2").Expect("reporting.reportTypes[0].request", "› ").Press("esc").Expect("SHOP of team")
}

func TestFindingInTheForm(t *testing.T) {
	u := inForm(t, tuitest.Options{}).Press("/").Type("sales").Expect(`label: "Sales"`, "1 of 1").Press("enter").ExpectNot("1 of 1").Expect("reporting.reportTypes[0].metrics.groups[0].label")
	u.Press("/", "ctrl+a").Type("\"id\"").Press("esc").Expect("fields[0].id").Press("N").Expect("reportTypes[0].id").Press("n").Expect("fields[0].id")
	u.Press("/", "ctrl+a").Type("nowhere").Expect("not found").Press("esc", "n").Expect("Not found.")
}

func TestABrokenTextInTheForm(t *testing.T) {
	u := at(inForm(t, tuitest.Options{}), "reporting.reportTypes[0].title").Press("f2", "end", "backspace", "f2")
	u.Expect("Not JSON: mend it in the JSON (f2)").Press("j").Expect("›✗ ", "a comma is missing")
	u.Press("x").Expect("Not while the text is broken here (f2 goes there)").Press("f2").Expect("Ln 8, Col 9").Press("up", "end").Type(",").Press("f2").ExpectNot("Not JSON")
	u.Press("ctrl+s").Expect("Nothing to save")
}

// Keys that come while a large text is being read are kept, in order, and act on
// the right rows.
func TestFastKeysInALargeForm(t *testing.T) {
	var list strings.Builder
	for i := range 3000 {
		list.WriteString(`    {"id": "row` + string(rune('a'+i%26)) + `", "flag": false, "pad": "xxxxxxxxxxxxxxxxxxxxxxxxx"},` + "\n")
	}
	src := "{\n  \"flag\": false,\n  \"list\": [\n" + strings.TrimSuffix(list.String(), ",\n") + "\n  ]\n}"
	o := tuitest.Options{Start: "BIG", Connectors: []sandbox.Stored{{
		Team: sandbox.DefaultTeam, Identifier: "BIG", Name: sandbox.Literal(`"Big"`), Description: sandbox.Literal(`""`), Configuration: sandbox.Literal(src),
	}}}
	u := tuitest.Start(t, o).Press("f", "tab", "tab")
	var keys []tea.Msg
	for _, k := range []string{"j", "space", "j", "l", "j", "x", "x", "D", "alt+down", "l", "j", "enter", "end", "!", "?", "enter", "ctrl+s"} {
		keys = append(keys, tuitest.Key(k))
	}
	u.Together(keys...)
	u.Wait(time.Second).Expect("Review")
	u.Press("y").Expect("Saved and live")
	want := strings.Replace(src, "false", "true", 1)
	want = strings.Replace(want, `    {"id": "rowa", "flag": false, "pad": "xxxxxxxxxxxxxxxxxxxxxxxxx"},
    {"id": "rowb", "flag": false, "pad": "xxxxxxxxxxxxxxxxxxxxxxxxx"},
    {"id": "rowc", "flag": false, "pad": "xxxxxxxxxxxxxxxxxxxxxxxxx"},
    {"id": "rowd", "flag": false, "pad": "xxxxxxxxxxxxxxxxxxxxxxxxx"},
`, `    {"id": "rowc", "flag": false, "pad": "xxxxxxxxxxxxxxxxxxxxxxxxx"},
    {"id": "rowd", "flag": false, "pad": "xxxxxxxxxxxxxxxxxxxxxxxxx"},
    {"id": "rowc!?", "flag": false, "pad": "xxxxxxxxxxxxxxxxxxxxxxxxx"},
`, 1)
	if stored(u, "BIG") != want {
		t.Errorf("saved\n%.600s\nwant\n%.600s", stored(u, "BIG"), want)
	}
}

// What is being typed in a row is not lost by quitting.
func TestQuittingWhileAValueIsTyped(t *testing.T) {
	u := at(inForm(t, tuitest.Options{}), "reporting.reportTypes[0].title").Press("enter").Type("!").Press("ctrl+q").Expect("Quit with an unsaved edit?").Press("esc")
	u.Expect(`title: "Orders!"`)
	if u.HasQuit() {
		t.Error("quit all the same")
	}
}

func TestTheFormInTheSmallestWindow(t *testing.T) {
	u := at(inForm(t, tuitest.Options{}).Resize(60, 16), "reporting.reportTypes[0].request.method")
	u.Expect(`method: "GET"`).Press("enter").Expect("› GET", "DELETE").Press("esc", "h", "a").Expect("new key:", "type").Press("esc")
	u.Resize(20, 5).Resize(200, 60).Expect(`method: "GET"`)
}

func TestTheFormOfAReadOnlyProfile(t *testing.T) {
	u := at(inForm(t, tuitest.Options{ReadOnly: true}), "reporting.reportTypes[0].title")
	for _, key := range []string{"enter", "x", "D", "r", "a", "alt+up", "delete"} {
		u.Press(key).Expect("read-only").ExpectNot("edited")
	}
}

// What is being typed in a row is taken by whatever leaves the row.
func TestWhatIsBeingTypedComesAlong(t *testing.T) {
	for key, seen := range map[string]string{
		"f2": `"label": "Net sales"`, "f6": "Net sales", "f7": "Findings", "f8": "No findings", "ctrl+f": " Find ", "ctrl+g": "Go to", "alt+g": "Go to",
	} {
		u := inForm(t, tuitest.Options{}).Press("/").Type("sales").Press("enter", "enter", "ctrl+a").Type("Net sales")
		u.Press(key).Expect(seen, "edited", "Net sales")
	}
}
