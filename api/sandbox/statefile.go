// Keeps the saves of a sandbox in one file, so that they outlive the process.

package sandbox

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// stateForm is the version of the file's form.
const stateForm = "1"

// writeState replaces the file in one step: a crash leaves the old one or the
// new one whole. Only the owner may read it.
func writeState(file string, list []Stored) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("keeping the saves in %s: %w", file, err)
		}
	}()
	var b strings.Builder
	b.WriteString(`{"form":` + stateForm + `,"connectors":[`)
	for i, c := range list {
		comma(&b, i)
		b.WriteString("\n" + `{"team_id":` + strconv.FormatInt(c.Team, 10) + "," + strings.TrimPrefix(c.full(), "{"))
	}
	b.WriteString("\n]}\n")
	temp, err := os.CreateTemp(filepath.Dir(file), ".sandbox-*") // 0600 by itself
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // nothing is left to remove once it was renamed
	_, err = temp.WriteString(b.String())
	if err == nil {
		err = temp.Sync()
	}
	if closeErr := temp.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), file)
}

// readState reads what writeState wrote. A file that does not exist yet is an
// empty one.
func readState(file string) ([]Stored, error) {
	raw, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the saves of an earlier run: %w", err)
	}
	list, err := parseState(string(raw))
	if err != nil {
		return nil, fmt.Errorf("reading the saves of an earlier run from %s: %w", file, err)
	}
	return list, nil
}

func parseState(text string) ([]Stored, error) {
	if fault := syntaxFault(text); fault != "" {
		return nil, fmt.Errorf("this is not JSON: %s", fault)
	}
	if form := member(Literal(text), "form"); form != stateForm {
		return nil, fmt.Errorf("this is not a state file of this sandbox")
	}
	connectors := member(Literal(text), "connectors")
	var list []Stored
	var err error
	items(string(connectors), 0, func(v span) bool {
		var c Stored
		c, err = decode(connectors[v.from:v.to], 0)
		if err == nil && c.Team == 0 {
			err = fmt.Errorf("team_id: this is missing")
		}
		if fault := identifierFault(c.Identifier); err == nil && fault != "" {
			err = fmt.Errorf("connector_identifier: %s", fault)
		}
		list = append(list, c)
		return err == nil
	})
	return list, err
}

// teamOf reads a team ID and says what is wrong with it, or "".
func teamOf(s string) (int64, string) {
	team, err := strconv.ParseInt(s, 10, 64)
	if err != nil || team < 1 || s[0] == '+' {
		return 0, "this must be a whole number from 1 to 9223372036854775807"
	}
	return team, ""
}
