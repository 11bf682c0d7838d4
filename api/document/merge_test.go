// Three-way merge, place by place: what comes out, what is taken, what clashes.

package document

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// merge merges three texts and settles every clash with one choice.
func merge(tb testing.TB, base, mine, theirs string, choice Choice) (string, *Merged) {
	tb.Helper()
	m, err := Merge(context.Background(), parse(base), parse(mine), parse(theirs))
	if err != nil {
		tb.Fatal(err)
	}
	out, err := m.Text(all(m, choice))
	if err != nil {
		tb.Fatalf("%v\nbase   %s\nmine   %s\ntheirs %s", err, base, mine, theirs)
	}
	return out, m
}

func all(m *Merged, choice Choice) []Settle {
	out := make([]Settle, len(m.Clashes))
	for i := range out {
		out[i].Choice = choice
	}
	return out
}

// listed lists changes as "kind path (from path)".
func listed(changes []Change) string {
	var out []string
	for _, c := range changes {
		s := fmt.Sprintf("%v %s", c.Kind, c.Dotted)
		if c.FromDotted != "" {
			s += " from " + c.FromDotted
		}
		out = append(out, s)
	}
	return strings.Join(out, " | ")
}

// clashing lists clashes as "kind path: base, mine, theirs".
func clashing(m *Merged) string {
	var out []string
	for _, c := range m.Clashes {
		s := fmt.Sprintf("%v %s:", c.Kind, c.Dotted)
		for i, w := range []Written{c.Base, c.Mine, c.Theirs} {
			if i > 0 {
				s += ","
			}
			if s += " "; w.There {
				s += w.Text
			} else {
				s += "–"
			}
		}
		out = append(out, s)
	}
	return strings.Join(out, " | ")
}

func TestMerge(t *testing.T) {
	const fields = `[{"id":"a","label":"A"},{"id":"b","label":"B"},{"id":"c","label":"C"}]`
	for _, c := range []struct{ did, base, mine, theirs, want, taken, clash string }{
		// Values.
		{"each changed another value", `{"a":1,"b":2}`, `{"a":9,"b":2}`, `{"a":1,"b":8}`, `{"a":9,"b":8}`, "changed b", ""},
		{"both changed one alike", `{"a":1,"b":0}`, `{"a":2,"b":0}`, `{"a":2,"b":1}`, `{"a":2,"b":1}`, "changed b", ""},
		{"both changed one", `{"a":1}`, `{"a":2}`, `{"a":3}`, `{"a":2}`, "", "changed by both a: 1, 2, 3"},
		{"both changed it to the same number", `{"a":1}`, `{"a":2.0}`, `{"a":2}`, `{"a":2.0}`, "", ""},
		{"mine spelt it otherwise, theirs changed it", `{"a":1}`, `{"a":1.0}`, `{"a":2}`, `{"a":2}`, "changed a", ""},
		{"theirs spelt it otherwise, mine changed it", `{"a":1}`, `{"a":2}`, `{"a":1.0}`, `{"a":2}`, "", ""},
		{"theirs alone spelt it otherwise", `{"a":"\u00e9","b":1}`, `{"a":"\u00e9","b":2}`, `{"a":"é","b":1}`, `{"a":"é","b":2}`, "respelled a", ""},
		{"both spelt it otherwise", `{"a":"\u00e9/","b":1}`, `{"a":"é/","b":1}`, `{"a":"\u00e9\/","b":2}`, `{"a":"é/","b":2}`, "changed b", ""},
		{"theirs made an object of a text", `{"a":"x","b":1}`, `{"a":"x","b":2}`, `{"a":{"source":"x"},"b":1}`, `{"a":{"source":"x"},"b":2}`, "changed a", ""},
		{"theirs made a list of an object mine edited", `{"a":{"x":1}}`, `{"a":{"x":2}}`, `{"a":[1]}`, `{"a":{"x":2}}`, "", `changed by both a: {"x":1}, {"x":2}, [1]`},
		{"null is not missing", `{"a":null,"b":1}`, `{"b":1}`, `{"a":"x","b":1}`, `{"b":1}`, "", `removed here, changed there a: null, –, "x"`},
		{"theirs took away what is null here", `{"a":1,"b":1}`, `{"a":null,"b":1}`, `{"b":1}`, `{"a":null,"b":1}`, "", "changed here, removed there a: 1, null, –"},
		{"the outermost value became another", `{"a":1}`, `{"a":2}`, `[1]`, `{"a":2}`, "", `changed by both : {"a":1}, {"a":2}, [1]`},

		// Members.
		{"each added a member", `{"a":1}`, `{"a":1,"m":2}`, `{"a":1,"t":3}`, `{"a":1,"m":2,"t":3}`, "added t", ""},
		{"each added one in front", `{"a":1}`, `{"m":2,"a":1}`, `{"t":3,"a":1}`, `{"m":2,"t":3,"a":1}`, "added t", ""},
		{"both added one alike", `{"a":1}`, `{"a":1,"n":{"x":1,"y":2}}`, `{"a":1,"n":{"y":2,"x":1.0}}`, `{"a":1,"n":{"x":1,"y":2}}`, "", ""},
		{"both added one differently", `{"a":1}`, `{"a":1,"n":2}`, `{"a":1,"n":3}`, `{"a":1,"n":2}`, "", "added by both n: –, 2, 3"},
		{"theirs removed one", `{"a":1,"b":2,"c":3}`, `{"a":9,"b":2,"c":3}`, `{"a":1,"c":3}`, `{"a":9,"c":3}`, "removed b", ""},
		{"theirs removed the last one", `{"a":1,"b":2}`, `{"a":9,"b":2}`, `{"a":1}`, `{"a":9}`, "removed b", ""},
		{"theirs removed the only one, mine added one", `{"o":{"a":1}}`, `{"o":{"a":1,"b":2}}`, `{"o":{}}`, `{"o":{"b":2}}`, "removed o.a", ""},
		{"both removed one", `{"a":1,"b":2}`, `{"a":1}`, `{"a":3}`, `{"a":3}`, "changed a", ""},
		{"all gone", `{"o":{"a":1,"b":2}}`, `{"o":{"b":2}}`, `{"o":{"a":1}}`, `{"o":{}}`, "removed o.b", ""},
		{"removed there, edited inside here", `{"o":{"a":1},"p":1}`, `{"o":{"a":2},"p":1}`, `{"p":1}`, `{"o":{"a":2},"p":1}`, "", `changed here, removed there o: {"a":1}, {"a":2}, –`},
		{"removed here, edited inside there", `{"o":{"a":1},"p":1}`, `{"p":1}`, `{"o":{"a":2},"p":1}`, `{"p":1}`, "", `removed here, changed there o: {"a":1}, –, {"a":2}`},
		{"removed here, only respelt there", `{"o":{"a":1,"b":2},"p":1}`, `{"p":1}`, `{"o":{"b":2.0,"a":1},"p":1}`, `{"p":1}`, "", ""},
		{"removed here, more of it removed there", `{"o":{"a":1,"b":2},"p":1}`, `{"p":1}`, `{"o":{"a":1},"p":1}`, `{"p":1}`, "", `removed here, changed there o: {"a":1,"b":2}, –, {"a":1}`},
		{"renamed here, edited there", `{"auth":{"type":"x"},"p":1}`, `{"authentication":{"type":"x"},"p":1}`, `{"auth":{"type":"y"},"p":1}`, `{"authentication":{"type":"y"},"p":1}`, `changed auth.type`, ""},
		{"edited here, renamed there", `{"auth":{"type":"x"},"p":1}`, `{"auth":{"type":"y"},"p":1}`, `{"authentication":{"type":"x"},"p":1}`, `{"authentication":{"type":"y"},"p":1}`, `renamed authentication from auth`, ""},
		{"removed here, renamed there", `{"a":{"x":1},"p":1}`, `{"p":1}`, `{"b":{"x":1},"p":1}`, `{"p":1}`, "", `removed here, changed there b: {"x":1}, –, {"x":1}`},
		{"renamed by both alike", `{"auth":{"type":"x"},"p":1}`, `{"authentication":{"type":"x"},"p":1}`, `{"authentication":{"type":"x"},"p":2}`, `{"authentication":{"type":"x"},"p":2}`, "changed p", ""},
		{"renamed by both differently", `{"a":{"x":1}}`, `{"m":{"x":1}}`, `{"t":{"x":1}}`, `{"m":{"x":1}}`, "", `renamed by both m: "a", "m", "t"`},
		{"renamed here to what theirs added", `{"a":"text","b":1}`, `{"n":"text","b":1}`, `{"a":"text","b":1,"n":5}`, `{"n":"text","b":1}`, "", `added by both : {"a":"text","b":1}, {"n":"text","b":1}, {"a":"text","b":1,"n":5}`},
		{"renamed here to what mine added and theirs renamed it to", `{"a":{"x":1}}`, `{"m":{"x":1},"t":1}`, `{"t":{"x":1}}`, `{"m":{"x":1},"t":1}`, "", `added by both : {"a":{"x":1}}, {"m":{"x":1},"t":1}, {"t":{"x":1}}`},
		{"a text renamed here, left alone there", `{"a":"x","b":1}`, `{"n":"x","b":1}`, `{"a":"x","b":2}`, `{"n":"x","b":2}`, "changed b", ""},
		{"a text renamed there, left alone here", `{"a":"x","b":1}`, `{"a":"x","b":2}`, `{"n":"x","b":1}`, `{"n":"x","b":2}`, "renamed n from a", ""},
		{"a short text came under another key here, changed there", `{"response":{"type":"JSON"}}`, `{"response":{"format":"JSON"}}`, `{"response":{"type":"CSV"}}`, `{"response":{"format":"JSON"}}`, "", `removed here, changed there response.type: "JSON", –, "CSV"`},
		{"a short text changed here, came under another key there", `{"id":"cost","label":"Cost","type":"float"}`, `{"id":"cost","label":"Cost (EUR)","type":"float"}`, `{"id":"cost","type":"float","group":"Cost"}`, `{"id":"cost","label":"Cost (EUR)","type":"float","group":"Cost"}`, "added group", `changed here, removed there label: "Cost", "Cost (EUR)", –`},
		{"a short text came under another key here, removed there", `{"label":"Cost","b":1}`, `{"group":"Cost","b":1}`, `{"b":1}`, `{"group":"Cost","b":1}`, "", ""},
		{"a long text renamed here, edited there", `{"url":"https://api.harbor.example/v1/ads"}`, `{"endpoint":"https://api.harbor.example/v1/ads"}`, `{"url":"https://api.harbor.example/v2/ads"}`, `{"endpoint":"https://api.harbor.example/v2/ads"}`, "changed url", ""},
		{"a long text that stands there twice, renamed here, edited there", `{"a":{"url":"https://api.harbor.example/v1/ads"},"b":{"url":"https://api.harbor.example/v1/ads"}}`, `{"a":{"endpoint":"https://api.harbor.example/v1/ads"},"b":{"url":"https://api.harbor.example/v1/ads"}}`, `{"a":{"url":"https://api.harbor.example/v2/ads"},"b":{"url":"https://api.harbor.example/v1/ads"}}`, `{"a":{"endpoint":"https://api.harbor.example/v1/ads"},"b":{"url":"https://api.harbor.example/v1/ads"}}`, "", `removed here, changed there a.url: "https://api.harbor.example/v1/ads", –, "https://api.harbor.example/v2/ads"`},
		{"a switch under another key is another switch", `{"a":true}`, `{"b":true}`, `{"a":false}`, `{"b":true}`, "", "removed here, changed there a: true, –, false"},
		{"theirs escaped a key", `{"é":1,"b":1}`, `{"é":1,"b":2}`, `{"\u00e9":1,"b":1}`, `{"\u00e9":1,"b":2}`, `respelled ["é"]`, ""},
		{"theirs sorted the keys", `{"b":1,"a":2,"c":3}`, `{"b":1,"a":2,"c":9}`, `{"a":2,"b":1,"c":3}`, `{"a":2,"b":1,"c":9}`, "respelled ", ""},
		{"both sorted, in their own way", `{"b":1,"a":2,"c":3}`, `{"c":3,"b":1,"a":2}`, `{"a":2,"b":1,"c":4}`, `{"c":4,"a":2,"b":1}`, "respelled  | changed c", ""},

		{"members moved around each other", `{"a":1,"b":2,"c":3}`, `{"b":2,"n":0,"a":1,"c":3}`, `{"a":1,"c":4,"b":2}`, `{"b":2,"n":0,"a":1,"c":4}`, "changed c", ""},
		{"theirs spaced out what it added", `{"a":1,"l":[]}`, `{"a":2,"l":[]}`, `{"a":1,"l":[ 1 ],  "t" :3}`, `{"a":2,"l":[ 1 ],  "t" :3}`, "added l[0] | added t", ""},

		// Keys that stand several times.
		{"a repeated key left alone", `{"a":1,"a":2,"b":1}`, `{"a":1,"a":2,"b":2}`, `{"a":1,"a":2,"b":1,"c":1}`, `{"a":1,"a":2,"b":2,"c":1}`, "added c", ""},
		{"mine resolved a repeated key", `{"a":1,"a":2,"b":1}`, `{"a":2,"b":1}`, `{"a":1,"a":2,"b":5}`, `{"a":2,"b":5}`, "changed b", ""},
		{"theirs changed one of two", `{"a":1,"a":2,"b":1}`, `{"a":1,"a":2,"b":2}`, `{"a":1,"a":3,"b":1}`, `{"a":1,"a":3,"b":2}`, "changed a", ""},
		{"both changed a repeated key", `{"o":{"a":1,"a":2}}`, `{"o":{"a":2}}`, `{"o":{"a":1,"a":3}}`, `{"o":{"a":2}}`, "", `changed by both, with a repeated key o: {"a":1,"a":2}, {"a":2}, {"a":1,"a":3}`},
		{"mine repeated a key theirs changed", `{"o":{"a":1}}`, `{"o":{"a":1,"a":2}}`, `{"o":{"a":5}}`, `{"o":{"a":1,"a":2}}`, "", `changed by both, with a repeated key o: {"a":1}, {"a":1,"a":2}, {"a":5}`},

		// Lists of items with a name.
		{"each added an item", fields, strings.Replace(fields, `]`, `,{"id":"m"}]`, 1), strings.Replace(fields, `]`, `,{"id":"t"}]`, 1), strings.Replace(fields, `]`, `,{"id":"m"},{"id":"t"}]`, 1), "added [3]", ""},
		{"each added one in another place", fields, strings.Replace(fields, `[`, `[{"id":"m"},`, 1), strings.Replace(fields, `,{"id":"c"`, `,{"id":"t"},{"id":"c"`, 1), `[{"id":"m"},{"id":"a","label":"A"},{"id":"b","label":"B"},{"id":"t"},{"id":"c","label":"C"}]`, "added [2]", ""},
		{"both added one alike", fields, strings.Replace(fields, `]`, `,{"id":"n","v":1}]`, 1), strings.Replace(fields, `[`, `[{"v":1,"id":"n"},`, 1), strings.Replace(fields, `]`, `,{"id":"n","v":1}]`, 1), "", ""},
		{"both added one id", fields, strings.Replace(fields, `]`, `,{"id":"n","v":1}]`, 1), strings.Replace(fields, `]`, `,{"id":"n","v":2}]`, 1), strings.Replace(fields, `]`, `,{"id":"n","v":1}]`, 1), "", `added by both [3]: –, {"id":"n","v":1}, {"id":"n","v":2}`},
		{"theirs moved the item mine edited", fields, strings.Replace(fields, `"C"`, `"Sea"`, 1), `[{"id":"c","label":"C"},{"id":"a","label":"A"},{"id":"b","label":"B"}]`, `[{"id":"c","label":"Sea"},{"id":"a","label":"A"},{"id":"b","label":"B"}]`, "moved [0] from [2]", ""},
		{"mine moved the item theirs edited", fields, `[{"id":"c","label":"C"},{"id":"a","label":"A"},{"id":"b","label":"B"}]`, strings.Replace(fields, `"C"`, `"Sea"`, 1), `[{"id":"c","label":"Sea"},{"id":"a","label":"A"},{"id":"b","label":"B"}]`, "changed [2].label", ""},
		{"theirs reordered, mine added", fields, strings.Replace(fields, `]`, `,{"id":"m"}]`, 1), `[{"id":"c","label":"C"},{"id":"a","label":"A"},{"id":"b","label":"B"}]`, `[{"id":"c","label":"C"},{"id":"a","label":"A"},{"id":"b","label":"B"},{"id":"m"}]`, "moved [0] from [2]", ""},
		{"each moved another one", `["a","b","c","d","e"]`, `["b","a","c","d","e"]`, `["a","b","c","e","d"]`, `["b","a","c","e","d"]`, "moved [4] from [3]", ""},
		{"both moved one differently", `["a","b","c"]`, `["b","a","c"]`, `["b","c","a"]`, `["b","a","c"]`, "", `moved by both : ["a","b","c"], ["b","a","c"], ["b","c","a"]`},
		{"both moved several, some of them alike", `["a","b","c","d"]`, `["d","c","b","a"]`, `["d","b","c","a"]`, `["d","c","b","a"]`, "", ""},
		{"both moved several, in their own order", `["a","b","c","d","e","f"]`, `["f","e","a","b","c","d"]`, `["e","f","a","b","c","d"]`, `["f","e","a","b","c","d"]`, "", `moved by both : ["a","b","c","d","e","f"], ["f","e","a","b","c","d"], ["e","f","a","b","c","d"]`},
		{"moved around each other", `["a","b","c"]`, `["b","a","c"]`, `["a","c","b"]`, `["b","a","c"]`, "", `moved by both : ["a","b","c"], ["b","a","c"], ["a","c","b"]`},
		{"both moved one alike", `{"l":["a","b","c"],"x":1}`, `{"l":["b","c","a"],"x":1}`, `{"l":["b","c","a","d"],"x":1}`, `{"l":["b","c","a","d"],"x":1}`, "added l[3]", ""},
		{"mine renamed the id, theirs edited the rest", fields, strings.Replace(fields, `"id":"b"`, `"id":"bee"`, 1), strings.Replace(fields, `"B"`, `"Bee"`, 1), `[{"id":"a","label":"A"},{"id":"bee","label":"Bee"},{"id":"c","label":"C"}]`, "changed [1].label", ""},
		{"renamed here to the id of what theirs added", `[{"id":"a","l":{"x":1}}]`, `[{"id":"z","l":{"x":1}}]`, `[{"id":"a","l":{"x":1}},{"id":"z","l":{"x":2}}]`, `[{"id":"z","l":{"x":1}}]`, "", `added by both : [{"id":"a","l":{"x":1}}], [{"id":"z","l":{"x":1}}], [{"id":"a","l":{"x":1}},{"id":"z","l":{"x":2}}]`},
		{"renamed by each to one id", `[{"id":"a","v":1},{"id":"b","v":2}]`, `[{"id":"z","v":1},{"id":"b","v":2}]`, `[{"id":"a","v":1},{"id":"z","v":2}]`, `[{"id":"z","v":1},{"id":"b","v":2}]`, "", `added by both : [{"id":"a","v":1},{"id":"b","v":2}], [{"id":"z","v":1},{"id":"b","v":2}], [{"id":"a","v":1},{"id":"z","v":2}]`},
		{"one renamed by both, to what mine added", `[{"id":"a","l":{"x":1}}]`, `[{"id":"m","l":{"x":1}},{"id":"t"}]`, `[{"id":"t","l":{"x":1}}]`, `[{"id":"m","l":{"x":1}},{"id":"t"}]`, "", `added by both : [{"id":"a","l":{"x":1}}], [{"id":"m","l":{"x":1}},{"id":"t"}], [{"id":"t","l":{"x":1}}]`},
		{"one id twice, and each edits another", `[{"id":"a","v":1},{"id":"a","v":2},{"id":"b"}]`, `[{"id":"a","v":9},{"id":"a","v":2},{"id":"b"}]`, `[{"id":"a","v":1},{"id":"a","v":8},{"id":"b"}]`, `[{"id":"a","v":9},{"id":"a","v":8},{"id":"b"}]`, "changed [1].v", ""},
		{"removed there, edited here", fields, strings.Replace(fields, `"B"`, `"Bee"`, 1), `[{"id":"a","label":"A"},{"id":"c","label":"C"}]`, strings.Replace(fields, `"B"`, `"Bee"`, 1), "", `changed here, removed there [1]: {"id":"b","label":"B"}, {"id":"b","label":"Bee"}, –`},
		{"removed there, moved here", `["a","b","c"]`, `["c","a","b"]`, `["a","b"]`, `["a","b"]`, "removed [2]", ""},

		// Other lists.
		{"scopes added by both", `["read"]`, `["read","write"]`, `["read","write","admin"]`, `["read","write","admin"]`, "added [2]", ""},
		{"a text changed and another added", `["a","b"]`, `["a","x"]`, `["n","a","b"]`, `["n","a","x"]`, "added [0]", ""},
		{"the same place changed by both", `["a","b"]`, `["a","x"]`, `["a","y"]`, `["a","x"]`, "", `changed by both [1]: "b", "x", "y"`},
		{"an unnamed item edited by each", `[{"v":1,"w":1},{"v":2,"w":2}]`, `[{"v":9,"w":1},{"v":2,"w":2}]`, `[{"v":1,"w":8},{"v":2,"w":2}]`, `[{"v":9,"w":8},{"v":2,"w":2}]`, "changed [0].w", ""},
		{"an unnamed item replaced here is not the one edited there", `[{"v":1,"w":1}]`, `[{"x":1,"y":1}]`, `[{"v":2,"w":1}]`, `[{"x":1,"y":1}]`, "", `removed here, changed there [0]: {"v":1,"w":1}, –, {"v":2,"w":1}`},
		{"an empty list filled by both", `{"l":[]}`, `{"l":[1]}`, `{"l":[2]}`, `{"l":[1,2]}`, "added l[0]", ""},
		{"equal items", `[1,1,1]`, `[1,1]`, `[1,1,1,2]`, `[1,1,2]`, "added [3]", ""},

		// Moved to another container.
		{"moved here, edited there", `{"x":[{"id":"a","v":1}],"y":[{"id":"b"}]}`, `{"x":[],"y":[{"id":"b"},{"id":"a","v":1}]}`, `{"x":[{"id":"a","v":2}],"y":[{"id":"b"}]}`, `{"x":[],"y":[{"id":"b"},{"id":"a","v":2}]}`, "changed x[0].v", ""},
		{"edited here, moved there", `{"x":[{"id":"a","v":1}],"y":[{"id":"b"}]}`, `{"x":[{"id":"a","v":2}],"y":[{"id":"b"}]}`, `{"x":[],"y":[{"id":"b"},{"id":"a","v":1}]}`, `{"x":[],"y":[{"id":"b"},{"id":"a","v":2}]}`, "moved y[1] from x[0]", ""},
		{"moved and changed here, edited there", `{"x":[{"id":"a","v":1,"w":1,"u":1}],"y":[]}`, `{"x":[],"y":[{"id":"a","v":2,"w":1,"u":1}]}`, `{"x":[{"id":"a","v":1,"w":3,"u":1}],"y":[]}`, `{"x":[],"y":[{"id":"a","v":2,"w":3,"u":1}]}`, "changed x[0].w", ""},
		{"moved into something new here, edited there", `{"x":[{"id":"a","v":1}]}`, `{"x":[],"n":{"y":[{"id":"a","v":1}]}}`, `{"x":[{"id":"a","v":2}]}`, `{"x":[],"n":{"y":[{"id":"a","v":2}]}}`, "changed x[0].v", ""},
		{"edited here, moved into something new there", `{"x":[{"id":"a","v":1}]}`, `{"x":[{"id":"a","v":2}]}`, `{"x":[],"n":{"y":[{"id":"a","v":1}]}}`, `{"x":[],"n":{"y":[{"id":"a","v":2}]}}`, "added n | moved n.y[0] from x[0]", ""},
		{"moved out here, the rest removed here, edited there", `{"x":{"l":[{"id":"a","v":1}]},"y":[]}`, `{"y":[{"id":"a","v":1}]}`, `{"x":{"l":[{"id":"a","v":2}]},"y":[]}`, `{"y":[{"id":"a","v":2}]}`, "changed x.l[0].v", ""},
		{"moved here, removed there", `{"x":[{"id":"a","v":1}],"y":[]}`, `{"x":[],"y":[{"id":"a","v":1}]}`, `{"x":[],"y":[]}`, `{"x":[],"y":[{"id":"a","v":1}]}`, "", `changed here, removed there y[0]: {"id":"a","v":1}, {"id":"a","v":1}, –`},
		{"moved here, copied there and edited", `{"x":[{"id":"a","v":1}],"y":[]}`, `{"x":[],"y":[{"id":"a","v":1}]}`, `{"x":[{"id":"a","v":2}],"y":[{"id":"a","v":1}]}`, `{"x":[],"y":[{"id":"a","v":1}]}`, "", `moved by both : {"x":[{"id":"a","v":1}],"y":[]}, {"x":[],"y":[{"id":"a","v":1}]}, {"x":[{"id":"a","v":2}],"y":[{"id":"a","v":1}]}`},
		{"the same into something new", `{"x":[{"id":"a","v":1}]}`, `{"x":[],"n":[{"id":"a","v":1}]}`, `{"x":[{"id":"a","v":2}],"n":[{"id":"a","v":1}]}`, `{"x":[],"n":[{"id":"a","v":1}]}`, "", `moved by both : {"x":[{"id":"a","v":1}]}, {"x":[],"n":[{"id":"a","v":1}]}, {"x":[{"id":"a","v":2}],"n":[{"id":"a","v":1}]}`},
		{"replaced elsewhere by another of the name here, edited there", `{"a":{"h":[{"name":"Auth","value":"A"}]},"b":{"h":[]}}`, `{"a":{"h":[]},"b":{"h":[{"name":"Auth","token":"T"}]}}`, `{"a":{"h":[{"name":"Auth","value":"A","secret":true}]},"b":{"h":[]}}`, `{"a":{"h":[]},"b":{"h":[{"name":"Auth","token":"T"}]}}`, "", `removed here, changed there a.h[0]: {"name":"Auth","value":"A"}, –, {"name":"Auth","value":"A","secret":true}`},
		{"moved to two places", `{"x":[{"id":"a","v":1}],"y":[],"z":[]}`, `{"x":[],"y":[{"id":"a","v":1}],"z":[]}`, `{"x":[],"y":[],"z":[{"id":"a","v":1}]}`, `{"x":[],"y":[{"id":"a","v":1}],"z":[]}`, "", `moved by both : {"x":[{"id":"a","v":1}],"y":[],"z":[]}, {"x":[],"y":[{"id":"a","v":1}],"z":[]}, {"x":[],"y":[],"z":[{"id":"a","v":1}]}`},
		{"moved into what was removed there", `{"x":[{"id":"a","v":1}],"y":[1]}`, `{"x":[],"y":[1,{"id":"a","v":1}]}`, `{"x":[{"id":"a","v":1}]}`, `{"x":[],"y":[1,{"id":"a","v":1}]}`, "", `moved by both : {"x":[{"id":"a","v":1}],"y":[1]}, {"x":[],"y":[1,{"id":"a","v":1}]}, {"x":[{"id":"a","v":1}]}`},
		{"moved into each other", `{"l":[{"id":"a","x":[]},{"id":"b","y":[]}],"o":1}`, `{"l":[{"id":"a","x":[{"id":"b","y":[]}]}],"o":1}`, `{"l":[{"id":"b","y":[{"id":"a","x":[]}]}],"o":2}`, `{"l":[{"id":"a","x":[{"id":"b","y":[]}]}],"o":2}`, "changed o", `moved by both l: [{"id":"a","x":[]},{"id":"b","y":[]}], [{"id":"a","x":[{"id":"b","y":[]}]}], [{"id":"b","y":[{"id":"a","x":[]}]}]`},
		{"a Field of one Report Type is not that of another", `[{"id":"r","f":[{"id":"date","v":1}]}]`, `[{"id":"s","g":[{"id":"date","v":1}]}]`, `[{"id":"r","f":[{"id":"date","v":2}]}]`, `[{"id":"s","g":[{"id":"date","v":1}]}]`, "", `removed here, changed there [0]: {"id":"r","f":[{"id":"date","v":1}]}, –, {"id":"r","f":[{"id":"date","v":2}]}`},
	} {
		t.Run(c.did, func(t *testing.T) {
			got, m := merge(t, c.base, c.mine, c.theirs, Mine)
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if s := listed(m.Taken); s != c.taken {
				t.Errorf("taken %s\nwant  %s", s, c.taken)
			}
			if s := clashing(m); s != c.clash {
				t.Errorf("clash %s\nwant  %s", s, c.clash)
			}
		})
	}
}
