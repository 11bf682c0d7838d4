// Settings: everything a start of the program is told, as one value.

// Package config turns flags, environment and files into one value of
// settings, and finds, keeps and guards the credential. It knows where files
// lie on each system. It must never know a terminal, a screen, the API or the
// meaning of a Configuration, and it never prints a credential.
package config

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// Layout is what is done with stored text that has very long lines.
type Layout int

const (
	// OnOpen lays such text out when it is opened. It is the default.
	OnOpen Layout = iota
	// Stored shows it exactly as stored.
	Stored
)

// Glyphs is the set of characters frames and marks are drawn with.
type Glyphs int

const (
	Unicode Glyphs = iota // the default
	ASCII
)

// Colours is how many colours may be used.
type Colours int

const (
	AutoColours Colours = iota // what the terminal is found to have; the default
	NoColours
	Colours16
	Colours256
	TrueColour
)

// History is how much of what was fetched and saved is kept on this machine. Any
// of its limits at 0 keeps nothing more.
type History struct {
	Days      int // how long a version is kept once another took its place
	Megabytes int // of 1,000,000 bytes: of all versions together, on disk
	Versions  int // of each Connector
}

// What is kept unless the settings file says otherwise.
const (
	keepDays      = 90
	keepMegabytes = 200
	keepVersions  = 200
)

// Settings is everything decided before the first screen. It is a value and
// holds no credential: Credential looks that up each time it is needed.
type Settings struct {
	Profile  string // "" when none was named
	Team     int64  // 0 when none was given
	BaseURL  string // without a slash at its end
	Origin   string // scheme, host and port of BaseURL: what credentials and stored work are bound to
	Auth     Scheme
	ReadOnly bool
	Layout   Layout
	Glyphs   Glyphs
	Colours  Colours
	Theme    string              // "auto", "dark" or "light"
	Mouse    bool                // off unless the settings file says otherwise
	Keys     map[string][]string // name of a binding to its keys; names are not checked here
	History  History
	Paths    Paths
	CAFile   string   // absolute, or ""
	DebugLog string   // absolute, or ""
	Profiles []string // names in the settings file, sorted

	env    Environment
	helper []string // api_key_command of the profile in use
	file   settingsFile
}

// Load reads and checks the settings. Flags go before the environment, the
// environment before the file. A base URL is taken from the flag, else the
// profile, else SUPERMETRICS_DOMAIN, which names only the default. Every
// error is a *Problem: one line that names the place.
func Load(f Flags, env Environment) (Settings, error) {
	if err := f.check(); err != nil {
		return Settings{}, err
	}
	paths, err := findPaths(f, env)
	if err != nil {
		return Settings{}, err
	}
	file, err := readSettings(paths.ConfigFile, f.Config != "", env.UID)
	if err != nil {
		return Settings{}, err
	}
	s := Settings{Paths: paths, Theme: "auto", Keys: map[string][]string{}, env: env, file: file}
	s.Profiles = slices.Sorted(maps.Keys(file.Profiles))
	s.display(f)
	profile, err := s.chooseProfile(f)
	if err != nil {
		return Settings{}, err
	}
	if err := s.account(f, profile); err != nil {
		return Settings{}, err
	}
	return s, nil
}

// display settles what concerns the screen and this machine.
func (s *Settings) display(f Flags) {
	file := s.file
	if file.Layout != nil && *file.Layout == "stored" {
		s.Layout = Stored
	}
	if file.Theme != nil {
		s.Theme = *file.Theme
	}
	if on, decides := f.switched("ascii", f.ASCII); decides {
		s.Glyphs = glyphs(on)
	} else if file.ASCII != nil {
		s.Glyphs = glyphs(*file.ASCII)
	}
	if file.Colours != nil {
		s.Colours = map[string]Colours{
			"auto": AutoColours, "none": NoColours, "16": Colours16, "256": Colours256, "true": TrueColour,
		}[*file.Colours]
	}
	if s.env.Getenv("NO_COLOR") != "" {
		s.Colours = NoColours
	}
	if off, decides := f.switched("no-color", f.NoColor); decides {
		if off {
			s.Colours = NoColours
		} else if s.Colours == NoColours {
			s.Colours = AutoColours
		}
	}
	s.Mouse = file.Mouse != nil && *file.Mouse
	s.History = History{
		Days: orElse(file.History.Days, keepDays), Megabytes: orElse(file.History.Megabytes, keepMegabytes), Versions: orElse(file.History.Versions, keepVersions),
	}
	for name, keys := range file.Keys {
		s.Keys[name] = slices.Clone(keys)
	}
	if file.CAFile != nil {
		s.CAFile = besides(file.path, *file.CAFile)
	}
	if f.CAFile != "" {
		s.CAFile = absolute(f.CAFile)
	}
	if f.DebugLog != "" {
		s.DebugLog = absolute(f.DebugLog)
	}
}

func orElse(set *int64, otherwise int) int {
	if set == nil {
		return otherwise
	}
	return int(*set)
}

func glyphs(ascii bool) Glyphs {
	if ascii {
		return ASCII
	}
	return Unicode
}

// besides reads a path in the settings file as relative to that file.
func besides(file, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return absolute(filepath.Join(filepath.Dir(file), path))
}

// chooseProfile finds the profile that flag, environment or file name, in
// that order. It may be one of the official client, which has no settings.
func (s *Settings) chooseProfile(f Flags) (fileProfile, error) {
	var missing *Problem
	switch {
	case f.Profile != "":
		s.Profile, missing = f.Profile, &Problem{Key: "--profile"}
	case s.env.Getenv(envProfile) != "":
		s.Profile, missing = s.env.Getenv(envProfile), &Problem{Key: envProfile}
	case s.file.Profile != nil:
		s.Profile, missing = *s.file.Profile, s.file.problem("", "profile")
	default:
		return fileProfile{}, nil
	}
	if p, ok := s.file.Profiles[s.Profile]; ok {
		return p, nil
	}
	official, err := readOfficial(s.Paths.OfficialFile)
	if _, ok := official.Profiles[s.Profile]; ok {
		return fileProfile{}, nil
	}
	known := append(slices.Clone(s.Profiles), official.names()...)
	slices.Sort(known)
	known = slices.Compact(known)
	missing.Reason = fmt.Sprintf("there is no profile %q", s.Profile)
	switch {
	case err != nil:
		missing.Reason += ", and the file of the official client, " + s.Paths.OfficialFile + ", " + plain(err)
	case len(known) == 0:
		missing.Reason += "; there are none yet: write [profiles." + dotted([]string{s.Profile}) + "] in " + s.Paths.ConfigFile
	case len(known) > 10:
		missing.Reason += fmt.Sprintf("; known: %s and %d more", strings.Join(known[:10], ", "), len(known)-10)
	default:
		missing.Reason += "; known: " + strings.Join(known, ", ")
	}
	return fileProfile{}, missing
}

// account settles where calls go, for which team and with what rights.
func (s *Settings) account(f Flags, p fileProfile) error {
	switch {
	case f.Team != "":
		n, ok := parseTeam(f.Team)
		if !ok {
			return &Problem{Key: "--team", Reason: teamReason}
		}
		s.Team = n
	case p.Team != nil:
		s.Team = *p.Team
	case s.file.Team != nil:
		s.Team = *s.file.Team
	}

	home, err := domainURL(s.env)
	if err != nil {
		return err
	}
	base, place := home, &Problem{Key: envDomain}
	if p.BaseURL != nil {
		base, place = *p.BaseURL, s.file.problem("", "profiles", s.Profile, "base_url")
	}
	if f.BaseURL != "" {
		base, place = f.BaseURL, &Problem{Key: "--base-url"}
	}
	s.BaseURL, s.Origin, err = checkBaseURL(base)
	if err != nil {
		place.Reason = err.Error()
		return place
	}

	if p.Auth != nil && *p.Auth == "raw" {
		s.Auth = Raw
	}
	if p.APIKeyCommand != nil {
		if s.file.distrust != "" {
			return s.file.problem(s.file.distrust, "profiles", s.Profile, "api_key_command")
		}
		s.helper = slices.Clone(*p.APIKeyCommand)
	}
	// A flag can only take rights away: a profile marked read-only stays so.
	asked, _ := f.switched("read-only", f.ReadOnly)
	s.ReadOnly = asked || (p.ReadOnly != nil && *p.ReadOnly)
	if p.ReadOnly == nil && s.file.ReadOnly != nil && *s.file.ReadOnly {
		s.ReadOnly = true
	}
	return nil
}

// Problem is a complaint about a key of the settings file found later, such
// as a binding that does not exist. The key is given in its parts, such as
// "keys", "save".
func (s Settings) Problem(reason string, key ...string) *Problem {
	return s.file.problem(reason, key...)
}
