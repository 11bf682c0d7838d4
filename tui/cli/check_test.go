// patchbay check, as scripts and editors use it: what it prints, and its exit
// codes. None of these runs has settings, a home or a network.

package cli

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// checked is what a run of patchbay check left behind.
type checked struct {
	stdout, stderr string
	code           int
}

// check runs the command as a process without an environment.
func check(ctx context.Context, stdin io.Reader, args ...string) checked {
	var out, words strings.Builder
	code := Run(ctx, Process{Stdin: stdin, Stdout: &out, Stderr: &words}, append([]string{"check"}, args...))
	return checked{out.String(), words.String(), code}
}

const syntaxTail = ". Nothing can be saved until the text is valid JSON."

func TestCheckPrintsAFindingALine(t *testing.T) {
	for _, c := range []struct {
		name, src, want string
		code            int
	}{
		{"nothing wrong", `{"a": [1, "é"]}`, "", 0},
		{"a warning only", `{"a": 1, "a": 2}`, "-:1:10: warning CB-SYN-002 \"a\" appears twice here; only the last one would be kept.\n", 0},
		{"an error", "{\n  \"a\": 1\n  \"b\": 2\n}", "-:3:3: error CB-SYN-001 Line 3, column 3: a comma is missing before this key" + syntaxTail + "\n", 2},
		{"not an object", `[]`, "-:1:1: error CB-SYN-003 A Configuration must be an object in curly braces.\n", 2},
		{"empty", "", "-:1:1: error CB-SYN-001 Line 1, column 1: there is no value: the text is empty" + syntaxTail + "\n", 2},
		{"columns are code points", "{\"é😀\": \"\\ud800\"}", "-:1:9: warning CB-SYN-006 \\ud800 is half a character.\n", 0},
		{"in the order of the text", `{"a": 1e400, "b": "` + "\u202e" + `",}`,
			"-:1:7: warning CB-SYN-004 1e400 may be rounded; write it as text if every digit matters.\n" +
				"-:1:20: warning CB-SYN-005 There is an invisible character in \"\\u202e\": text direction mark (U+202E).\n" +
				"-:1:22: error CB-SYN-001 Line 1, column 22: this comma is one too many: no key follows it" + syntaxTail + "\n", 2},
		{"what is hostile stays on its line", "{\"id\": \"\x1b]0;x\x07\\u0085\\n\u2028\x9b\"}",
			"-:1:9: error CB-SYN-001 Line 1, column 9: the control character U+001B inside a text must be written as \\u001b" + syntaxTail + "\n" +
				"-:1:14: error CB-SYN-001 Line 1, column 14: the control character U+0007 inside a text must be written as \\u0007" + syntaxTail + "\n" +
				"-:1:15: warning CB-SYN-005 There is a control character in \"␛]0;x␇\\u0085␊\\u2028\\x9b\": control character (U+0085).\n" +
				"-:1:24: error CB-SYN-007 These bytes are not text (UTF-8).\n", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := check(t.Context(), strings.NewReader(c.src), "-")
			if got != (checked{c.want, "", c.code}) {
				t.Errorf("%s\ngot  %+v\nwant %+v", c.src, got, checked{c.want, "", c.code})
			}
		})
	}
}

func TestCheckNamesTheFile(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ file, shown string }{
		{"t.json", "t.json"},
		{"with: colon 1:2.json", "with: colon 1:2.json"},
		{"two\nlines\x1b[2J.json", "two␊lines␛[2J.json"},
		{"-", "-"},
	} {
		path := filepath.Join(dir, c.file)
		if os.WriteFile(path, []byte("[]"), 0o600) != nil {
			continue // no file can have that name here
		}
		got := check(t.Context(), nil, path)
		if want := filepath.Join(dir, c.shown) + ":1:1: error CB-SYN-003 "; !strings.HasPrefix(got.stdout, want) || strings.Count(got.stdout, "\n") != 1 || got.code != 2 {
			t.Errorf("%q: %+v, want %s", c.file, got, want)
		}
	}
}

func TestCheckForPrograms(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []findingJSON
		code      int
	}{
		{"nothing wrong", `{}`, []findingJSON{}, 0},
		{"two findings", "{\"a\": {\"b/c\": 1e999}, \"a\": 1}", []findingJSON{
			{"-", 1, 15, "warning", "CB-SYN-004", "1e999 may be rounded; write it as text if every digit matters.", "/a/b~1c"},
			{"-", 1, 23, "warning", "CB-SYN-002", `"a" appears twice here; only the last one would be kept.`, "/a"},
		}, 0},
		{"hostile", "{\"k\u202e\x7f\u0085\\n<😀\xff\": 1}", []findingJSON{
			{"-", 1, 4, "warning", "CB-SYN-005", "There is an invisible character in \"k\u202e\x7f\u0085\n<😀\ufffd\": text direction mark (U+202E).", "/k\u202e\x7f\u0085\n<😀\ufffd"},
			{"-", 1, 11, "error", "CB-SYN-007", "These bytes are not text (UTF-8).", "/k\u202e\x7f\u0085\n<😀\ufffd"},
		}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := check(t.Context(), strings.NewReader(c.src), "--format", "json", "-")
			var findings []findingJSON
			if err := json.Unmarshal([]byte(got.stdout), &findings); err != nil || findings == nil {
				t.Fatalf("no array: %v\n%s", err, got.stdout)
			}
			if len(findings) != len(c.want) || got.code != c.code || got.stderr != "" {
				t.Fatalf("got %+v", got)
			}
			for i := range findings {
				if findings[i] != c.want[i] {
					t.Errorf("got  %+v\nwant %+v", findings[i], c.want[i])
				}
			}
			if i := strings.IndexFunc(got.stdout, func(r rune) bool { return r > 0x7E || r < ' ' && r != '\n' }); i >= 0 {
				t.Errorf("not plain ASCII: %q", got.stdout[i:])
			}
		})
	}
}

func TestCheckRefuses(t *testing.T) {
	dir := t.TempDir()
	large := filepath.Join(dir, "large")
	f, err := os.Create(large)
	if err == nil {
		err = errors.Join(f.Truncate(maxChecked+1), f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		args  []string
		code  int
		words string
	}{
		{"no file", nil, 64, "--help"},
		{"two files", []string{"a", "b"}, 64, "--help"},
		{"an empty name", []string{""}, 64, "empty"},
		{"another format", []string{"--format", "xml", "-"}, 64, "text or json, not xml"},
		{"another flag", []string{"--nonsense", "-"}, 64, "--nonsense"},
		{"a file that is not there", []string{filepath.Join(dir, "none")}, 1, "there is no such file"},
		{"a directory", []string{dir}, 1, "it is a directory"},
		{"a file without an end", []string{large}, 1, "larger than 100 MB"},
		{"a pipe without an end", []string{"-"}, 1, "larger than 100 MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := check(t.Context(), endless{}, c.args...)
			if got.code != c.code || got.stdout != "" || !strings.Contains(got.stderr, c.words) || strings.Count(got.stderr, "\n") != 1 {
				t.Errorf("got %+v, want code %d and %q", got, c.code, c.words)
			}
		})
	}
}

// endless is a pipe somebody writes into for ever.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestCheckSaysWhatItLeavesOut(t *testing.T) {
	many := check(t.Context(), strings.NewReader("["+strings.Repeat("a,", 3000)+"1]"), "-")
	if many.code != 2 || strings.Count(many.stdout, "CB-SYN-001") != 1000 || !strings.Contains(many.stderr, "first 1,000 findings") {
		t.Errorf("of many findings: code %d, %d told, said %q", many.code, strings.Count(many.stdout, "CB-SYN-001"), many.stderr)
	}
	deep := check(t.Context(), strings.NewReader(`{"a":`+strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)+"}"), "-")
	if deep.code != 0 || deep.stdout != "" || !strings.Contains(deep.stderr, "deeper than 1,000 levels") {
		t.Errorf("of deep text: %+v", deep)
	}
}

// Nobody is kept waiting for a pipe that says nothing.
func TestCheckStopsWhenToldTo(t *testing.T) {
	silent, writer := io.Pipe()
	defer writer.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got := check(ctx, silent, "-"); got.code != 1 || !strings.Contains(got.stderr, "stopped") {
		t.Errorf("got %+v", got)
	}
}

// A broken settings file is no reason not to check another file.
func TestCheckNeedsNoSettings(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "broken.toml")
	if err := os.WriteFile(broken, []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := check(t.Context(), strings.NewReader("{}"), "-", "--config", broken, "--profile", "none", "--base-url", "x:y"); got != (checked{}) {
		t.Errorf("got %+v", got)
	}
}
