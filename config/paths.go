// Paths: where settings, state and cache lie on each system.

package config

import "strings"

// Paths are the files and directories in use. OfficialFile may be "" when
// its place is not known; the others never are.
type Paths struct {
	ConfigFile      string // settings, may not exist
	ConfigDir       string
	StateDir        string // journals, history, recent Connectors
	CacheDir        string
	CredentialsFile string // in StateDir: that directory is private and not shared as settings often are
	OfficialFile    string // of the official command-line client; only read
}

// findPaths follows the XDG variables where they hold an absolute path, else
// the custom of the system. Flags go first.
func findPaths(f Flags, env Environment) (Paths, error) {
	sys := system{env.GOOS}
	home := env.Getenv("HOME")
	if sys.windows() {
		home = env.Getenv("USERPROFILE")
	}
	if !sys.abs(home) {
		home = ""
	}
	// pick gives the first absolute base, or "" when there is none.
	pick := func(bases ...string) string {
		for _, b := range bases {
			if sys.abs(b) {
				return b
			}
		}
		return ""
	}
	under := func(base string, parts ...string) string {
		if base == "" {
			return ""
		}
		return sys.join(append([]string{base}, parts...)...)
	}

	var p Paths
	if sys.windows() {
		roaming := pick(env.Getenv("APPDATA"), under(home, "AppData", "Roaming"))
		local := pick(env.Getenv("LOCALAPPDATA"), under(home, "AppData", "Local"))
		p.ConfigDir = under(pick(env.Getenv("XDG_CONFIG_HOME"), roaming), "patchbay")
		p.StateDir = under(local, "patchbay", "state")
		if x := pick(env.Getenv("XDG_STATE_HOME")); x != "" {
			p.StateDir = under(x, "patchbay")
		}
		p.CacheDir = under(local, "patchbay", "cache")
		if x := pick(env.Getenv("XDG_CACHE_HOME")); x != "" {
			p.CacheDir = under(x, "patchbay")
		}
		p.OfficialFile = under(roaming, "supermetrics", "config.json")
	} else {
		xdgConfig := pick(env.Getenv("XDG_CONFIG_HOME"), under(home, ".config"))
		p.ConfigDir = under(xdgConfig, "patchbay")
		p.StateDir = under(pick(env.Getenv("XDG_STATE_HOME"), under(home, ".local", "state")), "patchbay")
		p.CacheDir = under(pick(env.Getenv("XDG_CACHE_HOME"), under(home, ".cache")), "patchbay")
		p.OfficialFile = under(xdgConfig, "supermetrics", "config.json")
		if env.GOOS == "darwin" {
			p.OfficialFile = under(home, "Library", "Application Support", "supermetrics", "config.json")
		}
	}
	if f.StateDir != "" {
		p.StateDir = absolute(f.StateDir)
	}
	if p.ConfigDir == "" || p.StateDir == "" || p.CacheDir == "" {
		name := "HOME"
		if sys.windows() {
			name = "USERPROFILE"
		}
		return Paths{}, &Problem{Key: name, Reason: "is not set, so there is no place for settings and unsaved work; set it to your home directory"}
	}
	p.ConfigFile = sys.join(p.ConfigDir, "config.toml")
	if f.Config != "" {
		p.ConfigFile = absolute(f.Config)
	}
	p.CredentialsFile = sys.join(p.StateDir, "credentials.json")
	return p, nil
}

// system joins and judges paths as the named system does, whichever system
// this program was built for.
type system struct{ goos string }

func (s system) windows() bool { return s.goos == "windows" }

func (s system) join(parts ...string) string {
	sep := "/"
	if s.windows() {
		sep = `\`
	}
	trimmed := strings.TrimRight(parts[0], sep+"/")
	return strings.Join(append([]string{trimmed}, parts[1:]...), sep)
}

func (s system) abs(path string) bool {
	if !s.windows() {
		return strings.HasPrefix(path, "/")
	}
	drive := len(path) >= 3 && path[1] == ':' && (path[2] == '\\' || path[2] == '/')
	return drive || strings.HasPrefix(path, `\\`)
}
