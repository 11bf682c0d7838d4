// Validation of the settings file: every value, used in this start or not.

package config

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
)

// validate checks every value, and returns the problem nearest to the top of
// the file.
func (f settingsFile) validate() error {
	var found []*Problem
	add := func(reason string, key ...string) { found = append(found, f.problem(reason, key...)) }
	choice := func(value *string, key string, allowed ...string) {
		if value != nil && !slices.Contains(allowed, *value) {
			add(wanted[key], key)
		}
	}
	team := func(n *int64, key ...string) {
		if n != nil && *n < 1 {
			add(teamReason, key...)
		}
	}
	team(f.Team, "team")
	choice(f.Layout, "layout", "open", "stored")
	choice(f.Theme, "theme", "auto", "dark", "light")
	choice(f.Colours, "colours", "auto", "none", "16", "256", "true")
	for key, n := range map[string]*int64{"keep_days": f.History.Days, "keep_megabytes": f.History.Megabytes, "keep_versions": f.History.Versions} {
		if n != nil && (*n < 0 || *n > maxKeep) {
			add(wanted["history."+key], "history", key)
		}
	}
	if f.Profile != nil && *f.Profile == "" {
		add(wanted["profile"], "profile")
	}
	if f.CAFile != nil && *f.CAFile == "" {
		add(wanted["ca_file"], "ca_file")
	}
	for name, keys := range f.Keys {
		if slices.Contains(keys, "") {
			add(wanted["keys.*"], "keys", name)
		}
	}
	for name, p := range f.Profiles {
		at := func(key string) []string { return []string{"profiles", name, key} }
		if strings.TrimSpace(name) == "" {
			add("a profile needs a name", "profiles", name)
		}
		team(p.Team, at("team")...)
		if p.Auth != nil && *p.Auth != "bearer" && *p.Auth != "raw" {
			add(wanted["profiles.*.auth"], at("auth")...)
		}
		if p.BaseURL != nil {
			if _, _, err := checkBaseURL(*p.BaseURL); err != nil {
				add(err.Error(), at("base_url")...)
			}
		}
		if p.APIKeyCommand != nil {
			if err := checkCommand(*p.APIKeyCommand); err != nil {
				add(err.Error(), at("api_key_command")...)
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	return slices.MinFunc(found, func(a, b *Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return strings.Compare(a.Key, b.Key)
	})
}

// checkCommand accepts a command name that is looked up, or an absolute path.
// A path relative to wherever the program happens to be started could run
// somebody else's file.
func checkCommand(argv []string) error {
	if len(argv) == 0 || strings.TrimSpace(argv[0]) == "" {
		return errors.New(wanted["profiles.*.api_key_command"])
	}
	if strings.ContainsAny(argv[0], `/\`) && !filepath.IsAbs(argv[0]) {
		return errors.New("must begin with a command name or an absolute path; no shell reads it, so ~ and $NAME are not replaced")
	}
	for _, a := range argv {
		if strings.ContainsRune(a, 0) {
			return errors.New("must not hold a NUL character")
		}
	}
	return nil
}
