// Signing in: which place gives the credential, where it may go, and what is
// said when a place is broken.

package config

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const officialURL = "https://api.supermetrics.com"

func TestTheFirstPlaceThatHoldsACredentialDecides(t *testing.T) {
	w := newWorld(t)
	w.settings("profile = \"work\"\n[profiles.work]\n[profiles.helped]\napi_key_command = [\"key\", \"a b\"]\n")
	var ran [][]string
	w.env.Run = func(ctx context.Context, argv []string) ([]byte, error) {
		ran = append(ran, argv)
		if d, ok := ctx.Deadline(); !ok || time.Until(d) > helperTime {
			t.Error("the helper has no time limit")
		}
		return []byte("from_helper\nsecond line\n"), nil
	}
	expect := func(step string, f Flags, want string, kind SourceKind, words string) {
		t.Helper()
		got, src, err := w.signIn(f)
		if got != want || src.Kind != kind || src.String() != words || err != nil || src.Origin != officialURL {
			t.Errorf("%s: got %q from %q (%s), %v", step, got, src, src.Origin, err)
		}
	}
	expect("nothing", Flags{}, "", NoSource, "none")
	w.official(`{"active_profile":"main","profiles":{"main":{"api_key":"from_official"}}}`)
	expect("official client", Flags{}, "from_official", FromOfficial, "official client, profile main")
	p := w.load(Flags{}).Paths
	if err := Keep(p, officialURL, "work", secret(t, "from_file")); err != nil {
		t.Fatal(err)
	}
	expect("own file", Flags{}, "from_file", FromFile, "credentials file "+p.CredentialsFile)
	expect("helper", Flags{Profile: "helped"}, "from_helper", FromHelper, "helper command of profile helped")
	if len(ran) != 1 || len(ran[0]) != 2 || ran[0][1] != "a b" {
		t.Errorf("ran %q", ran)
	}
	w.vars["SUPERMETRICS_API_KEY"] = " Bearer from_env\n"
	expect("environment", Flags{Profile: "helped"}, "from_env", FromEnvironment, "environment SUPERMETRICS_API_KEY")
	if len(ran) != 1 {
		t.Error("the helper ran although the environment had a credential")
	}
	delete(w.vars, "SUPERMETRICS_API_KEY")
	if err := Forget(p, officialURL, "work"); err != nil {
		t.Fatal(err)
	}
	expect("forgotten", Flags{}, "from_official", FromOfficial, "official client, profile main")
}

func TestSettingsMadeByHandHaveNoCredential(t *testing.T) {
	if c, src, err := (Settings{Origin: officialURL}).Credential(context.Background()); !c.Empty() || src.Kind != NoSource || err != nil {
		t.Error(src, err)
	}
}

func TestAVariableThatIsSetButBadIsRefusedAndNotSkipped(t *testing.T) {
	w := newWorld(t)
	w.official(`{"profiles":{"default":{"api_key":"other"}}}`)
	for _, text := range []string{" ", "\t\n", canary + "\x00", "Bearer", canary + "é", "Bearer Bearer " + canary} {
		w.vars["SUPERMETRICS_API_KEY"] = text
		got, src, err := w.signIn(Flags{})
		var ce *CredentialError
		if !errors.As(err, &ce) || got != "" || src.Kind != FromEnvironment {
			t.Errorf("%q: got %q, %v", text, got, err)
		} else if leaks(err.Error()) || !strings.Contains(err.Error(), "SUPERMETRICS_API_KEY") || !strings.Contains(err.Error(), "unset it") {
			t.Errorf("%q: said %q", text, err)
		}
	}
	w.vars["SUPERMETRICS_API_KEY"] = "" // an empty variable is one that is not set
	if got, _, err := w.signIn(Flags{}); got != "other" || err != nil {
		t.Errorf("empty variable: %q, %v", got, err)
	}
}

func TestAKeptSignInGoesOnlyToItsOriginAndProfile(t *testing.T) {
	w := newWorld(t)
	w.settings("[profiles.a]\n[profiles.b]\n")
	p := w.load(Flags{}).Paths
	for _, err := range []error{
		Keep(p, "https://API.supermetrics.com:443/", "a", secret(t, "key_a")),
		Keep(p, "https://staging.example.com", "a", secret(t, "key_staging")),
		Keep(p, officialURL, "", secret(t, "key_none")),
		Keep(p, officialURL, "a", secret(t, "key_a2")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		f    Flags
		want string
	}{
		{Flags{Profile: "a"}, "key_a2"},
		{Flags{Profile: "a", BaseURL: "https://staging.example.com/v1"}, "key_staging"},
		{Flags{Profile: "a", BaseURL: "https://staging.example.com:8443"}, ""},
		{Flags{Profile: "a", BaseURL: "https://api.supermetrics.com.example.com"}, ""},
		{Flags{Profile: "a", BaseURL: "http://localhost:1"}, ""},
		{Flags{Profile: "b"}, ""},
		{Flags{}, "key_none"},
	} {
		if got, _, err := w.signIn(c.f); got != c.want || err != nil {
			t.Errorf("%+v: %q, %v; want %q", c.f, got, err, c.want)
		}
	}
}

func TestTheOfficialSignInGoesOnlyToItsDomain(t *testing.T) {
	w := newWorld(t)
	w.official(`{"profiles":{"default":{"api_key":"key"}}}`)
	for base, want := range map[string]string{
		"": "key", "https://api.supermetrics.com/v9": "key", "https://API.SUPERMETRICS.COM:443": "key",
		"http://127.0.0.1:8787": "", "https://api.supermetrics.com:8443": "", "https://supermetrics.com": "", "https://api.example.org": "",
	} {
		got, src, err := w.signIn(Flags{BaseURL: base})
		if got != want || err != nil {
			t.Errorf("%s: %q, %v", base, got, err)
		}
		if want == "" && !strings.Contains(src.Note, "https://api.supermetrics.com only") {
			t.Errorf("%s: no word on why: %q", base, src.Note)
		}
	}
	w.vars["SUPERMETRICS_DOMAIN"] = "example.org"
	if got, _, _ := w.signIn(Flags{}); got != "key" {
		t.Error("the domain of the environment is the official one then")
	}
	if got, _, _ := w.signIn(Flags{BaseURL: "https://api.supermetrics.com"}); got != "" {
		t.Error("it went to another domain than the one set")
	}
}

func TestProfilesAndTokensOfTheOfficialClient(t *testing.T) {
	const later, earlier = `"2026-03-05T13:00:00Z"`, `"2026-03-05T12:00:05+00:00"`
	for _, c := range []struct{ name, json, profile, want, fails string }{
		{"active profile", `{"active_profile":"b","profiles":{"a":{"api_key":"A"},"b":{"api_key":"B"}}}`, "", "B", ""},
		{"named profile", `{"active_profile":"b","profiles":{"a":{"api_key":"A"},"b":{"api_key":"B"}}}`, "a", "A", ""},
		{"default", `{"profiles":{"a":{"api_key":"A"},"default":{"api_key":"D"}}}`, "", "D", ""},
		{"the only one", `{"profiles":{"a":{"api_key":"A"}}}`, "", "A", ""},
		{"active one is gone, several left", `{"active_profile":"x","profiles":{"a":{"api_key":"A"},"b":{"api_key":"B"}}}`, "", "", ""},
		{"signed out", `{"active_profile":"a","profiles":{"a":{}}}`, "", "", ""},
		{"empty", `{}`, "", "", ""},
		{"token before key", `{"profiles":{"a":{"api_key":"A","access_token":"T","token_expiry":` + later + `}}}`, "", "T", ""},
		{"expired, with a key", `{"profiles":{"a":{"api_key":"A","access_token":"T","token_expiry":` + earlier + `}}}`, "", "A", ""},
		{"expired, nothing else", `{"profiles":{"a":{"access_token":"T","refresh_token":"R","token_expiry":` + earlier + `}}}`, "", "", "sign in again with the official client"},
		{"expired in seconds", `{"profiles":{"a":{"api_key":"A","access_token":"T","token_expiry":1700000000}}}`, "", "A", ""},
		{"good in seconds", `{"profiles":{"a":{"api_key":"A","access_token":"T","token_expiry":1900000000}}}`, "", "T", ""},
		{"seconds as text", `{"profiles":{"a":{"api_key":"A","access_token":"T","token_expiry":"1700000000"}}}`, "", "A", ""},
		{"no expiry", `{"profiles":{"a":{"api_key":"A","access_token":"T"}}}`, "", "T", ""},
		{"zero expiry", `{"profiles":{"a":{"access_token":"T","token_expiry":"0001-01-01T00:00:00Z"}}}`, "", "T", ""},
		{"strange expiry", `{"profiles":{"a":{"access_token":"T","token_expiry":{"a":1}}}}`, "", "T", ""},
		{"bad key", `{"profiles":{"a":{"api_key":"` + canary + `\n` + canary + `"}}}`, "", "", "line break"},
		{"not JSON", canary, "", "", "cannot be understood"},
		{"wrong shape", `{"profiles":["` + canary + `"]}`, "", "", "cannot be understood"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.official(c.json)
			before, _ := os.ReadFile(filepath.Join(w.home, ".config/supermetrics/config.json"))
			got, src, err := w.signIn(Flags{Profile: c.profile})
			var ce *CredentialError
			switch {
			case got != c.want:
				t.Errorf("got %q from %v, %v", got, src, err)
			case c.fails == "" && err != nil, c.fails != "" && !errors.As(err, &ce):
				t.Errorf("err %v", err)
			case c.fails != "" && (!strings.Contains(err.Error(), c.fails) || leaks(err.Error())):
				t.Errorf("said %q", err)
			}
			after, _ := os.ReadFile(filepath.Join(w.home, ".config/supermetrics/config.json"))
			if string(before) != string(after) {
				t.Error("the official client's file was changed")
			}
		})
	}
}

func TestAPatchbayProfileWinsOverAnOfficialOneOfTheSameName(t *testing.T) {
	w := newWorld(t)
	w.settings("[profiles.a]\nteam = 5\n")
	w.official(`{"active_profile":"b","profiles":{"a":{"api_key":"A"},"b":{"api_key":"B"}}}`)
	if s := w.load(Flags{Profile: "a"}); s.Team != 5 {
		t.Error("the Patchbay profile was not used")
	}
	if got, _, _ := w.signIn(Flags{Profile: "a"}); got != "A" {
		t.Errorf("got %q, want the official sign-in of the same name", got)
	}
	w.vars["SUPERMETRICS_PROFILE"] = "b"
	if s := w.load(Flags{}); s.Profile != "b" || s.Team != 0 {
		t.Errorf("%+v", s)
	}
	if p := w.problem(Flags{Profile: "c"}); !strings.Contains(p.Reason, "known: a, b") {
		t.Error(p)
	}
	w.official("{")
	if p := w.problem(Flags{Profile: "c"}); !strings.Contains(p.Reason, "cannot be understood") {
		t.Error(p)
	}
}

func TestAHelperThatFailsSaysHowWithoutItsWords(t *testing.T) {
	w := newWorld(t)
	w.settings("profile = \"a\"\n[profiles.a]\napi_key_command = [\"key\"]\n")
	w.official(`{"profiles":{"a":{"api_key":"other"}}}`)
	for _, c := range []struct {
		name string
		out  string
		err  error
		says string
	}{
		{"no output", "", nil, "printed nothing"},
		{"an empty first line", "\n" + canary + "\n", nil, "printed nothing"},
		{"two words of Bearer", "Bearer Bearer " + canary, nil, "twice"},
		{"a control character", canary + "\x1b[2J\n", nil, "control character"},
		{"not found", "", os.ErrNotExist, "not found"},
		{"not allowed", "", os.ErrPermission, "may not be run"},
		{"anything else", canary, errors.New(canary), "could not be run"},
	} {
		w.env.Run = func(context.Context, []string) ([]byte, error) { return []byte(c.out), c.err }
		got, src, err := w.signIn(Flags{})
		var ce *CredentialError
		if got != "" || !errors.As(err, &ce) || src.Kind != FromHelper || !strings.Contains(err.Error(), c.says) || leaks(err.Error()) {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
	}
	w.env.Run = func(ctx context.Context, _ []string) ([]byte, error) { return nil, context.DeadlineExceeded }
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := w.load(Flags{}).Credential(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled look-up gives %v", err)
	}
	timedOut, stop := context.WithDeadline(context.Background(), time.Unix(0, 0))
	defer stop()
	src := Source{Kind: FromHelper, Name: "a"}
	if _, err := fromHelper(timedOut, w.env, src, []string{"key"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}
