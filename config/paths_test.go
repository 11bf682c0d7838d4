// Where things lie on each system, and which addresses are accepted.

package config

import "testing"

func TestFilesLieWhereEachSystemPutsThem(t *testing.T) {
	for _, c := range []struct {
		name, goos string
		vars       map[string]string
		want       Paths
	}{
		{"Linux", "linux", map[string]string{"HOME": "/home/a"}, Paths{
			ConfigFile: "/home/a/.config/patchbay/config.toml", ConfigDir: "/home/a/.config/patchbay",
			StateDir: "/home/a/.local/state/patchbay", CacheDir: "/home/a/.cache/patchbay",
			CredentialsFile: "/home/a/.local/state/patchbay/credentials.json", OfficialFile: "/home/a/.config/supermetrics/config.json"}},
		{"Linux with XDG", "linux", map[string]string{"HOME": "/home/a", "XDG_CONFIG_HOME": "/c/", "XDG_STATE_HOME": "/s", "XDG_CACHE_HOME": "/k"}, Paths{
			ConfigFile: "/c/patchbay/config.toml", ConfigDir: "/c/patchbay", StateDir: "/s/patchbay", CacheDir: "/k/patchbay",
			CredentialsFile: "/s/patchbay/credentials.json", OfficialFile: "/c/supermetrics/config.json"}},
		{"Linux, XDG without home", "linux", map[string]string{"XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s", "XDG_CACHE_HOME": "/k"}, Paths{
			ConfigFile: "/c/patchbay/config.toml", ConfigDir: "/c/patchbay", StateDir: "/s/patchbay", CacheDir: "/k/patchbay",
			CredentialsFile: "/s/patchbay/credentials.json", OfficialFile: "/c/supermetrics/config.json"}},
		{"a relative XDG path does not count", "linux", map[string]string{"HOME": "/home/a", "XDG_CONFIG_HOME": "c"}, Paths{
			ConfigFile: "/home/a/.config/patchbay/config.toml", ConfigDir: "/home/a/.config/patchbay",
			StateDir: "/home/a/.local/state/patchbay", CacheDir: "/home/a/.cache/patchbay",
			CredentialsFile: "/home/a/.local/state/patchbay/credentials.json", OfficialFile: "/home/a/.config/supermetrics/config.json"}},
		{"macOS", "darwin", map[string]string{"HOME": "/Users/a", "XDG_CONFIG_HOME": "/c"}, Paths{
			ConfigFile: "/c/patchbay/config.toml", ConfigDir: "/c/patchbay",
			StateDir: "/Users/a/.local/state/patchbay", CacheDir: "/Users/a/.cache/patchbay",
			CredentialsFile: "/Users/a/.local/state/patchbay/credentials.json",
			OfficialFile:    "/Users/a/Library/Application Support/supermetrics/config.json"}},
		{"Windows", "windows", map[string]string{"USERPROFILE": `C:\Users\a`, "APPDATA": `C:\Users\a\AppData\Roaming`, "LOCALAPPDATA": `C:\Users\a\AppData\Local`}, Paths{
			ConfigFile: `C:\Users\a\AppData\Roaming\patchbay\config.toml`, ConfigDir: `C:\Users\a\AppData\Roaming\patchbay`,
			StateDir: `C:\Users\a\AppData\Local\patchbay\state`, CacheDir: `C:\Users\a\AppData\Local\patchbay\cache`,
			CredentialsFile: `C:\Users\a\AppData\Local\patchbay\state\credentials.json`,
			OfficialFile:    `C:\Users\a\AppData\Roaming\supermetrics\config.json`}},
		{"Windows, only the profile known", "windows", map[string]string{"USERPROFILE": `D:\a`}, Paths{
			ConfigFile: `D:\a\AppData\Roaming\patchbay\config.toml`, ConfigDir: `D:\a\AppData\Roaming\patchbay`,
			StateDir: `D:\a\AppData\Local\patchbay\state`, CacheDir: `D:\a\AppData\Local\patchbay\cache`,
			CredentialsFile: `D:\a\AppData\Local\patchbay\state\credentials.json`,
			OfficialFile:    `D:\a\AppData\Roaming\supermetrics\config.json`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := findPaths(Flags{}, Environment{GOOS: c.goos, Getenv: func(n string) string { return c.vars[n] }})
			if err != nil || got != c.want {
				t.Errorf("%v\ngot  %+v\nwant %+v", err, got, c.want)
			}
		})
	}
}

func TestFlagsMoveFilesAndTheCredentialsFollowTheState(t *testing.T) {
	w := newWorld(t)
	t.Chdir(w.home)
	s := w.load(Flags{StateDir: "s", Config: w.write("c.toml", "", 0o644), DebugLog: "log"})
	want := Paths{
		ConfigFile: w.home + "/c.toml", ConfigDir: w.home + "/.config/patchbay", StateDir: w.home + "/s", CacheDir: w.home + "/.cache/patchbay",
		CredentialsFile: w.home + "/s/credentials.json", OfficialFile: w.home + "/.config/supermetrics/config.json",
	}
	if s.Paths != want || s.DebugLog != w.home+"/log" {
		t.Errorf("got  %+v\nwant %+v", s.Paths, want)
	}
}

func TestOneOriginHasOneSpelling(t *testing.T) {
	for in, want := range map[string]string{
		"https://api.supermetrics.com":      "https://api.supermetrics.com",
		"HTTPS://API.Supermetrics.com:443/": "https://api.supermetrics.com",
		"https://a.b:8443/v1":               "https://a.b:8443",
		"http://localhost:80":               "http://localhost",
		"http://LOCALHOST:8787":             "http://localhost:8787",
		"http://127.9.9.9:1":                "http://127.9.9.9:1",
		"http://[::1]:8787/x":               "http://[::1]:8787",
		"https://[::1]:443":                 "https://[::1]",
	} {
		if got, err := Origin(in); got != want || err != nil {
			t.Errorf("%s: %s, %v", in, got, err)
		}
	}
	for _, in := range []string{
		"", "api.supermetrics.com", "https://", "https:///x", "https:api", "ftp://a", "http://example.com", "http://10.0.0.1",
		"http://localhost.example.com", "http://127.0.0.1.nip.io", "http://0.0.0.0", "https://u@a", "https://u:p@a", "https://a?", "https://a?x",
		"https://a#", "https://a#x", "https://a:0", "https://a:65536", "https://a:", "https://a b", "https://a\n", "https://ä.com", "https://a..b", "://x", "https://a%2eb",
	} {
		if got, err := Origin(in); err == nil {
			t.Errorf("%q was accepted as %s", in, got)
		}
	}
}

func FuzzABaseURLThatIsAcceptedStaysItself(f *testing.F) {
	f.Add("https://a.b:443/x/../y//")
	f.Add("http://[::ffff:127.0.0.1]:80")
	f.Fuzz(func(t *testing.T, s string) {
		base, origin, err := checkBaseURL(s)
		if err != nil {
			return
		}
		again, sameOrigin, err := checkBaseURL(base)
		if err != nil || again != base || sameOrigin != origin {
			t.Fatalf("%q → %q, %q → %q, %q, %v", s, base, origin, again, sameOrigin, err)
		}
	})
}
