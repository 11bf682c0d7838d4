// The settings file: TOML to values, and where in the file each key stands.

package config

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// maxFile is the longest settings or credentials file read, in bytes.
const maxFile = 1 << 20

// fileSettings is the settings file. A nil pointer is a key that is not there.
type fileSettings struct {
	Profile  *string                `toml:"profile"`
	Team     *int64                 `toml:"team"`
	ReadOnly *bool                  `toml:"read_only"`
	Layout   *string                `toml:"layout"`
	Theme    *string                `toml:"theme"`
	Colours  *string                `toml:"colours"`
	ASCII    *bool                  `toml:"ascii"`
	Mouse    *bool                  `toml:"mouse"`
	CAFile   *string                `toml:"ca_file"`
	History  fileHistory            `toml:"history"`
	Profiles map[string]fileProfile `toml:"profiles"`
	Keys     map[string][]string    `toml:"keys"`
}

type fileHistory struct {
	Days      *int64 `toml:"keep_days"`
	Megabytes *int64 `toml:"keep_megabytes"`
	Versions  *int64 `toml:"keep_versions"`
}

type fileProfile struct {
	Team          *int64    `toml:"team"`
	BaseURL       *string   `toml:"base_url"`
	APIKeyCommand *[]string `toml:"api_key_command"`
	Auth          *string   `toml:"auth"`
	ReadOnly      *bool     `toml:"read_only"`
}

const teamReason = "must be a team ID: a whole number from 1 to 9223372036854775807"

// wanted says, for each key, what its value must be. A profile's keys stand
// under "profiles.*", a remapped binding under "keys.*".
var wanted = map[string]string{
	"profile":                    `must be the name of a profile, such as "work"`,
	"team":                       teamReason,
	"read_only":                  "must be true or false",
	"layout":                     `must be "open" or "stored"`,
	"theme":                      `must be "auto", "dark" or "light"`,
	"colours":                    `must be "auto", "none", "16", "256" or "true"`,
	"ascii":                      "must be true or false",
	"mouse":                      "must be true or false",
	"ca_file":                    `must be the path of a file of certificates, such as "/etc/ssl/company.pem"`,
	"history":                    "must be a table, such as [history]",
	"history.keep_days":          keepReason("days"),
	"history.keep_megabytes":     keepReason("megabytes"),
	"history.keep_versions":      keepReason("versions of each Connector"),
	"profiles":                   "must be tables, such as [profiles.work]",
	"profiles.*":                 "must be a table, such as [profiles.work]",
	"profiles.*.team":            teamReason,
	"profiles.*.base_url":        "must be a URL such as https://api." + defaultDomain,
	"profiles.*.api_key_command": `must be a list of a command and its arguments, such as ["pass", "show", "supermetrics"]`,
	"profiles.*.auth":            `must be "bearer" or "raw"`,
	"profiles.*.read_only":       "must be true or false",
	"keys":                       "must be a table, such as [keys]",
	"keys.*":                     `must be a list of keys, such as ["ctrl+s"]`,
}

// maxKeep is the largest limit of the history that can be set.
const maxKeep = 100_000

func keepReason(of string) string {
	return "must be a whole number of " + of + " from 0 to " + strconv.Itoa(maxKeep) + "; 0 switches keeping a history off"
}

// pattern turns a key of the file into its form in wanted.
func pattern(key []string) string {
	k := slices.Clone(key)
	if len(k) > 1 && (k[0] == "profiles" || k[0] == "keys") {
		k[1] = "*"
	}
	return strings.Join(k, ".")
}

// settingsFile is a file as read: its values, and lines for problems.
type settingsFile struct {
	fileSettings
	path     string
	lines    map[string]int // dotted key, lower case, to its line
	distrust string         // why commands named in it must not run; "" when they may
}

// readSettings reads the file. One that is not there is empty, unless it was
// asked for by name.
func readSettings(path string, named bool, uid int) (settingsFile, error) {
	file := settingsFile{path: path}
	if path == os.DevNull {
		return file, nil
	}
	data, info, err := readPlain(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !named:
		return file, nil
	case err != nil:
		return file, &Problem{File: path, Reason: plain(err)}
	}
	file.distrust = trusted(info, uid)
	return file, file.parse(data)
}

// parse decodes strictly: a key that is not known is a problem, not a wish.
func (f *settingsFile) parse(data []byte) error {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	d := toml.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(&f.fileSettings)
	var missing *toml.StrictMissingError
	var wrong *toml.DecodeError
	switch {
	case errors.As(err, &missing):
		first := missing.Errors[0]
		for _, e := range missing.Errors[1:] {
			if a, _ := e.Position(); a < line(&first) {
				first = e
			}
		}
		return &Problem{File: f.path, Line: line(&first), Key: dotted(first.Key()), Reason: unknown(first.Key())}
	case errors.As(err, &wrong):
		return &Problem{File: f.path, Line: line(wrong), Key: dotted(wrong.Key()), Reason: mismatch(wrong)}
	case err != nil:
		return &Problem{File: f.path, Reason: "is not valid TOML"}
	}
	f.lines = keyLines(data)
	return f.validate()
}

func line(e *toml.DecodeError) int {
	row, _ := e.Position()
	return row
}

// unknown words a key that does not exist, with those that do.
func unknown(key []string) string {
	last := strings.ToLower(key[len(key)-1])
	for _, word := range []string{"token", "password", "secret", "credential", "api_key", "apikey"} {
		if strings.Contains(last, word) {
			return "unknown key; a credential does not belong in this file: sign in, or name a helper command in api_key_command"
		}
	}
	parent := pattern(key[:len(key)-1])
	var known []string
	for k := range wanted {
		rest, ok := k, parent == ""
		if !ok {
			rest, ok = strings.CutPrefix(k, parent+".")
		}
		if ok && rest != "*" && !strings.Contains(rest, ".") {
			known = append(known, rest)
		}
	}
	slices.Sort(known)
	if len(known) == 0 {
		return "unknown key"
	}
	return "unknown key; known here: " + strings.Join(known, ", ")
}

// mismatch words a decoding error: by the key where the value is wrong, else
// as the parser puts it. The parser's own words never hold a value, but for
// the ones replaced here.
func mismatch(e *toml.DecodeError) string {
	words := strings.TrimPrefix(e.Error(), "toml: ")
	if reason := wanted[pattern(e.Key())]; reason != "" && !strings.Contains(words, "already") {
		return reason
	}
	if strings.HasPrefix(words, "unable to parse") {
		words = "not a number"
	}
	_, column := e.Position()
	return "is not valid TOML at column " + strconv.Itoa(column) + ": " + words
}

// keyLines finds the line of every table and key, arrays of tables left out:
// none is allowed.
func keyLines(data []byte) map[string]int {
	lines := map[string]int{}
	var p unstable.Parser
	p.Reset(data)
	var table []string
	for p.NextExpression() {
		e := p.Expression()
		var key []string
		at := 0
		for it := e.Key(); it.Next(); {
			key = append(key, string(it.Node().Data))
			if at == 0 {
				at = p.Shape(it.Node().Raw).Start.Line
			}
		}
		switch e.Kind {
		case unstable.Table:
			table = key
			noteLine(lines, key, at)
		case unstable.KeyValue:
			full := append(slices.Clone(table), key...)
			noteLine(lines, full, at)
			inlineLines(&p, e.Value(), full, lines)
		}
	}
	return lines
}

// inlineLines adds the keys of an inline table.
func inlineLines(p *unstable.Parser, v *unstable.Node, under []string, lines map[string]int) {
	if v.Kind != unstable.InlineTable {
		return
	}
	for it := v.Children(); it.Next(); {
		kv := it.Node()
		if kv.Kind != unstable.KeyValue {
			continue
		}
		full, at := slices.Clone(under), 0
		for k := kv.Key(); k.Next(); {
			full = append(full, string(k.Node().Data))
			if at == 0 {
				at = p.Shape(k.Node().Raw).Start.Line
			}
		}
		noteLine(lines, full, at)
		inlineLines(p, kv.Value(), full, lines)
	}
}

// noteLine keeps the first line of a key, and of the tables above it.
func noteLine(lines map[string]int, key []string, at int) {
	for n := len(key); n > 0; n-- {
		k := strings.ToLower(dotted(key[:n]))
		if lines[k] == 0 {
			lines[k] = at
		}
	}
}

// dotted writes a key as TOML does: parts that are not bare are quoted.
func dotted(key []string) string {
	parts := make([]string, len(key))
	for i, k := range key {
		parts[i] = k
		bare := k != "" && strings.IndexFunc(k, func(r rune) bool {
			return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-')
		}) < 0
		if !bare {
			parts[i] = strconv.QuoteToASCII(k)
		}
	}
	return strings.Join(parts, ".")
}

// problem is one at a key of this file.
func (f settingsFile) problem(reason string, key ...string) *Problem {
	k := dotted(key)
	return &Problem{File: f.path, Line: f.lines[strings.ToLower(k)], Key: k, Reason: reason}
}

// readPlain reads a plain file of at most maxFile bytes.
func readPlain(path string) ([]byte, fs.FileInfo, error) {
	f, err := openPlain(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, nil, errors.New("is not a plain file")
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, nil, err
	}
	if len(data) > maxFile {
		return nil, nil, errors.New("is longer than " + strconv.Itoa(maxFile>>20) + " MB")
	}
	return data, info, nil
}

// plain words a failed file operation: what is wrong, then what to do. The
// path stands before it already.
func plain(err error) string {
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "may not be read; change its permissions so that you can read it"
	case errors.Is(err, syscall.ENOTDIR):
		return "cannot be reached: a part of the path is not a directory"
	case errors.As(err, &path):
		return "cannot be read: " + path.Err.Error()
	}
	return err.Error()
}

// absolute makes a path from the command line independent of the directory
// the program is in.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// parseTeam reads a team ID as a flag gives it.
func parseTeam(s string) (int64, bool) {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n >= 1
}
