// patchbay diff, as people and scripts use it: what it prints, and its exit
// codes, over a real connection.

package cli

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/assets"
	"patchbay/config"
)

// outside is a sandbox behind a socket, and a user's files.
type outside struct {
	box  *sandbox.Sandbox
	url  string
	home string
}

func newOutside(t *testing.T) *outside {
	t.Helper()
	box, err := sandbox.New(sandbox.Options{Seed: assets.Connectors(), Token: "sandbox"})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(box)
	t.Cleanup(server.Close)
	return &outside{box, server.URL, t.TempDir()}
}

// puts are the bodies of the saves that reached the API.
func puts(box *sandbox.Sandbox) (bodies []string) {
	for _, r := range box.Recorded() {
		if r.Method == http.MethodPut {
			bodies = append(bodies, r.Body)
		}
	}
	return bodies
}

// stored makes text the live Configuration of T3S70.
func (o *outside) stored(text string) {
	o.box.Change(sandbox.DefaultTeam, "T3S70", func(s *sandbox.Stored) {
		s.Name, s.Configuration = sandbox.Text("Ads"), sandbox.Literal(text)
	})
}

// file writes a file and returns its path.
func (o *outside) file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(o.home, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// run is a run of Patchbay in this process, signed in, without a terminal.
func (o *outside) run(t *testing.T, stdin io.Reader, args ...string) checked {
	t.Helper()
	variables := map[string]string{"HOME": o.home, "SUPERMETRICS_API_KEY": "sandbox"}
	environment := config.Environment{
		GOOS: runtime.GOOS, UID: os.Getuid(), Now: time.Now,
		Getenv: func(name string) string { return variables[name] },
	}
	var out, words strings.Builder
	args = append(args, "--team", "936506", "--base-url", o.url)
	code := Run(t.Context(), Process{Stdin: stdin, Stdout: &out, Stderr: &words, Environment: environment}, args)
	return checked{out.String(), words.String(), code}
}

func TestDiffShowsWhatSavingWouldChange(t *testing.T) {
	for _, c := range []struct{ name, live, file, want string }{
		{"a value", "{\n  \"a\": 1\n}\n", "{\n  \"a\": 2\n}\n", `
By path: 1 changed
changed   a
  - 1
  + 2

By line:
--- T3S70, live
+++ -
@@ -1,3 +1,3 @@
 {
-  "a": 1
+  "a": 2
 }
`},
		{"every kind", `{"a": 1, "b": {"x": true}, "l": [{"id": "p"}, {"id": "q"}], "r": "A"}`, `{"a": 2, "c": {"x": true}, "n": [], "l": [{"id": "q"}, {"id": "p"}], "r": "\u0041"}`, `
By path: 1 added, 1 changed, 1 moved, 1 renamed, 1 respelled
changed   a
  - 1
  + 2
renamed   c
  from b
added     n
  + []
moved     l[1]
  from l[0]
respelled r
  - "A"
  + "\u0041"

By line:
--- T3S70, live
+++ -
@@ -1,1 +1,1 @@
-{"a": 1, "b": {"x": true}, "l": [{"id": "p"}, {"id": "q"}], "r": "A"}
+{"a": 2, "c": {"x": true}, "n": [], "l": [{"id": "q"}, {"id": "p"}], "r": "\u0041"}
`},
		{"white space", "{}", "{ }\n", `
By path: same meaning, other white space

By line:
--- T3S70, live
+++ -
@@ -1,1 +1,1 @@
-{}
+{ }
`},
		{"the order of members", "{\"a\": 1, \"b\": 2}\n", "{\"b\": 2, \"a\": 1}\n", `
By path: same meaning, 1 respelled
respelled (the whole Configuration)
  - {"a": 1, "b": 2}
  + {"b": 2, "a": 1}

By line:
--- T3S70, live
+++ -
@@ -1,1 +1,1 @@
-{"a": 1, "b": 2}
+{"b": 2, "a": 1}
`},
		{"hunks with three lines around", "{\n\"a\":1,\n\"b\":1,\n\"c\":1,\n\"d\":1,\n\"e\":1,\n\"f\":1,\n\"g\":1,\n\"h\":1,\n\"i\":1\n}\n", "{\n\"a\":2,\n\"b\":1,\n\"c\":1,\n\"d\":1,\n\"e\":1,\n\"f\":1,\n\"g\":1,\n\"h\":1,\n\"j\": {\n},\n\"i\":1\n}\n", `
By path: 1 added, 1 changed
changed   a
  - 1
  + 2
added     j
  + { }

By line:
--- T3S70, live
+++ -
@@ -1,5 +1,5 @@
 {
-"a":1,
+"a":2,
 "b":1,
 "c":1,
 "d":1
@@ -7,5 +7,7 @@
 "f":1,
 "g":1,
 "h":1,
+"j": {
+},
 "i":1
 }
`},
		{"what is long is laid out", `{"long": "` + strings.Repeat("x", 3000) + `", "a": 1}`, `{"long": "` + strings.Repeat("x", 3000) + `", "a": 2}`, `
By path: 1 changed
changed   a
  - 1
  + 2

By line, laid out:
--- T3S70, live
+++ -
@@ -1,4 +1,4 @@
 {
   "long": "` + strings.Repeat("x", 3000) + `",
-  "a": 1
+  "a": 2
 }
`},
		{"one side on a single line", `{"a":1,"b":{}}`, "{\n    \"a\": 1\n}\n", `
By path: 1 removed
removed   b
  - {}

By line, laid out:
--- T3S70, live
+++ -
@@ -1,4 +1,3 @@
 {
-  "a": 1,
-  "b": {}
+  "a": 1
 }
`},
		{"one side on a single line, and nothing else", `{"a":1}`, "{\n    \"a\": 1\n}\n", `
By path: same meaning, other white space

By line, laid out: nothing differs
`},
		{"a long value", `{"a": "` + strings.Repeat("é", 1000) + `"}`, `{}`, `
By path: 1 removed
removed   a
  - "` + strings.Repeat("é", 149) + `... (2,002 bytes)

By line, laid out:
--- T3S70, live
+++ -
@@ -1,3 +1,1 @@
-{
-  "a": "` + strings.Repeat("é", 1000) + `"
-}
+{}
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOutside(t)
			o.stored(c.live)
			got := o.run(t, strings.NewReader(c.file), "diff", "T3S70", "-")
			want := checked{`T3S70 "Ads" of team 936506, at ` + o.url + "\n" + strings.ReplaceAll(c.want, "\"d\":1\n@@", "\"d\":1,\n@@"), "", 0}
			if got != want {
				t.Errorf("got  %d %s\n%s\nwant %d\n%s", got.code, got.stderr, got.stdout, want.code, want.stdout)
			}
			if len(puts(o.box)) > 0 {
				t.Error("something was sent")
			}
		})
	}
}

func TestDiffOfWhatIsLivePrintsNothing(t *testing.T) {
	o := newOutside(t)
	o.stored("{ }")
	for _, text := range []string{"{ }", "{ }\n", "\r\n { }\t\n\n"} {
		if got := o.run(t, nil, "diff", "T3S70", o.file(t, "t.json", text)); got != (checked{}) {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestDiffRefuses(t *testing.T) {
	o := newOutside(t)
	for _, c := range []struct {
		name, identifier, text string
		code                   int
		words                  string
	}{
		{"not JSON", "T3S70", "{\n\"a\" 1}", 2, "-:2:5: error CB-SYN-001 "},
		{"not an object", "T3S70", "[]", 2, "-:1:1: error CB-SYN-003 "},
		{"a byte order mark", "T3S70", "\ufeff{}", 2, "-:1:1: error CB-SYN-008 "},
		{"not UTF-8", "T3S70", "{\"a\": \"\xff\"}", 2, "error CB-SYN-007 "},
		{"empty", "T3S70", "", 2, "error CB-SYN-001 "},
		{"no such Connector", "nobody", "{}", 1, "404"},
		{"no access", "get-403", "{}", 1, "403"},
		{"wrong credential", "get-401", "{}", 65, "credential"},
		{"not the API", "get-html", "{}", 69, "web page"},
		{"a wrong identifier", "T3 S70", "{}", 64, "identifier"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := o.run(t, strings.NewReader(c.text), "diff", c.identifier, "-")
			if got.code != c.code || got.stdout != "" || !strings.Contains(got.stderr, c.words) {
				t.Errorf("got %+v", got)
			}
		})
	}
	for _, args := range [][]string{{"diff", "T3S70"}, {"diff", "T3S70", "a", "b"}, {"diff", "T3S70", ""}} {
		if got := o.run(t, nil, args...); got.code != 64 || strings.Count(got.stderr, "\n") != 1 {
			t.Errorf("%q: %+v", args, got)
		}
	}
	if got := o.run(t, nil, "diff", "T3S70", filepath.Join(o.home, "none")); got.code != 1 || !strings.Contains(got.stderr, "there is no such file") {
		t.Errorf("got %+v", got)
	}
}

// Names and paths are one line each, whatever they hold; the changed lines are
// what programs get.
func TestDiffKeepsHostileTextOnItsLine(t *testing.T) {
	o := newOutside(t)
	o.box.Change(sandbox.DefaultTeam, "T3S70", func(s *sandbox.Stored) {
		s.Name, s.Configuration = sandbox.Text("\x1b[2J\nAds\u202e"), "{}"
	})
	got := o.run(t, strings.NewReader(`{"\u001b[2J\nk`+"\u202e"+`": "v`+"\u202e"+`"}`), "diff", "T3S70", "-")
	want := `T3S70 "␛[2J␊Ads\u202e" of team 936506, at ` + o.url + `

By path: 1 added
added     ["\u001b[2J\u000ak\u202e"]
  + "v\u202e"

By line:
--- T3S70, live
+++ -
@@ -1,1 +1,1 @@
-{}
+{"\u001b[2J\nk` + "\u202e" + `": "v` + "\u202e" + `"}
`
	if got.stdout != want {
		t.Errorf("got\n%s\nwant\n%s", got.stdout, want)
	}
}
