//go:build unix

// Files on Unix: who may read them, and what is refused.

package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestTheCredentialsFileIsPrivateFromItsFirstByte(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	w := newWorld(t)
	p := w.load(Flags{}).Paths
	if err := Keep(p, officialURL, "", secret(t, canary)); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{p.CredentialsFile: 0o600, filepath.Dir(p.CredentialsFile): 0o700 | os.ModeDir} {
		if info, err := os.Stat(path); err != nil || info.Mode() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	if names, _ := os.ReadDir(p.StateDir); len(names) != 1 {
		t.Errorf("something was left behind: %v", names)
	}
	if names, err := os.ReadDir(filepath.Join(w.home, ".config")); err == nil {
		t.Errorf("something was written beside the settings: %v", names)
	}
}

// Every way in which the file can be wrong: refused with what to do, never
// changed, never followed, and no later place is asked instead.
func TestACredentialsFileThatCannotBeTrustedIsRefused(t *testing.T) {
	good := `{"version":1,"sign_ins":[{"origin":"` + officialURL + `","profile":"","credential":"` + canary + `"}]}`
	for _, c := range []struct {
		name string
		make func(w *world, path string)
		says string
	}{
		{"group may read", func(w *world, p string) { w.write(p, good, 0o640) }, "chmod 600"},
		{"everybody may read", func(w *world, p string) { w.write(p, good, 0o604) }, "chmod 600"},
		{"foreign owner", func(w *world, p string) { w.write(p, good, 0o600); w.env.UID++ }, "another user"},
		{"link", func(w *world, p string) {
			real := w.write("real.json", good, 0o600)
			_ = os.MkdirAll(filepath.Dir(p), 0o700)
			_ = os.Symlink(real, p)
		}, "symbolic link"},
		{"dangling link", func(w *world, p string) {
			_ = os.MkdirAll(filepath.Dir(p), 0o700)
			_ = os.Symlink(filepath.Join(w.home, "nothing"), p)
		}, "symbolic link"},
		{"pipe", func(w *world, p string) {
			_ = os.MkdirAll(filepath.Dir(p), 0o700)
			_ = syscall.Mkfifo(p, 0o600)
		}, "not a plain file"},
		{"directory", func(w *world, p string) { _ = os.MkdirAll(p, 0o700) }, "not a plain file"},
		{"not JSON", func(w *world, p string) { w.write(p, canary, 0o600) }, "cannot be understood"},
		{"cut", func(w *world, p string) { w.write(p, good[:len(good)-5], 0o600) }, "cannot be understood"},
		{"too long", func(w *world, p string) { w.write(p, good+strings.Repeat(" ", maxFile), 0o600) }, "cannot be understood"},
		{"other version", func(w *world, p string) { w.write(p, strings.Replace(good, "1", "2", 1), 0o600) }, "another version"},
		{"bad credential", func(w *world, p string) { w.write(p, strings.Replace(good, canary, canary+`\n`+canary, 1), 0o600) }, "sign in again"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.official(`{"profiles":{"default":{"api_key":"other"}}}`)
			p := w.load(Flags{}).Paths
			c.make(w, p.CredentialsFile)
			got, src, err := w.signIn(Flags{})
			var ce *CredentialError
			if got != "" || !errors.As(err, &ce) || src.Kind != FromFile || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("got %q, %v", got, err)
			}
			if text := err.Error(); leaks(text) || strings.Contains(text, "\n") || !strings.Contains(text, p.CredentialsFile) {
				t.Errorf("said %q", text)
			}
			if c.name == "bad credential" || c.name == "foreign owner" {
				return // signing in again replaces the one; the other depends on the real user
			}
			before, _ := os.Lstat(p.CredentialsFile)
			if Keep(p, officialURL, "", secret(t, "new")) == nil || Forget(p, officialURL, "") == nil {
				t.Error("it was written all the same")
			}
			if after, _ := os.Lstat(p.CredentialsFile); !os.SameFile(before, after) {
				t.Error("it was replaced")
			}
		})
	}
}

func TestAFailedKeepLeavesTheOldFile(t *testing.T) {
	w := newWorld(t)
	p := w.load(Flags{}).Paths
	if err := Keep(p, officialURL, "", secret(t, "old")); err != nil {
		t.Fatal(err)
	}
	if Keep(p, officialURL, "", Credential{}) == nil || Keep(p, "http://example.com", "", secret(t, "new")) == nil {
		t.Error("nothing, or a bad origin, was kept")
	}
	if got, _, err := w.signIn(Flags{}); got != "old" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	blocked := p
	blocked.CredentialsFile = filepath.Join(w.write("file", "", 0o600), "credentials.json")
	if err := Keep(blocked, officialURL, "", secret(t, canary)); err == nil || leaks(err.Error()) {
		t.Errorf("below a file: %v", err)
	}
	if err := Forget(Paths{CredentialsFile: filepath.Join(w.home, "none")}, officialURL, ""); err != nil {
		t.Errorf("forgetting where nothing is kept: %v", err)
	}
}

func TestACommandInAFileThatEverybodyCanChangeIsNotRun(t *testing.T) {
	w := newWorld(t)
	text := "[profiles.a]\n\napi_key_command = [\"key\"]\n[profiles.b]\n"
	w.write(w.configFile(), text, 0o646)
	p := w.problem(Flags{Profile: "a"})
	if p.Line != 3 || p.Key != "profiles.a.api_key_command" || !strings.Contains(p.Reason, "not run") {
		t.Error(p)
	}
	w.load(Flags{Profile: "b"}) // nothing to run, nothing to fear
	w.write(w.configFile(), text, 0o664)
	w.load(Flags{Profile: "a"})
	// A file of root's is believed, so root has to give its own away first.
	if os.Getuid() == 0 {
		if err := os.Chown(w.configFile(), 12345, -1); err != nil {
			t.Fatal(err)
		}
	} else {
		w.env.UID++
	}
	if p := w.problem(Flags{Profile: "a"}); !strings.Contains(p.Reason, "another user") {
		t.Error(p)
	}
}

func TestSettingsBehindAPipeDoNotHangTheStart(t *testing.T) {
	w := newWorld(t)
	pipe := filepath.Join(w.home, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if p := w.problem(Flags{Config: pipe}); !strings.Contains(p.Reason, "not a plain file") {
		t.Error(p)
	}
	link := filepath.Join(w.home, "link.toml")
	_ = os.Symlink(w.write("dotfiles.toml", "team = 9\n", 0o644), link)
	if w.load(Flags{Config: link}).Team != 9 {
		t.Error("settings kept elsewhere and linked were not read")
	}
}
