// Settings: what is decided by what, and every complaint in one line.

package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

func TestAFreshMachineNeedsNoSettings(t *testing.T) {
	s := newWorld(t).load(Flags{})
	if s.BaseURL != "https://api.supermetrics.com" || s.Origin != s.BaseURL || s.Team != 0 || s.ReadOnly || s.Mouse ||
		s.Layout != OnOpen || s.Theme != "auto" || s.Colours != AutoColours || s.Glyphs != Unicode || s.Auth != Bearer || len(s.Keys) != 0 {
		t.Errorf("%+v", s)
	}
}

func TestFlagsGoBeforeEnvironmentAndEnvironmentBeforeTheFile(t *testing.T) {
	w := newWorld(t)
	w.settings(`
profile = "a"
team = 7
theme = "dark"
colours = "256"
ascii = true
mouse = true
layout = "stored"
ca_file = "company.pem"

[profiles.a]
team = 1
base_url = "https://A.example.com:443/api/"
auth = "raw"

[profiles.b]
read_only = true

[profiles."two words"]
team = 9223372036854775807

[keys]
save = ["ctrl+s", "f10"]
`)
	s := w.load(Flags{})
	if s.Profile != "a" || s.Team != 1 || s.BaseURL != "https://a.example.com/api" || s.Origin != "https://a.example.com" || s.Auth != Raw {
		t.Errorf("from the file: %+v", s)
	}
	if s.Theme != "dark" || s.Colours != Colours256 || s.Glyphs != ASCII || !s.Mouse || s.Layout != Stored ||
		strings.Join(s.Keys["save"], " ") != "ctrl+s f10" || strings.Join(s.Profiles, ",") != "a,b,two words" {
		t.Errorf("from the file: %+v", s)
	}
	if want := filepath.Join(filepath.Dir(w.configFile()), "company.pem"); s.CAFile != want {
		t.Errorf("CA file %s, want it beside the settings", s.CAFile)
	}

	w.vars["SUPERMETRICS_PROFILE"] = "b"
	w.vars["SUPERMETRICS_DOMAIN"] = "example.org"
	w.vars["NO_COLOR"] = "1"
	s = w.load(Flags{})
	if s.Profile != "b" || s.Team != 7 || s.BaseURL != "https://api.example.org" || !s.ReadOnly || s.Colours != NoColours {
		t.Errorf("from the environment: %+v", s)
	}

	s = w.load(Flags{Profile: "two words", Team: "42", BaseURL: "http://127.0.0.1:8787/", ReadOnly: true})
	if s.Profile != "two words" || s.Team != 42 || s.BaseURL != "http://127.0.0.1:8787" || !s.ReadOnly {
		t.Errorf("from flags: %+v", s)
	}

	given := func(names ...string) func(string) bool {
		return func(n string) bool { return strings.Contains(" "+strings.Join(names, " ")+" ", " "+n+" ") }
	}
	s = w.load(Flags{Given: given("no-color", "ascii", "read-only")})
	if s.Colours == NoColours || s.Glyphs != Unicode || !s.ReadOnly {
		t.Errorf("flags set to false: colours %v, glyphs %v; read-only must stay: %v", s.Colours, s.Glyphs, s.ReadOnly)
	}
}

func TestTheHistoryHasLimitsOfItsOwn(t *testing.T) {
	for toml, want := range map[string]History{
		"":                           {90, 200, 200},
		"[history]\nkeep_days = 7\n": {7, 200, 200},
		"[history]\nkeep_days = 0\nkeep_megabytes = 100000\nkeep_versions = 1\n": {0, 100000, 1},
		"history = { keep_versions = 5 }\n":                                      {90, 200, 5},
	} {
		w := newWorld(t)
		w.settings(toml)
		if got := w.load(Flags{}).History; got != want {
			t.Errorf("%q: %+v, want %+v", toml, got, want)
		}
	}
}

func TestReadOnlyForEverybodyCanBeLiftedByAProfileInTheFile(t *testing.T) {
	w := newWorld(t)
	w.settings("read_only = true\n[profiles.a]\n[profiles.b]\nread_only = false\n")
	for profile, want := range map[string]bool{"": true, "a": true, "b": false} {
		if got := w.load(Flags{Profile: profile}).ReadOnly; got != want {
			t.Errorf("profile %q: read-only %v, want %v", profile, got, want)
		}
	}
}

func TestBadSettingsAreOneLineWithFileLineAndKey(t *testing.T) {
	for _, c := range []struct {
		name, toml string
		line       int
		key        string
		reason     string
	}{
		{"unknown key", "team = 1\n\ncolour = \"auto\"\n", 3, "colour", "unknown key; known here: ascii, ca_file"},
		{"unknown key in a profile", "[profiles.work]\nteam = 1\nurl = \"x\"\n", 3, "profiles.work.url", "known here: api_key_command, auth, base_url, read_only, team"},
		{"unknown table", "[colors]\nred = 1\n", 1, "colors", "unknown key"},
		{"first of two", "[profiles.a]\nb = 1\n[c]\nd = 1\n", 2, "profiles.a.b", "unknown key"},
		{"a credential in the file", "[profiles.a]\napi_key = \"" + canary + "\"\n", 2, "profiles.a.api_key", "a credential does not belong in this file"},
		{"a token in the file", "token = \"" + canary + "\"\n", 1, "token", "a credential does not belong in this file"},
		{"team as text", "team = \"936506\"\n", 1, "team", "whole number from 1"},
		{"team zero", "\nteam = 0\n", 2, "team", "whole number from 1"},
		{"team negative", "[profiles.a]\nteam = -5\n", 2, "profiles.a.team", "whole number from 1"},
		{"team too large", "team = 9223372036854775808\n", 1, "team", "whole number from 1"},
		{"team a fraction", "team = 1.5\n", 1, "team", "whole number from 1"},
		{"layout", "layout = \"pretty\"\n", 1, "layout", `"open" or "stored"`},
		{"theme", "theme = \"solarized\"\n", 1, "theme", `"auto", "dark" or "light"`},
		{"colours", "colours = \"88\"\n", 1, "colours", `"auto", "none"`},
		{"mouse as text", "mouse = \"on\"\n", 1, "mouse", "true or false"},
		{"auth", "[profiles.a]\nauth = \"basic\"\n", 2, "profiles.a.auth", `"bearer" or "raw"`},
		{"plain http", "[profiles.a]\nbase_url = \"http://api.supermetrics.com\"\n", 2, "profiles.a.base_url", "https://"},
		{"user in URL", "[profiles.a]\nbase_url = \"https://me:" + canary + "@api.supermetrics.com\"\n", 2, "profiles.a.base_url", "user name"},
		{"in an inline table", "profiles = { a = { team = 0 } }\n", 1, "profiles.a.team", "whole number"},
		{"helper as one text", "[profiles.a]\napi_key_command = \"pass show x\"\n", 2, "profiles.a.api_key_command", "list of a command"},
		{"helper empty", "[profiles.a]\napi_key_command = []\n", 2, "profiles.a.api_key_command", "list of a command"},
		{"helper with a number", "[profiles.a]\napi_key_command = [\"a\", 1]\n", 2, "profiles.a.api_key_command", "list of a command"},
		{"helper relative", "[profiles.a]\napi_key_command = [\"./key.sh\"]\n", 2, "profiles.a.api_key_command", "absolute path"},
		{"helper in home", "[profiles.a]\napi_key_command = [\"~/key.sh\"]\n", 2, "profiles.a.api_key_command", "no shell"},
		{"history as text", "[history]\nkeep_days = \"90\"\n", 2, "history.keep_days", "whole number of days from 0"},
		{"history below nothing", "[history]\n\nkeep_megabytes = -1\n", 3, "history.keep_megabytes", "whole number of megabytes"},
		{"history without end", "[history]\nkeep_versions = 100001\n", 2, "history.keep_versions", "from 0 to 100000"},
		{"history a fraction", "[history]\nkeep_days = 1.5\n", 2, "history.keep_days", "whole number of days"},
		{"history not a table", "history = true\n", 1, "history", "[history]"},
		{"unknown key of the history", "[history]\nkeep = 1\n", 2, "history.keep", "known here: keep_days, keep_megabytes, keep_versions"},
		{"keys as text", "[keys]\nsave = \"ctrl+s\"\n", 2, "keys.save", `["ctrl+s"]`},
		{"keys empty", "[keys]\n\nsave = [\"\"]\n", 3, "keys.save", `["ctrl+s"]`},
		{"keys not a table", "keys = 1\n", 1, "keys", "table"},
		{"profile without a name", "[profiles.\"\"]\nteam = 1\n", 1, `profiles.""`, "needs a name"},
		{"broken", "team = \n", 1, "", "not valid TOML"},
		{"unfinished", "team = 1\nprofile = \"a\n", 2, "", "not valid TOML"},
		{"twice", "team = 1\nteam = 2\n", 2, "team", "already"},
		{"table twice", "[keys]\na = [\"b\"]\n[keys]\n", 3, "keys", "already"},
		{"invalid UTF-8", "profile = \"\xff\"\n", 1, "", "UTF-8"},
		{"escape in a key", "\"a\\u001b[2Jb\" = 1\n", 1, `"a\x1b[2Jb"`, "unknown key"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.settings(c.toml)
			p := w.problem(Flags{})
			if p.File != w.configFile() || p.Line != c.line || (c.key != "" && p.Key != c.key) || !strings.Contains(p.Reason, c.reason) {
				t.Errorf("got %v\nwant line %d, key %s, %q", p, c.line, c.key, c.reason)
			}
			text := p.Error()
			if leaks(text) || strings.ContainsAny(text, "\n\r\x1b") || !strings.HasPrefix(text, w.configFile()+":") {
				t.Errorf("not one clean line: %q", text)
			}
		})
	}
}

func TestBadFlagsAndVariablesAreNamed(t *testing.T) {
	var long strings.Builder
	for _, c := range []struct {
		name   string
		flags  Flags
		vars   map[string]string
		key    string
		reason string
	}{
		{"team in letters", Flags{Team: "T3S70"}, nil, "--team", "whole number"},
		{"team zero", Flags{Team: "0"}, nil, "--team", "whole number"},
		{"team with a sign", Flags{Team: "+5"}, nil, "--team", "whole number"},
		{"team too large", Flags{Team: "9223372036854775808"}, nil, "--team", "whole number"},
		{"URL without scheme", Flags{BaseURL: "api.supermetrics.com"}, nil, "--base-url", "URL"},
		{"URL http elsewhere", Flags{BaseURL: "http://127.0.0.1.example.com"}, nil, "--base-url", "https://"},
		{"URL with query", Flags{BaseURL: "https://a?b=c"}, nil, "--base-url", "query"},
		{"URL with fragment", Flags{BaseURL: "https://a#b"}, nil, "--base-url", "fragment"},
		{"URL of a file", Flags{BaseURL: "file:///etc/passwd"}, nil, "--base-url", "URL"},
		{"URL with a bad port", Flags{BaseURL: "https://a:99999"}, nil, "--base-url", "port"},
		{"domain with scheme", Flags{}, map[string]string{"SUPERMETRICS_DOMAIN": "https://supermetrics.com"}, "SUPERMETRICS_DOMAIN", "domain"},
		{"domain with path", Flags{}, map[string]string{"SUPERMETRICS_DOMAIN": "x.com/y"}, "SUPERMETRICS_DOMAIN", "domain"},
		{"domain that hides another", Flags{}, map[string]string{"SUPERMETRICS_DOMAIN": "x@evil.com"}, "SUPERMETRICS_DOMAIN", "domain"},
		{"domain of white space", Flags{}, map[string]string{"SUPERMETRICS_DOMAIN": " "}, "SUPERMETRICS_DOMAIN", "domain"},
		{"no such profile", Flags{Profile: "nope"}, nil, "--profile", "there are none yet"},
		{"no such profile in a variable", Flags{}, map[string]string{"SUPERMETRICS_PROFILE": "no\x1bpe"}, "SUPERMETRICS_PROFILE", `"no\x1bpe"`},
		{"no home", Flags{}, map[string]string{"HOME": ""}, "HOME", "is not set"},
		{"home not absolute", Flags{}, map[string]string{"HOME": "home"}, "HOME", "is not set"},
		{"flag without a value", Flags{Given: func(n string) bool { return n == "profile" }}, nil, "--profile", "needs a value"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			for k, v := range c.vars {
				w.vars[k] = v
			}
			p := w.problem(c.flags)
			long.WriteString(p.Error())
			if p.Key != c.key || !strings.Contains(p.Reason, c.reason) || p.File != "" {
				t.Errorf("got %v, want %s with %q", p, c.key, c.reason)
			}
		})
	}
	if strings.ContainsAny(long.String(), "\x1b\n") {
		t.Error("a control character got through")
	}
}

func TestAProfileInTheFileThatIsMissingIsNamedWithItsLine(t *testing.T) {
	w := newWorld(t)
	w.settings("\nprofile = \"wrk\"\n[profiles.work]\n[profiles.test]\n")
	if p := w.problem(Flags{}); p.Line != 2 || p.Key != "profile" || !strings.Contains(p.Reason, "known: test, work") {
		t.Error(p)
	}
}

func TestASettingsFileThatCannotBeReadIsAProblem(t *testing.T) {
	w := newWorld(t)
	if p := w.problem(Flags{Config: filepath.Join(w.home, "nope.toml")}); !strings.Contains(p.Reason, "no such file") {
		t.Error(p)
	}
	if p := w.problem(Flags{Config: w.home}); !strings.Contains(p.Reason, "not a plain file") {
		t.Error(p)
	}
	big := w.write("big.toml", "#"+strings.Repeat("x", maxFile), 0o644)
	if p := w.problem(Flags{Config: big}); !strings.Contains(p.Reason, "longer than 1 MB") {
		t.Error(p)
	}
	if s := w.load(Flags{Config: os.DevNull}); s.Paths.ConfigFile != os.DevNull {
		t.Error(s.Paths.ConfigFile)
	}
	marked := w.write("marked.toml", "\uFEFFteam = 5\r\n", 0o644)
	if s := w.load(Flags{Config: marked}); s.Team != 5 {
		t.Error("a byte order mark and CRLF were not taken")
	}
}

func TestALaterComplaintStillNamesTheLine(t *testing.T) {
	w := newWorld(t)
	w.settings("team = 1\n[keys]\nsave = [\"ctrl+s\"]\n\nfly = [\"f9\"]\n")
	want := w.configFile() + `:5: keys.fly: there is no such key binding`
	if got := w.load(Flags{}).Problem("there is no such key binding", "keys", "fly").Error(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestTheDotEnvFileIsNeverRead(t *testing.T) {
	w := newWorld(t)
	t.Chdir(w.home)
	w.write(".env", "SUPERMETRICS_API_KEY="+canary+"\nSUPERMETRICS_DOMAIN=evil.example\n", 0o600)
	if got, src, err := w.signIn(Flags{}); got != "" || err != nil || src.Kind != NoSource {
		t.Error(got, src, err)
	}
}

func FuzzAnySettingsFileLoadsOrIsAProblem(f *testing.F) {
	f.Add("team = 1\n[profiles.a]\nteam = 2\n[keys]\na = [\"b\"]\n")
	f.Add("profiles = { a = { base_url = \"https://x\" }, b.team = 3 }\n")
	f.Add("[[profiles]]\n")
	f.Add("[profiles]\na.team = 0\n")
	f.Add("keys.a.b = 1\n")
	f.Fuzz(func(t *testing.T, text string) {
		file := settingsFile{path: "config.toml"}
		err := file.parse([]byte(text))
		if err == nil {
			return
		}
		p, ok := err.(*Problem)
		if !ok {
			t.Fatalf("%T: %v", err, err)
		}
		if line := p.Error(); strings.ContainsFunc(line, unicode.IsControl) || p.Reason == "" || p.Line > strings.Count(text, "\n")+1 {
			t.Fatalf("%+v", p)
		}
	})
}
