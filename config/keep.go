// The credentials file: sign-ins kept by Patchbay itself.

package config

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// keptVersion is written to the file. A file of another version is refused
// and left alone.
const keptVersion = 1

// kept is the credentials file. Each sign-in belongs to one origin and one
// profile, and is used for no other.
type kept struct {
	Version int         `json:"version"`
	SignIns []keptEntry `json:"sign_ins"`
}

type keptEntry struct {
	Origin     string `json:"origin"`
	Profile    string `json:"profile"`
	Credential string `json:"credential"`
}

func (k kept) find(origin, profile string) (keptEntry, bool) {
	i := k.index(origin, profile)
	if i < 0 {
		return keptEntry{}, false
	}
	return k.SignIns[i], true
}

func (k kept) index(origin, profile string) int {
	return slices.IndexFunc(k.SignIns, func(e keptEntry) bool {
		return e.Origin == origin && e.Profile == profile
	})
}

// readKept reads the file, which must be private.
func readKept(path string, uid int) (kept, error) {
	f, err := openPrivate(path, uid)
	if err != nil {
		return kept{}, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return kept{}, err
	}
	var k kept
	switch {
	case len(data) > maxFile || json.Unmarshal(data, &k) != nil:
		return kept{}, errors.New("cannot be understood; move it away and sign in again")
	case k.Version != keptVersion:
		return kept{}, errors.New("was written by another version of Patchbay; use that one, or move the file away and sign in again")
	}
	return k, nil
}

// Keep stores a credential for one origin and one profile ("" when none is
// named) in the credentials file. It replaces the file whole: whatever fails,
// the old file stays as it was.
func Keep(p Paths, origin, profile string, c Credential) error {
	if c.Empty() {
		return errors.New("keeping the sign-in: there is no credential")
	}
	origin, err := Origin(origin)
	if err != nil {
		return fmt.Errorf("keeping the sign-in: the address %w", err)
	}
	entry := keptEntry{Origin: origin, Profile: profile, Credential: c.Header(Raw)}
	err = change(p.CredentialsFile, func(k *kept) {
		if i := k.index(origin, profile); i >= 0 {
			k.SignIns[i] = entry
			return
		}
		k.SignIns = append(k.SignIns, entry)
	})
	if err != nil {
		return fmt.Errorf("keeping the sign-in: %w", err)
	}
	return nil
}

// Forget removes a sign-in from the credentials file. One that is not there
// is no error.
func Forget(p Paths, origin, profile string) error {
	origin, err := Origin(origin)
	if err != nil {
		return fmt.Errorf("forgetting the sign-in: the address %w", err)
	}
	if _, err := os.Lstat(p.CredentialsFile); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	err = change(p.CredentialsFile, func(k *kept) {
		if i := k.index(origin, profile); i >= 0 {
			k.SignIns = slices.Delete(k.SignIns, i, i+1)
		}
	})
	if err != nil {
		return fmt.Errorf("forgetting the sign-in: %w", err)
	}
	return nil
}

// change reads the file, changes it and puts it back in one step.
func change(path string, edit func(*kept)) (err error) {
	k, err := readKept(path, os.Getuid())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s %s", oneLine(path), plain(err))
	}
	k.Version = keptVersion
	edit(&k)
	data, err := json.MarshalIndent(k, "", "  ")
	if err != nil {
		return err
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	// CreateTemp opens with O_EXCL and 0600 under a name nobody can guess, so
	// nothing that lies there can be followed or overwritten.
	f, err := os.CreateTemp(dir, ".credentials-*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	_, err = f.Write(append(data, '\n'))
	if err == nil {
		err = f.Sync()
	}
	err = cmp.Or(err, f.Close())
	if err != nil {
		return err
	}
	if err = os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}
