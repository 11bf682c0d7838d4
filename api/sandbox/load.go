// Reads Connectors from files, one Connector a file.

package sandbox

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"
)

// maxFile is the most bytes a seed file may have.
const maxFile = 128 << 20

// Load reads every *.json file at the top of fsys, in the order of their names.
// A file holds either the whole answer of Get connector, or a bare
// Configuration, which is then named by the file. Members that are missing are
// filled in. A "team_id" beside "connector_identifier" names the team, else it
// is the one given. The Configuration is kept as the bytes in the file.
//
// An error names the file and the reason.
func Load(fsys fs.FS, team int64) ([]Stored, error) {
	files, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("reading the Connectors: %w", err)
	}
	var list []Stored
	from := make(map[key]string)
	for _, file := range files {
		if file.IsDir() || path.Ext(file.Name()) != ".json" {
			continue
		}
		c, err := loadFile(fsys, file.Name(), team)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file.Name(), err)
		}
		k := key{c.Team, c.Identifier}
		if other := from[k]; other != "" {
			return nil, fmt.Errorf("%s: the Connector %s of team %d is in %s already", file.Name(), c.Identifier, c.Team, other)
		}
		from[k] = file.Name()
		list = append(list, c)
	}
	return list, nil
}

func loadFile(fsys fs.FS, name string, team int64) (Stored, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return Stored{}, err
	}
	if !info.Mode().IsRegular() {
		return Stored{}, fmt.Errorf("this is not a regular file")
	}
	if info.Size() > maxFile {
		return Stored{}, fmt.Errorf("this is over %d MiB", maxFile>>20)
	}
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return Stored{}, err
	}
	text := string(raw)
	if fault := syntaxFault(text); fault != "" {
		return Stored{}, fmt.Errorf("this is not JSON: %s", fault)
	}
	whole := Literal(strings.Trim(text, " \t\r\n"))
	if !isObject(whole) {
		return Stored{}, fmt.Errorf("this must be a JSON object: a Configuration, or an answer of Get connector")
	}
	c := Stored{Team: team, Identifier: strings.TrimSuffix(name, ".json"), Configuration: whole}
	if member(whole, "connector_identifier") != "" {
		if c, err = decode(whole, team); err != nil {
			return Stored{}, err
		}
	}
	if fault := identifierFault(c.Identifier); fault != "" {
		return Stored{}, fmt.Errorf("connector_identifier: %s", fault)
	}
	return c.complete(modified(info)), nil
}

// modified is when the file was last written, or a fixed day where files have
// no dates, as embedded ones do.
func modified(info fs.FileInfo) time.Time {
	if t := info.ModTime(); !t.IsZero() {
		return t
	}
	return time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
}

// decode reads an answer of Get connector.
func decode(whole Literal, team int64) (Stored, error) {
	c := Stored{
		Team:        team,
		Identifier:  member(whole, "connector_identifier").Value(),
		Name:        member(whole, "name"),
		Description: member(whole, "description"),
		LogoURL:     member(whole, "logo_url"),
		CreatedAt:   member(whole, "created_at"),
		UpdatedAt:   member(whole, "updated_at"),
	}
	if id := member(whole, "team_id"); id != "" {
		n, fault := teamOf(string(id))
		if fault != "" {
			return Stored{}, fmt.Errorf("team_id: %s", fault)
		}
		c.Team = n
	}
	half := member(whole, "configuration")
	if half != "" && !isObject(half) {
		return Stored{}, fmt.Errorf("configuration: this must be an object")
	}
	c.Version = member(half, "version")
	c.Configuration = member(half, "configuration_json")
	c.ConfigurationCreatedAt = member(half, "created_at")
	c.ConfigurationUpdatedAt = member(half, "updated_at")
	for _, m := range []struct {
		name  string
		value Literal
	}{
		{"name", c.Name}, {"description", c.Description}, {"logo_url", c.LogoURL},
		{"created_at", c.CreatedAt}, {"updated_at", c.UpdatedAt},
		{"configuration.version", c.Version},
		{"configuration.created_at", c.ConfigurationCreatedAt}, {"configuration.updated_at", c.ConfigurationUpdatedAt},
	} {
		if m.value != "" && m.value != "null" && !isString(m.value) {
			return Stored{}, fmt.Errorf("%s: this must be a string", m.name)
		}
	}
	if c.Configuration != "" && !isObject(c.Configuration) {
		return Stored{}, fmt.Errorf("configuration.configuration_json: this must be an object")
	}
	return c, nil
}
