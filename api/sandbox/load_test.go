// Connectors from files, and saves that outlive the process.

package sandbox

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func files(list map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range list {
		fsys[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return fsys
}

func TestLoadTakesAnswersAndBareConfigurations(t *testing.T) {
	b := newBench(t, Options{})
	list, err := Load(files(map[string]string{
		"BARE1.json":  "\n{ \"a\": 1.10,\n\t\"a\": 2 }\n",
		"answer.json": b.get("hostile").Body,
		"other.json":  `{"connector_identifier":"OTHER","team_id":7,"name":null,"configuration":{"configuration_json":{}}}`,
		"notes.txt":   "no Connector",
		"sub/x.json":  "not looked at",
	}), 42)
	if err != nil || len(list) != 3 {
		t.Fatalf("%d, %v", len(list), err)
	}
	bare, answer, other := list[0], list[1], list[2]
	if bare.Team != 42 || bare.Identifier != "BARE1" || bare.Name != `"BARE1"` || bare.Description != "null" || bare.Version != `"1.0.0"` ||
		bare.Configuration != "{ \"a\": 1.10,\n\t\"a\": 2 }" || bare.UpdatedAt == "" || bare.ConfigurationUpdatedAt == "" {
		t.Errorf("bare: %+v", bare)
	}
	want := hostile(42)
	if answer != want {
		t.Error("an answer does not load as what it was")
	}
	if other.Team != 7 || other.Identifier != "OTHER" || other.Name != "null" || other.Configuration != "{}" {
		t.Errorf("other: %+v", other)
	}
	s, err := New(Options{Seed: files(map[string]string{"SEED1.json": "{}", "put-422.json": `{"own":1}`})})
	if err != nil {
		t.Fatal(err)
	}
	if c, ok := s.Get(DefaultTeam, "SEED1"); !ok || c.Configuration != "{}" {
		t.Errorf("seeded: %+v", c)
	}
	if s.order[0].identifier != "SEED1" || s.order[1].identifier != "put-422" {
		t.Error("seeds do not come first")
	}
}

func TestLoadNamesFileAndReason(t *testing.T) {
	for text, want := range map[string]string{
		"{\n \"a\": }":                          "line 2, column 7",
		"":                                      "empty",
		"\xff":                                  "UTF-8",
		"[]":                                    "must be a JSON object",
		`{"connector_identifier":"a b"}`:        "connector_identifier: this may have letters",
		`{"connector_identifier":7}`:            "connector_identifier: this is empty",
		`{"connector_identifier":"A","name":7}`: "name: this must be a string",
		`{"connector_identifier":"A","configuration":[]}`:                        "configuration: this must be an object",
		`{"connector_identifier":"A","team_id":0}`:                               "team_id",
		`{"connector_identifier":"A","configuration":{"version":1}}`:             "configuration.version",
		`{"connector_identifier":"A","configuration":{"configuration_json":[]}}`: "configuration.configuration_json",
	} {
		_, err := Load(files(map[string]string{"bad.json": text}), 1)
		if err == nil || !strings.HasPrefix(err.Error(), "bad.json: ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
		if _, err := New(Options{Seed: files(map[string]string{"bad.json": text})}); err == nil {
			t.Errorf("%q: New takes it", text)
		}
	}
	_, err := Load(files(map[string]string{"a.json": `{"connector_identifier":"X"}`, "b.json": `{"connector_identifier":"X"}`}), 1)
	if err == nil || !strings.Contains(err.Error(), "b.json") || !strings.Contains(err.Error(), "a.json") {
		t.Errorf("the same Connector twice: %v", err)
	}
	_, err = Load(files(map[string]string{"a b.json": `{}`}), 1)
	if err == nil || !strings.Contains(err.Error(), "letters, digits") {
		t.Errorf("a file name that is no identifier: %v", err)
	}
	if _, err := Load(os.DirFS(filepath.Join(t.TempDir(), "missing")), 1); err == nil {
		t.Error("a missing directory loads")
	}
}

func TestSavesOutliveTheProcess(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	b := newBench(t, Options{StateFile: file})
	if _, err := os.Stat(file); err == nil {
		t.Error("a state file before the first save")
	}
	b.saved(b.put("ABC12", both("Née", "d\u202e", "{ \"a\" : 1.10, \"a\": \"\\ud800\u009b\" }")))
	b.put("put-lost", change)
	b.sandbox.Change(DefaultTeam, "hostile", rename("From outside"))
	again, err := New(Options{StateFile: file, Connectors: []Stored{sound()}, Now: b.watch.Now})
	if err != nil {
		t.Fatal(err)
	}
	for _, identifier := range []string{"ABC12", "put-lost", "hostile"} {
		got, _ := again.Get(DefaultTeam, identifier)
		if want := b.stored(identifier); got != want {
			t.Errorf("%s: got %+v\nwant %+v", identifier, got, want)
		}
	}
	text, _ := os.ReadFile(file)
	if strings.Contains(string(text), "put-422") {
		t.Error("a Connector nobody saved is in the state file")
	}
	if info, _ := os.Stat(file); runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(file), ".sandbox-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestASaveThatCannotBeKeptIsNotMade(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "gone")
	var told error
	b := newBench(t, Options{StateFile: filepath.Join(dir, "state.json"), Report: func(err error) { told = err }})
	before := b.stored("ABC12")
	b.refusedAs(b.put("ABC12", change), 500, "INTERNAL_SERVER_ERROR")
	if b.stored("ABC12") != before {
		t.Error("the save was made")
	}
	if told == nil || !strings.Contains(told.Error(), "state.json") {
		t.Errorf("told %v", told)
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	b.watch.Advance(time.Second)
	b.saved(b.put("ABC12", change))
}

func TestABrokenStateFileIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"{": "not JSON", "{}": "not a state file", `{"form":2}`: "not a state file",
		`{"form":1,"connectors":[{"connector_identifier":"A"}]}`: "team_id",
		`{"form":1,"connectors":[{"team_id":1}]}`:                "connector_identifier",
	} {
		file := filepath.Join(t.TempDir(), "state.json")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := New(Options{StateFile: file}); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "state.json") {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
		if kept, _ := os.ReadFile(file); string(kept) != text {
			t.Errorf("%s: the file was changed", text)
		}
	}
	if _, err := New(Options{StateFile: t.TempDir()}); err == nil {
		t.Error("a directory is taken for a state file")
	}
}
