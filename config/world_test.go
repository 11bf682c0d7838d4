// A world for tests: a home directory, variables and a clock of their own.

package config

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

type world struct {
	t    *testing.T
	home string
	vars map[string]string
	env  Environment
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, home: t.TempDir(), vars: map[string]string{}}
	w.vars["HOME"] = w.home
	w.env = Environment{
		GOOS:   "linux",
		Getenv: func(n string) string { return w.vars[n] },
		UID:    os.Getuid(),
		Now:    func() time.Time { return noon },
		Run: func(context.Context, []string) ([]byte, error) {
			return nil, errors.New("no command is expected here")
		},
	}
	return w
}

func (w *world) configFile() string {
	return filepath.Join(w.home, ".config", "patchbay", "config.toml")
}

// write puts a file below the home directory.
func (w *world) write(path, text string, mode os.FileMode) string {
	w.t.Helper()
	if !filepath.IsAbs(path) {
		path = filepath.Join(w.home, path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		w.t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		w.t.Fatal(err)
	}
	return path
}

func (w *world) settings(toml string) { w.t.Helper(); w.write(w.configFile(), toml, 0o644) }

func (w *world) official(json string) {
	w.t.Helper()
	w.write(".config/supermetrics/config.json", json, 0o600)
}

func (w *world) load(f Flags) Settings {
	w.t.Helper()
	s, err := Load(f, w.env)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// problem loads and expects a *Problem.
func (w *world) problem(f Flags) *Problem {
	w.t.Helper()
	_, err := Load(f, w.env)
	var p *Problem
	if !errors.As(err, &p) {
		w.t.Fatalf("got %v, want a problem", err)
	}
	return p
}

// signIn finds the credential and tells it as its header.
func (w *world) signIn(f Flags) (string, Source, error) {
	w.t.Helper()
	c, src, err := w.load(f).Credential(context.Background())
	return c.Header(Raw), src, err
}
