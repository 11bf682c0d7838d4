// The environment: what settings are read from, given from outside for tests.

package config

import (
	"context"
	"os"
	"runtime"
	"time"
)

// Names of the variables shared with the official command-line client.
const (
	envKey     = "SUPERMETRICS_API_KEY"
	envProfile = "SUPERMETRICS_PROFILE"
	envDomain  = "SUPERMETRICS_DOMAIN"
)

// Environment is everything the settings depend on besides flags and files.
// A start in a test, or of a session that must not see the variables of the
// server, is given one of its own.
type Environment struct {
	GOOS   string                   // as runtime.GOOS: decides where files lie
	Getenv func(name string) string // "" when a variable is not set
	UID    int                      // owner that files must have; ignored on Windows
	Now    func() time.Time
	// Run starts argv without a shell and returns what it wrote to standard
	// output, cut at 64 KB. It obeys the context and never returns what the
	// command wrote to standard error.
	Run func(ctx context.Context, argv []string) ([]byte, error)
}

// System is the environment of this process.
func System() Environment {
	return Environment{
		GOOS:   runtime.GOOS,
		Getenv: os.Getenv,
		UID:    os.Getuid(),
		Now:    time.Now,
		Run:    run,
	}
}

// Flags are the global flags as given. An empty text means "not given".
type Flags struct {
	Team, Profile, BaseURL, Config, StateDir, CAFile, DebugLog string
	ReadOnly, ASCII, NoColor                                   bool
	// Given tells whether a flag stood on the command line, by its name
	// without dashes, so that `--profile ""` is refused and `--no-color=false`
	// goes before NO_COLOR. It may be nil; then whatever is not empty or
	// false was given.
	Given func(name string) bool
}

// texts lists the flags that take a value, by name.
func (f Flags) texts() []struct{ name, value string } {
	return []struct{ name, value string }{
		{"team", f.Team}, {"profile", f.Profile}, {"base-url", f.BaseURL}, {"config", f.Config},
		{"state-dir", f.StateDir}, {"ca-file", f.CAFile}, {"debug-log", f.DebugLog},
	}
}

// check refuses a flag that was given without a value.
func (f Flags) check() error {
	if f.Given == nil {
		return nil
	}
	for _, t := range f.texts() {
		if t.value == "" && f.Given(t.name) {
			return &Problem{Key: "--" + t.name, Reason: "needs a value"}
		}
	}
	return nil
}

// switched tells what a yes-or-no flag decides, and whether it decides.
func (f Flags) switched(name string, value bool) (on, decides bool) {
	if f.Given != nil {
		return value, f.Given(name)
	}
	return value, value
}
