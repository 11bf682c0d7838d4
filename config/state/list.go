// Lists: small JSON files of recent and pinned Connectors and last teams,
// shared by every session that uses the directory.

package state

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"time"
)

const (
	listVersion = 1
	maxRecent   = 200 // recent Connectors kept, over all origins
	maxPinned   = 200 // pinned Connectors allowed, over all origins
	maxTeams    = 200
	maxName     = 1024    // bytes of a name kept for a list
	maxList     = 4 << 20 // bytes of a list file read
)

// Recent is a Connector that was opened, or is pinned.
type Recent struct {
	Key  Key       `json:"key"`
	Name string    `json:"name"` // as last seen
	At   time.Time `json:"at"`   // last opened, or when it was pinned
}

// Pinning is whether a Connector is pinned.
type Pinning int

const (
	Unpin Pinning = iota
	Pin
)

type team struct {
	Origin  string `json:"origin"`
	Profile string `json:"profile"`
	Team    int64  `json:"team"`
}

// listFile is the form of every list.
type listFile[T any] struct {
	Version int `json:"version"`
	Entries []T `json:"entries"`
}

// The lists and what they are called when something goes wrong.
const (
	recentList = "recent.json"
	pinnedList = "pinned.json"
	teamList   = "teams.json"
)

// errUnreadable says that a list makes no sense. Reading leaves it alone; the
// next change moves it aside.
var errUnreadable = errors.New("the file is damaged; it will be set aside")

// Recent lists the Connectors opened last, newest first.
func (d *Dir) Recent(origin string) ([]Recent, error) {
	all, err := readList[Recent](d, recentList)
	if err != nil {
		return nil, fmt.Errorf("reading the recent Connectors: %w", err)
	}
	return ofOrigin(all, origin), nil
}

// Opened notes that a Connector was opened now.
func (d *Dir) Opened(k Key, name string) error {
	at := d.now().UTC()
	err := changeList(d, recentList, func(all []Recent) ([]Recent, error) {
		all = slices.DeleteFunc(all, func(r Recent) bool { return r.Key == k })
		all = slices.Insert(all, 0, Recent{k, short(name), at})
		return all[:min(len(all), maxRecent)], nil
	})
	if err != nil {
		return fmt.Errorf("noting %s as recent: %w", k, err)
	}
	return nil
}

// Pinned lists the pinned Connectors, in the order they were pinned.
func (d *Dir) Pinned(origin string) ([]Recent, error) {
	all, err := readList[Recent](d, pinnedList)
	if err != nil {
		return nil, fmt.Errorf("reading the pinned Connectors: %w", err)
	}
	return ofOrigin(all, origin), nil
}

// SetPinned pins a Connector or takes the pin away. Pinning what is pinned
// renews its name.
func (d *Dir) SetPinned(k Key, name string, p Pinning) error {
	at := d.now().UTC()
	err := changeList(d, pinnedList, func(all []Recent) ([]Recent, error) {
		i := slices.IndexFunc(all, func(r Recent) bool { return r.Key == k })
		switch {
		case p == Unpin && i >= 0:
			return slices.Delete(all, i, i+1), nil
		case p == Unpin:
			return all, nil
		case i >= 0:
			all[i].Name = short(name)
			return all, nil
		case len(all) >= maxPinned:
			return nil, fmt.Errorf("%d Connectors are pinned, and that is the most; take a pin away first", maxPinned)
		}
		return append(all, Recent{k, short(name), at}), nil
	})
	if err != nil {
		doing := "pinning"
		if p == Unpin {
			doing = "taking the pin from"
		}
		return fmt.Errorf("%s %s: %w", doing, k, err)
	}
	return nil
}

// Team is the team last used with an origin and a profile, 0 when none was.
func (d *Dir) Team(origin, profile string) (int64, error) {
	all, err := readList[team](d, teamList)
	if err != nil {
		return 0, fmt.Errorf("reading the last team: %w", err)
	}
	for _, t := range all {
		if t.Origin == origin && t.Profile == profile && t.Team > 0 {
			return t.Team, nil
		}
	}
	return 0, nil
}

// SetTeam remembers the team used with an origin and a profile.
func (d *Dir) SetTeam(origin, profile string, id int64) error {
	err := changeList(d, teamList, func(all []team) ([]team, error) {
		all = slices.DeleteFunc(all, func(t team) bool { return t.Origin == origin && t.Profile == profile })
		all = slices.Insert(all, 0, team{origin, profile, id})
		return all[:min(len(all), maxTeams)], nil
	})
	if err != nil {
		return fmt.Errorf("remembering the team: %w", err)
	}
	return nil
}

func ofOrigin(all []Recent, origin string) []Recent {
	return slices.DeleteFunc(all, func(r Recent) bool { return r.Key.Origin != origin })
}

func short(name string) string {
	if len(name) <= maxName {
		return name
	}
	cut := maxName
	for cut > 0 && name[cut]&0xc0 == 0x80 {
		cut--
	}
	return name[:cut]
}

func readList[T any](d *Dir, name string) ([]T, error) {
	f, err := d.fs.Open(filepath.Join(d.path, name), Read)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxList+1))
	if err != nil {
		return nil, err
	}
	var version struct{ Version int }
	var list listFile[T]
	switch {
	case len(data) > maxList || json.Unmarshal(data, &version) != nil || version.Version < 1:
		return nil, errUnreadable
	case version.Version != listVersion:
		return nil, ErrVersion
	case json.Unmarshal(data, &list) != nil:
		return nil, errUnreadable
	}
	return list.Entries, nil
}

// changeList changes a list under its lock and replaces it whole, so that
// sessions that change it at the same time do not undo one another. The list
// is read anew inside the lock.
func changeList[T any](d *Dir, name string, edit func([]T) ([]T, error)) (err error) {
	path := filepath.Join(d.path, name)
	lock, err := d.fs.Open(path+".lock", Reach)
	if err != nil {
		return err
	}
	defer func() {
		// The change is in place or not by now; letting the lock go decides
		// nothing about it.
		_ = lock.Close()
	}()
	if err := d.lock(lock, lockTries); err != nil {
		return err
	}
	all, err := readList[T](d, name)
	if errors.Is(err, errUnreadable) {
		all, err = nil, d.fs.Rename(path, d.asidePath(path, "damaged"))
	}
	if err != nil {
		return err
	}
	if all, err = edit(all); err != nil {
		return err
	}
	data, err := json.MarshalIndent(listFile[T]{listVersion, all}, "", " ")
	if err != nil {
		return err
	}
	return d.replace(path, append(data, '\n'))
}
